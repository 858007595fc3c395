"""The quiet line at the bottom: what the page holds, what was just done, whether it is saved, the zoom."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.pages.page import Page
from cjm_editor.app.plain import plain
from cjm_editor.app.session import Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.texts import Message, _

STAYS = 6000
"""Milliseconds that a message stays at least."""

READ = 70
"""Milliseconds that a letter of a long message is given."""

HEIGHT = 26
"""Px of the line; a message of several lines makes it higher while it stays."""

LINES = 4
"""Lines of a message at most; its tooltip says a longer one whole."""

SIDES, GAP = 14, 24
"""Px at the ends and between the parts."""


@sheltered
class StatusLine(QWidget):
    """Facts at the left, state at the right. Nothing blinks, nothing is red."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._context = context
        self._facts = self._label()
        self._said = self._label()
        self._said.setWordWrap(True)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._saved = self._label()
        self._zoom = self._label()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.forget)
        self._message: Message | None = None
        self._words = ""
        self._offer: Message | None = None
        self._act: Callable[[], None] | None = None
        self._page: Page | None = None
        self._more = QPushButton()
        self._more.setProperty("link", True)
        self._more.setFixedHeight(HEIGHT - 4)
        self._more.setObjectName("status.more")
        self._more.clicked.connect(self._on_more)
        self._more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SIDES, 0, SIDES, 0)
        row.setSpacing(GAP)
        row.addWidget(self._facts)
        row.addWidget(self._said, 1)
        row.addWidget(self._more)
        row.addWidget(self._saved)
        row.addWidget(self._zoom)

    def _label(self) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        return made

    def say(self, message: Message, more: tuple[Message, Callable[[], None]] | None = None) -> None:
        """Show a message for a while. `more`: the words of a button beside it and what the button does."""
        self._message, self._page = message, None
        self._offer, self._act = more if more is not None else (None, None)
        self._more.setVisible(more is not None)
        self._word()
        self._fit()
        self._timer.start(max(STAYS, READ * len(self._words)))

    def say_of_page(self, message: Message) -> None:
        """Show a message of the page that sends it, while that page is looked at."""
        page = self.sender()
        self.say(message)
        self._page = page if isinstance(page, Page) else None

    def _word(self) -> None:
        """Put the message and its button into the language in force."""
        self._words = self._context.say(self._message) if self._message is not None else ""
        self._more.setText(self._context.say(self._offer) if self._offer is not None else "")

    def forget(self, message: Message | None = None) -> None:
        """Take the message away: what it says is no longer so. With `message`, only if it is that one."""
        if message is None or message == self._message:
            self._message = None
            self._timer.stop()
            self._words = ""
            self._offer = self._act = None
            self._more.hide()
            self._fit()

    def _on_more(self) -> None:
        if self._act is not None:
            self._act()

    def _fit(self) -> None:
        """Give the message the room that it needs: that of the facts, and several lines where that is too little."""
        metrics = self._said.fontMetrics()
        state = self._saved.sizeHint().width()
        if self._act is not None:
            state += GAP + self._more.sizeHint().width()
        whole = max(1, self.width() - 2 * SIDES - GAP - state)
        beside = whole - 2 * GAP - self._facts.sizeHint().width() - self._zoom.sizeHint().width()
        is_alone = metrics.horizontalAdvance(self._words) > beside
        for facts in (self._facts, self._zoom):
            facts.setHidden(is_alone and bool(self._words))
        lines, shown = 1, self._words
        if is_alone and self._words:
            shown = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, int(whole * (LINES - 0.7)))
            height = metrics.boundingRect(0, 0, whole, 10_000, Qt.TextFlag.TextWordWrap, shown).height()
            lines = max(1, round(height / metrics.lineSpacing()))
        self._said.setText(shown)
        self._said.setToolTip(plain(self._words) if shown != self._words else "")
        self.setFixedHeight(HEIGHT + (lines - 1) * metrics.lineSpacing())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the message anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def show(self, page: Page | None = None, session: Session | None = None) -> None:  # type: ignore[override]
        """Bring facts and state up to date."""
        if self._page is not None and page is not self._page:
            self.forget()
        self._word()
        self._facts.setText("     ".join(page.status()) if page else "")
        unsaved = (one for one in (page.sessions if page else ()) if not one.is_clean)
        self._saved.setText(self._state(session if session is None else next(unsaved, session)))
        self._zoom.setText(page.zoom_text() if page else "")
        self._fit()
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
