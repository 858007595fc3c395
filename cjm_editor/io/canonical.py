"""Elements in canonical form: the schema's key order, block style, one scalar a line; and the same within brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from operator import attrgetter
from typing import cast

from cjm_editor.core.fields import is_empty
from cjm_editor.core.model import Card, Cards
from cjm_editor.core.schema import ELEMENTS, Element, Field
from cjm_editor.io.quoting import QUICK, block, can_be_block, is_plain, number, quoted, written_in_flow

INDENT = "  "
LISTS = ("texts", "refs", "items", "cards")
WORDS = ("text", "id", "ref", "choice", "period")
PLAIN_TYPES = ("date", "duration")
"""Types whose grammar leaves nothing to quote."""


def element_lines(kind: str, value: object, pad: str) -> list[str]:
    """The lines of an element's fields behind `pad`, without line ends; a text of several lines is one of them."""
    lines: list[str] = []
    fields, values_of = _fields(kind)
    for (field, name, type_), held in zip(fields, values_of(value), strict=True):
        if held is None or held == "" or (type_ in LISTS and not held):
            continue
        if type_ in WORDS and isinstance(held, str):
            text = held if QUICK.match(held) else _text(held, pad + INDENT)
            lines.append(f"{pad}{name}: {text}")
        elif type_ == "number" and isinstance(held, int | float):
            lines.append(f"{pad}{name}: {number(held)}")
        elif type_ == "cards":
            for lane, cards in cast(Cards, held):
                lines += field_lines(field, lane, cards, pad)
        else:
            lines += field_lines(field, name, held, pad)
    return lines


Values = Callable[[object], tuple[object, ...]]


@cache
def _fields(kind: str) -> tuple[tuple[tuple[Field, str, str], ...], Values]:
    """The fields of a kind with name and type, and what takes their values from an element all at once."""
    fields = ELEMENTS[kind].fields
    return tuple((field, field.name, field.type) for field in fields), attrgetter(*(f.attr for f in fields))


def field_lines(field: Field, name: str, value: object, pad: str) -> list[str]:
    """The lines of one field. An empty list is `[]`; `value` of a lane is its cards."""
    if field.type in LISTS:
        items = list(cast("Iterable[object]", value))
        if not items:
            return [f"{pad}{name}: []"]
        inner = pad + INDENT
        lines = [f"{pad}{name}:"]
        for item in items:
            lines += item_lines(field, item, inner)
        return lines
    if field.type == "item":
        inside = element_lines(field.of, value, pad + INDENT)
        return [f"{pad}{name}:", *inside] if inside else [f"{pad}{name}: {{}}"]
    return [f"{pad}{name}: {scalar(field, value, pad + INDENT)}"]


def item_lines(field: Field, item: object, pad: str) -> list[str]:
    """The lines of one item of a list whose dashes stand behind `pad`."""
    if isinstance(item, str):
        return [f"{pad}- {_text(item, pad + INDENT)}"]
    element = ELEMENTS[field.of]
    if is_short(element, item):
        return [f"{pad}- {_text(cast(Card, item).text, pad + INDENT)}"]
    lines = element_lines(field.of, item, pad + INDENT)
    if not lines:
        return [f"{pad}- {{}}"]
    lines[0] = f"{pad}- {lines[0][len(pad) + 2 :]}"
    return lines


def is_short(element: Element, item: object) -> bool:
    """Whether the element is written as its text alone: a card without anything else."""
    if not element.scalar:
        return False
    others = _others(element.kind)(item)
    return all(value is None or value == "" or value == () for value in others)


@cache
def _others(kind: str) -> Values:
    """What takes the values of a card besides its text."""
    element = ELEMENTS[kind]
    return attrgetter(*(field.attr for field in element.fields if field.name != element.scalar))


def scalar(field: Field, value: object, pad: str) -> str:
    """A scalar in block context; lines of a block text stand behind `pad`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    text = cast(str, value)
    if field.type in PLAIN_TYPES:
        return text
    return _text(text, pad)


def _text(text: str, pad: str) -> str:
    if is_plain(text):
        return text
    return block(text, pad) if can_be_block(text) else quoted(text)


def flow_element(kind: str, value: object) -> str:
    """An element within braces, on one line."""
    element = ELEMENTS[kind]
    if is_short(element, value):
        return written_in_flow(cast(Card, value).text)
    parts: list[str] = []
    for field in element.fields:
        held = getattr(value, field.attr)
        if field.type == "cards":
            parts += [flow_entry(field, lane, cards) for lane, cards in held]
        elif not is_empty(held) and not (field.type in ("items", "texts", "refs") and not held):
            parts.append(flow_entry(field, field.name, held))
    return "{" + ", ".join(parts) + "}"


def flow_entry(field: Field, name: str, value: object) -> str:
    """One field within braces."""
    return f"{written_in_flow(name)}: {flow_value(field, value)}"


def flow_value(field: Field, value: object) -> str:
    """The value of a field within brackets."""
    if field.type in LISTS:
        return "[" + ", ".join(flow_item(field, item) for item in cast("Iterable[object]", value)) + "]"
    if field.type == "item":
        return flow_element(field.of, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number(value)
    text = cast(str, value)
    return text if field.type in PLAIN_TYPES else written_in_flow(text)


def flow_item(field: Field, item: object) -> str:
    """One item of a list within brackets."""
    return written_in_flow(item) if isinstance(item, str) else flow_element(field.of, item)


def document_text(document: object) -> str:
    """A whole document, a line break at its end."""
    return "\n".join(element_lines("document", document, "")) + "\n"
