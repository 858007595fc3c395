"""Stage by stage on paper: both sides of every link beside each other, caption by caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.detail import (
    NOTHING,
    Fact,
    Sheet,
    StageSheets,
    Told,
    caption_of,
    side_by_side,
    stages_told,
)
from cjm_editor.core.elide import short
from cjm_editor.core.texts import _
from cjm_editor.render import report_paper as paper
from cjm_editor.render.display import LOW, Item
from cjm_editor.render.faces import face
from cjm_editor.render.flow import Piece, Strip
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_bounds import MOST
from cjm_editor.render.report_tables import (
    counts_told,
)
from cjm_editor.render.wrap import elide

LEFT = 164.0
"""Where the column of the reference begins, right of the captions."""

SIDE = (paper.ROOM - LEFT - paper.GUTTER) / 2
RIGHT = LEFT + SIDE + paper.GUTTER
_LABEL = Style(11, paper.ROW, 400)
_FACE = 22.0
_SHORT = 10
"""Lines about a stage that stand together with its first touchpoint."""
_TOGETHER = 4
"""Lines of a touchpoint that stand on one page with its titles, so that none begins at the foot of a page."""


def stages(scene: Scene) -> Iterator[Strip]:
    """The strips of the stages, in route order."""
    told = stages_told(scene.result, scene.words, MOST)
    if not told:
        return
    yield paper.titled("stages", scene.words(_("Stage by stage")), scene)
    counted = paper.paragraph(counts_told(scene), 0, paper.ROOM, paper.BODY, scene.theme.text2, scene)
    yield Strip("counts", tuple(paper.kept(counted, 99)))
    for stage in told:
        yield from _stage(stage, scene)
    yield from paper.left_out("stages", len(scene.result.matching.links) - MOST, scene)


def _stage(stage: StageSheets, scene: Scene) -> Iterator[Strip]:
    words = scene.words
    if stage.title:
        right = words(_("adds {points} to the gap", points=stage.points)) if stage.points else ""
        yield Strip(
            "stage-title",
            (
                *paper.heading(stage.title, Style(16, 22, 600), scene, 18, right),
                paper.rule(scene, 6),
                _names(scene),
            ),
            stage.title,
        )
    if stage.ideal or stage.actual:
        pieces = list(_sides(stage.ideal, stage.actual, scene, False))
        first = paper.kept(pieces[:-1], 99 if len(pieces) <= _SHORT else 3)
        yield Strip("stage-facts", (*first, _held(pieces[-1])), stage.title)
    for sheet in stage.sheets:
        yield _sheet(sheet, scene)


def _names(scene: Scene) -> Piece:
    """Which column is which map, on one line."""
    theme, measurer = scene.theme, scene.measurer
    cells = [
        paper.Cell(
            x, SIDE, ((elide(name, SIDE, CAPTION.size, CAPTION.weight, measurer), CAPTION, theme.text2),)
        )
        for name, x in ((scene.roles.ideal, LEFT), (scene.roles.actual, RIGHT))
    ]
    return _held(paper.row(cells, scene)[0])


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
    points = paper.cell(sheet.points, paper.ROOM - 200, 200, paper.FACT_STRONG, theme.text, scene, 1)
    signs = kind_sign(sheet.kind, 8, 7 + paper.ROW / 2, theme, link.unsure, 8)
    kind = paper.cell(said, 22, paper.ROOM - 230, paper.FACT, theme.text2, scene)
    pieces = paper.kept(paper.row([kind, points], scene, signs, 6, True), 99)
    sides = list(_sides(sheet.ideal, sheet.actual, scene, True))
    pieces += paper.kept(sides[:-1], _TOGETHER) + sides[-1:]
    pieces += paper.bullets(sheet.notes, 0, paper.ROOM, scene)
    pieces.append(Piece((), 4))
    titles = [told.title for told in (*sheet.ideal, *sheet.actual)]
    said = " / ".join(dict.fromkeys(titles))
    return Strip(
        f"sheet:{sheet.link}",
        tuple(pieces),
        " / ".join(titles),
        link_address(link, scene),
        _again(said, scene),
    )


def _again(title: str, scene: Scene) -> Piece:
    """What heads the next page where a touchpoint goes on there."""
    text = paper.fitted(scene.words(_("{title}, continued", title=short(title, 90))), CAPTION, scene)
    line = line_of(text, 0, 0, CAPTION, scene.theme.text3, scene.measurer, LOW)
    return Piece((line,), paper.ROW + 4)


def _sides(ideal: Sequence[Told], actual: Sequence[Told], scene: Scene, has_titles: bool) -> Iterator[Piece]:
    """Both sides beside each other, caption by caption, so that a page may end between any two lines."""
    for number in range(max(len(ideal), len(actual))):
        ours = ideal[number] if number < len(ideal) else None
        theirs = actual[number] if number < len(actual) else None
        if has_titles:
            yield from _titles(ours, theirs, scene, 6, is_first=not number)
        for pair in side_by_side(ours.facts if ours else (), theirs.facts if theirs else ()):
            yield from _facts(pair, scene)


def _titles(
    ours: Told | None, theirs: Told | None, scene: Scene, space: float, is_first: bool
) -> Iterator[Piece]:
    """The titles of a touchpoint on both sides with their faces; a dash where a side has none at all."""
    theme = scene.theme
    cells: list[paper.Cell] = []
    signs: list[Item] = []
    for told, x, is_ideal in ((ours, LEFT, True), (theirs, RIGHT, False)):
        if told is None:
            cells.append(paper.cell(NOTHING if is_first else "", x, SIDE, paper.FACT, theme.text3, scene))
            continue
        made = paper.cell(told.title, x, SIDE - 34, paper.SUBSECTION, theme.text, scene)
        cells.append(replace(made, stays=tuple(range(len(made.lines)))))
        if told.has_emotion:
            at = x + SIDE - _FACE / 2
            signs += face(told.emotion, at, paper.ROW / 2, _FACE, theme, is_ideal, told.emotion is None)
    pieces = paper.row(cells, scene, tuple(signs), space)
    yield from paper.kept(pieces, 99)
    yield Piece((), 4, True)


def _facts(pair: tuple[Fact | None, Fact | None], scene: Scene) -> Iterator[Piece]:
    """A caption with the texts of both sides."""
    theme = scene.theme
    cells = [paper.cell(caption_of(pair), 0, LEFT - 12, _LABEL, theme.text2, scene)]
    for fact, x in zip(pair, (LEFT, RIGHT), strict=True):
        if fact is not None:
            colour = theme.pain if fact.tone == "pain" else theme.text
            parts = [part for text in fact.lines for part in text.splitlines() or [""]]
            made = [paper.cell(part, x, SIDE, paper.FACT, colour, scene) for part in parts]
            cells.append(paper.Cell(x, SIDE, tuple(line for one in made for line in one.lines)))
    yield from paper.row(cells, scene)
