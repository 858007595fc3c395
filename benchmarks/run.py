"""Run every benchmark beside this file and print one table in Markdown.

python3 run.py bench [P2 P13 ...]     all, or the named ones
python3 run.py bench --write          all, and put the table into the README
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
for place in (FOLDER.parent, FOLDER):
    if str(place) not in sys.path:
        sys.path.insert(0, str(place))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from common import Row, versions  # noqa: E402 - the path is set above

WRITE = "--write"


def modules(wanted: Sequence[str]) -> list[str]:
    """The benchmarks in the order of their numbers; `wanted` picks some by `P2` or `p2`."""
    names = [path.stem for path in FOLDER.glob("p[0-9]*.py")]
    chosen = {name.lower() for name in wanted}
    picked = [name for name in names if not chosen or name.split("_")[0] in chosen]
    return sorted(picked, key=lambda name: (int(re.match(r"p(\d+)", name)[1]), name))


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    lines = [
        "| # | what | ours | against | theirs | ratio | target | |",
        "| --- | --- | ---: | --- | ---: | ---: | ---: | --- |",
    ]
    for row in rows:
        ratio = "—" if row.ratio is None else f"{row.ratio:.3g}{row.unit}"
        verdict = f"{row.verdict}; {row.note}" if row.note else row.verdict
        lines.append(
            f"| {row.id} | {row.what} | {row.ours} | {row.against} | {row.theirs} | {ratio} "
            f"| ≤ {row.target:g}{row.unit} | {verdict} |"
        )
    return "\n".join(lines)


def put_into_readme(text: str) -> None:
    """Replace what stands between the two marks of the README."""
    readme = FOLDER.parent / "README.md"
    before, begin, rest = readme.read_text(encoding="utf-8").partition("<!-- bench: begin -->\n")
    _, end, after = rest.partition("<!-- bench: end -->")
    assert begin and end, "the README has lost its marks"
    readme.write_text(f"{before}{begin}\n{text}\n\n{end}{after}", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """0 if every figure is within 1.5 times its target, else 1."""
    rows: list[Row] = []
    broken: list[str] = []
    for name in modules([name for name in arguments if name != WRITE]):
        try:
            rows += importlib.import_module(name).main()
        except Exception:  # noqa: BLE001 - one broken benchmark must not hide the others
            traceback.print_exc()
            broken.append(name)
    print(f"\n{versions('networkx')}\n\n{table(rows)}")
    if WRITE in arguments:
        put_into_readme(f"{versions('networkx')}\n\n{table(rows)}")
    if broken:
        print(f"\nbroken: {', '.join(broken)}")
    return 1 if broken or any(row.verdict == "missed by far" for row in rows) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
