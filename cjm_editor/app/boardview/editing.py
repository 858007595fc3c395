"""Typing on the board: which card is open, what becomes of its text, and where typing goes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.boardview.events import EditAbandoned, EditCommitted, StageRequested, TouchpointRequested
from cjm_editor.app.boardview.hit import Frame
from cjm_editor.app.boardview.navigation import cards_of, next_in_lane
from cjm_editor.core.address import Address, stage_at, touchpoint_at
from cjm_editor.render.display import Group

if TYPE_CHECKING:
    from cjm_editor.app.boardview.inline_editor import InlineEditor
    from cjm_editor.app.boardview.view import BoardView

SMALLEST = 0.6
"""Zoom below which text cannot be typed: the board comes nearer first."""


class Editing:
    """The one open editor of a board view. Drafts exist only here until they have a text."""

    def __init__(self, view: BoardView) -> None:
        self.view = view
        self.editor: InlineEditor | None = None
        self._is_fresh = False

    # --- opening

    def open(self, at: Address, text: str | None = None, fresh: bool = False) -> bool:
        """Whether an editor stands over an element now; `text` is put in its place of what it holds."""
        from cjm_editor.app.boardview.inline_editor import InlineEditor, form_of

        if self.view.refuses():
            return False
        if at.kind == "card" and at.index < 0:
            return self.open_draft(at, text or "")
        self.finish()
        group = self.view.scene.main_of(at)
        before = self.view.text_of(at)
        if group is None or before is None:
            return False
        self._come_near()
        self._is_fresh = fresh
        self.view.select((at,), scroll=False)
        self._start(
            InlineEditor(form_of(group, at, self.view.theme), before, self.view.theme, self.view), text
        )
        return True

    def open_draft(self, cell: Address, text: str = "") -> bool:
        """Whether an editor stands in a cell for a card that does not exist yet."""
        from cjm_editor.app.boardview.inline_editor import InlineEditor, draft_form

        self.finish()
        group = self.view.scene.main_of(cell)
        if self.view.is_read_only or group is None or group.role not in ("cell", "ghost"):
            return False
        if not self.view.takes_cards(cell):
            return False
        self._come_near()
        self._is_fresh = False
        self.view.select((cell,), scroll=False)
        form = draft_form(group, self._draft_place(cell, group), self.view.theme)
        self._start(InlineEditor(form, "", self.view.theme, self.view), text or None)
        return True

    def _draft_place(self, cell: Address, group: Group) -> Frame:
        """Return where the next card of a cell would lie: under the last one, as wide as its column's cards."""
        cards = cards_of(self.view.scene, cell)
        if cards:
            last = cards[-1]
            return Frame(last.x, last.y + last.h + 6, last.w, 46)
        body = self.view.scene.main_of(touchpoint_at(cell.map, cell.id))
        x, w = (body.x, body.w) if body is not None else (group.x + 4, min(group.w - 8, 124.0))
        return Frame(x, group.y + 8, w, 46)

    def _start(self, editor: InlineEditor, text: str | None) -> None:
        view = self.view
        self.editor = editor
        editor.finished.connect(self._on_finished)
        editor.grew.connect(self._on_grew)
        if text is not None:
            editor.selectAll()
            editor.insertPlainText(text)
        self.follow()
        editor.show()
        editor.setFocus()
        self._show()
        view.editing_changed.emit(True)
        view.update()

    def _come_near(self) -> None:
        if self.view.zoom() < SMALLEST:
            self.view.set_zoom(1.0)

    # --- while it is open

    def follow(self) -> None:
        """Keep the editor over its card when the board moves or is drawn anew."""
        if self.editor is not None:
            self.editor.place(self.view.camera())

    def refresh(self) -> None:
        """Take the card's place in a new display list; an editor whose card is gone is closed, its text is kept."""
        editor = self.editor
        if editor is None:
            return
        group = self.view.scene.main_of(editor.form.at)
        if group is None:
            editor.leave("stay")
        elif editor.form.group is not None and group is not editor.form.group:
            from cjm_editor.app.boardview.inline_editor import form_of

            editor.form = form_of(group, editor.form.at, self.view.theme)
            self.follow()

    def _on_grew(self) -> None:
        self.follow()
        self._show()
        self.view.update()

    def _show(self) -> None:
        """Scroll so that the whole card under the editor is seen."""
        if self.editor is None:
            return
        frame = self.editor.form.frame
        if self.editor.form.pane == "board":
            box = (frame.x, frame.y, frame.x + frame.w, frame.y + self.editor.card_height())
            self.view.fly_to(self.view.camera().showing(box), animated=False)

    # --- closing

    def finish(self) -> None:
        """Close the editor and keep its text."""
        if self.editor is not None:
            self.editor.leave("stay")

    def _on_finished(self, how: str) -> None:
        editor, is_fresh = self.editor, self._is_fresh
        if editor is None:
            return
        self.editor, self._is_fresh = None, False
        at, text = editor.form.at, editor.text()
        is_empty = not text.strip()
        had_focus = editor.hasFocus()
        editor.hide()
        editor.deleteLater()
        if had_focus:
            self.view.setFocus()
        self.view.update()
        self._keep(at, text, editor.before, is_fresh)
        self.view.editing_changed.emit(False)
        self._go_on(at, how, is_empty, is_fresh)

    def _keep(self, at: Address, text: str, before: str, is_fresh: bool) -> None:
        """Tell the window the text, if there is one to tell."""
        view = self.view
        is_draft = at.kind == "card" and at.index < 0
        if not text.strip() and (is_fresh or is_draft):
            if is_fresh:
                view.edit_abandoned.emit(EditAbandoned(at))
            return
        if text == before:
            return
        place = len(cards_of(view.scene, at)) if is_draft else -1
        view.edit_committed.emit(EditCommitted(at, text))
        made = at._replace(index=place)
        if is_draft and view.scene.holds(made):
            view.select((made,), scroll=False)

    def _go_on(self, at: Address, how: str, is_empty: bool, is_fresh: bool) -> None:
        """Open what the key asks for: the next card of the cell, the neighbour in the lane, a new element."""
        view = self.view
        if how == "enter":
            self._after_enter(at, is_empty, is_fresh)
        elif how in ("next", "previous"):
            self.open_next(at, is_back=how == "previous")
        elif how == "touchpoint":
            view.touchpoint_requested.emit(TouchpointRequested(_owner(view, at)))
        elif how == "stage":
            view.stage_requested.emit(StageRequested(_owner(view, at)))

    def _after_enter(self, at: Address, is_empty: bool, is_fresh: bool) -> None:
        view = self.view
        if is_empty:
            return
        if at.kind == "card":
            self.open_draft(at._replace(index=-1))
        elif is_fresh and at.kind == "touchpoint":
            view.touchpoint_requested.emit(TouchpointRequested(at))
        elif is_fresh and at.kind == "stage":
            view.stage_requested.emit(StageRequested(at))

    def open_next(self, at: Address, is_back: bool) -> None:
        """Open the same lane's card (or a draft) at the next touchpoint."""
        group = next_in_lane(self.view.scene, at, is_back)
        if group is None or group.at is None:
            return
        target = group.at
        if target.kind == "card" and target.index < 0:
            cards = cards_of(self.view.scene, target)
            if cards and cards[0].at is not None:
                target = cards[0].at
        self.open(target)


def _owner(view: BoardView, at: Address) -> Address:
    """Return the touchpoint or stage that an element belongs to."""
    if at.kind != "card":
        return at
    touchpoint = touchpoint_at(at.map, at.id)
    return touchpoint if view.scene.holds(touchpoint) else stage_at(at.map, at.id)
