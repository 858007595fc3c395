"""The fitting script: its regression finds the weights that made the data, and its rows say what is true."""

from __future__ import annotations

import importlib.util
import math
import random
import sys
from pathlib import Path

import pytest

from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.weights import USUAL
from tests.compare.pairs import FITTING_SEEDS, pair

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def fit():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("fit_matching", BENCHMARKS / "fit_matching.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(BENCHMARKS))


def test_regression_finds_the_weights_that_made_the_data(fit):
    rng = random.Random(5)
    meant = (-1.0, 2.0, -3.0)
    rows = []
    for _ in range(6000):
        values = (1.0, rng.random() * 2, rng.random())
        odds = sum(w * v for w, v in zip(meant, values, strict=True))
        rows.append((values, rng.random() < 1 / (1 + math.exp(-odds))))
    found = fit.fitted(rows, (0.0, 0.0, 0.0))
    assert found == pytest.approx(meant, abs=0.35)
    assert fit.loss(rows, found) <= fit.loss(rows, meant)


def test_rows_hold_the_true_links_of_what_no_title_decides(fit):
    case = pair("reworded", 40, "en", FITTING_SEEDS)
    rows = fit.weighed(case, USUAL, shipped())
    true = sum(is_true for _values, is_true in rows)
    assert 0.8 * len(case.pairs) < true <= len(case.pairs)
    assert all(values[0] == 1 for values, _is_true in rows)


def test_fitting_uses_seeds_of_its_own(fit):
    preset, *_others = fit.MIX
    assert fit.cases(range(1), (20,))[0] == pair(preset, 20, "ru", FITTING_SEEDS)


def test_a_thinned_glossary_is_a_part_of_the_shipped_one(fit):
    full, half = shipped(), fit.thinned(50)
    assert 0 < len(half.concepts) < len(full.concepts)
    assert half.concepts.items() <= full.concepts.items()
