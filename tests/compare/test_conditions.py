"""Why customers leave, go back or take another way stands with what is told of it, in every format."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.conditions import because, plain
from cjm_editor.compare.contribution import path_told
from cjm_editor.compare.opportunity import opportunity_from
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.core.model import JourneyMap, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _, words
from tests.compare.test_pathgaps import between, drawn, in_all_formats, told

IDEAL = drawn("i", "ideal", "abc", "ab", "bc")
EN, RU = words("en"), words("ru")


def lived(ids: str, steps: tuple[str, ...], *further: Transition) -> JourneyMap:
    made = drawn("r", "actual", ids, *steps)
    return replace(made, transitions=Seq([*made.transitions, *further]))


def leave(id: str, share: float | None, condition: str, start: str = "b") -> Transition:
    return Transition(id, start, "", "leave", share=share, condition=condition)


def back(id: str, share: float | None, condition: str, end: str = "a") -> Transition:
    return Transition(id, "c", end, "back", share=share, condition=condition)


def test_the_reason_stands_with_the_share_in_every_format():
    result = between(
        IDEAL, lived("abc", ("ab", "bc"), leave("x", 0.3, "out of\nstock"), back("y", None, "no size"))
    )
    said = ("Customers leave at “B”: 30% (out of stock)", "Back from “C” to “A” (no size)")
    assert set(said) <= set(told(result)) and set(said) <= set(in_all_formats(result))
    link = next(n for n, link in enumerate(result.matching.links) if link.ideal == ("b",))
    assert said[0] in [EN(text) for text in path_told(result, link)]  # the panel of the window
    assert "В точке «B» уходят 30\u00a0% клиентов (out of stock)" in [RU(gap.text) for gap in result.path]


def test_several_reasons_have_their_own_shares_the_greatest_first_whatever_the_order_of_the_file():
    drawn_ways = [leave("1", 0.1, "too dear"), leave("2", 0.2, "out of stock"), leave("3", 0.05, "")]
    for ways in (drawn_ways, drawn_ways[::-1]):
        ways = [replace(way, from_=start) for way, start in zip(ways, "bbb", strict=True)]
        finding = because(_("Customers leave at “{title}”", title="B"), ways)
        assert EN(finding) == "Customers leave at “B” (out of stock: 20%; too dear: 10%)"
        assert RU(finding).endswith("(out of stock — 20\u00a0%; too dear — 10\u00a0%)")
    parts = [leave("1", 0.1, "dear", "b"), leave("2", 0.2, "dear", "c"), leave("3", None, "slow")]
    assert EN(because(_("X"), parts)) == "X (dear; slow)"  # shares of two touchpoints do not add up
    same = [leave("1", 0.1, "dear"), leave("2", 0.2, "dear"), leave("3", 0.1, "slow")]
    assert EN(because(_("X"), same)) == "X (dear: 30%; slow: 10%)"
    many = [leave(str(n), 0.01, f"reason {n}") for n in range(8)]
    assert EN(because(_("X"), many)).endswith("; reason 4: 1%; and 3 more)")


@pytest.mark.parametrize("condition", ["", " \n "])
def test_without_a_reason_the_finding_stands_as_it_is(condition):
    finding = _("X")
    assert because(finding, [leave("1", 0.1, condition)]) == finding and plain(finding) == finding
    assert because(finding, ()) == finding


def test_what_is_worse_than_in_the_reference_says_why_after_both_values():
    ideal = replace(IDEAL, transitions=Seq([*IDEAL.transitions, leave("x", 0.1, ""), back("y", 0.05, "")]))
    again = Transition("z", "b", "b", "back", share=0.3, condition="declined")
    ideal = replace(ideal, transitions=Seq([*ideal.transitions, replace(again, share=0.1, condition="")]))
    result = between(
        ideal, lived("abc", ("ab", "bc"), leave("x", 0.3, "out of stock"), back("y", 0.2, "no size"), again)
    )
    said = {
        "Customers leave at “B”: 30%, in the reference 10%; why: out of stock",
        "Back from “C” to “A”: 20%, in the reference 5%; why: no size",
        "Customers go through “B” again: 30%, in the reference 10%; why: declined",
    }
    assert said <= set(in_all_formats(result))
    fix = next(fix for fix in result.fixes if EN(fix.reasons[0]).startswith("Customers leave"))
    assert opportunity_from(result, fix, "en").card.text == "Keep customers from leaving here"


def test_an_idea_knows_a_way_back_that_has_its_reason():
    result = between(IDEAL, lived("abc", ("ab", "bc"), back("y", 0.2, "no size")))
    (loop,) = (f for f in result.fixes if f.path is not None and result.path[f.path].kind == "loop")
    assert opportunity_from(result, loop, "en").card.text.startswith("Spare customers the way back")


def test_a_detour_and_a_first_visit_that_comes_late_say_when():
    made = drawn("r", "actual", "axbc", "ax", "xb", "bc")
    when = replace(made.transitions[0], condition="not signed in")
    detour = replace(made, transitions=Seq([when, *made.transitions[1:]]))
    said = "From “A” to “B” only through 1 extra touchpoint (not signed in)"
    assert said in in_all_formats(between(IDEAL, detour))
    made = drawn("r", "actual", "acb", "ac", "cb")
    late = replace(
        made, transitions=Seq([made.transitions[0], replace(made.transitions[1], condition="by phone")])
    )
    assert "“C” leads to “B”; in the reference it is the other way round; why: by phone" in told(
        between(IDEAL, late)
    )


def test_when_customers_come_to_an_extra_touchpoint_is_told_once():
    made = drawn("r", "actual", "axbc", "ab", "xb", "bc")
    turning = Transition("t", "a", "x", share=0.7, condition="third day of silence")
    result = between(IDEAL, replace(made, transitions=Seq([*made.transitions, turning])))
    said = "From “A” to the extra touchpoint “X”: 70% (third day of silence)"
    assert [text for text in in_all_formats(result) if "silence" in text] == [said]
    extra = next(fix for fix in result.fixes if not result.matching.links[fix.link].ideal)
    assert said in [EN(reason) for reason in extra.reasons]
    plainly = between(
        IDEAL, replace(made, transitions=Seq([*made.transitions, replace(turning, condition="")]))
    )
    assert (result.score, [fix.delta for fix in result.fixes]) == (
        plainly.score,
        [fix.delta for fix in plainly.fixes],
    )


def test_signs_of_markup_in_a_reason_are_no_markup():
    result = between(IDEAL, lived("abc", ("ab", "bc"), leave("x", 0.3, "*dear* <b>|")))
    assert "\\*dear\\* \\<b\\>\\|" in markdown_report(result, EN)


def test_a_long_reason_is_cut_where_it_stands_in_a_list():
    result = between(IDEAL, lived("abc", ("ab", "bc"), leave("x", 0.3, "dear " * 1000)))
    assert all(len(line) < 1000 for line in markdown_report(result, EN).splitlines() if "dear" in line)
