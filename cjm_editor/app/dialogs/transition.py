"""New transition: kind, from, to, share and condition or promise. What the kind does not need is hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import FORM_GAP
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.core.model import JourneyMap, Number, Transition, route_order, title_or_id
from cjm_editor.core.schema import TRANSITION_KINDS
from cjm_editor.core.terms import choice_label, field_label
from cjm_editor.core.texts import Message, _


def _touchpoints(journey: JourneyMap, chosen: str) -> QComboBox:
    combo = ElidedCombo()
    combo.setMaximumWidth(420)
    for touchpoint in route_order(journey):
        combo.addItem(title_or_id(touchpoint), touchpoint.id)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.setMinimumWidth(320)
    return combo


def ask_transition(parent: QWidget, context: Context, journey: JourneyMap, start: str) -> Transition | None:
    """The transition described, or None."""
    dialog = TransitionDialog(parent, context, journey, start)
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    made = dialog.transition() if taken else None
    dialog.deleteLater()
    return made


class TransitionDialog(QDialog):
    """The fields of a new transition."""

    def __init__(self, parent: QWidget, context: Context, journey: JourneyMap, start: str) -> None:
        super().__init__(parent)
        say = self._say = context.say
        self._new_id = context.new_id
        self.setWindowTitle(say(_("New transition")))
        form = self._form = QFormLayout(self)
        form.setContentsMargins(24, 20, 24, 18)
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(FORM_GAP)
        self.kind = ElidedCombo()
        for name in TRANSITION_KINDS:
            self.kind.addItem(say(choice_label("transition", "kind", name)), name)
        self.source = _touchpoints(journey, start)
        self.target = _touchpoints(journey, "")
        self.target.setCurrentIndex(min(self.source.currentIndex() + 1, self.target.count() - 1))
        self.share, self.text = QLineEdit(), QLineEdit()
        self._labels: dict[QWidget, QLabel] = {}
        for name, widget in (("kind", self.kind), ("from", self.source), ("to", self.target)):
            self._add(name, widget)
        self._add("share", self.share)
        self.hint = self._line("caption")
        form.addRow("", self.hint)
        self._add("condition", self.text)
        buttons = QDialogButtonBox()
        self.add = buttons.addButton(say(_("Add")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.add.setProperty("primary", True)
        buttons.addButton(say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)
        self.kind.currentIndexChanged.connect(self._follow)
        self.share.textChanged.connect(self._follow)
        self._follow()

    def _add(self, name: str, widget: QWidget) -> None:
        label = self._labels[widget] = self._line("")
        label.setBuddy(widget)
        self._form.addRow(label, widget)
        self._name(widget, name)

    def _line(self, role: str) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            made.setProperty("role", role)
        return made

    def _name(self, widget: QWidget, name: str) -> None:
        words = self._say(field_label("transition", name))
        self._labels[widget].setText(words)
        widget.setAccessibleName(words)

    @property
    def _kind(self) -> str:
        return str(self.kind.currentData())

    def _share(self) -> tuple[Number | None, Message | None]:
        """The share typed and what is wrong with it; promises have none."""
        from cjm_editor.app.panels.fields.checked import SHARE_TROUBLE, number_typed

        text = self.share.text().strip()
        if not text or self._kind == "promise":
            return None, None
        value = number_typed(text, is_share=True)
        return value, None if value is not None and 0 <= value <= 1 else SHARE_TROUBLE

    def _follow(self) -> None:
        """Ask what belongs to the kind, and say what an empty share means."""
        kind = self._kind
        self._form.setRowVisible(self.target, kind != "leave")
        self._form.setRowVisible(self.share, kind != "promise")
        self._name(self.text, "text" if kind == "promise" else "condition")
        wrong = self._share()[1]
        empty = (
            _("Empty: everyone leaves here, and the route ends.")
            if kind == "leave"
            else _("Empty: not known.")
        )
        self.hint.setText(self._say(wrong or empty))
        self.hint.setProperty("role", "trouble" if wrong else "caption")
        self.hint.style().unpolish(self.hint)
        self.hint.style().polish(self.hint)
        self._form.setRowVisible(self.hint, kind != "promise")
        self.share.setAccessibleDescription(self.hint.text())
        self.add.setEnabled(wrong is None)

    def transition(self) -> Transition:
        """What is described."""
        kind, text = self._kind, self.text.text().strip()
        return Transition(
            self._new_id("e"),
            str(self.source.currentData()),
            "" if kind == "leave" else str(self.target.currentData()),
            kind,  # type: ignore[arg-type]
            share=self._share()[0],
            text=text if kind == "promise" else "",
            condition="" if kind == "promise" else text,
        )
