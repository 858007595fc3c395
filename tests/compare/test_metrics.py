"""Metrics side by side: which count, by how much they are worse, which are only told."""

from __future__ import annotations

import pytest

from cjm_editor.compare.metrics import counted_metrics, stage_metrics, stated_metrics, worse_by
from cjm_editor.core.model import JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.results import MetricGap, StageLink


@pytest.mark.parametrize(
    ("metric", "ideal", "actual", "expected"),
    [
        (Metric("nps"), 60, 34, 0.13),
        (Metric("nps"), 34, 60, 0),
        (Metric("csat"), 85, 48, 0.37),
        (Metric("churn"), 5, 20, 0.15),
        (Metric("ces", min=1, max=7, better="high"), 6, 3.1, 2.9 / 6),
        (Metric("ces", min=1, max=7, better="low"), 2, 5, 0.5),
        (Metric("ces"), 6, 3, 0.5),
        (Metric("frt"), 30, 120, 0.75),
        (Metric("aht"), 0, 0, 0),
        (Metric("ltv"), 1000, 750, 0.25),
        (Metric("ctr", min=0, max=100, better="high"), 8, 6.4, 0.016),
        (Metric("own", min=0, max=1, better="low"), 0, 5, 1),
        (Metric("own", min=3, max=3), 4, 2, 0.5),
    ],
)
def test_how_much_worse_a_metric_is(metric, ideal, actual, expected):
    assert worse_by(metric, ideal, actual) == pytest.approx(expected)


OURS = (Touchpoint("a", metrics=(Metric("nps", 60), Metric("csat", 90))),)
THEIRS = (
    Touchpoint(
        "b", metrics=(Metric("nps", 10, n=9, period="2025"), Metric("nps", 40, n=50, period="2026-Q1"))
    ),
    Touchpoint("c", metrics=(Metric("nps", 20, n=30), Metric("ces", 5, n=7), Metric("own"))),
)


def test_what_either_side_has_is_stated_and_only_the_references_counts():
    counted = counted_metrics(OURS, THEIRS)
    assert [(m.kind, m.ideal, m.actual) for m in counted] == [("csat", 90, None), ("nps", 60, 30)]
    stated = stated_metrics(OURS, THEIRS)
    assert [(m.kind, m.ideal, m.actual, m.worse, m.answers) for m in stated] == [
        ("ces", None, 5, None, (None, 7)),
        ("csat", 90, None, None, (None, None)),
        ("nps", 60, 30, pytest.approx(0.15), (None, 80)),
    ]
    assert [m.kind for m in stated_metrics((), THEIRS)] == ["ces", "nps"]
    assert stated_metrics(OURS, ())[0] == MetricGap("csat", 90, None, 1.0)
    assert stated_metrics((Touchpoint("a"),), (Touchpoint("b"),)) == ()


def test_nothing_is_lost_with_the_metric_of_a_stage_that_only_the_reference_has():
    ideal = JourneyMap("i", stages=(Stage("s", metrics=(Metric("csat", 80),)),))
    (metric,) = stage_metrics(ideal, JourneyMap("a"), StageLink(("s",), (), "missing", 0.0))
    assert (metric.ideal, metric.actual, metric.worse) == (80, None, None)


@pytest.mark.parametrize(
    ("ours", "theirs", "differs"),
    [
        (Metric("time", 2, unit="min"), Metric("time", 90, unit="s"), "unit"),
        (Metric("time", 2, unit="Min "), Metric("time", 90, unit="min"), ""),
        (Metric("time", 2, unit="мин"), Metric("time", 90, unit="min"), ""),
        (Metric("time", 2, unit="min"), Metric("time", 90), ""),
        (Metric("csat", 4.5, min=1, max=5), Metric("csat", 70), "scale"),
        (Metric("csat", 90, min=0, max=100), Metric("csat", 70), ""),
        (Metric("ces", 4.5, min=1, max=5), Metric("ces", 6, min=1, max=7), "scale"),
        (Metric("ces", 4.5, min=1, max=5), Metric("ces", 4), ""),
        (Metric("ces", 4.5, min=1, max=5), Metric("ces", 4, min=3), ""),
        (Metric("frt", 4, min=0, max=60), Metric("frt", 4, min=0, max=90), ""),
    ],
)
def test_other_units_and_scales_are_not_compared(ours, theirs, differs):
    (found,) = counted_metrics((Touchpoint("a", metrics=(ours,)),), (Touchpoint("b", metrics=(theirs,)),))
    assert (found.ideal, found.actual) == (ours.value, theirs.value)
    assert found.differs == differs
    assert (found.worse is None) == bool(differs)
