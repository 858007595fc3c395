"""New map: a template is chosen from cards that show its curve."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.panels.thumbnail import TemplateCard
from cjm_editor.core.templates import TEMPLATES, template_file
from cjm_editor.core.texts import _


def choose_template(parent: QWidget, context: Context) -> Path | None:
    """The file of the template chosen, or None."""
    dialog = QDialog(parent)
    dialog.setWindowTitle(context.say(_("New map")))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 20, 24, 18)
    column.setSpacing(14)
    head = QLabel(context.say(_("Start from a template")))
    head.setTextFormat(Qt.TextFormat.PlainText)
    head.setProperty("role", "panelTitle")
    column.addWidget(head)
    grid = QGridLayout()
    grid.setSpacing(16)
    chosen: list[Path] = []

    def choose(path: object) -> None:
        if isinstance(path, Path):
            chosen.append(path)
            dialog.accept()

    for at, name in enumerate(TEMPLATES):
        card = TemplateCard(context, template_file(name, context.words.language), template=name)
        card.setMinimumWidth(300)
        card.picked.connect(choose)
        grid.addWidget(card, at // 2, at % 2)
    column.addLayout(grid)
    buttons = QDialogButtonBox()
    buttons.addButton(context.say(_("Cancel")), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.rejected.connect(dialog.reject)
    column.addWidget(buttons)
    dialog.exec()
    dialog.deleteLater()
    return chosen[0] if chosen else None
