"""Icons of the set as `QIcon`s in the theme's colours, sharp at the scales of the screens at hand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPainterPath, QPen, QPixmap

from cjm_editor.render.icons import icon

GRID = 24.0


def icon_path(name: str) -> QPainterPath:
    """The strokes of an icon on its 24 grid. Raises what `render.icons.icon` raises for an unknown name."""
    path = QPainterPath()
    for letter, values in icon(name):
        if letter == "M":
            path.moveTo(*values)
        elif letter == "L":
            path.lineTo(*values)
        elif letter == "C":
            path.cubicTo(*values)
        else:
            path.closeSubpath()
    return path


def draw_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw the strokes of an icon into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / GRID, rect.height() / GRID)
    pen = QPen(QColor(colour), 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(icon_path(name), pen)
    painter.restore()


def make_icon(name: str, colour: str, disabled: str, size: QSize) -> QIcon:
    """An icon of the set with a normal and a disabled colour; `size` in logical pixels."""
    picture = QIcon()
    ratios = {1.0, *(screen.devicePixelRatio() for screen in QGuiApplication.screens())}
    for factor in sorted(ratios):
        for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
            pixmap = QPixmap(size * factor)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, name, QRectF(0, 0, pixmap.width(), pixmap.height()), tint)
            painter.end()
            pixmap.setDevicePixelRatio(factor)
            picture.addPixmap(pixmap, mode)
    return picture
