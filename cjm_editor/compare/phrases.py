"""Who does what in a title, and to whom: its verbs, the parties it names, and what is left."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from cjm_editor.compare.points import Point
from cjm_editor.compare.titles import LONGEST_WORD, MOST_WORDS, folded, stem_of, stems_of, words_of
from cjm_editor.core.records import dataclass

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
_WANTING = "he she they can decides must needs tries wants должен может нужно пытается решает хочет"


@cache
def openers() -> frozenset[str]:
    """The stems of words that say who acts, or that someone wants to: what is done comes after them. They begin every
    second title of some maps and tell none of them apart."""
    return _parties() | {stem for word in _WANTING.split() for stem in stems_of(word)}


@cache
def _parties() -> frozenset[str]:
    return frozenset(stem_of(word) for word in _PARTIES.split())


_AND = re.compile(r"\b(?:and|then|or|but|и|а|но|или|потом|затем)\b")
"""Words after which a title may say what else is done."""
_VERB = re.compile(r"[^\W_]*(?:(?:ет|ит|ут|ют|ат|ят|(?<!с)ть|ти|чь|л|ла|ло|ли)(?:ся|сь)?|[^\W_]s|ing|ed)")
"""A word that by its ending can be a verb as touchpoints are named."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a title says of who acts, the meaning of its first verb, all that its verbs say, the stems of the rest."""

    who: frozenset[str]
    head: str
    verbs: frozenset[str]
    rest: frozenset[str]


def phrase_of(point: Point) -> Phrase:
    """A title taken apart: words that say who acts or wants to, the first term after them and after each "and" that
    goes on with a verb, and what is left."""
    words = point.title.order
    heads: list[str] = []
    who: set[str] = set()
    verbs: set[str] = set()
    rest: set[str] = set()
    starts = [start for start in _clauses(point.touchpoint.title) if start < len(words)] or [0]
    for start, stop in zip(starts, (*starts[1:], len(words)), strict=True):
        at = start
        while at < stop and words[at].stem in openers():
            at += 1
        term = words[at].term if at < stop else ""
        end = at
        while end < stop and words[end].term == term:
            end += 1
        if end == stop and len({word.single for word in words[at:end]}) > 1:
            end = at + 1  # "leaves a review" is one term, and yet says what is left
        heads.append(term)
        who.update(name for word in words[start:at] for name in (word.single, word.term))
        verbs.update((term, *(word.single for word in words[at:end])))
        rest.update(word.stem for word in words[end:stop])
    return Phrase(frozenset(who), heads[0], frozenset(verbs), frozenset(rest))


@lru_cache(maxsize=65536)
def _clauses(title: str) -> tuple[int, ...]:
    """The places, among the words of a title, at which it says what is done; the first is 0."""
    found, at = [0], 0
    parts = _AND.split(folded(title)[: LONGEST_WORD * MOST_WORDS])
    for n, part in enumerate(parts):
        words = words_of(part) if part.strip() else ()
        if n and words and at:
            first = next((word for word in words if stem_of(word) not in openers()), "")
            if _VERB.fullmatch(first):
                found.append(at)
        at += len(words)
    return tuple(found) if at == len(words_of(title)) else (0,)


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


def doers_of(point: Point) -> frozenset[str]:
    """Who acts in a title. That the courier does both makes no one step of what he does."""
    return frozenset(party for party, acts in roles_of(point).items() if acts)


def are_turned_round(one: Point, other: Point) -> bool:
    """Whether two titles have the same done by those to whom the other has it done."""
    if phrase_of(one).verbs.isdisjoint(phrase_of(other).verbs):
        return False
    ours, theirs = roles_of(one), roles_of(other)
    return any(acts != theirs.get(party, acts) for party, acts in ours.items())
