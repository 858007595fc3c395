"""The alignment editor: what is asked for becomes decisions about links; unsure links are walked one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from cjm_editor.app.align import answering
from cjm_editor.app.align.answering import Deed, Ends, ends_of
from cjm_editor.app.align.keys import AlignmentKeys
from cjm_editor.app.align.link_panel import MOST, Shown
from cjm_editor.app.align.parts import Candidate
from cjm_editor.app.align.remains import remains
from cjm_editor.app.align.trail import Trail
from cjm_editor.app.session import Changed
from cjm_editor.compare.unsure import Option, Question, following, unsure
from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.errors import CjmError
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import _
from cjm_editor.render.marks_scene import row_maps

if TYPE_CHECKING:
    from cjm_editor.app.pages.compare_page import ComparePage


class Alignment(QObject):
    """The editor of one comparison page."""

    def __init__(self, page: ComparePage) -> None:
        super().__init__(page)
        self.page = page
        self.marked = Ends()
        self._asked_of: ComparisonResult | None = None
        self._questions: tuple[Question, ...] = ()
        self._is_leading = False
        self._is_deciding = False
        self._trail = Trail()
        self._returning: Ends | None = None
        self.keys = AlignmentKeys(self)

    # what is shown and chosen

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions of the result shown."""
        result = self.page.result
        if result is not self._asked_of:
            self._asked_of = result
            self._questions = unsure(result) if result is not None else ()
        return self._questions

    @property
    def link(self) -> int:
        """The link that keys are about: that of the panel, of the current card, of the chosen line; -1 for none."""
        shown = self.page.panel.shown if self.page.side.is_link_shown else None
        if shown is not None:
            return shown.link
        number = self.link_at(self.page.view.current())
        if number < 0 and self.page.result is not None and self.page.list.chosen >= 0:
            number = self.page.result.fixes[self.page.list.chosen].link
        return number

    def link_at(self, at: Address | None) -> int:
        """The link that a touchpoint or card of the drawing belongs to, or -1."""
        result = self.page.result
        if at is None or result is None:
            return -1
        ends = ends_of(result, (at,))
        for number, link in enumerate(result.matching.links):
            if not set(ends.ideal).isdisjoint(link.ideal) or not set(ends.actual).isdisjoint(link.actual):
                return number
        return -1

    def addresses_of(self, ends: Ends) -> tuple[Address, ...]:
        """The places of touchpoints in the drawing."""
        result = self.page.result
        if result is None:
            return ()
        upper, lower = row_maps(result)
        return (
            *(touchpoint_at(upper, id) for id in ends.ideal),
            *(touchpoint_at(lower, id) for id in ends.actual),
        )

    def ends_at(self, link: int) -> Ends:
        """The touchpoints of a link."""
        result = self.page.result
        if result is None or not 0 <= link < len(result.matching.links):
            return Ends()
        found = result.matching.links[link]
        return Ends(found.ideal, found.actual)

    def show_link(self, link: int, is_selected: bool = True) -> None:
        """Explain a link in the panel, and ring its cards."""
        result = self.page.result
        if result is None or not 0 <= link < len(result.matching.links):
            return
        question = next((q for q in self.questions if q.link == link), None)
        like = [q for q in self.questions if question is not None and q.is_linked == question.is_linked]
        place = like.index(question) + 1 if question is not None else 0
        self.page.panel.show_link(Shown(result, link, question, place, len(like), len(self.questions)))
        self.page.side.turn_to(self.page.panel)
        if is_selected:
            self._ring(self.ends_at(link))

    def _ring(self, ends: Ends) -> None:
        self._is_leading = True
        try:
            self.page.view.select(self.addresses_of(ends), scroll=True)
        finally:
            self._is_leading = False

    def on_selected(self) -> None:
        """The panel follows what is chosen on the board."""
        if self._is_leading or not self.page.side.is_link_shown:
            return
        number = self.link_at(self.page.view.current())
        if number >= 0:
            self.show_link(number, is_selected=False)

    # what is done

    def run(self, action_id: str) -> bool:
        """Whether this was one of the editor's actions; it is done then, or a sentence says why not."""
        if self.page.result is None:
            return action_id.startswith("compare.") and action_id != "compare.start"
        acts = {
            "compare.next_unsure": lambda: self.walk(1),
            "compare.previous_unsure": lambda: self.walk(-1),
            "compare.why": self.why,
            "compare.gap": self.page.show_gap,
            "compare.accept": self.accept,
            "compare.cut": self.cut,
            "compare.other": self.other,
            "compare.none": self.none,
            "compare.link": self.draw,
            "compare.ban": self.ban,
            "compare.forget": self.forget,
            "compare.idea": self.page.ideas.make,
            "compare.open": self.open,
        }
        if action_id not in acts:
            return False
        acts[action_id]()
        return True

    def act(self, action: str) -> None:
        """What a button of a panel asks for."""
        name, colon, number = action.partition(":")
        if name == "leave":
            self.page.side.turn_to(self.page.list)
        elif name == "take" and colon:
            self.take(int(number))
        elif name == "link" and colon:
            self.show_link(int(number))
        else:
            self.run(action)

    def walk(self, step: int) -> None:
        """Go to the next or previous link in doubt, around the end."""
        found = following(self.questions, self.link, step)
        if found is None:
            self.page.say_here(_("No link is in doubt."), is_trouble=False)
            return
        self.show_link(found.link)

    def why(self) -> None:
        """Explain the link at hand."""
        if self.link < 0:
            self._say_choose()
        else:
            self.show_link(self.link)

    def accept(self) -> None:
        """The link of the panel or card stands; without a counterpart the first candidate is it, if one is offered."""
        result, link = self.page.result, self.link
        if result is None or link < 0:
            self._say_choose()
            return
        if result.matching.links[link].by == "pin":
            self._say(_("This is decided already. R takes it back."))
            return
        if not self.ends_at(link).is_whole and self._option(1) is not None:
            self.take(1)  # to accept is to say yes to what is offered, never that there is nothing
            return
        self.decide(answering.accept(result, link), self.ends_at(link))

    def cut(self) -> None:
        """The link is none; of touchpoints without a counterpart the chosen ones are kept apart."""
        result, link = self.page.result, self.link
        if result is None or link < 0:
            self._say_choose()
            return
        if self.ends_at(link).is_whole:
            self.decide(answering.cut(result, link), self.ends_at(link))
        else:
            self.ban()

    def take(self, number: int) -> None:
        """The candidate with this number is the counterpart."""
        result, option, question = self.page.result, self._option(number), self._question()
        if result is None or option is None or question is None:
            self._say(_("There is no candidate {n} here.", n=str(number)))
            return
        ends = Ends(question.ids, option.ids) if question.side == "ideal" else Ends(option.ids, question.ids)
        self.decide(answering.draw(result, ends), ends)

    def _question(self) -> Question | None:
        link = self.link
        return next((question for question in self.questions if question.link == link), None)

    def _option(self, number: int) -> Option | None:
        question = self._question()
        others = [option for option in question.options if not option.is_linked][:MOST] if question else []
        return others[number - 1] if 0 < number <= len(others) else None

    def none(self) -> None:
        """What is asked about, or the current card's side of the link, has no counterpart."""
        result, link = self.page.result, self.link
        if result is None or link < 0:
            self._say_choose()
            return
        whole, question = self.ends_at(link), self._question()
        current = self.page.view.current()
        if question is not None:
            ends = Ends(question.ids) if question.side == "ideal" else Ends((), question.ids)
        elif whole.is_whole and current is not None and len(self.page.view.selection()) == 1:
            is_ideal = bool(ends_of(result, (current,)).ideal)
            ends = Ends(whole.ideal) if is_ideal else Ends((), whole.actual)
        else:
            ends = whole
        self.decide(answering.none(result, ends), whole)

    def other(self) -> None:
        """Go to the candidates; where there is none, wait for a counterpart on the board."""
        link = self.link
        if link < 0:
            self._say_choose()
            return
        if not self.page.side.is_link_shown:
            self.show_link(link)
        first = self.page.panel.scroll.findChild(Candidate)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            return
        ends = self.ends_at(link)
        self.mark(Ends(ends.ideal) if ends.ideal else Ends((), ends.actual))
        self._ask_for_counterpart()

    def draw(self) -> None:
        """Link what is chosen in both rows; with one row only, keep it and wait for the other."""
        result = self.page.result
        if result is None:
            return
        ends = self.marked.joined(ends_of(result, self.page.view.selection()))
        if ends == Ends() and not self.ends_at(self.link).is_whole:
            ends = self.ends_at(self.link)
        if ends.is_whole:
            self.decide(answering.draw(result, ends), ends)
        elif ends == Ends():
            self._say(_("Choose touchpoints in both rows first."))
        else:
            self.mark(ends)
            self._ask_for_counterpart()

    def _ask_for_counterpart(self) -> None:
        self.page.view.setFocus()
        self.page.say_here(
            _("Now choose the counterpart in the other row and press L. Esc gives it up."), is_trouble=False
        )

    def give_up(self) -> None:
        """No counterpart is waited for any more."""
        self.mark(Ends())
        self.page.say_here(_("No link was made."), is_trouble=False)

    def ban(self) -> None:
        """What is chosen in both rows, or the candidate in focus, is never linked; where what is asked about has no
        counterpart, the first candidate shown: the one that Enter would take.
        """
        result, question = self.page.result, self._question()
        if result is None:
            return
        focus = self.page.focusWidget()
        candidates = self.page.panel.scroll.findChildren(Candidate)
        ends = self.marked.joined(ends_of(result, self.page.view.selection()))
        if question is not None and focus in candidates:
            option = self._option(candidates.index(focus) + 1)
            ids = option.ids if option is not None else ()
            ends = Ends(question.ids, ids) if question.side == "ideal" else Ends(ids, question.ids)
        elif question is not None and not ends.is_whole and self.page.side.is_link_shown:
            shown = self._option(1) if not self.ends_at(self.link).is_whole else None
            if shown is not None:
                self._ban_shown(result, question, shown)
                return
        if ends.is_whole:
            self.decide(answering.ban(result, ends), ends)
        else:
            self._say(_("Choose touchpoints in both rows first."))

    def _ban_shown(self, result: ComparisonResult, question: Question, option: Option) -> None:
        """The question stays, with the candidates that are left."""
        is_ideal = question.side == "ideal"
        ends = Ends(question.ids, option.ids) if is_ideal else Ends(option.ids, question.ids)
        about = Ends(question.ids) if is_ideal else Ends((), question.ids)
        self.decide(answering.ban(result, ends), about, is_walking=False)

    def forget(self) -> None:
        """What was decided about the link is open again."""
        result, link = self.page.result, self.link
        if result is None or link < 0:
            self._say_choose()
            return
        self.decide(answering.forget(result, link), self.ends_at(link), is_walking=False)

    def open(self) -> None:
        """Show the last idea, or the current card, on its map."""
        self.page.ideas.open(self.ends_at(self.link))

    @collector_at_rest()
    def decide(self, deed: Deed, about: Ends, is_walking: bool = True) -> None:
        """Make a decision, compare again, and go on to the next question if one was being answered."""
        result = self.page.result
        if result is None:
            return
        was_question = self._question() is not None and self.page.side.is_link_shown
        sessions = self.page.sessions_by_side()
        before = {id(session): session.document for session in sessions.values()}
        self._is_deciding = True
        try:
            session = answering.do(result, deed, sessions)
        except CjmError as error:
            self._say(error.message)
            return
        else:
            self.mark(Ends())
            if session is None:
                self._say(_("This was decided so already."))
                return
            self._trail.note(before[id(session)], session.document, about)
            self.page.follow_decision(session)
        finally:
            self._is_deciding = False
        self.page.told.emit(_("Done: {what}. Undo takes it back.", what=deed.label))
        self.page.then(lambda: self._follow(deed, result, about, was_question and is_walking))

    def _follow(self, deed: Deed, before: ComparisonResult, about: Ends, is_walking: bool) -> None:
        self.after(about, is_walking)
        left = remains(before, self.page.result, about)
        if left is not None:
            self.page.told.emit(_("Done: {what}. {left} Undo takes it back.", what=deed.label, left=left))

    def after(self, about: Ends, is_walking: bool) -> None:
        """Show what a decision led to: the next question, or the link that its touchpoints are in now."""
        here = self.link_at(next(iter(self.addresses_of(about)), None))
        found = following(self.questions, here) if is_walking else None
        if found is not None:
            self.show_link(found.link)
            return
        if self.page.side.is_link_shown and here >= 0:
            self.show_link(here, is_selected=False)
        self._ring(about)
        if is_walking:
            self.page.say_here(_("No link is in doubt any more."), is_trouble=False)

    def on_changed(self, changed: Changed) -> None:
        """A document changed: where a decision was taken back, go to what it was about once that is compared."""
        undone = self._trail.undone(changed)
        self._returning = undone if undone is not None else self._returning

    def refresh(self) -> None:
        """The result is another one: show the same touchpoints' link again, or what a decision taken back was about."""
        undone, self._returning = self._returning, None
        if undone is not None and self.page.side.is_link_shown:
            self.show_link(self.link_at(next(iter(self.addresses_of(undone)), None)))
            return
        if self._is_deciding or not self.page.side.is_link_shown or self.page.panel.shown is None:
            return
        shown = self.page.panel.shown
        link = shown.result.matching.links[shown.link]
        here = self.link_at(next(iter(self.addresses_of(Ends(link.ideal, link.actual))), None))
        if here >= 0:
            self.show_link(here, is_selected=False)
        else:
            self.page.side.turn_to(self.page.list)

    def mark(self, ends: Ends) -> None:
        """Keep touchpoints that wait for their counterpart, with dashed rings; none where there are none."""
        self.marked = ends
        self.page.view.marked = self.addresses_of(ends)
        self.page.view.update()

    def _say_choose(self) -> None:
        self._say(_("Choose a touchpoint first."))

    def _say(self, message: object) -> None:
        self.page.say_here(message)
