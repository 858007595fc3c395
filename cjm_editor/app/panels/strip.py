"""A small drawing pinned above a board, made anew for the width it has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.shelter import sheltered
from cjm_editor.qt.painter import paint
from cjm_editor.render.display import DisplayList, Group


@sheltered
class Strip(QWidget):
    """Shows what `make(width)` draws; `pressed` carries the key of the group under the mouse."""

    pressed = Signal(str)

    def __init__(self, context: Context, height: int, links: frozenset[str]) -> None:
        super().__init__()
        self._context = context
        self._links = links
        self._make: Callable[[float], DisplayList] | None = None
        self._display: DisplayList | None = None
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_drawing(self, make: Callable[[float], DisplayList]) -> None:
        """Show another drawing."""
        self._make = make
        self._display = None
        self.update()

    def _drawn(self) -> DisplayList | None:
        if self._make is not None and (self._display is None or self._display.width != self.width()):
            self._display = self._make(float(self.width()))
        return self._display

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it on the board's ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._context.theme.board))
        display = self._drawn()
        if display is not None:
            paint(painter, display.groups, self._context.paints)
        painter.setPen(QColor(self._context.theme.line))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.end()

    def _link(self, event: QMouseEvent) -> Group | None:
        display = self._drawn()
        x, y = event.position().x(), event.position().y()
        groups = display.groups if display is not None else ()
        for group in groups:
            if group.key in self._links and 0 <= x - group.x <= group.w and 0 <= y - group.y <= group.h:
                return group
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what can be pressed."""
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._link(event) else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what was pressed."""
        group = self._link(event)
        if group is not None:
            self.pressed.emit(group.key)
