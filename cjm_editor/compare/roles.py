"""Which of two maps is the reference, and which pair of maps a file is about."""

from __future__ import annotations

from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.results import Side
from cjm_editor.core.texts import Message, _

_RANK = {"ideal": 0, "assumed": 1, "actual": 2}


class PairError(CjmError):
    """A file whose maps do not say by themselves which two to compare; `choices` are the map ids to choose from."""

    def __init__(self, code: str, message: Message, choices: tuple[str, ...]) -> None:
        super().__init__(code, message)
        self.choices = choices


def roles(first: Side, second: Side, swap: bool = False) -> tuple[Side, Side]:
    """The reference and the lived map: ideal before assumed before actual, of equal kinds the first given.

    `swap` turns the answer.
    """
    in_order = _RANK.get(first.journey.kind, 2) <= _RANK.get(second.journey.kind, 2)
    return (first, second) if in_order != swap else (second, first)


def pick_pair(document: Document, name: str = "", segment: str | None = None) -> tuple[Side, Side]:
    """The actual and the ideal map of the only segment that has both, reference first.

    `name` is the file's name for the sides' names, `segment` chooses one of several segments.
    Raises `PairError` where the choice is not clear; the message lists the maps, for a segment that the file has not
    got the segments.
    """
    pairs = _pairs(document)
    if segment is not None:
        _check_segment(document, segment)
        pairs = [pair for pair in pairs if pair[0].segment == segment]
    if len(pairs) != 1:
        raise _refusal(document, pairs, segment)
    ideal, actual = pairs[0]
    return side(document, ideal, name), side(document, actual, name)


def _refusal(
    document: Document, pairs: list[tuple[JourneyMap, JourneyMap]], segment: str | None
) -> PairError:
    """Why there is not the one pair: none, or several of them."""
    choices = tuple(journey.id for journey in document.maps)
    listed = ", ".join(f"#{id}" for id in choices)
    if not pairs:
        if len(document.maps) < 2:
            message = _(
                "There are not two maps to compare in this file. "
                "Name a map of another file as well, such as other.cjm.yaml"
            )
        elif segment is not None:
            message = _(
                "The segment {segment} has not both an actual and an ideal map. Name two maps: {maps}",
                segment=segment,
                maps=listed,
            )
        else:
            message = _(
                "This file has no segment with both an actual and an ideal map. Name two maps: {maps}",
                maps=listed,
            )
        return PairError("no-pair", message, choices)
    segments = sorted({ideal.segment for ideal, _actual in pairs})
    message = _(
        "This file has several pairs of maps. Choose a segment ({segments}) or name two maps: {maps}",
        segments=", ".join(segments) or "—",
        maps=listed,
    )
    if len(segments) == 1:
        message = _("This segment has several pairs of maps. Name two maps: {maps}", maps=listed)
    return PairError("several-pairs", message, choices)


def _check_segment(document: Document, segment: str) -> None:
    """Raises `PairError` where neither a segment nor a map of the file says this id; the message lists the ids."""
    titles = {found.id: found.title for found in document.segments}
    ids = dict.fromkeys((*titles, *(journey.segment for journey in document.maps if journey.segment)))
    if segment in ids:
        return
    listed = ", ".join(f"{id} ({titles[id]})" if titles.get(id) else id for id in ids)
    message = _(
        "This file has no segment {segment}. Its segments: {segments}",
        segment=segment,
        segments=listed or "—",
    )
    raise PairError("no-segment", message, tuple(journey.id for journey in document.maps))


def _pairs(document: Document) -> list[tuple[JourneyMap, JourneyMap]]:
    """Every ideal map with every actual map of its segment."""
    return [
        (ideal, actual)
        for ideal in document.maps
        for actual in document.maps
        if ideal.kind == "ideal" and actual.kind == "actual" and ideal.segment == actual.segment
    ]


def side(document: Document, journey: JourneyMap, name: str = "") -> Side:
    """One of the two maps, named `file#map`."""
    return Side(document, journey, f"{name}#{journey.id}")
