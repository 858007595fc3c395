"""The laws of the gap as functions of a seed: each raises `AssertionError` where the code breaks it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from cjm_editor.compare.attribution import attributed
from cjm_editor.compare.gap import USUAL, gap_of, ledger, totals
from cjm_editor.core.model import EmotionScale, JourneyMap, route_order
from cjm_editor.core.seq import Seq
from tests.compare.generator import (
    Links,
    Pair,
    pair,
    reference,
    renamed,
    rescaled,
    with_extra,
    with_touchpoint,
    without,
    written_out,
)

SLACK = 1e-9
Draw = Callable[..., Pair]
"""Makes a pair of maps with links from a source of chance; `known=True`: with every emotion known."""


def gap(ideal: JourneyMap, actual: JourneyMap, links: Links) -> float:
    value = gap_of(totals(ledger(ideal, actual, links)), USUAL)
    assert value is not None
    return value


def same_with_itself(seed: int, draw: Draw | None = None) -> None:
    """G1: a map compared with itself has no gap."""
    rng = random.Random(f"G1-{seed}")
    journey = draw(rng).ideal if draw else reference(rng, rng.randint(1, 12), known=False)
    links = tuple(((t.id,), (t.id,)) for t in route_order(journey))
    assert gap(journey, journey, links) == 0


def within_bounds(seed: int, draw: Draw = pair) -> None:
    """G2: the gap is 0..100."""
    case = draw(random.Random(f"G2-{seed}"))
    assert 0 <= gap(case.ideal, case.actual, case.links) <= 100


def monotone_in_emotion(seed: int, draw: Draw = pair) -> None:
    """G3: a worse lived emotion never lowers it, a better one never raises it."""
    rng = random.Random(f"G3-{seed}")
    case = draw(rng)
    known = [t for t in case.actual.touchpoints if t.emotion is not None]
    if not known:
        return
    touchpoint = rng.choice(known)
    scale = case.actual.scale
    values = sorted((touchpoint.emotion, scale.min + (scale.max - scale.min) * rng.randint(0, 8) / 8))
    worse, better = (with_touchpoint(case.actual, replace(touchpoint, emotion=v)) for v in values)
    assert gap(case.ideal, worse, case.links) >= gap(case.ideal, better, case.links) - SLACK


def removal_never_helps(seed: int, draw: Draw = pair) -> None:
    """G4: taking a matched component's lived touchpoints away never lowers it, loops back apart."""
    rng = random.Random(f"G4-{seed}")
    case = draw(rng, known=True)
    ideal, actual = written_out(case.ideal), written_out(case.actual)
    matched = [n for n, (left, right) in enumerate(case.links) if left and right]
    if not matched:
        return
    number = rng.choice(matched)
    loops = ledger(ideal, actual, case.links).path.loops
    if number in loops or any(number in ends for ends in loops.values()):
        return
    left, right = case.links[number]
    links = (*case.links[:number], (left, ()), *case.links[number + 1 :])
    assert gap(ideal, without(actual, right), links) >= gap(ideal, actual, case.links) - SLACK


def extra_never_helps(seed: int, draw: Draw = pair) -> None:
    """G5: an extra touchpoint put on an edge never lowers it."""
    rng = random.Random(f"G5-{seed}")
    case = draw(rng)
    actual = written_out(case.actual)
    made = with_extra(rng, actual)
    if made is None:
        return
    longer, id = made
    links = (*case.links, ((), (id,)))
    assert gap(case.ideal, longer, links) >= gap(case.ideal, actual, case.links) - SLACK


def _shuffled(rng: random.Random, journey: JourneyMap) -> JourneyMap:
    touchpoints, transitions = list(journey.touchpoints), list(journey.transitions)
    rng.shuffle(touchpoints)
    rng.shuffle(transitions)
    return replace(journey, touchpoints=Seq(touchpoints), transitions=Seq(transitions))


def free_of_order(seed: int, draw: Draw = pair) -> None:
    """G6: with transitions written out, the order of touchpoints, transitions and links changes nothing."""
    rng = random.Random(f"G6-{seed}")
    case = draw(rng)
    ideal, actual = written_out(case.ideal), written_out(case.actual)
    links = list(case.links)
    rng.shuffle(links)
    expected = gap(ideal, actual, case.links)
    assert abs(gap(_shuffled(rng, ideal), _shuffled(rng, actual), tuple(links)) - expected) <= SLACK


def free_of_names(seed: int, draw: Draw = pair) -> None:
    """G7: other ids change nothing."""
    rng = random.Random(f"G7-{seed}")
    case = draw(rng)
    made = []
    for journey in (case.ideal, case.actual):
        ids = [t.id for t in journey.touchpoints] + [s.id for s in journey.stages]
        made.append(dict(zip(ids, (f"n{n:04}" for n in rng.sample(range(10000), len(ids))), strict=True)))
    ours, theirs = made
    links = tuple(
        (tuple(ours[i] for i in left), tuple(theirs[a] for a in right)) for left, right in case.links
    )
    other = gap(renamed(case.ideal, ours), renamed(case.actual, theirs), links)
    assert other == gap(case.ideal, case.actual, case.links)


def free_of_scale(seed: int, draw: Draw = pair) -> None:
    """G8: the emotion scales change nothing."""
    rng = random.Random(f"G8-{seed}")
    case = draw(rng)
    low = rng.randint(-10, 10)
    scales = [EmotionScale(low, low + rng.randint(1, 20)) for _ in range(2)]
    other = gap(rescaled(case.ideal, scales[0]), rescaled(case.actual, scales[1]), case.links)
    assert abs(other - gap(case.ideal, case.actual, case.links)) <= SLACK


def free_of_importance_unit(seed: int, draw: Draw = pair) -> None:
    """G9: all importances of both maps times a constant change nothing, implied ones being written out."""
    rng = random.Random(f"G9-{seed}")
    case = draw(rng)
    ideal, actual = written_out(case.ideal), written_out(case.actual)
    factor = rng.choice((0.1, 0.5, 3, 7))

    def times(journey: JourneyMap) -> JourneyMap:
        touchpoints = [replace(t, importance=(t.importance or 0) * factor) for t in journey.touchpoints]
        return replace(journey, touchpoints=Seq(touchpoints))

    other = gap(times(ideal), times(actual), case.links)
    assert abs(other - gap(case.ideal, case.actual, case.links)) <= SLACK


def adds_up(seed: int, draw: Draw = pair) -> None:
    """G10: the components' contributions add up to the gap; none is negative."""
    case = draw(random.Random(f"G10-{seed}"))
    book = ledger(case.ideal, case.actual, case.links)
    sums = totals(book)
    shares = attributed(book, sums, USUAL)
    assert abs(sum(points for _n, points in shares) - (gap_of(sums, USUAL) or 0)) <= 1e-6
    assert all(points > 0 for _n, points in shares)


LAWS = {
    "G1": same_with_itself,
    "G2": within_bounds,
    "G3": monotone_in_emotion,
    "G4": removal_never_helps,
    "G5": extra_never_helps,
    "G6": free_of_order,
    "G7": free_of_names,
    "G8": free_of_scale,
    "G9": free_of_importance_unit,
    "G10": adds_up,
}
