"""What the state machines of the session and of the window have in common."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from cjm_editor.core.texts import _
from tests.cases import CASES

LABEL = _("Undo")
SEEDS = st.integers(0, 2**32)
IS_LONG = CASES > 1000
"""`python3 run.py soak`."""


def machine_settings(examples: int, steps: int, is_short: bool = False) -> settings:
    return settings(
        phases=[Phase.generate] if is_short else list(Phase),
        max_examples=examples,
        stateful_step_count=steps,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
