"""What of two maps' titles can be read: only words of Russian and English have stems and a glossary."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from cjm_editor.compare.titles import FOREIGN_WORDS, LONGEST_WORD, MOST_WORDS, STOP_WORDS, folded, words_of
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.results import Correspondence

READ = frozenset({"", "en", "ru"})
"""Languages that are read; a document need not state its own."""
UNREAD = 0.75
"""The most that a link is trusted that was found by likeness while nothing of a title could be read."""
STRANGE_SHARE = 0.25
"""Share of a map's titles with letters or little words of neither language, from which on it is taken for one in
another language."""
LEAST_WORDED = 2
"""Titles with little words of another language that a map must have: a single one may be a name."""
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюяё")
_SCRIPTS = frozenset({"LATIN", "CYRILLIC"})


@lru_cache(maxsize=65536)
def says_something(title: str) -> bool:
    """Whether a title has a word that is read: of letters that have stems, and more than `of` or `в`."""
    return any(
        word not in STOP_WORDS and any(_script(sign) in _SCRIPTS for sign in word) for word in words_of(title)
    )


def is_foreign(placed: Sequence[Touchpoint], language: str) -> bool:
    """Whether a map is in a language that is not read: its document says so, or the letters or little
    words of its titles."""
    if language.strip().lower().partition("-")[0].partition("_")[0] not in READ:
        return True
    titled = [t.title[: LONGEST_WORD * MOST_WORDS] for t in placed if t.title.strip()]
    strange, worded = sum(map(_is_strange, titled)), sum(map(_is_worded, titled))
    least = STRANGE_SHARE * len(titled)
    return bool(titled) and (strange >= least or worded >= max(LEAST_WORDED, least))


@lru_cache(maxsize=65536)
def _is_strange(title: str) -> bool:
    signs = set(unicodedata.normalize("NFC", title).casefold())
    return any(sign.isalpha() for sign in signs - _LETTERS)


@lru_cache(maxsize=65536)
def _is_worded(title: str) -> bool:
    """Whether a title has a little word of a language that is not read."""
    return not FOREIGN_WORDS.isdisjoint(folded(title).split())


def doubted(
    ideal: JourneyMap, actual: JourneyMap, links: Sequence[Correspondence], is_unread: bool = False
) -> tuple[Correspondence, ...]:
    """The links, those found by likeness of titles that say nothing trusted no more than `UNREAD`, or all found so
    where a map `is_unread`; their terms still add up."""
    ours, theirs = (
        {t.id for t in journey.touchpoints if is_unread or not says_something(t.title)}
        for journey in (ideal, actual)
    )
    return tuple(
        link if ours.isdisjoint(link.ideal) and theirs.isdisjoint(link.actual) else _doubted(link)
        for link in links
    )


def _doubted(link: Correspondence) -> Correspondence:
    if link.by != "auto" or not (link.ideal and link.actual) or link.confidence <= UNREAD:
        return link
    wanted = math.log(UNREAD / (1 - UNREAD))
    why = (*link.why, ("unread", wanted - sum(value for _name, value in link.why))) if link.why else ()
    return replace(link, confidence=UNREAD, why=why)


def _script(sign: str) -> str:
    return unicodedata.name(sign, "").partition(" ")[0]
