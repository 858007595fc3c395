"""What speaks for a pair of touchpoints: words, channel, actor, stage, place, neighbours, as terms of a log-odds sum.

The weights are a logistic regression's over pairs of maps with known links; a pair's terms add up to its log-odds.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from cjm_editor.compare.points import Point, Track
from cjm_editor.compare.titles import words_of
from cjm_editor.core.records import dataclass

BIAS = -5.66
WORDS, WORDS_SQUARED = 1.92, 0.65
SAME_CHANNEL, OTHER_CHANNEL, SAME_ACTOR = 0.79, -1.64, 2.0
STAGE, PLACE, NEIGHBOURS = 2.33, 2.77, 3.49
ROW_MARGIN, COLUMN_MARGIN = 2.41, 5.20
TRIGRAM = 0.35
NO_SHARED_WORD = 0.6
"""The most that a pair without a word in common can be trusted."""

Vector = Mapping[str, float]
Why = tuple[tuple[str, float], ...]


def _raw(words: Iterable[str]) -> dict[str, float]:
    """Counted features of a title: its words, and the letter triples of each word with its ends marked."""
    found: dict[str, float] = {}
    for word in words:
        found[word] = found.get(word, 0.0) + 1.0
        framed = f"^{word}$"
        for at in range(len(framed) - 2):
            triple = "\x00" + framed[at : at + 3]
            found[triple] = found.get(triple, 0.0) + TRIGRAM
    return found


def vectors(*groups: Sequence[tuple[str, ...]]) -> tuple[tuple[Vector, ...], ...]:
    """For each group of word lists their unit vectors; rare features weigh more, counted over all groups together."""
    raws = [[_raw(words) for words in group] for group in groups]
    frequency = Counter(feature for group in raws for raw in group for feature in raw)
    total = sum(len(group) for group in raws)
    return tuple(tuple(_unit(raw, frequency, total) for raw in group) for group in raws)


def _unit(raw: Mapping[str, float], frequency: Mapping[str, int], total: int) -> Vector:
    weighed = {name: value * math.log(1 + total / frequency[name]) for name, value in sorted(raw.items())}
    length = math.sqrt(math.fsum(value * value for value in weighed.values()))
    return {name: value / length for name, value in weighed.items()} if length else {}


def cosine(first: Vector, second: Vector) -> float:
    """How alike two titles are, 0..1. The same whichever comes first."""
    if len(first) > len(second):
        first, second = second, first
    return min(1.0, math.fsum(value * second[name] for name, value in first.items() if name in second))


@dataclass(frozen=True, slots=True)
class Texts:
    """Title vectors of both sides' points and stages, and how common each channel and actor is (0..1)."""

    first: tuple[Vector, ...]
    second: tuple[Vector, ...]
    stages: tuple[tuple[float, ...], ...]
    channels: Mapping[str, float]
    actors: Mapping[str, float]


def texts(first: Track, second: Track) -> Texts:
    """Everything about two maps' texts that stays the same through the rounds of matching."""
    ones, twos = vectors([p.words for p in first.points], [p.words for p in second.points])
    heads, others = vectors(
        [words_of(stage.title) for stage in first.stages], [words_of(stage.title) for stage in second.stages]
    )
    points = (*first.points, *second.points)
    return Texts(
        ones,
        twos,
        tuple(tuple(cosine(head, other) for other in others) for head in heads),
        _shares(point.channel for point in points),
        _shares(point.actor for point in points),
    )


def _shares(values: Iterable[str]) -> Mapping[str, float]:
    counted = Counter(values)
    total = sum(counted.values())
    return {value: count / total for value, count in counted.items()}


@dataclass(frozen=True, slots=True)
class Context:
    """What the links found so far say: stage affinity, partners by place on either side."""

    affinity: tuple[tuple[float, ...], ...]
    partner: Mapping[int, int]
    partner_back: Mapping[int, int]
    anchors: tuple[int, ...]
    anchors_back: tuple[int, ...]


def context(first: Track, second: Track, known: Texts, pairs: Iterable[tuple[int, int]]) -> Context:
    """The context of these pairs of places, one partner each."""
    partner = dict(pairs)
    back = {there: here for here, there in partner.items()}
    counts = Counter((first.points[i].stage, second.points[j].stage) for i, j in partner.items())
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (s, t), n in counts.items():
        rows[s] += n
        columns[t] += n
    affinity = tuple(
        tuple(
            _affinity(
                counts[s, t], rows[s], columns[t], likeness, s, t, len(first.stages), len(second.stages)
            )
            for t, likeness in enumerate(row)
        )
        for s, row in enumerate(known.stages)
    )
    return Context(affinity, partner, back, tuple(sorted(partner)), tuple(sorted(back)))


def _affinity(
    both: int, row: int, column: int, likeness: float, s: int, t: int, stages: int, others: int
) -> float:
    share = max(both / row if row else 0.0, both / column if column else 0.0)
    order = 1 - abs(s / max(1, stages - 1) - t / max(1, others - 1))
    return share + 0.7 * (likeness / 2 + order / 2)


def _places(at: int, there: int, anchors: Sequence[int], partner: Mapping[int, int]) -> list[float]:
    """How near `there` is to where the two nearest linked neighbours of `at` point, 0..1 each."""
    found = []
    left = bisect_left(anchors, at) - 1
    right = bisect_right(anchors, at)
    for index in (left, right):
        if 0 <= index < len(anchors):
            anchor = anchors[index]
            found.append(math.exp(-abs(partner[anchor] + (at - anchor) - there) / 1.5))
    return found


def _neighbours(one: Point, two: Point, first: Track, second: Track, now: Context) -> float:
    after, before = first.after[one.place], first.before[one.place]
    hits = sum(now.partner.get(n, -1) in second.after[two.place] for n in after)
    hits += sum(now.partner.get(n, -1) in second.before[two.place] for n in before)
    degree = max(len(after) + len(before), len(second.after[two.place]) + len(second.before[two.place]), 1)
    return hits / degree


def terms(
    one: Point,
    two: Point,
    likeness: float,
    margins: tuple[float, float],
    sides: tuple[Track, Track],
    known: Texts,
    now: Context,
) -> Why:
    """The weighted terms of a pair, named; their sum is its log-odds. Zero terms are left out."""
    first, second = sides
    channel = 0.0
    if one.channel and two.channel:
        same = one.channel == two.channel
        channel = SAME_CHANNEL * (1 - known.channels[one.channel]) if same else OTHER_CHANNEL
    actor = SAME_ACTOR * (1 - known.actors[one.actor]) if one.actor and one.actor == two.actor else 0.0
    near = _places(one.place, two.place, now.anchors, now.partner)
    near += _places(two.place, one.place, now.anchors_back, now.partner_back)
    named = (
        ("base", BIAS),
        ("words", WORDS * likeness + WORDS_SQUARED * likeness * likeness),
        ("channel", channel),
        ("actor", actor),
        ("stage", STAGE * now.affinity[one.stage][two.stage]),
        ("place", PLACE * (math.fsum(near) / len(near) if near else 0.0)),
        ("neighbours", NEIGHBOURS * _neighbours(one, two, first, second, now)),
        ("rival", ROW_MARGIN * margins[0] + COLUMN_MARGIN * margins[1]),
    )
    return tuple((name, value) for name, value in named if value)


def log_odds(why: Why) -> float:
    """The sum of a pair's terms."""
    return math.fsum(value for _name, value in why)


def sigmoid(log_odds: float) -> float:
    """The confidence, 0..1, of a log-odds sum."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0
