"""What Qt lends to the writer of PDF: decoded pictures, and letters that the bundled font lacks."""

import re
import shutil
import subprocess
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from cjm_editor.core.errors import CjmError
from cjm_editor.qt.pdf import decoded_raster, outlines, pdf
from cjm_editor.render.display import DisplayList, Group, Image, Item, Text


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def coded(colour: QColor) -> bytes:
    """A PNG of three by two pixels of one colour."""
    image = QImage(3, 2, QImage.Format.Format_ARGB32)
    image.fill(colour)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return bytes(data.data())


def page(item: Item) -> DisplayList:
    return DisplayList(100, 100, (Group("card", 0, 0, 100, 100, (item,)),), "#FFFFFF")


def content(data: bytes) -> str:
    """The operators of all pages."""
    streams = re.findall(rb"/FlateDecode  /Length \d+ >>\nstream\n(.*?)\nendstream", data, re.DOTALL)
    return b"\n".join(zlib.decompress(stream) for stream in streams).decode("latin-1")


def test_a_picture_is_decoded_with_its_opacity_apart():
    raster = decoded_raster(coded(QColor(200, 100, 50, 128)))
    assert raster is not None
    assert (raster.width, raster.height) == (3, 2)
    assert raster.colours == bytes((200, 100, 50)) * 6
    assert raster.opacity == bytes((128,)) * 6


@pytest.mark.parametrize("data", [b"", b"no picture", b"\x89PNG\r\n\x1a\nbroken"])
def test_a_broken_picture_is_left_out(data):
    assert decoded_raster(data) is None
    assert b"/Subtype /Image" not in pdf([page(Image(0, 0, 50, 50, "a.png"))], pictures=lambda _name: data)


def test_a_picture_stands_in_the_file():
    data = pdf([page(Image(0, 0, 50, 50, "a.png"))], pictures=lambda _name: coded(QColor(1, 2, 3)))
    assert b"/Subtype /Image /Width 3 /Height 2" in data


def test_outlines_begin_at_the_left_end_and_stand_on_the_baseline():
    points = [at[-2:] for _letter, at in outlines("Ж", 12.5, 400) if at]
    assert 0 <= min(x for x, _y in points) < 2
    assert -12 < min(y for _x, y in points) < -8
    assert max(y for _x, y in points) <= 0.01


def test_qt_is_asked_for_only_where_it_must_be():
    class LoadedError(Exception):
        pass

    def before_qt() -> None:
        raise LoadedError

    plain = page(Text(0, 20, "Самовывоз", 12, 400, "#000000", 60))
    assert pdf([plain], before_qt=before_qt).startswith(b"%PDF-1.7")
    with pytest.raises(LoadedError):
        pdf([page(Text(0, 20, "猫", 12, 400, "#000000", 60))], before_qt=before_qt)
    with pytest.raises(LoadedError):
        pdf([page(Image(0, 0, 50, 50, "a.png"))], pictures=lambda _name: b"x", before_qt=before_qt)


def test_an_unknown_format_is_a_sentence():
    with pytest.raises(CjmError):
        pdf([page(Text(0, 20, "a", 12, 400, "#000000", 60))], page="A9")


def test_foreign_letters_stay_within_the_measured_width():
    item = Text(0, 40, "ค้นหาร้านค้าที่มีรองเท้า", 12, 600, "#000000", 50)
    wide = max(x for _letter, at in outlines(item.text, 12, 600) for x in at[::2])
    assert wide > 50
    drawn = content(pdf([page(item)]))
    assert f"{50 / wide:.4f} 0 0 1 0 0 cm" in drawn


def test_what_runs_to_the_left_is_found_as_it_was_written(tmp_path):
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    file = tmp_path / "a.pdf"
    lines = ("رحلة العميل", "איפה החבילה (שלי)")
    items = [Text(10, 30 + 20 * n, line, 12, 400, "#000000", 120) for n, line in enumerate(lines)]
    file.write_bytes(pdf([DisplayList(300, 100, (Group("card", 0, 0, 300, 100, tuple(items)),), "#FFFFFF")]))
    found = subprocess.run([tool, "-raw", str(file), "-"], capture_output=True, check=True, timeout=60).stdout
    text = found.decode("utf-8")
    for line in lines:
        for word in line.replace("(", " ").replace(")", " ").split():
            assert word in text
