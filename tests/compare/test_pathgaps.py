"""Findings about the route in sentences: what is lived stands under the titles of the lived map."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, Stage, Touchpoint, Transition
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.compare.generator import side

IDEAL = JourneyMap(
    "i",
    kind="ideal",
    route="explicit",
    touchpoints=Seq([Touchpoint("a", title="Looks"), Touchpoint("b", title="Pays", emotion=2)]),
    transitions=Seq([Transition("n", "a", "b")]),
)
PINS = Comparison(links=(Link(("a",), ("x",)), Link(("b",), ("y", "z"))))


def lived(*transitions: Transition) -> ComparisonResult:
    """The reference beside a map where looking is called otherwise and paying takes two touchpoints."""
    titles = (("x", "Searches the catalogue"), ("y", "Queues"), ("z", "Types the card"))
    points = Seq(Touchpoint(id, title=title, emotion=-1) for id, title in titles)
    actual = JourneyMap("r", kind="actual", route="explicit", touchpoints=points)
    return compare(side(IDEAL), side(replace(actual, transitions=Seq(transitions))), PINS)


def told(result: ComparisonResult) -> list[str]:
    return [words("en")(gap.text) for gap in result.path if gap.text is not None]


def test_loops_name_the_lived_touchpoints_where_they_start_and_end():
    result = lived(
        Transition("1", "x", "y"),
        Transition("2", "y", "z"),
        Transition("3", "z", "x", "back", share=0.22),
    )
    assert "Back from “Types the card” to “Searches the catalogue”: 22%" in told(result)


def test_leaving_is_told_where_customers_leave():
    ideal = replace(
        IDEAL,
        touchpoints=Seq([*IDEAL.touchpoints, Touchpoint("c", title="Receives")]),
        transitions=Seq([Transition("n", "a", "b"), Transition("m", "b", "c")]),
    )
    points = Seq(
        Touchpoint(id, title=t) for id, t in (("x", "Searches"), ("y", "Queues"), ("z", "Is sent home"))
    )
    roads = Seq([Transition("1", "x", "y"), Transition("2", "y", "", "leave", share=0.1)])
    actual = JourneyMap("r", kind="actual", route="explicit", touchpoints=points, transitions=roads)
    pins = Comparison(links=(Link(("a",), ("x",)), Link(("b",), ("y",)), Link(("c",), ("z",))))
    said = told(compare(side(ideal), side(actual), pins))
    assert "Customers leave at “Queues”: 10%" in said
    assert "No transition from “Pays” to “Receives”" in said  # it is the reference that has this one


def test_a_line_names_what_the_lived_map_calls_it():
    result = lived(Transition("1", "x", "y"), Transition("2", "y", "z"))
    fix = next(fix for fix in result.fixes if fix.path is None and fix.link == 1)
    assert words("ru")(fix.reasons[0]) == "В жизни: «Queues + Types the card»"
    for report in (text_report, markdown_report):
        assert "In reality: “Queues + Types the card”" in report(result, words("en"))


def test_a_line_of_equal_titles_does_not_repeat_them():
    points = Seq([Touchpoint("x", title="looks"), Touchpoint("y", title="Pays", emotion=-1)])
    actual = JourneyMap("r", kind="actual", touchpoints=points)
    result = compare(side(IDEAL), side(actual))
    assert not any("In reality" in words("en")(reason) for fix in result.fixes for reason in fix.reasons)


def test_an_improved_copy_of_a_map_shows_its_drop_off_and_its_loop():
    touchpoints = Seq(Touchpoint(id, "s", id, emotion=-1) for id in "abcd")
    steps = (
        Transition("t1", "b", "", "leave", share=0.35),
        Transition("t2", "c", "a", "back", share=0.2),
        Transition("t3", "a", "b", "next", share=0.6),
        Transition("t4", "a", "c", "next", share=0.4),
        Transition("t5", "a", "d", "promise", kept="no"),
    )
    lived = JourneyMap(
        "m", kind="actual", stages=(Stage("s", "S"),), touchpoints=touchpoints, transitions=Seq(steps)
    )
    document = edits.derive_map(Document(maps=(lived,)), "m", "i")
    assert [(t.id, t.share, t.kept) for t in document.maps[1].transitions] == [
        ("t3", None, ""),
        ("t4", None, ""),
        ("t5", None, ""),
    ]
    document = edits.set_field(document, touchpoint_at("i", "b"), "emotion", 2)
    result = compare(Side(document, document.maps[1], "i"), Side(document, document.maps[0], "m"))
    gaps = {gap.kind: gap for gap in result.path}
    assert gaps.keys() >= {"loop", "drop", "promise"}
    assert gaps["drop"].actual == ("b",) and set(gaps["loop"].actual) == {"c", "a"}
