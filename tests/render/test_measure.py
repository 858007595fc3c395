"""Widths from the font's tables, without a font engine."""

import itertools

import pytest

from cjm_editor.render.measure import WEIGHTS, FontMeasurer

INTER_A = 1413  # advance of "A" in Inter Regular, in 2048ths of an em, read from the face's hmtx table


@pytest.fixture(scope="module")
def measurer():
    return FontMeasurer()


def test_nothing_has_no_width(measurer):
    assert measurer.width("", 12, 400) == 0


def test_the_advance_of_a_letter_scales_with_the_size(measurer):
    assert measurer.width("A", 2048, 400) == INTER_A
    assert measurer.width("A", 12.5, 400) == pytest.approx(INTER_A * 12.5 / 2048)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_kerning_draws_pairs_together_in_both_scripts(measurer, weight):
    for pair in ("AV", "To", "ГА", "Та", "«А"):
        apart = measurer.width(pair[0], 100, weight) + measurer.width(pair[1], 100, weight)
        together = measurer.width(pair, 100, weight)
        assert together != apart, pair
        assert abs(together - apart) < 20, pair


def test_a_heavier_text_is_wider(measurer):
    widths = [measurer.width("Точка контакта", 12, weight) for weight in WEIGHTS]
    assert widths == sorted(widths)
    assert len(set(widths)) == 4


def test_a_weight_between_takes_the_next_heavier_and_past_the_last_the_last(measurer):
    assert measurer.width("Этап", 12, 450) == measurer.width("Этап", 12, 500)
    assert measurer.width("Этап", 12, 900) == measurer.width("Этап", 12, 700)


def test_characters_the_font_lacks_have_a_stated_width(measurer):
    assert measurer.width("旅", 10, 400) == 10
    assert measurer.width("😀", 10, 400) == 10
    assert measurer.width("a\u200bb", 10, 400) == pytest.approx(measurer.width("ab", 10, 400), abs=0.3)
    assert measurer.width("\u05d0", 10, 400) == pytest.approx(6, abs=0.01)


def test_combining_marks_add_nothing(measurer):
    assert measurer.width("\u05d0\u05b7", 10, 400) == measurer.width("\u05d0", 10, 400)
    assert measurer.width("за\u0301мок", 10, 400) == pytest.approx(measurer.width("замок", 10, 400), abs=0.3)


def test_a_line_grows_with_each_letter_but_for_kerning(measurer):
    text = "Доставка задерживается, а курьер не звонит; the parcel is late, again."
    widths = [measurer.width(text[:end], 12, 400) for end in range(len(text) + 1)]
    assert all(after > before for before, after in itertools.pairwise(widths))


def test_ascent_and_descent_are_those_of_the_face(measurer):
    assert measurer.ascent(2048) == 1984
    assert measurer.descent(2048) == 494


def test_remembered_and_fresh_widths_agree(measurer):
    text = "Пункт выдачи"
    first = measurer.width(text, 12, 600)
    assert measurer.width(text, 12, 600) == first == FontMeasurer().width(text, 12, 600)
