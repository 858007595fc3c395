"""Which item of a changed list is which item of the old one, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from difflib import SequenceMatcher
from typing import cast

from cjm_editor.core.fields import is_empty
from cjm_editor.io.shapes import Named

MOST = 2500
"""Pairs of changed items that are looked at."""


def aligned(old: Sequence[object], new: Sequence[object], by_id: bool) -> list[int]:
    """For every new item the position of the old one that it is, or -1."""
    return _by_id(old, new) if by_id else _by_value(old, new)


def _by_id(old: Sequence[object], new: Sequence[object]) -> list[int]:
    at = {cast(Named, item).id: n for n, item in enumerate(old)}
    return [at.pop(cast(Named, item).id, -1) for item in new]


def _by_value(old: Sequence[object], new: Sequence[object]) -> list[int]:
    """Equal items are the same; what is left over in one place was changed there; the rest moved if equal."""
    found = [-1] * len(new)
    left_old: list[int] = []
    left_new: list[int] = []
    changed: list[tuple[range, range]] = []
    for tag, a, b, c, d in SequenceMatcher(
        None, _names(old, new, old), _names(old, new, new), False
    ).get_opcodes():
        if tag == "equal":
            found[c:d] = range(a, b)
        elif tag == "replace":
            changed.append((range(a, b), range(c, d)))
            left_old += range(a, b)
            left_new += range(c, d)
        else:
            left_old += range(a, b)
            left_new += range(c, d)
    gone, made = _take_moved(old, new, found, left_old, left_new)
    for before, after in changed:
        still_old = [n for n in before if n in gone]
        still_new = [n for n in after if n in made]
        for a, c in _pairs(old, new, still_old, still_new):
            found[c] = a
    return found


def _pairs(
    old: Sequence[object], new: Sequence[object], some: list[int], others: list[int]
) -> list[tuple[int, int]]:
    """Which old item became which new one, the most alike first; runs of one length go in order."""
    if len(some) == len(others) or len(some) * len(others) > MOST:
        return list(zip(some, others, strict=False))
    ranked = sorted((-_likeness(old[a], new[c]), a, c) for a in some for c in others)
    pairs: list[tuple[int, int]] = []
    for _score, a, c in ranked:
        if all(a != taken and c != made for taken, made in pairs):
            pairs.append((a, c))
    return pairs


def _likeness(one: object, other: object) -> int:
    """How many fields of two elements hold the same."""
    if type(one) is not type(other) or not is_dataclass(one):
        return 0
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return sum(1 for a, b in pairs if a == b and not is_empty(a))


def _names(old: Sequence[object], new: Sequence[object], items: Sequence[object]) -> list[int]:
    """A number for each item, the same for equal ones."""
    known: dict[object, int] = {}
    for item in (*old, *new):
        known.setdefault(item, len(known))
    return [known[item] for item in items]


def _take_moved(
    old: Sequence[object], new: Sequence[object], found: list[int], left_old: list[int], left_new: list[int]
) -> tuple[set[int], set[int]]:
    """Find the equal ones among what is left over, in order; what is left then."""
    places: dict[object, list[int]] = {}
    for a in reversed(left_old):
        places.setdefault(old[a], []).append(a)
    for c in left_new:
        if equal := places.get(new[c]):
            found[c] = equal.pop()
    moved = set(found)
    return {a for a in left_old if a not in moved}, {c for c in left_new if found[c] < 0}


def staying(found: Sequence[int]) -> set[int]:
    """The old positions that need not move: the longest run in unchanged order."""
    tails: list[int] = []
    before: dict[int, int] = {}
    for a in found:
        if a < 0:
            continue
        place = bisect_left(tails, a)
        if place == len(tails):
            tails.append(a)
        else:
            tails[place] = a
        before[a] = tails[place - 1] if place else -1
    stay: set[int] = set()
    at = tails[-1] if tails else -1
    while at >= 0:
        stay.add(at)
        at = before[at]
    return stay
