"""The values of conflicts as texts of the file: scalars as they are, everything else as JSON. And back again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from types import MappingProxyType
from typing import cast

from cjm_editor.core.fields import is_empty, trouble
from cjm_editor.core.merge.fields import Group
from cjm_editor.core.merge.table import child_fields
from cjm_editor.core.merge.unknown import Texts, named, refused
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.seq import Seq

Plain = object
"""What JSON holds."""

NOTHING: Texts = MappingProxyType({})


def group_text(group: Group, values: tuple[object, ...], unknown: Texts = NOTHING) -> str:
    """The text of a field, or of fields that belong together as one mapping; absent is empty. What the reader refused
    there (`unknown`) is what the file says."""
    if len(group) == 1:
        return unknown.get(group[0].name) or _item_text(group[0], values[0], unknown)
    held = {f.name: _plain(f, v) for f, v in zip(group, values, strict=True) if not is_empty(v)}
    return _json(held | {f.name: unknown[f.name] for f in group if f.name in unknown})


def _item_text(field: Field, value: object, unknown: Texts) -> str:
    """The text of a value; a mapping with what the reader refused in it."""
    wrong = {} if is_empty(value) else refused(unknown, field)
    return _json(element_plain(field.of, value) | wrong) if wrong else value_text(field, value)


def value_text(field: Field, value: object) -> str:
    """The text of one field's value."""
    if is_empty(value):
        return ""
    plain = _plain(field, value)
    if isinstance(plain, bool):
        return "yes" if plain else "no"
    if isinstance(plain, int | float):
        return repr(plain)
    return plain if isinstance(plain, str) else _json(plain)


def element_text(kind: str, item: object, unknown: Texts = NOTHING) -> str:
    """The text of a whole element, with all that stands in it, and with its own entries that the model knows not."""
    own = {named(name): text for name, text in unknown.items() if "/" not in name}
    return _json(element_plain(kind, item) | own)


def names_text(names: Iterable[str]) -> str:
    """The text of an order."""
    return _json(list(names))


def _json(value: Plain) -> str:
    return json.dumps(value, ensure_ascii=False)


def element_plain(kind: str, item: object) -> dict[str, Plain]:
    """The fields that are set, by their names in the file."""
    made: dict[str, Plain] = {}
    for field in ELEMENTS[kind].fields:
        value = getattr(item, field.attr)
        if field.type == "cards":
            made |= {lane: [element_plain("card", card) for card in row] for lane, row in value}
        elif not is_empty(value) and (not isinstance(value, Seq) or value):
            made[field.name] = _plain(field, value)
    return made


def _plain(field: Field, value: object) -> Plain:
    if field.type == "items":
        return [element_plain(field.of, item) for item in cast("Iterable[object]", value)]
    if field.type == "item":
        return element_plain(field.of, value)
    return list(value) if isinstance(value, tuple) else value


def value_of(field: Field, text: str) -> object:
    """The value that a text stands for. Raises `ValueError` where it is none of this field."""
    if text == "":
        return () if field.type in ("texts", "refs", "items") else None if _is_bare(field) else ""
    value: object = text
    if field.type == "number":
        value = _number(text)
    elif field.type == "yesno":
        value = {"yes": True, "no": False}.get(text, text)
    elif field.type in ("texts", "refs", "items", "item"):
        value = _value(field, plain_of(text))
    if trouble(field, value) is not None:
        raise ValueError(text)
    return value


def _is_bare(field: Field) -> bool:
    return field.type in ("number", "yesno", "item")


def _number(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return float(text)


def _value(field: Field, plain: Plain) -> object:
    if field.type == "item":
        return element_of(field.of, plain)
    if field.type == "items":
        made = tuple(element_of(field.of, item) for item in _listed(plain))
        return Seq(made) if field.name in ("touchpoints", "transitions") else made  # type: ignore[type-var]
    value = tuple(_listed(plain)) if field.type in ("texts", "refs") else plain
    if trouble(field, value) is not None:
        raise ValueError(field.name)
    return value


def _listed(plain: Plain) -> list[Plain]:
    if not isinstance(plain, list):
        raise ValueError("no list")
    return plain


def plain_of(text: str) -> Plain:
    """What a text of JSON holds. Raises `ValueError`, also where it is nested too deep: the file may be anybody's."""
    try:
        return cast(Plain, json.loads(text))
    except RecursionError as error:
        raise ValueError("too deep") from error


def element_of(kind: str, plain: Plain) -> object:
    """The element of a mapping. Raises `ValueError` where it is none of this kind."""
    if not isinstance(plain, dict):
        raise ValueError(kind)
    values: dict[str, object] = {"id": ""} if ELEMENTS[kind].field("id") else {}
    known = {field.name: field for field in ELEMENTS[kind].fields}
    cards: list[tuple[str, tuple[object, ...]]] = []
    for name, held in plain.items():
        field = known.get(name)
        if field is not None:
            values[field.attr] = _value(field, held)
        elif any(f.type == "cards" for f in child_fields(kind)) and isinstance(held, list):
            cards.append((name, tuple(element_of("card", card) for card in held)))
    if cards:
        values["cards"] = tuple(cards)
    try:
        return ELEMENTS[kind].cls(**values)
    except TypeError as error:
        raise ValueError(kind) from error


def parted(kind: str, plain: Plain) -> tuple[Plain, dict[str, str]]:
    """The mapping of an element without what the document has no place for, and that: values of fields that the reader
    refuses, and unknown keys, each as it stands in the file."""
    if not isinstance(plain, dict):
        return plain, {}
    known = {field.name: field for field in ELEMENTS[kind].fields}
    apart = {n: v for n, v in plain.items() if isinstance(v, str) and _is_refused(known.get(n), v)}
    return {name: held for name, held in plain.items() if name not in apart}, apart


def _is_refused(field: Field | None, text: str) -> bool:
    if field is None:
        return True
    try:
        _value(field, text)
    except ValueError:
        return True
    return False


def names_of(text: str) -> list[str]:
    """The names in the text of an order. Raises `ValueError`."""
    held = plain_of(text) if text else []
    if not isinstance(held, list):
        raise ValueError(text)
    return [str(name) for name in held]
