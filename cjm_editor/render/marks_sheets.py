"""The board of a comparison on A4 pages: broken between stages, in one too wide for a page between its columns.

Every page has the names of the rows and the key; curves and ribbons are cut at the edge and go on at the same height
on the next page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.render.bands import READABLE, stretches
from cjm_editor.render.display import DisplayList, Group
from cjm_editor.render.edges import run_on
from cjm_editor.render.marks import comparison_board
from cjm_editor.render.marks_layout import BETWEEN, KEY_ABOVE
from cjm_editor.render.marks_scene import NARROWEST, MarksOptions
from cjm_editor.render.measure import Measurer
from cjm_editor.render.paper import LEGIBLE, POINTS, Leaf, Page, View, page_format, smallest_text
from cjm_editor.render.parts import CAPTION, STAGE_TITLE, line_of
from cjm_editor.render.theme import PRINT
from cjm_editor.render.wrap import elide

PAPER = "A4 landscape"
BORDER = 28.0
"""Points at each edge of a page."""
MOST = 8
"""Pages that a report has for its board: one that needs more is a picture of its own."""

_HEAD, _FOOT = 30.0, 24.0
_ACROSS = ("ribbon", "curve", "area", "background", "stage", "lane", "grid")
"""What may run over a cut."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """A board and how it is laid on pages: the stretches of its columns, points for one px."""

    board: DisplayList
    stretches: tuple[tuple[float, float], ...]
    scale: float

    @property
    def count(self) -> int:
        """How many pages it takes."""
        return len(self.stretches)


def comparison_sheets(result: ComparisonResult, options: MarksOptions, measurer: Measurer) -> Sheets | None:
    """How the board of a comparison is laid on pages, in print colours; None where it is too high to be read on one,
    or takes more than `MOST`. `leaves` draws them."""
    options = replace(options, theme=PRINT)
    board = comparison_board(result, options, measurer)
    found = _laid(board)
    wide, key = page_format(PAPER).width - 2 * BORDER, _key(board)
    if found is None or (key.x + key.w) * found.scale <= wide:
        return found
    # with its key on several lines the board is higher, so drawn no larger than this: the lines fit the page
    room = wide / _tallest(board) - key.x
    return _laid(comparison_board(result, replace(options, key_room=room), measurer))


def _tallest(board: DisplayList) -> float:
    """Points for one px at which the board is as high as a page."""
    return min(POINTS, (page_format(PAPER).height - 2 * BORDER) / (board.height + _HEAD + _FOOT))


def _laid(board: DisplayList) -> Sheets | None:
    wide, tallest = page_format(PAPER).width - 2 * BORDER, _tallest(board)
    if smallest_text(board) * tallest < LEGIBLE:
        return None
    least = min(tallest, READABLE)
    groups = tuple(board.groups)
    found = stretches(_spots(groups, board, wide / least - board.left), wide / least - board.left)
    if len(found) > MOST:
        return None
    widest = max(end - start for start, end in found)
    return Sheets(board, found, min(tallest, wide / (widest + board.left)))


def _key(board: DisplayList) -> Group:
    return next(group for group in board.groups if group.key == "key")


def _spots(groups: Sequence[Group], board: DisplayList, room: float) -> list[float]:
    """Where the board may be cut: between stages, and in a stage wider than `room` where nothing stands across."""
    stages = sorted(g.x for g in groups if g.role == "stage")
    borders = [board.left, *(x - BETWEEN for x in stages[1:]), board.width]
    found = [board.left]
    for start, end in pairwise(borders):
        if end - start > room:
            found += [x for x in _between_columns(groups, start, end) if x - found[-1] >= NARROWEST / 2]
        found.append(end)
    return found


def _between_columns(groups: Sequence[Group], start: float, end: float) -> list[float]:
    own = sorted(
        (g.x, g.x + g.w)
        for g in groups
        if g.pane == "board" and g.role not in _ACROSS and g.key != "pair" and start < g.x < end
    )
    covered: list[tuple[float, float]] = []
    for left, right in own:
        if covered and left < covered[-1][1]:
            covered[-1] = (covered[-1][0], max(right, covered[-1][1]))
        else:
            covered.append((left, right))
    cards = sorted({g.x - BETWEEN / 2 for g in groups if g.role == "touchpoint" and start < g.x < end})[1:]
    lefts = [left for left, _right in covered]
    return [x for x in cards if not (at := bisect_left(lefts, x)) or covered[at - 1][1] <= x]


def leaves(sheets: Sheets, notes: Sequence[str], measurer: Measurer) -> tuple[Leaf, ...]:
    """The pages from left to right; `notes` are what stands at the foot of each."""
    board, paper = sheets.board, page_format(PAPER)
    groups = tuple(board.groups)
    bottom = _key(board).y - KEY_ABOVE
    pinned = tuple(g for g in groups if g.pane in ("lanes", "corner"))
    key = tuple(g for g in groups if g.pane == "board" and g.role == "key" and g.y >= bottom)
    body = tuple(g for g in groups if g.pane not in ("lanes", "corner") and g not in key)
    made: list[Leaf] = []
    for (x0, x1), note in zip(sheets.stretches, notes, strict=True):
        border, top = BORDER / sheets.scale, BORDER / sheets.scale + _HEAD
        width = paper.width / sheets.scale - 2 * border
        shown = [run_on(g, x0, x1, measurer) for g in body if g.x < x1 and g.x + g.w > x0]
        views = (
            View(shown, x0, 0.0, x1 - x0, bottom, border + board.left, top),
            View(pinned, 0.0, 0.0, board.left, bottom, border, top),
            View(key, 0.0, bottom, width, board.height - bottom, border, top + bottom),
            _frame(sheets, paper, note, measurer),
        )
        made.append(Leaf(paper, sheets.scale, views, board.background))
    return tuple(made)


def _frame(sheets: Sheets, paper: Page, note: str, measurer: Measurer) -> View:
    """What the board is of, above it, and the note at the foot."""
    width, height, border = paper.width / sheets.scale, paper.height / sheets.scale, BORDER / sheets.scale
    title = elide(sheets.board.title, width - 2 * border, STAGE_TITLE.size, STAGE_TITLE.weight, measurer)
    foot = line_of(note, width - border, height - border - CAPTION.line, CAPTION, PRINT.text3, measurer, 0, 1)
    items = (line_of(title, border, border, STAGE_TITLE, PRINT.text, measurer), foot)
    return View((Group("key", 0, 0, width, height, items, key="frame"),), 0, 0, width, height, 0, 0)
