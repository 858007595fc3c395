"""What every field editor is: a widget that shows a value of the model and tells when the user has set another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from cjm_editor.app.context import Context
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import Field
from cjm_editor.core.terms import emotion_title, field_label
from cjm_editor.core.texts import Message


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a field may refer to: the document and, within a map, the map. `kind` is the element's kind."""

    context: Context
    document: Document
    journey: JourneyMap | None
    kind: str

    def say(self, message: Message | str) -> str:
        """The message in the interface's language."""
        return self.context.say(message)


def label_of(field: Field, around: Surroundings) -> Message | str:
    """What a field is called where it stands: the emotions of an ideal map are targets."""
    if field.name == "emotion" and around.journey is not None:
        return emotion_title(around.journey.kind)
    return field_label(around.kind, field.name)


TEXT_IN = 9
"""Border and padding of a quiet field, px: what stands beneath it begins where its text does."""


class FieldEditor(QWidget):
    """Shows one field. `edited` carries the new value in the model's form, at each change that is valid; `finished`
    says that the user has left the field; `given_up` that what the entry has set so far is not what is meant: it is to
    be as if nothing had been typed."""

    edited = Signal(object)
    finished = Signal()
    given_up = Signal()

    beside: QLabel | None = None
    """What a wide editor says in the line of its label, at the right."""

    wide = False
    """Whether the label stands above the editor instead of beside it."""

    trouble: QLabel
    """What is wrong, in a sentence; whoever places the editor puts this beneath it."""

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__()
        self.field = field
        self.around = around
        self.setObjectName(f"{around.kind}.{field.name}")
        self.label = around.say(label_of(field, around))
        self.setAccessibleName(self.label)
        self.is_refused = False
        self.trouble = QLabel()
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.trouble.setWordWrap(True)
        self.trouble.setProperty("role", "trouble")
        self.trouble.setIndent(TEXT_IN)
        self.trouble.hide()

    @property
    def is_loose(self) -> bool:
        """Whether the field may hold a text that the document has not taken: wrong, refused, or not handed over yet."""
        return self.is_refused or bool(self.trouble.text())

    def tell(self, why: str) -> None:
        """Say beneath the field what is wrong with its value; "" takes the sentence away."""
        self.is_refused = False
        self.trouble.setText(why)
        self.trouble.setVisible(bool(why))
        target = self.focusProxy() or self
        target.setAccessibleDescription(why)

    def refuse(self, error: CjmError, value: object) -> None:
        """The document did not take `value`: it stays in the field, with the reason beneath."""
        self.tell(self.around.say(error.message))
        self.is_refused = True

    def forget(self) -> None:
        """Drop what is typed but no value: another element is to be shown."""

    def show_value(self, value: object) -> None:
        """Show a value of the model without telling."""
        raise NotImplementedError(self.field.type)

    def look_around(self, around: Surroundings) -> None:
        """The document is another one now: offer what it has."""
        self.around = around
