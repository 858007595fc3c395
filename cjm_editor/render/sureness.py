"""How sure a comparison is, in sentences: links in doubt, open candidates, unknown emotions, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.emotion import known
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import are_alike, is_for_detail, open_missing
from cjm_editor.core.texts import Words, _, ngettext, pgettext
from cjm_editor.core.wording import link_title, links_in_doubt
from cjm_editor.render.verdict import FIRST_FIXES, ranked, short, touchpoints_of

MOST_NAMES = 3
"""Touchpoints that a sentence names."""


def sureness(result: ComparisonResult, words: Words, shown: Sequence[Fix] = ()) -> tuple[str, ...]:
    """How sure the comparison is, in sentences.

    `shown` are the lines whose evidence is spoken of, the first five where none are given.
    """
    if not result.matching.links:
        return (words(_("Neither map has touchpoints yet.")),)
    found = [_links_sentence(result, words)]
    open_ones = len(open_missing(result))
    if open_ones:
        found.append(
            words(
                ngettext(
                    "{n} touchpoint without a counterpart may have one.",
                    "{n} touchpoints without a counterpart may have one.",
                    open_ones,
                )
            )
        )
    found += _unknown_sentence(result, words)
    found += _assumed_sentence(result, shown or ranked(result)[:FIRST_FIXES], words)
    found += [
        words(notice).rstrip(".") + "." for notice in result.matching.notices if not is_for_detail(notice)
    ]
    return tuple(found)


def _unknown_sentence(result: ComparisonResult, words: Words) -> list[str]:
    unknown = [
        t.title
        for number, link in enumerate(result.matching.links)
        if link.ideal and link.actual
        for t in touchpoints_of(result, number, False)
        if known(t.emotion, result.actual.journey.scale) is None
    ]
    if not unknown:
        return []
    message = ngettext(
        "How customers feel is not known at {n} touchpoint: {titles}.",
        "How customers feel is not known at {n} touchpoints: {titles}.",
        len(unknown),
        titles=_listed(unknown, words),
    )
    return [words(message)]


def _assumed_sentence(result: ComparisonResult, fixes: Sequence[Fix], words: Words) -> list[str]:
    assumed = [fix.rank for fix in fixes if fix.weaker == "assumption"]
    if not assumed:
        return []
    if are_alike(result):
        differing = ngettext(
            "Difference {numbers} rests on an assumption: check it with interviews.",
            "Differences {numbers} rest on assumptions: check them with interviews.",
            len(assumed),
            numbers=_joined(_runs(assumed), words),
        )
        return [words(differing)]
    message = ngettext(
        "Fix {numbers} rests on an assumption: check it with interviews.",
        "Fixes {numbers} rest on assumptions: check them with interviews.",
        len(assumed),
        numbers=_joined(_runs(assumed), words),
    )
    return [words(message)]


def _links_sentence(result: ComparisonResult, words: Words) -> str:
    matched = [n for n, link in enumerate(result.matching.links) if link.ideal and link.actual]
    unsure = links_in_doubt(result)
    if not matched:
        return words(_("No touchpoint has a counterpart."))
    if not unsure:
        return words(
            ngettext(
                "The one link between the maps is not in doubt.",
                "None of the {n} links between the maps is in doubt.",
                len(matched),
            )
        )
    told = [
        f"{_quoted(link_title(result, n), words)} ({words.percent(result.matching.links[n].confidence)})"
        for n in unsure[:MOST_NAMES]
    ]
    return words(
        ngettext(
            "{n} link of {all} is in doubt: {titles}.",
            "{n} links of {all} are in doubt: {titles}.",
            len(unsure),
            all=len(matched),
            titles=_with_rest(told, len(unsure) - len(told), words),
        )
    )


def _quoted(title: str, words: Words) -> str:
    return words(pgettext("title", "“{title}”", title=short(title, 48)))


def _listed(titles: Sequence[str], words: Words) -> str:
    told = [_quoted(title, words) for title in titles[:MOST_NAMES]]
    return _with_rest(told, len(titles) - len(told), words)


def _with_rest(told: Sequence[str], rest: int, words: Words) -> str:
    if rest <= 0:
        return _joined(told, words)
    return words(_("{list} and {n} more", list=", ".join(told), n=rest))


def _runs(numbers: Sequence[int]) -> list[str]:
    """Rising numbers as text, three and more in a row as a run: `1–3`, `7`."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [
        text
        for run in found
        for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run])
    ]


def _joined(parts: Sequence[str], words: Words) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return words(_("{list} and {last}", list=", ".join(parts[:-1]), last=parts[-1]))
