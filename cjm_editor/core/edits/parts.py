"""What the edits share: refusing, taking ids out of references, places in tuples."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from cjm_editor.core.elements import owners_of
from cjm_editor.core.errors import EditError
from cjm_editor.core.ids import is_id
from cjm_editor.core.model import Card, Cards, Comparison, Document, JourneyMap, Link, stage_of
from cjm_editor.core.texts import Message, _

T = TypeVar("T")


def refuse(code: str, message: Message) -> EditError:
    """The error of an edit that the document does not allow, to be raised."""
    return EditError(code, message)


def check_id(id: str, is_taken: bool) -> None:
    """Raise `EditError` unless the text is an id that is free."""
    if not is_id(id):
        raise refuse(
            "bad-id", _("“{id}” cannot be an id: letters, digits, “.”, “-”, “_”, 64 at most.", id=id)
        )
    if is_taken:
        raise refuse("id-taken", _("The id “{id}” is already taken. Choose another.", id=id))


def insert(items: tuple[T, ...], index: int, item: T) -> tuple[T, ...]:
    """The tuple with `item` at `index`; a negative or too large index means the end."""
    at = index if 0 <= index <= len(items) else len(items)
    return (*items[:at], item, *items[at:])


def without(items: tuple[T, ...], index: int) -> tuple[T, ...]:
    """The tuple without the item at `index`."""
    return (*items[:index], *items[index + 1 :])


def moved(items: tuple[T, ...], index: int, to: int) -> tuple[T, ...]:
    """The tuple with the item at `index` brought to position `to`; itself where it stands there."""
    last = len(items) - 1
    at = to if 0 <= to <= last else last
    return items if at == index else insert(without(items, index), at, items[index])


def is_map_element(journey: JourneyMap, id: str) -> bool:
    """Whether a stage or touchpoint of the map has this id (they share one space)."""
    return journey.touchpoints.index_of(id) >= 0 or stage_of(journey, id) is not None


def has_card(journey: JourneyMap, id: str) -> bool:
    """Whether a card of the map has this id."""
    return any(
        card.id == id for owner in owners_of(journey) for _lane, cards in owner.cards for card in cards
    )


def card_ids(cards: Cards) -> frozenset[str]:
    """Ids of the cards that have one."""
    return frozenset(card.id for _lane, row in cards for card in row if card.id)


def without_ids(cards: Cards) -> Cards:
    """The cards as copies that have no ids yet."""
    return tuple((lane, tuple(replace(card, id="") for card in row)) for lane, row in cards)


def cards_forgetting(cards: Cards, gone: frozenset[str]) -> Cards:
    """The cards without references to these ids; rows and cards that refer to none are the same objects."""
    if not any(ref in gone for _lane, row in cards for card in row for ref in card.from_):
        return cards
    return tuple((lane, tuple(_card_forgetting(card, gone) for card in row)) for lane, row in cards)


def _card_forgetting(card: Card, gone: frozenset[str]) -> Card:
    kept = tuple(ref for ref in card.from_ if ref not in gone)
    return card if len(kept) == len(card.from_) else replace(card, from_=kept)


def map_forgetting(journey: JourneyMap, gone: frozenset[str]) -> JourneyMap:
    """The map without references from its cards to these ids; owners that had none are the same objects."""
    if not gone:
        return journey
    stages, touchpoints = journey.stages, journey.touchpoints
    for index in [at for at, stage in enumerate(stages) if stage.cards]:
        stage = stages[index]
        cards = cards_forgetting(stage.cards, gone)
        if cards is not stage.cards:
            stages = (*stages[:index], replace(stage, cards=cards), *stages[index + 1 :])
    for index in sorted({at for id in gone for at in touchpoints.referring_to(id)}):
        touchpoint = touchpoints[index]
        touchpoints = touchpoints.replaced(
            index, replace(touchpoint, cards=cards_forgetting(touchpoint.cards, gone))
        )
    if stages is journey.stages and touchpoints is journey.touchpoints:
        return journey
    return replace(journey, stages=stages, touchpoints=touchpoints)


def links_forgetting(document: Document, map_id: str, gone: frozenset[str]) -> Document:
    """The document whose decided links no longer name these touchpoints of the map.

    A link that loses its last touchpoint on one side is taken out: an empty side would say "confirmed: has no
    counterpart", which nobody decided.
    """
    comparisons = []
    for comparison in document.comparisons:
        links = [_link_forgetting(link, comparison, map_id, gone) for link in comparison.links]
        if any(new is not old for new, old in zip(links, comparison.links, strict=True)):
            comparison = replace(comparison, links=tuple(link for link in links if link is not None))
        comparisons.append(comparison)
    changed = any(new is not old for new, old in zip(comparisons, document.comparisons, strict=True))
    return replace(document, comparisons=tuple(comparisons)) if changed else document


def _link_forgetting(link: Link, comparison: Comparison, map_id: str, gone: frozenset[str]) -> Link | None:
    """The link without these touchpoints; itself where it names none, None where a side loses its last one."""
    if comparison.ideal == map_id and not gone.isdisjoint(link.ideal):
        ids, titles = _names_left(link.ideal, link.ideal_titles, gone)
        if not ids:
            return None
        link = replace(link, ideal=ids, ideal_titles=titles)
    if comparison.actual == map_id and not gone.isdisjoint(link.actual):
        ids, titles = _names_left(link.actual, link.actual_titles, gone)
        if not ids:
            return None
        link = replace(link, actual=ids, actual_titles=titles)
    return link


def _names_left(
    ids: tuple[str, ...], titles: tuple[str, ...], gone: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    left = [at for at, id in enumerate(ids) if id not in gone]
    return tuple(ids[at] for at in left), tuple(titles[at] for at in left if at < len(titles))
