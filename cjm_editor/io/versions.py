"""The versions of a merge as texts: where each element stands in its text, and what the program does not know of it.

An element has one key in all versions (`core.merge.table`), so its entries can be held against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import field
from typing import cast

from cjm_editor.core.lanes import is_built_in
from cjm_editor.core.merge.table import ROOT, Key, Place
from cjm_editor.core.model import Cards, Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.io.extras import left_entries
from cjm_editor.io.nodes import Node
from cjm_editor.io.one_line import text_of
from cjm_editor.io.places import element_nodes
from cjm_editor.io.reader import Source
from cjm_editor.io.shapes import shape_of
from cjm_editor.io.spans import (
    comment_spans,
    expanded,
    line_end,
    value_end,
)

Rows = Mapping[Place, Sequence[Key]]
Name = tuple[Key, str]
"""An entry: the key of its element, and what stands before the colon."""


@dataclass(frozen=True, slots=True)
class Row:
    """A list of elements in a text: its field, its key, the list itself and the nodes of its elements."""

    field: Field
    key: Node
    node: Node
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an element stands: its kind and value, its node, and the list that it stands in with its place there."""

    kind: str
    item: object
    node: Node
    row: Row | None
    at: int
    parent: Key


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a merge, its elements by key. Those that are `untouched` stand in a long list and have the same lines
    in all three versions: nothing is looked for in them."""

    source: Source
    spots: dict[Key, Spot] = field(default_factory=dict)
    untouched: Set[Key] = frozenset()

    @property
    def text(self) -> str:
        """The text, without its BOM."""
        return self.source.text

    def entry(self, name: Name) -> tuple[Node, Node] | None:
        """Key and value of an entry, or None where there is none."""
        spot = self.spots.get(name[0])
        return spot.node.entry(name[1]) if spot is not None and spot.node.kind == "map" else None


def version(source: Source | None, rows: Rows, untouched: Set[Key] = frozenset()) -> Version:
    """A version with its elements found; without text (an empty base) it has none."""
    made = Version(source or Source(Document(), ""), {}, untouched)
    if source is not None:
        _enter(made, rows, ROOT, Spot("document", source.document, source.root(), None, 0, ()))
    return made


LONG_LISTS = frozenset(("touchpoints", "transitions"))
"""The lists whose elements the reader leaves in lines where there are many."""

Three = tuple[Version, Version, Version]


def versions(sources: Sequence[Source | None], rows: Sequence[Rows]) -> Three:
    """The three versions of a merge. What stands in a long list and has the same lines in all of them is not composed:
    of ten thousand touchpoints a merge is about a few."""
    shallow: list[Version] = []
    for source, inner in zip(sources, rows, strict=True):
        keys = {key for (_parent, name), row in inner.items() if name in LONG_LISTS for key in row}
        shallow.append(version(source, inner, keys))
    alike = set.intersection(*({*_lines_of(side).items()} for side in shallow))
    untouched = frozenset(key for key, _lines in alike)
    made = (version(source, inner, untouched) for source, inner in zip(sources, rows, strict=True))
    return cast(Three, tuple(made))


def _lines_of(side: Version) -> dict[Key, str]:
    """The lines of the elements that are not composed."""
    text, chunks = side.text, ((key, spot.node) for key, spot in side.spots.items())
    return {key: text[node.start : node.end] for key, node in chunks if node.kind == "chunk"}


def _enter(made: Version, rows: Rows, key: Key, spot: Spot) -> None:
    made.spots[key] = spot
    node = spot.node
    if node.kind != "map" or key in made.untouched:
        return
    shape = shape_of(spot.kind)
    for name, value in node.entries():
        found = shape.fields.get(name.value) or shape.cards
        if found is None or value.kind == "scalar":
            continue
        if found.type == "item" and value.kind == "map":
            item = getattr(spot.item, found.attr)
            if item is not None:
                _enter(made, rows, ("item", key, found.name), Spot(found.of, item, value, None, 0, key))
            continue
        if found.type not in ("items", "cards"):
            continue
        keys = rows.get((key, name.value), ())
        items = _items(spot.item, found, name.value)
        nodes = element_nodes(found.of, value) if keys else []
        if not len(keys) == len(items) == len(nodes):
            continue
        row = Row(found, name, value, nodes)
        for at, (inner, item) in enumerate(zip(keys, items, strict=True)):
            here = nodes[at] if inner in made.untouched else expanded(made.text, nodes[at])
            _enter(made, rows, inner, Spot(found.of, item, here, row, at, key))


def _items(item: object, found: Field, name: str) -> Sequence[object]:
    held = getattr(item, found.attr)
    return dict(cast(Cards, held)).get(name, ()) if found.type == "cards" else tuple(held)


def strangers(side: Version, key: Key) -> dict[str, tuple[Node, Node]]:
    """The entries of an element that the program holds nothing of: unknown keys, values it could not read."""
    spot = side.spots.get(key)
    if spot is None or spot.node.kind != "map" or key in side.untouched:
        return {}  # a node may be composed by now: the same element of another version is not
    known = ELEMENTS[spot.kind]
    names = shape_of(spot.kind).fields
    left = left_entries(known, spot.item, (spot.item, spot.node))
    # an empty list may be a lane of cards; one that cannot be is an unknown key as any other
    left += [
        (name, value)
        for name, value in spot.node.entries()
        if value.kind == "list"
        and not value.items
        and name.value not in names
        and not is_built_in(name.value)
    ]
    return {
        name.value: (name, value)
        for name, value in left
        if name.value not in names or not _is_read(value, getattr(spot.item, names[name.value].attr))
    }


def _is_read(value: Node, held: object) -> bool:
    """Whether an entry without content is simply an empty one."""
    return value.is_null or (value.kind != "scalar" and not value.items)


Content = tuple[str, tuple[str, ...]]
"""What an entry says, and the comments in it."""


def content(side: Version, value: Node) -> Content:
    """What stands in a value."""
    end = value_end(side.text, value)
    if value.items and not value.style:
        end = line_end(side.text, end)
    inside = comment_spans(side.text, value, value.start, end) if value.items else []
    return text_of(value), tuple(side.text[start:end] for start, end in inside)


def is_in_flow(side: Version, key: Key) -> bool:
    """Whether an element stands within brackets or braces, its own or those of what holds it."""
    while key in side.spots:
        spot = side.spots[key]
        if spot.node.style in ("{", "[") or (spot.row is not None and spot.row.node.style):
            return True
        key = spot.parent
    return False
