"""What a title says beyond its words."""

from __future__ import annotations

import pytest

from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.phrases import go_apart, phrase_of, undoing_of, ways_of
from cjm_editor.compare.points import Reader


def read(title: str):
    return Reader(shipped()).text(title)


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
    ("title", "is_undone"),
    [
        ("Blocks the card", True),
        ("Теряет договор", True),
        ("Отказ в кредите", True),
        ("Leaves a review", False),
        ("Files a tax return", False),
        ("Читает условия возврата", False),
        ("Получает карту", False),
    ],
)
def test_what_undoes_something_is_known_by_its_meaning_not_by_a_word_of_it(title, is_undone):
    assert bool(undoing_of(read(title))) is is_undone
