"""What a killed editor leaves: every acknowledged edit in its journal, every acknowledged save in its file.

A few kills here; five hundred of each kind in the long run (`python3 run.py soak`).
"""

from __future__ import annotations

import random

import pytest

from tests.app.killing import delay, kill_while_editing, kill_while_saving

KILLS = 8


@pytest.mark.slow
@pytest.mark.parametrize("act", [kill_while_editing, kill_while_saving])
def test_a_killed_editor_costs_nothing_that_was_acknowledged(act, tmp_path):
    rng = random.Random(20)
    steps = 0
    for seed in range(KILLS):
        folder = tmp_path / str(seed)
        folder.mkdir()
        outcome = act(folder, seed, delay(rng, least=0.01))
        assert outcome.wrong == "", f"seed {seed} after {outcome.steps} steps"
        steps += outcome.steps
    assert steps > KILLS, "the editors were killed before they did anything"
