"""Display lists as PDF with what the writer asks Qt for: decoded pictures, and lines the bundled faces cannot draw.

Qt is loaded when one of these is met: most maps need neither.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from cjm_editor.render import pdf as writer
from cjm_editor.render.display import PathCommand
from cjm_editor.render.paper import Printed
from cjm_editor.render.pdf_ink import Raster
from cjm_editor.render.plain import Pictures


def pdf(
    pages: Sequence[Printed],
    title: str = "",
    date: datetime.datetime | None = None,
    page: str = "",
    pictures: Pictures | None = None,
    before_qt: Callable[[], None] = lambda: None,
) -> bytes:
    """Return the PDF file as `render.pdf` does; `pictures` gives the bytes of pictures, `before_qt` is called before
    Qt is loaded and may refuse that."""

    def raster(source: str) -> Raster | None:
        data = pictures(source) if pictures is not None else None
        if not data:
            return None
        before_qt()
        return decoded_raster(data)

    def foreign(text: str, size: float, weight: int) -> Sequence[PathCommand]:
        before_qt()
        return outlines(text, size, weight)

    return writer.pdf(pages, title, date, page, raster, foreign)


def decoded_raster(data: bytes) -> Raster | None:
    """Return a picture's pixels, or None where it is refused or broken."""
    from PySide6.QtGui import QImage

    from cjm_editor.qt.pictures import decoded

    image = decoded(data)
    if image is None:
        return None
    pixels = image.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = bytes(pixels.constBits())
    colours = bytearray(len(bits) // 4 * 3)
    for channel in range(3):
        colours[channel::3] = bits[channel::4]
    opacity = bits[3::4] if image.hasAlphaChannel() else b""
    return Raster(image.width(), image.height(), bytes(colours), opacity)


def outlines(text: str, size: float, weight: int) -> Sequence[PathCommand]:
    """Return the outlines of a line of text, characters that Inter lacks taken from the system's fonts."""
    from PySide6.QtGui import QPainterPath

    from cjm_editor.qt.application import ensure_application
    from cjm_editor.qt.fonts import font, load_fonts, whole_size

    app = ensure_application()
    load_fonts()
    pixels, shrink = whole_size(size)
    path = QPainterPath()
    path.addText(0, 0, font(pixels, weight), text)
    del app
    made: list[PathCommand] = []
    at = 0
    while at < path.elementCount():
        element = path.elementAt(at)
        if element.isCurveTo():
            ends = [path.elementAt(at + n) for n in range(3)]
            made.append(("C", tuple(v * shrink for end in ends for v in (end.x, end.y))))
            at += 3
        else:
            made.append(("M" if element.isMoveTo() else "L", (element.x * shrink, element.y * shrink)))
            at += 1
    return made
