"""How two documents differ, in words: counted by kinds, a few elements by their names."""

from __future__ import annotations

from cjm_editor.app.context import Context
from cjm_editor.core.address import Address
from cjm_editor.core.changes import ChangeSet
from cjm_editor.core.elements import element
from cjm_editor.core.model import Document
from cjm_editor.core.terms import count_of
from cjm_editor.core.texts import Message, _

NAMED = 3
"""Elements that are named; the others are counted."""


def words_of(context: Context, before: Document, after: Document, changed: ChangeSet) -> str:
    """What differs between two documents; "" where nothing does."""
    parts: list[Message] = []
    if changed.added:
        parts.append(_("added: {what}", what=_counted(context, after, changed.added)))
    if changed.changed:
        parts.append(_("changed: {what}", what=_counted(context, after, changed.changed)))
    if changed.moved:
        parts.append(_("moved: {what}", what=_counted(context, after, changed.moved)))
    if changed.removed:
        parts.append(_("removed: {what}", what=_counted(context, before, changed.removed)))
    return "; ".join(context.say(part) for part in parts)


def _counted(context: Context, document: Document, addresses: tuple[Address, ...]) -> str:
    kinds: dict[str, list[Address]] = {}
    for at in addresses:
        kinds.setdefault(at.kind, []).append(at)
    parts = []
    for kind, ats in kinds.items():
        if kind in ("document", "comparison"):
            words = _("document details") if kind == "document" else _("decisions on pairs")
            parts.append(context.say(words))
            continue
        count = context.say(count_of(kind, len(ats)))
        names = [name for at in ats[:NAMED] if (name := _name_of(document, at))]
        listed = ", ".join(context.say(_("“{name}”", name=name)) for name in names)
        more = ", …" if names and len(ats) > NAMED else ""
        parts.append(f"{count} ({listed}{more})" if names else count)
    return ", ".join(parts)


def _name_of(document: Document, at: Address) -> str:
    """The title of an element that the document has; "" for others."""
    found = element(document, at)
    name = getattr(found, "title", "") or getattr(found, "name", "")
    return " ".join(str(name).split())[:40]
