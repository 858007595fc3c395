"""Small builders shared by every drawing: text in a line box, icons, bars, dots, hatching, arrow heads."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from cjm_editor.core.records import dataclass
from cjm_editor.render.display import FULL, LOW, MIDDLE, Item, Line, Path, PathCommand, Polyline, Rect, Text
from cjm_editor.render.faces import circle
from cjm_editor.render.icons import icon_at
from cjm_editor.render.measure import Measurer
from cjm_editor.render.theme import Theme

RADIUS = 8.0
"""Corner radius of touchpoints, thoughts and arrows."""


@dataclass(frozen=True, slots=True)
class Style:
    """A role of type: size and line height in px, weight."""

    size: float
    line: float
    weight: int


STAGE_TITLE = Style(14, 18, 600)
SMALL_STAGE_TITLE = Style(11.5, 16, 600)
TOUCHPOINT_TITLE = Style(12.5, 16, 600)
CARD_TEXT = Style(12, 16, 400)
LANE_TITLE = Style(12, 16, 500)
SMALL_LANE_TITLES = (Style(11.5, 16, 500), Style(11, 16, 500))
METRIC_VALUE = Style(15, 18, 600)
CAPTION = Style(11, 14, 400)
ARROW_LABEL = Style(11, 14, 500)
EXPORT_TITLE = Style(28, 36, 700)
EXPORT_SUBTITLE = Style(15, 20, 400)
PERSONA_NAME = Style(13, 18, 600)
FACT = Style(12.5, 18, 500)


def baseline(top: float, line: float, size: float) -> float:
    """The baseline in a line box: capitals stand centred in it."""
    return top + line / 2 + 0.364 * size


def line_of(
    text: str,
    x: float,
    top: float,
    style: Style,
    fill: str,
    measurer: Measurer,
    upto: int = LOW,
    align: float = 0.0,
) -> Text:
    """One line of text whose line box begins at `top`; `align` 0 puts its left end at x, 0.5 its middle, 1 its
    right end."""
    width = measurer.width(text, style.size, style.weight)
    return Text(
        round(x - align * width, 2),
        baseline(top, style.line, style.size),
        text,
        style.size,
        style.weight,
        fill,
        width,
        upto,
    )


def lines_of(
    lines: Sequence[str],
    x: float,
    top: float,
    style: Style,
    fill: str,
    measurer: Measurer,
    upto: int = MIDDLE,
) -> tuple[Item, ...]:
    """Wrapped lines from `top` down, and the bars that stand for them at level `LOW`: 5 px, so that they are
    seen at a quarter of the size."""
    items: list[Item] = []
    for i, text in enumerate(lines):
        line_top = top + i * style.line
        line = line_of(text, x, line_top, style, fill, measurer, upto)
        items.append(line)
        if upto < LOW and text:
            items.append(Rect(x, line_top + style.line / 2 - 2.5, line.width, 5, fill, since=LOW, upto=LOW))
    return tuple(items)


@lru_cache(maxsize=8192)
def _icon_path(name: str, x: float, y: float, size: float) -> tuple[PathCommand, ...]:
    return tuple(
        (letter, tuple(round(v, 3) for v in numbers)) for letter, numbers in icon_at(name, x, y, size)
    )


def icon_item(
    name: str, x: float, y: float, size: float, stroke: str, upto: int = MIDDLE, width: float | None = None
) -> Path:
    """An icon with its upper left corner at (`x`, `y`); 1.75 wide on its grid, 2 when small, or `width` px."""
    if width is None:
        width = (2.0 if size < 14 else 1.75) * size / 24
    return Path(_icon_path(name, x, y, size), stroke, width, upto=upto)


@lru_cache(maxsize=512)
def importance_bars(x: float, bottom: float, value: float, theme: Theme) -> tuple[Item, ...]:
    """Five bars of growing height; as many in ink as the importance, 1..5."""
    return tuple(
        Rect(
            x + i * 4,
            bottom - (3 + 1.6 * i),
            2.5,
            3 + 1.6 * i,
            theme.text2 if i < value else theme.line,
            radius=1,
            upto=FULL,
        )
        for i in range(5)
    )


IMPORTANCE_WIDTH = 18.5


@lru_cache(maxsize=512)
def severity_dots(x: float, cy: float, value: float, theme: Theme) -> tuple[Item, ...]:
    """Three dots, as many in the colour of pain as the severity, 1..3."""
    return tuple(
        circle(x + 2 + i * 5, cy, 2, theme.pain if i < value else theme.line, upto=FULL) for i in range(3)
    )


SEVERITY_WIDTH = 14.0


def side_bar(x: float, y: float, h: float, colour: str, dotted: bool = False, upto: int = LOW) -> Item:
    """The bar at the left of a card, 3 wide; dots where the statement is an assumption."""
    if dotted:
        return Line(x + 1.5, y + 1.5, x + 1.5, y + h - 1.5, colour, 3, (0.1, 6), "round", upto)
    return Rect(x, y, 3, h, colour, radius=1.5, upto=upto)


@lru_cache(maxsize=256)
def hatch(
    x: float,
    y: float,
    w: float,
    h: float,
    stroke: str,
    pitch: float = 6,
    width: float = 0.8,
    upto: int = MIDDLE,
) -> tuple[Item, ...]:
    """Strokes at 45 degrees inside a rectangle, `pitch` px apart: one path of computed segments."""
    commands: list[PathCommand] = []
    step = pitch * math.sqrt(2)
    total = w + h
    offset = step / 2
    while offset < total:
        # the stroke from the left or lower edge to the upper or right one
        x1, y1 = (x, y + offset) if offset <= h else (x + offset - h, y + h)
        x2, y2 = (x + offset, y) if offset <= w else (x + w, y + offset - w)
        commands.append(("M", (round(x1, 2), round(y1, 2))))
        commands.append(("L", (round(x2, 2), round(y2, 2))))
        offset += step
    return (Path(tuple(commands), stroke, width, cap="butt", upto=upto),)


@lru_cache(maxsize=512)
def chevron(x: float, cy: float, stroke: str, upto: int = LOW) -> Path:
    """A chevron to the right, 3.5 x 7, its left end at `x`."""
    commands: tuple[PathCommand, ...] = (
        ("M", (x, cy - 3.5)),
        ("L", (x + 3.5, cy)),
        ("L", (x, cy + 3.5)),
    )
    return Path(commands, stroke, 1.5, upto=upto)


HEAD_LENGTH = 6.0


def arrow_head(x: float, y: float, direction: str, fill: str, upto: int = LOW) -> Polyline:
    """A filled triangle 7 wide and 6 long whose tip is at (`x`, `y`); `direction` is right, left, up or down."""
    dx, dy = {"right": (1, 0), "left": (-1, 0), "up": (0, -1), "down": (0, 1)}[direction]
    bx, by = x - dx * HEAD_LENGTH, y - dy * HEAD_LENGTH
    points = ((x, y), (bx - dy * 3.5, by + dx * 3.5), (bx + dy * 3.5, by - dx * 3.5))
    return Polyline(points, fill=fill, closed=True, upto=upto)


def rounded(points: Sequence[tuple[float, float]], radius: float = RADIUS) -> tuple[PathCommand, ...]:
    """An orthogonal way through points with rounded corners, as cubics close to quarter circles."""
    commands: list[PathCommand] = [("M", points[0])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        r = min(radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        sx, sy = _toward(corner, before, r)
        ex, ey = _toward(corner, after, r)
        commands.append(("L", (sx, sy)))
        k = 0.5523
        commands.append(
            (
                "C",
                (
                    sx + (corner[0] - sx) * k,
                    sy + (corner[1] - sy) * k,
                    ex + (corner[0] - ex) * k,
                    ey + (corner[1] - ey) * k,
                    ex,
                    ey,
                ),
            )
        )
    commands.append(("L", points[-1]))
    return tuple(commands)


def _distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(start: tuple[float, float], end: tuple[float, float], r: float) -> tuple[float, float]:
    length = _distance(start, end) or 1.0
    return (start[0] + (end[0] - start[0]) * r / length, start[1] + (end[1] - start[1]) * r / length)
