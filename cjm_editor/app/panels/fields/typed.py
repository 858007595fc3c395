"""Editors of texts, and the lines that they and other editors are made of."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextBlock,
    QTextDocument,
    QTextOption,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
)

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.rows import ICON_ROOM
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.model import map_of
from cjm_editor.core.schema import Field
from cjm_editor.render.channels import channel_icon

LONG = frozenset(
    "title action expectation outcome note goal target scenario quote text condition subject description".split()
)
"""Text fields that grow to several lines."""


AROUND = 22
"""Border, padding and the room of the caret in a line, px."""


HEADING_SIZE, TIGHT = 16, "tight"
"""Px of a heading's letters, and what its property says where they are smaller (both as in the style sheet)."""

HEADING_LETTERS = 1_000
"""So much of a text is asked whether it fits as a heading: more is none."""

LINE_END = "\u21b5"
"""The sign whose room Qt keeps free at the end of each line; hyphens stand there."""


@sheltered
class GrowingText(QPlainTextEdit):
    """A plain text field as high as its text. Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setProperty("quiet", True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        option = self.document().defaultTextOption()
        # room for a hyphen at the end of each line
        option.setFlags(option.flags() | QTextOption.Flag.AddSpaceForLineAndParagraphSeparators)
        self.document().setDefaultTextOption(option)
        self.textChanged.connect(self._on_text)

    def _on_text(self) -> None:
        self._tighten()
        self.updateGeometry()

    def _tighten(self) -> None:
        """Let a heading be written smaller where one of its words does not fit into a line."""
        editor = self.parentWidget()
        if editor is None or editor.property("heading") not in (True, TIGHT):
            return
        font = self.font()
        font.setPixelSize(HEADING_SIZE)
        metrics = QFontMetrics(font)
        room = self.viewport().width() - metrics.horizontalAdvance(LINE_END)
        words = self.toPlainText()[:HEADING_LETTERS].split()
        widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
        wanted = TIGHT if widest > room > 0 else True
        if editor.property("heading") != wanted:
            editor.setProperty("heading", wanted)
            self.style().unpolish(self)
            self.style().polish(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Put a hyphen behind the part of a word that is too long for a line. It is drawn only: the text has none."""
        super().paintEvent(event)
        block = self.firstVisibleBlock()
        painter = None
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > self.viewport().height():
                break
            for place in hyphens(block, -box.top(), self.viewport().height() - box.top()):
                if painter is None:
                    painter = QPainter(self.viewport())
                    painter.setFont(self.font())
                    painter.setPen(self.palette().color(QPalette.ColorRole.Text))
                painter.drawText(box.topLeft() + place, "-")
            block = block.next()
        if painter is not None:
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere. (Qt's signal for this still comes while the field dies.)"""
        super().resizeEvent(event)
        self._on_text()

    def sizeHint(self) -> QSize:
        """As high as the lines, at most twelve."""
        lines = max(1, int(self.document().size().height()))
        height = min(lines, 12) * self.fontMetrics().lineSpacing() + 12
        return QSize(120, height)

    def minimumSizeHint(self) -> QSize:
        """The same: the form scrolls, not the field."""
        return self.sizeHint()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.left.emit()

    def insertFromMimeData(self, source: object) -> None:
        """Paste plain text only."""
        self.insertPlainText(source.text())  # type: ignore[attr-defined]


def hyphens(block: QTextBlock, top: float, bottom: float) -> list[QPointF]:
    """Where hyphens stand, from the block's corner to the baseline: behind each line that ends within a word of a
    script that hyphenates, one with capitals. Of the lines from `top` to `bottom` of the block: what is not seen of a
    long text is not looked at."""
    layout, text = block.layout(), block.text()
    found: list[QPointF] = []
    count = layout.lineCount() - 1
    for n in range(max(0, bisect_left(range(count), top, key=lambda n: layout.lineAt(n).y()) - 1), count):
        line = layout.lineAt(n)
        if line.y() > bottom:
            break
        end = line.textStart() + line.textLength()
        if all(letter.lower() != letter.upper() for letter in text[end - 1 : end + 1]):
            found.append(QPointF(line.naturalTextRect().right(), line.y() + line.ascent()))
    return found


def plain_text(document: QTextDocument) -> str:
    """The text of a field of several lines. Qt's own way would make plain spaces of those that do not break."""
    return document.toRawText().replace("\u2029", "\n")


def held_as(text: str) -> str:
    """The text as a field of several lines gives it back when nobody has typed."""
    document = QTextDocument()
    document.setPlainText(text)
    return plain_text(document)


@sheltered
class WordedLine(QLineEdit):
    """A line that shows words in the place of what is written, as long as nobody writes in it: those that it is told,
    ending with an ellipsis where they do not fit; the tooltip says them whole."""

    escaped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.written = ""
        self._words = ""
        self.textEdited.connect(self._on_written)

    def show_written(self, written: str, words: str) -> None:
        """Show `words` for `written`; with the focus the latter itself."""
        self.written, self._words = written, words
        self._fit()

    def _fit(self) -> None:
        if self.hasFocus():
            shown = self.written
        else:
            room = self.width() - AROUND - (ICON_ROOM if self.actions() else 0)
            shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 0))
        if self.text() != shown:
            self.setText(shown)
            self.setCursorPosition(0)
        self.setToolTip(plain(self._words) if shown != self._words and not self.hasFocus() else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words anew."""
        super().resizeEvent(event)
        self._fit()

    def _on_written(self, text: str) -> None:
        self.written = self._words = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of Esc, which a line has no use for itself."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what is written; all of it marked where that is not what was read, since it is another text now."""
        super().focusInEvent(event)
        self._fit()
        if self.written != self._words:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the words again."""
        super().focusOutEvent(event)
        self._fit()


class TextEditor(FieldEditor):
    """Text of one line or several."""

    wide = True

    def __init__(self, field: Field, around: Surroundings) -> None:
        super().__init__(field, around)
        self.wide = field.name in LONG
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._long = GrowingText() if self.wide else None
        self._line = None if self.wide else WordedLine()
        if self._line is not None:
            self._line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if self._long is not None:
            self._long.textChanged.connect(self._on_typed)
            self._long.left.connect(self.finished)
            self.setFocusProxy(self._long)
            box.addWidget(self._long)
        if self._line is not None:
            self._line.setProperty("quiet", True)
            self._line.textEdited.connect(self._on_typed)
            self._line.editingFinished.connect(self.finished)
            self.setFocusProxy(self._line)
            box.addWidget(self._line)
        for widget in (self._long, self._line):
            if widget is not None:
                widget.setAccessibleName(self.label)
                widget.setPlaceholderText("—")
        self._shown = self._given = self._held = ""
        self._icon: QAction | None = None
        if field.name == "channel" and self._line is not None:
            self._icon = self._line.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)

    def _text(self) -> str:
        if self._long is None:
            return self._line.written if self._line else ""
        text = plain_text(self._long.document())
        # the widget holds some characters as others: only what was typed is another text
        return self._given if text == self._held else text

    def _on_typed(self) -> None:
        text = self._text()
        if text != self._shown:
            self._shown = text
            self.edited.emit(text)

    def show_value(self, value: object) -> None:
        """Show a text; the caret stays where the text is the same."""
        text = value if isinstance(value, str) else ""
        is_same = text == self._text()
        self._shown = text
        if self._icon is not None:
            self._icon.setIcon(self.around.context.icon(channel_icon(text)) if text else QIcon())
            self._icon.setVisible(bool(text))
        if is_same and self._line is not None and self.field.name == "derived_from":
            self._line.show_written(text, self._worded(text))  # the other map may have another title now
        if is_same:
            return
        if self._long is not None:
            self._given, self._held = text, held_as(text)
            self._long.setPlainText(text)
        elif self._line is not None:
            self._line.show_written(text, self._worded(text))

    def _worded(self, text: str) -> str:
        """What is shown for a text until the field is entered: the title of the map that one was made from."""
        if self.field.name != "derived_from":
            return text
        origin = map_of(self.around.document, text)
        return origin.title if origin is not None and origin.title else text
