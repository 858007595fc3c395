"""The weights between short and long maps."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from cjm_editor.compare.weights import SHORT, USUAL, USUAL_LENGTH, weights_for


def test_short_and_long_maps_have_their_own():
    assert astuple(weights_for(3)) == astuple(weights_for(10)) == pytest.approx(astuple(SHORT))
    assert astuple(weights_for(USUAL_LENGTH)) == astuple(weights_for(10_000)) == pytest.approx(astuple(USUAL))


def test_between_them_they_go_over_into_each_other():
    passed = [astuple(weights_for(points)) for points in (10, 17, 31, 56, 100)]
    for values in zip(*passed, strict=True):
        assert list(values) in (sorted(values), sorted(values, reverse=True))
    assert astuple(weights_for(31))[0] == pytest.approx((SHORT.base + USUAL.base) / 2, rel=0.02)
