"""Where the cards stood that an edit moved to another lane or owner: they take their own text and comments along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.core.address import Address, card_at
from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint, lane_cards
from cjm_editor.io.nodes import Node
from cjm_editor.io.places import entry_of
from cjm_editor.io.spans import CannotSpliceError

if TYPE_CHECKING:
    from cjm_editor.io.splice import Splicer

Homes = dict[int, Address]
"""The old address of each card that left its lane, by the identity of the card."""


def left_cards(old: Document, new: Document) -> Homes:
    """The cards of owners that changed which do not stand in their lane any more."""
    maps = {journey.id: journey for journey in new.maps}
    homes: Homes = {}
    for journey in old.maps:
        after = maps.get(journey.id)
        if after is journey:
            continue
        now = {} if after is None else _owners(after)
        for id, owner in _owners(journey).items():
            other = now.get(id)
            if other is not owner:
                homes.update(_left(journey.id, owner, other))
    return homes


def _owners(journey: JourneyMap) -> dict[str, Stage | Touchpoint]:
    found: dict[str, Stage | Touchpoint] = {stage.id: stage for stage in journey.stages}
    found.update((touchpoint.id, touchpoint) for touchpoint in journey.touchpoints)
    return found


def _left(map_id: str, owner: Stage | Touchpoint, other: Stage | Touchpoint | None) -> Homes:
    homes: Homes = {}
    for lane, cards in owner.cards:
        stayed = {id(card) for card in lane_cards(other, lane)} if other is not None else set()
        for at, card in enumerate(cards):
            if id(card) not in stayed:
                homes[id(card)] = card_at(map_id, owner.id, lane, at)
    return homes


def home_of(work: Splicer, card: object) -> tuple[Node, Node, int] | None:
    """The key and list that a moved card stood in, and its position; None for a card that is new."""
    if not isinstance(card, Card):
        return None
    at = work.homes().get(id(card))
    if at is None:
        return None
    found = entry_of(work.root, work.old, at, work.text)
    if found is None or found[1].kind != "list":
        return None
    return found[0], found[1], at.index


def shifted(lines: list[str], shift: int) -> list[str]:
    """Lines moved to another indentation. Raises `CannotSpliceError` where one has not the blanks to lose."""
    if shift >= 0:
        return [" " * shift + line if line.strip() else line for line in lines]
    if any(line[:-shift].strip(" ") for line in lines):
        raise CannotSpliceError("lines that cannot be moved")
    return [line[-shift:] for line in lines]
