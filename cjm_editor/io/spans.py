"""Where things begin and end in a text: lines, values, entries, items and comments, by index.

The parser's marks are corrected in two places: a block collection ends with its last descendant, and a `|` text ends
with its last line (its end mark stands at the next line that is not blank).
"""

from __future__ import annotations

import re

from cjm_editor.core.records import dataclass
from cjm_editor.io.compose import compose
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node

BREAKS = "\n\r\x85\u2028\u2029"
"""What YAML 1.1 ends a line with."""

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_COMMENT = re.compile(r"(?:(?<=\s)|\A)#[^\n\r\x85\u2028\u2029]*")
_HEADER = re.compile(r"[|>][-+0-9]*")


class CannotSpliceError(Exception):
    """The node cannot be edited alone; what holds it is written anew."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put `text` in the place of `start`..`end`."""

    start: int
    end: int
    text: str


def applied(text: str, edits: list[Edit], start: int = 0, end: int | None = None) -> str:
    """The part of the text with the edits made; edits at one place keep their order."""
    end = len(text) if end is None else end
    parts: list[str] = []
    at = start
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at or edit.end > end:
            raise CannotSpliceError("edits overlap")
        parts.append(text[at : edit.start])
        parts.append(edit.text)
        at = edit.end
    parts.append(text[at:end])
    return "".join(parts)


def line_start(text: str, index: int) -> int:
    """The beginning of the line that `index` stands in."""
    at = text.rfind("\n", 0, index) + 1
    at = max(at, text.rfind("\r", at, index) + 1)
    for found in _BREAK.finditer(text, at, index):
        at = found.end()
    return at


def line_end(text: str, index: int) -> int:
    """The end of the line, before its break."""
    found = _BREAK.search(text, index)
    return len(text) if found is None else found.start()


def next_line(text: str, index: int) -> int:
    """The beginning of the following line, or the end of the text."""
    found = _BREAK.search(text, index)
    return len(text) if found is None else found.end()


def column(text: str, index: int) -> int:
    """Characters between the beginning of the line and `index`."""
    return index - line_start(text, index)


def value_end(text: str, node: Node) -> int:
    """Where the value ends, without comment and line break; a `|+` text includes its blank lines."""
    while not node.style and (node.items or node.kind == "chunk"):
        node = expanded(text, node) if node.kind == "chunk" else node.items[-1]
    if node.style not in ("|", ">") or node.kind != "scalar":
        return node.end
    header = header_end(text, node)
    if "+" in text[node.start : header]:
        return node.end
    body = text[node.start : node.end].rstrip(" \t" + BREAKS)
    end = line_end(text, node.start + len(body))
    for _line in range(_blank_lines(node.value)):
        end = line_end(text, next_line(text, end))
    return end


def _blank_lines(value: str) -> int:
    """How many lines behind the last word of a `|` text still belong to it: blanks beyond its indentation are text."""
    body = value.rstrip(" \t" + BREAKS)
    lines = _BREAK.split(value[len(body) :] if body else "\n" + value)
    return max((number for number, line in enumerate(lines) if line and number), default=0)


def header_end(text: str, node: Node) -> int:
    """The end of `|-` and its like."""
    found = _HEADER.match(text, node.start)
    if found is None:
        raise CannotSpliceError("no header")
    return found.end()


def header_comment(text: str, node: Node) -> str:
    """The comment on the line of `|`, with the blanks before it; empty where there is none."""
    at = header_end(text, node)
    return text[at : line_end(text, at)].rstrip()


def lines_end(text: str, node: Node) -> int:
    """The beginning of the line after the value's last one, its comment included."""
    end = value_end(text, node)
    if end and end == line_start(text, end) and end > node.start:
        return end
    return next_line(text, end)


def expanded(text: str, node: Node) -> Node:
    """The node itself, composed now if it is a chunk. Raises `CannotSpliceError` where that fails."""
    if node.kind != "chunk":
        return node
    item = composed_chunk(text, node)
    if item is None:
        raise CannotSpliceError("chunk")
    # the kind last: another thread that looks at the node meanwhile sees a chunk, and composes it once more
    for name in (*(name for name in Node.__slots__ if name != "kind"), "kind"):
        setattr(node, name, getattr(item, name))
    return node


def composed_chunk(text: str, node: Node) -> Node | None:
    """The item whose lines a chunk is, or None where they are not exactly one clean item."""
    part = text[node.start : node.end]
    findings = Findings(part)
    root = compose(part, findings, node.start)
    if root is None or findings.refused or root.kind != "list" or root.style or len(root.items) != 1:
        return None
    return root.items[0]


def leaves(text: str, node: Node) -> list[Node]:
    """All scalars of a node in order, keys included; lines that hold no comment are left as they are."""
    found: list[Node] = []
    waiting = [node]
    while waiting:
        at = waiting.pop()
        if at.kind == "chunk" and text.find("#", at.start, at.end) < 0:
            continue
        at = expanded(text, at)
        if at.kind == "scalar":
            found.append(at)
        else:
            waiting.extend(reversed(at.items))
    return found


def comments(text: str, node: Node, start: int, end: int) -> list[str]:
    """The comments between two places, given the node that fills them."""
    return [text[begin:stop] for begin, stop in comment_spans(text, node, start, end)]


def comment_spans(text: str, node: Node, start: int, end: int) -> list[tuple[int, int]]:
    """Where the comments between two places stand, without the blanks behind them."""
    stretches: list[tuple[int, int]] = []
    at = start
    for leaf in leaves(text, node):
        stretches.append((at, max(at, min(leaf.start, end))))
        if leaf.kind == "scalar" and leaf.style in ("|", ">"):
            stretches.append((header_end(text, leaf), line_end(text, leaf.start)))
        at = max(at, value_end(text, leaf))
    stretches.append((at, end))
    return [
        (found.start(), found.start() + len(found.group().rstrip()))
        for stretch in stretches
        for found in _COMMENT.finditer(text, *stretch)
    ]


def has_comments(text: str, node: Node) -> bool:
    """Whether a comment stands inside the node."""
    return bool(comments(text, node, node.start, value_end(text, node)))


def colon_end(text: str, key: Node) -> int:
    """The place after the colon of an entry. Raises `CannotSpliceError` for keys written with `?`."""
    at = key.end
    while at < len(text) and text[at] in " \t":
        at += 1
    if text[at : at + 1] != ":":
        raise CannotSpliceError("no colon")
    return at + 1


def entry_start(text: str, key: Node) -> int:
    """Where an entry begins: at its key, or at the `?` before it."""
    at = len(text[line_start(text, key.start) : key.start].rstrip(" \t")) + line_start(text, key.start)
    return at - 1 if text[at - 1 : at] == "?" and at < key.start else key.start


def dash_of(text: str, node: Node, item: Node) -> int:
    """The index of the dash of an item of a block list."""
    depth = column(text, node.start)
    begin = line_start(text, item.start)
    while begin >= line_start(text, node.start):
        at = begin + depth
        if (
            text[at : at + 1] == "-"
            and not text[begin:at].strip(" ")
            and text[at + 1 : at + 2] in _AFTER_DASH
        ):
            return at
        if not begin:
            break
        begin = line_start(text, begin - 1)
    raise CannotSpliceError("no dash")


_AFTER_DASH = frozenset((" ", "\t", "", *BREAKS))


def above(text: str, begin: int, depth: int, limit: int) -> int:
    """The beginning of the comment lines that stand directly above a line, at `depth`; not before `limit`."""
    while begin > limit:
        before = line_start(text, begin - 1)
        if text[begin - 2 : begin] == "\r\n":
            before = line_start(text, begin - 2)
        line = text[before:begin]
        if before < limit or not line.startswith(" " * depth + "#"):
            break
        begin = before
    return begin
