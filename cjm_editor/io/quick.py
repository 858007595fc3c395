"""Elements read straight from their lines, where these are in the plain form that the editor writes itself.

Whatever is unusual (a comment behind a value, brackets, an unknown key, a wrong value) makes the reader give
up on the element or the document, which is then composed from the parser's events. A test holds both ways to the same
values.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import cast

from cjm_editor.core.model import Card, Document, Lane, Number, Touchpoint
from cjm_editor.core.schema import CARD_LANES, VERSION, Field
from cjm_editor.core.seq import Seq
from cjm_editor.io.scalars import is_absent, parsed
from cjm_editor.io.shapes import SINGLE, Named, own_lanes, shape_of

_PLAIN = re.compile(r"[\w«„“‘…(—–€№\U0001f000-\U0001faff][^\x00-\x1f\x7f-\x9f:#]*(?<!\s)\Z")
_WORD = re.compile(r"[-+.]?[\w][\w.+/-]*\Z")
_ID = re.compile(r"(?!null\Z)[^\W\d_][\w.-]{0,63}\Z")
"""Ids that are plain scalars at first sight."""

_STRANGE = ("\r", "\t", "\x85", "\u2028", "\u2029", "\ufeff")

SEQUENCES = ("touchpoint", "transition")
"""Elements of which the model holds a `Seq`."""

BLOCKS = ("|", "|-")
"""How the writer begins a text of several lines."""

SHARED = ("evidence", "metric")
"""Elements without an identity of their own, of which many are alike."""

Typed = str | Number | bool


class UnusualError(Exception):
    """The lines are not in the plain form."""


class Table:
    """What lines of one kind of element at one depth may begin with."""

    __slots__ = ("cls", "known", "lists", "needs_id", "pad", "scalars")

    def __init__(self, kind: str, depth: int, lanes: frozenset[str]) -> None:
        shape = shape_of(kind)
        self.cls, self.pad = shape.element.cls, " " * depth
        self.needs_id = shape.has_id
        self.scalars: dict[str, tuple[str, Field, bool]] = {}
        self.known: dict[str, tuple[str, Typed]] = {}
        """Whole lines read before, other than those of texts: most say what others said."""
        self.lists: dict[str, tuple[str, Field]] = {}
        for field in shape.fields.values():
            if field.type in ("texts", "refs", "items") or field.type == "item":
                self.lists[f"{self.pad}{field.name}:"] = (field.name, field)
            else:
                self.scalars[self.pad + field.name] = (field.attr, field, field.type == "text")
        if shape.cards is not None:
            for lane in lanes - frozenset(shape.fields):
                self.lists[f"{self.pad}{lane}:"] = (lane, shape.cards)


class QuickReader:
    """Reads chunks of one text; `lanes` are the names under which cards may stand."""

    def __init__(self, text: str, lanes: frozenset[str]) -> None:
        self._text = text
        self._lanes = lanes
        self._tables: dict[tuple[str, int], Table] = {}
        self._lists: dict[tuple[str, ...], tuple[object, ...]] = {}
        self._is_plain = not any(sign in text for sign in _STRANGE)

    def read(self, kind: str, start: int, end: int) -> object | None:
        """The element whose lines stand at `start`..`end`, or None where they are unusual."""
        if not self._is_plain:
            return None
        lines = self._text[start:end].split("\n")
        first = lines[0]
        depth = len(first) - len(first.lstrip(" "))
        if first[depth : depth + 2] != "- ":
            return None
        lines[0] = " " * (depth + 2) + first[depth + 2 :]
        lines.append("")
        try:
            value, at = self._element(kind, lines, 0, depth + 2)
        except UnusualError:
            return None
        return None if any(lines[at:]) else value

    def document(self) -> Document | None:
        """The document of the whole text, or None where something in it is unusual or to be told."""
        if not self._is_plain:
            return None
        lines = self._text.split("\n")
        lines.append("")
        try:
            start = _to_content(lines, 0)
            if not lines[start].startswith("cjm: "):
                return None
            value, at = self._element("document", lines, start, 0)
        except UnusualError:
            return None
        document = cast(Document, value)
        return document if not any(lines[at:]) and document.cjm <= VERSION and _is_unique(document) else None

    def _table(self, kind: str, depth: int) -> Table:
        table = self._tables.get((kind, depth))
        if table is None:
            table = self._tables[kind, depth] = Table(kind, depth, self._lanes)
        return table

    def _element(self, kind: str, lines: list[str], at: int, depth: int) -> tuple[object, int]:
        """An element whose first line stands at `at`, and the position of the line after it."""
        table = self._table(kind, depth)
        known, scalars = table.known, table.scalars
        values: dict[str, object] = {}
        cards: dict[str, object] = {}
        while True:
            line = lines[at]
            said = known.get(line)
            if said is None:
                head, colon, raw = line.partition(": ")
                found = scalars.get(head) if colon else None
                if found is not None:
                    attr, field, is_text = found
                    if field.type == "id" and _ID.match(raw):
                        said = (attr, raw)
                    elif is_text and raw in BLOCKS:
                        text, end = _block(lines, at + 1, depth, raw)
                        said, at = (attr, text), end - 1
                    elif is_text:
                        said = (attr, raw if _PLAIN.match(raw) else _text(raw))
                    else:
                        said = known[line] = (attr, _typed(field, raw))
            if said is not None:
                if said[0] in values:
                    raise UnusualError
                values[said[0]] = said[1]
                at += 1
                continue
            opened = table.lists.get(line)
            if opened is None:
                reached = _to_content(lines, at)
                if reached == at:
                    break
                at = reached
                continue
            name, field = opened
            into, key = (cards, name) if field.type == "cards" else (values, field.attr)
            if key in into:
                raise UnusualError
            into[key], at = self._listed(field, lines, at + 1, depth)
        is_cut_off = line.startswith(table.pad) if depth else at < len(lines) - 1
        if is_cut_off or not (values or cards) or (table.needs_id and "id" not in values):
            raise UnusualError
        if cards:
            values["cards"] = tuple(cards.items())
        return table.cls(**values), at

    def _listed(self, field: Field, lines: list[str], at: int, depth: int) -> tuple[object, int]:
        """What stands below a key, and the position of the line after it."""
        if field.type == "item":
            at = _to_content(lines, at)
            inner = len(lines[at]) - len(lines[at].lstrip(" "))
            if inner <= depth:
                raise UnusualError
            return self._element(field.of, lines, at, inner)
        if field.of in SHARED:
            return self._shared(field, lines, at, depth)
        items, at = self._items(field, lines, at, depth)
        if field.of == "lane":
            self._declare(cast("tuple[Lane, ...]", items))
        return (Seq(cast("tuple[Touchpoint, ...]", items)) if field.of in SEQUENCES else items), at

    def _declare(self, lanes: tuple[Lane, ...]) -> None:
        """Take the names of declared lanes for lists of cards from here on."""
        self._lanes |= frozenset(own_lanes(lanes))
        self._tables = {}

    def _shared(self, field: Field, lines: list[str], at: int, depth: int) -> tuple[tuple[object, ...], int]:
        """The items of a list that other elements have in the very same lines: these are read once."""
        pad = " " * (depth + 1)
        end = at
        while lines[end].startswith(pad):
            end += 1
        if end == at:
            return self._items(field, lines, at, depth)
        block = (field.of, *lines[at:end])
        items = self._lists.get(block)
        if items is None:
            items, reached = self._items(field, lines, at, depth)
            if reached not in (end, _to_content(lines, end)):
                raise UnusualError
            self._lists[block] = items
        return items, end

    def _items(self, field: Field, lines: list[str], at: int, depth: int) -> tuple[tuple[object, ...], int]:
        """The items of a list below its key at `depth`."""
        inner = depth + 2
        dash = " " * inner + "- "
        if not lines[at].startswith(dash):
            at = _to_content(lines, at)
        if not lines[at].startswith(dash):
            if field.of in SINGLE and lines[at][:inner].isspace() and lines[at][inner : inner + 1].isalpha():
                value, at = self._element(field.of, lines, at, inner)
                return (value,), at
            inner, dash = depth, dash[2:]
        items: list[object] = []
        while True:
            if not lines[at].startswith(dash):
                at = _to_content(lines, at)
                if not lines[at].startswith(dash):
                    break
            raw = lines[at][inner + 2 :]
            if raw[0:1] == "|" and raw in BLOCKS and field.type in ("texts", "cards"):
                text, at = _block(lines, at + 1, inner, raw)
                items.append(text if field.type == "texts" else Card(text))
            elif field.type == "texts":
                items.append(raw if _PLAIN.match(raw) else _text(raw))
                at += 1
            elif field.type == "refs":
                items.append(_typed(_REF, raw))
                at += 1
            elif field.type == "cards" and _PLAIN.match(raw):
                items.append(Card(raw))
                at += 1
            elif field.type == "cards" and (raw[0:1] in ('"', "'") or not (": " in raw or raw[-1:] == ":")):
                items.append(Card(_text(raw)))
                at += 1
            else:
                lines[at] = dash[:-2] + "  " + raw
                value, at = self._element(field.of, lines, at, inner + 2)
                items.append(value)
        if not items or lines[at].startswith(" " * (inner + 1)):
            raise UnusualError
        return tuple(items), at


_REF = Field("ref", "ref")


def _text(raw: str) -> str:
    """A text written plain or in quotes."""
    sign = raw[0:1]
    if sign == '"' and "\\" in raw:
        return _unescaped(raw)
    if sign in ('"', "'"):
        if len(raw) > 1 and raw.find(sign, 1) == len(raw) - 1:
            return raw[1:-1]
    elif _with_signs().match(raw) and ": " not in raw and " #" not in raw:
        return raw
    raise UnusualError


def _unescaped(raw: str) -> str:
    """A text in double quotes with the escapes that the writer uses."""
    if not _escaped().match(raw):
        raise UnusualError
    return _escape().sub(lambda found: _ESCAPES.get(found[0][1]) or chr(int(found[0][2:], 16)), raw[1:-1])


_ESCAPES = {"\\": "\\", '"': '"', "n": "\n", "t": "\t", "r": "\r", "0": "\0"}


@cache
def _with_signs() -> re.Pattern[str]:
    return re.compile(r"[\w«„“‘…(—–€№\U0001f000-\U0001faff][^\x00-\x1f\x7f-\x9f]*(?<![\s:])\Z")


@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(r'"(?:[^"\\]|\\(?:["\\ntr0]|x[\dA-F]{2}|u(?!D[89A-F])[\dA-F]{4}))*"\Z', re.ASCII)


@cache
def _escape() -> re.Pattern[str]:
    return re.compile(r"\\(?:x..|u....|.)")


def _typed(field: Field, raw: str) -> Typed:
    """The value of a field that is no text."""
    is_quoted = raw[0:1] in ('"', "'")
    text = _text(raw) if is_quoted else raw
    if not is_quoted and (not _WORD.match(raw) or is_absent(field, raw, is_plain=True)):
        text = _text(raw)
        if is_absent(field, raw, is_plain=True):
            raise UnusualError
    value, wrong = parsed(field, text)
    if wrong is not None or value is None or value == "":
        raise UnusualError
    return value


def quick_document(text: str) -> Document | None:
    """The document of a text in the form that the editor writes, comments and empty lines between its lines allowed.

    None where anything else stands in it, or anything is to be told: then the parser's events have to be asked.
    """
    return QuickReader(text, frozenset(CARD_LANES)).document()


def _to_content(lines: list[str], at: int) -> int:
    """The position of the next line that is neither empty nor a comment; at most that of the last line."""
    last = len(lines) - 1
    while at < last and lines[at].lstrip(" ")[:1] in ("", "#"):
        at += 1
    return at


def _block(lines: list[str], at: int, depth: int, mark: str) -> tuple[str, int]:
    """The text of several lines from `at` on, below something at `depth`, and the position of the line after it."""
    pad = " " * (len(lines[at]) - len(lines[at].lstrip(" ")))
    if len(pad) <= depth:
        raise UnusualError
    found: list[str] = []
    end = at
    for number in range(at, len(lines)):
        line = lines[number]
        if line.startswith(pad):
            found += [""] * (number - end)
            found.append(line[len(pad) :])
            end = number + 1
        elif line.strip(" "):
            break
    if not all(line.strip(" ") for line in lines[at:end] if line):
        raise UnusualError
    return "\n".join(found) + ("\n" if mark == "|" else ""), end


def _is_unique(document: Document) -> bool:
    """Whether every id names one element in its space of ids."""
    spaces: list[Iterable[Named]] = [document.segments, document.lanes, document.maps]
    spaces.append([persona for segment in document.segments for persona in segment.personas])
    for journey in document.maps:
        spaces += ([*journey.stages, *journey.touchpoints], journey.transitions)
    for space in spaces:
        ids = [item.id for item in space]
        if len(set(ids)) < len(ids):
            return False
    return True
