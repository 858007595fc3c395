"""Editors of steps: dots from 1 to 5, and the faces of the emotion."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QWidget,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.shelter import sheltered
from cjm_editor.core import emotion
from cjm_editor.core.schema import Field
from cjm_editor.core.terms import unknown_emotion
from cjm_editor.core.texts import Message, _
from cjm_editor.qt.painter import paint
from cjm_editor.render.display import Group
from cjm_editor.render.faces import face


@sheltered
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
            words = emotion.label(value, scale) if value is not None else self._unknown()
            hollow = bool(journey and journey.kind == "ideal")
            key = str(at + 1) if value is not None else self.around.say(_("Space"))
            button = FaceButton(self.around, value, five, hollow, self.around.say(words), key)
            button.picked.connect(self._on_picked)
            button.key_pressed.connect(self._on_key)
            self._grid.addWidget(button, at // 6, at % 6)
            self._faces.append(button)
        self._grid.setColumnStretch(6, 1)
        self.setFocusProxy(self._faces[0])

    def _unknown(self) -> Message:
        return unknown_emotion(self.around.journey.kind if self.around.journey else "")

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
        words = emotion.label(known, self._scale) if known is not None else self._unknown()
        number = f", {self.around.context.words.number(known)}" if known is not None else ""
        self._said.setText(self.around.say(words) + number)


@sheltered
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
