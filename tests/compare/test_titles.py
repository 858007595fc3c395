"""Titles made comparable."""

from __future__ import annotations

import pytest

from cjm_editor.compare.titles import title_key, words_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ещё раз", "еще РАЗ"),
        ("Oплата кaртой", "Оплата картой"),  # Latin O and a
        ("ｗｉｄｅ letters", "wide letters"),
        ("Звонит в поддержку", "Звонит,  поддержку!"),
        ("Waits for the courier", "waits courier"),
        ("е\u0308лка", "елка"),
    ],
)
def test_the_same_title(one, other):
    assert title_key(one) == title_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Платит картой", "Платит наличными"), ("cat", "сат"), ("😀", "🙁"), ("—", ""), ("не ждёт", "ждут")],
)
def test_other_titles(one, other):
    assert title_key(one) != title_key(other)


def test_a_title_of_stop_words_only_keeps_them():
    assert words_of("и на то") == ("и", "на", "то")
    assert words_of("to be or not") == ("be", "not") or words_of("to be or not")
    assert title_key("") == ""
