"""The interval of the gap: what could be linked for the low end, what is sure for the high end."""

from __future__ import annotations

import statistics

import pytest

from cjm_editor.compare import interval as module
from cjm_editor.compare.comparison import compare, evaluated
from cjm_editor.compare.interval import generous, is_strange, strict
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint
from cjm_editor.core.results import Candidate, Correspondence, Matching, StageLink
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.compare.generator import side
from tests.compare.pairs import LANGUAGES, pair
from tests.compare.pairs.scoring import true_matching


def journey(kind: str, *titles: str, emotions: tuple[int | None, ...] = ()) -> JourneyMap:
    felt = emotions or (0,) * len(titles)
    points = [Touchpoint(f"{kind[0]}{n}", "s", title, emotion=felt[n]) for n, title in enumerate(titles)]
    return JourneyMap(kind, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points))


def linked(left: str, right: str, confidence: float = 1.0, by: str = "auto") -> Correspondence:
    return Correspondence((left,), (right,), "same", (), confidence, by)


def missing(id: str, *maybe: Candidate, by: str = "auto") -> Correspondence:
    return Correspondence((id,), (), "missing", by=by, maybe=maybe)


def extra(id: str, by: str = "auto") -> Correspondence:
    return Correspondence((), (id,), "extra", by=by)


def test_likely_candidates_come_first_and_each_touchpoint_is_used_once():
    ideal, actual = journey("ideal", "One", "Two"), journey("actual", "Three")
    links = (missing("i0", Candidate("a0", 0.1)), missing("i1", Candidate("a0", 0.3)), extra("a0"))
    assert generous(ideal, actual, links) == ((("i0",), ()), (("i1",), ("a0",)))


def test_a_part_joins_the_link_beside_it_whose_other_side_has_its_words():
    ideal = journey("ideal", "Start the hotel", "Ask about the sale", "Elsewhere")
    actual = journey("actual", "Start the hotel and ask about the sale", "Nothing like it")
    links = (linked("i0", "a0"), missing("i1"), missing("i2"))
    assert generous(ideal, actual, links) == ((("i0", "i1"), ("a0",)), (("i2",), ()))
    turned = tuple(Correspondence(k.actual, k.ideal, "same", (), k.confidence) for k in links)
    assert generous(actual, ideal, turned) == ((("a0",), ("i0", "i1")), ((), ("i2",)))


def test_what_is_left_over_at_one_place_may_be_the_same():
    ideal = journey("ideal", *(f"Step {n}" for n in range(14)))
    actual = journey("actual", *(f"Place {n}" for n in range(14)))
    links = [linked(f"i{n}", f"a{n}") for n in range(8)]
    links[4] = missing("i4")
    assert generous(ideal, actual, (*links, extra("a4")))[4] == (("i4",), ("a4",))
    assert (("i4",), ()) in generous(ideal, actual, (*links, extra("a4")), is_related=True)
    assert (("i4",), ()) in generous(ideal, actual, (*links, extra("a13")))


def test_what_people_decided_is_never_joined():
    ideal, actual = journey("ideal", "One", "Two"), journey("actual", "One", "Too")
    links = (linked("i0", "a0"), missing("i1", by="pin"), extra("a1", by="pin"))
    assert generous(ideal, actual, links) == ((("i0",), ("a0",)), (("i1",), ()), ((), ("a1",)))


def test_a_link_in_doubt_costs_nothing_at_the_low_end_and_is_cut_at_the_high_end():
    ideal = journey("ideal", "One", "Two", emotions=(2, 2))
    actual = journey("actual", "One", "Two", emotions=(2, -2))
    for confidence, is_wide in ((0.95, False), (0.7, True)):
        links = (linked("i0", "a0"), linked("i1", "a1", confidence))
        score = evaluated(
            side(ideal), side(actual), Matching(links, (StageLink(("s",), ("s",), "same", 1.0),))
        ).score
        assert (score.low < score.gap) == (score.high > score.gap) == is_wide
        if is_wide:
            assert score.low == 0


def test_few_links_between_many_touchpoints_may_be_chance():
    links = (
        linked("i0", "a0", 0.98),
        *(missing(f"i{n}") for n in range(1, 6)),
        *(extra(f"a{n}") for n in range(1, 6)),
    )
    assert is_strange(links)
    assert all(not (left and right) for left, right in strict(links))
    pinned = (linked("i0", "a0", 1.0, "pin"), *links[1:])
    assert strict(pinned)[0] == (("i0",), ("a0",))
    assert not is_strange((linked("i0", "a0"), missing("i1")))
    assert not is_strange((missing("i0"), extra("a0")))


def coverage(preset: str) -> tuple[float, float]:
    covered, widths = [], []
    for language in LANGUAGES:
        for seed in range(6):
            case = pair(preset, 50, language, seed)
            score = compare(case.ideal, case.actual).score
            true = evaluated(case.ideal, case.actual, true_matching(case)).score.gap
            covered.append(score.low - 1e-9 <= true <= score.high + 1e-9)
            widths.append(score.high - score.low)
    return statistics.mean(covered), statistics.mean(widths)


@pytest.mark.parametrize(
    ("preset", "widest"), [("edits-10", 10), ("edits-60", 15), ("reworded", 20), ("unrelated", 70)]
)
def test_it_covers_the_true_gap_and_still_says_something(preset, widest):
    covered, width = coverage(preset)
    assert covered >= 0.9
    assert width <= widest


def test_the_cover_is_lost_on_a_copy_that_takes_what_was_found_for_all_there_is(monkeypatch):
    plain = tuple[tuple[str, ...], tuple[str, ...]]

    def as_found(_ideal, _actual, links, _is_related) -> tuple[plain, ...]:
        return tuple((k.ideal, k.actual) for k in links)

    monkeypatch.setattr(module, "generous", as_found)
    assert min(coverage(preset)[0] for preset in ("edits-60", "reworded")) < 0.9


def test_emotions_that_nobody_knows_leave_the_gap_open():
    """Neither the reference nor the lived map says a thing, or only the lived one does: no gap is not known."""
    for wanted, lived, low, high in (
        ((None, None), (None, None), 0, 66),
        ((None, None), (2, 2), 0, 0),
        ((None, None), (-2, 0), 0, 50),
        ((2, None), (2, None), 0, 30),
        ((2, 0), (2, 0), 0, 0),
    ):
        ideal = journey("ideal", "One", "Two", emotions=wanted)
        actual = journey("actual", "One", "Two", emotions=lived)
        result = compare(side(ideal), side(actual))
        score = result.score
        assert score.gap == 0 and score.low == low
        assert score.high >= high and (score.high > 0) == (high > 0)
        is_told = any("nothing can be said" in str(words("en")(notice)) for notice in result.matching.notices)
        assert is_told == (wanted == (None, None))


def test_an_unknown_target_widens_the_interval_to_both_sides():
    ideal = journey("ideal", "One", "Two", "Three", emotions=(2, None, 2))
    known = journey("ideal", "One", "Two", "Three", emotions=(2, 2, 2))
    actual = journey("actual", "One", "Two", "Three", emotions=(-2, -1, 2))
    open_one, closed = (compare(side(one), side(actual)).score for one in (ideal, known))
    assert open_one.low < open_one.gap < open_one.high
    assert open_one.high == closed.gap
