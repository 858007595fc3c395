"""One link beside the comparison: what it joins, how sure that is and why, what else it could be, and the answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cjm_editor.app.align.parts import Candidate, KeyButton, Panel, Sum, label, signed
from cjm_editor.app.align.words import kind_of, lived_emotions, question_of, reason_of, terms_told
from cjm_editor.app.context import Context
from cjm_editor.app.panels.fix_row import Sign
from cjm_editor.compare.answers import is_decided
from cjm_editor.compare.contribution import contribution_told, path_told
from cjm_editor.compare.unsure import Question
from cjm_editor.core.errors import EditError
from cjm_editor.core.figures import sure_text
from cjm_editor.core.model import JourneyMap, stage_of, title_or_id
from cjm_editor.core.reasons import kept_apart, sureness, term_title
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Correspondence
from cjm_editor.core.role_words import role_words
from cjm_editor.core.texts import Message, _, pgettext
from cjm_editor.core.wording import swapped_text

MOST = 9
"""Candidates that have a key of their own."""

Act = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the panel shows: a link of a result, the question about it if it is open, and its place.

    Links in doubt are counted by themselves (as many as the headline says), and so are touchpoints without a
    counterpart that may have one; `open` counts both.
    """

    result: ComparisonResult
    link: int
    question: Question | None = None
    place: int = 0
    like: int = 0
    open: int = 0


class LinkPanel(Panel):
    """`act` is called with the id of an action, or with `take:N` for a candidate."""

    def __init__(self, context: Context, act: Act) -> None:
        super().__init__(context, _("To the list"), lambda: act("leave"))
        self._act = act
        self.shown: Shown | None = None
        self._place = label("", "caption", is_wrapped=False)
        self._earlier = self._step("chevron-left", "compare.previous_unsure")
        self._later = self._step("chevron-right", "compare.next_unsure")
        for widget in (self._place, self._earlier, self._later):
            self.head.addWidget(widget)
        self._trouble = label("", "trouble")
        self._trouble.hide()
        self._buttons = QWidget()
        self.foot.addWidget(self._trouble)
        self.foot.addWidget(self._buttons)

    def _step(self, icon: str, action: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(icon)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.clicked.connect(lambda: self._act(action))
        return made

    def tell(self, text: str, is_trouble: bool = True) -> None:
        """Say why something could not be done, or what comes next; "" takes it away."""
        self._trouble.setText(text)
        self._trouble.setProperty("role", "trouble" if is_trouble else "label")
        self._trouble.style().unpolish(self._trouble)
        self._trouble.style().polish(self._trouble)
        self._trouble.setVisible(bool(text))

    def show_link(self, shown: Shown) -> None:
        """Show a link of a result."""
        self.shown = shown
        say, words = self.context.say, self.context.words
        result, question = shown.result, shown.question
        link = result.matching.links[shown.link]
        self.tell("")
        self._place.setText(say(_place(shown)))
        for button, tip in (
            (self._earlier, _("Previous link in doubt")),
            (self._later, _("Next link in doubt")),
        ):
            button.setIcon(self.context.icon(button.objectName()))
            button.setVisible(bool(shown.open))
            button.setToolTip(say(tip))
            button.setAccessibleName(say(tip))
        column = self.body()
        title = question_of(result, link, question)
        column.addWidget(label(say(title), "panelTitle"))
        roles = role_words(result, words)
        column.addSpacing(2)
        column.addWidget(self._side(roles.ideal, result.ideal.journey, link.ideal, link))
        column.addWidget(self._side(roles.actual, result.actual.journey, link.actual, link))
        column.addLayout(self._sureness(result, shown.link))
        self._why(column, shown.result, shown.link)
        self._options(column, shown)
        self._points(column, shown)
        column.addStretch(1)
        self._answers(shown, link)
        self.setAccessibleName(say(title))

    def _side(self, role: str, journey: JourneyMap, ids: tuple[str, ...], link: Correspondence) -> QWidget:
        whole = QWidget()
        whole.setObjectName("side")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 4, 0, 2)
        column.setSpacing(1)
        column.addWidget(label(role, "caption"))
        for id in ids:
            touchpoint = journey.touchpoints.get(id)
            if touchpoint is None:
                continue
            column.addWidget(label(" ".join(touchpoint.title.split()) or id, "title"))
            stage = stage_of(journey, touchpoint.stage)
            parts = [title_or_id(stage) if stage is not None else "", touchpoint.channel]
            under = " · ".join(part for part in parts if part)
            if under:
                column.addWidget(label(under, "caption"))
        if not ids:
            column.addWidget(label(self.context.say(_("nothing stands opposite")), "label"))
        return whole

    def _sureness(self, result: ComparisonResult, number: int) -> QHBoxLayout:
        say, words = self.context.say, self.context.words
        link, kind = result.matching.links[number], say(kind_of(result, number))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(Sign(self.context, link.kind, link.unsure, kind))
        parts = [kind]
        if link.ideal and link.actual and link.by != "pin":
            parts.append(f"{sure_text(link.confidence, words)}, {say(sureness(link.confidence))}")
        row.addWidget(label(" · ".join(parts), "title"), 1)
        return row

    def _why(self, column: QVBoxLayout, result: ComparisonResult, number: int) -> None:
        say, link = self.context.say, result.matching.links[number]
        if (reason := reason_of(result, number)) is not None:
            column.addWidget(label(say(reason), "label"))
        for said in kept_apart(result, number):
            column.addWidget(label(say(said), "label"))
        if not link.why or link.by != "auto":
            return
        grid = Sum(self.context)
        largest = max((abs(value) for name, value in link.why if name != "base"), default=1.0)
        for name, value in link.why:
            grid.term(say(term_title(name, value)), value, largest, signed(self.context, value, 2))
        whole = sum(value for _name, value in link.why)
        percent = sure_text(link.confidence, self.context.words)
        grid.total(say(_("All reasons together")), f"{signed(self.context, whole, 2)} = {percent}")
        column.addLayout(grid)

    def _options(self, column: QVBoxLayout, shown: Shown) -> None:
        say, words = self.context.say, self.context.words
        question = shown.question
        if question is None:
            return
        others = [option for option in question.options if not option.is_linked][:MOST]
        if others:
            text = _("It could also be") if question.is_linked else _("It could be")
            column.addSpacing(4)
            column.addWidget(label(say(text), "section"))
        for number, option in enumerate(others, 1):
            made = Candidate(
                str(number),
                option.title,
                option.stage,
                sure_text(option.confidence, words),
                lambda number=number: self._act(f"take:{number}"),
            )
            if option.why:
                made.setToolTip("\n".join(terms_told(option.why, option.confidence, words)))
            column.addWidget(made)

    def _points(self, column: QVBoxLayout, shown: Shown) -> None:
        """What the link adds to the gap, and the emotions that it comes from."""
        say, result = self.context.say, shown.result
        gap = next((gap for gap in result.touchpoints if gap.link == shown.link), None)
        if gap is None or result.score.gap is None:
            return
        column.addSpacing(4)
        told = contribution_told(result, shown.link, self.context.words)  # nothing while the gap is not known
        for at, said in enumerate(told):
            column.addWidget(label(f"{said}." if at else said, "label" if at else "section"))
        on_path = path_told(result, shown.link)
        for line in (*lived_emotions(result, gap), *_swapped(shown), *gap.facts, *on_path):
            column.addWidget(label(say(line), "label"))

    def _answers(self, shown: Shown, link: Correspondence) -> None:
        say = self.context.say
        if (old := self._buttons) is not None:
            self.keep_keys(old)
            self.foot.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = QWidget()
        rows = QVBoxLayout(self._buttons)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(6)
        self.foot.addWidget(self._buttons)
        is_pair = bool(link.ideal and link.actual)
        is_fixed = link.by == "pin"
        found: list[tuple[str, str, str, bool]] = []
        is_offered = not is_pair and shown.question is not None and bool(shown.question.options)
        if not is_fixed:
            text = _("Accept") if is_pair else _("Take the likeliest") if is_offered else _("No counterpart")
            found.append((say(text), "Enter", "compare.accept", shown.question is not None))
            if is_offered:
                found.append((say(_("Not this one")), "B", "compare.ban", False))
                found.append((say(_("No counterpart")), "0", "compare.none", False))
        if is_pair:
            found.append((say(pgettext("link", "Cut")), "X", "compare.cut", False))
            if not is_fixed:
                found.append((say(_("No counterpart")), "0", "compare.none", False))
                found.append((say(_("Another one")), "C", "compare.other", False))
        if not is_pair:
            found.append((say(_("Choose its pair")), "L", "compare.link", False))
        if shown.question is not None and shown.open > 1:
            found.append((say(_("Skip")), "N", "compare.next_unsure", False))
        if _is_decided(shown):
            found.append((say(_("Decide anew")), "R", "compare.forget", False))
        found.append((say(_("On the map")), "O", "compare.open", False))
        alone = len(found) % 2  # the first and most important one: its words are the longest
        for at, (text, key, action, is_primary) in enumerate(found):
            if at < alone or (at - alone) % 2 == 0:
                row = QHBoxLayout()
                rows.addLayout(row)  # each row on its own: a wide button must not take room from other rows
            row.addWidget(KeyButton(text, key, lambda action=action: self._act(action), is_primary), 1)


def _place(shown: Shown) -> Message | str:
    """Where the question stands among those of its sort."""
    if shown.question is None:
        return ""
    if shown.question.is_linked:
        return _("In doubt: {n} of {all}", n=shown.place, all=shown.like)
    return _("Without a pair: {n} of {all}", n=shown.place, all=shown.like)


def _swapped(shown: Shown) -> tuple[Message, ...]:
    """With which neighbour the link changed places, if it merely did that."""
    result = shown.result
    told = swapped_text(result.ideal.journey, result.actual.journey, result.matching, shown.link)
    return (told,) if told is not None else ()


def _is_decided(shown: Shown) -> bool:
    """Whether there is a decision to take back; maps without a place for decisions have none."""
    try:
        return is_decided(shown.result, shown.link)
    except EditError:
        return False
