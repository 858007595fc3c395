"""An entry that the model holds nothing of, written into its element in the text, changed there, or taken out."""

from __future__ import annotations

from cjm_editor.io.canonical import element_lines
from cjm_editor.io.compose import compose
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node
from cjm_editor.io.one_line import flow_text
from cjm_editor.io.quoting import written_in_flow
from cjm_editor.io.reader import Source
from cjm_editor.io.spans import (
    CannotSpliceError,
    Edit,
    colon_end,
    column,
    comments,
    line_start,
    value_end,
)
from cjm_editor.io.splice import Splicer
from cjm_editor.io.splice_fields import change_block_fields, change_flow_fields, entry_end, flow_end

Spot = tuple[str, Node, object]
"""The kind of an element, its node and its value."""


def entry_edits(source: Source, spot: Spot, name: str, text: str) -> list[Edit]:
    """The edits after which an entry of an element has this value, on one line; "" takes it out.

    Raises `CannotSpliceError` where that cannot be.
    """
    work = Splicer(source.text, source.root(), source.document, source.document, False)
    kind, node, item = spot
    there = node.entry(name) if node.kind == "map" else None
    value = _value(text) if text else None
    if value is None:
        if there is not None:
            change = change_flow_fields if node.style else change_block_fields
            change(work, kind, node, item, [], [there[0]], 0)
    elif there is not None:
        _replace(work, node, there, text if not node.style else flow_text(value))
    elif node.kind == "scalar":
        _open(work, kind, node, item, f"{written_in_flow(name)}: {text}")
    elif node.style or not node.items:
        _add_in_flow(work, node, f"{written_in_flow(name)}: {flow_text(value)}")
    else:
        pad = " " * column(work.text, node.items[0].start)
        at = entry_end(work.text, node.items[-2], node.items[-1])
        work.insert_lines(at, f"{pad}{written_in_flow(name)}: {text}")
    return work.edits


def _value(text: str) -> Node:
    """The value of an entry's text. Raises `CannotSpliceError` where it is none on one line."""
    line = f"x: {text}\n"
    findings = Findings(line)
    root = compose(line, findings, 0)
    if (
        root is None
        or findings.refused
        or root.kind != "map"
        or len(root.items) != 2
        or len(text.splitlines()) > 1
    ):
        raise CannotSpliceError("no value")
    return root.items[1]


def _replace(work: Splicer, node: Node, there: tuple[Node, Node], made: str) -> None:
    """Another value behind a colon; comments within the old one come above it."""
    key, value = there
    text = work.text
    start = colon_end(text, key)
    end = start if value.is_null else max(start, value_end(text, value))
    if not node.style:
        pad = " " * column(text, key.start)
        for remark in comments(text, value, start, end):
            if text[line_start(text, key.start) : key.start] != pad:
                raise CannotSpliceError("no line of its own")
            work.insert_lines(line_start(text, key.start), pad + remark)
    work.add(start, end, " " + made)


def _add_in_flow(work: Splicer, node: Node, made: str) -> None:
    """An entry at the end of those within braces."""
    if not node.items:
        work.add(node.start, node.end, "{" + made + "}")
        return
    at = flow_end(work.text, node.items[-2], node.items[-1])
    # a colon right before a comma is part of the key for some parsers
    work.add(at, at, (" , " if node.items[-1].is_null else ", ") + made)


def _open(work: Splicer, kind: str, node: Node, item: object, made: str) -> None:
    """A card that is its text alone as a mapping with an entry behind the text."""
    pad = " " * column(work.text, node.start)
    lines = [*element_lines(kind, item, pad), pad + made]
    work.put_scalar(node, node.start, value_end(work.text, node), "\n".join(lines)[len(pad) :])
