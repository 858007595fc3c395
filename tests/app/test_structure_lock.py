"""A locked structure: stages, touchpoints and lanes stay, texts, faces and cards move on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from tests.app.shop import said

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FIRST, SECOND = touchpoint_at("m", "t1"), touchpoint_at("m", "t2")


@pytest.fixture
def session(window: Window, hands) -> Session:
    points = (
        Touchpoint("t1", "s1", "One", emotion=0, cards=(("pains", (Card("Ouch"),)),)),
        Touchpoint("t2", "s1", "Two", emotion=1),
        Touchpoint("t3", "s2", "Three", emotion=1),
    )
    stages = (Stage("s1", "First"), Stage("s2", "Second"))
    maps = (JourneyMap("m", "Map", stages=stages, touchpoints=Seq(points)), JourneyMap("n", "Other"))
    made = window.desk.new(Document(title="Doc", maps=maps))
    window.open_map("m", made)
    hands.settle()
    return made


def lock(hands) -> None:
    hands.key(Qt.Key.Key_L, CTRL, SHIFT)


def order(session: Session) -> list[str]:
    return [touchpoint.id for touchpoint in session.document.maps[0].touchpoints]


def swap(hands, at: Address, other: Address, role: str) -> None:
    hands.pull(at, role, hands.place(other, role) + QPoint(50, 0))


@pytest.mark.parametrize(
    ("language", "told", "fact"),
    [
        ("en", "stages, touchpoints and lanes stay", "Structure locked"),
        ("ru", "остаются на местах", "закреплена"),
    ],
)
def test_the_lock_is_said_in_the_status_line(window, hands, session, language, told, fact) -> None:
    window.context.set_language(language)
    window.page.setFocus()
    lock(hands)
    assert told in said(window) and fact in window.page.status()[-1]
    assert window.actions_.by_id["map.lock"].isChecked()
    lock(hands)
    assert len(window.page.status()) == 2
    assert not window.actions_.by_id["map.lock"].isChecked()


def test_touchpoints_and_stages_are_not_dragged_while_locked(window, hands, session) -> None:
    window.page.setFocus()
    lock(hands)
    before = session.document
    swap(hands, FIRST, SECOND, "touchpoint")
    swap(hands, stage_at("m", "s1"), stage_at("m", "s2"), "stage")
    assert session.document is before
    lock(hands)
    swap(hands, FIRST, SECOND, "touchpoint")
    assert order(session) == ["t2", "t1", "t3"]
    swap(hands, stage_at("m", "s1"), stage_at("m", "s2"), "stage")
    assert [stage.id for stage in session.document.maps[0].stages] == ["s2", "s1"]


@pytest.mark.parametrize("at", [FIRST, stage_at("m", "s1")])
def test_keys_neither_delete_nor_move_the_structure_while_locked(window, hands, session, at) -> None:
    window.page.setFocus()
    lock(hands)
    before = session.document
    window.page.select((at,))
    window.page.setFocus()
    window.status.say("")
    hands.key(Qt.Key.Key_Delete)
    assert "The structure is locked" in said(window)
    hands.key(Qt.Key.Key_Right, ALT)
    hands.key(Qt.Key.Key_X, CTRL)
    window.trigger("edit.delete")
    assert session.document is before
    lock(hands)
    hands.key(Qt.Key.Key_Delete)
    assert session.document is not before


def test_texts_faces_and_cards_are_edited_while_locked(window, hands, session) -> None:
    window.page.setFocus()
    lock(hands)
    window.page.select((FIRST,))
    hands.key(Qt.Key.Key_F2)
    hands.key(Qt.Key.Key_A, CTRL)
    hands.type("Named")
    hands.key(Qt.Key.Key_Escape)
    assert session.document.maps[0].touchpoints.get("t1").title == "Named"
    hands.pull(FIRST, "face", hands.place(FIRST, "face") - QPoint(0, 60))
    assert session.document.maps[0].touchpoints.get("t1").emotion > 0
    window.page.select((card_at("m", "t1", "pains", 0),))
    window.page.setFocus()
    hands.key(Qt.Key.Key_Delete)
    assert session.document.maps[0].touchpoints.get("t1").cards == ()


def test_the_lock_holds_for_all_maps_of_the_window(window, hands, session) -> None:
    window.page.setFocus()
    lock(hands)
    window.open_map("n")
    hands.settle()
    assert "Structure locked" in said(window)
    lock(hands)
    window.open_map("m")
    swap(hands, FIRST, SECOND, "touchpoint")
    assert order(session) == ["t2", "t1", "t3"]
