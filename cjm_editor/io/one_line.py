"""A value of the text on one line: what it says, without its layout and comments."""

from __future__ import annotations

from cjm_editor.io.nodes import Node
from cjm_editor.io.quoting import is_plain, quoted, written_in_flow

EMPTY = "~"
"""How a value is told that is nothing."""

SIGNS = frozenset(",[]{}#&*!|>%@`\"'\n\r\x85\u2028\u2029")
"""What a plain text in block context may hold and one within brackets may not."""


def text_of(node: Node) -> str:
    """A value as it may stand behind a colon in block context: never empty."""
    is_text = node.kind == "scalar" and bool(node.value) and is_plain(node.value)
    return node.value if is_text else flow_text(node)


def flow_text(node: Node) -> str:
    """A value as it may stand within brackets: never empty."""
    if node.kind == "scalar":
        if node.style:
            return written_in_flow(node.value)
        if not node.value:
            return EMPTY
        # quotes would make a text of a number
        is_safe = SIGNS.isdisjoint(node.value) and ": " not in node.value and not node.value.endswith(":")
        return node.value if is_safe else quoted(node.value)
    parts = [flow_text(item) for item in node.items]
    if node.kind == "list":
        return f"[{', '.join(parts)}]"
    return (
        "{" + ", ".join(f"{key}: {value}" for key, value in zip(parts[::2], parts[1::2], strict=True)) + "}"
    )
