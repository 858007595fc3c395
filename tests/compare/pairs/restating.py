"""Other wordings of labels that people wrote themselves, of unknown grammar: by letters, endings and order."""

from __future__ import annotations

import random
import re
from functools import cache

from tests.compare.pairs.labels import (
    ALL_WORDS,
    EXTRA_WORD,
    MORPHOLOGY,
    ORDER,
    SYNONYM,
    TYPO,
    capital,
    mistyped,
)
from tests.compare.pairs.vocabulary import Lexicon

RUSSIAN_ENDINGS = (
    ("ать", "ает"),
    ("ить", "ит"),
    ("ял", "яет"),
    ("ал", "ает"),
    ("ил", "ит"),
    ("ает", "ать"),
    ("ует", "овать"),
    ("ение", "ения"),
    ("ание", "ания"),
    ("ка", "ки"),
    ("ов", "ы"),
    ("ы", "ов"),
    ("ия", "ии"),
    ("у", "а"),
    ("а", "у"),
    ("ь", "и"),
)
ENGLISH_ENDINGS = (("ies", "y"), ("ing", "e"), ("es", "e"), ("s", ""), ("ed", ""), ("e", "es"), ("", "s"))


def restated(rng: random.Random, text: str, words: Lexicon, kind: str) -> str:
    """The text worded otherwise; where this kind cannot be had the next best, at last a slip of the finger."""
    order = (SYNONYM, MORPHOLOGY, ORDER, EXTRA_WORD, TYPO)
    kinds = (MORPHOLOGY, SYNONYM, ORDER) if kind == ALL_WORDS else (kind, *order)
    made = text
    for one in kinds:
        made = _STEPS[one](rng, made, words)
        if made != text and kind != ALL_WORDS:
            return made
    return made if made != text else mistyped(rng, text)


def halves(text: str) -> tuple[str, str] | None:
    """Two labels for the halves of one that has at least four words; both keep its middle word."""
    found = text.split()
    if len(found) < 4:
        return None
    middle = len(found) // 2
    return " ".join(found[: middle + 1]), capital(" ".join(found[middle:]))


def _inflected(rng: random.Random, text: str, words: Lexicon) -> str:
    found = text.split()
    order = list(range(len(found)))
    rng.shuffle(order)
    for n in order:
        changed = _other_ending(found[n])
        if changed != found[n]:
            found[n] = changed
            return " ".join(found)
    return text


def _other_ending(word: str) -> str:
    if not word.isalpha() or len(word) < 5:
        return word
    if re.search("[а-яё]", word):
        endings = RUSSIAN_ENDINGS
    elif word.isascii():
        endings = ENGLISH_ENDINGS
    else:
        return word
    for ending, other in endings:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + other
    return word


def _reordered(rng: random.Random, text: str, words: Lexicon) -> str:
    found = text.split()
    if len(found) < 3:
        return text
    cut = rng.randint(1, len(found) - 1)
    first = found[0][:1].lower() + found[0][1:] if found[0].istitle() else found[0]
    return capital(" ".join((*found[cut:], first, *found[1:cut])))


def _synonym(rng: random.Random, text: str, words: Lexicon) -> str:
    others = _synonyms(words)
    found = text.split()
    known = [n for n, word in enumerate(found) if word.lower() in others]
    if not known:
        return text
    n = rng.choice(known)
    other = others[found[n].lower()]
    found[n] = capital(other) if found[n][:1].isupper() else other
    return " ".join(found)


@cache
def _synonyms(words: Lexicon) -> dict[str, str]:
    """Single words that can be put for one another, each in the same form."""
    found: dict[str, str] = {}
    for ways in (*words.verbs, *words.objects):
        for one, two in (ways, ways[::-1]):
            for here, there in zip(one, two, strict=True):
                if " " not in here:
                    found.setdefault(here, there)
    return found


def _lengthened(rng: random.Random, text: str, words: Lexicon) -> str:
    return f"{text} {rng.choice(words.extra)}"


def _mistyped(rng: random.Random, text: str, words: Lexicon) -> str:
    return mistyped(rng, text)


_STEPS = {
    TYPO: _mistyped,
    MORPHOLOGY: _inflected,
    ORDER: _reordered,
    SYNONYM: _synonym,
    EXTRA_WORD: _lengthened,
}
