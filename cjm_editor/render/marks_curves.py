"""The two emotion curves of a comparison and what lies between them: pieces cut where the curves cross."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from cjm_editor.core.records import dataclass
from cjm_editor.render.curve import Cubic, Point, monotone, split, stroke
from cjm_editor.render.display import FAR, LOW, MIDDLE, Group, Item, Line, Path, PathCommand
from cjm_editor.render.theme import Theme

IDEAL_WIDTH, ACTUAL_WIDTH = 1.5, 2.5
BLOCK = 900.0
"""No piece of a curve or of a filling is much wider than this, so that a view can leave out what it does not show."""

_LOOKS = 24
"""Places at which two cubics are compared to find where they cross."""

_PITCH = 5.0

Heights = tuple[float, float, float, float]
"""The y of the four control points of a cubic."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of a curve: its x and its y, None where the emotion is not known."""

    x: float
    y: float | None


def runs(spots: Sequence[Spot]) -> tuple[tuple[Cubic, ...], ...]:
    """The curve between known neighbours; an unknown one ends a run, a run of one has no curve."""
    found: list[tuple[Cubic, ...]] = []
    run: list[Point] = []
    for spot in (*spots, Spot(0.0, None)):
        if spot.y is None:
            if len(run) > 1:
                found.append(monotone(run))
            run = []
        else:
            run.append((spot.x, spot.y))
    return tuple(found)


def joined(
    ideal: Sequence[Sequence[Cubic]], actual: Sequence[Sequence[Cubic]]
) -> tuple[tuple[Cubic, ...], ...]:
    """The reference's curve, on the lived one wherever both go from one pair of equal points to the next.

    The two would otherwise part there only because their further neighbours differ, and show a gap that is none.
    """
    theirs = {_ends(cubic): cubic for run in actual for cubic in run}
    return tuple(tuple(theirs.get(_ends(cubic), cubic) for cubic in run) for run in ideal)


def _ends(cubic: Cubic) -> tuple[float, float, float, float]:
    return round(cubic.x0, 2), round(cubic.y0, 2), round(cubic.x3, 2), round(cubic.y3, 2)


@dataclass(frozen=True, slots=True)
class Strip:
    """What lies between the curves from one x to the next: pieces of both over the same x; is the lived one lower?"""

    ideal: Cubic
    actual: Cubic
    is_worse: bool

    @property
    def rows(self) -> tuple[float, float]:
        """The highest and the lowest y that it may reach: that of its control points."""
        one, other = self.ideal, self.actual
        ys = (one.y0, one.y1, one.y2, one.y3, other.y0, other.y1, other.y2, other.y3)
        return min(ys) - 1e-6, max(ys) + 1e-6


def strips(ideal: Sequence[Sequence[Cubic]], actual: Sequence[Sequence[Cubic]]) -> tuple[Strip, ...]:
    """What lies between two curves where both are known, from left to right, cut at every crossing."""
    ours = [cubic for run in ideal for cubic in run]
    theirs = [cubic for run in actual for cubic in run]
    found: list[Strip] = []
    i = a = 0
    while i < len(ours) and a < len(theirs):
        left, right = max(ours[i].x0, theirs[a].x0), min(ours[i].x3, theirs[a].x3)
        if right - left > 1e-6:
            found += _crossed(_cut(ours[i], left, right), _cut(theirs[a], left, right))
        if ours[i].x3 <= theirs[a].x3:
            i += 1
        else:
            a += 1
    return tuple(found)


def within_stretches(found: Sequence[Strip], stretches: Sequence[tuple[float, float]]) -> tuple[Strip, ...]:
    """The parts of what lies between two curves that lie in these stretches, all from left to right."""
    kept: list[Strip] = []
    for left, right in stretches:
        for strip in meeting(found, left, right):
            start, end = max(left, strip.ideal.x0), min(right, strip.ideal.x3)
            if end - start > 1e-6:
                cut = (_cut(strip.ideal, start, end), _cut(strip.actual, start, end))
                kept.append(Strip(*cut, strip.is_worse))
    return tuple(kept)


def meeting(found: Sequence[Strip], left: float, right: float) -> Sequence[Strip]:
    """Of what lies between two curves, from left to right, that which meets a stretch."""
    first = bisect_left(found, left, key=lambda strip: strip.ideal.x3)
    return found[first : bisect_right(found, right, key=lambda strip: strip.ideal.x0)]


def mostly_within(found: Sequence[Strip], stretches: Sequence[tuple[float, float]]) -> tuple[Strip, ...]:
    """What lies between two curves of means, where most of it lies in these stretches: no column is seen alone."""
    return tuple(
        strip
        for strip in found
        if 2 * sum(max(0.0, min(b, strip.ideal.x3) - max(a, strip.ideal.x0)) for a, b in stretches)
        >= strip.ideal.x3 - strip.ideal.x0
    )


def within(found: Sequence[Cubic], left: float, right: float) -> Sequence[Cubic]:
    """The segments of a curve, from left to right, that meet a stretch."""
    first = bisect_left(found, left, key=lambda cubic: cubic.x3)
    return found[first : bisect_right(found, right, key=lambda cubic: cubic.x0)]


class Filled:
    """What lies between the curves in a stretch, to be asked about many points."""

    __slots__ = ("_found", "_lefts", "_rows", "rows")

    def __init__(self, found: Sequence[Strip]) -> None:
        self._found = found
        self._lefts = [strip.ideal.x0 for strip in found]
        self._rows = [strip.rows for strip in found]
        self.rows = (
            min((row[0] for row in self._rows), default=0.0),
            max((row[1] for row in self._rows), default=0.0),
        )
        """The highest and the lowest y that anything of it may reach."""

    def is_worse(self, x: float, y: float) -> bool | None:
        """Whether the lived curve is the lower one where this point lies; None where it is not between them."""
        n = bisect_right(self._lefts, x) - 1
        if n < 0 or not self._rows[n][0] <= y <= self._rows[n][1]:
            return None
        strip = self._found[n]
        return strip.is_worse if covers(strip, x, y) else None


def covers(strip: Strip, x: float, y: float) -> bool:
    """Whether a point lies in what is filled between the curves."""
    width = strip.ideal.x3 - strip.ideal.x0
    if not strip.ideal.x0 <= x <= strip.ideal.x3:
        return False
    t = (x - strip.ideal.x0) / width
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    upper, lower = strip.ideal, strip.actual
    one = a * upper.y0 + b * upper.y1 + c * upper.y2 + d * upper.y3 - y
    other = a * lower.y0 + b * lower.y1 + c * lower.y2 + d * lower.y3 - y
    return one * other <= 0


def _cut(cubic: Cubic, left: float, right: float) -> Cubic:
    """The part of a segment between two x; its x is linear in the parameter, the control points being at thirds."""
    width = cubic.x3 - cubic.x0
    if left > cubic.x0 + 1e-9:
        cubic = split(cubic, (left - cubic.x0) / width)[1]
        width = cubic.x3 - cubic.x0
    if right < cubic.x3 - 1e-9:
        cubic = split(cubic, (right - cubic.x0) / width)[0]
    return cubic


def _crossed(ours: Cubic, theirs: Cubic) -> Iterator[Strip]:
    """What lies between two segments over the same x, cut where they cross."""
    away = (theirs.y0 - ours.y0, theirs.y1 - ours.y1, theirs.y2 - ours.y2, theirs.y3 - ours.y3)
    left, width = ours.x0, ours.x3 - ours.x0
    for start, end, is_worse in _sides(away):
        x0, x1 = left + start * width, left + end * width
        if x1 - x0 > 1e-3:
            yield Strip(_cut(ours, x0, x1), _cut(theirs, x0, x1), is_worse)


@lru_cache(maxsize=2048)
def _sides(away: Heights) -> tuple[tuple[float, float, bool], ...]:
    """The stretches (from, to, is it below) in which a cubic with these control values keeps one sign, by its
    parameter 0..1; those in which it is next to nothing are left out.

    The same wherever the segment stands: an edit moves most of a page and changes little of its curves.
    """
    looks = [a * away[0] + b * away[1] + c * away[2] + d * away[3] for a, b, c, d in _LOOK_WEIGHTS]
    cuts: list[float] = []
    for n, (one, other) in enumerate(pairwise(looks)):
        if one * other < 0:
            low, high = n / _LOOKS, (n + 1) / _LOOKS
            for _step in range(30):
                middle = (low + high) / 2
                if _value(away, middle) * one > 0:
                    low = middle
                else:
                    high = middle
            cuts.append((low + high) / 2)
    found = []
    for start, end in pairwise((0.0, *cuts, 1.0)):
        total = sum(_value(away, start + (end - start) * n / 8) for n in range(1, 8))
        if abs(total) > 1e-3:
            found.append((start, end, total > 0))
    return tuple(found)


def _value(heights: Heights, t: float) -> float:
    a, b, c, d = _weights(t)
    return a * heights[0] + b * heights[1] + c * heights[2] + d * heights[3]


def _weights(t: float) -> Heights:
    return (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3


_LOOK_WEIGHTS = tuple(_weights(n / _LOOKS) for n in range(_LOOKS + 1))


def filling(found: Sequence[Strip], top: float, height: float, theme: Theme) -> tuple[Group, ...]:
    """The gap between the curves: plain where the lived one is lower, with upright lines where it is higher."""
    groups: list[Group] = []
    run: list[Strip] = []
    for strip in found:
        if run and (
            strip.is_worse != run[-1].is_worse
            or strip.ideal.x0 > run[-1].ideal.x3 + 1e-3
            or strip.ideal.x3 - run[0].ideal.x0 > BLOCK
        ):
            groups.append(_area(run, top, height, theme))
            run = []
        run.append(strip)
    if run:
        groups.append(_area(run, top, height, theme))
    return tuple(groups)


def _area(run: Sequence[Strip], top: float, height: float, theme: Theme) -> Group:
    left, right = run[0].ideal.x0, run[-1].ideal.x3
    upper = [moved(strip.ideal, -left) for strip in run]
    lower = [moved(strip.actual, -left).reversed() for strip in run]
    commands: list[PathCommand] = [("M", (upper[0].x0, upper[0].y0)), *(c.command() for c in upper)]
    commands.append(("L", (lower[-1].x0, lower[-1].y0)))
    commands += [c.command() for c in reversed(lower)]
    commands.append(("Z", ()))
    is_worse = run[0].is_worse
    items: list[Item] = [Path(_rounded(commands), fill=theme.worse if is_worse else theme.better, upto=FAR)]
    if not is_worse:
        items += _upright(run, left, theme.emotions[3])
    return Group("area", left, top, right - left, height, tuple(items), key=f"gap{left:g}")


def _upright(run: Sequence[Strip], left: float, stroke: str) -> list[Item]:
    found: list[Item] = []
    for strip in run:
        width = strip.ideal.x3 - strip.ideal.x0
        x = (strip.ideal.x0 // _PITCH + 1) * _PITCH
        while x < strip.ideal.x3:
            t = (x - strip.ideal.x0) / width
            y1, y2 = strip.actual.at(t)[1], strip.ideal.at(t)[1]
            if y2 - y1 > 3:
                at = round(x - left, 2)
                found.append(Line(at, round(y1, 2), at, round(y2, 2), stroke, 1, upto=MIDDLE))
            x += _PITCH
    return found


def pieces(found: Sequence[Sequence[Cubic]]) -> tuple[tuple[Cubic, ...], ...]:
    """The strokes of a curve, long ones in pieces."""
    cut: list[tuple[Cubic, ...]] = []
    for run in found:
        start = 0
        for n, cubic in enumerate(run):
            if n == len(run) - 1 or cubic.x3 - run[start].x0 > BLOCK:
                cut.append(tuple(run[start : n + 1]))
                start = n + 1
    return tuple(cut)


def curve(
    found: Sequence[Sequence[Cubic]], top: float, height: float, colour: str, width: float, key: str
) -> tuple[Group, ...]:
    """The drawing of some `pieces` of a curve."""
    groups: list[Group] = []
    for piece in found:
        x = piece[0].x0
        commands = _rounded(stroke([moved(c, -x) for c in piece]))
        items: tuple[Item, ...] = (
            Path(commands, colour, width, upto=MIDDLE),
            Path(commands, colour, 2.5 * width, since=LOW),
        )
        groups.append(Group("curve", x, top, piece[-1].x3 - x, height, items, key=f"{key}{x:g}"))
    return tuple(groups)


def moved(cubic: Cubic, dx: float) -> Cubic:
    """The same segment `dx` px further right."""
    c = cubic
    return Cubic(c.x0 + dx, c.y0, c.x1 + dx, c.y1, c.x2 + dx, c.y2, c.x3 + dx, c.y3)


def _rounded(commands: Sequence[PathCommand]) -> tuple[PathCommand, ...]:
    return tuple((name, tuple(round(v, 3) for v in values)) for name, values in commands)
