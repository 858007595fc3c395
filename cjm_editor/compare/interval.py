"""How far the gap could lie from what was computed: with all likely links, with only the sure ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from cjm_editor.compare.components import LinkIds, Unknown
from cjm_editor.compare.gap import Ledger, gap_of, totals
from cjm_editor.compare.titles import stems_of
from cjm_editor.core.model import JourneyMap, route_order
from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Correspondence, Parts

CONCEIVABLE, SURE = 0.05, 0.9
REACH = 4
"""Places on the route within which what was left over may be a part of a link, or stand where its counterpart would."""
STRANGE = 0.2
"""Where less than this share of both maps is linked, they may be of different journeys."""
PART = 0.4
"""The share of a title's words that must be in a link's other title for it to be conceivably a part of that link."""


def interval(
    ideal: JourneyMap,
    actual: JourneyMap,
    links: Sequence[Correspondence],
    gap: float,
    weights: Parts,
    ledger_of: Callable[[Sequence[LinkIds], Unknown, Tick], Ledger],
    is_related: bool = False,
    tick: Tick = silent,
) -> tuple[float, float]:
    """The lowest and the highest gap, with `gap` between them.

    Low: every conceivable link that contradicts no other is one, unknown lived emotions are as the reference wants
    them, unknown wanted ones as they are lived, and links in doubt cost nothing, since their true counterparts may be
    fine. High: only links of at least .9 are kept, unknown lived emotions are at the bottom of the scale, unknown
    wanted ones at its top; where hardly anything is linked, none of what was found by likeness is kept: it may be
    chance. `ledger_of` makes the ledgers of these maps. Maps that `is_related`,
    of a common origin, say by their ids what is the same: then only candidates are conceivable.
    """
    best = generous(ideal, actual, links, is_related)
    tick(0.2)
    unsure = {(i, a) for k in links if k.unsure for i in k.ideal for a in k.actual}
    doubtful = frozenset(
        n for n, (left, right) in enumerate(best) if any((i, a) in unsure for i in left for a in right)
    )
    low = gap_of(totals(ledger_of(best, "ideal", part(tick, 0.2, 0.5)), doubtful), weights)
    tick(0.6)
    high = gap_of(totals(ledger_of(strict(links), "bottom", part(tick, 0.6, 0.9))), weights)
    return min(gap, gap if low is None else low), max(gap, gap if high is None else high)


@dataclass(frozen=True, slots=True)
class _Row:
    """One side: its touchpoints' places on the route by id, the ids in order, and the words of their titles."""

    ids: tuple[str, ...]
    place: Mapping[str, int]
    words: Mapping[str, frozenset[str]]


def _row(journey: JourneyMap) -> _Row:
    placed = route_order(journey)
    return _Row(
        tuple(t.id for t in placed),
        {t.id: n for n, t in enumerate(placed)},
        {t.id: frozenset(stems_of(t.title)) for t in placed},
    )


def generous(
    ideal: JourneyMap, actual: JourneyMap, links: Sequence[Correspondence], is_related: bool = False
) -> tuple[LinkIds, ...]:
    """The links with every conceivable one added, each left-over touchpoint used once.

    Conceivable is first every candidate above .05, the likeliest first. A candidate stands for itself only: that
    none of a dozen unlikely pairs is a link is unlikely too, and one false gap can cost more points than all true
    ones. So what was left over may also be a part of the link beside it, if half of its words say so, and may be
    what was left over at the same place on the other side, whatever it is called there. Where nothing is linked
    nothing is known, and the two routes may be the same one. What people turned down is not conceived again.
    """
    groups: list[tuple[list[str], list[str]]] = [(list(k.ideal), list(k.actual)) for k in links]
    decided = {n for n, k in enumerate(links) if k.by == "pin" or k.is_refused}
    refused = {pair for k in links for id in k.refused for pair in ((*k.ideal, id), (id, *k.actual))}
    ours = {g[0][0]: n for n, g in enumerate(groups) if n not in decided and len(g[0]) == 1 and not g[1]}
    theirs = {g[1][0]: n for n, g in enumerate(groups) if n not in decided and len(g[1]) == 1 and not g[0]}
    if ours or theirs:
        _join_candidates(links, groups, ours, theirs)
    if (ours or theirs) and not is_related:
        here, there = _row(ideal), _row(actual)
        _join_parts(groups, ours, here, there, 0, decided)
        _join_parts(groups, theirs, there, here, 1, decided)
        _join_places(groups, ours, theirs, here, there, refused)
        if not any(left and right for left, right in groups):
            _join_in_order(groups, ours, theirs, here, there)
    return tuple((tuple(left), tuple(right)) for left, right in groups if left or right)


Groups = list[tuple[list[str], list[str]]]
Free = dict[str, int]
"""Left-over touchpoints by id with the number of the group that each is alone in."""


def _join(groups: Groups, ours: Free, theirs: Free, left: str, right: str) -> None:
    """Links two left-over touchpoints."""
    at, other = ours.pop(left), theirs.pop(right)
    groups[at][1].append(right)
    groups[other][1].clear()


def _join_candidates(links: Sequence[Correspondence], groups: Groups, ours: Free, theirs: Free) -> None:
    pairs: dict[tuple[str, str], float] = {}
    for link in links:
        for candidate in link.maybe if not (link.ideal and link.actual) else ():
            ends = (link.ideal[0], candidate.id) if link.ideal else (candidate.id, link.actual[0])
            pairs[ends] = candidate.confidence
    order = sorted(pairs, key=lambda p: (-pairs[p], ours.get(p[0], -1), theirs.get(p[1], -1)))
    for left, right in order:
        if pairs[left, right] > CONCEIVABLE and left in ours and right in theirs:
            _join(groups, ours, theirs, left, right)


def _join_parts(groups: Groups, free: Free, own: _Row, other: _Row, side: int, decided: set[int]) -> None:
    """Joins what was left over on one side to the link beside it whose other side has its words."""
    home = {
        id: n for n, group in enumerate(groups) for id in group[side] if group[1 - side] and n not in decided
    }
    for id in list(free):
        words = own.words[id]
        best: tuple[float, int] | None = None
        for near in _beside(own, id):
            at = home.get(near)
            if at is None or not words:
                continue
            whole = frozenset().union(*(other.words[x] for x in groups[at][1 - side]))
            share = len(words & whole) / len(words)
            if share >= PART and (best is None or share > best[0]):
                best = (share, at)
        if best is not None:
            groups[free.pop(id)][side].clear()
            groups[best[1]][side].append(id)


def _beside(row: _Row, id: str) -> Iterator[str]:
    at = row.place[id]
    for step in range(1, REACH + 1):
        for place in (at - step, at + step):
            if 0 <= place < len(row.ids):
                yield row.ids[place]


def _join_places(
    groups: Groups, ours: Free, theirs: Free, here: _Row, there: _Row, refused: Container[tuple[str, ...]]
) -> None:
    """Links what was left over on both sides at places that neighbours linked with each other point to."""
    partner = {i: right for left, right in groups if right for i in left}
    open_places = sorted(there.place[id] for id in theirs)
    found: list[tuple[int, int, int, str, str]] = []
    for id in ours:
        for near in _beside(here, id):
            for other in partner.get(near, ()):
                expected = there.place[other] + here.place[id] - here.place[near]
                for place in open_places[bisect_left(open_places, expected - REACH) :]:
                    if place > expected + REACH:
                        break
                    shift = abs(place - expected)
                    found.append((shift, here.place[id], place, id, there.ids[place]))
    for _shift, _place, _other, left, right in sorted(found):
        if left in ours and right in theirs and (left, right) not in refused:
            _join(groups, ours, theirs, left, right)


def _join_in_order(groups: Groups, ours: Free, theirs: Free, here: _Row, there: _Row) -> None:
    """Links two routes of which nothing is linked in their order, the shorter one spread over the longer."""
    left, right = sorted(ours, key=here.place.__getitem__), sorted(theirs, key=there.place.__getitem__)
    size = sorted((len(left), len(right)))[0]
    for n in range(size):
        _join(groups, ours, theirs, left[n * len(left) // size], right[n * len(right) // size])


def strict(links: Sequence[Correspondence]) -> tuple[LinkIds, ...]:
    """The links with those below .9 cut: each of their touchpoints stands alone. See `is_strange` for what else is."""
    is_chance = is_strange(links)
    found: list[LinkIds] = []
    for link in links:
        is_kept = link.confidence >= SURE and not (is_chance and link.by in ("auto", "exact"))
        if link.ideal and link.actual and not is_kept:
            found += [((id,), ()) for id in link.ideal]
            found += [((), (id,)) for id in link.actual]
        else:
            found.append((link.ideal, link.actual))
    return tuple(found)


def is_strange(links: Sequence[Correspondence]) -> bool:
    """Whether so little of two maps is linked that they may be of different journeys, and the links chance."""
    ends = [(len(k.ideal) + len(k.actual), bool(k.ideal and k.actual)) for k in links]
    linked = sum(size for size, is_linked in ends if is_linked)
    return 0 < linked < STRANGE * sum(size for size, _is_linked in ends)
