"""P8: CPU from an edit to the painted board, on the real page: session, edit, board, tiles, 1920 x 1080.

Targets: at 10,000 cards <= 3 times that of 100 cards, and <= 50 ms. Each kind of edit is made in view; it ends when
every tile in view is painted again.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from board_page import closed, of_cards, opened, settle
from common import Row, document, heading, milliseconds, told
from PySide6.QtWidgets import QApplication

from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.core import edits
from cjm_editor.core.address import card_at, touchpoint_at
from cjm_editor.core.model import Card, Document, Touchpoint
from cjm_editor.core.texts import _

MAP = "map"
ROUNDS = 15
Edit = Callable[[Document, int, str], Document]


def retext(made: Document, step: int, at: str) -> Document:
    """Another text in a card."""
    return edits.set_field(
        made, card_at(MAP, at, "thoughts", 0), "text", f"А точно успеют к {step % 9 + 1}-му?"
    )


def longer(made: Document, step: int, at: str) -> Document:
    """A text that makes its lane higher or lower: all lanes below move."""
    text = "Пришлось звонить дважды и объяснять всё заново " * (1 + step % 2 * 3)
    return edits.set_field(made, card_at(MAP, at, "thoughts", 0), "text", text)


def feel(made: Document, step: int, at: str) -> Document:
    """Another emotion."""
    return edits.set_field(made, touchpoint_at(MAP, at), "emotion", step % 5 - 2)


def add_card(made: Document, step: int, at: str) -> Document:
    """One more card, which is a new lane on some boards."""
    return edits.add_card(made, touchpoint_at(MAP, at), "gains", -1, Card(f"Новая {step}"))


def add_touchpoint(made: Document, step: int, at: str) -> Document:
    """A touchpoint in the middle of a stage: all that follows moves to the right."""
    stage = next(one.stage for one in made.maps[0].touchpoints if one.id == at)
    return edits.add_touchpoint(made, MAP, Touchpoint(f"n{step}", stage, "Новая точка"), 3)


KINDS: tuple[tuple[str, Edit], ...] = (
    ("a card's text", retext),
    ("an emotion", feel),
    ("a new card", add_card),
    ("a lane's height", longer),
    ("a new touchpoint", add_touchpoint),
)


def one(page: MapPage, edit: Edit, step: int, at: str) -> float:
    """CPU seconds from the edit until the view is painted."""
    start = time.process_time()
    page.document_session.apply(_("edit"), lambda made: edit(made, step, at))
    QApplication.processEvents()
    while not page.view.is_ready():
        page.view.repaint()
    return time.process_time() - start


def measured(made: Document) -> dict[str, float]:
    """The median of each kind of edit, in the middle of the map."""
    page = opened(made)
    at = made.maps[0].touchpoints[len(made.maps[0].touchpoints) // 2].id
    page.view.select([touchpoint_at(MAP, at)])
    settle(page)
    found = {}
    for name, edit in KINDS:
        spent = []
        for step in range(ROUNDS + 2):
            taken = one(page, edit, step, at)
            page.view.select([touchpoint_at(MAP, at)])
            settle(page)
            if step > 1:
                spent.append(taken)
        found[name] = statistics.median(spent)
    closed(page)
    return found


def main() -> list[Row]:
    """The rows of P8."""
    heading("P8", f"{ROUNDS} edits of each kind", "boards of 100 and 10,000 cards and of 2,000 touchpoints")
    few, many, wide = measured(of_cards(100)), measured(of_cards(10_000)), measured(document(2_000))
    rows = []
    for name, _edit in KINDS:
        what = f"edit to painted at 10,000 cards: {name}"
        ours, theirs = milliseconds(many[name]), milliseconds(few[name])
        rows.append(told(Row("P8", what, "at 100 cards", ours, theirs, many[name] / few[name], 3.0)))
        rows.append(told(Row("P8", what, "50 ms", ours, "50 ms", many[name] * 1000, 50.0, " ms")))
        what = f"edit to painted at 2,000 touchpoints: {name}"
        took = milliseconds(wide[name])
        rows.append(told(Row("P8", what, "50 ms", took, "50 ms", wide[name] * 1000, 50.0, " ms")))
    return rows


if __name__ == "__main__":
    main()
