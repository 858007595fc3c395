"""Editors of what is typed: texts, and lines that must be right (numbers, dates, durations)."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QIcon,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.core.fields import trouble
from cjm_editor.core.schema import Field
from cjm_editor.core.texts import _
from cjm_editor.core.values import number_of
from cjm_editor.render.channels import channel_icon

LONG = frozenset(
    "title action expectation outcome note goal target scenario quote text condition subject description".split()
)
"""Text fields that grow to several lines."""


class GrowingText(QPlainTextEdit):
    """A plain text field as high as its text. Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("quiet", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self.updateGeometry)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere. (Qt's signal for this still comes while the field dies.)"""
        super().resizeEvent(event)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As high as the lines, at most twelve."""
        lines = max(1, int(self.document().size().height()))
        height = min(lines, 12) * self.fontMetrics().lineSpacing() + 12
        return QSize(120, height)

    def minimumSizeHint(self) -> QSize:
        """The same: the form scrolls, not the field."""
        return self.sizeHint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def insertFromMimeData(self, source: object) -> None:
        """Paste plain text only."""
        self.insertPlainText(source.text())  # type: ignore[attr-defined]


class TextEditor(FieldEditor):
    """Text of one line or several."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self.wide = field.name in LONG
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._long = GrowingText() if self.wide else None
        self._line = None if self.wide else QLineEdit()
        if self._line is not None:
            self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self._long is not None:
            self._long.textChanged.connect(self._on_typed)
            self._long.left.connect(self.finished)
            self.setFocusProxy(self._long)
            box.addWidget(self._long)
        if self._line is not None:
            self._line.setProperty("quiet", True)
            self._line.textEdited.connect(self._on_typed)
            self._line.editingFinished.connect(self.finished)
            self.setFocusProxy(self._line)
            box.addWidget(self._line)
        for widget in (self._long, self._line):
            if widget is not None:
                widget.setAccessibleName(self.label)
                widget.setPlaceholderText("—")
        self._shown = ""
        self._icon: QAction | None = None
        if field.name == "channel" and self._line is not None:
            self._icon = self._line.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)

    def _text(self) -> str:
        return self._long.toPlainText() if self._long is not None else self._line.text() if self._line else ""

    def _on_typed(self) -> None:
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)

    def show_value(self, value: object) -> None:
        """Show a text; the caret stays where the text is the same."""
        text = value if isinstance(value, str) else ""
        self._shown = text
        if self._icon is not None:
            self._icon.setIcon(self.around.context.icon(channel_icon(text)) if text else QIcon())
            self._icon.setVisible(bool(text))
        if text == self._text():
            return
        if self._long is not None:
            self._long.setPlainText(text)
        elif self._line is not None:
            self._line.setText(text)
            self._line.setCursorPosition(0)


class CheckedEditor(FieldEditor):
    """One line that must be right: numbers, dates, periods, durations. What is wrong is said below, nothing is set."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._line = QLineEdit()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.setProperty("quiet", True)
        self._line.setAccessibleName(self.label)
        self._line.setPlaceholderText("—")
        self._why = QLabel()
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._why.setWordWrap(True)
        self._why.setProperty("role", "trouble")
        self._why.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self._line)
        box.addWidget(self._why)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._on_typed)
        self._line.editingFinished.connect(self._on_left)
        self._value: object = None

    def _read(self) -> tuple[object, str]:
        text = self._line.text().strip()
        if not text:
            return (None if self.field.type == "number" else ""), ""
        value: object = text
        if self.field.type == "number":
            value = number_of(text.replace("−", "-").replace(",", ".").replace("\u00a0", "").replace(" ", ""))
            if value is None:
                return None, self.around.say(_("Write a number."))
        wrong = trouble(self.field, value)
        return value, self.around.say(wrong) if wrong else ""

    def _on_typed(self) -> None:
        value, why = self._read()
        self._mark(why)
        if not why and value != self._value:
            self._value = value
            self.edited.emit(value)

    def _on_left(self) -> None:
        self.finished.emit()

    def _mark(self, why: str) -> None:
        self._why.setText(why)
        self._why.setVisible(bool(why))
        if bool(self._line.property("invalid")) != bool(why):
            self._line.setProperty("invalid", bool(why))
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def show_value(self, value: object) -> None:
        """Show a value as it is written."""
        if self._line.hasFocus() and value == self._value:
            return
        self._value = value
        self._mark("")
        if isinstance(value, int | float) and not isinstance(value, bool):
            text = f"{value:g}" if abs(value) < 1e6 else f"{value}"
            self._line.setText(text.replace(".", ",") if self.around.context.words.language == "ru" else text)
        else:
            self._line.setText(value if isinstance(value, str) else "")
