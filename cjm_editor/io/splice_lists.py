"""Editing lists in their text: items changed, added, removed and moved, each with its own lines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from cjm_editor.core.model import Segment
from cjm_editor.core.schema import Field
from cjm_editor.io.align import aligned, staying
from cjm_editor.io.canonical import INDENT, flow_item, item_lines, scalar
from cjm_editor.io.cleaning import cleaned_value
from cjm_editor.io.compose import compose
from cjm_editor.io.convert import Converter
from cjm_editor.io.extras import lines_with_extras
from cjm_editor.io.findings import Findings
from cjm_editor.io.homes import home_of, shifted
from cjm_editor.io.nodes import Node
from cjm_editor.io.places import element_nodes, text_nodes
from cjm_editor.io.remarked_flow import put_between
from cjm_editor.io.shapes import Named, shape_of
from cjm_editor.io.spans import (
    CannotSpliceError,
    Edit,
    above,
    applied,
    colon_end,
    column,
    comments,
    dash_of,
    expanded,
    has_comments,
    line_end,
    line_start,
    lines_end,
    next_line,
    value_end,
)

if TYPE_CHECKING:
    from cjm_editor.io.splice import Splicer

BIG = "map"
"""Its edits are not read again as a whole: what is in it is."""


def item_nodes(field: Field, node: Node, old: Sequence[object]) -> list[Node]:
    """The nodes of the items of a list, one for each old value."""
    nodes = text_nodes(field, node) if field.type in ("texts", "refs") else element_nodes(field.of, node)
    if len(nodes) != len(old):
        raise CannotSpliceError("items that were not read")
    return nodes


def block_list(
    work: Splicer, field: Field, key: Node, node: Node, old: Sequence[object], new: Sequence[object]
) -> None:
    """Edit a list whose items stand on lines of their own."""
    old, new = tuple(old), tuple(new)
    nodes = item_nodes(field, node, old)
    first, last_old, last_new = _same_ends(work, old, new)
    was, held = list(old[first:last_old]), list(new[first:last_new])
    span = nodes[first:last_old]
    found = aligned(was, held, _has_ids(field))
    stay = staying(found)
    calm = staying([at for value, at in zip(held, found, strict=True) if at >= 0 and was[at] is value])
    if len(calm) == len(stay):
        stay = calm  # of two that changed places, the one that was edited is the one that moved
    regions = Regions(work, key, node, nodes, first)
    remaining = set(found)
    for at in range(len(was)):
        if at not in remaining:
            start, end = regions.of(at)
            work.add(start, end, "")
    behind = -1
    for position, (value, at) in enumerate(zip(held, found, strict=True)):
        if at < 0:
            depth = " " * column(work.text, node.start)
            work.insert_lines(regions.end_of(behind), new_item(work, field, value, depth))
            continue
        if value is was[at] and at in stay and not work.has_unnamed:
            behind = at
            continue
        is_named = needs_name(work, field, span[at], was[at], value, first + position)
        edits = item_edits(work, field, node, span[at], (was[at], value), is_named)
        if at in stay:
            work.edits += edits
            behind = at
        else:
            start, end = regions.of(at)
            moved = applied(work.text, edits, start, end)
            work.add(start, end, "")
            work.insert_lines(regions.end_of(behind), moved.removesuffix(work.eol).replace(work.eol, "\n"))
    if not new and len(nodes) == len(node.items):
        spot = colon_end(work.text, key)
        work.add(spot, spot, " []")


def new_item(work: Splicer, field: Field, value: object, pad: str) -> str:
    """The lines of an item that its list did not have: its own text where it came from another list, else canonical."""
    home = home_of(work, value)
    if home is not None and not home[1].style:
        key, node, at, old = home
        mark = len(work.edits)
        with suppress(CannotSpliceError):
            nodes = element_nodes(field.of, node)
            start, end = Regions(work, key, node, nodes, 0).of(at)
            edits = item_edits(work, field, node, nodes[at], (old, old if value == old else value), False)
            raw = applied(work.text, edits, start, end).removesuffix(work.eol).split(work.eol)
            made = "\n".join(shifted(raw, len(pad) - column(work.text, node.start)))
            if reads_as(work, field.of, made, value):
                return made
        work.taken(mark)
    inside = [value, *(card for _lane, cards in getattr(value, "cards", ()) for card in cards)]
    remarks = [pad + remark for card in inside for remark in _remarks(work, card)]
    return "\n".join((*remarks, *item_lines(field, value, pad)))


def _remarks(work: Splicer, card: object) -> list[str]:
    """The comments of a card that was moved from a list in block style."""
    home = home_of(work, card)
    if home is None or home[1].style:
        return []
    key, node, at, _old = home
    nodes = element_nodes("card", node)
    start, end = Regions(work, key, node, nodes, 0).of(at)
    return comments(work.text, nodes[at], start, end)


def keep_remarks(work: Splicer, node: Node, items: Sequence[object]) -> None:
    """Put the comments of moved cards that now stand within brackets above the line of these."""
    begin = line_start(work.text, node.start)
    line = work.text[begin : line_end(work.text, begin)]
    pad = " " * (len(line) - len(line.lstrip(" ")))
    for item in items:
        work.add(begin, begin, "".join(f"{pad}{remark}\n" for remark in _remarks(work, item)))


def _same_ends(work: Splicer, old: Sequence[object], new: Sequence[object]) -> tuple[int, int, int]:
    """How many items are the same objects at the beginning, and where the same ones at the end begin."""
    if work.has_unnamed:
        return 0, len(old), len(new)
    shorter = min(len(old), len(new))
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a is not b), shorter)
    same = 0
    pairs = zip(reversed(old), reversed(new), strict=False)
    for a, b in pairs:
        if a is not b or same >= shorter - first:
            break
        same += 1
    return first, len(old) - same, len(new) - same


def _has_ids(field: Field) -> bool:
    return field.type == "items" and shape_of(field.of).has_id


class Regions:
    """The lines of the items of a block list, with the comments directly above them."""

    def __init__(self, work: Splicer, key: Node, node: Node, nodes: list[Node], first: int) -> None:
        self._work = work
        self._header = next_line(work.text, colon_end(work.text, key))
        self._node = node
        self._nodes = nodes
        self._first = first

    def of(self, at: int) -> tuple[int, int]:
        """Beginning and end of the lines of the item at a position after the first changed one."""
        text, place = self._work.text, self._first + at
        item = expanded(text, self._nodes[place])
        begin = line_start(text, dash_of(text, self._node, item))
        limit = lines_end(text, expanded(text, self._nodes[place - 1])) if place else self._header
        return above(text, begin, column(text, self._node.start), limit), lines_end(text, item)

    def end_of(self, at: int) -> int:
        """Where an item is put that comes behind another, at -1 before all that changed."""
        if at >= 0:
            return lines_end(self._work.text, expanded(self._work.text, self._nodes[self._first + at]))
        if self._first:
            return lines_end(self._work.text, expanded(self._work.text, self._nodes[self._first - 1]))
        if self._nodes:
            return self.of(-self._first)[0]
        raise CannotSpliceError("no item to stand by")


def needs_name(work: Splicer, field: Field, node: Node, old: object, new: object, position: int) -> bool:
    """Whether an element whose id stands nowhere is edited, referred to, or called otherwise in its new place."""
    if not work.has_unnamed or not _has_ids(field) or node.kind != "map":
        return False
    entry = node.entry("id")
    if entry is not None and _is_id(entry[1]):
        return False
    id = cast(Named, new).id
    return old is not new or id in work.referred or id != f"{field.of}-{position + 1}"


def _is_id(node: Node) -> bool:
    found = Findings("")
    value = Converter(found, _no_chunk).scalar(Field("id", "id"), "id", node)
    return bool(value) and not found.found


def item_edits(
    work: Splicer, field: Field, node: Node, item: Node, pair: tuple[object, object], is_named: bool
) -> list[Edit]:
    """The edits of one item; those of an element are tried, and it is rewritten where they do not read as meant."""
    old, new = pair
    if old is new and not is_named and not (work.referred and field.of == "segment"):
        return []
    text = work.text
    if isinstance(new, str):
        if old == new:
            return []
        return [_text_edit(work, item, new)]
    mark = len(work.edits)
    begin = line_start(text, dash_of(text, node, item))
    end = lines_end(text, item)
    try:
        work.element(field.of, item, old, new, is_named)
        edits = work.taken(mark)
        if field.of == BIG or reads_as(work, field.of, applied(text, edits, begin, end), new):
            return edits
    except CannotSpliceError:
        work.taken(mark)
    return [_rewritten(work, field, node, item, (old, new))]


def _text_edit(work: Splicer, item: Node, new: str) -> Edit:
    """The edit of one text in a list."""
    mark = len(work.edits)
    depth = column(work.text, item.start)
    made = scalar(Field("text"), new, " " * depth)
    work.put_scalar(item, item.start, value_end(work.text, item), made)
    return work.taken(mark)[0]


def _rewritten(work: Splicer, field: Field, node: Node, item: Node, pair: tuple[object, object]) -> Edit:
    """The element in canonical form, its comments above it. Raises where even that does not read as meant."""
    old, new = pair
    text = work.text
    dash = dash_of(text, node, item)
    begin, end = line_start(text, dash), lines_end(text, item)
    pad = " " * (dash - begin)
    lines = [pad + remark for remark in comments(text, item, dash + 1, end)]
    inside = lines_with_extras(text, field.of, new, (old, item), pad + INDENT)
    if item.kind == "map" and inside:
        lines += [f"{pad}- {inside[0][len(pad) + 2 :]}", *inside[1:]]
    else:
        lines += item_lines(field, new, pad)
    made = "\n".join(lines) + "\n"
    if not reads_as(work, field.of, made, new):
        raise CannotSpliceError("not even in canonical form")
    return Edit(begin, end, made.replace("\n", work.eol))


def reads_as(work: Splicer, kind: str, part: str, value: object) -> bool:
    """Whether the lines of one item read as the element."""
    findings = Findings(part)
    root = compose(part, findings)
    if root is None or findings.refused or root.kind != "list" or len(root.items) != 1:
        return False
    found = Converter(findings, _no_chunk, work.lanes).item(kind, root.items[0])
    if found is None or findings.refused:
        return False
    made = _named_as(found, value)
    return made == value or made == cleaned_value(value)  # the file holds no half of a character


def _named_as(found: object, value: object) -> object:
    """The element read, with the ids that its place gives it."""
    if getattr(found, "id", None) == "" and getattr(value, "id", ""):
        found = replace(cast(Segment, found), id=cast(Segment, value).id)
    if (
        isinstance(found, Segment)
        and isinstance(value, Segment)
        and len(found.personas) == len(value.personas)
    ):
        pairs = zip(found.personas, value.personas, strict=True)
        people = tuple(replace(p, id=v.id) if not p.id else p for p, v in pairs)
        found = replace(found, personas=people)
    return found


def _no_chunk(node: Node, kind: str) -> object:
    raise AssertionError((node.start, kind))


def _between_remarks(
    work: Splicer, field: Field, nodes: list[Node], new: Sequence[object], found: Sequence[int]
) -> None:
    """Put in and take out items of a list within brackets that has comments. Raises where items changed places."""
    stays = [at for at in found if at >= 0]
    if stays != sorted(stays):
        raise CannotSpliceError("comments among items that change places")
    inserts: list[tuple[int, str]] = []
    behind = -1
    for value, at in zip(new, found, strict=True):
        if at < 0:
            inserts.append((behind, flow_item(field, value)))
        behind = max(behind, at)
    removed = frozenset(range(len(nodes))) - frozenset(stays)
    put_between(work, [(node.start, node.end) for node in nodes], inserts, removed)


def flow_list(
    work: Splicer, field: Field, key: Node, node: Node, old: Sequence[object], new: Sequence[object]
) -> None:
    """Edit a list within brackets: items that stay keep their text and the blanks between them."""
    text = work.text
    nodes = item_nodes(field, node, old)
    found = aligned(old, new, _has_ids(field))
    is_changed_in_place = found == list(range(len(old)))
    has_remarks = not is_changed_in_place and has_comments(text, node)
    pieces: list[str] = []
    for position, (value, at) in enumerate(zip(new, found, strict=True)):
        if at < 0:
            pieces.append(flow_item(field, value))
            continue
        mark = len(work.edits)
        is_named = needs_name(work, field, nodes[at], old[at], value, position)
        if isinstance(value, str):
            if old[at] != value:
                work.add(nodes[at].start, nodes[at].end, flow_item(field, value))
        elif old[at] is not value or is_named or (work.referred and field.of == "segment"):
            work.element(field.of, nodes[at], old[at], value, is_named)
        if not is_changed_in_place and not has_remarks:
            pieces.append(applied(text, work.taken(mark), nodes[at].start, nodes[at].end))
    if is_changed_in_place:
        return
    if len(nodes) != len(node.items):
        raise CannotSpliceError("strangers within brackets")
    if has_remarks:
        _between_remarks(work, field, nodes, new, found)
        return
    made = ""
    for n, piece in enumerate(pieces):
        if n:
            is_next = found[n] > 0 and found[n - 1] == found[n] - 1
            made += text[nodes[found[n] - 1].end : nodes[found[n]].start] if is_next else ", "
        made += piece
    if pieces:
        made = text[node.start : nodes[0].start] + made + text[nodes[-1].end : node.end]
    work.add(node.start, node.end, made or "[]")
    keep_remarks(work, node, [value for value, at in zip(new, found, strict=True) if at < 0])
