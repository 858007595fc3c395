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
