"""An open document: its value, its file and its undo history. Every change of a document in the window goes through
`Session.apply`, so that undo, notification and the saved state can never disagree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from cjm_editor.app.steps import NEW as NEW
from cjm_editor.app.steps import Base, Snapshot, State
from cjm_editor.app.steps import Origin as Origin
from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.errors import CjmError, EditError
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import Loaded, UnreadError, save

if TYPE_CHECKING:
    from cjm_editor.app.barrier import Barrier
    from cjm_editor.io.reader import Source

Edit = Callable[[Document], Document]
Saving = Callable[[Path, Document, Loaded | None], Loaded]
"""Writes a document to a file as `io.files.save` does."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One user action's outcome: what changed between two values, how, and where the eye should go."""

    before: Document
    after: Document
    changes: ChangeSet
    origin: Origin


class Keeping(Protocol):
    """What keeps unsaved work; it never raises."""

    def on_shown(self, session: Session, before: Document, origin: Origin) -> None:
        """The session holds another value than `before` now."""

    def on_away(self, session: Session) -> None:
        """The session's file is gone, or it is there again."""

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
        self._start_over(document, loaded)
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
        self._looked: tuple[Document, Loaded | None, Loaded, bool] | None = None
        """Whether a save would change nothing, and of what that was found."""
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self._on_stack_moved)
        self._stack.cleanChanged.connect(self._on_stack_moved)

    def _start_over(self, document: Document, loaded: Loaded | None) -> None:
        """Begin the states anew, over a file as it was read."""
        self._state = State(document, Base(loaded.source if loaded else None))
        self._loaded = self.on_disk = loaded
        """The file with the text that the next save edits; the file as it was last read or written."""
        self._disk_base = self._state.base

    @property
    def loaded(self) -> Loaded | None:
        """The file, with the text that the next save edits: undo and redo lead to the one of their state."""
        return self._loaded

    @loaded.setter
    def loaded(self, loaded: Loaded | None) -> None:
        """The file was read or written: the present value goes with this text from now on."""
        self._loaded = self.on_disk = loaded
        if loaded is not None and not self._state.base.is_of(loaded.source):
            if self._state.base.is_of(None):
                self._state.base.fill(loaded.source)  # nothing that was never saved has a text
            else:
                self._use(Base(loaded.source))
        self._note_disk()

    @property
    def is_rebased(self) -> bool:
        """Whether undo or redo led to another text than the one that was last read or written."""
        return self._state.base is not self._disk_base

    def _use(self, base: Base) -> None:
        """Let saves of the present state edit this text."""
        before, self._state.base = self._state.base, base
        self._put_by(before)

    def _note_disk(self) -> None:
        """The text of the present state is that of the file now."""
        before, self._disk_base = self._disk_base, self._state.base
        self._put_by(before)

    def _put_by(self, base: Base) -> None:
        if base is not self._state.base and base is not self._disk_base:
            base.pack()

    def go(self, state: State, origin: Origin) -> None:
        """Make a state of the history the present one; for commands only."""
        base = self._state.base
        self._state = state
        if state.base is not base:
            self._loaded = self._edited_here()
            self._put_by(base)
            if state.document is self.document and self.keeping is not None:
                self.keeping.on_shown(self, state.document, origin)
        self.show(state.document, origin)

    def _edited_here(self) -> Loaded | None:
        """The file as it stands, with the text of the present state."""
        loaded, source = self.on_disk, self._state.base.source()
        if loaded is None or source is None or not self.is_rebased:
            return loaded
        return replace(loaded, source=source, kept=loaded.data())

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
        if self._dirty_from_start or self._is_away:
            return False
        return self._stack.isClean() or self._is_as_on_disk()

    def _is_as_on_disk(self) -> bool:
        """Whether a save would write the bytes that stand there anyway: undo may lead back to them by another way than
        the step that was saved, and an edit may be taken back by hand."""
        disk = self.on_disk
        if disk is None or disk.unread or self.document != self.saved:
            return False
        known = self._looked
        if (
            known is None
            or known[0] is not self.document
            or known[1] is not self._loaded
            or known[2] is not disk
        ):
            known = self.document, self._loaded, disk, self.text_to_save() == disk.data()
            self._looked = known
        return known[3]

    @property
    def is_away(self) -> bool:
        """Whether the file is not there."""
        return self._is_away

    def set_away(self, is_away: bool) -> None:
        """Whether the file is not there: as long as it is not, the document counts as unsaved."""
        if is_away != self._is_away:
            self._is_away = is_away
            if self.keeping is not None:
                self.keeping.on_away(self)
            self.state_changed.emit()

    def mark_dirty(self) -> None:
        """Count the document as changed though no edit was made (a template, characters replaced on reading)."""
        self._dirty_from_start = True
        self.state_changed.emit()

    def mark_recovered(self) -> None:
        """The value is that of a process that died: nobody has saved it."""
        self.is_recovered = True
        self.state_changed.emit()

    def apply(self, label: Message, edit: Edit, merge_key: str = "", source: Source | None = None) -> bool:
        """Whether the edit changed anything. Raises what the edit raises, before anything is changed, and `EditError`
        with the code "read-only" where nothing may be changed.

        Commands with the same `merge_key` become one until `close_run` is called. `source`: the text that a save is to
        edit from then on, where that is another one.
        """
        self._may_change()
        return self.bring(label, edit, merge_key, source)

    def _may_change(self) -> None:
        if self.locking is not None:
            self.locking.claim(self)
        if self.read_only:
            raise EditError("read-only", self.refusal())

    def bring(self, label: Message, edit: Edit, merge_key: str = "", source: Source | None = None) -> bool:
        """As `apply`, also into a document that is read only: work that was done before it was."""
        after = edit(self.document)
        if after is self.document and source is None:
            return False
        base = self._state.base if source is None else Base(source)
        command = Snapshot(self, label, self._state, State(after, base), merge_key)
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
            self.loaded = _holding(self.saving(target, self.document, self.loaded), self.document)
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
        self.saved = loaded.source.document if saved is None else saved
        self._dirty_from_start = loaded.source.changed_on_open
        self._is_away = False
        self._stack.resetClean()
        if document == self.document:
            document = self.document  # a step that shows nothing and brings nothing would only be in the way
        if document is not self.document or self.text_to_save() != loaded.edited():
            self._take_over(label, State(document, Base(loaded.source)), loaded)
        else:
            self.loaded = loaded
            if self.keeping is not None:
                # what is unsaved is so in another text from now on
                self.keeping.on_shown(self, document, "edit")
        if document == self.saved and loaded.edited() == loaded.data():
            self._stack.setClean()
            if self.keeping is not None:
                self.keeping.end(self)
        self.state_changed.emit()

    def text_to_save(self) -> bytes | None:
        """The bytes that a save would write now; None where no text can be made of the document."""
        from cjm_editor.io.writer import to_bytes  # not with the first frame

        try:
            return to_bytes(self._loaded.source if self._loaded is not None else None, self.document)
        except CjmError:
            return None

    def _take_over(self, label: Message, state: State, loaded: Loaded) -> None:
        """Go on from what was read; the state before keeps its own text."""
        before, self._disk_base = self._disk_base, state.base
        self.on_disk = loaded
        self._stack.push(Snapshot(self, label, self._state, state, ""))
        self._put_by(before)

    def replace(self, document: Document, loaded: Loaded) -> None:
        """Show another version of the file (revert, reload); the history ends."""
        self._start_over(document, loaded)
        self.saved = document
        self._is_away = self.is_recovered = False
        self._dirty_from_start = loaded.source.changed_on_open
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


def _holding(loaded: Loaded, document: Document) -> Loaded:
    """The file with this document for its own, where what was read back is equal: the history holds it anyway."""
    if loaded.source.document != document:
        return loaded  # characters that no file can hold
    return replace(loaded, source=replace(loaded.source, document=document))
