"""The editor of a line that must be right: a number, a date, a period, a duration."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.typed import WordedLine
from cjm_editor.core.fields import trouble
from cjm_editor.core.schema import Field
from cjm_editor.core.texts import LANGUAGE_NAMES, _
from cjm_editor.core.values import is_date, number_of
from cjm_editor.core.wording import duration_words

SHARE_TROUBLE = _("Write a share from 0 to 100 per cent: 35% or 0.35.")

LONGEST_PLAIN = 40
"""Characters of a number written without an exponent; a longer one says nothing to a reader."""


class CheckedEditor(FieldEditor):
    """One line that must be right. What is wrong is said below and sets nothing: the value is again what it was before
    the entry, whatever a part of it meant. The refused text stays until it is mended or Esc takes it away.

    Durations, days and known languages are shown in words until the field is entered, shares always in per cent.
    """

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self._line = WordedLine()
        self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._line.setProperty("quiet", True)
        self._line.setAccessibleName(self.label)
        self._line.setPlaceholderText("—")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._line)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._on_typed)
        self._line.editingFinished.connect(self._on_left)
        self._line.escaped.connect(self.forget)
        self._value: object = None
        self._is_begun = False
        self._is_told = False
        self._is_wrong = False

    def _read(self) -> tuple[object, str]:
        text = self._line.written.strip()
        say = self.around.say
        if not text:
            return (None if self.field.type == "number" else ""), ""
        if self.field.type == "duration":
            from cjm_editor.core.durations import duration_typed  # first when somebody types one

            kept = duration_typed(text)
            return kept, "" if kept else say(_("Write a duration: 15 min, 2 h, 3 days, 2 weeks, 6 months."))
        value: object = text
        if self.field.type == "number":
            value = number_typed(text, self._is_share)
            if value is None:
                return None, say(_("Write a number."))
        wrong = trouble(self.field, value)
        if wrong and self._is_share:
            wrong = SHARE_TROUBLE
        return value, say(wrong) if wrong else ""

    def _on_typed(self) -> None:
        if not self._is_begun:
            self._is_begun, self._is_told = True, False
            self.finished.emit()  # an entry is a step of its own, whatever was chosen in this element before
        value, why = self._read()
        self._is_wrong = bool(why)
        self._mark(why)
        if why and self._is_told:
            self._is_told = False
            self.given_up.emit()
        elif not why and value != self._value:
            self._value, self._is_told = value, True
            self.edited.emit(value)

    def _on_left(self) -> None:
        self._is_begun = False
        self.finished.emit()
        if not self.trouble.text():
            self._put(self._value)

    def _mark(self, why: str) -> None:
        self.tell(why)
        if bool(self._line.property("invalid")) != bool(why):
            self._line.setProperty("invalid", bool(why))
            self._line.style().unpolish(self._line)
            self._line.style().polish(self._line)

    def forget(self) -> None:
        """Take a refused text away: the value shows again."""
        self._is_begun = False
        if self._is_wrong:
            self._is_wrong = False
            self._mark("")
            self._put(self._value)

    def show_value(self, value: object) -> None:
        """Show a value as it is written; a refused text stays where it is."""
        is_same = value == self._value
        self._value = value
        if self._is_wrong or (is_same and self._line.hasFocus()):
            return
        self._mark("")
        self._put(value)

    def _put(self, value: object) -> None:
        if isinstance(value, int | float) and not isinstance(value, bool):
            language = self.around.context.words.language
            shown = number_written(value, language, self._is_share)
            self._line.show_written(shown, shown)
        else:
            text = value if isinstance(value, str) else ""
            self._line.show_written(text, self._worded(text))

    def _worded(self, text: str) -> str:
        if self.field.type == "duration":
            return self.around.say(duration_words(text))
        if self.field.type == "date" and is_date(text):
            return self.around.context.words.date(date.fromisoformat(text))
        return LANGUAGE_NAMES.get(text, text) if self.field.name == "language" else text

    @property
    def _is_share(self) -> bool:
        return (self.field.low, self.field.high) == (0, 1)


def number_written(value: int | float, language: str, is_share: bool) -> str:
    """Every digit of a number, with the decimal sign of the language; a share in per cent. `number_typed` reads it."""
    from decimal import Decimal

    exact = Decimal(repr(value)) * (100 if is_share else 1)
    plain = f"{exact:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    text = plain if len(plain) < LONGEST_PLAIN else f"{exact}"
    if language == "ru":
        return text.replace(".", ",") + ("\u00a0%" if is_share else "")
    return text + ("%" if is_share else "")


def number_typed(text: str, is_share: bool) -> int | float | None:
    """The number of a text as people write it in either language, None if it is none; a share also in per cent."""
    plain = text.replace("−", "-").replace(",", ".").replace("\u00a0", "").replace(" ", "")
    if is_share and plain.endswith("%"):
        hundredths = number_of(plain[:-1])
        if hundredths is None:
            return None
        from decimal import Decimal

        return number_of(f"{Decimal(plain[:-1]) / 100:f}")
    return number_of(plain)
