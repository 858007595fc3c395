"""The list on the first page: what to do, whether it is in doubt; nothing of points where the gap is not known."""

import re
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.besides import KINDS, besides_note
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.figures import delta_text
from cjm_editor.core.line_facts import doubt_told, is_open, measuring_told, range_note, ranked, rests_on
from cjm_editor.core.model import Comparison, JourneyMap, Link, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import Message, words
from cjm_editor.core.todo import is_titled
from cjm_editor.render.display import Polyline, Text
from cjm_editor.render.html import report_html
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks import MarksOptions, comparison_board, comparison_page
from cjm_editor.render.marks_scene import scene_of
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.parts import Style
from cjm_editor.render.report import report_pages
from cjm_editor.render.report_lines import Fact, flowed
from cjm_editor.render.report_paper import FOOT
from cjm_editor.render.theme import LIGHT
from cjm_editor.render.verdict import conclusion, fix_marks, fix_place, gap_after
from tests.compare.generator import side
from tests.compare.scarce import low_coverage
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
    assert "Взяться сразу" in first and "Аналитика (1 240)" in first


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


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_few_known_emotions_leave_no_figure_that_the_interval_contradicts(language):
    """By definition the one known loss is 50 points where the whole gap is 30 to 57: ranges, and no shares."""
    result = low_coverage()
    options = MarksOptions(LIGHT, language)
    pages = report_pages(result, options, MEASURER)
    board = said(comparison_page(result, options, MEASURER))
    html = re.sub("<[^>]+>", " ", web(result, language)).replace("\u00a0", " ")
    told = " ".join(map(said, pages))
    for text in (told, board, html):
        assert all(language.number(figure, 1) not in text for figure in (50.0, 15.0))
        assert language.number(0.75, 2) not in text
        assert f"{language.number(0.45, 2)}–{language.number(0.86, 2)}" in text
    rows = rows_of(pages[0])
    note = language(range_note(result))
    for fix in ranked(result):
        range_told = delta_text(fix, language).replace("\u00a0", " ")
        assert range_told in rows[fix.rank] and range_told in html
    assert note in told.replace("  ", " ") and note in html
    assert not [g for page in pages for g in page.groups if g.key.startswith("steps")]
    assert not [g for g in comparison_board(result, options, MEASURER).groups if g.key == "gap"]


def rows_of(page, prefix="fix:"):
    """The texts of each line of the list, by its rank."""
    return {int(g.key[len(prefix) :]): lines(g) for g in page.groups if g.key.startswith(prefix)}


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
@pytest.mark.parametrize("made", [pairs.boots, pairs.independent], ids=["boots", "independent"])
def test_the_first_page_says_on_paper_what_it_says_on_the_web(made, language):
    """What matters of each line: what became of it, where, doubt, what would be measured, evidence, what is left."""
    result = made()
    told = rows_of(first_page(result, language))
    for fix in ranked(result)[:5]:
        texts = told[fix.rank]
        wanted = [
            doubt_told(result, fix, language),
            measuring_told(result, fix, language),
            rests_on(result, fix, language),
            fix_place(result, fix, language, not is_titled(result, fix)),
            gap_after(result, fix, language),
            delta_text(fix, language),
        ]
        wanted += fix_marks(result, fix, language)[:1] if not is_open(result, fix) else []
        assert [text for text in wanted if text and text.replace("\u00a0", " ") not in texts] == []


def test_facts_flow_into_rows_and_give_way_by_weight():
    scene = scene_of(pairs.boots(), MarksOptions(LIGHT, EN), MEASURER)
    facts = (Fact("Renamed", False, 1), Fact("Purchase", False, 4), Fact("in doubt, 60%", True, 0))
    style, wide = Style(12, 17, 400), MEASURER.width("Renamed", 12, 400)
    rows, are_all = flowed(facts, 400, 400, 1, style, scene)
    assert rows == (facts,) and are_all
    rows, are_all = flowed(facts, wide + 1, 400, 2, style, scene)
    assert rows == (facts[:1], facts[1:]) and are_all
    rows, are_all = flowed(facts, 160, 160, 1, style, scene)
    assert rows == ((facts[0], facts[2]),) and not are_all, "the place gives way before kind and doubt"
    rows, are_all = flowed(facts, 40, 40, 1, style, scene)
    assert rows[0][0].text.endswith("…") and rows[0][0].is_warning and not are_all
    assert flowed(facts, 400, 400, 0, style, scene) == ((), False)


def test_what_is_to_be_found_out_first_is_no_saving_on_the_first_page():
    result = compare(
        drawn("ideal", ("Ищет ботинки", "Мерит ботинки", "Платит курьеру"), 2),
        drawn("actual", ("Ищет ботинки", "Мерит ботинки", "Платит курьеру"), -1),
    )
    points = [replace(t, emotion=None) if t.id == "a2" else t for t in result.actual.journey.touchpoints]
    lived = replace(result.actual.journey, touchpoints=Seq(points))
    result = compare(result.ideal, side(lived, "actual.cjm.yaml"))
    page = first_page(result)
    (asked,) = (fix for fix in result.fixes if fix.asks)
    told = rows_of(page)[asked.rank]
    assert f"{RU.number(asked.delta, 1)}?" in told and "сначала узнать" in told
    assert not [text for text in told if text.startswith(("−", "разрыв станет"))]
    steps = next(g for g in page.groups if g.key == "steps")
    (dashed,) = (item for item in steps.items if isinstance(item, Polyline) and item.dash)
    assert len({y for _x, y in dashed.points}) == 1, "nothing falls there"
    assert "пунктир" in next(g.title for g in page.groups if g.key == "steps-axis")
    assert "?" in web(result).partition('id="all-fixes"')[0].partition("<ol>")[2]


def test_the_key_tells_only_what_the_curves_show():
    titles = ("Ищет ботинки", "Мерит ботинки", "Платит курьеру")

    def key(lived):
        points = [
            Touchpoint(f"a{n}", "", t, emotion=e) for n, (t, e) in enumerate(zip(titles, lived, strict=True))
        ]
        theirs = side(JourneyMap("actual", kind="actual", touchpoints=Seq(points)), "actual.cjm.yaml")
        result = compare(drawn("ideal", titles, 0), theirs)
        (found,) = (g for g in first_page(result).groups if g.key == "key")
        (board,) = (
            g for g in comparison_board(result, MarksOptions(LIGHT, RU), MEASURER).groups if g.key == "key"
        )
        words_ = {"хуже цели", "лучше цели", "не знаем"}
        assert words_ & set(lines(found)) == words_ & set(lines(board))
        return words_ & set(lines(found))

    assert key((0, 0, 0)) == set()
    assert key((0, -1, -1)) == {"хуже цели"}
    assert key((0, 1, 1)) == {"лучше цели"}
    assert key((-1, -1, None)) == {"хуже цели", "не знаем"}
    assert key((-1, 0, 1)) == {"хуже цели", "лучше цели"}


def test_a_filling_across_touchpoints_of_one_map_is_explained():
    for result in (pairs.boots(), pairs.independent()):
        page = first_page(result)
        (note,) = (g for g in page.groups if g.key == "stage-note")
        assert "закраска идёт и над точками одной карты, не больше 3 подряд" in note.title
        assert note.x >= 0 and "Закраска идёт" in web(result)
        assert "закраска идёт" in said(comparison_page(result, MarksOptions(LIGHT, RU), MEASURER))
    titles = ("Ищет ботинки", "Мерит ботинки", "Платит курьеру")
    result = compare(drawn("ideal", titles, 2), drawn("actual", titles, -2))
    assert "закраска идёт" not in (said(first_page(result)) + web(result)).lower()


def worse(result, seed):
    """The same with facts of many kinds that cost no points: each kind at every third touchpoint."""
    kinds = [
        Message(told, values=tuple((name, "Так") for name in re.findall(r"{(\w+)}", told))) for told in KINDS
    ]
    gaps = []
    for n, gap in enumerate(result.touchpoints):
        mine = tuple(kind for k, kind in enumerate(kinds) if (n + k + seed) % 3 == 0)
        gaps.append(replace(gap, facts=mine))
    return replace(result, touchpoints=tuple(gaps))


def noted():
    yield from (pairs.boots(), pairs.boots("boots.en.cjm.yaml"), pairs.independent())
    yield from (worse(result, 1) for result in pairs.extremes().values())
    for seed in range(16):
        result = pairs.random_pair(seed)
        yield from (result, worse(result, seed))


def test_what_costs_no_points_is_told_on_paper_in_whole_sentences():
    """Never cut, never left out, and clear of the box below it, whatever else the page has to tell."""
    told = 0
    for n, result in enumerate(noted()):
        for language in (RU, EN) if n < 30 else ((RU, EN)[n % 2],):
            note = besides_note(result, language)
            page = first_page(result, language)
            found = [group for group in page.groups if group.key == "besides"]
            assert [" ".join(lines(group)) for group in found] == (
                [note.replace("\u00a0", " ")] if note else []
            )
            if note:
                box = next(group for group in page.groups if group.key == "sure")
                assert found[0].y + found[0].h < box.y and box.y + box.h < FOOT
                told += 1
    assert told >= 60
