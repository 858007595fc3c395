"""Edits of touchpoints: adding, moving, copying, deleting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits.parts import (
    card_ids,
    check_id,
    is_map_element,
    links_forgetting,
    map_forgetting,
    refuse,
    without_ids,
)
from cjm_editor.core.elements import (
    journey_at,
    no_such_element,
    with_journey,
    with_touchpoints,
)
from cjm_editor.core.model import Document, JourneyMap, Touchpoint, stage_of
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _


def add_touchpoint(
    document: Document, map_id: str, touchpoint: Touchpoint, index_in_stage: int = -1
) -> Document:
    """The document with a new touchpoint in its `stage`, at that place among the stage's touchpoints (-1: last).

    Raises `EditError` where the id is taken, or a map with stages has no such stage ("" parks it).
    """
    journey = journey_at(document, map_id)
    check_id(touchpoint.id, is_map_element(journey, touchpoint.id))
    _check_stage(journey, touchpoint.stage)
    touchpoints = _placed(journey, journey.touchpoints, touchpoint, index_in_stage)
    return with_journey(document, with_touchpoints(journey, touchpoints))


def move_touchpoint(
    document: Document, address: Address, stage_id: str, index_in_stage: int = -1
) -> Document:
    """The document with the touchpoint in that stage, at that place among the stage's others (-1: last).

    `stage_id` "" parks it in a map that has stages. Its transitions stay.
    """
    journey = journey_at(document, address.map)
    at = journey.touchpoints.index_of(address.id)
    if at < 0:
        raise no_such_element()
    touchpoint = journey.touchpoints[at]
    _check_stage(journey, stage_id)
    if journey.stages and stage_id != touchpoint.stage:
        touchpoint = replace(touchpoint, stage=stage_id)
    else:
        rank, last = at, len(journey.touchpoints) - 1
        if journey.stages:
            rank, last = journey.touchpoints.rank_of(at), journey.touchpoints.size_of(stage_id) - 1
        if rank == (index_in_stage if 0 <= index_in_stage < last else last):
            return document
    touchpoints = _placed(journey, journey.touchpoints.removed(at), touchpoint, index_in_stage)
    return with_journey(document, with_touchpoints(journey, touchpoints))


def duplicate_touchpoint(document: Document, address: Address, new_id: str) -> Document:
    """The document with a copy of the touchpoint right behind it. Transitions and ids of cards are not copied."""
    journey = journey_at(document, address.map)
    at = journey.touchpoints.index_of(address.id)
    if at < 0:
        raise no_such_element()
    check_id(new_id, is_map_element(journey, new_id))
    original = journey.touchpoints[at]
    cards = without_ids(original.cards) if card_ids(original.cards) else original.cards
    touchpoints = journey.touchpoints.inserted(at + 1, replace(original, id=new_id, cards=cards))
    return with_journey(document, with_touchpoints(journey, touchpoints))


def delete_touchpoints(document: Document, map_id: str, ids: Iterable[str]) -> Document:
    """The document without these touchpoints of the map, their transitions and all references to them."""
    journey = journey_at(document, map_id)
    touchpoints, transitions = journey.touchpoints, journey.transitions
    gone: set[str] = set()
    named: set[str] = set()
    for id in ids:
        at = touchpoints.index_of(id)
        if at < 0:
            continue
        named.add(id)
        gone |= {id} | card_ids(touchpoints[at].cards)
        touchpoints = touchpoints.removed(at)
        for place in reversed(transitions.referring_to(id)):
            transitions = transitions.removed(place)
    if not named:
        return document
    journey = replace(journey, touchpoints=touchpoints, transitions=transitions)
    document = with_journey(document, map_forgetting(journey, frozenset(gone)))
    return links_forgetting(document, map_id, frozenset(named))


def _check_stage(journey: JourneyMap, stage_id: str) -> None:
    if journey.stages and stage_id and stage_of(journey, stage_id) is None:
        raise refuse("no-such-stage", _("The map has no such stage any more."))


def _placed(
    journey: JourneyMap, touchpoints: Seq[Touchpoint], touchpoint: Touchpoint, index: int
) -> Seq[Touchpoint]:
    """The sequence with the touchpoint among those of its stage; the list keeps the order of the stages if it can."""
    if not journey.stages:
        return touchpoints.inserted(index if 0 <= index < len(touchpoints) else len(touchpoints), touchpoint)
    size = touchpoints.size_of(touchpoint.stage)
    if 0 <= index < size:
        return touchpoints.inserted(touchpoints.nth_of(touchpoint.stage, index), touchpoint)
    if size:
        return touchpoints.inserted(touchpoints.nth_of(touchpoint.stage, size - 1) + 1, touchpoint)
    order = [stage.id for stage in journey.stages]
    earlier = order[: order.index(touchpoint.stage)] if touchpoint.stage in order else order
    for stage in reversed(earlier):
        if size := touchpoints.size_of(stage):
            return touchpoints.inserted(touchpoints.nth_of(stage, size - 1) + 1, touchpoint)
    return touchpoints.inserted(0 if touchpoint.stage in order else len(touchpoints), touchpoint)
