"""P4: 100 touchpoints to PNG and 1,000 to PDF against Graphviz on the same graph and texts, both at 96 dpi."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from common import Row, as_dot, cjm, compared, document, heading, programs, saved


def main() -> list[Row]:
    heading(
        "P4",
        "whole programs on the same graph and texts, bytecode kept",
        "CPU of the program, median of 5, A B A B",
    )
    rows = []
    for touchpoints, format, target in ((100, "png", 1.0), (1_000, "pdf", 2.5)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            made = document(touchpoints)
            file, graph = saved(made, folder), folder / "map.dot"
            graph.write_text(as_dot(made), encoding="utf-8")
            dot = shutil.which("dot")
            theirs = [dot, f"-T{format}", str(graph), "-o", str(folder / f"dot.{format}")] if dot else None
            size = ["--dpi", "96"] if format == "png" else []
            ours, other = programs(cjm("export", str(file), "-o", str(folder / f"a.{format}"), *size), theirs)
            note = "" if dot else "Graphviz is not installed"
            what = f"{touchpoints:,} touchpoints to {format.upper()}"
            rows.append(compared("P4", what, "Graphviz `dot`", ours, other, target, note))
    return rows


if __name__ == "__main__":
    main()
