"""Scalars typed by the schema: what a text in the file means in a field, whatever YAML would make of it."""

from __future__ import annotations

from cjm_editor.core.fields import trouble
from cjm_editor.core.model import Number
from cjm_editor.core.schema import Field
from cjm_editor.core.texts import Message, _
from cjm_editor.core.values import number_of

YES_NO = {"true": True, "false": False, "yes": True, "no": False}

Value = str | Number | bool
NULLS = ("", "null", "~")
SHOWN = 40
"""Characters of a wrong value that a message repeats."""


def is_absent(field: Field, raw: str, is_plain: bool) -> bool:
    """Whether a scalar stands for an absent field: nothing, or null or ~ where no text is meant."""
    return is_plain and (not raw or (field.type != "text" and raw in NULLS))


def parsed(field: Field, raw: str) -> tuple[Value | None, Message | None]:
    """The value of a scalar field, or what is wrong with it. `ref` follows the grammar of ids."""
    if field.type == "text":
        return raw, None
    value: Value | None
    if field.type == "number":
        value = _number(field, raw)
        if value is None and field.name == "cjm":
            return None, _("Write “cjm: 1”: 1 is the version of the format.")
        if value is None:
            return None, _("Write a number such as 3 or 0.8, with a point.")
    elif field.type == "yesno":
        value = YES_NO.get(raw)
        if value is None:
            return None, _("Write yes or no.")
    else:
        value = raw
    wrong = trouble(_AS_ID if field.type == "ref" else field, value)
    return (None, wrong) if wrong is not None else (value, None)


_AS_ID = Field("ref", "id")


def _number(field: Field, raw: str) -> Number | None:
    value = number_of(raw)
    if isinstance(value, float) and field.whole and value.is_integer():
        return int(value)
    return value


def wrong_value(name: str, raw: str, remedy: Message) -> Message:
    """The sentence about a value that does not fit its field."""
    shown = raw if len(raw) <= SHOWN else raw[: SHOWN - 1] + "…"
    return _(
        "“{value}” does not fit “{field}”. {remedy}",
        value=shown.replace("\n", " "),
        field=name,
        remedy=remedy,
    )
