"""Edits of the document's lanes: order, visibility, lanes of its own."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.edits.parts import card_ids, check_id, insert, map_forgetting, moved, refuse, without
from cjm_editor.core.elements import no_such_element, owners_of, with_lanes, with_maps
from cjm_editor.core.lanes import declared, field_names, is_built_in
from cjm_editor.core.model import Document, JourneyMap, Lane, lane_cards
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _


def add_lane(document: Document, lane: Lane, index: int = -1) -> Document:
    """The document with a lane declared at `index` (-1: last); the standard lanes are written out first.

    Raises `EditError` where the lane is declared already or its id is that of a field.
    """
    lanes = declared(document)
    check_id(lane.id, any(known.id == lane.id for known in lanes))
    check_lane_id(lane.id)
    return with_lanes(document, insert(lanes, index, lane))


def check_lane_id(id: str) -> None:
    """Raise `EditError` where a lane of one's own cannot have this id: its cards would stand in a field's place."""
    if not is_built_in(id) and id in field_names():
        raise refuse("id-taken", _("“{id}” is the name of a field. Choose another id for the lane.", id=id))


def declare_lanes(document: Document) -> Document:
    """The document with its standard lanes written out, so that one of them can be changed; itself if it has lanes."""
    return with_lanes(document, declared(document))


def set_lanes(document: Document, lanes: tuple[Lane, ...]) -> Document:
    """The document with exactly these rows declared, in this order. Lanes left out lose their declaration; those of
    one's own lose their cards too, as with `delete_lane`.

    Raises `EditError` where an id stands twice or is that of a field.
    """
    seen: set[str] = set()
    for lane in lanes:
        check_id(lane.id, lane.id in seen)
        check_lane_id(lane.id)
        seen.add(lane.id)
    for lane in document.lanes:
        if lane.id not in seen:
            document = delete_lane(document, lane.id)
    return document if document.lanes == lanes else with_lanes(document, lanes)


def move_lane(document: Document, id: str, index: int) -> Document:
    """The document with the lane at `index` among the declared ones; the standard lanes are written out first."""
    lanes = declared(document)
    at = _place(lanes, id)
    order = moved(lanes, at, index)
    return document if order is lanes else with_lanes(document, order)


def delete_lane(document: Document, id: str) -> Document:
    """The document without the lane. The cards of a lane of one's own go with it; built-in lanes keep theirs."""
    lanes = declared(document)
    document = with_lanes(document, without(lanes, _place(lanes, id)))
    if is_built_in(id):
        return document
    maps = tuple(_emptied(journey, id) for journey in document.maps)
    changed = any(new is not old for new, old in zip(maps, document.maps, strict=True))
    return with_maps(document, maps) if changed else document


def _place(lanes: tuple[Lane, ...], id: str) -> int:
    for index, lane in enumerate(lanes):
        if lane.id == id:
            return index
    raise no_such_element()


def _emptied(journey: JourneyMap, lane: str) -> JourneyMap:
    """The map without the cards of the lane and references to them; itself where the lane is empty."""
    cards = [card for owner in owners_of(journey) for card in lane_cards(owner, lane)]
    if not cards:
        return journey
    stages = tuple(
        replace(s, cards=tuple(row for row in s.cards if row[0] != lane)) if lane_cards(s, lane) else s
        for s in journey.stages
    )
    touchpoints = Seq(
        replace(t, cards=tuple(row for row in t.cards if row[0] != lane)) if lane_cards(t, lane) else t
        for t in journey.touchpoints
    )
    emptied = replace(journey, stages=stages, touchpoints=touchpoints)
    return map_forgetting(emptied, card_ids(((lane, tuple(cards)),)))
