"""P4: 100 touchpoints to PNG and 1,000 to PDF against Graphviz on the same graph and texts.

`dot` shrinks a long graph to fit its bitmap; the PNG is made with as many pixels as its picture has.
"""

from __future__ import annotations

import math
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from common import Row, as_dot, cjm, compared, document, heading, one_program, programs, saved


def size_of(png: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    return width, height


def width_for(pixels: int, ours: Path) -> int:
    """The width at which a picture of the shape of `ours` has so many pixels."""
    width, height = size_of(ours)
    return round(math.sqrt(pixels * width / height))


def measured(touchpoints: int, format: str, target: float, folder: Path) -> Row:
    """One row: `touchpoints` to `format`."""
    made = document(touchpoints)
    file, graph = saved(made, folder), folder / "map.dot"
    graph.write_text(as_dot(made), encoding="utf-8")
    picture, other = folder / f"a.{format}", folder / f"dot.{format}"
    dot = shutil.which("dot")
    theirs = [dot, f"-T{format}", str(graph), "-o", str(other)] if dot else None
    ours = cjm("export", str(file), "-o", str(picture))
    if format == "png":
        ours += ["--dpi", "96"]
        if theirs:
            one_program(ours)
            one_program(theirs)
            width, height = size_of(other)
            ours = [*ours[:-2], "--width", str(width_for(width * height, picture))]
    mine, yours = programs(ours, theirs)
    note = "Graphviz is not installed"
    if dot:
        said = subprocess.run([dot, "-V"], capture_output=True, text=True, check=False, timeout=60).stderr
        note = said.strip().removeprefix("dot - ").partition(" (")[0]
    what = f"{touchpoints:,} touchpoints to {format.upper()}"
    return compared("P4", what, "Graphviz `dot`", mine, yours, target, note)


def main() -> list[Row]:
    heading("P4", "whole programs on the same graph and texts, bytecode kept", "CPU, median of 5, A B A B")
    rows = []
    for touchpoints, format, target in ((100, "png", 1.0), (1_000, "pdf", 2.5)):
        with tempfile.TemporaryDirectory() as name:
            rows.append(measured(touchpoints, format, target, Path(name)))
    return rows


if __name__ == "__main__":
    main()
