"""Keys and mouse of the alignment editor: letters, Enter, Escape and digits, clicks on marks, lines from row to row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QToolTip

from cjm_editor.app.align import answering
from cjm_editor.app.align.answering import Ends, ends_of
from cjm_editor.app.align.tips import group_under, link_number, tip_at
from cjm_editor.app.boardview.events import TransitionDrawn
from cjm_editor.app.latin import latin_key
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered

if TYPE_CHECKING:
    from cjm_editor.app.align.editor import Alignment

LETTERS: tuple[tuple[Qt.Key, str], ...] = (
    (Qt.Key.Key_N, "compare.next_unsure"),
    (Qt.Key.Key_A, "compare.accept"),
    (Qt.Key.Key_X, "compare.cut"),
    (Qt.Key.Key_C, "compare.other"),
    (Qt.Key.Key_0, "compare.none"),
    (Qt.Key.Key_L, "compare.link"),
    (Qt.Key.Key_B, "compare.ban"),
    (Qt.Key.Key_R, "compare.forget"),
    (Qt.Key.Key_W, "compare.why"),
    (Qt.Key.Key_G, "compare.gap"),
    (Qt.Key.Key_I, "compare.idea"),
    (Qt.Key.Key_O, "compare.open"),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier


@sheltered
class AlignmentKeys(QObject):
    """Turns what hands do on a comparison into what its editor does."""

    def __init__(self, editor: Alignment) -> None:
        super().__init__(editor)
        self._editor, self._page = editor, editor.page
        view = editor.page.view
        view.is_linking = True
        view.takes_key = self.on_key
        view.transition_drawn.connect(self._on_drawn)
        view.installEventFilter(self)

    def on_key(self, event: QKeyEvent) -> bool:
        """Whether a key is one of this editor's."""
        modifiers = event.modifiers()
        if modifiers & ~_PLAIN:
            return False
        key = latin_key(event.key())
        focus = self._page.focusWidget()
        if key in _ENTER:
            if isinstance(focus, QPushButton):
                focus.click()
                return True
            return self._on_enter()
        if key == Qt.Key.Key_Escape:
            return self._on_escape()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and self._page.side.is_link_shown:
            self._editor.take(key - Qt.Key.Key_0)
            return True
        action = next((action for letter, action in LETTERS if letter == key), "")
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            action = "compare.previous_unsure" if action == "compare.next_unsure" else ""
        return bool(action) and self._editor.run(action)

    def _on_enter(self) -> bool:
        """The first press explains the link, the next one accepts it."""
        link = self._editor.link
        if link < 0:
            return False
        if not self._page.side.is_link_shown:
            self._editor.show_link(link)
        else:
            self._editor.accept()
        return True

    def _on_escape(self) -> bool:
        if self._page.view.gestures.cancel():
            return True
        if self._editor.marked != Ends():
            self._editor.give_up()
            return True
        if self._page.side.is_list_shown:
            return self._page.give_up()
        self._page.side.turn_to(self._page.list)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tip over a link says why; a press on its mark or number opens the panel."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            page = self._page
            at, words = event.pos(), page.context.words
            text = tip_at(page.view, page.result, at.x(), at.y(), words) if page.result is not None else ""
            if text:
                QToolTip.showText(event.globalPos(), plain(text), page.view)
                return True
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            group = group_under(self._page.view, event.position().x(), event.position().y())
            is_click = self._page.view.gestures.mode == "press"
            if is_click and group is not None and group.role in ("mark", "metric"):
                self._page.view.gestures.reset()
                self._editor.show_link(link_number(group))
                return True
        return False

    def _on_drawn(self, drawn: object) -> None:
        """A line was drawn from a card of one row to one of the other: all that is selected with either goes along."""
        result = self._page.result
        if not isinstance(drawn, TransitionDrawn) or result is None:
            return
        chosen = self._page.view.selection()
        ends = Ends()
        for at in (drawn.from_, drawn.to):
            row = tuple(one for one in chosen if one.map == at.map) if at in chosen else (at,)
            ends = ends.joined(ends_of(result, row))
        self._editor.decide(answering.draw(result, ends), ends)
