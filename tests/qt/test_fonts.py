"""Which letters a computer cannot draw."""

import pytest
from PySide6.QtGui import QFontDatabase

from cjm_editor.qt.fonts import letters_without_font, load_fonts


@pytest.fixture(autouse=True)
def fonts(qapp):
    load_fonts()


def test_letters_of_the_bundled_font_are_never_lacking(monkeypatch):
    monkeypatch.setattr(QFontDatabase, "families", lambda *_args: [])
    assert letters_without_font(["Ждёт курьера — «3 дня»", "Waits 20 %"]) == ""


def test_letters_that_no_font_has_are_named_once_and_in_order(monkeypatch):
    monkeypatch.setattr(QFontDatabase, "families", lambda *_args: ["Inter"])
    assert letters_without_font(["ที่ ค", "ค顧 Я"]) == "".join(sorted("ท่คี顧"))


def test_a_font_that_has_them_is_found():
    families = [
        f
        for f in QFontDatabase.families()
        if QFontDatabase.WritingSystem.Arabic in QFontDatabase.writingSystems(f)
    ]
    if not families:
        pytest.skip("no Arabic font here")
    assert letters_without_font(["رحلة"]) == ""
