"""The strip under the board: the whole curve, the stages' names, and a frame around what is visible."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_editor.app.shelter import sheltered
from cjm_editor.core.records import dataclass
from cjm_editor.qt.fonts import font
from cjm_editor.qt.painter import fill, solid
from cjm_editor.render.curve import monotone
from cjm_editor.render.theme import Theme

HEIGHT = 50
_SIDE = 16.0
_TOP, _CURVE = 7.0, 20.0
_FRAME_TOP, _FRAME_HEIGHT = 2.0, 30.0
"""The frame is around the curve; the stages' names stand below it, so that its sides cross none."""

_NAMES = 43
"""The baseline of the names."""

_DOTS = 240
"""More points than this are drawn as a curve alone."""


@dataclass(frozen=True, slots=True)
class OverviewPoint:
    """A touchpoint: its place 0..1 along the board and its emotion on -2..+2, None if unknown."""

    x: float
    value: float | None


@dataclass(frozen=True, slots=True)
class OverviewStage:
    """A stage: where it starts, 0..1, and its title."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Overview:
    """A whole map in one line."""

    points: tuple[OverviewPoint, ...] = ()
    stages: tuple[OverviewStage, ...] = ()


@sheltered
class Scrubber(QWidget):
    """Shows a map's curve and where the board stands; `moved` carries the middle asked for, 0..1."""

    moved = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._overview = Overview()
        self._window = (0.0, 1.0)
        self._grip: float | None = None
        self._picture: QPixmap | None = None
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._turn)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setVisible(False)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT)

    def set_theme(self, theme: Theme) -> None:
        """Draw in other colours."""
        self._theme = theme
        self._picture = None
        self.update()

    def set_overview(self, overview: Overview) -> None:
        """Show another map."""
        if overview != self._overview:
            self._overview = overview
            self._picture = None
            self.update()

    def set_window(self, start: float, end: float) -> None:
        """Frame the visible part, 0..1; where all is visible there is nothing to show."""
        self._window = (max(0.0, start), min(1.0, end))
        if not self.window().isVisible():
            self._turn()
        elif self.isHidden() == self._is_needed():
            self._due.start()
        self.update()

    def _turn(self) -> None:
        """Show or hide itself: on screen only once the board has its size, since a widget shown while the column above
        it is laid out is never painted."""
        self.setVisible(self._is_needed())

    def _is_needed(self) -> bool:
        return self._window[1] - self._window[0] < 0.999

    def window_span(self) -> tuple[float, float]:
        """Return the visible part, 0..1."""
        return self._window

    def _x(self, fraction: float) -> float:
        return _SIDE + fraction * (self.width() - 2 * _SIDE)

    def _fraction(self, x: float) -> float:
        return min(1.0, max(0.0, (x - _SIDE) / max(1.0, self.width() - 2 * _SIDE)))

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at = self._fraction(event.position().x())
        start, end = self._window
        middle = (start + end) / 2
        self._grip = at - middle if start <= at <= end else 0.0
        if not start <= at <= end:
            self.moved.emit(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self.moved.emit(min(1.0, max(0.0, self._fraction(event.position().x()) - self._grip)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    # --- painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._drawn(ratio)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        start, end = self._window
        painter.setPen(_pen(self._theme.accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        left, right = self._x(start), self._x(end)
        painter.drawRoundedRect(QRectF(left, _FRAME_TOP, max(6.0, right - left), _FRAME_HEIGHT), 4, 4)
        painter.end()

    def _drawn(self, ratio: float) -> QPixmap:
        """Return everything but the frame, drawn once for a map and a width."""
        picture = QPixmap(QSize(max(1, round(self.width() * ratio)), round(HEIGHT * ratio)))
        picture.setDevicePixelRatio(ratio)
        theme = self._theme
        picture.fill(QColor(theme.panel))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        try:
            fill(painter, QRectF(0, 0, self.width(), 1), solid(QColor(theme.line)))
            self._draw_stages(painter)
            self._draw_curve(painter)
        finally:
            painter.end()  # a painter left on a picture that goes crashes the process
        return picture

    def _draw_stages(self, painter: QPainter) -> None:
        theme = self._theme
        face = font(11, 400)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        stages = self._overview.stages
        for number, stage in enumerate(stages):
            x = self._x(stage.start)
            after = self._x(stages[number + 1].start) if number + 1 < len(stages) else self.width() - _SIDE
            if number and after - x > 3:
                fill(painter, QRectF(round(x), 6, 1, HEIGHT - 12), solid(QColor(theme.line)))
            room = after - x - 12
            if room > 24:
                title = metrics.elidedText(" ".join(stage.title.split()), Qt.TextElideMode.ElideRight, room)
                painter.setPen(QColor(theme.text2))
                painter.drawText(QPointF(round(x) + 6, _NAMES), title)

    def _y(self, value: float) -> float:
        return _TOP + (2 - value) / 4 * _CURVE

    def _draw_curve(self, painter: QPainter) -> None:
        points = self._overview.points
        pen = _pen(self._theme.curve, 1.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_crowded = len(points) > _DOTS
        for run in _runs(_thinned(points, self.width()) if is_crowded else points):
            places = [(self._x(point.x), self._y(point.value or 0.0)) for point in run]
            if is_crowded:
                painter.drawPolyline([QPointF(x, y) for x, y in places])
                continue
            line = QPainterPath(QPointF(*places[0]))
            for piece in monotone(places):
                line.cubicTo(piece.x1, piece.y1, piece.x2, piece.y2, piece.x3, piece.y3)
            painter.drawPath(line)
        if not is_crowded:
            self._draw_dots(painter, points)

    def _draw_dots(self, painter: QPainter, points: tuple[OverviewPoint, ...]) -> None:
        theme = self._theme
        for point in points:
            if point.value is not None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.emotion(point.value)))
                painter.drawEllipse(QPointF(self._x(point.x), self._y(point.value)), 3, 3)
            else:
                painter.setPen(_pen(theme.strong, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QPointF(self._x(point.x), self._y(0)), 3, 3)


def _pen(colour: str, width: float) -> QPen:
    """A pen made without a look at gradients, as `solid` is."""
    made = QPen(QColor(colour))
    made.setWidthF(width)
    return made


def _thinned(points: tuple[OverviewPoint, ...], width: int) -> tuple[OverviewPoint, ...]:
    """Return a point for every 4 px of `width`: the mean of what is known there; where nothing is, a gap stays."""
    places: dict[int, list[OverviewPoint]] = {}
    for point in points:
        places.setdefault(int(point.x * width / 4), []).append(point)
    thin: list[OverviewPoint] = []
    for group in places.values():
        known = [point.value for point in group if point.value is not None]
        middle = sum(point.x for point in group) / len(group)
        thin.append(OverviewPoint(middle, sum(known) / len(known) if known else None))
    return tuple(sorted(thin, key=lambda point: point.x))


def _runs(points: tuple[OverviewPoint, ...]) -> list[list[OverviewPoint]]:
    """Return the stretches of known neighbours: an unknown emotion is never bridged."""
    runs: list[list[OverviewPoint]] = [[]]
    for point in points:
        if point.value is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
