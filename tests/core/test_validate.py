"""What is said of documents that are wrong as a whole."""

from dataclasses import replace

import pytest

from cjm_editor.core.model import (
    Card,
    Comparison,
    Document,
    EmotionScale,
    Evidence,
    JourneyMap,
    Lane,
    Link,
    Metric,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
    Weights,
)
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.core.validate import findings, problems

A, B = Touchpoint("a", "s", "Оплата"), Touchpoint("b", "s")


def journey(*transitions, **values):
    given = {"stages": (Stage("s"),), "touchpoints": Seq([A, B]), "transitions": Seq(transitions), **values}
    return JourneyMap("m", **given)


def of_map(*transitions, **values):
    return Document(maps=(journey(*transitions, **values),))


def owner(**values):
    return of_map(touchpoints=Seq([replace(A, **values), B]))


def linked(*links, **values):
    comparison = replace(Comparison("m", "n", links), **values)
    return Document(maps=(journey(), replace(journey(), id="n")), comparisons=(comparison,))


NO_WEIGHTS = Weights(experience=0, path=0.0, friction=0, metrics=0)

CASES = [
    ("newer-version", "error", Document(cjm=2)),
    ("bad-value", "error", Document(segments=(Segment("two words"),))),
    ("duplicate-id", "error", Document(segments=(Segment("g"), Segment("g")))),
    (
        "duplicate-id",
        "error",
        Document(segments=(Segment("g", personas=(Persona("p"),)), Segment("h", personas=(Persona("p"),)))),
    ),
    ("bad-value", "error", Document(segments=(Segment("g", share=1.5),))),
    ("lane-is-field", "error", Document(lanes=(Lane("duration"),))),
    ("duplicate-id", "error", Document(lanes=(Lane("pains"), Lane("pains")))),
    ("no-such-reference", "error", of_map(segment="g")),
    ("no-weights", "notice", linked(weights=NO_WEIGHTS)),
    ("no-such-reference", "error", of_map(personas=("p",))),
    ("no-such-origin", "notice", of_map(derived_from="old")),
    ("bad-scale", "error", of_map(emotion_scale=EmotionScale(2, 2))),
    ("duplicate-id", "error", of_map(stages=(Stage("s"), Stage("a")))),
    ("emotion-range", "error", owner(emotion=3)),
    ("bad-value", "error", owner(importance=9)),
    ("bad-value", "error", owner(metrics=(Metric(n=-1),))),
    ("bad-value", "error", owner(evidence=(Evidence("rumour"),))),
    ("parked", "notice", owner(stage="")),
    ("parked", "notice", owner(stage="elsewhere")),
    ("no-such-lane", "error", owner(cards=(("legal", (Card("x"),)),))),
    ("bad-value", "error", owner(cards=(("pains", (Card("x", severity=4),)),))),
    ("no-such-reference", "error", owner(cards=(("pains", (Card("x", from_=("z",)),)),))),
    ("duplicate-id", "error", owner(cards=(("pains", (Card("x", "c"), Card("y", "c"))),))),
    ("no-such-reference", "error", of_map(Transition("e", "a", "z"))),
    ("no-ends", "error", of_map(Transition("e", "a"))),
    ("self-transition", "error", of_map(Transition("e", "a", "a"))),
    ("duplicate-transition", "error", of_map(Transition("e", "a", "b"), Transition("f", "a", "b"))),
    ("duplicate-id", "error", of_map(Transition("e", "a", "b"), Transition("e", "b", "a"))),
    (
        "shares",
        "notice",
        of_map(Transition("e", "a", "b", share=0.7), Transition("f", "a", kind="leave", share=0.4)),
    ),
    ("no-such-reference", "error", linked(actual="z")),
    ("stale-link", "notice", linked(Link(("z",), ("b",)))),
    ("contradicting-pins", "error", linked(Link(("a",), ("a",)), Link(("a",), ("b",)))),
    ("contradicting-pins", "error", linked(Link(("a",), ("a", "b"), "banned"), Link(("a",), ("b",)))),
    ("bad-value", "error", linked(Link(("a",), ("a",), "maybe"))),
]


@pytest.mark.parametrize(("code", "severity", "document"), CASES)
def test_each_trouble_is_found_once_placed_and_worded_in_both_languages(code, severity, document):
    (found,) = findings(document)
    assert (found.problem.code, found.problem.severity) == (code, severity)
    for language in ("en", "ru"):
        text = words(language)(found.problem.message)
        assert text and "{" not in text
    assert problems(document) == (found.problem,)


def test_what_is_right_gives_no_problem():
    fine = of_map(
        Transition("e", "a", "b", share=0.7),
        Transition("f", "a", kind="leave", share=0.2),
        Transition("g", "a", "b", "back", share=0.1),
        Transition("h", "a", "b", "promise", text="Скидка", kept="no"),
        Transition("i", "a", "a", "back"),
    )
    assert findings(fine) == ()
    assert findings(linked(Link(("a",), ("b",)), Link(("b",), ()), ideal="other.cjm.yaml#m")) == ()
    assert findings(linked(Link(("a",), ("b",)), Link(("a",), ("a",), "banned"))) == ()


def test_the_place_is_the_element_and_its_field():
    (found,) = findings(owner(importance=9))
    assert (found.at.kind, found.at.map, found.at.id, found.field) == ("touchpoint", "m", "a", "importance")


def test_a_scale_the_wrong_way_round_is_told_once():
    points = Seq((Touchpoint(id="t", emotion=3),))
    journey = JourneyMap(id="m", emotion_scale=EmotionScale(min=5, max=1), touchpoints=points)
    assert [p.code for p in problems(Document(maps=(journey,)))] == ["bad-scale"]
    wide = replace(journey, touchpoints=Seq((Touchpoint(id="t", emotion=9),)))
    told = [words("en")(p.message) for p in problems(Document(maps=(wide,)))]
    assert told[1:] == ["The emotion must be between 1 and 5."]


def test_a_weight_that_is_not_stated_is_as_usual_and_no_reason_for_a_notice():
    assert not problems(linked(weights=Weights(experience=0, path=0, friction=0)))
    assert not problems(linked(weights=replace(NO_WEIGHTS, metrics=1)))
