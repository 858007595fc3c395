"""The nodes of a text with long lists left uncomposed: their items are cut into chunks of whole lines."""

from __future__ import annotations

from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node, compose
from cjm_editor.io.spans import CannotSpliceError


def expanded(text: str, node: Node) -> Node:
    """The node itself, composed now if it is a chunk. Raises `CannotSpliceError` where that fails."""
    if node.kind != "chunk":
        return node
    item = composed_chunk(text, node)
    if item is None:
        raise CannotSpliceError("chunk")
    for name in Node.__slots__:
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
