"""What stands by once the window is there: defects, signals, the end of the desktop's session, texts being typed,
work that an earlier process left. Loaded after the first frame."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from shiboken6 import isValid

from cjm_editor.app.boardview.inline_editor import InlineEditor
from cjm_editor.app.mishap import Mishaps
from cjm_editor.app.panels.fields.base import FieldEditor
from cjm_editor.app.panels.fields.cards import CardsEditor
from cjm_editor.app.panels.fields.typed import WordedLine, plain_text
from cjm_editor.app.panels.inspector import Inspector
from cjm_editor.core.address import Address
from cjm_editor.io import backups
from cjm_editor.io.files import sweep
from cjm_editor.io.folders import backups_folder, data_folder, has_journals, journals_folder
from cjm_editor.io.lock_text import who_is_here
from cjm_editor.io.locks import swept
from cjm_editor.io.recovery import Draft

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window

LOOK = 600
"""Milliseconds between two looks at an open field: with the writing a text is at most a second old."""

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT")
ADDRESS = 0x0100
"""Qt.UserRole: where the trees of this window keep the address."""


class Guard(QObject):
    """Watches over unsaved work from outside the documents. One for each window."""

    def __init__(self, app: QApplication, window: Window) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._typing: Session | None = None
        self._field: QWidget | None = None
        self._first = ""
        self._begun: dict[QWidget, str] = {}
        """Fields of dialogs that were left with another text than they had, and what they had: a dialog hands over
        nothing before it is closed."""
        self._look = QTimer(self)
        self._look.setInterval(LOOK)
        self._look.timeout.connect(self.look)
        app.focusChanged.connect(self._on_focus)
        app.commitDataRequest.connect(self._on_logout)
        app.aboutToQuit.connect(self._on_end)
        self._on_focus(None, app.focusWidget())
        folders = {session.path.parent for session in window.desk.sessions if session.path}
        threading.Thread(target=sweep_all, args=(folders,), daemon=True).start()

    # texts being typed

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._window):
            return  # it is going down, and takes the keyboard from its fields
        if now is not None and now is not self._field:
            self._leave()
            self._field = now
            self._first = self._begun.pop(now, text_in(now))
        self.look()  # `now` is None where another program has the keyboard: what is being typed stays open

    def _leave(self) -> None:
        """Remember a field of a dialog that the focus leaves with another text than it came to."""
        field = self._field
        if field is None or not isValid(field) or not isinstance(field.window(), QDialog):
            return
        if being_typed(field, self._first) is not None:
            self._begun[field] = self._first

    def look(self) -> None:
        """Have the texts in fields kept that the document has not taken; none where there are none.

        As long as there are some, and while a field is open, it is looked again in a while: an edit ends what the
        journal has of them.
        """
        session = self._window.session
        if self._typing is not None and self._typing is not session:
            self._forget()
        drafts = self._drafts()
        if drafts and session is not None:
            self._typing = session
            self._window.desk.keeper.on_typed(session, drafts)
        elif not drafts:
            self._forget()
        if not (drafts or (self._field is not None and isValid(self._field) and takes_text(self._field))):
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()

    def _drafts(self) -> list[Draft]:
        """The text in the open field first, then those left in other fields, each once."""
        field = self._open_field()
        typed = [being_typed(field, self._first), *left_in(self._window.side, field)]
        self._begun = {one: first for one, first in self._begun.items() if isValid(one) and one.isVisible()}
        typed += [being_typed(one, first) for one, first in self._begun.items() if one is not field]
        return [Draft(*one) for one in typed if one is not None]

    def _open_field(self) -> QWidget | None:
        """What has the keyboard, or will have it again when somebody comes back from another program."""
        front = self._app.activeModalWidget() or self._window
        return self._app.focusWidget() or front.focusWidget()

    def _forget(self) -> None:
        session, self._typing = self._typing, None
        if session is not None and session in self._window.desk.sessions:
            self._window.desk.keeper.on_typed(session, ())

    # the end from outside

    def _on_logout(self, _manager: object) -> None:
        """The desktop ends its session, or asks whether it may: nothing is to be lost whatever comes of it."""
        self.look()
        self._window.desk.sync()

    def _on_end(self) -> None:
        """The loop of events has ended: what goes down with the window is no news to anybody."""
        for one in (self._app, self._window, *self._window.findChildren(QObject)):
            one.blockSignals(True)

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
    if isinstance(widget, WordedLine):
        return widget.written
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit | InlineEditor):
        return widget.text()
    return plain_text(widget.document()) if isinstance(widget, QPlainTextEdit) else ""


def being_typed(widget: QWidget | None, first: str) -> tuple[Address | None, str] | None:
    """The text in a field that the document does not hold yet, with its place; None where there is none.

    `first` is what the field held when the focus came. Fields of the properties hand over what they can at each letter.
    """
    text = text_in(widget)
    if isinstance(widget, InlineEditor):
        return None if text == widget.before else (widget.form.at, text)
    if widget is None or not takes_text(widget) or widget.property("isSearch"):
        return None
    if isinstance(widget.window(), QFileDialog):
        return None  # names of files are nothing of a map
    fields = [one for one in above(widget) if isinstance(one, FieldEditor)]
    if fields:
        return (place_of(fields[0]), text) if text and any(one.is_loose for one in fields) else None
    if text == first or (isinstance(widget, QLineEdit | QPlainTextEdit) and widget.isReadOnly()):
        return None
    lists = [one for one in above(widget) if isinstance(one, QAbstractItemView)]
    at = lists[0].currentIndex().data(ADDRESS) if lists else None
    return (at if isinstance(at, Address) else None, text)


def left_in(side: QWidget, besides: QWidget | None) -> Iterator[tuple[Address | None, str]]:
    """The texts that stand in fields of the properties because the document does not take them, `besides` one."""
    seen = {besides}
    for field in side.findChildren(FieldEditor) if side.isVisible() else ():
        for line in lines_of(field) if field.is_loose else ():
            if line not in seen and text_in(line):
                seen.add(line)
                yield place_of(field), text_in(line)


def lines_of(field: FieldEditor) -> list[QWidget]:
    """What is typed into in a field: its own line, or those of the form that stands open in it."""
    own = field.focusProxy()
    if own is not None and takes_text(own):
        return [own]
    inner = (one for one in field.findChildren(QWidget) if takes_text(one) and one.isVisible())
    return [one for one in inner if not isinstance(one.parentWidget(), QComboBox)]


def takes_text(widget: QWidget) -> bool:
    """Whether a widget is a field to type into."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | InlineEditor) or (
        isinstance(widget, QComboBox) and widget.isEditable()
    )


def above(widget: QWidget) -> Iterator[QWidget]:
    """The widget and all that it stands in."""
    one: QWidget | None = widget
    while one is not None:
        yield one
        one = one.parentWidget()


def place_of(field: FieldEditor) -> Address | None:
    """Where the text of a field of the properties can go by itself: a new card has such a place, a wrong value none."""
    if isinstance(field, CardsEditor):
        inspector = next((one for one in above(field) if isinstance(one, Inspector)), None)
        return inspector.new_card_at(field.lane) if inspector is not None else None
    return None


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
