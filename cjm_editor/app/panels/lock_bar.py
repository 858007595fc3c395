"""The bar over the panels and the board that says why a document is read only, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from cjm_editor.app.barrier import Barrier
from cjm_editor.app.context import Context
from cjm_editor.app.lock_words import details, title, verb
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.texts import _

NARROW = 900
"""Width of the bar, px, below which words and buttons have no room side by side."""


@sheltered
class LockBar(QFrame):
    """One for a window. Its signals ask for what their buttons say."""

    take_over_asked = Signal()
    copy_asked = Signal()
    hush_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._said: object = None
        self.barrier: Barrier | None = None
        """What the bar tells of."""
        self.setObjectName("lockBar")
        self._sign = QLabel()
        self._title = self._label("title")
        self._details = self._label("label")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._title)
        words.addWidget(self._details)
        self._take = self._button("lock.take_over", self.take_over_asked)
        self._take.setProperty("primary", True)
        self._copy = self._button("lock.copy", self.copy_asked)
        self._hush = self._button("lock.read_only", self.hush_asked)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self._sign)
        told.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self._hush, self._copy, self._take):
            buttons.addWidget(button)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(14, 7, 12, 7)
        self._whole.setSpacing(12)
        self._whole.addLayout(told, 1)
        self._whole.addLayout(buttons)

    def _label(self, role: str) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setProperty("role", role)
        return made

    def _button(self, name: str, asked: object) -> QPushButton:
        made = QPushButton()
        made.setObjectName(name)
        made.clicked.connect(asked)
        return made

    def show_barrier(self, barrier: Barrier, has_changes: bool) -> None:
        """Tell of a barrier in front of a document, which may have unsaved changes."""
        said = (barrier, has_changes, self._context.words.language, self._context.theme)
        if said == self._said:
            return
        self._said = said
        say, theme = self._context.say, self._context.theme
        is_free = barrier.worth == "free"
        self._sign.setPixmap(
            self._context.icon("lock-open" if is_free else "lock", theme.ochre, 18).pixmap(18, 18)
        )
        self._title.setText(say(title(barrier)))
        self._details.setText(details(self._context, barrier, has_changes))
        self._details.setVisible(bool(self._details.text()))
        self._take.setText(say(verb(barrier, has_changes)))
        self._copy.setText(say(_("Save as a copy…")))
        self._hush.setText(say(_("Read only")))
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._details.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, the buttons stand below the words."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        is_narrow = self.width() < NARROW
        self._whole.setDirection(ways.TopToBottom if is_narrow else ways.LeftToRight)
        self._whole.setSpacing(6 if is_narrow else 12)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)
