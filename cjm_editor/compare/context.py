"""Where the links found so far point: stages, places on the routes, gaps between links."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Context:
    """What the links found so far say: how near stages are, partners by place, where the nearest links point."""

    affinity: tuple[Affinity, Affinity]
    partner: Mapping[int, int]
    partner_back: Mapping[int, int]
    pointed: tuple[tuple[tuple[int, int], ...], ...]
    pointed_back: tuple[tuple[tuple[int, int], ...], ...]
    gaps: tuple[tuple[int, int, int], ...]


def context(first: Track, second: Track, known: Texts, pairs: Iterable[Pair]) -> Context:
    """The context of these pairs of places, one partner each."""
    partner = dict(pairs)
    back = {there: here for here, there in partner.items()}
    return Context(
        _affinity(first, second, known, partner),
        partner,
        back,
        _pointed(len(first.points), len(second.points), partner),
        _pointed(len(second.points), len(first.points), back),
        _gaps(len(first.points), len(second.points), partner),
    )


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


def _pointed(size: int, other: int, partner: Mapping[int, int]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """For each place where the nearest links before and after it point on the other side, and how vaguely (a row of
    `NEARNESS`). The starts of both routes count as linked, and their ends."""
    linked = [-1, *sorted(partner), size]
    found: list[tuple[tuple[int, int], ...]] = []
    right = 1
    for at in range(size):
        if linked[right] < at:
            right += 1
        left = right - 1
        after = right + 1 if linked[right] == at else right
        entries = []
        for anchor in (linked[left], linked[after]):
            target = -1 if anchor < 0 else other if anchor == size else partner[anchor]
            vague = min(VAGUEST, abs(at - anchor)) - 1
            entries.append((target + at - anchor, vague if 0 <= anchor < size else vague + VAGUEST))
        found.append(tuple(entries))
    return tuple(found)


def _gaps(size: int, other: int, partner: Mapping[int, int]) -> tuple[tuple[int, int, int], ...]:
    """For each place the partners of the nearest links before and after it, and how many places lie between these."""
    linked = [-1, *sorted(partner), size]
    ends = {-1: -1, size: other}
    found: list[tuple[int, int, int]] = []
    for number, (left, right) in enumerate(pairwise(linked)):
        bounds = (partner.get(left, ends.get(left, -1)), partner.get(right, ends.get(right, other)))
        found += [(*bounds, right - left - 1)] * (right - left - 1)
        if right < size:
            after = linked[number + 2]
            found.append((bounds[0], partner.get(after, ends.get(after, other)), after - left - 1))
    return tuple(found)


def nearby(first: Track, second: Track, now: Context) -> list[Pair]:
    """Free pairs within `REACH` places of where the nearest links on either side point."""
    found: dict[Pair, None] = {}
    for i, pointed in enumerate(now.pointed):
        if i not in now.partner:
            for at, _vague in pointed:
                for j in range(max(0, at - REACH), min(len(second.points), at + REACH + 1)):
                    if j not in now.partner_back:
                        found[i, j] = None
    for j, pointed in enumerate(now.pointed_back):
        if j not in now.partner_back:
            for at, _vague in pointed:
                for i in range(max(0, at - REACH), min(len(first.points), at + REACH + 1)):
                    if i not in now.partner:
                        found[i, j] = None
    return list(found)
