"""The detail of the Markdown report: stage by stage a table of the links, then each of them with both sides' texts, as
the web page and the pages for paper have them; at the end what the maps rest on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.compare.md import NOTHING, bullets, escaped, heads, table
from cjm_editor.compare.report_sides import named_sides
from cjm_editor.core.basis import evidence_told, titles_told
from cjm_editor.core.detail import Fact, Sheet, StageSheets, Told, stages_told
from cjm_editor.core.elide import TITLE, elided
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.figures import contribution_figures, stage_figures
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.standing import link_said
from cjm_editor.core.terms import emotion_title
from cjm_editor.core.texts import Message, Words, _
from cjm_editor.core.wording import title_of

Names = tuple[str, str]
"""What the two maps are called, escaped."""


def stages_detail(result: ComparisonResult, words: Words) -> Iterator[str]:
    """Stage by stage both sides' touchpoints, what became of them, what customers feel, what it costs, what is written
    down about them."""
    if not result.matching.links:
        return
    yield from ("", f"## {words(_('Stage by stage'))}")
    names = _names(result, words)
    columns = (*names, *heads(words, _("Kind"), _felt_title(result), _("Points")))
    figures, shares = contribution_figures(result), stage_figures(result)
    for stage in stages_told(result, words):
        if stage.place is not None:
            share = words.number(shares[stage.place], 1)
            shown = f" ({share})" if result.score.as_point else ""
            yield from ("", f"### {escaped(stage.title) or NOTHING}{shown}")
        yield ""
        yield from table(
            columns,
            "---->",
            (_row(result, sheet.link, figures.get(sheet.link, 0.0), words) for sheet in stage.sheets),
        )
        yield from _stage_texts(stage, names)
        for sheet in stage.sheets:
            yield from _sheet(sheet, names)


def evidence_detail(result: ComparisonResult, words: Words) -> Iterator[str]:
    """What each map rests on, and where."""
    rows: list[str] = []
    for name, side in zip(_names(result, words), (result.ideal, result.actual), strict=True):
        told = evidence_told(side, words)
        if told:
            lines = (f"{escaped(text)}: {escaped(titles_told(titles))}" for text, titles in told)
            rows += [f"- {name}", *bullets(lines, 1)]
    if rows:
        yield from ("", f"## {words(_('What it rests on'))}", "", *rows)


def _names(result: ComparisonResult, words: Words) -> Names:
    ours, theirs = (escaped(role) for role, _side in named_sides(result, words))
    return ours, theirs


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


def _stage_texts(stage: StageSheets, names: Names) -> Iterator[str]:
    """What both sides say of the stages themselves."""
    rows = [*_side(names[0], stage.ideal), *_side(names[1], stage.actual)]
    if rows:
        yield from ("", *rows)


def _sheet(sheet: Sheet, names: Names) -> Iterator[str]:
    """A link: its title, then one side after the other, then what else is said of it."""
    titles = (" + ".join(told.title for told in side) for side in (sheet.ideal, sheet.actual))
    said = " → ".join(dict.fromkeys(escaped(title) for title in titles if title))
    rows = [
        *_side(names[0], sheet.ideal),
        *_side(names[1], sheet.actual),
        *bullets(map(escaped, sheet.notes)),
    ]
    if rows:
        yield from ("", f"#### {said}", "", *rows)


def _side(name: str, told: Sequence[Told]) -> Iterator[str]:
    for one in told:
        yield f"- {name}: {escaped(one.title)}"
        for fact in one.facts:
            yield from _fact(fact)


def _fact(fact: Fact) -> Iterator[str]:
    """A fact on one line where it has one, else a list of its own."""
    caption = f"{escaped(fact.caption)}:"
    if len(fact.lines) == 1:
        yield from bullets((f"{caption} {escaped(fact.lines[0])}",), 1)
    else:
        yield from bullets((caption,), 1)
        yield from bullets(map(escaped, fact.lines), 2)
