"""Values as they come back from a file, which holds no half of a character."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from cjm_editor.core.seq import Seq
from cjm_editor.io.quoting import cleaned

T = TypeVar("T")


def cleaned_value(value: T) -> T:
    """The value with its texts cleaned; the same object where nothing is to be done."""
    made: object = value
    if isinstance(value, str):
        text = cleaned(value)
        made = value if text == value else text
    elif isinstance(value, tuple):
        parts = tuple(cleaned_value(item) for item in value)
        made = value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    elif isinstance(value, Seq):
        items = tuple(cleaned_value(item) for item in value)
        made = value if all(a is b for a, b in zip(items, value, strict=True)) else Seq(items)
    elif hasattr(value, "__dataclass_fields__"):
        changed = {}
        for field in fields(value):  # type: ignore[arg-type]
            held = getattr(value, field.name)
            clean = cleaned_value(held)
            if clean is not held:
                changed[field.name] = clean
        made = replace(value, **changed) if changed else value  # type: ignore[type-var]
    return made  # type: ignore[return-value]
