"""What pages can export, as makers of bytes that run beside the window. Writers are loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from cjm_editor.app.dialogs.export import Offer, Wish
from cjm_editor.core.model import Document, map_of, title_or_id
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _
from cjm_editor.io.pictures import picture_reader
from cjm_editor.render.display import DisplayList
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import BoardOptions
from cjm_editor.render.paper import Printed
from cjm_editor.render.theme import PRINT

FORMATS = (
    ("png", _("PNG picture"), ".png"),
    ("svg", _("SVG drawing, with real text"), ".svg"),
    ("pdf", _("PDF, searchable, to be printed"), ".pdf"),
)

MAP_TOO_SMALL = _(
    "The text in it is too small to read: the map is too long for one page. "
    "Export it once more and choose a page format or tiles."
)
COMPARISON_TOO_SMALL = _(
    "The text in it is too small to read: the journey is too long for one page. "
    "Export it once more and choose tiles or the report."
)

BOARD_LEFT_OUT = _(
    "The board is not in this file: the journey is too long for a few pages of A4. "
    "Export the board by itself, as an SVG drawing or as a PDF in tiles."
)

LONGEST_STEM = 80
"""Characters of the name that is proposed for a file."""


def file_stem(title: str) -> str:
    """A title as a file's name."""
    kept = "".join(c if c.isalnum() or c in " -–—_.," else " " for c in title)
    name = " ".join(kept.split())
    if len(name) > LONGEST_STEM:  # not in the middle of a word
        name = name[: LONGEST_STEM + 1].rpartition(" ")[0] or name[:LONGEST_STEM]
    return name.strip(" .,-–—") or "map"


def drawn(
    pages: Sequence[DisplayList], wish: Wish, title: str, pictures: Callable[[str], bytes | None] | None
) -> bytes:
    """The pages as a file of the format wished for; PNG and SVG hold the first page."""
    if wish.format == "svg":
        from cjm_editor.render.svg import svg

        return svg(pages[0], pictures, embeds_fonts=True).encode("utf-8")
    if wish.format == "png":
        from cjm_editor.qt.png import png

        return png(pages[0], 1.0, wish.dpi, None, wish.transparent, pictures)
    return printed(pages, wish, title, pictures)


def printed(
    pages: Sequence[Printed], wish: Wish, title: str, pictures: Callable[[str], bytes | None] | None
) -> bytes:
    """The pages as PDF on the paper wished for."""
    from cjm_editor.qt.pdf import pdf

    if wish.is_tiled:
        from cjm_editor.render.tiles import tiles

        pages = [tile for page in pages if isinstance(page, DisplayList) for tile in tiles(page, wish.paper)]
    return pdf(pages, title, None, wish.paper, pictures)


def trouble_of(known: Sequence[Message], pages: Sequence[Printed]) -> Message | None:
    """What is wrong with a picture just made: what is known already (it is too small to be read, something is left
    out), and that boxes stand for letters; a line each."""
    from cjm_editor.qt.lacking import without_font

    boxes = without_font(pages)
    told = [*known, *([boxes] if boxes is not None else [])]
    if not told:
        return None
    return reduce(lambda one, other: _("{one}\n{other}", one=one, other=other), told)


def map_offer(document: Document, map_id: str, path: Path | None) -> Offer | None:
    """The export of a map as it is now."""
    journey = map_of(document, map_id)
    if journey is None:
        return None
    pictures = picture_reader(path.parent) if path is not None else None

    small: list[Message] = []
    shown: list[Printed] = []

    def make(wish: Wish) -> bytes:
        from cjm_editor.render.extent import left_out
        from cjm_editor.render.page import map_page
        from cjm_editor.render.paper import is_page_legible

        small[:] = left_out(journey)
        options = BoardOptions(PRINT, wish.words, audience="client" if wish.client else "internal")
        measurer, name = bundled_measurer(), journey.title or document.title
        if wish.format == "pdf" and wish.paper and not wish.is_tiled:
            from cjm_editor.render.bands import map_sheets
            from cjm_editor.render.paper import page_format

            paper = page_format(wish.paper)
            sheets = map_sheets(document, map_id, options, measurer, wish.date, paper)
            shown[:] = sheets
            return printed(sheets, wish, name, pictures)
        page = map_page(document, map_id, options, measurer, wish.date)
        shown[:] = [page]
        if wish.format == "pdf" and not wish.is_tiled and not is_page_legible(page):
            small.append(MAP_TOO_SMALL)
        return drawn([page], wish, name, pictures)

    title = ", ".join(part for part in (document.title, journey.title) if part)
    return Offer(FORMATS, file_stem(title), make, trouble=lambda: trouble_of(small, shown))


REPORTS = (
    ("report-html", _("Report as a web page (HTML)"), ".html"),
    ("report-pdf", _("Report as PDF, A4"), ".pdf"),
)


def comparison_offer(result: ComparisonResult) -> Offer:
    """The export of a comparison as it is now, without internal lanes: it is made to be handed on."""
    title = " — ".join(title_or_id(side.journey) for side in (result.actual, result.ideal))
    documents = dict.fromkeys(side.document.title for side in (result.actual, result.ideal))
    name = ", ".join(part for part in (*documents, title) if part)
    if len(name) > LONGEST_STEM:  # which maps it is of says more than whose they are
        name = title
    small: list[Message] = []
    drawings: list[Printed] = []

    def make(wish: Wish) -> bytes:
        from cjm_editor.compare.client import for_client
        from cjm_editor.render.extent import parked_in
        from cjm_editor.render.html import report_html
        from cjm_editor.render.marks import MarksOptions, comparison_page
        from cjm_editor.render.paper import is_page_legible
        from cjm_editor.render.report_binding import bound

        small.clear()
        drawings.clear()
        shown = for_client(result)
        options, measurer = MarksOptions(theme=PRINT, words=wish.words), bundled_measurer()
        if wish.format == "report-html":
            return report_html(shown, options, measurer, wish.date).encode("utf-8")
        if wish.format == "report-pdf":
            report = bound(shown, options, measurer, wish.date)
            drawings[:] = report.pages
            small[:] = [BOARD_LEFT_OUT] if report.lacks_board else []
            return printed(report.pages, replace(wish, paper="", is_tiled=False), title, None)
        small[:] = parked_in(result)
        page = comparison_page(shown, options, measurer, wish.date)
        drawings[:] = [page]
        if wish.format == "pdf" and not wish.is_tiled and not is_page_legible(page, wish.paper):
            small.append(COMPARISON_TOO_SMALL)
        return drawn([page], wish, title, None)

    formats = (*REPORTS, *FORMATS)
    return Offer(
        formats, file_stem(name), make, has_audience=False, trouble=lambda: trouble_of(small, drawings)
    )
