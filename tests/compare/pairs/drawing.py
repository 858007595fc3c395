"""Maps while they are drawn: stages with rows, which edits change in place, and the journey made of them at the end."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from cjm_editor.core.model import JourneyMap, Number, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from tests.compare.pairs.labels import Label, some_label, worded
from tests.compare.pairs.vocabulary import Lexicon

STAGES = 8
SKIPS, LOOPS, DUPLICATES = 0.12, 0.05, 0.03
UNKNOWN_EMOTIONS = 0.05
PEOPLE = {"ru": ("Клиент", "Родственник", "Сотрудник"), "en": ("Customer", "Relative", "Employee")}


@dataclass
class Row:
    """A touchpoint being drawn. `sources` are the numbers of the first map's rows that it stands for; `label` is None
    where the text is somebody's own."""

    sources: tuple[int, ...]
    text: str
    label: Label | None = None
    channel: str = ""
    actor: str = ""
    emotion: Number | None = None
    importance: Number | None = None
    is_reworded: bool = False


@dataclass
class Part:
    """A stage being drawn; `concept` numbers its ways of saying, -1 where the title is somebody's own."""

    title: str
    concept: int = -1
    rows: list[Row] = field(default_factory=list)


@dataclass
class Draft:
    """A map being drawn: its stages, and the steps past one touchpoint and back, by numbers of the first map's rows."""

    language: str
    parts: list[Part]
    skips: list[tuple[int, int]]
    loops: list[tuple[int, int]]

    @property
    def rows(self) -> list[Row]:
        return [row for part in self.parts for row in part.rows]


def drawn(rng: random.Random, words: Lexicon, size: int, objects: range, stages: range) -> Draft:
    """A first map of `size` touchpoints in eight stages of uneven size, a few labels used twice."""
    chosen = sorted(rng.sample(stages, min(STAGES, len(stages))))
    weights = [rng.uniform(0.4, 2.0) for _ in chosen]
    places = sorted(rng.choices(range(len(chosen)), weights, k=size))
    form = rng.randrange(3)
    taken: set[tuple[int, int, int]] = set()
    labels: list[Label] = []
    for _ in range(size):
        if labels and rng.random() < DUPLICATES:
            labels.append(rng.choice(labels))
            continue
        label = some_label(rng, words, objects, form)
        while label.meaning in taken:
            label = some_label(rng, words, objects, form)
        taken.add(label.meaning)
        labels.append(label)
    parts = [Part(rng.choice(words.stages[n]), n) for n in chosen]
    for number, (place, label) in enumerate(zip(places, labels, strict=True)):
        parts[place].rows.append(row_of(rng, words, (number,), label))
    return Draft(words.language, parts, *jumps(rng, size))


def jumps(rng: random.Random, size: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Steps past one touchpoint (12 %) and steps back (5 %) in a chain of so many."""
    skips = [(n, n + 2) for n in range(size - 2) if rng.random() < SKIPS]
    loops = [(n, rng.randint(max(0, n - 5), n - 1)) for n in range(1, size) if rng.random() < LOOPS]
    return skips, loops


def row_of(rng: random.Random, words: Lexicon, sources: tuple[int, ...], label: Label) -> Row:
    """A row with a channel that goes with its place, if one does, else now and then some channel."""
    channel = words.channels[label.place]
    if not channel and rng.random() < 0.5:
        channel = rng.choice([c for c in words.channels if c])
    row = Row(sources, worded(label, words), label, channel)
    return valued(rng, row, words.language)


def valued(rng: random.Random, row: Row, language: str) -> Row:
    """The row with a person, an emotion that suits a reference, and an importance."""
    row.actor = row.actor or rng.choices(PEOPLE[language], (8, 1, 1))[0]
    row.emotion = rng.choice((0, 1, 1, 2, 2))
    row.importance = rng.randint(1, 5)
    return row


def translate(draft: Draft, words: Lexicon, other: Lexicon) -> None:
    """The draft in another language, in place: both name the same concepts in the same order."""
    channels = dict(zip(words.channels, other.channels, strict=True))
    people = dict(zip(PEOPLE[words.language], PEOPLE[other.language], strict=True))
    for part in draft.parts:
        part.title = other.stages[part.concept][words.stages[part.concept].index(part.title)]
        for row in part.rows:
            assert row.label is not None
            row.text = worded(row.label, other)
            row.channel, row.actor = channels[row.channel], people[row.actor]
    draft.language = other.language


def journey(draft: Draft, id: str, kind: str, ids: Mapping[int, str], derived_from: str = "") -> JourneyMap:
    """The map of a draft. `ids` names its rows by their place in the draft."""
    stages = tuple(Stage(f"{id}-s{n}", part.title) for n, part in enumerate(draft.parts))
    touchpoints = []
    for stage, part in zip(stages, draft.parts, strict=True):
        for row in part.rows:
            touchpoints.append(
                Touchpoint(
                    ids[len(touchpoints)],
                    stage.id,
                    row.text,
                    channel=row.channel,
                    actor=row.actor,
                    emotion=row.emotion,
                    importance=row.importance,
                )
            )
    order = [t.id for t in touchpoints]
    return JourneyMap(
        id,
        kind=kind,
        derived_from=derived_from,
        stages=stages,
        touchpoints=Seq(touchpoints),
        transitions=Seq(_transitions(draft, order)),
    )


def _transitions(draft: Draft, order: list[str]) -> list[Transition]:
    """The steps past and back whose ends are still there; a step past one stands beside the plain step."""
    at: dict[int, int] = {}
    for place, row in enumerate(draft.rows):
        for source in row.sources:
            at.setdefault(source, place)
    found: dict[tuple[int, int, str], tuple[float | None]] = {}
    for start, end in draft.skips:
        here, there = at.get(start, -1), at.get(end, -1)
        if 0 <= here != there >= 0 and there != here + 1 and here + 1 < len(order):
            found[here, here + 1, "next"] = (None,)
            found[here, there, "next"] = (0.2,)
    for start, end in draft.loops:
        here, there = at.get(start, -1), at.get(end, -1)
        if 0 <= there < here:
            found[here, there, "back"] = (0.1,)
    return [
        Transition(f"e{n}", order[here], order[there], kind, share)
        for n, ((here, there, kind), (share,)) in enumerate(found.items())
    ]
