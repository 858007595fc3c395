"""Tiles: every place of a drawing is on a sheet, neighbours overlap, marks meet."""

from itertools import pairwise

import pytest

from cjm_editor.core.errors import CjmError
from cjm_editor.render.display import DisplayList, Group, Line, Rect
from cjm_editor.render.paper import MILLIMETRE, POINTS
from cjm_editor.render.tiles import BORDER, OVERLAP, tiles


def drawing(width, height):
    return DisplayList(width, height, (Group("card", 0, 0, width, height, (Rect(0, 0, width, height, "#000000"),)),),
                       "#FFFFFF", title="Карта")  # fmt: skip


def rows(pages, axis):
    """Stretches of the drawing along one side, one for each column or row of pages."""
    parts = [leaf.views[0] for leaf in pages]
    return sorted({(v.x, v.w) if axis == "x" else (v.y, v.h) for v in parts})


def test_a_small_drawing_is_one_sheet_without_marks():
    (leaf,) = tiles(drawing(500, 300))
    assert not leaf.views[1].groups[0].items
    assert (round(leaf.paper.width), round(leaf.paper.height)) == (842, 595)


@pytest.mark.parametrize("page", ["", "A3", "A4 portrait", "200x200 mm"])
@pytest.mark.parametrize("size", [(2144, 1508), (4402, 1312), (900, 5000)])
def test_tiles_cover_the_drawing_and_overlap(page, size):
    pages = tiles(drawing(*size), page)
    for axis, length in (("x", size[0]), ("y", size[1])):
        parts = rows(pages, axis)
        assert parts[0][0] == 0
        assert sum(parts[-1]) == pytest.approx(length)
        for (start, long), (following, _l) in pairwise(parts):
            assert start + long - following == pytest.approx(OVERLAP / pages[0].scale)
    assert len(pages) == len(rows(pages, "x")) * len(rows(pages, "y"))


def test_tiles_are_at_full_size_or_a_tenth_smaller_where_that_saves_a_page():
    assert tiles(drawing(4000, 600), "A4 portrait")[0].scale <= POINTS
    pages = tiles(drawing(2144, 1508))
    assert len(pages) == 4
    assert 0.9 * POINTS <= pages[0].scale < POINTS


def test_the_marks_of_neighbours_stand_at_the_same_place_of_the_drawing():
    pages = tiles(drawing(2144, 1508))
    places = []
    for leaf in pages[:2]:
        part, frame = leaf.views
        xs = {item.x1 for item in frame.groups[0].items if isinstance(item, Line) and item.x1 == item.x2}
        places.append(sorted(x - part.left + part.x for x in xs))
    assert places[0][1] == pytest.approx(places[1][0])
    assert places[0][0] == 0


def test_marks_stand_in_the_border_of_the_paper():
    for leaf in tiles(drawing(2144, 1508)):
        part, frame = leaf.views
        assert part.left == pytest.approx(BORDER / leaf.scale)
        assert pytest.approx(10 * MILLIMETRE) == BORDER
        for item in frame.groups[0].items:
            if isinstance(item, Line):
                beside_x = max(item.x1, item.x2) <= part.left or min(item.x1, item.x2) >= part.left + part.w
                beside_y = max(item.y1, item.y2) <= part.top or min(item.y1, item.y2) >= part.top + part.h
                assert beside_x or beside_y


def test_an_unknown_format_is_a_sentence():
    with pytest.raises(CjmError):
        tiles(drawing(10, 10), "A33")
