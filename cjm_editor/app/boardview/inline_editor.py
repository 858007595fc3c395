"""The editor laid over a card: plain text in the card's own type, so that no letter moves when typing begins.

`QPlainTextEdit` cannot set the height of a line, so a `QTextEdit` is used that takes and gives plain text only.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from cjm_editor.app.boardview.camera import Camera
from cjm_editor.app.boardview.hit import Frame, frame_of
from cjm_editor.app.boardview.line_breaks import line_breaks
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Group, Pane, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import Theme
from cjm_editor.render.wrap import wrap

PADDING_X, PADDING_TOP = 9.0, 8.0
FOOT = 22.0
"""Room under the text for the hint, px."""

_ROOM = 6.0
"""Px of the padding at the right that the editor covers."""

_SEPARATOR = "\u2028"
_LINES = {11.0: 14.0, 12.0: 16.0, 12.5: 16.0, 14.0: 18.0, 15.0: 18.0}
_STAYS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@dataclass(frozen=True, slots=True)
class Form:
    """Where and how the text of an element is set on the page."""

    at: Address
    frame: Frame
    x: float
    baseline: float
    width: float
    size: float
    weight: int
    line: float
    colour: str
    pane: Pane = "board"
    group: Group | None = None
    """The card under the editor; None for a draft, which has none yet."""


def form_of(group: Group, at: Address, theme: Theme) -> Form:
    """Return how an element's text is set, read from its group's first line of text."""
    frame = frame_of(group)
    first = next((item for item in group.items if isinstance(item, Text)), None)
    if group.role in ("stage", "lane") or first is None:
        size, weight = (
            (14.0, 600)
            if group.role == "stage"
            else (12.5, 600)
            if group.role == "touchpoint"
            else (12.0, 400)
        )
    else:
        size, weight = first.size, first.weight
    line = _LINES.get(size, round(size * 4 / 3))
    if first is not None:
        x, baseline = group.x + first.x, group.y + first.y
    else:
        x = group.x if group.role == "stage" else frame.x + PADDING_X
        top = frame.y + (PADDING_TOP if group.role not in ("stage", "lane") else 8.0)
        baseline = top + line / 2 + 0.364 * size
    right = frame.x + frame.w - (PADDING_X if group.role not in ("stage", "lane") else 2.0)
    return Form(
        at,
        frame,
        x,
        baseline,
        max(48.0, right - x),
        size,
        weight,
        line,
        first.fill if first is not None else theme.text,
        group.pane,
        group,
    )


def draft_form(cell: Group, place: Frame, theme: Theme) -> Form:
    """Return how the text of a card that does not exist yet is set."""
    assert cell.at is not None
    baseline = place.y + PADDING_TOP + 8 + 0.364 * 12
    x = place.x + 12
    return Form(cell.at, place, x, baseline, place.x + place.w - PADDING_X - x, 12.0, 400, 16.0, theme.text)


@sheltered
class InlineEditor(QTextEdit):
    """Plain text over a card. `finished` says how it was left: `stay`, `enter`, `next`, `previous`, `touchpoint`,
    `stage`; the text is kept in every case."""

    finished = Signal(str)
    grew = Signal()

    def __init__(self, form: Form, text: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        self.before = text
        self.theme = theme
        self._zoom = 0.0
        self._is_done = False
        self.setAcceptRichText(False)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.document().setDocumentMargin(0)
        self.setCursorWidth(2)
        self.setPlainText(text)
        self._held = self._plain()
        self._break_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.textChanged.connect(self._on_text)

    # --- its lines

    def _on_text(self) -> None:
        self._break_lines()
        self.grew.emit()

    def _break_lines(self) -> None:
        """Let lines end where those of the drawing do: the space there is held as a separator of lines, so that places
        in the text stay the same. A word put together by an input method is left alone."""
        form, composed = self.form, self.textCursor().block().layout().preeditAreaText()
        is_undone = self.document().isRedoAvailable()  # breaks come back with what is undone
        if composed or is_undone or (form.group is not None and form.group.role in ("stage", "lane")):
            return
        changes: list[tuple[int, str]] = []
        block = self.document().firstBlock()
        while block.isValid():
            held = block.text()
            text = held.replace(_SEPARATOR, " ")
            # the border of a card stands on its half pixels
            lines = wrap(text, math.ceil(form.width), form.size, form.weight, bundled_measurer())
            ends = line_breaks(text, lines)
            for at, sign in enumerate(held):
                wanted = _SEPARATOR if at in ends else " "
                if sign in (" ", _SEPARATOR) and sign != wanted:
                    changes.append((block.position() + at, wanted))
            block = block.next()
        if changes:
            self._exchange(changes)

    def _exchange(self, changes: list[tuple[int, str]]) -> None:
        """Put single signs in the place of others: one step of undo with what was typed, the selection as it was."""
        chosen = self.textCursor()
        anchor, position = chosen.anchor(), chosen.position()
        was_blocked = self.blockSignals(True)
        cursor = QTextCursor(self.document())
        cursor.joinPreviousEditBlock()
        for at, sign in changes:
            cursor.setPosition(at)
            cursor.setPosition(at + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(sign)
        cursor.endEditBlock()
        chosen.setPosition(anchor)
        chosen.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(chosen)
        self.blockSignals(was_blocked)

    def _plain(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").replace(_SEPARATOR, " ")

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied has spaces where lines only end in the card."""
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n").replace(_SEPARATOR, " "))
        return data

    # --- its place

    def place(self, camera: Camera) -> None:
        """Take the place and type of the card as `camera` shows it."""
        form = self.form
        if camera.zoom != self._zoom:
            self._zoom = camera.zoom
            self._dress(max(1, round(form.size * camera.zoom)), max(1.0, form.line * camera.zoom))
        x, baseline = camera.to_screen(form.pane, form.x, form.baseline)
        # a little into the padding: letters of whole pixels may run wider than the drawing's
        width = round((form.width + _ROOM) * camera.zoom)
        self.resize(width, max(self.height(), 8))
        self.document().setTextWidth(width)
        height = round(self.lines() * form.line * camera.zoom) + 4
        # letters stand on whole pixels: both baselines are rounded as Qt rounds them
        self.setGeometry(round(x), round(baseline) - round(self._first_baseline()), width, height)

    def _dress(self, pixels: int, line: float) -> None:
        form, theme = self.form, self.theme
        fill = form.frame.fill or (theme.card if form.group is None else theme.board)
        self.setStyleSheet(
            f"QTextEdit {{ background: {fill}; color: {form.colour}; border: none; padding: 0; margin: 0;"
            f' border-radius: 0; font-family: "Inter"; font-size: {pixels}px; font-weight: {form.weight};'
            f" selection-background-color: {theme.accent}; selection-color: {theme.on_accent}; }}"
        )
        self.ensurePolished()
        was_blocked = self.blockSignals(True)
        document = self.document()
        document.setDefaultFont(self.font())
        document.setUndoRedoEnabled(False)
        block = QTextBlockFormat()
        block.setLineHeight(line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        document.setUndoRedoEnabled(True)
        self.blockSignals(was_blocked)

    def lines(self) -> int:
        """Return the number of lines the text takes."""
        count = 0
        block = self.document().firstBlock()
        while block.isValid():
            count += max(1, block.layout().lineCount())
            block = block.next()
        return max(1, count)

    def _first_baseline(self) -> float:
        layout = self.document().firstBlock().layout()
        if layout.lineCount() == 0:
            return float(self.fontMetrics().ascent())
        line = layout.lineAt(0)
        return layout.position().y() + line.y() + line.ascent()

    def card_height(self) -> float:
        """Return how high the card is while it is typed into, px of the page: it only grows."""
        text = self.form.baseline - self.form.frame.y + (self.lines() - 1) * self.form.line
        return max(self.form.frame.h, text + FOOT + 6)

    # --- leaving

    def text(self) -> str:
        """Return the text typed; the very text that stood there where nobody has typed.

        The widget holds some characters as others, and `toPlainText` makes plain spaces of those that do not break.
        """
        text = self._plain()
        return self.before if text == self._held else text

    def leave(self, how: str) -> None:
        """Say once how the editor is left."""
        if not self._is_done:
            self._is_done = True
            self.finished.emit(how)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        how = _way_out(event)
        if how:
            event.accept()
            self.leave(how)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        # While typing, keys are the editor's: no shortcut of the window may take Enter, Tab, Esc or a letter.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
            )
            if (plain and not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35) or _way_out(event):
                event.accept()
                return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _way_out(event):
            self.keyPressEvent(event)  # Tab would otherwise move the focus before it gets here
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STAYS:
            self.leave("stay")

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText()


def _way_out(event: QKeyEvent) -> str:
    """Return how a key leaves the editor, or "" where it does not."""
    key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    is_control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    is_shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if is_control:
            return "stage" if is_shift else "touchpoint"
        return "" if is_shift else "enter"
    if key == Qt.Key.Key_Escape:
        return "stay"
    if key == Qt.Key.Key_Backtab or (key == Qt.Key.Key_Tab and is_shift):
        return "previous"
    if key == Qt.Key.Key_Tab and not is_control:
        return "next"
    return ""
