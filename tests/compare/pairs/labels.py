"""Labels of touchpoints, verb, object and place, and how people word the same one differently."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from tests.compare.pairs.vocabulary import Lexicon

VERB_FORMS = 3
TYPO, MORPHOLOGY, ORDER, SYNONYM, ALL_WORDS, EXTRA_WORD = RENAMES = (
    "typo",
    "morphology",
    "order",
    "synonym",
    "all words",
    "extra word",
)
RENAME_SHARES = (10, 10, 10, 30, 30, 10)
"""How often each; with these, greedy fuzzy matching finds .55 to .65 of maps of 1,000 whose labels are all reworded."""


@dataclass(frozen=True)
class Label:
    """What is done to what and where, by numbers of concepts, with the way of saying each, the verb's form, the
    order (0 verb first, 1 place first, 2 object first) and an extra word."""

    verb: int
    object: int
    place: int
    ways: tuple[int, int, int] = (0, 0, 0)
    form: int = 0
    order: int = 0
    extra: str = ""
    has_verb: bool = True
    has_place: bool = True

    @property
    def meaning(self) -> tuple[int, int, int]:
        return self.verb, self.object, self.place


def some_label(rng: random.Random, words: Lexicon, objects: range, form: int) -> Label:
    """A random label in the map's usual form of verbs."""
    ways = (rng.randrange(2), rng.randrange(2), rng.randrange(2))
    return Label(
        rng.randrange(len(words.verbs)), rng.choice(objects), rng.randrange(len(words.places)), ways, form
    )


def worded(label: Label, words: Lexicon) -> str:
    """The label as people write it, its first letter large."""
    verb = words.verbs[label.verb][label.ways[0]][label.form]
    noun = words.objects[label.object][label.ways[1]]
    if words.language == "ru":
        thing = noun[1] if label.form == 2 and label.has_verb and label.order != 2 else noun[0]
    else:
        thing = noun[1] if label.form == 2 else f"the {noun[0]}"
    place = words.places[label.place][label.ways[2]][0]
    action = verb if label.has_verb else ""
    where = place if label.has_place else ""
    parts = {
        0: (label.extra, action, thing, where),
        1: (where, action, thing, label.extra),
        2: (thing, label.extra, action, where),
    }[label.order]
    return capital(" ".join(part for part in parts if part))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def reworded(rng: random.Random, label: Label, words: Lexicon, kind: str) -> tuple[Label, str]:
    """The same label in other words of one kind of renaming; the text differs from before."""
    before = worded(label, words)
    if kind == TYPO:
        return label, mistyped(rng, before)
    for _attempt in range(20):
        made = _CHANGES[kind](rng, label, words)
        text = worded(made, words)
        if text != before:
            return made, text
    return label, mistyped(rng, before)


def _inflected(rng: random.Random, label: Label, words: Lexicon) -> Label:
    return replace(label, form=(label.form + rng.randint(1, VERB_FORMS - 1)) % VERB_FORMS)


def _reordered(rng: random.Random, label: Label, words: Lexicon) -> Label:
    return replace(label, order=(label.order + rng.randint(1, 2)) % 3)


def _one_synonym(rng: random.Random, label: Label, words: Lexicon) -> Label:
    ways = list(label.ways)
    which = rng.randrange(3)
    ways[which] = 1 - ways[which]
    return replace(label, ways=tuple(ways))


def _all_synonyms(rng: random.Random, label: Label, words: Lexicon) -> Label:
    return replace(label, ways=tuple(1 - way for way in label.ways), form=rng.randrange(VERB_FORMS))


def _lengthened(rng: random.Random, label: Label, words: Lexicon) -> Label:
    return replace(label, extra=rng.choice(words.extra))


_CHANGES = {
    MORPHOLOGY: _inflected,
    ORDER: _reordered,
    SYNONYM: _one_synonym,
    ALL_WORDS: _all_synonyms,
    EXTRA_WORD: _lengthened,
}


def mistyped(rng: random.Random, text: str) -> str:
    """The text with one slip of the finger in a word of four letters or more, if it has one."""
    spots = [n for n in range(1, len(text) - 1) if text[n - 1 : n + 2].isalpha() and _is_in_long(text, n)]
    if not spots:
        return text + text[-1:]
    for _attempt in range(20):
        at = rng.choice(spots)
        made = rng.choice(
            (
                text[:at] + text[at + 1 :],
                text[:at] + text[at] + text[at:],
                text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            )
        )
        if made != text:
            return made
    return text[: spots[0]] + text[spots[0] + 1 :]


def _is_in_long(text: str, at: int) -> bool:
    start = text.rfind(" ", 0, at) + 1
    end = text.find(" ", at)
    return (len(text) if end < 0 else end) - start >= 4


def split_label(rng: random.Random, label: Label, words: Lexicon) -> tuple[str, str]:
    """Two labels for the halves of one touchpoint: what is done, and a further step with the same thing there."""
    further = rng.choice([n for n in range(len(words.verbs)) if n != label.verb])
    second = replace(label, verb=further, ways=(rng.randrange(2), *label.ways[1:]), extra="")
    return worded(replace(label, has_place=False, extra=""), words), worded(second, words)


def joined_label(one: Label, two: Label, words: Lexicon) -> str:
    """One label for two touchpoints that became one: both actions, the place of the second."""
    first = worded(replace(one, has_place=False, order=0, extra=""), words)
    second = worded(replace(two, form=one.form, order=0, extra=""), words)
    return f"{first} {words.and_} {second[:1].lower()}{second[1:]}"
