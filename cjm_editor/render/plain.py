"""What back ends put into files of other formats: text that cannot break them, pictures known by their bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

Pictures = Callable[[str], bytes | None]
"""Gives the bytes of a picture by the name the document has for it, or None."""

_SPACE = "[\x00-\x1f\x7f-\x9f\u2028\u2029]"
_LOST = "[\ud800-\udfff\ufffe\uffff]"

LARGEST_PICTURE = 20_000_000
"""Bytes of a picture file; larger ones are not drawn."""

LARGEST_SIDE = 16_000
MOST_PIXELS = 64_000_000
"""Pixels of a side and of a whole picture: one that says it has more is refused before anybody unpacks it."""


def one_line(text: str) -> str:
    """Return the text as one line that XML can hold: controls and separators become spaces, halves of surrogate
    pairs and the two non-characters of the first plane the replacement character."""
    if text.replace("\u00a0", " ").isprintable():  # nearly every text, and nothing to compile for it
        return text
    return re.sub(_LOST, "\ufffd", re.sub(_SPACE, " ", text))


def picture_format(data: bytes) -> str:
    """Return "png", "jpeg", "webp" or "gif" as the first bytes say, else ""."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return "gif" if data.startswith((b"GIF87a", b"GIF89a")) else ""


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels as the header says, (0, 0) where it does not say it.

    Layouts: PNG 1.2 section 4.1.1, GIF89a section 18, ITU T.81 section B.2.2, the WebP container specification.
    """
    match picture_format(data):
        case "png" if data[12:16] == b"IHDR" and len(data) >= 24:
            return int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
        case "gif" if len(data) >= 10:
            return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
        case "jpeg":
            return _jpeg_size(data)
        case "webp" if len(data) >= 30:
            return _webp_size(data)
    return 0, 0


def _jpeg_size(data: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xFF:  # filling
            at += 1
        elif 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(data[at + 7 : at + 9]), int.from_bytes(data[at + 5 : at + 7])
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4]))
    return 0, 0


def _webp_size(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(data[26:28], "little") & 0x3FFF, int.from_bytes(data[28:30], "little") & 0x3FFF
    return 0, 0


def is_picture(data: bytes) -> bool:
    """Return whether the bytes begin as a picture of a kind and a size that is drawn."""
    width, height = picture_size(data) if len(data) <= LARGEST_PICTURE else (0, 0)
    return 0 < width <= LARGEST_SIDE and 0 < height <= LARGEST_SIDE and width * height <= MOST_PIXELS
