"""What a journal gives back: the document as it was when the program died, and how the file has fared since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal, get_args

from cjm_editor.core.address import Address, ElementKind
from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.errors import FileTrouble, FormatError
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.io.files import Loaded, loaded_from, opened, read_bytes
from cjm_editor.io.journal import Journal, digest
from cjm_editor.io.patches import UnfitPatchError, patched

FileState = Literal["none", "same", "changed", "missing", "folder", "denied", "unread", "trouble"]
"""The file since the journal was begun; "none": the document was never saved, "folder": it is one now, "denied": nobody
lets us read it, "unread": another program wrote what is no map, "trouble": the system cannot read it."""

GONE: tuple[FileState, ...] = ("missing", "folder", "unread", "denied", "trouble")
"""States of a file in which what the journal began with may stand nowhere else."""

ABSENT = ("enoent", "enotdir")
DENIED = ("eacces", "eperm")


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that was being typed, and where it was to go; `at` is None where nobody knows."""

    at: Address | None
    text: str


@dataclass(frozen=True, slots=True)
class Recovered:
    """Work that a journal gave back. `before` is what it began with, `edits` are those that `document` holds,
    `is_whole` tells whether they are all. `drafts` are the texts that stood in fields, not taken yet. `loaded` is the
    file as it was opened, None for a document never saved; its text is the one that a save edits. `differences` are
    those from `other`, the file as it was opened or, where it changed since, as it is now. `line` is the first that
    cannot be read of a file in the state "unread"."""

    document: Document
    before: Document
    loaded: Loaded | None
    drafts: tuple[Draft, ...]
    edits: int
    is_whole: bool
    file: FileState
    differences: ChangeSet
    other: Document
    line: int = 0

    @property
    def has_own_text(self) -> bool:
        """Whether a save edits another text than the file's: a merge put comments and unknown keys into it."""
        loaded = self.loaded
        if loaded is None or loaded.source.changed_on_open:
            return False
        return loaded.edited() != loaded.data()

    @property
    def is_last_copy(self) -> bool:
        """Whether nothing but the journal may hold what it began with: the window said that this counts as unsaved."""
        return self.file in GONE

    def as_read(self) -> Loaded | None:
        """The file as it was opened, its own text being the one that a save edits."""
        if self.loaded is None or not self.has_own_text:
            return self.loaded
        made = loaded_from(self.loaded.path, self.loaded.data())
        return replace(made, source=replace(made.source, document=self.before))


def recovered(journal: Journal) -> Recovered:
    """The work in a journal: its longest beginning that leads to a document.

    Raises `FormatError` where not even the base can be read, `ValueError` where there is none.
    """
    if journal.base is None:
        raise ValueError("a journal without a base")
    path = Path(journal.header.path)
    loaded = loaded_from(path, journal.base)
    before = loaded.source.document
    edited = _edited(loaded, journal.text)
    document, edits = (edited.source.document if journal.starts_elsewhere else before), 0
    for edit in journal.edits:
        try:
            document = patched(document, edit)
        except UnfitPatchError:
            break
        edits += 1
    is_whole = journal.is_whole and edits == len(journal.edits)
    state, other, line = _compared(journal, path, loaded)
    return Recovered(
        document,
        before,
        edited if journal.header.path else None,
        # at a damaged end nobody knows whether they were stored or given up since: better once too often
        read_drafts(journal.draft),
        edits,
        is_whole,
        state,
        changes(other, document),
        other,
        line,
    )


def _edited(loaded: Loaded, text: bytes) -> Loaded:
    """The file with the text that the next save was to edit, where that is another than the file's."""
    if not text:
        return loaded
    with suppress(FormatError):
        return Loaded(loaded.path, opened(text, loaded.source.name), loaded.data())
    return loaded


def _compared(journal: Journal, path: Path, loaded: Loaded) -> tuple[FileState, Document, int]:
    """What became of the file, the document to compare with, and the line that cannot be read, 0 if there is none."""
    before = loaded.source.document
    if not journal.header.path:
        return "none", before, 0
    try:
        data = read_bytes(path)
        if digest(data) == journal.header.digest:
            return "same", before, 0
        return "changed", loaded_from(path, data).source.document, 0
    except FormatError as error:
        return "unread", before, error.place.line
    except FileTrouble as error:
        return _state_after(error.code), before, 0


def _state_after(code: str) -> FileState:
    """The state of a file that the system did not read, by the code of the trouble."""
    if code in ABSENT:
        return "missing"
    if code in DENIED:
        return "denied"
    return "folder" if code == "eisdir" else "trouble"


def read_drafts(payload: bytes) -> tuple[Draft, ...]:
    """The drafts of a record's payload, none where it holds none. Records of one draft have no `more`."""
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return ()
    more = told.get("more") if isinstance(told, dict) else None
    return tuple(
        Draft(_address(one.get("at")), one["text"])
        for one in (told, *(more if isinstance(more, list) else ()))
        if isinstance(one, dict) and isinstance(one.get("text"), str)
    )


def _address(told: object) -> Address | None:
    """The address of a list of its parts; None for anything else."""
    if (
        not isinstance(told, list)
        or len(told) != len(Address._fields)
        or told[0] not in get_args(ElementKind)
    ):
        return None
    words, numbers = told[:4], told[4:]
    if any(type(word) is not str for word in words) or any(type(number) is not int for number in numbers):
        return None
    return Address(*told)


def drafts_bytes(drafts: Sequence[Draft]) -> bytes:
    """The payload of a record of drafts; b"" where there are none.

    The first stands as a single draft always stood: so a version that knows of one only reads that.
    """
    told: list[dict[str, object]] = [{"at": one.at, "text": one.text} for one in drafts]
    if not told:
        return b""
    return json.dumps(told[0] | ({"more": told[1:]} if told[1:] else {})).encode()
