"""R2: unsaved edits survive a crash, the text in an open field but for its last second, and a power cut but for two."""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.app.killing import Age, cut_while_editing, kill_while_editing, kill_while_typing
from tests.soak.figure import Figure, times
from tests.soak.kills import AT_ONCE, FIRST, figure

TYPING, CUTS = 100, 60
TEXT_AGE, EDIT_AGE = 1.0, 2.0
"""Seconds of text in an open field that a crash may cost, and seconds of edits that a power cut may cost."""


def ages(act: Callable[[Path, int, float], Age], count: int, least: float, most: float) -> list[Age]:
    """What so many ends cost, each after a wait of its own."""
    rng = random.Random(FIRST)
    waits = [rng.uniform(least, most) for _ in range(count)]

    def one(at: int) -> Age:
        with tempfile.TemporaryDirectory() as folder:
            age = act(Path(folder), FIRST + at, waits[at])
        if age.wrong:
            sys.stderr.write(f"seed {FIRST + at}, ended after {waits[at]:.3f} s: {age.wrong}\n")
        return age

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(count)))


def typing(share: float) -> Figure:
    """The row of the text in an open field."""
    found = ages(kill_while_typing, times(TYPING, share), 0.2, 4.0)
    worst, keys = max(one.seconds for one in found), sum(one.steps for one in found)
    tried = "a real editor is killed (kill -9) while a letter is typed every 40 ms, on the board or beside it"
    reached = f"{len(found)} kills, {keys} letters: the oldest one lost was {worst:.2f} s old"
    is_kept = worst <= TEXT_AGE and not any(one.wrong for one in found)
    return Figure("R2 text", "a crash costs at most 1 s of text in an open field", tried, reached, is_kept)


def power(share: float) -> Figure:
    """The row of the power cut."""
    found = ages(cut_while_editing, times(CUTS, share), 2.5, 7.0)
    worst, edits = max(one.seconds for one in found), sum(one.steps for one in found)
    tried = (
        "a real editor is edited every 5 ms; each edit is held against the syncs of its journal (R4 power)"
    )
    reached = f"{len(found)} runs, {edits} edits: none was without a sync for longer than {worst:.2f} s"
    return Figure("R2 power", "a power cut costs at most 2 s of edits", tried, reached, worst <= EDIT_AGE)


def soak(share: float) -> list[Figure]:
    """The rows of R2."""
    return [
        figure(
            "R2",
            "unsaved edits survive a crash: no committed edit is lost",
            kill_while_editing,
            "edits",
            share,
        ),
        typing(share),
        power(share),
    ]
