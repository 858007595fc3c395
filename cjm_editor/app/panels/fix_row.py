"""One line of the list of what to fix first: what it is about; opened, why it stands there and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from cjm_editor.app.align.parts import label
from cjm_editor.app.context import Context
from cjm_editor.app.plain import plain
from cjm_editor.app.shelter import sheltered
from cjm_editor.compare.contribution import difference_told
from cjm_editor.compare.deltas import delta_parts
from cjm_editor.core.besides import first_fact, mend_told
from cjm_editor.core.elide import APART_WRAPPED, in_row
from cjm_editor.core.figures import adding_up, after_text, contribution_figures, delta_text
from cjm_editor.core.line_facts import doubt_told, measuring_told, range_note, rests_on
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.standing import advice, in_reference, link_kind
from cjm_editor.core.texts import Message, _, ngettext, pgettext
from cjm_editor.core.todo import idea_line, ideas_of
from cjm_editor.core.wording import (
    fix_stage,
    fix_title,
    has_target,
    kind_title,
    part_title,
    stated_effort,
)
from cjm_editor.qt.painter import paint
from cjm_editor.render.display import Group
from cjm_editor.render.marks_signs import kind_sign

REASONS, FEW_REASONS = 3, 2
"""Facts that an open row shows at once, in a high and in a low list."""


def _as_reference(result: ComparisonResult, is_first: bool, gap: str) -> Message:
    """The gap that would be left; the reference is a belief or another map, so nothing is said to be mended."""
    where = in_reference(result.ideal.journey.kind, result.actual.journey.kind)
    if is_first:
        return _("If this were as {where}, the gap would be {gap}.", where=where, gap=gap)
    return _("If this and everything above it were as {where}, the gap would be {gap}.", where=where, gap=gap)


@sheltered
class Sign(QWidget):
    """The mark of a link's kind."""

    def __init__(self, context: Context, kind: str, unsure: bool, said: str = "") -> None:
        super().__init__()
        self._context, self._kind, self._unsure = context, kind, unsure
        self.setFixedSize(20, 20)
        self.setToolTip(said or context.say(kind_title(kind)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it as the board does."""
        painter = QPainter(self)
        items = kind_sign(self._kind, 10, 10, self._context.theme, is_unsure=self._unsure)
        paint(painter, (Group("mark", 0, 0, 20, 20, items),), self._context.paints)
        painter.end()


@sheltered
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
        title = mend_told(result, fix, words)[0] if fix.also else say(fix_title(result, fix))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(2, 1)
        top_right = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight
        rank = label("" if fix.also else words.number(fix.rank), "caption", is_wrapped=False)
        rank.setMinimumWidth(16)
        grid.addWidget(rank, 0, 0, top_right)
        grid.addWidget(label(title, "title"), 0, 1, 1, 2)
        delta = "" if fix.also or result.score.is_open else delta_text(fix, words)
        points = label(delta, "title", is_wrapped=False)
        tip = _(
            "By how much the gap falls if only this is fixed. How much of it is here now is said on the board."
        )
        if not result.score.as_point:
            tip = range_note(result) or _("By how much the gap falls if only this is fixed.")
        points.setToolTip("" if fix.also else plain(say(tip)))
        grid.addWidget(points, 0, 3, top_right)
        foot = QHBoxLayout()
        foot.setSpacing(7)
        foot.addWidget(Sign(context, link.kind, link.unsure, say(link_kind(result, fix.link))))
        stage = fix_stage(result, fix)
        parts = [
            doubt_told(result, fix, words),
            say(_("stage “{stage}”", stage=stage)) if stage else "",
            rests_on(result, fix, words, has_numbers=False),
        ]
        foot.addWidget(label(in_row(parts, APART_WRAPPED), "caption"), 1)
        grid.addLayout(foot, 1, 1, 1, 2)
        stated = None if fix.also else stated_effort(result, fix)
        effort = "" if stated is None else say(_("effort {n}", n=stated))
        grid.addWidget(label(effort, "caption", is_wrapped=False), 1, 3, Qt.AlignmentFlag.AlignRight)
        self._context, self._result = context, result
        self._grid = grid
        self._more: QWidget | None = None
        self._is_short = False
        self._idea = ""
        self.setAccessibleName(f"{rank.text()} {title} {delta}".strip())

    def _details(self) -> QWidget:
        """What an open row says: what to do, why, where its points come from, what is left after it, and the answers.
        A short one keeps the next row in view: it has fewer reasons, and its sums come with the other facts.
        """
        context, result = self._context, self._result
        fix, say = result.fixes[self.number], context.say
        more = QWidget()
        column = QVBoxLayout(more)
        column.setContentsMargins(0, 4, 0, 2)
        column.setSpacing(6)
        ideas = [*map(idea_line, ideas_of(result, fix))]
        lines = [say(reason) for reason in (*ideas[:1], *fix.reasons, *ideas[1:])]
        if fix.also and (first := first_fact(result, fix, context.words)) in lines:
            lines.remove(first)  # the line itself says it
        if advised := say(advice(result, fix)):
            lines.append(advised)
        has_points = not fix.also and not result.score.is_open
        told = (self._where_from(), measuring_told(result, fix, context.words), self._contribution())
        sums = [line for line in told if line] if has_points else []
        most = FEW_REASONS if self._is_short else REASONS
        kept_back = lines[most:] + (sums if self._is_short else [])
        for line in lines[:most]:
            column.addWidget(label(line, "label"))
        rest = [label(line, "label") for line in kept_back]
        if rest:
            column.addWidget(self._more_button(context, rest), 0, Qt.AlignmentFlag.AlignLeft)
        for hidden in rest:
            hidden.hide()
            column.addWidget(hidden)
        for line in (*(() if self._is_short else sums), self._after() if has_points else ""):
            if line:
                column.addWidget(label(line, "label"))
        column.addLayout(self._buttons())
        if self._idea:
            column.addWidget(label(self._idea, "label"))
            go = QPushButton(say(_("Open on the map")))
            go.setProperty("link", True)
            go.clicked.connect(lambda: self.asked.emit("compare.open"))
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return more

    def _where_from(self) -> str:
        """The points as a sum of what the parts of the gap lose; "" where only one part loses anything."""
        words, say = self._context.words, self._context.say
        fix = self._result.fixes[self.number]
        if fix.asks:
            return self._context.say(
                _("In question until somebody finds out: not counted in the gap that is left.")
            )
        if fix.bounds is not None:
            return ""  # no parts that add up can be told of a range
        parts = delta_parts(self._result, fix)
        named = [(name, getattr(parts, name)) for name in ("experience", "path", "friction", "metrics")]
        shown = adding_up([value or 0.0 for _name, value in named], fix.delta)
        told = [
            f"{say(part_title(name))}\u00a0{words.number(-value, 1)}"
            for (name, _value), value in zip(named, shown, strict=True)
            if value
        ]
        return f"{delta_text(fix, words)} = {', '.join(told)}" if len(told) > 1 else ""

    def _contribution(self) -> str:
        """What the link adds, where that is another number than the points of the line, and why."""
        result, fix = self._result, self._result.fixes[self.number]
        why = difference_told(result, fix.link) if fix.path is None else None
        if why is None:
            return ""
        points = self._context.words.number(contribution_figures(result).get(fix.link, 0.0), 1)
        return self._context.say(_("Its share of the gap is {points}: {why}.", points=points, why=why))

    def _after(self) -> str:
        """The gap that would be left, where it is printed as one number."""
        result, fix = self._result, self._result.fixes[self.number]
        if not result.score.as_point or fix.asks:
            return ""  # what is to be found out first leaves no gap that can be told
        gap = after_text(fix, self._context.words)
        if not has_target(result):
            return self._context.say(_as_reference(result, fix.rank == 1, gap))
        if fix.rank == 1:
            return self._context.say(_("With this fixed, the gap falls to {gap}.", gap=gap))
        return self._context.say(
            _("With this and everything above it fixed, the gap falls to {gap}.", gap=gap)
        )

    def _buttons(self) -> QHBoxLayout:
        say = self._context.say
        row = QHBoxLayout()
        row.setSpacing(6)
        idea = QPushButton(say(pgettext("button", "Opportunity")) + "   I")
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
            focus = self.window().focusWidget()
            if focus is not None and self._more.isAncestorOf(focus):
                self.setFocus()  # the button that had the keyboard goes
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
            for kept_back in rest:
                kept_back.show()

        button.clicked.connect(show_rest)
        return button

    def set_open(self, is_open: bool, is_short: bool | None = None) -> None:
        """Show the details and the frame of the chosen row, or not; `is_short`: where the list is low."""
        if is_short is not None and is_short != self._is_short:
            self._is_short = is_short
            self._drop()
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
