"""Editors of lists and of elements inside elements: texts, references, evidence, metrics, personas, cards."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.labels import item_label
from cjm_editor.app.panels.fields.typed import GrowingText
from cjm_editor.app.panels.rows import ElidedCombo, ElidedLabel, RowButton
from cjm_editor.core.fields import cleared
from cjm_editor.core.model import Cards, EmotionScale, Lane, Persona
from cjm_editor.core.schema import ELEMENTS, Field, lane_names
from cjm_editor.core.terms import field_label, lane_title
from cjm_editor.core.texts import _

MADE_BY_HAND = frozenset({"id"})
"""Fields that nobody types: ids are made once and never change."""


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

    def _on_typed(self) -> None:
        typed = tuple(line.strip() for line in self._text.toPlainText().splitlines() if line.strip())
        if typed != tuple(" ".join(item.split("\n")) for item in self._value):
            self._value = typed
            self.edited.emit(typed)

    def show_value(self, value: object) -> None:
        """Show the texts; the caret stays where they are the same."""
        items = tuple(str(item) for item in value) if isinstance(value, tuple) else ()
        if items == self._value and self._text.toPlainText():
            return
        self._value = items
        self._text.setPlainText("\n".join(" ".join(item.split("\n")) for item in items))


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
        return [(t.id, t.title or t.id) for t in points]

    def _fill(self) -> None:
        names = dict(self._choices())
        for row in self._rows:
            row.deleteLater()
        self._rows = []
        for at, id in enumerate(self._value):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(9, 0, 0, 0)
            name = ElidedLabel(names.get(id, id))
            line.addWidget(name, 1)
            line.addWidget(_remover(self.around, self._on_removed, at))
            self._box.insertWidget(at, row)
            self._rows.append(row)
        self._combo.clear()
        self._combo.addItem(self.around.say(_("Add…")), "")
        for id, title in names.items():
            if id not in self._value:
                self._combo.addItem(title, id)

    def _on_added(self, at: int) -> None:
        id = self._combo.itemData(at)
        if id:
            self._commit((*self._value, id))

    def _on_removed(self) -> None:
        at = _index_of(self.sender())
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

    def show_value(self, value: object) -> None:
        """Show the elements referred to."""
        self._value = tuple(str(id) for id in value) if isinstance(value, tuple) else ()
        self._fill()


def _remover(around: Surroundings, slot: object, at: int) -> QToolButton:
    button = QToolButton()
    button.setIcon(around.context.icon("x", size=14))
    button.setToolTip(around.say(_("Remove")))
    button.setAccessibleName(around.say(_("Remove")))
    button.setProperty("index", at)
    button.clicked.connect(slot)  # type: ignore[arg-type]
    return button


def _index_of(sender: object) -> int:
    return int(sender.property("index"))  # type: ignore[attr-defined]


class SubForm(QFrame):
    """The fields of an element inside another one. `edited` carries the whole element."""

    edited = Signal(object)
    finished = Signal()

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
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(editor, row, 1)
            editor.edited.connect(self._on_edited)
            editor.finished.connect(self.finished)
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
            line.addWidget(_remover(self.around, self._on_removed, at))
            column.addLayout(line)
            form = None
            if at == self._open:
                form = SubForm(self.field.of, self.around)
                form.show_value(item)
                form.edited.connect(self._on_item_edited)
                form.finished.connect(self.finished)
                column.addWidget(form)
            self._forms.append(form)
            self._heads.append(head)
            self._box.insertWidget(at, row)

    def _on_head(self) -> None:
        at = _index_of(self.sender())
        self._open = -1 if self._open == at else at
        self._fill()

    def _on_removed(self) -> None:
        at = _index_of(self.sender())
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
        self._own.setText(self.around.say(_("Use the default") if value is not None else _("Set your own")))
        if value is None and self._form is not None:
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        elif value is not None:
            if self._form is None:
                self._form = SubForm(self.field.of, self.around)
                self._form.edited.connect(self._on_edited)
                self._form.finished.connect(self.finished)
                self._box.insertWidget(0, self._form)
            self._form.show_value(value)

    def _on_edited(self, value: object) -> None:
        self._value = value
        self.edited.emit(value)


class CardsEditor(FieldEditor):
    """All cards of a touchpoint or stage, lane by lane, with a line to add one. A card is an element of its own:
    adding and removing are asked for, `edited` is never sent."""

    wide = True
    card_asked = Signal(str, int)
    card_added = Signal(str, str)
    card_removed = Signal(str, int)

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._value: Cards = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        row = QHBoxLayout()
        self._lane = ElidedCombo()
        self._lane.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._lane.setProperty("quiet", True)
        self._lane.setAccessibleName(around.say(_("Lane")))
        self._line = QLineEdit()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.setPlaceholderText(around.say(_("New card: text and Enter")))
        self._line.setAccessibleName(around.say(_("New card")))
        self._line.setObjectName("cards.new")
        self._line.returnPressed.connect(self._on_added)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._lane, 2)
        row.addWidget(self._line, 3)
        self._box.addLayout(row)
        self.setFocusProxy(self._line)
        self._fill_lanes()

    def _title(self, name: str) -> str:
        own = next((lane for lane in self.around.document.lanes if lane.id == name), Lane(name))
        return self.around.say(lane_title(own))

    def _fill_lanes(self) -> None:
        chosen = self._lane.currentData()
        self._lane.clear()
        for name in lane_names(self.around.document):
            self._lane.addItem(self._title(name), name)
        self._lane.setCurrentIndex(max(0, self._lane.findData(chosen or "pains")))

    def _fill(self) -> None:
        while self._box.count() > 1:
            widget = self._box.takeAt(0).widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        place = 0
        for name, cards in self._value:
            head = QLabel(self._title(name))
            head.setTextFormat(Qt.TextFormat.PlainText)
            head.setProperty("role", "caption")
            head.setIndent(9)
            self._box.insertWidget(place, head)
            place += 1
            for at, card in enumerate(cards):
                row = QWidget()
                line = QHBoxLayout(row)
                line.setContentsMargins(0, 0, 0, 0)
                button = RowButton(card.text)
                button.setProperty("lane", name)
                button.setProperty("index", at)
                button.clicked.connect(self._on_card)
                line.addWidget(button, 1)
                remove = _remover(self.around, self._on_removed, at)
                remove.setProperty("lane", name)
                line.addWidget(remove)
                self._box.insertWidget(place, row)
                place += 1

    def _on_card(self) -> None:
        sender = self.sender()
        self.card_asked.emit(str(sender.property("lane")), _index_of(sender))

    def _on_added(self) -> None:
        text, lane = self._line.text().strip(), str(self._lane.currentData())
        if not text:
            return
        self._line.clear()
        self.card_added.emit(lane, text)

    def _on_removed(self) -> None:
        sender = self.sender()
        self.card_removed.emit(str(sender.property("lane")), _index_of(sender))

    def look_around(self, around: Surroundings) -> None:
        """Offer the lanes that are there now."""
        was = self.around.document.lanes
        super().look_around(around)
        if was is not around.document.lanes:
            self._fill_lanes()
            self._fill()

    def show_value(self, value: object) -> None:
        """Show the cards."""
        if value is self._value and self._box.count() > 1:
            return
        self._value = value if isinstance(value, tuple) else cleared(self.field)  # type: ignore[assignment]
        self._fill()
