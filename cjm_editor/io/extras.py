"""An element in canonical form together with what the schema does not know: the fallback of the splicer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from cjm_editor.core.fields import is_empty
from cjm_editor.core.model import Cards
from cjm_editor.core.schema import ELEMENTS, Element, Field
from cjm_editor.io.align import aligned
from cjm_editor.io.canonical import INDENT, element_lines, field_lines, is_short, item_lines
from cjm_editor.io.homes import shifted
from cjm_editor.io.nodes import Node
from cjm_editor.io.places import element_nodes
from cjm_editor.io.shapes import shape_of
from cjm_editor.io.spans import colon_end, column, entry_start, expanded, value_end

Old = tuple[object, Node]
"""An element as it was and its node."""


def lines_with_extras(text: str, kind: str, new: object, old: Old, pad: str) -> list[str]:
    """The canonical lines of an element behind `pad`, the unknown entries of its node and of those in it kept."""
    before, node = old
    if node.kind != "map":
        return element_lines(kind, new, pad)
    lines: list[str] = []
    for field in ELEMENTS[kind].fields:
        held, was = getattr(new, field.attr), getattr(before, field.attr)
        if field.type == "cards":
            rows = dict(cast(Cards, was))
            for lane, cards in cast(Cards, held):
                lines += entry_lines(text, field, lane, cards, (rows.get(lane, ()), node), pad)
        elif is_empty(held) or (field.type == "items" and not held):
            continue
        else:
            lines += entry_lines(text, field, field.name, held, (was, node), pad)
    return lines + kept_entries(text, ELEMENTS[kind], new, old, pad)


def entry_lines(text: str, field: Field, name: str, new: object, old: Old, pad: str) -> list[str]:
    """The canonical lines of one field or lane, with the extras of what is in it; `old`: its value, its element."""
    was, node = old
    if field.type in ("cards", "items"):
        return _list_lines(text, field, name, cast("Sequence[object]", new), old, pad)
    entry = node.entry(name)
    if field.type == "item" and was is not None and entry is not None:
        inside = lines_with_extras(text, field.of, new, (was, entry[1]), pad + INDENT)
        if inside:
            return [f"{pad}{name}:", *inside]
    return field_lines(field, name, new, pad)


def _list_lines(text: str, field: Field, name: str, new: Sequence[object], old: Old, pad: str) -> list[str]:
    """The lines of a list of elements, each with its extras."""
    entry = old[1].entry(name)
    items = list(new)
    was = list(cast("Sequence[object]", old[0]))
    nodes = (
        element_nodes(field.of, entry[1]) if entry is not None and entry[1].kind in ("list", "map") else []
    )
    if not items or len(nodes) != len(was):
        return field_lines(field, name, items, pad)
    lines = [field_lines(field, name, items, pad)[0]]
    inner = pad + INDENT
    for item, at in zip(items, aligned(was, items, shape_of(field.of).has_id), strict=True):
        node = None if at < 0 else expanded(text, nodes[at])
        if node is None or node.kind != "map":
            lines += item_lines(field, item, inner)
            continue
        inside = lines_with_extras(text, field.of, item, (was[at], node), inner + INDENT)
        if not inside or (is_short(ELEMENTS[field.of], item) and len(inside) == 1):
            lines += item_lines(field, item, inner)
        else:
            lines += [f"{inner}- {inside[0][len(inner) + 2 :]}", *inside[1:]]
    return lines


def kept_entries(text: str, element: Element, new: object, old: Old, pad: str) -> list[str]:
    """The entries that the model holds nothing of, with their own text: unknown keys and wrong values left alone."""
    node = old[1]
    return [
        entry_text(text, key, value, pad, bool(node.style)) for key, value in left_entries(element, new, old)
    ]


def left_entries(element: Element, new: object, old: Old) -> list[tuple[Node, Node]]:
    """Keys and values that the model holds nothing of, neither before nor now."""
    before, node = old
    lanes = {lane for lane, _cards in (*getattr(new, "cards", ()), *getattr(before, "cards", ()))}
    kept: list[tuple[Node, Node]] = []
    for key, value in node.entries():
        field = element.field(key.value)
        if field is not None and field.type != "cards":
            was, held = getattr(before, field.attr), getattr(new, field.attr)
            is_left = (
                is_empty(was) and is_empty(held) and not value.is_null and bool(value.value or value.items)
            )
        else:
            is_left = key.value not in lanes and bool(value.value or value.items or field is None)
            is_left = is_left and not (value.kind == "list" and not value.items and bool(lanes))
        if is_left:
            kept.append((key, value))
    return kept


def entry_text(text: str, key: Node, value: Node, pad: str, is_flow: bool) -> str:
    """An entry moved to another indentation, its lines kept in step; those of braces go deeper than the key."""
    start = entry_start(text, key)
    # behind a question mark the colon stands on a line of its own, or nowhere
    end = max(key.end if start < key.start else colon_end(text, key), value_end(text, value))
    raw = text[start:end].rstrip("\r\n")
    shift = len(pad) - column(text, start)
    first, *rest = raw.replace("\r\n", "\n").split("\n")
    if is_flow:
        depths = [len(line) - len(line.lstrip(" ")) for line in rest if line.strip()]
        shift = max(shift, len(pad + INDENT) - min(depths, default=0))
    return "\n".join((pad + first, *shifted(rest, shift)))
