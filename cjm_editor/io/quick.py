"""Elements read straight from their lines, where these are in the plain form that the editor writes itself.

Whatever is unusual (a comment, brackets, escapes, an unknown key, a wrong value, an empty line) makes the reader give
up on the element, which is then composed from the parser's events. A test holds both ways to the same values.
"""

from __future__ import annotations

import re

from cjm_editor.core.model import Card, Number
from cjm_editor.core.schema import Field
from cjm_editor.io.convert import SINGLE, shape_of
from cjm_editor.io.scalars import is_absent, parsed

_PLAIN = re.compile(r"[\w«„“…(][^\x00-\x1f\x7f-\x9f:#]*(?<!\s)\Z")
_WITH_SIGNS = re.compile(r"[\w«„“…(][^\x00-\x1f\x7f-\x9f]*(?<![\s:])\Z")
_WORD = re.compile(r"[-+.]?[\w][\w.+/-]*\Z")
_ID = re.compile(r"(?!null\Z)[^\W\d_][\w.-]{0,63}\Z")
"""Ids that are plain scalars at first sight."""

_STRANGE = ("\r", "\t", "\x85", "\u2028", "\u2029", "\ufeff")

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
            if field.type in ("texts", "refs", "items"):
                self.lists[f"{self.pad}{field.name}:"] = (field.name, field)
            elif field.type != "item":
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
        cards: dict[str, tuple[object, ...]] = {}
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
                break
            name, field = opened
            if field.of in SHARED:
                items, at = self._shared(field, lines, at + 1, depth)
            else:
                items, at = self._items(field, lines, at + 1, depth)
            if field.type == "cards":
                if name in cards:
                    raise UnusualError
                cards[name] = items
            elif field.attr in values:
                raise UnusualError
            else:
                values[field.attr] = items
        if line.startswith(table.pad) or not (values or cards) or (table.needs_id and "id" not in values):
            raise UnusualError
        if cards:
            values["cards"] = tuple(cards.items())
        return table.cls(**values), at

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
            if reached != end:
                raise UnusualError
            self._lists[block] = items
        return items, end

    def _items(self, field: Field, lines: list[str], at: int, depth: int) -> tuple[tuple[object, ...], int]:
        """The items of a list below its key at `depth`."""
        inner = depth + 2
        dash = " " * inner + "- "
        if not lines[at].startswith(dash):
            if field.of in SINGLE and lines[at][:inner].isspace() and lines[at][inner : inner + 1].isalpha():
                value, at = self._element(field.of, lines, at, inner)
                return (value,), at
            inner, dash = depth, dash[2:]
        items: list[object] = []
        while lines[at].startswith(dash):
            raw = lines[at][inner + 2 :]
            if field.type == "texts":
                items.append(raw if _PLAIN.match(raw) else _text(raw))
                at += 1
            elif field.type == "refs":
                items.append(_typed(_REF, raw))
                at += 1
            elif field.type == "cards" and (raw[0:1] in ('"', "'") or _PLAIN.match(raw)):
                items.append(Card(raw if _PLAIN.match(raw) else _text(raw)))
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
    """A text written plain or in quotes without escapes."""
    sign = raw[0:1]
    if sign in ('"', "'"):
        if len(raw) > 1 and raw.find(sign, 1) == len(raw) - 1 and (sign == "'" or "\\" not in raw):
            return raw[1:-1]
    elif _WITH_SIGNS.match(raw) and ": " not in raw and " #" not in raw:
        return raw
    raise UnusualError


def _typed(field: Field, raw: str) -> Typed:
    """The value of a field that is no text."""
    is_quoted = raw[0:1] in ('"', "'")
    text = _text(raw) if is_quoted else raw
    if not is_quoted and (not _WORD.match(raw) or is_absent(field, raw, is_plain=True)):
        text = _text(raw)
        if is_absent(field, raw, is_plain=True):
            raise UnusualError
    value, wrong = parsed(field, text)
    if wrong is not None or value is None:
        raise UnusualError
    return value
