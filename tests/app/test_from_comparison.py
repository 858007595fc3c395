"""From a comparison to the map: the card asked for is selected and in view, and the strip below the map is drawn."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cjm_editor.app.boardview.scrubber import Scrubber
from cjm_editor.app.commands.maps import show_pair
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.pages.map_page import OVERVIEW_AFTER, MapPage
from cjm_editor.core import edits
from cjm_editor.core.address import map_at, touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
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
    monkeypatch.setattr(
        Scrubber, "paintEvent", lambda self, event: (painted.append(self), paint(self, event))
    )
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


def test_a_map_that_went_with_its_making_comes_back_by_redo(window, hands, tmp_path):
    lived = JourneyMap("m", kind="actual", stages=(Stage("s", "S"),), touchpoints=Seq([Touchpoint("a", "s")]))
    path = tmp_path / "one.cjm.yaml"
    path.write_text(write(Document(maps=(lived,))), encoding="utf-8")
    window.open_path(path)
    hands.settle()
    hands.key(K.Key_I, CTRL, into=window)
    hands.key(K.Key_R, CTRL, into=window)
    page = window.page
    assert isinstance(page, ComparePage) and page.result is not None
    hands.key(K.Key_Z, CTRL, into=window)
    assert window.page is page and page.result is None
    assert page._trouble.text().endswith("Redo brings it back.")
    assert not page.headline.isVisible() and not page.side.isVisible()
    window.context.set_language("ru")
    assert page._trouble.text() == "Одной из карт больше нет. Её можно вернуть командой «Вернуть»."
    hands.key(K.Key_Z, CTRL, Qt.KeyboardModifier.ShiftModifier, into=window)
    assert page.result is not None and page.headline.isVisible() and page.side.isVisible()
    assert not page._trouble.isVisible() and page.view.scene.display.groups


def test_a_deleted_map_comes_back_by_undo_and_a_lost_redo_is_not_promised(window, hands, compared):
    session = window.session
    session.apply(_("Delete"), lambda document: edits.delete_map(document, "i"))
    hands.settle()
    assert compared._trouble.text().endswith("Undo brings it back.")
    session.undo()
    hands.settle()
    assert compared.result is not None
    copy = window.session.document
    session.apply(_("Copy"), lambda document: edits.duplicate_map(document, "m", "n"))
    show_pair(window, Pair(MapRef(session, "m"), MapRef(session, "n")))
    hands.settle()
    page = window.page
    session.undo()
    hands.settle()
    assert session.document is copy and page._trouble.text().endswith("Redo brings it back.")
    session.apply(_("Rename"), lambda document: edits.set_field(document, map_at("m"), "title", "x"))
    hands.settle()
    assert page._trouble.text() == "One of the two maps is no longer there."
