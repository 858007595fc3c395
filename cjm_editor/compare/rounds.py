"""What a pair of touchpoints has going for it: its words, channel and actor, and what the links found so far say.

A pair's weighted terms add up to its log-odds. Stage, place and neighbours are judged by the links of the round before;
early rounds take soft pairs, so that the last one has a whole map of links to judge by.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from cjm_editor.compare.assignment import assigned
from cjm_editor.compare.candidates import Pair, margins
from cjm_editor.compare.context import FAR, NEARNESS, Context, Side, context, nearby
from cjm_editor.compare.features import Texts, Why, log_odds
from cjm_editor.compare.points import Track
from cjm_editor.compare.weights import Weights
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.records import dataclass

ROUNDS = 4
SOFTEST = 3.0
"""How far below even odds the first round still takes a pair."""

Values = tuple[float, ...]
"""What the weights are multiplied with, in the order of `Weights` after `base`."""
TERMS = (
    "words",
    "words",
    "channel",
    "channel",
    "actor",
    "language",
    "stage",
    "place",
    "neighbours",
    "rival",
    "rival",
    "place",
    "place",
)


@dataclass(frozen=True, slots=True)
class Weighing:
    """Two maps, their texts and the weights: everything about a pair's terms that stays the same through the rounds;
    how short the maps are, 0..1, and whether one hand drew both, as ids in force say."""

    first: Track
    second: Track
    known: Texts
    weights: Weights
    shortness: float = 0.0
    is_one_hand: bool = False

    def fixed(self, pair: Pair, likeness: float) -> Values:
        """The values of a pair that no round changes: words, their square, channels, actor, language."""
        one, two = self.first.points[pair[0]], self.second.points[pair[1]]
        same, other = self.known.channel(one.channel, two.channel, self.is_one_hand)
        actor = 0.0
        if one.actor and one.actor == two.actor:
            actor = 1 - self.known.actors[one.actor]
        foreign = float(one.title.script != two.title.script and bool(one.title.script and two.title.script))
        return likeness, likeness * likeness, same, other, actor, foreign

    def is_foreign(self, values: Values) -> bool:
        """Whether these are the values of two titles in different scripts."""
        return bool(values[TERMS.index("language")])

    def around(self, pair: Pair, now: Context) -> tuple[float, float, float, float]:
        """What the links of a round say for a pair: stage, place, neighbours, the gap between links."""
        i, j = pair
        near = _near(now.here, i, j) + _near(now.there, j, i)
        partner = now.here.partner
        stages = now.affinity[partner.get(i) == j]
        stage = stages[self.first.points[i].stage][self.second.points[j].stage]
        between = (_between(now.here.gap(i), j) + _between(now.there.gap(j), i)) / 2
        return stage, near / 4, self._neighbours(i, j, partner), between

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

    def alone(self, pairs: Sequence[Pair]) -> Callable[[int, int], float]:
        """The log-odds of a pair beside these links, its rivals left out."""
        now = context(self.first, self.second, self.known, pairs)
        length = _length(min(len(self.first.points), len(self.second.points)))

        def odds(i: int, j: int) -> float:
            stage, place, neighbours, between = self.around((i, j), now)
            values = (stage, place, neighbours, 0.0, 0.0, place * length, between)
            return log_odds(self.why((*self.fixed((i, j), self.known.likeness(i, j)), *values)))

        return odds

    def why(self, values: Values) -> Why:
        """The weighted terms of a pair, named; their sum is its log-odds. Zero terms are left out."""
        w = self.weights
        scales = (
            w.words,
            w.words_squared,
            w.same_channel,
            w.other_channel,
            w.same_actor,
            w.other_language,
            w.stage,
            w.place,
            w.neighbours,
            w.lesser_lead,
            w.greater_lead,
            w.place_by_length,
            w.between,
        )
        named: dict[str, float] = {"base": w.base}
        for name, scale, value in zip(TERMS, scales, values, strict=True):
            named[name] = named.get(name, 0.0) + scale * value
        return tuple((name, value) for name, value in named.items() if value)


def _near(side: Side, place: int, other: int) -> float:
    """How near a place of the other side is to where the links around a place of this one point, 0..2."""
    near = 0.0
    for at, vague in side.pointed(place):
        shift = at - other if at > other else other - at
        if shift < FAR:
            near += NEARNESS[vague][shift]
    return near


def _between(gap: tuple[int, int, int], place: int) -> float:
    """What a place says that lies between the partners of two links: more, the fewer others lie there."""
    low, high, size = gap
    return 1 / max(size, high - low - 1) if low < place < high else 0.0


def chained(weights: Mapping[Pair, float]) -> tuple[Pair, ...]:
    """The pairs of the heaviest chain that runs forwards on both sides: a first guess before there are any links.

    A Fenwick tree over the second places of the best chain that ends there (weight, number of its last pair).
    """
    pairs = sorted(weights, key=lambda pair: (pair[0], -pair[1]))
    size = 1 + max((j for _i, j in pairs), default=0)
    nothing = (0.0, -1)
    tree = [nothing] * (size + 1)
    previous: list[int] = []
    for at, (i, j) in enumerate(pairs):
        best, index = nothing, j
        while index > 0:
            if tree[index][0] > best[0]:
                best = tree[index]
            index &= index - 1
        previous.append(best[1])
        total, index = best[0] + weights[i, j], j + 1
        while index <= size:
            if total > tree[index][0]:
                tree[index] = (total, at)
            index += index & -index
    found: list[Pair] = []
    at = max(tree, key=lambda entry: entry[0])[1]
    while at >= 0:
        found.append(pairs[at])
        at = previous[at]
    return tuple(reversed(found))


def _length(points: int) -> float:
    """How long a map is: 0 for a hundred touchpoints, 1 for a thousand, at least -1."""
    return math.log10(max(10, points)) - 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """The pairs of the last round's assignment, the values of every pair that was weighed in it, and their log-odds;
    `soft` are the pairs that this round judged by."""

    taken: tuple[Pair, ...]
    values: Mapping[Pair, Values]
    odds: Mapping[Pair, float]
    soft: tuple[Pair, ...]


def annealed(
    weighing: Weighing,
    alike: Mapping[Pair, float],
    fixed: Sequence[Pair],
    bans: frozenset[Pair],
    tick: Tick = silent,
    closed: tuple[AbstractSet[int], AbstractSet[int]] = (frozenset(), frozenset()),
    start: Sequence[Pair] = (),
) -> Outcome:
    """Four rounds of weighing and assigning, from soft pairs to those that are likelier than not; the last one only if
    soft pairs to start from are given.

    `alike` are the candidates with their likeness, `fixed` the links that are settled, `closed` the places of either
    route that are no longer free, be it with a counterpart or without one. Each round also weighs free
    touchpoints that lie where the links of the round before point.
    """
    first, second, w = weighing.first, weighing.second, weighing.weights
    settled, settled_back = {i for i, _j in fixed} | closed[0], {j for _i, j in fixed} | closed[1]
    likeness = dict(alike)
    plain: dict[Pair, Values] = {pair: weighing.fixed(pair, value) for pair, value in likeness.items()}
    length = _length(min(len(first.points), len(second.points)))
    guess = start or chained({**likeness, **dict.fromkeys(fixed, 1.0)})
    taken = tuple((i, j) for i, j in guess if i not in settled and j not in settled_back)
    found: dict[Pair, Values] = {}
    scores: dict[Pair, float] = {}
    soft: tuple[Pair, ...] = ()
    for turn in range(ROUNDS - 1 if start else 0, ROUNDS):
        soft = taken
        step = part(tick, turn / ROUNDS, (turn + 1) / ROUNDS)
        step(0.0)
        now = context(first, second, weighing.known, [*fixed, *taken])
        for i, j in nearby(first, second, now):
            if (i, j) not in likeness and (i, j) not in bans and i not in settled and j not in settled_back:
                likeness[i, j] = weighing.known.likeness(i, j)
                plain[i, j] = weighing.fixed((i, j), likeness[i, j])
        step(0.2)
        ahead = margins(likeness, dict(taken), {j: i for i, j in taken})
        scores = {}
        for pair, values in watched(tuple(plain.items()), part(step, 0.3, 0.8)):
            l1, l2, same, other, actor, foreign = values
            stage, place, neighbours, between = weighing.around(pair, now)
            lesser, greater = sorted(ahead[pair])
            found[pair] = (
                l1,
                l2,
                same,
                other,
                actor,
                foreign,
                stage,
                place,
                neighbours,
                lesser,
                greater,
                place * length,
                between,
            )
            scores[pair] = (
                w.base
                + w.words * l1
                + w.words_squared * l2
                + w.same_channel * same
                + w.other_channel * other
                + w.same_actor * actor
                + w.other_language * foreign
                + w.stage * stage
                + w.place * place
                + w.neighbours * neighbours
                + w.lesser_lead * lesser
                + w.greater_lead * greater
                + w.place_by_length * place * length
                + w.between * between
            )
        step(0.8)
        taken = assigned(scores, -SOFTEST * (ROUNDS - 1 - turn) / (ROUNDS - 1))
    return Outcome(taken, found, scores, soft)
