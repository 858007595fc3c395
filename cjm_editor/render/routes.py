"""Which arrows a map has and where they run: steps to the neighbour, and clusters of all others over the gutter.

A cluster holds the arrows that may stand in each other's way. It is routed by itself, from its own left edge, so that
a column put in before it only moves it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cjm_editor.core.model import JourneyMap, Touchpoint, Transition
from cjm_editor.core.records import dataclass
from cjm_editor.core.seq import Seq
from cjm_editor.render.arrows import Arrow, Step, label_of, reason_of, routed
from cjm_editor.render.layout import Columns
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import ARROW_LABEL
from cjm_editor.render.tracks import Routing

_BESIDE = 48.0
"""Px beside a label in which other arrows count as near."""

Told = tuple[tuple[str, tuple[Transition, ...]], ...]
"""For the touchpoints that do not simply go on: their id and their own next steps."""


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """What the transitions of a map say of its route: next steps by their start, the starts from which no implied
    step leaves, and all other transitions."""

    transitions: Seq[Transition]
    route: str
    explicit: Mapping[str, tuple[Transition, ...]]
    closed: frozenset[str]
    others: tuple[Transition, ...]

    def told(self, touchpoints: Sequence[Touchpoint]) -> Told:
        """What is said of these touchpoints."""
        closed = self.closed
        return tuple((t.id, self.explicit.get(t.id, ())) for t in touchpoints if t.id in closed)


def turns_of(journey: JourneyMap) -> Turns:
    """The turns of a map; they say what `core.graph.route_edges` says, without a walk over the map."""
    explicit: dict[str, list[Transition]] = {}
    closed: set[str] = set()
    others: list[Transition] = []
    for transition in journey.transitions:
        if transition.kind == "next":
            closed.add(transition.from_)
            if transition.from_ != transition.to:
                explicit.setdefault(transition.from_, []).append(transition)
            continue
        others.append(transition)
        if transition.kind == "leave" and transition.share is None:
            closed.add(transition.from_)
    return Turns(
        journey.transitions,
        journey.route,
        {id: tuple(found) for id, found in explicit.items()},
        frozenset(closed),
        tuple(others),
    )


def is_worded(transition: Transition) -> bool:
    """Whether a step bears words, and so runs over the gutter even to its neighbour: between cards is no room."""
    return bool(transition.condition.strip() or transition.text.strip())


def steps_of(
    touchpoints: Sequence[Touchpoint], near: Sequence[bool], told: Told, is_explicit: bool
) -> tuple[Step | None, ...]:
    """The step from each touchpoint but the last to its right neighbour, or None; `near` tells whether one stands in
    the same stage as the next, or in the stage before. Steps with words are arrows over the gutter."""
    known = dict(told)
    steps: list[Step | None] = []
    for here, there, is_near in zip(touchpoints, touchpoints[1:], near, strict=False):
        step: Step | None = None
        if is_near and here.id in known:
            for transition in known[here.id]:
                if transition.to == there.id and not is_worded(transition):
                    step = Step(here.id, there.id, transition.share, transition.id)
        elif is_near and not is_explicit:
            step = Step(here.id, there.id, None, "")
        steps.append(step)
    return tuple(steps)


def wires_of(turns: Turns, columns: Columns, order: Mapping[str, int], setting: Setting) -> tuple[Arrow, ...]:
    """The arrows over the gutter, in route order of the next steps, then in that of the file; `order` says in which
    column a touchpoint stands. Those to touchpoints without a place are left out."""
    stage_of = columns.stage_of
    found: list[Arrow] = []
    for id, transitions in turns.explicit.items():
        start = order.get(id, -1)
        for transition in transitions if start >= 0 else ():
            end = order.get(transition.to, -1)
            is_next = end == start + 1 and stage_of[end] - stage_of[start] <= 1
            if end < 0 or (is_next and not is_worded(transition)):
                continue
            label = label_of(transition, setting)
            found.append(Arrow("next", start, end, transition, transition.id, label))
    found += _over_empty_stages(turns, columns, setting)
    found.sort(key=lambda arrow: arrow.start)
    for transition in turns.others:
        start, end = order.get(transition.from_, -1), order.get(transition.to, -1)
        if start < 0 or (end < 0 and transition.kind != "leave"):
            continue
        end = -1 if transition.kind == "leave" else end
        label = label_of(transition, setting)
        found.append(Arrow(transition.kind, start, end, transition, transition.id, label))
    return tuple(found)


def _over_empty_stages(turns: Turns, columns: Columns, setting: Setting) -> list[Arrow]:
    """The implied steps that go past a stage without touchpoints."""
    found: list[Arrow] = []
    if turns.route == "explicit":
        return found
    is_empty = False
    for span in columns.stages:
        if span.count and is_empty and span.first:
            here, there = columns.touchpoints[span.first - 1], columns.touchpoints[span.first]
            if here.id not in turns.closed:
                implied = Transition("", here.id, there.id)
                key = f"{here.id}>{there.id}"
                found.append(
                    Arrow("next", span.first - 1, span.first, implied, key, label_of(implied, setting))
                )
        is_empty = not span.count
    return found


@dataclass(frozen=True, slots=True)
class Cluster:
    """Arrows that may meet: their columns count from the cluster's first, `xs` from its left edge."""

    arrows: tuple[Arrow, ...]
    xs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Routed:
    """A cluster placed with its first column at `x`; `column` is the first one that an arrow touches, `end` how far
    right it may reach."""

    cluster: Cluster
    routing: Routing
    column: int
    x: float
    end: float
    numbers: tuple[tuple[int, int], ...] = ()
    """The arrows whose label is a note, with the number of the note."""


class RoutesMemory:
    """Arrows kept for the next drawing: clusters that only moved are not routed again."""

    __slots__ = ("_placed", "_routed", "_turns", "_wires", "order")

    def __init__(self) -> None:
        self._turns: Turns | None = None
        self._wires: tuple[object, ...] = ()
        self._placed: tuple[Routed, ...] = ()
        self._routed: dict[Cluster, Routing] = {}

    def turns(self, journey: JourneyMap) -> Turns:
        """The turns of a map, the same object as long as its transitions are."""
        kept = self._turns
        if kept is None or kept.transitions is not journey.transitions or kept.route != journey.route:
            self._turns = kept = turns_of(journey)
        return kept

    def placed(self, turns: Turns, columns: Columns, setting: Setting) -> tuple[Routed, ...]:
        """All clusters from left to right."""
        key = (turns, columns.xs, columns.stage_of, setting)
        if len(self._wires) == len(key) and all(a is b for a, b in zip(self._wires, key, strict=True)):
            return self._placed
        order = {touchpoint.id: at for at, touchpoint in enumerate(columns.touchpoints)}
        known, self._routed = self._routed, {}
        placed: list[Routed] = []
        for first, column, last, arrows in _clusters(
            wires_of(turns, columns, order, setting), columns, setting
        ):
            x = columns.xs[first]
            xs = tuple(one - x for one in columns.xs[first : last + 1])
            cluster = Cluster(arrows, xs)
            routing = known.get(cluster) or self._routed.get(cluster)
            if routing is None:
                routing = routed(arrows, xs, setting)
            self._routed[cluster] = routing
            numbers = _numbers(cluster, routing, sum(len(at.numbers) for at in placed) + 1)
            end = columns.xs[last] + setting.options.column
            placed.append(Routed(cluster, routing, column, x, end, numbers))
        self._wires, self._placed = key, tuple(placed)
        return self._placed

    def clear(self) -> None:
        """Forget what was routed with another setting."""
        self._wires, self._placed, self._routed = (), (), {}


def _numbers(cluster: Cluster, routing: Routing, first: int) -> tuple[tuple[int, int], ...]:
    """The arrows whose words stand among the notes, numbered from `first` on."""
    noted = [wire.key for wire in routing.wires if wire.is_noted]
    noted += [leave.key for leave in routing.leavings if reason_of(cluster.arrows[leave.key])]
    return tuple((key, number) for number, key in enumerate(sorted(noted), first))


def _clusters(
    wires: Sequence[Arrow], columns: Columns, setting: Setting
) -> list[tuple[int, int, int, tuple[Arrow, ...]]]:
    """Arrows that may meet, with the columns that they may take: first with room for labels, first touched, last."""
    room, end = setting.options.column, len(columns.touchpoints) - 1
    reaches: list[tuple[int, int, int, int]] = []
    for at, arrow in enumerate(wires):
        left = arrow.start if arrow.end < 0 else min(arrow.start, arrow.end)
        right = max(arrow.start, arrow.end)
        beside = 0
        if arrow.kind != "leave" and (arrow.label or arrow.kind in ("back", "promise")):
            width = setting.measurer.width(arrow.label, ARROW_LABEL.size, ARROW_LABEL.weight) + _BESIDE
            # a label without room on its arrow may stand beside it
            beside = math.ceil(width / room) if width > (right - left - 1) * room else 0
        reaches.append((max(0, left - beside), left, min(end, right + beside), at))
    reaches.sort()
    found: list[tuple[int, int, int, list[int]]] = []
    for first, column, last, at in reaches:
        if found and first <= found[-1][2]:
            start, touched, stop, members = found[-1]
            members.append(at)
            found[-1] = (start, min(touched, column), max(stop, last), members)
        else:
            found.append((first, column, last, [at]))
    return [
        (first, column, last, tuple(_counted_from(first, wires[at]) for at in sorted(members)))
        for first, column, last, members in found
    ]


def _counted_from(first: int, arrow: Arrow) -> Arrow:
    return replace(arrow, start=arrow.start - first, end=arrow.end if arrow.end < 0 else arrow.end - first)
