"""PDF files: pages, text that can be found, a sound table of offsets, equal bytes."""

import datetime
import re
import shutil
import subprocess

import pytest
from PySide6.QtCore import QHashSeed

from cjm_editor.core.errors import CjmError
from cjm_editor.qt.pdf import page_format, pdf
from cjm_editor.qt.pdf_bytes import reproducible
from cjm_editor.render.display import DisplayList, Group, Line, Path, Rect, Text

DATE = datetime.datetime(2026, 3, 1, 12, 30, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


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


def test_objects_stand_in_the_order_in_which_they_are_referred_to():
    """Qt writes fonts in the order of a salted hash: here the same list is drawn under many salts."""
    items = [
        Text(10, 20 * n, f"Карта {n}", 12, weight, "#000000", 50)
        for n, weight in enumerate((400, 500, 600, 700))
    ]
    display = DisplayList(100, 100, (Group("card", 0, 0, 100, 100, tuple(items)),), "#FFFFFF")
    made = set()
    for salt in range(8):
        QHashSeed.resetRandomGlobalSeed() if salt else QHashSeed.setDeterministicGlobalSeed()
        made.add(pdf([display], "а"))
    assert len(made) == 1


def test_titles_with_signs_of_xml_and_pdf():
    data = pdf([page()], "<a> & (b) \\ \ud800 \x00")
    assert b"&lt;a&gt; &amp; (b)" in data


def test_a_file_of_another_build_is_noticed():
    with pytest.raises(ValueError, match="offsets, dates or id"):
        reproducible(b"%PDF-1.4", None)
