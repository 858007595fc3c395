"""From bytes to text before any YAML is parsed: size, encoding, forbidden characters, conflict markers, lines."""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate, islice

from cjm_editor.core.errors import FormatError, Place, Problem
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _, ngettext

LIMIT = 16 * 1024 * 1024
"""Bytes in the largest file that is read."""

BOM = "\ufeff"
REPLACEMENT = "\ufffd"

_CONTROLS = bytes((*(code for code in range(32) if code not in b"\t\n\r"), 127))
_RARE = re.compile(b"\xc2[\x80-\x9f]|\xef\xbf[\xbe\xbf]")
_HIGH = b"\0\x04"
"""The upper halves of Latin and Cyrillic letters in UTF-16."""

FIRST = 64
"""Bytes that show in which encoding a file is: farther on there are dashes and arrows."""

STRETCH = 2**15
"""Characters between two places where the lines are counted."""

MARKERS = 1000
"""Conflict markers that are told."""


@cache
def forbidden() -> re.Pattern[str]:
    """Characters that YAML forbids, lone surrogates among them; listed, since the allowed ones take 3 ms to compile."""
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Scanned:
    """The text of a file without its BOM, and what had to be done to get it."""

    text: str
    has_bom: bool
    replaced: int
    problems: tuple[Problem, ...]


class Lines:
    """Turns an index into the text into a line and column, counted from 1 as text editors do."""

    __slots__ = ("_before", "_file", "_has_cr", "_text")

    def __init__(self, text: str, file: str = "") -> None:
        self._text = text
        self._file = file
        self._has_cr = "\r" in text
        self._before: list[int] = []
        """Line ends before each stretch of the text: a list of all lines may take fifty times the file's memory."""

    def place(self, index: int) -> Place:
        """The place of the character at `index`."""
        if not self._before:
            ends = (self._ends(at, at + STRETCH) for at in range(0, len(self._text), STRETCH))
            self._before = list(accumulate(ends, initial=0))
        stretch = index // STRETCH
        line = 1 + self._before[stretch] + self._ends(stretch * STRETCH, index)
        return Place(self._file, line, index - self._start(index) + 1)

    def _ends(self, start: int, end: int) -> int:
        """How many lines end in a part of the text; a CR that stands before a LF ends none."""
        count = self._text.count
        if not self._has_cr:
            return count("\n", start, end)
        return count("\n", start, end) + count("\r", start, end) - count("\r\n", start, end + 1)

    def _start(self, index: int) -> int:
        """Where the line of the character at `index` begins."""
        start = self._text.rfind("\n", 0, index) + 1
        if not self._has_cr:
            return start
        before = index - 1 if self._text[index - 1 : index + 1] == "\r\n" else index
        return max(start, self._text.rfind("\r", start, before) + 1)


def scan(data: bytes, name: str = "") -> Scanned:
    """The text of a file. Raises `FormatError` where it is too large, not UTF-8, empty or has conflict markers."""
    if len(data) > LIMIT:
        message = _(
            "The file is larger than {limit} MB, which no journey map needs. "
            "Take pictures and tables out of it, or split it by segment.",
            limit=LIMIT // 2**20,
        )
        raise _refused("size", message, Place(name, 1, 1))
    whole = _decoded(data, name)
    text, has_bom = whole.removeprefix(BOM), whole.startswith(BOM)
    if not re.search(r"(?:\A|[\n\r])[ \t]*[^\s#]", text):
        raise _refused("empty", empty(), Place(name, 1, 1))
    _refuse_conflicts(text, name)
    first = forbidden().search(text) if _may_be_forbidden(data) else None
    if first is None:
        return Scanned(text, has_bom, 0, ())
    place = Lines(text, name).place(first.start())
    text, replaced = forbidden().subn(REPLACEMENT, text)
    message = ngettext(
        "{n} character that a YAML file may not hold was replaced with “�”. Look at the place and save the file.",
        "{n} characters that a YAML file may not hold were replaced with “�”. This is the first; "
        "look at it and save the file.",
        replaced,
    )
    problem = Problem("forbidden-characters", message, place, "notice")
    return Scanned(text, has_bom, replaced, (problem,))


def _may_be_forbidden(data: bytes) -> bool:
    """Whether a forbidden character may be among the bytes: a quick look that spares most files the long one."""
    return len(data.translate(None, _CONTROLS)) < len(data) or _RARE.search(data) is not None


def empty() -> Message:
    """The sentence about a file in which nothing stands."""
    return _("The file is empty. A document starts with “cjm: 1”; choose File → New map to make one.")


def _wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 by their marks, or by the zeros of the first letters; "" where it is neither."""
    first = data[:4]
    zeros = first.count(0)
    is_wide_ascii = len(first) == 4 and zeros == 3 and 0 in (first[0], first[3])
    if first in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or is_wide_ascii:
        return "UTF-32"
    is_marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "UTF-16" if is_marked or zeros == 2 or _are_pairs(data[:FIRST]) else ""


def _are_pairs(data: bytes) -> bool:
    """Whether bytes are pairs whose one half, always the same, only tells Latin letters (0) from Cyrillic ones (4)."""
    if not data or len(data) % 2 or len(data.translate(None, _HIGH)) * 2 < len(data):
        return False
    return any(not data[half::2].translate(None, _HIGH) for half in (0, 1)) and len(set(data)) > 1


def _decoded(data: bytes, name: str) -> str:
    """The characters of the file, BOM included."""
    wide = _wide_encoding(data)
    if wide:
        message = _(
            "The file is in {encoding}. Open it in a text editor and save it as UTF-8.", encoding=wide
        )
        raise _refused("encoding", message, Place(name, 1, 1))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_binary(data):
            message = _(
                "This is not a text file but a picture, a program or another binary file. "
                "Choose a document: its name ends in .cjm.yaml."
            )
            raise _refused("binary", message, Place(name, 1, 1)) from None
        before = data[: error.start].decode("utf-8").removeprefix(BOM)
        place = Lines(before, name).place(len(before))
        message = _(
            "The file is not in UTF-8 from here on (byte {byte}). Open it in a text editor and save it as UTF-8.",
            byte=f"0x{data[error.start]:02X}",
        )
        raise _refused("encoding", message, place) from None


def _is_binary(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are no text in any other encoding either."""
    return 0 in data[:8192] or data.startswith((b"%PDF-", b"GIF8", b"\xff\xd8\xff"))


def _refuse_conflicts(text: str, name: str) -> None:
    """Raise where a merge of git was left undone: every marker is named."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return
    marker = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: [^\r\n]*)?(?=\r?$)", re.MULTILINE)
    lines = Lines(text, name)
    message = _(
        "A git merge was not finished here: this line is a conflict marker. "
        "Keep one of the two versions, delete the marker lines, and open the file again."
    )
    markers = islice(marker.finditer(text), MARKERS)
    found = [Problem("conflict-marker", message, lines.place(m.start())) for m in markers]
    if found:
        raise FormatError(tuple(found))


def _refused(code: str, message: Message, place: Place) -> FormatError:
    return FormatError((Problem(code, message, place),))
