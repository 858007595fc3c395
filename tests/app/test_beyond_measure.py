"""A touchpoint with more cards and letters than anybody writes: what is not seen costs nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from cjm_editor.app.panels.fields import typed
from cjm_editor.app.panels.rows import RowButton
from cjm_editor.app.window import Window
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Card, Document, JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.render.options import MOST_IN_CELL


def shown(window: Window, hands, touchpoint: Touchpoint) -> dict:
    window.open_map("m", window.desk.new(Document(maps=(JourneyMap("m", touchpoints=Seq((touchpoint,))),))))
    hands.settle()
    window.side.show_selection((touchpoint_at("m", "t"),))
    hands.settle()
    return window.side.inspector.editors


def test_the_first_cards_are_listed_and_how_many_more_there_are(window: Window, hands) -> None:
    cards = tuple(Card(f"c{n}") for n in range(MOST_IN_CELL + 800))
    editor = shown(window, hands, Touchpoint("t", cards=(("pains", cards),)))["cards"]
    assert len(editor.findChildren(RowButton)) == MOST_IN_CELL
    assert "800 more in the file" in [label.text() for label in editor.findChildren(QLabel)]
    assert window.session.document.maps[0].touchpoints[0].cards == (("pains", cards),)


def test_of_a_long_heading_only_what_is_seen_is_looked_at(
    window: Window, hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    seen: list[int] = []
    hyphens = typed.hyphens

    class Metrics(QFontMetrics):
        def horizontalAdvance(self, text: str) -> int:
            asked.append(text)
            return super().horizontalAdvance(text)

    def counted(*given) -> list:
        found = hyphens(*given)
        seen.append(len(found))
        return found

    monkeypatch.setattr(typed, "QFontMetrics", Metrics)
    monkeypatch.setattr(typed, "hyphens", counted)
    title = ("обслуживание" * 5 + " ") * 3_000
    field = shown(window, hands, Touchpoint("t", title=title))["title"].findChild(QPlainTextEdit)
    asked.clear()
    field.setPlainText(title)
    field.grab()
    assert field.toPlainText() == title
    assert 0 < len(asked) < 200
    assert 0 < max(seen) < 40
