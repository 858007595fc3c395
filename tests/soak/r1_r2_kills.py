"""R1 and R2: editors killed while they save and while they edit, 500 of each kind."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.killing import Outcome, delay, kill_while_editing, kill_while_saving
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


def soak(share: float) -> list[Figure]:
    """The rows of R1 and R2."""
    count = times(KILLS, share)
    rows = []
    for id, promise, act, tried in (
        (
            "R1",
            "a save is entirely old or entirely new",
            kill_while_saving,
            "kill -9 while a real editor saves",
        ),
        ("R2", "unsaved edits survive a crash", kill_while_editing, "kill -9 while a real editor is edited"),
    ):
        found = killed(act, count)
        lost = sum(bool(one.wrong) for one in found)
        steps = sum(one.steps for one in found)
        what = "saves" if id == "R1" else "edits"
        reached = f"{count} kills, {steps} acknowledged {what}: {lost} with a loss, damage or a stray file"
        rows.append(Figure(id, promise, f"{tried}, after 1 ms to 3 s, log-uniform", reached, lost == 0))
    return rows
