"""Where an element stands in the text: which node of the file belongs to which value of the document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.ids import is_id
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.io.nodes import Node
from cjm_editor.io.scalars import NULLS
from cjm_editor.io.shapes import Named
from cjm_editor.io.spans import expanded


def element_nodes(kind: str, node: Node) -> list[Node]:
    """The items of a list that are read as elements, in order; a mapping that stands alone is a list of one."""
    if node.kind == "map":
        return [node]
    has_scalar = bool(ELEMENTS[kind].scalar)
    return [
        item for item in node.items if item.kind in ("map", "chunk") or (has_scalar and is_card_text(item))
    ]


def is_card_text(node: Node) -> bool:
    """Whether the node is a text that stands for a card."""
    return node.kind == "scalar" and not node.is_null


def text_nodes(field: Field, node: Node) -> list[Node]:
    """The items of a list of texts or ids that are read as one."""
    if field.type == "texts":
        return [item for item in node.items if is_card_text(item)]
    return [item for item in node.items if item.kind == "scalar" and is_id(item.value) and not _is_null(item)]


def _is_null(node: Node) -> bool:
    return node.kind == "scalar" and not node.style and node.value in NULLS


def indices_of(root: Node, document: Document, wanted: Iterable[tuple[Address, str]], text: str) -> list[int]:
    """The indices at which elements, or fields of theirs (an empty name: the element), begin.

    Where one is unknown, that of what holds it.
    """
    memo = Memo({}, {})
    return [_index_of(root, document, at, name, text, memo) for at, name in wanted]


def _index_of(root: Node, document: Document, at: Address, field_name: str, text: str, memo: Memo) -> int:
    node = root
    for name, kind, position in _steps(document, at, memo):
        entry = node.entry(name) if node.kind == "map" else None
        if entry is None:
            return node.start
        if not kind:
            return entry[0].start
        nodes = memo.nodes.get(id(entry[1]))
        if nodes is None:
            nodes = element_nodes(kind, entry[1]) if entry[1].kind in ("map", "list") else []
            memo.nodes[id(entry[1])] = nodes
        if not 0 <= position < len(nodes):
            return entry[0].start
        node = expanded(text, nodes[position])
    if field_name and node.kind == "map":
        entry = node.entry(field_name)
        return node.start if entry is None else entry[0].start if entry[1].is_null else entry[1].start
    return node.start


def entry_of(root: Node, document: Document, at: Address, text: str) -> tuple[Node, Node] | None:
    """Key and list of the entry in which an element stands, or None where the text has no such entry."""
    node, entry = root, None
    for name, kind, position in _steps(document, at, Memo({}, {})):
        entry = node.entry(name) if node.kind == "map" else None
        nodes = (
            element_nodes(kind, entry[1]) if entry is not None and entry[1].kind in ("map", "list") else []
        )
        if not 0 <= position < len(nodes):
            return None
        node = expanded(text, nodes[position])
    return entry


Step = tuple[str, str, int]
"""A field, the kind of its items, and the position of one of them."""


@dataclass(frozen=True, slots=True)
class Memo:
    """What one round of looking up keeps, so that a thousand places cost one walk: nodes of lists, places of ids."""

    nodes: dict[int, list[Node]]
    positions: dict[int, dict[str, int]]

    def position(self, items: Sequence[Named], name: str) -> int:
        """The place of the element with an id, or -1."""
        known = self.positions.get(id(items))
        if known is None:
            known = self.positions[id(items)] = {}
            for at, item in enumerate(items):
                known.setdefault(item.id, at)
        return known.get(name, -1)


def _steps(document: Document, at: Address, memo: Memo) -> list[Step]:
    """The way from the document down to an element."""
    match at.kind:
        case "segment":
            return [("segments", "segment", memo.position(document.segments, at.id))]
        case "lane":
            return [("lanes", "lane", memo.position(document.lanes, at.id))]
        case "persona":
            for n, segment in enumerate(document.segments):
                place = memo.position(segment.personas, at.id)
                if place >= 0:
                    return [("segments", "segment", n), ("personas", "persona", place)]
            return []
        case "comparison":
            return [("comparisons", "comparison", at.index)]
        case "link":
            return [("comparisons", "comparison", at.index), ("links", "link", at.sub)]
        case "map":
            return [("maps", "map", memo.position(document.maps, at.map or at.id))]
        case "document":
            return []
    return _steps_in_map(document, at, memo)


def _steps_in_map(document: Document, at: Address, memo: Memo) -> list[Step]:
    place = memo.position(document.maps, at.map)
    if place < 0:
        return []
    journey = document.maps[place]
    first = ("maps", "map", place)
    if at.kind == "transition":
        return [first, ("transitions", "transition", journey.transitions.index_of(at.id))]
    stage = memo.position(journey.stages, at.id)
    if stage >= 0:
        owner = ("stages", "stage", stage)
    else:
        owner = ("touchpoints", "touchpoint", journey.touchpoints.index_of(at.id))
    return [first, owner, (at.lane, "card", at.index)] if at.kind == "card" else [first, owner]
