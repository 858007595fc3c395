"""Pictures a document shows: decoded only if their bytes say PNG, JPEG, WebP or GIF and their size is sane."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from cjm_editor.render.plain import LARGEST_SIDE, MOST_PIXELS, is_picture, picture_format

_KEPT_SIDE = 2_048


def decoded(data: bytes) -> QImage | None:
    """Return the picture, scaled down to 2,048 px a side, or None where it is refused or broken.

    The size stands in the header and is checked before anything is decoded.
    """
    if not is_picture(data):
        return None
    kind = picture_format(data)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        return None
    if size.width() * size.height() > MOST_PIXELS:
        return None
    if max(size.width(), size.height()) > _KEPT_SIDE:
        reader.setScaledSize(size.scaled(QSize(_KEPT_SIDE, _KEPT_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
