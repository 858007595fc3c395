"""The values of one element on three sides become one, field by field."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import NamedTuple

from cjm_editor.core.merge.order import ordered
from cjm_editor.core.merge.table import child_fields, has_id
from cjm_editor.core.merge.unknown import NONE, Three, is_gone, mark
from cjm_editor.core.schema import ELEMENTS, Field

Group = tuple[Field, ...]
"""A field alone, or those that mean something together only."""


class Two(NamedTuple):
    """A field, or group of them, that both sides changed: its values on the three sides, in the order of the group."""

    group: Group
    base: tuple[object, ...]
    ours: tuple[object, ...]
    theirs: tuple[object, ...]


@cache
def value_groups(kind: str) -> tuple[Group, ...]:
    """The fields of a kind that are values, grouped. The id of what is found by it is none."""
    groups: dict[str, list[Field]] = {}
    children = child_fields(kind)
    for field in ELEMENTS[kind].fields:
        if field not in children and not (field.name == "id" and has_id(kind)):
            groups.setdefault(field.joint or field.name, []).append(field)
    return tuple(tuple(group) for group in groups.values())


def group_name(group: Group) -> str:
    """What a group is called in the place of a conflict."""
    return group[0].joint or group[0].name


def values_of(item: object, group: Group) -> tuple[object, ...]:
    """The values of a group."""
    return tuple(getattr(item, field.attr) for field in group)


@cache
def blank(kind: str) -> object:
    """An element of a kind in which nothing is set."""
    cls = ELEMENTS[kind].cls
    return cls(id="") if ELEMENTS[kind].field("id") else cls()


def is_edited(kind: str, was: object, now: object) -> bool:
    """Whether a value differs."""
    return any(values_of(was, group) != values_of(now, group) for group in value_groups(kind))


def merged_values(
    kind: str, base: object | None, ours: object, theirs: object, unknown: Three = NONE
) -> tuple[object, tuple[Two, ...]]:
    """Our element with what they alone changed, and what both changed in two ways (ours stands there).

    What neither has had before is held against an element in which nothing is set. `unknown`: what the texts hold of
    the element and the model does not; a value that the reader refused is a value.
    """
    if not any(unknown):
        if ours is theirs or theirs == base:
            return ours, ()
        if ours is base:
            return theirs, ()
    was = blank(kind) if base is None else base
    changes: dict[str, object] = {}
    twice: list[Two] = []
    for group in value_groups(kind):
        b, o, t = values_of(was, group), values_of(ours, group), values_of(theirs, group)
        is_whole = is_gone(group, o, t)
        b_, o_, t_ = (mark(side, group, is_whole) for side in unknown)
        if (t, t_) in ((o, o_), (b, b_)):
            continue
        if (o, o_) == (b, b_):
            changes.update({field.attr: value for field, value in zip(group, t, strict=True)})
        elif group[0].is_set and not (o_[0] or t_[0]):
            changes[group[0].attr] = _united(b[0], o[0], t[0])
        elif kind == "card" and group[0].name == "id" and not (any(o) and any(t)) and not (o_[0] or t_[0]):
            changes["id"] = o[0] or t[0]
        else:
            twice.append(Two(group, b, o, t))
    return (replace(ours, **changes) if changes else ours), tuple(twice)  # type: ignore[type-var]


def _united(base: object, ours: object, theirs: object) -> tuple[str, ...]:
    """A set without what either took out, with what either put in."""
    b, o, t = (tuple(dict.fromkeys(row)) for row in (base, ours, theirs))  # type: ignore[call-overload]
    alive = {text for text in (*o, *t) if (text in o and text in t) or text not in b}
    made, is_clash = ordered(b, o, t, alive)
    other, _ = ordered(b, t, o, alive)
    return tuple(min(made, other)) if is_clash else tuple(made)
