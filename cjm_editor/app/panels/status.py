"""The quiet line at the bottom: what the page holds, what was just done, whether it is saved, the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.panels.rows import ElidedLabel
from cjm_editor.app.session import Session
from cjm_editor.core.texts import Message, _

STAYS = 6000
"""Milliseconds that a message stays."""


class StatusLine(QWidget):
    """Facts at the left, state at the right. Nothing blinks, nothing is red."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(26)
        self._context = context
        self._facts = self._label()
        self._said = ElidedLabel()
        self._saved = self._label()
        self._zoom = self._label()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.forget)
        self._message: Message | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(24)
        row.addWidget(self._facts)
        row.addWidget(self._said, 1)
        row.addWidget(self._saved)
        row.addWidget(self._zoom)

    def _label(self) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    def say(self, message: Message) -> None:
        """Show a message for a while."""
        self._message = message
        self._said.set_words(self._context.say(message))
        self._timer.start(STAYS)

    def forget(self, message: Message | None = None) -> None:
        """Take the message away: what it says is no longer so. With `message`, only if it is that one."""
        if message is None or message == self._message:
            self._message = None
            self._timer.stop()
            self._said.clear()

    def show(self, page: Page | None = None, session: Session | None = None) -> None:  # type: ignore[override]
        """Bring facts and state up to date."""
        self._facts.setText("     ".join(page.status()) if page else "")
        self._saved.setText(self._state(session))
        self._zoom.setText(page.zoom_text() if page else "")
        super().show()

    def _state(self, session: Session | None) -> str:
        if session is None:
            return ""
        if session.is_newer:
            text = _("Read only: made by a newer version")
        elif session.barrier is not None:
            text = session.barrier.state()
        elif session.is_recovered and not session.is_clean:
            text = _("Restored, not saved")
        elif session.path is None:
            text = _("Not saved yet")
        elif session.is_clean:
            text = _("Saved")
        else:
            text = _("Unsaved changes")
        return self._context.say(text)
