"""Small questions and messages. Everything is plain text: a document's words never become markup."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cjm_editor.app.context import Context
from cjm_editor.core.errors import Problem
from cjm_editor.core.texts import Message, _, ngettext, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMessageBox

FORM_GAP = 16
"""Px between the labels of a dialog and their fields."""


class Answer(Enum):
    """What the user said about unsaved work."""

    SAVE = "save"
    DISCARD = "discard"
    CANCEL = "cancel"


def _box(parent: QWidget, context: Context, text: Message) -> QMessageBox:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("CJM Editor")
    box.setText(context.say(text))
    return box


def ask_save(parent: QWidget, context: Context, name: str) -> Answer:
    """The answer to: save the changes of this document?"""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, context, _("Save the changes in “{name}”?", name=name))
    box.setInformativeText(context.say(_("Without saving, the changes are lost.")))
    save = box.addButton(context.say(_("Save")), QMessageBox.ButtonRole.AcceptRole)
    discard = box.addButton(context.say(_("Don't save")), QMessageBox.ButtonRole.DestructiveRole)
    cancel = box.addButton(context.say(_("Cancel")), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(cancel)
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return Answer.SAVE if pressed is save else Answer.DISCARD if pressed is discard else Answer.CANCEL


def yes_no(
    parent: QWidget, context: Context, question: Message, verb: Message, no: Message | None = None
) -> bool:
    """Whether the user pressed the button with the verb; `no` is the other one's, Cancel where it is not given."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, context, question)
    yes = box.addButton(context.say(verb), QMessageBox.ButtonRole.AcceptRole)
    refused = context.say(_("Cancel") if no is None else no)
    box.setEscapeButton(box.addButton(refused, QMessageBox.ButtonRole.RejectRole))
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return pressed is yes


def choose(parent: QWidget, context: Context, question: Message, verbs: Sequence[Message]) -> int:
    """The number of the button pressed, the first being the one that Enter presses; -1 for Cancel."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, context, question)
    buttons = [box.addButton(context.say(verb), QMessageBox.ButtonRole.AcceptRole) for verb in verbs]
    box.setEscapeButton(box.addButton(context.say(_("Cancel")), QMessageBox.ButtonRole.RejectRole))
    box.setDefaultButton(buttons[0])
    box.exec()
    pressed = box.clickedButton()
    box.deleteLater()
    return next((n for n, button in enumerate(buttons) if button is pressed), -1)


def show_trouble(parent: QWidget, context: Context, message: Message) -> None:
    """Say what went wrong and what to do."""
    from PySide6.QtWidgets import QMessageBox

    box = _box(parent, context, message)
    box.addButton(context.say(_("Close")), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    box.deleteLater()


def show_text(parent: QWidget, context: Context, message: Message, text: str) -> None:
    """Show a text of any length that can be copied, below what is said about it."""
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

    dialog = QDialog(parent)
    dialog.setWindowTitle("CJM Editor")
    dialog.resize(560, 300)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    head = QLabel(context.say(message))
    head.setTextFormat(Qt.TextFormat.PlainText)
    head.setWordWrap(True)
    column.addWidget(head)
    shown = QPlainTextEdit()
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setPlainText(whole(text))
    shown.setAccessibleName(head.text())
    column.addWidget(shown)
    buttons = QDialogButtonBox()
    copy = buttons.addButton(context.say(_("Copy")), QDialogButtonBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
    close = buttons.addButton(context.say(_("Close")), QDialogButtonBox.ButtonRole.RejectRole)
    close.setDefault(True)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    close.setFocus()
    dialog.exec()
    dialog.deleteLater()


def ask_text(parent: QWidget, context: Context, title: Message, question: Message, text: str = "") -> str:
    """The line typed, trimmed; empty if the user thought better of it."""
    from PySide6.QtWidgets import QDialog, QInputDialog

    dialog = QInputDialog(parent)
    dialog.setWindowTitle(context.say(title))
    dialog.setLabelText(context.say(question))
    dialog.setTextValue(text)
    dialog.resize(420, dialog.sizeHint().height())
    dialog.setOkButtonText(context.say(_("Done")))
    dialog.setCancelButtonText(context.say(_("Cancel")))
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    typed = dialog.textValue().strip() if taken else ""
    dialog.deleteLater()
    return typed


def show_problems(
    parent: QWidget,
    context: Context,
    name: str,
    problems: tuple[Problem, ...],
    opened: bool = False,
    read_only: bool = False,
    has_versions: bool = False,
) -> bool:
    """List the problems of a file with line and column; they can be copied. `has_versions` offers its earlier versions:
    whether the user asked for them."""
    from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout

    dialog = QDialog(parent)
    dialog.setWindowTitle(whole(name))
    dialog.resize(680, 320)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(12)
    said = (
        _("“{name}” is open to be looked at; it cannot be changed here.", name=name)
        if read_only
        else ngettext(
            "“{name}” is open, but {n} value was not understood. It stays in the file as it is.",
            "“{name}” is open, but {n} values were not understood. They stay in the file as they are.",
            len(problems),
            name=name,
        )
        if opened
        else _(
            "“{name}” cannot be opened. Correct these lines in a text editor and open it again.", name=name
        )
    )
    head = QLabel(context.say(said))
    head.setTextFormat(Qt.TextFormat.PlainText)
    head.setWordWrap(True)
    lines = QPlainTextEdit("\n".join(problem_line(context, problem) for problem in problems))
    lines.setReadOnly(True)
    buttons = QDialogButtonBox()
    buttons.addButton(context.say(_("Close")), QDialogButtonBox.ButtonRole.RejectRole)
    if has_versions:
        buttons.addButton(context.say(_("Earlier versions…")), QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    for widget in (head, lines, buttons):
        column.addWidget(widget)
    is_asked = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return is_asked


def problem_line(context: Context, problem: Problem) -> str:
    """A problem as one line: where, then what and what to do."""
    place = problem.place
    if not place.line:
        return context.say(problem.message)
    where = context.say(_("Line {line}, column {column}", line=str(place.line), column=str(place.column)))
    return f"{where}: {context.say(problem.message)}"
