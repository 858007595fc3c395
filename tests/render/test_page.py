"""The export page: head, board, key, sources; its proportions."""

from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.reader import read
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.display import Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.page import A3, LEAST_WIDTH, MARGIN, map_page
from cjm_editor.render.theme import DARK, LIGHT
from tests.render import checks, maps

SAMPLES = Path(__file__).parents[2] / "samples"
OPTIONS = BoardOptions(LIGHT, words("ru"))
MEASURER = bundled_measurer()


def all_text(display):
    return " ".join(i.text for g in display.groups for i in g.items if isinstance(i, Text)).replace(
        "\u00a0", " "
    )


@pytest.fixture(scope="module")
def boots():
    return read((SAMPLES / "boots.cjm.yaml").read_bytes(), "boots").document


def test_the_page_says_whose_map_it_is(boots):
    text = all_text(map_page(boots, "actual", OPTIONS, MEASURER, "2026-11-21"))
    for part in ("Ботинки онлайн", "Карта пути клиента «Как есть»", "35 % клиентов", "Иван, 27 лет, инженер"):
        assert part in text
    for part in (
        "Цель клиента",
        "Купить ботинки за один вечер",
        "1 ноября 2026",
        "21 ноября 2026",
        "Основания:",
    ):
        assert part in text


def test_the_key_lists_only_what_is_used(boots):
    text = all_text(map_page(boots, "actual", OPTIONS, MEASURER))
    for part in ("момент истины", "уход навсегда", "возврат", "обещание нарушено", "не знаем"):
        assert part in text
    plain = Document(
        language="ru", maps=(JourneyMap("m", touchpoints=Seq([Touchpoint("t", "", "Т", emotion=1)])),)
    )
    text = all_text(map_page(plain, "m", OPTIONS, MEASURER))
    assert "хорошо" in text
    for part in ("момент истины", "уход навсегда", "допущение", "ужас", "не знаем"):
        assert part not in text


def test_small_maps_come_near_to_a3(boots):
    page = map_page(boots, "actual", OPTIONS, MEASURER)
    assert page.width / page.height == pytest.approx(A3, rel=0.06)


def test_wide_maps_grow():
    page = map_page(maps.crowded(), "m", OPTIONS, MEASURER)
    assert page.width > 60 * 132


def test_a_column_width_of_ones_own_is_kept(boots):
    page = map_page(boots, "actual", replace(OPTIONS, column=200), MEASURER)
    cards = sorted((g for g in page.groups if g.role == "touchpoint"), key=lambda g: g.x)
    assert cards[0].w == 192


def test_nothing_of_the_screen_gets_out(boots):
    page = map_page(boots, "actual", replace(OPTIONS, ghosts=True), MEASURER)
    assert not [g for g in page.groups if g.role in ("ghost", "cell")]
    assert {g.pane for g in page.groups} == {"board"}
    colours = {
        getattr(i, a) for g in page.groups for i in g.items for a in ("fill", "stroke") if hasattr(i, a)
    }
    assert not colours & {LIGHT.accent, LIGHT.shadow, LIGHT.accent_bg, LIGHT.accent_bg2}


def test_everything_stands_on_the_page(boots):
    for theme in (LIGHT, DARK):
        page = map_page(boots, "actual", replace(OPTIONS, theme=theme), MEASURER, "2026-11-21")
        for group in page.groups:
            assert group.x >= MARGIN - 9 and group.x + group.w <= page.width - MARGIN + 9, group.key
            assert group.y >= 0 and group.y + group.h <= page.height


def test_long_facts_are_wrapped_and_push_the_board_down():
    base = maps.long_words()
    journey = replace(
        base.maps[0], goal=maps.LONG + " " + maps.LONG, target="Повторная покупка " * 12, owner="Отдел"
    )
    page = map_page(replace(base, maps=(journey,)), "m", OPTIONS, MEASURER)
    assert checks.faults(page) == []


def test_the_columns_of_a_small_map_take_the_room_of_the_page():
    points = Seq([Touchpoint(f"t{i}", "s", "Точка") for i in range(2)])
    journey = JourneyMap("m", stages=(Stage("s", "Этап с очень длинным названием"),), touchpoints=points)
    page = map_page(Document(language="ru", maps=(journey,)), "m", OPTIONS, MEASURER)
    assert page.width == LEAST_WIDTH
    cards = [g for g in page.groups if g.role == "touchpoint"]
    assert all(card.w > 2 * 112 for card in cards) and cards[-1].x + cards[-1].w <= page.width - MARGIN
    assert "Этап с очень длинным названием" in all_text(page)


def test_the_lane_of_emotion_is_higher_on_paper_unless_its_height_was_chosen(boots):
    def steps(options):
        faces = [g for g in map_page(boots, "actual", options, MEASURER).groups if g.role == "face"]
        return max(g.y for g in faces) - min(g.y for g in faces)

    assert steps(OPTIONS) > 1.3 * steps(replace(OPTIONS, emotion_height=169.0))


@pytest.mark.parametrize("language", ["ru", "en"])
def test_titles_of_empty_stages_are_whole_and_no_row_is_empty(language):
    file = SAMPLES.parent / "resources/templates" / f"eight-phases.{language}.cjm.yaml"
    document = read(file.read_bytes(), file.name).document
    (journey,) = document.maps
    page = map_page(document, journey.id, OPTIONS, MEASURER)
    text = all_text(page)
    assert all(stage.title in text for stage in journey.stages)
    assert "Основание" not in text


def test_paper_cuts_texts_later_than_the_board():
    journey = JourneyMap(
        "m",
        stages=(Stage("s", "Этап"),),
        touchpoints=Seq([
            Touchpoint(
                "t", "s", "Получает просьбу посоветовать школу знакомому, который тоже учит язык",
                cards=(("pains", (Card(" ".join(f"слово{n}" for n in range(40))),)),),
            )
        ]),
    )  # fmt: skip
    document = Document(language="ru", maps=(journey,))
    text = all_text(map_page(document, "m", replace(OPTIONS, column=133.0), MEASURER))
    assert "учит язык" in " ".join(text.split()) and "слово39" in text and "…" not in text
    assert "слово39" not in all_text(board(document, "m", OPTIONS, MEASURER))
