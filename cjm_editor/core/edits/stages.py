"""Edits of stages: adding, moving, deleting."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits.parts import (
    card_ids,
    check_id,
    insert,
    is_map_element,
    map_forgetting,
    moved,
    without,
)
from cjm_editor.core.edits.touchpoints import delete_touchpoints
from cjm_editor.core.elements import journey_at, no_such_element, with_journey, with_stages, with_touchpoints
from cjm_editor.core.model import Document, JourneyMap, Stage
from cjm_editor.core.seq import Seq


def add_stage(document: Document, map_id: str, stage: Stage, index: int = -1) -> Document:
    """The document with a new stage at `index` (-1: last).

    The first stage of a map takes over the touchpoints, which stood in the unnamed stage until now; otherwise they
    would all be parked.
    """
    journey = journey_at(document, map_id)
    check_id(stage.id, is_map_element(journey, stage.id))
    if not journey.stages and journey.touchpoints:
        taken = Seq(replace(touchpoint, stage=stage.id) for touchpoint in journey.touchpoints)
        journey = with_touchpoints(journey, taken)
    return with_journey(document, with_stages(journey, insert(journey.stages, index, stage)))


def move_stage(document: Document, address: Address, index: int) -> Document:
    """The document with the stage, and so its touchpoints, at position `index`."""
    journey = journey_at(document, address.map)
    stages = moved(journey.stages, _place(journey, address.id), index)
    return with_journey(document, with_stages(journey, stages))


def delete_stage(document: Document, address: Address) -> Document:
    """The document without the stage, its touchpoints, their transitions and all references to them."""
    journey = journey_at(document, address.map)
    at = _place(journey, address.id)
    inside = [touchpoint.id for touchpoint in journey.touchpoints if touchpoint.stage == address.id]
    document = delete_touchpoints(document, address.map, inside)
    journey = journey_at(document, address.map)
    gone = frozenset({address.id}) | card_ids(journey.stages[at].cards)
    journey = with_stages(journey, without(journey.stages, at))
    return with_journey(document, map_forgetting(journey, gone))


def _place(journey: JourneyMap, id: str) -> int:
    for index, stage in enumerate(journey.stages):
        if stage.id == id:
            return index
    raise no_such_element()
