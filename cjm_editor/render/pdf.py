"""Display lists as PDF: vector, the font embedded, its text searchable, the same bytes on every run."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cjm_editor.render.display import DisplayList
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.paper import LARGEST_SIDE, POINTS, Leaf, Page, Printed, View, page_format, whole_scale
from cjm_editor.render.pdf_file import Sheet, file_with
from cjm_editor.render.pdf_ink import Ink, Outlines, Rasters
from cjm_editor.render.plain import one_line


def pdf(
    pages: Sequence[Printed],
    title: str = "",
    date: datetime.datetime | None = None,
    page: str = "",
    rasters: Rasters | None = None,
    outlines: Outlines | None = None,
) -> bytes:
    """Return the PDF file, one page for each display list, as large as it (96 px an inch) or of the format `page`.

    On a given format a list is scaled to fit and centred; one larger than a page may be is scaled down. A leaf is a
    page as it is. `date` is written as the document's date; without it the file has none. `rasters` decodes pictures;
    `outlines` draws lines with characters that the bundled faces lack. Raises `CjmError` for an unknown format.
    """
    measurer = bundled_measurer()
    ink = Ink(measurer, rasters, outlines)
    sheets = [_leaf(one, ink) if isinstance(one, Leaf) else _sheet(one, page, ink) for one in pages]
    images = [found[1] for found in ink.images.values() if found is not None]
    return file_with(sheets, ink.codes, images, measurer, one_line(title), date)


def _sheet(display: DisplayList, page: str, ink: Ink) -> Sheet:
    paper, scale = _paper(display, page)
    x, y = (paper.width - display.width * scale) / 2, (paper.height + display.height * scale) / 2
    place = f"{scale:.6f} 0 0 {-scale:.6f} {x:.3f} {y:.3f} cm 4 M\n"
    return Sheet(
        paper.width, paper.height, _ground(display.background, paper, ink) + place + ink.page(display.groups)
    )


def _leaf(leaf: Leaf, ink: Ink) -> Sheet:
    paper, scale = leaf.paper, leaf.scale
    place = f"{scale:.6f} 0 0 {-scale:.6f} 0 {paper.height:.3f} cm 4 M\n"
    views = "\n".join(_view(view, ink) for view in leaf.views)
    return Sheet(paper.width, paper.height, _ground(leaf.background, paper, ink) + place + views)


def _view(view: View, ink: Ink) -> str:
    """A part of a drawing in its clip; groups that do not reach into it are left out."""
    x1, y1 = view.x + view.w, view.y + view.h
    seen = [g for g in view.groups if g.x < x1 and g.y < y1 and g.x + g.w > view.x and g.y + g.h > view.y]
    clip = f"{view.left:.2f} {view.top:.2f} {view.w:.2f} {view.h:.2f} re W n"
    return f"q {clip} 1 0 0 1 {view.left - view.x:.2f} {view.top - view.y:.2f} cm\n{ink.page(seen)}\nQ"


def _ground(colour: str, paper: Page, ink: Ink) -> str:
    return f"{ink.colour(colour)} rg 0 0 {paper.width:.2f} {paper.height:.2f} re f\n" if colour else ""


def _paper(display: DisplayList, page: str) -> tuple[Page, float]:
    """Return the page and the points for one px of the list on it."""
    w, h = max(display.width, 1.0), max(display.height, 1.0)
    if page:
        paper = page_format(page, w >= h)
        return paper, whole_scale(display, paper)
    scale = min(POINTS, LARGEST_SIDE / max(w, h))
    return Page(w * scale, h * scale), scale
