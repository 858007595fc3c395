"""What makes the second map of a pair differ from the first: renaming, moving, splitting, merging, leaving out,
putting in, other channels and emotions, stages renamed, split and merged. Drafts are changed in place."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from tests.compare.pairs import restating
from tests.compare.pairs.drawing import Draft, Part, Row, row_of
from tests.compare.pairs.labels import (
    RENAME_SHARES,
    RENAMES,
    Label,
    joined_label,
    reworded,
    some_label,
    split_label,
)
from tests.compare.pairs.vocabulary import Lexicon

SHARES = {
    "rename": 34,
    "move": 9,
    "move to another stage": 9,
    "split": 6,
    "merge": 6,
    "delete": 12,
    "insert": 12,
    "channel": 6,
    "emotion": 6,
}
"""Edits of every hundred."""
_FIRST, _LAST = "merge", "split"
"""Only what stood together in the first map becomes one, and what was split still stands together."""


class Editor:
    """Edits of one draft with one source of chance; `objects` are the things that new touchpoints are about."""

    def __init__(self, rng: random.Random, draft: Draft, words: Lexicon, objects: range) -> None:
        self.rng, self.draft, self.words, self.objects = rng, draft, words, objects
        rows = draft.rows
        self.form = next((row.label.form for row in rows if row.label), 0)
        self.channels = sorted({row.channel for row in rows} - {""}) or [c for c in words.channels if c]
        self.people = sorted({row.actor for row in rows})
        self.titles = [row.text for row in rows]
        self.inserted = 0

    def apply(self, count: int) -> None:
        """So many edits, of kinds drawn by their shares, each at a touchpoint drawn at random."""
        kinds = self.rng.choices(tuple(SHARES), tuple(SHARES.values()), k=count)
        for kind in sorted(kinds, key=lambda one: (one != _FIRST) + (one == _LAST)):
            size = sum(len(part.rows) for part in self.draft.parts)
            if size:
                _EDITS[kind](self, *self._at(self.rng.randrange(size)))

    def _at(self, place: int) -> tuple[Part, int]:
        """The stage of the row at this place of the map, and the row's place in it."""
        for part in self.draft.parts:
            if place < len(part.rows):
                return part, place
            place -= len(part.rows)
        raise IndexError(place)

    def rename(self, part: Part, n: int) -> None:
        """Other words for the same, by one of six kinds."""
        row = part.rows[n]
        kind = self.rng.choices(RENAMES, RENAME_SHARES)[0]
        if row.label is None:
            row.text = restating.restated(self.rng, row.text, self.words, kind)
        else:
            row.label, row.text = reworded(self.rng, row.label, self.words, kind)
        row.is_reworded = True

    def move(self, part: Part, n: int) -> None:
        """Another place in its stage."""
        row = part.rows.pop(n)
        places = [k for k in range(len(part.rows) + 1) if k != n] or [n]
        part.rows.insert(self.rng.choice(places), row)

    def move_away(self, part: Part, n: int) -> None:
        """Any place in another stage."""
        others = [other for other in self.draft.parts if other is not part]
        if others:
            other = self.rng.choice(others)
            other.rows.insert(self.rng.randint(0, len(other.rows)), part.rows.pop(n))

    def split(self, part: Part, n: int) -> None:
        """Two touchpoints for one; what was split or merged before stays as it is."""
        row = part.rows[n]
        if len(row.sources) != 1 or sum(row.sources[0] in other.sources for other in self.draft.rows) > 1:
            return
        if row.label is None:
            texts = restating.halves(row.text)
            if texts is None:
                return
        else:
            texts = split_label(self.rng, row.label, self.words)
        part.rows[n : n + 1] = [replace(row, text=text, label=None, is_reworded=True) for text in texts]

    def merge(self, part: Part, n: int) -> None:
        """One touchpoint for two neighbours."""
        if n + 1 >= len(part.rows):
            return
        one, two = part.rows[n], part.rows[n + 1]
        if not self._is_whole(one) or not self._is_whole(two):
            return
        if one.label and two.label:
            text = joined_label(one.label, two.label, self.words)
        else:
            text = f"{one.text} {self.words.and_} {two.text[:1].lower()}{two.text[1:]}"
        merged = replace(two, sources=one.sources + two.sources, text=text, label=None, is_reworded=True)
        part.rows[n : n + 2] = [merged]

    def _is_whole(self, row: Row) -> bool:
        """Whether the row alone stands for one row of the first map."""
        return len(row.sources) == 1 and sum(row.sources[0] in r.sources for r in self.draft.rows) == 1

    def delete(self, part: Part, n: int) -> None:
        part.rows.pop(n)

    def insert(self, part: Part, n: int) -> None:
        """A touchpoint that the first map knows nothing of."""
        label: Label = some_label(self.rng, self.words, self.objects, self.form)
        made = row_of(self.rng, self.words, (), label)
        made.actor = self.rng.choice(self.people)
        made.is_reworded = True
        part.rows.insert(self.rng.randint(0, len(part.rows)), made)
        self.inserted += 1

    def channel(self, part: Part, n: int) -> None:
        row = part.rows[n]
        row.channel = self.rng.choice([c for c in (*self.channels, "") if c != row.channel])

    def emotion(self, part: Part, n: int) -> None:
        part.rows[n].emotion = self.rng.choice((-2, -2, -1, 2))

    def rename_rest(self) -> None:
        """Other words for every touchpoint that still has the first map's."""
        for part in self.draft.parts:
            for n, row in enumerate(part.rows):
                if not row.is_reworded:
                    self.rename(part, n)

    def edit_stages(self, renamed: float, cut: float) -> None:
        """Stages renamed, and split or merged with the next, each with its chance."""
        for part in self.draft.parts:
            if self.rng.random() < renamed:
                part.title = self._other_title(part)
        for part in list(self.draft.parts):
            if part not in self.draft.parts:
                continue
            chance = self.rng.random()
            at = self.draft.parts.index(part)
            if chance < cut and len(part.rows) > 1:
                here = self.rng.randint(1, len(part.rows) - 1)
                second = Part(self._other_title(part), part.concept, part.rows[here:])
                part.rows = part.rows[:here]
                self.draft.parts.insert(at + 1, second)
            elif chance < 2 * cut and at + 1 < len(self.draft.parts):
                second = self.draft.parts.pop(at + 1)
                part.rows += second.rows
                if self.rng.random() < 0.5:
                    title = second.title[:1].lower() + second.title[1:]
                    part.title = f"{part.title} {self.words.and_} {title}"

    def _other_title(self, part: Part) -> str:
        if part.concept < 0:
            return restating.restated(self.rng, part.title, self.words, self.rng.choice(RENAMES))
        return self.rng.choice([way for way in self.words.stages[part.concept] if way != part.title])


_EDITS: dict[str, Callable[[Editor, Part, int], None]] = {
    "rename": Editor.rename,
    "move": Editor.move,
    "move to another stage": Editor.move_away,
    "split": Editor.split,
    "merge": Editor.merge,
    "delete": Editor.delete,
    "insert": Editor.insert,
    "channel": Editor.channel,
    "emotion": Editor.emotion,
}
