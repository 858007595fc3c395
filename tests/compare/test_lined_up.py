"""How much of two maps could be set side by side, and that nothing is said of points where nothing could."""

import json
import re

import pytest

from cjm_editor.compare.comparison import compare, evaluated
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.model import Comparison, JourneyMap, Link, Touchpoint
from cjm_editor.core.results import Correspondence, Matching, StageLink
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import _, words
from tests.compare.generator import side

EN, RU = words("en"), words("ru")
HERE = ("搜索产品", "阅读评论", "下订单", "等待送货", "付款")
THERE = ("Банк", "Анкета", "Решение", "Договор", "Деньги")


def drawn(kind, titles, emotion=1):
    points = [Touchpoint(f"{kind[0]}{n}", "", title, emotion=emotion) for n, title in enumerate(titles)]
    return JourneyMap(kind, title=kind, kind=kind, touchpoints=Seq(points))


def beside(ours, theirs, decisions=None):
    one, two = side(drawn("ideal", ours), "a.cjm.yaml"), side(drawn("actual", theirs, -1), "b.cjm.yaml")
    return compare(one, two, decisions)


def test_an_empty_map_is_not_a_gap_of_a_hundred():
    result = beside(THERE, ())
    assert result.score.gap == 100 and result.score.is_open and not result.score.as_point
    (step,) = next_steps(result)
    assert "“actual”" in EN(step)


def test_where_nothing_is_linked_nothing_is_said_of_points():
    result = beside(HERE, THERE)
    assert not any(link.ideal and link.actual for link in result.matching.links)
    assert result.score.is_open
    for language in (EN, RU):
        for report in (text_report(result, language), markdown_report(result, language)):
            assert language("The gap is not known yet") != report
            assert not re.search(r"−\d+[.,]\d", report) and "100" not in report
            for step in next_steps(result):
                assert language(step) in report
            assert (
                "No transition" not in report and "Нет перехода" not in report
            )  # nothing is known to be gone
    assert all(title in text_report(result, EN) for title in (*HERE, *THERE)), "what waits for a link"
    assert text_report(result, EN).startswith("The gap is not known yet (no touchpoint could be lined up)")
    assert json.loads(json_text(result))["score"]["known"] == "no"


def test_people_may_know_that_nothing_belongs_together():
    alone = [Link((f"i{n}",), (), "pinned") for n in range(5)] + [
        Link((), (f"a{n}",), "pinned") for n in range(5)
    ]
    result = beside(HERE, THERE, Comparison(links=tuple(alone)))
    assert result.score.as_point and not next_steps(result)


@pytest.mark.parametrize("language", [EN, RU])
def test_people_who_banned_every_pair_know_that_nothing_belongs_together(language):
    bans = tuple(Link((f"i{n}",), (f"a{m}",), "banned") for n in range(5) for m in range(5))
    result = beside(HERE, THERE, Comparison(links=bans))
    assert {link.by for link in result.matching.links} == {"pin"}
    assert result.score.as_point and not next_steps(result) and not result.matching.notices
    told = _("People decided that no touchpoint of either map has a counterpart on the other.")
    assert sureness(result, language)[0] == language(told)
    decided = language(_("People decided that it has no counterpart."))
    for report in (text_report(result, language), markdown_report(result, language)):
        assert language(told).rstrip(".") in report
        report = report.replace(decided, "")
        assert "by hand" not in report.lower() and "вручную" not in report.lower()


@pytest.mark.parametrize("language", [EN, RU])
def test_people_who_turned_down_what_was_found_are_asked_about_the_rest(language):
    titles = ("Pays for the order", "Gets the box", "Rates the shop")
    bans = tuple(Link((f"i{n}",), (f"a{n}",), "banned") for n in range(3))
    result = beside(titles, titles, Comparison(links=bans))
    for _round in range(9):  # each time what is found instead, until nothing is
        near = [
            (k.ideal, k.actual or (k.asked[0].id,))
            for k in result.matching.links
            if k.ideal and (k.actual or k.asked)
        ]
        bans += tuple(Link(ideal, actual, "banned") for ideal, actual in near)
        result = beside(titles, titles, Comparison(links=bans))
    assert result.score.is_open and {k.by for k in result.matching.links} == {"auto"}, (
        "some pairs nobody spoke of"
    )
    step = next_steps(result)[0]
    assert language(step).startswith(("Decide about the touchpoints", "Решить, что с точками"))
    text = text_report(result, language)
    assert language(_("people turned down all pairs that were found")) in text.partition("\n")[0]
    assert language(_("People turned down all pairs that were found.")) in text
    for report in (text, markdown_report(result, language)):
        assert language(step) in report
        assert "could be linked" not in report and "не удалось" not in report


@pytest.mark.parametrize(("linked", "lined_up"), [(1, "little"), (4, "enough")])
def test_few_links_make_an_interval(linked, lined_up):
    ours = [f"{title} {n}" for n, title in enumerate(HERE * 3)]
    theirs = [f"{title} {n}" for n, title in enumerate(THERE * 3)]
    one, two = side(drawn("ideal", ours), "a.cjm.yaml"), side(drawn("actual", theirs, -1), "b.cjm.yaml")
    links = [Correspondence((f"i{n}",), (f"a{n}",), "same") for n in range(linked)]
    links += [Correspondence((f"i{n}",), (), "missing") for n in range(linked, 15)]
    links += [Correspondence((), (f"a{n}",), "extra") for n in range(linked, 15)]
    result = evaluated(one, two, Matching(tuple(links), (StageLink(("",), ("",), "same", 1.0),)))
    assert sum(bool(k.ideal and k.actual) for k in result.matching.links) == linked
    assert result.score.lined_up == lined_up
    assert result.score.as_point == (lined_up == "enough")
    first = text_report(result, EN).partition("\n")[0]
    assert first.startswith("Gap between ") == (lined_up == "little")
    assert ("hardly any touchpoint could be lined up" in first) == (lined_up == "little")
    assert "Fix the first" not in text_report(result, EN) or lined_up == "enough"
