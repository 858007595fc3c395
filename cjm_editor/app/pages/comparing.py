"""The making of a comparison and its drawing: small maps at once, large ones beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from cjm_editor.app.align.beside import Beside, WaitStrip
from cjm_editor.app.context import Context
from cjm_editor.app.glossaries import OwnGlossary
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.memory import Memory
from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.errors import CjmError
from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.texts import _
from cjm_editor.render.display import DisplayList
from cjm_editor.render.marks import MarksOptions, comparison_board
from cjm_editor.render.measure import Measurer

NARROWEST = 83.0
"""Width of the columns where those that suit the words would not fit the window."""

LEAST_ZOOM = 0.8
"""A wide comparison is made smaller to fit, but its words must stay readable."""

BESIDE = 400
"""Maps with more touchpoints than this are compared beside the window, with progress and Cancel."""

PATIENCE = 300
"""Milliseconds before progress is shown: quick work never flashes it."""

DRAWING = 0.15
"""The share of a large comparison's time that its drawing takes."""


class Comparing(QObject):
    """Compares and draws. `made` carries the result and its drawing, `refused` the message why there is none.

    `wait` shows the progress of what takes long.
    """

    made = Signal(object, object)
    refused = Signal(object)

    def __init__(self, context: Context, wait: WaitStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._wait = wait
        self._memory = Memory()
        self.glossary = OwnGlossary(context)
        self._then: Callable[[], object] | None = None
        self._beside = Beside(self)
        self._beside.progressed.connect(self._on_progress)
        self._beside.finished.connect(self._on_finished)
        self._beside.failed.connect(self._on_failed)
        self._soon_wait = QTimer(self)
        self._soon_wait.setSingleShot(True)
        self._soon_wait.timeout.connect(lambda: self._wait.show_progress(0.0))

    @property
    def is_busy(self) -> bool:
        """Whether a large comparison is being made."""
        return self._beside.is_running

    def compare(self, ideal: Side, actual: Side, width: float) -> None:
        """Compare two maps and draw them for a window of this width."""
        if is_large(ideal, actual):
            self._compare_beside(ideal, actual, width)
            return
        self._beside.stop()
        try:
            with collector_at_rest():
                result = compare(ideal, actual, glossary=self.glossary.in_force(), memory=self._memory)
                display = drawing(result, self._options(), self._context.measurer, width)
        except CjmError as error:
            self.refused.emit(error.message)
            return
        self.made.emit(result, display)

    def _compare_beside(self, ideal: Side, actual: Side, width: float) -> None:
        options, measurer = self._options(), self._context.measurer
        glossary = self.glossary.in_force()

        def work(tick: Tick) -> object:
            result = compare(ideal, actual, progress=part(tick, 0.0, 1 - DRAWING), glossary=glossary)
            drawn = drawing(result, options, measurer, width, part(tick, 1 - DRAWING, 1.0))
            tick(1.0)
            return result, drawn

        self._beside.start(work)
        if self._wait.isVisible():
            self._wait.show_progress(0.0)  # it is begun again: that can be cancelled from now on
        else:
            self._soon_wait.start(PATIENCE)

    def draw(self, result: ComparisonResult, width: float) -> None:
        """Draw a result anew, in the theme and language in force."""
        options, measurer = self._options(), self._context.measurer
        if is_large(result.ideal, result.actual):
            self._beside.start(lambda tick: (result, drawing(result, options, measurer, width, tick)))
        else:
            self.made.emit(result, drawing(result, options, measurer, width))

    def _options(self) -> MarksOptions:
        return MarksOptions(theme=self._context.theme, words=self._context.words)

    def _on_progress(self, share: float) -> None:
        if self.is_busy and not self._soon_wait.isActive():
            self._wait.show_progress(share)

    def _on_finished(self, found: object) -> None:
        self._soon_wait.stop()
        self._wait.put_away()
        if isinstance(found, tuple):
            self.made.emit(*found)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_failed(self, error: object) -> None:
        self._soon_wait.stop()
        self._wait.put_away()
        if isinstance(error, CjmError):
            self.refused.emit(error.message)
        elif isinstance(error, Exception):
            raise error

    def cancel(self) -> None:
        """Give up the comparison that is being made."""
        self._beside.stop()
        self._soon_wait.stop()
        self._then = None
        self._wait.show_end(_("The comparison was cancelled. Any change of a map starts it again."))

    def then(self, act: Callable[[], object]) -> None:
        """Do something with the result that is on its way, or at once."""
        if self.is_busy:
            self._then = act
        else:
            act()

    def close(self) -> None:
        """End what runs; nothing is told any more."""
        self._beside.close()
        self._soon_wait.stop()


def is_large(ideal: Side, actual: Side) -> bool:
    """Whether two maps are compared beside the window."""
    return max(len(ideal.journey.touchpoints), len(actual.journey.touchpoints)) > BESIDE


def drawing(
    result: ComparisonResult,
    options: MarksOptions,
    measurer: Measurer,
    width: float,
    tick: Tick = silent,
) -> DisplayList:
    """The board of a comparison, its columns as wide as their words want if that fits the width, else close."""
    size = max(len(result.ideal.journey.touchpoints), len(result.actual.journey.touchpoints))
    narrow = replace(options, is_close=True)
    if options.lane_header + size * NARROWEST > width:
        return comparison_board(result, narrow, measurer, tick)
    display = comparison_board(result, options, measurer)
    return display if display.width <= width else comparison_board(result, narrow, measurer)


def fitting_zoom(width: float, height: float, display: DisplayList) -> float:
    """The zoom at which a comparison is shown first: its width in view; where that would make words too small it has to
    be scrolled sideways in any case, and is as large as its height allows."""
    by_width = width / max(display.width, 1.0)
    if by_width < LEAST_ZOOM:
        by_width = height / max(display.height, 1.0)
    return min(1.0, max(LEAST_ZOOM, by_width))
