"""Small widgets of the panels beside a comparison: labels, rows of terms, buttons that name their key."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.texts import Message
from cjm_editor.render.wrap import glue

LONGEST_WORD, PIECE = 24, 12
"""Letters of a word that fits every line, and between two places to break at in a longer one."""

BREAK = "\u200b"
_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")


def label(text: str, role: str, is_wrapped: bool = True) -> QLabel:
    """Plain text in one of the styles of the window; wrapped, no line ends with a preposition or before a unit, and
    words that fit no line are broken."""
    made = QLabel("\n".join(glue(_breakable(line)) for line in text.split("\n")) if is_wrapped else text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(is_wrapped)
    return made


def _breakable(text: str) -> str:
    """The text with places to break at in words that are longer than a narrow line."""
    if max(map(len, text.split()), default=0) <= LONGEST_WORD:
        return text
    return _LONG.sub(
        lambda found: BREAK.join(found.group()[n : n + PIECE] for n in range(0, len(found.group()), PIECE)),
        text,
    )


def signed(context: Context, value: float, digits: int = 1) -> str:
    """A number with its sign, as terms are written."""
    shown = context.words.number(round(value, digits) + 0.0, digits)
    return f"+{shown}" if round(value, digits) > 0 else shown


@sheltered
class Bar(QWidget):
    """A term as a length: to the right of the middle what speaks for it, to the left what speaks against it."""

    def __init__(self, context: Context, share: float) -> None:
        super().__init__()
        self._context, self._share = context, max(-1.0, min(1.0, share))
        self.setFixedSize(56, 16)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The middle, and the length."""
        theme = self._context.theme
        painter = QPainter(self)
        half = self.width() / 2
        painter.fillRect(QRectF(half - 0.5, 2, 1, 12), QColor(theme.zero))
        length = half * abs(self._share)
        colour = QColor(theme.text2 if self._share > 0 else theme.pain)
        painter.fillRect(QRectF(half if self._share > 0 else half - length, 5, length, 6), colour)
        painter.end()


class Sum(QGridLayout):
    """Terms that add up: a name, a bar and a number each, a rule, the sum."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._row = 0
        self.setContentsMargins(0, 2, 0, 0)
        self.setHorizontalSpacing(10)
        self.setVerticalSpacing(3)
        self.setColumnStretch(0, 1)

    def term(self, name: str, value: float, largest: float, said: str) -> None:
        """One more term."""
        self.addWidget(label(name, "label"), self._row, 0)
        bar = Bar(self._context, value / largest if largest else 0.0)
        self.addWidget(bar, self._row, 1, Qt.AlignmentFlag.AlignVCenter)
        self._value(said, "label")

    def total(self, name: str, said: str) -> None:
        """The sum under a rule."""
        rule = QWidget()
        rule.setFixedHeight(1)
        rule.setStyleSheet(f"background: {self._context.theme.line};")
        self.addWidget(rule, self._row, 0, 1, 3)
        self._row += 1
        self.addWidget(label(name, "section"), self._row, 0)
        self._value(said, "section")

    def _value(self, said: str, role: str) -> None:
        number = label(said, role, is_wrapped=False)
        self.addWidget(number, self._row, 2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self._row += 1


class KeyButton(QPushButton):
    """A button with the key that does the same."""

    def __init__(self, text: str, key: str, act: Callable[[], object], is_primary: bool = False) -> None:
        super().__init__(f"{text}   {key}" if key else text)
        self.setProperty("primary", is_primary)
        self.setAccessibleName(f"{text}, {key}" if key else text)
        self.clicked.connect(lambda: act())


class Candidate(QPushButton):
    """A counterpart on offer: its number, title, stage, and how likely it is; a press takes it."""

    def __init__(self, number: str, title: str, under: str, said: str, act: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("row", True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)  # a button's own is as wide at least as its texts on one line
        self.setAccessibleName(", ".join(part for part in (number, title, under, said) if part))
        self.clicked.connect(lambda: act())
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        if number:
            row.addWidget(_through(label(number, "caption", is_wrapped=False)), 0, top)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(_through(label(title, "row")))
        if under:
            column.addWidget(_through(label(under, "caption")))
        row.addLayout(column, 1)
        row.addWidget(_through(label(said, "label", is_wrapped=False)), 0, top)

    def sizeHint(self) -> QSize:
        """As high as its texts need."""
        return self.layout().totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as its texts can be broken: a list is never wider than its panel for a long title."""
        return self.layout().totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """Titles wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the texts at a width."""
        return self.layout().totalHeightForWidth(width)


def _through(made: QLabel) -> QLabel:
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return made


class Panel(QWidget):
    """A panel beside a comparison that takes the place of the list: a way back, a scrolled body, buttons."""

    def __init__(self, context: Context, back: Message, leave: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.context = context
        self._back_text = back
        self.back = QPushButton()
        self.back.setProperty("link", True)
        self.back.setCursor(Qt.CursorShape.PointingHandCursor)
        self.back.clicked.connect(lambda: leave())
        self.head = QHBoxLayout()
        self.head.setContentsMargins(16, 10, 12, 4)
        self.head.addWidget(self.back)
        self.head.addStretch(1)
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self.scroll, 1)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(16, 8, 16, 12)
        column.addLayout(self.foot)

    def body(self) -> QVBoxLayout:
        """A new, empty body."""
        self.back.setText(f"‹ {self.context.say(self._back_text)}")
        self.keep_keys(self.scroll)
        inner = QWidget()
        inner.setProperty("scrolled", True)
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 6, 16, 12)
        column.setSpacing(6)
        self.scroll.setWidget(inner)
        return column

    def keep_keys(self, part: QWidget) -> None:
        """Take the keyboard from a part that is about to be made anew: it would be lost with the button that had it."""
        focus = self.window().focusWidget()
        if focus is not None and part.isAncestorOf(focus):
            self.setFocus()
