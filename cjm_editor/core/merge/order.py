"""Three orders of one list become one."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def ordered(
    base: Sequence[T],
    ours: Sequence[T],
    theirs: Sequence[T],
    alive: Container[T],
    token: Callable[[T], str] = str,
) -> tuple[list[T], bool]:
    """What is alive in the order that one side gave it, and whether the sides gave it two (ours stands then).

    What one side alone holds comes after what it follows there; where both added something after the same item, and
    in all that says nothing of an order, the smaller `token` comes first, so that the sides may change places.
    """
    mine, yours = set(ours), set(theirs)
    one = [item for item in ours if item in yours and item in alive]
    other = [item for item in theirs if item in mine and item in alive]
    spine, is_clash = _spine(base, one, other, token)
    kept = set(spine)
    after: dict[T | None, list[list[T]]] = {}
    for row, there in ((ours, yours), (theirs, mine)):
        anchor: T | None = None
        block: list[T] = []
        for item in row:
            if item in kept:
                anchor, block = item, []
            elif item in alive and item not in there:
                if not block:
                    after.setdefault(anchor, []).append(block)
                block.append(item)
    made: list[T] = []
    for anchor in (None, *spine):
        if anchor is not None:
            made.append(anchor)
        blocks = after.get(anchor, ())
        for block in blocks if len(blocks) < 2 else sorted(blocks, key=lambda block: token(block[0])):
            made += block
    return made, is_clash


def _spine(
    base: Sequence[T], one: list[T], other: list[T], token: Callable[[T], str]
) -> tuple[list[T], bool]:
    """The order of what both sides hold."""
    if one == other:
        return one, False
    there, before = set(one), set(base)
    was = [item for item in base if item in there]
    first = [item for item in one if item in before]
    second = [item for item in other if item in before]
    is_first, is_second = first != was, second != was
    if is_first != is_second:
        return (one if is_first else other), False
    if is_first and first != second:
        return one, True
    return min(one, other, key=lambda row: [token(item) for item in row]), False
