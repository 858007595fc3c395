"""The first part of the report as HTML, what a sponsor asks: gap, both curves, five fixes, how sure it all is."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_editor.core.besides import also_order, besides_note, first_lines, mend_told, no_points
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.elide import APART_WRAPPED, REPEATED, lowered, short
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import (
    counted_told,
    doubt_told,
    is_assumed,
    is_open,
    measuring_told,
    ranked,
    rests_on,
)
from cjm_editor.core.results import Fix
from cjm_editor.core.standing import also_title
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import Words, _, ngettext
from cjm_editor.core.todo import is_titled, what_to_do
from cjm_editor.core.wording import first_title
from cjm_editor.render.headline import Scale, gap_number, gap_words, track
from cjm_editor.render.html_parts import bullets, drawing, section, sketch
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks_filled import filling_note
from cjm_editor.render.marks_key import key_line
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.report_chart import curves_chart, steps_chart
from cjm_editor.render.report_paper import compared_text
from cjm_editor.render.report_stages import stages_meaning
from cjm_editor.render.report_subject import segment_words, subject
from cjm_editor.render.svg import escaped
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import (
    effort_told,
    fix_marks,
    fix_place,
    gap_after,
    has_steps,
    list_notes,
    steps_axis,
    steps_title,
)

MOST_SURE = 5
"""Sentences of how sure all of it is on the first page; the rest stands behind the detail."""
CHART_WIDTH = 720.0
"""Px: on paper, which is 182 mm wide, its type is hardly made smaller."""
STEPS_WIDTH = 230.0
_FLAT = 0.88
"""How much of their usual height the curves have, so that the first page has room for all that is told first."""
WIDEST = 20_000.0
"""Px: some thousand touchpoints one beside the other. The chart of a longer journey is of averages, as on paper."""


def summary(said: str, scene: Scene) -> Iterator[str]:
    """The page's header and what stands before the detail."""
    yield f'<header><p class="soft">{escaped(compared_text(scene))}</p>'
    yield f"<h1>{escaped(said)}</h1>"
    yield f'<p class="soft">{escaped(subject(scene))}</p></header>'
    yield from _gap(scene)
    yield from _chart(scene)
    yield from _first(scene)
    words: Words = scene.words
    yield f'<section class="sure" aria-labelledby="sure"><h2 id="sure">{escaped(words(_("How sure we are")))}</h2>'
    told = sureness(scene.result, words, first_lines(scene.result))
    rest = len(told) - MOST_SURE
    more = (words(ngettext("and {n} more below", "and {n} more below", rest)),) if rest > 0 else ()
    yield bullets((*told[:MOST_SURE], *more))
    yield "</section>"


def rest_of_sureness(scene: Scene) -> Iterator[str]:
    """What the first page has no room for of how sure the comparison is; mostly nothing."""
    told = sureness(scene.result, scene.words, first_lines(scene.result))[MOST_SURE:]
    yield from section("surer", scene.words(_("How sure we are: the rest")), [bullets(told)] if told else ())


def _gap(scene: Scene) -> Iterator[str]:
    words, score = scene.words, scene.result.score
    yield f'<section class="gap" aria-label="{escaped(words(_("Gap")))}">'
    yield f'<div><p class="soft">{escaped(words(_("Gap")))}</p>'
    yield f'<div class="number">{escaped(gap_number(score, words))}</div></div>'
    told = words(gap_words(scene.result))
    line = sketch(track(score, Scale(4, 14, 236), PRINT, scene.measurer), 252, 42, told, words.language)
    yield f"<div><p>{escaped(told)}</p>{line}</div>"
    figures = key_figures(scene.result, words)
    if figures:
        rows = "".join(f"<li><b>{escaped(value)}</b>{escaped(text)}</li>" for value, text in figures)
        yield f'<ul class="figures">{rows}</ul>'
    yield "</section>"


def _chart(scene: Scene) -> Iterator[str]:
    if not scene.ideal and not scene.actual:
        return
    words = scene.words
    width = min(WIDEST, max(CHART_WIDTH, 26.0 * (len(scene.ideal) + len(scene.actual)) / 1.5))
    chart = curves_chart(scene, 0, 0, width, flat=_FLAT)
    key = key_line(
        scene, 0, chart.height + 12, has_ribbons=False, room=width, is_whole=True, filled=chart.filled
    )
    title = words(_("Emotion: {ideal} and {actual}", ideal=scene.roles.ideal, actual=scene.roles.actual))
    drawn = drawing((*chart.groups, key), max(width, key.w), chart.height + 16 + key.h, title, words.language)
    notes = [words(said)] if (said := stages_meaning(scene)) is not None else []
    if (note := filling_note(chart.filled)) is not None:
        told = words(note)
        notes.append(f"{told[:1].upper()}{told[1:]}.")
    caption = f'<figcaption class="soft">{escaped(" ".join(notes))}</figcaption>' if notes else ""
    yield f'<figure class="curves">{drawn}{caption}</figure>'


def _first(scene: Scene) -> Iterator[str]:
    """The first lines beside the chart of steps, and what they do not tell and costs no points."""
    words, result = scene.words, scene.result
    fixes, shown = ranked(result), first_lines(result)
    besides = besides_note(result, words)
    below = f'<p class="facts besides">{escaped(besides)}</p>' if besides else ""
    if result.score.is_open or (not fixes and next_steps(result)):
        yield f'<section aria-labelledby="next"><h2 id="next">{escaped(words(_("What to do now")))}</h2>'
        yield f"<ol>{''.join(f'<li>{escaped(words(step))}</li>' for step in next_steps(result))}</ol>{below}</section>"
        return
    if not shown:
        yield f"<section>{below}</section>" if below else ""
        return
    title = words(first_title(result) if fixes else also_title(result))
    yield f'<section class="first" aria-labelledby="fixes"><h2 id="fixes">{escaped(title)}</h2>'
    yield "<ol>"
    for fix in shown:
        told = mend_told(result, fix, words)[0] if fix.also else what_to_do(result, fix, words)
        yield (
            f"<li><span>{fix.rank}</span><div><b>{escaped(short(told, REPEATED))}</b>"
            f'<div class="facts">{_facts(fix, scene)}</div></div>'
            f'<div class="n">{_points(fix, scene)}</div></li>'
        )
    yield "</ol>"
    order, *points = list_notes(result, words) if fixes else (words(also_order()),)
    above = " ".join((order, *(() if has_steps(result) else points)))
    note = f'<p class="soft facts order">{escaped(above)}</p>' if len(shown) > 1 else ""
    if result.score.gap is not None and has_steps(result):
        chart = steps_chart(result.score.gap, fixes, 0, 0, STEPS_WIDTH, 110, scene)
        title = words(steps_title(result))
        drawn = drawing([chart], STEPS_WIDTH, 134, title, words.language)
        under = (words(steps_axis(result, len(fixes))), *points)
        notes = "".join(f'<p class="soft facts">{escaped(text)}</p>' for text in under) + below
        below = ""
        yield f'<figure><figcaption class="soft">{escaped(title)}</figcaption>{drawn}{notes}</figure>'
    yield note
    yield below
    yield "</section>"


def _points(fix: Fix, scene: Scene) -> str:
    """What a line takes off and the gap that is left; that it carries no points."""
    if fix.also:
        return f'<span class="soft">{escaped(scene.words(no_points()))}</span>'
    after = gap_after(scene.result, fix, scene.words)
    return (
        f'<span class="big{"" if fix.saves else " open"}">{escaped(delta_text(fix, scene.words))}</span>'
        f'<br/><span class="soft">{escaped(after)}</span>'
    )


def _facts(fix: Fix, scene: Scene) -> str:
    """A line's facts: kind, where it is, whether in doubt, what it rests on, effort, what its importance advises."""
    result, words = scene.result, scene.words
    doubt, evidence = doubt_told(result, fix, words), rests_on(result, fix, words)
    marks = [] if fix.also else list(fix_marks(result, fix, words))  # none fits what costs no points
    kind = f"kind {result.matching.links[fix.link].kind}"
    kinds = [(kind, marks.pop(0))] if marks and fix.path is None else []
    told = [
        *(() if is_open(result, fix) else kinds),  # the doubt says that nothing was found for sure
        ("soft", fix_place(result, fix, words, not (fix.also or is_titled(result, fix)))),
        ("warn", doubt),
        *(("soft", fact) for fact in (mend_told(result, fix, words)[1] if fix.also else ())),
        ("soft", counted_told(fix, words)),
        ("soft", measuring_told(result, fix, words)),
        ("warn" if is_assumed(result, fix) else "soft", evidence),
        ("soft", effort_told(result, fix, words)),
        *(("soft", mark) for mark in marks),
    ]
    shown = [(tone, text) for tone, text in told if text]
    return APART_WRAPPED.join(
        f'<span class="{tone}">{escaped(lowered(text) if n else text[:1].upper() + text[1:])}</span>'
        for n, (tone, text) in enumerate(shown)
    )


def foot(date: str, scene: Scene) -> Iterator[str]:
    """Document, segment and date."""
    parts = [scene.result.ideal.document.title, segment_words(scene.result, scene.words), date]
    yield f"<footer>{escaped('. '.join(part for part in parts if part))}</footer>"
