"""The steps of the gap if it is mended in the order of the list."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.results import ComparisonResult


def value_place(dot: QPointF, wide: float, step: float, width: float) -> QPointF:
    """Where the number of the marked step begins, px: right of its dot over the line, moved back where the chart ends,
    and under the line where it would so meet the fall before the dot."""
    left = min(dot.x() + 6, width - 3 - wide)
    if left == dot.x() + 6:
        return QPointF(left, dot.y() - 5)
    return QPointF(left, dot.y() - 7 if left > dot.x() - step / 2 + 2 else dot.y() + 16)


@sheltered
class StepChart(QWidget):
    """The gap that is left after the first k fixes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._values: list[float] = []
        self._is_open: list[bool] = []
        """Of each step, whether something must be found out first: the gap stays."""
        self._third = 0

    def set_result(self, result: ComparisonResult) -> None:
        """Show another comparison's steps, at most twelve."""
        ranked = [fix for fix in result.fixes if not fix.also][:12]
        is_told = bool(ranked) and result.score.as_point
        self._values = [result.score.gap or 0.0, *(fix.after for fix in ranked)] if is_told else []
        self._is_open = [bool(fix.asks) for fix in ranked]
        counted = [n for n, fix in enumerate(ranked, 1) if fix.saves][:3]  # finding out is no step
        self._third = counted[-1] if counted else 0
        self.setVisible(is_told)
        self.setAccessibleName(" → ".join(self._context.words.number(value, 1) for value in self._values))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The steps, their numbers, and the third one marked."""
        if not self._values:
            return
        theme, words = self._context.theme, self._context.words
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont("Inter")
        font.setPixelSize(11)
        painter.setFont(font)
        room = QRectF(40, 16, self.width() - 56, self.height() - 44)
        step = room.width() / max(1, len(self._values) - 1)
        top = max(self._values) or 1.0

        def height(value: float) -> float:
            return room.bottom() - value / top * room.height()

        path = QPainterPath(QPointF(room.left(), height(self._values[0])))
        waiting = QPainterPath()
        for at, value in enumerate(self._values[1:]):
            x = room.left() + at * step
            if self._is_open[at]:
                waiting.moveTo(x, height(value))
                waiting.lineTo(x + step, height(value))
                path.moveTo(x + step, height(value))
            else:
                path.lineTo(x + step * 0.5, height(self._values[at]))
                path.lineTo(x + step * 0.5, height(value))
                path.lineTo(x + step, height(value))
            painter.setPen(QColor(theme.text3))
            painter.drawText(
                QRectF(x, room.bottom() + 6, step, 16), Qt.AlignmentFlag.AlignCenter, words.number(at + 1)
            )
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.strokePath(path, QPen(QColor(theme.curve), 2))
        pen = QPen(QColor(theme.curve), 2)
        pen.setDashPattern([1.5, 1.5])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.strokePath(waiting, pen)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        first = QRectF(0, height(self._values[0]) - 8, 34, 16)
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._round(0))
        third = self._third
        x, y = room.left() + third * step, height(self._values[third])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
        painter.setPen(QColor(theme.text))
        said = self._round(third)
        wide = painter.fontMetrics().horizontalAdvance(said)
        painter.drawText(value_place(QPointF(x, y), wide, step, self.width()), said)
        painter.end()

    def _round(self, at: int) -> str:
        return self._context.words.number(self._values[at], 1)
