"""What differs between two versions of a document, by identity first: what was not touched is not looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Literal, Protocol, TypeVar

from cjm_editor.core.address import DOCUMENT, Address, map_at
from cjm_editor.core.model import Comparison, Document, JourneyMap, Segment, Touchpoint, Transition
from cjm_editor.core.records import dataclass
from cjm_editor.core.seq import Seq


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Addresses of what was added, changed, moved, removed; an address may be both changed and moved.

    Changed: a field of the element itself differs. Cards belong to their touchpoint or stage; a segment, map or
    document is not changed by a change of the elements in it. Moved: the place among its siblings differs, or its
    touchpoint's stage, or its persona's segment. Elements of an added or removed map or segment are not named apart.
    Comparisons are addressed by place and named whole.
    """

    added: tuple[Address, ...] = ()
    changed: tuple[Address, ...] = ()
    moved: tuple[Address, ...] = ()
    removed: tuple[Address, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.moved or self.removed)

    def __iter__(self) -> Iterator[Address]:
        """Every address once: removed, added, changed, moved."""
        return iter(dict.fromkeys((*self.removed, *self.added, *self.changed, *self.moved)))

    @property
    def maps(self) -> frozenset[str]:
        """Ids of the maps that something in concerns."""
        return frozenset(address.map for address in self if address.map)


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


E = TypeVar("E", bound=_HasId)
Kind = Literal["segment", "persona", "lane", "map", "stage", "touchpoint", "transition"]


class _Found:
    """The lists of a change set while it is made."""

    __slots__ = ("added", "changed", "moved", "removed")

    def __init__(self) -> None:
        self.added: list[Address] = []
        self.changed: list[Address] = []
        self.moved: list[Address] = []
        self.removed: list[Address] = []


def changes(before: Document, after: Document) -> ChangeSet:
    """Everything that differs from one version to the next; empty where they are equal."""
    found = _Found()
    if before is not after:
        if _own_differs(before, after, ("segments", "lanes", "maps", "comparisons")):
            found.changed.append(DOCUMENT)
        for old, new in _list_changes(found, "segment", "", before.segments, after.segments):
            if _own_differs(old, new, ("personas",)):
                found.changed.append(Address("segment", "", new.id))
        _persona_changes(found, before.segments, after.segments)
        for _old, lane in _list_changes(found, "lane", "", before.lanes, after.lanes):
            found.changed.append(Address("lane", "", lane.id))
        for was, now in _list_changes(found, "map", "", before.maps, after.maps):
            _map_changes(found, was, now)
        _comparison_changes(found, before.comparisons, after.comparisons)
    return ChangeSet(tuple(found.added), tuple(found.changed), tuple(found.moved), tuple(found.removed))


def _own_differs(old: object, new: object, but: tuple[str, ...]) -> bool:
    if type(old) is not type(new):
        return True
    names = (f.name for f in fields(old) if f.name not in but)  # type: ignore[arg-type]  # a dataclass always
    return any(getattr(old, name) != getattr(new, name) for name in names)


def _map_changes(found: _Found, old: JourneyMap, new: JourneyMap) -> None:
    if _own_differs(old, new, ("stages", "touchpoints", "transitions")):
        found.changed.append(map_at(new.id))
    for _stage, stage in _list_changes(found, "stage", new.id, old.stages, new.stages):
        found.changed.append(Address("stage", new.id, stage.id))
    _touchpoint_changes(found, old, new)
    for _was, now in _seq_changes(found, "transition", new.id, old.transitions, new.transitions):
        found.changed.append(Address("transition", new.id, now.id))


def _touchpoint_changes(found: _Found, old: JourneyMap, new: JourneyMap) -> None:
    """A stage that differs is a move; a change besides where another field differs too."""
    pairs = _seq_changes(found, "touchpoint", new.id, old.touchpoints, new.touchpoints)
    moved = set(found.moved)
    for was, now in pairs:
        address = Address("touchpoint", new.id, now.id)
        if was.stage == now.stage or _own_differs(was, now, ("stage",)):
            found.changed.append(address)
        if was.stage != now.stage and address not in moved:
            found.moved.append(address)


S = TypeVar("S", Touchpoint, Transition)


def _differing(old: Seq[S], new: Seq[S]) -> tuple[list[S], list[S], dict[str, int], dict[str, int]]:
    """The items of chunks that the two do not share, and behind how many shared chunks each of them stands.

    Chunks that both hold keep their order in what the edits make; where they do not, everything is looked at.
    """
    shared = {id(chunk) for chunk in old.chunks} & {id(chunk) for chunk in new.chunks}
    if [id(c) for c in old.chunks if id(c) in shared] != [id(c) for c in new.chunks if id(c) in shared]:
        shared = set()
    olds, old_behind = _rest(old, shared)
    news, new_behind = _rest(new, shared)
    return olds, news, old_behind, new_behind


def _rest(items: Seq[S], shared: set[int]) -> tuple[list[S], dict[str, int]]:
    rest: list[S] = []
    behind: dict[str, int] = {}
    passed = 0
    for chunk in items.chunks:
        if id(chunk) in shared:
            passed += 1
        else:
            rest += chunk
            behind.update((item.id, passed) for item in chunk)
    return rest, behind


def _seq_changes(
    found: _Found, kind: Literal["touchpoint", "transition"], map_id: str, old: Seq[S], new: Seq[S]
) -> list[tuple[S, S]]:
    """As `_list_changes`. What went past a chunk that both share has moved: the chunk stands for many that have not."""
    if old is new:
        return []
    olds, news, was, now = _differing(old, new)
    strays = {id for id in now if id in was and was[id] != now[id]}
    found.moved += [Address(kind, map_id, item.id) for item in news if item.id in strays]
    return _list_changes(found, kind, map_id, olds, news, strays)


def _list_changes(
    found: _Found,
    kind: Kind,
    map_id: str,
    old: Iterable[E],
    new: Iterable[E],
    strays: Container[str] = (),
) -> list[tuple[E, E]]:
    """Note what was added, removed and moved (but `strays`) in a list; return the pairs that are not equal."""
    if old is new:
        return []
    olds, news = {item.id: item for item in old}, {item.id: item for item in new}

    def at(id: str) -> Address:
        return Address(kind, id if kind == "map" else map_id, id)

    found.removed += [at(id) for id in olds if id not in news]
    found.added += [at(id) for id in news if id not in olds]
    common = [id for id in news if id in olds]
    stayed = [id for id in olds if id in news and id not in strays]
    found.moved += [at(id) for id in moved_ids(stayed, [id for id in common if id not in strays])]
    return [(olds[id], news[id]) for id in common if olds[id] is not news[id] and olds[id] != news[id]]


def moved_ids(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The fewest ids that have to move to turn the one order of the same ids into the other, in the new order.

    The ids outside a longest increasing subsequence (patience sorting).
    """
    if before == after:
        return []
    place = {id: at for at, id in enumerate(before)}
    order = [place[id] for id in after]
    tops: list[int] = []
    top_at: list[int] = []
    earlier = [-1] * len(order)
    for at, value in enumerate(order):
        pile = bisect_left(tops, value)
        if pile:
            earlier[at] = top_at[pile - 1]
        if pile == len(tops):
            tops.append(value)
            top_at.append(at)
        else:
            tops[pile], top_at[pile] = value, at
    kept: set[int] = set()
    walk = top_at[-1] if top_at else -1
    while walk >= 0:
        kept.add(walk)
        walk = earlier[walk]
    return [id for at, id in enumerate(after) if at not in kept]


def _persona_changes(found: _Found, old: tuple[Segment, ...], new: tuple[Segment, ...]) -> None:
    """Personas of segments that both versions have; one that changed its segment is moved."""
    if old is new:
        return
    both = {s.id for s in old} & {s.id for s in new}
    was = {p.id: (s.id, p) for s in old for p in s.personas}
    now = {p.id: (s.id, p) for s in new for p in s.personas}
    for id in was:
        if id not in now and was[id][0] in both:
            found.removed.append(Address("persona", "", id))
    for id, (segment, persona) in now.items():
        if id not in was:
            if segment in both:
                found.added.append(Address("persona", "", id))
            continue
        if persona != was[id][1]:
            found.changed.append(Address("persona", "", id))
        if segment != was[id][0]:
            found.moved.append(Address("persona", "", id))
    for segment in both:
        before = [id for id in was if was[id][0] == segment and id in now and now[id][0] == segment]
        after = [id for id in now if now[id][0] == segment and id in was and was[id][0] == segment]
        found.moved += [Address("persona", "", id) for id in moved_ids(before, after)]


def _comparison_changes(found: _Found, old: tuple[Comparison, ...], new: tuple[Comparison, ...]) -> None:
    for index in range(max(len(old), len(new))):
        address = Address("comparison", index=index)
        if index >= len(old):
            found.added.append(address)
        elif index >= len(new):
            found.removed.append(address)
        elif old[index] != new[index]:
            found.changed.append(address)
