"""The words at the foot of a card that is typed into."""

from __future__ import annotations

from cjm_editor.core.address import Address
from cjm_editor.core.texts import Message, _


def hint(at: Address) -> Message | str:
    """Return what Enter does in the editor of an element, "" where it only keeps the text."""
    return _("Enter: one more") if at.kind == "card" else ""
