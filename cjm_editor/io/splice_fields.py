"""Adding and removing the fields of a mapping in its text, in block style and within braces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.io.canonical import INDENT, field_lines, flow_entry
from cjm_editor.io.nodes import Node
from cjm_editor.io.remarked_flow import put_between
from cjm_editor.io.spans import (
    CannotSpliceError,
    applied,
    colon_end,
    comments,
    has_comments,
    line_end,
    line_start,
    lines_end,
    next_line,
    value_end,
)
from cjm_editor.io.splice_lists import keep_remarks, new_item

if TYPE_CHECKING:
    from cjm_editor.io.splice import Splicer


@dataclass(frozen=True, slots=True)
class Insert:
    """A field, or a lane of cards, that the text does not have yet."""

    field: Field
    name: str
    value: object


Rank = tuple[int, int]


def _rank(kind: str, name: str, new: object) -> Rank | None:
    """The place of an entry in canonical order, lanes in the model's order; None for unknown ones."""
    lanes = [lane for lane, _cards in getattr(new, "cards", ())]
    for at, field in enumerate(ELEMENTS[kind].fields):
        if field.type == "cards":
            if name in lanes:
                return at, lanes.index(name)
        elif field.name == name:
            return at, 0
    return None


def _before(kind: str, node: Node, new: object, insert: Insert, removed: list[Node]) -> int:
    """The position in `node.items` of the key after which the new entry stands; -1: before all."""
    rank = _rank(kind, insert.name, new)
    best, found = -1, (-1, -1)
    for at in range(0, len(node.items), 2):
        key = node.items[at]
        other = _rank(kind, key.value, new)
        if other is not None and rank is not None and found < other < rank and key not in removed:
            best, found = at, other
    return best


def entry_end(text: str, key: Node, node: Node) -> int:
    """The beginning of the line after a block entry."""
    return next_line(text, colon_end(text, key)) if node.is_null else lines_end(text, node)


def change_block_fields(
    work: Splicer, kind: str, node: Node, new: object, inserts: list[Insert], removed: list[Node], mark: int
) -> None:
    """Put new fields on lines of their own behind those that come before them, take the lines of others out."""
    text = work.text
    if not node.items:
        raise CannotSpliceError("an empty block mapping")
    first = node.items[0]
    begin = line_start(text, first.start)
    pad = " " * (first.start - begin)
    kept = [at for at in range(0, len(node.items), 2) if node.items[at] not in removed]
    if not kept:
        if inserts or has_comments(text, node) or text[begin : first.start] == pad:
            raise CannotSpliceError("no entry stays")
        work.add(first.start, value_end(text, node), "{}")
        return
    for insert in inserts:
        lines = "\n".join(_lines(work, insert, pad))
        at = _before(kind, node, new, insert, removed)
        if at >= 0:
            work.insert_lines(entry_end(text, node.items[at], node.items[at + 1]), lines)
        elif text[begin : first.start] == pad:
            work.insert_lines(begin, lines)
        else:
            work.add(first.start, first.start, lines[len(pad) :] + "\n" + pad)
    _remove_leading(work, node, kept[0], pad)
    for at in range(kept[0] + 2, len(node.items), 2):
        if node.items[at] in removed:
            _remove_lines(work, node.items[at], node.items[at + 1])


def _lines(work: Splicer, insert: Insert, pad: str) -> list[str]:
    """The lines of a new entry; cards that came from elsewhere bring their own."""
    lines = field_lines(insert.field, insert.name, insert.value, pad)
    if insert.field.type not in ("cards", "items"):
        return lines
    items = cast("Sequence[object]", insert.value)
    return [lines[0], *(new_item(work, insert.field, item, pad + INDENT) for item in items)]


def _remove_leading(work: Splicer, node: Node, stays: int, pad: str) -> None:
    """Take out the entries before the first that stays; the very first may stand behind a dash."""
    text = work.text
    begin = line_start(text, node.start)
    if not stays:
        return
    if text[begin : node.start] == pad:
        for at in range(0, stays, 2):
            _remove_lines(work, node.items[at], node.items[at + 1])
        return
    following = node.items[stays]
    remarks: list[str] = []
    for at in range(0, stays, 2):
        key, value = node.items[at], node.items[at + 1]
        remarks += comments(text, value, colon_end(text, key), node.items[at + 2].start)
    work.add(node.start, following.start, "".join(f"{remark}\n{pad}" for remark in remarks))


def _remove_lines(work: Splicer, key: Node, node: Node) -> None:
    """Take out the lines of an entry; a comment in it or behind it stays as a line of its own."""
    text = work.text
    begin = line_start(text, key.start)
    pad = text[begin : key.start]
    end = entry_end(text, key, node)
    remarks = comments(text, node, colon_end(text, key), end)
    if pad.strip(" "):
        raise CannotSpliceError("something stands before the key")
    if end == len(text) and begin and not text.endswith(("\n", "\r")):
        begin = line_end(text, begin - (2 if text[begin - 2 : begin] == "\r\n" else 1))
        work.add(begin, end, "".join(f"\n{pad}{remark}" for remark in remarks))
        return
    work.add(begin, end, "".join(f"{pad}{remark}\n" for remark in remarks))


def _change_remarked(
    work: Splicer, kind: str, node: Node, new: object, inserts: list[Insert], removed: list[Node]
) -> None:
    """Put entries into braces that have comments in them, and take some out."""
    spans = [(key.start, flow_end(work.text, key, value)) for key, value in node.entries()]
    placed: list[tuple[int, str]] = []
    for insert in inserts:
        at = _before(kind, node, new, insert, removed)
        placed.append((at // 2 if at >= 0 else -1, flow_entry(insert.field, insert.name, insert.value)))
    gone = frozenset(at for at, key in enumerate(node.items[::2]) if key in removed)
    put_between(work, spans, placed, gone)
    for insert in inserts:
        if insert.field.type == "cards":
            keep_remarks(work, node, cast("Sequence[object]", insert.value))


def flow_end(text: str, key: Node, node: Node) -> int:
    """Where an entry within braces ends."""
    if not node.is_null:
        return node.end
    try:
        return colon_end(text, key)
    except CannotSpliceError:
        return key.end


def change_flow_fields(
    work: Splicer, kind: str, node: Node, new: object, inserts: list[Insert], removed: list[Node], mark: int
) -> None:
    """Write the inside of braces again: entries that stay keep their text and the blanks between them."""
    text = work.text
    if has_comments(text, node):
        _change_remarked(work, kind, node, new, inserts, removed)
        return
    edits = work.taken(mark)
    entries: list[tuple[str, int]] = []
    for at in range(0, len(node.items), 2):
        key, value = node.items[at], node.items[at + 1]
        if key not in removed:
            end = flow_end(text, key, value)
            inside = [edit for edit in edits if key.start <= edit.start and edit.end <= end]
            entries.append((applied(text, inside, key.start, end), at))
    for insert in inserts:
        place = _before(kind, node, new, insert, removed)
        spot = 1 + max((n for n, (_t, at) in enumerate(entries) if at == place), default=-1)
        while spot < len(entries) and entries[spot][1] < 0 and place >= 0:
            spot += 1
        if place < 0:
            spot = next((n for n, (_t, at) in enumerate(entries) if at >= 0), len(entries))
        entries.insert(spot, (flow_entry(insert.field, insert.name, insert.value), -1))
    made = ""
    for n, (entry, at) in enumerate(entries):
        if n:
            is_next = at >= 0 and entries[n - 1][1] == at - 2
            end = flow_end(text, node.items[at - 2], node.items[at - 1]) if is_next else 0
            made += text[end : node.items[at].start] if is_next else ", "
        # a colon right before a comma or brace is part of the key for some parsers
        made += entry + " " if entry.endswith(":") else entry
    inner_start = node.items[0].start if node.items and entries else node.end - 1
    inner_end = flow_end(text, node.items[-2], node.items[-1]) if node.items and entries else node.end - 1
    head = text[node.start : inner_start] if node.items and entries else "{"
    tail = text[inner_end : node.end] if node.items and entries else "}"
    work.add(node.start, node.end, head + made + tail)
    for insert in inserts:
        if insert.field.type == "cards":
            keep_remarks(work, node, cast("Sequence[object]", insert.value))
