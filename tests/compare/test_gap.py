"""The gap equals what its definition says, written a second time by other means; null and empty cases."""

from __future__ import annotations

import random

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.gap import USUAL, gap_of, ledger, parts_of, totals
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from tests.cases import CASES
from tests.compare.generator import pair, side
from tests.compare.naive import naive_parts


def test_the_parts_are_those_of_the_definition():
    for seed in range(CASES):
        case = pair(random.Random(f"naive-{seed}"))
        sums = totals(ledger(case.ideal, case.actual, case.links))
        found, expected = parts_of(sums), naive_parts(case.ideal, case.actual, case.links)
        for name, value in expected.items():
            assert getattr(found, name) == (value if value is None else pytest.approx(value, abs=1e-9)), (
                seed,
                name,
            )
        weights = {"experience": 0.6, "path": 0.2, "friction": 0.1, "metrics": 0.1}
        there = {name: value for name, value in expected.items() if value is not None}
        gap = 100 * sum(weights[n] * v for n, v in there.items()) / sum(weights[n] for n in there)
        assert gap_of(sums, USUAL) == pytest.approx(gap if sums.matched else 100, abs=1e-9)


def test_a_reference_without_touchpoints_has_no_gap_and_lists_the_extras():
    result = compare(
        side(JourneyMap("i", kind="ideal")), side(JourneyMap("a", touchpoints=Seq((Touchpoint("x"),))))
    )
    assert (result.score.gap, result.score.low, result.score.high, result.score.by_link) == (
        None,
        None,
        None,
        (),
    )
    assert [link.kind for link in result.matching.links] == ["extra"]


def test_two_empty_maps():
    result = compare(side(JourneyMap("i", kind="ideal")), side(JourneyMap("a")))
    assert result.score.gap is None and result.matching.links == () and result.fixes == ()


def test_nothing_matched_is_100_and_contributions_are_scaled():
    ideal = JourneyMap(
        "i", kind="ideal", touchpoints=Seq((Touchpoint("a", title="А"), Touchpoint("b", title="Б")))
    )
    for actual in (JourneyMap("a"), JourneyMap("a", touchpoints=Seq((Touchpoint("x", title="Я"),)))):
        result = compare(side(ideal), side(actual))
        assert result.score.gap == 100
        assert sum(points for _n, points in result.score.by_link) == pytest.approx(100)


def test_a_better_map_has_no_gap_and_a_surplus():
    ideal = JourneyMap("i", kind="ideal", touchpoints=Seq((Touchpoint("a", title="А", emotion=0),)))
    actual = JourneyMap("a", touchpoints=Seq((Touchpoint("x", title="А", emotion=2),)))
    result = compare(side(ideal), side(actual))
    assert result.score.gap == 0 and result.surplus == (0,)


def test_what_nobody_has_scored_is_not_punished():
    points = [Touchpoint(f"t{n}", title=f"Шаг {n}", emotion=2) for n in range(4)]
    ideal = JourneyMap("i", kind="ideal", touchpoints=Seq(points))
    scored = [Touchpoint("u0", title="Шаг 0", emotion=2)]
    actual = JourneyMap(
        "a", touchpoints=Seq(scored + [Touchpoint(f"u{n}", title=f"Шаг {n}") for n in (1, 2, 3)])
    )
    result = compare(side(ideal), side(actual))
    assert result.score.gap == 0 and result.score.coverage.emotion == 0.25
    assert not result.score.as_point and result.score.high > 50
