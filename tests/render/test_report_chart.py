"""The stages over the report's chart: every point of the gap stands there once, also where stages were merged."""

from dataclasses import replace
from itertools import pairwise

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.line_facts import FIRST_FIXES, ranked
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Line, Rect, Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.marks_scene import scene_of
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.report_chart import curves_chart
from cjm_editor.render.report_stages import stages_meaning
from cjm_editor.render.theme import LIGHT
from tests.render import pairs

MEASURER = bundled_measurer()
RU, EN = words("ru"), words("en")
TITLES = ("Ищет в каталоге", "Сравнивает цены", "Оплачивает картой", "Получает посылку")


def journey(kind, stages, emotion):
    """Four touchpoints over stages that each hold as many as `stages` says."""
    made, at = [], 0
    for title, count in stages:
        for _n in range(count):
            made.append(
                Touchpoint(f"{kind}{at}", title, TITLES[at], emotion=emotion - at * 0.5, importance=3)
            )
            at += 1
    return JourneyMap(kind, kind, kind, stages=tuple(Stage(t, t) for t, _n in stages), touchpoints=Seq(made))


@pytest.fixture(scope="module")
def merged():
    """Two stages of the reference are one in the lived map, a third one is left alone."""
    ideal = journey("ideal", (("Выбор", 1), ("Сравнение", 1), ("Оплата", 1), ("Доставка", 1)), 2.0)
    actual = journey("actual", (("Выбор", 1), ("Всё остальное", 3)), 0.0)
    return compare(pairs.side(ideal), pairs.side(actual))


def scene_for(result, language=RU):
    return scene_of(result, MarksOptions(LIGHT, language), MEASURER)


def printed(result, language=RU, width=760.0):
    """The figures over the stages of the chart."""
    found = []
    for group in curves_chart(scene_for(result, language), 0, 0, width).groups:
        if group.role == "stage":
            found += [i.text for i in group.items if isinstance(i, Text)]
    figures = [text.replace(",", ".") for text in found]
    return [float(text) for text in figures if text.replace(".", "").isdecimal()]


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_points_over_stages_add_up_to_the_gap(merged, language):
    assert [len(gap.ideal) for gap in merged.stages] == [1, 3]
    figures = printed(merged, language)
    assert len(figures) == 2
    assert sum(figures) == pytest.approx(round(merged.score.gap, 1), abs=1e-6)


def test_points_over_stages_of_random_pairs_add_up():
    for seed in range(40):
        result = pairs.random_pair(seed)
        if not result.score.as_point or not result.ideal.journey.stages or not result.actual.journey.stages:
            continue
        figures = printed(result, width=6000.0)
        assert sum(figures) == pytest.approx(round(result.score.gap, 1), abs=0.051), seed


def test_one_line_runs_over_merged_stages(merged):
    groups = curves_chart(scene_for(merged), 0, 0, 760.0).groups
    rules = [g for g in groups if g.key == "rule"]
    stages = [g for g in groups if g.key == "chart" and g.role == "stage"]
    assert [r.x for r in rules] == pytest.approx([s.x + s.w for s in stages[1:3]])
    assert all(isinstance(r.items[0], Rect | Line) for r in rules)


def test_the_page_says_what_the_figures_are(merged):
    assert "одно на этапы под сплошной чертой" in report_html(merged, MarksOptions(LIGHT, RU), MEASURER)
    assert "under an unbroken line" in EN(stages_meaning(scene_for(merged, EN)))
    plain = stages_meaning(scene_for(pairs.boots()))
    assert "сплошной чертой" not in RU(plain)
    assert stages_meaning(scene_for(replace(merged, score=replace(merged.score, gap=None)))) is None


def test_a_title_on_the_first_page_is_whole_where_there_is_room_for_it():
    """Five lines of which one takes two rows stand closer before that one is cut."""
    result = pairs.boots()
    ideal = result.ideal.journey
    long = "Администратор встречает и провожает в кабинет врача на втором этаже"
    numbers = {fix.link for fix in result.fixes[:2] if fix.path is None}
    ids = {id for number in numbers for id in result.matching.links[number].ideal}
    points = Seq(replace(t, title=long) if t.id in ids else t for t in ideal.touchpoints)
    named = replace(result, ideal=replace(result.ideal, journey=replace(ideal, touchpoints=points)))
    page = report_pages(named, MarksOptions(LIGHT, RU), MEASURER, "")[0]
    told = [
        " ".join(i.text for i in g.items if isinstance(i, Text)).replace("\u00a0", " ")
        for g in page.groups
        if g.key.startswith("fix") and "Администратор" in g.title
    ]
    assert told and all("…" not in text for text in told)


def test_titles_of_narrow_stages_are_hyphenated_and_not_cut():
    """Eight stages of an ordinary map of 300 touchpoints on A4: none of them is called “Под-бор…”."""
    names = ("Подбор", "Оценка альтернатив", "Оформление заказа", "Использование", "Знакомство")
    names += ("Регистрация", "Обслуживание", "Повторное обращение")
    sizes = (2, 60, 20, 20, 40, 3, 20, 30)
    stages = tuple(Stage(f"s{n}", name) for n, name in enumerate(names))
    points = Seq(
        [
            Touchpoint(f"t{n}-{k}", f"s{n}", f"Шаг {n} {k}")
            for n, size in enumerate(sizes)
            for k in range(size)
        ]
    )
    sides = (
        pairs.side(JourneyMap(kind, kind=kind, stages=stages, touchpoints=points))
        for kind in ("ideal", "actual")
    )
    groups = curves_chart(scene_for(compare(*sides)), 0, 0, 682.0).groups
    titles = [g for g in groups if g.role == "stage" and g.key == "chart"]
    assert [g.title for g in titles] == list(names)
    for group in titles:
        lines = [i.text for i in group.items if isinstance(i, Text) and not i.text.replace(",", "").isdigit()]
        whole = "".join(line[:-1] if line.endswith("-") else f"{line} " for line in lines).strip()
        assert whole.replace("\u00a0", " ") == group.title, lines


@pytest.mark.parametrize("width", [720.0, 250.0, 120.0])
def test_every_one_of_the_first_fixes_is_named_in_the_chart(width):
    """By the title it has in the list, and where there is no room for all names, those of the first fixes alone."""
    result = pairs.independent()
    groups = curves_chart(scene_for(result), 0, 0, width).groups
    named = {g.title for g in groups if g.role == "label"}
    for fix in ranked(result)[:FIRST_FIXES]:
        link = result.matching.links[fix.link]
        map, ids = (result.ideal.journey, link.ideal) if link.ideal else (result.actual.journey, link.actual)
        assert any(map.touchpoints.get(id).title in named for id in ids), link
    rows = {}
    for g in groups:
        if g.role == "label":
            rows.setdefault(g.y, []).append(g)
    for row in rows.values():
        row.sort(key=lambda g: g.x)
        assert all(a.x + a.w <= b.x + 0.01 for a, b in pairwise(row))


def test_pairs_are_named_by_the_reference_and_extras_by_their_own_title():
    """One rule, whether a touchpoint is among the first fixes or not, and where it has moved."""
    result = pairs.independent()
    named = {g.title for g in curves_chart(scene_for(result), 0, 0, 760.0).groups if g.role == "label"}
    ideal, actual = result.ideal.journey.touchpoints, result.actual.journey.touchpoints
    for link in result.matching.links:
        ours = {ideal.get(id).title for id in link.ideal}
        theirs = {actual.get(id).title for id in link.actual}
        assert ours <= named and (ours or theirs <= named), link
        if len(link.ideal) == len(link.actual) == 1 and ours != theirs:
            assert not theirs & named, link


def test_titles_of_merged_stages_are_of_one_size_and_stand_on_one_line():
    ideal = journey(
        "ideal", (("Выбор", 1), ("Обслуживание и сопровождение", 1), ("Оплата", 1), ("Доставка", 1)), 2.0
    )
    actual = journey("actual", (("Выбор", 1), ("Всё остальное", 3)), 0.0)
    chart = curves_chart(scene_for(compare(pairs.side(ideal), pairs.side(actual))), 0, 0, 420.0)
    stages = [g for g in chart.groups if g.role == "stage" and g.key == "chart"]
    joined = [g for g in stages if g.title != "Выбор"]
    texts = [[i for i in g.items if isinstance(i, Text) and any(map(str.isalpha, i.text))] for g in joined]
    assert max(map(len, texts)) == 2, "one of the titles is too long for a line"
    assert len({(i.size, i.weight) for title in texts for i in title}) == 1
    assert len({round(title[-1].y, 3) for title in texts}) == 1


LONG = (
    "Изучает условия на сайте страховой",
    "Рассчитывает стоимость полиса",
    "Получает консультацию страхового агента",
    "Заполняет заявление онлайн",
    "Страховая просит прислать ещё один снимок",
    "Приходит сообщение с предварительным решением",
    "Загружает фотографии автомобиля",
    "Узнаёт окончательное решение",
    "Встречается с экспертом на осмотре",
    "Согласует перечень дополнительных повреждений",
    "Покупает навязанную услугу",
    "Подписывает договор",
    "Получает полис",
    "Вносит первый платёж",
    "Досрочно расторгает договор",
    "Пишет заявление о частичном возврате взноса",
    "Получает деньги на карту",
    "Рассказывает знакомым",
    "Получает поздравление",
    "Видит напоминание о следующем продлении",
)


@pytest.mark.parametrize("width", [720.0, 682.0])
def test_long_names_are_higher_rather_than_cut_or_in_the_margins(width):
    points = Seq([Touchpoint(f"t{n}", f"s{n // 5}", title, emotion=1.0) for n, title in enumerate(LONG)])
    stages = tuple(Stage(f"s{n}", name) for n, name in enumerate(("Выбор", "Заявка", "Сделка", "После")))
    sides = (
        pairs.side(JourneyMap(kind, kind=kind, stages=stages, touchpoints=points))
        for kind in ("ideal", "actual")
    )
    groups = curves_chart(scene_for(compare(*sides)), 56, 0, width).groups
    names = [group for group in groups if group.key.startswith("name:")]
    assert [group.title for group in sorted(names, key=lambda g: int(g.key[5:]))] == list(LONG)
    for group in names:
        lines = [item.text for item in group.items]
        assert not lines[-1].endswith("…"), lines
        assert group.x >= 55.9 and group.x + group.w <= 56.1 + width, group.title
