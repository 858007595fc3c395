"""Where the cards stood that an edit moved to another lane or owner: they take their own text and comments along."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from cjm_editor.core.address import Address, card_at
from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint, lane_cards
from cjm_editor.io.nodes import Node
from cjm_editor.io.places import entry_of
from cjm_editor.io.spans import CannotSpliceError

if TYPE_CHECKING:
    from cjm_editor.io.splice import Splicer

Homes = dict[int, tuple[Address, Card]]
"""The old address of each card that left its lane, and the card as it stood there, by the identity of the new card."""

ALIKE = 0.6
"""How much of two texts has to be the same for one to be the other, edited."""


def left_cards(old: Document, new: Document) -> Homes:
    """The cards of owners that changed which do not stand in their lane any more, edited on their way or not."""
    maps = {journey.id: journey for journey in new.maps}
    gone: list[tuple[Address, Card]] = []
    came: list[Card] = []
    all_left: list[tuple[Address, Card]] = []
    all_added: list[Card] = []
    for journey in old.maps:
        after = maps.get(journey.id)
        if after is journey:
            continue
        was, now = _owners(journey), {} if after is None else _owners(after)
        for name in dict.fromkeys((*was, *now)):
            owner, other = was.get(name), now.get(name)
            if other is owner:
                continue
            for lane in dict.fromkeys(lane for held in (owner, other) if held for lane, _cards in held.cards):
                left, added = _changed(owner, other, lane)
                all_left += ((card_at(journey.id, name, lane, at), card) for at, card in left)
                all_added += added
                gone += [(card_at(journey.id, name, lane, at), card) for at, card in left[len(added) :]]
                came += added[len(left) :]
    homes = _moved(all_left, all_added)
    moved = {at for at, _card in homes.values()}
    gone = [(at, card) for at, card in gone if at not in moved]
    for card in came:
        if id(card) not in homes:
            found = max(gone, key=lambda left: _likeness(left[1], card), default=None)
            if found is not None and _likeness(found[1], card) >= ALIKE:
                homes[id(card)] = found
                gone.remove(found)
    return homes


def _moved(left: list[tuple[Address, Card]], added: list[Card]) -> Homes:
    """The homes of the cards that came as they left: the same objects, else equal ones, as after a restore."""
    homes: Homes = {}
    same = {id(card): (at, card) for at, card in left}
    equal: dict[Card, list[tuple[Address, Card]]] = {}
    wanted = {id(card) for card in added}
    for at, card in left:
        if id(card) not in wanted:
            equal.setdefault(card, []).append((at, card))
    for card in added:
        if id(card) in same:
            homes[id(card)] = same[id(card)]
        elif equal.get(card):
            homes[id(card)] = equal[card].pop(0)
    return homes


def _changed(
    owner: Stage | Touchpoint | None, other: Stage | Touchpoint | None, lane: str
) -> tuple[list[tuple[int, Card]], list[Card]]:
    """The cards that left a lane, with their places, and those that came, pairs that may be one edited card first."""
    was = () if owner is None else lane_cards(owner, lane)
    now = () if other is None else lane_cards(other, lane)
    before, after = {id(card) for card in was}, {id(card) for card in now}
    left = [(at, card) for at, card in enumerate(was) if id(card) not in after]
    added = [card for card in now if id(card) not in before]
    if left and added and len(left) != len(added):
        some = {n: max((_likeness(card, other) for other in added), default=0.0) for n, card in left}
        left.sort(key=lambda item: (-some[item[0]], item[0]))
        cards = [card for _at, card in left]
        likely = {id(card): max(_likeness(one, card) for one in cards) for card in added}
        added.sort(key=lambda card: -likely[id(card)])
    return left, added


def _likeness(one: Card, other: Card) -> float:
    """From 0 to 1 how likely one card is the other, edited; 1 where they have one id or one text."""
    if one.id or other.id:
        return float(one.id == other.id)
    if one.text == other.text:
        return 1.0
    return SequenceMatcher(None, one.text, other.text, False).ratio()


def _owners(journey: JourneyMap) -> dict[str, Stage | Touchpoint]:
    found: dict[str, Stage | Touchpoint] = {stage.id: stage for stage in journey.stages}
    found.update((touchpoint.id, touchpoint) for touchpoint in journey.touchpoints)
    return found


def home_of(work: Splicer, card: object) -> tuple[Node, Node, int, Card] | None:
    """The key and list that a moved card stood in, its position and the card as it was; None for a new card."""
    if not isinstance(card, Card):
        return None
    home = work.homes().get(id(card))
    if home is None:
        return None
    at, old = home
    found = entry_of(work.root, work.old, at, work.text)
    if found is None or found[1].kind != "list":
        return None
    return found[0], found[1], at.index, old


def shifted(lines: list[str], shift: int) -> list[str]:
    """Lines moved to another indentation. Raises `CannotSpliceError` where one has not the blanks to lose."""
    if shift >= 0:
        return [" " * shift + line if line.strip() else line for line in lines]
    if any(line[:-shift].strip(" ") for line in lines):
        raise CannotSpliceError("lines that cannot be moved")
    return [line[-shift:] for line in lines]
