"""Where an element stands in a document. Addresses survive edits elsewhere; drawings and change sets carry them."""

from __future__ import annotations

from typing import Literal, NamedTuple

ElementKind = Literal[
    "document",
    "segment",
    "persona",
    "lane",
    "map",
    "stage",
    "touchpoint",
    "card",
    "transition",
    "comparison",
    "link",
]


class Address(NamedTuple):
    """`kind`, the map's id (stages, touchpoints, cards, transitions), the element's id, for cards lane and position.

    A card: `id` is its touchpoint's or stage's id (one id space a map). A comparison or link: `index` is the
    position of the comparison in the document, `sub` that of the link in it.
    """

    kind: ElementKind
    map: str = ""
    id: str = ""
    lane: str = ""
    index: int = -1  # type: ignore[assignment]  # hides tuple.index, which nobody asks of an address
    sub: int = -1


DOCUMENT = Address("document")


def touchpoint_at(map_id: str, id: str) -> Address:
    """The address of a touchpoint."""
    return Address("touchpoint", map_id, id)


def stage_at(map_id: str, id: str) -> Address:
    """The address of a stage."""
    return Address("stage", map_id, id)


def card_at(map_id: str, owner: str, lane: str, index: int) -> Address:
    """The address of the card at `index` (0-based) in a lane of a touchpoint or stage."""
    return Address("card", map_id, owner, lane, index)


def transition_at(map_id: str, id: str) -> Address:
    """The address of a transition."""
    return Address("transition", map_id, id)


def map_at(id: str) -> Address:
    """The address of a map."""
    return Address("map", id, id)
