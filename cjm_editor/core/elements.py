"""Elements by their addresses: finding one, putting another in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Protocol, TypeVar

from cjm_editor.core.address import Address
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import (
    Card,
    Cards,
    Comparison,
    Document,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
    lane_cards,
    map_of,
)
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

Element = (
    Document
    | Segment
    | Persona
    | Lane
    | JourneyMap
    | Stage
    | Touchpoint
    | Card
    | Transition
    | Comparison
    | Link
)
Owner = Stage | Touchpoint
"""What has cards, feelings, metrics and evidence of its own."""


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_HasId)


def element(document: Document, address: Address) -> Element | None:
    """The element at the address, or None where there is none (any more)."""
    journey = map_of(document, address.map) if address.map else None
    match address.kind:
        case "document":
            return document
        case "segment":
            return by_id(document.segments, address.id)
        case "persona":
            return by_id([p for s in document.segments for p in s.personas], address.id)
        case "lane":
            return by_id(document.lanes, address.id)
        case "map":
            return journey
        case "comparison" | "link":
            return _decision(document, address)
    if journey is None:
        return None
    match address.kind:
        case "stage":
            return by_id(journey.stages, address.id)
        case "touchpoint":
            return journey.touchpoints.get(address.id)
        case "transition":
            return journey.transitions.get(address.id)
    owner = owner_of(journey, address.id)
    cards = lane_cards(owner, address.lane) if owner else ()
    return cards[address.index] if 0 <= address.index < len(cards) else None


def _decision(document: Document, address: Address) -> Comparison | Link | None:
    if not 0 <= address.index < len(document.comparisons):
        return None
    comparison = document.comparisons[address.index]
    if address.kind == "comparison":
        return comparison
    return comparison.links[address.sub] if 0 <= address.sub < len(comparison.links) else None


def by_id(items: tuple[E, ...] | list[E], id: str) -> E | None:
    """The element with this id, or None."""
    return next((item for item in items if item.id == id), None)


def owner_of(journey: JourneyMap, id: str) -> Owner | None:
    """The touchpoint or stage with this id (they share one id space), or None."""
    return journey.touchpoints.get(id) or by_id(journey.stages, id)


def owners_of(journey: JourneyMap) -> tuple[Owner, ...]:
    """The stages of the map, then its touchpoints, parked ones included."""
    return (*journey.stages, *journey.touchpoints)


def no_such_element() -> EditError:
    """The error of an edit whose element is gone."""
    return EditError("no-such-element", _("This element is no longer in the document."))


def journey_at(document: Document, map_id: str) -> JourneyMap:
    """The map with this id; raises `EditError` where there is none."""
    journey = map_of(document, map_id)
    if journey is None:
        raise no_such_element()
    return journey


def replaced(document: Document, address: Address, new: Element) -> Document:
    """The document with `new` at the address; itself where that very object stands there already.

    Raises `EditError` where the address leads nowhere. References and the element's own values are not checked:
    that is what `core.edits` does.
    """
    match new:
        case Document():
            return new
        case Segment():
            return with_segments(document, _put(document.segments, address.id, new))
        case Persona():
            return _with_persona(document, address.id, new)
        case Lane():
            return with_lanes(document, _put(document.lanes, address.id, new))
        case JourneyMap():
            return with_maps(document, _put(document.maps, address.id, new))
        case Comparison() | Link():
            return _with_decision(document, address, new)
    journey = journey_at(document, address.map)
    match new:
        case Stage():
            return with_journey(document, with_stages(journey, _put(journey.stages, address.id, new)))
        case Touchpoint():
            touchpoints = _put_in(journey.touchpoints, address.id, new)
            return with_journey(document, with_touchpoints(journey, touchpoints))
        case Transition():
            transitions = _put_in(journey.transitions, address.id, new)
            return with_journey(document, with_transitions(journey, transitions))
    owner = owner_of(journey, address.id)
    cards = lane_cards(owner, address.lane) if owner else ()
    if owner is None or not 0 <= address.index < len(cards):
        raise no_such_element()
    if cards[address.index] is new:
        return document
    row = (*cards[: address.index], new, *cards[address.index + 1 :])
    return with_owner(document, address.map, with_cards(owner, address.lane, row))


def _put(items: tuple[E, ...], id: str, new: E) -> tuple[E, ...]:
    for index, item in enumerate(items):
        if item.id == id:
            return items if item is new else (*items[:index], new, *items[index + 1 :])
    raise no_such_element()


P = TypeVar("P", Touchpoint, Transition)


def _put_in(items: Seq[P], id: str, new: P) -> Seq[P]:
    index = items.index_of(id)
    if index < 0:
        raise no_such_element()
    return items.replaced(index, new)


def _with_persona(document: Document, id: str, new: Persona) -> Document:
    for segment in document.segments:
        if by_id(segment.personas, id) is not None:
            personas = _put(segment.personas, id, new)
            changed = segment if personas is segment.personas else replace(segment, personas=personas)
            return with_segments(document, _put(document.segments, segment.id, changed))
    raise no_such_element()


def _with_decision(document: Document, address: Address, new: Comparison | Link) -> Document:
    old = _decision(document, address)
    if old is None:
        raise no_such_element()
    if old is new:
        return document
    if isinstance(new, Link):
        comparison = document.comparisons[address.index]
        links = (*comparison.links[: address.sub], new, *comparison.links[address.sub + 1 :])
        new = replace(comparison, links=links)
    before, after = document.comparisons[: address.index], document.comparisons[address.index + 1 :]
    return replace(document, comparisons=(*before, new, *after))


# Each of these returns its first argument itself where the new collection is the old one.


def with_segments(document: Document, segments: tuple[Segment, ...]) -> Document:
    """The document with these segments."""
    return document if segments is document.segments else replace(document, segments=segments)


def with_lanes(document: Document, lanes: tuple[Lane, ...]) -> Document:
    """The document with these lanes."""
    return document if lanes is document.lanes else replace(document, lanes=lanes)


def with_maps(document: Document, maps: tuple[JourneyMap, ...]) -> Document:
    """The document with these maps."""
    return document if maps is document.maps else replace(document, maps=maps)


def with_journey(document: Document, journey: JourneyMap) -> Document:
    """The document with this map in the place of the one that has its id."""
    return with_maps(document, _put(document.maps, journey.id, journey))


def with_stages(journey: JourneyMap, stages: tuple[Stage, ...]) -> JourneyMap:
    """The map with these stages."""
    return journey if stages is journey.stages else replace(journey, stages=stages)


def with_touchpoints(journey: JourneyMap, touchpoints: Seq[Touchpoint]) -> JourneyMap:
    """The map with these touchpoints."""
    return journey if touchpoints is journey.touchpoints else replace(journey, touchpoints=touchpoints)


def with_transitions(journey: JourneyMap, transitions: Seq[Transition]) -> JourneyMap:
    """The map with these transitions."""
    return journey if transitions is journey.transitions else replace(journey, transitions=transitions)


def with_owner(document: Document, map_id: str, owner: Owner) -> Document:
    """The document with this touchpoint or stage in the place of the one that has its id."""
    kind: Literal["stage", "touchpoint"] = "stage" if isinstance(owner, Stage) else "touchpoint"
    return replaced(document, Address(kind, map_id, owner.id), owner)


def with_cards(owner: Owner, lane: str, cards: tuple[Card, ...]) -> Owner:
    """The touchpoint or stage with these cards in the lane; a lane that loses its last card is left out."""
    rows: Cards
    if not cards:
        rows = tuple(row for row in owner.cards if row[0] != lane)
    elif any(name == lane for name, _cards in owner.cards):
        rows = tuple((name, cards if name == lane else old) for name, old in owner.cards)
    else:
        rows = (*owner.cards, (lane, cards))
    return replace(owner, cards=rows)
