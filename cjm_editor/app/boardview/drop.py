"""Where something dragged would land: the event to send, the bar and the tinted cell to show. Only geometry."""

from __future__ import annotations

from cjm_editor.app.boardview.camera import Box
from cjm_editor.app.boardview.events import CardsMoved, LaneMoved, StageMoved, TouchpointsMoved
from cjm_editor.app.boardview.navigation import cards_of, lane_at, middle, stage_at_x
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group, Pane

BEFORE = 3.0
"""Px between the insertion bar and the card it stands before."""

ABOVE, BELOW = 32.0, 36.0
"""Room of the emotion lane above +2 and below -2, px."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A place to land: what to tell the window, the insertion bar and the tinted cell on the page."""

    event: CardsMoved | TouchpointsMoved | StageMoved | LaneMoved
    bar: Box
    cell: Box | None = None
    pane: Pane = "board"


def drop_at(scene: Scene, moved: tuple[Address, ...], x: float, y: float) -> Drop | None:
    """Return where elements of one kind would land at a point of the page, or None where they may not."""
    kind = moved[0].kind
    if kind == "card":
        return card_drop(scene, moved, x, y)
    if kind == "touchpoint":
        return touchpoint_drop(scene, moved, x)
    if kind == "stage":
        return _header_drop(scene, moved[0], "stages", x)
    if kind == "lane":
        return _header_drop(scene, moved[0], "lanes", y)
    return None


def card_drop(scene: Scene, moved: tuple[Address, ...], x: float, y: float) -> Drop | None:
    """Return the place of cards in the cell under a point."""
    cell = cell_at(scene, x, y)
    if cell is None or cell.at is None:
        return None
    cards = [card for card in cards_of(scene, cell.at) if card.at not in moved]
    index = sum(1 for card in cards if middle(card)[1] < y)
    left, right = cell.x + 4, cell.x + cell.w - 4
    if index < len(cards):
        bar_y = cards[index].y - BEFORE
    elif cards:
        bar_y = cards[-1].y + cards[-1].h + BEFORE
    else:
        bar_y = cell.y + 8 - BEFORE
    return Drop(
        CardsMoved(moved, cell.at, index),
        (left, bar_y, right, bar_y),
        (cell.x, cell.y, cell.x + cell.w, cell.y + cell.h),
    )


def cell_at(scene: Scene, x: float, y: float) -> Group | None:
    """Return the cell under a point of the page."""
    for group in reversed(scene.within("board", (x, y, x, y))):
        is_inside = group.x <= x <= group.x + group.w and group.y <= y <= group.y + group.h
        if group.role == "cell" and group.at is not None and is_inside:
            return group
    return None


def touchpoint_drop(scene: Scene, moved: tuple[Address, ...], x: float) -> Drop | None:
    """Return the place of touchpoints in the stage under, or nearest to, a point."""
    stage = stage_at_x(scene, x)
    body = scene.main_of(moved[0])
    if stage is None or stage.at is None or body is None:
        return None
    top, bottom = body.y, body.y + body.h
    row = [
        group
        for group in scene.within("board", (stage.x, top, stage.x + stage.w, bottom))
        if group.role == "touchpoint"
        and group.at not in moved
        and stage.x <= middle(group)[0] <= stage.x + stage.w
    ]
    row.sort(key=lambda group: group.x)
    index = sum(1 for group in row if middle(group)[0] < x)
    if index < len(row):
        bar_x = row[index].x - BEFORE
    elif row:
        bar_x = row[-1].x + row[-1].w + BEFORE
    else:
        bar_x = stage.x + 4 - BEFORE
    cell = None if row else (stage.x, top, stage.x + min(stage.w, body.w + 8), bottom)
    return Drop(TouchpointsMoved(moved, stage.at, index), (bar_x, top, bar_x, bottom), cell)


def _header_drop(scene: Scene, at: Address, pane: Pane, place: float) -> Drop:
    """Return the place of a stage or lane among the others."""
    is_stage = pane == "stages"
    others = [group for group in scene.headers(pane) if group.at != at]
    index = sum(1 for group in others if middle(group)[0 if is_stage else 1] < place)
    if index < len(others):
        edge = others[index].x - 7 if is_stage else others[index].y
    elif others:
        edge = others[-1].x + others[-1].w + 7 if is_stage else others[-1].y + others[-1].h
    else:
        edge = place
    display = scene.display
    bar = (edge, 0.0, edge, display.top) if is_stage else (0.0, edge, display.left, edge)
    return Drop(StageMoved(at, index) if is_stage else LaneMoved(at, index), bar, None, pane)


def emotion_at(scene: Scene, face: Group, y: float) -> float:
    """Return the emotion on -2..+2 of a height of the page in the lane of a face, to a hundredth."""
    lane = lane_at(scene, middle(face)[1])
    if lane is None:
        return 0.0
    top, bottom = lane.y + ABOVE, lane.y + lane.h - BELOW
    value = 2.0 - 4.0 * (y - top) / (bottom - top)
    return round(min(2.0, max(-2.0, value)), 2)
