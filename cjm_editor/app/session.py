"""An open document: its value, its file and its undo history. Every change of a document in the window goes through
`Session.apply`, so that undo, notification and the saved state can never disagree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import Loaded, UnreadError, save

if TYPE_CHECKING:
    from cjm_editor.app.barrier import Barrier

Edit = Callable[[Document], Document]
Origin = Literal["edit", "undo", "redo", "reload"]
Saving = Callable[[Path, Document, Loaded | None], Loaded]
"""Writes a document to a file as `io.files.save` does."""


NEW = "new "
"""A merge key that begins so joins the making of an element with its first naming, whatever lies between."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One user action's outcome: what changed between two values, how, and where the eye should go."""

    before: Document
    after: Document
    changes: ChangeSet
    origin: Origin


class Snapshot(QUndoCommand):
    """The one undo command: the document before and after. Its redo cannot fail, the edit was computed before."""

    def __init__(
        self, session: Session, label: Message, before: Document, after: Document, merge_key: str
    ) -> None:
        super().__init__()
        self.session = session
        self.label = label
        self.before = before
        self.after = after
        self.merge_key = merge_key
        self.given_up = False
        self._done = False

    def id(self) -> int:
        """A number shared by commands that may merge: all with a merge key; `mergeWith` looks at the key."""
        return 1 if self.merge_key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take over what follows in the same field, as long as nobody closed the run."""
        if not isinstance(other, Snapshot) or other.merge_key != self.merge_key:
            return False
        if self.session.run_closed and not self.merge_key.startswith(NEW):
            return False
        self.after = other.after
        self.label = other.label
        if self.after is self.before:
            self.setObsolete(True)
        return True

    def redo(self) -> None:
        """Show the later value."""
        origin: Origin = "redo" if self._done else "edit"
        self._done = True
        self.session.show(self.after, origin)

    def undo(self) -> None:
        """Show the earlier value; a command that was given up leaves the stack, and nothing leads to what it did."""
        self.session.show(self.before, "edit" if self.given_up else "undo")
        if self.given_up:
            self.setObsolete(True)


class Keeping(Protocol):
    """What keeps unsaved work; it never raises."""

    def on_shown(self, session: Session, before: Document, origin: Origin) -> None:
        """The session holds another value than `before` now."""

    def end(self, session: Session) -> None:
        """Nothing of the session is owed any more: it was saved or given up."""


class Locking(Protocol):
    """What keeps two people from writing one file."""

    def claim(self, session: Session) -> None:
        """See to it that the file is ours to edit, or that a barrier says why not. Never raises; quick if repeated."""

    def before_save(self, session: Session, path: Path) -> None:
        """Raise `FileTrouble` where somebody else edits the file that is to be written."""

    def settle(self, session: Session) -> None:
        """A save came to its end, well or not: hold the lock of the session's file and no other."""


class Session(QObject):
    """One open document. `changed` carries a `Changed`; `state_changed` tells of undo labels, path, cleanness and
    whether it may be edited; `handing_over`: what is being typed is to become part of the document now, or is lost."""

    changed = Signal(object)
    state_changed = Signal()
    handing_over = Signal()

    def __init__(
        self, document: Document, loaded: Loaded | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.loaded = loaded
        self.saved = loaded.source.document if loaded else document
        """The value that the file's bytes stand for."""
        self.saving: Saving = save
        self.proposed: Path | None = None
        """The file that a document without one is to be saved to, unless people say otherwise."""
        self.keeping: Keeping | None = None
        self.locking: Locking | None = None
        self.barrier: Barrier | None = None
        """Why the file is not ours to edit; None where it is."""
        self.is_recovered = False
        """Whether the value comes from a journal and was not saved since."""
        self.run_closed = True
        self._dirty_from_start = False
        self._is_away = False
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self._on_stack_moved)
        self._stack.cleanChanged.connect(self._on_stack_moved)

    @property
    def path(self) -> Path | None:
        """The file of this document, or None before the first save."""
        return self.loaded.path if self.loaded else None

    @property
    def read_only(self) -> bool:
        """Whether nothing may be changed: a newer version of the format, or somebody else who edits the file."""
        return self.barrier is not None or self.is_newer

    @property
    def is_newer(self) -> bool:
        """Whether the file has a newer version of the format."""
        return bool(self.loaded and self.loaded.source.read_only)

    def refusal(self) -> Message:
        """Why nothing may be changed."""
        if self.barrier is not None and not self.is_newer:
            return self.barrier.reason()
        return _("This file is read only: a newer version of the program made it.")

    def set_barrier(self, barrier: Barrier | None) -> None:
        """Let the document be read only from now on, or be edited again."""
        if barrier != self.barrier:
            self.barrier = barrier
            self.state_changed.emit()

    @property
    def is_clean(self) -> bool:
        """Whether the document equals what is on disk."""
        return self._stack.isClean() and not self._dirty_from_start and not self._is_away

    @property
    def is_away(self) -> bool:
        """Whether the file is not there."""
        return self._is_away

    def set_away(self, is_away: bool) -> None:
        """Whether the file is not there: as long as it is not, the document counts as unsaved."""
        if is_away != self._is_away:
            self._is_away = is_away
            self.state_changed.emit()

    def mark_dirty(self) -> None:
        """Count the document as changed though no edit was made (a template, characters replaced on reading)."""
        self._dirty_from_start = True
        self.state_changed.emit()

    def mark_recovered(self) -> None:
        """The value is that of a process that died: nobody has saved it."""
        self.is_recovered = True
        self.state_changed.emit()

    def apply(self, label: Message, edit: Edit, merge_key: str = "") -> bool:
        """Whether the edit changed anything. Raises what the edit raises, before anything is changed, and `EditError`
        with the code "read-only" where nothing may be changed.

        Commands with the same `merge_key` become one until `close_run` is called.
        """
        self._may_change()
        return self.bring(label, edit, merge_key)

    def _may_change(self) -> None:
        if self.locking is not None:
            self.locking.claim(self)
        if self.read_only:
            raise EditError("read-only", self.refusal())

    def bring(self, label: Message, edit: Edit, merge_key: str = "") -> bool:
        """As `apply`, also into a document that is read only: work that was done before it was."""
        after = edit(self.document)
        if after is self.document:
            return False
        command = Snapshot(self, label, self.document, after, merge_key)
        self._stack.push(command)
        self.run_closed = False
        return True

    def close_run(self) -> None:
        """End a run of merging edits: the focus left the field."""
        self.run_closed = True

    def show(self, document: Document, origin: Origin) -> None:
        """Make `document` the value and tell what changed; for commands and reloads only."""
        before = self.document
        if before is document:
            return
        self.document = document
        if self.keeping is not None:  # before anybody else: what they do may fail
            self.keeping.on_shown(self, before, origin)
        self.changed.emit(Changed(before, document, changes(before, document), origin))

    def undo(self) -> None:
        """Take the last edit back. Raises `EditError` where nothing may be changed."""
        self._may_change()
        self.close_run()
        self._stack.undo()

    def forget_last(self, merge_key: str) -> bool:
        """Whether the last edit had this key and is gone without a trace: something new was given up."""
        command = self._stack.command(self._stack.index() - 1) if self._stack.index() else None
        if not isinstance(command, Snapshot) or command.merge_key != merge_key:
            return False
        command.given_up = True
        self._stack.undo()
        self.close_run()  # else what follows would become one with the entry before
        return True

    def redo(self) -> None:
        """Make the last edit that was taken back again. Raises `EditError` where nothing may be changed."""
        self._may_change()
        self.close_run()
        self._stack.redo()

    @property
    def undo_label(self) -> Message | None:
        """What undo would take back, or None."""
        return self._label(self._stack.index() - 1)

    @property
    def redo_label(self) -> Message | None:
        """What redo would make again, or None."""
        return self._label(self._stack.index())

    def _label(self, index: int) -> Message | None:
        if not 0 <= index < self._stack.count():
            return None
        command = self._stack.command(index)
        return command.label if isinstance(command, Snapshot) else None

    def save(self, path: Path | None = None) -> None:
        """Write the document to its file or to `path`. Raises `FileTrouble`; the document stays as it is then."""
        target = path or self.path
        if target is None:
            raise ValueError("a document without a file needs a path")
        self.close_run()
        if self.locking is not None:
            self.locking.before_save(self, target)
        try:
            self.loaded = self.saving(target, self.document, self.loaded)
        except UnreadError as error:
            if error.loaded is not None:
                self.loaded = error.loaded
                self._stack.resetClean()  # what the file holds now is that of no step for certain
                self.state_changed.emit()
            raise
        finally:
            if self.locking is not None:
                self.locking.settle(self)
        self.saved = self.document
        if self.keeping is not None:
            self.keeping.end(self)
        self._dirty_from_start = self._is_away = self.is_recovered = False
        self._stack.setClean()
        self.state_changed.emit()

    def take(self, label: Message, document: Document, loaded: Loaded, saved: Document | None = None) -> None:
        """Go on with `document` over the bytes that another program wrote: one step, which undo takes back.

        The next save edits the text of `loaded`; what no save has brought to the disk yet stays unsaved. `saved` is
        what stands on the disk, where the text that is to be edited is another one.
        """
        self.close_run()
        self.loaded = loaded
        self.saved = loaded.source.document if saved is None else saved
        self._dirty_from_start = loaded.source.changed_on_open
        self._is_away = False
        self._stack.resetClean()
        if document is not self.document:
            self._stack.push(Snapshot(self, label, self.document, document, ""))
        elif self.keeping is not None:
            self.keeping.on_shown(self, document, "edit")  # what is unsaved is so in another text from now on
        if document == self.saved and loaded.edited() == loaded.data():
            self._stack.setClean()
            if self.keeping is not None:
                self.keeping.end(self)
        self.state_changed.emit()

    def replace(self, document: Document, loaded: Loaded) -> None:
        """Show another version of the file (revert, reload); the history ends."""
        self.loaded = loaded
        self.saved = document
        self._dirty_from_start = self._is_away = self.is_recovered = False
        self._stack.clear()
        self._stack.setClean()  # Qt 6.11 clears nothing, not even this, where there are no commands
        self.show(document, "reload")
        self.state_changed.emit()

    def close(self) -> None:
        """Drop the history before any view dies: the stack emits while it is destroyed."""
        if self.keeping is not None:
            self.keeping.end(self)
        self._stack.indexChanged.disconnect(self._on_stack_moved)
        self._stack.cleanChanged.disconnect(self._on_stack_moved)
        self._stack.clear()

    def _on_stack_moved(self, _: object) -> None:
        self.state_changed.emit()
