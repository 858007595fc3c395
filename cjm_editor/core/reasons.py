"""Why a link is one, in words: its terms, who decided it, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from cjm_editor.core.results import Correspondence
from cjm_editor.core.texts import Message, _, pgettext

_TERMS: Mapping[str, Message] = MappingProxyType(
    {
        "base": pgettext("why", "Before looking"),
        "words": pgettext("why", "Words of the titles"),
        "channel": pgettext("why", "Channel"),
        "actor": pgettext("why", "Who acts"),
        "language": pgettext("why", "Another language"),
        "stage": pgettext("why", "Stage"),
        "place": pgettext("why", "Place on the route"),
        "neighbours": pgettext("why", "Neighbours"),
        "rival": pgettext("why", "No better rival"),
        "cap": pgettext("why", "No word in common"),
        "unread": pgettext("why", "Words that cannot be read"),
        "repeated": pgettext("why", "The title stands several times"),
        "parts": pgettext("why", "The weakest part counts"),
        "id": pgettext("why", "The same id"),
        "title": pgettext("why", "The same title"),
    }
)

SURE, LIKELY, POSSIBLE = 0.9, 0.5, 0.2


def term_title(name: str, value: float = 1.0) -> Message | str:
    """What a term of a link's explanation speaks of; against a link a rival is there."""
    if name == "rival" and value < 0:
        return pgettext("why", "A rival as good")
    return _TERMS.get(name, name)


def decided_by(link: Correspondence) -> Message:
    """Who or what decided a link."""
    if link.by == "pin":
        return _("Decided by people")
    if link.by == "id":
        return _("Linked by the same id")
    if link.by == "exact":
        return _("Linked by the same title")
    if not (link.ideal and link.actual):
        return _("No counterpart found")
    return _("Found by likeness")


def sureness(confidence: float) -> Message:
    """The band of a confidence 0..1 in a word."""
    if confidence >= SURE:
        return pgettext("link", "sure")
    if confidence >= LIKELY:
        return pgettext("link", "likely")
    return pgettext("link", "possible") if confidence >= POSSIBLE else pgettext("link", "unlikely")
