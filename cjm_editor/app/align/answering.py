"""What people decide about links, as named commands of the document that keeps the decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cjm_editor.app.session import Session
from cjm_editor.compare import answers
from cjm_editor.compare.answers import Answer
from cjm_editor.core.address import Address
from cjm_editor.core.errors import EditError
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _
from cjm_editor.core.wording import title_of
from cjm_editor.render.marks_scene import row_maps

Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ends:
    """Touchpoints of the upper and of the lower row, in the order in which they were chosen."""

    ideal: Ids = ()
    actual: Ids = ()

    @property
    def is_whole(self) -> bool:
        """Whether there is something on both sides."""
        return bool(self.ideal and self.actual)

    def joined(self, other: Ends) -> Ends:
        """Those of both, each once."""
        return Ends(
            tuple(dict.fromkeys((*self.ideal, *other.ideal))),
            tuple(dict.fromkeys((*self.actual, *other.actual))),
        )


def ends_of(result: ComparisonResult, addresses: Iterable[Address]) -> Ends:
    """The touchpoints that addresses of the drawing name, those of cards included."""
    upper, lower = row_maps(result)
    chosen = [at for at in addresses if at.kind in ("touchpoint", "card")]
    ideal = tuple(dict.fromkeys(at.id for at in chosen if at.map == upper))
    actual = tuple(dict.fromkeys(at.id for at in chosen if at.map == lower))
    there = result.ideal.journey.touchpoints, result.actual.journey.touchpoints
    return Ends(
        tuple(id for id in ideal if there[0].get(id) is not None),
        tuple(id for id in actual if there[1].get(id) is not None),
    )


@dataclass(frozen=True, slots=True)
class Deed:
    """A decision ready to be made: its name for undo, and what makes it."""

    label: Message
    make: Callable[[ComparisonResult], Answer]


def accept(result: ComparisonResult, link: int) -> Deed:
    """The link stands as it is; what has no counterpart is confirmed to have none."""
    found = result.matching.links[link]
    if not (found.ideal and found.actual):
        return none(result, Ends(found.ideal, found.actual))
    return Deed(
        _("accept the link “{title}”", title=_titles(result, link)), lambda r: answers.accepted(r, link)
    )


def cut(result: ComparisonResult, link: int) -> Deed:
    """None of its touchpoints is one of the other side's."""
    return Deed(_("cut the link “{title}”", title=_titles(result, link)), lambda r: answers.cut(r, link))


def draw(result: ComparisonResult, ends: Ends) -> Deed:
    """These stand for each other."""
    said = _("link “{ideal}” with “{actual}”", **_sides(result, ends))
    return Deed(said, lambda r: answers.drawn(r, ends.ideal, ends.actual))


def ban(result: ComparisonResult, ends: Ends) -> Deed:
    """These never stand for each other."""
    said = _("never link “{ideal}” with “{actual}”", **_sides(result, ends))
    return Deed(said, lambda r: answers.banned(r, ends.ideal, ends.actual))


def none(result: ComparisonResult, ends: Ends) -> Deed:
    """Each of these has no counterpart."""
    sides = _sides(result, ends)
    title = sides["ideal"] or sides["actual"]
    return Deed(
        _("no counterpart for “{title}”", title=title), lambda r: answers.alone(r, ends.ideal, ends.actual)
    )


def forget(result: ComparisonResult, link: int) -> Deed:
    """Nothing is decided about it any more."""
    said = _("take back what was decided about “{title}”", title=_titles(result, link))
    return Deed(said, lambda r: answers.forgotten(r, link))


def do(result: ComparisonResult, deed: Deed, sessions: dict[str, Session]) -> Session | None:
    """The document in which the decision was made, None where it said so already.

    `sessions` are the documents of the sides "ideal" and "actual". Raises `CjmError` where it is refused.
    """
    answer = deed.make(result)
    session = sessions[answer.side]
    if session.read_only:
        raise EditError("read-only", session.refusal())
    is_done = session.apply(deed.label, answer.edit)
    session.close_run()
    return session if is_done else None


def _titles(result: ComparisonResult, link: int) -> str:
    found = result.matching.links[link]
    sides = (
        title_of(result.ideal.journey, found.ideal),
        title_of(result.actual.journey, found.actual),
    )
    return " → ".join(dict.fromkeys(short(side) for side in sides if side))


def _sides(result: ComparisonResult, ends: Ends) -> dict[str, str]:
    return {
        "ideal": short(title_of(result.ideal.journey, ends.ideal)),
        "actual": short(title_of(result.actual.journey, ends.actual)),
    }


def short(text: str) -> str:
    """A title as a command names it: not longer than a menu can show."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"
