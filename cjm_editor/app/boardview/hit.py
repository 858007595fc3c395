"""What lies under a point, inside a rubber band, and where a card's own frame is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cjm_editor.app.boardview.camera import Box, Camera
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group, Line, Path, Polyline, Rect, Text, level_of, visible

REACH = 5.0
"""Logical px around an arrow in which it can be taken."""

HANDLE = 9.0
"""Logical px around the handle of a touchpoint's edge."""

CARDS = frozenset({"touchpoint", "card"})
_RANKS = {
    "face": 0,
    "touchpoint": 0,
    "card": 0,
    "ghost": 0,
    "transition": 1,
    "cell": 3,
    "stage": 3,
    "lane": 3,
}

_THROUGH = frozenset({"background", "grid", "area", "curve", "frame", "ribbon"})
"""Roles that are drawn, not taken: what lies under them is hit."""

_UNDER = 0.3
"""How far letters reach under their baseline, of their size."""

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The border of a card on the page."""

    x: float
    y: float
    w: float
    h: float
    radius: float = 6.0
    fill: str = ""


def group_at(scene: Scene, camera: Camera, x: float, y: float) -> Group | None:
    """Return the group with an address under a point of the widget: faces and cards before arrows before cells. An
    arrow is its line, and what is written at it as far as that is drawn."""
    pane = camera.pane_at(x, y)
    px, py = camera.to_page(pane, x, y)
    reach, level = REACH / camera.zoom, level_of(camera.zoom)
    best: Group | None = None
    for group in scene.within(pane, (px - reach, py - reach, px + reach, py + reach)):
        if group.at is None or not _is_hit(group, px, py, reach, level):
            continue
        if best is None or _rank(group) <= _rank(best):
            best = group
    return best


def _rank(group: Group) -> int:
    return _RANKS.get(group.role, 2)


def _is_hit(group: Group, x: float, y: float, reach: float, level: int) -> bool:
    if group.role in _THROUGH or (group.role == "ghost" and group.at is not None and group.at.kind == "lane"):
        return False
    if group.role == "transition":
        dx, dy = x - group.x, y - group.y
        return any(_distance(points, dx, dy) <= reach for points in strokes(group)) or _is_on_label(
            group, dx, dy, level
        )
    return group.x <= x <= group.x + group.w and group.y <= y <= group.y + group.h


def _is_on_label(group: Group, x: float, y: float, level: int) -> bool:
    """Whether a point of the group lies on a plate, a number in its ring, or a text of what is drawn."""
    for item in group.items:
        if not visible(item, level):
            continue
        if isinstance(item, Rect):
            box = (item.x, item.y, item.x + item.w, item.y + item.h)
        elif isinstance(item, Text):
            box = (item.x, item.y - item.size, item.x + item.width, item.y + item.size * _UNDER)
        else:
            continue
        if box[0] <= x <= box[2] and box[1] <= y <= box[3]:
            return True
    return False


def strokes(group: Group) -> Iterator[Points]:
    """Yield the lines of a group as points, curves by eight chords, in its own coordinates."""
    for item in group.items:
        if isinstance(item, Line):
            yield (item.x1, item.y1), (item.x2, item.y2)
        elif isinstance(item, Polyline) and item.stroke:
            yield item.points
        elif isinstance(item, Path) and item.stroke:
            yield from _chords(item)


def _chords(path: Path) -> Iterator[Points]:
    points: list[tuple[float, float]] = []
    for command, numbers in path.commands:
        if command == "M":
            if len(points) > 1:
                yield tuple(points)
            points = [(numbers[0], numbers[1])]
        elif command == "L":
            points.append((numbers[0], numbers[1]))
        elif command == "C":
            x0, y0 = points[-1]
            x1, y1, x2, y2, x3, y3 = numbers
            for step in range(1, 9):
                t = step / 8
                a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
                points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
        elif points:
            points.append(points[0])
    if len(points) > 1:
        yield tuple(points)


def _distance(points: Points, x: float, y: float) -> float:
    """Return the distance of a point from a chain of segments."""
    best = float("inf")
    for (x0, y0), (x1, y1) in pairwise(points):
        dx, dy = x1 - x0, y1 - y0
        length = dx * dx + dy * dy
        t = 0.0 if length == 0 else min(1.0, max(0.0, ((x - x0) * dx + (y - y0) * dy) / length))
        best = min(best, (x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2)
    return best**0.5


def frame_of(group: Group) -> Frame:
    """Return the border of a card: its largest bordered rectangle, else its largest rectangle, else its extent."""
    rects = [
        item for item in group.items if isinstance(item, Rect) and item.w * item.h >= group.w * group.h / 3
    ]
    bordered = [item for item in rects if item.stroke] or [item for item in rects if item.fill]
    if not bordered:
        return Frame(group.x, group.y, group.w, group.h)
    item = max(bordered, key=lambda rect: rect.w * rect.h)
    return Frame(group.x + item.x, group.y + item.y, item.w, item.h, item.radius, item.fill)


def handle_of(group: Group) -> tuple[float, float]:
    """Return where on the page the handle for a new arrow stands: the middle of the right edge."""
    frame = frame_of(group)
    return frame.x + frame.w, frame.y + frame.h / 2


def edge_of(group: Group, y: float) -> tuple[float, float]:
    """Return where on the page a line between two rows leaves a card: the middle of the edge towards `y`."""
    frame = frame_of(group)
    return frame.x + frame.w / 2, frame.y + frame.h if y > frame.y + frame.h / 2 else frame.y


def cards_within(scene: Scene, box: Box) -> tuple[Address, ...]:
    """Return the touchpoints and cards that a box of the page meets, in drawing order."""
    x0, y0, x1, y1 = box
    found = scene.within("board", box)
    return tuple(
        dict.fromkeys(
            group.at
            for group in found
            if group.role in CARDS
            and group.at is not None
            and group.x <= x1
            and group.y <= y1
            and group.x + group.w >= x0
            and group.y + group.h >= y0
        )
    )
