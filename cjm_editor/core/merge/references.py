"""What an element refers to, by the schema's table."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cjm_editor.core.lanes import is_built_in
from cjm_editor.core.merge.state import State
from cjm_editor.core.merge.table import Entry, Key
from cjm_editor.core.model import Comparison
from cjm_editor.core.schema import ELEMENTS, Field

IN_MAPS = ("stage", "touchpoint", "transition")


class Reference(NamedTuple):
    """The field ("lane": the lane that a card stands in), the id as written, the keys that it can mean."""

    field: str
    text: str
    found: tuple[Key, ...]


@cache
def reference_fields(kind: str) -> tuple[Field, ...]:
    """The fields of a kind that name other elements."""
    return tuple(field for field in ELEMENTS[kind].fields if field.to)


def references(state: State, entry: Entry) -> list[Reference]:
    """All references of an element."""
    found: list[Reference] = []
    for field in reference_fields(entry.kind):
        held = getattr(entry.item, field.attr)
        for text in (held,) if isinstance(held, str) else held:
            if text and "#" not in text:
                scope = scope_of(state, entry, field)
                found.append(Reference(field.name, text, _keys(state, field.to, scope, text)))
    if entry.kind == "card" and not is_built_in(entry.place[1]):
        lane = entry.place[1]
        found.append(Reference("lane", lane, _keys(state, ("lane",), "", lane)))
    return found


def scope_of(state: State, entry: Entry, field: Field) -> str:
    """The map in which a reference is looked up; a decided link looks in the maps of its comparison."""
    if entry.kind == "link":
        parent = entry.place[0]
        holder = next((side.entries[parent] for side in state.sides if parent in side.entries), None)
        if holder is not None and isinstance(holder.item, Comparison):
            return holder.item.ideal if field.name == "ideal" else holder.item.actual
    return entry.scope


def _keys(state: State, kinds: tuple[str, ...], scope: str, id: str) -> tuple[Key, ...]:
    """The keys under which any version knows an element of one of these kinds with the id."""
    found: dict[Key, None] = {}
    for kind in kinds:
        key: Key = (kind, scope if kind in IN_MAPS else "", id)
        for side in (state.ours, state.theirs, state.base):
            if kind == "card":
                card = side.cards.get((scope, id))
                if card is not None:
                    found[card] = None
            elif key in side.entries:
                found[key] = None
    return tuple(found)
