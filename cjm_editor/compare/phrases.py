"""What a title says beyond its words: who acts, what is done and to what, where to or from, whether it is undone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from cjm_editor.compare.points import Point, Text, Word
from cjm_editor.compare.titles import LONGEST_WORD, MOST_WORDS, folded, stem_of, stems_of
from cjm_editor.core.records import dataclass

_WORD = re.compile(r"[^\W_]+")

_WAYS = {
    **dict.fromkeys("to into onto в во на к ко до".split(), "to"),
    **dict.fromkeys("from off из от с со".split(), "from"),
    **dict.fromkeys("for для".split(), "for"),
    **dict.fromkeys("about о об про".split(), "about"),
}
"""Little words that make another title, though none is found by them: a taxi to the airport and one from there."""

_PARTIES = (
    "agent bank buyer candidate cashier client clerk company consultant courier customer dealer dentist director "
    "doctor driver employee family guest insurer landlord lawyer manager master mentor nurse operator owner parent "
    "passenger patient plumber receptionist recruiter seller shopper specialist student supplier support teacher "
    "tenant user visitor waiter "
    "банк водитель врач гость гостья директор доктор друг жилец заказчик исполнитель кассир клиент клиентка компания "
    "консультант курьер мама мастер медсестра менеджер оператор официант пассажир пациент пациентка поддержка "
    "покупатель покупательница пользователь посетитель поставщик преподаватель продавец риелтор родитель семья "
    "сотрудник специалист страховая студент турист ученик учитель хозяин хозяйка юрист "
    "водители врачи гости друзья клиенты менеджеры операторы пассажиры пациенты покупатели пользователи посетители "
    "родители сотрудники специалисты студенты ученики"
)
"""Those who do something on a journey, or to whom it is done; the Russian ones as they are named when they do it."""
_WANTING = (
    "he she they begins can decides must needs starts tries wants "
    "должен может начинает нужно пытается решает хочет"
)


@cache
def openers() -> frozenset[str]:
    """The stems of words that say who acts, or that someone wants to: what is done comes after them. They begin every
    second title of some maps and tell none of them apart."""
    return _parties() | {stem for word in _WANTING.split() for stem in stems_of(word)}


@cache
def _parties() -> frozenset[str]:
    return frozenset(stem_of(word) for word in _PARTIES.split())


UNDOING = frozenset(
    f"={group}"
    for group in (
        "argue block cancel close_account complain defect dispose downgrade forget fraud get_lost hang_up leave "
        "lose miss refuse remove resell resign return stop stuck turn_off"
    ).split()
) | {stem_of("fail")}
"""Groups of the glossary by which something is undone, given up or goes wrong: "gets the card", "blocks the card"."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a title says of who acts, the meaning of its verb, all that the verb's words say, the stems of the rest."""

    who: frozenset[str]
    head: str
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
    return Phrase(frozenset(who), term, frozenset(verb), frozenset(rest))


@lru_cache(maxsize=65536)
def ways_of(title: str) -> tuple[str, ...]:
    """What the little words of a title say of where to, where from, for whom, about what, in order."""
    everything = _WORD.findall(folded(title)[: LONGEST_WORD * MOST_WORDS])
    return tuple(_WAYS[word] for word in everything if word in _WAYS)


def go_apart(one: str, other: str) -> bool:
    """Whether two titles say otherwise where to or where from. One that says nothing of it goes with either."""
    ours, theirs = ways_of(one), ways_of(other)
    return bool(ours and theirs) and ours != theirs


def is_undone(one: Text, other: Text) -> bool:
    """Whether by what one title does something is undone, given up or goes wrong, of which the other says nothing. Who
    fills in a tax return does none of it."""
    return _undoes(one, other) or _undoes(other, one)


def _undoes(one: Text, other: Text) -> bool:
    return phrase_of(one.order).head in UNDOING and UNDOING.isdisjoint(other.tokens)


_IS_DONE = re.compile(
    r"\b(?:is|are|was|were|been|being|gets|got)\b.*\bby (?:the |an? |my |his |her |our |their )?(\w+)"
)
_BESIDE = re.compile(
    r"\b(?:with|for|to|from|of|at|about|on|in) (?:the |an? |my |his |her |our |their )?(\w+)"
)
_NAMED = frozenset(_PARTIES.split())


def roles_of(point: Point) -> Mapping[str, bool]:
    """For each party that a title names, by its meaning, whether it is the one who acts.

    In English who stands before the verb acts ("the driver calls the passenger"), or after "by"; in Russian who is
    named in the nominative, the first if there are several, wherever it stands.
    """
    found: dict[str, bool] = {}
    title = folded(point.touchpoint.title)[: LONGEST_WORD * MOST_WORDS]
    passive = _IS_DONE.search(title)
    by = stem_of(passive[1]) if passive else ""
    beside = {stem_of(word) for word in _BESIDE.findall(title)}
    is_before = True
    for raw, word in zip(point.words, point.title.order, strict=False):
        if word.stem not in openers():
            is_before = False
        if word.stem not in _parties():
            continue
        if not raw.isascii():
            acts = raw in _NAMED and True not in found.values()
        else:
            acts = word.stem == by if passive else is_before and word.stem not in beside
        found.setdefault(word.single, acts)
    return found


def are_turned_round(one: Point, other: Point) -> bool:
    """Whether two titles have the same done by those to whom the other has it done."""
    here, there = phrase_of(one.title.order), phrase_of(other.title.order)
    if here.verb.isdisjoint(there.verb):
        return False
    ours, theirs = roles_of(one), roles_of(other)
    return any(acts != theirs.get(party, acts) for party, acts in ours.items())


_CONTRASTS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        stem_of(word): (family, value)
        for family, value, words in (
            ("time", "before", "before prior до перед"),
            ("time", "after", "after после"),
            ("turn", "first", "first initial первый впервые"),
            ("turn", "third", "third третий"),
            ("turn", "again", "second again repeat repeated второй повторный повторно снова"),
            ("turn", "next", "next следующий"),
            ("turn", "last", "last final последний финальный"),
            ("day", "morning", "morning утро утром"),
            ("day", "evening", "evening вечер вечером"),
            ("when", "today", "today сегодня"),
            ("when", "tomorrow", "tomorrow завтра"),
            ("where", "online", "online онлайн"),
            ("where", "offline", "offline офлайн оффлайн"),
        )
        for word in words.split()
    }
)
"""Words of which two titles for one step would not have different ones of a family."""
_OPPOSITES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        f"={group}": (pair, group)
        for pair in (
            "start finish",
            "open close",
            "check_in check_out",
            "login logout",
            "upgrade downgrade",
        )
        for group in pair.split()
    }
)
"""The same of groups of the glossary."""


@lru_cache(maxsize=65536)
def _contrasts_of(title: str, tokens: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    words = _WORD.findall(folded(title)[: LONGEST_WORD * MOST_WORDS])
    found = {_CONTRASTS.get(stem_of(word)) for word in words} | {_OPPOSITES.get(token) for token in tokens}
    return frozenset(said for said in found if said is not None)


def are_contrasts(one: Point, other: Point) -> bool:
    """Whether two titles say another time, turn or end: before and after, the first and the last, start and finish."""
    ours, theirs = (_contrasts_of(point.touchpoint.title, point.title.tokens) for point in (one, other))
    return any(
        family == other_family and not any((family, v) in theirs for f, v in ours if f == family)
        for family, _value in ours
        for other_family, _other in theirs
    )


_LIGHT = frozenset(stem_of(word) for word in "get got take make have has go goes put do does".split())


def light_of(title: Text) -> frozenset[str]:
    """What a title says by verbs that say nothing by themselves: one gets a meal and one gets online."""
    return frozenset(name for word in title.order if word.stem in _LIGHT for name in (word.single, word.term))
