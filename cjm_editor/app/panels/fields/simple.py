"""Editors of single values: text, numbers, dates, yes and no, choices, faces, steps from 1 to 5."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QFont,
    QIcon,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.core import emotion
from cjm_editor.core.fields import trouble
from cjm_editor.core.schema import Field
from cjm_editor.core.terms import choice_label
from cjm_editor.core.texts import _
from cjm_editor.core.values import number_of
from cjm_editor.qt.painter import paint
from cjm_editor.render.channels import channel_icon
from cjm_editor.render.display import Group
from cjm_editor.render.faces import face

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


class SegmentEditor(FieldEditor):
    """A few choices side by side; pressing the chosen one clears the field. Yes and no are such choices."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: dict[object, QPushButton] = {}
        for value in (True, False) if field.type == "yesno" else field.choices:
            text = (_("yes") if value else _("no")) if isinstance(value, bool) else None
            words = text or choice_label(around.kind, field.name, str(value))
            button = QPushButton(around.say(words))
            button.setProperty("segment", True)
            button.setCheckable(True)
            button.setObjectName(f"{field.name}={value}")
            button.setAccessibleName(f"{self.label}: {around.say(words)}")
            button.clicked.connect(self._on_clicked)
            self._buttons[value] = button
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def _on_clicked(self) -> None:
        for value, button in self._buttons.items():
            if button is not self.sender():
                button.setChecked(False)
            elif button.isChecked():
                self.edited.emit(value)
            else:
                self.edited.emit(None if self.field.type == "yesno" else "")
        self.finished.emit()

    def show_value(self, value: object) -> None:
        """Press the button of the value; none for an absent one."""
        for own, button in self._buttons.items():
            button.setChecked(value is own if isinstance(own, bool) else value == own)


class ComboEditor(FieldEditor):
    """One of many choices. Open ones (metric kinds) take other words too."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._combo = ElidedCombo()
        self._combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._combo.setProperty("quiet", True)
        self._combo.setAccessibleName(self.label)
        self._combo.setEditable(field.open)
        self._combo.installEventFilter(self)
        self._fill()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._combo)
        self.setFocusProxy(self._combo)
        self._combo.activated.connect(self._on_chosen)
        line = self._combo.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_typed)

    def choices(self) -> list[tuple[str, str]]:
        """Values and their words."""
        say = self.around.say
        return [
            (value, say(choice_label(self.around.kind, self.field.name, value)))
            for value in self.field.choices
        ]

    def _fill(self) -> None:
        self._combo.clear()
        self._combo.addItem("—", "")
        for value, words in self.choices():
            self._combo.addItem(words, value)

    def _on_chosen(self, at: int) -> None:
        self.edited.emit(self._combo.itemData(at) or "")
        self.finished.emit()

    def _on_typed(self) -> None:
        text = self._combo.currentText().strip()
        at = self._combo.findText(text)
        self.edited.emit((self._combo.itemData(at) or "") if at >= 0 else text)
        self.finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scrolling over a closed list must not change it."""
        if event.type() == QEvent.Type.Wheel and not self._combo.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def show_value(self, value: object) -> None:
        """Show the words of the value."""
        at = self._combo.findData(value or "")
        if at >= 0:
            self._combo.setCurrentIndex(at)
        elif self._combo.isEditable():
            self._combo.setEditText(str(value))
        else:
            self._combo.addItem(str(value), value)
            self._combo.setCurrentIndex(self._combo.count() - 1)


class RefEditor(ComboEditor):
    """Another element of the document: a stage, a touchpoint, a segment."""

    def choices(self) -> list[tuple[str, str]]:
        """The elements that can be meant."""
        document, journey = self.around.document, self.around.journey
        if self.around.kind == "map":
            return [(s.id, s.title or s.id) for s in document.segments]
        if journey is None:
            return []
        if self.field.name == "stage":
            return [(s.id, s.title or s.id) for s in journey.stages]
        return [(t.id, t.title or t.id) for t in journey.touchpoints]

    def look_around(self, around: Surroundings) -> None:
        """Offer the elements that are there now."""
        was = self.around
        super().look_around(around)
        if was.document is not around.document:
            chosen = self._combo.currentData()
            self._fill()
            self.show_value(chosen)


class StepsEditor(FieldEditor):
    """Whole steps as dots: importance, effort, severity. The chosen dot clears; keys 1 to 5 set."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._value: float | None = None
        self.setFixedHeight(22)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._low, self._high = int(field.low or 1), int(field.high or 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dots, filled up to the value."""
        theme = self.around.context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step in range(self._low, self._high + 1):
            on = self._value is not None and step <= self._value
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_colour(theme.text2 if on else theme.line))
            painter.drawEllipse(9 + (step - self._low) * 14, 7, 8, 8)
        if self._value is not None:
            painter.setPen(_colour(theme.text3))
            painter.setFont(_small(self.font()))
            number = self.around.context.words.number
            said = self.around.say(_("{n} of {all}", n=number(self._value), all=number(self._high)))
            painter.drawText(9 + (self._high - self._low + 1) * 14 + 8, 15, said)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_colour(theme.accent))
            painter.drawRoundedRect(3, 1, 10 + (self._high - self._low + 1) * 14, 20, 6, 6)
        painter.end()

    def _set(self, value: float | None) -> None:
        self._value = value
        self.update()
        self.edited.emit(value)
        self.finished.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set the step under the mouse, or clear it if it is the value."""
        step = self._low + int((event.position().x() - 6) // 14)
        if self._low <= step <= self._high:
            self._set(None if step == self._value else step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits set, arrows nudge, Backspace and Delete clear."""
        value = self._value or (self._low - 1)
        if event.text().isdigit() and self._low <= int(event.text()) <= self._high:
            self._set(int(event.text()))
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._set(min(self._high, int(value) + 1))
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down) and value > self._low:
            self._set(max(self._low, int(value) - 1))
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._set(None)
        else:
            super().keyPressEvent(event)

    def show_value(self, value: object) -> None:
        """Show the steps of the value."""
        self._value = value if isinstance(value, int | float) else None
        self.update()


class FacesEditor(FieldEditor):
    """The emotion: one face for each step of the map's scale and one for "not known"."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(4, 0, 0, 0)
        self._grid.setSpacing(3)
        self.beside = self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("role", "section")
        self._faces: list[FaceButton] = []
        self._build()

    def _build(self) -> None:
        for old in self._faces:
            old.deleteLater()
        journey = self.around.journey
        scale = journey.scale if journey else emotion.EmotionScale()
        self._scale = scale
        self._faces = []
        values: list[float | None] = [*emotion.steps(scale), None]
        for at, value in enumerate(values):
            five = emotion.to_five(value, scale) if value is not None else None
            words = emotion.label(value, scale) if value is not None else _("not known")
            hollow = bool(journey and journey.kind == "ideal")
            key = str(at + 1) if value is not None else self.around.say(_("Space"))
            button = FaceButton(self.around, value, five, hollow, self.around.say(words), key)
            button.picked.connect(self._on_picked)
            button.key_pressed.connect(self._on_key)
            self._grid.addWidget(button, at // 6, at % 6)
            self._faces.append(button)
        self._grid.setColumnStretch(6, 1)
        self.setFocusProxy(self._faces[0])

    def _on_key(self, text: str) -> None:
        known = len(self._faces) - 1
        if text.isdigit() and 1 <= int(text) <= known:
            self._on_picked(self._faces[int(text) - 1].value)
            self._faces[int(text) - 1].setFocus()
        elif text == " ":
            self._on_picked(None)
            self._faces[known].setFocus()

    def _on_picked(self, value: object) -> None:
        self.show_value(value)
        self.edited.emit(value)
        self.finished.emit()

    def look_around(self, around: Surroundings) -> None:
        """Another scale has other faces."""
        super().look_around(around)
        journey = around.journey
        if journey and (journey.scale != self._scale or (journey.kind == "ideal") != self._faces[0].hollow):
            self._build()

    def show_value(self, value: object) -> None:
        """Ring the face of the value."""
        known = value if isinstance(value, int | float) else None
        near = emotion.nearest_step(known, self._scale) if known is not None else None
        for button in self._faces:
            button.set_chosen(button.value == near)
        words = emotion.label(known, self._scale) if known is not None else _("not known")
        number = f", {self.around.context.words.number(known)}" if known is not None else ""
        self._said.setText(self.around.say(words) + number)


class FaceButton(QWidget):
    """One face. `picked` carries its value; None is "not known"."""

    picked = Signal(object)
    key_pressed = Signal(str)

    def __init__(
        self,
        around: Surroundings,
        value: float | None,
        five: float | None,
        hollow: bool,
        words: str,
        key: str,
    ) -> None:
        super().__init__()
        self._key = key
        self.value = value
        self.hollow = hollow
        self._five = five
        self._around = around
        self._chosen = False
        self.setFixedSize(40, 52)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setObjectName(f"emotion={value}")

    def set_chosen(self, chosen: bool) -> None:
        """Ring the face or not."""
        self._chosen = chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The face of the board, in its ring if chosen."""
        theme = self._around.context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        items = face(self._five, 20, 18, 24, theme, hollow=self.hollow, unknown=self._five is None)
        paint(painter, (Group("face", 0, 0, 40, 36, items),), self._around.context.paints)
        painter.setPen(_colour(theme.text3))
        painter.setFont(_small(self.font()))
        painter.drawText(self.rect().adjusted(0, 37, 0, 0), Qt.AlignmentFlag.AlignHCenter, self._key)
        if self._chosen or self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_pen(theme.accent if self._chosen else theme.strong))
            painter.drawRoundedRect(4, 2, 32, 32, 7, 7)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick this face."""
        self.picked.emit(self.value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter picks this face, digits their step, Space what is not known."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.picked.emit(self.value)
        elif event.text() == " " or event.text().isdigit():
            self.key_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPixelSize(11)
    return small


def _colour(name: str) -> QColor:
    return QColor(name)


def _pen(name: str) -> QPen:
    return QPen(QColor(name), 2.0)
