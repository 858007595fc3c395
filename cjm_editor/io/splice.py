"""Editing a text in place: the smallest nodes in which two documents differ are changed, nothing else.

The old and the new document are walked side by side with the nodes of the text, down the elements that are not the
same object. Each touched element is read again from its new text; where that is not the element asked for, the
element is rewritten in canonical form, its comments above it and its unknown keys kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from cjm_editor.core.fields import is_empty
from cjm_editor.core.model import Cards, Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, Field
from cjm_editor.io.canonical import (
    INDENT,
    element_lines,
    field_lines,
    flow_element,
    flow_value,
    is_short,
    scalar,
)
from cjm_editor.io.extras import entry_lines
from cjm_editor.io.homes import Homes, left_cards
from cjm_editor.io.nodes import Node
from cjm_editor.io.quoting import quoted
from cjm_editor.io.references import referred_ids
from cjm_editor.io.scalars import NULLS
from cjm_editor.io.shapes import SINGLE, own_lanes, shape_of
from cjm_editor.io.spans import (
    BREAKS,
    CannotSpliceError,
    Edit,
    colon_end,
    column,
    comments,
    has_comments,
    header_comment,
    line_end,
    line_start,
    next_line,
    value_end,
)
from cjm_editor.io.splice_fields import Insert, change_block_fields, change_flow_fields
from cjm_editor.io.splice_lists import block_list, flow_list, keep_remarks, new_item

LISTS = ("texts", "refs", "items", "cards")
HOLDERS = ("segment", "persona", "lane", "map", "stage", "touchpoint", "transition")
"""Elements with ids, or that hold some: looked through for one that is referred to now and has no written id."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an element that differs, or one lane of cards."""

    field: Field
    name: str
    old: object
    new: object


class Splicer:
    """Collects the edits that turn the text of one document into that of another."""

    def __init__(self, text: str, root: Node, old: Document, new: Document, has_unnamed: bool) -> None:
        self.text = text
        self.root = root
        self.old = old
        self.new = new
        self._homes: Homes | None = None
        end = line_end(text, 0)
        found = text[end : next_line(text, end)]
        self.eol = found if found in ("\r\n", "\r") else "\n"
        self.edits: list[Edit] = []
        self.lanes = frozenset((*CARD_LANES, *own_lanes(old.lanes), *own_lanes(new.lanes)))
        self.has_unnamed = has_unnamed
        self.referred = referred_ids(new) - referred_ids(old) if has_unnamed else frozenset()

    def homes(self) -> Homes:
        """The cards that left their lanes, looked for when the first card is added somewhere."""
        if self._homes is None:
            self._homes = left_cards(self.old, self.new)
        return self._homes

    def add(self, start: int, end: int, text: str) -> None:
        """Note an edit, its line breaks those of the file."""
        self.edits.append(Edit(start, end, text.replace("\n", self.eol)))

    def insert_lines(self, at: int, text: str) -> None:
        """Note whole lines (without the last break) to be put at the beginning of a line or at the end of the text."""
        if at == len(self.text) and self.text[-1:] not in tuple(BREAKS):
            self.add(at, at, "\n" + text)
        else:
            self.add(at, at, text + "\n")

    def taken(self, mark: int) -> list[Edit]:
        """The edits noted since `mark`, taken back."""
        edits = self.edits[mark:]
        del self.edits[mark:]
        return edits

    def element(self, kind: str, node: Node, old: object, new: object, is_named: bool = False) -> None:
        """Edit one element. `is_named`: its id is to be written down. Raises `CannotSpliceError`."""
        if node.kind == "scalar":
            self._short_card(kind, node, new)
            return
        if node.kind != "map":
            raise CannotSpliceError("no mapping")
        mark = len(self.edits)
        inserts: list[Insert] = []
        removed: list[Node] = []
        for change in self._changes(kind, node, old, new, is_named):
            entry = node.entry(change.name)
            if entry is None:
                if not _is_nothing(change.new):
                    inserts.append(Insert(change.field, change.name, change.new))
            elif _is_nothing(change.new) and (
                change.field.type not in LISTS or change.field.of == "conflict"
            ):
                removed.append(entry[0])
            else:
                self._entry(change, node, entry[0], entry[1])
        if inserts or removed:
            change_fields = change_flow_fields if node.style else change_block_fields
            change_fields(self, kind, node, new, inserts, removed, mark)

    def _changes(self, kind: str, node: Node, old: object, new: object, is_named: bool) -> list[Change]:
        """The fields that differ, in canonical order."""
        shape = shape_of(kind)
        found: list[Change] = []
        for field in shape.element.fields:
            was, held = getattr(old, field.attr), getattr(new, field.attr)
            if field.name == "id" and is_named:
                found.append(Change(field, "id", "", held))
            elif was is held:
                if self.referred and field.type == "items" and field.of in HOLDERS and held:
                    found.append(Change(field, field.name, was, held))
            elif field.type == "cards":
                found += self._lane_changes(field, node, was, held)
            elif was != held or type(was) is not type(held):
                found.append(Change(field, field.name, was, held))
        return found

    def _lane_changes(self, field: Field, node: Node, old: Cards, new: Cards) -> list[Change]:
        """Lanes whose cards differ. Raises where the order of lanes in the file would not be that of the model."""
        was, held = dict(old), dict(new)
        order = [key.value for key in node.items[::2] if held.get(key.value)]
        if order != [lane for lane in held if lane in order]:
            raise CannotSpliceError("lanes in another order")
        names = dict.fromkeys((*held, *was))
        return [
            Change(field, lane, was.get(lane, ()), held.get(lane, ()))
            for lane in names
            if was.get(lane, ()) != held.get(lane, ())
        ]

    def _entry(self, change: Change, holder: Node, key: Node, node: Node) -> None:
        """Edit an entry that stays; one that cannot be edited is written anew, its neighbours left alone."""
        mark = len(self.edits)
        try:
            self._value(change, key, node, bool(holder.style))
            return
        except CannotSpliceError:
            if holder.style:
                raise
        self.taken(mark)
        pad = " " * column(self.text, key.start)
        if _is_nothing(change.new):
            lines = [f"{pad}{change.name}: []"]
        else:
            lines = entry_lines(self.text, change.field, change.name, change.new, (change.old, holder), pad)
        if change.field.type == "cards":
            old = cast("Sequence[object]", change.old)
            cards = cast("Sequence[object]", change.new)
            keep_remarks(self, key, [card for card in cards if not any(card is other for other in old)])
        self._rewrite(change, key, node, False, lines)

    def _value(self, change: Change, key: Node, node: Node, in_flow: bool) -> None:
        """Edit the value of an entry that stays."""
        field = change.field
        if field.type in LISTS:
            self._list(change, key, node, in_flow)
        elif field.type == "item":
            if node.kind == "map" and change.old is not None:
                self.element(field.of, node, change.old, change.new)
            else:
                self._rewrite(change, key, node, in_flow)
        elif node.kind != "scalar":
            self._rewrite(change, key, node, in_flow)
        else:
            self._scalar(change, key, node, in_flow)

    def _scalar(self, change: Change, key: Node, node: Node, in_flow: bool) -> None:
        """Replace the span of a scalar; a comment behind it stays on its line."""
        text = self.text
        if in_flow:
            made = flow_value(change.field, change.new)
        else:
            made = scalar(change.field, change.new, " " * column(text, key.start) + INDENT)
        made = _as_before(node, change.field, change.new, made)
        if node.is_null:
            start = end = colon_end(text, key)
            made = " " + made
        else:
            start, end = node.start, value_end(text, node)
        self.put_scalar(node, start, end, made)

    def put_scalar(self, node: Node, start: int, end: int, made: str) -> None:
        """Replace a scalar by its new writing; what a block text needs on its first line comes there."""
        remark = header_comment(self.text, node) if node.style in ("|", ">") else ""
        head, line_break, lines = made.partition("\n")
        if line_break and not remark:
            stop = line_end(self.text, end)
            remark, end = self.text[end:stop].rstrip(), stop
        self.add(start, end, head + remark + line_break + lines)

    def _short_card(self, kind: str, node: Node, new: object) -> None:
        """Edit a card that is written as its text alone."""
        element = ELEMENTS[kind]
        if not element.scalar:
            raise CannotSpliceError("no element")
        start, end = node.start, value_end(self.text, node)
        begin = line_start(self.text, start)
        is_item = not self.text[begin:start].strip(" -") and "-" in self.text[begin:start]
        if not is_item:
            if node.style in ("|", ">"):
                raise CannotSpliceError("a block text behind something else")
            self.add(start, end, flow_element(kind, new))
            return
        pad = " " * (start - begin)
        if is_short(element, new):
            field = cast(Field, element.field(element.scalar))
            value = getattr(new, field.attr)
            self.put_scalar(node, start, end, _as_before(node, field, value, scalar(field, value, pad)))
            return
        if node.style in ("|", ">") and header_comment(self.text, node):
            raise CannotSpliceError("a comment behind |")
        self.add(start, end, "\n".join(element_lines(kind, new, pad))[len(pad) :])

    def _list(self, change: Change, key: Node, node: Node, in_flow: bool) -> None:
        """Edit a list item by item."""
        field = change.field
        old, new = cast("Sequence[object]", change.old), cast("Sequence[object]", change.new)
        if node.kind == "map" and field.of in SINGLE and len(old) == len(new) == 1:
            self.element(field.of, node, old[0], new[0])
        elif node.kind == "list" and node.items:
            edit = flow_list if node.style else block_list
            edit(self, field, key, node, old, new)
        elif node.kind == "list" and (in_flow or field.type in ("texts", "refs")):
            if has_comments(self.text, node):
                raise CannotSpliceError("a comment in an empty list")
            self.add(node.start, node.end, flow_value(field, new))
            keep_remarks(self, node, new)
        elif in_flow or not (node.kind == "list" or _is_absent(node)):
            self._rewrite(change, key, node, in_flow)
        elif new:
            self._fill(change, key, node)

    def _fill(self, change: Change, key: Node, node: Node) -> None:
        """Put the first items below a key whose list is empty or absent."""
        if has_comments(self.text, node):
            raise CannotSpliceError("a comment in an empty list")
        start = colon_end(self.text, key)
        end = start if node.is_null else node.end
        if end > start:
            self.add(start, end, "")
        pad = " " * column(self.text, key.start)
        lines = [
            new_item(self, change.field, item, pad + INDENT) for item in cast("Sequence[object]", change.new)
        ]
        self.insert_lines(next_line(self.text, end), "\n".join(lines))

    def _rewrite(
        self, change: Change, key: Node, node: Node, in_flow: bool, lines: list[str] | None = None
    ) -> None:
        """Write the entry anew where its value is of another make than the new one, its comments above it."""
        text = self.text
        start = colon_end(text, key)
        end = start if node.is_null else value_end(text, node)
        remarks = comments(text, node, start, end)
        if in_flow:
            if remarks:
                raise CannotSpliceError("comments within brackets")
            self.add(start, end, " " + flow_value(change.field, change.new))
            return
        begin = line_start(text, key.start)
        pad = " " * (key.start - begin)
        if text[begin : key.start] != pad and remarks:
            raise CannotSpliceError("comments below a dash")
        if lines is None:
            lines = field_lines(change.field, change.name, change.new, pad)
        head, *rest = "\n".join(lines).split("\n")
        remark = text[end : line_end(text, end)].rstrip()
        if remarks:
            self.add(begin, begin, "".join(f"{pad}{remark}\n" for remark in remarks))
        self.add(key.start, end + len(remark), "\n".join((head[len(pad) :] + remark, *rest)))


def _is_nothing(value: object) -> bool:
    return is_empty(value) or (isinstance(value, Sequence) and not value)


def _is_absent(node: Node) -> bool:
    return node.kind == "scalar" and not node.style and node.value in NULLS


def _as_before(node: Node, field: Field, value: object, made: str) -> str:
    """The writing of a scalar in the manner of the old one: its quotes, or yes and no for true and false."""
    if isinstance(value, bool):
        return ("yes" if value else "no") if node.value in ("yes", "no") else made
    if not isinstance(value, str) or "\n" in made or made.startswith('"'):
        return made
    if node.style == '"':
        return quoted(value)
    if node.style == "'" and "\n" not in value:
        return "'" + value.replace("'", "''") + "'"
    return made
