"""What people decided about a pair of maps: pins and bans, checked against the maps and against each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjm_editor.compare.lineage import file_of
from cjm_editor.compare.points import Track
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Comparison, Link
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Side
from cjm_editor.core.texts import Message, _

Group = tuple[tuple[int, ...], tuple[int, ...]]


class DecisionError(CjmError):
    """Two decided links that contradict each other; `lines` are their numbers in the list of links, from 1."""

    def __init__(self, message: Message, lines: tuple[int, int]) -> None:
        super().__init__("contradicting-links", message)
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Decided:
    """Pins as groups of places (one side may be empty: no counterpart), banned pairs of places, notices."""

    pins: tuple[Group, ...] = ()
    bans: frozenset[tuple[int, int]] = frozenset()
    notices: tuple[Message, ...] = ()


def decisions_for(ideal: Side, actual: Side) -> Comparison | None:
    """What either document holds about this pair of maps, seen with these roles; None where it holds nothing.

    The reference's document is asked first; a comparison written with the roles turned is turned back.
    """
    found = home_of(ideal, actual)
    if found is None:
        return None
    home, index = found
    comparison = home.document.comparisons[index]
    is_straight = _names(comparison.ideal, ideal, home) and _names(comparison.actual, actual, home)
    return comparison if is_straight else turned(comparison)


def home_of(ideal: Side, actual: Side) -> tuple[Side, int] | None:
    """The side whose document holds the decisions about this pair, and their place among its comparisons."""
    for home in (ideal, actual):
        for index, comparison in enumerate(home.document.comparisons):
            for one, other in ((ideal, actual), (actual, ideal)):
                if _names(comparison.ideal, one, home) and _names(comparison.actual, other, home):
                    return home, index
    return None


def _names(reference: str, side: Side, home: Side) -> bool:
    """Whether `map` or `file#map`, written in `home`'s file, means this side."""
    named, _hash, map_id = reference.rpartition("#")
    if map_id != side.journey.id:
        return False
    if not named:
        return side.document is home.document or file_of(side.name) == file_of(home.name) != ""
    return file_of(reference) == file_of(side.name)


def turned(comparison: Comparison) -> Comparison:
    """The same decisions with the roles of the two maps exchanged."""
    links = tuple(
        replace(
            link,
            ideal=link.actual,
            actual=link.ideal,
            ideal_titles=link.actual_titles,
            actual_titles=link.ideal_titles,
        )
        for link in comparison.links
    )
    return replace(comparison, ideal=comparison.actual, actual=comparison.ideal, links=links)


def decided(comparison: Comparison | None, first: Track, second: Track) -> Decided:
    """The decisions in places of the two routes. Raises `DecisionError` where two links contradict each other."""
    if comparison is None:
        return Decided()
    places, others = first.place_of(), second.place_of()
    pins: dict[Group, int] = {}
    bans: dict[tuple[int, int], int] = {}
    gone: list[str] = []
    for number, link in enumerate(comparison.links, 1):
        ours = _known(link.ideal, places, gone)
        theirs = _known(link.actual, others, gone)
        if link.state == "banned":
            bans.update({(i, j): number for i in ours for j in theirs})
        elif (ours or theirs) and bool(ours) == bool(link.ideal) and bool(theirs) == bool(link.actual):
            pins.setdefault((ours, theirs), number)
    _check(pins, bans, comparison.links)
    notices: tuple[Message, ...] = ()
    if gone:
        named = ", ".join(dict.fromkeys(gone))
        notices = (_("Decided links name touchpoints that are not on the maps any more: {ids}", ids=named),)
    return Decided(tuple(pins), frozenset(bans), notices)


def _known(ids: Iterable[str], places: dict[str, int], gone: list[str]) -> tuple[int, ...]:
    """The places of these ids in route order; the others are noted as gone."""
    found = {places[id] for id in ids if id in places}
    gone.extend(id for id in ids if id not in places)
    return tuple(sorted(found))


def _check(pins: dict[Group, int], bans: dict[tuple[int, int], int], links: tuple[Link, ...]) -> None:
    seen: dict[tuple[bool, int], int] = {}
    for (ours, theirs), number in pins.items():
        for end in [*((True, i) for i in ours), *((False, j) for j in theirs)]:
            if end in seen:
                raise _contradiction(seen[end], number, links)
            seen[end] = number
        for i in ours:
            for j in theirs:
                if (i, j) in bans:
                    raise _contradiction(bans[i, j], number, links)


def _contradiction(one: int, other: int, links: tuple[Link, ...]) -> DecisionError:
    low, high = sorted((one, other))
    message = _(
        "Decided links {first} and {second} contradict each other: {one} against {other}. Remove one of them",
        first=str(low),
        second=str(high),
        one=_worded(links[low - 1]),
        other=_worded(links[high - 1]),
    )
    return DecisionError(message, (low, high))


def _worded(link: Link) -> str:
    mark = "↮" if link.state == "banned" else "↔"
    return f"{', '.join(link.ideal) or '—'} {mark} {', '.join(link.actual) or '—'}"
