"""Large comparisons beside the window: progress in place, Cancel, and a new start when something changes meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread
from time import sleep

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from cjm_editor.app.context import Context
from cjm_editor.app.menus import key_text
from cjm_editor.core.progress import Tick
from cjm_editor.core.texts import Message, _

Work = Callable[[Tick], object]

YIELD = 0.0005
"""Seconds that the work rests at each sign of progress, so that the window's thread gets its turn."""


PATIENCE = 0.3
"""Seconds that closing a page waits for its thread."""


class Stopped(Exception):  # noqa: N818 - no error: the work is not wanted any more
    """Raised inside the work to end it."""


class _Signals(QObject):
    told = Signal(object)
    done = Signal(object)


class _Job:
    """One run of a work in a thread of its own. Its signals arrive in the window's thread, with the job itself, which
    says what came of it. The thread is a plain one: it keeps the job alive, whatever becomes of the page."""

    def __init__(self, work: Work) -> None:
        self.signals = _Signals()
        self.stop = Event()
        self.share = 0.0
        self.result: object = None
        self.error: BaseException | None = None
        self._work = work
        self.thread = Thread(target=self._run, name="comparison", daemon=True)

    def _run(self) -> None:
        try:
            self.result = self._work(self._tick)
        except BaseException as error:  # noqa: BLE001 - looked at in the window's thread
            self.error = error
        self.signals.done.emit(self)

    def _tick(self, share: float) -> None:
        if self.stop.is_set():
            raise Stopped
        if share - self.share >= 0.01:
            self.share = share
            self.signals.told.emit(self)
        sleep(YIELD)


class Beside(QObject):
    """At most one work at a time that counts: a new one ends the one before. `progressed` carries 0..1, `finished` what
    the work returned, `failed` what it raised; nothing comes of a work that was stopped."""

    progressed = Signal(float)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: _Job | None = None
        self._old: list[_Job] = []

    @property
    def is_running(self) -> bool:
        """Whether something is wanted that is not there yet."""
        return self._job is not None

    def start(self, work: Work) -> None:
        """Begin; `work` must touch values only, and call what it is given with the share that is done."""
        self.stop()
        job = self._job = _Job(work)
        job.signals.told.connect(self._on_told)
        job.signals.done.connect(self._on_done)
        job.thread.start()

    def stop(self) -> None:
        """End the work at its next sign of progress; what it found is dropped."""
        if self._job is not None:
            self._job.stop.set()
            self._old.append(self._job)
            self._job = None

    def close(self) -> None:
        """Stop for good, before the page dies; a thread that is slow to notice ends by itself."""
        self.stop()
        for job in self._old:
            job.signals.done.disconnect(self._on_done)
            job.signals.told.disconnect(self._on_told)
            job.thread.join(PATIENCE)
        self._old.clear()

    def _on_told(self, job: object) -> None:
        if job is self._job and isinstance(job, _Job):
            self.progressed.emit(job.share)

    def _on_done(self, job: object) -> None:
        if not isinstance(job, _Job):
            return
        if job is not self._job:
            if job in self._old:
                self._old.remove(job)
            return
        self._job = None
        if isinstance(job.error, Exception):
            self.failed.emit(job.error)
        elif job.error is not None:
            raise job.error
        else:
            self.finished.emit(job.result)


class WaitStrip(QWidget):
    """What goes on, how far it is, and Cancel; after that, a button that begins again. One button takes the keyboard
    from the other; `left` tells that the strip had it and went."""

    cancelled = Signal()
    again = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._said = QLabel()
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 100)
        self._stop = QPushButton()
        self._stop.clicked.connect(self.cancelled)
        self._again = QPushButton()
        self._again.clicked.connect(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(14)
        row.addWidget(self._said)
        row.addWidget(self._bar, 1)
        self._rest = QWidget()  # takes the room of the bar when it has gone: a button is as wide as its words
        row.addWidget(self._rest, 1)
        row.addWidget(self._stop)
        row.addWidget(self._again)
        self.hide()

    @property
    def is_running(self) -> bool:
        """Whether the strip is there and says that something goes on."""
        return self.isVisible() and not self._stop.isHidden()

    def stand_behind(self, widget: QWidget) -> None:
        """Be where Tab goes from a widget."""
        QWidget.setTabOrder(widget, self._stop)
        QWidget.setTabOrder(self._stop, self._again)

    def put_away(self) -> None:
        """Hide the strip."""
        had_keyboard = self._has_keyboard()
        self.hide()
        if had_keyboard:
            self.left.emit()

    def show_progress(self, share: float) -> None:
        """Show how far the work is."""
        say = self._context.say
        percent = self._context.words.percent(share)
        self._said.setText(say(_("Comparing… {share}", share=percent)))
        self._bar.setValue(round(100 * share))
        stop, key = say(_("Cancel")), key_text("Esc")
        self._stop.setText(f"{stop}   {key}")
        self._stop.setAccessibleName(f"{stop}, {key}")
        self._put(is_running=True)

    def show_end(self, message: Message) -> None:
        """Say why there is no result, and offer to compare again."""
        self._said.setText(self._context.say(message))
        self._again.setText(self._context.say(_("Compare again")))
        self._put(is_running=False)

    def _put(self, is_running: bool) -> None:
        self._bar.setVisible(is_running)
        self._rest.setVisible(not is_running)
        shown, gone = (self._stop, self._again) if is_running else (self._again, self._stop)
        shown.show()
        if self._has_keyboard():
            shown.setFocus()
        gone.hide()
        self.show()

    def _has_keyboard(self) -> bool:
        return self._stop.hasFocus() or self._again.hasFocus()
