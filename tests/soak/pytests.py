"""Tests of every commit run on more cases, for the parts of the long run that have nothing else to do."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def passed(cases: int, *tests: str) -> tuple[str, bool]:
    """Words of how many tests passed, and whether all did; the law of large numbers is asked for by `CJM_CASES`."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests],
        cwd=ROOT,
        env={**os.environ, "CJM_CASES": str(cases)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout[-4000:])
    last = (done.stdout.strip().splitlines() or [done.stderr.strip()])[-1].strip("= ")
    return re.sub(r" in .*", "", last).replace(" passed", " tests passed"), done.returncode == 0
