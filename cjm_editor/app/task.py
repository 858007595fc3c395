"""Long work beside the window: after half a second a small box says what is going on and offers Cancel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEventLoop, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QLabel, QProgressDialog, QWidget

from cjm_editor.app.context import Context
from cjm_editor.core.texts import Message, _

T = TypeVar("T")
SHOW_AFTER = 400
"""Milliseconds before the box appears: quick work never flashes one."""


class Cancelled(Exception):  # noqa: N818 - no error: what the user asked for
    """The user pressed Cancel; what was computed is dropped."""


Tell = Callable[[float], None]
"""Tells how much of a work is done, 0..1."""


class _Signals(QObject):
    done = Signal()
    told = Signal(int)


class _Job(QRunnable, Generic[T]):
    def __init__(self, work: Callable[[], T], signals: _Signals | None = None) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self.signals = signals or _Signals()
        self.is_done = False
        self.result: T | None = None
        self.error: BaseException | None = None
        self._work = work

    def run(self) -> None:
        """Work, and keep the result or the exception for the window's thread."""
        try:
            self.result = self._work()
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that waits
            self.error = error
        self.is_done = True
        self.signals.done.emit()


def run_beside(parent: QWidget, context: Context, label: Message, work: Callable[[], T]) -> T:
    """What `work` returns; the window stays alive meanwhile. Raises what it raises, or `Cancelled`.

    `work` runs in another thread: it must not touch widgets or the session, only values.
    """
    return _run(parent, context, label, _Job(work), SHOW_AFTER, 0)


def run_told(parent: QWidget, context: Context, label: Message, work: Callable[[Tell], T]) -> T:
    """As `run_beside`, for a work that tells how far it is. The box stands there from the first moment: nothing may be
    changed in the window meanwhile."""
    signals = _Signals()
    job = _Job(lambda: work(lambda share: signals.told.emit(round(100 * share))), signals)
    return _run(parent, context, label, job, 0, 100)


def _run(parent: QWidget, context: Context, label: Message, job: _Job[T], show_after: int, most: int) -> T:
    loop = QEventLoop()
    job.signals.done.connect(loop.quit)
    box = QProgressDialog(context.say(label), context.say(_("Cancel")), 0, most, parent)
    box.setAutoReset(False)
    box.setAutoClose(False)
    job.signals.told.connect(box.setValue)  # a slot of a widget: called in its thread
    words = QLabel(context.say(label))
    words.setTextFormat(Qt.TextFormat.PlainText)
    box.setLabel(words)
    box.setWindowTitle("CJM Editor")
    box.setWindowModality(Qt.WindowModality.WindowModal)
    box.setMinimumDuration(SHOW_AFTER * 1000)
    box.canceled.connect(loop.quit)
    show = QTimer()
    show.setSingleShot(True)
    show.timeout.connect(box.show)
    if show_after:
        show.start(show_after)
    else:
        box.show()
    QThreadPool.globalInstance().start(job)
    loop.exec()
    show.stop()
    cancelled = box.wasCanceled() or not job.is_done  # the loop ends with the program too
    box.close()
    box.deleteLater()
    if cancelled:
        raise Cancelled
    if job.error is not None:
        raise job.error
    return job.result  # type: ignore[return-value]
