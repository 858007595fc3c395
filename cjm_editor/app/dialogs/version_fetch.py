"""A large version, read and drawn in a thread: nothing here touches a widget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cjm_editor.app.versions import Found, History
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import DisplayList
from cjm_editor.render.measure import Measurer


@dataclass(frozen=True)
class Fetched:
    """The version of a row, and the drawing of one of its maps; None where it has none."""

    row: int
    found: Found
    map_id: str = ""
    display: DisplayList | None = None


def fetched(
    history: History,
    row: int,
    wanted: str,
    options: BoardOptions,
    measurer: Measurer,
    tick: Callable[[float], None],
) -> Fetched:
    """What the version of a row gives back, and the drawing of the wanted map, else of the first."""
    tick(0.0)
    found = history.find(history.versions[row])
    tick(0.5)
    maps = found.document.maps if found.document else ()
    if found.document is None or not maps:
        return Fetched(row, found)
    map_id = wanted if any(one.id == wanted for one in maps) else maps[0].id
    return Fetched(row, found, map_id, board(found.document, map_id, options, measurer, BoardCache()))
