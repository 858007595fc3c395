"""The page of a map as the window shows it, for what is measured on screen: session, board, tiles; 1920 x 1080."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from tempfile import gettempdir, mkdtemp

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from common import document
from PySide6.QtWidgets import QApplication

from cjm_editor.app.context import Context
from cjm_editor.app.keeper import Keeper
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.app.session import Session
from cjm_editor.app.settings import Settings
from cjm_editor.app.style import palette, style_sheet
from cjm_editor.core.model import Document
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.measure import bundled_measurer

WIDTH, HEIGHT = 1920, 1080
SLOT = 1 / 60
CARDS_EACH = 1 + 1 / 3 + 1 / 5
"""Cards in lanes that `common.document` gives a touchpoint."""


def application() -> QApplication:
    """The one application, dressed as the window dresses it."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setStyle("Fusion")
    load_fonts()
    return app


def of_cards(cards: int) -> Document:
    """A document with at least so many cards in its lanes."""
    return document(round(cards / CARDS_EACH) + 3)


def opened(made: Document) -> MapPage:
    """The page of the document's map, shown and painted."""
    app = application()
    store = Path(gettempdir()) / "cjm-benchmark-settings.json"
    context = Context(Settings(theme="light"), store, bundled_measurer(), "ru")
    app.setPalette(palette(context.theme))
    app.setStyleSheet(style_sheet(context.theme))
    session = Session(made)
    session.keeping = Keeper(Path(mkdtemp(prefix="cjm-benchmark-")))  # as in the window, every edit is kept
    page = MapPage(context, session, "map")
    page.kept = (context, session)  # the page does not own what it is given
    page.resize(WIDTH, HEIGHT)
    page.show()
    settle(page)
    return page


def settle(page: MapPage) -> None:
    """Let the page come to rest: everything in view painted, sharp."""
    page.view.set_animated(False)
    for _ in range(3):
        QApplication.processEvents()
    page.view.paint_now()
    QApplication.processEvents()


def closed(page: MapPage) -> None:
    """Put a page away for good."""
    _context, session = page.kept
    page.release()
    page.close()
    page.deleteLater()
    session.close()
    session.keeping.leave()
    rmtree(session.keeping.folder)
    QApplication.processEvents()


def frames(act: Callable[[int], None], count: int) -> list[float]:
    """CPU seconds of each of `count` frames at 60 Hz: the input, its painting, and what timers do until the next."""
    spent = []
    for number in range(count):
        end = time.perf_counter() + SLOT
        start = time.process_time()
        act(number)
        QApplication.processEvents()
        while (left := end - time.perf_counter()) > 0:
            time.sleep(min(left, 0.004))
            QApplication.processEvents()
        spent.append(time.process_time() - start)
    return spent


def share(values: list[float], part: float) -> float:
    """The value that a part of all do not exceed, 0.95 for p95."""
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]
