"""A document that holds the objects of another one wherever they are equal.

Comparing, drawing and journals go by identity: two versions that were read from two files share nothing, though they
differ in one word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from cjm_editor.core.model import Document
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
    """The same for a tuple: its elements are found by their ids, others by their places."""
    known = {id: one for one in old if (id := getattr(one, "id", ""))}
    return tuple(
        _shared(one, known.get(getattr(one, "id", ""), old[at] if at < len(old) else None))
        for at, one in enumerate(new)
    )


def _shared_seq(new: Seq[S], old: Seq[S]) -> Seq[S]:
    """The same for a long list; where it has the same ids in the same order, whole chunks are shared."""
    known = {one.id: one for one in old}
    items = [one if (had := known.get(one.id)) is None or had != one else had for one in new]
    if [one.id for one in new] != [one.id for one in old]:
        return Seq(items)
    made = old
    for at, (had, one) in enumerate(zip(old, items, strict=True)):
        if one is not had:
            made = made.replaced(at, one)
    return made
