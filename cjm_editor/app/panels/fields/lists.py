"""Editors of lists of texts and of references."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.removers import index_of, remover
from cjm_editor.app.panels.fields.typed import GrowingText, held_as, plain_text
from cjm_editor.app.panels.rows import ElidedCombo, ElidedLabel
from cjm_editor.core.model import title_or_id
from cjm_editor.core.schema import Field
from cjm_editor.core.texts import _


class TextsEditor(FieldEditor):
    """A list of texts, one a line."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._text = GrowingText()
        self._text.setPlaceholderText(around.say(_("One a line")))
        self._text.setAccessibleName(self.label)
        self._text.textChanged.connect(self._on_typed)
        self._text.left.connect(self.finished)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._text)
        self.setFocusProxy(self._text)
        self._value: tuple[str, ...] = ()
        self._given: tuple[str, ...] = ()
        self._held = ""

    def _typed(self) -> tuple[str, ...]:
        """The texts in the field; those that were shown where nobody typed: the widget gives some back as others."""
        text = plain_text(self._text.document())
        if text == self._held:
            return self._given
        return tuple(line.strip() for line in text.split("\n") if line.strip())

    def _on_typed(self) -> None:
        typed = self._typed()
        if typed != self._value:
            self._value = typed
            self.edited.emit(typed)

    def show_value(self, value: object) -> None:
        """Show the texts; the caret stays where they are the same."""
        items = tuple(str(item) for item in value) if isinstance(value, tuple) else ()
        if items == self._value and (items or not self._text.toPlainText()):
            return
        text = "\n".join(" ".join(item.split("\n")) for item in items)
        self._value = self._given = items
        self._held = held_as(text)
        self._text.setPlainText(text)


class RefsEditor(FieldEditor):
    """Several other elements: names with a button each to take them out, and a list to add one."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._value: tuple[str, ...] = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._rows: list[QWidget] = []
        self._combo = ElidedCombo()
        self._combo.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._combo.setProperty("quiet", True)
        self._combo.setAccessibleName(self.label)
        self._combo.activated.connect(self._on_added)
        self._combo.wanted.connect(self._offer)
        self._is_offered = False
        self._box.addWidget(self._combo)
        self.setFocusProxy(self._combo)

    def _choices(self) -> list[tuple[str, str]]:
        document, journey = self.around.document, self.around.journey
        if self.field.name == "personas":
            own = [
                s for s in document.segments if not (journey and journey.segment) or s.id == journey.segment
            ]
            return [(p.id, p.name or p.id) for s in own for p in s.personas]
        points = journey.touchpoints if journey else ()
        return [(t.id, title_or_id(t)) for t in points]

    def _fill(self) -> None:
        names = self._names()
        for row in self._rows:
            row.deleteLater()
        self._rows = []
        for at, id in enumerate(self._value):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(9, 0, 0, 0)
            name = ElidedLabel(names.get(id, id))
            line.addWidget(name, 1)
            line.addWidget(remover(self.around, self._on_removed, at))
            self._box.insertWidget(at, row)
            self._rows.append(row)
        self._combo.clear()
        self._combo.addItem(self.around.say(_("Add…")), "")
        self._is_offered = False

    def _offer(self) -> None:
        """Fill the list: somebody is about to choose. A map can have thousands of touchpoints."""
        if not self._is_offered:
            self._is_offered = True
            for id, title in self._choices():
                if id not in self._value:
                    self._combo.addItem(title, id)

    def _names(self) -> dict[str, str]:
        """The names of the elements referred to."""
        journey = self.around.journey
        if self.field.name == "personas" or journey is None:
            return dict(self._choices())
        found = (journey.touchpoints.get(id) for id in self._value)
        return {touchpoint.id: title_or_id(touchpoint) for touchpoint in found if touchpoint}

    def _on_added(self, at: int) -> None:
        id = self._combo.itemData(at)
        if id:
            self._commit((*self._value, id))

    def _on_removed(self) -> None:
        at = index_of(self.sender())
        self._commit(self._value[:at] + self._value[at + 1 :])

    def _commit(self, value: tuple[str, ...]) -> None:
        self.show_value(value)
        self.edited.emit(value)
        self.finished.emit()

    def look_around(self, around: Surroundings) -> None:
        """Offer the elements that are there now."""
        was = self.around
        super().look_around(around)
        if was.document is not around.document:
            self._fill()
            if self._combo.hasFocus():
                self._offer()

    def show_value(self, value: object) -> None:
        """Show the elements referred to."""
        self._value = tuple(str(id) for id in value) if isinstance(value, tuple) else ()
        self._fill()
