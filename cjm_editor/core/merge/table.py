"""A document as a table of elements by key: the same element of three versions has one key in all three.

Elements with ids are found by them wherever they stand; those without by the fields that the schema marks as their
key; cards by id, by equal text in their lane, or by the words that they share with what they were.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import field
from functools import cache
from typing import cast

from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import ELEMENTS, Field

Key = tuple[object, ...]
Place = tuple[Key, str]
"""What an element stands in: the key of its parent, and the name of the list, a lane for cards."""

ROOT: Key = ("document", "", "")
NOWHERE: Place = ((), "")

ALIKE = 0.6
"""How much of the words of the longer text two cards share that are one card, edited."""

COMMON = 50
"""Cards of one lane that a word may stand in to be asked for; of so many every pair is looked at."""

WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One element: its key, kind, value and place; `scope` is the id of the map that it stands in."""

    key: Key
    kind: str
    item: object
    place: Place
    scope: str


@dataclass(frozen=True, slots=True)
class Table:
    """All elements of one version, the rows of each place in order, lanes in order, cards by their ids."""

    entries: dict[Key, Entry] = field(default_factory=dict)
    rows: dict[Place, list[Key]] = field(default_factory=dict)
    lanes: dict[Key, list[str]] = field(default_factory=dict)
    cards: dict[tuple[str, str], Key] = field(default_factory=dict)


@cache
def child_fields(kind: str) -> tuple[Field, ...]:
    """The fields that hold elements with keys of their own."""
    return tuple(f for f in ELEMENTS[kind].fields if f.type in ("items", "cards"))


@cache
def has_id(kind: str) -> bool:
    """Whether elements of a kind are told apart by ids alone. Cards have one only when something refers to them."""
    return kind != "card" and ELEMENTS[kind].field("id") is not None


@cache
def _key_fields(kind: str) -> tuple[str, ...]:
    return tuple(f.attr for f in ELEMENTS[kind].fields if f.key)


def has_named_cards(document: Document) -> bool:
    """Whether any card has an id."""
    for journey in document.maps:
        owners: tuple[Stage | Touchpoint, ...] = (*journey.stages, *journey.touchpoints)
        if any(card.id for owner in owners for _lane, row in owner.cards for card in row):
            return True
    return False


def known_ids(side: Table, base: Table) -> Table:
    """A table of nothing but the ids that a side gave to cards of the base."""
    return Table(cards={name: key for name, key in side.cards.items() if key in base.entries})


def table(
    document: Document, side: str, earlier: tuple[Table, ...] = (), named: Table | None = None
) -> Table:
    """The table of a version; cards are looked for in the `earlier` ones (the base, then the first side), by their
    ids also in `named`."""
    made = Table()
    if named is not None:
        earlier = (*earlier, named)
    _enter(made, Entry(ROOT, "document", document, NOWHERE, ""), side, earlier, frozenset())
    return made


def _enter(made: Table, entry: Entry, side: str, earlier: tuple[Table, ...], own_ids: frozenset[str]) -> None:
    made.entries[entry.key] = entry
    scope = entry.scope
    if isinstance(entry.item, JourneyMap):
        scope = entry.item.id
        owners: tuple[Stage | Touchpoint, ...] = (*entry.item.stages, *entry.item.touchpoints)
        own_ids = frozenset(card.id for o in owners for _lane, row in o.cards for card in row if card.id)
    for inner in child_fields(entry.kind):
        held = getattr(entry.item, inner.attr)
        if inner.type == "cards":
            made.lanes[entry.key] = [lane for lane, _row in held]
        rows = held if inner.type == "cards" else ((inner.name, held),)
        for name, items in rows:
            if not items:
                continue
            place = (entry.key, name)
            if inner.type == "cards":
                keys = _card_keys(items, place, scope, side, earlier, own_ids)
            else:
                keys = _keys(inner.of, items, place, scope)
            made.rows[place] = keys
            for key, item in zip(keys, items, strict=True):
                if isinstance(item, Card) and item.id:
                    made.cards[scope, item.id] = key
                _enter(made, Entry(key, inner.of, item, place, scope), side, earlier, own_ids)


def _keys(kind: str, items: Iterable[object], place: Place, scope: str) -> list[Key]:
    if has_id(kind):
        return [(kind, scope, item.id) for item in items]  # type: ignore[attr-defined]
    names, seen, keys = _key_fields(kind), Counter[object](), list[Key]()
    for item in items:
        values = tuple(getattr(item, name) for name in names)
        keys.append((kind, place, values, seen[values]))
        seen[values] += 1
    return keys


def _card_keys(
    cards: Sequence[Card],
    place: Place,
    scope: str,
    side: str,
    earlier: tuple[Table, ...],
    own_ids: frozenset[str],
) -> list[Key]:
    if earlier and (same := _same_row(cards, place, earlier[0])) is not None:
        return same
    keys: list[Key | None] = [None] * len(cards)
    used: set[Key] = set()
    for at, card in enumerate(cards):
        if card.id:
            found = (known.cards.get((scope, card.id)) for known in earlier)
            keys[at] = next((key for key in found if key is not None and key not in used), None)
            used |= {key for key in (keys[at],) if key is not None}
    for nth, known in enumerate(earlier):
        there = [(key, cast(Card, known.entries[key].item)) for key in known.rows.get(place, ())]
        there = [(key, other) for key, other in there if key not in used and other.id not in own_ids]
        _pair(cards, keys, there, is_loose=nth == 0)
        used |= {key for key in keys if key is not None}
    return [
        key if key is not None else ("card", scope, "#" + card.id) if card.id else ("card", place, side, at)
        for at, (key, card) in enumerate(zip(keys, cards, strict=True))
    ]


def _same_row(cards: Sequence[Card], place: Place, base: Table) -> list[Key] | None:
    """The keys of cards that stand as they stood, none of them with an id: in most lanes nothing was done."""
    keys = base.rows.get(place, ())
    if len(keys) != len(cards):
        return None
    for key, card in zip(keys, cards, strict=True):
        other = cast(Card, base.entries[key].item)
        if card.id or other.id or card.text != other.text:
            return None
    return list(keys)


def _pair(
    cards: Sequence[Card], keys: list[Key | None], there: list[tuple[Key, Card]], is_loose: bool
) -> None:
    """Give cards without a key that of an equal one; `is_loose`: then that of the one that shares most words."""
    by_text: dict[str, list[tuple[Key, Card]]] = {}
    for key, other in there:
        by_text.setdefault(other.text, []).append((key, other))
    taken: set[Key] = set()
    for at, card in enumerate(cards):
        same = by_text.get(card.text)
        if keys[at] is None and same and not (card.id and same[0][1].id):
            keys[at] = same.pop(0)[0]
            taken.add(cast(Key, keys[at]))
    if is_loose:
        _pair_by_words(cards, keys, [pair for pair in there if pair[0] not in taken])


def _pair_by_words(cards: Sequence[Card], keys: list[Key | None], left: list[tuple[Key, Card]]) -> None:
    """Give cards without a key that of the one that shares most words with them, and enough."""
    counts = [_counts(other.text) for _key, other in left]
    places: dict[str, list[int]] = {}
    for place, words in enumerate(counts):
        for word in words:
            places.setdefault(word, []).append(place)
    # words that nearly all have tell nothing, and asking for them takes the square of the number of cards
    rare = {word: there for word, there in places.items() if len(there) <= COMMON}
    free = set(range(len(left)))
    for at, card in enumerate(cards):
        if keys[at] is not None or not free:
            continue
        words = _counts(card.text)
        near = {place for word in words for place in rare.get(word, ())}
        best = max(
            ((_shared(counts[place], words), -place) for place in (near | {at}) & free), default=(0.0, 0)
        )
        key, other = left[-best[1]]
        if best[0] >= ALIKE and not (card.id and other.id):
            keys[at] = key
            free.discard(-best[1])


def overlap(one: str, other: str) -> float:
    """From 0 to 1 how many of the words of the longer text the two share."""
    return _shared(_counts(one), _counts(other))


def _counts(text: str) -> Counter[str]:
    return Counter(WORDS.findall(text.casefold()))


def _shared(one: Counter[str], other: Counter[str]) -> float:
    longer = max(one.total(), other.total())
    return (one & other).total() / longer if longer else 0.0
