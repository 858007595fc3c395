"""A face cut down to some characters draws them as the whole one does, with its kerning."""

from io import BytesIO
from itertools import pairwise

import pytest
from fontTools.ttLib import TTFont

from cjm_editor.core.resources import resource
from cjm_editor.render.face import cut
from cjm_editor.render.measure import bundled_measurer

WORDS = "Самовывоз из пункта: «Где заказ №7?» — 1 240 ₽, ТАРАКАН, Wi-Fi AVATAR ё й Ў ö Ł"
FACES = {400: "Inter-Regular.ttf", 500: "Inter-Medium.ttf", 600: "Inter-SemiBold.ttf", 700: "Inter-Bold.ttf"}


def kerning_of(weight):
    measurer = bundled_measurer()

    def kerning(left, right):
        apart = measurer.width(left, 2048, weight) + measurer.width(right, 2048, weight)
        return round(measurer.width(left + right, 2048, weight) - apart)

    return kerning


def small(weight=400, words=WORDS):
    return cut(resource("fonts", FACES[weight]).read_bytes(), [words], kerning_of(weight))


def outline(font, character):
    name = font.getBestCmap()[ord(character)]
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return list(coordinates), list(ends), list(flags)


@pytest.mark.parametrize("weight", FACES)
def test_outlines_and_advances_are_those_of_the_whole_face(weight):
    whole, part = TTFont(resource("fonts", FACES[weight])), TTFont(BytesIO(small(weight)))
    assert set(part.getBestCmap()) == {ord(character) for character in WORDS}
    for character in set(WORDS):
        assert outline(part, character) == outline(whole, character), character
        one, other = whole.getBestCmap()[ord(character)], part.getBestCmap()[ord(character)]
        assert part["hmtx"][other] == whole["hmtx"][one], character


def test_kerning_is_the_measurers():
    part = TTFont(BytesIO(small()))
    names, table, kerning = part.getBestCmap(), part["kern"].kernTables[0].kernTable, kerning_of(400)
    for left, right in pairwise(WORDS):
        assert table.get((names[ord(left)], names[ord(right)]), 0) == kerning(left, right), left + right
    assert any(table.values())


def test_it_is_small_and_sound():
    data = small()
    assert len(data) < 30_000
    assert len(data) % 4 == 0
    words = [int.from_bytes(data[at : at + 4], "big") for at in range(0, len(data), 4)]
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA


def test_equal_texts_in_any_order_give_equal_bytes():
    face = resource("fonts", FACES[400]).read_bytes()
    texts = WORDS.split()
    assert cut(face, texts, kerning_of(400)) == cut(face, texts[::-1] + texts, kerning_of(400))


@pytest.mark.parametrize("words", ["", "漢😀", "\U0001f600\ue000"])
def test_characters_the_face_lacks_are_left_out(words):
    part = TTFont(BytesIO(small(words=words + "а")))
    assert set(part.getBestCmap()) == {ord("а")}


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="TrueType"):
        cut(b"OTTO" + bytes(40), ["а"], kerning_of(400))
