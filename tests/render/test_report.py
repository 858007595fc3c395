"""The report on A4: the conclusion is its title, everything lies on the page, nothing is lost."""

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.besides import first_lines
from cjm_editor.core.elide import lowered, short
from cjm_editor.core.figures import stage_figures
from cjm_editor.core.line_facts import ranked
from cjm_editor.core.model import Card
from cjm_editor.core.results import Coverage
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import words
from cjm_editor.render.display import Rect, Text
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.marks_axis import Column
from cjm_editor.render.marks_faces import Pair
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import HEIGHT, MARGIN, WIDTH, report_pages
from cjm_editor.render.report_chart import averaged
from cjm_editor.render.theme import DARK, LIGHT
from cjm_editor.render.verdict import conclusion
from tests.compare.pairs import pair
from tests.render import checks, pairs

MEASURER = bundled_measurer()
RU, EN = words("ru"), words("en")
CASES = 60


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


@pytest.fixture(scope="module")
def extremes():
    return pairs.extremes()


def pages_of(result, language=RU, theme=LIGHT):
    return report_pages(result, MarksOptions(theme, language), MEASURER, "21 ноября 2026")


def said(display):
    return " ".join(i.text for g in display.groups for i in g.items if isinstance(i, Text)).replace(
        "\u00a0", " "
    )


def check(pages):
    for page in pages:
        assert (page.width, page.height) == (WIDTH, HEIGHT)
        assert checks.faults(page) == []
        for group in page.groups:
            assert group.x >= MARGIN - 1 and group.x + group.w <= WIDTH - MARGIN + 1, group.key
            above, below = {"running": (36, 25), "foot": (8, 17)}.get(group.key, (8, 25))
            assert group.y >= MARGIN - above and group.y + group.h <= HEIGHT - below, group.key


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_the_sample(boots, language):
    result = boots if language is RU else pairs.boots("boots.en.cjm.yaml")
    pages = pages_of(result, language)
    check(pages)
    assert len(pages) <= 14


def test_random_pairs():
    for seed in range(CASES):
        check(pages_of(pairs.random_pair(seed), (RU, EN)[seed % 2]))


def test_extremes(extremes):
    for result in extremes.values():
        check(pages_of(result))
        check(pages_of(result, EN))


def test_the_title_is_a_conclusion(boots):
    page = pages_of(boots)[0]
    assert page.title == (
        "В точке «Оформляет и оплачивает заказ» ждём «восторг», а получаем «ужас»: "
        "исправление уберёт 18\u00a0% разрыва"
    )
    assert page.title.replace("\u00a0", " ") in said(page)
    assert conclusion(boots, EN).startswith("At “Оформляет и оплачивает заказ” it should be “delight”")


def test_the_conclusion_knows_every_case(extremes, boots):
    told = {name: conclusion(result, RU) for name, result in extremes.items()}
    assert told["empty"] == told["no ideal"] == "Сравнивать не с чем: в эталоне нет точек контакта"
    assert told["no actual"] == "На карте «actual» пока нет точек контакта: разрыв не известен"
    assert told["itself"] == "Разрыва нет: путь нигде не хуже задуманного"
    assert told["assumed"] == "Разрыва нет: путь нигде не хуже, чем думает компания, а местами лучше"
    vague = replace(boots, score=replace(boots.score, coverage=Coverage(0.3, 1.0)))
    assert conclusion(vague, RU).endswith("это самая большая из известных потерь")
    fixes = {boots.matching.links[fix.link].kind: fix for fix in ranked(boots)[::-1] if fix.path is None}
    for kind, start in (("missing", "Точки «Видит, что заказ принят» в жизни нет"), ("extra", "Точка «")):
        only = replace(boots, fixes=(replace(fixes[kind], delta=boots.score.gap / 3),))
        assert conclusion(only, RU).startswith(start)
        assert conclusion(only, RU).endswith("уберёт треть разрыва")


def test_the_conclusion_says_what_the_reference_is(boots):
    for kind, said_of_it in (
        ("assumed", "компания видит «восторг», а на деле «ужас»"),
        ("actual", "на первой карте «восторг», на второй «ужас»"),
    ):
        ideal = replace(boots.ideal, journey=replace(boots.ideal.journey, kind=kind))
        assert f"«Оформляет и оплачивает заказ» {said_of_it}" in conclusion(replace(boots, ideal=ideal), RU)


def keys_of(pages, start):
    return [g.key for page in pages for g in page.groups if g.key.startswith(start)]


def test_five_fixes_stand_on_the_first_page_and_every_one_with_its_reasons_after(boots):
    pages = pages_of(boots)
    assert keys_of(pages[:1], "fix:") == [f"fix:{n}" for n in range(1, 6)]
    assert keys_of(pages[1:], "fix:") == []
    told = list(dict.fromkeys((*keys_of(pages, "why:"), *keys_of(pages, "also:"))))
    assert len(told) == len(boots.fixes)
    text = " ".join(said(page) for page in pages[1:])
    for fix in boots.fixes:
        for reason in fix.reasons:
            assert RU(reason).replace("\u00a0", " ") in text


def test_five_fixes_stand_on_the_first_page_of_every_pair():
    """What is left of five goes to lines that carry no points."""
    for seed in range(CASES):
        result = pairs.random_pair(seed)
        wanted = len(first_lines(result))
        assert result.score.is_open or wanted == min(5, len(result.fixes)) >= min(5, len(ranked(result)))
        assert len(keys_of(pages_of(result, (RU, EN)[seed % 2])[:1], "fix:")) == wanted


def test_few_pages_where_there_is_little_to_say(extremes):
    for name, most in (("empty", 1), ("itself", 2), ("no ideal", 2), ("assumed", 2)):
        assert len(pages_of(extremes[name])) <= most


def test_figures_are_those_of_the_result(boots):
    figures = dict(key_figures(boots, RU))
    first = ranked(boots)[:3]
    assert round(boots.score.gap - first[-1].after, 2) == 18.09 and "18,1" in figures
    assert figures["3"] == "момента истины, все ниже цели"
    text = said(pages_of(boots)[0])
    for points in stage_figures(boots):
        assert RU.number(points, 1) in text or points < 0.05


@pytest.mark.parametrize(
    ("ideal", "actual", "moments", "first"),
    [
        ("ideal", "actual", "all below the target", "points less after"),
        ("ideal", "assumed", "all below the target", "points less after"),
        ("assumed", "actual", "all worse than believed", "points of the gap come from"),
        ("actual", "actual", "all worse in the second map", "points of the gap come from"),
        ("assumed", "assumed", "all worse in the second map", "points of the gap come from"),
        ("actual", "ideal", "all worse in the second map", "points of the gap come from"),
    ],
)
def test_key_figures_have_words_for_each_pair_of_roles(boots, ideal, actual, moments, first):
    sides = [
        replace(one, journey=replace(one.journey, kind=kind))
        for one, kind in ((boots.ideal, ideal), (boots.actual, actual))
    ]
    figures = key_figures(replace(boots, ideal=sides[0], actual=sides[1]), words("en"))
    assert figures[0][1].startswith(first)
    assert figures[1] == ("3", f"moments of truth, {moments}")


def test_without_a_gap_no_moment_of_truth_is_said_to_reach_its_target(extremes):
    assert not any("момент" in text for _value, text in key_figures(extremes["no ideal"], RU))


def test_how_sure_it_is(boots):
    text = " ".join(sureness(boots, RU))
    assert "Связей между картами: 11, под вопросом ни одной." in text
    assert "«Продолжает в приложении»" in text and "опирается на допущение" in text
    links = tuple(
        replace(link, confidence=0.62) if link.kind == "renamed" else link for link in boots.matching.links
    )
    doubtful = replace(boots, matching=replace(boots.matching, links=links))
    told = "Под вопросом 1 связь из 11: «Находит свою пару за минуту» (62\u00a0%, исправление 3)."
    assert told in sureness(doubtful, RU)


def test_date_document_segment_and_page_stand_below(boots):
    pages = pages_of(boots)
    for number, page in enumerate(pages, 1):
        foot = next(g for g in page.groups if g.key == "foot")
        lines = [i.text for i in foot.items if isinstance(i, Text)]
        assert lines == [
            "Ботинки онлайн. Молодой человек на\u00a0ходу",
            f"21 ноября 2026, стр. {number} из {len(pages)}",
        ]


def test_paper_has_one_theme(boots):
    assert pages_of(boots, theme=DARK) == pages_of(boots)


def test_many_touchpoints_are_drawn_as_means_and_it_is_said(extremes):
    pages = pages_of(extremes["300"])
    assert "среднее по 4 соседним точкам" in said(pages[0])
    pairs_of_two = tuple(
        Pair(Column(f"i{n}", f"a{n}", n // 3), 10.0 * n, value, None)
        for n, value in enumerate((1, None, 2, -2))
    )
    means = averaged(pairs_of_two, 2)
    assert [(pair.x, pair.ideal, pair.actual) for pair in means] == [
        (5, 1, None),
        (20, 2, None),
        (30, -2, None),
    ]
    assert [pair.column.stage for pair in means] == [0, 0, 1]


def test_short_cuts_at_words():
    assert short("одно  слово\nи ещё") == "одно слово и ещё"
    assert short("слово " * 40, 20) == "слово слово слово…"
    assert len(short("x" * 5000, 64)) == 64


def lines_of_text(group):
    return [item.text.replace("\u00a0", " ") for item in group.items if isinstance(item, Text)]


def test_names_under_the_curves_break_no_words(boots):
    names = [g for g in pages_of(boots)[0].groups if g.key.startswith("name:")]
    assert len(names) > 10
    for name in names:
        assert " ".join(lines_of_text(name)) == name.title.replace("\u00a0", " ")
        assert name.x >= MARGIN - 1 and name.x + name.w <= WIDTH - MARGIN + 1, (
            name.title
        )  # nothing is cut inside


def test_facts_of_a_fix_are_whole_or_left_out():
    result = pairs.boots("bank-accessibility.cjm.yaml", ideal="after-video", actual="before")
    facts = [
        line for g in pages_of(result)[0].groups if g.key.startswith("fix:") for line in lines_of_text(g)
    ]
    assert "этап «Сложный продукт»" in facts and not any(line.endswith("…") for line in facts)


def test_the_key_names_both_maps_whole_where_they_have_room(boots):
    ideal = replace(boots.ideal, journey=replace(boots.ideal.journey, kind="assumed"))
    (key,) = (g for g in pages_of(replace(boots, ideal=ideal))[0].groups if g.key == "key")
    assert "как думает компания" in lines_of_text(key) and "как есть" in lines_of_text(key)


def test_two_maps_of_one_kind_are_not_mended():
    result = pairs.boots(ideal="actual", actual="mom-actual")
    assert "одно это даёт" in conclusion(result, RU)
    text = " ".join(said(page) for page in pages_of(result))
    assert "Что различается сильнее всего" in text and "Что чинить" not in text
    assert "не найдена на второй карте" in text.lower() or "не найдены на второй карте" in text.lower()
    assert "только на первой карте" not in text.lower() and "нет в жизни" not in text


def test_what_the_company_believes_has_its_own_words():
    result = pairs.boots(ideal="assumed", actual="actual")
    text = " ".join(said(page) for page in pages_of(result))
    assert "как думает компания" in text and "хуже, чем думали" in text
    assert "нет в жизни" not in text and "В эталоне этого нет" not in text


def test_nothing_is_called_missing_while_a_candidate_stands_open(boots):
    number = next(n for n, link in enumerate(boots.matching.links) if link.maybe and link.ideal)
    links = tuple(
        replace(link, maybe=tuple(replace(c, confidence=0.4) for c in link.maybe))
        for link in boots.matching.links
    )
    fix = next(fix for fix in boots.fixes if fix.link == number and fix.path is None)
    only = replace(boots, fixes=(replace(fix, rank=1),), matching=replace(boots.matching, links=links))
    assert conclusion(only, RU).startswith(
        "Для точки «Договаривается с курьером о времени» в жизни не нашлось"
    )


def test_with_few_known_emotions_the_gap_is_an_interval_everywhere(boots):
    vague = replace(boots, score=replace(boots.score, coverage=Coverage(0.3, 1.0)))
    for language in (RU, EN):
        pages = pages_of(vague, language)
        check(pages)
        for page in pages:
            text = said(page)
            assert str(round(boots.score.gap)) not in text.split() and "разрыв станет" not in text
            assert "gap falls" not in text and not [g for g in page.groups if g.key == "steps"]
        assert language.range(46, 52, 0) in said(pages[0]) and language.range(46, 52, 0) in said(pages[-1])


def test_every_further_page_has_a_head_and_says_how_many_there_are(boots):
    pages = pages_of(boots, EN)
    for number, page in enumerate(pages, 1):
        assert bool([g for g in page.groups if g.key == "running"]) == (number > 1)
        assert f"p. {number} of {len(pages)}" in said(page)


def test_a_title_of_thousands_of_letters_fills_no_pages(extremes):
    pages = pages_of(extremes["long"])
    check(pages)
    text = " ".join(said(page) for page in pages)
    assert 2 * 14 <= text.count("Очень длинное название") < 2 * 50 and len(pages) < 5  # of two with 200 each
    assert 2 <= markdown_report(extremes["long"], RU).count("Очень длинное название") < 2 * 50
    assert "«»" not in text + text_report(extremes["long"], RU), "what has no title is named by its id"


def test_a_long_card_flows_over_pages(boots):
    pain = Card("Очень длинная боль. " * 400)
    points = [replace(t, cards=(("pains", (pain,)),)) for t in boots.actual.journey.touchpoints][:1]
    others = list(boots.actual.journey.touchpoints)[1:]
    lived = replace(boots.actual.journey, touchpoints=Seq((*points, *others)))
    pages = pages_of(compare(boots.ideal, replace(boots.actual, journey=lived)))
    check(pages)
    assert sum("длинная боль" in said(page) for page in pages) > 1


def test_a_long_list_is_all_there(extremes):
    result = extremes["300"]
    told = dict.fromkeys(keys_of(pages_of(result), "why:"))
    assert len(told) == len(ranked(result)) > 60
    assert len(dict.fromkeys(keys_of(pages_of(result), "sheet:"))) == len(result.matching.links)


def test_lone_points_of_a_dense_chart_are_dots(extremes):
    journey = extremes["300"].actual.journey
    some = [t if n % 4 == 0 else replace(t, emotion=None) for n, t in enumerate(journey.touchpoints)][:70]
    result = pairs.compare(
        pairs.side(replace(journey, id="i", kind="ideal", touchpoints=pairs.Seq(some))),
        pairs.side(replace(journey, touchpoints=pairs.Seq(some))),
    )
    (dots,) = (g for g in pages_of(result)[0].groups if g.key == "dots-actual")
    assert len(dots.items) == sum(t.emotion is not None for t in some)


def test_numbers_in_a_row_are_a_run(boots):
    fixes = [
        replace(fix, rank=n, weaker="assumption") for n, fix in zip((1, 2, 3, 5), boots.fixes, strict=False)
    ]
    assert any("Fixes 1–3 and 5 rest" in text for text in sureness(boots, EN, fixes))


def test_the_names_of_a_crowded_chart_are_whole():
    """Three rows of names, titles of stages in two lines and what they add below where it cannot stand beside."""
    result = pairs.boots(ideal="actual", actual="mom-actual")
    page = pages_of(result)[0]
    names = [group for group in page.groups if group.key.startswith("name:")]
    cut = [name.title for name in names if any(item.text.endswith("…") for item in name.items)]
    assert len(names) >= 22 and len(cut) <= 1
    stages = [g for g in page.groups if g.key == "chart" and g.role == "stage"]
    assert not [s.title for s in stages if any(getattr(item, "text", "").endswith("…") for item in s.items)]
    joints = [g for g in page.groups if g.key == "rule"]
    figures = [
        (item, rule)
        for stage in stages
        for rule in stage.items
        if isinstance(rule, Rect)
        for item in stage.items
        if isinstance(item, Text) and item.text.replace(",", "").isdecimal()
    ]
    assert len(figures) + len(joints) == len(stages) == 8  # stages that were merged share a figure
    assert all(item.y < rule.y for item, rule in figures), "no figure hangs below its rule"


@pytest.mark.parametrize(
    "names",
    [("assumed", "actual"), ("actual", "mom-actual"), ("ideal", "actual"), ("mom-ideal", "mom-actual")],
)
def test_no_stage_or_touchpoint_begins_at_the_foot_of_a_page(names):
    for page in pages_of(pairs.boots(ideal=names[0], actual=names[1]))[1:-1]:
        body = [group for group in page.groups if group.key not in ("foot", "running")]
        last = max(body, key=lambda group: group.y + group.h)
        assert not last.key.startswith(("stage", "counts", "matched-", "evidence-side")), last.key
        if last.key.startswith("sheet"):
            assert len({item.y for item in last.items if isinstance(item, Text)}) > 3


def test_no_page_begins_with_continued_where_nothing_goes_on():
    """In the last of these pairs only the free room below a touchpoint has no place on its page."""
    found = 0
    for seed in range(32, 36):
        for page in pages_of(pairs.random_pair(seed))[1:]:
            for group in page.groups:
                texts = [item.text for item in group.items if isinstance(item, Text)]
                if texts and texts[0].endswith(", продолжение"):
                    assert len(texts) > 1, (seed, texts)
                    found += 1
    assert found > 2


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_long_titles_are_written_on_several_lines_and_nothing_stands_in_their_way(boots, language):
    """Two maps of one kind are called by their titles; the document's stands at the foot of each page."""
    long = "Покупка зимней обуви в сети магазинов региона: путь от первых холодов до второго сезона носки"
    titles = [f"Карта {n}: {long} с учётом возвратов" for n in (1, 2)]
    document = replace(boots.ideal.document, title=f"{long}, третье исследование")
    ideal, actual = (
        replace(side, document=document, journey=replace(side.journey, title=title, kind="actual"))
        for side, title in zip((boots.ideal, boots.actual), titles, strict=True)
    )
    pages = pages_of(replace(boots, ideal=ideal, actual=actual), language)
    check(pages)
    for page in pages:
        told = said(page)
        assert all(lowered(title) in told for title in titles)
        assert document.title in told
    first = {group.key: group for group in pages[0].groups}
    assert first["sure"].y + first["sure"].h < first["foot"].y
    assert len([key for key in first if key.startswith("fix:")]) == 5


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_first_and_the_last_name_under_crowded_curves_are_whole(language):
    rows_seen = 0
    for seed in range(4):
        made = pair("edits-30", 24, language, seed)
        pages = pages_of(compare(made.ideal, made.actual), words(language))
        names = [group for group in pages[0].groups if group.key.startswith("name:")]
        rows = {group.y: [other for other in names if other.y == group.y] for group in names}
        ends = [max(row, key=lambda g: side * g.x) for row in rows.values() for side in (1, -1)]
        rows_seen += len(rows)
        for group in ends:
            assert not lines_of_text(group)[-1].endswith("…"), group.title
            assert group.x >= MARGIN - 1 and group.x + group.w <= WIDTH - MARGIN + 1
    assert rows_seen >= 6
