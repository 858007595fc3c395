"""A process that takes locks, for tests: `locker.py hold|race FILE`.

hold: takes the lock and says `held` or `other`; then waits for a line on stdin, gives it back and ends.
race: for each line on stdin tries to take the lock of the file; says `held KEY`, `other KEY` or `none`; a line that
begins with `leave` gives it back.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from cjm_editor.io.lock_text import who_is_here
from cjm_editor.io.locks import Lock, released, taken


def told(made: object) -> str:
    """What a try came to."""
    if isinstance(made, Lock):
        return f"held {made.holder.key}"
    holder = getattr(made, "holder", None)
    return f"other {holder.key}" if holder else "none"


def main(mode: str, path: str) -> None:
    """Take the lock of the file and tell."""
    here = who_is_here()
    held: Lock | None = None
    if mode == "hold":
        made = taken(Path(path), here, time.time())
        sys.stdout.write(told(made) + "\n")
        sys.stdout.flush()
        held = made if isinstance(made, Lock) else None
    for line in sys.stdin:
        if line.startswith("leave") or mode == "hold":
            if held is not None:
                released(held)
            held = None
            sys.stdout.write("left\n")
        else:
            made = taken(Path(path), here, time.time())
            held = made if isinstance(made, Lock) else None
            sys.stdout.write(told(made) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
