"""The walk by keys over the places of a board: cards, empty cells, headers. Only geometry decides.

Left and right stay in a row (the lane, or the stage headers); up and down stay in the column. Page coordinates are
those of all panes, so headers are neighbours of what stands beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cjm_editor.app.boardview.camera import Box
from cjm_editor.app.boardview.events import Direction
from cjm_editor.app.boardview.hit import CARDS
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address
from cjm_editor.render.display import Group

_PANES = ("board", "stages", "lanes")
_STEP = 1200.0
_NEAR = 24.0
"""Left edges closer than this, px, are one column."""


def stops_within(scene: Scene, box: Box) -> list[Group]:
    """Return the places a walk can stop at that meet a box of the page: cards, cells without one, headers."""
    found = [group for pane in _PANES for group in scene.within(pane, box) if group.at is not None]
    return [
        group
        for group in found
        if group.role in CARDS
        or group.role in ("stage", "lane")
        or (group.role == "cell" and _takes_something(group) and is_empty(scene, group))
    ]


def _takes_something(cell: Group) -> bool:
    """Whether a cell is a place of its own: that of a touchpoint is the touchpoint's, however little of it it fills."""
    return cell.at is None or cell.at.lane != "touchpoints"


def is_empty(scene: Scene, cell: Group) -> bool:
    """Whether no card or touchpoint has its middle in a cell."""
    inside = scene.within("board", (cell.x, cell.y, cell.x + cell.w, cell.y + cell.h))
    return not any(group.role in CARDS and _contains(cell, *middle(group)) for group in inside)


def middle(group: Group) -> tuple[float, float]:
    """Return the middle of a group on the page."""
    return group.x + group.w / 2, group.y + group.h / 2


def _contains(group: Group, x: float, y: float) -> bool:
    return group.x <= x <= group.x + group.w and group.y <= y <= group.y + group.h


def row_of(scene: Scene, group: Group) -> tuple[float, float]:
    """Return top and bottom of the row a group stands in: its lane, the stage headers, else its own height."""
    _, y = middle(group)
    if group.pane == "stages":
        return 0.0, scene.display.top
    lane = lane_at(scene, y)
    return (lane.y, lane.y + lane.h) if lane else (group.y, group.y + group.h)


def lane_at(scene: Scene, y: float) -> Group | None:
    """Return the lane header at a height of the page."""
    found = scene.within("lanes", (0, y, scene.display.left, y))
    return next(
        (group for group in found if group.role == "lane" and group.y <= y <= group.y + group.h), None
    )


def stage_at_x(scene: Scene, x: float) -> Group | None:
    """Return the stage header at, or else nearest to, a place of the page."""
    display = scene.display
    found = scene.within("stages", (x - 400, 0, x + 400, display.top))
    stages = [group for group in found if group.role == "stage"] or scene.headers("stages")
    return min(stages, key=lambda group: max(group.x - x, x - group.x - group.w, 0.0), default=None)


def stage_box(scene: Scene, at: Address | None, x: float) -> Box | None:
    """Return a whole stage from top to bottom: the one of an element, or the one at a place of the page."""
    group = scene.main_of(at)
    place = x if group is None else group.x + min(8.0, group.w / 2)
    stage = group if group is not None and group.role == "stage" else stage_at_x(scene, place)
    if stage is None:
        return None
    return stage.x, scene.display.top, stage.x + stage.w, scene.display.height


def box_of(group: Group) -> Box:
    """Return the place of a group on the page."""
    return group.x, group.y, group.x + group.w, group.y + group.h


def boxes_beside(scene: Scene, group: Group, beside: Iterable[Address]) -> Iterator[Box]:
    """Yield the places of elements that lie in the pane of a group."""
    found = (scene.main_of(at) for at in beside)
    return (box_of(other) for other in found if other is not None and other.pane == group.pane)


def neighbour(scene: Scene, group: Group, direction: Direction) -> Group | None:
    """Return the place next to a group, or None at the edge of the board."""
    if direction in ("left", "right"):
        return _beside(scene, group, direction)
    target = _above_or_below(scene, group, direction)
    row = _other_row(scene, group, direction)
    if row is None or (target is not None and row[0] <= middle(target)[1] <= row[1]):
        return target
    return _nearest_in(scene, row, group) or target


def _other_row(scene: Scene, group: Group, direction: Direction) -> tuple[float, float] | None:
    """Return top and bottom of the other map's row of touchpoints where a board shows two, one above the other."""
    if group.role != "touchpoint" or group.at is None:
        return None
    for lane in scene.headers("lanes"):
        is_ahead = lane.y >= group.y + group.h if direction == "down" else lane.y + lane.h <= group.y
        if is_ahead and lane.at is not None and lane.at.kind == "map" and lane.at.map != group.at.map:
            return lane.y, lane.y + lane.h
    return None


def _nearest_in(scene: Scene, row: tuple[float, float], group: Group) -> Group | None:
    """Return the touchpoint of a row that is nearest to a group in another; none where all are far away."""
    x, _y = middle(group)
    reach = _STEP / 4
    while reach <= 8 * _STEP:
        found = [
            other
            for other in scene.within("board", (x - reach, row[0], x + reach, row[1]))
            if other.role == "touchpoint" and row[0] <= middle(other)[1] <= row[1]
        ]
        if found:
            return min(found, key=lambda other: (abs(middle(other)[0] - x), other.x))
        reach *= 4
    return None


def _beside(scene: Scene, group: Group, direction: Direction) -> Group | None:
    top, bottom = row_of(scene, group)
    _, y = middle(group)
    edge = group.x + group.w if direction == "right" else group.x
    width = scene.display.width

    def is_past(other: Group) -> bool:
        x, at_y = middle(other)
        if not top <= at_y <= bottom or other is group:
            return False
        return x > edge if direction == "right" else x < edge

    reach = _STEP
    while True:
        box = (edge, top, edge + reach, bottom) if direction == "right" else (edge - reach, top, edge, bottom)
        found = [other for other in stops_within(scene, box) if is_past(other)]
        if found:
            if direction == "right":
                start = min(other.x for other in found)
                column = [other for other in found if other.x <= start + _NEAR]
            else:
                end = max(other.x + other.w for other in found)
                column = [other for other in found if other.x + other.w >= end - _NEAR]
            return min(column, key=lambda other: abs(middle(other)[1] - y))
        if (direction == "right" and edge + reach > width) or (direction == "left" and edge - reach < 0):
            return None
        reach *= 4


def _above_or_below(scene: Scene, group: Group, direction: Direction) -> Group | None:
    x, y = middle(group)
    left, right = group.x + 1, group.x + group.w - 1
    height = scene.display.height
    box = (left, y, right, height) if direction == "down" else (left, 0, right, y)

    def gap(other: Group) -> float:
        return middle(other)[1] - y if direction == "down" else y - middle(other)[1]

    found = [
        other
        for other in stops_within(scene, box)
        if other is not group and other.x < right and other.x + other.w > left and gap(other) > 0.5
    ]
    if not found:
        return None
    nearest = min(found, key=gap)
    row = [other for other in found if abs(gap(other) - gap(nearest)) < _NEAR / 2]
    if group.role == "stage":
        return min(row, key=lambda other: other.x)
    return min(row, key=lambda other: abs(middle(other)[0] - x))


def row_end(scene: Scene, group: Group, is_last: bool) -> Group | None:
    """Return the first or last place of a group's row, headers of lanes left out."""
    top, bottom = row_of(scene, group)
    for left, right in _stretches(scene, is_back=is_last):
        found = [
            other
            for other in stops_within(scene, (left, top, right, bottom))
            if other.role != "lane" and top <= middle(other)[1] <= bottom and left <= other.x <= right
        ]
        if found:
            return _pick(
                found, max if is_last else min, lambda other: (other.x, -other.y if is_last else other.y)
            )
    return None


def next_stage(scene: Scene, group: Group, direction: Direction) -> Group | None:
    """Return the first place of the next or previous stage in the same row, or that stage's header."""
    stages = scene.headers("stages")
    here = stage_at_x(scene, group.x + 1) if group.role != "lane" else None
    place = next((i for i, stage in enumerate(stages) if stage is here), -1)
    if direction == "left" and here is not None and group.role != "stage" and group.x > here.x + _NEAR:
        place += 1  # first to the start of this stage
    place += 1 if direction == "right" else -1
    if not 0 <= place < len(stages):
        return None
    stage = stages[place]
    top, bottom = row_of(scene, group)
    found = [
        other
        for other in stops_within(scene, (stage.x, top, stage.x + stage.w, bottom))
        if stage.x <= middle(other)[0] <= stage.x + stage.w and top <= middle(other)[1] <= bottom
    ]
    return _pick(found, min, lambda other: (other.x, other.y)) or stage


def next_lane(scene: Scene, group: Group, direction: Direction) -> Group | None:
    """Return the first place of the next or previous row that has one in the same column."""
    x, _ = middle(group)
    lanes = scene.headers("lanes")
    rows = [(0.0, scene.display.top)] + [(lane.y, lane.y + lane.h) for lane in lanes]
    here = row_of(scene, group)
    ahead = [row for row in rows if (row[0] >= here[1] - 1 if direction == "down" else row[1] <= here[0] + 1)]
    for top, bottom in ahead if direction == "down" else reversed(ahead):
        found = [
            other
            for other in stops_within(scene, (group.x + 1, top, group.x + group.w - 1, bottom))
            if top <= middle(other)[1] <= bottom
            and other.x < group.x + group.w - 1
            and other.x + other.w > group.x + 1
        ]
        stop = _pick(found, min, lambda other: (abs(middle(other)[0] - x) > group.w / 2, other.y, other.x))
        if stop is not None:
            return stop
    return None


def next_card(scene: Scene, group: Group | None, is_back: bool = False) -> Group | None:
    """Return the card after (or before) a group in reading order, row by row; from the last on to the first."""
    rows = [(lane.y, lane.y + lane.h) for lane in scene.headers("lanes")] or [(0.0, scene.display.height)]
    if is_back:
        rows.reverse()
    start = 0
    if group is not None:
        y = middle(group)[1]
        start = next((i for i, (top, bottom) in enumerate(rows) if top <= y <= bottom), 0)
        if rows[start][0] <= y <= rows[start][1]:
            ahead = _card(scene, rows[start], is_back, group)
            if ahead is not None:
                return ahead
            start += 1
    for i in range(len(rows)):
        found = _card(scene, rows[(start + i) % len(rows)], is_back)
        if found is not None:
            return found
    return None


def _card(scene: Scene, row: tuple[float, float], is_back: bool, past: Group | None = None) -> Group | None:
    """Return the first (or last) card of a row, of those past a group where one is given."""
    top, bottom = row

    def is_ahead(other: Group) -> bool:
        if past is None:
            return True
        here, there = (past.x, past.y), (other.x, other.y)
        return there < here if is_back else there > here

    for left, right in _stretches(scene, is_back, None if past is None else past.x):
        found = [
            group
            for group in scene.within("board", (left, top, right, bottom))
            if group.role in CARDS
            and group.at
            and top <= middle(group)[1] <= bottom
            and left <= group.x <= right
            and is_ahead(group)
        ]
        if found:
            return _pick(found, max if is_back else min, lambda other: (other.x, other.y))
    return None


def _stretches(scene: Scene, is_back: bool, start: float | None = None) -> Iterator[tuple[float, float]]:
    """Yield stretches of the page from `start` (else from its edge) to its end, or back to its beginning, wider and
    wider: what is far away is looked into only where nothing nearer was found."""
    width = scene.display.width
    here = start if start is not None else width if is_back else 0.0
    reach = _STEP
    while here > 0.0 if is_back else here <= width:
        there = here - reach if is_back else here + reach
        yield (there, here) if is_back else (here, there)
        here, reach = there, reach * 2


def _pick(
    found: Iterable[Group], pick: Callable[..., Group], key: Callable[[Group], tuple[float, ...]]
) -> Group | None:
    groups = list(found)
    return pick(groups, key=key) if groups else None


def cell_of(scene: Scene, at: Address) -> Group | None:
    """Return the cell a card stands in."""
    return scene.main_of(at._replace(index=-1)) if at.kind == "card" else None


def cards_of(scene: Scene, cell: Address) -> list[Group]:
    """Return the cards of a cell from top to bottom."""
    cards: list[Group] = []
    while True:
        card = scene.main_of(cell._replace(index=len(cards)))
        if card is None:
            return cards
        cards.append(card)


def next_in_lane(scene: Scene, at: Address, is_back: bool = False) -> Group | None:
    """Return the same lane's cell of the next (or previous) touchpoint; for a touchpoint the neighbour itself."""
    group = cell_of(scene, at) or scene.main_of(at)
    if group is None:
        return None
    top, bottom = row_of(scene, group)
    role = "cell" if at.kind == "card" else group.role
    for left, right in _stretches(scene, is_back, group.x):
        found = [
            other
            for other in scene.within(group.pane, (left, top, right, bottom))
            if other.role == role
            and other.at is not None
            and top <= middle(other)[1] <= bottom
            and (left <= other.x < group.x if is_back else group.x < other.x <= right)
        ]
        if found:
            return _pick(found, max if is_back else min, lambda other: (other.x, other.y))
    return None
