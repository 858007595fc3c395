"""P7: CPU of a frame while panning, zooming and dragging on the real page, 1920 x 1080, at 60 inputs a second.

Targets: p95 at 10,000 cards <= 16.7 ms and <= 2 times that at 1,000 cards; at 2,000 touchpoints <= 33 ms. The first
frames of each run start from a painted board; panning always comes to places that were not painted before.
"""

from __future__ import annotations

import statistics

from board_page import closed, frames, of_cards, opened, settle, share
from common import Row, document, heading, milliseconds, told
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.core.model import Document

COUNT = 150
ROUNDS = 3
BUTTON = Qt.MouseButton.LeftButton


def wheel(
    view: BoardView, turn: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel over the middle of the board."""
    at = QPoint(view.width() // 2, view.height() // 2)
    none = Qt.MouseButton.NoButton
    phase = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(
        QPointF(at), QPointF(view.mapToGlobal(at)), QPoint(), turn, none, modifiers, phase, False
    )
    QApplication.sendEvent(view, event)


def pan(page: MapPage) -> list[float]:
    """Scroll sideways, about 2,900 px a second, with a little up and down."""

    def act(number: int) -> None:
        wheel(page.view, QPoint(-60, 8 if number % 30 < 15 else -8))

    return frames(act, COUNT)


def zoom(page: MapPage) -> list[float]:
    """Zoom out to a third and in again with Ctrl and the wheel, a third of a notch a frame."""

    def act(number: int) -> None:
        turn = -40 if number % 60 < 30 else 40
        wheel(page.view, QPoint(0, turn), Qt.KeyboardModifier.ControlModifier)

    return frames(act, COUNT)


def drag(page: MapPage) -> list[float]:
    """Carry a card over the board, and at last back to its place."""
    view = page.view
    seen = view.camera().seen()
    card = next(
        g for g in view.scene.within("board", seen) if g.role == "card" and g.x > seen[0] and g.y > seen[1]
    )
    start = QPoint(*(round(v) for v in view.camera().to_screen("board", card.x + 30, card.y + 10)))
    QTest.mousePress(view, BUTTON, pos=start)

    def act(number: int) -> None:
        step = number if number < COUNT // 2 else COUNT - number
        x = 160 + (start.x() + 14 * step) % (view.width() - 260)
        QTest.mouseMove(view, QPoint(x, start.y() + step // 2))

    spent = frames(act, COUNT)
    view.gestures.cancel()
    QTest.mouseRelease(view, BUTTON, pos=start)
    return spent


def measured(made: Document) -> dict[str, tuple[float, float]]:
    """Median and p95 of the CPU of a frame, by what the hand does: the median of the rounds."""
    page = opened(made)
    spent: dict[str, list[list[float]]] = {"pan": [], "zoom": [], "drag": []}
    for number in range(ROUNDS):
        page.view.set_zoom(1.0)
        page.view.center_on_fraction(0.1 + 0.25 * number)
        settle(page)
        spent["pan"].append(pan(page))
        settle(page)
        spent["zoom"].append(zoom(page))
        page.view.set_zoom(1.0)
        settle(page)
        spent["drag"].append(drag(page))
    closed(page)
    return {
        what: (
            statistics.median(statistics.median(run) for run in runs),
            statistics.median(share(run, 0.95) for run in runs),
        )
        for what, runs in spent.items()
    }


def main() -> list[Row]:
    """The rows of P7."""
    heading(
        "P7",
        f"{ROUNDS} x {COUNT} frames at 60 Hz",
        "boards of 1,000 and 10,000 cards and of 2,000 touchpoints",
    )
    few, many, wide = measured(of_cards(1_000)), measured(of_cards(10_000)), measured(document(2_000))
    rows = []
    for what in ("pan", "zoom", "drag"):
        shown = f"{milliseconds(many[what][0])} / {milliseconds(many[what][1])}"
        before = f"{milliseconds(few[what][0])} / {milliseconds(few[what][1])}"
        p95 = many[what][1] * 1000
        title = f"{what} at 10,000 cards, CPU of a frame, median / p95"
        rows.append(told(Row("P7", title, "a frame of 60 Hz", shown, "16.7 ms", p95, 16.7, " ms")))
        ratio = many[what][1] / few[what][1]
        rows.append(told(Row("P7", f"{what} at 10,000 cards, p95", "at 1,000", shown, before, ratio, 2.0)))
        shown = f"{milliseconds(wide[what][0])} / {milliseconds(wide[what][1])}"
        p95 = wide[what][1] * 1000
        rows.append(
            told(Row("P7", f"{what} at 2,000 touchpoints, p95", "33 ms", shown, "33 ms", p95, 33.0, " ms"))
        )
    return rows


if __name__ == "__main__":
    main()
