"""The path: edges, detours, loops, drops, by small maps drawn for one question each."""

from __future__ import annotations

from cjm_editor.compare import route as routes
from cjm_editor.compare.route import Route, drop_reasons, edge_cost, roads
from cjm_editor.core.model import JourneyMap, Touchpoint, Transition
from cjm_editor.core.seq import Seq


def plan(ids: str, *edges: str, route: str = "explicit") -> JourneyMap:
    """A map of one-letter touchpoints; edges are `ab` (next), `a<b` (from a back to b), `a!` (leaves)."""
    made = []
    for n, edge in enumerate(edges):
        kind = "back" if "<" in edge else "leave" if "!" in edge else "next"
        made.append(Transition(f"e{n}", edge[0], "" if kind == "leave" else edge[-1], kind))
    return JourneyMap("m", route=route, touchpoints=Seq(Touchpoint(i) for i in ids), transitions=Seq(made))


def route(ideal: JourneyMap, actual: JourneyMap, pairs) -> Route:
    return routes.route(roads(ideal), roads(actual), pairs)


def links(*pairs: str):
    """`a=a` matched, `a=` missing, `=x` extra; letters of several touchpoints stand together."""
    return [tuple(map(tuple, pair.split("="))) for pair in pairs]


def test_an_edge_is_kept_detoured_or_missing():
    ideal = plan("abcd", "ab", "bc", "cd")
    actual = plan("abcdxy", "ab", "bx", "xy", "yc")
    path = route(ideal, actual, links("a=a", "b=b", "c=c", "d=d", "=x", "=y"))
    assert [edge_cost(path, edge) for edge in path.edges] == [0, 0.375, 1]


def test_the_shortest_detour_counts():
    path = route(
        plan("ab", "ab"),
        plan("abxyz", "ax", "xy", "yb", "az", "zb"),
        links("a=a", "b=b", "=x", "=y", "=z"),
    )
    assert edge_cost(path, path.edges[0]) == 0.25
    # the way through z is gone with z taken out: its neighbours are joined
    assert edge_cost(path, path.edges[0], {4}) == 0


def test_a_way_through_a_matched_touchpoint_is_no_detour():
    path = route(plan("abc", "ac", "cb"), plan("abc", "ab", "bc"), links("a=a", "b=b", "c=c"))
    assert [edge_cost(path, edge) for edge in path.edges] == [1, 1]


def test_loops_need_the_reference_to_lead_the_other_way():
    ideal = plan("abcd", "ab", "bc", "ad")
    actual = plan("abcdx", "ab", "bc", "c<x", "xa", "d<b", "ad")
    path = route(ideal, actual, links("a=a", "b=b", "c=c", "d=d", "=x"))
    assert path.loops == {2: frozenset({0})}  # d and b: neither leads to the other


def test_a_loop_that_the_reference_has_is_none():
    ideal = plan("ab", "ab", "b<a")
    path = route(ideal, ideal, links("a=a", "b=b"))
    assert path.loops == {}


def test_steps_inside_one_component_do_not_count():
    path = route(plan("ab", "ab"), plan("xyz", "xy", "y<x", "yz"), links("a=xy", "b=z"))
    assert path.loops == {} and edge_cost(path, (0, 1)) == 0


def test_why_customers_are_lost():
    ideal = plan("abcde", "ab", "bc", "cd", "de", "e!")
    actual = plan("abdex", "ab", "bx", "d!", "de", "e!")
    path = route(ideal, actual, links("a=a", "b=b", "c=", "d=d", "e=e", "=x"))
    assert [drop_reasons(path, n) for n in range(6)] == [(), ("stuck",), ("missing",), ("leave",), (), ()]


def test_a_leave_that_the_reference_has_is_no_drop():
    ideal = plan("ab", "ab", "a!")
    assert drop_reasons(route(ideal, ideal, links("a=a", "b=b")), 0) == ()


def test_a_deep_chain_of_extras_does_not_recurse():
    count = 3000
    ids = [f"x{n}" for n in range(count)]
    chain = [Transition(f"e{n}", a, b) for n, (a, b) in enumerate(zip(["a", *ids], [*ids, "b"], strict=True))]
    actual = JourneyMap(
        "m",
        route="explicit",
        touchpoints=Seq(Touchpoint(i) for i in ("a", "b", *ids)),
        transitions=Seq(chain),
    )
    groups = [(("a",), ("a",)), (("b",), ("b",)), *(((), (i,)) for i in ids)]
    path = route(plan("ab", "ab"), actual, groups)
    assert edge_cost(path, (0, 1)) == 0.5
