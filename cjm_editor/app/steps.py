"""The states of a document's history: each is a value and the text that a save made there edits. So undo and redo lead
back to comments, unknown keys and refused values too, across saves and across what other programs wrote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtGui import QUndoCommand

from cjm_editor.core.model import Document
from cjm_editor.core.texts import Message
from cjm_editor.io.reader import Source

if TYPE_CHECKING:
    from cjm_editor.app.session import Session

Origin = Literal["edit", "undo", "redo", "reload"]

NEW = "new "
"""A merge key that begins so joins the making of an element with its first naming, whatever lies between."""


class Base:
    """The text that saves of some states of one history edit; None for a document that was never saved. While another
    one is edited it is packed: the text is all of a source that the history does not hold anyway."""

    __slots__ = ("_packed", "_source")

    def __init__(self, source: Source | None) -> None:
        self._source = source
        self._packed = b""

    @property
    def is_packed(self) -> bool:
        """Whether its text is not at hand."""
        return bool(self._packed)

    def is_of(self, source: Source | None) -> bool:
        """Whether this is the base with that very source."""
        return self._source is source

    def source(self) -> Source | None:
        """The source, unpacked where it must be."""
        if self._packed and self._source is not None:
            import zlib

            text = zlib.decompress(self._packed).decode()
            self._source = replace(self._source, text=text)
            self._packed = b""
        return self._source

    def fill(self, source: Source) -> None:
        """Edit this text from now on."""
        self._source, self._packed = source, b""

    def pack(self) -> None:
        """Hold the text in little room; what was found out about it is found out again."""
        if self._source is not None and not self._packed and self._source.text:
            import zlib  # not with the first frame

            # level 1: at 10,000 touchpoints the others cost a save a tenth of a second and more
            self._packed = zlib.compress(self._source.text.encode(), 1)
            self._source = replace(self._source, text="", nodes=[])


class State:
    """A document as it was once, and the text that a save made then edits."""

    __slots__ = ("base", "document")

    def __init__(self, document: Document, base: Base) -> None:
        self.document = document
        self.base = base


class Snapshot(QUndoCommand):
    """The one undo command: the states before and after. Its redo cannot fail, the edit was computed before."""

    def __init__(self, session: Session, label: Message, start: State, end: State, merge_key: str) -> None:
        super().__init__()
        self.session = session
        self.label = label
        self.start = start
        self.end = end
        self.merge_key = merge_key
        self.given_up = False
        self._done = False

    @property
    def before(self) -> Document:
        """The earlier value."""
        return self.start.document

    @property
    def after(self) -> Document:
        """The later value."""
        return self.end.document

    def id(self) -> int:
        """A number shared by commands that may merge: all with a merge key; `mergeWith` looks at the key."""
        return 1 if self.merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over what follows in the same field, as long as nobody closed the run."""
        if not isinstance(other, Snapshot) or other.merge_key != self.merge_key:
            return False
        if self.session.run_closed and not self.merge_key.startswith(NEW):
            return False
        self.end = other.end
        self.label = other.label
        if self.after is self.before:
            self.setObsolete(True)
        return True

    def redo(self) -> None:
        """Show the later value."""
        origin: Origin = "redo" if self._done else "edit"
        self._done = True
        self.session.go(self.end, origin)

    def undo(self) -> None:
        """Show the earlier value; a command that was given up leaves the stack, and nothing leads to what it did."""
        self.session.go(self.start, "edit" if self.given_up else "undo")
        if self.given_up:
            self.setObsolete(True)
