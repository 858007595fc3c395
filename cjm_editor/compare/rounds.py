"""What a pair of touchpoints has going for it: its words, channel and actor, and what the links found so far say.

A pair's weighted terms add up to its log-odds. Stage, place and neighbours are judged by the links of the round before;
early rounds take soft pairs, so that the last one has a whole map of links to judge by.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cjm_editor.compare.assignment import assigned
from cjm_editor.compare.candidates import Pair, Tick, margins, silent
from cjm_editor.compare.features import Texts, Why
from cjm_editor.compare.points import Track
from cjm_editor.compare.weights import Weights
from cjm_editor.core.records import dataclass

ROUNDS = 4
SOFTEST = 3.0
"""How far below even odds the first round still takes a pair."""
REACH = 2
"""Places around where linked neighbours point that are looked at."""
FADE = 1.5
SLACK = 4.0
"""Places off at which a neighbour's word counts a third."""
STAGE_TITLES = 0.7
VAGUEST = 64
_FAR = 48
END = 0.5
"""What the ends of the routes say, beside a link."""


def _nearness(distance: int, scale: float = 1.0) -> tuple[float, ...]:
    """What a link at this distance says of a place so many places off where it points."""
    fade = FADE * math.sqrt(1 + (distance - 1) / SLACK)
    return tuple(scale * math.exp(-shift / fade) for shift in range(_FAR))


_NEARNESS = tuple(_nearness(distance) for distance in range(1, VAGUEST + 1))
_NEARNESS += tuple(_nearness(distance, END) for distance in range(1, VAGUEST + 1))

Affinity = tuple[tuple[float, ...], ...]
Values = tuple[float, ...]
"""What the weights are multiplied with, in the order of `Weights` after `base`."""
TERMS = (
    "words",
    "words",
    "channel",
    "channel",
    "actor",
    "stage",
    "place",
    "neighbours",
    "rival",
    "rival",
)


@dataclass(frozen=True, slots=True)
class Context:
    """What the links found so far say: how near stages are, partners by place, where the nearest links point."""

    affinity: tuple[Affinity, Affinity]
    partner: Mapping[int, int]
    partner_back: Mapping[int, int]
    pointed: tuple[tuple[tuple[int, int], ...], ...]
    pointed_back: tuple[tuple[tuple[int, int], ...], ...]


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
    `_NEARNESS`). The starts of both routes count as linked, and their ends."""
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


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two maps, their texts and the weights: everything about a pair's terms that stays the same through the rounds."""

    first: Track
    second: Track
    known: Texts
    weights: Weights

    def fixed(self, pair: Pair, likeness: float) -> Values:
        """The values of a pair that no round changes: words, words squared, channels same and other, actor."""
        one, two = self.first.points[pair[0]], self.second.points[pair[1]]
        same, other = self.known.channel(one.channel, two.channel)
        actor = 0.0
        if one.actor and one.actor == two.actor:
            actor = 1 - self.known.actors[one.actor]
        return likeness, likeness * likeness, same, other, actor

    def around(self, pair: Pair, now: Context) -> tuple[float, float, float]:
        """What the links of a round say for a pair: stage, place, neighbours."""
        i, j = pair
        near = 0.0
        for at, vague in now.pointed[i]:
            shift = at - j if at > j else j - at
            if shift < _FAR:
                near += _NEARNESS[vague][shift]
        for at, vague in now.pointed_back[j]:
            shift = at - i if at > i else i - at
            if shift < _FAR:
                near += _NEARNESS[vague][shift]
        stages = now.affinity[now.partner.get(i) == j]
        stage = stages[self.first.points[i].stage][self.second.points[j].stage]
        return stage, near / 4, self._neighbours(i, j, now.partner)

    def _neighbours(self, i: int, j: int, partner: Mapping[int, int]) -> float:
        """Which share of the neighbours along the route are linked with neighbours of the other."""
        after, before = self.first.after[i], self.first.before[i]
        others, former = self.second.after[j], self.second.before[j]
        hits = 0
        for n in after:
            hits += partner.get(n, -1) in others
        for n in before:
            hits += partner.get(n, -1) in former
        return hits / max(len(after) + len(before), len(others) + len(former)) if hits else 0.0

    def why(self, values: Values) -> Why:
        """The weighted terms of a pair, named; their sum is its log-odds. Zero terms are left out."""
        w = self.weights
        scales = (
            w.words,
            w.words_squared,
            w.same_channel,
            w.other_channel,
            w.same_actor,
            w.stage,
            w.place,
            w.neighbours,
            w.row_rival,
            w.column_rival,
        )
        named: dict[str, float] = {"base": w.base}
        for name, scale, value in zip(TERMS, scales, values, strict=True):
            named[name] = named.get(name, 0.0) + scale * value
        return tuple((name, value) for name, value in named.items() if value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pairs of the last round's assignment and the values of every pair that was weighed in it."""

    taken: tuple[Pair, ...]
    values: Mapping[Pair, Values]


def annealed(
    weighing: Weighing,
    alike: Mapping[Pair, float],
    fixed: Sequence[Pair],
    bans: frozenset[Pair],
    tick: Tick = silent,
) -> Outcome:
    """Four rounds of weighing and assigning, from soft pairs to those that are likelier than not.

    `alike` are the candidates with their likeness, `fixed` the links that are settled. Each round also weighs free
    touchpoints that lie where the links of the round before point.
    """
    first, second, w = weighing.first, weighing.second, weighing.weights
    settled, settled_back = {i for i, _j in fixed}, {j for _i, j in fixed}
    likeness = dict(alike)
    plain: dict[Pair, Values] = {pair: weighing.fixed(pair, value) for pair, value in likeness.items()}
    taken: tuple[Pair, ...] = ()
    found: dict[Pair, Values] = {}
    for turn in range(ROUNDS):
        tick(turn / ROUNDS)
        now = context(first, second, weighing.known, [*fixed, *taken])
        for i, j in nearby(first, second, now):
            if (i, j) not in likeness and (i, j) not in bans and i not in settled and j not in settled_back:
                likeness[i, j] = weighing.known.likeness(i, j)
                plain[i, j] = weighing.fixed((i, j), likeness[i, j])
        ahead = margins(likeness, dict(taken), {j: i for i, j in taken})
        scores: dict[Pair, float] = {}
        for pair, values in plain.items():
            l1, l2, same, other, actor = values
            stage, place, neighbours = weighing.around(pair, now)
            row, column = ahead[pair]
            found[pair] = (l1, l2, same, other, actor, stage, place, neighbours, row, column)
            scores[pair] = (
                w.base
                + w.words * l1
                + w.words_squared * l2
                + w.same_channel * same
                + w.other_channel * other
                + w.same_actor * actor
                + w.stage * stage
                + w.place * place
                + w.neighbours * neighbours
                + w.row_rival * row
                + w.column_rival * column
            )
        taken = assigned(scores, -SOFTEST * (ROUNDS - 1 - turn) / (ROUNDS - 1))
    return Outcome(taken, found)
