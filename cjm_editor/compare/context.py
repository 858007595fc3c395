"""Where the links found so far point: stages, places on the routes, gaps between links."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping

from cjm_editor.compare.candidates import Pair
from cjm_editor.compare.features import Texts
from cjm_editor.compare.points import Track
from cjm_editor.core.records import dataclass

REACH = 2
"""Places around where linked neighbours point that are looked at."""
STAGE_TITLES = 0.7
"""What titles and order of two stages say beside the share of links between them."""
FADE = 4.0
"""Places off at which the word of a linked neighbour counts a third; more for one further away. Fitted: 1.5 and 2.5
line up long maps as well, but short ones that other people drew less well."""
SLACK = 4.0
VAGUEST, FAR = 64, 48
END = 0.5
"""What the ends of the routes say, beside a link."""

Affinity = tuple[tuple[float, ...], ...]


def _nearness(distance: int, scale: float = 1.0) -> tuple[float, ...]:
    """What a link at this distance says of a place so many places off where it points."""
    fade = FADE * math.sqrt(1 + (distance - 1) / SLACK)
    return tuple(scale * math.exp(-shift / fade) for shift in range(FAR))


NEARNESS = (
    *(_nearness(distance) for distance in range(1, VAGUEST + 1)),
    *(_nearness(distance, END) for distance in range(1, VAGUEST + 1)),
)
"""Rows by distance of a link, then of an end of the route; how near by places off."""


class Side:
    """One side's links in route order, and where the nearest ones point from any place; found where it is asked."""

    __slots__ = ("_at", "_gaps", "_linked", "_other", "_pointed", "_size", "partner")

    def __init__(self, size: int, other: int, partner: Mapping[int, int]) -> None:
        self._size, self._other, self.partner = size, other, partner
        self._linked = [-1, *sorted(partner), size]
        self._at = {**partner, -1: -1, size: other}
        self._pointed: dict[int, tuple[tuple[int, int], tuple[int, int]]] = {}
        self._gaps: dict[int, tuple[int, int, int]] = {}

    def _around(self, place: int) -> tuple[int, int]:
        """The nearest linked places before and after a place. Start and end of the route count as linked."""
        linked = self._linked
        right = bisect_left(linked, place)
        return linked[right - 1], linked[right + (linked[right] == place)]

    def pointed(self, place: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """Where the nearest links before and after a place point on the other side, and how vaguely (a row of
        `NEARNESS`)."""
        found = self._pointed.get(place)
        if found is None:
            before, after = self._around(place)
            found = self._pointed[place] = self._from(place, before), self._from(place, after)
        return found

    def _from(self, place: int, anchor: int) -> tuple[int, int]:
        vague = min(VAGUEST, abs(place - anchor)) - 1
        target = self._at[anchor] + place - anchor
        return target, vague if 0 <= anchor < self._size else vague + VAGUEST

    def gap(self, place: int) -> tuple[int, int, int]:
        """The partners of the nearest links before and after a place, and how many places lie between these links."""
        found = self._gaps.get(place)
        if found is None:
            before, after = self._around(place)
            found = self._gaps[place] = self._at[before], self._at[after], after - before - 1
        return found


@dataclass(frozen=True, slots=True)
class Context:
    """What the links found so far say: how near stages are, and both sides' links."""

    affinity: tuple[Affinity, Affinity]
    here: Side
    there: Side


def context(first: Track, second: Track, known: Texts, pairs: Iterable[Pair]) -> Context:
    """The context of these pairs of places, one partner each."""
    partner = dict(pairs)
    back = {there: here for here, there in partner.items()}
    sizes = len(first.points), len(second.points)
    return Context(_affinity(first, second, known, partner), Side(*sizes, partner), Side(*sizes[::-1], back))


def _affinity(
    first: Track, second: Track, known: Texts, partner: Mapping[int, int]
) -> tuple[Affinity, Affinity]:
    """For each pair of stages the share of links between them, and how alike their titles and places are; then the
    same for a pair that is one of these links: it does not speak for itself."""
    ours, theirs = [p.stage for p in first.points], [p.stage for p in second.points]
    counts = Counter((ours[i], theirs[j]) for i, j in partner.items())
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (s, t), n in counts.items():
        rows[s] += n
        columns[t] += n
    last, other = max(1, len(first.stages) - 1), max(1, len(second.stages) - 1)

    def value(s: int, t: int, own: int) -> float:
        both = max(0, counts.get((s, t), 0) - own)
        share = (both + 0.5) / (1 + max(0, min(rows[s], columns[t]) - own))
        return share + STAGE_TITLES * (known.stages[s][t] / 2 + (1 - abs(s / last - t / other)) / 2)

    def table(own: int) -> tuple[tuple[float, ...], ...]:
        return tuple(
            tuple(value(s, t, own) for t in range(len(second.stages))) for s in range(len(first.stages))
        )

    return table(0), table(1)


def nearby(first: Track, second: Track, now: Context) -> list[Pair]:
    """Free pairs within `REACH` places of where the nearest links on either side point."""
    found: dict[Pair, None] = {}
    partner, back = now.here.partner, now.there.partner
    for i in range(len(first.points)):
        if i not in partner:
            for at, _vague in now.here.pointed(i):
                for j in range(max(0, at - REACH), min(len(second.points), at + REACH + 1)):
                    if j not in back:
                        found[i, j] = None
    for j in range(len(second.points)):
        if j not in back:
            for at, _vague in now.there.pointed(j):
                for i in range(max(0, at - REACH), min(len(first.points), at + REACH + 1)):
                    if i not in partner:
                        found[i, j] = None
    return list(found)
