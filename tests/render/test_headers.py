"""Headers of lanes: a title is whole in a low row too."""

import pytest

from cjm_editor.core.model import Lane
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import DisplayList, Text
from cjm_editor.render.headers import header_title, lane_header
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.render import checks, maps


@pytest.mark.parametrize("lane", ["frontstage", "touchpoints", "support"])
def test_a_title_of_two_lines_is_whole_in_an_empty_row(lane):
    cache = BoardCache()
    board(maps.branching(), "m", BoardOptions(LIGHT, words("ru")), bundled_measurer(), cache)
    got = lane_header(Lane(lane), 0, 40, 12, cache.setting)
    lines = [item.text for item in got.items if isinstance(item, Text)]
    assert " ".join(lines).replace("\u00a0", " ") == header_title(Lane(lane), cache.setting)
    assert checks.faults(DisplayList(got.w, got.h, (got,), LIGHT.board)) == []
