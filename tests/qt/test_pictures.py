"""Pictures by their bytes: four kinds are drawn, a claimed size is believed before anything is unpacked."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageReader

from cjm_editor.qt.pictures import decoded
from cjm_editor.render.plain import LARGEST_SIDE, MOST_PIXELS, is_picture, picture_format, picture_size

GIF = b"GIF89a\x03\0\x02\0\x80\0\0\xff\0\0\0\0\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x03\0\x02\0\0\x02\x03D\x02\x05\0;"
KINDS = [
    kind
    for kind in ("png", "jpeg", "webp")
    if QByteArray(kind.encode()) in QImageReader.supportedImageFormats()
]


@pytest.fixture(autouse=True)
def application(qapp):
    return qapp


def picture(kind: str, width: int = 30, height: int = 20) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#a63c10"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data())


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_bomb(width: int, height: int) -> bytes:
    """A PNG that says how large it is and truly unpacks to that: a few kilobytes of zeros."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(min(height, 4000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gif_of(width: int, height: int) -> bytes:
    return GIF[:6] + struct.pack("<HH", width, height) + GIF[10:]


def webp_of(width: int, height: int) -> bytes:
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4)
    body += struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3] + bytes(20)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def jpeg_of(width: int, height: int) -> bytes:
    data = bytearray(picture("jpeg"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_of_the_known_kinds_are_drawn(kind: str) -> None:
    data = picture(kind)
    assert (picture_format(data), picture_size(data)) == (kind, (30, 20))
    image = decoded(data)
    assert image is not None
    assert (image.width(), image.height()) == (30, 20)


def test_a_gif_says_its_size() -> None:
    assert (picture_format(GIF), picture_size(GIF)) == ("gif", (3, 2))


@pytest.mark.parametrize("side", [LARGEST_SIDE + 1, 60_000])
@pytest.mark.parametrize("made", [png_bomb, gif_of, webp_of, jpeg_of])
def test_a_bomb_is_refused_by_its_header(made, side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*_arguments: object) -> None:
        raise AssertionError("somebody began to unpack it")

    monkeypatch.setattr("cjm_editor.qt.pictures.QImageReader", unpacked)
    for data in (made(side, 4), made(4, side), made(9000, 9000)):
        assert not is_picture(data)
        assert decoded(data) is None


def test_a_long_picture_within_the_limits_is_read_small() -> None:
    image = decoded(png_bomb(LARGEST_SIDE, 100))
    assert image is not None
    assert image.width() <= 2048
    assert LARGEST_SIDE * 4000 <= MOST_PIXELS


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG",
        b"\x89PNG\r\n\x1a\n",
        b"GIF89a",
        b"\xff\xd8\xff",
        b"\xff\xd8" + b"\xff" * 3000,
        b"\xff\xd8\xff\xe0\0\0" * 300,
        b"RIFF\0\0\0\0WEBP",
        b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 14,
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"<?xml version='1.0'?><svg/>",
        b"BM" + b"\0" * 60,
        b"II*\0" + b"\0" * 60,
        b"\0\0\1\0\1\0" + b"\0" * 60,
        b"/* XPM */ static char *a[] = {}",
        b"P6 9999 9999 255 ",
        b"%PDF-1.4",
        b"#define a_width 9999",
    ],
    ids=lambda data: repr(data[:14]),
)
def test_what_is_no_such_picture_is_refused(data: bytes) -> None:
    assert decoded(data) is None
    assert not is_picture(data)


def test_the_name_of_a_file_says_nothing() -> None:
    """The bytes decide: a page of HTML is no picture whatever it is called, and a PNG called .jpg is drawn."""
    assert decoded(b"<html>" + picture("png")) is None
    assert decoded(picture("png")) is not None


@pytest.mark.no_qt_log  # the libraries behind Qt say what is broken
@pytest.mark.parametrize("kind", [*KINDS, "gif"])
def test_broken_pictures_are_drawn_or_refused(kind: str) -> None:
    data = GIF if kind == "gif" else picture(kind, 60, 40)
    rng = random.Random(3)
    for _ in range(150):
        broken = bytearray(data[: rng.randint(12, len(data))])
        for _more in range(rng.randint(1, 5)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        image = decoded(bytes(broken))
        assert image is None or max(image.width(), image.height()) <= 2048
