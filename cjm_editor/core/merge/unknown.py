"""What a merge knows of entries that the model holds nothing of: unknown keys, and values that the reader refused.

The texts that versions come from tell of them (`io.unknown`); here they are merged as fields are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cjm_editor.core.fields import is_empty
from cjm_editor.core.merge.table import Key, Place, child_fields
from cjm_editor.core.schema import ELEMENTS, Field

Texts = Mapping[str, str]
"""The entries of one element: by name, the value as it would stand within brackets. One of a mapping that is a value of
the element is called after both: `emotion_scale/colour`. A "/" within a name is `%2F`."""

Unknown = Mapping[Key, Texts]
"""The entries of one version, by element."""

Telling = Callable[[Sequence[Mapping[Place, Sequence[Key]]]], tuple[Unknown, Unknown, Unknown]]
"""Tells the entries of base, ours and theirs, whose elements have these keys; it may leave out what is the same in all
three."""

Three = tuple[Texts, Texts, Texts]
"""The entries of one element: base, ours, theirs."""

NONE: Three = ({}, {}, {})


def escaped(name: str) -> str:
    """A name as a part of a path."""
    return name.replace("%", "%25").replace("/", "%2F")


def named(part: str) -> str:
    """The name that a part of a path stands for."""
    return part.replace("%2F", "/").replace("%25", "%")


def is_value(kind: str, name: str) -> bool:
    """Whether a name is that of a field that holds a value: what the reader refused there."""
    field = ELEMENTS[kind].field(name)
    return field is not None and field not in child_fields(kind)


def refused(texts: Texts, field: Field) -> dict[str, str]:
    """The values that the reader refused in the mapping that is a field's value, by their names."""
    if field.type != "item" or not texts:
        return {}
    names = [other.name for other in ELEMENTS[field.of].fields]
    return {name: texts[f"{field.name}/{name}"] for name in names if f"{field.name}/{name}" in texts}


def mark(texts: Texts, group: tuple[Field, ...], is_compared_whole: bool) -> tuple[object, ...]:
    """What tells apart the values of a group, of what the model holds nothing of: what the reader refused, and where
    one side has no mapping at all, everything in it."""
    if not texts:
        return tuple("" for _field in group)
    marks: list[object] = []
    for field in group:
        inner = refused(texts, field)
        if field.type == "item" and is_compared_whole:
            inner = {name: text for name, text in texts.items() if name.startswith(field.name + "/")}
        marks.append(
            (texts.get(field.name, ""), sorted(inner.items())) if inner else texts.get(field.name, "")
        )
    return tuple(marks)


def is_gone(group: tuple[Field, ...], *sides: tuple[object, ...]) -> bool:
    """Whether a side has no value in a group at all: what stood in it is gone with it."""
    return any(all(is_empty(value) for value in values) for values in sides)


def twice_changed(kind: str, item: object, three: Three) -> list[tuple[str, str, str, str]]:
    """The entries of an element, by name, that both sides changed in two ways: base, ours, theirs. Fields are not among
    them, nor what stands in a value that the merged element has no more."""
    base, ours, theirs = three
    found: list[tuple[str, str, str, str]] = []
    for name in dict.fromkeys((*base, *ours, *theirs)):
        if is_value(kind, name) or _is_of_value(kind, item, name):
            continue
        b, o, t = (side.get(name, "") for side in three)
        if t not in (o, b) and o != b:
            found.append((name, b, o, t))
    return found


def _is_of_value(kind: str, item: object, name: str) -> bool:
    """Whether what an entry stands in is compared with the value that it is part of (`mark`)."""
    head, slash, inner = name.partition("/")
    field = ELEMENTS[kind].field(head) if slash else None
    if field is None or field.type != "item":
        return False
    return is_empty(getattr(item, field.attr)) or ELEMENTS[field.of].field(inner) is not None
