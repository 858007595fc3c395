"""A tree whose rows are marked from edge to edge, with chevrons of the set: the document at the left, the outline."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeWidget

from cjm_editor.app.context import Context
from cjm_editor.app.icons import draw_icon

SHARE = Qt.ItemDataRole.UserRole + 4
"""Words at the right end of a row."""

END = 38
"""Room in px that those words get."""

CAPTION = Qt.ItemDataRole.UserRole + 5
"""True for a row that is a heading: it begins at the left edge."""


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Whether the pointer is over the row. `QStyle` is loaded with the first such question: it takes its time."""
    from PySide6.QtWidgets import QStyle

    return bool(option.state & QStyle.StateFlag.State_MouseOver)


class RowDelegate(QStyledItemDelegate):
    """Leaves room for the words at the end of a row."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row's own words."""
        if index.data(SHARE):
            room = QRect(option.rect)
            room.setRight(room.right() - END)
            option.rect = room
        super().paint(painter, option, index)


class RowTree(QTreeWidget):
    """A tree widget in the look of the window."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setHeaderHidden(True)
        self.setIndentation(16)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMouseTracking(True)
        self.setItemDelegate(RowDelegate(self))

    def drawRow(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The mark of a selected row, then the row, then the words at its end."""
        theme, row = self.context.theme, option.rect
        if index.data(CAPTION):
            painter.setFont(self._small())
            painter.setPen(QColor(theme.text3))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, index.data())
            return
        chosen = self.selectionModel().isSelected(index)  # type: ignore[arg-type]
        if chosen or (self.underMouse() and is_hovered(option)):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(theme.accent) if chosen and self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent_bg if chosen else theme.sunk))
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.restore()
        share = index.data(SHARE)
        super().drawRow(painter, option, index)  # type: ignore[arg-type]
        if share:
            painter.setFont(self._small())
            painter.setPen(QColor(theme.text3))
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(row.adjusted(0, 0, -6, 0), end, share)

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(11)
        return font

    def drawBranches(
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """A chevron before rows with others below them."""
        if index.isValid() and self.model().rowCount(index):  # type: ignore[arg-type]
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"  # type: ignore[arg-type]
            place = QRectF(rect.right() - 13, rect.center().y() - 6, 13, 13)
            draw_icon(painter, name, place, self.context.theme.text3)
