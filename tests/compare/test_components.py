"""What a component is worth and what it lost."""

from __future__ import annotations

import pytest

from cjm_editor.compare.components import blend, components, importances
from cjm_editor.core.model import EmotionScale, JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.seq import Seq


def plan(*touchpoints: Touchpoint, **more) -> JourneyMap:
    return JourneyMap("m", touchpoints=Seq(touchpoints), **more)


def test_importance_is_given_or_the_mean_of_those_given_or_one():
    assert importances(plan(Touchpoint("a"), Touchpoint("b"))) == {"a": 1, "b": 1}
    given = plan(Touchpoint("a", importance=5), Touchpoint("b"), Touchpoint("c", importance=2))
    assert importances(given) == {"a": 5, "b": 3.5, "c": 2}


def test_parked_touchpoints_weigh_nothing():
    stages = (Stage("s"),)
    journey = plan(Touchpoint("a", "s"), Touchpoint("p", "gone", importance=5), stages=stages)
    assert importances(journey) == {"a": 1}


@pytest.mark.parametrize(
    ("emotions", "expected"),
    [
        ([(0.5, 1)], 0.5),
        ([(0.0, 5), (0.25, 3)], 0.046875),
        ([(1.0, 1), (None, 9)], 1.0),
        ([(None, 1)], None),
        ([], None),
    ],
)
def test_the_emotion_of_several_is_half_mean_half_lowest(emotions, expected):
    assert blend(emotions) == expected


def test_metrics_of_a_component():
    ideal = plan(Touchpoint("a", metrics=(Metric("nps", 60), Metric("csat", 90), Metric("aht"))))
    lived = (Metric("nps", 10, period="2025"), Metric("nps", 40, period="2026-Q1"), Metric("ces", 1))
    actual = plan(Touchpoint("b", metrics=lived))
    (component,) = components(ideal, actual, [(("a",), ("b",))])
    assert [(m.kind, m.ideal, m.actual, m.worse) for m in component.metrics] == [
        ("csat", 90, None, None),
        ("nps", 60, 40, 0.1),
    ]
    (missing,) = components(ideal, plan(), [(("a",), ())])
    assert missing.worse == (1.0, 1.0)


def test_unknown_emotions_are_left_out_or_stand_for_the_best_or_the_worst():
    ideal = plan(Touchpoint("a", emotion=4), emotion_scale=EmotionScale(0, 5))
    actual = plan(Touchpoint("b", emotion=2), Touchpoint("c"))
    links = [(("a",), ("b", "c"))]
    assert components(ideal, actual, links)[0].actual_emotion == 1
    assert components(ideal, actual, links, "ideal")[0].actual_emotion == pytest.approx(0.85)
    assert components(ideal, actual, links, "bottom")[0].actual_emotion == 0.25


def test_an_extra_costs_more_the_worse_it_feels():
    actual = plan(Touchpoint("x", emotion=-2), Touchpoint("y", emotion=0), Touchpoint("z"))
    found = components(plan(), actual, [((), ("x",)), ((), ("y",)), ((), ("z",))])
    assert [c.friction for c in found] == pytest.approx([1.0, 0.3, 0.3])
