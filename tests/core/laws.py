"""The laws of documents and edits as checks that raise `AssertionError`; tests run them, and see each of them fail.

The comparison here is made another way than `core.changes`: everything is walked, nothing is skipped by identity.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from cjm_editor.core.address import DOCUMENT, Address, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.seq import Seq
from cjm_editor.core.validate import findings

Compare = Callable[[Document, Document], ChangeSet]
INNER = ("segment", "persona", "lane", "map", "stage", "touchpoint", "transition", "comparison")
"""Kinds with addresses of their own: the fields that hold them are not fields of what they stand in."""


def check_valid(document: Document) -> None:
    """No error in the document: ids unique, references resolve, values in range, transitions in order."""
    errors = [found for found in findings(document) if found.problem.severity == "error"]
    assert not errors, errors[:3]


def check_untouched(before: Document, after: Document, compare: Compare = changes) -> None:
    """What the change set does not name is the same object in both, and equal documents are one object."""
    found = compare(before, after)
    named = set(found)
    if not named:
        assert after is before, "nothing differs, and yet the document is another object"
        return
    olds, news = objects(before), objects(after)
    for address in olds.keys() & news.keys():
        inside = any(_stands_in(other, address, olds, news) for other in named)
        assert inside or olds[address] is news[address], f"{address} is another object, and not named"


def _stands_in(
    other: Address, address: Address, olds: dict[Address, object], news: dict[Address, object]
) -> bool:
    """Whether naming `other` accounts for a new object at `address`."""
    if other == address or address == DOCUMENT:
        return True
    if address.kind == "map":
        return other.map == address.map
    if address.kind == "segment" and other.kind == "persona":
        return any(p.id == other.id for side in (olds, news) for p in side[address].personas)
    return False


def check_changes(before: Document, after: Document, compare: Compare = changes) -> None:
    """The change set names exactly what differs, by a comparison that walks everything."""
    found = compare(before, after)
    for name in ("added", "changed", "moved", "removed"):
        named = getattr(found, name)
        assert len(named) == len(set(named)), f"{name} names something twice"
    olds, news = values(before), values(after)
    gone = {a for a in olds.keys() - news.keys() if _parent(a, before) is None or _parent(a, before) in news}
    come = {a for a in news.keys() - olds.keys() if _parent(a, after) is None or _parent(a, after) in olds}
    assert set(found.removed) == gone, "removed"
    assert set(found.added) == come, "added"
    assert set(found.changed) == {a for a in olds.keys() & news.keys() if olds[a] != news[a]}, "changed"
    _check_moved(before, after, set(found.moved))


def _check_moved(before: Document, after: Document, moved: set[Address]) -> None:
    """Those that changed their stage or segment, and the fewest others that bring the rest into order."""
    olds, news = places(before), places(after)
    elsewhere = {a for a in olds.keys() & news.keys() if olds[a] != news[a]}
    assert elsewhere <= moved, "moved: a change of stage or segment is not named"
    assert moved <= olds.keys() & news.keys(), "moved: what is new or gone cannot have moved"
    for old, new in zip_orders(before, after):
        common = [a for a in old if a in set(new)]
        rest = [a for a in new if a in set(old)]
        stay = [a for a in common if a not in moved]
        assert stay == [a for a in rest if a not in moved], "moved: the others are in another order"
        here = {a for a in common if a in moved} - elsewhere
        assert len(here) <= len(common) - longest_common(common, rest), "moved: more than need be"
        moved = moved - set(common)
    assert not moved, f"moved: {moved} stand in no list that both have"


def check_pure(document: Document, edit: Callable[[Document], Document]) -> None:
    """The edit leaves the document that it is given as it was, and gives an equal result each time."""
    kept = copy.deepcopy(document)
    after = edit(document)
    assert document == kept, "the document given was altered"
    assert edit(document) == after, "the result differs from one call to the next"


def check_derived(original: JourneyMap, made: JourneyMap) -> None:
    """An ideal map made from another: the same ids, route and emotions, nothing that was measured, and nobody who
    leaves or comes back."""
    assert made.kind == "ideal" and made.derived_from == original.id
    assert [t.id for t in made.touchpoints] == [t.id for t in original.touchpoints]
    assert [s.id for s in made.stages] == [s.id for s in original.stages]
    kept = [t for t in original.transitions if t.kind not in ("back", "leave")]
    steps = route_edges(replace(original, transitions=Seq(kept)))
    assert route_edges(made) == tuple(replace(edge, share=None) for edge in steps)
    assert [(t.id, t.kind, t.from_, t.to) for t in made.transitions] == [
        (t.id, t.kind, t.from_, t.to) for t in kept
    ]
    assert all(t.share is None and not t.kept for t in made.transitions)
    assert [t.emotion for t in made.touchpoints] == [t.emotion for t in original.touchpoints]
    for owner in (*made.stages, *made.touchpoints):
        assert not {lane for lane, _cards in owner.cards} & {"pains", "quotes", "opportunities"}
        assert not owner.evidence and not owner.met and not owner.outcome
        assert all(metric.n is None and not metric.source for metric in owner.metrics)
        assert not any(card.evidence for _lane, cards in owner.cards for card in cards)


def zip_orders(before: Document, after: Document) -> Iterable[tuple[list[Address], list[Address]]]:
    """The lists that both documents have, as addresses in order; personas of all segments in one list a segment."""
    olds, news = orders(before), orders(after)
    for key in olds.keys() & news.keys():
        if key[0] == "persona":
            known = set(news[key])
            yield [a for a in olds[key] if a in known], [a for a in news[key] if a in set(olds[key])]
        else:
            yield olds[key], news[key]
    people = [a for key, row in olds.items() if key[0] == "persona" for a in row]
    there = {a for key, row in news.items() if key[0] == "persona" for a in row}
    strays = sorted(a for a in people if a in there and places(before)[a] != places(after)[a])
    yield strays, strays


def longest_common(one: Sequence[Address], other: Sequence[Address]) -> int:
    """The length of the longest common subsequence, by the textbook's table."""
    row = [0] * (len(other) + 1)
    for a in one:
        last = row
        row = [0]
        for at, b in enumerate(other):
            row.append(last[at] + 1 if a == b else max(last[at + 1], row[-1]))
    return row[-1]


def objects(document: Document) -> dict[Address, object]:
    """Every addressed element by its address."""
    found: dict[Address, object] = {DOCUMENT: document}
    for segment in document.segments:
        found[Address("segment", "", segment.id)] = segment
        found.update({Address("persona", "", persona.id): persona for persona in segment.personas})
    found.update({Address("lane", "", lane.id): lane for lane in document.lanes})
    for journey in document.maps:
        found[map_at(journey.id)] = journey
        found.update({stage_at(journey.id, s.id): s for s in journey.stages})
        found.update({touchpoint_at(journey.id, t.id): t for t in journey.touchpoints})
        found.update({transition_at(journey.id, t.id): t for t in journey.transitions})
    found.update({Address("comparison", index=at): c for at, c in enumerate(document.comparisons)})
    return found


def values(document: Document) -> dict[Address, tuple[object, ...]]:
    """The values of each element's own fields, without the place (a touchpoint's stage)."""
    found = {}
    for address, item in objects(document).items():
        own = [f.attr for f in ELEMENTS[address.kind].fields if f.type != "items" or f.of not in INNER]
        found[address] = tuple(
            getattr(item, attr) for attr in own if (address.kind, attr) != ("touchpoint", "stage")
        )
    return found


def places(document: Document) -> dict[Address, str]:
    """For each element the stage or segment that it stands in."""
    found = dict.fromkeys(objects(document), "")
    for segment in document.segments:
        found.update({Address("persona", "", persona.id): segment.id for persona in segment.personas})
    for journey in document.maps:
        found.update({touchpoint_at(journey.id, t.id): t.stage for t in journey.touchpoints})
    return found


def orders(document: Document) -> dict[tuple[str, str], list[Address]]:
    """Each list of the document as addresses in order, by kind and what it stands in."""
    found = {
        ("segment", ""): [Address("segment", "", segment.id) for segment in document.segments],
        ("lane", ""): [Address("lane", "", lane.id) for lane in document.lanes],
        ("map", ""): [map_at(journey.id) for journey in document.maps],
    }
    for segment in document.segments:
        found["persona", segment.id] = [Address("persona", "", p.id) for p in segment.personas]
    for journey in document.maps:
        found["stage", journey.id] = [stage_at(journey.id, s.id) for s in journey.stages]
        found["touchpoint", journey.id] = [touchpoint_at(journey.id, t.id) for t in journey.touchpoints]
        found["transition", journey.id] = [transition_at(journey.id, t.id) for t in journey.transitions]
    return found


def _parent(address: Address, document: Document) -> Address | None:
    """The map or segment that the element stands in; None for those of the document."""
    if address.kind == "persona":
        return Address("segment", "", places(document)[address])
    return map_at(address.map) if address.map and address.kind != "map" else None
