"""Keeps unsaved work: a journal for each open document that was changed, written before the next event is handled.

What a process handed to the system survives the process; what is to survive a power cut is synced by a thread, at most
`PAUSE` seconds after it was written. Nothing here may stand in the way of an edit: where the journal cannot be written,
the edit stands, the user is told once, and the next edit carries over what the journal lacks.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cjm_editor.app.session import Origin, Session
from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.model import Document
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import Loaded, sync_folder
from cjm_editor.io.journal import DRAFT, EDIT, START, TEXT, Header, JournalFile, begun, digest
from cjm_editor.io.patches import patch
from cjm_editor.io.recovery import Draft, drafts_bytes
from cjm_editor.io.system import SYSTEM, System, host_name
from cjm_editor.io.writer import write

PAUSE = 1.0
"""Seconds from a record to the sync of it. A record that just misses one waits for it, for the pause and for the next
one: with syncs of half a second each, on a busy computer, a power cut costs two seconds at most."""

STOP = 5.0
"""Seconds that the end of the program waits for a sync under way."""

LARGE = 64 * 2**20
"""Bytes of a journal that is begun anew."""


class Kept:
    """The journal of one session, and the value that it leads to."""

    __slots__ = ("document", "draft", "file", "loaded")

    def __init__(self, file: JournalFile, document: Document, loaded: Loaded | None) -> None:
        self.file = file
        self.document = document
        self.loaded = loaded
        self.draft = b""


class Keeper(QObject):
    """The journals of this process. `troubled` carries a message: work that cannot be kept for now."""

    troubled = Signal(object)

    def __init__(self, folder: Path, system: System = SYSTEM, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.system = system
        self._kept: dict[Session, Kept] = {}
        self._former: list[JournalFile] = []
        """Journals in whose place others have come that the disk does not hold yet."""
        self._is_troubled = False
        self._syncer = Syncer(self)

    # what sessions tell

    def on_shown(self, session: Session, before: Document, origin: Origin) -> None:
        """Write what an edit, an undo or a redo changed. Never raises."""
        if origin == "reload":
            self.end(session)
            return
        self._guarded(session, lambda: self._write(session, before))

    def on_typed(self, session: Session, drafts: Sequence[Draft]) -> None:
        """Write the texts that stand in fields and are not taken; there may be none any more. Never raises."""
        draft = drafts_bytes(drafts)
        kept = self._kept.get(session)
        if draft != (kept.draft if kept else b""):
            self._guarded(session, lambda: self._write_draft(session, draft))

    def on_away(self, session: Session) -> None:
        """Keep a document that nobody changed but whose file is gone: nothing else holds it. Never raises."""
        if session.is_away:
            self._guarded(session, lambda: self._hold(session))
        elif session.is_clean:
            self.end(session)

    def end(self, session: Session) -> None:
        """Remove the journal of a session: its work was saved or given up. Never raises."""
        kept = self._kept.pop(session, None)
        if kept is not None:
            with suppress(OSError):
                kept.file.end()
            self._part_with_former()

    @property
    def is_troubled(self) -> bool:
        """Whether work cannot be kept for now."""
        return self._is_troubled

    def holds(self, session: Session) -> bool:
        """Whether the journal of a session leads to its value, and the disk holds it."""
        kept = self._kept.get(session)
        if kept is None or kept.document is not session.document:
            return False
        self.sync()
        return kept.file.is_synced

    # the end

    def sync(self) -> None:
        """Have the disk hold everything, now. Never raises."""
        for file in self.files():
            try:
                file.sync()
            except OSError as error:
                self.tell(None, error)

    def leave(self) -> None:
        """Let go of all journals; they stay for the next start."""
        self.sync()
        self._part_with_former()
        for file in (*self._former, *(kept.file for kept in self._kept.values())):
            file.leave()
        self._former.clear()
        self._kept.clear()
        self._syncer.stop()

    def files(self) -> list[JournalFile]:
        """The journals that hold something which no sync has covered."""
        return [kept.file for kept in list(self._kept.values()) if not kept.file.is_synced]

    # writing

    def _guarded(self, session: Session, act: Callable[[], None]) -> None:
        try:
            act()
            self._is_troubled = False
            self._syncer.wake()
        except Exception as error:  # noqa: BLE001 - whatever befalls the journal, the edit stands
            self.tell(session, error)

    def tell(self, session: Session | None, error: Exception) -> None:
        """Say, once until it is mended, that work cannot be kept."""
        if not self._is_troubled:
            self._is_troubled = True
            code = error.errno if isinstance(error, OSError) else None
            self.troubled.emit(unkept(title_of(session), said_by_system(code) if code else str(error)))

    def _write(self, session: Session, before: Document) -> None:
        kept = self._kept.get(session)
        if self._former:
            self._part_with_former()
        if kept is None:
            first = session.document if session.is_rebased else before
            kept = self._kept[session] = self._begun(session, first)
        elif (
            kept.file.is_torn
            or kept.file.is_gone
            or kept.file.size > LARGE
            or kept.loaded is not session.loaded
        ):
            kept = self._begun_anew(session, kept)
        if kept.document is not session.document:
            kept.file.append(EDIT, patch(kept.document, session.document))
            kept.document, kept.draft = session.document, b""

    def _hold(self, session: Session) -> None:
        if session not in self._kept and session.loaded is not None:
            self._write(session, session.document)
            self._kept[session].file.append(TEXT, session.loaded.edited())

    def _write_draft(self, session: Session, draft: bytes) -> None:
        self._write(session, session.document)
        kept = self._kept[session]
        kept.file.append(DRAFT, draft)
        kept.draft = draft

    def _begun_anew(self, session: Session, old: Kept) -> Kept:
        """A journal in place of one that is torn or gone, grew large, or begins with a file that is no longer ours."""
        made = self._kept[session] = self._begun(session, session.document)
        self._former.append(old.file)
        # no thread does this: until the disk holds the new one the old one has to stay, and whoever starts after a
        # death between the two is offered the same work twice
        made.file.sync()
        self._part_with_former()
        return made

    def _part_with_former(self) -> None:
        """Remove the journals in whose place others have come, once the disk holds those."""
        if not self.files():
            while self._former:
                with suppress(OSError):
                    self._former.pop().end()

    def _begun(self, session: Session, before: Document) -> Kept:
        """A new journal that leads to `before` or to the session's file; the file's bytes are its base, but the edits
        begin with the text of another state where undo or redo led to one."""
        loaded = session.loaded
        base = before if loaded is None else session.saved
        data = write(before).encode() if loaded is None else loaded.data()
        header = Header(
            str(loaded.path) if loaded else "", digest(data), title_of(session), os.getpid(), host_name()
        )
        kept = Kept(begun(self.folder, header, data, self.system), base, loaded)
        try:
            if loaded is not None and session.is_rebased:
                kept.file.append(START, loaded.edited())
                base = kept.document = loaded.source.document
            elif loaded is not None and loaded.kept and not loaded.source.changed_on_open:
                kept.file.append(TEXT, loaded.edited())
            if before is not base:
                kept.file.append(EDIT, patch(base, before))
                kept.document = before
        except OSError:
            with suppress(OSError):
                kept.file.end()
            raise
        return kept


class Syncer:
    """The thread that syncs journals. It begins with the first record."""

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self._thread: threading.Thread | None = None
        self._due = threading.Event()
        self._stopped = threading.Event()
        self._folder_is_synced = False

    def wake(self) -> None:
        """Something was written: sync it in a while."""
        if self._thread is None:
            self._stopped.clear()
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        self._due.set()

    def stop(self) -> None:
        """End the thread, and wait for a sync under way."""
        if self._thread is not None:
            self._stopped.set()
            self._due.set()
            self._thread.join(STOP)
            self._thread = None

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._due.wait()
            # no debounce: what comes meanwhile does not put it off
            if self._stopped.wait(PAUSE):
                return
            self._due.clear()
            self._sync()

    def _sync(self) -> None:
        keeper = self._keeper
        for file in keeper.files():
            try:
                file.sync()
                if not self._folder_is_synced:
                    sync_folder(keeper.folder, keeper.system)
                    self._folder_is_synced = True
            except OSError as error:
                if file.handle >= 0:  # else the window has just ended it
                    keeper.tell(None, error)


# Words -------------------------------------------------------------------------------------------


def title_of(session: Session | None) -> str:
    """What people call the document."""
    if session is None:
        return ""
    return session.document.title or (session.path.name if session.path else "")


def unkept(title: str, reason: Message | str) -> Message:
    """That a crash would cost work, and what to do."""
    if not title:
        return _("Unsaved work cannot be kept safe from a crash: {reason}. Save it now.", reason=reason)
    return _(
        "Unsaved work in “{name}” cannot be kept safe from a crash: {reason}. Save it now.",
        name=title,
        reason=reason,
    )
