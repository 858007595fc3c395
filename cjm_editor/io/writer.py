"""Writing a document: canonical text for a new one, edits in place for one that was read."""

from __future__ import annotations

from cjm_editor.core.model import Document
from cjm_editor.core.sharing import shared
from cjm_editor.io.canonical import document_text
from cjm_editor.io.cleaning import cleaned_value
from cjm_editor.io.extras import lines_with_extras
from cjm_editor.io.reader import Source
from cjm_editor.io.scan import BOM
from cjm_editor.io.spans import CannotSpliceError, applied, comments
from cjm_editor.io.splice import Splicer


def write(document: Document) -> str:
    """The document in canonical form, lines ended by LF."""
    return document_text(document)


def splice(source: Source, document: Document) -> str:
    """The source's text, changed only where `document` differs from the one that was read; without its BOM."""
    # by what they hold, not by how they came to be: a restored document is to be saved to the same bytes
    document = shared(document, source.document)
    if document is source.document:
        return source.text
    root = source.root()
    work = Splicer(source.text, root, source.document, document, source.has_unnamed)
    try:
        work.element("document", root, source.document, document)
        return applied(source.text, work.edits)
    except CannotSpliceError:
        return _rewritten(source, document)


def to_bytes(source: Source | None, document: Document) -> bytes:
    """The bytes to save: UTF-8, with a BOM where the file had one."""
    return write(document).encode() if source is None else _encoded(source, splice(source, document))


def rewritten(source: Source | None, document: Document) -> bytes:
    """The bytes of the whole document in canonical form: the last resort, where it cannot be edited in place."""
    return write(document).encode() if source is None else _encoded(source, _rewritten(source, document))


def _encoded(source: Source, text: str) -> bytes:
    return ((BOM if source.has_bom else "") + text).encode()


def _rewritten(source: Source, document: Document) -> str:
    """The document in canonical form, all comments of its text above it and unknown entries kept."""
    root = source.root()
    remarks = comments(source.text, root, 0, len(source.text))
    try:
        lines = lines_with_extras(source.text, "document", document, (source.document, root), "")
    except CannotSpliceError:
        lines = document_text(document).removesuffix("\n").split("\n")
    return "\n".join((*remarks, *lines)) + "\n"


def cleaned_document(document: Document) -> Document:
    """The document as it comes back from a file: lone surrogates in its texts are U+FFFD."""
    return cleaned_value(document)
