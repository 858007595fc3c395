"""The garbage collector is at rest while large values are made, and afterwards as it was, whatever happened."""

from __future__ import annotations

import gc
import random

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.collector import collector_at_rest
from tests.compare.generator import pair


@pytest.fixture(autouse=True)
def _as_it_was():
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@pytest.mark.parametrize("is_on", [True, False])
def test_it_is_afterwards_as_it_was(is_on):
    (gc.enable if is_on else gc.disable)()
    with collector_at_rest():
        assert not gc.isenabled()
        with collector_at_rest():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() is is_on


def test_it_works_again_after_a_comparison_that_was_cancelled():
    class EnoughError(Exception):
        pass

    seen = []

    def stop(share: float) -> None:
        seen.append(gc.isenabled())
        if share > 0.5:
            raise EnoughError

    gc.enable()
    case = pair(random.Random("collector"), size=8)
    with pytest.raises(EnoughError):
        compare(*case.sides, progress=stop)
    assert gc.isenabled() and seen and not any(seen)


def test_a_comparison_leaves_hardly_anything_to_collect():
    """Else a large one would keep what only the collector could free."""
    case = pair(random.Random("garbage"), size=10)
    gc.collect()
    for _ in range(20):
        compare(*case.sides)
    assert gc.collect() < 20
