"""Setting one field of one element, whatever its kind."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits.cards import set_card
from cjm_editor.core.edits.parts import refuse
from cjm_editor.core.edits.transitions import set_transition
from cjm_editor.core.elements import Element, element, journey_at, no_such_element, owners_of, replaced
from cjm_editor.core.fields import cleared, is_empty, trouble
from cjm_editor.core.ids import IdSource, random_id
from cjm_editor.core.model import (
    Card,
    Document,
    EmotionScale,
    JourneyMap,
    Stage,
    Touchpoint,
    Transition,
    segment_of,
)
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.texts import _

_ADDRESSED = ("segment", "persona", "lane", "map", "stage", "touchpoint", "transition", "comparison", "link")
"""Kinds that stand in lists with edits of their own: `set_field` does not set such a list whole."""


def set_field(
    document: Document, address: Address, attr: str, value: object, source: IdSource = random_id
) -> Document:
    """The document with one field of the element set; itself where it has that value already.

    `attr` is the field's name in the model (or in the file), `value` is in the model's form; None, "" and () clear.
    `source` gives ids to implied steps that are written down where a transition becomes a branch.
    Raises `EditError` where the element is gone, the value does not fit the field, or refers to nothing.
    """
    old = element(document, address)
    if old is None:
        raise no_such_element()
    field = _settable(address.kind, attr)
    new_value = cleared(field) if is_empty(value) else value
    present = getattr(old, field.attr)
    if type(present) is type(new_value) and present == new_value:
        return document
    found = trouble(field, new_value)
    if found is not None:
        raise refuse("bad-value", found)
    changes = {field.attr: _default(address.kind, field, new_value)}
    new: Element = replace(old, **changes)  # type: ignore[arg-type]  # the schema has checked name and value
    match new:
        case Card():
            return set_card(document, address, new)
        case Transition():
            return set_transition(document, address, new, source)
        case Touchpoint() | Stage():
            if field.attr == "emotion":
                _check_emotion(journey_at(document, address.map), new)
            if field.attr == "stage":
                _check_stage(journey_at(document, address.map), new_value)
        case JourneyMap():
            _check_map(document, old, new, field)
    return replaced(document, address, new)


def _settable(kind: str, attr: str) -> Field:
    found = next((f for f in ELEMENTS[kind].fields if attr in (f.attr, f.name)), None)
    if found is None or (found.type == "items" and found.of in _ADDRESSED) or found.type == "cards":
        raise refuse("no-such-field", _("This element has no field “{name}” that can be set.", name=attr))
    if (found.type == "id" and kind != "card") or (kind == "document" and found.name == "cjm"):
        raise refuse("fixed-field", _("This field is set once and cannot be changed."))
    return found


def _default(kind: str, field: Field, value: object) -> object:
    """The value that a cleared choice has in the model where a word is always needed."""
    if value == "" and field.name == "kind":
        return {"map": "actual", "transition": "next"}.get(kind, "")
    if value == "" and kind == "link" and field.name == "state":
        return "pinned"
    return value


def _check_emotion(journey: JourneyMap, owner: Stage | Touchpoint) -> None:
    low, high = sorted((journey.scale.min, journey.scale.max))
    if owner.emotion is not None and not low <= owner.emotion <= high:
        raise refuse("bad-value", _("The emotion must be between {low} and {high}.", low=low, high=high))


def _check_stage(journey: JourneyMap, stage: object) -> None:
    if stage and all(known.id != stage for known in journey.stages):
        raise refuse("no-such-stage", _("The map has no such stage any more."))


def _check_map(document: Document, old: object, new: JourneyMap, field: Field) -> None:
    if field.name == "segment" and new.segment and segment_of(document, new.segment) is None:
        raise refuse("no-such-reference", _("The document has no segment “{id}”.", id=new.segment))
    if field.name == "personas":
        known = {persona.id for segment in document.segments for persona in segment.personas}
        known |= set(old.personas) if isinstance(old, JourneyMap) else set()
        for id in new.personas:
            if id not in known:
                raise refuse("no-such-reference", _("The document has no persona “{id}”.", id=id))
    if field.name == "emotion_scale":
        _check_scale(old, new)


def _check_scale(old: object, new: JourneyMap) -> None:
    """Refuse a scale without extent, and one that leaves emotions outside that were inside."""
    low, high = new.scale.min, new.scale.max
    if low >= high:
        raise refuse("bad-scale", _("The bottom of the scale must be below its top."))
    scale = old.scale if isinstance(old, JourneyMap) else EmotionScale()
    known = (owner.emotion for owner in owners_of(new) if owner.emotion is not None)
    if any(scale.min <= value <= scale.max and not low <= value <= high for value in known):
        raise refuse(
            "bad-scale",
            _("Some emotions of this map would lie outside the scale. Convert them to the new scale."),
        )
