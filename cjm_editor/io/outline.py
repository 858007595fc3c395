"""The nodes of a text with its long lists left uncomposed: their items are cut into chunks of whole lines.

A list of thousands of touchpoints then costs a search for dashes instead of a parse. The cut is sound because it is
checked: what is left must parse with the list's key at that very place and nothing behind it, and every chunk must be
exactly one item (the caller reads or composes it). Where that fails the whole text is composed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice

from cjm_editor.core.records import dataclass
from cjm_editor.io.compose import compose
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node

LONG = 24
"""Items from which on a list is cut."""

DEEPEST = 16
"""Columns before the key of a long list. The bound keeps hostile nesting from being searched again and again."""

KEYS = 10_000
"""Keys that are looked at."""

MOST = 50_000
"""Items of a list that is cut; what is longer is refused in the end."""

_KEY = re.compile(r"(?:touchpoints|transitions):")

_FIRST_DASH = re.compile(r"(?:[ ]*(?:#[^\r\n]*)?\r?\n)*(?P<pad> *)-[ \r\n]")


@dataclass(frozen=True, slots=True)
class Cut:
    """A list taken out: the place of its key, its lines `start`..`end`, where its dash stands, its items' lines."""

    key: int
    start: int
    end: int
    dash: int
    items: tuple[int, ...]


def outline(text: str, at_least: int = LONG) -> Node | None:
    """The root node with long lists in chunks; None where a cut is doubtful or the rest is not clean."""
    cuts = _cuts(text, at_least)
    if not cuts:
        return None
    parts: list[str] = []
    at = 0
    for cut in cuts:
        parts.append(text[at : cut.start])
        at = cut.end
    rest = "".join((*parts, text[at:]))
    findings = Findings(rest)
    root = compose(rest, findings)
    if root is None or findings.refused or root.kind != "map":
        return None
    _move(root, cuts)
    return root if _put_back(root, cuts) else None


def _cuts(text: str, at_least: int) -> list[Cut]:
    """The long lists of the text, by the look of their lines."""
    found: list[Cut] = []
    at = 0
    for _number in range(KEYS):
        key = _KEY.search(text, at)
        if key is None:
            break
        cut = _cut(text, key.start())
        if cut is not None and len(cut.items) > MOST:
            return []
        if cut is not None and len(cut.items) >= at_least:
            found.append(cut)
            at = cut.end
        else:
            at = key.end()
    return found


def _cut(text: str, key: int) -> Cut | None:
    """The list whose key stands at a place, or None where it does not look like one in block style."""
    begin = text.rfind("\n", max(0, key - DEEPEST - 1), key) + 1
    depth = key - begin
    if depth > DEEPEST:
        return None
    before = text[begin:key]
    if before.strip(" ") and not (before.endswith("- ") and not before[:-2].strip(" ")):
        return None
    colon = text.index(":", key)
    start = text.find("\n", colon) + 1
    first = _FIRST_DASH.match(text, start) if start and not text[colon + 1 : start].strip() else None
    if first is None:
        return None
    step = len(first["pad"])
    if step < max(depth, 1):
        return None
    dash = first.start("pad") + step
    over = re.compile(rf"\n(?: {{0,{step - 1}}}[^ \r\n#]| {{{step}}}(?!-[ \r\n]|[ \r\n#]))").search(
        text, dash
    )
    end = len(text) if over is None else over.start() + 1
    more = re.compile(rf"\n {{{step}}}-[ \r\n]").finditer(text, dash, end)
    return Cut(
        key, start, end, dash, (first.start("pad"), *(found.start() + 1 for found in islice(more, MOST + 1)))
    )


def _move(root: Node, cuts: list[Cut]) -> None:
    """Give the nodes of the text without its cuts their places in the whole text."""
    places: list[int] = []
    shifts = [0]
    for cut in cuts:
        places.append(cut.start - shifts[-1])
        shifts.append(shifts[-1] + cut.end - cut.start)
    waiting = [root]
    while waiting:
        node = waiting.pop()
        node.start += shifts[bisect_right(places, node.start)]
        node.end += shifts[bisect_left(places, node.end)]
        waiting += node.items


def _put_back(root: Node, cuts: list[Cut]) -> bool:
    """Put the lists in chunks behind their keys; whether each key was found where it should be."""
    lists = {cut.key: cut for cut in cuts}
    maps = root.entry("maps")
    for journey in maps[1].items if maps is not None and maps[1].kind == "list" else ():
        for at in range(0, len(journey.items) if journey.kind == "map" else 0, 2):
            cut = lists.get(journey.items[at].start)
            if cut is not None and journey.items[at + 1].is_null:
                ends = (*cut.items[1:], cut.end)
                chunks = [Node("chunk", *span, "") for span in zip(cut.items, ends, strict=True)]
                journey.items[at + 1] = Node("list", cut.dash, cut.end, "", "", chunks)
                del lists[cut.key]
    return not lists
