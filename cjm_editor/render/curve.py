"""The emotion curve: a monotone cubic through its points as Bezier segments, and the areas it encloses.

Slopes after Fritsch and Carlson, "Monotone piecewise cubic interpolation" (SIAM J. Numer. Anal. 17, 1980), with the
weighted harmonic means of Fritsch and Butland (1984). With control points at thirds each segment stays inside the
rectangle of its two ends: the curve is never higher or lower than the emotions it joins.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cjm_editor.core.records import dataclass
from cjm_editor.render.display import PathCommand

Point = tuple[float, float]

END_SLOPE = 0.6
"""Slope at the ends, as a share of the end secant."""


@dataclass(frozen=True, slots=True)
class Cubic:
    """One Bezier segment from (`x0`, `y0`) to (`x3`, `y3`), px, y down."""

    x0: float
    y0: float
    x1: float
    y1: float
    x2: float
    y2: float
    x3: float
    y3: float

    def at(self, t: float) -> Point:
        """The point at parameter `t`, 0..1."""
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        return (
            a * self.x0 + b * self.x1 + c * self.x2 + d * self.x3,
            a * self.y0 + b * self.y1 + c * self.y2 + d * self.y3,
        )

    def command(self) -> PathCommand:
        """The segment as a path command; the pen stands at its start."""
        return ("C", (self.x1, self.y1, self.x2, self.y2, self.x3, self.y3))

    def reversed(self) -> Cubic:
        """The same stroke from its end to its start."""
        return Cubic(self.x3, self.y3, self.x2, self.y2, self.x1, self.y1, self.x0, self.y0)


def monotone(points: Sequence[Point]) -> tuple[Cubic, ...]:
    """The segments through points whose x rises strictly; none for fewer than two points."""
    if len(points) < 2:
        return ()
    slopes = _slopes(points)
    segments = []
    for i in range(len(points) - 1):
        (x0, y0), (x3, y3) = points[i], points[i + 1]
        third = (x3 - x0) / 3
        low, high = min(y0, y3), max(y0, y3)
        # the clamp only catches the last bit of rounding: in exact arithmetic the slopes see to it
        y1 = min(high, max(low, y0 + slopes[i] * third))
        y2 = min(high, max(low, y3 - slopes[i + 1] * third))
        segments.append(Cubic(x0, y0, x0 + third, y1, x3 - third, y2, x3, y3))
    return tuple(segments)


def _slopes(points: Sequence[Point]) -> list[float]:
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    secants = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in pairwise(points)]
    slopes = [END_SLOPE * secants[0]]
    for (h0, h1), (d0, d1) in zip(pairwise(steps), pairwise(secants), strict=True):
        if d0 * d1 <= 0:
            slopes.append(0.0)
            continue
        w0, w1 = 2 * h1 + h0, h1 + 2 * h0
        slopes.append((w0 + w1) / (w0 / d0 + w1 / d1))
    slopes.append(END_SLOPE * secants[-1])
    return slopes


def split(segment: Cubic, t: float) -> tuple[Cubic, Cubic]:
    """The two parts of a segment, cut at parameter `t` (de Casteljau)."""
    s = segment
    ax, ay = _mix(s.x0, s.x1, t), _mix(s.y0, s.y1, t)
    bx, by = _mix(s.x1, s.x2, t), _mix(s.y1, s.y2, t)
    cx, cy = _mix(s.x2, s.x3, t), _mix(s.y2, s.y3, t)
    dx, dy = _mix(ax, bx, t), _mix(ay, by, t)
    ex, ey = _mix(bx, cx, t), _mix(by, cy, t)
    mx, my = _mix(dx, ex, t), _mix(dy, ey, t)
    return Cubic(s.x0, s.y0, ax, ay, dx, dy, mx, my), Cubic(mx, my, ex, ey, cx, cy, s.x3, s.y3)


def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


def crossing(segment: Cubic, y: float) -> float | None:
    """The parameter where a segment of `monotone` passes height `y`, strictly inside it, or None."""
    if (segment.y0 - y) * (segment.y3 - y) >= 0:
        return None
    low, high = 0.0, 1.0
    below = segment.y0 < y
    for _ in range(40):
        middle = (low + high) / 2
        if (segment.at(middle)[1] < y) == below:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def areas(segments: Sequence[Cubic], zero: float) -> tuple[tuple[bool, tuple[PathCommand, ...]], ...]:
    """The closed areas between a curve and the height `zero`, from left to right: (is above, its outline)."""
    pieces: list[Cubic] = []
    for segment in segments:
        t = crossing(segment, zero)
        pieces.extend(split(segment, t) if t is not None else (segment,))
    found: list[tuple[bool, tuple[PathCommand, ...]]] = []
    run: list[Cubic] = []
    side = 0
    for piece in (*pieces, None):
        here = 0 if piece is None else _side(piece, zero)
        if run and here != side:
            found.append((side < 0, _outline(run, zero)))
            run = []
        side = here
        if piece is not None and here:
            run.append(piece)
    return tuple(found)


def _side(piece: Cubic, zero: float) -> int:
    """Which side of `zero` a piece that does not cross it lies on: -1 above (y is down), 1 below, 0 on it."""
    away = piece.y0 - zero if abs(piece.y0 - zero) > abs(piece.y3 - zero) else piece.y3 - zero
    return 0 if abs(away) < 1e-6 else (1 if away > 0 else -1)


def _outline(run: Sequence[Cubic], zero: float) -> tuple[PathCommand, ...]:
    first, last = run[0], run[-1]
    return (
        ("M", (first.x0, zero)),
        ("L", (first.x0, first.y0)),
        *(piece.command() for piece in run),
        ("L", (last.x3, zero)),
        ("Z", ()),
    )


def stroke(segments: Sequence[Cubic]) -> tuple[PathCommand, ...]:
    """The curve as one open path; empty for no segments."""
    if not segments:
        return ()
    return (("M", (segments[0].x0, segments[0].y0)), *(segment.command() for segment in segments))
