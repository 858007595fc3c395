"""A line of a list as a button, and a label: what does not fit ends with an ellipsis, the tooltip says it whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered

ICON_ROOM = 24
SIDES = 14
ARROW = 40


@sheltered
class RowButton(QPushButton):
    """A flat button, left-aligned, one line. `&` in the words marks no shortcut."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setProperty("flat", True)
        self.setProperty("row", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    @property
    def words(self) -> str:
        """The words, whole."""
        return self._words

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = " ".join(words.split())
        self.setAccessibleName(self._words)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - SIDES - (0 if self.icon().isNull() else ICON_ROOM)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(20, room))
        self.setToolTip(plain(self._words) if shown != self._words else "")
        self.setText(shown.replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another cut."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()


@sheltered
class ElidedCombo(QComboBox):
    """A list to choose from whose chosen words end with an ellipsis where they do not fit.

    `wanted` is sent before somebody can choose: a long list need not be there any sooner. The wheel chooses only in the
    field that has the focus, and never gives it: what lies around it scrolls.
    """

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Choose with the focus; without it the event goes on to what scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The arrows choose from now on."""
        self.wanted.emit()
        super().focusInEvent(event)

    def showPopup(self) -> None:
        """The list opens."""
        self.wanted.emit()
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with the words that fit."""
        if self.isEditable():
            super().paintEvent(event)
            return
        from PySide6.QtWidgets import QStyle, QStyleOptionComboBox, QStylePainter

        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        icon = 0 if option.currentIcon.isNull() else ICON_ROOM
        room = max(0, self.width() - ARROW - icon)
        words = option.currentText
        option.currentText = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        tip = plain(words) if option.currentText != words else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()


@sheltered
class ElidedLabel(QLabel):
    """A plain label of one line that never asks for more room than it gets."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fit()

    def set_words(self, words: str) -> None:
        """Show other words."""
        self._words = words
        self._fit()

    def clear(self) -> None:
        """Show none."""
        self.set_words("")

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setToolTip(plain(self._words) if shown != self._words else "")
        self.setText(shown)

    def minimumSizeHint(self) -> QSize:
        """Any width, one line."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Another font needs another cut."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
