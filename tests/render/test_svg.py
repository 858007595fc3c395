"""The SVG writer: well-formed whatever the texts hold, complete, the same every time."""

import base64
import random
import re
import xml.etree.ElementTree as ET

import pytest

from cjm_editor.core.address import card_at, touchpoint_at, transition_at
from cjm_editor.render.display import LOW, DisplayList, Group, Image, Line, Path, Polyline, Rect, Text
from cjm_editor.render.svg import escaped, group_id, number, svg
from cjm_editor.render.wrap import LONGEST

SVG = "{http://www.w3.org/2000/svg}"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def text(words, **more):
    return Text(4, 12, words, 12, 400, "#1D1E21", 50.0, **more)


def page(*items, group=None, **more):
    groups = group or (Group("card", 10, 20, 100, 50, items, card_at("m", "t1", "pains", 0), "Боль"),)
    return DisplayList(200, 100, groups, "#FFFFFF", title="Карта", language="ru", **more)


def texts_of(source):
    return [node.text for node in ET.fromstring(source.encode()).iter(f"{SVG}text")]


def test_every_text_stands_whole_in_the_file():
    words = ["Самовывоз из пункта", 'a < b && c > "d"', "]]>", "<script>alert(1)</script>", "  два  пробела"]
    assert texts_of(svg(page(*map(text, words)))) == words


def test_language_title_size_and_background():
    root = ET.fromstring(svg(page(text("а"))).encode())
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    assert root.find(f"{SVG}title").text == "Карта"
    assert (root.get("width"), root.get("height"), root.get("viewBox")) == ("200", "100", "0 0 200 100")
    assert root.find(f"{SVG}rect").get("fill") == "#FFFFFF"


def test_a_language_that_is_none_is_left_out():
    listed = DisplayList(1, 1, (), "", language='ru" onload="x')
    assert "onload" not in svg(listed)


def test_groups_have_ids_classes_and_titles():
    root = ET.fromstring(svg(page(text("а"))).encode())
    group = root.find(f".//{SVG}g[@class='card']")
    assert group.get("id") == "card-m-t1-pains-0"
    assert group.get("transform") == "translate(10 20)"
    assert group.find(f"{SVG}title").text == "Боль"


def test_ids_are_unique_even_where_addresses_read_alike():
    pair = (
        Group("touchpoint", 0, 0, 1, 1, (), touchpoint_at("a-b", "c")),
        Group("touchpoint", 0, 0, 1, 1, (), touchpoint_at("a", "b-c")),
        Group("face", 0, 0, 1, 1, (), touchpoint_at("a", "b-c"), key="face"),
    )
    root = ET.fromstring(svg(page(group=pair)).encode())
    ids = [node.get("id") for node in root.iter(f"{SVG}g") if node.get("id")]
    assert len(ids) == len(set(ids)) == 3


def test_an_id_survives_a_move():
    there = Group("transition", 5, 5, 9, 9, (), transition_at("m", "e1"))
    here = Group("transition", 50, 5, 9, 9, (text("x"),), transition_at("m", "e1"))
    assert group_id(there) == group_id(here) == "transition-m-e1"


def test_ids_of_other_scripts_are_names_xml_knows():
    group = Group("touchpoint", 0, 0, 1, 1, (), touchpoint_at("карта", "²漢"))
    assert group_id(group) == "touchpoint-карта-_b2_6f22"


@pytest.mark.parametrize(
    "bad", ["\x00", "\x0b", "\x1b", "\ud800", "\udfff", "\ufffe", "\uffff", "\x85", "\u2028"]
)
def test_characters_xml_refuses_are_replaced(bad):
    (found,) = texts_of(svg(page(text(f"до{bad}после"), group=None)))
    assert found.startswith("до")
    assert found.endswith("после")
    assert len(found) == len("до после")


def test_random_texts_of_all_planes_stay_well_formed():
    source = random.Random(20)
    for _ in range(200):
        words = "".join(
            chr(source.choice((source.randrange(0x20, 0x800), source.randrange(0x110000)))) for _ in range(40)
        )
        group = Group("label", 0, 0, 1, 1, (text(words),), touchpoint_at("m", words), words, key=words)
        listed = DisplayList(1, 1, (group,), "#FFF", title=words, language=words)
        lxml_or_std = ET.fromstring(svg(listed).encode())
        assert lxml_or_std.tag == f"{SVG}svg"


def test_each_shape_is_written():
    shapes = (
        Rect(0, 0, 10, 4, "#FFFFFF", "#DEDCD6", 1, 8),
        Line(0, 0, 5, 5, "#111111", 2, (4, 3), "round"),
        Polyline(((0, 0), (1, 0), (1, 1)), "#222222"),
        Polyline(((0, 0), (1, 0), (1, 1)), "", 1, "#333333", True),
        Path((("M", (0, 0)), ("C", (1, 1, 2, 2, 3, 3)), ("L", (4, 4.125)), ("Z", ())), "#444444", 1.75),
    )
    group = ET.fromstring(svg(page(*shapes)).encode()).find(f".//{SVG}g[@class='card']")
    rect, line, polyline, polygon, path = list(group)[1:]
    assert (rect.get("rx"), rect.get("stroke-width")) == ("2", None)
    assert (line.get("stroke-dasharray"), line.get("stroke-linecap")) == ("4 3", "round")
    assert (polyline.get("points"), polyline.get("fill")) == ("0,0 1,0 1,1", None)
    assert (polygon.tag, polygon.get("fill")) == (f"{SVG}polygon", "#333333")
    assert path.get("d") == "M0 0C1 1 2 2 3 3L4 4.12Z"


def test_what_stands_for_texts_far_out_is_left_out():
    shown = svg(page(text("близко"), Rect(0, 0, 9, 9, "#ABCDEF", since=LOW)))
    assert "близко" in shown
    assert "#ABCDEF" not in shown


def test_pictures_are_data_or_nothing():
    image = Image(0, 0, 10, 10, "photo.png")
    assert 'href="data:image/png;base64,' in svg(page(image), {"photo.png": PNG}.get)
    assert "<image" not in svg(page(image))
    assert "<image" not in svg(page(image), lambda source: b"<svg onload='x'/>")


def test_nothing_is_fetched():
    source = svg(
        page(text("http://example.org"), Image(0, 0, 1, 1, "http://example.org/a.png")), lambda source: None
    )
    root = ET.fromstring(source.encode())
    for node in root.iter():
        for name, value in node.attrib.items():
            assert "://" not in value, (name, value)
        assert node.tag != f"{SVG}script"
        if node.tag == f"{SVG}style":
            assert "url(" not in node.text
            assert "@import" not in node.text


def test_embedded_faces_are_those_in_use():
    source = svg(page(text("а")), embeds_fonts=True)
    assert source.count("@font-face") == 1
    assert "url(data:font/ttf;base64," in source
    ET.fromstring(source.encode())


def test_equal_lists_give_equal_text():
    assert svg(page(text("а"), Line(0, 0, 1, 1, "#000000"))) == svg(
        page(text("а"), Line(0, 0, 1, 1, "#000000"))
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (2.5, "2.5"), (100, "100"), (1 / 3, "0.33"), (-7.10, "-7.1"), (float("nan"), "0"),
     (float("inf"), "0"), (1e300, "0")],
)  # fmt: skip
def test_numbers_are_short(value, written):
    assert number(value) == written


def test_attributes_cannot_be_left():
    assert escaped('"><script>') == "&quot;&gt;&lt;script&gt;"


def test_a_line_that_runs_to_the_left_begins_at_its_right_end():
    item = Text(10, 20, "رحلة العميل", 12, 400, "#000000", 80)
    made = svg(DisplayList(200, 50, (Group("card", 0, 0, 200, 50, (item,)),), "#FFFFFF"))
    assert re.search(r'<text x="90" y="20"[^>]*direction="rtl"[^>]*>رحلة العميل</text>', made)


def test_the_title_of_a_group_is_no_longer_than_its_text_is_drawn():
    drawn = svg(
        DisplayList(9, 9, (Group("card", 0, 0, 9, 9, (), title="я" * 50_000),), "", title="ж" * 50_000)
    )
    assert drawn.count("я") == drawn.count("ж") == LONGEST
