"""What to fix first: the ranked list beside a comparison, and the steps of the gap if it is mended in that order."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from cjm_editor.app.context import Context
from cjm_editor.compare.deltas import delta_parts
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.terms import evidence_label
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.core.wording import fix_stage, fix_title, kind_title, part_title, quadrant_title
from cjm_editor.qt.painter import paint
from cjm_editor.render.display import Group
from cjm_editor.render.marks_signs import kind_sign

REASONS = 3
"""Facts that an open row shows at once."""

FIRST = 16
"""Rows made at once; more are made when the end of the list is near."""


def _label(text: str, role: str, wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    return made


class Sign(QWidget):
    """The mark of a link's kind."""

    def __init__(self, context: Context, kind: str, unsure: bool) -> None:
        super().__init__()
        self._context, self._kind, self._unsure = context, kind, unsure
        self.setFixedSize(20, 20)
        self.setToolTip(context.say(kind_title(kind)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as the board does."""
        painter = QPainter(self)
        items = kind_sign(self._kind, 10, 10, self._context.theme, is_unsure=self._unsure)
        paint(painter, (Group("mark", 0, 0, 20, 20, items),), self._context.paints)
        painter.end()


class FixRow(QFrame):
    """One line. `picked` and `shown` carry its number in the list of fixes, `asked` the id of an action."""

    picked = Signal(int)
    shown = Signal(int)
    asked = Signal(str)

    def __init__(self, context: Context, result: ComparisonResult, number: int) -> None:
        super().__init__()
        self.setObjectName("fix")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.number = number
        fix = result.fixes[number]
        link = result.matching.links[fix.link]
        words, say = context.words, context.say
        title = say(fix_title(result, fix))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        rank = _label("" if fix.also else words.number(fix.rank), "caption")
        rank.setMinimumWidth(16)
        grid.addWidget(rank, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.addWidget(_label(title, "title", wrap=True), 0, 1, 1, 2)
        delta = "" if fix.also else f"−{words.number(fix.delta, 1)}"
        grid.addWidget(_label(delta, "title"), 0, 3, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        foot = QHBoxLayout()
        foot.setSpacing(7)
        foot.addWidget(Sign(context, link.kind, link.unsure))
        parts = [fix_stage(result, fix), say(evidence_label(fix.weaker))]
        foot.addWidget(_label(" · ".join(part for part in parts if part), "caption"), 1)
        grid.addLayout(foot, 1, 1, 1, 2)
        effort = "" if fix.also else say(_("effort {n}", n=fix.effort))
        grid.addWidget(_label(effort, "caption"), 1, 3, Qt.AlignmentFlag.AlignRight)
        self._context, self._result = context, result
        self._grid = grid
        self._more: QWidget | None = None
        self._idea = ""
        self.setAccessibleName(f"{rank.text()} {title} {delta}".strip())

    def _details(self) -> QWidget:
        """What an open row says: reasons, where its points come from, what is left after it, what can be done."""
        context, result = self._context, self._result
        fix, say = result.fixes[self.number], context.say
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(0, 4, 0, 2)
        column.setSpacing(6)
        lines = [say(reason) for reason in fix.reasons]
        if fix.quadrant:
            lines.append(say(quadrant_title(fix.quadrant)))
        for line in lines[:REASONS]:
            column.addWidget(_label(line, "label", wrap=True))
        rest = [_label(line, "label", wrap=True) for line in lines[REASONS:]]
        if rest:
            column.addWidget(self._more_button(context, rest), 0, Qt.AlignmentFlag.AlignLeft)
        for label in rest:
            label.hide()
            column.addWidget(label)
        if not fix.also:
            column.addWidget(_label(self._where_from(), "label", wrap=True))
            gap = context.words.number(fix.after, 1)
            after = (
                _("With this fixed, the gap falls to {gap}.", gap=gap)
                if fix.rank == 1
                else _("With this and everything above it fixed, the gap falls to {gap}.", gap=gap)
            )
            column.addWidget(_label(say(after), "label", wrap=True))
        column.addLayout(self._buttons())
        if self._idea:
            column.addWidget(_label(self._idea, "label", wrap=True))
            go = QPushButton(say(_("Open on the map")))
            go.setProperty("link", True)
            go.clicked.connect(lambda: self.asked.emit("compare.open"))
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return more

    def _where_from(self) -> str:
        """The points as a sum of what the parts of the gap lose."""
        words, say = self._context.words, self._context.say
        fix = self._result.fixes[self.number]
        parts = delta_parts(self._result, fix)
        named = [(name, getattr(parts, name)) for name in ("experience", "path", "friction", "metrics")]
        told = [
            f"{say(part_title(name))} {words.number(-value, 1)}"
            for name, value in named
            if value is not None and round(value, 1)
        ]
        return f"{words.number(-fix.delta, 1)} = {', '.join(told)}" if told else ""

    def _buttons(self) -> QHBoxLayout:
        say = self._context.say
        row = QHBoxLayout()
        row.setSpacing(6)
        idea = QPushButton(say(_("To ideas")) + "   I")
        idea.setIcon(self._context.icon("lightbulb"))
        idea.clicked.connect(lambda: self.asked.emit("compare.idea"))
        show = QPushButton(say(_("Show the pair")))
        show.clicked.connect(lambda: self.shown.emit(self.number))
        row.addWidget(idea)
        row.addWidget(show)
        row.addStretch(1)
        return row

    def tell_idea(self, text: str) -> None:
        """Say where the idea of this line went."""
        self._idea = text
        if self._more is not None and self._more.isVisible():
            self._drop()
            self.set_open(True)

    def _drop(self) -> None:
        if self._more is not None:
            self._grid.removeWidget(self._more)
            self._more.hide()
            self._more.deleteLater()
            self._more = None

    def _more_button(self, context: Context, rest: list[QLabel]) -> QPushButton:
        said = ngettext("Show {n} more fact", "Show {n} more facts", len(rest))
        button = QPushButton(context.say(said))
        button.setProperty("link", True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)

        def show_rest() -> None:
            button.hide()
            for label in rest:
                label.show()

        button.clicked.connect(show_rest)
        return button

    def set_open(self, is_open: bool) -> None:
        """Show the details and the frame of the chosen row, or not."""
        if is_open and self._more is None:
            self._more = self._details()
            self._grid.addWidget(self._more, 2, 1, 1, 3)
        if self._more is not None:
            self._more.setVisible(is_open)
        self.setProperty("chosen", is_open)
        self.style().unpolish(self)
        self.style().polish(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose this row."""
        self.picked.emit(self.number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space show the pair, arrows walk the list."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.picked.emit(self.number + step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.number)
            self.shown.emit(self.number)
        else:
            super().keyPressEvent(event)


class StepChart(QWidget):
    """The gap that is left after the first k fixes."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._values: list[float] = []
        self.setFixedHeight(188)

    def set_result(self, result: ComparisonResult) -> None:
        """Show another comparison's steps, at most twelve."""
        ranked = [fix for fix in result.fixes if not fix.also][:12]
        self._values = [result.score.gap or 0.0, *(fix.after for fix in ranked)] if ranked else []
        self.setVisible(bool(ranked))
        self.setAccessibleName(" → ".join(self._context.words.number(round(value)) for value in self._values))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The steps, their numbers, and the third one marked."""
        if not self._values:
            return
        theme, words = self._context.theme, self._context.words
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont("Inter")
        font.setPixelSize(11)
        painter.setFont(font)
        room = QRectF(34, 16, self.width() - 50, self.height() - 44)
        step = room.width() / max(1, len(self._values) - 1)
        top = max(self._values) or 1.0

        def height(value: float) -> float:
            return room.bottom() - value / top * room.height()

        path = QPainterPath(QPointF(room.left(), height(self._values[0])))
        for at, value in enumerate(self._values[1:]):
            x = room.left() + at * step
            path.lineTo(x + step * 0.5, height(self._values[at]))
            path.lineTo(x + step * 0.5, height(value))
            path.lineTo(x + step, height(value))
            painter.setPen(QColor(theme.text3))
            painter.drawText(
                QRectF(x, room.bottom() + 6, step, 16), Qt.AlignmentFlag.AlignCenter, words.number(at + 1)
            )
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.strokePath(path, QPen(QColor(theme.curve), 2))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        first = QRectF(0, height(self._values[0]) - 8, 28, 16)
        painter.drawText(first, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._round(0))
        third = min(3, len(self._values) - 1)
        x, y = room.left() + third * step, height(self._values[third])
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(QPointF(x, y), 3.5, 3.5)
        painter.setPen(QColor(theme.text))
        painter.drawText(QPointF(x + 6, y - 5), self._round(third))
        painter.end()

    def _round(self, at: int) -> str:
        return self._context.words.number(round(self._values[at]))


class FixList(QWidget):
    """The list. `picked` carries the number of a fix, `shown` asks to go to its pair, `asked` for an action."""

    picked = Signal(int)
    shown = Signal(int)
    asked = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(280)
        self.setMaximumWidth(420)
        self._context = context
        self._result: ComparisonResult | None = None
        self._rows: list[FixRow] = []
        self._chosen = -1
        self._column: QVBoxLayout | None = None
        self._is_stale = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = _label("", "panelTitle")
        self._caption = _label("", "caption", wrap=True)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(2)
        head.addWidget(self._head)
        head.addWidget(self._caption)
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        column.addWidget(self._scroll, 1)
        self._steps = _label("", "section")
        self._steps.setContentsMargins(16, 10, 16, 0)
        column.addWidget(self._steps)
        self._chart = StepChart(context)
        column.addWidget(self._chart)

    def show_result(self, result: ComparisonResult) -> None:
        """Fill the list; the chosen row stays chosen if it is still there."""
        self._chosen = _again(self._result, self._chosen, result)
        self._result = result
        say = self._context.say
        self._head.setText(say(_("What to fix first")))
        self._caption.setText(say(_("the most gap closed per unit of effort first")))
        ranked = [fix for fix in result.fixes if not fix.also]
        after = ranked[min(3, len(ranked)) - 1].after if ranked else 0.0
        if ranked and result.score.gap is not None:
            said = ngettext(
                "After {n} fix: {before} → {after}",
                "After {n} fixes: {before} → {after}",
                min(3, len(ranked)),
                before=round(result.score.gap),
                after=round(after),
            )
            self._steps.setText(say(said))
        self._steps.setVisible(bool(ranked))
        self._chart.set_result(result)
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Make the rows of the result that came while nobody looked."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Make the rows anew if they are of another result; what was scrolled to stays in view."""
        result = self._result
        if result is None or not self._is_stale:
            return
        self._is_stale = False
        place = self._scroll.verticalScrollBar().value()
        focus = self._scroll.focusWidget()
        had_focus = focus is not None and focus.hasFocus()
        inner = QWidget()
        inner.setProperty("scrolled", True)
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(6, 0, 6, 8)
        column.setSpacing(2)
        self._rows = []
        column.addStretch(1)
        self._grow(max(FIRST, self._chosen + 1))
        if not result.fixes:
            column.insertWidget(0, self._block(_("Nothing to fix: the journey is as good as the reference")))
        if 0 <= self._chosen < len(self._rows):
            self._rows[self._chosen].set_open(True)
        self._scroll.setWidget(inner)
        if place:
            inner.adjustSize()
            self._scroll.verticalScrollBar().setValue(place)
        if had_focus:
            self.focus_row()

    def _grow(self, most: int) -> None:
        """Make rows until there are so many, at the end of those there are."""
        result, column = self._result, self._column
        if result is None or column is None:
            return
        for number in range(len(self._rows), min(most, len(result.fixes))):
            fix = result.fixes[number]
            if fix.also and (number == 0 or not result.fixes[number - 1].also):
                column.insertWidget(column.count() - 1, self._block(_("Also to fix")))
            row = FixRow(self._context, result, number)
            row.picked.connect(self.choose)
            row.shown.connect(self.shown)
            row.asked.connect(self.asked)
            column.insertWidget(column.count() - 1, row)
            self._rows.append(row)

    def _on_scrolled(self, value: int) -> None:
        bar = self._scroll.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep() and not self._is_stale:
            self._grow(len(self._rows) + FIRST)

    def _block(self, text: Message) -> QLabel:
        made = _label(self._context.say(text), "section", wrap=True)
        made.setContentsMargins(12, 12, 12, 4)
        return made

    def tell_idea(self, number: int, text: str) -> None:
        """Say in its row where the idea of a line went."""
        if 0 <= number < len(self._rows):
            self._rows[number].tell_idea(text)

    def focus_row(self) -> None:
        """Give the keyboard to the chosen row, else to the first."""
        if self._rows:
            self._rows[max(0, min(self._chosen, len(self._rows) - 1))].setFocus()

    @property
    def chosen(self) -> int:
        """The number of the chosen fix, or -1."""
        return self._chosen

    def choose(self, number: int) -> None:
        """Choose a row, open it and tell; numbers beyond the ends are ignored."""
        if self._result is None or not 0 <= number < len(self._result.fixes):
            return
        self._fill()
        self._grow(number + 2)
        if 0 <= self._chosen < len(self._rows):
            self._rows[self._chosen].set_open(False)
        self._chosen = number
        row = self._rows[number]
        row.set_open(True)
        row.setFocus()
        self._scroll.ensureWidgetVisible(row)
        self.picked.emit(number)


def _again(before: ComparisonResult | None, chosen: int, now: ComparisonResult) -> int:
    """The number that the chosen line of the result before has now, or -1."""
    if before is None or not 0 <= chosen < len(before.fixes):
        return -1
    wanted = _name(before, chosen)
    return next((number for number in range(len(now.fixes)) if _name(now, number) == wanted), -1)


def _name(result: ComparisonResult, number: int) -> tuple[object, ...]:
    """What a line is about, in any result of the same maps."""
    fix = result.fixes[number]
    link = result.matching.links[fix.link]
    path = result.path[fix.path] if fix.path is not None else None
    return link.ideal, link.actual, path and (path.kind, path.ideal, path.actual)
