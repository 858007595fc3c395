"""The further pages of a report: every fix with its reasons, stage by stage both sides' texts, metrics, route,
what was matched and why, what was not, what people decided, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.results import Fix
from cjm_editor.core.texts import _
from cjm_editor.core.wording import fix_title, title_of
from cjm_editor.render.display import Item
from cjm_editor.render.faces import face
from cjm_editor.render.flow import Piece, Strip
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene, lowered
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION, Style
from cjm_editor.render.report_facts import (
    NOTHING,
    Fact,
    Sheet,
    StageSheets,
    Told,
    alone_told,
    decisions_told,
    evidence_told,
    side_by_side,
    stages_told,
)
from cjm_editor.render.report_paper import (
    BODY,
    FACT,
    FACT_STRONG,
    HEADING,
    ROOM,
    ROW,
    SUBSECTION,
    Cell,
    cell,
    heading,
    row,
    rule,
)
from cjm_editor.render.report_tables import (
    MatchRow,
    MetricRow,
    counts_told,
    coverage_told,
    matched_told,
    metrics_told,
    parts_told,
)
from cjm_editor.render.verdict import all_title, fix_facts, points_off, ranked
from cjm_editor.render.wrap import elide

GUTTER = 22.0
LEFT = 138.0
"""Where the column of the reference begins, right of the captions."""

SIDE = (ROOM - LEFT - GUTTER) / 2
RIGHT = LEFT + SIDE + GUTTER
HALF = (ROOM - GUTTER) / 2
OTHER_HALF = HALF + GUTTER
_LABEL = Style(11, ROW, 400)
_FACE = 22.0


def detail(scene: Scene) -> Iterator[Strip]:
    """The strips of the further pages, in order; what there is nothing to say of is left out."""
    yield from _fixes(scene)
    yield from _also(scene)
    yield from _stages(scene)
    yield from _metrics(scene)
    yield from _path(scene)
    yield from _parts(scene)
    yield from _matched(scene)
    yield from _unmatched(scene)
    yield from _listed("decided", scene.words(_("What people decided")), decisions_told(scene), scene)
    yield from _evidence(scene)


def _title(key: str, text: str, scene: Scene) -> Strip:
    return Strip(key, (*heading(text, HEADING, scene, 34), Piece((), 4, True)), text)


def _fixes(scene: Scene) -> Iterator[Strip]:
    fixes = ranked(scene.result)
    if not fixes or scene.result.score.gap is None:
        return
    yield _title("fixes-all", scene.words(all_title(scene.result)), scene)
    for fix in fixes:
        yield _fix(fix, scene)


def _also(scene: Scene) -> Iterator[Strip]:
    also = [fix for fix in scene.result.fixes if fix.also]
    if also:
        yield _title("also", scene.words(_("Also to fix")), scene)
        yield from (_fix(fix, scene) for fix in also)


def _fix(fix: Fix, scene: Scene) -> Strip:
    """Rank, what, points; stage, evidence and effort; then every reason."""
    theme, words = scene.theme, scene.words
    link = scene.result.matching.links[fix.link]
    said = words(fix_title(scene.result, fix))
    is_counted = not fix.also
    rank = Cell(0, 26, ((str(fix.rank), FACT_STRONG, theme.text2),), 1) if is_counted else Cell(0, 26, ())
    off = points_off(fix, words) if is_counted else ""
    points = Cell(ROOM - 90, 90, ((off, SUBSECTION, theme.text),) if off else (), 1)
    what = cell(said, 60, ROOM - 160, SUBSECTION, theme.text, scene)
    signs = kind_sign(link.kind, 44, 7 + ROW / 2, theme, link.unsure, 8)
    facts = ", ".join(fix_facts(scene.result, fix, words))
    if fix.unsure:
        facts = words(_("{facts}, in doubt", facts=facts))
    pieces = [*row([rank, what, points], scene, signs, 5, True)]
    colour = theme.pain if fix.weaker == "assumption" else theme.text2
    pieces += row([cell(facts, 60, ROOM - 160, FACT, colour, scene)], scene)
    pieces += _bullets([words(reason) for reason in fix.reasons], 60, ROOM - 60, scene)
    pieces = [*_kept(pieces[:-1], 6), *pieces[-1:]]
    return Strip(
        f"why:{fix.rank}" if is_counted else f"also:{fix.rank}",
        tuple(pieces),
        said,
        link_address(link, scene),
    )


def _kept(pieces: Sequence[Piece], most: int) -> list[Piece]:
    """The first pieces held together with what follows them."""
    return [
        Piece(piece.items, piece.height, True, piece.space) if number < most else piece
        for number, piece in enumerate(pieces)
    ]


def _bullets(texts: Sequence[str], x: float, width: float, scene: Scene) -> list[Piece]:
    pieces: list[Piece] = []
    for text in texts:
        dot = Cell(x, 12, (("•", FACT, scene.theme.text3),))
        pieces += row([dot, cell(text, x + 12, width - 12, FACT, scene.theme.text, scene)], scene)
    return pieces


def _stages(scene: Scene) -> Iterator[Strip]:
    told = stages_told(scene)
    if not told:
        return
    yield _title("stages", scene.words(_("Stage by stage")), scene)
    counted = row([cell(counts_told(scene), 0, ROOM, BODY, scene.theme.text2, scene)], scene)
    yield Strip("counts", tuple(_kept(counted, 99)))
    for stage in told:
        yield from _stage(stage, scene)


def _stage(stage: StageSheets, scene: Scene) -> Iterator[Strip]:
    words = scene.words
    if stage.title:
        right = words(_("{points} of the gap", points=stage.points)) if stage.points else ""
        yield Strip(
            "stage-title",
            (*heading(stage.title, Style(16, 22, 600), scene, 18, right), rule(scene, 6), _names(scene)),
            stage.title,
        )
    if stage.ideal or stage.actual:
        pieces = list(_sides(stage.ideal, stage.actual, scene, False))
        yield Strip("stage-facts", (*pieces[:-1], _held(pieces[-1])), stage.title)
    for sheet in stage.sheets:
        yield _sheet(sheet, scene)


def _names(scene: Scene) -> Piece:
    """Which column is which map."""
    return _held(_two(scene.roles.ideal, scene.roles.actual, CAPTION, scene)[0])


def _two(ideal: str, actual: str, style: Style, scene: Scene) -> tuple[Piece, ...]:
    """Two texts at the head of the columns of both maps, on one line."""
    theme, measurer = scene.theme, scene.measurer
    cells = [
        Cell(x, SIDE, ((elide(text, SIDE, style.size, style.weight, measurer), style, theme.text2),))
        for text, x in ((ideal, LEFT), (actual, RIGHT))
    ]
    return row(cells, scene)


def _held(piece: Piece) -> Piece:
    return Piece(piece.items, piece.height, True, piece.space)


def _sheet(sheet: Sheet, scene: Scene) -> Strip:
    """A link: its kind and points, both sides, what differs."""
    theme, words = scene.theme, scene.words
    link = scene.result.matching.links[sheet.link]
    told = [sheet.word]
    if sheet.sure:
        told.append(words(_("the link is {percent} sure", percent=sheet.sure)))
    said = ", ".join(told)
    points = Cell(ROOM - 200, 200, ((sheet.points, FACT_STRONG, theme.text),) if sheet.points else (), 1)
    signs = kind_sign(sheet.kind, 8, 7 + ROW / 2, theme, link.unsure, 8)
    first = row([cell(said, 22, ROOM - 230, FACT, theme.text2, scene), points], scene, signs, 6, True)
    pieces = [Piece(p.items, p.height, True, p.space) for p in first]
    pieces += _sides(sheet.ideal, sheet.actual, scene, True)
    pieces += _bullets(sheet.notes, 0, ROOM, scene)
    pieces.append(Piece((), 4))
    titles = [told.title for told in (*sheet.ideal, *sheet.actual)]
    return Strip(f"sheet:{sheet.link}", tuple(pieces), " / ".join(titles), link_address(link, scene))


def _sides(ideal: Sequence[Told], actual: Sequence[Told], scene: Scene, has_titles: bool) -> Iterator[Piece]:
    """Both sides beside each other, caption by caption, so that a page may end between any two lines."""
    for number in range(max(len(ideal), len(actual))):
        ours = ideal[number] if number < len(ideal) else None
        theirs = actual[number] if number < len(actual) else None
        if has_titles:
            yield from _titles(ours, theirs, scene, 6 if number else 0, is_first=not number)
        for pair in side_by_side(ours.facts if ours else (), theirs.facts if theirs else ()):
            yield from _facts(pair, scene)


def _titles(
    ours: Told | None, theirs: Told | None, scene: Scene, space: float, is_first: bool
) -> Iterator[Piece]:
    """The titles of a touchpoint on both sides with their faces; a dash where a side has none at all."""
    theme = scene.theme
    cells: list[Cell] = []
    signs: list[Item] = []
    for told, x, is_ideal in ((ours, LEFT, True), (theirs, RIGHT, False)):
        if told is None:
            cells.append(cell(NOTHING if is_first else "", x, SIDE, FACT, theme.text3, scene))
            continue
        made = cell(told.title, x, SIDE - 34, SUBSECTION, theme.text, scene)
        cells.append(replace(made, stays=tuple(range(len(made.lines)))))
        if told.has_emotion:
            at = x + SIDE - _FACE / 2
            signs += face(told.emotion, at, ROW / 2, _FACE, theme, is_ideal, told.emotion is None)
    pieces = row(cells, scene, tuple(signs), space)
    yield from _kept(pieces, 99)
    yield Piece((), 4, True)


def _facts(pair: tuple[Fact | None, Fact | None], scene: Scene) -> Iterator[Piece]:
    """A caption with the texts of both sides."""
    theme = scene.theme
    caption = next(fact.caption for fact in pair if fact is not None)
    cells = [cell(caption, 0, LEFT - 12, _LABEL, theme.text2, scene)]
    for fact, x in zip(pair, (LEFT, RIGHT), strict=True):
        if fact is not None:
            colour = theme.pain if fact.tone == "pain" else theme.text
            parts = [part for text in fact.lines for part in text.splitlines() or [""]]
            made = [cell(part, x, SIDE, FACT, colour, scene) for part in parts]
            cells.append(Cell(x, SIDE, tuple(line for one in made for line in one.lines)))
    yield from row(cells, scene)


def _metrics(scene: Scene) -> Iterator[Strip]:
    rows = metrics_told(scene.result, scene.words)
    if not rows:
        return
    words = scene.words
    yield _title("metrics", words(_("Metrics")), scene)
    heads = (
        words(_("Touchpoint")),
        words(_("Metric")),
        scene.roles.ideal,
        scene.roles.actual,
        words(_("What it comes to")),
    )
    yield Strip("metrics-head", tuple(_heads(heads, _METRIC_COLUMNS, scene)))
    for number, metric in enumerate(rows):
        yield Strip(f"metric:{number}", tuple(_metric(metric, scene)), metric.touchpoint)


_METRIC_COLUMNS = (
    (0.0, 210.0, 0.0),
    (222.0, 130.0, 0.0),
    (362.0, 80.0, 1.0),
    (452.0, 80.0, 1.0),
    (550.0, 132.0, 0.0),
)


def _heads(
    texts: Sequence[str], columns: Sequence[tuple[float, float, float]], scene: Scene
) -> Iterator[Piece]:
    cells = [
        cell(text, x, width, CAPTION, scene.theme.text2, scene, align)
        for text, (x, width, align) in zip(texts, columns, strict=True)
    ]
    for piece in row(cells, scene):
        yield Piece(piece.items, piece.height, True)
    yield rule(scene, 2)


def _metric(metric: MetricRow, scene: Scene) -> Iterator[Piece]:
    theme = scene.theme
    colour = theme.pain if metric.is_worse else theme.text
    texts = (
        (metric.touchpoint, theme.text),
        (f"{metric.metric}. {metric.direction}", theme.text),
        (metric.ideal, theme.text),
        (metric.actual, theme.text),
        (metric.verdict, colour),
    )
    cells = [
        cell(text, x, width, FACT, shade, scene, align)
        for (text, shade), (x, width, align) in zip(texts, _METRIC_COLUMNS, strict=True)
    ]
    yield from row(cells, scene, (), 4, True)


def _path(scene: Scene) -> Iterator[Strip]:
    told = [scene.words(gap.text) for gap in scene.result.path if gap.text is not None]
    yield from _listed("path", scene.words(_("The route")), told, scene)


def _parts(scene: Scene) -> Iterator[Strip]:
    """The four parts of the gap with their weights, and how much is known."""
    words = scene.words
    rows = parts_told(scene.result, words)
    if not rows:
        return
    yield _title("parts", words(_("What the gap is made of")), scene)
    heads = (words(_("Part")), words(_("Loss, 0 to 1")), words(_("Weight")))
    yield Strip("parts-head", tuple(_heads(heads, _PART_COLUMNS, scene)))
    for number, texts in enumerate(rows):
        cells = [
            cell(text, x, width, FACT, scene.theme.text, scene, align)
            for text, (x, width, align) in zip(texts, _PART_COLUMNS, strict=True)
        ]
        yield Strip(f"part:{number}", row(cells, scene, (), 4, True), texts[0])
    said = coverage_told(scene.result, words)
    yield Strip("coverage", row([cell(said, 0, ROOM, FACT, scene.theme.text2, scene)], scene, (), 6), said)


_PART_COLUMNS = ((0.0, 300.0, 0.0), (320.0, 120.0, 1.0), (460.0, 100.0, 1.0))


def _listed(key: str, title: str, texts: Sequence[str], scene: Scene) -> Iterator[Strip]:
    if texts:
        yield _title(key, title, scene)
        for number, text in enumerate(texts):
            yield Strip(f"{key}:{number}", tuple(_bullets([text], 0, ROOM, scene)), text)


def _matched(scene: Scene) -> Iterator[Strip]:
    rows = matched_told(scene.result, scene.words)
    if not rows:
        return
    yield _title("matched", scene.words(_("What was matched and why")), scene)
    said = scene.words(
        _(
            "Each reason speaks for a pair (+) or against it (−); together they make the percentage. Below 90% a "
            "person should look at the pair."
        )
    )
    intro = row([cell(said, 0, ROOM, BODY, scene.theme.text2, scene)], scene)
    yield Strip("matched-intro", tuple(Piece(p.items, p.height, True, p.space) for p in intro))
    theme = scene.theme
    names = [
        cell(name, x, HALF - 66, CAPTION, theme.text2, scene)
        for name, x in ((scene.roles.ideal, 0.0), (scene.roles.actual, OTHER_HALF))
    ]
    yield Strip("matched-names", tuple(_kept(row(names, scene), 99)))
    for number, match in enumerate(rows):
        yield Strip(f"match:{number}", tuple(_match(match, scene)), match.ideal)


def _match(match: MatchRow, scene: Scene) -> Iterator[Piece]:
    theme, words = scene.theme, scene.words
    colour = theme.pain if match.is_unsure else theme.text
    sure = cell(match.percent, ROOM - 60, 60, FACT_STRONG, colour, scene, 1)
    cells = [
        cell(match.ideal, 0, HALF, FACT_STRONG, theme.text, scene),
        cell(match.actual, OTHER_HALF, HALF - 66, FACT_STRONG, theme.text, scene),
        sure,
    ]
    yield from _kept(row(cells, scene, (), 4, True), 99)
    why = "; ".join(match.why)
    if match.near:
        near = words(_("Also considered: {titles}", titles=", ".join(match.near)))
        yield from _kept(row([cell(why, 0, ROOM - 70, FACT, theme.text2, scene)], scene), 99)
        why = near
    yield from row([cell(why, 0, ROOM - 70, FACT, theme.text2, scene)], scene)


def _unmatched(scene: Scene) -> Iterator[Strip]:
    """What has no counterpart, on either side, with who may be it."""
    words, result = scene.words, scene.result
    alone = [(n, link) for n, link in enumerate(result.matching.links) if not (link.ideal and link.actual)]
    if not alone:
        return
    yield _title("unmatched", words(_("What has no counterpart")), scene)
    for number, link in alone:
        journey, ids, name = (
            (result.ideal.journey, link.ideal, scene.roles.ideal)
            if link.ideal
            else (result.actual.journey, link.actual, scene.roles.actual)
        )
        title = title_of(journey, ids)
        signs = kind_sign(link.kind, 8, 7 + ROW / 2, scene.theme, False, 8)
        name_cell = cell(lowered(name), ROOM - 180, 180, FACT, scene.theme.text2, scene, 1)
        cells = [cell(title, 26, ROOM - 220, FACT_STRONG, scene.theme.text, scene), name_cell]
        pieces = _kept(row(cells, scene, signs, 4, True), 99)
        pieces += row([cell(alone_told(number, scene), 26, ROOM - 26, FACT, scene.theme.text2, scene)], scene)
        yield Strip(f"alone:{number}", tuple(pieces), title, link_address(link, scene))


def _evidence(scene: Scene) -> Iterator[Strip]:
    words, result = scene.words, scene.result
    sides = ((scene.roles.ideal, result.ideal), (scene.roles.actual, result.actual))
    told = [(name, evidence_told(side, words)) for name, side in sides]
    if not any(rows for _name, rows in told):
        return
    yield _title("evidence", words(_("What it rests on")), scene)
    for name, rows in told:
        if not rows:
            continue
        yield Strip("evidence-side", (*heading(name, SUBSECTION, scene, 12), rule(scene, 2)), name)
        for number, (text, titles) in enumerate(rows):
            cells = [
                cell(text, 0, HALF - 60, FACT, scene.theme.text, scene),
                cell(", ".join(titles), OTHER_HALF - 60, HALF + 60, FACT, scene.theme.text2, scene),
            ]
            yield Strip(f"evidence:{number}", row(cells, scene, (), 4, True), text)
