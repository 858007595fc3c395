"""The elements of the schema, ready for reading: fields by name, where cards stand, which names lanes may have."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from cjm_editor.core import model
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, VALUE_LANES, Element, Field

SINGLE = ("evidence",)
"""Kinds that may stand alone where a list of one is meant."""


class Named(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Shape:
    """An element of the table, ready for reading: fields by name, the lanes' field if it holds cards."""

    element: Element
    fields: dict[str, Field]
    cards: Field | None
    has_id: bool


@cache
def shape_of(kind: str) -> Shape:
    """The shape of a kind of element."""
    element = ELEMENTS[kind]
    named = {field.name: field for field in element.fields if field.type != "cards"}
    cards = next((field for field in element.fields if field.type == "cards"), None)
    return Shape(element, named, cards, "id" in named and kind != "card")


@cache
def field_names() -> frozenset[str]:
    """Names that a lane of one's own may not have: those of fields of stages and touchpoints."""
    return frozenset(shape_of("stage").fields) | frozenset(shape_of("touchpoint").fields)


def own_lanes(lanes: tuple[model.Lane, ...]) -> tuple[str, ...]:
    """Ids of the declared lanes that hold cards and are not built in."""
    taken = field_names()
    return tuple(
        lane.id
        for lane in lanes
        if lane.id and lane.id not in CARD_LANES + VALUE_LANES and lane.id not in taken
    )
