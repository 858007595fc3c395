"""Reading by the parser's events: any form that the format allows, and all that is wrong with a file."""

from __future__ import annotations

from cjm_editor.core.model import Document
from cjm_editor.core.schema import VERSION, Field
from cjm_editor.core.texts import Message, _
from cjm_editor.io.compose import compose
from cjm_editor.io.convert import Converter
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node
from cjm_editor.io.outline import LONG, outline
from cjm_editor.io.quick import QuickReader
from cjm_editor.io.scalars import is_absent
from cjm_editor.io.scan import empty
from cjm_editor.io.spans import composed_chunk

KEPT = 2**20
"""Characters of the largest text whose nodes are kept, all composed: they take ten times its memory."""


class UncleanError(Exception):
    """Something in a chunk has to be judged within the whole file."""


def read_by_events(text: str, name: str) -> tuple[Document | None, Findings, list[Node]]:
    """The document of a text or None where it is none, what was found in it, and its root node if that is kept."""
    findings = Findings(text, name)
    nodes: list[Node] = []
    document = read_in_chunks(text, findings, nodes)
    if document is None:
        findings = Findings(text, name)
        nodes = []
        document = read_whole(text, findings, nodes)
    return document, findings, nodes


def root_of(text: str) -> Node:
    """The root node of a text that was read, long lists in chunks."""
    root = outline(text) or compose(text, Findings(text))
    assert root is not None, "a text that was read has a root"
    return root


def read_whole(text: str, findings: Findings, nodes: list[Node]) -> Document | None:
    """The document of a text, all of it composed; None where it is none.

    The root node of a text that is not large is kept in `nodes`: an edit will ask for it.
    """
    root = compose(text, findings)
    if root is not None and len(text) < KEPT:
        nodes.append(root)
    return _converted(root, findings, Converter(findings, _no_chunks))


def read_in_chunks(text: str, findings: Findings, nodes: list[Node], at_least: int = LONG) -> Document | None:
    """The document of a text with long lists in plain form; None where it is to be read whole.

    The root node is put into `nodes`.
    """
    root = outline(text, at_least)
    if root is None:
        return None
    readers: list[QuickReader] = []

    def read_chunk(node: Node, kind: str) -> object:
        if not readers:
            readers.append(QuickReader(text, converter.lanes))
        value = readers[0].read(kind, node.start, node.end)
        if value is not None:
            return value
        item = composed_chunk(text, node)
        if item is None or (item.kind == "scalar" and not item.value):
            raise UncleanError
        return converter.item(kind, item)

    converter = Converter(findings, read_chunk)
    try:
        document = _converted(root, findings, converter)
    except UncleanError:
        return None
    if findings.refused:
        return None
    nodes.append(root)
    return document


def _converted(root: Node | None, findings: Findings, converter: Converter) -> Document | None:
    """The document of a root node; None where it is none."""
    if root is None:
        if not findings.refused:
            findings.refuse(0, "empty", empty())
        return None
    if root.kind != "map":
        findings.refuse(root.start, "no-document", _no_document())
        return None
    version = root.entry("cjm")
    if version is None:
        findings.refuse(root.start, "no-cjm", _no_version())
    elif is_absent(Field("cjm", "number"), version[1].value, not version[1].style) and not version[1].items:
        findings.refuse(version[0].start, "no-cjm", _no_version())
    elif root.items[0].value != "cjm":
        message = _(
            "“cjm” must be the first key, so that programs recognise the file by its beginning. Move it up."
        )
        findings.wrong(version[0].start, "cjm-not-first", message)
    document = converter.document(root)
    if version is not None and document.cjm > VERSION:
        findings.wrong(version[1].start, "newer-version", _newer(document.cjm))
    return document


def _no_chunks(node: Node, kind: str) -> object:
    raise AssertionError((node.start, kind))


def _no_document() -> Message:
    return _("This is not a customer journey map: a document is made of fields, and the first is “cjm: 1”.")


def _no_version() -> Message:
    return _(
        "The field “cjm” is missing. Write “cjm: 1” as the first line if this is a customer journey map."
    )


def _newer(version: int) -> Message:
    return _(
        "The file was written by a newer version of the program (format {version}). "
        "It can be looked at, not edited: update the program.",
        version=str(version),
    )
