"""Actions of the menus that concern the board of one map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from cjm_editor.core.address import Address, card_at

if TYPE_CHECKING:
    from cjm_editor.app.pages.map_page import MapPage


def _current(page: MapPage) -> Address | None:
    chosen = page.selection
    return chosen[-1] if chosen else page.view.current()


def _edit_text(page: MapPage) -> None:
    at = _current(page)
    if at is not None:
        page.view.open(at)


def _new_card(page: MapPage) -> None:
    at = _current(page)
    if at is None:
        return
    if at.kind == "card":
        page.view.edit_new(card_at(at.map, at.id, at.lane, -1))
    elif at.kind in ("touchpoint", "stage"):
        page.view.edit_new(card_at(at.map, at.id, "thoughts", -1))


def _transition(page: MapPage) -> None:
    from cjm_editor.app.dialogs.transition import ask_transition

    at = _current(page)
    if at is None or page.journey is None:
        return
    start = at.id if page.journey.touchpoints.get(at.id) else ""
    made = ask_transition(page, page.context, page.journey, start)
    if made is not None:
        page.edits.add_transition(made)


def _nudge(direction: str) -> Callable[[MapPage], None]:
    return lambda page: page.edits.nudge(page.selection, direction)


def _cut(page: MapPage) -> None:
    from cjm_editor.app.pages import clipboard

    clipboard.cut(page.edits, page.selection)


def _copy(page: MapPage) -> None:
    from cjm_editor.app.pages import clipboard

    clipboard.copy(page.edits, page.selection)


def _paste(page: MapPage) -> None:
    from cjm_editor.app.pages import clipboard

    clipboard.paste(page.edits, _current(page))


TABLE: dict[str, Callable[[MapPage], None]] = {
    "edit.text": _edit_text,
    "edit.cut": _cut,
    "edit.copy": _copy,
    "edit.paste": _paste,
    "edit.duplicate": lambda page: page.edits.duplicate(page.selection),
    "edit.delete": lambda page: page.edits.delete(page.selection),
    "edit.move_left": _nudge("left"),
    "edit.move_right": _nudge("right"),
    "edit.move_up": _nudge("up"),
    "edit.move_down": _nudge("down"),
    "edit.select_all": lambda page: page.view.select_all(),
    "insert.touchpoint": lambda page: page.edits.add_touchpoint(_current(page)),
    "insert.stage": lambda page: page.edits.add_stage(_current(page)),
    "insert.card": _new_card,
    "insert.transition": _transition,
    "view.zoom_in": lambda page: page.view.zoom_in(),
    "view.zoom_out": lambda page: page.view.zoom_out(),
    "view.zoom_reset": lambda page: page.view.zoom_reset(),
    "view.fit_all": lambda page: page.view.fit_all(),
    "view.fit_stage": lambda page: page.view.fit_stage(),
}
"""What the board does for an action's id."""


def run_action(page: MapPage, id: str) -> bool:
    """Whether the action was one of the board's."""
    found = TABLE.get(id)
    if found is None:
        return False
    found(page)
    return True
