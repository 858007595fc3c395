"""What a title says beyond its words: who acts, what is done and to what, where to or from, whether it is undone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from cjm_editor.compare.points import Text, Word
from cjm_editor.compare.titles import LONGEST_WORD, MOST_WORDS, folded, stems_of
from cjm_editor.core.records import dataclass

_WORD = re.compile(r"[^\W_]+")

_WAYS = {
    **dict.fromkeys("to into onto в во на к ко до".split(), "to"),
    **dict.fromkeys("from off из от с со".split(), "from"),
    **dict.fromkeys("for для".split(), "for"),
    **dict.fromkeys("about о об про".split(), "about"),
}
"""Little words that make another title, though none is found by them: a taxi to the airport and one from there."""

_OPENERS = (
    "agent bank buyer client company courier customer doctor driver employee family guest manager parent passenger "
    "patient shopper student tenant user visitor he she they begins can decides must needs starts tries wants "
    "банк водитель врач доктор мама гость гостья жилец клиент клиентка компания курьер менеджер оператор пассажир "
    "пациент пациентка покупатель покупательница пользователь посетитель родитель семья сотрудник студент ученик "
    "должен может начинает нужно пытается решает хочет"
)
"""Who does something, or wants to, begins every second title of some maps and tells none of them apart."""

UNDOING = frozenset(
    f"={group}"
    for group in (
        "argue block cancel close close_account complain defect dispose downgrade forget fraud get_lost hang_up leave "
        "lose miss refund refuse remove resell resign return stop stuck turn_off"
    ).split()
)
"""Groups of the glossary by which something is undone, given up or goes wrong: "gets the card", "blocks the card"."""


@cache
def openers() -> frozenset[str]:
    """The stems of words that say who acts, or that someone wants to: what is done comes after them."""
    return frozenset(stem for word in _OPENERS.split() for stem in stems_of(word))


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a title says of who acts, what its verb says, and the stems of the rest."""

    who: frozenset[str]
    verb: frozenset[str]
    rest: frozenset[str]


def phrase_of(words: Sequence[Word]) -> Phrase:
    """A title taken apart: words that say who acts or wants to, the first term after them, and what is left."""
    at = 0
    while at < len(words) and words[at].stem in openers():
        at += 1
    term = words[at].term if at < len(words) else ""
    end = at
    while end < len(words) and words[end].term == term:
        end += 1
    if end == len(words) and len({word.single for word in words[at:end]}) > 1:
        end = at + 1  # "leaves a review" is one term, and yet says what is left
    verb = {term, *(word.single for word in words[at:end])}
    rest = {word.stem for word in words[end:]}
    who = {name for word in words[:at] for name in (word.single, word.term)}
    return Phrase(frozenset(who), frozenset(verb), frozenset(rest))


@lru_cache(maxsize=65536)
def ways_of(title: str) -> tuple[str, ...]:
    """What the little words of a title say of where to, where from, for whom, about what, in order."""
    everything = _WORD.findall(folded(title)[: LONGEST_WORD * MOST_WORDS])
    return tuple(_WAYS[word] for word in everything if word in _WAYS)


def go_apart(one: str, other: str) -> bool:
    """Whether two titles say otherwise where to or where from. One that says nothing of it goes with either."""
    ours, theirs = ways_of(one), ways_of(other)
    return bool(ours and theirs) and ours != theirs


def undoing_of(title: Text) -> frozenset[str]:
    """What a title says of undoing, giving up or going wrong; empty where it says nothing of it."""
    return UNDOING.intersection(title.tokens)
