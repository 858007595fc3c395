"""What a part of the long run reports: one row of the table in docs/safety.md.

A part is a module of this folder named by its promise (`r2_kills.py`, `s1_hostile.py`) with a function
`soak(share: float) -> list[Figure]`; `share` 1.0 is the full run, less is a taste of it. The runner finds parts by
their names, so a new one needs no entry anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One promise: its number, what is promised, how it was tried, what was reached, and whether that is enough."""

    id: str
    promise: str
    tried: str
    reached: str
    is_kept: bool


def times(most: int, share: float) -> int:
    """How many cases of the full number a share is; at least one."""
    return max(1, round(most * share))
