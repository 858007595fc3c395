"""A defect met while the program runs: a sentence, a report file, a button that copies it; the program goes on."""

from __future__ import annotations

import errno
import os
import platform
import sys
import threading
import time
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox

from cjm_editor import __version__
from cjm_editor.app.context import Context
from cjm_editor.core.errors import CjmError, FileTrouble
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import write_atomic
from cjm_editor.io.folders import data_folder, reports_folder

if TYPE_CHECKING:
    from cjm_editor.app.window import Window

SHOWN = 3
"""Boxes that open by themselves in one run: a defect in drawing would bring one a frame. Any more are told in the
status line, with a button that opens the box."""

PAUSE = 2.0
"""Seconds between two sentences in the status line about the same defect."""


@dataclass(slots=True)
class Told:
    """A defect that is known: its report, the report's file, when people were told of it last (monotonic seconds)."""

    text: str
    path: Path | None = None
    is_told: bool = False
    said: float = 0.0


class Mishaps(QObject):
    """Takes exceptions from any thread and tells of them when the event at hand is done: the first ones of a kind in a
    box, any more in the status line with a way to the same details."""

    _happened = Signal(object)

    def __init__(self, window: Window, context: Context) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._known: dict[tuple[str, ...], Told] = {}
        self._shown = 0
        # queued: the defect may have come up in the middle of drawing
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def take(self, error: BaseException) -> None:
        """Note an exception; one of the same place in the code has the report of the first."""
        place = places_of(error)
        told = self._known.get(place)
        if told is None:
            told = self._known[place] = Told(report_text(error))
        elif time.monotonic() - told.said < PAUSE:
            return
        told.said = time.monotonic()
        self._happened.emit(place)

    def take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        """`take` as `threading.excepthook`."""
        threading.__excepthook__(arguments)
        if arguments.exc_value is not None:
            self.take(arguments.exc_value)

    def _on_happened(self, place: tuple[str, ...]) -> None:
        told = self._known[place]
        is_new, told.is_told = not told.is_told, True
        if is_new:
            told.path = stored(reports_folder(data_folder()), told.text)
        if is_new and self._shown < SHOWN:
            self._shown += 1
            self._box(told.text, told.path).open()
            return
        self._window.status.say(
            self._sentence(),
            (_("Details"), lambda: self._box(told.text, told.path).open()),
        )

    def _sentence(self) -> Message:
        """That something went wrong, and how it stands with the work."""
        if self._window.desk.is_kept:
            return _("Something went wrong in the program. Your work is safe, and you can go on.")
        return _(
            "Something went wrong in the program. Unsaved work cannot be kept safe from a crash: save it now."
        )

    def _box(self, text: str, path: Path | None) -> QMessageBox:
        say = self._context.say
        box = QMessageBox(self._window)
        box.setWindowTitle("CJM Editor")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setText(say(self._sentence()))
        where = say(_("A report was written to {name}.", name=str(path))) if path else ""
        advice = say(_("If it happens again, send the details to those who look after the program."))
        box.setInformativeText(" ".join(part for part in (where, advice) if part))
        copy = box.addButton(say(_("Copy details")), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.disconnect()  # it would close the box
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        close = box.addButton(say(_("Go on")), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box


def places_of(error: BaseException) -> tuple[str, ...]:
    """Where in the code an exception came up, and what it is."""
    steps = traceback.extract_tb(error.__traceback__)[-3:]
    return (type(error).__name__, *(f"{step.filename}:{step.lineno}" for step in steps))


def report_text(error: BaseException) -> str:
    """Versions, the kinds of the errors and where they came up: what somebody needs who mends it.

    What the errors say stays out: it may quote a document, as a `KeyError` does.
    """
    lines = (
        f"CJM Editor {__version__}",
        f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}, {QGuiApplication.platformName()}",
        "",
        *_traceback(error),
    )
    return "\n".join(lines) + "\n"


def _traceback(error: BaseException) -> list[str]:
    """The lines of the error and of those that it came of, oldest first, with places in the code and without words."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        parts = at.exceptions if isinstance(at, BaseExceptionGroup) else ()
        inside = [
            line for part in parts for line in ("  one of them:", *("  " + s for s in _traceback(part)))
        ]
        lines = [*_one(at), *inside, *(("", "and after that:", "") if lines else ()), *lines]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return lines


def _one(error: BaseException) -> list[str]:
    """One error with its places; of those that the system or the program numbers, also the number."""
    steps = traceback.extract_tb(error.__traceback__)
    kind = f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")
    code = error.code if isinstance(error, CjmError) else ""
    if isinstance(error, OSError) and error.errno:
        code = errno.errorcode.get(error.errno, str(error.errno))
    return [
        "Traceback (most recent call last):",
        *(line for step in steps for line in traceback.format_list([step])[0].rstrip("\n").split("\n")),
        f"{kind} ({code})" if code else kind,
    ]


def stored(folder: Path, text: str) -> Path | None:
    """The file of a report, None where it cannot be written: nothing more is to go wrong now."""
    path = folder / f"report-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}-{abs(hash(text)) % 10000:04d}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text.encode("utf-8", "replace"))
    except (OSError, FileTrouble) as error:
        sys.stderr.write(f"{error}\n")
        return None
    return path
