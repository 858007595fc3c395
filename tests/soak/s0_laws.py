"""All tests once more, each law on 20,000 seeded cases instead of 1,000."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.soak.figure import Figure, times

CASES = 20_000


def soak(share: float) -> list[Figure]:
    """The row of the laws."""
    cases = times(CASES, share)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "tests/core",
            "tests/io",
            "tests/compare",
        ],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "CJM_CASES": str(cases)},
        capture_output=True,
        text=True,
        check=False,
    )
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1].strip("= ")
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:])
    promise = "edits, files and comparisons keep their laws"
    return [Figure("S0", promise, f"each law on {cases:,} seeded cases", last, done.returncode == 0)]
