"""Lines of the list become ideas on the lived map, as steps that can be undone, and the way from there to the maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.session import Session
from cjm_editor.compare.opportunity import opportunity_from
from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.errors import CjmError
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _
from cjm_editor.core.wording import title_of

if TYPE_CHECKING:
    from cjm_editor.app.pages.compare_page import ComparePage


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: a sentence, and where the idea stands (None where nothing was done)."""

    said: Message
    at: Address | None = None


class Ideas:
    """Makes ideas for a page and remembers the last one, until something else is chosen."""

    def __init__(self, page: ComparePage) -> None:
        self._page = page
        self._last: tuple[Address, Session] | None = None

    def forget(self) -> None:
        """Something else is chosen."""
        self._last = None

    def make(self) -> None:
        """Turn the chosen line, or that of the current link, into an opportunity on the lived map."""
        page, number = self._page, self._line_at_hand()
        if page.result is None or number < 0:
            page.say_here(_("Choose a line of the list first."))
            return
        session = page.sessions_by_side()["actual"]
        made = made_idea(page.result, number, session, page.context.words.language)
        if made.at is None:
            page.say_here(made.said)
            return
        page.follow_decision(session)
        self._last = (made.at, session)
        page.list.tell_idea(number, page.context.say(made.said))
        page.say_here(made.said, is_trouble=False)

    def _line_at_hand(self) -> int:
        """The line that is chosen, or the first one of the link that is looked at."""
        page = self._page
        if page.side.is_list_shown and page.list.chosen >= 0:
            return page.list.chosen
        link, fixes = page.alignment.link, page.result.fixes if page.result is not None else ()
        return next((n for n, fix in enumerate(fixes) if fix.link == link), -1)

    def open(self, ends: Ends) -> None:
        """Show the idea that was just made, or a touchpoint, on its map: the lived one first."""
        page = self._page
        if self._last is not None:
            page.place_asked.emit(*self._last)
            return
        for ref, ids in zip(reversed(page.refs), (ends.actual, ends.ideal), strict=True):
            if ids:
                page.place_asked.emit(touchpoint_at(ref.map_id, ids[0]), ref.session)
                return
        page.say_here(_("Choose a touchpoint first."))


def made_idea(result: ComparisonResult, number: int, session: Session, language: str) -> Made:
    """Put the idea of a line (its `number` in the list) on the lived map, which is `session`'s."""
    try:
        made = opportunity_from(result, result.fixes[number], language)
        label = _("add the idea “{text}”", text=_short(made.card.text))
        is_new = not session.read_only and session.apply(label, made.edit)
    except CjmError as error:
        return Made(error.message)
    if session.read_only:
        return Made(session.refusal())
    session.close_run()
    owner = title_of(result.actual.journey, (made.at.id,)) if made.at.kind == "touchpoint" else ""
    where = _short(owner or next((s.title for s in result.actual.journey.stages if s.id == made.at.id), ""))
    if is_new:
        return Made(_("The idea stands at “{title}”. O opens it.", title=where), made.at)
    return Made(_("This idea stands at “{title}” already. O opens it.", title=where), made.at)


def _short(text: str) -> str:
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
