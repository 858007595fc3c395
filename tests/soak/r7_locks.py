"""R7: one file, two people: never two writers, and a lock that was left is taken."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.app.two_editors import steps
from tests.io.test_locks import race
from tests.soak.figure import Figure, times

ROUNDS = 1000
"""Times that three processes go for one lock at the same moment; a dead lock lies there every other time."""

PAIRS, STEPS = 20, 50
"""Pairs of real editors, and steps of each: edits, saves, taking over, looking, kill -9 and starting anew."""


def soak(share: float) -> list[Figure]:
    """The rows of R7."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.cjm.yaml"
        path.touch()
        got = race(path, times(ROUNDS, share))
        left = [item.name for item in Path(folder).iterdir() if item != path]
    two = sum(number > 1 for number in got)
    how = f"3 processes go for one lock at the same moment, {len(got):,} times, every other time over a dead one"
    told = f"{got.count(1):,} times one got it, {two} times more than one, {len(left)} files left behind"
    rows = [
        Figure("R7 lock", "of many one gets the lock", how, told, not two and not left and got.count(1) > 0)
    ]
    wrong, saves = [], 0
    pairs = times(PAIRS, share)
    for seed in range(pairs):
        with tempfile.TemporaryDirectory() as folder:
            said, done = steps(Path(folder), seed, STEPS)
            saves += done
            wrong += [f"pair {seed}, {said}"] if said else []
    how = f"{pairs} pairs of real editors on one file, {STEPS} steps each: edit, save, take over, kill -9, start anew"
    told = f"{saves} acknowledged saves, all in the file; {len(wrong)} times two writers, or another state"
    if wrong:
        told += f" ({wrong[0]})"
    rows.append(
        Figure(
            "R7",
            "one file, two people: never two writers; the lock of who is gone is explained and can be taken",
            how,
            told,
            not wrong and saves > 0,
        )
    )
    return rows
