"""What must be said about the maps themselves before their comparison is believed."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from cjm_editor.compare.interval import is_strange
from cjm_editor.compare.reading import says_something
from cjm_editor.compare.titles import is_mixed, title_key
from cjm_editor.core.model import JourneyMap, Touchpoint, route_order, title_or_id
from cjm_editor.core.parking import parked_told
from cjm_editor.core.results import Matching
from cjm_editor.core.standing import has_glossary, ids_agree, ids_repeated, ids_unused
from cjm_editor.core.texts import Message, _, ngettext

ALIKE = 0.5
"""Share of touchpoints whose title another one of their map has, from which on titles say little."""
WORDLESS = 0.3
"""Share of linked touchpoints without a word in common, from which on the links rest on the order alone."""
AGREEING = 0.6
"""Share of equal ids that links join, from which on links found without them agree with them."""
UNTRUSTED = 0.6
"""The most that a link without a word in common is trusted."""


def cautions(
    ideal: JourneyMap, actual: JourneyMap, matching: Matching, has_foreign: bool = False
) -> tuple[Message, ...]:
    """The notices, the gravest first; none for two maps as maps should be. `has_foreign` where one of them is in a
    language that is not read."""
    found: list[Message] = []
    sides = tuple((journey, route_order(journey)) for journey in (ideal, actual))
    for journey, placed in sides:
        if not placed:
            found.append(_("The map “{title}” has no touchpoints on its route", title=title_or_id(journey)))
        parked = parked_told(journey)
        if parked is not None:
            found.append(parked)
    if not all(placed for _journey, placed in sides):
        return tuple(found)
    found += _strange(matching)
    found += _mute(placed for _journey, placed in sides)
    found += _unread(matching, [placed for _journey, placed in sides], has_foreign)
    if not found:
        found += _wordless(matching, sides[0][1], sides[1][1])
    return (*found, *_mixed(matching, [placed for _journey, placed in sides]))


def ids_told(ideal: JourneyMap, actual: JourneyMap, matching: Matching) -> tuple[Message, ...]:
    """The notices of the matching; that of ids not used says why, and whether the links agree with them."""
    return tuple(
        _ids_reason(ideal, actual, matching) if notice.msgid == ids_unused(1).msgid else notice
        for notice in matching.notices
    )


def _ids_reason(ideal: JourneyMap, actual: JourneyMap, matching: Matching) -> Message:
    sides = [route_order(journey) for journey in (ideal, actual)]
    equal = {t.id for t in sides[0]} & {t.id for t in sides[1]}
    n = len(equal)
    if any(_repeated(placed) >= ALIKE * len(placed) for placed in sides):
        return ids_repeated(n)
    if sum(link.ideal == link.actual for link in matching.links) >= AGREEING * n:
        return ids_agree(n)
    return ids_unused(n)


def _repeated(placed: Sequence[Touchpoint]) -> int:
    """How many touchpoints bear a title that another one of their map has."""
    return sum(n for key, n in Counter(title_key(t.title) for t in placed).items() if key and n > 1)


def _mixed(matching: Matching, sides: Sequence[Sequence[Touchpoint]]) -> list[Message]:
    """Titles with letters of two alphabets in one word, which were read as if all were of one."""
    if matching.id_mode == "lineage":
        return []
    mixed = sum(is_mixed(t.title) for placed in sides for t in placed)
    if not mixed:
        return []
    return [
        ngettext(
            "{n} title mixes Latin and Cyrillic letters in a word: it was read as if all were of one alphabet",
            "{n} titles mix Latin and Cyrillic letters in a word: they were read as if all were of one alphabet",
            mixed,
        )
    ]


def _unread(matching: Matching, sides: Sequence[Sequence[Touchpoint]], has_foreign: bool) -> list[Message]:
    """Titles in languages that are not read, and titles of words that say nothing, where links rest on them."""
    if matching.id_mode == "lineage" or all(k.by != "auto" for k in matching.links):
        return []
    if has_foreign and has_glossary(matching):
        return [
            _(
                "Only words of Russian, English and the glossary are understood, and these maps have others: "
                "check the links by hand"
            )
        ]
    if has_foreign:
        return [
            _(
                "Only Russian and English words are understood, and these maps have others: check the links by hand, "
                "or name a glossary of words that mean the same"
            )
        ]
    mute = sum(bool(t.title.strip()) and not says_something(t.title) for placed in sides for t in placed)
    if not mute:
        return []
    return [
        ngettext(
            "{n} title has no word that says what is meant: check its link by hand",
            "{n} titles have no word that says what is meant: check their links by hand",
            mute,
        )
    ]


def _strange(matching: Matching) -> list[Message]:
    if is_strange(matching.links):
        return [
            _("Hardly anything could be linked: the maps may be of different journeys. Look at the few links")
        ]
    return []


def _mute(sides: Iterable[Sequence[Touchpoint]]) -> list[Message]:
    """Titles that cannot tell touchpoints apart: absent ones, and those that many share."""
    untitled = alike = total = 0
    for placed in sides:
        keys = Counter(title_key(t.title) for t in placed)
        untitled += keys[""]
        alike += sum(n for key, n in keys.items() if key and n > 1)
        total += len(placed)
    found: list[Message] = []
    if untitled:
        found.append(
            ngettext(
                "{n} touchpoint has no title: only its place says what it stands for",
                "{n} touchpoints have no title: only their places say what they stand for",
                untitled,
            )
        )
    if alike >= ALIKE * total:
        found.append(_("Most touchpoints share their titles with others: only their order tells them apart"))
    return found


def _wordless(matching: Matching, ideal: Sequence[Touchpoint], actual: Sequence[Touchpoint]) -> list[Message]:
    """Links that rest on the order alone, as between maps in two languages without a common word."""
    linked = [k for k in matching.links if k.ideal and k.actual and k.by == "auto"]
    bare = sum(k.confidence <= UNTRUSTED for k in linked)
    if not bare or bare < WORDLESS * sum(bool(k.ideal and k.actual) for k in matching.links):
        return []
    if _script(ideal) != _script(actual):
        return [
            _(
                "The maps are in different scripts and share few words: look at the links, they rest on the order"
            )
        ]
    return [_("The titles of the maps share few words: look at the links, they rest on the order")]


def _script(placed: Sequence[Touchpoint]) -> str:
    """The script of most letters in the titles, by the first word of the letters' names in Unicode."""
    letters = Counter(
        unicodedata.name(letter, "").partition(" ")[0]
        for touchpoint in placed
        for letter in touchpoint.title[:200]
        if letter.isalpha()
    )
    return letters.most_common(1)[0][0] if letters else ""
