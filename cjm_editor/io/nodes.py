"""The nodes of a YAML text with their spans. Composing them, and with it PyYAML, is in `compose`."""

from __future__ import annotations

from typing import Literal

Kind = Literal["scalar", "map", "list", "chunk"]


class Node:
    """A scalar, mapping or list at `start`..`end` (indices into the text without its BOM).

    `items`: the items of a list; keys and values of a mapping in turn. `style` is the mark of a scalar
    (`'`, `"`, `|`, `>`, or nothing for a plain one), `{` or `[` for a flow collection. The end of a block collection
    is that of its opening event: ask `spans.value_end`. A `chunk` is an item not composed yet: whole
    lines of a long list.
    """

    __slots__ = ("end", "items", "kind", "start", "style", "value")

    def __init__(
        self, kind: Kind, start: int, end: int, style: str, value: str = "", items: list[Node] | None = None
    ) -> None:
        self.kind = kind
        self.start = start
        self.end = end
        self.style = style
        self.value = value
        self.items = [] if items is None else items

    @property
    def is_null(self) -> bool:
        """Whether nothing stands here."""
        return self.kind == "scalar" and not self.value and not self.style

    def entries(self) -> list[tuple[Node, Node]]:
        """Keys and values of a mapping."""
        return list(zip(self.items[::2], self.items[1::2], strict=True))

    def entry(self, name: str) -> tuple[Node, Node] | None:
        """Key and value of the entry with this name, or None."""
        items = self.items
        for at in range(0, len(items), 2):
            if items[at].value == name:
                return items[at], items[at + 1]
        return None
