"""The small crosses at the end of the lines of a list."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from cjm_editor.app.panels.fields.base import Surroundings
from cjm_editor.core.texts import _


def remover(around: Surroundings, slot: object, at: int) -> QToolButton:
    """A button that takes line `at` out of a list; `slot` hears of it."""
    button = QToolButton()
    button.setIcon(around.context.icon("x", size=14))
    button.setToolTip(around.say(_("Remove")))
    button.setAccessibleName(around.say(_("Remove")))
    button.setProperty("index", at)
    button.clicked.connect(slot)  # type: ignore[arg-type]
    return button


def index_of(sender: object) -> int:
    """The line that a button belongs to."""
    return int(sender.property("index"))  # type: ignore[attr-defined]
