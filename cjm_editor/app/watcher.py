"""Notices what other programs do to the files of the open documents: a colleague, git, a folder that is synced.

Qt's watcher goes deaf for a file once it is replaced, and network folders tell nothing at all. So the folder is watched
as well, paths are put back after each notice, and a look at the file's stamp every `LOOK` milliseconds makes up for the
rest. What counts are the bytes: only a file that differs from what its document was read from is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from cjm_editor.app.session import Session
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import whole
from cjm_editor.io.files import Loaded, is_empty, read_bytes

SETTLE = 150
"""Milliseconds after a notice until the file is read: programs write in several steps."""

LOOK = 1200
"""Milliseconds between two looks at the stamps of the files."""

GONE = 700
"""Milliseconds after which a file that is not there is gone, and one without contents empty: some programs delete or
truncate before they write anew."""

ABSENT = ("enoent", "enotdir")
"""Codes of trouble with a file that is not there."""

Stamp = tuple[int, int, int]


class Watcher(QObject):
    """Watches the files of the sessions. `changed` carries a session and the bytes on disk, `gone` a session; `unread`
    a session and the trouble where something stands there that cannot be read; `back` a session whose file is there
    again as it was."""

    changed = Signal(object, object)
    gone = Signal(object)
    unread = Signal(object, object)
    back = Signal(object)

    def __init__(self, sessions: Callable[[], Iterable[Session]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions = sessions
        self._stamps: dict[Path, Stamp | None] = {}
        self._told: dict[Path, tuple[Loaded, bytes] | str] = {}
        """What people were told of each file: its bytes beside those known then, or the code of what stands against
        reading it."""
        self._lost: dict[Path, Loaded | None] = {}
        """The files whose trouble people were told of, as they were known then."""
        self._system = QFileSystemWatcher(self)
        self._system.fileChanged.connect(self._on_noticed)
        self._system.directoryChanged.connect(self._on_noticed)
        self._due = self._timer(SETTLE, self.check, is_single=True)
        self._missing = self._timer(GONE, self._tell_gone, is_single=True)
        self._look = self._timer(LOOK, self._on_look, is_single=False)
        self._look.start()

    def _timer(self, pause: int, act: Callable[[], None], is_single: bool) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(is_single)
        made.setInterval(pause)
        made.timeout.connect(act)
        return made

    def follow(self) -> None:
        """Watch the files that are open now, and let go of the others."""
        wanted = {path for session in self._sessions() if (path := session.path) is not None}
        for path in self._stamps.keys() - wanted:
            del self._stamps[path]
            self._told.pop(path, None)
            self._lost.pop(path, None)
        for path in wanted - self._stamps.keys():
            self._stamps[path] = None
        there = {str(path) for path in wanted if stamp_of(path) is not None} | {str(p.parent) for p in wanted}
        there = {
            name for name in there if whole(name) == name
        }  # Qt has no names that are not UTF-8: the stamps do
        known = {*self._system.files(), *self._system.directories()}
        if known - there:
            self._system.removePaths(sorted(known - there))
        if there - known:
            self._system.addPaths(sorted(there - known))

    def stop(self) -> None:
        """Watch nothing any more."""
        for timer in (self._due, self._missing, self._look):
            timer.stop()
        known = [*self._system.files(), *self._system.directories()]
        if known:
            self._system.removePaths(known)

    def check(self) -> None:
        """Hold each file against what its document was read from, and tell of those that differ, once."""
        self.follow()
        for session in list(self._sessions()):
            path, loaded = session.path, session.on_disk
            if path is None or loaded is None:
                continue
            self._stamps[path] = stamp_of(path)
            if self._stamps[path] is None:
                if self._told.get(path) not in ABSENT:  # a link that leads to itself has no stamp either
                    self._missing.start()
                continue
            try:
                data = read_bytes(path)
                if is_empty(data) and not self._is_told(path, loaded, data):
                    self._missing.start()
                else:
                    self._compare(session, path, loaded, data)
            except FileTrouble as error:
                self._tell_lost(session, path, error)

    def lose(self, session: Session) -> None:
        """Note that people were told of trouble with a session's file, so that its return is told as well."""
        if session.path is not None:
            self._lost[session.path] = session.on_disk

    def _compare(self, session: Session, path: Path, loaded: Loaded, data: bytes) -> None:
        """Tell of bytes that are others than those known, or that are those again after trouble."""
        known = loaded.data()
        is_new = not self._is_told(path, loaded, data)
        self._told[path] = (loaded, data)
        if data == known:
            if self._lost.pop(path, None) is loaded:  # not one that we wrote again ourselves
                self.back.emit(session)
        elif is_new:
            self._lost.pop(path, None)
            self.changed.emit(session, data)

    def _is_told(self, path: Path, loaded: Loaded, data: bytes) -> bool:
        """Whether people know of these bytes. What they knew before a save of ours is no news only until then."""
        told = self._told.get(path)
        return not isinstance(told, str) and told is not None and told[0] is loaded and told[1] == data

    def _tell_lost(self, session: Session, path: Path, error: FileTrouble) -> None:
        """Tell, once, that a file is gone or cannot be read."""
        if self._told.get(path) == error.code:
            return
        self._told[path] = error.code
        self.lose(session)
        if error.code in ABSENT:
            self.gone.emit(session)
        else:
            self.unread.emit(session, error)

    def _on_noticed(self, _path: str) -> None:
        self._due.start()

    def _on_look(self) -> None:
        self.follow()
        if any(stamp_of(path) != stamp for path, stamp in self._stamps.items()):
            self._due.start()

    def _tell_gone(self) -> None:
        """Tell of the files that are still not there, or still empty."""
        for session in list(self._sessions()):
            path, loaded = session.path, session.on_disk
            if path is None or loaded is None:
                continue
            try:
                data = read_bytes(path)
                if is_empty(data):
                    self._compare(session, path, loaded, data)
            except FileTrouble as error:
                self._tell_lost(session, path, error)


def stamp_of(path: Path) -> Stamp | None:
    """Time, size and number of a file; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
