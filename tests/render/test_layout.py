"""Columns and rows: where things stand."""

import random
from dataclasses import replace

from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, columns_of
from cjm_editor.core.seq import Seq
from cjm_editor.render.layout import ColumnsMemory, columns_layout, gutter_height, rows_layout, track_y


def columns(*counts, column=132.0):
    rows = [
        (Stage(f"s{i}"), tuple(Touchpoint(f"t{i}.{k}") for k in range(count)))
        for i, count in enumerate(counts)
    ]
    return columns_layout(rows, 112, column, column - 8)


def test_cards_stand_a_column_apart_and_stages_a_gap_more():
    got = columns(2, 3)
    assert got.xs == [120, 252, 398, 530, 662]
    assert got.stage_of == [0, 0, 1, 1, 1]
    assert [(s.x, s.width, s.first, s.count) for s in got.stages] == [(120, 256, 0, 2), (398, 388, 2, 3)]
    assert got.width == 662 + 124 + 8


def test_the_separator_stands_in_the_middle_of_what_is_seen():
    got = columns(1, 1)
    assert got.separators == ((got.xs[0] + 124 + got.xs[1]) / 2,)


def test_an_empty_stage_is_one_column_wide():
    got = columns(1, 0, 1)
    assert got.stages[1].width == 124 and got.xs[1] - got.xs[0] == 2 * (132 + 14)


def test_narrow_columns_have_narrow_gaps():
    assert columns(1, 1, column=112).xs[1] == 120 + 112 + 12


def test_rows_follow_each_other_on_whole_pixels():
    rows = rows_layout([40, 61.2, 32])
    assert rows.tops == (44, 84, 146) and rows.bottom == 178


def test_tracks():
    assert gutter_height(1) == gutter_height(2) == 44 and gutter_height(4) == 76
    assert [track_y(t, 44) for t in (0, 1)] == [26, 13]
    assert [track_y(t, 76) for t in (1, 2, 3)] == [45, 29, 13]


def test_columns_kept_equal_columns_laid_anew():
    r = random.Random(13)
    stages = tuple(Stage(f"s{i}") for i in range(3))
    points = [Touchpoint(f"t{i}", r.choice(("s0", "s1", "s2", ""))) for i in range(300)]
    journey, memory = JourneyMap("m", stages=stages, touchpoints=Seq(points)), ColumnsMemory()
    for _ in range(300):
        got = memory.columns(journey, 112, 132, 124)
        assert got == columns_layout(columns_of(journey), 112, 132, 124)
        at = r.randrange(len(journey.touchpoints))
        one = journey.touchpoints[at]
        changed = journey.touchpoints.replaced(at, replace(one, title=f"{r.random()}"))
        choice = r.random()
        if choice < 0.1:
            changed = changed.replaced(at, replace(one, stage="s1"))
        elif choice < 0.2:
            changed = changed.removed(at)
        elif choice < 0.3:
            changed = changed.inserted(at, Touchpoint(f"n{r.random()}", "s0"))
        journey = replace(journey, touchpoints=changed)
