"""Display lists as PDF: vector, the font embedded, its text searchable, the same bytes on every run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import _
from cjm_editor.qt.application import ensure_application
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.qt.painter import PaintCache, paint
from cjm_editor.qt.pdf_bytes import metadata, reproducible
from cjm_editor.render.display import FULL, DisplayList
from cjm_editor.render.plain import Pictures, one_line

POINTS = 72 / 96
"""Points for one px of a display list."""
LARGEST_SIDE = 14_400
"""Points; readers refuse larger pages (PDF 1.4, appendix C)."""
_DPI = 1200
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


def pdf(
    pages: Sequence[DisplayList],
    title: str = "",
    date: datetime.datetime | None = None,
    page: str = "",
    pictures: Pictures | None = None,
) -> bytes:
    """Return the PDF file, one page for each display list, as large as it (96 px an inch) or of the format `page`.

    On a given format a list is scaled to fit and centred; one larger than a page may be is scaled down. `date` is
    written as the document's date; without it the file has none. Raises `CjmError` for an unknown format.
    """
    app = ensure_application()
    load_fonts()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(one_line(title))
    writer.setCreator("CJM Editor")
    writer.setDocumentXmpMetadata(QByteArray(metadata(one_line(title), date)))
    cache = PaintCache(pictures)
    painter: QPainter | None = None
    try:
        for display in pages:
            paper, scale = _paper(display, page)
            _set_page(writer, paper)
            if painter is None:
                painter = QPainter(writer)
            else:
                writer.newPage()
            _paint_page(painter, display, paper, scale, cache)
    finally:
        if painter is not None:
            painter.end()
    buffer.close()
    del app
    return reproducible(bytes(data.data()), date)


def _paper(display: DisplayList, page: str) -> tuple[Page, float]:
    """Return the page and the points for one px of the list on it."""
    w, h = max(display.width, 1.0), max(display.height, 1.0)
    if page:
        paper = page_format(page, w >= h)
        return paper, min(paper.width / w, paper.height / h)
    scale = min(POINTS, LARGEST_SIDE / max(w, h))
    return Page(w * scale, h * scale), scale


def _set_page(writer: QPdfWriter, paper: Page) -> None:
    # Qt rounds a page's sides to whole points
    size = QSizeF(max(1, round(paper.width)), max(1, round(paper.height)))
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageOrientation(QPageLayout.Orientation.Portrait)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))


def _paint_page(
    painter: QPainter, display: DisplayList, paper: Page, scale: float, cache: PaintCache
) -> None:
    dots = _DPI / 72
    painter.save()
    painter.resetTransform()
    painter.scale(dots, dots)
    if display.background:
        painter.fillRect(
            QRectF(0, 0, round(paper.width) + 1, round(paper.height) + 1), QColor(display.background)
        )
    painter.translate((paper.width - display.width * scale) / 2, (paper.height - display.height * scale) / 2)
    painter.scale(scale, scale)
    paint(painter, display.groups, cache, FULL, is_crisp=False)
    painter.restore()
