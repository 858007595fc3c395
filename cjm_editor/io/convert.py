"""From nodes to the model's values, by the schema table. What does not fit is noted and left unset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from cjm_editor.core import model
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, Field
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import Message, _
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node
from cjm_editor.io.places import is_card_text
from cjm_editor.io.scalars import NULLS, is_absent, parsed, wrong_value
from cjm_editor.io.shapes import SINGLE, Named, own_lanes, shape_of

SCALARS = ("text", "id", "ref", "number", "yesno", "date", "period", "duration", "choice")

MOST = 50_000
"""Elements with ids in one file, cards not counted: more than sixteen megabytes hold if each says anything."""

T = TypeVar("T", bound=Named)

ChunkReader = Callable[[Node, str], object]
"""Reads an item of a long list that has not been composed, given its kind."""


class Converter:
    """Turns nodes into values; `lanes` are the names under which cards may stand."""

    def __init__(
        self, findings: Findings, read_chunk: ChunkReader, lanes: frozenset[str] = frozenset()
    ) -> None:
        self.findings = findings
        self.read_chunk = read_chunk
        self.lanes = lanes or frozenset(CARD_LANES)
        self.personas: list[tuple[str, int]] = []
        self.room = MOST

    def document(self, root: Node) -> model.Document:
        """The document of a root mapping. Lanes are read first: they name the keys that hold cards."""
        declared = root.entry("lanes")
        if declared is not None:
            quiet = Converter(Findings(""), self.read_chunk)
            lanes = quiet.items("lane", declared[1])[0]
            self.lanes = frozenset(CARD_LANES) | frozenset(own_lanes(cast("tuple[model.Lane, ...]", lanes)))
        return cast(model.Document, self.element("document", root))

    def element(self, kind: str, node: Node) -> object:
        """The element of a mapping. Its id is empty where none is given."""
        shape = shape_of(kind)
        values: dict[str, object] = {"id": ""} if shape.has_id else {}
        starts: dict[str, list[int]] = {}
        cards: list[tuple[str, tuple[model.Card, ...]]] = []
        items = node.items
        for at in range(0, len(items), 2):
            key, value = items[at], items[at + 1]
            field = shape.fields.get(key.value)
            if field is None:
                if shape.cards is not None and key.value in self.lanes:
                    lane = cast("tuple[model.Card, ...]", self.value(shape.cards, key.value, value)[0])
                    if lane:
                        cards.append((key.value, lane))
                elif key.value not in shape.element.reserved:
                    self.findings.notice(key.start, "unknown-key", _unknown(key.value))
                continue
            got, places = self.value(field, field.name, value)
            if got is not None and got != ():
                values[field.attr] = got
                starts[field.name] = places
        if cards:
            values["cards"] = tuple(cards)
        if kind == "map":
            self._map_ids(values, starts)
        elif kind == "document":
            self._document_ids(values, starts)
        if shape.has_id and not values["id"]:
            self.findings.has_unnamed = True
            written = node.entry("id")
            if written is None or (written[1].kind == "scalar" and written[1].value in NULLS):
                self.findings.notice(node.start, "missing-id", _no_id())
        return shape.element.cls(**values)

    def value(self, field: Field, name: str, node: Node) -> tuple[object, list[int]]:
        """The value of a field, None or () where it is absent or wrong, and the places of its items."""
        kind = field.type
        if kind in SCALARS:
            return self.scalar(field, name, node), []
        if node.is_null or (node.kind == "scalar" and not node.style and node.value in ("null", "~")):
            return None, []
        if kind == "item":
            if node.kind == "map":
                return self.element(field.of, node), []
            self.findings.wrong(node.start, "no-group", _no_group(name))
            return None, []
        if node.kind != "list" and not (node.kind == "map" and field.of in SINGLE):
            self.findings.wrong(node.start, "no-list", _no_list(name))
            return None, []
        if kind in ("texts", "refs"):
            return self.texts(field, node), []
        values, starts = self.items(field.of, node)
        return (_sequence(values) if name in ("touchpoints", "transitions") else values), starts

    def scalar(self, field: Field, name: str, node: Node) -> object:
        """The value of a scalar field, or None."""
        if node.kind != "scalar":
            self.findings.wrong(node.start, "no-scalar", _no_scalar(name))
            return None
        if is_absent(field, node.value, not node.style):
            return None
        value, wrong = parsed(field, node.value)
        if wrong is not None:
            code = "wrong-id" if field.type == "id" else "wrong-value"
            self.findings.wrong(node.start, code, wrong_value(name, node.value, wrong))
        return value

    def texts(self, field: Field, node: Node) -> tuple[str, ...]:
        """A list of texts or of ids."""
        inner = Field(field.name, "ref" if field.type == "refs" else "text")
        found: list[str] = []
        for item in node.items:
            if item.kind != "scalar":
                self.findings.wrong(item.start, "no-scalar", _no_text_item(field.name))
                continue
            text = self.scalar(inner, field.name, item)
            if text is not None:
                found.append(cast(str, text))
        return tuple(found)

    def items(self, kind: str, node: Node) -> tuple[tuple[object, ...], list[int]]:
        """The elements of a list, and where each begins."""
        values: list[object] = []
        starts: list[int] = []
        nodes = [node] if node.kind == "map" else node.items
        if shape_of(kind).has_id:
            self.room -= len(nodes)
            if self.room < 0:
                if not self.findings.refused:
                    self.findings.refuse(nodes[self.room].start, "too-many-elements", _many())
                return (), []
        for item in nodes:
            value = self.item(kind, item)
            if value is not None:
                values.append(value)
                starts.append(item.start)
        if kind == "persona":
            self.personas += zip((item.id for item in _identified(values)), starts, strict=True)
        return tuple(values), starts

    def item(self, kind: str, node: Node) -> object:
        """One element of a list, or None where nothing fit to be one stands there."""
        if node.kind == "map":
            return self.element(kind, node)
        if node.kind == "chunk":
            return self.read_chunk(node, kind)
        element = ELEMENTS[kind]
        if element.scalar and is_card_text(node):
            return element.cls(**{element.scalar: node.value})
        if node.kind != "scalar" or node.style or node.value not in NULLS:
            self.findings.wrong(node.start, "no-group", _no_card() if element.scalar else _no_element())
        return None

    def _map_ids(self, values: dict[str, object], starts: dict[str, list[int]]) -> None:
        """Ids are unique among the stages and touchpoints of a map, and among its transitions."""
        self._ids(values, starts, (("stage", "stages"), ("touchpoint", "touchpoints")))
        self._ids(values, starts, (("transition", "transitions"),))

    def _document_ids(self, values: dict[str, object], starts: dict[str, list[int]]) -> None:
        """Segments, lanes, maps and, over all segments, personas have ids of their own."""
        for kind, name in (("segment", "segments"), ("lane", "lanes"), ("map", "maps")):
            self._ids(values, starts, ((kind, name),))
        self._unique(self.personas)
        taken = {id for id, _start in self.personas if id}
        segments = cast("tuple[model.Segment, ...]", values.get("segments", ()))
        if any(not persona.id for segment in segments for persona in segment.personas):
            tried: dict[str, int] = {}
            values["segments"] = tuple(
                replace(segment, personas=with_ids("persona", segment.personas, taken, tried))
                for segment in segments
            )

    def _unique(self, found: list[tuple[str, int]]) -> set[str]:
        """The ids found, those given twice refused."""
        first: dict[str, int] = {}
        for id, start in found:
            if id in first:
                self.findings.refuse(start, "duplicate-id", _same_id(id, self.findings.line(first[id])))
            elif id:
                first[id] = start
        return set(first)

    def _ids(
        self, values: dict[str, object], starts: dict[str, list[int]], lists: tuple[tuple[str, str], ...]
    ) -> None:
        """Refuse ids given twice in one space of ids, and name the elements that have none by their place."""
        found: list[tuple[str, int]] = []
        for _kind, name in lists:
            items = _identified(values.get(name, ()))
            found += zip((item.id for item in items), starts.get(name, ()), strict=True)
        taken = self._unique(found)
        for kind, name in lists:
            items = _identified(values.get(name, ()))
            if any(not item.id for item in items):
                named = with_ids(kind, tuple(items), taken, {})
                values[name] = _sequence(named) if isinstance(items, Seq) else named


def with_ids(kind: str, items: tuple[T, ...], taken: set[str], tried: dict[str, int]) -> tuple[T, ...]:
    """The elements, those without an id called by kind and place (`stage-2`); `taken` grows by the names given.

    `tried` is where the last search for a free name ended, so that many lists do not search from the beginning.
    """
    named = []
    for n, item in enumerate(items, 1):
        if not item.id:
            id = f"{kind}-{n}"
            if id in taken:
                again = tried.get(id, 1) + 1
                while f"{id}-{again}" in taken:
                    again += 1
                tried[id] = again
                id = f"{id}-{again}"
            taken.add(id)
            item = replace(item, id=id)  # type: ignore[type-var]
        named.append(item)
    return tuple(named)


def _sequence(items: tuple[object, ...]) -> object:
    """Touchpoints or transitions as the model holds them."""
    return Seq(cast("tuple[model.Touchpoint, ...]", items))


def _identified(items: object) -> Sequence[Named]:
    return cast("Sequence[Named]", items)


def _unknown(name: str) -> Message:
    return _("This format has no field “{name}”; it is kept as it is. Check the spelling.", name=name)


def _many() -> Message:
    return _(
        "A file holds at most {limit} touchpoints, transitions and stages, and here is one more. "
        "Split it by segment.",
        limit=MOST,
    )


def _no_id() -> Message:
    return _("This element has no id; until one is written, it is named by its place in the list.")


def _no_group(name: str) -> Message:
    return _("“{field}” holds fields of its own: write them below it, one a line.", field=name)


def _no_list(name: str) -> Message:
    return _(
        "“{field}” is a list: write its items below it, each on a line that begins with a dash.", field=name
    )


def _no_scalar(name: str) -> Message:
    return _("“{field}” is one value, not a list or a group. Put the text in quotes.", field=name)


def _no_text_item(name: str) -> Message:
    return _(
        "Each item of “{field}” is one text, and here stands a list or a group. "
        "Take the brackets away, or put the text in quotes.",
        field=name,
    )


def _no_element() -> Message:
    return _("An element with fields is expected here, such as “- title: …”.")


def _no_card() -> Message:
    return _("A card is a text, or fields with “text: …” among them.")


def _same_id(id: str, line: str) -> Message:
    return _(
        "The id “{id}” is used twice, first in line {line}. Give one of the two another id.", id=id, line=line
    )
