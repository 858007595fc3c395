"""R1: a save is entirely old or entirely new."""

from __future__ import annotations

from tests.app.killing import kill_while_saving
from tests.soak.figure import Figure
from tests.soak.kills import figure


def soak(share: float) -> list[Figure]:
    """The row of R1."""
    return [
        figure(
            "R1",
            "a save is entirely old or entirely new; none that was acknowledged is lost, nothing stray is left",
            kill_while_saving,
            "saves",
            share,
        )
    ]
