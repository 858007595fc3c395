"""R10: what stays of earlier versions, and that each restores identically."""

from __future__ import annotations

from tests.io.test_backups import check_saves
from tests.soak.figure import Figure, times
from tests.soak.pytests import passed

SAVES = 1000


def soak(share: float) -> list[Figure]:
    """The row of R10."""
    runs, kept, wrong = times(10, share), 0, 0
    for seed in range(runs):
        try:
            kept += check_saves(seed, SAVES)
        except AssertionError:
            wrong += 1
    told, are_laws_kept = passed(1000, "tests/io/test_backups.py", "tests/io/test_saving.py")
    return [
        Figure(
            "R10",
            "earlier versions stay (the last 10, hourly for a day, daily for 30), and each restores identically",
            f"{runs} runs of {SAVES:,} saves over 45 days by a clock of our own; laws over generated histories",
            f"last ten, hourly for a day, daily for 30 days; {kept} versions restored identically, "
            f"{wrong} runs wrong; {told}",
            not wrong and are_laws_kept,
        )
    ]
