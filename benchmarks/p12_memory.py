"""P12: resident memory of a process with the page of 10,000 touchpoints open, painted, panned and zoomed.

Target: <= 350 MB. Measured in a process of its own, so that no other benchmark counts.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from common import Row, heading, told

SIZE = 10_000
CHILD = "--child"


def resident() -> float:
    """Resident memory of this process in MB (the system's own figure; on systems without it the peak)."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


def child() -> None:
    """Open the page, use it, print the memory before and after."""
    from board_page import opened, settle
    from common import document

    page = opened(document(SIZE))
    start = resident()
    for part in range(60):
        page.view.center_on_fraction(part / 60)
        settle(page)
    for zoom in (0.7, 0.5, 0.35, 0.2, 0.1, 1.4, 1.0):
        page.view.set_zoom(zoom)
        settle(page)
    page.view.select_all()
    print(f"{start:.1f} {resident():.1f}")


def main() -> list[Row]:
    """The rows of P12."""
    heading("P12", f"{SIZE} touchpoints open, 60 places and 7 zooms seen")
    command = [sys.executable, str(Path(__file__).resolve()), CHILD]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    opened_mb, used_mb = map(float, done.stdout.split())
    return [
        told(
            Row(
                "P12",
                "memory just opened",
                "350 MB",
                f"{opened_mb:.0f} MB",
                "350 MB",
                opened_mb,
                350.0,
                " MB",
            )
        ),
        told(Row("P12", "memory after use", "350 MB", f"{used_mb:.0f} MB", "350 MB", used_mb, 350.0, " MB")),
    ]


if __name__ == "__main__":
    if CHILD in sys.argv:
        child()
    else:
        main()
