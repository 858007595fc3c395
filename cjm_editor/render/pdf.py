"""Display lists as PDF: vector, the font embedded, its text searchable, the same bytes on every run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from cjm_editor.core.errors import CjmError
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.display import DisplayList
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.pdf_file import Sheet, file_with
from cjm_editor.render.pdf_ink import Ink, Outlines, Rasters
from cjm_editor.render.plain import one_line

POINTS = 72 / 96
"""Points for one px of a display list."""
LARGEST_SIDE = 14_400
"""Points; readers refuse larger pages (PDF 1.7, appendix C)."""
_MILLIMETRES = {
    "A0": (841, 1189), "A1": (594, 841), "A2": (420, 594), "A3": (297, 420), "A4": (210, 297), "A5": (148, 210),
    "LETTER": (215.9, 279.4), "LEGAL": (215.9, 355.6), "TABLOID": (279.4, 431.8),
}  # fmt: skip
PAGE_NAMES = ("A0", "A1", "A2", "A3", "A4", "A5", "Letter", "Legal", "Tabloid")


@dataclass(frozen=True, slots=True)
class Page:
    """A page format in points."""

    width: float
    height: float


def pdf(
    pages: Sequence[DisplayList],
    title: str = "",
    date: datetime.datetime | None = None,
    page: str = "",
    rasters: Rasters | None = None,
    outlines: Outlines | None = None,
) -> bytes:
    """Return the PDF file, one page for each display list, as large as it (96 px an inch) or of the format `page`.

    On a given format a list is scaled to fit and centred; one larger than a page may be is scaled down. `date` is
    written as the document's date; without it the file has none. `rasters` decodes pictures; `outlines` draws lines
    with characters that the bundled faces lack. Raises `CjmError` for an unknown format.
    """
    measurer = bundled_measurer()
    ink = Ink(measurer, rasters, outlines)
    sheets = [_sheet(display, page, ink) for display in pages]
    images = [found[1] for found in ink.images.values() if found is not None]
    return file_with(sheets, ink.codes, images, measurer, one_line(title), date)


def _sheet(display: DisplayList, page: str, ink: Ink) -> Sheet:
    paper, scale = _paper(display, page)
    x, y = (paper.width - display.width * scale) / 2, (paper.height + display.height * scale) / 2
    ground = ""
    if display.background:
        ground = f"{ink.colour(display.background)} rg 0 0 {paper.width:.2f} {paper.height:.2f} re f\n"
    place = f"{scale:.6f} 0 0 {-scale:.6f} {x:.3f} {y:.3f} cm 4 M\n"
    return Sheet(paper.width, paper.height, ground + place + ink.page(display.groups))


def _paper(display: DisplayList, page: str) -> tuple[Page, float]:
    """Return the page and the points for one px of the list on it."""
    w, h = max(display.width, 1.0), max(display.height, 1.0)
    if page:
        paper = page_format(page, w >= h)
        return paper, min(paper.width / w, paper.height / h)
    scale = min(POINTS, LARGEST_SIDE / max(w, h))
    return Page(w * scale, h * scale), scale


def page_format(name: str, is_wide: bool = True) -> Page:
    """Return the page of a name as `A3 landscape`, `a4`, `Letter portrait` or `420x297 mm`.

    Without an orientation the page lies where `is_wide`, else it stands. Raises `CjmError` for other names.
    """
    given = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?\s*", name)
    if given:
        w, h = (float(side) / 25.4 * 72 for side in given.groups())
        if min(w, h) >= 10 and max(w, h) <= LARGEST_SIDE:
            return Page(w, h)
    parts = name.split()
    size = _MILLIMETRES.get(parts[0].upper()) if 1 <= len(parts) <= 2 else None
    orientation = parts[1].lower() if len(parts) == 2 else ("landscape" if is_wide else "portrait")
    if size is None or orientation not in ("landscape", "portrait"):
        raise CjmError(
            "page-unknown",
            _(
                "There is no page format “{name}”. Give one of {names}, with “landscape” or “portrait” if you "
                "like, or a size such as 420x297 mm",
                name=name,
                names=", ".join(PAGE_NAMES),
            ),
        )
    short, long = (side / 25.4 * 72 for side in size)
    return Page(long, short) if orientation == "landscape" else Page(short, long)
