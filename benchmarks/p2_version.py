"""P2: `cjm-editor --version` against `python -c pass`: the price of starting the command line."""

from __future__ import annotations

import sys

from common import Row, cjm, compared, heading, programs


def main() -> list[Row]:
    heading("P2", "cjm-editor --version; python -c pass", "CPU of the program, median of 15, A B A B")
    ours, theirs = programs(cjm("--version"), [sys.executable, "-c", "pass"], rounds=15, warm=2)
    return [compared("P2", "`cjm-editor --version`", "`python -c pass`", ours, theirs, 3.0)]


if __name__ == "__main__":
    main()
