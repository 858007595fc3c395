"""What a title says beyond its words."""

from __future__ import annotations

import pytest

from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.phrases import (
    are_contrasts,
    are_turned_round,
    go_apart,
    is_undone,
    light_of,
    phrase_of,
    roles_of,
    ways_of,
)
from cjm_editor.compare.points import Point, Reader, track
from tests.compare.test_match import journey


def read(title: str):
    return Reader(shipped()).text(title)


def point(title: str) -> Point:
    return track(journey("map", a=f"{title}@"), Reader(shipped())).points[0]


@pytest.mark.parametrize(
    ("title", "who", "verb", "rest"),
    [
        ("Opens the box", set(), {"=open"}, {"box"}),
        ("The customer wants to open the box", {"=buyer", "=want"}, {"=open"}, {"box"}),
        ("Photographs the box", set(), {"=photo"}, {"box"}),
        ("Открывает счёт", set(), {"=open", "=bank_account"}, {"счет"}),
        ("Leaves a review", set(), {"=leave", "=review"}, {"review"}),
        ("Waits", set(), {"=wait"}, set()),
        ("", set(), {""}, set()),
    ],
)
def test_a_title_is_who_what_is_done_and_the_rest(title, who, verb, rest):
    phrase = phrase_of(read(title).order)
    assert (phrase.verb, phrase.rest) == (verb, rest)
    assert phrase.who >= who and bool(phrase.who) == bool(who)


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
    assert is_undone(read(title), read("Opens the door")) is is_undoing
    assert is_undone(read("Opens the door"), read(title)) is is_undoing


@pytest.mark.parametrize(
    ("title", "acting", "others"),
    [
        ("Driver calls the passenger", {"=driver"}, {"=passenger"}),
        ("Is called by the driver", {"=driver"}, set()),
        ("Asks the bank", set(), {"=bank"}),
        ("Пассажиру звонит водитель", {"=driver"}, {"=passenger"}),
        ("Звонит водителю", set(), {"=driver"}),
        ("Банк спрашивает клиента", {"=bank"}, {"=buyer"}),
        ("Клиент спрашивает банк", {"=buyer"}, {"=bank"}),
        ("Reads the reviews", set(), set()),
    ],
)
def test_who_acts_is_known_by_the_place_in_english_and_by_the_form_in_russian(title, acting, others):
    roles = roles_of(point(title))
    assert {party for party, acts in roles.items() if acts} == acting
    assert {party for party, acts in roles.items() if not acts} == others


@pytest.mark.parametrize(
    ("title", "other", "is_turned"),
    [
        ("Bank sends the contract to the client", "Client sends the contract to the bank", True),
        ("Calls the manager", "Is called by the manager", True),
        ("Водитель звонит пассажиру", "Пассажир звонит водителю", True),
        ("Водитель звонит пассажиру", "Пассажиру звонит водитель", False),
        ("Client calls the bank", "The bank is called by the client", False),
        ("Bank sends the contract", "Client receives the contract from the bank", False),
        ("Client pays", "Pays by card", False),
        ("Types out invoices with a manager", "With a manager types out invoices", False),
    ],
)
def test_the_same_done_the_other_way_round_is_another_step(title, other, is_turned):
    assert (
        are_turned_round(point(title), point(other))
        is are_turned_round(point(other), point(title))
        is is_turned
    )


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
    assert light_of(read("Gets a meal")) == {"=receive"}
    assert not light_of(read("Получает карту")) and not light_of(read("Orders a meal"))


def test_what_both_titles_undo_is_no_difference():
    assert not is_undone(read("Расторжение договора дома"), read("Подробно расторжение договора"))
    assert is_undone(read("Расторжение договора дома"), read("Подробно о договоре дома"))
