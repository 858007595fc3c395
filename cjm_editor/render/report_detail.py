"""The further pages of a report: every fix with its reasons, stage by stage both sides' texts, metrics, route,
what was matched and why, what was not, what people decided, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.core.basis import decisions_told, evidence_told, titles_told
from cjm_editor.core.detail import alone_told
from cjm_editor.core.elide import APART_WRAPPED, elided, in_row, in_words, lowered
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import (
    asks_note,
    doubt_told,
    find_out_first,
    is_assumed,
    is_open,
    range_note,
    ranked,
)
from cjm_editor.core.metric_rows import MetricRow, metrics_told
from cjm_editor.core.path_lines import path_told
from cjm_editor.core.results import Fix
from cjm_editor.core.standing import also_nearest, also_title, scale_note
from cjm_editor.core.texts import _
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import effort_note, fix_title, title_of
from cjm_editor.render import report_paper as paper
from cjm_editor.render.flow import Piece, Strip
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION
from cjm_editor.render.report_bounds import bounded
from cjm_editor.render.report_sheets import stages
from cjm_editor.render.report_tables import (
    MatchRow,
    coverage_told,
    matched_told,
    parts_told,
)
from cjm_editor.render.verdict import all_title, fix_facts, fix_marks, gap_after

HALF = (paper.ROOM - paper.GUTTER) / 2
OTHER_HALF = HALF + paper.GUTTER


def detail(scene: Scene) -> Iterator[Strip]:
    """The strips of the further pages, in order; what there is nothing to say of is left out."""
    yield from _fixes(scene)
    yield from _also(scene)
    yield from stages(scene)
    yield from _metrics(scene)
    yield from _path(scene)
    yield from _parts(scene)
    yield from _matched(scene)
    yield from _unmatched(scene)
    decided = decisions_told(scene.result, scene.words)
    yield from _listed("decided", scene.words(_("What people decided")), decided, scene)
    yield from _evidence(scene)


def _fixes(scene: Scene) -> Iterator[Strip]:
    fixes = ranked(scene.result)
    if not fixes or scene.result.score.gap is None or scene.result.score.is_open:
        return
    yield paper.titled("fixes-all", scene.words(all_title(scene.result)), scene)
    notes = {"range": range_note, "asks": asks_note, "scale": scale_note, "effort": effort_note}
    for name, note in ((f"{name}-note", told(scene.result)) for name, told in notes.items()):
        if note is None:
            continue
        said = scene.words(note)
        lines = paper.paragraph(said, 0, paper.ROOM, paper.FACT, scene.theme.text2, scene)
        yield Strip(name, tuple(paper.kept(lines, 99)), said)
    shown, left = bounded(fixes)
    for fix in shown:
        yield _fix(fix, scene)
    yield from paper.left_out("fixes", left, scene)


def _also(scene: Scene) -> Iterator[Strip]:
    also = [fix for fix in scene.result.fixes if fix.also]
    if also:
        yield paper.titled("also", scene.words(also_title(scene.result)), scene)
        shown, left = bounded(also)
        yield from (_fix(fix, scene) for fix in shown)
        yield from paper.left_out("also", left, scene)


def _fix(fix: Fix, scene: Scene) -> Strip:
    """Rank, what, points; stage, evidence and effort; then every reason."""
    theme, words = scene.theme, scene.words
    link = scene.result.matching.links[fix.link]
    said = in_words(fix_title(scene.result, fix), words)
    is_counted = not fix.also
    number = str(fix.rank) if is_counted else ""
    rank = paper.cell(number, 0, 26, paper.FACT_STRONG, theme.text2, scene, 1)
    off = delta_text(fix, words) if is_counted else ""
    tone = theme.text2 if fix.asks else theme.text
    points = paper.cell(off, paper.ROOM - 90, 90, paper.SUBSECTION, tone, scene, 1)
    what = paper.cell(said, 60, paper.ROOM - 160, paper.SUBSECTION, theme.text, scene)
    signs = kind_sign(link.kind, 44, 7 + paper.ROW / 2, theme, link.unsure, 8)
    kind, *advised = fix_marks(scene.result, fix, words) if fix.path is None else ("",)
    if is_open(scene.result, fix):  # a reason below says that nothing was found, and what comes near
        kind = ""
    first = words(find_out_first()) if fix.asks else ""
    told = fix_facts(scene.result, fix, words)
    left = gap_after(scene.result, fix, words) if is_counted and not fix.asks else ""
    facts = in_row([first, kind, *told, *advised, left], APART_WRAPPED)
    pieces = [*paper.row([rank, what, points], scene, signs, 5, True)]
    is_told = fix.path is None and not link.unsure  # what comes near stands among the reasons
    if not is_told and (doubt := doubt_told(scene.result, fix, words)):
        pieces += paper.paragraph(_capital(doubt), 60, paper.ROOM - 160, paper.FACT, theme.pain, scene)
    colour = theme.pain if is_assumed(scene.result, fix) else theme.text2
    pieces += paper.paragraph(facts, 60, paper.ROOM - 160, paper.FACT, colour, scene)
    reasons = [*map(idea_line, ideas_of(scene.result, fix)), *fix.reasons]
    pieces += paper.bullets([in_words(reason, words) for reason in reasons], 60, paper.ROOM - 60, scene)
    pieces = [*paper.kept(pieces[:-1], 6), *pieces[-1:]]
    return Strip(
        f"why:{fix.rank}" if is_counted else f"also:{fix.rank}",
        tuple(pieces),
        said,
        link_address(link, scene),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _metrics(scene: Scene) -> Iterator[Strip]:
    rows = metrics_told(scene.result, scene.words)
    if not rows:
        return
    words = scene.words
    yield paper.titled("metrics", words(_("Metrics")), scene)
    heads = (
        words(_("Where")),
        words(_("Metric")),
        scene.roles.ideal,
        scene.roles.actual,
        words(_("What it comes to")),
    )
    yield Strip("metrics-head", tuple(_heads(heads, _METRIC_COLUMNS, scene)))
    shown, left = bounded(rows)
    for number, metric in enumerate(shown):
        yield Strip(f"metric:{number}", tuple(_metric(metric, scene, number > 0)), metric.where)
    yield from paper.left_out("metrics", left, scene)


_METRIC_COLUMNS = (
    (0.0, 160.0, 0.0),
    (170.0, 150.0, 0.0),
    (326.0, 86.0, 1.0),
    (416.0, 112.0, 1.0),
    (542.0, 140.0, 0.0),
)


def _heads(
    texts: Sequence[str], columns: Sequence[tuple[float, float, float]], scene: Scene
) -> Iterator[Piece]:
    cells = [
        paper.cell(text, x, width, CAPTION, scene.theme.text2, scene, align)
        for text, (x, width, align) in zip(texts, columns, strict=True)
    ]
    yield from paper.kept(paper.row(cells, scene), 99)
    yield paper.rule(scene, 2)


def _metric(metric: MetricRow, scene: Scene, has_rule: bool) -> Iterator[Piece]:
    theme = scene.theme
    colour = theme.pain if metric.is_worse else theme.text
    texts = (
        (metric.where, theme.text),
        (f"{metric.metric}. {metric.direction}", theme.text),
        (metric.ideal, theme.text),
        (metric.actual, theme.text),
        (metric.verdict, colour),
    )
    cells = [
        paper.cell(text, x, width, paper.FACT, shade, scene, align)
        for (text, shade), (x, width, align) in zip(texts, _METRIC_COLUMNS, strict=True)
    ]
    yield from paper.row(cells, scene, (), 4, has_rule)


def _path(scene: Scene) -> Iterator[Strip]:
    lines = [in_words(text, scene.words) for text in path_told(scene.result)]
    yield from _listed("path", scene.words(_("The route")), lines, scene)


def _parts(scene: Scene) -> Iterator[Strip]:
    """The four parts of the gap with their weights, and how much is known."""
    words = scene.words
    rows = parts_told(scene.result, words)
    if not rows:
        return
    yield paper.titled("parts", words(_("What the gap is made of")), scene)
    heads = (words(_("Part")), words(_("Loss, 0 to 1")), words(_("Weight")))
    yield Strip("parts-head", tuple(_heads(heads, _PART_COLUMNS, scene)))
    for number, texts in enumerate(rows):
        cells = [
            paper.cell(text, x, width, paper.FACT, scene.theme.text, scene, align)
            for text, (x, width, align) in zip(texts, _PART_COLUMNS, strict=True)
        ]
        yield Strip(f"part:{number}", paper.row(cells, scene, (), 4, number > 0), texts[0])
    said = coverage_told(scene.result, words)
    yield Strip(
        "coverage", paper.paragraph(said, 0, paper.ROOM, paper.FACT, scene.theme.text2, scene, 6), said
    )


_PART_COLUMNS = ((0.0, 300.0, 0.0), (320.0, 120.0, 1.0), (460.0, 100.0, 1.0))


def _listed(key: str, title: str, texts: Sequence[str], scene: Scene) -> Iterator[Strip]:
    if texts:
        yield paper.titled(key, title, scene)
        shown, left = bounded(texts)
        for number, text in enumerate(shown):
            yield Strip(f"{key}:{number}", tuple(paper.bullets([text], 0, paper.ROOM, scene)), text)
        yield from paper.left_out(key, left, scene)


def _matched(scene: Scene) -> Iterator[Strip]:
    rows, left = matched_told(scene.result, scene.words)
    if not rows:
        return
    yield paper.titled("matched", scene.words(_("What was matched and why")), scene)
    said = scene.words(
        _(
            "Each reason speaks for a pair (+) or against it (−); together they make the percentage. Below 90% a "
            "person should look at the pair."
        )
    )
    intro = paper.paragraph(said, 0, paper.ROOM, paper.BODY, scene.theme.text2, scene)
    yield Strip("matched-intro", tuple(paper.kept(intro, 99)))
    theme = scene.theme
    names = [
        paper.cell(name, x, HALF - 66, CAPTION, theme.text2, scene)
        for name, x in ((scene.roles.ideal, 0.0), (scene.roles.actual, OTHER_HALF))
    ]
    yield Strip("matched-names", tuple(paper.kept(paper.row(names, scene, (), 8), 99)))
    for number, match in enumerate(rows):
        yield Strip(f"match:{number}", tuple(_match(match, scene)), match.ideal)
    yield from paper.left_out("matched", left, scene)


def _match(match: MatchRow, scene: Scene) -> Iterator[Piece]:
    theme, words = scene.theme, scene.words
    colour = theme.pain if match.is_unsure else theme.text
    sure = paper.cell(match.percent, paper.ROOM - 60, 60, paper.FACT_STRONG, colour, scene, 1)
    cells = [
        paper.cell(match.ideal, 0, HALF, paper.FACT_STRONG, theme.text, scene),
        paper.cell(match.actual, OTHER_HALF, HALF - 66, paper.FACT_STRONG, theme.text, scene),
        sure,
    ]
    yield from paper.kept(paper.row(cells, scene, (), 4, True), 99)
    why = "; ".join(match.why)
    if match.near:
        near = words(_("Also considered: {titles}", titles=", ".join(match.near)))
        yield from paper.kept(paper.paragraph(why, 0, paper.ROOM - 70, paper.FACT, theme.text2, scene), 99)
        why = near
    yield from paper.paragraph(why, 0, paper.ROOM - 70, paper.FACT, theme.text2, scene)


def _unmatched(scene: Scene) -> Iterator[Strip]:
    """What has no counterpart, on either side, with who may be it."""
    words, result = scene.words, scene.result
    alone = [(n, link) for n, link in enumerate(result.matching.links) if not (link.ideal and link.actual)]
    if not alone:
        return
    yield paper.titled("unmatched", words(_("What has no counterpart")), scene)
    shown, left = bounded(alone)
    shared = also_nearest(result.matching)
    for number, link in shown:
        journey, ids, name = (
            (result.ideal.journey, link.ideal, scene.roles.ideal)
            if link.ideal
            else (result.actual.journey, link.actual, scene.roles.actual)
        )
        title = elided(title_of(journey, ids))
        signs = kind_sign(link.kind, 8, 7 + paper.ROW / 2, scene.theme, False, 8)
        name_cell = paper.cell(lowered(name), paper.ROOM - 180, 180, paper.FACT, scene.theme.text2, scene, 1)
        cells = [
            paper.cell(title, 26, paper.ROOM - 220, paper.FACT_STRONG, scene.theme.text, scene),
            name_cell,
        ]
        pieces = paper.kept(paper.row(cells, scene, signs, 4, True), 99)
        said = alone_told(result, number, words, shared)
        pieces += paper.paragraph(said, 26, paper.ROOM - 26, paper.FACT, scene.theme.text2, scene)
        yield Strip(f"alone:{number}", tuple(pieces), title, link_address(link, scene))
    yield from paper.left_out("unmatched", left, scene)


def _evidence(scene: Scene) -> Iterator[Strip]:
    words, result = scene.words, scene.result
    sides = ((scene.roles.ideal, result.ideal), (scene.roles.actual, result.actual))
    told = [(name, evidence_told(side, words)) for name, side in sides]
    if not any(rows for _name, rows in told):
        return
    yield paper.titled("evidence", words(_("What it rests on")), scene)
    for name, rows in told:
        if not rows:
            continue
        yield Strip(
            "evidence-side", (*paper.heading(name, paper.SUBSECTION, scene, 12), paper.rule(scene, 2)), name
        )
        shown, left = bounded(rows)
        for number, (text, titles) in enumerate(shown):
            cells = [
                paper.cell(text, 0, HALF - 60, paper.FACT, scene.theme.text, scene),
                paper.cell(
                    titles_told(titles), OTHER_HALF - 60, HALF + 60, paper.FACT, scene.theme.text2, scene
                ),
            ]
            yield Strip(f"evidence:{number}", paper.row(cells, scene, (), 4, number > 0), text)
        yield from paper.left_out("evidence", left, scene)
