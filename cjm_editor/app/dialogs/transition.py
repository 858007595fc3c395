"""New transition: from, to, kind and share. What the kind does not need is hidden."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.boxes import FORM_GAP
from cjm_editor.app.panels.rows import ElidedCombo
from cjm_editor.core.model import JourneyMap, Transition, route_order
from cjm_editor.core.schema import TRANSITION_KINDS
from cjm_editor.core.terms import choice_label, field_label
from cjm_editor.core.texts import _


def _touchpoints(journey: JourneyMap, chosen: str) -> QComboBox:
    combo = ElidedCombo()
    combo.setMaximumWidth(420)
    for touchpoint in route_order(journey):
        combo.addItem(touchpoint.title or touchpoint.id, touchpoint.id)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.setMinimumWidth(320)
    return combo


def ask_transition(parent: QWidget, context: Context, journey: JourneyMap, start: str) -> Transition | None:
    """The transition described, or None."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(context.say(_("New transition")))
    form = QFormLayout(dialog)
    form.setContentsMargins(24, 20, 24, 18)
    form.setVerticalSpacing(10)
    form.setHorizontalSpacing(FORM_GAP)
    kind = ElidedCombo()
    for name in TRANSITION_KINDS:
        kind.addItem(context.say(choice_label("transition", "kind", name)), name)
    source = _touchpoints(journey, start)
    target = _touchpoints(journey, "")
    target.setCurrentIndex(min(source.currentIndex() + 1, target.count() - 1))
    text = QLineEdit()
    hint = QLabel(context.say(_("Share and other details are set in the properties of the transition.")))
    hint.setTextFormat(Qt.TextFormat.PlainText)
    hint.setProperty("role", "caption")
    for name, widget in (("kind", kind), ("from", source), ("to", target), ("condition", text)):
        label = QLabel(context.say(field_label("transition", name)))
        label.setTextFormat(Qt.TextFormat.PlainText)
        widget.setAccessibleName(label.text())
        form.addRow(label, widget)
    form.addRow(hint)
    buttons = QDialogButtonBox()
    add = buttons.addButton(context.say(_("Add")), QDialogButtonBox.ButtonRole.AcceptRole)
    add.setProperty("primary", True)
    buttons.addButton(context.say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    form.addRow(buttons)

    def follow() -> None:
        form.setRowVisible(target, kind.currentData() != "leave")

    kind.currentIndexChanged.connect(follow)
    follow()
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = str(kind.currentData())
    made = Transition(
        context.new_id("e"),
        str(source.currentData()),
        "" if chosen == "leave" else str(target.currentData()),
        chosen,  # type: ignore[arg-type]
        text=text.text().strip() if chosen == "promise" else "",
        condition="" if chosen == "promise" else text.text().strip(),
    )
    dialog.deleteLater()
    return made if taken else None
