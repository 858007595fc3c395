"""The board of a comparison on A4 pages: no card is cut, every column stands on one page, and few pages are enough."""

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.marks import MarksOptions, comparison_board
from cjm_editor.render.marks_sheets import BORDER, MOST, comparison_sheets, leaves
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import PRINT
from tests.render import pairs

MEASURER = bundled_measurer()
RU, EN = (MarksOptions(PRINT, words(language)) for language in ("ru", "en"))


def texts(group):
    return [item for item in group.items if isinstance(item, Text)]


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


def crowded(result):
    """The same low enough to be drawn at full size, with all in its key that a key can have."""

    def bare(side):
        points = Seq(replace(t, moment_of_truth=True, cards=()) for t in side.journey.touchpoints)
        return replace(side, journey=replace(side.journey, touchpoints=points))

    links = tuple(
        replace(k, by="auto", confidence=0.6) if k.ideal and k.actual else k for k in result.matching.links
    )
    matching = replace(result.matching, links=links)
    return replace(result, matching=matching, ideal=bare(result.ideal), actual=bare(result.actual))


@pytest.mark.parametrize("options", [RU, EN], ids=["ru", "en"])
def test_a_key_too_long_for_a_page_goes_on_below(long, options):
    result = crowded(long)
    board = comparison_board(result, options, MEASURER)
    (whole,) = (texts(group) for group in board.groups if group.key == "key")
    sheets = comparison_sheets(result, options, MEASURER)
    assert sheets is not None and sheets.count > 1
    for page in leaves(sheets, [""] * sheets.count, MEASURER):
        ((key, view),) = ((g, view) for view in page.views for g in view.groups if g.key == "key")
        said = texts(key)
        assert [item.text for item in said] == [item.text for item in whole]
        assert len({item.y for item in said}) == 2
        for item in said:
            right = key.x + item.x + MEASURER.width(item.text, item.size, item.weight)
            assert view.x <= key.x + item.x and right <= view.x + view.w
            assert view.y <= key.y + item.y <= view.y + view.h - 4
        assert (view.left + view.w) * page.scale <= page.paper.width - BORDER + 0.01
        assert (view.top + view.h) * page.scale <= page.paper.height - BORDER


def test_a_key_that_fits_its_page_is_one_line(long):
    sheets = comparison_sheets(long, RU, MEASURER)
    assert sheets is not None
    (key,) = (group for group in sheets.board.groups if group.key == "key")
    assert len({item.y for item in texts(key)}) == 1
