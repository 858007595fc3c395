"""What is said of what the mouse rests on in a comparison: links and their shares, and the lane of the shares."""

from __future__ import annotations

from cjm_editor.app.align.words import share_meaning, tip_of
from cjm_editor.app.boardview.hit import group_at
from cjm_editor.app.boardview.view import BoardView
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Words
from cjm_editor.render.display import Group


def group_under(view: BoardView, x: float, y: float) -> Group | None:
    """The group with an address under a point of the view."""
    return group_at(view.scene, view.camera(), x, y)


def link_number(group: Group | None) -> int:
    """The number of the link that a group of the drawing belongs to, or -1."""
    name, colon, number = (group.key if group is not None else "").partition(":")
    return int(number) if colon and name in ("link", "ribbon") and number.lstrip("-").isdigit() else -1


def tip_at(view: BoardView, result: ComparisonResult, x: float, y: float, words: Words) -> str:
    """The tip for a point of the view; "" where there is nothing to say."""
    number = link_number(group_under(view, x, y))
    if number >= 0:
        return tip_of(result, number, words)
    return words(share_meaning()) if _is_in_lane(view, x, y, "gap") else ""


def _is_in_lane(view: BoardView, x: float, y: float, key: str) -> bool:
    """Whether a point is in the header of a lane; headers have no address."""
    camera = view.camera()
    pane = camera.pane_at(x, y)
    px, py = camera.to_page(pane, x, y)
    found = view.scene.within(pane, (px, py, px, py))
    return any(g.role == "lane" and g.key == key and g.y <= py <= g.y + g.h for g in found)
