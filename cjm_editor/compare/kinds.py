"""What became of each touchpoint and stage: same, changed, renamed, moved, split, merged, missing, extra."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from cjm_editor.compare.channels import Channel, are_others
from cjm_editor.compare.features import Why
from cjm_editor.compare.nuances import go_apart
from cjm_editor.compare.points import Point, Track
from cjm_editor.compare.runs import steady
from cjm_editor.compare.stages import stage_images, stage_links
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Candidate, Correspondence, DecidedBy, IdMode, LinkKind, Matching
from cjm_editor.core.texts import Message

MOST_CANDIDATES = 3
PART = 0.5
"""The confidence from which on what is left over beside a sure link may be another part of it, until people decide."""
SURE = 0.9
"""Links less sure than this name the next best candidates too."""


Places = tuple[int, ...]
"""Places on one route."""


@dataclass(frozen=True, slots=True)
class Group:
    """Places of both routes that stand for each other; one side is empty where there is no counterpart for sure."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    confidence: float
    by: DecidedBy
    why: Why


@dataclass(frozen=True, slots=True)
class Near:
    """Two places that might be one touchpoint, how likely (0..1), and the terms that say so."""

    first: tuple[int, ...]
    second: tuple[int, ...]
    confidence: float
    why: Why = ()


@dataclass(frozen=True, slots=True)
class Trail:
    """How links were found: the pairs of places that were weighed, and the soft ones they were judged by in the end."""

    weighed: tuple[tuple[int, int], ...] = ()
    soft: tuple[tuple[int, int], ...] = ()

    def turned(self) -> Trail:
        """The same, seen from the other map."""
        return Trail(tuple((j, i) for i, j in self.weighed), tuple((j, i) for i, j in self.soft))


@dataclass(frozen=True, slots=True)
class Found:
    """What matching found: groups, near candidates, how ids were used, notices; `plain` are the links one to one that
    nobody decided, before parts were joined to them, `trail` how they were found."""

    groups: tuple[Group, ...]
    near: tuple[Near, ...]
    id_mode: IdMode
    notices: tuple[Message, ...]
    plain: tuple[Group, ...] = ()
    trail: Trail = Trail()

    def turned(self) -> Found:
        """The same, seen from the other map."""
        near = tuple(Near(n.second, n.first, n.confidence, n.why) for n in self.near)
        plain, trail = turned(self.plain), self.trail.turned()
        return Found(turned(self.groups), near, self.id_mode, self.notices, plain, trail)


def turned(groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups, seen from the other map."""
    return tuple(Group(g.second, g.first, g.confidence, g.by, g.why) for g in groups)


def matching_of(ideal: Track, actual: Track, found: Found, tick: Tick = silent) -> Matching:
    """The whole correspondence: the reference's touchpoints in route order, then the extras in theirs."""
    linked = list(found.groups)
    taken = {i for group in linked for i in group.first}
    taken_back = {j for group in linked for j in group.second}
    maybe, maybe_back = _candidates(ideal, actual, found)
    single = [
        Group((p.place,), (), _alone(maybe.get(p.place)), "auto", ())
        for p in ideal.points
        if p.place not in taken
    ]
    single += [
        Group((), (p.place,), _alone(maybe_back.get(p.place)), "auto", ())
        for p in actual.points
        if p.place not in taken_back
    ]
    everything = sorted([*linked, *single], key=lambda g: (0, g.first[0]) if g.first else (1, g.second[0]))
    pairs = [(i, j) for group in linked for i in group.first for j in group.second]
    tick(0.2)
    stages = stage_links(ideal, actual, pairs)
    moved, swapped = _moves(ideal, actual, everything, stage_images(ideal, actual, pairs, stages))
    tick(0.4)
    links = tuple(
        _correspondence(ideal, actual, group, group.first in moved, group.first in swapped, maybe, maybe_back)
        for group in watched(everything, part(tick, 0.4, 1.0))
    )
    named = tuple(link.named(ideal, actual) for link in stages)
    return Matching(links, named, found.id_mode, found.notices)


def _candidates(
    ideal: Track, actual: Track, found: Found
) -> tuple[Mapping[int, tuple[Candidate, ...]], Mapping[int, tuple[Candidate, ...]]]:
    """The likeliest candidates of each place on either side; of those that are equally likely because no more is said
    of any, first the one that more speaks for.

    What is linked with another for sure is no candidate, unless it is likelier than not all the same: four of five such
    are another part of it.
    """
    firm = [g for g in found.groups if g.first and g.second and g.confidence >= SURE]
    held, held_back = {i for g in firm for i in g.first}, {j for g in firm for j in g.second}
    rows: dict[int, list[tuple[float, float, int, Candidate]]] = defaultdict(list)
    columns: dict[int, list[tuple[float, float, int, Candidate]]] = defaultdict(list)
    for pair in found.near:
        (i,), (j,) = pair.first, pair.second
        told, why = pair.confidence, pair.why
        odds = math.fsum(value for name, value in why if name != "unlinked")
        if j not in held_back or told >= PART:
            rows[i].append((-told, -odds, j, Candidate(actual.points[j].id, told, why)))
        if i not in held or told >= PART:
            columns[j].append((-told, -odds, i, Candidate(ideal.points[i].id, told, why)))
    return _best(rows), _best(columns)


def _alone(candidates: Sequence[Candidate] | None) -> float:
    """How sure it is that a touchpoint stands alone: as its likeliest candidate is not."""
    return 1.0 - candidates[0].confidence if candidates else 1.0


def _best(
    found: Mapping[int, list[tuple[float, float, int, Candidate]]],
) -> Mapping[int, tuple[Candidate, ...]]:
    return {
        place: tuple(entry[3] for entry in sorted(entries, key=lambda e: e[:3])[: MOST_CANDIDATES + 1])
        for place, entries in found.items()
    }


def _correspondence(
    ideal: Track,
    actual: Track,
    group: Group,
    is_moved: bool,
    is_swapped: bool,
    maybe: Mapping[int, tuple[Candidate, ...]],
    maybe_back: Mapping[int, tuple[Candidate, ...]],
) -> Correspondence:
    ours = tuple(ideal.points[i] for i in group.first)
    theirs = tuple(actual.points[j] for j in group.second)
    flags = _flags(ours, theirs, is_moved, is_swapped)
    candidates: tuple[Candidate, ...] = ()
    if group.by == "pin":
        pass  # what people decided is no question any more
    elif not ours:
        candidates = maybe_back.get(group.second[0], ())
    elif not theirs or group.confidence < SURE:
        candidates = tuple(c for c in maybe.get(group.first[0], ()) if all(c.id != p.id for p in theirs))
    return Correspondence(
        tuple(p.id for p in ours),
        tuple(p.id for p in theirs),
        _kind(ours, theirs, flags),
        flags,
        group.confidence,
        group.by,
        group.why,
        candidates[:MOST_CANDIDATES],
    )


def _kind(ours: Sequence[Point], theirs: Sequence[Point], flags: tuple[str, ...]) -> LinkKind:
    if not theirs:
        return "missing"
    if not ours:
        return "extra"
    if len(ours) > 1 or len(theirs) > 1:
        return "split" if len(ours) == 1 else "merged" if len(theirs) == 1 else "many"
    if "moved" in flags:
        return "moved"
    if "renamed" in flags:
        return "renamed"
    return "changed" if set(flags) - {"swapped"} else "same"


def _flags(
    ours: Sequence[Point], theirs: Sequence[Point], is_moved: bool, is_swapped: bool
) -> tuple[str, ...]:
    """What differs: place, title (one to one only), channel, actor, initiator, emotion (known on both sides)."""
    if not ours or not theirs:
        return ()
    found = ["moved"] * is_moved + ["swapped"] * is_swapped
    if len(ours) == len(theirs) == 1:
        one, other = ours[0], theirs[0]
        if one.key != other.key or go_apart(one.touchpoint.title, other.touchpoint.title):
            found.append("renamed")
        if one.names == other.names:
            return tuple(found)
    if _has_other_channel(ours, theirs):
        found.append("channel")
    for at, name in ((1, "actor"), (2, "initiator")):
        here, there = {p.names[at] for p in ours} - {""}, {p.names[at] for p in theirs} - {""}
        if here and there and here.isdisjoint(there):
            found.append(name)
    return tuple(found)


def _has_other_channel(ours: Sequence[Point], theirs: Sequence[Point]) -> bool:
    """Whether both sides name channels, and none of the one side may be one of the other."""
    here, there = (
        {Channel(p.names[0], frozenset(p.channel.split())) for p in side if p.channel}
        for side in (ours, theirs)
    )
    return bool(here and there) and all(are_others(one, two) for one in here for two in there)


def _moves(
    ideal: Track, actual: Track, groups: Sequence[Group], images: frozenset[tuple[int, int]]
) -> tuple[set[Places], set[Places]]:
    """The groups that moved, and those of them that merely changed places with a neighbour, by their places on the
    first route.

    Moved is what stands in a stage that is no image of its old one, and what must be taken out for the rest to
    stand in the same order on both routes, of equally few those that went farthest. Both of two that changed places
    have moved: which of them did, no map says.
    """
    moved: set[Places] = set()
    line: list[Group] = []
    for group in groups:
        if not group.first or not group.second:
            continue
        here = {ideal.points[i].stage for i in group.first}
        there = {actual.points[j].stage for j in group.second}
        if any((s, t) in images for s in here for t in there):
            line.append(group)
        else:
            moved.add(group.first)
    order = sorted(line, key=lambda g: g.second[0])
    rank_of = {group.first: rank for rank, group in enumerate(order)}
    ranks = [rank_of[group.first] for group in line]
    kept = steady(ranks, [-abs(at - rank) for at, rank in enumerate(ranks)])
    moved |= {group.first for at, group in enumerate(line) if at not in kept}
    swapped: set[Places] = set()
    for at in range(len(line) - 1):
        if ranks[at] == ranks[at + 1] + 1:
            swapped |= {line[at].first, line[at + 1].first}
    return moved | swapped, swapped
