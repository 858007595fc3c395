"""R2: unsaved edits survive a crash."""

from __future__ import annotations

from tests.app.killing import kill_while_editing
from tests.soak.figure import Figure
from tests.soak.kills import figure


def soak(share: float) -> list[Figure]:
    """The row of R2."""
    return [figure("R2", "unsaved edits survive a crash", kill_while_editing, "edits", share)]
