"""An immutable sequence in chunks: an edit copies one chunk and the list of chunks, not the whole.

A map of 10,000 touchpoints then costs about two kilobytes an edit in the undo history instead of eighty, and two
versions share every chunk that no edit touched, so comparing them by identity skips whole chunks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar, overload

CHUNK = 128
"""Items in a full chunk. A chunk that grows to twice this is cut in two."""


class Identified(Protocol):
    """Anything with an id of its own, that may stand in a group and refer to others by their ids."""

    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def refs(self) -> tuple[str, ...]: ...


T = TypeVar("T", bound=Identified)


class _Facts:
    """What one chunk is asked for, made when first asked: its ids, sizes of its groups, ids that it refers to.

    A chunk that an edit makes takes over from the old one what still holds. `ids` and `refs` only say where to look:
    they may name more than there is, so that taking an item out leaves them as they are.
    """

    __slots__ = ("groups", "ids", "refs")

    def __init__(self) -> None:
        self.ids: frozenset[str] | None = None
        self.groups: dict[str, int] | None = None
        self.refs: frozenset[str] | None = None

    def exchanged(self, old: Identified | None, new: Identified | None) -> _Facts:
        """The facts of the chunk with `new` in the place of `old`; None: inserted or removed."""
        if old and new and (old.id, old.group, old.refs) == (new.id, new.group, new.refs):
            return self
        made = _Facts()
        made.ids = self.ids
        if made.ids is not None and new and new.id not in made.ids:
            made.ids |= {new.id}
        made.groups = self.groups
        if made.groups is not None and not (old and new and old.group == new.group):
            made.groups = dict(made.groups)
            for item, step in ((old, -1), (new, 1)):
                if item:
                    made.groups[item.group] = made.groups.get(item.group, 0) + step
        made.refs = self.refs
        if made.refs is not None and new and not made.refs.issuperset(new.refs):
            made.refs |= set(new.refs)
        return made


class Seq(Sequence[T], Generic[T]):
    """An immutable sequence of elements with unique ids; every change returns a new one."""

    __slots__ = ("_facts", "_len", "chunks")

    chunks: tuple[tuple[T, ...], ...]

    def __init__(self, items: Iterable[T] = ()) -> None:
        everything = tuple(items)
        self.chunks = tuple(everything[i : i + CHUNK] for i in range(0, len(everything), CHUNK))
        self._len = len(everything)
        self._facts = tuple(_Facts() for _ in self.chunks)

    @classmethod
    def _of(cls, chunks: tuple[tuple[T, ...], ...], length: int, facts: tuple[_Facts, ...]) -> Seq[T]:
        made: Seq[T] = cls.__new__(cls)
        made.chunks, made._len, made._facts = chunks, length, facts
        return made

    def __len__(self) -> int:
        return self._len

    def __iter__(self) -> Iterator[T]:
        for chunk in self.chunks:
            yield from chunk

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        if isinstance(index, slice):
            return tuple(self)[index]
        at, offset = self._place(index)
        return self.chunks[at][offset]

    def __contains__(self, item: object) -> bool:
        return any(item in chunk for chunk in self.chunks)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Seq):
            return NotImplemented
        if self._len != other._len:
            return False
        if len(self.chunks) == len(other.chunks):
            pairs = zip(self.chunks, other.chunks, strict=True)
            if all(mine is yours or len(mine) == len(yours) for mine, yours in pairs):
                pairs = zip(self.chunks, other.chunks, strict=True)
                return all(mine is yours or mine == yours for mine, yours in pairs)
        return all(mine == yours for mine, yours in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Seq({list(self)!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (Seq, (tuple(self),))

    def _place(self, index: int) -> tuple[int, int]:
        if index < 0:
            index += self._len
        if not 0 <= index < self._len:
            raise IndexError(index)
        at = 0
        for chunk in self.chunks:
            size = len(chunk)
            if index < size:
                break
            index -= size
            at += 1
        return at, index

    def _ids(self, at: int) -> frozenset[str]:
        facts = self._facts[at]
        if facts.ids is None:
            facts.ids = frozenset(item.id for item in self.chunks[at])
        return facts.ids

    def _find(self, id: str) -> tuple[int, int]:
        """The chunk and the place in it where this id stands first; (-1, -1) where nowhere."""
        for at, facts in enumerate(self._facts):
            if id in (facts.ids if facts.ids is not None else self._ids(at)):
                for offset, item in enumerate(self.chunks[at]):
                    if item.id == id:
                        return at, offset
        return -1, -1

    def _groups(self, at: int) -> dict[str, int]:
        facts = self._facts[at]
        if facts.groups is None:
            facts.groups = {}
            for item in self.chunks[at]:
                facts.groups[item.group] = facts.groups.get(item.group, 0) + 1
        return facts.groups

    def _refs(self, at: int) -> frozenset[str]:
        facts = self._facts[at]
        if facts.refs is None:
            facts.refs = frozenset(ref for item in self.chunks[at] for ref in item.refs)
        return facts.refs

    def get(self, id: str) -> T | None:
        """The element with this id, or None."""
        at, offset = self._find(id)
        return None if at < 0 else self.chunks[at][offset]

    def index_of(self, id: str) -> int:
        """The position of the element with this id, or -1."""
        at, offset = self._find(id)
        return -1 if at < 0 else sum(len(chunk) for chunk in self.chunks[:at]) + offset

    def size_of(self, group: str) -> int:
        """How many elements stand in the group."""
        size = 0
        for at, facts in enumerate(self._facts):  # a plain loop: asked with every new touchpoint
            groups = facts.groups if facts.groups is not None else self._groups(at)
            if group in groups:
                size += groups[group]
        return size

    def nth_of(self, group: str, index: int) -> int:
        """The position of element number `index` (from 0) among those of the group, or -1."""
        before = 0
        for at, facts in enumerate(self._facts):
            inside = (facts.groups if facts.groups is not None else self._groups(at)).get(group, 0)
            chunk = self.chunks[at]
            if index < inside:
                for offset, item in enumerate(chunk):
                    if item.group == group:
                        if not index:
                            return before + offset
                        index -= 1
            index -= inside
            before += len(chunk)
        return -1

    def rank_of(self, index: int) -> int:
        """The place (from 0) of the element at position `index` among those of its group."""
        at, offset = self._place(index)
        group = self.chunks[at][offset].group
        inside = sum(item.group == group for item in self.chunks[at][:offset])
        return inside + sum(self._groups(earlier).get(group, 0) for earlier in range(at))

    def referring_to(self, id: str) -> list[int]:
        """Positions of the elements that refer to this id, in order."""
        found: list[int] = []
        for at, facts in enumerate(self._facts):
            refs = facts.refs if facts.refs is not None else self._refs(at)
            if id in refs:
                before = sum(len(chunk) for chunk in self.chunks[:at])
                found += [before + offset for offset, item in enumerate(self.chunks[at]) if id in item.refs]
        return found

    def replaced(self, index: int, item: T) -> Seq[T]:
        """The sequence with `item` at `index`; itself where that very object stands there already."""
        at, offset = self._place(index)
        chunk = self.chunks[at]
        old = chunk[offset]
        if old is item:
            return self
        return self._with(at, (*chunk[:offset], item, *chunk[offset + 1 :]), old, item)

    def inserted(self, index: int, item: T) -> Seq[T]:
        """The sequence with `item` before position `index` (0..len)."""
        if not 0 <= index <= self._len:
            raise IndexError(index)
        if not self.chunks:
            return Seq((item,))
        at, offset = self._place(index) if index < self._len else (len(self.chunks) - 1, len(self.chunks[-1]))
        chunk = self.chunks[at]
        return self._with(at, (*chunk[:offset], item, *chunk[offset:]), None, item)

    def extended(self, items: Iterable[T]) -> Seq[T]:
        """The sequence with all these behind its own; full chunks stay shared."""
        more = Seq(items)
        if not more:
            return self
        if not self.chunks or len(self.chunks[-1]) >= CHUNK:
            return Seq._of(self.chunks + more.chunks, self._len + len(more), self._facts + more._facts)
        rest = Seq((*self.chunks[-1], *more))
        return Seq._of(self.chunks[:-1] + rest.chunks, self._len + len(more), self._facts[:-1] + rest._facts)

    def removed(self, index: int) -> Seq[T]:
        """The sequence without the element at `index`."""
        at, offset = self._place(index)
        chunk = self.chunks[at]
        return self._with(at, (*chunk[:offset], *chunk[offset + 1 :]), chunk[offset], None)

    def _with(self, at: int, chunk: tuple[T, ...], old: T | None, new: T | None) -> Seq[T]:
        """The sequence with the chunk at `at` exchanged for one in which `new` takes the place of `old`."""
        known = self._facts[at].exchanged(old, new)
        parts: tuple[tuple[T, ...], ...] = (chunk,) if chunk else ()
        facts: tuple[_Facts, ...] = (known,) if chunk else ()
        if len(chunk) >= 2 * CHUNK:
            parts, facts = (chunk[:CHUNK], chunk[CHUNK:]), (_Facts(), _Facts())
        chunks = (*self.chunks[:at], *parts, *self.chunks[at + 1 :])
        all_facts = self._facts
        if len(parts) != 1 or known is not self._facts[at]:
            all_facts = (*self._facts[:at], *facts, *self._facts[at + 1 :])
        return Seq._of(chunks, self._len + (new is not None) - (old is not None), all_facts)
