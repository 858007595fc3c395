"""Flowing text over pages: strips of pieces that break between lines, headings that stay with what they head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group, Item, Line, Path, Polyline, Rect, Text

_LITTLE = 0.3
"""The share of a last page that is too little for a page of its own."""
_CLOSER = (0.8, 0.6, 0.45)
LONGEST_CHUNK = 420.0
"""Pieces that stay together are at most this high, in px; a longer run of them may break."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Items from y 0 down that no page break divides; `keeps` holds the next piece on the same page.

    `space` is left free above it, but not at the top of a page.
    """

    items: tuple[Item, ...]
    height: float
    keeps: bool = False
    space: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """Pieces that belong to one thing: what lies on one page becomes one group. `again` heads the further pages."""

    key: str
    pieces: tuple[Piece, ...]
    title: str = ""
    at: Address | None = None
    again: Piece | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Where pages hold text: left edge, width, upper and lower edge, px."""

    x: float
    width: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Placed:
    piece: Piece
    strip: int


def flowed(strips: Iterable[Strip], frame: Frame) -> list[tuple[Group, ...]]:
    """The groups of each page; nothing is cut, and no page is empty."""
    known = list(strips)
    pages: list[list[tuple[_Placed, float]]] = []
    y = frame.bottom
    for chunk in _chunks(known):
        inner = sum(placed.piece.height + placed.piece.space for placed in chunk) - chunk[0].piece.space
        if not pages or y + chunk[0].piece.space + inner > frame.bottom:
            ended = pages[-1][-1][0].strip if pages else -1
            chunk = _without_end(chunk, ended)
            if not chunk:
                continue
            number = chunk[0].strip
            again = known[number].again if number == ended else None
            pages.append([(_Placed(again, number), frame.top)] if again else [])
            y = frame.top + (again.height if again else 0.0)
        for placed in chunk:
            y += placed.piece.space if pages[-1] else 0.0
            pages[-1].append((placed, y))
            y += placed.piece.height
    return [_groups(page, known, frame) for page in pages]


def _without_end(chunk: list[_Placed], strip: int) -> list[_Placed]:
    """The run without the free room at its beginning with which the strip of the page before ends or goes on."""
    count = 0
    while count < len(chunk) and chunk[count].strip == strip and not chunk[count].piece.items:
        count += 1
    return chunk[count:]


def closely_flowed(strips: Iterable[Strip], frame: Frame) -> list[tuple[Group, ...]]:
    """The groups of each page as `flowed` gives them; where the last page would hold little, all of it stands somewhat
    closer if that saves the page."""
    known = list(strips)
    pages = flowed(known, frame)
    if len(pages) < 2 or max(group.y + group.h for group in pages[-1]) - frame.top > _LITTLE * (
        frame.bottom - frame.top
    ):
        return pages
    for share in _CLOSER:
        closer = [
            replace(strip, pieces=tuple(replace(piece, space=piece.space * share) for piece in strip.pieces))
            for strip in known
        ]
        tried = flowed(closer, frame)
        if len(tried) < len(pages):
            return tried
    return pages


def _chunks(strips: Sequence[Strip]) -> Iterable[list[_Placed]]:
    """Runs of pieces that stay on one page."""
    run: list[_Placed] = []
    height = 0.0
    for number, strip in enumerate(strips):
        for piece in strip.pieces:
            if run and height + piece.height + piece.space > LONGEST_CHUNK:
                yield run
                run, height = [], 0.0
            run.append(_Placed(piece, number))
            height += piece.height + piece.space
            if not piece.keeps:
                yield run
                run, height = [], 0.0
    if run:
        yield run


def _groups(
    page: Sequence[tuple[_Placed, float]], strips: Sequence[Strip], frame: Frame
) -> tuple[Group, ...]:
    """One group for each strip of the page."""
    found: list[Group] = []
    here: list[tuple[_Placed, float]] = []
    for entry in (*page, None):
        if here and (entry is None or entry[0].strip != here[0][0].strip):
            found.append(_group(here, strips[here[0][0].strip], frame))
            here = []
        if entry is not None:
            here.append(entry)
    return tuple(found)


def _group(placed: Sequence[tuple[_Placed, float]], strip: Strip, frame: Frame) -> Group:
    top = placed[0][1]
    items = tuple(lowered_by(item, y - top) for entry, y in placed for item in entry.piece.items)
    last, y = placed[-1]
    height = y + last.piece.height - top
    return Group(
        "headline",
        frame.x,
        top,
        frame.width,
        height,
        items,
        strip.at,
        strip.title,
        solid=True,
        key=strip.key,
    )


def lowered_by(item: Item, dy: float) -> Item:
    """The item moved down."""
    if not dy:
        return item
    if isinstance(item, Line):
        return replace(item, y1=item.y1 + dy, y2=item.y2 + dy)
    if isinstance(item, Polyline):
        return replace(item, points=tuple((x, y + dy) for x, y in item.points))
    if isinstance(item, Path):
        return replace(
            item,
            commands=tuple(
                (letter, tuple(v + dy if n % 2 else v for n, v in enumerate(numbers)))
                for letter, numbers in item.commands
            ),
        )
    if isinstance(item, Text | Rect):
        return replace(item, y=item.y + dy)
    return item
