"""The comparison as a Markdown report in either language: first what a sponsor asks, then everything in detail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.compare.md import NOTHING, escaped, heads, section, table
from cjm_editor.compare.md_detail import evidence_detail, stages_detail
from cjm_editor.compare.report_sides import named_sides
from cjm_editor.compare.report_text import (
    counts_text,
    curve_text,
    details_text,
    first_of,
    headline_text,
    meaning_text,
    notes_of,
    notices_left,
    parts_text,
    questions_text,
    ranked_and_rest,
    sureness_text,
)
from cjm_editor.core.basis import decisions_told
from cjm_editor.core.besides import no_gap
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.elide import WHOLE, elided, in_words
from cjm_editor.core.figures import after_text, delta_text, sure_text
from cjm_editor.core.metric_rows import metrics_told
from cjm_editor.core.path_lines import path_told
from cjm_editor.core.reasons import decided_by, term_title
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix
from cjm_editor.core.standing import also_title, better_title
from cjm_editor.core.texts import Words, _
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import (
    first_title,
    fix_title,
    link_title,
    reasons_beside_kind,
    title_of,
)


def markdown_report(result: ComparisonResult, words: Words, limit: int = 0) -> str:
    """The report as Markdown, ending in a line break; every text of the maps is escaped.

    `limit` is the most lines of what to fix first, 0 for all.
    """
    ranked, also = ranked_and_rest(result.fixes)
    rows = (
        *_summary(result, words),
        *section(words(_("What to do now")), (escaped(words(step)) for step in next_steps(result))),
        *section(words(_("How sure we are")), (escaped(line) for line in sureness_text(result, words))),
        *_fixes(result, words, ranked, limit),
        *section(words(also_title(result)), (_mended(result, fix, words) for fix in also)),
        *(
            row
            for title, asked in questions_text(result, words)
            for row in section(title, (escaped(line) for line in asked))
        ),
        *stages_detail(result, words),
        *_metrics(result, words),
        *section(
            words(_("On the path")),
            (escaped(in_words(text, words)) for text in path_told(result)),
        ),
        *section(
            words(better_title(result)), (escaped(elided(link_title(result, n))) for n in result.surplus)
        ),
        *_matched(result, words),
        *section(words(_("What people decided")), map(escaped, decisions_told(result, words))),
        *evidence_detail(result, words),
    )
    return "\n".join(rows) + "\n"


def _summary(result: ComparisonResult, words: Words) -> Iterator[str]:
    yield f"# {escaped(headline_text(result, words))}"
    if told := no_gap(result, words):
        yield from ("", escaped(told))
    yield ""
    for role, side in named_sides(result, words):
        yield f"- {escaped(role)}: {escaped(side)}"
    if not result.score.is_open:
        yield f"- {words(_('Parts'))}: {parts_text(result, words)}"
    yield f"- {words(_('Touchpoints'))}: {counts_text(result, words)}"
    for notice in notices_left(result):
        yield from ("", f"> {escaped(words(notice))}")


def _fixes(result: ComparisonResult, words: Words, ranked: Sequence[Fix], limit: int) -> Iterator[str]:
    if not ranked or result.score.is_open:
        return
    yield from ("", f"## {words(first_title(result))}", "")
    if len(ranked) > 1:
        told = [words(text) for text in (meaning_text(result), *notes_of(result))]
        if result.score.as_point and (fall := curve_text(result, words)):
            told.insert(0, f"{fall}.")
        yield from (" ".join(told), "")
    rows = (
        (
            str(fix.rank),
            escaped(in_words(fix_title(result, fix), words)),
            delta_text(fix, words),
            after_text(fix, words) if result.score.as_point else NOTHING,
            escaped("; ".join(_details(result, fix, words))),
        )
        for fix in first_of(ranked, limit)
    )
    columns = ("", *heads(words, _("Touchpoint"), _("Points"), _("Gap after"), _("Details")))
    yield from table(columns, ">->>-", rows)


def _details(result: ComparisonResult, fix: Fix, words: Words) -> Iterator[str]:
    yield details_text(result, fix, words, has_gap=False)
    reasons = [*map(idea_line, ideas_of(result, fix)), *reasons_beside_kind(result, fix)]
    yield from (in_words(reason, words, WHOLE) for reason in reasons)


def _mended(result: ComparisonResult, fix: Fix, words: Words) -> str:
    reasons = "; ".join(in_words(reason, words, WHOLE) for reason in fix.reasons)
    return f"{escaped(in_words(fix_title(result, fix), words))}: {escaped(reasons)}"


def _metrics(result: ComparisonResult, words: Words) -> Iterator[str]:
    rows = [
        tuple(map(escaped, (row.where, row.metric, row.ideal, row.actual, row.verdict)))
        for row in metrics_told(result, words)
    ]
    if rows:
        yield from ("", f"## {words(_('Metrics'))}", "")
        names = [escaped(role) for role, _side in named_sides(result, words)]
        columns = (*heads(words, _("Where"), _("Metric")), *names, words(_("What it comes to")))
        yield from table(columns, "-->>-", rows)


def _matched(result: ComparisonResult, words: Words) -> Iterator[str]:
    """What was matched, by what, how sure, and the terms that speak for it and against it."""
    linked = [link for link in result.matching.links if link.ideal and link.actual]
    if not linked:
        return
    yield from ("", f"## {words(_('What was matched and why'))}", "")
    names = [escaped(role) for role, _side in named_sides(result, words)]
    columns = (*names, *heads(words, _("How sure"), _("Why")))
    yield from table(columns, "-->-", (_why(result, link, words) for link in linked))


def _why(result: ComparisonResult, link: Correspondence, words: Words) -> tuple[str, ...]:
    terms = [
        f"{words(term_title(name, value))} {'+' if value > 0 else ''}{words.number(value, 1)}"
        for name, value in link.why
    ]
    told = words(decided_by(link)) if link.by != "auto" else ", ".join(terms)
    return (
        escaped(elided(title_of(result.ideal.journey, link.ideal))),
        escaped(elided(title_of(result.actual.journey, link.actual))),
        sure_text(link.confidence, words),
        escaped(told),
    )
