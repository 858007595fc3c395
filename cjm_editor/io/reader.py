"""Reading a document: bytes to frozen values, with every problem of the file in one pass."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import field

from cjm_editor.core.address import Address
from cjm_editor.core.errors import FormatError, Place, Problem
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import VERSION, Field
from cjm_editor.core.texts import Message, _
from cjm_editor.io.convert import Converter
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node, compose
from cjm_editor.io.outline import LONG, outline
from cjm_editor.io.places import index_of
from cjm_editor.io.quick import QuickReader
from cjm_editor.io.scalars import is_absent
from cjm_editor.io.scan import Lines, Scanned, empty, scan
from cjm_editor.io.spans import composed_chunk


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the text that it was read from; the writer edits that text.

    `problems` holds notices and wrong values (their fields are unset, their text stands). `changed_on_open`: forbidden
    characters were replaced. `read_only`: a newer version of the format wrote the file. `has_unnamed`: some ids
    are made from places.
    """

    document: Document
    text: str
    name: str = ""
    has_bom: bool = False
    problems: tuple[Problem, ...] = ()
    changed_on_open: bool = False
    read_only: bool = False
    has_unnamed: bool = False
    nodes: list[Node] = field(default_factory=list, repr=False, compare=False)
    """The root node once a place or an edit asked for it."""

    def root(self) -> Node:
        """The root node of the text, composed when first asked for."""
        if not self.nodes:
            root = outline(self.text) or compose(self.text, Findings(self.text))
            assert root is not None, "a text that was read has a root"
            self.nodes.append(root)
        return self.nodes[0]

    def place_of(self, at: Address, field_name: str = "") -> Place:
        """The best-known place of an element, or of one of its fields: its own, else that of what holds it."""
        return self.places_of([(at, field_name)])[0]

    def places_of(self, wanted: Iterable[tuple[Address, str]]) -> list[Place]:
        """The best-known places of elements or of their fields (an empty name: of the element)."""
        root, lines = self.root(), Lines(self.text, self.name)
        return [lines.place(index_of(root, self.document, at, name, self.text)) for at, name in wanted]


KEPT = 2**20
"""Characters of the largest text whose nodes are kept, all composed: they take ten times its memory."""


class RefusedError(FormatError):
    """A file that is refused although a document could be read from it.

    `source` is what was read, to look for what else is wrong; `codes` are those of the problems that refuse it.
    """

    def __init__(self, problems: tuple[Problem, ...], source: Source, codes: frozenset[str]) -> None:
        super().__init__(problems)
        self.source = source
        self.codes = codes


class UncleanError(Exception):
    """Something in a chunk has to be judged within the whole file."""


def read(data: bytes, name: str = "") -> Source:
    """The document of a file's bytes. Raises `FormatError` with all problems where the format refuses the file."""
    scanned = scan(data, name)
    with without_collection():
        return _read(scanned, name)


@contextmanager
def without_collection() -> Iterator[None]:
    """Make no collection of garbage: what is read holds no cycles, and looking for some takes a sixth of the time."""
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_collecting:
            gc.enable()


def _read(scanned: Scanned, name: str) -> Source:
    """The document of a scanned text."""
    findings = Findings(scanned.text, name)
    nodes: list[Node] = []
    document = read_in_chunks(scanned.text, findings, nodes)
    if document is None:
        findings = Findings(scanned.text, name)
        nodes = []
        document = read_whole(scanned.text, findings, nodes)
    problems = scanned.problems + findings.problems()
    errors = tuple(p for p in problems if p.severity == "error")
    if document is None:
        raise FormatError(errors)
    source = Source(
        document,
        scanned.text,
        name,
        scanned.has_bom,
        problems,
        changed_on_open=bool(scanned.replaced),
        read_only=document.cjm > VERSION,
        has_unnamed=findings.has_unnamed,
        nodes=nodes,
    )
    if findings.refused:
        raise RefusedError(errors, source, frozenset(f.code for f in findings.found if f.refuses))
    return source


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
        "It is opened for reading only; update the program to edit it.",
        version=str(version),
    )
