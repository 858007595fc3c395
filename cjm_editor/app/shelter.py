"""Keeps a defect in what Qt calls of ours from ending the program: it is told, and Qt gets an answer.

Qt calls an overridden method from C++. Where that call is inside one from Python (`super().event(event)`, `show()`,
`resize()`), the binding keeps the exception for the caller, and some that the interpreter itself makes (an unpacking,
a division) end the process there. So none may come out of an override.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FunctionType
from typing import ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")

ANSWERS: tuple[tuple[str, bool | None], ...] = (
    ("eventFilter", False),
    ("event", True),
    ("focusNextPrevChild", True),
    ("insertFromMimeData", None),
    ("showPopup", None),
)
"""Overrides that are sheltered beside those whose name ends in "Event", and what Qt hears after a defect in them. A
filter lets the event through; a widget counts it as taken: what stands above it is not to act on the same key."""


def sheltered(cls: type[T]) -> type[T]:
    """The class, in which no exception comes out of its own event handlers; `sys.excepthook` is told of it."""
    answers = dict(ANSWERS)
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and is_handler(name):
            setattr(cls, name, _careful(method, answers.get(name)))
    return cls


def is_handler(name: str) -> bool:
    """Whether Qt gives what hands do to a method of this name."""
    return name in dict(ANSWERS) or (name.endswith("Event") and not name.startswith("_"))


def _careful(method: Callable[P, R], answer: bool | None) -> Callable[P, R | bool | None]:
    @functools.wraps(method)
    def careful(*args: P.args, **kwargs: P.kwargs) -> R | bool | None:
        try:
            return method(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever it is, it must not reach the binding
            sys.excepthook(type(error), error, error.__traceback__)
            return answer

    return careful
