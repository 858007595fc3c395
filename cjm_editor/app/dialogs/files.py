"""Choosing files: the system's dialog where there is one, else Qt's, with every word in the interface's language."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QSize, QUrl
from PySide6.QtWidgets import QDialog, QFileDialog, QSplitter, QToolButton, QTreeView, QWidget

from cjm_editor.app.context import Context
from cjm_editor.core.texts import Message, _

FILTER = "CJM (*.cjm.yaml *.yaml *.yml)"
"""The files that are offered to be opened, and the kind that is saved."""

ICONS = {
    "backButton": "chevron-left",
    "forwardButton": "chevron-right",
    "toParentButton": "chevron-up",
    "newFolderButton": "square-plus",
    "listModeButton": "list",
    "detailModeButton": "list-tree",
}
"""The set's icons for the buttons of Qt's own dialog."""

NAME_COLUMN, SIZE_COLUMN, TYPE_COLUMN = 0, 1, 2

NAME_WIDTH, PLACES_WIDTH = 380, 140

SIZE = QSize(760, 460)


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
    _dress(dialog, context)
    return dialog


def _dress(dialog: QFileDialog, context: Context) -> None:
    """Qt's own dialog in the look of the window; a dialog of the system has no such parts.

    Two columns go. The types: all files shown are of the kind chosen, and Qt 6.11 words them in English whatever the
    language ("Folder", "yaml File"). The sizes: Qt words them in the language of the system, not of the window.
    The icons of its buttons are dark on dark, so they get those of the set.
    """
    for name, icon in ICONS.items():
        button = dialog.findChild(QToolButton, name)
        if button is not None:
            button.setIcon(context.icon(icon))
    files = dialog.findChild(QTreeView, "treeView")
    if files is not None:
        for column in (SIZE_COLUMN, TYPE_COLUMN):
            files.setColumnHidden(column, True)
        files.setColumnWidth(NAME_COLUMN, NAME_WIDTH)
        files.header().setStretchLastSection(True)
        dialog.resize(SIZE)
    middle = dialog.findChild(QSplitter, "splitter")
    if middle is not None:
        middle.setSizes([PLACES_WIDTH, SIZE.width() - PLACES_WIDTH])


def _picked(dialog: QFileDialog) -> list[Path]:
    taken = dialog.exec() == QDialog.DialogCode.Accepted
    names = dialog.selectedFiles() if taken else []
    dialog.deleteLater()
    return [found_again(Path(name)) for name in names]


def found_again(path: Path) -> Path:
    """The file that Qt's name means: of a name that is not UTF-8 it keeps U+FFFD only, and knows no file by that."""
    if "\ufffd" not in path.name or os.path.lexists(path):
        return path
    try:
        alike = [name for name in os.listdir(path.parent) if _as_qt_reads(name) == path.name]  # noqa: PTH208 - names
    except OSError:
        return path
    return path.with_name(alike[0]) if len(alike) == 1 else path


def _as_qt_reads(name: str) -> str:
    return os.fsencode(name).decode("utf-8", "replace")


def path_of(url: QUrl) -> Path:
    """The file of a local URL, whatever bytes its name has."""
    if "\ufffd" not in url.toLocalFile():
        return Path(url.toLocalFile())
    from urllib.parse import unquote_to_bytes

    return Path(os.fsdecode(unquote_to_bytes(bytes(url.toEncoded().data()).removeprefix(b"file://"))))


def ask_open(parent: QWidget, context: Context, filter: str) -> list[Path]:
    """The files picked to be opened."""
    dialog = _dialog(parent, context, _("Open"), filter, _("Open"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return _picked(dialog)


def ask_file(parent: QWidget, context: Context, title: Message, filter: str, accept: Message) -> Path | None:
    """The one file picked to be used for something, or None."""
    dialog = _dialog(parent, context, title, filter, accept)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return next(iter(_picked(dialog)), None)


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
