"""P14: CPU from an answer in the alignment editor to the painted view, at 300 touchpoints; 1920 x 1080.

Of two maps with 30 % edits, and of two drawn independently, where five times as many questions are open (68, not 13).

Target: <= 100 ms. Each answer is a decision in the document; the maps are compared again, the board, the list and the
panel follow, and every tile in view is painted.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import gettempdir

from board_page import HEIGHT, WIDTH, application, settle
from common import Row, heading, milliseconds, told
from PySide6.QtWidgets import QApplication

from cjm_editor.app.align.answering import Ends
from cjm_editor.app.context import Context
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.session import Session
from cjm_editor.app.settings import Settings
from cjm_editor.app.style import palette, style_sheet
from cjm_editor.core.model import Document
from cjm_editor.render.measure import bundled_measurer
from tests.compare.pairs import pair

SIZE, SEED, ROUNDS = 300, 7, 9
PRESETS = {"edits-30": "", "independent": " drawn independently"}


def opened(preset: str) -> ComparePage:
    """The comparison of two maps of one document, shown and painted."""
    app = application()
    store = Path(gettempdir()) / "cjm-benchmark-settings.json"
    context = Context(Settings(theme="light"), store, bundled_measurer(), "ru")
    app.setPalette(palette(context.theme))
    app.setStyleSheet(style_sheet(context.theme))
    session = Session(_document(preset))
    one, other = (MapRef(session, journey.id) for journey in session.document.maps[:2])
    page = ComparePage(context, Pair(one, other))
    page.kept = (context, session)  # the page does not own what it is given
    page.resize(WIDTH, HEIGHT)
    page.show()
    settle(page)
    gc.collect()
    gc.freeze()  # as the window does once it stands
    return page


def _document(preset: str) -> Document:
    """Both maps of a generated pair in one document, as an ideal and an actual one."""
    made = pair(preset, SIZE, "ru", SEED)
    ideal = replace(made.ideal.journey, id="ideal", kind="ideal")
    actual = replace(made.actual.journey, id="actual", kind="actual", derived_from="")
    return replace(made.ideal.document, maps=(ideal, actual))


def one(page: ComparePage, act: Callable[[], None]) -> float:
    """CPU seconds from the answer until the view is painted."""
    start = time.process_time()
    act()
    QApplication.processEvents()
    while not page.view.is_ready():
        page.view.repaint()
    return time.process_time() - start


def main() -> list[Row]:
    """The rows of P14."""
    heading("P14", f"{ROUNDS} answers of each kind", f"{SIZE} touchpoints, Russian")
    return [row for preset, told_of in PRESETS.items() for row in _rows(preset, told_of)]


def _rows(preset: str, told_of: str) -> list[Row]:
    """The rows of one pair of maps."""
    page = opened(preset)
    rows = []
    for name, step in (("accept", _accept), ("cut", _cut), ("link by hand", _draw), ("undo", _undo)):
        spent = []
        for number in range(ROUNDS + 2):
            settle(page)
            act = step(page, number)
            settle(page)
            taken = one(page, act)
            if number > 1:
                spent.append(taken)
        took = statistics.median(spent)
        what = f"answer to painted at {SIZE} touchpoints{told_of}: {name}"
        rows.append(told(Row("P14", what, "100 ms", milliseconds(took), "100 ms", took * 1000, 100.0, " ms")))
    page.release()
    page.close()
    page.deleteLater()
    page.kept[1].close()
    QApplication.processEvents()
    return rows


def _accept(page: ComparePage, number: int) -> Callable[[], None]:
    page.alignment.show_link(_pairs(page)[10 + 3 * number])
    return page.alignment.accept


def _cut(page: ComparePage, number: int) -> Callable[[], None]:
    page.alignment.show_link(_pairs(page)[60 + 3 * number])
    return page.alignment.cut


def _draw(page: ComparePage, _number: int) -> Callable[[], None]:
    links = page.result.matching.links if page.result is not None else ()
    missing = [link for link in links if link.kind == "missing" and link.by != "pin"]
    extra = [link for link in links if link.kind == "extra" and link.by != "pin"]
    ends = Ends(missing[0].ideal, extra[0].actual)
    page.view.select(page.alignment.addresses_of(ends))
    return page.alignment.draw


def _undo(page: ComparePage, _number: int) -> Callable[[], None]:
    _context, session = page.kept
    page.view.ensure_visible(page.view.selection()[-1], animated=False)
    return session.undo


def _pairs(page: ComparePage) -> list[int]:
    links = page.result.matching.links if page.result is not None else ()
    return [n for n, link in enumerate(links) if link.ideal and link.actual and link.by != "pin"]


if __name__ == "__main__":
    main()
