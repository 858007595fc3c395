"""Why the gap is what it is: its parts with their weights, why it is an interval, which links cost most."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from cjm_editor.app.align.parts import Candidate, Panel, Sum, label
from cjm_editor.app.align.words import share_meaning
from cjm_editor.app.context import Context
from cjm_editor.compare.deltas import points_of
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.figures import adding_up, by_name, contribution_figures, part_texts
from cjm_editor.core.reasons import part_meaning
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _
from cjm_editor.core.wording import doubts, headline, link_title, part_title
from cjm_editor.render.headline import gap_number

MOST = 5


class GapPanel(Panel):
    """`act` is called with `leave`, or with `link:N`."""

    def __init__(self, context: Context, act: Callable[[str], object]) -> None:
        super().__init__(context, _("To the list"), lambda: act("leave"))
        self._act = act

    def show_gap(self, result: ComparisonResult) -> None:
        """Explain the gap of a result."""
        say, words = self.context.say, self.context.words
        column = self.body()
        number = gap_number(result.score, words)
        if result.score.gap is None:
            column.addWidget(label(say(_("There is no gap to explain")), "panelTitle"))
            column.addWidget(label(say(_("The reference has no touchpoints.")), "label"))
            self._notices(column, result)
            column.addStretch(1)
            return
        if result.score.is_open:
            self._open(column, result)
            return
        title = say(_("Why {gap} of 100", gap=number))
        column.addWidget(label(title, "panelTitle"))
        self._parts(column, result)
        self._interval(column, result)
        self._links(column, result)
        self._notices(column, result)
        column.addStretch(1)
        self.setAccessibleName(title)

    def _open(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        """That the gap is not known yet, why, and what to do to know it."""
        say = self.context.say
        column.addWidget(label(say(headline(result)), "panelTitle"))
        for line in doubts(result):
            text = say(line)
            column.addWidget(label(text[:1].upper() + text[1:], "label"))
        column.addSpacing(6)
        column.addWidget(label(say(_("What to do now")), "section"))
        for step in next_steps(result):
            column.addWidget(label(say(step), "label"))
        self._notices(column, result)
        column.addStretch(1)
        self.setAccessibleName(say(headline(result)))

    def _notices(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        say = self.context.say
        if result.matching.notices:
            column.addSpacing(6)
            column.addWidget(label(say(_("To know")), "section"))
        for notice in result.matching.notices:
            column.addWidget(label(say(notice), "label"))

    def _parts(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        if result.score.as_point:
            self._sum(column, result)
        else:
            self._ranges(column, result)
        say = self.context.say
        column.addSpacing(4)
        for name, value in by_name(result.score.parts):
            if value is not None:
                column.addWidget(
                    label(f"{say(part_title(name))}: {say(part_meaning(result, name))}", "caption")
                )
        gone = [say(part_title(name)) for name, value in by_name(result.score.parts) if value is None]
        if gone:
            said_gone = _("Not there, so the others weigh more: {parts}", parts=", ".join(gone))
            column.addWidget(label(say(said_gone), "caption"))

    def _sum(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        """What each part adds, and the gap as their sum."""
        say, words = self.context.say, self.context.words
        weights = dict(by_name(result.score.weights))
        grid = Sum(self.context)
        exact = [value or 0.0 for _name, value in by_name(points_of(result))]
        shown = adding_up(exact, result.score.gap or 0.0)
        largest = max(shown, default=0.0)
        for (name, value), part in zip(by_name(result.score.parts), shown, strict=True):
            if value is None:
                continue
            weight = words.number(weights[name] or 0.0, 2)
            said = f"{say(part_title(name))}   {words.number(value, 2)} × {weight}"
            grid.term(said, -part, largest, words.number(part, 1))
        grid.total(say(_("Together, points of 100")), words.number(result.score.gap or 0.0, 1))
        column.addLayout(grid)

    def _ranges(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        """What each part loses and weighs where no sum of them is told, and why none is."""
        say, words = self.context.say, self.context.words
        shown, weights = part_texts(result.score, words), dict(by_name(result.score.weights))
        for name, value in by_name(result.score.parts):
            if value is not None:
                weight = words.number(weights[name] or 0.0, 2)
                column.addWidget(label(f"{say(part_title(name))}   {shown[name]} × {weight}", "label"))
        column.addWidget(label(say(_no_sum(result)), "label"))

    def _interval(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        say, words, score = self.context.say, self.context.words, result.score
        if score.low is None or score.high is None:
            return
        column.addSpacing(6)
        low, high = words.number(score.low, 1), words.number(score.high, 1)
        column.addWidget(label(say(_("Probably between {low} and {high}", low=low, high=high)), "section"))
        lines = [say(line) for line in doubts(result)]
        for line in lines or [say(_("Every link is sure and every emotion known."))]:
            column.addWidget(label(line[:1].upper() + line[1:], "label"))
        if lines:
            text = _(
                "Low: what is in doubt turns out well. "
                "High: only sure links count, unknown emotions are the worst."
            )
            column.addWidget(label(say(text), "caption"))

    def _links(self, column: QVBoxLayout, result: ComparisonResult) -> None:
        say, words = self.context.say, self.context.words
        figures = contribution_figures(result).items()
        costly = sorted(figures, key=lambda entry: (-entry[1], entry[0]))
        shown = [entry for entry in costly[:MOST] if entry[1]]
        if not shown:
            return
        column.addSpacing(6)
        column.addWidget(label(say(_("Which touchpoints it comes from")), "section"))
        for number, points in shown:
            made = Candidate(
                "",
                link_title(result, number),
                "",
                words.number(points, 1),
                lambda number=number: self._act(f"link:{number}"),
            )
            column.addWidget(made)
        rest = sum(points for _number, points in costly) - sum(points for _number, points in shown)
        if len(costly) > len(shown):
            column.addWidget(
                label(say(_("All others together: {points}", points=words.number(rest, 1))), "label")
            )
        column.addWidget(label(say(share_meaning()), "caption"))


def _no_sum(result: ComparisonResult) -> Message:
    """Why there is no sum of the parts, and no share of a touchpoint."""
    if result.score.lined_up != "enough":
        return _("So little is lined up that no sum is told: neither of the parts nor of single touchpoints.")
    return _("So few emotions are known that no sum is told: neither of the parts nor of single touchpoints.")
