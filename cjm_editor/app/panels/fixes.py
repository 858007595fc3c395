"""What to fix first: the ranked list beside a comparison, and the steps of the gap if it is mended in that order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from cjm_editor.app.align.parts import label
from cjm_editor.app.context import Context
from cjm_editor.app.panels.fix_row import FixRow
from cjm_editor.app.panels.step_chart import StepChart
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.line_facts import are_first, conditioned, leading, range_note, ranks_told
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import also_title
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import effort_note, first_title, has_target, order_note

CHART, LOW_CHART = 188, 118
"""Heights of the chart in a high and in a low list, px."""

LOW, LOWEST = 720, 480
"""Lists that are less high are low; those below the second have no room for a chart, only for what it comes to."""

FIRST = 16
"""Rows made at once; more are made when the end of the list is near."""


@sheltered
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
        self._head = label("", "panelTitle", is_wrapped=False)
        self._caption = label("", "caption")
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
        self._steps = label("", "section")
        self._steps.setContentsMargins(16, 10, 16, 0)
        column.addWidget(self._steps)
        self._chart = StepChart(context)
        column.addWidget(self._chart)

    def show_result(self, result: ComparisonResult) -> None:
        """Fill the list; the chosen row stays chosen if it is still there."""
        self._chosen = _again(self._result, self._chosen, result)
        self._result = result
        say = self._context.say
        is_to_do = result.score.is_open or (_has_none(result) and bool(next_steps(result)))
        title = also_title(result) if result.fixes and _has_none(result) else first_title(result)
        self._head.setText(say(_("What to do now") if is_to_do else title))
        below = self._told_below(result)
        self._caption.setText(below)
        self._caption.setVisible(bool(below))
        first = leading(result, 3)
        is_told = bool(first) and result.score.as_point
        if is_told:
            self._steps.setText(say(conditioned(result, first, _steps(result, first, self._context.words))))
        self._steps.setVisible(is_told)
        self._chart.set_result(result)
        self._is_stale = True
        if self.isVisible():
            self._fill()

    def _told_below(self, result: ComparisonResult) -> str:
        """What stands under the heading: the order of the list, and what is taken for effort; where the gap is not
        known, what is to be done to know it.
        """
        say = self._context.say
        if result.score.is_open or _has_none(result):
            return "".join(f"{say(step)}. " for step in next_steps(result)).rstrip()
        if not has_target(result):
            caption = say(_("the greatest difference first"))
        elif any(
            fix.unsure for fix in result.fixes
        ):  # else a greater figure below a lesser one would be no order
            caption = say(order_note(result)).rstrip(".")
        else:
            caption = say(_("the most gap closed per unit of effort first"))
        notes = [say(note) for note in (range_note(result), effort_note(result)) if note is not None]
        return f"{caption[:1].upper()}{caption[1:]}. {' '.join(notes)}" if notes else caption

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the rows get the room that the chart can spare."""
        super().resizeEvent(event)
        high = event.size().height()
        self._chart.setFixedHeight(CHART if high >= LOW else LOW_CHART if high >= LOWEST else 0)
        self._steps.setContentsMargins(16, 10, 16, 0 if high >= LOWEST else 10)
        if 0 <= self._chosen < len(self._rows):
            self._rows[self._chosen].set_open(True, self._is_low)

    @property
    def _is_low(self) -> bool:
        return self.height() < LOW

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
        inner.setMinimumWidth(1)  # as wide as the list, whatever its longest word: nothing moves sideways
        column = self._column = QVBoxLayout(inner)
        column.setContentsMargins(6, 0, 6, 8)
        column.setSpacing(2)
        self._rows = []
        column.addStretch(1)
        self._grow(max(FIRST, self._chosen + 1))
        if _has_none(result):
            from cjm_editor.render.verdict import conclusion

            column.insertWidget(0, self._block(conclusion(result, self._context.words)))
        if 0 <= self._chosen < len(self._rows):
            self._rows[self._chosen].set_open(True, self._is_low)
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
            is_first = number == 0 or not result.fixes[number - 1].also
            if fix.also and is_first and self._head.text() != self._context.say(also_title(result)):
                column.insertWidget(column.count() - 1, self._block(self._context.say(also_title(result))))
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

    def _block(self, text: str) -> QLabel:
        made = label(text, "section")
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
        row.set_open(True, self._is_low)
        row.setFocus()
        self._scroll.ensureWidgetVisible(row)
        self.picked.emit(number)


def _has_none(result: ComparisonResult) -> bool:
    """Whether no line carries points."""
    return all(fix.also for fix in result.fixes)


def _steps(result: ComparisonResult, first: Sequence[Fix], words: Words) -> Message:
    """What the first lines come to, by their numbers where something is to be found out between them; of two maps of
    one kind nothing is to be fixed."""
    count, before, after = (
        len(first),
        words.number(result.score.gap or 0.0, 1),
        words.number(first[-1].after, 1),
    )
    if not are_first(first):
        numbers = ranks_told(first, words)
        if not has_target(result):
            return ngettext(
                "Without difference {numbers}: {before} → {after}",
                "Without differences {numbers}: {before} → {after}",
                count,
                numbers=numbers,
                before=before,
                after=after,
            )
        return ngettext(
            "After fix {numbers}: {before} → {after}",
            "After fixes {numbers}: {before} → {after}",
            count,
            numbers=numbers,
            before=before,
            after=after,
        )
    if not has_target(result):
        return ngettext(
            "Without {n} difference: {before} → {after}",
            "Without {n} differences: {before} → {after}",
            count,
            before=before,
            after=after,
        )
    return ngettext(
        "After {n} fix: {before} → {after}",
        "After {n} fixes: {before} → {after}",
        count,
        before=before,
        after=after,
    )


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
