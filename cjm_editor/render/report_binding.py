"""The report as one document on A4: its pages, and behind them the board of the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.render.display import DisplayList
from cjm_editor.render.marks import MarksOptions, comparison_page
from cjm_editor.render.marks_sheets import comparison_sheets, leaves
from cjm_editor.render.measure import Measurer
from cjm_editor.render.paper import Printed, as_leaf, fitted_leaf
from cjm_editor.render.report import report_pages
from cjm_editor.render.report_paper import page_note
from cjm_editor.render.tiles import tiles

REPORT_PAGE = "A4"


@dataclass(frozen=True, slots=True)
class Bound:
    """The pages; whether the board was wanted and had no room; the board as one drawing."""

    pages: tuple[Printed, ...]
    lacks_board: bool
    board: DisplayList


def bound(
    result: ComparisonResult,
    options: MarksOptions,
    measurer: Measurer,
    date: str = "",
    paper: str = "",
    is_tiled: bool = False,
    has_board: bool = True,
) -> Bound:
    """Return the pages of the report, A4 whatever paper is asked for, and behind them the board.

    Where no paper is asked for all of it is A4: a board too wide to be read on one page is broken between stages, and
    left out where that takes too many. With a paper it is one page, in tiles if that is asked for. Every page is
    counted in “p. 1 of 7”; tiles have numbers of their own besides. Raises `CjmError`.
    """
    board = comparison_page(result, options, measurer, date)
    is_whole = not is_tiled and bool(paper or fitted_leaf(board, REPORT_PAGE) is not None)
    sheets = None
    drawings: Sequence[Printed] = (board,) if has_board else ()
    if has_board and is_tiled:
        drawings = tiles(board, paper or REPORT_PAGE)
    elif has_board and not is_whole:
        sheets = comparison_sheets(result, options, measurer)
        drawings = ()
    following = sheets.count if sheets is not None else len(drawings)
    report = report_pages(result, options, measurer, date, following=following)
    count = len(report) + following
    notes = [page_note(len(report) + n + 1, count, date, options.words) for n in range(following)]
    if sheets is not None:
        drawings = leaves(sheets, notes, measurer)
    elif drawings and is_whole:
        last = comparison_page(result, options, measurer, notes[0])
        drawings = (last if paper else fitted_leaf(last, REPORT_PAGE) or last,)
    pages = (*(as_leaf(page) for page in report), *drawings)
    return Bound(pages, has_board and not drawings, board)
