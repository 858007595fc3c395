"""Findings about the route in sentences: what is lived stands under the titles of the lived map."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.contribution import path_told
from cjm_editor.compare.opportunity import opportunity_from
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, Stage, Touchpoint, Transition
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT
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


def drawn(id: str, kind: str, ids: str, *steps: str) -> JourneyMap:
    """Touchpoints of one letter; steps are `ab` (next), `b<a` (from b back to a), `a!` (leaves)."""
    made = []
    for n, step in enumerate(steps):
        way = "back" if "<" in step else "leave" if "!" in step else "next"
        share = 0.2 if way != "next" else None
        made.append(Transition(f"{n}", step[0], "" if way == "leave" else step[-1], way, share=share))
    points = Seq(Touchpoint(id, title=id.upper(), emotion=0) for id in ids)
    return JourneyMap(id, kind=kind, route="explicit", touchpoints=points, transitions=Seq(made))


def between(ideal: JourneyMap, actual: JourneyMap) -> ComparisonResult:
    """Compared with equal letters linked, all others known to be alone."""
    ours, theirs = ({t.id for t in journey.touchpoints} for journey in (ideal, actual))
    links = [Link((id,), (id,)) for id in sorted(ours & theirs)]
    links += [Link((id,), ()) for id in sorted(ours - theirs)]
    links += [Link((), (id,)) for id in sorted(theirs - ours)]
    return compare(side(ideal), side(actual), Comparison(links=tuple(links)))


def test_a_missing_touchpoint_breaks_the_route_only_where_it_ends():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    past = told(between(ideal, drawn("r", "actual", "ac", "ac")))
    assert "“B” is missing: the route goes past it" in past
    over = told(between(ideal, drawn("r", "actual", "axc", "ax")))
    assert "“B” is missing: the route goes past it" in over
    ended = told(between(ideal, drawn("r", "actual", "ac")))
    assert "“B” is missing: the route breaks off there" in ended
    first = told(between(drawn("i", "ideal", "bc", "bc"), drawn("r", "actual", "c")))
    assert "“B” is missing: the route goes past it" in first


def test_nobody_is_stuck_where_the_route_leads_on():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    onto = told(between(ideal, drawn("r", "actual", "abxc", "ab", "bx")))
    assert "From “B” the route leads only to touchpoints without a counterpart" in onto
    assert not any(text.startswith("Nothing leads on") for text in onto)
    links = tuple(Link((id,), (id,)) for id in "abc")
    lived = drawn("r", "actual", "abxc", "ab", "bx")
    unfound = told(compare(side(ideal), side(lived), Comparison(links=links)))
    assert "From “B” the route leads only to touchpoints for which no counterpart was found" in unfound
    assert "Nothing leads on from “B”" in told(between(ideal, drawn("r", "actual", "abc", "ab")))


def test_a_first_visit_that_comes_late_is_no_way_back():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    late = told(between(ideal, drawn("r", "actual", "acb", "ac", "cb")))
    assert "“C” leads to “B”; in the reference it is the other way round" in late
    assert not any(text.startswith("Back from") for text in late)
    round_ = told(between(ideal, drawn("r", "actual", "abc", "ab", "bc", "cb")))
    assert "Back from “C” to “B”" in round_
    marked = told(between(ideal, drawn("r", "actual", "abc", "ab", "bc", "c<a")))
    assert "Back from “C” to “A”: 20%" in marked
    alike = told(between(replace(ideal, kind="actual"), drawn("r", "actual", "acb", "ac", "cb")))
    assert "“C” leads to “B”; in the first map it is the other way round" in alike
    believed = told(between(replace(ideal, kind="assumed"), drawn("r", "actual", "acb", "ac", "cb")))
    assert "“C” leads to “B”; the company thinks it is the other way round" in believed


def test_of_a_touchpoint_in_parts_the_part_is_named_where_the_route_leaves_it():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    actual = drawn("r", "actual", "acdb", "ac", "cd", "db")
    links = (Link(("a",), ("a",)), Link(("b",), ("b",)), Link(("c",), ("c", "d")))
    late = told(compare(side(ideal), side(actual), Comparison(links=links)))
    assert "“D” leads to “B”; in the reference it is the other way round" in late


def test_an_opportunity_spares_no_way_back_that_nobody_takes():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    for steps, card in (
        (("ac", "cb"), "Lead to “B” before this touchpoint"),
        (("ab", "bc", "cb"), "Spare customers"),
    ):
        result = between(ideal, drawn("r", "actual", "abc", *steps))
        (loop,) = (f for f in result.fixes if f.path is not None and result.path[f.path].kind == "loop")
        assert opportunity_from(result, loop, "en").card.text.startswith(card)


def test_who_leaves_or_goes_back_at_an_extra_touchpoint_is_told_and_costs_nothing():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    route = ("ax", "xb", "by", "yc")
    plain = between(ideal, drawn("r", "actual", "axbyc", *route))
    result = between(ideal, drawn("r", "actual", "axbyc", *route, "x!", "b<x", "y<b"))
    new = ("Customers leave at “X”: 20%", "Back from “B” to “X”: 20%", "Back from “Y” to “B”: 20%")
    assert set(told(result)) - set(told(plain)) == set(new)
    assert (result.score.gap, result.score.parts) == (plain.score.gap, plain.score.parts)
    assert [(fix.link, fix.delta, fix.path) for fix in result.fixes] == [
        (fix.link, fix.delta, fix.path) for fix in plain.fixes
    ]
    for id, texts in (("x", new[:2]), ("y", new[2:])):
        extra = next(n for n, link in enumerate(result.matching.links) if link.actual == (id,))
        assert [words("en")(text) for text in path_told(result, extra)] == list(texts)
        reasons = [words("en")(r) for fix in result.fixes if fix.link == extra for r in fix.reasons]
        assert set(texts) <= set(reasons)
    worded, options = words("en"), MarksOptions(PRINT, words("en"))
    sheets = report_pages(result, options, bundled_measurer())
    paper = " ".join(
        item.text for s in sheets for g in s.groups for item in g.items if isinstance(item, Text)
    )
    for report in (
        text_report(result, worded),
        markdown_report(result, worded),
        report_html(result, options, bundled_measurer()),
        paper,
    ):
        for text in new:
            assert text.replace("\u00a0", " ") in report.replace("\u00a0", " ")


def test_who_goes_through_a_touchpoint_again_is_told_everywhere_and_costs_nothing():
    """A way back from a touchpoint to itself, at a pair and at an extra one; the reference's own is none."""
    ideal = drawn("i", "ideal", "abc", "ab", "bc", "c<c")
    route = ("ax", "xb", "bc", "c<c")
    plain = between(ideal, drawn("r", "actual", "axbc", *route))
    result = between(ideal, drawn("r", "actual", "axbc", *route, "b<b", "x<x"))
    new = ("Customers go through “B” again: 20%", "Customers go through “X” again: 20%")
    assert [text for text in told(result) if text not in told(plain)] == list(new)
    assert (result.score.gap, result.score.parts) == (plain.score.gap, plain.score.parts)
    for id, text in zip("bx", new, strict=True):
        link = next(n for n, link in enumerate(result.matching.links) if link.actual == (id,))
        assert text in [words("en")(said) for said in path_told(result, link)]  # the panel of the window
    unshared = replace(
        drawn("r", "actual", "axbc", *route), transitions=Seq([Transition("1", "b", "b", "back")])
    )
    assert "Customers go through “B” again" in told(between(ideal, unshared))
    assert all(text in in_all_formats(result) for text in new)


def in_all_formats(result: ComparisonResult) -> list[str]:
    """What text, Markdown, web page, paper and JSON all say of the route."""
    worded, options = words("en"), MarksOptions(PRINT, words("en"))
    sheets = report_pages(result, options, bundled_measurer())
    paper = " ".join(i.text for s in sheets for g in s.groups for i in g.items if isinstance(i, Text))
    reports = (
        text_report(result, worded),
        markdown_report(result, worded),
        report_html(result, options, bundled_measurer()),
        paper,
        json_text(result),
    )
    return [text for text in told(result) if all(text in report.replace("\u00a0", " ") for report in reports)]


def test_what_the_reference_has_as_well_is_not_told():
    ideal = drawn("i", "ideal", "abc", "ab", "bc", "b!", "c<b")
    assert told(between(ideal, drawn("r", "actual", "abc", "ab", "bc", "b!", "c<b"))) == []


def asked(**pinned: str) -> ComparisonResult:
    """Five steps; of those that no letter is pinned for nobody knows whether they are there under another name."""
    ideal = drawn("i", "ideal", "abcde", "ab", "bc", "cd", "de")
    actual = drawn("r", "actual", "avwxe", "av", "vw", "wx", "xe")
    links = [Link((id,), (other,) if other else ()) for id, other in pinned.items()]
    return compare(side(ideal), side(actual), Comparison(links=tuple(links)))


def test_a_step_at_a_touchpoint_that_was_not_found_is_no_finding_of_its_own():
    result = asked(a="a", c="w", e="e")
    open_ = [link.ideal for link in result.matching.links if not link.actual]
    assert open_ == [("b",), ("d",)]
    edges = [gap for gap in result.path if gap.kind == "missing_edge"]
    assert [(gap.cost, gap.implied) for gap in edges] == [(1.0, True)] * 4
    assert words("en")(edges[0].text) == (
        "Not known whether the route leads from “A” to “B”: no counterpart was found for “B”"
    )
    assert words("ru")(edges[0].text) == (
        "Неизвестно, ведёт ли путь от «A» к «B»: для точки «B» соответствия не нашлось"
    )
    assert json_text(result).count("Not known whether the route leads") == 4
    assert json_text(result).count('"implied": true') == 4
    for report in (text_report, markdown_report):
        assert "Not known whether" not in report(result, words("en"))
        assert "No transition" not in report(result, words("en"))
    reasons = [words("en")(reason) for fix in result.fixes for reason in fix.reasons]
    assert "“B” has no counterpart that could be found: the route may go past it" in reasons
    for number in range(len(result.matching.links)):
        assert not any("transition" in words("en")(text) for text in path_told(result, number))


def test_a_step_at_a_missing_touchpoint_is_told_with_the_touchpoint():
    ideal = drawn("i", "ideal", "abc", "ab", "bc")
    result = between(ideal, drawn("r", "actual", "ac", "ac"))
    implied = [gap for gap in result.path if gap.implied]
    assert [words("en")(gap.text) for gap in implied] == [
        "No transition from “A” to “B”",
        "No transition from “B” to “C”",
    ]
    assert "No transition" not in text_report(result, words("en"))
    assert "“B” is missing: the route goes past it" in text_report(result, words("en"))


def test_a_touchpoint_that_the_reference_ends_with_is_told_once():
    ideal = drawn("i", "ideal", "abc", "ac", "bc", "ab")
    lived = drawn("r", "actual", "ab", "ab")
    known = [gap for gap in between(ideal, lived).path if gap.kind == "missing_edge"]
    assert [(words("en")(gap.text), gap.cost, gap.implied) for gap in known] == [
        ("“C” is missing: the route never leads there", 1.0, False),
        ("No transition from “B” to “C”", 1.0, True),
    ]
    links = (Link(("a",), ("a",)), Link(("b",), ("b",)))
    unfound = told(compare(side(ideal), side(lived), Comparison(links=links)))
    assert "“C” has no counterpart that could be found: the route may never lead there" in unfound
    refused = compare(
        side(ideal),
        side(drawn("r", "actual", "abx", "ab", "bx")),
        Comparison(links=(*links, Link(("c",), ("x",), "banned"))),
    )
    assert "“C” has no counterpart: the route never leads there" in told(refused)


def test_the_score_does_not_change_with_what_is_told():
    """What was not found costs what it did: the edges of the reference at it count as gone."""
    result = asked(a="a", c="w", e="e")
    assert abs(sum(points for _link, points in result.score.by_link) - result.score.gap) < 1e-6
    sure = asked(a="a", c="w", e="e", b="", d="")
    assert sure.score.gap == result.score.gap and sure.score.parts == result.score.parts
