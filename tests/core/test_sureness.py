"""How sure a comparison is, in sentences: one count has one figure, and all that is marked is counted."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.compare.comparison import compare
from cjm_editor.core.besides import first_lines
from cjm_editor.core.line_facts import is_assumed, ranked
from cjm_editor.core.model import Document, JourneyMap, Touchpoint
from cjm_editor.core.results import Candidate, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.standing import open_missing
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import words
from cjm_editor.render.key_figures import key_figures

EN, RU = words("en"), words("ru")


def side(kind: str, titles: str, felt: float, prefix: str) -> Side:
    points = [
        Touchpoint(id=f"{prefix}{n}", title=title, emotion=felt) for n, title in enumerate(titles.split())
    ]
    journey = JourneyMap(id=prefix, title=kind, kind=kind, touchpoints=Seq(points))
    return Side(Document(maps=Seq((journey,))), journey, kind)


def compared(ideal: str, actual: str, kinds=("ideal", "actual"), near: int = 0):
    """A comparison in which so many of what the reference alone has may have a counterpart."""
    result = compare(side(kinds[0], ideal, 1.0, "i"), side(kinds[1], actual, -1.0, "a"))
    links, left = list(result.matching.links), near
    for n, link in enumerate(links):
        if not link.ideal:
            continue
        if not link.actual:
            maybe = (Candidate(result.actual.journey.touchpoints[0].id, 0.45),) if left > 0 else ()
            links[n] = replace(link, maybe=maybe, confidence=0.55 if maybe else 1.0)
            left -= 1
    assert left <= 0
    for n, link in enumerate(links):
        if not link.ideal:
            links[n] = replace(link, maybe=())
    fixes = tuple(
        replace(fix, asks="counterpart" if links[fix.link].asked else "", unsure=bool(links[fix.link].asked))
        for fix in result.fixes
    )
    return replace(result, matching=replace(result.matching, links=tuple(links)), fixes=fixes)


SHARED = "booking payment delivery"
IDEAL, ACTUAL = f"{SHARED} thanks insurance", f"{SHARED} quarrel flood storm"


def test_what_has_no_counterpart_has_one_figure_on_page_one():
    result = compared(IDEAL, ACTUAL, near=1)
    assert open_missing(result) and len(open_missing(result)) == 1
    (_points, (figure, said)) = key_figures(result, EN)
    assert (figure, said) == ("2", "touchpoints without a counterpart, 3 extra")
    (told,) = [line for line in sureness(result, EN) if "counterpart" in line]
    assert told.startswith("1 of 2 touchpoints without a counterpart may have one")
    (_points, (figure, said)) = key_figures(result, RU)
    assert (figure, said) == ("2", "точки контакта без пары, 3 лишние")
    assert any(
        line.startswith("Возможно, пара есть у 1 из 2 точек без пары") for line in sureness(result, RU)
    )


def test_the_figure_leaves_to_the_list_which_extras_are_in_question():
    result = compared(IDEAL, ACTUAL, near=1)
    links = tuple(
        link
        if link.ideal
        else replace(link, maybe=(Candidate(result.ideal.journey.touchpoints[0].id, 0.45),))
        for link in result.matching.links
    )
    asked = replace(result, matching=replace(result.matching, links=links))
    assert key_figures(asked, EN)[-1] == ("2", "touchpoints without a counterpart, 3 extra")


def test_where_all_of_them_may_have_one_no_second_figure_is_named():
    result = compared(IDEAL, ACTUAL, near=2)
    assert any(
        line.startswith("2 touchpoints without a counterpart may have one") for line in sureness(result, EN)
    )


def test_of_two_maps_of_one_kind_each_side_is_counted_in_its_words():
    result = compared(IDEAL, ACTUAL, ("actual", "actual"))
    *_points, (figure, said) = key_figures(result, EN)
    assert (figure, said) == ("2", "not found in the second map, 3 not found in the first map")


def test_all_lines_that_are_marked_as_assumptions_are_counted_as_such():
    """Also those about which something is to be found out first, and those that carry no points."""
    result = compared(IDEAL, ACTUAL, near=2)
    shown = first_lines(result)
    assert len(shown) == 5 and all(is_assumed(result, fix) for fix in shown)
    assert any(fix.asks for fix in shown)
    assert "Fixes 1–5 rest on assumptions: check them with interviews." in sureness(result, EN, shown)
    last = len(ranked(result))
    also = tuple(replace(fix, also=fix.rank == last) for fix in result.fixes)
    fewer = replace(result, fixes=tuple(replace(f, rank=n) for n, f in enumerate(also[-2:], 1)))
    assert "Fixes 1 and 2 rest on assumptions: check them with interviews." in sureness(
        fewer, EN, first_lines(fewer)
    )
