"""The open documents, apart from any widget: opening, saving, and who is asked what on the way."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from cjm_editor.app.context import Context
from cjm_editor.app.session import Session
from cjm_editor.core.model import Document
from cjm_editor.core.resources import sample
from cjm_editor.io.files import load

SUFFIX = ".cjm.yaml"


class Desk(QObject):
    """All open sessions. `opened` and `closed` carry the session."""

    opened = Signal(object)
    closed = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.sessions: list[Session] = []

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

    def new(self, document: Document) -> Session:
        """An untitled document."""
        return self._add(Session(document))

    def _add(self, session: Session) -> Session:
        self.sessions.append(session)
        self.opened.emit(session)
        return session

    def save(self, session: Session, path: Path | None = None) -> None:
        """Save to the session's file or to `path`. Raises `FileTrouble`."""
        session.save(path)
        if session.path:
            self.context.keep(self.context.settings.with_recent(session.path))

    def close(self, session: Session) -> None:
        """Drop a session; whoever asks to has offered to save it."""
        self.sessions.remove(session)
        self.closed.emit(session)
        session.close()
        session.deleteLater()
