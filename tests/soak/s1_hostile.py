"""S1: every hostile file read by the real command in a child of its own, the large ones at three sizes."""

from __future__ import annotations

import resource
import sys
import tempfile
from pathlib import Path

from tests.io import hostile
from tests.soak.figure import Figure, times

SIZES = (hostile.LIMIT, hostile.LIMIT // 2, hostile.LIMIT // 4)


def used() -> float:
    """Seconds of CPU of all children so far."""
    total = resource.getrusage(resource.RUSAGE_CHILDREN)
    return total.ru_utime + total.ru_stime


def soak(share: float) -> list[Figure]:
    """The row of S1. A taste of it reads smaller files."""
    failures: list[str] = []
    count, slowest = 0, (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.cjm.yaml"
        jobs = [(path.stem, path, b"") for path in hostile.small()]
        jobs += [(kind, large, b"x") for _size in SIZES for kind in hostile.REPEATED]
        for number, (name, path, mark) in enumerate(jobs):
            if mark:
                size = SIZES[(number - len(hostile.small())) // len(hostile.REPEATED)]
                path.write_bytes(hostile.large(name, times(size, share)))
            before = used()
            outcome = hostile.validated(path)
            slowest = max(slowest, (used() - before, name))
            count += 1
            if outcome.failure:
                failures.append(name)
                sys.stderr.write(f"{name}: {outcome.failure}\n")
    tried = f"{count} files, up to {times(hostile.LIMIT, share):,} bytes, each in a child with 1 GB and 5 s of CPU"
    reached = f"{len(failures)} signals, time-outs, tracebacks or messages without a line; slowest {slowest[0]:.1f} s"
    return [
        Figure(
            "S1",
            "broken and hostile YAML gets a message with a line, and no crash or hang",
            tried,
            f"{reached} ({slowest[1]})",
            not failures,
        )
    ]
