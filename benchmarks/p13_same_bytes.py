"""P13: the same input gives the same bytes in two processes that share neither hash seed, zone, language, folder nor
minute. Counts the files that differ; the target is none."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from pathlib import Path

from common import ROOT, Row, cjm, document, heading, saved, told

ONE = {"PYTHONHASHSEED": "1", "TZ": "UTC", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}
OTHER = {"PYTHONHASHSEED": "4242", "TZ": "Asia/Kolkata", "LANG": "ru_RU.UTF-8", "LC_ALL": "ru_RU.UTF-8"}


def made_in(folder: Path, surroundings: dict[str, str], source: Path) -> dict[str, bytes]:
    """Every product of the sample, drawn by programs started in `folder`."""
    folder.mkdir()
    commands = [["export", str(source), "-o", f"map.{suffix}"] for suffix in ("png", "svg", "pdf")]
    commands += [
        ["export", str(source), "-o", "pages.pdf", "--page", "A3 landscape"],
        ["export", str(source), "-o", "tiles.pdf", "--tile"],
    ]
    commands.append(
        ["new", "new.cjm.yaml", "--language", "ru", "--template", "purchase", "--title", "Покупка"]
    )
    environment = dict(os.environ, PYTHONPATH=str(ROOT), **surroundings)
    environment.pop("LANGUAGE", None)
    for command in commands:
        subprocess.run(
            cjm(*command), cwd=folder, env=environment, check=True, capture_output=True, timeout=300
        )
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def main() -> list[Row]:
    heading(
        "P13", "100 touchpoints to PNG, SVG, PDF; a template to YAML", "two processes unlike in everything"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = saved(document(100), folder)
        first = made_in(folder / "one", ONE, source)
        time.sleep(60.5 - time.time() % 60)  # into the next minute
        second = made_in(folder / "another place", OTHER, source)
    different = [file for file in first if first[file] != second[file]]
    note = f"different: {', '.join(different)}" if different else ""
    what = f"{len(first)} files from two processes"
    row = Row(
        "P13", what, "each other", f"{len(different)} differ", "—", float(len(different)), 0.0, " files", note
    )
    return [told(row)]


if __name__ == "__main__":
    main()
