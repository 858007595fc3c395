"""Who does what in a title, and to whom."""

from __future__ import annotations

import pytest

from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.phrases import are_turned_round, phrase_of, roles_of
from cjm_editor.compare.points import Point, Reader, track
from tests.compare.test_match import journey


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
        ("Едет в офис и подписывает отказ", set(), {"=go", "=sign"}, {"офис", "отказ"}),
        ("Sits down and chooses a song", set(), {"sit", "=choose"}, {"down", "song"}),
        ("Подписывает договор и акт", set(), {"=sign"}, {"договор", "акт"}),
        ("Driver calls and the customer answers", {"=driver", "=buyer"}, {"=call", "=answer"}, set()),
    ],
)
def test_a_title_is_who_what_is_done_and_the_rest(title, who, verb, rest):
    phrase = phrase_of(point(title))
    assert (phrase.verbs, phrase.rest) == (verb, rest)
    assert phrase.who >= who and bool(phrase.who) == bool(who)


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
