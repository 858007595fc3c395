"""The comparison board: everything in its place, nothing covered, every link marked, for any pair of maps."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.roles import roles, side
from cjm_editor.core.figures import contribution_figures
from cjm_editor.core.model import Comparison, Link, Segment, Touchpoint
from cjm_editor.core.results import Coverage
from cjm_editor.core.role_words import role_words
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from cjm_editor.render.display import FULL, Text, visible
from cjm_editor.render.headline import gap_number, headline, whole_width
from cjm_editor.render.marks import MarksOptions, comparison_board, comparison_page
from cjm_editor.render.marks_axis import axis_of
from cjm_editor.render.marks_faces import pairs_of, told_apart
from cjm_editor.render.marks_layout import (
    BAND,
    CARD_HEIGHT,
    ROW_PADDING,
    STAGE_HEADER,
    fitted_column,
    grid_of,
)
from cjm_editor.render.marks_scene import NARROWEST, WIDEST, scene_of
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import DARK, LIGHT, PRINT
from tests.render import checks, pairs

MEASURER = bundled_measurer()
RU = MarksOptions(LIGHT, words("ru"))
EN = MarksOptions(LIGHT, words("en"))
LAID_OUT = 200


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


@pytest.fixture(scope="module")
def extremes():
    return pairs.extremes()


def all_text(display):
    return " ".join(i.text for g in display.groups for i in g.items if isinstance(i, Text)).replace(
        "\u00a0", " "
    )


def placed(result):
    """Numbers of the links that have a touchpoint on the axis."""
    scene = scene_of(result, RU, MEASURER)
    return set(scene.link_of_ideal.values()) | set(scene.link_of_actual.values())


def marks_of(display):
    return Counter(int(g.key.split(":")[1]) for g in display.groups if g.role == "mark")


def check(result, options=RU):
    display = comparison_board(result, options, MEASURER)
    assert checks.faults(display) == []
    assert marks_of(display) == Counter(placed(result))
    for group in display.groups:
        assert group.x >= -0.5 and group.x + group.w <= display.width + 0.5, group.key
        assert group.y >= -0.5 and group.y + group.h <= display.height + 0.5, group.key
    return display


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=lambda theme: theme.name)
def test_the_sample_in_every_theme_and_language(boots, theme, language):
    check(boots, MarksOptions(theme, words(language)))


def test_random_pairs():
    kinds = Counter()
    for seed in range(LAID_OUT):
        result = pairs.random_pair(seed)
        kinds.update(link.kind for link in result.matching.links)
        check(result, RU if seed % 2 else EN)
    assert set(kinds) >= {"same", "changed", "renamed", "moved", "split", "merged", "missing", "extra"}


@pytest.mark.parametrize("scale", [0.9, 1.15])
def test_a_font_of_another_width(boots, scale):
    display = comparison_board(boots, RU, checks.Scaled(MEASURER, scale))
    assert checks.faults(display) == []


def test_extremes(extremes):
    for name, result in extremes.items():
        for options in (RU, EN):
            display = check(result, options)
            page = comparison_page(result, options, MEASURER, "21 ноября 2026")
            assert checks.faults(page) == [], name
            assert page.width >= display.width


def test_columns_keep_both_orders():
    for seed in range(LAID_OUT):
        result = pairs.random_pair(seed)
        scene = scene_of(result, RU, MEASURER)
        axis = axis_of(scene)
        assert [c.ideal for c in axis.columns if c.ideal] == list(scene.ideal)
        assert [c.actual for c in axis.columns if c.actual] == list(scene.actual)
        assert [c.stage for c in axis.columns] == sorted(c.stage for c in axis.columns)
        for column in axis.columns:
            if column.ideal and column.actual:
                ours, theirs = scene.link_of_ideal[column.ideal], scene.link_of_actual[column.actual]
                assert ours == theirs, "what is not linked has a column of its own"


def test_what_did_not_move_stands_in_one_column(boots):
    scene = scene_of(boots, RU, MEASURER)
    columns = {(c.ideal, c.actual) for c in axis_of(scene).columns}
    for id in (
        "ad",
        "site",
        "filter",
        "favorites",
        "app",
        "letter",
        "basket",
        "delivery",
        "courier",
        "advise",
    ):
        assert (id, id) in columns
    assert ("reviews", "") in columns and ("", "reviews") in columns


def test_of_two_that_changed_places_one_stands_in_one_column():
    titles = ("Ищет", "Выбирает", "Платит", "Ждёт")
    points = [Touchpoint(f"t{n}", "s0", title) for n, title in enumerate(titles)]
    ideal = pairs.journey("i", "ideal", points, ["Путь"])
    actual = pairs.journey("a", "actual", [points[n] for n in (0, 2, 1, 3)], ["Путь"])
    result = pairs.compare(pairs.side(ideal), pairs.side(actual))
    assert [link.flags for link in result.matching.links].count(("moved", "swapped")) == 2
    columns = axis_of(scene_of(result, RU, MEASURER)).columns
    assert len(columns) == 5
    assert sum(bool(column.ideal and column.actual) for column in columns) == 3


def test_stages_of_maps_that_have_nothing_in_common_alternate():
    """Both curves then run over the whole width, one below the other."""
    ideal = pairs.journey(
        "i", "ideal", [pairs.point(f"i{n}", f"s{n}") for n in range(3)], "Поиск Выбор Оплата".split()
    )
    actual = pairs.journey(
        "a", "actual", [pairs.point(f"a{n}", f"s{n}") for n in range(3)], "Утро День Вечер".split()
    )
    result = pairs.compare(pairs.side(ideal), pairs.side(actual))
    axis = axis_of(scene_of(result, RU, MEASURER))
    assert not any(link.ideal and link.actual for link in result.matching.stages)
    assert [stage.is_extra for stage in axis.stages] == [True, False, True, False, True, False]
    assert len(axis.columns) == 6


def test_groups_of_a_link_share_a_key_and_lead_to_their_maps(boots):
    display = comparison_board(boots, RU, MEASURER)
    split = next(n for n, link in enumerate(boots.matching.links) if link.kind == "split")
    mine = [g for g in display.groups if g.key == f"link:{split}"]
    assert Counter(g.role for g in mine) == {"touchpoint": 3, "mark": 1, "metric": 1}
    at = {(g.at.map, g.at.id) for g in mine if g.role == "touchpoint"}
    assert at == {("ideal", "basket"), ("actual", "basket"), ("actual", "operator")}


def test_columns_fit_their_titles(boots, extremes):
    assert NARROWEST <= fitted_column(scene_of(boots, RU, MEASURER)) < WIDEST
    assert fitted_column(scene_of(boots, replace(RU, column=1000.0), MEASURER)) == WIDEST
    scene = scene_of(extremes["300"], RU, MEASURER)
    assert grid_of(axis_of(scene), scene).width < 300 * WIDEST


def test_a_gap_is_filled_only_where_both_curves_are_known(extremes):
    display = comparison_board(extremes["unknown"], RU, MEASURER)
    assert not [g for g in display.groups if g.role == "area"]
    assert not [g for g in display.groups if g.role == "curve" and g.key.startswith("actual")]


def cut_pair():
    """Four linked steps, the second of which was cut: missing here, extra there, and equally felt."""
    titles = ("Ищет в каталоге", "Сравнивает цены", "Оплачивает картой", "Получает посылку")
    ideal = [Touchpoint(f"i{n}", "s0", title, emotion=1.0) for n, title in enumerate(titles)]
    actual = [
        Touchpoint(f"a{n}", "s0", title, emotion=1.0 if n == 1 else -1.0) for n, title in enumerate(titles)
    ]
    sides = [
        pairs.side(pairs.journey(kind, kind, points, ["Путь"]))
        for kind, points in (("ideal", ideal), ("actual", actual))
    ]
    return compare(*sides, Comparison("ideal", "actual", links=(Link(("i1",), ("a1",), "banned"),)))


def test_faces_of_what_was_cut_stand_apart_with_nothing_filled_between():
    result = cut_pair()
    assert sorted(link.kind for link in result.matching.links).count("missing") == 1
    display = comparison_board(result, RU, MEASURER)
    faces = {(g.key, g.at.id): g for g in display.groups if g.role == "face"}
    target, lived = faces["target", "i1"], faces["face", "a1"]
    assert target.x != lived.x
    assert not any(
        area.x < face.x + face.w / 2 < area.x + area.w
        for area in display.groups
        if area.role == "area"
        for face in (target, lived)
    )
    assert [g for g in display.groups if g.role == "area"], "between the others the gap is filled"


def test_the_board_fills_where_page_one_does():
    for seed in range(40):
        result = pairs.random_pair(seed)
        scene = scene_of(result, RU, MEASURER)
        axis = axis_of(scene)
        grid = grid_of(axis, scene)
        told = told_apart(pairs_of(axis, grid, scene), scene)
        areas = [g for g in comparison_board(result, RU, MEASURER).groups if g.role == "area"]
        for area in areas:
            assert any(a - 0.01 <= area.x and area.x + area.w <= b + 0.01 for a, b in told), seed
        ends = {round(x, 3) for stretch in told for x in stretch}
        linked = {
            round(grid.centre(n), 3)
            for n, c in enumerate(axis.columns)
            if any(
                scene.kind_of(number) not in ("missing", "extra")
                for number in (scene.link_of_ideal.get(c.ideal), scene.link_of_actual.get(c.actual))
                if number is not None
            )
        }
        assert ends <= linked, seed


def test_equal_emotions_are_one_face(extremes):
    display = comparison_board(extremes["itself"], RU, MEASURER)
    assert len([g for g in display.groups if g.role == "face"]) == 1
    assert not [g for g in display.groups if g.role == "area"]


def test_contributions_are_those_of_the_score(boots):
    display = comparison_board(boots, RU, MEASURER)
    said = {g.key: g.title for g in display.groups if g.role == "metric"}
    for number, points in contribution_figures(boots).items():
        if points:
            assert said[f"link:{number}"].endswith(words("ru").number(points, 1))
    for number in boots.surplus:
        if dict(boots.score.by_link).get(number, 0) < 0.05:
            assert said[f"link:{number}"] == "лучше цели"


def test_every_pain_of_the_lived_map_is_there_or_counted(boots, extremes):
    text = all_text(comparison_board(boots, RU, MEASURER))
    for pain in ("Скидка из письма не действует", "О сроках молчат"):
        assert all(word in text for word in pain.split())
    assert "ещё 5" in all_text(comparison_board(extremes["pains"], RU, MEASURER))


def test_roles_are_named_by_the_maps(extremes, boots):
    assert role_words(boots, words("ru")).ideal == "Как должно быть"
    assert role_words(extremes["assumed"], words("ru")).better == "лучше, чем думали"
    names = role_words(extremes["two actual"], words("ru"))
    assert names.ideal != names.actual


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_page_names_the_segments_of_both_maps_or_none(boots, language):
    def of(side, title):
        document = replace(side.document, title="Проба", segments=(Segment(title, title),))
        return replace(side, document=document, journey=replace(side.journey, segment=title))

    def heading(ideal, actual, kind="ideal"):
        ours, theirs = of(boots.ideal, ideal), of(boots.actual, actual)
        theirs = replace(theirs, journey=replace(theirs.journey, title="Своя"))
        ours = replace(ours, journey=replace(ours.journey, kind=kind, title="Наша"))
        page = comparison_page(replace(boots, ideal=ours, actual=theirs), options, MEASURER)
        (head,) = (g for g in page.groups if g.key == "title")
        title, below = (item.text for item in head.items)
        assert title == "Проба"
        return below

    options = MarksOptions(PRINT, words(language))
    plain = heading("", "")
    assert heading("Молодые", "Пожилые") == f"{plain}. Молодые; Пожилые"
    assert heading("Молодые", "Молодые") == f"{plain}. Молодые"
    alike = heading("Молодые", "Пожилые", boots.actual.journey.kind)
    assert "олодые" in alike and "ожилые" in alike and "." not in alike, "the names of the maps say it"
    assert heading("Молодые", "Молодые", boots.actual.journey.kind).endswith(". Молодые")


def test_the_headline_says_the_gap(boots):
    text = all_text(headline(pairs.settled(boots), RU, MEASURER, 1400))
    score = boots.score
    assert str(round(score.gap)) in text
    assert f"вероятно, от {round(score.low)} до {round(score.high)} из 100" in text
    assert "нет в жизни" in text and "разделена" in text


def test_the_headline_fits_any_width(boots, extremes):
    doubtful = replace(boots, matching=replace(boots.matching, links=tuple(
        replace(link, confidence=0.62) if link.ideal and link.actual else link for link in boots.matching.links
    )))  # fmt: skip
    for result in (boots, doubtful, *extremes.values()):
        for width in (320, 500, 700, 900, 1100, 1600):
            for options in (RU, EN):
                display = headline(result, options, MEASURER, width)
                assert checks.texts_that_meet(display) == []
                if width >= 500:
                    assert checks.texts_outside(display) == [], width
    assert "11 связей под вопросом" in all_text(headline(doubtful, RU, MEASURER, 1600))


def test_the_parts_of_the_gap_stand_in_a_small_window(boots):
    """The board of a window of 1280 px is 962 wide beside the list; nothing is left out or shortened there."""
    for options, parts, kinds in (
        (RU, ("Опыт", "Путь", "Трение", "Метрики"), ("переименована", "нет в жизни", "лишние")),
        (EN, ("Experience", "Path", "Friction", "Metrics"), ("is renamed", "missing in reality", "extra")),
    ):
        for width in (940, 962, 1048, 1602):
            text = all_text(headline(pairs.settled(boots), options, MEASURER, width))
            assert all(word in text for word in (*parts, *kinds)), (width, text)
            assert "…" not in text


def test_a_narrow_headline_links_to_the_parts(boots):
    doubtful = replace(boots, matching=replace(boots.matching, links=tuple(
        replace(link, confidence=0.62) if link.ideal and link.actual else link for link in boots.matching.links
    )))  # fmt: skip
    for width in (480, 600, 800):
        display = headline(doubtful, RU, MEASURER, width)
        keys = [group.key for group in display.groups]
        assert "parts" in keys and "doubts" in keys, width
        assert "Из чего складывается" in all_text(display)


def test_an_exported_headline_has_everything_however_long_its_words(boots):
    every = ("same", "changed", "renamed", "moved", "split", "merged", "many", "missing", "extra")
    links = tuple(replace(boots.matching.links[n], kind=kind) for n, kind in enumerate(every))
    lived = replace(boots.ideal, journey=replace(boots.ideal.journey, kind="actual"))
    result = replace(boots, ideal=lived, matching=replace(boots.matching, links=links))
    for options in (RU, EN):
        least = whole_width(result, options, MEASURER)
        drawn = headline(result, options, MEASURER, least + 0.1)
        assert {"gap", "parts", "kinds"} <= {group.key for group in drawn.groups}
        assert "…" not in all_text(drawn) and checks.texts_outside(drawn) == []
        assert "kinds" not in {g.key for g in headline(result, options, MEASURER, least - 1).groups}


def test_close_columns_cut_no_title():
    document = load(Path(__file__).parents[2] / "samples" / "bank-accessibility.cjm.yaml").source.document
    before, after = document.maps[:2]
    result = compare(*roles(side(document, before), side(document, after)))
    narrow = comparison_board(result, replace(RU, column=83.0), MEASURER)
    close = comparison_board(result, replace(RU, is_close=True), MEASURER)
    assert "…" in all_text(narrow) and "…" not in all_text(close)
    assert close.width < comparison_board(result, RU, MEASURER).width


def test_few_known_emotions_give_an_interval_only(boots):
    score = replace(boots.score, coverage=Coverage(0.4, 1.0))
    assert gap_number(score, words("ru")) == "46–52"
    display = headline(replace(boots, score=score), RU, MEASURER, 1100)
    assert "эмоции известны лишь для 40 % пар" in all_text(display)


def test_unsure_links_show_their_confidence_on_a_plate(boots):
    links = tuple(
        replace(link, confidence=0.62) if link.kind == "renamed" else link for link in boots.matching.links
    )
    display = comparison_board(replace(boots, matching=replace(boots.matching, links=links)), RU, MEASURER)
    number = next(n for n, link in enumerate(links) if link.kind == "renamed")
    mark = next(g for g in display.groups if g.role == "mark" and g.key == f"link:{number}")
    assert [i.text for i in mark.items if isinstance(i, Text)] == ["62\u00a0%"]
    ribbon = next(g for g in display.groups if g.key == f"ribbon:{number}")
    assert any(getattr(item, "dash", ()) == (5.0, 4.0) for item in ribbon.items)
    plate = mark.items[0]
    assert plate.fill == LIGHT.board and plate.w >= mark.w - 0.5


def test_nothing_is_drawn_that_a_back_end_cannot_take(extremes):
    for result in extremes.values():
        for group in comparison_board(result, RU, MEASURER).groups:
            for item in group.items:
                for name in ("x", "y", "w", "h", "x1", "y1", "x2", "y2", "width"):
                    value = getattr(item, name, 0.0)
                    assert value == value and abs(value) < 1e6
                if isinstance(item, Text) and visible(item, FULL):
                    assert item.size >= 11


def test_the_same_input_gives_the_same_list(boots):
    assert comparison_board(boots, RU, MEASURER) == comparison_board(pairs.boots(), RU, MEASURER)


def test_words_between_the_rows_stand_on_plates_of_their_marks():
    """No text lies over a ribbon's edge: in the band only marks have any, and they bring their ground with them."""
    for seed in range(LAID_OUT):
        display = comparison_board(pairs.random_pair(seed), RU, MEASURER)
        ribbons = [g for g in display.groups if g.role == "ribbon"]
        if not ribbons:
            continue
        top, bottom = (
            STAGE_HEADER + ROW_PADDING + CARD_HEIGHT,
            STAGE_HEADER + ROW_PADDING + CARD_HEIGHT + BAND,
        )
        for group in display.groups:
            if group.pane == "board" and top < group.y < bottom - 1:
                lines = [item for item in group.items if isinstance(item, Text)]
                assert not lines or (group.role == "mark" and group.items[0].fill == LIGHT.board)


def test_the_checks_see_what_is_wrong(boots):
    display = comparison_board(boots, RU, MEASURER)
    cards = [n for n, g in enumerate(display.groups) if g.role == "touchpoint"]
    first = display.groups[cards[0]]
    pushed = replace(first, x=first.x + 40)
    groups = (*display.groups[: cards[0]], pushed, *display.groups[cards[0] + 1 :])
    assert checks.faults(replace(display, groups=groups))
    narrow = replace(first, w=20.0)
    groups = (*display.groups[: cards[0]], narrow, *display.groups[cards[0] + 1 :])
    assert checks.texts_outside(replace(display, groups=groups))


def test_headers_count_touchpoints_not_points_of_the_gap(boots):
    drawn = comparison_board(boots, MarksOptions(theme=LIGHT, words=words("en")), MEASURER)
    headers = [
        " ".join(item.text for item in group.items if isinstance(item, Text))
        for group in drawn.groups
        if group.pane == "lanes"
    ]
    assert any(f"{len(boots.ideal.journey.touchpoints)} touchpoints" in text for text in headers)


def test_nothing_is_headed_where_nothing_matches(extremes):
    keys = {group.key for group in headline(extremes["empty"], RU, MEASURER).groups}
    assert "gap" in keys and "kinds" not in keys


def test_the_key_lists_links_in_doubt_and_moments_of_truth_only_where_they_are_drawn(boots):
    def told(result):
        key = next(g for g in comparison_board(result, RU, MEASURER).groups if g.key == "key")
        said = {item.text for item in key.items if isinstance(item, Text)}
        return "под вопросом" in said, "момент истины" in said

    def without_moments(side):
        points = Seq(replace(t, moment_of_truth=False) for t in side.journey.touchpoints)
        return replace(side, journey=replace(side.journey, touchpoints=points))

    sure = tuple(replace(link, by="pin", confidence=1.0, maybe=()) for link in boots.matching.links)
    doubted = (*sure[:2], replace(sure[2], by="auto", confidence=0.6), *sure[3:])
    assert sure[2].ideal and sure[2].actual and doubted[2].unsure
    for links in (sure, doubted):
        result = replace(boots, matching=replace(boots.matching, links=links))
        assert told(result) == (links is doubted, True)
        plain = replace(result, ideal=without_moments(boots.ideal), actual=without_moments(boots.actual))
        assert told(plain) == (links is doubted, False)
        assert told(replace(plain, actual=boots.actual)) == (links is doubted, True)
