"""How well maps are lined up and how near the gap comes, on pairs with true links: the figures that must not fall.

Figures are summed over seeds and both languages; `python3 run.py matching` measures the same with times.
"""

from __future__ import annotations

import random
import statistics
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare, evaluated
from cjm_editor.compare.match import match
from tests.cases import CASES
from tests.compare import generator
from tests.compare.laws import LAWS
from tests.compare.pairs import LANGUAGES, PRESETS, Pair, pair
from tests.compare.pairs.scoring import Tally, linked, matched_share, tally, true_matching


def pairs(preset: str, size: int, seeds: int) -> list[Pair]:
    return [pair(preset, size, language, seed) for language in LANGUAGES for seed in range(seeds)]


def found_in(preset: str, size: int, seeds: int) -> Tally:
    return sum(
        (tally(case, linked(match(case.ideal, case.actual).links)) for case in pairs(preset, size, seeds)),
        Tally(),
    )


@pytest.mark.parametrize(
    ("preset", "size", "seeds", "least"),
    [
        ("edits-30", 20, 25, 0.985),
        ("edits-30", 100, 6, 0.985),
        ("edits-30", 1_000, 1, 0.99),
        ("reworded", 100, 6, 0.95),
        ("reworded", 1_000, 1, 0.95),
        ("ids-regenerated", 100, 6, 0.99),
        ("ids-regenerated", 1_000, 1, 0.99),
    ],
)
def test_links_are_found(preset, size, seeds, least):
    assert found_in(preset, size, seeds).f1 >= least


@pytest.mark.slow
def test_ten_thousand_touchpoints_are_lined_up():
    assert _f1(pair("edits-30", 10_000, "ru", 0)) >= 0.99


def test_independent_drawings_are_lined_up_with_few_false_links():
    found = found_in("independent", 100, 12)
    assert found.f1 >= 0.90
    assert found.precision >= 0.93


def test_unrelated_maps_stay_unlinked():
    shares = [
        matched_share(case, linked(match(case.ideal, case.actual).links))
        for case in pairs("unrelated", 100, 12)
    ]
    assert statistics.mean(shares) <= 0.05


def test_ids_that_collide_by_chance_do_no_harm():
    for language in LANGUAGES:
        dropped, colliding = (pair(p, 1_000, language, 0) for p in ("edits-30", "ids-colliding"))
        assert _f1(colliding) >= _f1(dropped) - 0.005


def _f1(case: Pair) -> float:
    return tally(case, linked(match(case.ideal, case.actual).links)).f1


@pytest.fixture(scope="module")
def gaps() -> dict[str, list[tuple[float, bool]]]:
    """For each preset how far the gap through the matching is from the true one, and whether the interval covers it."""
    found: dict[str, list[tuple[float, bool]]] = {}
    for preset in ("edits-30", "independent"):
        for case in pairs(preset, 100, 15):
            score = compare(case.ideal, case.actual).score
            true = evaluated(case.ideal, case.actual, true_matching(case)).score.gap
            inside = score.low - 1e-9 <= true <= score.high + 1e-9
            found.setdefault(preset, []).append((abs(score.gap - true), inside))
    return found


@pytest.mark.parametrize(("preset", "most"), [("edits-30", 2), ("independent", 8)])
def test_the_gap_through_the_matching_is_near_the_true_one(gaps, preset, most):
    assert statistics.mean(error for error, _inside in gaps[preset]) <= most


def test_the_interval_covers_the_true_gap(gaps):
    assert statistics.mean(inside for found in gaps.values() for _error, inside in found) >= 0.9


@pytest.mark.parametrize("preset", PRESETS)
def test_a_swap_of_the_maps_turns_the_links_round(preset):
    for seed in range(max(4, CASES // 50)):
        case = pair(preset, 5 + seed % 21, LANGUAGES[seed % 2], seed)
        there = match(case.ideal, case.actual)
        back = match(case.actual, case.ideal)
        assert linked(there.links) == frozenset((i, a) for a, i in linked(back.links))
        confidence = {(link.ideal, link.actual): link.confidence for link in there.links}
        assert confidence == {(link.actual, link.ideal): link.confidence for link in back.links}


def test_emotions_and_importances_never_decide_what_is_linked():
    for seed, preset in enumerate(PRESETS):
        case = pair(preset, 40, "ru", seed)
        rng = random.Random(seed)
        for side in ("ideal", "actual"):
            old = getattr(case, side)
            points = [
                replace(t, emotion=rng.choice((None, -2, 2)), importance=rng.choice((None, 1, 5)))
                for t in old.journey.touchpoints
            ]
            journey = replace(old.journey, touchpoints=type(old.journey.touchpoints)(points))
            maps = tuple(journey if m.id == journey.id else m for m in old.document.maps)
            other = replace(old, document=replace(old.document, maps=maps), journey=journey)
            changed = replace(case, **{side: other})
            assert match(changed.ideal, changed.actual).links == match(case.ideal, case.actual).links


def drawn_for_laws(rng: random.Random, *, known: bool = False) -> generator.Pair:
    """A small pair of a random preset in the form that the laws take."""
    case = pair(rng.choice(tuple(PRESETS)), rng.randint(3, 16), rng.choice(LANGUAGES), rng.random())
    journeys = [side.journey for side in (case.ideal, case.actual)]
    if known:
        journeys = [
            replace(
                journey,
                touchpoints=type(journey.touchpoints)(
                    t if t.emotion is not None else replace(t, emotion=0) for t in journey.touchpoints
                ),
            )
            for journey in journeys
        ]
    return generator.Pair(*journeys, case.links)


@pytest.mark.parametrize("law", LAWS)
def test_laws_of_the_gap_hold_on_these_pairs_too(law):
    for seed in range(CASES):
        LAWS[law](seed, drawn_for_laws)
