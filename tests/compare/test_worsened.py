"""Leaving, going back and waiting that both maps have and that is worse on the lived one: told, without points."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.contribution import path_told
from cjm_editor.compare.opportunity import opportunity_from
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.model import Comparison, JourneyMap, Link, Touchpoint, Transition
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import Words, words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT
from tests.compare.generator import side

EN, RU = words("en"), words("ru")
TARGET, BELIEF, ALIKE = ("ideal", "actual"), ("assumed", "actual"), ("actual", "actual")


def drawn(name: str, ids: str, *steps: str) -> JourneyMap:
    """Touchpoints of one letter; steps: `ab` (next), `ab 2d` (after a wait), `b<a 20` (20 % go back), `a! 10` (leave);
    without the number no share is given."""
    made = []
    for n, step in enumerate(steps):
        way, _space, given = step.partition(" ")
        kind = "back" if "<" in way else "leave" if "!" in way else "next"
        made.append(
            Transition(
                f"{n}",
                way[0],
                "" if kind == "leave" else way[-1],
                kind,
                share=float(given) / 100 if given and kind != "next" else None,
                wait=given if kind == "next" else "",
            )
        )
    points = Seq(Touchpoint(id, title=id.upper(), emotion=0) for id in ids)
    return JourneyMap(name, route="explicit", touchpoints=points, transitions=Seq(made))


def between(
    ideal: JourneyMap, actual: JourneyMap, kinds: tuple[str, str] = TARGET, *pairs: Link
) -> ComparisonResult:
    """Compared with equal letters linked unless `pairs` says otherwise, all others known to be alone."""
    taken = {id for link in pairs for id in (*link.ideal, *link.actual)}
    ours, theirs = ({t.id for t in journey.touchpoints} - taken for journey in (ideal, actual))
    links = [*pairs, *(Link((id,), (id,)) for id in sorted(ours & theirs))]
    links += [Link((id,), ()) for id in sorted(ours - theirs)]
    links += [Link((), (id,)) for id in sorted(theirs - ours)]
    maps = (replace(journey, kind=kind) for journey, kind in zip((ideal, actual), kinds, strict=True))
    return compare(*map(side, maps), Comparison(links=tuple(links)))


def told(result: ComparisonResult, language: Words = EN) -> list[str]:
    """What is said of the path, hard spaces as plain ones."""
    return [language(gap.text).replace("\u00a0", " ") for gap in result.path if gap.text is not None]


ROUTE = ("ab", "bc", "cd")
BETTER = drawn("i", "abcd", "ab", "bc 2d", "cd", "b! 10", "c<a 20", "d<d 5")
WORSE = drawn("r", "abcd", "ab", "bc 9d", "cd", "b! 40", "c<a 60", "d<d 15")

SAID = {
    TARGET: (
        "Customers leave at “B”: 40%, in the reference 10%",
        "Back from “C” to “A”: 60%, in the reference 20%",
        "Customers go through “D” again: 15%, in the reference 5%",
        "Longer wait from “B” to “C”: 9 d, in the reference 2 d",
    ),
    BELIEF: (
        "Customers leave at “B”: 40%, in the company's belief 10%",
        "Back from “C” to “A”: 60%, in the company's belief 20%",
        "Customers go through “D” again: 15%, in the company's belief 5%",
        "Longer wait from “B” to “C”: 9 d, in the company's belief 2 d",
    ),
    ALIKE: (
        "Customers leave at “B”: 40%, on the first map 10%",
        "Back from “C” to “A”: 60%, on the first map 20%",
        "Customers go through “D” again: 15%, on the first map 5%",
        "Longer wait from “B” to “C”: 9 d, on the first map 2 d",
    ),
}
SAID_RU = {
    TARGET: (
        "В точке «B» уходят 40 % клиентов, в эталоне — 10 %",
        "Возврат от «C» к «A»: 60 %, в эталоне — 20 %",
        "Точку «D» проходят повторно 15 % клиентов, в эталоне — 5 %",
        "От «B» до «C» ждут дольше: 9 дн., в эталоне — 2 дн.",
    ),
    BELIEF: (
        "В точке «B» уходят 40 % клиентов, в представлении компании — 10 %",
        "Возврат от «C» к «A»: 60 %, в представлении компании — 20 %",
        "Точку «D» проходят повторно 15 % клиентов, в представлении компании — 5 %",
        "От «B» до «C» ждут дольше: 9 дн., в представлении компании — 2 дн.",
    ),
    ALIKE: (
        "В точке «B» уходят 40 % клиентов, на первой карте — 10 %",
        "Возврат от «C» к «A»: 60 %, на первой карте — 20 %",
        "Точку «D» проходят повторно 15 % клиентов, на первой карте — 5 %",
        "От «B» до «C» ждут дольше: 9 дн., на первой карте — 2 дн.",
    ),
}


@pytest.mark.parametrize("kinds", [TARGET, BELIEF, ALIKE])
def test_what_got_worse_is_told_with_both_values_in_the_words_of_the_roles(kinds):
    result = between(BETTER, WORSE, kinds)
    assert told(result) == list(SAID[kinds])
    assert told(result, RU) == list(SAID_RU[kinds])


@pytest.mark.parametrize("kinds", [TARGET, BELIEF, ALIKE])
def test_it_costs_no_points(kinds):
    same, result = between(BETTER, BETTER, kinds), between(BETTER, WORSE, kinds)
    assert result.score == same.score and result.score.gap == 0
    assert all(gap.cost == 0 for gap in result.path)


def test_what_is_as_good_or_better_or_differs_by_less_than_is_printed_is_not_told():
    assert told(between(BETTER, BETTER)) == []
    assert told(between(WORSE, BETTER)) == []
    near = drawn("r", "abcd", "ab", "bc 48h", "cd", "b! 10.04", "c<a 20.04", "d<d 5.04")
    assert told(between(BETTER, near)) == []


def test_of_a_share_that_one_side_does_not_know_nothing_is_said():
    unknown = drawn("r", "abcd", *ROUTE, "b!", "c<a", "d<d")
    assert told(between(BETTER, unknown)) == [] and told(between(unknown, WORSE)) == []


def test_it_makes_lines_of_their_own_with_what_to_do_about_them():
    result = between(BETTER, WORSE)
    lines = {EN(result_title(result, fix.link)): fix for fix in result.fixes}
    assert set(lines) == {"B", "C", "D"} and all(fix.also and not fix.delta for fix in result.fixes)
    reasons = {name: [EN(r).replace("\u00a0", " ") for r in fix.reasons] for name, fix in lines.items()}
    leave, back, again, wait = SAID[TARGET]
    assert reasons == {"B": [leave, wait], "C": [back], "D": [again]}  # each once
    ideas = {name: opportunity_from(result, fix, "en").card.text for name, fix in lines.items()}
    assert ideas == {
        "B": "Keep customers from leaving here",
        "C": "Spare customers the way back to “A”",
        "D": "Spare customers going through this again",
    }
    waits = between(drawn("i", "ab", "ab 2d"), drawn("r", "ab", "ab 9d"))
    idea = opportunity_from(waits, waits.fixes[0], "en").card.text
    assert idea.replace("\u00a0", " ") == "Shorten the wait until “B”: now 9 d, in the reference 2 d"


def result_title(result: ComparisonResult, link: int) -> str:
    return result.ideal.journey.touchpoints.get(result.matching.links[link].ideal[0]).title


def test_it_stands_in_every_format_and_once_in_the_panel():
    result = between(BETTER, WORSE)
    options = MarksOptions(PRINT, EN)
    sheets = report_pages(result, options, bundled_measurer())
    paper = " ".join(i.text for s in sheets for g in s.groups for i in g.items if isinstance(i, Text))
    reports = {
        "text": text_report(result, EN),
        "md": markdown_report(result, EN),
        "html": report_html(result, options, bundled_measurer()),
        "pdf": paper,
        "json": " ".join(gap["text"] for gap in json.loads(json_text(result))["gaps"]["path"]),
    }
    for name, report in reports.items():
        flat = " ".join(report.replace("\u00a0", " ").split())
        for text in SAID[TARGET]:
            assert text in flat, (name, text)
    for gap in result.touchpoints:
        shown = [EN(text) for text in (*gap.facts, *path_told(result, gap.link))]
        assert len(shown) == len(set(shown))


def test_the_ids_of_both_sides_stand_beside_it():
    gaps = {gap.kind: gap for gap in between(BETTER, WORSE).path}
    assert (gaps["drop"].ideal, gaps["drop"].actual) == (("b",), ("b",))
    assert (gaps["wait"].ideal, gaps["wait"].actual) == (("b", "c"), ("b", "c"))


# --- several touchpoints on one side


def test_parts_in_a_row_lose_customers_one_after_another():
    ideal, split = drawn("i", "abd", "ab", "bd", "b! 10"), Link(("b",), ("x", "y"))
    row = drawn("r", "axyd", "ax", "xy", "yd", "x! 20", "y! 30")
    assert told(between(ideal, row, TARGET, split)) == [
        "Customers leave at “X + Y”: 44%, in the reference 10%"  # 20 % and 30 % of the rest
    ]
    small = drawn("r", "axyd", "ax", "xy", "yd", "x! 5", "y! 5")
    assert told(between(ideal, small, TARGET, split)) == []
    merged = drawn("r", "axd", "ax", "xd", "x! 15")
    parts = drawn("i", "abcd", "ab", "bc", "cd", "b! 10", "c! 10")
    assert told(between(parts, merged, TARGET, Link(("b", "c"), ("x",)))) == []


def test_of_parts_that_are_alternatives_only_what_is_worse_on_all_of_them_is_told():
    ideal, split = drawn("i", "abd", "ab", "bd", "b! 10"), Link(("b",), ("x", "y"))
    ways = ("ax", "ay", "xd", "yd")
    one = drawn("r", "axyd", *ways, "x! 20")
    assert told(between(ideal, one, TARGET, split)) == []
    both = drawn("r", "axyd", *ways, "x! 20", "y! 30")
    assert told(between(ideal, both, TARGET, split)) == [
        "Customers leave at “X”: 20%, in the reference 10%",
        "Customers leave at “Y”: 30%, in the reference 10%",
    ]


def test_shares_of_several_touchpoints_never_come_to_more_than_all_customers():
    ideal, split = drawn("i", "abd", "ab", "bd"), Link(("b",), ("x", "y"))
    row = drawn("r", "axyd", "ax", "xy", "yd", "x! 60", "y! 60")
    assert "Customers leave at “X + Y”: 84%" in told(between(ideal, row, TARGET, split))
    ways = drawn("r", "axyd", "ax", "ay", "xd", "yd", "x! 60", "y! 60")
    assert "Customers leave at “X + Y”" in told(between(ideal, ways, TARGET, split))


# --- waits


def waits(ideal: JourneyMap, actual: JourneyMap) -> list[str]:
    return [text for text in told(between(ideal, actual)) if "wait" in text]


def test_a_wait_on_a_detour_is_that_of_the_whole_way():
    ideal = drawn("i", "ab", "ab 2d")
    assert waits(ideal, drawn("r", "axb", "ax", "xb 9d")) == [
        "Longer wait from “A” to “B”: 9 d, in the reference 2 d"
    ]
    assert waits(ideal, drawn("r", "axb", "ax 36h", "xb 2d")) == [
        "Longer wait from “A” to “B”: 3.5 d, in the reference 2 d"
    ]
    assert waits(ideal, drawn("r", "axb", "ax 1d", "xb 1d")) == []


def test_a_wait_at_an_extra_touchpoint_on_the_way_counts():
    actual = drawn("r", "axb", "ax 1d", "xb")
    queue = Seq(replace(t, wait="4d") if t.id == "x" else t for t in actual.touchpoints)
    assert waits(drawn("i", "ab", "ab 2d"), replace(actual, touchpoints=queue)) == [
        "Longer wait from “A” to “B”: 5 d, in the reference 2 d"
    ]


def test_the_way_past_a_missing_touchpoint_is_as_long_as_both_its_halves():
    ideal = drawn("i", "amb", "am 1d", "mb 12h")
    assert waits(ideal, drawn("r", "ab", "ab 3d")) == [
        "Longer wait from “A” to “B”: 3 d, in the reference 1.5 d"
    ]
    assert waits(ideal, drawn("r", "ab", "ab 36h")) == []
    assert waits(drawn("i", "amb", "am 1d", "mb"), drawn("r", "ab", "ab 3d")) == []  # one half is not known


def test_where_there_is_a_direct_way_a_detour_says_nothing():
    ideal = drawn("i", "ab", "ab 2d")
    assert waits(ideal, drawn("r", "axb", "ab 1d", "ax", "xb 9d")) == []
    assert waits(ideal, drawn("r", "axb", "ab", "ax", "xb 9d")) == []
    assert waits(ideal, drawn("r", "axb", "ab 3d", "ax", "xb 9d")) == [
        "Longer wait from “A” to “B”: 3 d, in the reference 2 d"
    ]


def test_of_several_detours_the_shortest_wait_counts():
    ideal = drawn("i", "ab", "ab 2d")
    assert waits(ideal, drawn("r", "axyb", "ax", "xb 9d", "ay", "yb 1d")) == []
    assert waits(ideal, drawn("r", "axyb", "ax", "xb 9d", "ay", "yb 4d", "yx", "xy")) == [
        "Longer wait from “A” to “B”: 4 d, in the reference 2 d"
    ]


def test_a_wait_that_one_side_does_not_know_is_no_longer_one():
    assert waits(drawn("i", "ab", "ab"), drawn("r", "ab", "ab 9d")) == []
    assert waits(drawn("i", "ab", "ab 9d"), drawn("r", "ab", "ab")) == []


def test_a_touchpoint_that_waits_longer_is_told_at_its_line():
    maps = [
        replace(journey, touchpoints=Seq(replace(t, wait=wait) for t in journey.touchpoints))
        for journey, wait in ((drawn("i", "a"), "2d"), (drawn("r", "a"), "9d"))
    ]
    (fix,) = between(*maps).fixes
    assert [EN(reason).replace("\u00a0", " ") for reason in fix.reasons] == [
        "Waits longer: 9 d instead of 2 d"
    ]


def test_years_and_one_year_are_declined():
    (wait,) = told(between(drawn("i", "ab", "ab 1y"), drawn("r", "ab", "ab 5y")), RU)
    assert wait == "От «A» до «B» ждут дольше: 5 лет, в эталоне — 1 год"


def test_the_order_of_transitions_in_the_file_changes_no_word():
    split = (Link(("b",), ("x", "y")), Link(("c",), ("z", "w")))
    ideal = drawn("i", "abc", "ab", "bc 1d", "c<b 5", "b<b 5", "c<c 5")
    steps = ("ax", "xy", "yz 48h", "yw 2d", "zw", "w<x 20", "z<y 30", "y<y 20", "x<x 30", "w<w 10", "z<z 9")
    one, other = (drawn("r", "axyzw", *order) for order in (steps, steps[::-1]))
    said = told(between(ideal, one, TARGET, *split))
    assert len(said) > 4 and said == told(between(ideal, other, TARGET, *split))
