"""Which of several equal cards is which, for the journal.

The text of a patch does not tell equal cards apart, yet each has its own comments and unknown keys in the file: once
one of them was deleted or moved, a save has to know which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from cjm_editor.core.model import Card, JourneyMap, Stage, Touchpoint

Owner = Stage | Touchpoint
P = TypeVar("P", Stage, Touchpoint)


def twins(old: JourneyMap, new: Iterable[Owner]) -> dict[str, list[int]]:
    """For each owner of the new map that has or had equal cards: for each card, in order, which of the old ones it is,
    -1 for none."""
    found = {}
    for owner in new:
        cards = _cards(owner)
        if not cards:
            continue
        before = _owner(old, owner)
        was = _cards(before) if before is not None else []
        if was and (len(set(cards)) < len(cards) or len(set(was)) < len(was)):
            places = {id(card): at for at, card in enumerate(was)}
            found[owner.id] = [places.get(id(card), -1) for card in cards]
    return found


def told_apart(owner: P, old: JourneyMap, places: list[int] | None) -> P:
    """The owner with the old map's cards where they are equal; which of several it is, `places` says. Itself where it
    does not fit."""
    before, cards = _owner(old, owner), _cards(owner)
    was = _cards(before) if before is not None else []
    if not was or not cards:
        return owner
    if places is None:
        at = {card: n for n, card in enumerate(was)}
        places = [at.get(card, -1) for card in cards]
    if len(places) != len(cards) or any(not -1 <= at < len(was) for at in places):
        return owner
    told = iter(
        was[at] if at >= 0 and was[at] == card else card for card, at in zip(cards, places, strict=True)
    )
    return replace(
        owner, cards=tuple((lane, tuple(next(told) for _card in held)) for lane, held in owner.cards)
    )


def _owner(journey: JourneyMap, like: Owner) -> Owner | None:
    """The stage or touchpoint of a map with the same id."""
    if isinstance(like, Stage):
        return next((stage for stage in journey.stages if stage.id == like.id), None)
    return journey.touchpoints.get(like.id)


def _cards(owner: Owner) -> list[Card]:
    return [card for _lane, cards in owner.cards for card in cards]
