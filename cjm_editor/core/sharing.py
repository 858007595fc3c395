"""A document that holds the objects of another one wherever they are equal.

Comparing, drawing and journals go by identity: two versions that were read from two files share nothing, though they
differ in one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from cjm_editor.core.model import Card, Document
from cjm_editor.core.seq import Identified, Seq

T = TypeVar("T")
S = TypeVar("S", bound=Identified)


def shared(document: Document, other: Document) -> Document:
    """A document equal to `document`, which takes over what is equal in `other`; `other` itself where all is."""
    return _shared(document, other)


def _shared(new: T, old: object) -> T:
    """The new value, made of parts of the old one where they are equal."""
    if new is old or type(new) is not type(old):
        return new
    if new == old:
        return old
    if isinstance(new, Seq) and isinstance(old, Seq):
        return _shared_seq(new, old)  # type: ignore[return-value]
    if isinstance(new, tuple) and isinstance(old, tuple):
        return _shared_items(new, old)  # type: ignore[return-value]
    if is_dataclass(new) and not isinstance(new, type):
        parts = {one.name: _shared(getattr(new, one.name), getattr(old, one.name)) for one in fields(new)}
        if any(parts[name] is not getattr(new, name) for name in parts):
            return replace(new, **parts)
    return new


def _shared_items(new: Sequence[object], old: Sequence[object]) -> tuple[object, ...]:
    """The same for a tuple: elements are found by their ids; of others, a card that is an old one already stays it,
    then the equal one in the same place is taken, then the first equal one that is left."""
    known = {name: one for one in old if (name := _name_of(one))}
    there = {id(one) for one in old}
    taken = {id(one) for one in new if isinstance(one, Card) and id(one) in there}
    alike: dict[object, list[object]] | None = None
    made: list[object] = []
    for at, one in enumerate(new):
        if id(one) not in taken or not isinstance(one, Card):
            name = _name_of(one)
            had = known.get(name) if name else (old[at] if at < len(old) else None)
            if not name and (had is None or id(had) in taken or had != one):
                if alike is None:
                    alike = _by_value(old)
                same = alike.get(one, [])
                while same and id(same[-1]) in taken:
                    same.pop()
                had = same[-1] if same else had
            if name or id(had) not in taken:
                one = _shared(one, had)
                taken.add(id(one))
        made.append(one)
    return tuple(made)


def _by_value(items: Sequence[object]) -> dict[object, list[object]]:
    """Equal items, the first one last."""
    found: dict[object, list[object]] = {}
    for one in reversed(items):
        found.setdefault(one, []).append(one)
    return found


def _name_of(one: object) -> str:
    """What an item is found by: its id, or the lane of a pair of lane and cards; "" where it has neither."""
    if isinstance(one, tuple):
        return one[0] if one and isinstance(one[0], str) else ""
    return getattr(one, "id", "")


def _shared_seq(new: Seq[S], old: Seq[S]) -> Seq[S]:
    """The same for a long list; where it has the same ids in the same order, whole chunks are shared."""
    known = {one.id: one for one in old}
    items = [one if (had := known.get(one.id)) is None or had is one else _shared(one, had) for one in new]
    if [one.id for one in new] != [one.id for one in old]:
        return Seq(items)
    made = old
    for at, (had, one) in enumerate(zip(old, items, strict=True)):
        if one is not had:
            made = made.replaced(at, one)
    return made
