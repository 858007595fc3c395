"""Reading a document: bytes to frozen values, with every problem of the file in one pass."""

from __future__ import annotations

from dataclasses import dataclass, field

from cjm_editor.core.address import Address
from cjm_editor.core.errors import FormatError, Place, Problem
from cjm_editor.core.model import Document
from cjm_editor.core.schema import VERSION
from cjm_editor.core.texts import Message, _
from cjm_editor.io.convert import Converter
from cjm_editor.io.findings import Findings
from cjm_editor.io.nodes import Node, compose
from cjm_editor.io.places import index_of
from cjm_editor.io.scan import Lines, scan


@dataclass(frozen=True, slots=True)
class Source:
    """A document and the text that it was read from; the writer edits that text.

    `problems` holds notices and wrong values (their fields are unset, their text stands). `changed_on_open`: forbidden
    characters were replaced. `read_only`: a newer version of the format wrote the file.
    """

    document: Document
    text: str
    name: str = ""
    has_bom: bool = False
    problems: tuple[Problem, ...] = ()
    changed_on_open: bool = False
    read_only: bool = False
    nodes: list[Node] = field(default_factory=list, repr=False, compare=False)
    """The root node once a place or an edit asked for it."""

    def root(self) -> Node:
        """The root node of the text, composed when first asked for."""
        if not self.nodes:
            root = compose(self.text, Findings(self.text))
            assert root is not None, "a text that was read has a root"
            self.nodes.append(root)
        return self.nodes[0]

    def place_of(self, at: Address, field_name: str = "") -> Place:
        """The best-known place of an element, or of one of its fields: its own, else that of what holds it."""
        index = index_of(self.root(), self.document, at, field_name)
        return Lines(self.text, self.name).place(index)


def read(data: bytes, name: str = "") -> Source:
    """The document of a file's bytes. Raises `FormatError` with all problems where the format refuses the file."""
    scanned = scan(data, name)
    findings = Findings(scanned.text, name)
    root = compose(scanned.text, findings)
    document = _converted(root, findings)
    problems = scanned.problems + findings.problems()
    if document is None or findings.refused:
        raise FormatError(tuple(p for p in problems if p.severity == "error"))
    return Source(
        document,
        scanned.text,
        name,
        scanned.has_bom,
        problems,
        changed_on_open=bool(scanned.replaced),
        read_only=document.cjm > VERSION,
    )


def _converted(root: Node | None, findings: Findings) -> Document | None:
    """The document of a root node; None where it is none."""
    if root is None:
        if not findings.refused:
            findings.refuse(0, "empty", _("The file is empty. A document starts with “cjm: 1”."))
        return None
    if root.kind != "map":
        findings.refuse(root.start, "no-document", _no_document())
        return None
    version = root.entry("cjm")
    if version is None:
        findings.refuse(root.start, "no-cjm", _no_version())
    elif root.items[0].value != "cjm":
        message = _(
            "“cjm” must be the first key, so that programs know the file by its beginning. Move it up."
        )
        findings.wrong(version[0].start, "cjm-not-first", message)
    document = Converter(findings, _no_chunks).document(root)
    if version is not None and document.cjm > VERSION:
        findings.wrong(version[1].start, "newer-version", _newer(document.cjm))
    return document


def _no_chunks(node: Node, kind: str) -> object:
    raise AssertionError((node.start, kind))


def _no_document() -> Message:
    return _("This is no customer journey map: a document is made of fields, and the first is “cjm: 1”.")


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
