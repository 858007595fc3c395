"""S2: every reader fuzzed, by mutated files of ours and by atheris where it is installed."""

from __future__ import annotations

import importlib.util
import random
import subprocess
import sys

from tests.io.fuzzing import READERS, ROOT, mutated, seeds, survives
from tests.soak.figure import Figure, times
from tests.soak.pytests import passed

MUTATED = 50_000
SECONDS = 600


def soak(share: float) -> list[Figure]:
    """The row of S2."""
    wrong = tried = 0
    for reader in READERS:
        known = seeds(reader)
        for seed in range(times(MUTATED, share)):
            data = mutated(random.Random(seed), known)
            tried += 1
            try:
                survives(reader, data)
            except Exception as error:  # noqa: BLE001 - the promise is that there is none
                wrong += 1
                sys.stderr.write(f"{reader}, seed {seed}: {error!r}\n")
    seconds = times(SECONDS, share)
    words = "atheris: not installed"
    if importlib.util.find_spec("atheris"):
        for reader in READERS:
            command = [sys.executable, "-m", "tests.io.fuzzing", reader, str(seconds)]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                wrong += 1
                sys.stderr.write(f"{reader}: {(done.stdout + done.stderr)[-2000:]}\n")
        words = f"atheris {seconds} s a reader"
    how = f"{tried:,} mutated inputs of {len(READERS)} readers ({', '.join(READERS)}); {words}"
    told, has_passed = passed(
        1000, "tests/io/test_fuzz.py"
    )  # the work of a file twice as large is among them
    promise = "no reader raises what is not the project's own, and the work grows as the file"
    is_kept = wrong == 0 and has_passed
    return [Figure("S2", promise, how, f"{wrong} exceptions, {told}", is_kept)]
