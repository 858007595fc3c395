"""What the two maps of a comparison are called, and what became of their links, in words that fit the roles of both."""

from __future__ import annotations

from cjm_editor.core.elide import lowered
from cjm_editor.core.model import segment_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.standing import (
    are_alike,
    are_settled,
    link_kind,
    missing_is_known,
    open_extra,
    open_missing,
)
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Words, _, ngettext

LONGEST = 600
"""Characters of a map's title that are looked at."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """What the two maps are called here, and what being off the reference is called."""

    ideal: str
    actual: str
    worse: str
    better: str
    better_short: str


def role_words(result: ComparisonResult, words: Words) -> RoleWords:
    """The words for both sides: by the kinds of the maps, of equal kinds by their titles, else their segments'."""
    ideal, actual = result.ideal.journey, result.actual.journey
    if ideal.kind != actual.kind:
        names = (words(map_kind_title(ideal.kind)), words(map_kind_title(actual.kind)))
    else:
        names = _own_names(result.ideal, result.actual)
    if ideal.kind == "ideal" and actual.kind != "ideal":
        told = (_("worse than the target"), _("better than the target"), _("above target"))
    elif ideal.kind == "assumed" and actual.kind == "actual":
        told = (_("worse than believed"), _("better than believed"), _("better than believed"))
    else:
        told = (_("worse"), _("better"), _("better"))
    worse, better, short = (words(message) for message in told)
    return RoleWords(names[0], names[1], worse, better, short)


def segment_titles(result: ComparisonResult) -> tuple[str, ...]:
    """What the segments of both maps are called, one that both have once; empty where the names of the maps say it."""
    titles = tuple(dict.fromkeys(title for title in map(_segment, (result.ideal, result.actual)) if title))
    are_named = result.ideal.journey.kind == result.actual.journey.kind
    return () if are_named and titles == _own_names(result.ideal, result.actual) else titles


def _own_names(ideal: Side, actual: Side) -> tuple[str, str]:
    """Two names that differ: titles of the maps, titles of their segments, names as given."""
    titles = (_clean(ideal.journey.title), _clean(actual.journey.title))
    segments = (_segment(ideal), _segment(actual))
    for pair in (segments, titles) if ideal.journey.segment != actual.journey.segment else (titles, segments):
        if pair[0] and pair[1] and pair[0] != pair[1]:
            return pair
    return (ideal.name or titles[0], actual.name or titles[1])


def _segment(side: Side) -> str:
    found = segment_of(side.document, side.journey.segment)
    return _clean(found.title) if found is not None else ""


def _clean(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def kind_word(kind: str, n: int, result: ComparisonResult, words: Words) -> str:
    """What `n` links of a kind are: "renamed"; missing and extra in words that fit the roles of the two maps."""
    maps = (result.ideal.journey.kind, result.actual.journey.kind)
    if kind == "missing":
        is_sure = are_settled(result, True)
        if are_alike(result) and is_sure:
            told = ngettext("only in the first map", "only in the first map", n)
        elif are_alike(result):
            told = ngettext("not found in the second map", "not found in the second map", n)
            if count := len(open_missing(result)):
                told = _("{told} ({open} in question)", told=told, open=count)
        elif maps == ("assumed", "actual") and is_sure:
            told = ngettext("only believed", "only believed", n)
        elif maps == ("assumed", "actual") or not missing_is_known(result):
            told = ngettext("without a counterpart", "without a counterpart", n)
        elif maps != ("ideal", "actual"):
            told = ngettext("only in the reference", "only in the reference", n)
        else:
            told = ngettext("missing in reality", "missing in reality", n)
    elif kind == "extra":
        is_sure = are_settled(result, False)
        if maps == ("assumed", "actual") and is_sure:
            told = ngettext("unknown to the company", "unknown to the company", n)
        elif maps == ("assumed", "actual"):
            told = ngettext("not found in the company's belief", "not found in the company's belief", n)
        elif are_alike(result) and is_sure:
            told = ngettext("only in the second map", "only in the second map", n)
        elif are_alike(result):
            told = ngettext("not found in the first map", "not found in the first map", n)
        else:
            told = ngettext("extra", "extra", n)
        if count := len(open_extra(result)):
            told = _("{told} ({open} in question)", told=told, open=count)
    else:
        told = {
            "same": ngettext("matches", "match", n),
            "changed": ngettext("differs", "differ", n),
            "renamed": ngettext("is renamed", "are renamed", n),
            "moved": ngettext("has moved", "have moved", n),
            "split": ngettext("is split", "are split", n),
            "merged": ngettext("is merged", "are merged", n),
            "many": ngettext("is regrouped", "are regrouped", n),
        }[kind]
    return words(told)


def link_word(number: int, result: ComparisonResult, words: Words) -> str:
    """What became of one link, in the middle of a sentence."""
    link = result.matching.links[number]
    if link.ideal and link.actual:
        return kind_word(link.kind, 1, result, words)
    return lowered(words(link_kind(result, number)))
