"""Edits of cards: one statement in a lane of a touchpoint or stage."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits.parts import (
    check_id,
    has_card,
    insert,
    is_map_element,
    map_forgetting,
    refuse,
    without,
)
from cjm_editor.core.elements import (
    Owner,
    journey_at,
    no_such_element,
    owner_of,
    replaced,
    with_cards,
    with_journey,
    with_owner,
)
from cjm_editor.core.fields import element_trouble
from cjm_editor.core.lanes import is_card_lane
from cjm_editor.core.model import Card, Document, JourneyMap, lane_cards
from cjm_editor.core.texts import _


def add_card(document: Document, owner: Address, lane: str, index: int, card: Card) -> Document:
    """The document with a new card in a lane of the touchpoint or stage, at `index` (-1: last)."""
    journey = journey_at(document, owner.map)
    found = _owner(journey, owner)
    _check_lane(document, lane)
    _check_card(journey, card, Card())
    return with_owner(
        document, owner.map, with_cards(found, lane, insert(lane_cards(found, lane), index, card))
    )


def set_card(document: Document, address: Address, card: Card) -> Document:
    """The document with this card at the address; itself where an equal card stands there.

    Raises `EditError` where a value does not fit, or where the card names a source that the map does not have.
    """
    old = _card(document, address)
    if old == card:
        return document
    _check_card(journey_at(document, address.map), card, old)
    document = replaced(document, address, card)
    if old.id and old.id != card.id:
        journey = journey_at(document, address.map)
        document = with_journey(document, map_forgetting(journey, frozenset({old.id})))
    return document


def move_card(document: Document, address: Address, owner: Address, lane: str, index: int = -1) -> Document:
    """The document with the card in a lane of an owner in the same map, at `index` among its other cards (-1: last)."""
    card = _card(document, address)
    journey = journey_at(document, address.map)
    source, target = _owner(journey, address), _owner(journey, owner)
    if owner.map != address.map:
        raise refuse("other-map", _("A card can be moved only within its own map. To another map, copy it."))
    _check_lane(document, lane)
    rest = without(lane_cards(source, address.lane), address.index)
    if source.id == target.id and lane == address.lane:
        row = insert(rest, index, card)
        unmoved = all(a is b for a, b in zip(row, lane_cards(source, lane), strict=True))
        return document if unmoved else with_owner(document, address.map, with_cards(source, lane, row))
    document = with_owner(document, address.map, with_cards(source, address.lane, rest))
    target = _owner(journey_at(document, owner.map), owner)
    row = insert(lane_cards(target, lane), index, card)
    return with_owner(document, owner.map, with_cards(target, lane, row))


def delete_card(document: Document, address: Address) -> Document:
    """The document without the card and references to it."""
    card = _card(document, address)
    journey = journey_at(document, address.map)
    owner = _owner(journey, address)
    rest = without(lane_cards(owner, address.lane), address.index)
    document = with_owner(document, address.map, with_cards(owner, address.lane, rest))
    if not card.id:
        return document
    journey = journey_at(document, address.map)
    return with_journey(document, map_forgetting(journey, frozenset({card.id})))


def name_card(document: Document, address: Address, id: str) -> Document:
    """The document with an id for the card, so that others can refer to it; a card that has one keeps it."""
    card = _card(document, address)
    return document if card.id else set_card(document, address, replace(card, id=id))


def _card(document: Document, address: Address) -> Card:
    owner = _owner(journey_at(document, address.map), address)
    cards = lane_cards(owner, address.lane)
    if not 0 <= address.index < len(cards):
        raise no_such_element()
    return cards[address.index]


def _owner(journey: JourneyMap, address: Address) -> Owner:
    owner = owner_of(journey, address.id)
    if owner is None:
        raise no_such_element()
    return owner


def _check_lane(document: Document, lane: str) -> None:
    if not is_card_lane(document, lane):
        raise refuse("no-such-lane", _("There is no lane “{lane}” that holds cards.", lane=lane))


def _check_card(journey: JourneyMap, card: Card, old: Card) -> None:
    found = element_trouble("card", card)
    if found is not None:
        raise refuse("bad-value", found[1])
    if card.id and card.id != old.id:
        check_id(card.id, has_card(journey, card.id))
    for ref in card.from_:
        known = ref in old.from_ or is_map_element(journey, ref)
        if not known and not has_card(journey, ref):
            raise refuse("no-such-reference", _("The map has no element “{id}” to refer to.", id=ref))
