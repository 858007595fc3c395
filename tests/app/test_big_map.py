"""A map of many touchpoints: what is shown of one of them does not walk all the others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QLabel

from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import Address, card_at, touchpoint_at, transition_at
from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

SIZE, STAGES = 600, 6


@pytest.fixture
def session(window: Window, hands) -> Session:
    points = Seq(
        Touchpoint(f"t{n}", f"s{n % STAGES}", f"Point {n}", cards=(("opportunities", (Card(f"Idea {n}"),)),))
        for n in range(SIZE)
    )
    steps = Seq(Transition(f"e{n}", f"t{n}", f"t{n + 1}") for n in range(0, SIZE - 1, 3))
    stages = tuple(Stage(f"s{n}", f"Stage {n}") for n in range(STAGES))
    made = window.desk.new(
        Document(
            title="Doc", maps=(JourneyMap("m", "Map", stages=stages, touchpoints=points, transitions=steps),)
        )
    )
    window.open_map("m", made)
    hands.settle()
    assert window.side.inspector.editors
    return made


@pytest.fixture
def walked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of the long lists that were walked."""
    found: list[int] = []
    whole = Seq.__iter__

    def walk(self: Seq) -> Iterator[object]:
        if len(self) > 100:
            found.append(len(self))
        return whole(self)

    monkeypatch.setattr(Seq, "__iter__", walk)
    return found


PLACES = [touchpoint_at("m", "t300"), card_at("m", "t300", "opportunities", 0), transition_at("m", "e300")]


@pytest.mark.parametrize("at", PLACES, ids=lambda at: at.kind)
def test_showing_one_element_walks_no_list_of_the_map(
    window: Window, hands, session, walked, at: Address
) -> None:
    window.side.show_selection((at,))
    assert walked == []
    session.apply(_("edit"), lambda d: edits.set_field(d, touchpoint_at("m", "t10"), "note", "new"))
    walked.clear()
    window.side.inspector.refresh()
    assert walked == []


def test_the_place_on_the_route_and_the_steps_are_said(window: Window, hands, session) -> None:
    window.side.show_selection((touchpoint_at("m", "t300"),))
    hands.settle()
    said = {label.text() for label in window.side.inspector.findChildren(QLabel)}
    assert f"Touchpoint {300 // STAGES + 1} of {SIZE}" in said
    rows = [row.layout().itemAt(0).widget().words for row in window.side.inspector._transitions._rows]
    assert rows == ["Point 301"]
    window.side.show_selection((touchpoint_at("m", "t302"),))
    rows = [row.layout().itemAt(0).widget().words for row in window.side.inspector._transitions._rows]
    assert rows == ["Point 308"], "the implied step to the next of its stage"


def test_a_list_of_all_touchpoints_is_there_when_somebody_chooses(window: Window, hands, session) -> None:
    window.side.show_selection((transition_at("m", "e300"),))
    hands.settle()
    editor = window.side.inspector.editors["to"]
    combo = editor.findChild(QComboBox)
    assert combo.currentText() == "Point 301"
    assert combo.count() < 5
    combo.setFocus()
    hands.settle()
    assert combo.count() == SIZE + 1
    assert combo.currentText() == "Point 301"
    at = combo.findData("t7")
    combo.setCurrentIndex(at)
    combo.activated.emit(at)
    hands.settle()
    assert session.document.maps[0].transitions.get("e300").to == "t7"
    assert combo.currentText() == "Point 7"
