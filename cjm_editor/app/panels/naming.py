"""What the properties call the elements that they show."""

from __future__ import annotations

from cjm_editor.app.plain import short
from cjm_editor.core.address import Address
from cjm_editor.core.elements import element
from cjm_editor.core.graph import rank_on_route
from cjm_editor.core.model import Document, Touchpoint, Transition, map_of, title_or_id
from cjm_editor.core.terms import choice_label, kind_label
from cjm_editor.core.texts import Message, _, ngettext


def place_of(document: Document, ats: tuple[Address, ...]) -> Message:
    """What is shown: how many elements, which touchpoint of the route, or of what kind the only one is."""
    if len(ats) > 1:
        return ngettext(
            "{n} selected: a change applies to all", "{n} selected: a change applies to all", len(ats)
        )
    at = ats[-1]
    found, journey = element(document, at), map_of(document, at.map)
    if isinstance(found, Touchpoint) and journey is not None:
        rank, placed = rank_on_route(journey, found.id)
        if rank:
            return _("Touchpoint {at} of {all}", at=rank, all=placed)
    return kind_label(at.kind)


def name_of(document: Document, at: Address) -> Message | str:
    """The words by which people know an element, shortened: its title, name or text; of a transition that has none
    the touchpoints at its ends."""
    found = element(document, at)
    text = str(getattr(found, "title", "") or getattr(found, "name", "") or getattr(found, "text", ""))
    if text or not isinstance(found, Transition):
        return short(text)
    journey = map_of(document, at.map)
    names = []
    for id in filter(None, (found.from_, found.to)):
        point = journey.touchpoints.get(id) if journey is not None else None
        names.append(short(title_or_id(point) if point is not None else id))
    if found.kind == "leave":
        return _("{title}: {kind}", title=names[0], kind=choice_label("transition", "kind", "leave"))
    return " → ".join(names)
