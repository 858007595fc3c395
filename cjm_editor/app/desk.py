"""The open documents, apart from any widget: opening, saving, and who is asked what on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cjm_editor.app.context import Context
from cjm_editor.app.session import Origin, Session
from cjm_editor.core.model import Document
from cjm_editor.core.resources import sample
from cjm_editor.core.texts import Message
from cjm_editor.io.files import Loaded, load

if TYPE_CHECKING:
    from cjm_editor.app.keeper import Keeper
    from cjm_editor.app.locking import Locks
    from cjm_editor.io.backups import Shelf

SUFFIX = ".cjm.yaml"


class Desk(QObject):
    """All open sessions. `opened` and `closed` carry the session, `troubled` a message: work that cannot be kept,
    `told` one for the status line."""

    opened = Signal(object)
    closed = Signal(object)
    troubled = Signal(object)
    told = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.sessions: list[Session] = []
        self.written_directly: set[Path] = set()
        """Files that may be written into where they cannot be replaced: the user agreed."""
        self.put_off: set[Path] = set()
        """Journals of unsaved work that is not to be offered again in this run."""
        self._is_unkept = False
        self._keeper: Keeper | None = None
        self._locks: Locks | None = None

    def open_file(self, path: Path) -> Session:
        """The session of a file, the one that is open already where there is one.

        Raises `FormatError` for a file that is refused and `FileTrouble` for one that cannot be read.
        """
        path = path.resolve()
        for session in self.sessions:
            if session.path == path:
                return session
        loaded = load(path)
        session = self._add(Session(loaded.source.document, loaded))
        if loaded.source.changed_on_open:
            session.mark_dirty()
        self.context.keep(self.context.settings.with_recent(path))
        return session

    def open_copy(self, path: Path) -> Session:
        """A new untitled document with the contents of a sample or template. Raises as `open_file`."""
        session = self._add(Session(load(path).source.document))
        if path.parent != sample():
            session.mark_dirty()
        return session

    def recover(self, document: Document, loaded: Loaded | None) -> Session:
        """A document as its file was when it was opened in a process that is gone."""
        session = Session(document, loaded)
        session.saved = document  # the text to be edited may hold more: it was merged
        return self._add(session)

    def new(self, document: Document) -> Session:
        """An untitled document."""
        return self._add(Session(document))

    def _add(self, session: Session) -> Session:
        session.keeping = session.locking = self
        session.saving = self._saved
        self.sessions.append(session)
        self.opened.emit(session)
        return session

    @property
    def keeper(self) -> Keeper:
        """What keeps unsaved work; it is loaded with the first change."""
        if self._keeper is None:
            from cjm_editor.app.keeper import Keeper
            from cjm_editor.io.folders import data_folder, journals_folder

            self._keeper = Keeper(journals_folder(data_folder()), parent=self)
            self._keeper.troubled.connect(self.troubled)
        return self._keeper

    @property
    def locks(self) -> Locks:
        """What holds the locks; it is loaded after the first frame, or with the first change."""
        if self._locks is None:
            from cjm_editor.app.locking import Locks

            self._locks = Locks(parent=self)
            self._locks.told.connect(self.told)
        return self._locks

    def claim(self, session: Session) -> None:
        """Have the lock of a session's file, or a barrier that says who has it."""
        self.locks.claim(session)

    def before_save(self, session: Session, path: Path) -> None:
        """Raise `FileTrouble` where somebody else edits the file that is to be written."""
        self.locks.before_save(session, path)

    def settle(self, session: Session) -> None:
        """Hold the lock of the session's file and no other."""
        self.locks.settle(session)

    def on_shown(self, session: Session, before: Document, origin: Origin) -> None:
        """Have the change kept."""
        self.keeper.on_shown(session, before, origin)

    def on_away(self, session: Session) -> None:
        """Have a document kept whose file is gone."""
        self.keeper.on_away(session)

    def end(self, session: Session) -> None:
        """Nothing of the session is owed any more."""
        if self._keeper is not None:
            self._keeper.end(session)

    def sync(self) -> None:
        """Have the disk hold all unsaved work, now."""
        if self._keeper is not None:
            self._keeper.sync()

    @property
    def is_kept(self) -> bool:
        """Whether a death of the program would cost nothing of what was done."""
        return self._keeper is None or not self._keeper.is_troubled

    def leave(self) -> None:
        """Leave unsaved work to the next start, safe on the disk."""
        if self._keeper is not None:
            self._keeper.leave()
        if self._locks is not None:
            self._locks.leave()

    @property
    def shelf(self) -> Shelf:
        """Where earlier versions of files are kept."""
        from cjm_editor.io.backups import Shelf
        from cjm_editor.io.folders import backups_folder, data_folder

        return Shelf(backups_folder(data_folder()))

    def _saved(self, path: Path, document: Document, loaded: Loaded | None) -> Loaded:
        """Save with the earlier versions kept."""
        from cjm_editor.io.saving import saved

        done = saved(path, document, loaded, self.shelf, is_direct=path in self.written_directly)
        self._tell_unkept(done.trouble)
        return done.loaded

    def write_copy(self, path: Path, data: bytes) -> None:
        """Write a file that is no open document; what stood there is kept. Raises `FileTrouble`."""
        from cjm_editor.io.saving import written

        self._tell_unkept(written(path, data, self.shelf))

    def _tell_unkept(self, trouble: Message | None) -> None:
        """Say once that earlier versions cannot be kept, until they can be again."""
        if trouble is not None and not self._is_unkept:
            self.troubled.emit(trouble)
        self._is_unkept = trouble is not None

    def save(self, session: Session, path: Path | None = None) -> None:
        """Save to the session's file or to `path`. Raises `FileTrouble`."""
        session.save(path)
        if session.path:
            self.context.keep(self.context.settings.with_recent(session.path))

    def close(self, session: Session) -> None:
        """Drop a session; whoever asks to has offered to save it."""
        self.sessions.remove(session)
        self.closed.emit(session)
        if self._locks is not None:
            self._locks.release(session)
        session.close()
        session.deleteLater()
