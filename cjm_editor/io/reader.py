"""Reading a document: bytes to frozen values, with every problem of the file in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from cjm_editor.core.address import Address
from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.errors import FormatError, Place, Problem
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import VERSION
from cjm_editor.io.nodes import Node
from cjm_editor.io.quick import quick_document
from cjm_editor.io.scan import Lines, Scanned, scan

QUICK = 2**20
"""Characters of the largest text that is tried whole line by line; a longer one is cut, so that one unusual line in
it does not have all of it read twice."""


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
            from cjm_editor.io.events import root_of

            self.nodes.append(root_of(self.text))
        return self.nodes[0]

    def place_of(self, at: Address, field_name: str = "") -> Place:
        """The best-known place of an element, or of one of its fields: its own, else that of what holds it."""
        return self.places_of([(at, field_name)])[0]

    def places_of(self, wanted: Iterable[tuple[Address, str]]) -> list[Place]:
        """The best-known places of elements or of their fields (an empty name: of the element)."""
        from cjm_editor.io.places import indices_of

        root, lines = self.root(), Lines(self.text, self.name)
        return [lines.place(index) for index in indices_of(root, self.document, wanted, self.text)]


class RefusedError(FormatError):
    """A file that is refused although a document could be read from it.

    `source` is what was read, to look for what else is wrong; `codes` are those of the problems that refuse it.
    """

    def __init__(self, problems: tuple[Problem, ...], source: Source, codes: frozenset[str]) -> None:
        super().__init__(problems)
        self.source = source
        self.codes = codes


def read(data: bytes, name: str = "") -> Source:
    """The document of a file's bytes. Raises `FormatError` with all problems where the format refuses the file."""
    scanned = scan(data, name)
    with collector_at_rest():
        return _read(scanned, name)


def _read(scanned: Scanned, name: str) -> Source:
    """The document of a scanned text."""
    if len(scanned.text) < QUICK:
        document = quick_document(scanned.text)
        if document is not None:
            is_changed = bool(scanned.replaced)
            return Source(document, scanned.text, name, scanned.has_bom, scanned.problems, is_changed)
    # here, not above: a file as the editor writes it needs no parser
    from cjm_editor.io.events import read_by_events

    document, findings, nodes = read_by_events(scanned.text, name)
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
