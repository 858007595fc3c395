"""The route and what is read off it."""

import random
import subprocess
import sys

import networkx
import pytest

from cjm_editor.core import graph
from cjm_editor.core.graph import Edge
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, Transition, parked_of, route_order
from cjm_editor.core.seq import Seq
from tests.core import generator


def journey(ids="abcd", *transitions, **values):
    steps = Seq(
        Transition(f"e{n}", *step[:3], **(step[3] if len(step) > 3 else {}))
        for n, step in enumerate(transitions)
    )
    return JourneyMap("m", touchpoints=Seq(Touchpoint(id) for id in ids), transitions=steps, **values)


def pairs(edges):
    return [(edge.from_, edge.to) for edge in edges]


def test_a_map_without_transitions_goes_from_one_to_the_next():
    assert graph.route_edges(journey("abc")) == (Edge("a", "b", implied=True), Edge("b", "c", implied=True))


def test_the_order_is_that_of_stages_and_parked_touchpoints_are_not_on_the_route():
    touchpoints = Seq(
        [Touchpoint("a", "s"), Touchpoint("b", "r"), Touchpoint("c", "s"), Touchpoint("d", "gone")]
    )
    made = JourneyMap("m", stages=(Stage("r"), Stage("s")), touchpoints=touchpoints)
    assert pairs(graph.route_edges(made)) == [("b", "a"), ("a", "c")]


def test_a_next_of_its_own_takes_the_place_of_the_implied_step():
    made = journey("abcd", ("a", "c", "next", {"share": 0.7}), ("a", "d", "next"))
    assert graph.route_edges(made)[:2] == (Edge("a", "c", 0.7, id="e0"), Edge("a", "d", id="e1"))
    assert pairs(graph.route_edges(made)) == [("a", "c"), ("a", "d"), ("b", "c"), ("c", "d")]


def test_a_leave_without_share_ends_the_route_and_one_with_a_share_does_not():
    assert pairs(graph.route_edges(journey("abc", ("a", "", "leave")))) == [("b", "c")]
    assert pairs(graph.route_edges(journey("abc", ("a", "", "leave", {"share": 0.4})))) == [
        ("a", "b"),
        ("b", "c"),
    ]


def test_ways_back_and_promises_never_change_the_route():
    made = journey("abc", ("c", "a", "back"), ("a", "c", "promise"), ("b", "b", "back"))
    assert graph.route_edges(made) == graph.route_edges(journey("abc"))


def test_an_explicit_route_has_drawn_steps_only():
    assert pairs(graph.route_edges(journey("abc", ("a", "c", "next"), route="explicit"))) == [("a", "c")]


def test_steps_to_unknown_touchpoints_are_left_out():
    made = journey("abc", ("a", "gone", "next"), ("gone", "b", "next"))
    assert pairs(graph.route_edges(made)) == [("b", "c")]


def test_ends_starts_and_dead_ends():
    made = journey("abcde", ("a", "c", "next"), ("c", "", "leave"), route="explicit")
    assert graph.ends(made) == ("b", "c", "d", "e")
    assert graph.starts(made) == ("a", "b", "d", "e")
    assert graph.dead_ends(made) == ("b", "d")
    assert graph.starts(journey("ab", ("a", "b", "next"), ("b", "a", "next"))) == ("a",)
    assert graph.starts(journey("")) == graph.ends(journey("")) == ()


def test_reachable_unreachable_and_loops():
    made = journey("abcd", ("a", "b", "next"), ("b", "a", "next"), ("c", "d", "next"), route="explicit")
    assert graph.reachable(made, "a") == {"a", "b"}
    assert graph.reachable(made, "c") == {"d"}
    assert graph.reachable(made, "z") == frozenset()
    assert graph.unreachable(made) == ("c", "d")
    assert graph.loops(journey("abcd", ("c", "b", "back"), ("d", "d", "back"))) == (("b", "c"), ("d",))
    assert graph.unreachable(journey("")) == ()


def test_the_digraph_carries_kind_share_and_whether_a_step_is_implied():
    made = graph.digraph(
        journey("abc", ("a", "c", "next", {"share": 0.2}), ("c", "a", "back")), ("next", "back")
    )
    assert isinstance(made, networkx.DiGraph)
    assert made.edges["a", "c"] == {"kind": "next", "share": 0.2, "implied": False}
    assert made.edges["b", "c"]["implied"] and made.edges["c", "a"]["kind"] == "back"


def test_seams_are_changes_of_known_channels_and_owners():
    touchpoints = [
        Touchpoint("a", channel="Сайт", owner="Маркетинг"),
        Touchpoint("b", channel=" сайт ", owner="Продажи"),
        Touchpoint("c"),
        Touchpoint("d", channel="Магазин"),
        Touchpoint("e", channel="Сайт"),
    ]
    made = JourneyMap("m", touchpoints=Seq(touchpoints))
    assert pairs(graph.channel_seams(made)) == [("d", "e")]
    assert pairs(graph.owner_seams(made)) == [("a", "b")]


@pytest.mark.parametrize(
    ("values", "is_unchanged"),
    [
        ({"contact": "company"}, True),
        ({"contact": "channel"}, True),
        ({"moment_of_truth": True}, True),
        ({"contact": "brand"}, False),
        ({"contact": "company", "emotion": 2}, False),
        ({"contact": "company", "emotion": None}, False),
    ],
)
def test_contacts_that_left_the_emotion_unchanged(values, is_unchanged):
    first = values.get("emotion", 0)
    touchpoints = [Touchpoint("a", emotion=first), Touchpoint("b", **{"emotion": 0, **values})]
    made = JourneyMap("m", touchpoints=Seq(touchpoints))
    assert [t.id for t in graph.unchanged(made)] == (["b"] if is_unchanged else [])


def check_route(made):
    """The route by its definition, one touchpoint at a time."""
    order = [t.id for t in route_order(made)]
    expected = set()
    for at, id in enumerate(order):
        own = [t for t in made.transitions if t.kind == "next" and t.from_ == id]
        expected |= {(id, t.to, False) for t in own if t.to in order and t.to != id}
        ended = any(t.kind == "leave" and t.share is None and t.from_ == id for t in made.transitions)
        if not own and not ended and made.route != "explicit" and at + 1 < len(order):
            expected.add((id, order[at + 1], True))
    edges = graph.route_edges(made)
    assert {(e.from_, e.to, e.implied) for e in edges} == expected
    assert len(edges) == len(expected)
    for id in order:
        here = [edge for edge in edges if edge.from_ == id and edge.implied]
        assert graph.implied_edge(made, id) == (here[0] if here else None)
    assert all(graph.implied_edge(made, t.id) is None for t in parked_of(made))
    for rank, id in enumerate(order, 1):
        assert graph.rank_on_route(made, id) == (rank, len(order))
    for parked in parked_of(made):
        assert graph.rank_on_route(made, parked.id) == (0, len(order))
    assert graph.rank_on_route(made, "nobody") == (0, len(order))


def maps_of_seeds(count):
    seed = 0
    while count > 0:
        for made in generator.document(random.Random(seed)).maps:
            yield made
            count -= 1
        seed += 1


def test_the_route_and_each_implied_step_are_as_defined_on_random_maps():
    for made in maps_of_seeds(1000):
        check_route(made)


def test_the_check_of_the_route_catches_a_wrong_one(monkeypatch):
    right = graph.route_edges
    monkeypatch.setattr(graph, "route_edges", lambda made: tuple(e for e in right(made) if not e.implied))
    with pytest.raises(AssertionError):
        for made in maps_of_seeds(20):
            check_route(made)


def test_the_route_needs_no_networkx():
    code = (
        "import sys; from cjm_editor.core import graph, edits, validate, changes; from cjm_editor.core.model import *;"
        "m = JourneyMap('m', touchpoints=Seq([Touchpoint('a'), Touchpoint('b')]));"
        "assert graph.route_edges(m) and graph.ends(m) == ('b',);"
        "assert not {'networkx', 'yaml', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
