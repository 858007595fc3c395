"""The board on screen: selection, keys, mouse and typing over the canvas. It knows a display list and addresses only.

What the user wants is told by signals; the window turns it into edits and gives the next display list.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QApplication, QWidget

from cjm_editor.app.boardview.canvas import BoardCanvas
from cjm_editor.app.boardview.editing import Editing
from cjm_editor.app.boardview.events import ContextRequested
from cjm_editor.app.boardview.gestures import Gestures
from cjm_editor.app.boardview.hit import CARDS, group_at
from cjm_editor.app.boardview.keys import on_key, walk_cards
from cjm_editor.app.boardview.navigation import box_of, boxes_beside, stage_box
from cjm_editor.app.boardview.overlay import Over, Overlay
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.qt.painter import PaintCache
from cjm_editor.render.display import DisplayList, Group
from cjm_editor.render.theme import Theme

if TYPE_CHECKING:
    from cjm_editor.app.boardview.accessible import BoardInterface

TOGETHER = 16
"""So many chosen elements are brought into view together; of more only the current one."""

READABLE_AFTER = 100
"""Milliseconds after which the board can be read aloud. On Linux a screen reader hears of a window by messages and asks
later; elsewhere it may ask while the window is shown."""


@sheltered
class BoardView(BoardCanvas):
    """A board to look at, walk over and type into. Signals carry the frozen values of `events`, or what is noted."""

    selected = Signal(object)
    """tuple[Address, ...]; a cell is the address of a card with index -1."""

    current_changed = Signal(object)
    """Address or None."""

    activated = Signal(object)
    """Address of something without a text, opened by Enter or a double click."""

    editing_changed = Signal(object)
    """bool."""

    typed = Signal(object)
    """`Typed`: a letter on a cell without cards."""

    edit_committed = Signal(object)
    edit_abandoned = Signal(object)
    touchpoint_requested = Signal(object)
    stage_requested = Signal(object)
    cards_moved = Signal(object)
    touchpoints_moved = Signal(object)
    stage_moved = Signal(object)
    lane_moved = Signal(object)
    emotion_committed = Signal(object)
    transition_drawn = Signal(object)
    delete_requested = Signal(object)
    """tuple[Address, ...]."""

    duplicate_requested = Signal(object)
    """tuple[Address, ...]."""

    nudge_requested = Signal(object)
    context_requested = Signal(object)
    refused = Signal()
    """A key or a click that would change what may only be read."""

    def __init__(self, theme: Theme, cache: PaintCache | None = None, parent: QWidget | None = None) -> None:
        super().__init__(theme, cache, parent)
        self.text_of: Callable[[Address], str | None] = _no_text
        """The text to edit, None where there is none."""

        self.takes_cards: Callable[[Address], bool] = _takes_any
        """Whether cards can be typed into a cell."""

        self.preview_emotion: Callable[[Address, float | None], None] = _no_preview
        """Show the board with an emotion on -2..+2 while a face is dragged; None: as it was."""

        self.hint_of: Callable[[Address], str] = _no_hint
        """The words at the foot of a card that is typed into."""

        self.takes_key: Callable[[QKeyEvent], bool] = _takes_no_key
        """Whether the page around takes a key before the board does."""

        self.is_read_only = False
        self.is_linking = False
        """Whether a read-only board lets lines be drawn between touchpoints of two maps."""

        self.marked: tuple[Address, ...] = ()
        """Touchpoints that wait for their counterpart: ringed with dashes."""

        self.has_tint = True
        self.is_structure_locked = False
        self.was_adding = False
        self._selection: tuple[Address, ...] = ()
        self._current: Address | None = None
        self._by_keys = False
        self.edge_timer = QTimer(self)
        self.edge_timer.setInterval(16)
        self._interface: BoardInterface | None = None
        self.gestures = Gestures(self)
        self.editing = Editing(self)
        self.edge_timer.timeout.connect(self.gestures.on_edge)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        if sys.platform == "linux":
            QTimer.singleShot(READABLE_AFTER, self, self._make_readable)
        else:
            self._make_readable()

    def _make_readable(self) -> None:
        from cjm_editor.app.boardview.accessible import install

        install()

    # --- what is shown

    def set_display(self, display: DisplayList, changed: Iterable[Address] | None = None) -> None:
        """Show another display list; the selection keeps what is still there."""
        super().set_display(display, changed)
        kept = tuple(at for at in self._selection if self.scene.holds(at))
        current = self._current if self._current is not None and self.scene.holds(self._current) else None
        self.gestures.hover = self._again(self.gestures.hover)
        self.gestures.handle = self._again(self.gestures.handle)
        self._choose(kept, current or (kept[-1] if kept else None))
        body = self.scene.main_of(self._current)
        self.tiles.focus = (body.x + body.w / 2, body.y + body.h / 2) if body is not None else None
        self.editing.refresh()

    def _again(self, group: Group | None) -> Group | None:
        """Return the group that stands now for what `group` stood for."""
        if group is None or group.at is None:
            return None
        return self.scene.again(group)

    def set_read_only(self, is_read_only: bool) -> None:
        """Allow looking and selecting only."""
        if is_read_only:
            self.gestures.cancel()
            self.finish_editing()
        self.is_read_only = is_read_only

    def refuses(self) -> bool:
        """Whether nothing may be changed, which is told then."""
        if self.is_read_only:
            self.refused.emit()
        return self.is_read_only

    def set_structure_locked(self, is_locked: bool) -> None:
        """Freeze stages, touchpoints and lanes; texts, faces and cards stay editable."""
        self.is_structure_locked = is_locked

    # --- selection

    def selection(self) -> tuple[Address, ...]:
        """Return what is selected, in the order in which it was chosen."""
        return self._selection

    def current(self) -> Address | None:
        """Return the element that keys start from."""
        return self._current

    def select(
        self, addresses: Iterable[Address], current: Address | None = None, scroll: bool = True
    ) -> None:
        """Select what of these is on the board; `current` (else the last) is where keys go on, scrolled into view."""
        chosen = tuple(dict.fromkeys(at for at in addresses if self.scene.holds(at)))
        if current is None or current not in chosen:
            current = chosen[-1] if chosen else None
        self._choose(chosen, current)
        if scroll and current is not None:
            self.ensure_visible(current, beside=chosen if len(chosen) <= TOGETHER else ())

    def select_all(self) -> None:
        """Select every touchpoint and card."""
        chosen = (
            group.at for group in self.scene.display.groups if group.role in CARDS and group.at is not None
        )
        self.select(tuple(chosen), self._current, scroll=False)

    def clear_selection(self) -> None:
        """Select nothing."""
        self._choose((), None)

    def go_to(self, group: Group, by_keys: bool = True) -> None:
        """Select one place and bring it into view."""
        self._by_keys = by_keys
        if group.at is not None:
            self.select((group.at,))

    def _choose(self, chosen: tuple[Address, ...], current: Address | None) -> None:
        is_new, is_elsewhere = chosen != self._selection, current != self._current
        self._selection, self._current = chosen, current
        if is_new or is_elsewhere:
            self.update()
        if is_elsewhere:
            self.current_changed.emit(current)
            from cjm_editor.app.boardview.accessible import announce

            announce(self, current)
        if is_new:
            self.selected.emit(chosen)

    # --- going somewhere

    def ensure_visible(self, at: Address, animated: bool = True, beside: Iterable[Address] = ()) -> None:
        """Scroll as little as possible to show an element, and those `beside` it where there is room for all."""
        group = self.scene.main_of(at)
        if group is None or group.pane == "corner":
            return
        here = self.camera()
        moved = here.showing(here.around(box_of(group), boxes_beside(self.scene, group, beside)))
        x = here.x if group.pane == "lanes" else moved.x
        y = here.y if group.pane == "stages" else moved.y
        self.fly_to(here.placed(x, y), animated)

    def zoom_to(self, at: Address) -> None:
        """Show an element at 100 % in the middle of the board."""
        group = self.scene.main_of(at)
        if group is not None:
            self.set_zoom(1.0)
            self.center_on(group.x + group.w / 2, group.y + group.h / 2)

    def fit_stage(self, at: Address | None = None) -> None:
        """Show a whole stage: the one given, that of the selection, or the one in the middle of the view."""
        box = stage_box(self.scene, at or self._current, self.visible_rect().center().x())
        if box is not None:
            self.fit_box(box)

    def visible_span(self) -> tuple[float, float]:
        """Return the visible part of the board beside the lane headers, 0..1 sideways."""
        display = self.scene.display
        span = max(1.0, display.width - display.left)
        x0, _, x1, _ = self.camera().seen()
        return (x0 - display.left) / span, (x1 - display.left) / span

    def center_on_fraction(self, centre: float) -> None:
        """Bring a place, 0..1 sideways beside the lane headers, to the middle."""
        display = self.scene.display
        self.center_on(display.left + centre * (display.width - display.left))

    # --- typing

    def edit(self, at: Address, text: str | None = None, fresh: bool = False) -> bool:
        """Whether the text of an element is being typed now. `fresh`: it was made for this and vanishes if empty."""
        if self.scene.holds(at):
            self.ensure_visible(at, animated=False)
        return self.editing.open(at, text, fresh)

    def edit_new(self, cell: Address) -> bool:
        """Whether a new card is being typed in a cell now; it exists once it has a text."""
        return self.editing.open_draft(cell)

    def is_editing(self) -> bool:
        """Whether an editor is open."""
        return self.editing.editor is not None

    def finish_editing(self) -> None:
        """Close the editor, its text kept: before saving, closing, undoing."""
        self.editing.finish()

    def on_view_moved(self) -> None:
        """The editor goes with its card."""
        self.editing.follow()

    # --- painting

    def paint_over(self, painter: QPainter) -> None:
        gestures, editor = self.gestures, self.editing.editor
        Overlay(painter, self.scene, self.camera(), self.theme, self.cache).draw(
            Over(
                self._selection,
                self._current if self._by_keys and self.hasFocus() else None,
                gestures.hover,
                gestures.handle,
                gestures.dragged,
                gestures.band,
                gestures.link,
                gestures.link_to,
                editor,
                self.hint_of(editor.form.at) if editor is not None else "",
                self.has_tint,
                self.marked,
            )
        )

    def accessible_interface(self) -> BoardInterface:
        """Return what a screen reader asks; kept with the view, since Qt keeps no Python object alive."""
        if self._interface is None:
            from cjm_editor.app.boardview.accessible import BoardInterface

            self._interface = BoardInterface(self)
        return self._interface

    # --- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.finish_editing()
        self._by_keys = False
        self.was_adding = bool(
            event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        )
        self.gestures.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.gestures.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.gestures.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        group = group_at(self.scene, self.camera(), event.position().x(), event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and group is not None and group.at is not None:
            self.gestures.reset()
            self.open(group.at)

    def open(self, at: Address) -> None:
        """Type into an element, or say that it was activated where it has no text. A title is marked whole, as where
        files are renamed: what is typed replaces it; a card is written on."""
        if not self.edit(at):
            self.activated.emit(at)
        elif at.kind != "card" and self.editing.editor is not None:
            self.editing.editor.selectAll()

    def leaveEvent(self, event: QEvent) -> None:
        self.gestures.leave()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at, point = self._current, event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            group = group_at(self.scene, self.camera(), event.x(), event.y())
            at = group.at if group is not None else None
        else:
            group = self.scene.main_of(at)
            if group is not None:
                x, y = self.camera().to_screen(group.pane, group.x + group.w / 2, group.y + group.h / 2)
                point = self.mapToGlobal(QPointF(x, y).toPoint())
        self.gestures.reset()
        self.context_requested.emit(ContextRequested(at, point.x(), point.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing() and not self.hasFocus():
            event.ignore()  # what the open editor does not use is not the board's
            return
        self._by_keys = True
        self.finish_editing()
        if self.takes_key(event) or on_key(self, event):
            event.accept()
            self.update()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.gestures.is_space_down = False
            if self.gestures.mode != "pan":
                self.setCursor(Qt.CursorShape.ArrowCursor)
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        self._by_keys = True
        return walk_cards(self, is_back=not is_next)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._by_keys = True
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.gestures.is_space_down = False
        super().focusOutEvent(event)
        self.update()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word begun with an input method opens the editor, which takes it over."""
        if not (event.preeditString() or event.commitString()) or self._current is None:
            event.ignore()
            return
        if self.edit(self._current) and self.editing.editor is not None:
            QApplication.sendEvent(self.editing.editor, event)


def _no_text(_at: Address) -> str | None:
    return None


def _takes_no_key(_event: QKeyEvent) -> bool:
    return False


def _takes_any(_at: Address) -> bool:
    return True


def _no_preview(_at: Address, _value: float | None) -> None:
    return None


def _no_hint(_at: Address) -> str:
    return ""
