"""The laws G1-G10 on 1,000 seeded pairs each, and each law seen to fail on a copy of the code that breaks it."""

from __future__ import annotations

import pytest

from cjm_editor.compare import attribution, components, gap, route
from tests.cases import CASES
from tests.compare.laws import LAWS


@pytest.mark.parametrize("law", LAWS)
def test_law(law):
    for seed in range(CASES):
        LAWS[law](seed)


def one_way(joined, walk, reach):
    """A copy that forgets that the reference may go that way round itself."""
    found = {u: frozenset(v for v in ends if reach[v] >> u & 1) for u, ends in joined.items()}
    return {u: ends for u, ends in found.items() if ends}


def by_index(joined, walk, reach):
    """A copy that finds loops by position in the list of components."""
    found = {u: frozenset(v for v in ends if v < u) for u, ends in joined.items()}
    return {u: ends for u, ends in found.items() if ends}


def direct_only(start, rows, extra):
    """A copy in which an extra on the way hides where customers go back to."""
    return frozenset(rows[start])


def absolute(component):
    """A copy that counts what is better than the reference as a fault."""
    if component.ideal_emotion is None or component.actual_emotion is None:
        return None
    return abs(component.ideal_emotion - component.actual_emotion)


def by_names(journey, component, size):
    """A copy that takes ids for an order."""
    made = real_network(journey, component, size)
    first = {number: id for id, number in sorted(component.items(), reverse=True)}
    onward = tuple(frozenset(v for v in row if first[u] < first[v]) for u, row in enumerate(made.next))
    return route.Network(onward, made.walk, made.leave)


real_network = route.network
real_experience = attribution._experience


def signed(component):
    """A copy in which what is better than the reference pays for what is worse."""
    if component.ideal_emotion is None or component.actual_emotion is None:
        return None
    return component.ideal_emotion - component.actual_emotion


def missing_are_free(sums):
    """A copy that looks only at what is there."""
    return 0.0, sums.lost / sums.known if sums.known else 0.0


def one_scale(touchpoint, scale):
    """A copy that takes every scale for -2..2."""
    return None if touchpoint.emotion is None else min(1.0, max(0.0, (touchpoint.emotion + 2) / 4))


def unscaled(book, number):
    """A copy that takes importance for a number of 1..5 instead of a share of the greatest."""
    component = book.components[number]
    return component.weight / 5 * (component.loss or 0.0)


def without_worst(book, sums):
    """A copy that gives the worst touchpoint less than it costs."""
    for number, share in real_experience(book, sums):
        yield number, share if number != book.by_impact[0] else share * 0.9


real_edge_cost = route.edge_cost
real_path = attribution._path
real_friction = components.Component.friction.func
real_importances = components.importances


def best_point(book, number):
    """A copy that takes the best touchpoint for the worst."""
    component = book.components[number]
    return 0.0 if component.loss is None else 1 - component.loss


def gone_edges_are_free(path, edge, fixed=route.NOTHING):
    """A copy in which a touchpoint that is missing takes the cost of its edges with it."""
    return 0.0 if set(edge) & path.missing else real_edge_cost(path, edge, fixed)


def pleasant_extras_pay(component):
    """A copy in which an extra that feels good is no friction but a bonus."""
    emotion = 0.5 if component.actual_emotion is None else component.actual_emotion
    return component.weight * (0.3 + 0.7 * (0.5 - emotion) / 0.5) if component.is_extra else 0.0


def weightless(component):
    """A copy that counts extras without their importance."""
    return real_friction(component) / component.weight if component.is_extra else 0.0


def first_is_dearer(journey):
    """A copy that takes the order of the file for importance."""
    found = real_importances(journey)
    first = journey.touchpoints[0].id if journey.touchpoints else ""
    return {id: value * 2 if id == first else value for id, value in found.items()}


def by_id(journey):
    """A copy that takes an id's last letter for importance."""
    return {id: value + ord(id[-1]) % 7 for id, value in real_importances(journey).items()}


def unknown_is_nought(touchpoint, scale):
    """A copy that takes an unknown emotion for 0 on the map's own scale."""
    return components.normal(touchpoint.emotion or 0, scale)


def twice(book, sums):
    """A copy that charges a path finding to both of its ends."""
    for number, share in real_path(book, sums):
        yield number, share
        yield number, share / 2


def off_by_unknown(sums):
    """A copy that takes what nobody knows for a loss against itself."""
    share = 1 - sums.known / sums.weight if sums.weight else 0.0
    return share, sums.lost / sums.known if sums.known else 0.0


BROKEN = (
    ("G1", route, "_loops", one_way),
    ("G1", gap, "mean_and_share", off_by_unknown),
    ("G2", components.Component, "shortfall", property(signed)),
    ("G3", components.Component, "shortfall", property(absolute)),
    ("G3", gap.Ledger, "impact", best_point),
    ("G4", gap, "mean_and_share", missing_are_free),
    ("G4", gap, "edge_cost", gone_edges_are_free),
    ("G5", route, "_walk_from", direct_only),
    ("G5", components.Component, "friction", property(pleasant_extras_pay)),
    ("G6", route, "_loops", by_index),
    ("G6", components, "importances", first_is_dearer),
    ("G7", route, "network", by_names),
    ("G7", components, "importances", by_id),
    ("G8", components, "emotion_of", one_scale),
    ("G8", components, "emotion_of", unknown_is_nought),
    ("G9", gap.Ledger, "impact", unscaled),
    ("G9", components.Component, "friction", property(weightless)),
    ("G10", attribution, "_experience", without_worst),
    ("G10", attribution, "_path", twice),
)


@pytest.mark.parametrize(
    ("law", "where", "name", "broken"), BROKEN, ids=[f"{law}-{broken}" for law, _w, broken, _b in BROKEN]
)
def test_law_fails_on_a_broken_copy(law, where, name, broken, monkeypatch):
    monkeypatch.setattr(where, name, broken)
    with pytest.raises(AssertionError):
        for seed in range(CASES):
            LAWS[law](seed)


def test_every_law_has_been_seen_to_fail():
    assert {law for law, *_rest in BROKEN} == set(LAWS)
