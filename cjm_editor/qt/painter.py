"""The one painter of display lists: screen tiles and PNG all go through `paint`.

It knows the six primitives and the level of detail, nothing of maps. What Qt needs for a primitive (pens, paths,
laid-out texts, decoded pictures) is kept in a `PaintCache` that the caller owns and passes in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
    QStaticText,
    QTransform,
)

from cjm_editor.qt.fonts import font, whole_size
from cjm_editor.render.display import (
    FULL,
    Group,
    Image,
    Line,
    Path,
    Polyline,
    Rect,
    Text,
)
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.plain import Pictures, one_line

if TYPE_CHECKING:
    from cjm_editor.qt.dashes import Dashes

_MOST_PENS = 2_000

SMALLEST_TEXT = 6.5
"""Text lower than this many device px is not drawn: it could not be read and costs most."""

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """A bounded memory in two generations: what was not asked for since the last change of generations goes."""

    __slots__ = ("_limit", "_new", "_old")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._new: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: K, value: V) -> V:
        if len(self._new) >= self._limit:
            self._old, self._new = self._new, {}
        self._new[key] = value
        return value


class PaintCache:
    """Qt's forms of frozen items. Paths are kept by identity (with the item, so that no id is used twice), texts by
    what they say: an edit elsewhere leaves them. One cache serves one thread; `pictures` gives image bytes."""

    __slots__ = (
        "_brushes", "_dashes", "_fonts", "_images", "_paths", "_pens", "_texts", "no_brush", "no_pen", "pictures",
    )  # fmt: skip

    def __init__(self, pictures: Pictures | None = None, limit: int = 20_000) -> None:
        self.pictures = pictures
        self.no_pen = QPen(Qt.PenStyle.NoPen)
        self.no_brush = QBrush()
        self._pens: dict[tuple[str, float, str], QPen] = {}
        self._brushes: dict[str, QBrush] = {}
        self._fonts: dict[tuple[int, int], tuple[QFont, float]] = {}
        self._paths: Kept[int, tuple[Path | Polyline, QPainterPath]] = Kept(limit)
        self._dashes: Dashes | None = None
        self._texts: Kept[tuple[str, int, int], tuple[QStaticText, float]] = Kept(limit)
        self._images: Kept[str, QImage] = Kept(64)

    def pen(self, colour: str, width: float, cap: str = "butt") -> QPen:
        """The pen of a stroke without dashes."""
        key = (colour, width, cap)
        made = self._pens.get(key)
        if made is None:
            if len(self._pens) >= _MOST_PENS:
                self._pens.clear()
            made = self._pens[key] = _pen(colour, width, cap == "round")
        return made

    def brush(self, colour: str) -> QBrush:
        """The brush of a fill."""
        made = self._brushes.get(colour)
        if made is None:
            if len(self._brushes) >= _MOST_PENS:
                self._brushes.clear()
            made = self._brushes[colour] = solid(QColor(colour))
        return made

    def font(self, pixels: int, weight: int) -> tuple[QFont, float]:
        """The font and its ascent in px."""
        made = self._fonts.get((pixels, weight))
        if made is None:
            face = font(pixels, weight)
            made = self._fonts[pixels, weight] = (face, QFontMetricsF(face).ascent())
        return made

    def text(self, text: str, pixels: int, weight: int) -> tuple[QStaticText, float]:
        """The line laid out once, plain text, whatever it looks like; and its width where other fonts than the bundled
        one draw it, which may be wider than was measured, else 0."""
        key = (text, pixels, weight)
        made = self._texts.get(key)
        if made is None:
            line = one_line(text)
            laid_out = QStaticText(line)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            laid_out.prepare(QTransform(), self.font(pixels, weight)[0])
            width = 0.0 if bundled_measurer().has(line) else laid_out.size().width()
            made = self._texts.put(key, (laid_out, width))
        return made

    def path(self, item: Path | Polyline) -> QPainterPath:
        """The outline of a path or polyline."""
        kept = self._paths.get(id(item))
        if kept is not None and kept[0] is item:
            return kept[1]
        made = _outline(item) if isinstance(item, Path) else _polygon(item)
        self._paths.put(id(item), (item, made))
        return made

    @property
    def dashes(self) -> Dashes:
        """The dashes of strokes, kept too."""
        if self._dashes is None:
            from cjm_editor.qt.dashes import Dashes

            self._dashes = Dashes()
        return self._dashes

    def image(self, source: str) -> QImage | None:
        """The decoded picture, or None where there is none or it is refused."""
        made = self._images.get(source)
        if made is None:
            data = self.pictures(source) if self.pictures else None
            from cjm_editor.qt.pictures import decoded

            made = self._images.put(source, (decoded(data) if data else None) or QImage())
        return None if made.isNull() else made


def solid(colour: QColor) -> QBrush:
    """The brush of a colour. Made bare and filled in: the constructors that take one look at gradients too, and the
    class of gradients with its 200 names takes a millisecond of the start."""
    made = QBrush()
    made.setColor(colour)
    made.setStyle(Qt.BrushStyle.SolidPattern)
    return made


def fill(painter: QPainter, place: QRect | QRectF, brush: QBrush) -> None:
    """Fill a rectangle, as `QPainter.fillRect` does in the same time; that looks at gradients too (see `solid`). Pen
    and brush of the painter are others afterwards."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRect(place)


def _pen(colour: str, width: float, is_round: bool) -> QPen:
    made = QPen(QColor(colour))
    made.setWidthF(width)
    made.setCapStyle(Qt.PenCapStyle.RoundCap if is_round else Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin if is_round else Qt.PenJoinStyle.MiterJoin)
    return made


def _outline(item: Path) -> QPainterPath:
    made = QPainterPath()
    for command, numbers in item.commands:
        if command == "M":
            made.moveTo(*numbers)
        elif command == "L":
            made.lineTo(*numbers)
        elif command == "C":
            made.cubicTo(*numbers)
        else:
            made.closeSubpath()
    return made


def _polygon(item: Polyline) -> QPainterPath:
    made = QPainterPath()
    made.addPolygon(QPolygonF([QPointF(x, y) for x, y in item.points]))
    if item.closed:
        made.closeSubpath()
    return made


def paint(
    painter: QPainter,
    groups: Iterable[Group],
    cache: PaintCache,
    level: int = FULL,
) -> None:
    """Draw groups in order, each at its place in the painter's coordinates; the painter is left as it was found.

    `level` is the level of detail (`display.level_of`). Straight strokes stand on the device's pixels; text too small
    to read is left out.
    """
    brush = _Strokes(painter, cache, level)
    painter.save()
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for group in groups:
            brush.group(group)
    finally:
        painter.restore()


def paint_group(painter: QPainter, group: Group, cache: PaintCache, level: int = FULL) -> None:
    """Draw one group at its place, as `paint` does: for a card under the mouse."""
    paint(painter, (group,), cache, level)


class _Strokes:
    """One run of the painter: the transform read once, then items of many groups. Pens, brushes and fonts are set
    only where they change: in Python each call costs as much as the drawing."""

    __slots__ = (
        "cache", "crisp", "has_brush", "has_font", "has_pen", "least", "level", "ox", "oy", "painter", "scale",
        "x0", "y0",
    )  # fmt: skip

    def __init__(self, painter: QPainter, cache: PaintCache, level: int) -> None:
        self.painter = painter
        self.cache = cache
        self.level = level
        at = painter.deviceTransform()
        self.crisp = at.m12() == 0 and at.m21() == 0 and at.m11() == at.m22() and at.m11() > 0
        self.scale = math.sqrt(abs(at.determinant()))
        self.least = 1 / self.scale if self.scale else 0.0
        self.x0, self.y0 = at.dx(), at.dy()
        self.ox = self.oy = 0.0
        self.has_pen: QPen | None = None
        self.has_brush: QBrush | None = None
        self.has_font: QFont | None = None

    def group(self, group: Group) -> None:
        level, painter = self.level, self.painter
        painter.translate(group.x, group.y)
        self.ox = self.x0 + group.x * self.scale
        self.oy = self.y0 + group.y * self.scale
        for item in group.items:
            if item.since <= level <= item.upto:
                kind = type(item)
                if kind is Text:
                    self.text(item)
                elif kind is Rect:
                    self.rect(item)
                elif kind is Line:
                    self.line(item)
                elif kind is Image:
                    self.image(item)
                else:
                    self.path(item)
        painter.translate(-group.x, -group.y)

    def set_pen(self, pen: QPen) -> None:
        if pen is not self.has_pen:
            self.has_pen = pen
            self.painter.setPen(pen)

    def set_brush(self, brush: QBrush) -> None:
        if brush is not self.has_brush:
            self.has_brush = brush
            self.painter.setBrush(brush)

    def on_pixels(self, value: float, origin: float, whole: int) -> float:
        """Return the nearest place for a stroke of `whole` device px: odd ones on the middle of a pixel."""
        device = value * self.scale + origin
        # 1e-6: what stands on a pixel but for rounding must not fall to the one before it
        device = math.floor(device + 1e-6) + 0.5 if whole % 2 else math.floor(device + 0.5 + 1e-6)
        return (device - origin) / self.scale

    def stroke(self, width: float) -> tuple[int, float]:
        """Return a stroke's width in whole device px, at least one, and the same in the painter's units."""
        whole = max(1, round(width * self.scale))
        return whole, whole / self.scale

    def rect(self, item: Rect) -> None:
        painter, cache = self.painter, self.cache
        x, y, w, h = item.x, item.y, item.w, item.h
        width = item.width
        if self.crisp:
            whole, snapped = self.stroke(width) if item.stroke else (0, 0.0)
            right, bottom = (self.on_pixels(x + w, self.ox, whole), self.on_pixels(y + h, self.oy, whole))
            x, y = self.on_pixels(x, self.ox, whole), self.on_pixels(y, self.oy, whole)
            # what is drawn at all is seen: the bar of a card is narrower than a pixel far out
            w, h = max(right - x, self.least if w else 0.0), max(bottom - y, self.least if h else 0.0)
            width = snapped if item.stroke and not item.dash else width
        radius = min(item.radius, w / 2, h / 2)
        is_dashed = bool(item.dash and item.stroke)
        self.set_pen(cache.pen(item.stroke, width) if item.stroke and not is_dashed else cache.no_pen)
        if is_dashed:
            if item.fill:
                self.set_brush(cache.brush(item.fill))
                painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius)
            self.set_brush(cache.brush(item.stroke))
            painter.translate(x, y)
            painter.drawPath(cache.dashes.frame(w, h, radius, width, item.dash))
            painter.translate(-x, -y)
            return
        self.set_brush(cache.brush(item.fill) if item.fill else cache.no_brush)
        if item.radius:
            painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius)
        else:
            painter.drawRect(QRectF(x, y, w, h))

    def line(self, item: Line) -> None:
        x1, y1, x2, y2, width = item.x1, item.y1, item.x2, item.y2, item.width
        if self.crisp and (x1 == x2 or y1 == y2) and item.cap == "butt":
            whole, width = self.stroke(width)
            if x1 == x2:
                x1 = x2 = self.on_pixels(x1, self.ox, whole)
            else:
                y1 = y2 = self.on_pixels(y1, self.oy, whole)
            if not item.dash:
                self.rule(x1, y1, x2, y2, width, item.stroke)
                return
        if item.dash:
            self.dashed(x1, y1, x2, y2, width, item)
            return
        self.set_pen(self.cache.pen(item.stroke, width, item.cap))
        self.painter.drawLine(QLineF(x1, y1, x2, y2))

    def dashed(self, x1: float, y1: float, x2: float, y2: float, width: float, item: Line) -> None:
        """The dashes of a straight line that may be seen: it can be as long as a board of thousands of columns."""
        device = self.painter.device()
        reach = math.hypot(device.width(), device.height()) / self.scale + width
        near = math.hypot(self.ox + x1 * self.scale, self.oy + y1 * self.scale) / self.scale
        seen = (near - reach, near + reach) if self.crisp else (0.0, math.inf)
        self.set_pen(self.cache.pen(item.stroke, width, item.cap))
        self.painter.drawLines(self.cache.dashes.lines(x1, y1, x2, y2, item.dash, seen))

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str) -> None:
        """A straight line that fills whole pixels across: as a rectangle it takes a tenth of the time, since a long
        line costs by its length."""
        half = width / 2
        place = QRectF(min(x1, x2), y1 - half, abs(x2 - x1), width)
        if x1 == x2:
            place = QRectF(x1 - half, min(y1, y2), width, abs(y2 - y1))
        self.set_pen(self.cache.no_pen)
        self.set_brush(self.cache.brush(colour))
        self.painter.drawRect(place)

    def path(self, item: Path | Polyline) -> None:
        cache = self.cache
        cap = item.cap if isinstance(item, Path) else "butt"
        is_dashed = bool(item.dash and item.stroke and item.width)
        self.set_pen(
            cache.pen(item.stroke, item.width, cap) if item.stroke and not is_dashed else cache.no_pen
        )
        if item.fill or not is_dashed:
            self.set_brush(cache.brush(item.fill) if item.fill else cache.no_brush)
            self.painter.drawPath(cache.path(item))
        if is_dashed:
            self.set_brush(cache.brush(item.stroke))
            self.painter.drawPath(cache.dashes.along(item, cache.path(item)))

    def text(self, item: Text) -> None:
        painter, size = self.painter, item.size
        if not item.text:
            return
        if self.crisp and size * self.scale < SMALLEST_TEXT:
            # too small to read: a bar says that there is a line of text, and how long it is
            bar = QRectF(item.x, item.y - 0.5 * size, item.width, 0.28 * size)
            self.set_pen(self.cache.no_pen)
            self.set_brush(self.cache.brush(item.fill))
            painter.drawRect(bar)
            return
        pixels, shrink = whole_size(size)
        face, ascent = self.cache.font(pixels, item.weight)
        self.set_pen(self.cache.pen(item.fill, 1.0))
        if face is not self.has_font:
            self.has_font = face
            painter.setFont(face)
        if shrink == 1.0:
            self.line_of_text(item, pixels, item.x, item.y - ascent, item.width)
            return
        # set back by hand where that is exact: saving a painter's state costs more than the text
        is_half = shrink == 0.5
        if not is_half:
            painter.save()
        painter.translate(item.x, item.y)
        painter.scale(shrink, shrink)
        self.line_of_text(item, pixels, 0.0, -ascent, item.width / shrink)
        if is_half:
            painter.scale(2.0, 2.0)
            painter.translate(-item.x, -item.y)
        else:
            painter.restore()

    def line_of_text(self, item: Text, pixels: int, x: float, y: float, room: float) -> None:
        """A line with its top left at (`x`, `y`); drawn by a foreign font it is squeezed into its `room`."""
        laid_out, width = self.cache.text(item.text, pixels, item.weight)
        if not 0 < room < width:
            self.painter.drawStaticText(QPointF(x, y), laid_out)
            return
        self.painter.save()
        self.painter.translate(x, y)
        self.painter.scale(room / width, 1.0)
        self.painter.drawStaticText(QPointF(), laid_out)
        self.painter.restore()

    def image(self, item: Image) -> None:
        picture = self.cache.image(item.source)
        if picture is None:
            return
        size = picture.size()
        fit = min(item.w / size.width(), item.h / size.height())
        w, h = size.width() * fit, size.height() * fit
        place = QRectF(item.x + (item.w - w) / 2, item.y + (item.h - h) / 2, w, h)
        self.painter.drawImage(place, picture)
