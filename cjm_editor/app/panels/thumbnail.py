"""A card of the start page: the curve of a template or sample, its title and one line about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.emotion import known_five
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap, columns_of
from cjm_editor.core.templates import template_description, template_title
from cjm_editor.core.texts import NO_BREAK_SPACE, ngettext
from cjm_editor.io.files import load
from cjm_editor.qt.painter import paint
from cjm_editor.render.display import Group
from cjm_editor.render.sparkline import sparkline

PAD = 18

LEAST_WIDTH = 170

PICTURE, SMALL_PICTURE = 98, 78
"""Height of the map in small, px, in a card of a template and of a sample."""

TILE, STAGE_GAP = 9.0, 5.0
"""Height of a touchpoint in it and px between two stages at most."""

GAP, BELOW_TITLE, BELOW = 8, 2, 12
"""Between picture and words, between title and line, below the words, px."""

WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

LINES = 2
"""Lines below a title that there is room for in any case, so that cards of short words look alike."""


@sheltered
class TemplateCard(QWidget):
    """`picked` carries the file's path. A file that cannot be read shows an empty card with its name."""

    picked = Signal(object)

    def __init__(self, context: Context, path: Path, template: str = "", small: bool = False) -> None:
        super().__init__()
        self._context = context
        self._path = path
        self._template = template
        self._small = small
        self._document = self._read()
        self._hover = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setAccessibleName(f"{self.title}. {self.line}")
        self.setObjectName(f"card:{path.name}")

    def _read(self) -> Document:
        try:
            return load(self._path).source.document
        except CjmError:
            return Document(title=self._path.name)

    @property
    def title(self) -> str:
        """The words in bold."""
        return self._context.say(template_title(self._template)) if self._template else self._document.title

    @property
    def line(self) -> str:
        """The line below the title."""
        if self._template:
            return self._context.say(template_description(self._template))
        maps = self._document.maps
        titles = ", ".join(journey.title for journey in maps[:2])
        more = self._context.say(ngettext("{n} map", "{n} maps", len(maps))).replace(" ", NO_BREAK_SPACE)
        return titles if len(maps) <= 2 else f"{titles}; {more}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """Frame, stage rules, curve, words."""
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self._hover or self.hasFocus()
        painter.setPen(
            QPen(QColor(theme.accent if self.hasFocus() else theme.strong if active else theme.line), 1.5)
        )
        painter.setBrush(QColor(theme.card))
        painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, self.height() - 2), 9, 9)
        room = QRectF(PAD, PAD, self.width() - 2 * PAD, self._picture)
        if self._document.maps:
            self._draw_map(painter, self._document.maps[0], room)
        self._draw_words(painter)
        painter.end()

    def _draw_map(self, painter: QPainter, journey: JourneyMap, room: QRectF) -> None:
        """The map in small: its stages as rules as wide as their touchpoints, these as tiles, and the curve below."""
        theme = self._context.theme
        rows = [row for _stage, row in columns_of(journey)]
        step = room.width() / max(1, sum(max(1, len(row)) for row in rows))
        is_empty = not any(rows)
        places: list[tuple[float, float | None]] = []
        x = room.x()
        for row in rows:
            width = max(1, len(row)) * step
            gap = min(STAGE_GAP, step / 3)
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawLine(QPointF(x, room.y()), QPointF(x + width - gap, room.y()))
            if is_empty:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(_dashes(theme.strong))
                painter.drawRoundedRect(QRectF(x, room.y() + 22, width - gap, 48), 6, 6)
            for at, touchpoint in enumerate(row):
                tile = QRectF(x + at * step, room.y() + 7, step - gap, TILE)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(theme.line))
                painter.drawRoundedRect(tile, 2, 2)
                places.append((tile.center().x(), known_five(touchpoint.emotion, journey.scale)))
            x += width
        if is_empty:
            return
        body = room.adjusted(0, 7 + TILE + 5, 0, -2)
        painter.setPen(QPen(QColor(theme.zero), 1))
        painter.drawLine(QPointF(body.left(), body.center().y()), QPointF(body.right(), body.center().y()))
        items = sparkline(places, body.center().y(), body.height() / 4 - 1, theme)
        paint(painter, (Group("curve", 0, 0, self.width(), self.height(), items),), self._context.paints)

    @property
    def _picture(self) -> int:
        return SMALL_PICTURE if self._small else PICTURE

    def _words_height(self, width: int) -> tuple[int, int]:
        """Heights in px of the title and of the line, broken to the width of the card: nothing is cut."""
        room = QRect(0, 0, width - 2 * PAD, 10_000)
        title = QFontMetrics(_title_font()).boundingRect(room, WRAPPED, self.title).height()
        metrics = QFontMetrics(_line_font())
        line = metrics.boundingRect(room, WRAPPED, self.line).height()
        return title, max(line, LINES * metrics.lineSpacing())

    def heightForWidth(self, width: int) -> int:
        """High enough for picture and words."""
        return PAD + self._picture + GAP + sum(self._words_height(width)) + BELOW_TITLE + BELOW

    def sizeHint(self) -> QSize:
        """A card of the least width."""
        return QSize(LEAST_WIDTH, self.heightForWidth(max(self.width(), LEAST_WIDTH)))

    def minimumSizeHint(self) -> QSize:
        """The same: words are never cut."""
        return self.sizeHint()

    def _draw_words(self, painter: QPainter) -> None:
        theme = self._context.theme
        width = self.width() - 2 * PAD
        title, line = self._words_height(self.width())
        top = PAD + self._picture + GAP
        painter.setFont(_title_font())
        painter.setPen(QColor(theme.text))
        painter.drawText(QRect(PAD, top, width, title), WRAPPED, self.title)
        painter.setFont(_line_font())
        painter.setPen(QColor(theme.text2))
        painter.drawText(QRect(PAD, top + title + BELOW_TITLE, width, line), WRAPPED, self.line)

    def enterEvent(self, event: object) -> None:
        """Show the border of a card under the mouse."""
        self._hover = True
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Back to rest."""
        self._hover = False
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the card."""
        if self.rect().contains(event.position().toPoint()):
            self.picked.emit(self._path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space pick the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self._path)
        else:
            super().keyPressEvent(event)


def _dashes(colour: str) -> QPen:
    pen = QPen(QColor(colour), 1)
    pen.setDashPattern([4, 3])
    return pen


def _title_font() -> QFont:
    font = QFont("Inter")
    font.setPixelSize(14)
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _line_font() -> QFont:
    font = QFont("Inter")
    font.setPixelSize(12)
    return font
