"""Lines that run to the left: their way, and their characters as they are seen."""

import pytest

from cjm_editor.render.bidi import has_rtl, runs_left, visual


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Ждёт курьера, 3 дня", "Ждёт курьера, 3 дня"),
        ("顧客の旅 👟", "顧客の旅 👟"),
        ("שלום", "םולש"),
        ("abc שלום def", "abc םולש def"),
        ("שלום abc", "abc םולש"),
        ("מחכה 30 ימים", "םימי 30 הכחמ"),
        ("السعر 250,50 ريال", "لاير 250,50 رعسلا"),
        ("נא לשלם 10%", "10% םלשל אנ"),
        ("אני (כאן)", ")ןאכ( ינא"),
        ("(a) א", "(a) א"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
        ("", ""),
    ],
)
def test_the_order_that_is_seen(text, seen):
    assert visual(text) == seen


@pytest.mark.parametrize(
    "text", ["הלקוח מחכה 3 ימים", "Map שלום 123, (ok) עוד", "رحلة العميل ٣ أيام", "«هل؟»"]
)
def test_no_character_is_lost(text):
    assert sorted(visual(text)) == sorted(text)


def test_the_first_letter_says_the_way():
    assert runs_left("123 שלום abc") and runs_left("«هل السعر") and not runs_left("abc שלום")
    assert not runs_left("") and not runs_left("123") and not has_rtl("Привет — «мир»")
