"""The nodes of a YAML text with their spans, composed from the events of PyYAML's C parser without recursion.

Only the events are used: the parser's own tree building recurses and crashes at about 25,000 levels. What the format
refuses (anchors, aliases, merge keys, tags, a second document, keys that are no text, duplicate keys, nesting over
64) is found here, for known and unknown keys alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol, cast

from yaml import YAMLError, _yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from cjm_editor.core.texts import Message, _
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node
from cjm_editor.io.syntax import error_index, explained

DEPTH = 64
"""Levels of nesting that are read."""


EVENTS = 1_500_000
"""Events of the parser that are read: a value is one, a list or group two. A map of 10,000 touchpoints takes 300,000;
sixteen megabytes of brackets would take more memory than many a computer has."""

DIRECTIVES = 100
"""Lines of instructions to YAML that are read: the parser compares each with all before it."""


class Mark(Protocol):
    """A place in the text."""

    index: int


class ParserEvent(Protocol):
    """What the kinds of events of the parser have between them."""

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: str | None
    tags: dict[str, str] | None
    style: str | None
    flow_style: bool | None
    value: str


_LEAF: list[Node] = []


def compose(text: str, findings: Findings, offset: int = 0) -> Node | None:
    """The root node, its spans moved by `offset`; None where the text has none or a syntax error ends it."""
    if text.startswith("%") and (index := _too_many_directives(text)):
        findings.refuse(index + offset, "tag", _tagged())
        return None
    parser = _yaml.CParser(text)
    try:
        return _composed(cast(Callable[[], ParserEvent], parser.get_event), findings, offset)
    except YAMLError as error:
        findings.refuse(error_index(error, text) + offset, "syntax", explained(error, text))
        return None
    finally:
        parser.dispose()


def _composed(next_event: Callable[[], ParserEvent], findings: Findings, offset: int) -> Node | None:
    """The loop over the events. A collection is filled while it is on the stack."""
    root = Node("list", 0, 0, "")
    stack = [root]
    items = root.items
    event = None
    for _number in range(EVENTS):
        event = next_event()
        kind: type[object] = type(event)
        if kind is ScalarEvent:
            items.append(
                Node(
                    "scalar",
                    event.start_mark.index + offset,
                    event.end_mark.index + offset,
                    event.style or "",
                    event.value,
                    _LEAF,
                )
            )
            if event.anchor or event.tag:
                _refuse_properties(event, findings, offset)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            is_map = kind is MappingStartEvent
            style = ("{" if is_map else "[") if event.flow_style else ""
            start = event.start_mark.index + offset
            node = Node("map" if is_map else "list", start, event.end_mark.index + offset, style)
            if event.anchor or event.tag:
                _refuse_properties(event, findings, offset)
            items.append(node)
            stack.append(node)
            items = node.items
            if len(stack) > DEPTH + 1:
                findings.refuse(start, "nesting", _deep())
                return None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node = stack.pop()
            items = stack[-1].items
            if node.style:
                node.end = event.end_mark.index + offset
            if kind is MappingEndEvent:
                _check_keys(node, findings)
        elif kind is AliasEvent:
            index = event.start_mark.index + offset
            findings.refuse(index, "alias", _alias(event.anchor or ""))
            items.append(Node("scalar", index, event.end_mark.index + offset, ""))
        elif kind is DocumentStartEvent:
            if root.items:
                findings.refuse(event.start_mark.index + offset, "second-document", _second())
                return root.items[0]
            if event.tags:
                findings.refuse(event.start_mark.index + offset, "tag", _tagged())
        elif kind is StreamEndEvent:
            return root.items[0] if root.items else None
        if findings.is_full:
            return None
    findings.refuse(0 if event is None else event.start_mark.index + offset, "too-many-values", _many())
    return None


def _too_many_directives(text: str) -> int:
    """The index of the first line of instructions that is not read; 0 where there are few."""
    lines = re.finditer(r"^(?!%)|^%", text, re.MULTILINE)
    for number, line in enumerate(lines):
        if not line[0]:
            return 0
        if number == DIRECTIVES:
            return line.start()
    return 0


def _check_keys(node: Node, findings: Findings) -> None:
    """Refuse keys that are no text, merge keys and keys given twice."""
    keys = node.items[::2]
    names = {key.value for key in keys}
    if len(names) == len(keys) and "" not in names and "<<" not in names:
        return
    first: dict[str, Node] = {}
    for key in keys:
        if key.kind != "scalar" or key.is_null:
            findings.refuse(key.start, "key-no-text", _no_text())
        elif key.value == "<<" and not key.style:
            findings.refuse(key.start, "merge-key", _merged())
        elif key.value in first:
            line = findings.line(first[key.value].start)
            findings.refuse(key.start, "duplicate-key", _twice(key.value, line))
        else:
            first[key.value] = key


def _refuse_properties(event: ParserEvent, findings: Findings, offset: int) -> None:
    """Refuse the anchor and the tag in front of a node."""
    index = event.start_mark.index + offset
    if event.anchor:
        message = _(
            "Anchors (“&{name}”) are not allowed in this format: write the value again where it is needed.",
            name=event.anchor,
        )
        findings.refuse(index, "anchor", message)
    if event.tag:
        findings.refuse(index, "tag", _tagged())


def _deep() -> Message:
    return _(
        "More than {limit} levels of nesting: a journey map needs fewer than ten. "
        "Look for stray brackets or dashes.",
        limit=DEPTH,
    )


def _many() -> Message:
    return _(
        "This file holds more values than any journey map needs: {limit} up to this place. "
        "Take tables and logs out of it, or split it by segment.",
        limit=EVENTS // 2,
    )


def _second() -> Message:
    return _(
        "A second document begins here. One file holds one: put the maps into one list, or into two files."
    )


def _tagged() -> Message:
    return _("YAML tags (“!…”) are not allowed in this format: remove the tag, or put the text in quotes.")


def _no_text() -> Message:
    return _("A key must be a text, such as “title:”. Remove the brackets, or put the text in quotes.")


def _merged() -> Message:
    return _("Merge keys (“<<”) are not allowed in this format: write the fields out.")


def _alias(name: str) -> Message:
    return _(
        "References (“*{name}”) are not allowed in this format: write the value out, or put the text in quotes.",
        name=name,
    )


def _twice(name: str, line: str) -> Message:
    return _("“{name}” stands twice here, first in line {line}. Keep one of the two.", name=name, line=line)
