"""Editors of elements inside elements: evidence, metrics, personas, the emotion scale."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.labels import item_label
from cjm_editor.app.panels.fields.removers import index_of, remover
from cjm_editor.app.panels.rows import RowButton
from cjm_editor.core.model import EmotionScale, Persona
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.terms import field_label
from cjm_editor.core.texts import _, pgettext

MADE_BY_HAND = frozenset({"id"})
"""Fields that nobody types: ids are made once and never change."""

FIRST_LINE = 8
"""Px above a label, so that its first line stands on the baseline of the value beside it."""


class SubForm(QFrame):
    """The fields of an element inside another one. `edited` carries the whole element."""

    edited = Signal(object)
    finished = Signal()
    given_up = Signal()

    def __init__(self, kind: str, around: Surroundings) -> None:
        super().__init__()
        from cjm_editor.app.panels.fields.factory import editor_for

        self._value: object = None
        self.editors: dict[str, FieldEditor] = {}
        inner = replace(around, kind=kind)
        grid = QGridLayout(self)
        grid.setContentsMargins(10, 2, 0, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnMinimumWidth(0, 84)
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(f for f in ELEMENTS[kind].fields if f.name not in MADE_BY_HAND):
            editor = editor_for(field, inner)
            label = QLabel(around.say(field_label(kind, field.name)))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "caption")
            label.setWordWrap(True)
            label.setContentsMargins(0, FIRST_LINE, 0, 0)
            grid.addWidget(label, 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, 2 * row, 1)
            grid.addWidget(editor.trouble, 2 * row + 1, 1)
            editor.edited.connect(self._on_edited)
            editor.finished.connect(self.finished)
            editor.given_up.connect(self.given_up)
            self.editors[field.attr] = editor

    def _on_edited(self, value: object) -> None:
        for attr, editor in self.editors.items():
            if editor is self.sender():
                self._value = replace(self._value, **{attr: value})  # type: ignore[type-var]
                self.edited.emit(self._value)

    def show_value(self, value: object) -> None:
        """Show an element."""
        self._value = value
        for attr, editor in self.editors.items():
            editor.show_value(getattr(value, attr))

    def forget(self) -> None:
        """Drop what was refused."""
        for editor in self.editors.values():
            editor.forget()

    def look_around(self, around: Surroundings) -> None:
        """Pass the surroundings on."""
        for editor in self.editors.values():
            editor.look_around(replace(around, kind=editor.around.kind))


class ItemsEditor(FieldEditor):
    """A list of elements: a line each that opens to its fields, with buttons to add and remove."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._value: tuple[object, ...] = ()
        self._open = -1
        self._forms: list[SubForm | None] = []
        self._heads: list[RowButton] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._add = QPushButton(around.say(_("Add")))
        self._add.setProperty("flat", True)
        self._add.setIcon(around.context.icon("plus", size=14))
        self._add.setObjectName(f"{around.kind}.{field.name}.add")
        self._add.clicked.connect(self.add)
        self._box.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self._add)

    def _new_item(self) -> object:
        cls = ELEMENTS[self.field.of].cls
        return Persona(self.around.context.new_id("p")) if cls is Persona else cls()

    def add(self) -> None:
        """Append an empty element and open it."""
        self._open = len(self._value)
        self._commit((*self._value, self._new_item()))
        form = self._forms[self._open]
        if form is not None:
            next(iter(form.editors.values())).setFocus()

    def form(self, at: int) -> SubForm:
        """The form of an element, opened."""
        self._open = at
        self._fill()
        form = self._forms[at]
        assert form is not None
        return form

    def _fill(self) -> None:
        while self._box.count() > 1:
            widget = self._box.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._forms, self._heads = [], []
        for at, item in enumerate(self._value):
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            line = QHBoxLayout()
            head = RowButton(item_label(self.around.context.words, self.field.of, item))
            head.setProperty("index", at)
            head.clicked.connect(self._on_head)
            line.addWidget(head, 1)
            line.addWidget(remover(self.around, self._on_removed, at))
            column.addLayout(line)
            form = None
            if at == self._open:
                form = SubForm(self.field.of, self.around)
                form.show_value(item)
                form.edited.connect(self._on_item_edited)
                form.finished.connect(self.finished)
                form.given_up.connect(self.given_up)
                column.addWidget(form)
            self._forms.append(form)
            self._heads.append(head)
            self._box.insertWidget(at, row)

    def _on_head(self) -> None:
        at = index_of(self.sender())
        self._open = -1 if self._open == at else at
        self._fill()

    def _on_removed(self) -> None:
        at = index_of(self.sender())
        self._open = -1
        self._commit(self._value[:at] + self._value[at + 1 :])

    def _on_item_edited(self, item: object) -> None:
        at = self._open
        self._value = (*self._value[:at], item, *self._value[at + 1 :])
        self._heads[at].set_words(item_label(self.around.context.words, self.field.of, item))
        self.edited.emit(self._value)

    def _commit(self, value: tuple[object, ...]) -> None:
        self._value = value
        self._fill()
        self.edited.emit(value)
        self.finished.emit()

    def forget(self) -> None:
        """Drop what was refused in the open form."""
        for form in self._forms:
            if form is not None:
                form.forget()

    def look_around(self, around: Surroundings) -> None:
        """Pass the surroundings on."""
        super().look_around(around)
        for form in self._forms:
            if form is not None:
                form.look_around(around)

    def show_value(self, value: object) -> None:
        """Show the elements; the open one stays open and keeps its caret."""
        items = value if isinstance(value, tuple) else ()
        if items == self._value and len(self._forms) == len(items):
            return
        same_length = len(items) == len(self._value) == len(self._forms)
        self._value = items
        if same_length and 0 <= self._open < len(items):
            form = self._forms[self._open]
            if form is not None:
                form.show_value(items[self._open])
            for at, head in enumerate(self._heads):
                head.set_words(item_label(self.around.context.words, self.field.of, items[at]))
            return
        if self._open >= len(items):
            self._open = -1
        self._fill()


class ItemEditor(FieldEditor):
    """One element inside another: the emotion scale, the weights. Absent until it is made."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._own = QPushButton()
        self._own.setProperty("flat", True)
        self._own.setObjectName(f"{around.kind}.{field.name}.own")
        self._own.clicked.connect(self._on_own)
        self._box.addWidget(self._own, 0, Qt.AlignmentFlag.AlignLeft)
        self._form: SubForm | None = None
        self._value: object = None
        self.setFocusProxy(self._own)
        self.show_value(None)

    @property
    def form(self) -> SubForm | None:
        """The fields of the element, if it is there."""
        return self._form

    def forget(self) -> None:
        """Drop what was refused in the form."""
        if self._form is not None:
            self._form.forget()

    def _on_own(self) -> None:
        value = None if self._value is not None else ELEMENTS[self.field.of].cls()
        if isinstance(value, EmotionScale):
            value = replace(value, min=-2, max=2)
        self.show_value(value)
        self.edited.emit(value)
        self.finished.emit()

    def show_value(self, value: object) -> None:
        """Show the element or that the usual one holds."""
        self._value = value
        own = pgettext("scale", "Set your own") if self.field.of == "emotion_scale" else _("Set your own")
        self._own.setText(self.around.say(_("Use the default") if value is not None else own))
        if value is None and self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        elif value is not None:
            if self._form is None:
                self._form = SubForm(self.field.of, self.around)
                self._form.edited.connect(self._on_edited)
                self._form.finished.connect(self.finished)
                self._form.given_up.connect(self.given_up)
                self._box.insertWidget(0, self._form)
            self._form.show_value(value)

    def _on_edited(self, value: object) -> None:
        self._value = value
        self.edited.emit(value)
