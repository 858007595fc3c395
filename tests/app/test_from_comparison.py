"""From a comparison to the map: the card asked for is selected and in view, and the strip below the map is drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cjm_editor.app.boardview.scrubber import Scrubber
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.pages.map_page import OVERVIEW_AFTER, MapPage
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.writer import write

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def compared(window, hands, tmp_path):
    """A map of eight touchpoints beside its derived ideal, in a window 1440 wide."""
    window.resize(1440, 900)
    points = Seq(Touchpoint(f"t{n}", "s", f"Step {n}", emotion=n % 3 - 1) for n in range(8))
    lived = JourneyMap("m", kind="actual", stages=(Stage("s", "Stage"),), touchpoints=points)
    path = tmp_path / "eight.cjm.yaml"
    path.write_text(write(edits.derive_map(Document(maps=(lived,)), "m", "i")), encoding="utf-8")
    window.open_path(path)
    hands.settle()
    hands.key(K.Key_R, CTRL, into=window)
    assert isinstance(window.page, ComparePage)
    return window.page


def doubly_clicked(hands, view, at):
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=hands.place(at, "touchpoint"))
    hands.settle()


def test_a_double_click_on_a_card_shows_that_card(window, hands, compared, qtbot):
    compared.view.ensure_visible(touchpoint_at("i", "t7"), animated=False)
    doubly_clicked(hands, compared.view, touchpoint_at("i", "t7"))
    assert isinstance(window.page, MapPage) and window.page.map_id == "i"
    at = touchpoint_at("i", "t7")
    assert window.page.selection == (at,)
    group = window.page.view.scene.main_of(at)
    rect = window.page.view.visible_rect
    qtbot.waitUntil(lambda: rect().left() <= group.x and group.x + group.w <= rect().right(), timeout=2000)


def test_a_card_opened_by_key_is_found_in_a_tab_that_is_open_already(window, hands, compared):
    session = window.session
    window.open_map("m", session)
    hands.settle()
    window.show_page(compared)
    hands.settle()
    compared.view.select((touchpoint_at("m", "t6"),))
    hands.key(K.Key_F2, into=compared.view)
    assert isinstance(window.page, MapPage) and window.page.map_id == "m"
    assert window.page.selection == (touchpoint_at("m", "t6"),)


def test_the_strip_below_a_map_is_painted_when_the_map_is_opened(window, hands, compared, monkeypatch, qtbot):
    painted = []
    paint = Scrubber.paintEvent
    monkeypatch.setattr(Scrubber, "paintEvent", lambda self, event: (painted.append(self), paint(self, event)))
    session = window.session
    for page in list(window.pages):
        if isinstance(page, MapPage):
            window.drop(page)
    hands.settle()
    for map_id in ("m", "i"):
        window.show_page(compared)
        hands.settle()
        doubly_clicked(hands, compared.view, touchpoint_at(map_id, "t1"))
        strip = window.page.scrubber
        qtbot.wait(OVERVIEW_AFTER + 50)
        assert strip.isVisible() and window.session is session
        assert any(one is strip for one in painted), f"{map_id}: an empty box"
