"""Entries that the program does not know, merged three-way: which are taken over from theirs, and how."""

from __future__ import annotations

from contextlib import suppress

from cjm_editor.core.merge.table import Key
from cjm_editor.io.canonical import element_lines
from cjm_editor.io.extras import entry_text
from cjm_editor.io.nodes import Node
from cjm_editor.io.one_line import SIGNS
from cjm_editor.io.quoting import written_in_flow
from cjm_editor.io.spans import (
    CannotSpliceError,
    Edit,
    column,
    entry_start,
    line_end,
    value_end,
)
from cjm_editor.io.splice import Splicer
from cjm_editor.io.splice_fields import change_block_fields, change_flow_fields, entry_end, flow_end
from cjm_editor.io.versions import Content, Version, content, is_in_flow, strangers


def _said(side: Version, key: Key) -> dict[str, Content]:
    return {name: content(side, value) for name, (_key, value) in strangers(side, key).items()}


def removed(was: Version, yours: Version, now: Version) -> list[list[Edit]]:
    """The edits that take out what theirs took out and ours left alone, a group an element."""
    groups: list[list[Edit]] = []
    for key in yours.spots:
        spot = now.spots.get(key)
        if spot is None or spot.node.kind != "map":
            continue
        b, t, r = _said(was, key), _said(yours, key), strangers(now, key)
        gone = [
            r[name][0]
            for name in b
            if name not in t and name in r and content(now, r[name][1])[0] == b[name][0]
        ]
        if not gone:
            continue
        with suppress(CannotSpliceError):
            work = _splicer(now)
            change = change_flow_fields if spot.node.style else change_block_fields
            change(work, spot.kind, spot.node, spot.item, [], gone, 0)
            groups.append(work.edits)
    return groups


def taken_over(was: Version, yours: Version, now: Version) -> list[list[Edit]]:
    """The edits that write what theirs added or changed and ours left alone, a group an element."""
    groups: list[list[Edit]] = []
    for key in yours.spots:
        spot = now.spots.get(key)
        if spot is None:
            continue
        b, t, r = _said(was, key), _said(yours, key), _said(now, key)
        names = [name for name in t if _is_theirs(b.get(name), t[name], r.get(name))]
        names = [name for name in names if name in r or spot.node.entry(name) is None]
        if not names:
            continue
        with suppress(CannotSpliceError):
            work = _splicer(now)
            if spot.node.kind == "scalar":
                _open_card(work, yours, now, key, names)
            elif spot.node.style:
                _write_in_flow(work, yours, spot.node, key, names)
            else:
                _write_lines(work, yours, spot.node, key, names)
            groups.append(work.edits)
    return groups


def _is_theirs(base: Content | None, theirs: Content, now: Content | None) -> bool:
    """Whether an entry is to be taken over: theirs changed it, and ours left alone what it says."""
    if theirs == base or now == base:
        return theirs != base
    return now is not None and base is not None and now[0] == base[0] != theirs[0]


def _splicer(now: Version) -> Splicer:
    source = now.source
    return Splicer(source.text, source.root(), source.document, source.document, False)


def _entry(side: Version, key: Key, name: str) -> tuple[Node, Node]:
    found = side.entry((key, name))
    if found is None:
        raise CannotSpliceError("no entry")
    return found


def _lines(yours: Version, key: Key, name: str, pad: str) -> str:
    """An entry of theirs at an indentation, on lines of its own."""
    at, value = _entry(yours, key, name)
    is_flow = bool(yours.spots[key].node.style)
    made = entry_text(yours.text, at, value, pad, is_flow)
    if value.items and not value.style and not is_flow:
        end = value_end(yours.text, value)
        made += yours.text[end : line_end(yours.text, end)].rstrip()
    return made.replace("\r", "\n")


def _write_lines(work: Splicer, yours: Version, node: Node, key: Key, names: list[str]) -> None:
    """Write entries into a mapping in block style: each behind the one that it follows in theirs."""
    pad = " " * column(work.text, node.items[0].start)
    order = [entry.value for entry in yours.spots[key].node.items[::2]]
    for name in names:
        there = node.entry(name)
        if there is not None:
            start, end = entry_start(work.text, there[0]), _stop(work.text, *there)
            made = _lines(yours, key, name, pad)[len(pad) :]
            if "\n" in made and (remark := work.text[end : line_end(work.text, end)].rstrip()):
                work.insert_lines(entry_end(work.text, *there), pad + remark.lstrip())
                end += len(remark)
            work.add(start, end, made)
            continue
        before = next((n for n in reversed(order[: order.index(name)]) if node.entry(n) is not None), None)
        behind = node.entry(before) if before is not None else None
        at = entry_end(work.text, *(behind or (node.items[0], node.items[1])))
        work.insert_lines(at, _lines(yours, key, name, pad))


def _stop(text: str, key: Node, value: Node) -> int:
    return flow_end(text, key, value) if value.is_null else value_end(text, value)


def _write_in_flow(work: Splicer, yours: Version, node: Node, key: Key, names: list[str]) -> None:
    """Write entries into braces, at their end."""
    for name in names:
        made = f"{written_in_flow(name)}: {_flow_text(yours, _entry(yours, key, name)[1])}"
        there = node.entry(name)
        if there is not None:
            work.add(there[0].start, flow_end(work.text, *there), made)
        elif node.items:
            at = flow_end(work.text, node.items[-2], node.items[-1])
            # a colon right before a comma is part of the key for some parsers
            work.add(at, at, (" , " if node.items[-1].is_null else ", ") + made)
        else:
            work.add(node.start + 1, node.start + 1, made if name == names[0] else ", " + made)


def _open_card(work: Splicer, yours: Version, now: Version, key: Key, names: list[str]) -> None:
    """Write a card that is its text alone as a mapping, with the entries of theirs behind the text."""
    spot = now.spots[key]
    node = spot.node
    if is_in_flow(now, key):
        entries = [f"{name}: {_flow_text(yours, _entry(yours, key, name)[1])}" for name in names]
        work.add(
            node.start, node.end, "{text: " + ", ".join((work.text[node.start : node.end], *entries)) + "}"
        )
        return
    pad = " " * column(work.text, node.start)
    lines = [*element_lines(spot.kind, spot.item, pad), *(_lines(yours, key, name, pad) for name in names)]
    work.put_scalar(node, node.start, value_end(work.text, node), "\n".join(lines)[len(pad) :])


def _flow_text(side: Version, node: Node) -> str:
    """A value as it is written within brackets."""
    if node.kind == "scalar":
        raw = side.text[node.start : node.end]
        if node.style in ("'", '"') and "\n" not in raw and "\r" not in raw:
            return raw
        if not node.style and SIGNS.isdisjoint(raw) and ": " not in raw:
            return raw
        return written_in_flow(node.value)
    parts = [_flow_text(side, item) for item in node.items]
    if node.kind == "list":
        return "[" + ", ".join(parts) + "]"
    return (
        "{" + ", ".join(f"{key}: {value}" for key, value in zip(parts[::2], parts[1::2], strict=True)) + "}"
    )
