"""Labels of what runs over the edge of a page, and where a curve crosses it."""

import pytest

from cjm_editor.render.display import Group, Line, Path, Rect, Text
from cjm_editor.render.edges import height_at, run_on, shifted
from cjm_editor.render.measure import bundled_measurer

MEASURER = bundled_measurer()


def arrow():
    wire = Path((("M", (8, 40)), ("L", (8, 8)), ("L", (992, 8)), ("L", (992, 40))), "#000000")
    label = (Rect(450, 0, 100, 16, "#FFFFFF"), Text(460, 12, "вернулся", 11, 500, "#000000", 80))
    return Group("transition", 100, 0, 1000, 48, (wire, *label), key="e")


def place(group):
    return [group.x + item.x for item in group.items if isinstance(item, Text)]


def test_an_arrow_is_named_in_the_middle_of_what_is_seen():
    assert place(run_on(arrow(), 0, 400, MEASURER)) == [108 + (400 - 108 - 100) / 2 + 10]
    assert place(run_on(arrow(), 0, 1200, MEASURER)) == place(arrow())
    assert place(run_on(arrow(), 400, 800, MEASURER)) == place(arrow())


def test_a_short_end_of_an_arrow_has_no_name():
    assert place(run_on(arrow(), 0, 180, MEASURER)) == []


def test_a_channel_is_named_at_its_left_end_on_each_page():
    items = (
        Rect(0, 0, 600, 24, "#EEEEEE"),
        Path((("M", (10, 5)),), "#000000"),
        Text(29, 16, "Сайт", 12, 400, "#000000", 25),
    )
    group = Group("channel", 100, 0, 600, 24, items, key="channel")
    assert place(run_on(group, 300, 900, MEASURER)) == [300 + 29]
    assert place(run_on(group, 0, 300, MEASURER)) == [100 + 29]


def test_a_card_stays_as_it_is():
    group = Group("card", 100, 0, 100, 24, (Text(9, 16, "боль", 12, 400, "#000000", 25),))
    assert run_on(group, 150, 900, MEASURER) is group


def test_the_curve_is_met_where_it_runs():
    straight = Path((("M", (0, 0)), ("C", (100, 50, 200, 100, 300, 150))), "#000000")
    groups = (Group("curve", 1000, 200, 300, 168, (straight,)),)
    assert height_at(groups, 1150) == pytest.approx(275, abs=0.01)
    assert height_at(groups, 999) is None


def test_items_are_shifted_sideways_only():
    assert shifted(Line(1, 2, 3, 4, "#000000"), 10) == Line(11, 2, 13, 4, "#000000")
    path = Path((("M", (1, 2)), ("C", (1, 2, 3, 4, 5, 6))), "#000000")
    assert shifted(path, 10).commands == (("M", (11, 2)), ("C", (11, 2, 13, 4, 15, 6)))
