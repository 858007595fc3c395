"""The comparison for the command line: plain text and Markdown, in either language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cjm_editor.core.results import ComparisonResult, Fix, Side
from cjm_editor.core.terms import evidence_label, map_kind_title
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import (
    count_told,
    counts,
    doubts,
    fix_stage,
    fix_title,
    headline,
    kind_title,
    link_title,
    part_title,
    quadrant_title,
    title_of,
)

FIRST_FIXES = 10
PARTS = ("experience", "path", "friction", "metrics")


def text_report(result: ComparisonResult, words: Words, limit: int = FIRST_FIXES) -> str:
    """The report as plain text, ending in a line break: gap, parts, counts, what to fix first, what else to mend.

    `limit` is the most lines of the list; 0 means all. What carries no points is never left out.
    """
    return "\n".join(_plain(result, words, limit)) + "\n"


def _plain(result: ComparisonResult, words: Words, limit: int) -> Iterator[str]:
    yield _headline(result, words)
    yield ""
    for role, side in _sides(result, words):
        yield f"{role}: {side}"
    yield f"{words(_('Parts'))}: {_parts(result, words)}"
    yield f"{words(_('Touchpoints'))}: {_counts(result, words)}"
    ranked, also = _split(result.fixes)
    if ranked:
        yield ""
        yield words(_("What to fix first"))
        for fix in _first(ranked, limit):
            yield from _fix_lines(result, fix, words)
        rest = len(ranked) - len(_first(ranked, limit))
        if rest:
            yield f"  {words(ngettext('and {n} more line', 'and {n} more lines', rest))}"
    if also:
        yield ""
        yield words(_("Also to fix"))
        for fix in also:
            yield f"  • {words(fix_title(result, fix))}"
            yield from (f"      {words(reason)}" for reason in fix.reasons)
    asked = _asked(result, words)
    if asked:
        yield ""
        yield words(_("Links in doubt"))
        yield from (f"  ? {line}" for line in asked)
    if result.surplus:
        yield ""
        yield words(_("Better than the reference"))
        yield from (f"  + {link_title(result, number)}" for number in result.surplus)
    for notice in result.matching.notices:
        yield ""
        yield words(notice)


def _headline(result: ComparisonResult, words: Words) -> str:
    reasons = "; ".join(words(doubt) for doubt in doubts(result))
    return f"{words(headline(result))} ({reasons})" if reasons else words(headline(result))


def _sides(result: ComparisonResult, words: Words) -> list[tuple[str, str]]:
    ours, theirs = result.ideal.journey.kind, result.actual.journey.kind
    role = map_kind_title(theirs) if theirs != ours else _("Compared map")
    return [
        (words(_("Reference")), _side(result.ideal, words)),
        (words(role), _side(result.actual, words)),
    ]


def _side(side: Side, words: Words) -> str:
    title = side.journey.title or words(map_kind_title(side.journey.kind))
    return f"{title} ({side.name})"


def _parts(result: ComparisonResult, words: Words) -> str:
    """Each part with its value and, where it exists, its weight in the gap."""
    named = []
    for name in PARTS:
        value: float | None = getattr(result.score.parts, name)
        weight: float | None = getattr(result.score.weights, name)
        shown = words(_("none")) if value is None else words.number(value, 2)
        if value is not None and weight is not None:
            shown = words(_("{value} (weight {percent}%)", value=shown, percent=round(100 * weight)))
        named.append(f"{words(part_title(name))} {shown}")
    return ", ".join(named)


def _counts(result: ComparisonResult, words: Words) -> str:
    return ", ".join(words(count_told(result, kind, n)) for kind, n in counts(result)) or words(_("none"))


def _split(fixes: Iterable[Fix]) -> tuple[list[Fix], list[Fix]]:
    everything = list(fixes)
    return [fix for fix in everything if not fix.also], [fix for fix in everything if fix.also]


def _first(fixes: Sequence[Fix], limit: int) -> Sequence[Fix]:
    return fixes[:limit] if limit else fixes


def _fix_lines(result: ComparisonResult, fix: Fix, words: Words) -> Iterator[str]:
    saved = words.number(-fix.delta, 1)
    yield f"{fix.rank:>3}. {saved:>6}  {words(fix_title(result, fix))}"
    yield f"{'':13}{_details(result, fix, words)}"
    yield from (f"{'':13}{words(reason)}" for reason in fix.reasons)


def _details(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """Kind, stage, quadrant, evidence, effort and what remains, as far as they are known."""
    link = result.matching.links[fix.link]
    found: list[Message | str] = [] if fix.path is not None else [kind_title(link.kind)]
    found += [fix_stage(result, fix), quadrant_title(fix.quadrant), evidence_label(fix.weaker)]
    found.append(_("effort {effort}", effort=fix.effort))
    if fix.unsure:
        found.append(_("link in doubt: {percent}%", percent=round(100 * link.confidence)))
    found.append(_("gap falls to {gap}", gap=round(fix.after, 1)))
    return " · ".join(text for text in (words(part) for part in found) if text)


def _asked(result: ComparisonResult, words: Words) -> list[str]:
    """Unsure links, and missing touchpoints with what may stand for them."""
    found: list[Message] = []
    ours, theirs = result.ideal.journey, result.actual.journey
    for link in result.matching.links:
        if link.unsure:
            found.append(
                _(
                    "“{ideal}” is “{actual}”? {percent}%",
                    ideal=title_of(ours, link.ideal),
                    actual=title_of(theirs, link.actual),
                    percent=round(100 * link.confidence),
                )
            )
        elif link.ideal and link.maybe:
            near = link.maybe[0]
            found.append(
                _(
                    "“{ideal}” replaced by “{actual}”? {percent}%",
                    ideal=title_of(ours, link.ideal),
                    actual=title_of(theirs, (near.id,)),
                    percent=round(100 * near.confidence),
                )
            )
    return [words(message) for message in found]


def markdown_report(result: ComparisonResult, words: Words, limit: int = 0) -> str:
    """The report as Markdown; every text of the maps is escaped."""
    return "\n".join(_markdown(result, words, limit)) + "\n"


def _markdown(result: ComparisonResult, words: Words, limit: int) -> Iterator[str]:
    yield f"# {_escaped(_headline(result, words))}"
    yield ""
    for role, side in _sides(result, words):
        yield f"- {role}: {_escaped(side)}"
    yield f"- {words(_('Parts'))}: {_parts(result, words)}"
    yield f"- {words(_('Touchpoints'))}: {_counts(result, words)}"
    ranked, also = _split(result.fixes)
    if ranked:
        yield from ("", f"## {words(_('What to fix first'))}", "")
        heads = (_("Touchpoint"), _("Points"), _("Gap after"), _("Details"))
        yield f"| | {' | '.join(words(head) for head in heads)} |"
        yield "| ---: | --- | ---: | ---: | --- |"
        for fix in _first(ranked, limit):
            cells = (
                str(fix.rank),
                _escaped(words(fix_title(result, fix))),
                words.number(-fix.delta, 1),
                words.number(fix.after, 1),
                _escaped("; ".join([_details(result, fix, words), *(words(r) for r in fix.reasons)])),
            )
            yield f"| {' | '.join(cells)} |"
    if also:
        yield from ("", f"## {words(_('Also to fix'))}", "")
        for fix in also:
            reasons = "; ".join(words(reason) for reason in fix.reasons)
            yield f"- {_escaped(words(fix_title(result, fix)))}: {_escaped(reasons)}"
    asked = _asked(result, words)
    if asked:
        yield from ("", f"## {words(_('Links in doubt'))}", "")
        yield from (f"- {_escaped(line)}" for line in asked)
    if result.surplus:
        yield from ("", f"## {words(_('Better than the reference'))}", "")
        yield from (f"- {_escaped(link_title(result, number))}" for number in result.surplus)
    for notice in result.matching.notices:
        yield from ("", _escaped(words(notice)))


def _escaped(text: str) -> str:
    """The text so that Markdown takes no sign of it for markup, on one line."""
    flat = " ".join(text.split())
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|!~&" else sign for sign in flat)
