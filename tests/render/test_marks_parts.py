"""A wide comparison is drawn in stretches: the same groups as in one go, each in its stretch, when asked for."""

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.texts import words
from cjm_editor.render import marks_filled, marks_parts
from cjm_editor.render.display import key_of
from cjm_editor.render.marks import MarksOptions, comparison_board
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.compare.pairs import pair

OPTIONS = MarksOptions(LIGHT, words("en"), column=83.0)


@pytest.fixture(scope="module")
def result():
    made = pair("edits-30", 120, "en", 3)
    return compare(made.ideal, made.actual)


def test_nothing_is_drawn_before_somebody_looks(result):
    display = comparison_board(result, OPTIONS, bundled_measurer())
    lazy = [part for part in display.parts if part.layer in ("front", "shining")]
    assert len(lazy) > 12 and not any(part.is_drawn for part in lazy)
    assert len(lazy[0].groups) > 0 or lazy[0].layer == "shining"
    assert lazy[-1].is_drawn is False


def test_stretches_hold_what_one_drawing_holds(result, monkeypatch):
    parted = comparison_board(result, OPTIONS, bundled_measurer())
    monkeypatch.setattr(marks_parts, "STRETCH", 10_000)
    whole = comparison_board(result, OPTIONS, bundled_measurer())
    named = [
        {(g.role, g.key, g.at, g.x, g.y): g for g in display.groups if g.role != "area"}
        for display in (parted, whole)
    ]
    assert named[0] == named[1]
    areas = [sum(g.w for g in display.groups if g.role == "area") for display in (parted, whole)]
    assert areas[0] == pytest.approx(areas[1], rel=1e-6)


@pytest.mark.parametrize("preset", ["edits-30", "reworded", "independent"])
def test_a_board_too_long_to_look_at_all_of_it_is_filled_like_any_other(preset, monkeypatch):
    made = pair(preset, 60, "en", 5)
    result = compare(made.ideal, made.actual)
    looked_at = comparison_board(result, OPTIONS, bundled_measurer())
    monkeypatch.setattr(marks_filled, "MANY", 0)
    long = comparison_board(result, OPTIONS, bundled_measurer())
    for layer in ("filling", "shining"):
        one, other = (
            [g for p in made.parts if p.layer == layer for g in p.groups] for made in (looked_at, long)
        )
        assert one == other and one, layer


def test_every_group_lies_in_its_part_and_is_found_by_its_id(result):
    display = comparison_board(result, OPTIONS, bundled_measurer())
    for part in display.parts:
        for group in part.groups:
            assert part.x0 - 1e-6 <= group.x and group.x + group.w <= part.x1 + 1e-6, (part.layer, group.key)
            assert group.at is None or key_of(group.at) in part.ids, (part.layer, group.key)
