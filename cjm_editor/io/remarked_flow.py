"""Putting entries into brackets or braces that have comments in them, and taking some out: the comments stay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cjm_editor.io.spans import CannotSpliceError, line_end, line_start, next_line

if TYPE_CHECKING:
    from cjm_editor.io.splice import Splicer

_TO_COMMA = re.compile(r"(?:\s|(?<=\s)#[^\n\r\x85\u2028\u2029]*+)*+,")
"""Blanks and comments behind an entry, up to its comma. A comment runs to the end of its line and is never looked at
again: read piece by piece, one with many blanks would take for ever."""


def put_between(
    work: Splicer,
    spans: Sequence[tuple[int, int]],
    inserts: Sequence[tuple[int, str]],
    removed: frozenset[int],
) -> None:
    """Note the edits: `spans` are the entries, `inserts` new ones with the number of that which they follow (-1: none).

    Raises `CannotSpliceError` where no entry stays.
    """
    stays = [at for at in range(len(spans)) if at not in removed]
    if not stays:
        raise CannotSpliceError("comments and no entry to stay beside them")
    text = work.text
    for at in removed:
        _take_out(work, *spans[at])
    for behind, made in inserts:
        kept = [at for at in stays if at <= behind]
        if not kept:
            start = spans[stays[0]][0]
            work.add(start, start, made + ", ")
            continue
        end = spans[kept[-1]][1]
        # a colon right before a comma is part of the key for some parsers
        work.add(end, end, (" , " if text[end - 1 : end] == ":" else ", ") + made)


def _take_out(work: Splicer, start: int, end: int) -> None:
    """Take out an entry with its comma; the comments between the two stay, and a line that holds nothing more goes."""
    text = work.text
    comma = _TO_COMMA.match(text, end)
    stop = end if comma is None else comma.end()
    if comma is not None and text[end : stop - 1].strip():
        work.add(stop - 1, stop, "")
        stop = end
    begin = line_start(text, start)
    if not text[begin:start].strip() and not text[stop : line_end(text, stop)].strip() and begin > 0:
        work.add(begin, next_line(text, stop), "")
        return
    while text[stop : stop + 1] == " " and text[stop + 1 : stop + 2] not in ("#", ""):
        stop += 1
    work.add(start, stop, "")
