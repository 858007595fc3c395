"""What people answer about links, as edits of the document that keeps the decisions.

Every answer stores the titles of both sides, so that it survives renamed and lost ids. Compare again after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from cjm_editor.compare.decisions import resolved
from cjm_editor.compare.entries import Home, decisions_for, home_for, is_claimed
from cjm_editor.core.edits import ban_pair, forget_link, pin_alone, pin_group, set_links
from cjm_editor.core.edits.links import Titles, keep_pair, name_pair
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, route_order
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.texts import _

Edit = Callable[[Document], Document]
Ids = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """An edit of one of the two documents: `side` says whose. Within one document both sides are the same one.

    The edit gives the document itself where it says so already, and raises `EditError` for a touchpoint that is gone.
    """

    side: Literal["ideal", "actual"]
    edit: Edit


def accepted(result: ComparisonResult, number: int) -> Answer:
    """The link stands as it is; where nothing is linked there is no counterpart."""
    link = result.matching.links[number]
    return drawn(result, link.ideal, link.actual)


def cut(result: ComparisonResult, number: int) -> Answer:
    """None of the link's touchpoints is one of the other side's. Raises `EditError` where nothing is linked."""
    link = result.matching.links[number]
    return banned(result, link.ideal, link.actual)


def drawn(result: ComparisonResult, ideal: Ids, actual: Ids) -> Answer:
    """These touchpoints stand for each other, one or several on either side; without one side: no counterpart."""
    if ideal and actual:
        return _answer(result, ideal, actual, pin_group)
    return alone(result, ideal, actual)


def banned(result: ComparisonResult, ideal: Ids, actual: Ids) -> Answer:
    """None of the first is one of the second."""
    if not (ideal and actual):
        raise EditError("no-ends", _("There is no link here that could be cut."))
    return _answer(result, ideal, actual, ban_pair)


def alone(result: ComparisonResult, ideal: Ids = (), actual: Ids = ()) -> Answer:
    """Each of these touchpoints has no counterpart."""
    return _answer(result, ideal, actual, pin_alone)


def forgotten(result: ComparisonResult, number: int) -> Answer:
    """Nothing is decided any more about the touchpoints of this link: neither pins nor bans."""
    link = result.matching.links[number]
    home = home_for(result.ideal, result.actual)
    ours, theirs = (link.actual, link.ideal) if home.is_turned else (link.ideal, link.actual)

    def edit(document: Document) -> Document:
        document = _brought_up(result, home, document)
        known = _decisions(document, home)
        for decision in known.links if known else ():
            if not (set(ours).isdisjoint(decision.ideal) and set(theirs).isdisjoint(decision.actual)):
                document = forget_link(document, home.ideal, home.actual, decision.ideal, decision.actual)
        if _decisions(document, home) is None and is_claimed(*_with_home(result, home, document)):
            document = keep_pair(
                document, home.ideal, home.actual
            )  # else what is taken back would hold again
        return document

    return Answer(home.side, edit)


def is_decided(result: ComparisonResult, number: int) -> bool:
    """Whether people pinned this link, or banned something about its touchpoints."""
    link = result.matching.links[number]
    if link.by == "pin":
        return True
    known = decisions_for(result.ideal, result.actual)
    if known is None:
        return False
    entries = resolved(known, _names(result.ideal.journey), _names(result.actual.journey)).entries
    return any(
        not (set(link.ideal).isdisjoint(entry.link.ideal) and set(link.actual).isdisjoint(entry.link.actual))
        for entry in entries
    )


def _answer(
    result: ComparisonResult,
    ideal: Ids,
    actual: Ids,
    verb: Callable[[Document, str, str, Ids, Ids, Titles], Document],
) -> Answer:
    home = home_for(result.ideal, result.actual)
    titles = _titles(result.ideal.journey, ideal), _titles(result.actual.journey, actual)
    if home.is_turned:
        ideal, actual, titles = actual, ideal, (titles[1], titles[0])

    def edit(document: Document) -> Document:
        return verb(_brought_up(result, home, document), home.ideal, home.actual, ideal, actual, titles)

    return Answer(home.side, edit)


def _titles(journey: JourneyMap, ids: Ids) -> Ids:
    found = []
    for id in ids:
        touchpoint = journey.touchpoints.get(id)
        if touchpoint is None:
            raise EditError("no-such-reference", _("The map has no touchpoint “{id}”.", id=id))
        found.append(touchpoint.title)
    return tuple(found)


def _names(journey: JourneyMap) -> list[tuple[str, str]]:
    return [(touchpoint.id, touchpoint.title) for touchpoint in route_order(journey)]


def _decisions(document: Document, home: Home) -> Comparison | None:
    for comparison in document.comparisons:
        if (comparison.ideal, comparison.actual) == (home.ideal, home.actual):
            return comparison
    return None


def _with_home(result: ComparisonResult, home: Home, document: Document) -> tuple[Side, Side]:
    """Both sides, with this document in the place of the one that holds the decisions."""
    old = (result.ideal if home.side == "ideal" else result.actual).document
    ideal, actual = (
        replace(side, document=document) if side.document is old else side
        for side in (result.ideal, result.actual)
    )
    return ideal, actual


def _brought_up(result: ComparisonResult, home: Home, document: Document) -> Document:
    """The document with decisions about a lost map written for the one of today, and those found again by title with
    the ids of today: else the next decision about those touchpoints could contradict them unseen.
    """
    if home.lost is not None:
        document = name_pair(document, *home.lost, home.ideal, home.actual, home.is_moved)
    known = _decisions(document, home)
    if known is None:
        return document
    sides = (result.actual, result.ideal) if home.is_turned else (result.ideal, result.actual)
    found = resolved(known, _names(sides[0].journey), _names(sides[1].journey))
    again: dict[int, Link] = {entry.number: entry.link for entry in found.entries if entry.is_found_again}
    if not again:
        return document
    links = tuple(again.get(number, link) for number, link in enumerate(known.links, 1))
    return set_links(document, home.ideal, home.actual, links)
