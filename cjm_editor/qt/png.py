"""A display list as PNG: the same bytes for the same list on every run."""

from __future__ import annotations

import math
import struct
import zlib

from PySide6.QtGui import QColor, QImage, QPainter

from cjm_editor.core.errors import CjmError
from cjm_editor.core.texts import _
from cjm_editor.qt.application import ensure_application
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.qt.painter import PaintCache, paint
from cjm_editor.render.display import DisplayList, level_of
from cjm_editor.render.plain import Pictures

SCREEN_DPI = 96
LARGEST_SIDE = 32_767
MOST_PIXELS = 268_000_000
"""One gigabyte of raster; Qt itself draws no wider than 32,767."""
_LEVEL = 3
"""Of `zlib`: half the time of its usual 6, for a quarter more bytes."""
_MEMORY = 6
"""Of `zlib`: smaller tables than its usual 8, which stay in the cache; a sixth faster, and no larger."""
_BAND = 8
"""Rows packed at a time: they stay in the processor's cache."""


def scale_for(
    display: DisplayList, scale: float = 1.0, dpi: float | None = None, width: int | None = None
) -> float:
    """Return device px for one px of the display list: `width` decides, else `dpi` (96 is 1), else `scale`."""
    if width is not None:
        return width / display.width if display.width else 1.0
    return dpi / SCREEN_DPI if dpi is not None else scale


def largest_scale(display: DisplayList, wanted: float) -> float:
    """Return `wanted`, or the largest scale at which the picture can still be drawn if that is less."""
    w, h = max(display.width, 1.0), max(display.height, 1.0)
    return min(wanted, (LARGEST_SIDE - 1) / max(w, h), math.sqrt(MOST_PIXELS * 0.99 / (w * h)))


def image(
    display: DisplayList, scale: float = 1.0, is_transparent: bool = False, pictures: Pictures | None = None
) -> QImage:
    """Return the drawn picture, `scale` device px for one of the list.

    Raises `CjmError` if it would be wider or higher than 32,767 px or larger than a gigabyte.
    """
    app = ensure_application()
    load_fonts()
    w, h = max(1, math.ceil(display.width * scale - 1e-6)), max(1, math.ceil(display.height * scale - 1e-6))
    if w > LARGEST_SIDE or h > LARGEST_SIDE or w * h > MOST_PIXELS:
        raise CjmError(
            "picture-too-large",
            _(
                "The picture would be {w} × {h} pixels. Give a smaller width or dpi, or choose SVG or PDF",
                w=w,
                h=h,
            ),
        )
    has_alpha = is_transparent or not display.background
    kind = QImage.Format.Format_ARGB32_Premultiplied if has_alpha else QImage.Format.Format_RGB32
    made = QImage(w, h, kind)
    if made.isNull():
        raise CjmError(
            "no-memory", _("There is not enough memory for a picture of {w} × {h} pixels", w=w, h=h)
        )
    made.fill(QColor(0, 0, 0, 0) if has_alpha else QColor(display.background))
    painter = QPainter(made)
    try:
        painter.scale(scale, scale)
        paint(painter, display.groups, PaintCache(pictures), level_of(scale))
    finally:
        painter.end()
    del app
    return made


def png(
    display: DisplayList,
    scale: float = 1.0,
    dpi: float | None = None,
    width: int | None = None,
    is_transparent: bool = False,
    pictures: Pictures | None = None,
) -> bytes:
    """Return the PNG file: `width` in px decides its size, else `dpi` (96 is 100 %), else `scale`.

    The file says `dpi` dots an inch (96 without it). Raises `CjmError` for a picture too large.
    """
    made = image(display, scale_for(display, scale, dpi, width), is_transparent, pictures)
    return _encoded(made, dpi or SCREEN_DPI)


def _encoded(picture: QImage, dpi: float) -> bytes:
    """Return a picture of 32 bits as PNG: rows unfiltered, or "as above" where they are.

    Qt tries five filters on every row, which takes twice the time for drawings and saves nothing; and the bytes do
    not depend on its version. Rows go through in bands that fit a processor's cache.
    """
    has_alpha = picture.hasAlphaChannel()
    channels, form = (4, QImage.Format.Format_RGBA8888) if has_alpha else (3, QImage.Format.Format_RGB888)
    width, height = picture.width(), picture.height()
    line = width * channels
    same = b"\2" + bytes(line)
    packer = zlib.compressobj(_LEVEL, memLevel=_MEMORY)
    packed = []
    above = b""
    for top in range(0, height, _BAND):
        band = picture.copy(0, top, width, min(_BAND, height - top)).convertToFormat(form)
        bits, step = bytes(band.constBits()), band.bytesPerLine()
        for at in range(0, band.height() * step, step):
            row = bits[at : at + line]
            packed.append(packer.compress(same if row == above else b"\0" + row))
            above = row
    packed.append(packer.flush())
    dots = round(dpi / 0.0254)
    header = struct.pack(">IIBBBBB", width, height, 8, 6 if has_alpha else 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", header),
            _chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)),
            _chunk(b"IDAT", b"".join(packed)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(data, zlib.crc32(kind)))
