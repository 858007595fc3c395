"""The block of the start page about work that was not saved when the program closed suddenly."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.recovery import Offer, head, sentences
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.texts import Message, _

NARROW = 560
"""Width of the block, px, below which words and buttons have no room side by side."""


@sheltered
class RecoveredBlock(QFrame):
    """One piece of work with what is known about it. The signals carry the offer."""

    restore_asked = Signal(object)
    later_asked = Signal(object)
    discard_asked = Signal(object)

    def __init__(self, context: Context, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offer = offer
        self._context = context
        self.setObjectName("recovered")
        say = context.say
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(18, 12, 14, 12)
        self._whole.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(14)
        sign = QLabel()
        sign.setPixmap(context.icon("history", context.theme.ochre, 20).pixmap(20, 20))
        row.addWidget(sign)
        words = QVBoxLayout()
        words.setSpacing(3)
        title = self._label(say(head(context, offer)), "title")
        said = " ".join(say(sentence) for sentence in sentences(context, offer))
        words.addWidget(title)
        words.addWidget(self._label(said, "label"))
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if offer.has_work:
            buttons.addWidget(self._button(_("Restore"), "rotate-ccw", "recovery.restore", self._on_restore))
        buttons.addWidget(self._button(_("Later"), "", "recovery.later", self._on_later))
        buttons.addWidget(self._button(_("Discard"), "", "recovery.discard", self._on_discard))
        self._whole.addLayout(row, 1)
        self._whole.addLayout(buttons)
        self.setAccessibleName(title.text())
        self.setAccessibleDescription(said)

    def _label(self, text: str, role: str) -> QLabel:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        made.setProperty("role", role)
        return made

    def _button(self, text: Message, icon: str, name: str, act: object) -> QPushButton:
        made = QPushButton(self._context.say(text))
        made.setObjectName(name)
        made.setMinimumHeight(32)
        if icon:
            made.setProperty("primary", True)
            made.setIcon(self._context.icon(icon, self._context.theme.on_accent))
        made.setAccessibleName(f"{made.text()}: {self.offer.name}")
        made.clicked.connect(act)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow, the buttons stand below the words."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        self._whole.setDirection(ways.TopToBottom if self.width() < NARROW else ways.LeftToRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
        else:
            super().keyPressEvent(event)

    def _on_restore(self) -> None:
        self.restore_asked.emit(self.offer)

    def _on_later(self) -> None:
        self.later_asked.emit(self.offer)

    def _on_discard(self) -> None:
        self.discard_asked.emit(self.offer)
