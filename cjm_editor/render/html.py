"""The report of a comparison as one page of HTML: no script, nothing from outside, all user text escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.emotion import from_normal, label, step_label
from cjm_editor.core.model import JourneyMap, stage_of
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix, TouchpointGap
from cjm_editor.core.texts import Words, _, pgettext
from cjm_editor.core.wording import counts, fix_stage, fix_title, part_title, quadrant_title, title_of
from cjm_editor.render.display import DisplayList, Group
from cjm_editor.render.headline import Scale, gap_number, gap_value, gap_words, parts_of, track
from cjm_editor.render.marks_key import key_line
from cjm_editor.render.marks_scene import MarksOptions, Scene, lowered, scene_of
from cjm_editor.render.measure import Measurer
from cjm_editor.render.report import segment_words
from cjm_editor.render.report_chart import curves_chart, steps_chart
from cjm_editor.render.svg import escaped, svg
from cjm_editor.render.theme import PRINT
from cjm_editor.render.verdict import conclusion, fix_evidence, key_figures, ranked, sureness

CHART_WIDTH = 900.0
_LANGUAGES = ("en", "ru")
_MARKUP = ("wide", "kinds")
"""Classes of cells that are given as markup."""

_STYLE = """
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1D1E21;font:15px/1.5 Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:960px;margin:0 auto;padding:40px 30px}
h1{font-size:29px;line-height:1.25;margin:4px 0 10px;overflow-wrap:anywhere}
h2{font-size:19px;line-height:1.3;margin:36px 0 10px;padding-top:14px;border-top:1px solid #1D1E21}
p{margin:6px 0}
.soft{color:#55575D}
.gap{display:flex;flex-wrap:wrap;gap:8px 40px;align-items:center;margin:18px 0}
.number{font-size:56px;line-height:1;font-weight:700}
.figures{list-style:none;margin:0;padding:0}
.figures b{font-size:24px;margin-right:8px}
svg{display:block;max-width:100%;height:auto}
figure{margin:20px 0;overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:8px 0 4px}
caption{text-align:left;color:#55575D;padding-bottom:6px}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;overflow-wrap:break-word}
th,td{border-bottom:1px solid #DEDCD6}
thead th{font-weight:500;color:#55575D;border-bottom:1.5px solid #1D1E21}
tbody th{font-weight:600}
tbody th,td.wide{overflow-wrap:anywhere;min-width:150px}
.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.big{font-weight:600;font-size:17px}
.scroll{overflow-x:auto}
tr.more td{border-bottom:0;padding-bottom:0}
td ul{margin:4px 0 0;padding-left:18px;color:#55575D}
.kind{white-space:nowrap}
.missing,.warn{color:#A63C10}.extra{color:#7A5C00}.moved{color:#0B6B60}.split,.merged,.many{color:#86368A}
.sure{background:#F3F2EE;border-radius:8px;padding:14px 22px;margin-top:36px}
.sure h2{border:0;margin:0 0 6px;padding:0}
.sure ul{margin:0;padding-left:18px}
footer{margin-top:36px;padding-top:10px;border-top:1px solid #DEDCD6;color:#6A6C72;font-size:13px}
@media print{@page{margin:16mm}main{padding:0;max-width:none}body{font-size:10.5pt}
tr,figure,.sure{break-inside:avoid}h2{break-after:avoid}.scroll,figure{overflow:visible}}
""".strip()


def report_html(result: ComparisonResult, options: MarksOptions, measurer: Measurer, date: str = "") -> str:
    """The report as an HTML page with a final line feed; equal input gives equal text.

    Colours are those of paper whatever theme `options` names.
    """
    scene = scene_of(result, replace(options, theme=PRINT), measurer)
    words = options.words
    said = conclusion(result, words)
    parts = (
        "<!DOCTYPE html>",
        f'<html lang="{words.language if words.language in _LANGUAGES else "en"}">',
        "<head>",
        '<meta charset="utf-8"/>',
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
        f"<title>{escaped(said)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_head(said, scene),
        *_gap(scene),
        *_chart(scene),
        *_fixes(scene),
        *_also(scene),
        *_stages(scene),
        *_links(scene),
        *_path(scene),
        *_sure(scene),
        *_foot(date, scene),
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join(parts) + "\n"


def _head(said: str, scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    both = words(
        _(
            "Comparison: {ideal} and {actual}",
            ideal=lowered(scene.roles.ideal),
            actual=lowered(scene.roles.actual),
        )
    )
    yield f'<header><p class="soft">{escaped(both)}</p>'
    yield f"<h1>{escaped(said)}</h1>"
    about = segment_words(result, words)
    counted = words(
        _(
            "Touchpoints: {m} ({ideal}), {n} ({actual}).",
            ideal=lowered(scene.roles.ideal),
            actual=lowered(scene.roles.actual),
            m=len(scene.ideal),
            n=len(scene.actual),
        )
    )
    yield f'<p class="soft">{escaped(f"{about}. {counted}" if about else counted)}</p></header>'


def _drawing(groups: Sequence[Group], width: float, height: float, title: str, scene: Scene) -> str:
    """A drawing as inline SVG, without the head of a file."""
    page = DisplayList(width, height, tuple(groups), "", title=title, language=scene.words.language)
    drawn = svg(page)
    return drawn[drawn.index("<svg") :].rstrip("\n")


def _gap(scene: Scene) -> Iterator[str]:
    words, score = scene.words, scene.result.score
    yield f'<section aria-labelledby="gap"><h2 id="gap">{escaped(words(_("Gap")))}</h2>'
    yield f'<div class="gap"><div class="number">{escaped(gap_number(score, words))}</div>'
    told = words(gap_words(score))
    items = track(score, Scale(4, 14, 236), PRINT, scene.measurer)
    line = _drawing([Group("chart", 0, 0, 252, 42, items, key="track")], 252, 42, told, scene)
    yield f"<div><p>{escaped(told)}</p>{line}</div>"
    figures = key_figures(scene.result, words)
    if figures:
        rows = "".join(f"<li><b>{escaped(value)}</b>{escaped(text)}</li>" for value, text in figures)
        yield f'<ul class="figures">{rows}</ul>'
    yield "</div>"
    if score.gap is not None:
        yield from _parts(scene)
    yield f'<p class="soft">{escaped(_coverage(scene))}</p></section>'


def _parts(scene: Scene) -> Iterator[str]:
    words, score = scene.words, scene.result.score
    weights = {
        "experience": score.weights.experience,
        "path": score.weights.path,
        "friction": score.weights.friction,
        "metrics": score.weights.metrics,
    }
    rows = []
    for name, value in parts_of(score):
        weight = weights[name]
        rows.append(
            _row(
                words(part_title(name)),
                ("n", words(_("none")) if value is None else words.number(value, 2)),
                ("n", "" if weight is None else words.number(weight, 2)),
            )
        )
    heads = (
        ("", words(_("Part"))),
        ("n", words(_("Loss, 0 to 1"))),
        ("n", words(_("Weight"))),
    )
    yield _table(heads, rows, words(_("What it is made of")))


def _coverage(scene: Scene) -> str:
    words, coverage = scene.words, scene.result.score.coverage
    told = [words(_("Emotion known on both sides for {percent}", percent=words.percent(coverage.emotion)))]
    if scene.result.score.parts.metrics is not None or coverage.metrics:
        told.append(words(_("metrics for {percent}", percent=words.percent(coverage.metrics))))
    return ", ".join(told) + "."


def _chart(scene: Scene) -> Iterator[str]:
    if not scene.ideal and not scene.actual:
        return
    words = scene.words
    width = max(CHART_WIDTH, 26.0 * (len(scene.ideal) + len(scene.actual)) / 1.5)
    chart = curves_chart(scene, 0, 0, width)
    key = key_line(scene, 0, chart.height + 12, has_ribbons=False, room=width)
    title = words(_("Emotion: {ideal} and {actual}", ideal=scene.roles.ideal, actual=scene.roles.actual))
    drawn = _drawing((*chart.groups, key), max(width, key.w), chart.height + 30, title, scene)
    said = words(
        _("The number beside a stage is its share of the gap; the same figures stand in the tables.")
    )
    yield f'<figure>{drawn}<figcaption class="soft">{escaped(said)}</figcaption></figure>'


def _fixes(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    fixes = ranked(result)
    if not fixes or result.score.gap is None:
        return
    title = words(_("What to fix first"))
    yield f'<section aria-labelledby="fixes"><h2 id="fixes">{escaped(title)}</h2>'
    rows: list[str] = []
    for fix in fixes:
        row = _row(
            None,
            ("n", str(fix.rank)),
            ("wide", _fix_cell(fix, scene)),
            ("", fix_stage(result, fix)),
            ("warn" if fix.weaker == "assumption" else "", fix_evidence(result, fix, words)),
            ("n", words.number(fix.effort)),
            ("n big", f"\u2212{words.number(fix.delta, 1)}"),
            ("n", gap_value(fix.after, words)),
        )
        rows += _with_reasons(row, fix, 6, words)
    heads = (
        ("n", words(_("No."))),
        ("", words(_("What"))),
        ("", words(_("Stage"))),
        ("", words(_("Evidence"))),
        ("n", words(_("Effort, of 5"))),
        ("n", words(_("Points"))),
        ("n", words(_("Gap after"))),
    )
    yield _table(heads, rows)
    chart = steps_chart(result.score.gap, fixes, 0, 0, 420, 120, scene)
    drawn = _drawing([chart], 420, 144, words(_("If fixed in this order")), scene)
    yield f'<figure>{drawn}<figcaption class="soft">{escaped(words(_("If fixed in this order")))}</figcaption></figure>'
    yield "</section>"


def _fix_cell(fix: Fix, scene: Scene) -> str:
    """What a line says: title, kind, advice, doubt."""
    words, result = scene.words, scene.result
    link = result.matching.links[fix.link]
    marks = [_kind(link, scene)] if fix.path is None else []
    quadrant = words(quadrant_title(fix.quadrant))
    if quadrant:
        marks.append(f'<span class="soft">{escaped(quadrant)}</span>')
    if fix.unsure:
        marks.append(f'<span class="soft">{escaped(words(_("in doubt")))}</span>')
    said = f"<b>{escaped(words(fix_title(result, fix)))}</b>"
    return said + (f"<br/>{', '.join(marks)}" if marks else "")


def _with_reasons(row: str, fix: Fix, columns: int, words: Words) -> tuple[str, ...]:
    """The row of a fix, its reasons in one of their own below it, over all `columns` but the number's."""
    if not fix.reasons:
        return (row,)
    reasons = "".join(f"<li>{escaped(words(reason))}</li>" for reason in fix.reasons)
    lead = "<td></td>" if columns == 6 else ""
    below = f'<tr>{lead}<td colspan="{columns}"><ul>{reasons}</ul></td></tr>'
    return (row.replace("<tr>", '<tr class="more">', 1), below)


def _kind(link: Correspondence, scene: Scene) -> str:
    return f'<span class="kind {link.kind}">{escaped(scene.word_of(link.kind))}</span>'


def _also(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    also = [fix for fix in result.fixes if fix.also]
    if not also:
        return
    yield f'<section aria-labelledby="also"><h2 id="also">{escaped(words(_("Also to fix")))}</h2>'
    rows: list[str] = []
    for fix in also:
        row = _row(
            None,
            ("wide", _fix_cell(fix, scene)),
            ("", fix_stage(result, fix)),
            ("", fix_evidence(result, fix, words)),
        )
        rows += _with_reasons(row, fix, 3, words)
    heads = (("", words(_("What"))), ("", words(_("Stage"))), ("", words(_("Evidence"))))
    yield _table(heads, rows)
    yield "</section>"


def _stages(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    if not result.stages:
        return
    rows = []
    for gap in result.stages:
        ours = _stage_titles(result.ideal.journey, gap.ideal)
        theirs = _stage_titles(result.actual.journey, gap.actual)
        worst = "" if gap.worst is None else words.percent(gap.worst)
        rows.append(_row(ours or "—", ("", theirs or "—"), ("n", worst), ("n", _points(gap.points, words))))
    yield f'<section aria-labelledby="stages"><h2 id="stages">{escaped(words(_("By stage")))}</h2>'
    heads = (
        ("", scene.roles.ideal),
        ("", scene.roles.actual),
        ("n", words(_("Deepest fall, of the scale"))),
        ("n", words(_("Share of the gap"))),
    )
    yield _table(heads, rows)
    yield "</section>"


def _points(points: float, words: Words) -> str:
    """Points of the gap; what rounds to nothing is 0."""
    return words.number(points, 1) if points >= 0.05 else "0"


def _stage_titles(journey: JourneyMap, ids: Iterable[str]) -> str:
    found = (stage_of(journey, id) for id in ids)
    return " + ".join(stage.title or stage.id for stage in found if stage is not None)


def _links(scene: Scene) -> Iterator[str]:
    words, result = scene.words, scene.result
    if not result.matching.links:
        return
    counted = ", ".join(f"{words.number(n)} {scene.word_of(kind, n)}" for kind, n in counts(result))
    rows = [_link_row(number, link, scene) for number, link in enumerate(result.matching.links)]
    yield f'<section aria-labelledby="links"><h2 id="links">{escaped(words(_("What matches what")))}</h2>'
    heads = (
        ("", scene.roles.ideal),
        ("", scene.roles.actual),
        ("", words(_("Kind"))),
        ("n", words(_("How sure"))),
        ("", words(_("Emotion"))),
        ("n", words(_("Share of the gap"))),
    )
    yield _table(heads, rows, counted)
    yield "</section>"


def _link_row(number: int, link: Correspondence, scene: Scene) -> str:
    words, result = scene.words, scene.result
    gap = scene.gaps.get(number)
    sure = words.percent(link.confidence) if link.ideal and link.actual else ""
    points = _points(scene.points.get(number, 0.0), words) if result.score.gap is not None else ""
    if number in result.surplus:
        points = (
            f"{points}, {scene.roles.better}" if scene.points.get(number, 0.0) >= 0.05 else scene.roles.better
        )
    return _row(
        title_of(result.ideal.journey, link.ideal) or "—",
        ("wide", _actual_cell(link, gap, scene)),
        ("kinds", _kind(link, scene)),
        ("n", sure),
        ("", _emotions(gap, scene) if gap is not None else ""),
        ("n", points),
    )


def _actual_cell(link: Correspondence, gap: TouchpointGap | None, scene: Scene) -> str:
    """The lived touchpoints with the facts about them, or who may be their counterpart."""
    words, result = scene.words, scene.result
    facts = [words(fact) for fact in gap.facts] if gap is not None else []
    for candidate in link.maybe if not (link.ideal and link.actual) else ():
        journey = result.actual.journey if link.ideal else result.ideal.journey
        facts.append(
            words(
                _(
                    "replaced by “{title}”? {percent}",
                    title=title_of(journey, (candidate.id,)),
                    percent=words.percent(candidate.confidence),
                )
            )
        )
    told = "".join(f"<li>{escaped(fact)}</li>" for fact in facts)
    said = escaped(title_of(result.actual.journey, link.actual) or "—")
    return f"{said}<ul>{told}</ul>" if told else said


def _emotions(gap: TouchpointGap, scene: Scene) -> str:
    """Both emotions in words: wanted, lived."""
    words, result = scene.words, scene.result
    unknown = words(pgettext("contribution", "not known"))
    told = []
    for share, journey, ids in (
        (gap.ideal_emotion, result.ideal.journey, result.matching.links[gap.link].ideal),
        (gap.actual_emotion, result.actual.journey, result.matching.links[gap.link].actual),
    ):
        if not ids:
            continue
        if share is None:
            told.append(unknown)
        elif journey.scale.labels:
            told.append(words(label(from_normal(share, journey.scale), journey.scale)))
        else:
            told.append(words(step_label(round(share * 4 - 2))))
    return " → ".join(told)


def _path(scene: Scene) -> Iterator[str]:
    words = scene.words
    told = [words(gap.text) for gap in scene.result.path if gap.text is not None]
    if not told:
        return
    yield f'<section aria-labelledby="path"><h2 id="path">{escaped(words(_("The route")))}</h2><ul>'
    yield from (f"<li>{escaped(text)}</li>" for text in told)
    yield "</ul></section>"


def _sure(scene: Scene) -> Iterator[str]:
    words: Words = scene.words
    yield f'<section class="sure" aria-labelledby="sure"><h2 id="sure">{escaped(words(_("How sure we are")))}</h2><ul>'
    yield from (f"<li>{escaped(text)}</li>" for text in sureness(scene.result, words))
    yield "</ul></section>"


def _foot(date: str, scene: Scene) -> Iterator[str]:
    parts = [scene.result.ideal.document.title, segment_words(scene.result, scene.words), date]
    yield f"<footer>{escaped('. '.join(part for part in parts if part))}</footer>"


def _row(first: str | None, *cells: tuple[str, str]) -> str:
    """A row: its heading, if it has one, and cells (class, text); the text of those in `_MARKUP` is markup already."""
    made = [f'<th scope="row">{escaped(first)}</th>'] if first is not None else []
    for name, text in cells:
        content = text if name in _MARKUP else escaped(text)
        made.append(f'<td class="{name}">{content}</td>' if name else f"<td>{content}</td>")
    return f"<tr>{''.join(made)}</tr>"


def _table(heads: Sequence[tuple[str, str]], rows: Sequence[str], caption: str = "") -> str:
    titles = "".join(
        f'<th scope="col" class="{name}">{escaped(text)}</th>'
        if name
        else f'<th scope="col">{escaped(text)}</th>'
        for name, text in heads
    )
    said = f"<caption>{escaped(caption)}</caption>" if caption else ""
    body = "\n".join(rows)
    return f'<div class="scroll"><table>{said}<thead><tr>{titles}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>'
