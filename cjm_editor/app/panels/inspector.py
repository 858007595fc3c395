"""Properties of the selection: a form made from the schema table. Each change is an edit at once; a run of typing in
one field is one step in the history."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.panels.fields import FieldEditor, Surroundings, editor_for
from cjm_editor.app.panels.fields.base import label_of
from cjm_editor.app.panels.fields.cards import CardsEditor
from cjm_editor.app.panels.fields.scale import ScaleEditor
from cjm_editor.app.panels.forms import CARD_FIELDS, HEADINGS, PROMISE_FIELDS, form_fields
from cjm_editor.app.panels.naming import name_of, place_of
from cjm_editor.app.panels.transitions import TransitionList
from cjm_editor.app.plain import short
from cjm_editor.app.session import Session
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, map_at, stage_at, touchpoint_at
from cjm_editor.core.elements import Element, element
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Card, Document, EmotionScale, Transition, map_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.schema import Field as SchemaField
from cjm_editor.core.texts import Message, _

LABEL_COLUMN = 103
"""Width in px with its left margin: values stand 118 from the panel's edge."""

INDENT = 9
"""A quiet field's border and padding: labels and rules move in by it, so that they align with its text."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows: addresses of elements of one kind, the last one giving the values."""

    kind: str
    addresses: tuple[Address, ...]


def _owner_of_cell(document: Document, at: Address) -> Address:
    """The touchpoint or stage of a cell without cards, else the address itself."""
    if at.kind != "card" or at.index >= 0:
        return at
    owner = touchpoint_at(at.map, at.id)
    return owner if element(document, owner) is not None else stage_at(at.map, at.id)


class Inspector(QScrollArea):
    """The form. `select_asked` carries addresses to select on the board."""

    select_asked = Signal(object)
    transition_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self._session: Session | None = None
        self._shown: Shown | None = None
        self._around: Surroundings | None = None
        self.editors: dict[str, FieldEditor] = {}
        self._where = QLabel()
        self._transitions: TransitionList | None = None
        self._is_promise = False
        context.language_changed.connect(self.rebuild)
        context.theme_changed.connect(self.rebuild)

    # what is shown

    def show_elements(self, session: Session | None, addresses: tuple[Address, ...], map_id: str) -> None:
        """Show the selection; with nothing selected the map, without a map the document."""
        if self._session is not None:
            self._session.close_run()
        last = self._session
        self._session = session
        shown = self._pick(addresses, map_id)
        if session is not last or shown != self._shown:
            self._session = last
            self._hand_over()
            self._session = session
            self._leave(last)
        rebuild = shown is None or self._shown is None or not self._same_form(shown)
        self._shown = shown
        if rebuild:
            self.rebuild()
        else:
            self.refresh()

    def _hand_over(self) -> None:
        """Have the field that is open give its text to the element that it was typed for: some fields give theirs when
        the keyboard goes elsewhere, and another element is about to be shown in them."""
        focus = QApplication.focusWidget()
        if focus is not None and self._shown is not None and self.isAncestorOf(focus):
            focus.clearFocus()
            focus.setFocus()

    def _leave(self, session: Session | None) -> None:
        """Another element is to be shown: drop what was refused, and let a card that was begun become one of those it
        was written for. That is due in a moment: this may be the answer to another change of the document."""
        left = self._shown
        for editor in self.editors.values():
            editor.forget()
            if isinstance(editor, CardsEditor) and left is not None and session is not None:
                lane, text = editor.take_typed()
                if text:
                    store = partial(self._add_card, session, left.addresses, lane, text)
                    QTimer.singleShot(0, self, store)

    def finish(self) -> None:
        """Take over what is being typed: before saving, undoing, closing."""
        for editor in self.editors.values():
            if isinstance(editor, CardsEditor):
                editor.finish()

    def _pick(self, addresses: tuple[Address, ...], map_id: str) -> Shown | None:
        if self._session is None:
            return None
        document = self._session.document
        addresses = tuple(_owner_of_cell(document, at) for at in addresses)
        there = [at for at in addresses if element(document, at) is not None and at.kind in ELEMENTS]
        if there:
            kind = there[-1].kind
            return Shown(kind, tuple(at for at in there if at.kind == kind))
        if map_of(document, map_id):
            return Shown("map", (map_at(map_id),))
        return Shown("document", (Address("document"),))

    def _same_form(self, shown: Shown) -> bool:
        old = self._shown
        if old is None or old.kind != shown.kind or not self._is_worded(shown):
            return False
        return shown.kind != "card" or old.addresses[-1].lane == shown.addresses[-1].lane

    def _is_worded(self, shown: Shown) -> bool:
        """Whether labels and fields are those of the kind of map and transition: emotions of an ideal map are called
        otherwise, and a promise has fields that others have not."""
        around, session = self._around, self._session
        if shown.kind == "transition" and session is not None:
            found = element(session.document, shown.addresses[-1])
            return isinstance(found, Transition) and (found.kind == "promise") == self._is_promise
        if shown.kind not in ("touchpoint", "stage") or around is None or session is None:
            return True
        journey = map_of(session.document, shown.addresses[-1].map)
        return journey is None or around.journey is None or journey.kind == around.journey.kind

    def _surroundings(self, document: Document, shown: Shown) -> Surroundings:
        return Surroundings(self._context, document, map_of(document, shown.addresses[-1].map), shown.kind)

    # building

    def rebuild(self) -> None:
        """Make the form anew."""
        old = self.takeWidget()
        if old is not None:
            old.deleteLater()
        self.editors = {}
        self._transitions = None
        if self._session is None or self._shown is None:
            return
        form = QWidget()
        form.setProperty("scrolled", True)
        column = QVBoxLayout(form)
        column.setContentsMargins(16 - INDENT, 14, 16, 24)
        column.setSpacing(10)
        self._where = self._label("caption")
        self._where.setIndent(INDENT)
        column.addWidget(self._where)
        around = self._around = self._surroundings(self._session.document, self._shown)
        found = self._value()
        self._is_promise = isinstance(found, Transition) and found.kind == "promise"
        for number, section in enumerate(form_fields(self._shown.kind)):
            kept = [field for field in section if self._belongs(field)]
            if kept:
                if number:
                    column.addWidget(_rule())
                column.addLayout(self._section(kept, around))
            if number == 0 and self._shown.kind == "touchpoint":
                column.addWidget(_rule())
                self._transitions = TransitionList(around)
                self._transitions.select_asked.connect(self.select_asked)
                self._transitions.add_asked.connect(self.transition_asked)
                column.addWidget(self._transitions)
        column.addStretch(1)
        self.setWidget(form)
        self.refresh()

    def _belongs(self, field: SchemaField) -> bool:
        shown, found = self._shown, self._value()
        if shown is None:
            return True
        if isinstance(found, Transition):
            if found.kind == "promise" or field.name not in PROMISE_FIELDS:
                return True
        elif shown.kind != "card" or shown.addresses[-1].lane in CARD_FIELDS.get(
            field.name, shown.addresses[-1].lane
        ):
            return True
        return found is not None and bool(getattr(found, field.attr, None))

    def _label(self, role: str) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setProperty("role", role)
        return made

    def _section(self, fields: list[SchemaField], around: Surroundings) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, LABEL_COLUMN)
        grid.setColumnStretch(1, 1)
        row = 0
        for field in fields:
            editor = editor_for(field, around)
            if field.name in HEADINGS.get(around.kind, ()):
                editor.setProperty("heading", True)
                grid.addWidget(editor, row, 0, 1, 2)
                grid.addWidget(editor.trouble, row + 1, 0, 1, 2)
                row += 2
                self._join(field, editor)
                continue
            label = self._label("label")
            label.setText(around.say(label_of(field, around)))
            label.setWordWrap(True)
            label.setIndent(INDENT)
            label.setBuddy(editor)
            if editor.wide:
                label.setContentsMargins(0, 4, 0, 0)
                grid.addWidget(label, row, 0, 1, 1 if editor.beside else 2)
                if editor.beside is not None:
                    grid.addWidget(editor.beside, row, 1, Qt.AlignmentFlag.AlignRight)
                grid.addWidget(editor, row + 1, 0, 1, 2)
                grid.addWidget(editor.trouble, row + 2, 0, 1, 2)
                row += 3
            else:
                label.setFixedWidth(LABEL_COLUMN)
                grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(editor, row, 1)
                grid.setRowMinimumHeight(row, 30)
                grid.addWidget(editor.trouble, row + 1, 1)
                row += 2
            self._join(field, editor)
        return grid

    def _join(self, field: SchemaField, editor: FieldEditor) -> None:
        editor.edited.connect(self._on_edited)
        editor.finished.connect(self._on_finished)
        editor.given_up.connect(self._on_given_up)
        if isinstance(editor, CardsEditor):
            editor.card_asked.connect(self._on_card_asked)
            editor.card_added.connect(self._on_card_added)
            editor.card_removed.connect(self._on_card_removed)
        if isinstance(editor, ScaleEditor):
            editor.rescale_asked.connect(self._on_rescale_asked)
        self.editors[field.attr] = editor

    # values

    def _value(self) -> Element | None:
        if self._session is None or self._shown is None:
            return None
        return element(self._session.document, self._shown.addresses[-1])

    def refresh(self) -> None:
        """Show the values of the document as it is now."""
        found = self._value()
        session, shown = self._session, self._shown
        if found is None or session is None or shown is None:
            return
        self._where.setText(self._context.say(place_of(session.document, shown.addresses)))
        around = self._surroundings(session.document, shown)
        self._around = around
        for attr, editor in self.editors.items():
            editor.look_around(around)
            if editor.is_refused:
                editor.tell("")
            editor.show_value(getattr(found, attr))
        self.follow(session)
        if self._transitions is not None:
            self._transitions.show_of(around, shown.addresses[-1].id)

    def follow(self, session: Session) -> None:
        """Let values be typed as long as the document may be changed."""
        if session is self._session:
            for editor in self.editors.values():
                if editor.isEnabled() == session.read_only:
                    editor.setEnabled(not session.read_only)

    def _on_edited(self, value: object) -> None:
        session, shown = self._session, self._shown
        if session is None or shown is None:
            return
        for attr, editor in self.editors.items():
            if editor is not self.sender():
                continue
            name = name_of(session.document, shown.addresses[-1])
            label = _("{field} of “{title}”", field=label_of(editor.field, editor.around), title=name)

            def edit(document: Document, attr: str = attr) -> Document:
                for at in shown.addresses:
                    document = edits.set_field(document, at, attr, value)
                return document

            key = _key(attr, shown)
            if editor.is_refused:
                editor.tell("")
            try:
                session.apply(label, edit, key)
            except CjmError as error:
                editor.refuse(error, value)

    def _on_given_up(self) -> None:
        session, shown = self._session, self._shown
        if session is None or shown is None:
            return
        for attr, editor in self.editors.items():
            if editor is self.sender():
                if not session.run_closed:  # else a part was saved already, or taken back
                    session.forget_last(_key(attr, shown))
                found = self._value()
                if found is not None:
                    editor.show_value(getattr(found, attr))

    def _on_finished(self) -> None:
        if self._session is not None:
            self._session.close_run()

    def _on_card_asked(self, lane: str, index: int) -> None:
        if self._shown is not None:
            at = self._shown.addresses[-1]
            self.select_asked.emit((card_at(at.map, at.id, lane, index),))

    def _on_card_added(self, lane: str, text: str) -> None:
        if self._session is not None and self._shown is not None:
            self._add_card(self._session, self._shown.addresses, lane, text)

    def _add_card(self, session: Session, owners: tuple[Address, ...], lane: str, text: str) -> None:
        there = [at for at in owners if element(session.document, at) is not None]
        if there and not session.read_only:
            label = _("add card “{text}”", text=short(text))
            _edit_all(session, there, label, lambda d, at: edits.add_card(d, at, lane, -1, Card(text)))

    def new_card_at(self, lane: str) -> Address | None:
        """Where a card goes that is being written here."""
        if self._shown is None or self._shown.kind not in ("touchpoint", "stage"):
            return None
        owner = self._shown.addresses[-1]
        return card_at(owner.map, owner.id, lane, -1)

    def _on_card_removed(self, lane: str, index: int) -> None:
        if self._shown is None:
            return
        owner = self._shown.addresses[-1]
        at = card_at(owner.map, owner.id, lane, index)
        found = element(self._session.document, at) if self._session is not None else None
        label = _("delete card “{text}”", text=short(str(getattr(found, "text", ""))))
        if self._session is not None and found is not None:
            self._session.apply(label, lambda d: edits.delete_card(d, at))

    def _on_rescale_asked(self, given: EmotionScale, scale: EmotionScale | None) -> None:
        def convert(document: Document, at: Address) -> Document:
            document = edits.set_field(document, at, "emotion_scale", given)
            return edits.rescale(document, at.id, scale)

        if self._session is not None and self._shown is not None:
            label = _("convert the emotions to another scale")
            _edit_all(self._session, self._shown.addresses, label, convert)

    def on_changed(self) -> None:
        """The document changed: show it; what is gone gives way to the map."""
        if self._session is None or self._shown is None:
            return
        there = tuple(at for at in self._shown.addresses if element(self._session.document, at) is not None)
        if there == self._shown.addresses:
            if self._is_worded(self._shown):
                self.refresh()
            else:
                self.rebuild()
        else:
            self.show_elements(self._session, there, self._shown.addresses[-1].map)


def _edit_all(
    session: Session, ats: Sequence[Address], label: Message, edit: Callable[[Document, Address], Document]
) -> None:
    def all_of_them(document: Document) -> Document:
        for at in ats:
            document = edit(document, at)
        return document

    session.apply(label, all_of_them)


def _key(attr: str, shown: Shown) -> str:
    """What edits of one field have in common: one after another, they are one step in the history."""
    return f"{attr} {shown.addresses}"


def _rule() -> QWidget:
    whole = QWidget()
    row = QVBoxLayout(whole)
    row.setContentsMargins(INDENT, 0, 0, 0)
    rule = QFrame()
    rule.setProperty("role", "rule")
    row.addWidget(rule)
    return whole
