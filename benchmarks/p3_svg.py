"""P3: a map of 100 touchpoints to SVG against mermaid-cli on the same journey."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from common import Row, as_mermaid, cjm, compared, document, heading, programs, saved


def mermaid(folder: Path) -> list[str] | None:
    """The command of mermaid-cli (`mmdc` on the path or in MMDC), or None where it is missing."""
    program = os.environ.get("MMDC") or shutil.which("mmdc")
    if program is None:
        return None
    source, settings = folder / "map.mmd", folder / "puppeteer.json"
    source.write_text(as_mermaid(document(100)), encoding="utf-8")
    browser = (
        os.environ.get("PUPPETEER_EXECUTABLE_PATH")
        or shutil.which("chromium")
        or shutil.which("google-chrome")
    )
    chosen = {"executablePath": browser} if browser else {}
    settings.write_text(json.dumps({**chosen, "args": ["--no-sandbox"]}), encoding="utf-8")
    return [program, "-q", "-p", str(settings), "-i", str(source), "-o", str(folder / "mermaid.svg")]


def version(program: str) -> str:
    """What `mmdc --version` says."""
    done = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=60)
    return done.stdout.strip()


def main() -> list[Row]:
    heading("P3", "100 touchpoints to SVG, whole programs", "seconds on the wall, median of 5, A B A B")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = saved(document(100), folder)
        theirs = mermaid(folder)
        ours, other = programs(cjm("export", str(file), "-o", str(folder / "a.svg")), theirs, clock="wall")
    note = f"mermaid-cli {version(theirs[0])}" if theirs else "mermaid-cli is not installed"
    return [compared("P3", "100 touchpoints to SVG", "mermaid-cli", ours, other, 0.15, note)]


if __name__ == "__main__":
    main()
