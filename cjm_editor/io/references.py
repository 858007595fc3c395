"""Which ids a document refers to: an element without a written id gets it written once something names it."""

from __future__ import annotations

from typing import cast

from cjm_editor.core.model import Cards, Document
from cjm_editor.core.schema import ELEMENTS


def referred_ids(document: Document) -> frozenset[str]:
    """All ids that fields of the document name."""
    found: set[str] = set()
    waiting: list[tuple[str, object]] = [("document", document)]
    while waiting:
        kind, value = waiting.pop()
        for field in ELEMENTS[kind].fields:
            held = getattr(value, field.attr)
            if not held:
                continue
            if field.type == "ref" or (field.name == "derived_from" and kind == "map"):
                found.add(held)
            elif field.type == "refs":
                found.update(held)
            elif field.type == "items":
                waiting += [(field.of, item) for item in held]
            elif field.type == "item":
                waiting.append((field.of, held))
            elif field.type == "cards":
                waiting += [("card", card) for _lane, row in cast(Cards, held) for card in row]
            elif kind == "comparison" and field.name in ("ideal", "actual"):
                found.add(held)
    return frozenset(found)
