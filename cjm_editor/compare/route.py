"""The path part of the gap: edges kept, detoured or missing, new loops back, drop-offs.

Everything is read off the graph of components, never off positions in lists, so that the order in which a file
lists things changes nothing. Components are numbers. `fixed` holds what was mended: components brought to the
reference, and single findings as `("edge", u, v)`, `("loop", u, v)`, `("drop", u, u)`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Literal

from cjm_editor.compare.components import LinkIds
from cjm_editor.core.graph import route_edges, transitions_of
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.progress import Tick, silent
from cjm_editor.core.records import dataclass

Edge = tuple[int, int]
Finding = tuple[Literal["edge", "loop", "drop"], int, int]
Fixed = Container[int | Finding]
Rows = tuple[frozenset[int], ...]
NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Network:
    """One map's transitions between different components: along `next`, along `next` or `back`, who leaves."""

    next: Rows
    walk: Rows
    leave: frozenset[int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The reference alone, as the path part needs it: the same with other links that leave its touchpoints in the same
    components.

    `home` is the component of each touchpoint, `edges` are those of `network`, `into` the same by where they lead,
    `reach` the components that can be come to from each (see `reach_of`).
    """

    home: Mapping[str, int]
    network: Network
    edges: tuple[Edge, ...]
    into: Rows
    reach: tuple[int, ...]

    def of_size(self, size: int) -> Wanted:
        """The same with more or fewer components behind those of the reference."""
        more = size - len(self.reach)
        if not more:
            return self
        one, none = self.network, (NOTHING,) * more
        sized = Network(one.next[:size] + none, one.walk[:size] + none, one.leave)
        return Wanted(self.home, sized, self.edges, self.into[:size] + none, self.reach[:size] + (0,) * more)


@dataclass(frozen=True, slots=True)
class Route:
    """Both maps as networks of the same components, and what the path part needs of them.

    `edges` are the reference's, `ends` its components with no `next` out, `loops` the ordered pairs that only the
    lived map joins that way round, `joined` which matched components each component walks to through extras only,
    `steps` with how many along `next`; `via` which extras lie on the way where there are any, `sources` from where
    each extra is come to.
    """

    wanted: Wanted

    ideal: Network
    actual: Network
    missing: frozenset[int]
    extra: frozenset[int]
    edges: tuple[Edge, ...]
    ends: frozenset[int]
    into: Rows
    loops: Mapping[int, frozenset[int]]
    joined: Mapping[int, frozenset[int]]
    steps: Mapping[int, Mapping[int, int]]
    sources: Mapping[int, frozenset[int]]
    via: Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Roads:
    """One map's transitions by ids of touchpoints, whatever they are linked with: `next`, `back`, who leaves."""

    next: tuple[tuple[str, str], ...]
    back: tuple[tuple[str, str], ...]
    leave: tuple[str, ...]


def roads(journey: JourneyMap) -> Roads:
    """The map's transitions, those that its route implies included."""
    return Roads(
        tuple((edge.from_, edge.to) for edge in route_edges(journey)),
        tuple((t.from_, t.to) for t in transitions_of(journey, "back")),
        tuple(t.from_ for t in transitions_of(journey, "leave")),
    )


def network(made: Roads, component: Mapping[str, int], size: int) -> Network:
    """The transitions between components; those that stay inside one are left out."""
    onward: list[set[int]] = [set() for _ in range(size)]
    walk: list[set[int]] = [set() for _ in range(size)]
    at = component.get
    for here, there in made.next:
        start, end = at(here), at(there)
        if start is not None and end is not None and start != end:
            onward[start].add(end)
            walk[start].add(end)
    for here, there in made.back:
        start, end = at(here), at(there)
        if start is not None and end is not None and start != end:
            walk[start].add(end)
    rows = tuple(frozenset(row) for row in onward)
    walks = tuple(
        row if len(row) == len(both) else frozenset(both) for row, both in zip(rows, walk, strict=True)
    )
    leaving = {at(start) for start in made.leave}
    return Network(rows, walks, frozenset(number for number in leaving if number is not None))


def wanted_of(ideal: Roads, home: Mapping[str, int], size: int) -> Wanted:
    """The reference with its touchpoints in these of `size` components."""
    made = network(ideal, home, size)
    edges = tuple((u, v) for u in range(size) for v in sorted(made.next[u]))
    into: list[set[int]] = [set() for _ in range(size)]
    for u, v in edges:
        into[v].add(u)
    return Wanted(home, made, edges, tuple(frozenset(row) for row in into), tuple(reach_of(made.walk)))


def route(
    ideal: Roads,
    actual: Roads,
    links: Sequence[LinkIds],
    tick: Tick = silent,
    like: Iterable[Wanted] = (),
) -> Route:
    """The two maps as networks of the links' components; `like` is the reference as it was with other links."""
    home = {id: n for n, (left, _right) in enumerate(links) for id in left}
    known = next((one for one in like if one.home == home), None)
    wanted = wanted_of(ideal, home, len(links)) if known is None else known.of_size(len(links))
    ours = wanted.network
    theirs = network(actual, {id: n for n, (_left, right) in enumerate(links) for id in right}, len(links))
    tick(0.3)
    missing = frozenset(n for n, (_left, right) in enumerate(links) if not right)
    extra = frozenset(n for n, (left, _right) in enumerate(links) if not left)
    matched = [n for n in range(len(links)) if n not in missing and n not in extra]
    steps = {n: _steps(n, theirs.next, extra) for n in matched}
    walks = {n: _walk_from(n, theirs.walk, extra) for n in matched}
    tick(0.6)
    joined = {n: _matched_of(passed, n, extra) for n, passed in walks.items()}
    sources: dict[int, set[int]] = {n: set() for n in extra}
    via = {n: on_way for n, passed in walks.items() if (on_way := frozenset(passed & extra))}
    for start, passed in via.items():
        for number in passed:
            sources[number].add(start)
    tick(0.8)
    return Route(
        wanted,
        ours,
        theirs,
        missing,
        extra,
        wanted.edges,
        frozenset(n for n in range(len(links)) if n not in extra and not ours.next[n]),
        wanted.into,
        _loops(joined, ours.walk, wanted.reach),
        joined,
        steps,
        {n: frozenset(starts) for n, starts in sources.items()},
        via,
    )


def _steps(start: int, rows: Rows, extra: frozenset[int]) -> dict[int, int]:
    """`steps_from` with nothing removed; mostly no extra is on the way."""
    if rows[start].isdisjoint(extra):
        return dict.fromkeys(rows[start], 0)
    return steps_from(start, rows, extra, NOTHING)


def steps_from(start: int, rows: Rows, extra: Collection[int], removed: Collection[int]) -> dict[int, int]:
    """For each matched component that `start` comes to through extras only, the fewest extras on the way.

    Passing through an extra that is `removed` (taken out, its neighbours joined) costs nothing.
    """
    found: dict[int, int] = {}
    seen = {start: 0}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        cost = seen[here]
        for there in rows[here]:
            if there not in extra:
                if there != start and cost < found.get(there, cost + 1):
                    found[there] = cost
                continue
            through = cost + (there not in removed)
            if through < seen.get(there, through + 1):
                seen[there] = through
                if through == cost:
                    queue.appendleft(there)
                else:
                    queue.append(there)
    return found


def _matched_of(passed: frozenset[int], start: int, extra: frozenset[int]) -> frozenset[int]:
    """What is come to without the extras on the way; mostly there are none, and nothing new is made."""
    if start not in passed and passed.isdisjoint(extra):
        return passed
    return passed - extra - {start}


def _walk_from(start: int, rows: Rows, extra: frozenset[int]) -> frozenset[int]:
    """All components that `start` comes to directly or through extras, those extras included."""
    if rows[start].isdisjoint(extra):
        return rows[start]
    found: set[int] = set()
    stack = [start]
    while stack:
        for there in rows[stack.pop()]:
            if there not in found:
                found.add(there)
                if there in extra:
                    stack.append(there)
    return frozenset(found)


def _loops(
    joined: Mapping[int, frozenset[int]], walk: Rows, reach: Sequence[int]
) -> dict[int, frozenset[int]]:
    """For each component those it goes back to: the reference leads from there to here, and not from here to there."""
    found = {}
    for start, ends in joined.items():
        back = frozenset(
            end
            for end in ends
            if end not in walk[start] and reach[end] >> start & 1 and not reach[start] >> end & 1
        )
        if back:
            found[start] = back
    return found


def reach_of(rows: Rows) -> list[int]:
    """For each component the set, as bits of a number, of those that can be come to from it."""
    order = _postorder(rows)
    reach = [0] * len(rows)
    is_settled = False
    while not is_settled:
        is_settled = True
        for here in order:
            found = reach[here]
            for there in rows[here]:
                found |= reach[there] | 1 << there
            if found != reach[here]:
                reach[here] = found
                is_settled = False
    return reach


def _postorder(rows: Rows) -> list[int]:
    """Components so that, loops apart, each stands after those that it leads to."""
    order: list[int] = []
    seen: set[int] = set()
    for root in range(len(rows)):
        stack = [(root, iter(sorted(rows[root])))] if root not in seen else []
        seen.add(root)
        while stack:
            here, following = stack[-1]
            for there in following:
                if there not in seen:
                    seen.add(there)
                    stack.append((there, iter(sorted(rows[there]))))
                    break
            else:
                order.append(here)
                stack.pop()
    return order


def edge_cost(path: Route, edge: Edge, fixed: Fixed = NOTHING) -> float:
    """What one edge of the reference costs: 0 kept, .5 (1 - 2^-k) a detour by k extras, 1 missing.

    The edge of a component that was brought to the reference is restored if its other end is there.
    """
    start, end = edge
    is_start_mended, is_end_mended = start in fixed, end in fixed
    if (start in path.missing and not is_start_mended) or (end in path.missing and not is_end_mended):
        return 1.0
    if is_start_mended or is_end_mended or ("edge", start, end) in fixed:
        return 0.0
    extras = extras_on(path, edge, fixed)
    return 1.0 if extras is None else 0.5 * (1 - 0.5**extras)


def extras_on(path: Route, edge: Edge, fixed: Fixed = NOTHING) -> int | None:
    """By how many extras the edge between two matched components is detoured; None where it is missing."""
    start, end = edge
    on_way = path.via.get(start)
    removed = {number for number in on_way if number in fixed} if on_way else None
    if removed:
        return steps_from(start, path.actual.next, path.extra, removed).get(end)
    return path.steps[start].get(end) if start in path.steps else None


def loops_from(path: Route, start: int, fixed: Fixed = NOTHING) -> frozenset[int]:
    """The components that the lived map goes back to from `start`, directly or through extras."""
    if start in fixed or start not in path.loops:
        return NOTHING
    return frozenset(end for end in path.loops[start] if ("loop", start, end) not in fixed)


def drop_reasons(path: Route, number: int, fixed: Fixed = NOTHING) -> tuple[str, ...]:
    """Why customers are lost at a component of the reference: `missing`, `stuck`, `leave`; empty where they are not."""
    if number in path.extra or number in path.ends:
        return ()
    if number in path.missing:
        if number not in fixed:
            return ("missing",)
        goes_on = any(end not in path.missing or end in fixed for end in path.ideal.next[number])
        return () if goes_on else ("stuck",)
    if number in fixed or ("drop", number, number) in fixed:
        return ()
    reasons: tuple[str, ...] = ()
    restored = (end in fixed or ("edge", number, end) in fixed for end in path.ideal.next[number])
    if not path.joined[number] and not any(restored):
        reasons += ("stuck",)
    if number in path.actual.leave and number not in path.ideal.leave:
        reasons += ("leave",)
    return reasons


def touched(path: Route, mended: int | Finding) -> tuple[tuple[Edge, ...], frozenset[int]]:
    """What mending a component or a finding can change: edges of the reference, and components' loops and drops."""
    if not isinstance(mended, int):
        kind, start, end = mended
        return (((start, end),) if kind == "edge" else ()), frozenset((start,))
    number = mended
    if number in path.extra:
        edges = tuple((u, v) for u in sorted(path.sources[number]) for v in sorted(path.ideal.next[u]))
        return edges, NOTHING
    out = tuple((number, v) for v in sorted(path.ideal.next[number]))
    into = tuple((u, number) for u in sorted(path.into[number]))
    return (*out, *into), frozenset({number, *path.into[number]})


def channel_switches(made: Roads, channels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The steps of the route whose two channels, both known, differ."""
    return tuple(
        (here, there)
        for here, there in made.next
        if channels.get(here) and channels.get(there) and channels[here] != channels[there]
    )


def pairs_of(loops: Mapping[int, Iterable[int]]) -> tuple[Edge, ...]:
    """The ordered pairs of a mapping of loops, sorted."""
    return tuple((start, end) for start in sorted(loops) for end in sorted(loops[start]))
