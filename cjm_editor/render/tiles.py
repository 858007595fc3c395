"""A drawing at full size on pages of paper that are cut and joined: neighbours overlap, marks say where to cut."""

from __future__ import annotations

import math
from itertools import product

from cjm_editor.core.records import dataclass
from cjm_editor.render.display import DisplayList, Group, Item, Line
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.paper import (
    MILLIMETRE,
    POINTS,
    Leaf,
    Page,
    Printed,
    View,
    is_oriented,
    page_format,
)
from cjm_editor.render.parts import CAPTION, line_of
from cjm_editor.render.theme import PRINT

USUAL = "A4"
BORDER = 10 * MILLIMETRE
"""Points at each edge of the paper that printers leave white; the marks stand in it."""
OVERLAP = 10 * MILLIMETRE
"""Points that two neighbours show both."""
_MARK = 6 * MILLIMETRE
_AWAY = 1.5 * MILLIMETRE
"""From the picture to a mark."""
_SIZES = (1.0, 0.98, 0.96, 0.94, 0.92, 0.9)
_INK = "#55575D"


@dataclass(frozen=True, slots=True)
class _Cut:
    """How one side of a drawing is laid on pages: `count` of them with room for `room` px, each `overlap` px of which
    the next one shows again."""

    length: float
    count: int
    room: float
    overlap: float

    def start(self, at: int) -> float:
        """Where the page's part of the drawing begins."""
        return at * (self.room - self.overlap)

    def shown(self, at: int) -> float:
        """How much of the drawing the page shows; the last one less."""
        return min(self.room, self.length - self.start(at))

    def edges(self, at: int) -> tuple[float, float]:
        """Where the page is cut: at the ends of the drawing, and in the middle of what two neighbours show both."""
        half, shown = self.overlap / 2, self.shown(at)
        return (half if at else 0.0), (shown - half if at + 1 < self.count else shown)


def tiles(display: DisplayList, page: str = "") -> tuple[Printed, ...]:
    """Return a drawing at 96 px an inch on pages of a format (A4 without one), row by row from the upper left.

    A format without orientation lies or stands, and the drawing is up to a tenth smaller, whichever takes the fewest
    pages. Raises `CjmError` for an unknown format.
    """
    name = page or USUAL
    papers = [page_format(name, is_wide) for is_wide in ((True,) if is_oriented(name) else (True, False))]
    laid = [
        (_laid(display, paper, POINTS * size), paper, POINTS * size) for size in _SIZES for paper in papers
    ]
    (across, down), paper, scale = min(laid, key=lambda one: one[0][0].count * one[0][1].count)
    places = product(range(down.count), range(across.count))
    return tuple(_leaf(display, paper, scale, (across, down), column, row) for row, column in places)


def _laid(display: DisplayList, paper: Page, scale: float) -> tuple[_Cut, _Cut]:
    return _cut(display.width, paper.width, scale), _cut(display.height, paper.height, scale)


def _cut(length: float, paper: float, scale: float) -> _Cut:
    overlap = OVERLAP / scale
    room = max((paper - 2 * BORDER) / scale, 2 * overlap)
    count = 1 if length <= room else math.ceil((length - overlap) / (room - overlap))
    return _Cut(length, count, room, overlap)


def _leaf(
    display: DisplayList, paper: Page, scale: float, cuts: tuple[_Cut, _Cut], column: int, row: int
) -> Leaf:
    across, down = cuts
    border = BORDER / scale
    part = View(
        display.groups,
        across.start(column),
        down.start(row),
        across.shown(column),
        down.shown(row),
        border,
        border,
    )
    width, height = paper.width / scale, paper.height / scale
    items: list[Item] = []
    if across.count * down.count > 1:
        items += _marks(cuts, column, row, scale)
        number = f"{row * across.count + column + 1} / {across.count * down.count}"
        text = f"{_letters(column)}{row + 1}   {number}   {display.title}"
        left, right = across.edges(column)
        x = border + (left if right - left > width / 3 else right) + 12
        items.append(line_of(text, x, height - border + 12, CAPTION, _INK, bundled_measurer()))
    frame = View((Group("key", 0, 0, width, height, tuple(items), key="marks"),), 0, 0, width, height, 0, 0)
    return Leaf(paper, scale, (part, frame), display.background or PRINT.board)


def _marks(cuts: tuple[_Cut, _Cut], column: int, row: int, scale: float) -> list[Item]:
    """Strokes at the corners of what is cut out, beside the drawing."""
    across, down = cuts
    border, mark, away = BORDER / scale, _MARK / scale, _AWAY / scale
    x0, x1 = border - away, border + across.shown(column) + away
    y0, y1 = border - away, border + down.shown(row) + away
    made: list[Item] = []
    for x in across.edges(column):
        made += [Line(border + x, y, border + x, y + mark, _INK, 0.5) for y in (y0 - mark, y1)]
    for y in down.edges(row):
        made += [Line(x, border + y, x + mark, border + y, _INK, 0.5) for x in (x0 - mark, x1)]
    return made


def _letters(number: int) -> str:
    """Return a column's letters as a spreadsheet has them: A, B ... Z, AA."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters
