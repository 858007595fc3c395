"""The list on the first page: what to do, whether it is in doubt; nothing of points where the gap is not known."""

import re
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.model import Comparison, JourneyMap, Link, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.sureness import sureness
from cjm_editor.render.theme import LIGHT
from cjm_editor.render.verdict import conclusion, key_figures
from tests.compare.generator import side
from tests.render import pairs

MEASURER = bundled_measurer()
RU, EN = words("ru"), words("en")


def first_page(result, language=RU):
    return report_pages(result, MarksOptions(LIGHT, language), MEASURER)[0]


def lines(group):
    return [item.text.replace("\u00a0", " ") for item in group.items if isinstance(item, Text)]


def said(page):
    return " ".join(text for group in page.groups for text in lines(group))


def web(result, language=RU):
    return report_html(result, MarksOptions(LIGHT, language), MEASURER)


def drawn(kind, titles, emotion):
    points = [Touchpoint(f"{kind[0]}{n}", "", title, emotion=emotion) for n, title in enumerate(titles)]
    return side(JourneyMap(kind, title=kind, kind=kind, touchpoints=Seq(points)), f"{kind}.cjm.yaml")


@pytest.mark.parametrize("theirs", [("Банк", "Анкета", "Договор"), ()])
@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_where_the_gap_is_not_known_the_first_page_says_what_to_do(theirs, language):
    result = compare(drawn("ideal", ("搜索产品", "阅读评论", "付款"), 2), drawn("actual", theirs, -2))
    page = first_page(result, language)
    assert not [g for g in page.groups if g.role == "area" or g.key.startswith(("fix:", "steps"))]
    told = [g.title for g in page.groups if g.key.startswith("next:")]
    assert told == [language(step) for step in next_steps(result)] and told
    assert key_figures(result, language) == ()
    assert not re.search(r"−\d", said(page)) and "?" in lines(next(g for g in page.groups if g.key == "gap"))
    html = web(result, language)
    assert all(step in html for step in told) and 'id="fixes"' not in html and 'id="all-fixes"' not in html
    assert conclusion(result, language) in html


@pytest.fixture(scope="module")
def doubtful():
    """The boots with the link in doubt on which the first line, and so the conclusion, rests, and four others."""
    boots = pairs.boots()
    ranked = [fix for fix in boots.fixes if not fix.also]
    links = list(boots.matching.links)
    others = [
        n for n, k in enumerate(links) if k.ideal and k.actual and n not in {f.link for f in ranked[:5]}
    ]
    for n in (*others[:4], ranked[0].link):
        links[n] = replace(links[n], confidence=0.66, by="auto")
    return replace(boots, matching=replace(boots.matching, links=tuple(links)))


def test_a_doubt_stands_at_its_line_in_every_format(doubtful):
    page = first_page(doubtful)
    first = next(g for g in page.groups if g.key == "fix:1")
    assert "связь под вопросом, 66 %" in lines(first)
    html = web(doubtful)
    summary = html.replace("\u00a0", " ").partition('id="all-fixes"')[0].partition("<ol>")[2]
    assert "связь под вопросом, 66 %" in summary.partition("</li>")[0]
    for report in (text_report(doubtful, RU), markdown_report(doubtful, RU)):
        row = report.replace("\u00a0", " ").partition("Что чинить первым")[2]
        assert "связь под вопросом, 66 %" in row.partition("2.")[0]


def test_the_box_names_first_what_the_first_lines_rest_on(doubtful):
    told = next(text for text in sureness(doubtful, RU) if "под вопросом" in text.lower())
    assert re.search(
        r"^Под вопросом \d связ\w+ из \d+: «Оформляет и оплачивает заказ» \(66\s%, исправление 1\)", told
    )


def test_a_line_says_what_to_do_its_kind_evidence_and_quadrant():
    page = first_page(pairs.boots())
    first = lines(next(g for g in page.groups if g.key == "fix:1"))
    assert "Скидка из письма применяется сама" in first and "Разделена" in first
    assert "Взяться сразу" in first and "Аналитика · 1 240" in first


def test_filling_ends_where_touchpoints_are_not_linked():
    ours = [Touchpoint(f"i{n}", "", f"Шаг {n}", emotion=2) for n in range(4)]
    theirs = [Touchpoint(f"a{n}", "", f"Step {n}", emotion=-2) for n in range(4)]
    sides = (
        side(JourneyMap("i", kind="ideal", touchpoints=Seq(ours)), "a.cjm.yaml"),
        side(JourneyMap("a", kind="actual", touchpoints=Seq(theirs)), "b.cjm.yaml"),
    )
    pins = [Link(("i0",), ("a0",), "pinned"), Link(("i3",), ("a3",), "pinned")]
    alone = [Link((f"i{n}",), (), "pinned") for n in (1, 2)] + [
        Link((), (f"a{n}",), "pinned") for n in (1, 2)
    ]
    apart = compare(*sides, Comparison(links=(*pins, *alone)))
    assert sum(bool(k.ideal and k.actual) for k in apart.matching.links) == 2
    assert not [g for g in first_page(apart).groups if g.role == "area"]
    linked = tuple(Link((f"i{n}",), (f"a{n}",), "pinned") for n in range(4))
    assert [g for g in first_page(compare(*sides, Comparison(links=linked))).groups if g.role == "area"]


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_the_place_of_a_line_is_whole_where_the_gap_can_stand_below(language):
    """The gap that is left goes beside the second row of facts where the first needs its room."""
    page = first_page(pairs.boots(), language)
    told = [text for group in page.groups if group.key.startswith("fix:") for text in lines(group)]
    assert len([text for text in told if text.startswith(("разрыв станет", "gap falls to"))]) == 5
    assert not [text for text in told if "…" in text]


def test_a_conclusion_that_rests_on_a_doubt_says_so(doubtful):
    assert conclusion(doubtful, RU).endswith("разрыва, если связь верна (66\u00a0%)")
    assert conclusion(doubtful, EN).endswith("if the link is right (66%)")
    assert "если связь" not in conclusion(pairs.boots(), RU)


def test_few_known_emotions_ask_to_be_asked_for():
    points = [Touchpoint(f"t{n}", "", title) for n, title in enumerate(("Ищет квартиру", "Звонит агенту"))]
    sides = (
        side(JourneyMap(k, kind=k, touchpoints=Seq(points)), f"{k}.cjm.yaml") for k in ("ideal", "actual")
    )
    result = compare(*sides)
    told = [g.title for g in first_page(result).groups if g.key.startswith("next:")]
    assert told == [RU(step) for step in next_steps(result)] and told[0].startswith("Спросить клиентов")
    assert all(step in web(result) for step in told)
    unknown = replace(pairs.boots(), score=replace(pairs.boots().score, lined_up="little"))
    assert any("протянуть линию" in text for text in sureness(unknown, RU))
