"""The paper of a report: size, type, running head and foot, and text in columns that may break between its lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjm_editor.core.elide import lowered, short
from cjm_editor.core.model import segment_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Words, _
from cjm_editor.render.display import LOW, Group, Item, Line
from cjm_editor.render.flow import Frame, Piece, Strip
from cjm_editor.render.headline import gap_number
from cjm_editor.render.marks_scene import LONGEST, Scene
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_bounds import more
from cjm_editor.render.wrap import elide, wrap

WIDTH, HEIGHT, MARGIN = 794.0, 1123.0, 56.0
"""A4 at 96 dpi."""

ROOM = WIDTH - 2 * MARGIN
FOOT = HEIGHT - 57.0
BODY_FRAME = Frame(MARGIN, ROOM, MARGIN + 34, FOOT - 14)
"""Where further pages hold text, below their head."""

HEADING = Style(21, 28, 700)
SECTION = Style(16, 22, 600)
SUBSECTION = Style(13, 18, 600)
BODY = Style(12.5, 18, 400)
FACT = Style(12, 17, 400)
FACT_STRONG = Style(12, 17, 600)
ROW = 17.0
_HEAD_LINES, _FOOT_LINES = 3, 2
"""Above and below a page there is room for so many."""
GUTTER = 22.0
"""Between two columns."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text in a column of a row: left edge and width, type, colour; `align` 1 puts it at the right edge.

    `stays` is the number of its first lines that no page break divides from the next.
    """

    x: float
    width: float
    lines: tuple[tuple[str, Style, str], ...]
    align: float = 0.0
    stays: tuple[int, ...] = ()


def cell(
    text: str, x: float, width: float, style: Style, colour: str, scene: Scene, align: float = 0.0
) -> Cell:
    """A column whose text is wrapped to its width."""
    lines = wrap(text, width, style.size, style.weight, scene.measurer) if text else ()
    return Cell(x, width, tuple((line, style, colour) for line in lines), align)


def row(
    cells: Sequence[Cell], scene: Scene, signs: tuple[Item, ...] = (), space: float = 0.0, rule: bool = False
) -> tuple[Piece, ...]:
    """Columns side by side as pieces of a line each; `signs` stand at the first line, a rule above it if wanted."""
    count = max((len(column.lines) for column in cells), default=0)
    pad = 7.0 if rule else 0.0
    pieces = []
    for number in range(count):
        top = pad if number == 0 else 0.0
        items: list[Item] = []
        if number == 0:
            if rule:
                items.append(Line(0, 0.5, ROOM, 0.5, scene.theme.line, scene.theme.hair_width))
            items += signs
        for column in cells:
            if number < len(column.lines):
                text, style, colour = column.lines[number]
                x = column.x + column.align * column.width
                at = Style(style.size, ROW, style.weight)
                items.append(line_of(text, x, top, at, colour, scene.measurer, LOW, column.align))
        stays = number in (0, count - 2) or any(number in column.stays for column in cells)
        pieces.append(
            Piece(tuple(items), ROW + top, stays and number < count - 1, space if number == 0 else 0.0)
        )
    return tuple(pieces)


def paragraph(
    text: str, x: float, width: float, style: Style, colour: str, scene: Scene, space: float = 0.0
) -> tuple[Piece, ...]:
    """A text by itself, a piece a line."""
    return row([cell(text, x, width, style, colour, scene)], scene, (), space)


def heading(text: str, style: Style, scene: Scene, space: float, right: str = "") -> tuple[Piece, ...]:
    """A heading of as many lines as it needs, which stays with what follows; `right` stands at its right end."""
    wide = scene.measurer.width(right, SECTION.size, SECTION.weight) + 16 if right else 0.0
    lines = wrap(text, ROOM - wide, style.size, style.weight, scene.measurer)
    pieces = []
    for number, line in enumerate(lines):
        items: list[Item] = [line_of(line, 0, 0, style, scene.theme.text, scene.measurer, LOW)]
        if right and not number:
            box = Style(SECTION.size, style.line, SECTION.weight)
            items.append(line_of(right, ROOM, 0, box, scene.theme.text, scene.measurer, LOW, 1))
        pieces.append(Piece(tuple(items), style.line, True, 0.0 if number else space))
    return tuple(pieces)


def rule(scene: Scene, height: float = 8.0, width: float = ROOM, x: float = 0.0) -> Piece:
    """A dark line under a heading."""
    return Piece((Line(x, 0.5, x + width, 0.5, scene.theme.text, 1),), height, True, 4.0)


def left_out(key: str, count: int, scene: Scene) -> Iterator[Strip]:
    """How many entries a section does not show, where it does not show all."""
    if count > 0:
        said = scene.words(more(count))
        yield Strip(f"{key}-more", paragraph(said, 0, ROOM, FACT, scene.theme.text2, scene, 6), said)


def titled(key: str, text: str, scene: Scene) -> Strip:
    """The heading of a section, which stays with what follows."""
    return Strip(key, (*heading(text, HEADING, scene, 34), Piece((), 4, True)), text)


def kept(pieces: Sequence[Piece], most: int) -> list[Piece]:
    """The first pieces held together with what follows them."""
    return [
        Piece(piece.items, piece.height, True, piece.space) if number < most else piece
        for number, piece in enumerate(pieces)
    ]


def bullets(texts: Sequence[str], x: float, width: float, scene: Scene) -> list[Piece]:
    """A list, a dot before each text."""
    pieces: list[Piece] = []
    for text in texts:
        dot = Cell(x, 12, (("•", FACT, scene.theme.text3),))
        pieces += row([dot, cell(text, x + 12, width - 12, FACT, scene.theme.text, scene)], scene)
    return pieces


def fitted(text: str, style: Style, scene: Scene, room: float = ROOM) -> str:
    """The text on one line, cut where it is longer."""
    return elide(text[: 4 * LONGEST], room, style.size, style.weight, scene.measurer)


def compared_text(scene: Scene) -> str:
    """Which two maps are compared."""
    return scene.words(
        _(
            "Comparison: {ideal} and {actual}",
            ideal=lowered(scene.roles.ideal),
            actual=lowered(scene.roles.actual),
        )
    )


def running_head(scene: Scene) -> Group:
    """The line above further pages: what is compared, and the gap."""
    theme, measurer = scene.theme, scene.measurer
    score = scene.result.score
    gap = f"{scene.words(_('Gap'))} {gap_number(score, scene.words)}"
    gap = scene.words(_("The gap is not known yet")) if score.is_open else gap
    wide = measurer.width(gap, CAPTION.size, CAPTION.weight)
    lines = _small_lines(compared_text(scene), ROOM - wide - 24, scene, _HEAD_LINES)
    above = CAPTION.line * (len(lines) - 1)
    items: list[Item] = [
        line_of(line, 0, n * CAPTION.line, CAPTION, theme.text3, measurer, LOW)
        for n, line in enumerate(lines)
    ]
    items.append(line_of(gap, ROOM, above, CAPTION, theme.text3, measurer, LOW, 1))
    items.append(Line(0, above + 19.5, ROOM, above + 19.5, theme.line, 1))
    return Group(
        "headline", MARGIN, MARGIN - 8 - above, ROOM, above + 20, tuple(items), key="running", solid=True
    )


def _small_lines(text: str, room: float, scene: Scene, most: int) -> tuple[str, ...]:
    """The lines of what stands above and below a page; all of it but the very long."""
    return wrap(text, room, CAPTION.size, CAPTION.weight, scene.measurer, most) if text else ()


def page_note(number: int, count: int, date: str, words: Words) -> str:
    """Date and page: `21 November 2026, p. 2 of 6`."""
    page = words(_("p. {page} of {count}", page=str(number), count=str(count)))
    return f"{date}, {page}" if date else page


def footer(number: int, count: int, date: str, scene: Scene) -> Group:
    """Document and segments at the left, date and page at the right."""
    theme, words, measurer = scene.theme, scene.words, scene.measurer
    right = page_note(number, count, date, words)
    wide = measurer.width(right, CAPTION.size, CAPTION.weight)
    title = short(scene.result.ideal.document.title, LONGEST)
    sides = (scene.result.ideal, scene.result.actual)
    found = (segment_of(side.document, side.journey.segment) for side in sides)
    segments = dict.fromkeys(short(segment.title, LONGEST) for segment in found if segment is not None)
    parts = [title, " / ".join(segment for segment in segments if segment)]
    left = ". ".join(part for part in parts if part)
    items: list[Item] = [Line(0, 0.5, ROOM, 0.5, theme.line, 1)]
    lines = _small_lines(left, ROOM - wide - 24, scene, _FOOT_LINES)
    for n, line in enumerate(lines):
        items.append(line_of(line, 0, 12 + n * CAPTION.line, CAPTION, theme.text3, measurer, LOW))
    items.append(line_of(right, ROOM, 12, CAPTION, theme.text3, measurer, LOW, 1))
    return Group(
        "headline",
        MARGIN,
        FOOT,
        ROOM,
        12 + CAPTION.line * max(1, len(lines)),
        tuple(items),
        key="foot",
        solid=True,
    )
