"""The format as JSON Schema (draft 2020-12), made from the schema table, for editors that complete and check YAML.

Such editors see scalars as YAML types them, so a text accepts numbers, yes/no and null too, and a date its text. What
only the reader can judge (ids that must exist, emotions on the map's own scale) is left to it.
"""

from __future__ import annotations

import json

from cjm_editor.core.schema import CARD_LANES, ELEMENTS, VERSION, Element, Field
from cjm_editor.io.shapes import SINGLE

Schema = dict[str, object]

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SCALAR = ["string", "number", "boolean", "null"]
ID = r"^[^\s!-,/:-@\[-^`{-~]{0,64}$"
"""Letters of any language, digits, `.`, `-` and `_`: what is left of ASCII without blanks and other signs."""

NUMBER = r"^[+-]?(0|[1-9]\d*|(?=\.\d))(\.\d+)?([eE][+-]?\d+)?$"
PATTERNS = {
    "date": r"^\d{4}-\d{2}-\d{2}$",
    "period": r"^\d{4}(-Q[1-4]|-\d{2}|-\d{2}-\d{2}/\d{4}-\d{2}-\d{2})?$",
    "duration": r"^(\d{1,12}(\.\d{1,12})?|\.\d{1,12}) ?(s|m|h|d|w|mo|y)$",
}


def json_schema() -> Schema:
    """The schema of a whole document."""
    kinds = [element for kind, element in ELEMENTS.items() if kind != "document"]
    return {
        "$schema": DRAFT,
        "title": "Customer journey maps (*.cjm.yaml)",
        **_mapping(ELEMENTS["document"]),
        "required": ["cjm"],
        "$defs": {element.kind: _definition(element) for element in kinds},
    }


def text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def _definition(element: Element) -> Schema:
    """An element, or nothing in its place; a card may be a text alone.

    What may be of several types is one schema with several types, not a choice among schemas: an editor then points
    at the field that is wrong and not at the whole list around it.
    """
    made: Schema = {**_mapping(element), "type": [*(SCALAR if element.scalar else ["null"]), "object"]}
    return made | _ends() if element.kind == "transition" else made


def _ends() -> Schema:
    """What a transition must name: where it starts, and unless customers leave there, where it leads to."""
    start: Schema = {"required": ["from"], "properties": {"from": {"not": {"enum": [None, ""]}}}}
    end: Schema = {"required": ["to"], "properties": {"to": {"not": {"enum": [None, ""]}}}}
    leaves: Schema = {"required": ["kind"], "properties": {"kind": {"const": "leave"}}}
    given: Schema = {"type": "object"}
    return {"if": given, "then": {"allOf": [start, {"if": {"not": leaves}, "then": end}]}}


def _mapping(element: Element) -> Schema:
    """A mapping of the element's fields. Unknown keys are allowed: they are kept."""
    properties: Schema = {}
    has_lanes = False
    for field in element.fields:
        if field.type == "cards":
            has_lanes = True
            properties |= {lane: _list({"$ref": "#/$defs/card"}) for lane in CARD_LANES}
        else:
            properties[field.name] = _field(field)
    made: Schema = {"type": "object", "properties": properties}
    if has_lanes:
        made["additionalProperties"] = True
    return made


def _field(field: Field) -> Schema:
    """One field. Every field may be null: that is as good as absent."""
    match field.type:
        case "text":
            return {"type": SCALAR}
        case "id" | "ref":
            return {"type": SCALAR, "pattern": ID}
        case "number":
            return _number(field)
        case "yesno":
            return {"enum": [True, False, "yes", "no", "true", "false", None]}
        case "choice":
            return _choice(field)
        case "texts":
            return _list({"type": SCALAR})
        case "refs":
            return _list({"type": SCALAR, "pattern": ID})
        case "items":
            return _list({"$ref": f"#/$defs/{field.of}"}, field.of in SINGLE)
        case "item":
            return {"$ref": f"#/$defs/{field.of}"}
    made: Schema = {"type": ["string", "null"], "pattern": PATTERNS[field.type]}
    if field.type == "period":  # that of a year looks like a number to YAML
        made |= {"type": ["string", "integer", "null"], "minimum": 1, "maximum": 9999}
    return made


def _number(field: Field) -> Schema:
    bounds = {"minimum": field.low, "maximum": field.high}
    made: Schema = {name: _whole(bound) for name, bound in bounds.items() if bound is not None}
    type = "integer" if field.whole else "number"
    if field.name == "cjm":
        return {"type": type} | made | {"maximum": VERSION}
    # YAML 1.1 takes 1e3 for a text, and so does it any number in quotes
    return {"type": [type, "string", "null"]} | made | {"pattern": NUMBER}


def _whole(bound: float) -> int | float:
    return int(bound) if bound == int(bound) else bound


def _choice(field: Field) -> Schema:
    """One of the words; what YAML 1.1 makes of yes and no counts as well."""
    words: list[object] = list(field.choices)
    words += [value for word, value in (("yes", True), ("no", False)) if word in field.choices]
    if field.open:
        return {"anyOf": [{"enum": words}, {"type": SCALAR}]}  # the words are known, others are allowed
    return {"enum": [*words, None]}


def _list(item: Schema, may_stand_alone: bool = False) -> Schema:
    """A list, or nothing; where one may stand alone, that one."""
    if not may_stand_alone:
        return {"type": ["array", "null"], "items": item}
    alone: Schema = {"if": {"type": "object"}, "then": item}
    return {"type": ["array", "object", "null"], "items": item} | alone
