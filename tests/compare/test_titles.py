"""Titles made comparable."""

from __future__ import annotations

import pytest

from cjm_editor.compare.titles import script_of, stem_of, title_key, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ещё раз", "еще РАЗ"),
        ("Oплата кaртой", "Оплата картой"),  # Latin O and a
        ("ｗｉｄｅ letters", "wide letters"),
        ("Звонит в поддержку", "Звонит,  поддержку!"),
        ("Waits for the courier", "waits courier"),
        ("е\u0308лка", "елка"),
        ("Asks for the Wi-Fi password", "asks WiFi password"),
        ("Пишет на e-mail", "Пишет на email"),
        ("Wi\u2011Fi", "wifi"),
        ("Кто-то звонит из-за доставки", "Кто-то звонит, доставки"),
        ("Платит через эту программу за себя", "платит программу"),
        ("Звонит ещё раз своему врачу", "Звонит врачу"),
        ("Looks through your photos during her visit", "looks photos visit"),
        ("Checks in the app", "checks app"),
        ("Walks up to the door", "walks door"),
    ],
)
def test_the_same_title(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Платит картой", "Платит наличными"),
        ("cat", "сат"),
        ("😀", "🙁"),
        ("—", ""),
        ("не ждёт", "ждут"),
        ("5-6", "56"),
        ("Checks in", "Checks"),
        ("Signs up", "Signs"),
        ("Tries on the shoes", "Tries the shoes"),
        ("Looking for a job", "Looking at a job"),
        ("До визита", "После визита"),
        ("Before the visit", "After the visit"),
    ],
)
def test_other_titles(one, other):
    assert title_key(one) != title_key(other)


def test_a_title_of_stop_words_only_keeps_them():
    assert words_of("и на то") == ("и", "на", "то")
    assert words_of("to be or not") == ("be", "not") or words_of("to be or not")
    assert title_key("") == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("доставка", "доставкой"),
        ("магазине", "магазины"),
        ("returning", "returned"),
        ("deliveries", "delivery"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, other):
    assert stem_of(one) == stem_of(other)


@pytest.mark.parametrize("word", ["שלום", "12", "ж" * 5000, "数据", "naïve"])
def test_any_word_has_a_stem(word):
    assert 0 < len(stem_of(word)) <= 64


def test_look_alikes_follow_the_letters_that_are_of_one_script_only():
    assert words_of("Сheckout cайт") == ("checkout", "сайт")  # a Cyrillic С, a Latin c


def test_the_ending_of_a_number_is_no_word():
    assert words_of("ищет 43-й, the 2nd") == ("ищет", "43", "2nd")


@pytest.mark.parametrize(
    ("text", "script"),
    [("Сайт 24", "cyrillic"), ("Web", "latin"), ("SMS из банка", ""), ("😀", ""), ("", "")],
)
def test_script_of_a_text(text, script):
    assert script_of(text) == script
