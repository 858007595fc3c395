"""R8: any order of edit, undo, redo, save, reload, outside change, merge, kill and recover; the same through the
window, its watcher and its restoring, with files that are emptied, broken, deleted and put back between."""

from __future__ import annotations

from tests.soak.figure import Figure
from tests.soak.pytests import passed


def soak(share: float) -> list[Figure]:
    """The row of R8; a taste of it is what every commit runs."""
    is_whole = share >= 1
    told, is_kept = passed(
        20_000 if is_whole else 1000, "tests/app/test_state_machine.py", "tests/app/test_outside_machine.py"
    )
    how = (
        f"hypothesis over the real session, {'300 x 50' if is_whole else '8 x 25'} steps, and over the real window "
        f"with its watcher, {'150 x 50' if is_whole else '8 x 25'}"
    )
    # the bytes of every step back or forth, and of what is recovered, on random sessions
    told_bytes, are_bytes_kept = passed(
        12_000 if is_whole else 240, "tests/app/test_undo_bytes.py", "tests/app/test_exact_recovery.py"
    )
    how += f"; {1000 if is_whole else 20} sessions over remarked texts byte for byte, as many recovered"
    reached = f"{told}; {told_bytes} of bytes"
    return [
        Figure(
            "R8",
            "undo, save, reload, kill, recover in any order keep the work; undo to the start is the opened value",
            how,
            reached,
            is_kept and are_bytes_kept,
        )
    ]
