"""What makes another step of the same words: where to, when, the first time or the last, done or undone; and what is
said by words that say nothing by themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from cjm_editor.compare.phrases import phrase_of
from cjm_editor.compare.points import Point
from cjm_editor.compare.titles import LONGEST_WORD, MOST_WORDS, folded, stem_of

_WORD = re.compile(r"[^\W_]+")

_WAYS = {
    **dict.fromkeys("to into onto в во на к ко до".split(), "to"),
    **dict.fromkeys("from off из от с со".split(), "from"),
    **dict.fromkeys("for для".split(), "for"),
    **dict.fromkeys("about о об про".split(), "about"),
}
"""Little words that make another title, though none is found by them: a taxi to the airport and one from there."""

UNDOING = frozenset(
    f"={group}"
    for group in (
        "argue block cancel close_account complain defect dispose downgrade forget fraud get_lost hang_up late leave "
        "lose miss refuse remove resell resign return stop stuck turn_off"
    ).split()
) | {stem_of("fail")}
"""Groups of the glossary by which something is undone, given up or goes wrong: "gets the card", "blocks the card"."""


@lru_cache(maxsize=65536)
def ways_of(title: str) -> tuple[str, ...]:
    """What the little words of a title say of where to, where from, for whom, about what, in order."""
    everything = _WORD.findall(folded(title)[: LONGEST_WORD * MOST_WORDS])
    return tuple(_WAYS[word] for word in everything if word in _WAYS)


def go_apart(one: str, other: str) -> bool:
    """Whether two titles say otherwise where to or where from. One that says nothing of it goes with either."""
    ours, theirs = ways_of(one), ways_of(other)
    return bool(ours and theirs) and ours != theirs


def is_undone(one: Point, other: Point) -> bool:
    """Whether by what one title does something is undone, given up or goes wrong, of which the other says nothing. Who
    fills in a tax return does none of it."""
    return _undoes(one, other) or _undoes(other, one)


def _undoes(one: Point, other: Point) -> bool:
    return phrase_of(one).head in UNDOING and UNDOING.isdisjoint(other.title.tokens)


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
_HOLLOW = frozenset(
    stem_of(word)
    for word in (
        "minute hour day week month year time euro dollar pound ruble rouble cent percent thousand hundred "
        "million once twice half two three four five six seven eight nine ten first second third last next new "
        "old long short big small free full good bad best fast quick easy own whole same different great high low "
        "special personal extra "
        "минута минут минуты час часа часов день дня дней дни сутки неделя недели недель неделю месяц месяца "
        "месяцев год года лет время времени рубль рубля рублей евро доллар процент тысяча тысячи тысяч сто "
        "миллион раз раза два две три четыре пять шесть восемь девять десять полчаса первый второй третий "
        "последний следующий целый весь вся все каждый много мало несколько"
    ).split()
)
_QUALITY = re.compile(r"[^\W_]{2,}(?:[кгхш]ий|ый|ая|яя|ое|ые|(?<!мн)ого|ому|ыми|ую|юю)")
"""Russian adjectives by their endings, those left out that nouns have as well."""


def light_of(point: Point) -> frozenset[str]:
    """What a title says by verbs that say nothing by themselves: one gets a meal and one gets online."""
    return frozenset(
        name for word in point.title.order if word.stem in _LIGHT for name in (word.single, word.term)
    )


def hollow_of(point: Point) -> frozenset[str]:
    """What a title says by numbers, units of time and money, and qualities: by such a word alone no two touchpoints are
    one. "Three days" and "three letters" have nothing in common."""
    return frozenset(
        word.term
        for raw, word in zip(point.words, point.title.order, strict=False)
        if word.term == word.single
        and (raw.isdigit() or word.stem in _HOLLOW or _QUALITY.fullmatch(raw) is not None)
    )
