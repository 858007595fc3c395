"""What people chose for a conflict about entries that the model holds nothing of, written into the text."""

from __future__ import annotations

from collections.abc import Iterable

from cjm_editor.core.errors import FormatError
from cjm_editor.core.merge.resolve import EntryText, list_field, rows_of
from cjm_editor.core.model import Document
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.io.entries import Spot, entry_edits
from cjm_editor.io.files import opened
from cjm_editor.io.places import element_nodes
from cjm_editor.io.reader import Source
from cjm_editor.io.scan import BOM
from cjm_editor.io.spans import CannotSpliceError, Edit, applied, expanded
from cjm_editor.io.writer import to_bytes


def with_entries(source: Source, document: Document, entries: Iterable[EntryText]) -> Source | None:
    """The text of the document with these entries in it; None where they cannot all stand there at once.

    An entry with the name of a field may be read as its value: the document of the text may be another one then.
    """
    try:
        if source.document != document:
            source = opened(to_bytes(source, document), source.name)
        edits: list[Edit] = []
        for entry in entries:
            edits += entry_edits(source, _spot(source, entry), entry.names[-1], entry.text)
        text = applied(source.text, edits)
        return opened(((BOM if source.has_bom else "") + text).encode(), source.name) if edits else source
    except (CannotSpliceError, FormatError):
        return None


def _spot(source: Source, entry: EntryText) -> Spot:
    """The element that an entry belongs in. Raises `CannotSpliceError` where it has no place in the text."""
    kind, node = "document", source.root()
    item: object = source.document
    for name, at in entry.chain:
        field, there = list_field(kind, name), node.entry(name) if node.kind == "map" else None
        if field is None or there is None or there[1].kind not in ("map", "list"):
            raise CannotSpliceError("no list")
        rows, nodes = rows_of(item, name), element_nodes(field.of, there[1])
        if not 0 <= at < len(rows) == len(nodes):
            raise CannotSpliceError("no element")
        kind, node, item = field.of, expanded(source.text, nodes[at]), rows[at]
    for name in entry.names[:-1]:
        inner, there = ELEMENTS[kind].field(name), node.entry(name) if node.kind == "map" else None
        if inner is None or there is None or there[1].kind != "map":
            raise CannotSpliceError("no mapping")
        kind, node, item = inner.of, there[1], getattr(item, inner.attr)
    return kind, node, item
