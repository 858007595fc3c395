"""How far a long work is: a function that is told now and then which share of it is done, 0..1.

What it raises ends the work: so it is cancelled. Who does long work calls it every quarter of a second or so at 10,000
touchpoints, so that a bar moves and Cancel is heard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Tick = Callable[[float], None]
T = TypeVar("T")

EVERY = 1024
"""Elements between two signs of progress."""


def silent(_share: float) -> None:
    """Nobody wants to know how far it is."""


def part(tick: Tick, start: float, end: float) -> Tick:
    """What a step tells that takes the work from one share to another; its own shares go from 0 to 1."""
    if tick is silent:
        return silent

    def told(share: float) -> None:
        tick(start + (end - start) * share)

    return told


def watched(items: Sequence[T], tick: Tick) -> Iterator[T]:
    """The elements one by one, with signs of progress between them."""
    for start in range(0, len(items), EVERY):
        tick(start / len(items))
        yield from items[start : start + EVERY]
