"""The board of a comparison on A4 pages: no card is cut, every column stands on one page, and few pages are enough."""

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.marks import MarksOptions, comparison_board
from cjm_editor.render.marks_sheets import MOST, comparison_sheets, leaves
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import PRINT
from tests.render import pairs

MEASURER = bundled_measurer()
RU = MarksOptions(PRINT, words("ru"))


@pytest.fixture(scope="module")
def long():
    """Two maps of boots that nobody drew together."""
    return pairs.independent()


def whole_within(result):
    """Check that each card, mark, face and figure of the board stands whole on exactly one page; how many pages."""
    sheets = comparison_sheets(result, RU, MEASURER)
    if sheets is None:
        return None
    board = comparison_board(result, RU, MEASURER)
    edges = [sheets.stretches[0][0], *(end for _start, end in sheets.stretches)]
    assert (edges[0], edges[-1]) == (board.left, board.width)
    for g in board.groups:
        if g.pane == "board" and g.role in ("touchpoint", "mark", "face", "metric", "card"):
            assert not any(g.x + 0.01 < x < g.x + g.w - 0.01 for x in edges), (g.role, g.title)
    return sheets


def test_a_board_is_broken_between_stages(long):
    sheets = whole_within(long)
    assert sheets is not None and sheets.count == 2
    board = comparison_board(long, RU, MEASURER)
    stages = [g for g in board.groups if g.role == "stage"]
    cut = sheets.stretches[0][1]
    assert not any(g.x < cut < g.x + g.w for g in stages)
    pages = leaves(sheets, ["стр. 1 из 2", "стр. 2 из 2"], MEASURER)
    for n, page in enumerate(pages, 1):
        said = [i.text for v in page.views for g in v.groups for i in g.items if isinstance(i, Text)]
        assert "контакта" in " ".join(said), "the names of the rows"
        assert "не знаем" in said and f"стр. {n} из 2" in said
        assert (round(page.paper.width), round(page.paper.height)) == (842, 595)
        for view in page.views:
            assert view.left >= 0 and (view.left + view.w) * page.scale <= page.paper.width + 0.01
            assert view.top >= 0 and (view.top + view.h) * page.scale <= page.paper.height + 0.01


def test_one_long_stage_is_broken_between_columns():
    points = [[pairs.point(f"{side}{n}", "s0") for n in range(40)] for side in ("i", "a")]
    sides = [
        pairs.side(pairs.journey(kind, kind, own, ["Путь"]))
        for kind, own in zip(("ideal", "actual"), points, strict=True)
    ]
    sheets = whole_within(compare(*sides))
    assert sheets is not None and 1 < sheets.count <= MOST


def test_random_boards_are_cut_beside_their_cards():
    found = [whole_within(pairs.random_pair(seed)) for seed in range(40)]
    assert any(sheets is not None and sheets.count > 1 for sheets in found)


def test_a_board_of_three_hundred_is_a_picture_of_its_own():
    assert comparison_sheets(pairs.extremes()["300"], RU, MEASURER) is None
