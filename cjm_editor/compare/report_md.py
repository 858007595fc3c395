"""The comparison as a Markdown report in either language: first what a sponsor asks, then everything in detail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cjm_editor.compare.report_text import (
    counts_text,
    curve_text,
    details_text,
    first_of,
    headline_text,
    meaning_text,
    named_sides,
    notes_of,
    notices_left,
    parts_text,
    questions_text,
    ranked_and_rest,
    stage_title,
    sureness_text,
)
from cjm_editor.core.besides import no_gap
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.elide import TITLE, WHOLE, elided, in_words
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.figures import after_text, contribution_figures, delta_text, stage_figures, sure_text
from cjm_editor.core.metric_rows import metrics_told
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.path_lines import path_told
from cjm_editor.core.reasons import decided_by, term_title
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix
from cjm_editor.core.standing import also_title, better_title, link_said
from cjm_editor.core.terms import emotion_title
from cjm_editor.core.texts import Message, Words, _
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import (
    first_title,
    fix_title,
    link_title,
    reasons_beside_kind,
    title_of,
)

NOTHING = "—"
_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Line breaks and other blanks, but not those that keep a number and its unit together."""


def markdown_report(result: ComparisonResult, words: Words, limit: int = 0) -> str:
    """The report as Markdown, ending in a line break; every text of the maps is escaped.

    `limit` is the most lines of what to fix first, 0 for all.
    """
    ranked, also = ranked_and_rest(result.fixes)
    rows = (
        *_summary(result, words),
        *_list(words(_("What to do now")), (escaped(words(step)) for step in next_steps(result))),
        *_list(words(_("How sure we are")), (escaped(line) for line in sureness_text(result, words))),
        *_fixes(result, words, ranked, limit),
        *_list(words(also_title(result)), (_mended(result, fix, words) for fix in also)),
        *(
            row
            for title, asked in questions_text(result, words)
            for row in _list(title, (escaped(line) for line in asked))
        ),
        *_stages(result, words),
        *_metrics(result, words),
        *_list(
            words(_("On the path")),
            (escaped(in_words(text, words)) for text in path_told(result)),
        ),
        *_list(words(better_title(result)), (escaped(elided(link_title(result, n))) for n in result.surplus)),
        *_matched(result, words),
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
    heads = ("", *_worded(words, _("Touchpoint"), _("Points"), _("Gap after"), _("Details")))
    yield from _table(heads, ">->>-", rows)


def _details(result: ComparisonResult, fix: Fix, words: Words) -> Iterator[str]:
    yield details_text(result, fix, words, has_gap=False)
    reasons = [*map(idea_line, ideas_of(result, fix)), *reasons_beside_kind(result, fix)]
    yield from (in_words(reason, words, WHOLE) for reason in reasons)


def _mended(result: ComparisonResult, fix: Fix, words: Words) -> str:
    reasons = "; ".join(in_words(reason, words, WHOLE) for reason in fix.reasons)
    return f"{escaped(in_words(fix_title(result, fix), words))}: {escaped(reasons)}"


def _stages(result: ComparisonResult, words: Words) -> Iterator[str]:
    """Stage by stage both sides' touchpoints, what became of them, what customers feel, what it costs."""
    if not result.matching.links:
        return
    yield from ("", f"## {words(_('Stage by stage'))}")
    names = [escaped(role) for role, _side in named_sides(result, words)]
    heads = (*names, *_worded(words, _("Kind"), _felt_title(result), _("Points")))
    left, figures = set(range(len(result.matching.links))), contribution_figures(result)
    for gap, points in zip(result.stages, stage_figures(result), strict=True):
        rows = [n for n in sorted(left) if _stands_in(result, n, gap.ideal, gap.actual)]
        left -= set(rows)
        if rows:
            title = escaped(stage_title(result, gap.ideal, gap.actual))
            shown = f" ({words.number(points, 1)})" if result.score.as_point else ""
            yield from ("", f"### {title}{shown}", "")
            yield from _table(heads, "---->", (_row(result, n, figures.get(n, 0.0), words) for n in rows))


def _stands_in(result: ComparisonResult, number: int, ideal: Sequence[str], actual: Sequence[str]) -> bool:
    """Whether a link is told in a group of stages: where the reference has it, an extra where it is lived."""
    link = result.matching.links[number]
    journey, id = (
        (result.ideal.journey, link.ideal[0]) if link.ideal else (result.actual.journey, link.actual[0])
    )
    touchpoint = journey.touchpoints.get(id)
    stage = touchpoint.stage if touchpoint is not None and journey.stages else ""
    return stage in (ideal if link.ideal else actual)


def _row(result: ComparisonResult, number: int, points: float, words: Words) -> tuple[str, ...]:
    link, gap = result.matching.links[number], result.touchpoints[number]
    ours, theirs = result.ideal.journey, result.actual.journey
    return (
        escaped(elided(title_of(ours, link.ideal), TITLE)) or NOTHING,
        escaped(elided(title_of(theirs, link.actual), TITLE)) or NOTHING,
        escaped(link_said(result, number, words)),
        f"{_felt(theirs, gap.ideal_emotion, words)} → {_felt(theirs, gap.actual_emotion, words)}",
        words.number(points, 1) if result.score.as_point else NOTHING,
    )


def _felt_title(result: ComparisonResult) -> Message:
    """What the emotions of both sides are called: on an ideal map it is a target."""
    ours, theirs = (emotion_title(side.journey.kind) for side in (result.ideal, result.actual))
    return ours if ours == theirs else _("Target emotion → emotion")


def _felt(journey: JourneyMap, value: float | None, words: Words) -> str:
    """An emotion on the lived map's scale, as in all figures: one scale a report."""
    if value is None:
        return NOTHING
    shown = round(from_normal(value, journey.scale), 1) + 0.0
    return f"{'+' if journey.scale.min < 0 < shown else ''}{words.number(shown)}"


def _metrics(result: ComparisonResult, words: Words) -> Iterator[str]:
    rows = [
        tuple(map(escaped, (row.where, row.metric, row.ideal, row.actual, row.verdict)))
        for row in metrics_told(result, words)
    ]
    if rows:
        yield from ("", f"## {words(_('Metrics'))}", "")
        names = [escaped(role) for role, _side in named_sides(result, words)]
        heads = (*_worded(words, _("Where"), _("Metric")), *names, words(_("What it comes to")))
        yield from _table(heads, "-->>-", rows)


def _matched(result: ComparisonResult, words: Words) -> Iterator[str]:
    """What was matched, by what, how sure, and the terms that speak for it and against it."""
    linked = [link for link in result.matching.links if link.ideal and link.actual]
    if not linked:
        return
    yield from ("", f"## {words(_('What was matched and why'))}", "")
    names = [escaped(role) for role, _side in named_sides(result, words)]
    heads = (*names, *_worded(words, _("How sure"), _("Why")))
    yield from _table(heads, "-->-", (_why(result, link, words) for link in linked))


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


def _worded(words: Words, *heads: Message) -> tuple[str, ...]:
    return tuple(words(head) for head in heads)


def _list(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", f"## {title}", "")
        yield from (f"- {line}" for line in found)


def _table(
    heads: Sequence[str], sides: str, rows: Iterator[Sequence[str]] | Sequence[Sequence[str]]
) -> Iterator[str]:
    """A table; `sides` has a sign a column: `>` for numbers, which stand at the right."""
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---:' if side == '>' else '---' for side in sides)} |"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def escaped(text: str) -> str:
    """The text so that Markdown takes no sign of it for markup, on one line."""
    flat = _BLANKS.sub(" ", text).strip()
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|!~&" else sign for sign in flat)
