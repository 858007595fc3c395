"""A line of the list becomes an idea on the lived map, as a step that can be undone."""

from __future__ import annotations

from cjm_editor.app.session import Session
from cjm_editor.compare.opportunity import opportunity_from
from cjm_editor.core.address import Address
from cjm_editor.core.errors import CjmError
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _
from cjm_editor.core.wording import title_of


@dataclass(frozen=True, slots=True)
class Made:
    """What came of it: a sentence, and where the idea stands (None where nothing was done)."""

    said: Message
    at: Address | None = None


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
