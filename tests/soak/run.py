"""The long form of the tests: every part beside this file, one table.

    python3 run.py soak                 everything, an hour and more
    python3 run.py soak r1 r3           the parts whose names begin so
    python3 run.py soak --share 0.1     a tenth of the cases
    python3 run.py soak --write         put the figures into docs/safety.md, and its promises with what was reached into
                                        the README; rows of parts that did not run stay

Exit code 1 where a promise is not kept.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.soak.figure import Figure  # noqa: E402 - the path is set above

TABLE, README = ROOT / "docs" / "safety.md", ROOT / "README.md"
BEGIN, END = "<!-- soak: begin -->\n", "<!-- soak: end -->"
HEAD = "| # | promise | how it is tried | reached | |\n| --- | --- | --- | --- | --- |"


def parts(wanted: list[str]) -> list[str]:
    """The names of the parts, in order; `wanted` picks those that begin so: `r1` is not the beginning of `r10`."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if re.match(r"[rs]\d", path.stem))
    return [name for name in names if not wanted or any(is_beginning(w.lower(), name) for w in wanted)]


def is_beginning(wanted: str, name: str) -> bool:
    """Whether a name begins so, its number being whole."""
    rest = name.removeprefix(wanted)
    return name.startswith(wanted) and not (wanted[-1:].isdigit() and rest[:1].isdigit())


def line(figure: Figure) -> str:
    """A row of the table."""
    verdict = "kept" if figure.is_kept else "**not kept**"
    return f"| {figure.id} | {figure.promise} | {figure.tried} | {figure.reached} | {verdict} |"


def order(row: str) -> tuple[str, int, str]:
    """Rows by letter and number."""
    id = row.split("|")[1].strip()
    found = re.match(r"([A-Z]+)(\d+)(.*)", id)
    return (found[1], int(found[2]), found[3]) if found else (id, 0, "")


def split(text: str, begin: str = BEGIN, end: str = END) -> tuple[str, str, str]:
    """What stands before the marks, between them and after them, the marks left where they are."""
    before, has_begun, rest = text.partition(begin)
    inside, has_ended, after = rest.partition(end)
    assert has_begun and has_ended, f"the marks {begin!r} and {end!r} are lost"
    return before + begin, inside, end + after


def rows_of(table: str) -> list[str]:
    """The rows of a table without its head."""
    return [
        row for row in table.splitlines() if row.startswith("| ") and not row.startswith(("| #", "| ---"))
    ]


def put_into_docs(rows: list[str]) -> None:
    """Exchange the rows of these promises in docs/safety.md, the others stay; and all of them, short, in the README."""
    before, old, after = split(TABLE.read_text(encoding="utf-8"))
    ids = {order(row) for row in rows}
    table = sorted([*(row for row in rows_of(old) if order(row) not in ids), *rows], key=order)
    TABLE.write_text(f"{before}{HEAD}\n" + "\n".join(table) + f"\n{after}", encoding="utf-8")
    before, _old, after = split(README.read_text(encoding="utf-8"))
    README.write_text(before + promises(table) + after, encoding="utf-8")


def promises(rows: list[str]) -> str:
    """The short table of the README: what is promised, and what was reached."""
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    short = [f"| {promise} | {tried} | {reached} |" for _id, promise, tried, reached, _verdict in cells]
    return "\n".join(["| promise | tried by | reached |", "| --- | --- | --- |", *short]) + "\n"


def main() -> int:
    """Whether a promise was not kept."""
    parser = argparse.ArgumentParser(description="The long form of the tests")
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    figures: list[Figure] = []
    for name in parts(options.parts):
        start = time.monotonic()
        made = importlib.import_module(f"tests.soak.{name}").soak(options.share)
        figures += made
        for figure in made:
            print(line(figure), flush=True)
        print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        if options.write:
            put_into_docs([line(figure) for figure in made])
    print("\n" + "\n".join([HEAD, *sorted(map(line, figures), key=order)]))
    return 0 if all(figure.is_kept for figure in figures) else 1


if __name__ == "__main__":
    raise SystemExit(main())
