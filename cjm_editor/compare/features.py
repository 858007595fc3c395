"""How alike two texts are: concepts, stems and letter triples as unit vectors, rare ones weighing more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from cjm_editor.compare.points import Text, Track
from cjm_editor.compare.titles import script_of
from cjm_editor.core.progress import Tick, silent
from cjm_editor.core.records import dataclass

TRIPLE = 0.35
"""What three letters in a row weigh beside a whole stem."""
KNOWN_TRIPLE = 0.1
"""The same in a word that the glossary knows: its concept says more than its letters."""
INNER = 0.5
"""What a word within a term of several weighs beside the term."""
ACTION = 0.5
"""What the words of the action weigh beside those of the title."""

Vector = Mapping[str, float]
Why = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """Title vectors of both sides' points, those with the actions where there are any, likeness of stages, and how
    common each channel and actor is (0..1)."""

    first: tuple[Vector, ...]
    second: tuple[Vector, ...]
    first_full: tuple[Vector, ...]
    second_full: tuple[Vector, ...]
    has_actions: bool
    rarity: Mapping[str, float]
    stages: tuple[tuple[float, ...], ...]
    channels: Mapping[str, float]
    foreign: frozenset[str]
    actors: Mapping[str, float]
    known: dict[tuple[int, int], float] = field(default_factory=dict, compare=False, repr=False)
    """Likenesses that were asked for before."""

    def channel(self, one: str, two: str, is_one_hand: bool = False) -> tuple[float, float]:
        """How much two channels agree (0..1, rare ones more) and whether they are others (1); both 0 if not known.

        Channels that share only some of their words agree a little and are no others, nor are those of another script.
        A name that the other side never uses may mean one of its channels, unless one hand drew both.
        """
        if not one or not two:
            return 0.0, 0.0
        if one == two:
            return 1 - self.channels[one], 0.0
        ours, theirs = set(one.split()), set(two.split())
        shared = len(ours & theirs)
        if not shared:
            if script_of(one) != script_of(two):
                return 0.0, 0.0
            return 0.0, 1.0 if is_one_hand else 1 - ((one in self.foreign) + (two in self.foreign)) / 2
        return shared / len(ours | theirs) * (1 - max(self.channels[one], self.channels[two])), 0.0

    def likeness(self, i: int, j: int) -> float:
        """How alike two touchpoints are by their words, 0..1: by their titles, or with what is done there."""
        value = self.known.get((i, j))
        if value is None:
            value = cosine(self.first[i], self.second[j])
            if self.has_actions:
                value = max(value, cosine(self.first_full[i], self.second_full[j]))
            self.known[i, j] = value
        return value


def texts(first: Track, second: Track, tick: Tick = silent) -> Texts:
    """Everything about two maps' texts that stays the same through the rounds of matching."""
    points = (*first.points, *second.points)
    loaded = _Vectors([(p.title, p.action) for p in points])
    tick(0.3)
    heads = _Vectors([(head, Text()) for head in (*first.heads, *second.heads)])
    ones = [heads.of(head) for head in first.heads]
    twos = [heads.of(head) for head in second.heads]
    has_actions = any(p.action.tokens for p in points)
    plain, others = (tuple(loaded.of(p.title) for p in side.points) for side in (first, second))
    tick(0.6)
    full, fuller = plain, others
    if has_actions:
        full, fuller = (tuple(loaded.of(p.title, p.action) for p in side.points) for side in (first, second))
    tick(0.9)
    return Texts(
        plain,
        others,
        full,
        fuller,
        has_actions,
        loaded.rarity,
        tuple(tuple(cosine(one, two) for two in twos) for one in ones),
        _shares(p.channel for p in points),
        frozenset({p.channel for p in first.points} ^ {p.channel for p in second.points}),
        _shares(p.actor for p in points),
    )


class _Vectors:
    """Vectors of texts, each made once; features are weighed by how rare they are among all the texts."""

    def __init__(self, everything: Sequence[tuple[Text, Text]]) -> None:
        self._raw: dict[Text, dict[str, float]] = {}
        self._made: dict[tuple[Text, Text], Vector] = {}
        counted = Counter(everything)
        frequency: Counter[str] = Counter()
        for (title, action), n in counted.items():
            names = self._features(title)
            if action.tokens:
                names = {**names, **self._features(action)}
            for name in names:
                frequency[name] += n
        total = len(everything)
        self.rarity = {name: math.log(1 + total / n) for name, n in frequency.items()}

    def _features(self, text: Text) -> dict[str, float]:
        """The text's features with their weight before rarity: concepts and stems 1, letter triples less."""
        found = self._raw.get(text)
        if found is None:
            found = self._raw[text] = dict.fromkeys(text.inner, INNER) | dict.fromkeys(text.tokens, 1.0)
            for stem in text.stems:
                framed, weight = f"^{stem}$", TRIPLE if stem in found else KNOWN_TRIPLE
                for at in range(len(framed) - 2):
                    triple = "\x00" + framed[at : at + 3]
                    found[triple] = found.get(triple, 0.0) + weight
        return found

    def of(self, text: Text, more: Text = Text()) -> Vector:  # noqa: B008 - a frozen value
        """The unit vector of a text, empty for an empty one; `more` is read beside it and weighs less."""
        vector = self._made.get((text, more))
        if vector is None:
            raw = self._features(text)
            if more.tokens:
                raw = dict(raw)
                for name, value in self._features(more).items():
                    raw[name] = max(raw.get(name, 0.0), ACTION * value)
            vector = self._made[text, more] = self._unit(raw)
        return vector

    def _unit(self, raw: Mapping[str, float]) -> Vector:
        rarity = self.rarity
        weighed = {name: value * rarity[name] for name, value in raw.items()}
        length = math.sqrt(math.fsum(value * value for value in weighed.values()))
        return {name: value / length for name, value in weighed.items()} if length else {}


def cosine(first: Vector, second: Vector) -> float:
    """How alike two vectors are, 0..1, rounded so far that the order of summing does not show."""
    if len(first) > len(second):
        first, second = second, first
    found = 0.0
    for name, value in first.items():
        other = second.get(name)
        if other is not None:
            found += value * other
    return round(min(1.0, found), 12)


def _shares(values: Iterable[str]) -> Mapping[str, float]:
    counted = Counter(values)
    total = sum(counted.values())
    return {value: count / total for value, count in counted.items()}


def log_odds(why: Why) -> float:
    """The sum of a pair's terms."""
    return math.fsum(value for _name, value in why)


def sigmoid(log_odds: float) -> float:
    """The confidence, 0..1, of a log-odds sum."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -700 else 0.0


def logit(confidence: float) -> float:
    """The log-odds sum of a confidence between 0 and 1."""
    return math.log(confidence / (1 - confidence))
