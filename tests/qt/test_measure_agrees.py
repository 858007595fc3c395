"""The measurer without Qt agrees with Qt's own metrics of the same faces."""

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from cjm_editor.core.resources import resource
from cjm_editor.render.measure import WEIGHTS, FontMeasurer

TEXTS = (
    "Точка контакта",
    "Самовывоз из пункта выдачи заказов",
    "Курьер позвонил за 5 минут до приезда",
    "«Ну наконец-то!» — подумал Игорь",
    "Гарантия: 14 дней, 1 240 ₽ и 35 %",
    "ТАРАКАН. Удовлетворённость. Йод, ёлка",
    "Авансовый платёж, (возврат) [n = 48]",
    "Moment of truth",
    "AVATAR To WAVE, Yes? “Typography” — it’s 10.4%",
    "The parcel arrives late; nobody answers the phone.",
    "Överraskning, façade, naïve, Łódź",
    "iPhone и Android: Wi-Fi → QR-код № 7",
    "31–39 из 100, −2…+2, ≤ 0,05",
)


@pytest.fixture(scope="module")
def measurer():
    return FontMeasurer()


@pytest.fixture(scope="module")
def family(qapp):
    ids = [QFontDatabase.addApplicationFont(str(path)) for path in sorted(resource("fonts").glob("*.ttf"))]
    assert len(ids) == 4
    assert -1 not in ids
    yield "Inter"
    for number in ids:
        QFontDatabase.removeApplicationFont(number)


def qt_font(family, size, weight):
    font = QFont(family)
    font.setPointSizeF(size)
    font.setPixelSize(round(size))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("size", [11, 14, 40, 200])
def test_widths_agree_within_one_per_cent(measurer, family, weight, size):
    font = qt_font(family, size, weight)
    assert QFontInfo(font).family() == "Inter"
    metrics = QFontMetricsF(font)
    for text in TEXTS:
        assert measurer.width(text, size, weight) == pytest.approx(
            metrics.horizontalAdvance(text), rel=0.01
        ), text


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_four_faces_are_told_apart_by_weight(family, weight):
    font = qt_font(family, 20, weight)
    assert QFontInfo(font).weight() == weight


def test_ascent_and_descent_agree(measurer, family):
    metrics = QFontMetricsF(qt_font(family, 100, 400))
    assert measurer.ascent(100) == pytest.approx(metrics.ascent(), abs=1)
    assert measurer.descent(100) == pytest.approx(metrics.descent(), abs=1)


def test_every_character_of_the_tables_has_a_glyph(measurer, family):
    metrics = QFontMetricsF(qt_font(family, 20, 400))
    for character in "АЯаяЁё«»—–−…№₽→✓✕●○◆≤≥×·•%‰€£Łőž\u00a0\u202f\u2011":
        assert metrics.inFontUcs4(ord(character)), character
