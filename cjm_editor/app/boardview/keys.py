"""What keys do on the board while nothing is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from cjm_editor.app.boardview.events import (
    Direction,
    NudgeRequested,
    StageRequested,
    TouchpointRequested,
    Typed,
)
from cjm_editor.app.boardview.navigation import (
    neighbour,
    next_card,
    next_lane,
    next_stage,
    row_end,
    stops_within,
)
from cjm_editor.app.latin import latin_key
from cjm_editor.render.display import Group

if TYPE_CHECKING:
    from cjm_editor.app.boardview.view import BoardView

_ARROWS: tuple[tuple[Qt.Key, Direction], ...] = (
    (Qt.Key.Key_Left, "left"),
    (Qt.Key.Key_Right, "right"),
    (Qt.Key.Key_Up, "up"),
    (Qt.Key.Key_Down, "down"),
)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def on_key(view: BoardView, event: QKeyEvent) -> bool:
    """Whether the board took a key."""
    key = latin_key(event.key()) if event.modifiers() & Qt.KeyboardModifier.ControlModifier else event.key()
    modifiers = event.modifiers()
    is_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    is_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    is_alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    direction = next((way for arrow, way in _ARROWS if arrow == key), None)
    if direction is not None:
        return _on_arrow(view, direction, is_control, is_shift, is_alt)
    if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
        return _go(view, _from(view, lambda group: row_end(view.scene, group, key == Qt.Key.Key_End)))
    if key == Qt.Key.Key_Escape:
        return view.gestures.cancel() or _clear(view)
    if is_control:
        return _on_control(view, event, is_shift)
    if key in (*_ENTER, Qt.Key.Key_F2):
        return _on_enter(view)
    if key == Qt.Key.Key_Space:
        return _on_space(view, event)
    if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        return _ask(view, view.delete_requested)
    return not is_alt and _on_text(view, event.text())


def _on_arrow(view: BoardView, way: Direction, is_control: bool, is_shift: bool, is_alt: bool) -> bool:
    if is_alt:
        if view.selection() and not view.refuses():
            view.nudge_requested.emit(NudgeRequested(view.selection(), way))
        return True
    if is_control:
        step = next_stage if way in ("left", "right") else next_lane
        return _go(view, _from(view, lambda group: step(view.scene, group, way)))
    target = _from(view, lambda group: neighbour(view.scene, group, way))
    if is_shift and target is not None and target.at is not None:
        view.select((*(at for at in view.selection() if at != target.at), target.at), target.at)
        return True
    return _go(view, target)


def _from(view: BoardView, step: object) -> Group | None:
    """Return where a step leads from the current place; without one, the first place in view."""
    here = view.scene.main_of(view.current())
    if here is None:
        return first_seen(view)
    return step(here)  # type: ignore[operator]


def first_seen(view: BoardView) -> Group | None:
    """Return the first card or cell that is seen."""
    found = [group for group in stops_within(view.scene, view.camera().seen()) if group.pane == "board"]
    return min(found, key=lambda group: (group.y, group.x), default=None) or next_card(view.scene, None)


def _go(view: BoardView, target: Group | None) -> bool:
    if target is not None:
        view.go_to(target)
    return True


def _clear(view: BoardView) -> bool:
    had = bool(view.selection())
    view.clear_selection()
    return had


def _on_control(view: BoardView, event: QKeyEvent, is_shift: bool) -> bool:
    key = latin_key(event.key())
    if key in _ENTER:
        if view.refuses():
            return True
        if is_shift:
            view.stage_requested.emit(StageRequested(view.current()))
        else:
            view.touchpoint_requested.emit(TouchpointRequested(view.current()))
        return True
    if key == Qt.Key.Key_D:
        return _ask(view, view.duplicate_requested)
    if key == Qt.Key.Key_A:
        view.select_all()
    elif key == Qt.Key.Key_0:
        view.zoom_reset()
    elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        view.zoom_in()
    elif key == Qt.Key.Key_Minus:
        view.zoom_out()
    else:
        return False
    return True


def _ask(view: BoardView, signal: object) -> bool:
    """Send the selection, cells and all; a request is not a deed."""
    if view.selection() and not view.refuses():
        signal.emit(view.selection())  # type: ignore[attr-defined]
    return True


def _on_enter(view: BoardView) -> bool:
    at = view.current()
    if at is not None:
        view.open(at)
    elif not view.scene.headers("stages") and not view.refuses():
        view.stage_requested.emit(StageRequested(None))
    return True


def _on_space(view: BoardView, event: QKeyEvent) -> bool:
    if not event.isAutoRepeat():
        view.gestures.is_space_down = True
        view.setCursor(Qt.CursorShape.OpenHandCursor)
    return True


def _on_text(view: BoardView, text: str) -> bool:
    """Begin to type: into the current place, a card's text is kept and goes on."""
    if not text or not text.isprintable() or view.current() is None:
        return False
    at = view.current()
    if at is None:
        return False
    if not view.edit(at) or view.editing.editor is None:
        is_cell = at.kind == "card" and at.index < 0 and not view.is_read_only
        if is_cell:
            view.typed.emit(Typed(at, text))
        return is_cell
    view.editing.editor.insertPlainText(text)
    return True


def walk_cards(view: BoardView, is_back: bool) -> bool:
    """Whether Tab went to another card: the next in reading order, from the last on to the first."""
    target = next_card(view.scene, view.scene.main_of(view.current()), is_back)
    if target is None:
        return False
    view.go_to(target)
    return True
