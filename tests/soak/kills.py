"""Editors killed while they save or are edited: what R1 and R2 share."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.killing import Outcome, delay
from tests.soak.figure import Figure, times

KILLS = 500
AT_ONCE = 2
"""Editors that run beside each other."""

FIRST = 1000
"""Seeds below are those of the tests of every commit."""


def killed(act: Callable[[Path, int, float], Outcome], count: int) -> list[Outcome]:
    """The outcomes of so many kills."""
    rng = random.Random(FIRST)
    waits = [delay(rng) for _ in range(count)]

    def one(at: int) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            outcome = act(Path(folder), FIRST + at, waits[at])
        if outcome.wrong:
            sys.stderr.write(f"seed {FIRST + at}, killed after {waits[at]:.3f} s: {outcome.wrong}\n")
        return outcome

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(count)))


def figure(
    id: str, promise: str, act: Callable[[Path, int, float], Outcome], what: str, share: float
) -> Figure:
    """The row of one kind of kill; `what` is acknowledged before it."""
    found = killed(act, times(KILLS, share))
    lost = sum(bool(one.wrong) for one in found)
    steps = sum(one.steps for one in found)
    tried = f"a real editor makes {what} without pause and is killed (kill -9) after 1 ms to 3 s, log-uniform"
    reached = f"{len(found)} kills, {steps} acknowledged {what}: {lost} with a loss, damage or a stray file"
    return Figure(id, promise, tried, reached, lost == 0)
