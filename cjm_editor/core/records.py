"""Slotted dataclasses that are made quickly.

`dataclasses.dataclass` writes and compiles six functions for every frozen class, which takes 0.4 ms a class; a hundred
classes of ours are a tenth of the start of the window. Here one is compiled, the initialiser, and that once for all
classes with as many fields; the others are closures over the names of the fields. What a class does is the same:
fields, equality, hash, order of arguments, `replace`, copying. The initialiser fills the slots directly, in 0.6 of the
time.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError
from functools import cache
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(
        *, frozen: bool = False, slots: bool = False, eq: bool = True, repr: bool = True
    ) -> Callable[[type], type]:
        """The decorator of the standard library, with the parameters that are used here and the same meaning."""
        if not (slots and repr):
            return dataclasses.dataclass(frozen=frozen, slots=slots, eq=eq, repr=repr)

        def made(cls: type) -> type:
            if hasattr(cls, "__post_init__"):
                return dataclasses.dataclass(frozen=frozen, slots=True, eq=eq)(cls)
            bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            return _dressed(bare, frozen, eq)

        return made


def _dressed(cls: type, frozen: bool, eq: bool) -> type:
    """The class with the functions of a dataclass, but for those that its body has."""
    fields = dataclasses.fields(cls)
    given: dict[str, object] = {
        "__init__": _initialiser(cls, fields),
        "__repr__": _described(tuple(field.name for field in fields if field.repr)),
    }
    if frozen:
        given |= {"__setattr__": _refuse_to_assign, "__delattr__": _refuse_to_delete}
        given |= _state(tuple(field.name for field in fields))
    if eq:
        given |= _equality(tuple(field.name for field in fields if field.compare))
        if not frozen:
            given["__hash__"] = None  # what can change cannot be looked up by what it is
    for name, function in given.items():
        if cls.__dict__.get(name) is None:
            setattr(cls, name, function)
    return cls


def _initialiser(cls: type, fields: tuple[Field[object], ...]) -> object:
    """The `__init__` of a class, from the template of its shape under its own names."""
    known: dict[str, object] = {"MISSING": MISSING}
    defaults: list[object] = []
    for at, field in enumerate(fields):
        known[f"_set_{at}"] = getattr(cls, field.name).__set__
        if field.default_factory is not MISSING:
            known[f"_make_{at}"] = field.default_factory
        if field.default is not MISSING or field.default_factory is not MISSING:
            defaults.append(field.default)
    code = _template(tuple(field.default_factory is not MISSING for field in fields))
    names = ("self", *(field.name for field in fields))
    own = code.replace(co_varnames=names, co_qualname=f"{cls.__qualname__}.__init__")
    made = FunctionType(own, known, "__init__", tuple(defaults))
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


@cache
def _template(made: tuple[bool, ...]) -> CodeType:
    """The code of an initialiser with so many arguments, those with a factory marked. Compiling takes most of the time
    in which a class is made, and a hundred classes have two dozen shapes."""
    arguments = ", ".join(f"a{at}" for at in range(len(made)))
    values = [
        f"_make_{at}() if a{at} is MISSING else a{at}" if own else f"a{at}" for at, own in enumerate(made)
    ]
    lines = [f"  _set_{at}(self, {value})" for at, value in enumerate(values)] or ["  pass"]
    known: dict[str, FunctionType] = {}
    exec(f"def __init__(self, {arguments}):\n" + "\n".join(lines), known)
    return known["__init__"].__code__


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """A function that returns the named fields of an object as a tuple."""
    if not names:
        return lambda _: ()
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda thing: (only(thing),)
    return attrgetter(*names)


def _equality(names: tuple[str, ...]) -> dict[str, object]:
    values = _values(names)

    def equal(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def hashed(self: object) -> int:
        return hash(values(self))

    return {"__eq__": equal, "__hash__": hashed}


def _described(names: tuple[str, ...]) -> object:
    def described(self: object) -> str:
        inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({inside})"

    return described


def _state(names: tuple[str, ...]) -> dict[str, object]:
    """What copying and pickling need: a frozen object cannot be filled by assignment."""

    def taken(self: object) -> list[object]:
        return [getattr(self, name) for name in names]

    def put(self: object, state: list[object]) -> None:
        for name, value in zip(names, state, strict=True):
            object.__setattr__(self, name, value)

    return {"__getstate__": taken, "__setstate__": put}


def _refuse_to_assign(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
