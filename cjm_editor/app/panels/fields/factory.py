"""Which editor a field gets: from its type, and for a few fields from what they mean."""

from __future__ import annotations

from cjm_editor.app.panels.fields.base import FieldEditor, Surroundings
from cjm_editor.app.panels.fields.cards import CardsEditor
from cjm_editor.app.panels.fields.checked import CheckedEditor
from cjm_editor.app.panels.fields.choices import ComboEditor, RefEditor, SegmentEditor
from cjm_editor.app.panels.fields.items import ItemEditor, ItemsEditor
from cjm_editor.app.panels.fields.lists import RefsEditor, TextsEditor
from cjm_editor.app.panels.fields.scale import ScaleEditor
from cjm_editor.app.panels.fields.steps import FacesEditor, StepsEditor
from cjm_editor.app.panels.fields.typed import TextEditor
from cjm_editor.core.schema import Field
from cjm_editor.core.terms import choice_label

BY_TYPE: dict[str, type[FieldEditor]] = {
    "text": TextEditor,
    "id": TextEditor,
    "ref": RefEditor,
    "number": CheckedEditor,
    "date": CheckedEditor,
    "period": CheckedEditor,
    "duration": CheckedEditor,
    "yesno": SegmentEditor,
    "texts": TextsEditor,
    "refs": RefsEditor,
    "items": ItemsEditor,
    "item": ItemEditor,
    "cards": CardsEditor,
}

SIDE_BY_SIDE = 154.0
"""Width in px that all choices may take to stand side by side."""

BESIDE_EACH = 12.0
"""Padding and border of one of them."""


def editor_for(field: Field, around: Surroundings) -> FieldEditor:
    """An editor for the field of an element of the kind `around.kind`."""
    if field.name == "emotion":
        return FacesEditor(field, around)
    if field.name == "language":
        return CheckedEditor(field, around)
    if field.of == "emotion_scale":
        return ScaleEditor(field, around)
    if field.type == "number" and field.low == 1 and field.high in (3, 5):
        return StepsEditor(field, around)
    if field.type == "choice":
        said = [around.say(choice_label(around.kind, field.name, value)) for value in field.choices]
        width = sum(around.context.measurer.width(words, 11.5, 500) + BESIDE_EACH for words in said)
        short = width <= SIDE_BY_SIDE and not field.open
        return SegmentEditor(field, around) if short else ComboEditor(field, around)
    return BY_TYPE[field.type](field, around)
