"""Below half of known emotions a line is a range: whatever customers turn out to feel, its points lie in it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cjm_editor.compare import comparison
from cjm_editor.compare.comparison import evaluated
from cjm_editor.compare.report_json import as_json
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import curve_text, text_report
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import measuring_told, range_note
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.results import ComparisonResult, Correspondence, Matching, StageLink
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.cases import CASES
from tests.compare.generator import Links, pair, side
from tests.compare.scarce import low_coverage

FILLINGS = 20
SLACK = 1e-9


def compared(ideal: JourneyMap, actual: JourneyMap, links: Links) -> ComparisonResult:
    found = tuple(
        Correspondence(left, right, "missing" if not right else "same" if left else "extra", by="pin")
        for left, right in links
    )
    stages = tuple(StageLink((s.id,), (s.id,), "same", 1.0) for s in ideal.stages)
    return evaluated(side(ideal), side(actual), Matching(found, stages))


def forgotten(rng: random.Random, journey: JourneyMap, share: float) -> JourneyMap:
    """The map with so many of its emotions unknown."""
    touchpoints = [replace(t, emotion=None) if rng.random() < share else t for t in journey.touchpoints]
    return replace(journey, touchpoints=Seq(touchpoints))


def felt(rng: random.Random, journey: JourneyMap, ends: bool = False) -> JourneyMap:
    """The map with every unknown emotion anything from one end of the scale to the other."""
    low, high = journey.scale.min, journey.scale.max

    def any_emotion() -> float:
        return rng.choice((low, high)) if ends or rng.random() < 0.3 else rng.uniform(low, high)

    touchpoints = [
        t if t.emotion is not None else replace(t, emotion=any_emotion()) for t in journey.touchpoints
    ]
    return replace(journey, touchpoints=Seq(touchpoints))


def case_of(seed: int) -> tuple[JourneyMap, JourneyMap, Links, ComparisonResult] | None:
    """Two maps whose gap is told as an interval, since hardly any emotion is known; None where it is not."""
    rng = random.Random(f"bounds-{seed}")
    drawn = pair(rng, known=True, size=rng.randint(2, 9))
    actual = forgotten(rng, drawn.actual, 0.75)
    ideal = forgotten(rng, drawn.ideal, 0.3) if seed % 3 == 0 else drawn.ideal
    result = compared(ideal, actual, drawn.links)
    if result.score.gap is None or result.score.as_point or result.score.is_open:
        return None
    return ideal, actual, drawn.links, result


def lines_of(result: ComparisonResult) -> dict[tuple[int, int | None], float]:
    return {(fix.link, fix.path): fix.delta for fix in result.fixes if not fix.also}


def holds_for(seed: int) -> int:
    """How many fillings of one pair of maps were looked at; each line's points lie in its range in all of them."""
    made = case_of(seed)
    if made is None:
        return 0
    ideal, actual, links, result = made
    rng = random.Random(f"filled-{seed}")
    for n in range(FILLINGS):
        is_lived_only = n % 2 == 0
        full = compared(ideal if is_lived_only else felt(rng, ideal), felt(rng, actual), links)
        if not full.score.as_point:
            continue
        told = lines_of(full)
        for fix in result.fixes:
            if fix.also:
                continue
            assert fix.bounds is not None
            low, high = fix.bounds
            assert low - SLACK <= told.get((fix.link, fix.path), 0.0) <= high + SLACK
            assert high <= result.score.high + SLACK
        least, most = result.score.bounds
        assert least.experience - SLACK <= full.score.parts.experience <= most.experience + SLACK
        assert least.friction - SLACK <= full.score.parts.friction <= most.friction + SLACK
    return FILLINGS


def law(cases: int) -> None:
    done, seed = 0, 0
    while done < cases:
        done += holds_for(seed)
        seed += 1


def test_whatever_is_felt_the_points_of_a_line_lie_in_its_range():
    law(CASES)


def test_that_law_fails_for_points_by_definition(monkeypatch):
    real = comparison.with_bounds

    def by_definition(*given):
        parts, fixes = real(*given)
        return parts, tuple(replace(fix, bounds=(fix.delta, fix.delta)) for fix in fixes)

    monkeypatch.setattr(comparison, "with_bounds", by_definition)
    with pytest.raises(AssertionError):
        law(CASES)


def filled(journey: JourneyMap, own: tuple[str, ...], here: float, there: float) -> JourneyMap:
    """The map with unknown emotions `here` at these touchpoints and `there` at all others."""
    touchpoints = [
        t if t.emotion is not None else replace(t, emotion=here if t.id in own else there)
        for t in journey.touchpoints
    ]
    return replace(journey, touchpoints=Seq(touchpoints))


def test_both_ends_of_a_range_are_reached():
    """Least: all well there and as bad as can be elsewhere; most: the other way round."""
    reached = 0
    for seed in range(1, 200, 3):
        made = case_of(seed)
        if made is None:
            continue
        ideal, actual, links, result = made
        scale = actual.scale
        for fix in result.fixes:
            if fix.also or fix.unmeasured:  # a metric that mending makes known turns some of it round
                continue
            own = links[fix.link][1]
            ends = []
            for here, there in ((scale.max, scale.min), (scale.min, scale.max)):
                full = compared(ideal, filled(actual, own, here, there), links)
                ends.append(lines_of(full).get((fix.link, fix.path), 0.0))
            assert fix.bounds == pytest.approx(ends, abs=1e-6)
            reached += ends[0] < ends[1]
    assert reached > 100


def test_points_that_no_truth_allows_are_not_told():
    """By definition the one known loss stands for all three, so mending it is the whole gap."""
    result = low_coverage()
    fix = result.fixes[0]
    assert fix.delta == pytest.approx(50) and (result.score.low, result.score.high) == pytest.approx(
        (30, 57.5)
    )
    assert fix.bounds == pytest.approx((17.5, 30))
    assert [fix.bounds for fix in result.fixes[1:]] == [pytest.approx((0, 10)), pytest.approx((0, 17.5))]
    least, most = result.score.bounds
    weight = result.score.weights.experience
    assert (100 * least.experience * weight, 100 * most.experience * weight) == pytest.approx((30, 57.5))


def test_a_gap_that_is_a_number_has_no_ranges():
    known = low_coverage(a=1, b=0)
    assert known.score.as_point and known.score.bounds is None
    assert all(fix.bounds is None for fix in known.fixes)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_report_tells_a_figure_that_the_interval_contradicts(language):
    """Neither points by definition, nor shares of a touchpoint, nor the part that they come from."""
    result, told = low_coverage(), words(language)
    for report in (text_report(result, told), markdown_report(result, told)):
        flat = report.replace("\u00a0", " ")
        for figure in (50.0, 15.0):
            assert told.number(figure, 1) not in flat
        assert told.number(0.75, 2) not in flat and told.number(0.45, 2) in flat
        for fix in result.fixes:
            assert delta_text(fix, told).replace("\u00a0", " ") in flat
        assert told(range_note(result)) in report
        assert curve_text(result, told) not in report
    ranges = {
        "en": ["−17.5 to −30.0", "0 to 10.0?", "0 to 17.5?"],
        "ru": ["−17,5…−30,0", "0…10,0?", "0…17,5?"],
    }
    shown = [delta_text(fix, told).replace("\u00a0", " ") for fix in result.fixes]
    assert shown == ranges[language]


def test_json_has_the_points_by_definition_and_their_range_beside_them():
    plain = as_json(low_coverage())
    first = plain["fixes"][0]
    assert (first["delta"], first["range"]) == (50.0, [17.5, 30.0])
    assert plain["score"]["known"] == "interval"
    assert plain["score"]["ranges"] == {
        "experience": [0.45, 0.8625],
        "path": [0.0, 0.0],
        "friction": [0.0, 0.0],
        "metrics": None,
    }
    known = as_json(low_coverage(a=1, b=0))
    assert known["score"]["ranges"] is None and known["fixes"][0]["range"] is None


def test_a_metric_that_nobody_measures_beside_a_range_is_told_without_a_figure():
    result = low_coverage()
    fix = replace(result.fixes[0], unmeasured=12.0)
    told = measuring_told(result, fix, words("en"))
    assert told.startswith("part of it in question") and not any(sign.isdigit() for sign in told)


def test_a_range_of_one_figure_is_one_figure():
    fix = low_coverage().fixes[0]
    en = words("en")
    assert delta_text(replace(fix, bounds=(12.01, 12.04)), en) == "−12.0"
    assert delta_text(replace(fix, bounds=(0.01, 0.04)), en) == "−0.04"
    assert delta_text(replace(fix, bounds=(0.01, 3.0)), en) == "0\u00a0to\u00a0−3.0"
