"""PDF files: pages, text that can be found, a sound table of offsets, equal bytes."""

import datetime
import re
import shutil
import subprocess
import zlib

import pytest

from cjm_editor.core.errors import CjmError
from cjm_editor.render.display import DisplayList, Group, Image, Line, Path, Polyline, Rect, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.paper import page_format
from cjm_editor.render.pdf import pdf
from cjm_editor.render.pdf_ink import Raster

DATE = datetime.datetime(2026, 3, 1, 12, 30, tzinfo=datetime.UTC)


def page(words="Самовывоз из пункта выдачи", width=400, height=200):
    items = (
        Rect(10, 10, 120, 40, "#FFFFFF", "#DEDCD6", 1, 8),
        Text(20, 30, words, 12.5, 600, "#1D1E21", 180),
        Line(0, 60, 400, 60, "#ECEAE5"),
        Path((("M", (0, 100)), ("C", (100, 50, 200, 150, 300, 100))), "#2A2C31", 2),
    )
    return DisplayList(width, height, (Group("card", 0, 0, width, height, items),), "#FFFFFF")


def boxes(data):
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(round(float(w)), round(float(h))) for w, h in found]


def unicode_of(data):
    """The characters that the embedded fonts say their glyphs mean."""
    found = set()
    for ranges in re.findall(rb"beginbfrange\n(.*?)endbfrange", data, re.DOTALL):
        for row in ranges.splitlines():
            found.update(chr(int(code, 16)) for code in re.findall(rb"<(\w{4})>", row[14:]))
    return found


def test_a_page_is_as_large_as_its_list_and_each_list_a_page():
    assert boxes(pdf([page(), page(width=200, height=400)])) == [(300, 150), (150, 300)]


@pytest.mark.parametrize(
    ("name", "size"),
    [("A3 landscape", (1191, 842)), ("a4", (842, 595)), ("A4 portrait", (595, 842)), ("Letter portrait", (612, 792)),
     ("420x297 mm", (1191, 842))],
)  # fmt: skip
def test_page_formats(name, size):
    assert boxes(pdf([page()], page=name)) == [size]


@pytest.mark.parametrize("name", ["A9", "A4 sideways", "A4 landscape twice", "0x0", "1e9x3", "-", " "])
def test_an_unknown_format_is_a_sentence(name):
    with pytest.raises(CjmError) as caught:
        page_format(name)
    assert caught.value.code == "page-unknown"


def test_a_drawing_wider_than_any_page_is_scaled_down():
    assert boxes(pdf([page(width=100_000, height=500)])) == [(14_400, 72)]


def test_the_font_is_embedded_and_its_glyphs_say_what_they_mean():
    data = pdf([page("Съешь ещё этих")])
    assert re.search(rb"/FontName /[\w+-]*Inter", data)
    assert b"/FontFile2" in data
    assert set("Съешь ещё этих") <= unicode_of(data)


def test_glyphs_that_several_characters_share_mean_the_one_people_type():
    found = unicode_of(pdf([page("“в\u00a0избранное” — it’s")]))
    assert set("“в избранное” — it’s") <= found
    assert not found & set("\t\u00a0\u02bc\u02ee")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_cyrillic_text_can_be_searched(tmp_path):
    file = tmp_path / "map.pdf"
    file.write_bytes(pdf([page(), page("«Где заказ №7?» — 1 240 ₽")], "Карта"))
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, timeout=60)
    text = " ".join(done.stdout.decode().split())
    assert "Самовывоз из пункта выдачи" in text
    assert "«Где заказ №7?» — 1 240 ₽" in text
    assert not done.stderr


def test_nothing_is_a_picture():
    data = pdf([page()])
    assert b"/Subtype /Image" not in data


@pytest.mark.parametrize("date", [None, DATE])
def test_the_table_of_offsets_is_sound(date):
    data = pdf([page()], "Карта (черновик)", date)
    start = int(re.search(rb"startxref\n(\d+)", data)[1])
    assert data[start : start + 5] == b"xref\n"
    count = int(re.match(rb"xref\n0 (\d+)", data[start:])[1])
    first = data.index(b"\n", start + 5) + 1
    for number in range(1, count):
        row = data[first + 20 * number : first + 20 * number + 20]
        if row[17:18] == b"n":
            offset = int(row[:10])
            assert data[offset:].startswith(b"%d 0 obj" % number), number


def test_dates_are_the_given_one_or_none():
    dated = pdf([page()], "Карта", DATE)
    assert b"/CreationDate (D:20260301123000Z)" in dated
    assert b'xmp:CreateDate="2026-03-01T12:30:00Z"' in dated
    undated = pdf([page()], "Карта")
    assert b"CreationDate" not in undated
    assert b"CreateDate" not in undated


def test_the_id_is_made_from_the_content():
    one, same, other = pdf([page()], "а"), pdf([page()], "а"), pdf([page("другое")], "а")
    assert one == same
    ids = [re.search(rb"/ID \[ <(\w+)> <(\w+)> \]", data).groups() for data in (one, other)]
    assert ids[0] != ids[1]
    assert ids[0][0] == ids[0][1]
    assert b"00000000-0000-5000" not in one


def test_titles_with_signs_of_xml_and_pdf():
    data = pdf([page()], "<a> & (b) \\ \ud800 \x00")
    assert b"&lt;a&gt; &amp; (b)" in data


def contents(data):
    """The operators of all pages."""
    found = re.findall(rb"/FlateDecode  /Length (\d+) >>\nstream\n", data)
    starts = [one.end() for one in re.finditer(rb"/FlateDecode  /Length \d+ >>\nstream\n", data)]
    streams = [zlib.decompress(data[at : at + int(n)]) for at, n in zip(starts, found, strict=True)]
    return b"\n".join(stream for stream in streams if b" cm" in stream).decode("ascii")


def drawn(*items):
    return contents(pdf([DisplayList(100, 100, (Group("card", 5, 7, 90, 80, items),), "")]))


def test_neighbours_are_kerned_as_they_are_measured():
    width = bundled_measurer().width
    moved = width("AV", 1000, 400) - width("A", 1000, 400) - width("V", 1000, 400)
    assert moved < -10
    shown = re.search(r"\[<0041> ([\d.-]+) <0056>\] TJ", drawn(Text(0, 10, "AV", 10, 400, "#000000", 10)))
    assert float(shown[1]) == pytest.approx(-moved, abs=0.1)


def test_colours_and_pens_are_set_where_they_change():
    said = drawn(
        Rect(0, 0, 10, 10, "#FF0000"), Rect(0, 20, 10, 10, "#FF0000"), Line(0, 0, 9, 9, "#0000FF", 2, (4, 3), "round")
    )  # fmt: skip
    assert said.count("1 0 0 rg") == 1
    assert "0 0 1 RG 2.000 w 1 J 1 j [4.00 3.00] 0 d" in said


def test_what_has_no_colour_or_no_place_is_left_out():
    said = drawn(Rect(0, 0, 10, 10), Polyline((), "#000000"), Text(0, 0, "", 10, 400, "#000000", 0))
    assert not re.search(r"\b(re|[fSB]\*?|BT)\n", said)


def test_lengths_that_are_no_numbers_do_not_break_the_page():
    said = drawn(Rect(float("nan"), 0, float("inf"), 10, "#000000"), Line(0, 0, float("-inf"), 1, "#000000"))
    assert "inf" not in said
    assert "nan" not in said


def test_a_picture_is_fitted_and_its_opacity_kept():
    raster = Raster(2, 1, b"\x01\x02\x03\x04\x05\x06", b"\xff\x00")
    items = (Image(0, 0, 40, 40, "a.png"), Image(50, 0, 40, 40, "a.png"), Image(0, 50, 9, 9, "lost.png"))
    page_of = DisplayList(100, 100, (Group("card", 0, 0, 100, 100, items),), "")
    data = pdf([page_of], rasters=lambda name: raster if name == "a.png" else None)
    assert data.count(b"/Subtype /Image") == 2  # the picture and its opacity
    assert contents(data).count("/I0 Do") == 2
    assert "q 40.000 0 0 -20.000 0.00 30.00 cm /I0 Do Q" in contents(data)


def test_letters_the_font_lacks_are_drawn_as_outlines_and_stay_text():
    line = Text(3, 9, "Кот 😀 猫", 12, 400, "#112233", 50)
    data = pdf(
        [DisplayList(100, 100, (Group("card", 0, 0, 100, 100, (line,)),), "")],
        outlines=lambda text, size, weight: (("M", (0, 0)), ("L", (size, 1)), ("Z", ())),
    )
    assert "cm 0.00 0.00 m 12.00 1.00 l h f Q" in contents(data)
    assert "BT 3 Tr" in contents(data)
    assert b"<D83DDE00>" in data
    assert b"<732B>" in data


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_letters_the_font_lacks_can_be_searched(tmp_path):
    file = tmp_path / "map.pdf"
    file.write_bytes(pdf([page("Кот 😀 猫 и 🎉")]))
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True, timeout=60)
    assert "Кот 😀 猫 и 🎉" in " ".join(done.stdout.decode().split())
    assert not done.stderr
