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
    """An element; a card may be a text alone."""
    mapping = _mapping(element)
    return {"anyOf": [{"type": SCALAR}, mapping]} if element.scalar else mapping


def _mapping(element: Element) -> Schema:
    """A mapping of the element's fields. Unknown keys are allowed: they are kept."""
    properties: Schema = {}
    has_lanes = False
    for field in element.fields:
        if field.type == "cards":
            has_lanes = True
            properties |= {lane: _list(field, {"$ref": "#/$defs/card"}) for lane in CARD_LANES}
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
            return (
                {"type": SCALAR} if field.type == "ref" else _either({"type": "string"}, {"type": "number"})
            )
        case "number":
            return _number(field)
        case "yesno":
            return {"enum": [True, False, "yes", "no", "true", "false", None]}
        case "choice":
            return _choice(field)
        case "texts" | "refs":
            return _list(field, {"type": SCALAR})
        case "items":
            inner: Schema = {"$ref": f"#/$defs/{field.of}"}
            return _list(field, inner, inner if field.of in SINGLE else None)
        case "item":
            return _either({"$ref": f"#/$defs/{field.of}"})
    return _either({"type": "string", "pattern": PATTERNS[field.type]}, *_as_number(field))


def _as_number(field: Field) -> list[Schema]:
    """A period of a year looks like a number to YAML."""
    return [{"type": "integer", "minimum": 1, "maximum": 9999}] if field.type == "period" else []


def _number(field: Field) -> Schema:
    bounds = {"minimum": field.low, "maximum": field.high}
    made: Schema = {"type": "integer" if field.whole else "number"}
    made |= {name: _whole(bound) for name, bound in bounds.items() if bound is not None}
    if field.name == "cjm":
        return made | {"maximum": VERSION}
    # YAML 1.1 takes 1e3 for a text, and so does it any number in quotes
    return _either(
        made, {"type": "string", "pattern": r"^[+-]?(0|[1-9]\d*|(?=\.\d))(\.\d+)?([eE][+-]?\d+)?$"}
    )


def _whole(bound: float) -> int | float:
    return int(bound) if bound == int(bound) else bound


def _choice(field: Field) -> Schema:
    """One of the words; what YAML 1.1 makes of yes and no counts as well."""
    words: list[object] = list(field.choices)
    words += [value for word, value in (("yes", True), ("no", False)) if word in field.choices]
    if field.open:
        return _either({"enum": words}, {"type": ["string", "number", "boolean"]})
    return {"enum": [*words, None]}


def _list(field: Field, item: Schema, alone: Schema | None = None) -> Schema:
    """A list, or nothing; where one may stand alone, that one."""
    items = {"anyOf": [item, {"type": "null"}]} if "$ref" in item else item
    many: Schema = {"type": "array", "items": items}
    return _either(many, *([] if alone is None else [alone]))


def _either(*schemas: Schema) -> Schema:
    return {"anyOf": [*schemas, {"type": "null"}]}
