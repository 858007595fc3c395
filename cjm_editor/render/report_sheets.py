"""Stage by stage on paper: both sides of every link beside each other, caption by caption."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cjm_editor.core.texts import _
from cjm_editor.render.display import Item
from cjm_editor.render.faces import face
from cjm_editor.render.flow import Piece, Strip
from cjm_editor.render.marks_ribbons import link_address
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import kind_sign
from cjm_editor.render.parts import CAPTION, Style
from cjm_editor.render.report_facts import (
    NOTHING,
    Fact,
    Sheet,
    StageSheets,
    Told,
    caption_of,
    side_by_side,
    stages_told,
)
from cjm_editor.render.report_paper import (
    BODY,
    FACT,
    FACT_STRONG,
    ROOM,
    ROW,
    SUBSECTION,
    Cell,
    bullets,
    cell,
    heading,
    kept,
    row,
    rule,
    titled,
)
from cjm_editor.render.report_tables import (
    counts_told,
)
from cjm_editor.render.wrap import elide

GUTTER = 22.0
LEFT = 138.0
"""Where the column of the reference begins, right of the captions."""

SIDE = (ROOM - LEFT - GUTTER) / 2
RIGHT = LEFT + SIDE + GUTTER
_LABEL = Style(11, ROW, 400)
_FACE = 22.0


def stages(scene: Scene) -> Iterator[Strip]:
    """The strips of the stages, in route order."""
    told = stages_told(scene)
    if not told:
        return
    yield titled("stages", scene.words(_("Stage by stage")), scene)
    counted = row([cell(counts_told(scene), 0, ROOM, BODY, scene.theme.text2, scene)], scene)
    yield Strip("counts", tuple(kept(counted, 99)))
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
    pieces += bullets(sheet.notes, 0, ROOM, scene)
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
    yield from kept(pieces, 99)
    yield Piece((), 4, True)


def _facts(pair: tuple[Fact | None, Fact | None], scene: Scene) -> Iterator[Piece]:
    """A caption with the texts of both sides."""
    theme = scene.theme
    cells = [cell(caption_of(pair), 0, LEFT - 12, _LABEL, theme.text2, scene)]
    for fact, x in zip(pair, (LEFT, RIGHT), strict=True):
        if fact is not None:
            colour = theme.pain if fact.tone == "pain" else theme.text
            parts = [part for text in fact.lines for part in text.splitlines() or [""]]
            made = [cell(part, x, SIDE, FACT, colour, scene) for part in parts]
            cells.append(Cell(x, SIDE, tuple(line for one in made for line in one.lines)))
    yield from row(cells, scene)
