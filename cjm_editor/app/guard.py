"""What stands by once the window is there: defects, signals, the end of the desktop's session, texts being typed,
work that an earlier process left. Loaded after the first frame."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFileDialog, QLineEdit, QPlainTextEdit, QWidget

from cjm_editor.app.boardview.inline_editor import InlineEditor
from cjm_editor.app.mishap import Mishaps
from cjm_editor.app.panels.fields.base import FieldEditor
from cjm_editor.app.panels.fields.typed import plain_text
from cjm_editor.core.address import Address
from cjm_editor.io import backups
from cjm_editor.io.files import sweep
from cjm_editor.io.folders import backups_folder, data_folder, has_journals, journals_folder
from cjm_editor.io.lock_text import who_is_here
from cjm_editor.io.locks import swept

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window

LOOK = 600
"""Milliseconds between two looks at an open field: with the writing a text is at most a second old."""

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
NEW_CARD = "cards.new"
"""The field of the properties whose text is no part of the document before Enter."""


class Guard(QObject):
    """Watches over unsaved work from outside the documents. One for each window."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._typing: Session | None = None
        self._first = ""
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self.look)
        app.focusChanged.connect(self._on_focus)
        app.commitDataRequest.connect(self._on_logout)
        self._on_focus(None, app.focusWidget())
        folders = {session.path.parent for session in window.desk.sessions if session.path}
        threading.Thread(target=sweep_all, args=(folders,), daemon=True).start()

    # texts being typed

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.look()
        if isinstance(now, QLineEdit | QPlainTextEdit | InlineEditor):
            self._first = text_in(now)
            self._look.start()
        else:
            self._look.stop()

    def look(self) -> None:
        """Have the text in the open field kept, or none where no field is open."""
        session = self._window.session
        if self._typing is not None and self._typing is not session:
            self._forget()
        typed = being_typed(self._app.focusWidget(), self._first)
        if typed is not None and session is not None:
            self._typing = session
            self._window.desk.keeper.on_typed(session, *typed)
        elif typed is None:
            self._forget()

    def _forget(self) -> None:
        session, self._typing = self._typing, None
        if session is not None and session in self._window.desk.sessions:
            self._window.desk.keeper.on_typed(session, None, None)

    # the end from outside

    def _on_logout(self, _manager: object) -> None:
        """The desktop ends its session, or asks whether it may: nothing is to be lost whatever comes of it."""
        self.look()
        self._window.desk.sync()

    def leave(self, number: int) -> None:
        """End the program because of a signal; unsaved work is left to the next start."""
        self.look()
        self._window.desk.leave()
        self._app.exit(128 + number)


def sweep_all(folders: set[Path]) -> None:
    """Remove what processes that died while saving or editing left in the folders, and among earlier versions."""
    backups.sweep_all(backups.Shelf(backups_folder(data_folder())))
    here = who_is_here()
    for folder in folders:
        sweep(folder)
        swept(folder, here, time.time())


def text_in(widget: QWidget | None) -> str:
    """The text of a field."""
    if isinstance(widget, QLineEdit):
        return widget.text()
    if isinstance(widget, InlineEditor):
        return widget.text()
    return plain_text(widget.document()) if isinstance(widget, QPlainTextEdit) else ""


def being_typed(widget: QWidget | None, first: str) -> tuple[Address | None, str] | None:
    """The text in a field that the document does not hold yet, with its place; None where there is none.

    `first` is what the field held when the focus came. Fields of the properties hand over each letter themselves.
    """
    text = text_in(widget)
    if isinstance(widget, InlineEditor):
        return None if text == widget.before else (widget.form.at, text)
    if not isinstance(widget, QLineEdit | QPlainTextEdit) or text == first or widget.isReadOnly():
        return None
    if widget.property("isSearch") or isinstance(widget.window(), QFileDialog):
        return None  # words that look for something, names of files: nothing of a map
    holder: QWidget | None = widget
    while holder is not None:
        if isinstance(holder, FieldEditor):
            return (None, text) if holder.is_refused or widget.objectName() == NEW_CARD else None
        if isinstance(holder, QAbstractItemView):
            at = holder.currentIndex().data(
                0x0100
            )  # Qt.UserRole: where the trees of this window keep the address
            return (at if isinstance(at, Address) else None, text)
        holder = holder.parentWidget()
    return None, text


def take_signals(guard: Guard) -> None:
    """Let the signals that ask a program to end reach the event loop: Python's own handlers wait for it in vain."""
    if os.name == "nt":
        return  # there the desktop asks through `commitDataRequest`
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, guard)

    def on_signal() -> None:
        for number in ours.recv(16):
            guard.leave(number)

    notifier.activated.connect(on_signal)
    guard.sockets = (ours, theirs)  # they live as long as the process
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    for name in SIGNALS:
        signal.signal(getattr(signal, name), lambda _number, _frame: None)


def stand_guard(app: QApplication, window: Window) -> Guard:
    """The guard of a window that has just been shown; takes over signals and exceptions of threads."""
    guard = Guard(app, window)
    take_signals(guard)
    mishaps = window.mishaps = window.mishaps or Mishaps(window, window.context)
    threading.excepthook = mishaps.take_from_thread
    if has_journals(journals_folder(data_folder())):
        from cjm_editor.app.commands.unsaved import tell_of_unsaved

        tell_of_unsaved(window)
    return guard
