"""What stands in the tab of a document that has no maps: it says so and offers to make one. Nothing is changed until
somebody asks for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.session import Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.texts import _


@sheltered
class BlankPage(Page):
    """The empty state of a document. `action_asked` carries the id of an action."""

    action_asked = Signal(str)
    is_blank = True

    def __init__(self, context: Context, session: Session) -> None:
        super().__init__(context, session)
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setProperty("role", "label")
        self._said.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._new = QPushButton()
        self._new.setObjectName("blank.new")
        self._new.setProperty("primary", True)
        self._new.clicked.connect(self._on_new)
        column = QVBoxLayout(self)
        column.setSpacing(14)
        column.addStretch(2)
        column.addWidget(self._said)
        column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        context.language_changed.connect(self._on_looks)
        context.theme_changed.connect(self._on_looks)
        session.state_changed.connect(self._on_state)
        self._on_looks()
        self._on_state()

    @property
    def key(self) -> tuple[object, ...]:
        """The document."""
        return ("BlankPage", id(self.session))

    @property
    def title(self) -> str:
        """The tab's words."""
        return self.context.say(_("No maps"))

    def offers(self, need: str) -> bool:
        """The tree and the properties of the document, nothing of a board."""
        return need in ("panel", "tree")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the only thing that can be done here."""
        self._new.setFocus()

    def _on_looks(self) -> None:
        self._said.setText(self.context.say(_("There are no maps in this document.")))
        self._new.setText(self.context.say(_("New map")))
        self._new.setIcon(self.context.icon("plus", self.context.theme.on_accent))
        self.title_changed.emit()

    def _on_state(self) -> None:
        self._new.setEnabled(self.session is not None and not self.session.read_only)

    def _on_new(self) -> None:
        self.action_asked.emit("insert.map")

    def release(self) -> None:
        """Let go of session and context."""
        self.context.language_changed.disconnect(self._on_looks)
        self.context.theme_changed.disconnect(self._on_looks)
        if self.session is not None:
            self.session.state_changed.disconnect(self._on_state)
