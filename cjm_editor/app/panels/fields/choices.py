"""Editors of one choice: side by side, from a list, or another element of the document."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.core.model import segment_of, stage_of, title_or_id
from cjm_editor.core.schema import Field
from cjm_editor.core.terms import choice_label, yes_no_label


class SegmentEditor(FieldEditor):
    """A few choices side by side; pressing the chosen one clears the field. Yes and no are such choices."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 0, 0)
        self._row.setSpacing(0)
        self._buttons: dict[object, QPushButton] = {}
        for value in (True, False) if field.type == "yesno" else field.choices:
            is_answer = isinstance(value, bool)
            words = yes_no_label(value) if is_answer else choice_label(around.kind, field.name, str(value))
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
        self._given = ""
        """The words that the value has in the field."""
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

    @property
    def is_loose(self) -> bool:
        """Whether a word was typed and not handed over yet."""
        return super().is_loose or (self._combo.isEditable() and self._combo.currentText() != self._given)

    def _on_chosen(self, at: int) -> None:
        self._given = self._combo.currentText()
        self.edited.emit(self._combo.itemData(at) or "")
        self.finished.emit()

    def _on_typed(self) -> None:
        self._given = self._combo.currentText()
        text = self._given.strip()
        at = self._combo.findText(text)
        self.edited.emit((self._combo.itemData(at) or "") if at >= 0 else text)
        self.finished.emit()

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
        self._given = self._combo.currentText()


class RefEditor(ComboEditor):
    """Another element of the document: a stage, a touchpoint, a segment. The list is filled when somebody is about to
    choose: a map can have thousands of touchpoints."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        self._is_offered = False
        super().__init__(field, around)
        self._combo.wanted.connect(self._offer)

    def _fill(self) -> None:
        self._is_offered = False
        self._combo.clear()
        self._combo.addItem("—", "")

    def _offer(self) -> None:
        if not self._is_offered:
            chosen = self._combo.currentData()
            super()._fill()
            self._is_offered = True
            self.show_value(chosen)

    def _title(self, id: str) -> str:
        """The words for an element that is not in the list yet."""
        document, journey = self.around.document, self.around.journey
        if self.around.kind == "map":
            segment = segment_of(document, id)
            return segment.title if segment and segment.title else id
        if journey is None:
            return id
        found = stage_of(journey, id) if self.field.name == "stage" else journey.touchpoints.get(id)
        return found.title if found and found.title else id

    def show_value(self, value: object) -> None:
        """Show the words of the value."""
        if value and self._combo.findData(value) < 0:
            self._combo.addItem(self._title(str(value)), value)
        super().show_value(value)

    def choices(self) -> list[tuple[str, str]]:
        """The elements that can be meant."""
        document, journey = self.around.document, self.around.journey
        if self.around.kind == "map":
            return [(s.id, title_or_id(s)) for s in document.segments]
        if journey is None:
            return []
        if self.field.name == "stage":
            return [(s.id, title_or_id(s)) for s in journey.stages]
        return [(t.id, title_or_id(t)) for t in journey.touchpoints]

    def look_around(self, around: Surroundings) -> None:
        """Offer the elements that are there now."""
        was = self.around
        super().look_around(around)
        if was.document is not around.document:
            chosen = self._combo.currentData()
            self._fill()
            self.show_value(chosen)
            if self._combo.hasFocus():
                self._offer()
