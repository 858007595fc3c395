"""What runs over the edge of a page: its label on every page that shows a piece of it, and where a curve crosses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cjm_editor.render.display import Group, Item, Line, Path, PathCommand, Polyline, Rect, Text
from cjm_editor.render.measure import Measurer
from cjm_editor.render.wrap import elide

_EDGE = 6.0
_HALVINGS = 24


def run_on(group: Group, x0: float, x1: float, measurer: Measurer) -> Group:
    """Return a group as a page shows it that ends at `x0` and `x1`: its label moved to where it is seen whole."""
    if group.x >= x0 and group.x + group.w <= x1:
        return group
    if group.role == "transition":
        return replace(group, items=_centred(group, x0, x1))
    if (group.role == "channel" and group.key == "channel") or group.role == "stage":
        return replace(group, items=_led(group, x0, x1, measurer))
    return group


def shifted(item: Item, dx: float, dy: float = 0.0) -> Item:
    """Return an item `dx` px further right and `dy` px further down."""
    if isinstance(item, Line):
        return replace(item, x1=item.x1 + dx, x2=item.x2 + dx, y1=item.y1 + dy, y2=item.y2 + dy)
    if isinstance(item, Polyline):
        return replace(item, points=tuple((x + dx, y + dy) for x, y in item.points))
    if isinstance(item, Path):
        moved = tuple(
            (letter, tuple(v + (dy if i % 2 else dx) for i, v in enumerate(at)))
            for letter, at in item.commands
        )
        return replace(item, commands=moved)
    return replace(item, x=item.x + dx, y=item.y + dy)


def _centred(group: Group, x0: float, x1: float) -> tuple[Item, ...]:
    """The items of an arrow with its label in the middle of the piece that is seen; without it where that is short."""
    items = group.items
    at = next((i for i, item in enumerate(items) if isinstance(item, Text)), -1)
    first = next((i for i in range(at - 1, -1, -1) if isinstance(items[i], Rect)), -1)
    if first < 0:
        return items
    label = items[first:]
    plates = [item for item in label if isinstance(item, Rect)]
    x = group.x + min(plate.x for plate in plates)
    width = group.x + max(plate.x + plate.w for plate in plates) - x
    left, right = max(x0, group.x + 8), min(x1, group.x + group.w - 8)
    if x >= x0 and x + width <= x1:
        return items
    rest = items[:first]
    if right - left < width + 2 * _EDGE:
        return rest
    dx = round((left + right - width) / 2 - x, 2)
    return (*rest, *(shifted(item, dx) for item in label))


def _led(group: Group, x0: float, x1: float, measurer: Measurer) -> tuple[Item, ...]:
    """The items of a span whose name stands at its left end, with the name at the left of what is seen."""
    dx = max(0.0, x0 - group.x)
    left, right = dx, min(group.w, x1 - group.x)
    made: list[Item] = []
    for i, item in enumerate(group.items):
        if isinstance(item, Text) and item.x > group.w / 2 and group.role == "channel":
            if left < item.x and item.x + item.width <= right:  # a note at the right end
                made.append(item)
        elif isinstance(item, Text):
            text = elide(item.text, right - dx - item.x - 4, item.size, item.weight, measurer)
            width = measurer.width(text, item.size, item.weight)
            made.append(replace(item, x=item.x + dx, text=text, width=width))
        else:
            made.append(shifted(item, dx) if i and isinstance(item, Path) else item)
    return tuple(made)


def height_at(groups: Iterable[Group], x: float) -> float | None:
    """Return the height at which the curve of a board crosses `x`, or None where it does not run."""
    for group in groups:
        if group.role == "curve" and group.x <= x <= group.x + group.w:
            for item in group.items:
                if isinstance(item, Path) and item.stroke:
                    y = _crossing(item.commands, x - group.x)
                    if y is not None:
                        return group.y + y
    return None


def _crossing(commands: Sequence[PathCommand], x: float) -> float | None:
    here = (0.0, 0.0)
    for letter, at in commands:
        if letter == "C" and here[0] <= x <= at[4]:
            return _on_cubic((*here, *at), x)
        if len(at) >= 2:
            here = (at[-2], at[-1])
    return None


def _on_cubic(p: Sequence[float], x: float) -> float:
    """The height of a cubic that goes to the right, by halving."""

    def value(t: float, axis: int) -> float:
        a, b, c, d = p[axis::2]
        s = 1 - t
        return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d

    low, high = 0.0, 1.0
    for _step in range(_HALVINGS):
        middle = (low + high) / 2
        if value(middle, 0) < x:
            low = middle
        else:
            high = middle
    return value(low, 1)
