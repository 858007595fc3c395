"""The map as a graph: the route that customers take, and what can be read off it.

`route_edges` needs no library; networkx is imported inside the functions that walk the graph, since its import alone
takes longer than the start of the command line may.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING

from cjm_editor.core.emotion import known
from cjm_editor.core.model import JourneyMap, Number, Touchpoint, Transition, route_order
from cjm_editor.core.records import dataclass

if TYPE_CHECKING:
    import networkx

    Graph = networkx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of the route: ids of its ends, the share that takes it, and its transition's id (none if implied)."""

    from_: str
    to: str
    share: Number | None = None
    implied: bool = False
    id: str = ""


def route_edges(journey: JourneyMap) -> tuple[Edge, ...]:
    """The route's edges in route order of their starts: explicit `next` transitions and the implied steps.

    A placed touchpoint with no `next` of its own goes on to the following one, unless a `leave` without share ends
    it there or the map's route is explicit. Edges to and from parked or unknown touchpoints are left out.
    """
    order = [touchpoint.id for touchpoint in route_order(journey)]
    placed = set(order)
    out: dict[str, list[Edge]] = {}
    closed: set[str] = set()
    for transition in journey.transitions:
        start, end = transition.from_, transition.to
        if transition.kind == "next":
            closed.add(start)
            if start in placed and end in placed and start != end:
                out.setdefault(start, []).append(Edge(start, end, transition.share, id=transition.id))
        elif transition.kind == "leave" and transition.share is None:
            closed.add(start)
    if journey.route != "explicit":
        for start, end in pairwise(order):
            if start not in closed:
                out[start] = [Edge(start, end, implied=True)]
    return tuple(edge for start in order for edge in out.get(start, ()))


def implied_edge(journey: JourneyMap, id: str) -> Edge | None:
    """The implied step that leaves this touchpoint, or None. The map is not walked: it is asked for with every edit."""
    if journey.route == "explicit":
        return None
    for at in journey.transitions.referring_to(id):
        transition = journey.transitions[at]
        ended = transition.kind == "leave" and transition.share is None
        if transition.from_ == id and (transition.kind == "next" or ended):
            return None
    following = following_of(journey, id)
    return None if following is None else Edge(id, following, implied=True)


def following_of(journey: JourneyMap, id: str) -> str | None:
    """The id of the placed touchpoint that comes next in order (stages, then touchpoints in them), or None."""
    touchpoints = journey.touchpoints
    at = touchpoints.index_of(id)
    if at < 0:
        return None
    if not journey.stages:
        return touchpoints[at + 1].id if at + 1 < len(touchpoints) else None
    order = [stage.id for stage in journey.stages]
    stage = touchpoints[at].stage
    if stage not in order:
        return None
    rank = touchpoints.rank_of(at) + 1
    if rank < touchpoints.size_of(stage):
        return touchpoints[touchpoints.nth_of(stage, rank)].id
    for later in order[order.index(stage) + 1 :]:
        if (first := touchpoints.nth_of(later, 0)) >= 0:
            return touchpoints[first].id
    return None


def rank_on_route(journey: JourneyMap, id: str) -> tuple[int, int]:
    """The place of a touchpoint in route order, from 1 (0 where it has none), and how many are placed.

    The map is not walked: it is asked for with every selection.
    """
    touchpoints, at = journey.touchpoints, journey.touchpoints.index_of(id)
    if not journey.stages:
        return at + 1, len(touchpoints)
    sizes = {stage.id: touchpoints.size_of(stage.id) for stage in journey.stages}
    placed, rank = sum(sizes.values()), 0
    if at >= 0 and (own := touchpoints[at].stage) in sizes:
        rank = touchpoints.rank_of(at) + 1
        for stage in sizes:
            if stage == own:
                break
            rank += sizes[stage]
    return rank, placed


def transitions_of(journey: JourneyMap, kind: str) -> tuple[Transition, ...]:
    """The transitions of one kind, in file order."""
    return tuple(transition for transition in journey.transitions if transition.kind == kind)


def successors(journey: JourneyMap) -> dict[str, tuple[str, ...]]:
    """For each placed touchpoint the ids that the route leads to from it."""
    found: dict[str, tuple[str, ...]] = {touchpoint.id: () for touchpoint in route_order(journey)}
    for edge in route_edges(journey):
        found[edge.from_] += (edge.to,)
    return found


def predecessors(journey: JourneyMap) -> dict[str, tuple[str, ...]]:
    """For each placed touchpoint the ids from which the route leads to it."""
    found: dict[str, tuple[str, ...]] = {touchpoint.id: () for touchpoint in route_order(journey)}
    for edge in route_edges(journey):
        found[edge.to] += (edge.from_,)
    return found


def ends(journey: JourneyMap) -> tuple[str, ...]:
    """Touchpoints from which the route leads nowhere, in route order."""
    return tuple(id for id, following in successors(journey).items() if not following)


def starts(journey: JourneyMap) -> tuple[str, ...]:
    """Touchpoints to which the route does not lead, in route order; the first one where every one is in a loop."""
    before = predecessors(journey)
    found = tuple(id for id, earlier in before.items() if not earlier)
    return found or tuple(before)[:1]


def digraph(journey: JourneyMap, kinds: Iterable[str] = ("next",)) -> Graph:
    """The placed touchpoints and the edges between them; `next` stands for the route with its implied steps.

    An edge carries `kind`, `share` and `implied`; where two kinds join the same two touchpoints, the first named
    kind is kept.
    """
    import networkx

    graph: Graph = networkx.DiGraph()
    graph.add_nodes_from(touchpoint.id for touchpoint in route_order(journey))
    for kind in kinds:
        if kind == "next":
            edges = [(e.from_, e.to, e.share, e.implied) for e in route_edges(journey)]
        else:
            edges = [(t.from_, t.to, t.share, False) for t in transitions_of(journey, kind)]
        for start, end, share, implied in edges:
            if start in graph and end in graph and not graph.has_edge(start, end):
                graph.add_edge(start, end, kind=kind, share=share, implied=implied)
    return graph


def reachable(journey: JourneyMap, id: str) -> frozenset[str]:
    """Ids that customers can come to from this touchpoint along the route; itself only if a loop leads back."""
    import networkx

    graph = digraph(journey)
    if id not in graph:
        return frozenset()
    found = set(networkx.descendants(graph, id))
    if any(id in graph.successors(other) for other in found):
        found.add(id)
    return frozenset(found)


def unreachable(journey: JourneyMap) -> tuple[str, ...]:
    """Placed touchpoints that the route does not lead to from the map's first one, going back included."""
    import networkx

    order = [touchpoint.id for touchpoint in route_order(journey)]
    if not order:
        return ()
    graph = digraph(journey, ("next", "back"))
    known = {order[0], *networkx.descendants(graph, order[0])}
    return tuple(id for id in order if id not in known)


def loops(journey: JourneyMap) -> tuple[tuple[str, ...], ...]:
    """Groups of touchpoints that customers can go round in, each in route order; a step back to itself is one."""
    import networkx

    graph = digraph(journey, ("next", "back"))
    place = {touchpoint.id: at for at, touchpoint in enumerate(route_order(journey))}
    groups = [
        tuple(sorted(group, key=place.__getitem__))
        for group in networkx.strongly_connected_components(graph)
        if len(group) > 1 or any(graph.has_edge(id, id) for id in group)
    ]
    return tuple(sorted(groups, key=lambda group: place[group[0]]))


def dead_ends(journey: JourneyMap) -> tuple[str, ...]:
    """Ends of the route that lie before the last touchpoint and where no `leave` says why, in route order."""
    left = {transition.from_ for transition in transitions_of(journey, "leave")}
    last = tuple(route_order(journey))[-1:]
    return tuple(id for id in ends(journey) if id not in left and all(id != t.id for t in last))


def channel_seams(journey: JourneyMap) -> tuple[Edge, ...]:
    """Steps of the route where the channel changes, both known."""
    return _seams(journey, {t.id: _folded(t.channel) for t in journey.touchpoints})


def owner_seams(journey: JourneyMap) -> tuple[Edge, ...]:
    """Steps of the route where the owner changes, both known."""
    return _seams(journey, {t.id: _folded(t.owner) for t in journey.touchpoints})


def _seams(journey: JourneyMap, value: dict[str, str]) -> tuple[Edge, ...]:
    steps = ((edge, value[edge.from_], value[edge.to]) for edge in route_edges(journey))
    return tuple(edge for edge, here, there in steps if here and there and here != there)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def unchanged(journey: JourneyMap) -> tuple[Touchpoint, ...]:
    """Contacts that left the customer's state as it was, in route order.

    The emotion equals that of every touchpoint before it on the route, all known, it is below the top of the scale,
    and the contact is the company's (`company`, `channel`, or a moment of truth).
    """
    emotions = {touchpoint.id: known(touchpoint.emotion, journey.scale) for touchpoint in journey.touchpoints}
    before = predecessors(journey)
    return tuple(
        touchpoint
        for touchpoint in route_order(journey)
        if (felt := emotions[touchpoint.id]) is not None
        and felt < journey.scale.max
        and (touchpoint.contact in ("company", "channel") or touchpoint.moment_of_truth)
        and before[touchpoint.id]
        and all(emotions[earlier] == felt for earlier in before[touchpoint.id])
    )
