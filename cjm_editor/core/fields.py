"""Whether a value fits its field: the one check of types, choices and ranges, for values in the model's form."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from operator import attrgetter

from cjm_editor.core.ids import is_id
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.texts import Message, _
from cjm_editor.core.values import is_date, is_duration, is_period

EMPTY: tuple[object, ...] = (None, "", ())
"""Values that stand for an absent field."""


def cleared(field: Field) -> object:
    """The value of an absent field in the model."""
    if field.type in ("number", "yesno", "item"):
        return None
    return () if field.type in ("texts", "refs", "items", "cards") else ""


def is_empty(value: object) -> bool:
    """Whether the value stands for an absent field (0 and no do not)."""
    return value is None or ((type(value) is str or type(value) is tuple) and not value)


def trouble(field: Field, value: object) -> Message | None:
    """What is wrong with a value of the field and what to do, or None. An absent value is always right."""
    if is_empty(value):
        return None
    match field.type:
        case "number":
            return _number_trouble(field, value)
        case "yesno":
            return None if isinstance(value, bool) else _("Write yes or no.")
        case "texts" | "refs":
            listed = isinstance(value, tuple) and all(isinstance(item, str) for item in value)
            return None if listed else _("A list of texts is expected here.")
        case "items" | "item":
            return _items_trouble(field, value)
        case "cards":
            return None if isinstance(value, tuple) else _("A list of cards is expected here.")
    return _text_trouble(field, value) if isinstance(value, str) else _("A text is expected here.")


def _text_trouble(field: Field, value: str) -> Message | None:
    if field.type == "date" and not is_date(value):
        return _("Write a date as year-month-day: 2026-11-01.")
    if field.type == "period" and not is_period(value):
        return _("Write a period as 2026, 2026-Q3, 2026-09 or 2026-09-01/2026-09-15.")
    if field.type == "duration" and not is_duration(value):
        return _("Write a duration as a number and one of s, m, h, d, w, mo, y: 15m, 2d, 6mo.")
    if field.type == "id" and not is_id(value):
        return _("An id is made of letters, digits, “.”, “-” and “_”, 64 at most.")
    if field.type == "choice" and not field.open and value not in field.choices:
        return _("Choose one of: {choices}.", choices=", ".join(field.choices))
    return None


def _number_trouble(field: Field, value: object) -> Message | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return _("Write a number.")
    if field.whole and value != int(value):
        return _("Write a whole number.")
    low, high = field.low, field.high
    below, above = low is not None and value < low, high is not None and value > high
    if not below and not above:
        return None
    if low is not None and high is not None:
        return _("The number must be between {low} and {high}.", low=low, high=high)
    if low is not None:
        return _("The number must be at least {low}.", low=low)
    return _("The number must be at most {high}.", high=high or 0)


def _items_trouble(field: Field, value: object) -> Message | None:
    inner = ELEMENTS[field.of]
    items = (value,) if field.type == "item" else value
    if not isinstance(items, tuple):
        return _("A list is expected here.")
    for item in items:
        if not isinstance(item, inner.cls):
            return _("An element of another kind stands in this list.")
        found = element_trouble(inner.kind, item)
        if found is not None:
            return found[1]
    return None


def element_trouble(kind: str, item: object) -> tuple[Field, Message] | None:
    """The first field of an element whose value does not fit, with what is wrong; or None.

    Lists of elements that have addresses of their own (touchpoints of a map) are not walked.
    """
    checked, values_of = _checked(kind)
    for field, value in zip(checked, values_of(item), strict=True):
        if not value and (value is None or value == "" or value == ()):
            continue
        if field.type == "text" and isinstance(value, str):
            continue
        found = trouble(field, value)
        if found is not None:
            return field, found
    return None


@cache
def _checked(kind: str) -> tuple[tuple[Field, ...], Callable[[object], tuple[object, ...]]]:
    """The fields that `element_trouble` looks at, and what takes their values from an element all at once."""
    fields = tuple(
        field
        for field in ELEMENTS[kind].fields
        if field.type not in ("items", "cards") or field.of in ("metric", "evidence")
    )
    return fields, attrgetter(*(field.attr for field in fields))
