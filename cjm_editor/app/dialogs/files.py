"""Choosing files: the system's dialog where there is one, else Qt's, with every word in the interface's language."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from cjm_editor.app.context import Context
from cjm_editor.core.texts import Message, _


def _dialog(parent: QWidget, context: Context, title: Message, filter: str, accept: Message) -> QFileDialog:
    dialog = QFileDialog(parent, context.say(title), context.settings.folder, filter)
    for label, text in (
        (QFileDialog.DialogLabel.LookIn, _("Folder:")),
        (QFileDialog.DialogLabel.FileName, _("File name:")),
        (QFileDialog.DialogLabel.FileType, _("Kind of file:")),
        (QFileDialog.DialogLabel.Accept, accept),
        (QFileDialog.DialogLabel.Reject, _("Cancel")),
    ):
        dialog.setLabelText(label, context.say(text))
    return dialog


def _picked(dialog: QFileDialog) -> list[Path]:
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if taken else []
    dialog.deleteLater()
    return [Path(name) for name in names]


def ask_open(parent: QWidget, context: Context, filter: str) -> list[Path]:
    """The files picked to be opened."""
    dialog = _dialog(parent, context, _("Open"), filter, _("Open"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _picked(dialog)


def ask_save(
    parent: QWidget, context: Context, title: Message, start: Path, filter: str, accept: Message
) -> Path | None:
    """The file picked to be written, or None; whether one that is there may be replaced has been asked."""
    dialog = _dialog(parent, context, title, filter, accept)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setLabelText(QFileDialog.DialogLabel.Accept, context.say(accept))
    dialog.setDirectory(str(start.parent))
    dialog.selectFile(start.name)
    picked = _picked(dialog)
    return picked[0] if picked else None
