"""What makes another step of the same words, and what says nothing by itself."""

from __future__ import annotations

import pytest

from cjm_editor.compare.nuances import are_contrasts, go_apart, hollow_of, is_undone, light_of, ways_of
from tests.compare.test_phrases import point


def test_little_words_say_where_to_and_where_from():
    assert ways_of("Takes a taxi to the airport") == ("to",) and ways_of("Едет из дома на работу") == (
        "from",
        "to",
    )
    assert go_apart("A taxi to the airport", "A taxi from the airport")
    assert not go_apart("A taxi to the airport", "An airport taxi")
    assert not go_apart("В банк", "До банка")


@pytest.mark.parametrize(
    ("title", "is_undoing"),
    [
        ("Blocks the card", True),
        ("Теряет договор", True),
        ("Отказ в кредите", True),
        ("Leaves a review", False),
        ("Fills in the return", False),
        ("Receives a claim number", False),
        ("Takes photos of the damage", False),
        ("Читает условия возврата", False),
        ("Получает карту", False),
        ("Fails to log in", True),
    ],
)
def test_what_undoes_something_is_known_by_its_meaning_not_by_a_word_of_it(title, is_undoing):
    assert is_undone(point(title), point("Opens the door")) is is_undoing
    assert is_undone(point("Opens the door"), point(title)) is is_undoing


@pytest.mark.parametrize(
    ("title", "other", "is_contrast"),
    [
        ("Pays before delivery", "Pays after delivery", True),
        ("Получает смету до ремонта", "Получает смету после ремонта", True),
        ("The first instalment", "The last instalment", True),
        ("Платит первый взнос", "Платит второй взнос", True),
        ("Starts the course", "Finishes the course", True),
        ("Едет до банка", "Едет в банк", False),
        ("Ищет рецепт второй раз", "Ищет рецепт повторно", False),
        ("The first and the last instalment", "The first instalment", False),
        ("Pays the first instalment", "Pays the instalment", False),
    ],
)
def test_another_time_turn_or_end_is_another_step(title, other, is_contrast):
    assert (
        are_contrasts(point(title), point(other)) is are_contrasts(point(other), point(title)) is is_contrast
    )


def test_verbs_that_say_nothing_by_themselves_are_light():
    assert light_of(point("Gets a meal")) == {"=receive"}
    assert not light_of(point("Получает карту")) and not light_of(point("Orders a meal"))


def test_what_both_titles_undo_is_no_difference():
    assert not is_undone(point("Расторжение договора дома"), point("Подробно расторжение договора"))
    assert is_undone(point("Расторжение договора дома"), point("Подробно о договоре дома"))


@pytest.mark.parametrize(
    ("title", "hollow"),
    [
        ("Waits 30 minutes", {"30", "minut"}),
        ("Платит 3 тысячи", {"3", "тысяч"}),
        ("Ждёт неделю", {"=week"}),
        ("Читает длинный договор", {"длин"}),
        ("Books a first class ticket", {"=first"}),
        ("Платит картой", set()),
        ("Оставляет отзыв", set()),
    ],
)
def test_numbers_times_and_qualities_are_hollow(title, hollow):
    assert hollow_of(point(title)) == hollow
