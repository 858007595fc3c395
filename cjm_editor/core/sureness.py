"""How sure a comparison is, in sentences: links in doubt, open candidates, unknown emotions, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.certainty import next_steps
from cjm_editor.core.elide import short
from cjm_editor.core.emotion import known
from cjm_editor.core.figures import sure_text
from cjm_editor.core.line_facts import FIRST_FIXES, is_assumed, joined, ranked, ranks_told, touchpoints_of
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import company_knows, is_a_step, is_for_detail, open_missing
from cjm_editor.core.texts import Message, Words, _, ngettext, pgettext
from cjm_editor.core.wording import has_target, link_title, links_in_doubt

MOST_NAMES = 3
"""Touchpoints that a sentence names."""


def sureness(result: ComparisonResult, words: Words, shown: Sequence[Fix] = ()) -> tuple[str, ...]:
    """How sure the comparison is, in sentences.

    `shown` are the lines whose evidence is spoken of, the first five where none are given.
    """
    if not result.matching.links:
        return (words(_("Neither map has touchpoints yet.")),)
    lines = shown or ranked(result)[:FIRST_FIXES]
    found = _links_sentences(result, lines, words)
    found += _open_sentence(result, lines, words)
    found += _unknown_sentence(result, words)
    if not result.score.is_open:
        found += _assumed_sentence(result, lines, words)
    found += [
        words(notice).rstrip(".") + "."
        for notice in result.matching.notices
        if not (is_for_detail(notice) or (result.score.is_open and is_a_step(notice)))
    ]
    if lines and not result.score.is_open:  # else the steps stand in a list of their own
        found += [f"{words(step)}." for step in next_steps(result)]
    return tuple(found)


def _open_sentence(result: ComparisonResult, lines: Sequence[Fix], words: Words) -> list[str]:
    """What has no counterpart and may have one; of the lines shown first, by title."""
    numbers = open_missing(result)
    if not numbers:
        return []
    shown = {fix.link for fix in lines if fix.path is None}
    named = [n for n in dict.fromkeys(fix.link for fix in lines) if n in shown and n in numbers]
    said = words(_open_told(result, len(numbers)))
    said = said[:1].upper() + said[1:]
    if not named:
        return [f"{said}."]
    titles = [_quoted(link_title(result, n), words) for n in named]
    return [f"{said}: {_with_rest(titles, len(numbers) - len(named), words)}."]


def _open_told(result: ComparisonResult, n: int) -> Message:
    """How many touchpoints may have a counterpart after all, of how many that have none: the figure of page one."""
    alone = sum(not link.actual for link in result.matching.links)
    if n == alone:
        return ngettext(
            "{n} touchpoint without a counterpart may have one",
            "{n} touchpoints without a counterpart may have one",
            n,
        )
    return ngettext(
        "{open} of {n} touchpoint without a counterpart may have one",
        "{open} of {n} touchpoints without a counterpart may have one",
        alone,
        open=n,
    )


def _unknown_sentence(result: ComparisonResult, words: Words) -> list[str]:
    unknown = [
        t.title.strip() or t.id
        for number, link in enumerate(result.matching.links)
        if link.ideal and link.actual
        for t in touchpoints_of(result, number, False)
        if known(t.emotion, result.actual.journey.scale) is None
    ]
    if not unknown:
        return []
    if company_knows(result.actual.journey):
        believed = ngettext(
            "What the company believes of feelings is not known at {n} touchpoint: {titles}.",
            "What the company believes of feelings is not known at {n} touchpoints: {titles}.",
            len(unknown),
            titles=_listed(unknown, words),
        )
        return [words(believed)]
    message = ngettext(
        "How customers feel is not known at {n} touchpoint: {titles}.",
        "How customers feel is not known at {n} touchpoints: {titles}.",
        len(unknown),
        titles=_listed(unknown, words),
    )
    return [words(message)]


def _assumed_sentence(result: ComparisonResult, fixes: Sequence[Fix], words: Words) -> list[str]:
    assumed = [fix for fix in fixes if is_assumed(result, fix)]
    if not assumed:
        return []
    if not has_target(result):
        differing = ngettext(
            "Difference {numbers} rests on an assumption: check it with interviews.",
            "Differences {numbers} rest on assumptions: check them with interviews.",
            len(assumed),
            numbers=ranks_told(assumed, words),
        )
        return [words(differing)]
    message = ngettext(
        "Fix {numbers} rests on an assumption: check it with interviews.",
        "Fixes {numbers} rest on assumptions: check them with interviews.",
        len(assumed),
        numbers=ranks_told(assumed, words),
    )
    return [words(message)]


def _links_sentences(result: ComparisonResult, lines: Sequence[Fix], words: Words) -> list[str]:
    """Which links are in doubt: those that the lines shown first rest on before all others, every one by title."""
    matched = [n for n, link in enumerate(result.matching.links) if link.ideal and link.actual]
    unsure = links_in_doubt(result)
    if not matched and all(link.by == "pin" for link in result.matching.links):
        return [words(_("People decided that no touchpoint of either map has a counterpart on the other."))]
    if not matched and any(link.is_refused for link in result.matching.links):
        return [words(_("People turned down all pairs that were found."))]
    if not matched:
        return [words(_("No touchpoint could be lined up with one of the other map."))]
    if not unsure:
        told = ngettext(
            "The one link between the maps is not in doubt.",
            "None of the {n} links between the maps is in doubt.",
            len(matched),
        )
        return [words(told)]
    resting = {fix.link: fix.rank for fix in reversed(lines) if fix.link in unsure}
    first = sorted(resting, key=resting.__getitem__)
    named = [*first, *(n for n in unsure if n not in resting)][: max(MOST_NAMES, len(first))]
    told = ngettext(
        "{n} link of {all} is in doubt: {titles}.",
        "{n} links of {all} are in doubt: {titles}.",
        len(unsure),
        all=len(matched),
        titles=_with_rest(
            [_doubt(result, n, resting.get(n), words) for n in named], len(unsure) - len(named), words
        ),
    )
    return [words(told)]


def _doubt(result: ComparisonResult, number: int, rank: int | None, words: Words) -> str:
    """A link in doubt with its confidence, and the line shown first that rests on it."""
    confidence = sure_text(result.matching.links[number].confidence, words)
    title = _quoted(link_title(result, number), words)
    if rank is None:
        return f"{title} ({confidence})"
    told = _("fix {rank}", rank=rank) if has_target(result) else _("difference {rank}", rank=rank)
    return f"{title} ({confidence}, {words(told)})"


def _quoted(title: str, words: Words) -> str:
    return words(pgettext("title", "“{title}”", title=short(title, 48)))


def _listed(titles: Sequence[str], words: Words) -> str:
    told = [_quoted(title, words) for title in titles[:MOST_NAMES]]
    return _with_rest(told, len(titles) - len(told), words)


def _with_rest(told: Sequence[str], rest: int, words: Words) -> str:
    if rest <= 0:
        return joined(told, words)
    return words(_("{list} and {n} more", list=", ".join(told), n=rest))
