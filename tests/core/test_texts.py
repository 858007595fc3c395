"""Wording of messages, numbers, dates and the choice of a language."""

import datetime
import struct
import unicodedata

import pytest

from cjm_editor.core.texts import (
    Message,
    _,
    environment_language,
    nested,
    ngettext,
    one_line,
    pgettext,
    words,
)

NBSP = "\u00a0"


def test_a_message_is_worded_with_its_values_and_messages_within_messages():
    english = words("en")
    inner = _("a {kind}", kind="card")
    assert english(_("Delete {what}, {n} left", what=inner, n=1240)) == "Delete a card, 1,240 left"


@pytest.mark.parametrize("sign", ["\n", "\t", "\r\n", "\x0b", "\x1e", "\x85", "\u2028", "\u2029", " \n\n\t"])
def test_a_value_stands_on_one_line_of_its_sentence(sign):
    inner = _("Stage {name}", name=f"A{sign}b{sign}")
    assert words("en")(_("“{title}”: {inner}", title=f"{sign}C{sign}d", inner=inner)) == "“C d”: Stage A b"


def test_breaks_of_the_sentence_itself_stay():
    assert (
        words("en")(_("{one}\n{other}", one="A\nb", other=_("{one}\n{other}", one="c", other="d")))
        == "A b\nc\nd"
    )


def test_other_blanks_of_a_text_stay():
    assert one_line("10\u00a0km  of road ") == "10\u00a0km  of road "


def test_braces_in_values_stay_text():
    assert words("en")(_("Open {name}", name="{name} %s")) == "Open {name} %s"


TITLES = (
    _("rename “{title}”", title="Sees “Boots for a walk”"),
    _("rename “{title}”", title="Видит: «Ботинки»"),
)


def test_quotations_within_quotations_have_the_inner_marks():
    assert words("en")(TITLES[0]) == "rename “Sees ‘Boots for a walk’”"
    assert words("ru")(TITLES[1]) == "переименование «Видит: „Ботинки“»"
    inner = _("delete “{title}”", title="a «b» c")
    assert words("ru")(_("Save the changes in “{name}”?", name=inner)).count("»") == 1


def test_marks_stay_outside_of_quotations_and_those_of_another_language_anywhere():
    assert words("en")(TITLES[1]) == "rename “Видит: «Ботинки»”"
    assert words("ru")(_("add transition {names}", names="«a» → b")).endswith("«a» → b")
    mixed = _("{field} of “{title}”", field="“A”", title="“B”")
    assert words("en")(mixed) == "“A” of “‘B’”"


def test_a_quotation_cut_off_is_closed_before_the_one_around_it():
    assert nested("Видит: «Ботинки на…", "ru") == "Видит: „Ботинки на…“"


def test_names_of_files_and_typed_words_stand_letter_by_letter_within_quotations():
    assert "««a».cjm.yaml»" in words("ru")(_("Save the changes in “{name}”?", name="«a».cjm.yaml"))
    assert words("ru")(_("There is no file “{name}”. Check the name.", name="/srv/«a»/b")).count("«") == 2


def test_a_missing_value_is_an_error_that_names_it():
    with pytest.raises(KeyError, match="name"):
        words("en")(_("Open {name}"))


def test_a_string_is_already_worded_and_no_text_stays_none():
    assert words("ru")("Корзина {x}") == "Корзина {x}"
    assert words("ru")(_("")) == ""


def test_a_number_chooses_the_english_plural():
    english = words("en")
    assert [english(ngettext("{n} file", "{n} files", n)) for n in (0, 1, 2)] == [
        "0 files",
        "1 file",
        "2 files",
    ]


def test_messages_are_equal_by_content_and_hashable():
    assert {_("A {x}", x=1), _("A {x}", x=1), pgettext("c", "A {x}", x=1)} == {
        Message("A {x}", values=(("x", 1),)),
        Message("A {x}", context="c", values=(("x", 1),)),
    }


@pytest.mark.parametrize(
    ("value", "digits", "russian", "english"),
    [
        (0, None, "0", "0"),
        (-0.0, None, "0", "0"),
        (-0.04, 1, "0,0", "0.0"),
        (10.4, None, "10,4", "10.4"),
        (10.45, 1, "10,5", "10.5"),
        (1240, None, f"1{NBSP}240", "1,240"),
        (1234567.891, 2, f"1{NBSP}234{NBSP}567,89", "1,234,567.89"),
        (-2, None, "−2", "−2"),
        (0.1 + 0.2, None, "0,3", "0.3"),
        (34, 1, "34,0", "34.0"),
        (1e-7, None, "0", "0"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(value, digits, russian, english):
    assert words("ru").number(value, digits) == russian
    assert words("en").number(value, digits) == english


def test_per_cent_and_intervals():
    assert words("ru").percent(0.35) == f"35{NBSP}%"
    assert words("en").percent(0.285) == "29%"
    assert words("ru").percent(0.285, 1) == f"28,5{NBSP}%"
    assert words("ru").range(31, 39) == "31–39"
    assert words("en").range(-2, 1) == "−2…1"


def test_dates_have_their_month_in_letters_and_years_no_separator():
    day = datetime.date(2026, 11, 3)
    assert words("en").date(day) == "3 November 2026"
    assert words("ru").date(day) == "3 ноября 2026"
    russian = [words("ru").date(datetime.date(2026, month, 1)) for month in range(1, 13)]
    assert len(set(russian)) == 12
    assert all(text[2] in "яфмаисонд" for text in russian)


def test_unknown_languages_are_refused():
    with pytest.raises(ValueError, match="de"):
        words("de")


@pytest.mark.parametrize(
    ("environ", "language"),
    [
        ({}, "en"),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ru:en"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LANGUAGE": "de:en"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ru"}, "en"),
        ({"LC_ALL": "POSIX", "LANG": "ru_RU.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "ru_RU@euro"}, "ru"),
        ({"LANG": "rue_UA"}, "en"),
    ],
)
def test_the_environment_chooses_the_language(environ, language):
    assert environment_language(environ) == language


def test_the_compiled_catalogues_are_little_endian_on_every_machine():
    from cjm_editor.core.resources import resource

    for language in ("en", "ru"):
        data = resource("i18n", language, "LC_MESSAGES", "cjm_editor.mo").read_bytes()
        assert struct.unpack("<I", data[:4])[0] == 0x950412DE


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_title_that_turns_the_direction_turns_nothing_around_it(language):
    said = words(language)(_("Delete the map “{title}”? Undo brings it back.", title="abc\u202edef\u2066"))
    assert "abcdef" in said
    assert not any(
        unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "LRI", "RLI", "FSI") for c in said
    )
