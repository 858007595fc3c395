"""The line for a new card in the properties: its text is a card of the element it was written for."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from cjm_editor.core.address import Address, stage_at, touchpoint_at
from cjm_editor.core.edits import delete_touchpoints
from cjm_editor.core.elements import element
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
from cjm_editor.io.files import load

HERE, THERE, STAGE = touchpoint_at("m", "t1"), touchpoint_at("m", "t2"), stage_at("m", "s1")
TEXT = "Долго искал кнопку"


@pytest.fixture(params=["en", "ru"])
def session(window, hands, request):
    window.context.set_language(request.param)
    points = Seq((Touchpoint("t1", "s1", "One"), Touchpoint("t2", "s1", "Two")))
    journey = JourneyMap("m", "Map", stages=(Stage("s1", "First"),), touchpoints=points)
    made = window.desk.new(Document(title="Doc", maps=(journey,)))
    window.open_map("m", made)
    hands.settle()
    return made


@pytest.fixture
def line(window, hands, session) -> QLineEdit:
    """The line of the first touchpoint with a text in it."""
    window.side.show_selection((HERE,))
    hands.settle()
    found = window.side.inspector.findChild(QLineEdit, "cards.new")
    found.setFocus()
    hands.type(TEXT, into=found)
    return found


def cards(session, at: Address) -> list[str]:
    found = element(session.document, at)
    return [card.text for _lane, held in found.cards for card in held] if found is not None else []


@pytest.mark.parametrize("other", [THERE, STAGE])
def test_a_text_does_not_follow_the_selection(window, hands, session, line, other) -> None:
    window.page.view.select((other,))
    hands.settle()
    assert cards(session, HERE) == [TEXT]
    assert cards(session, other) == []
    assert window.side.inspector.findChild(QLineEdit, "cards.new").text() == ""
    session.undo()
    assert cards(session, HERE) == []


def test_a_click_elsewhere_makes_the_card(window, hands, session, line) -> None:
    hands.pick(THERE)
    hands.settle()
    assert window.page.selection == (THERE,)
    assert cards(session, HERE) == [TEXT] and cards(session, THERE) == []


def test_the_lane_can_be_chosen_after_the_text(window, hands, session, line) -> None:
    combo = line.parentWidget().findChild(QComboBox)
    combo.setFocus(Qt.FocusReason.TabFocusReason)
    hands.settle()
    assert cards(session, HERE) == [] and line.text() == TEXT
    combo.setCurrentIndex(combo.findData("gains"))
    window.page.view.setFocus()
    hands.settle()
    assert [(lane, [card.text for card in held]) for lane, held in element(session.document, HERE).cards] == [
        ("gains", [TEXT])
    ]


def test_saving_takes_the_text_along(window, hands, session, line, tmp_path) -> None:
    path = tmp_path / "doc.cjm.yaml"
    session.save(path)
    window.trigger("file.save")
    assert [
        card.text for _lane, held in load(path).source.document.maps[0].touchpoints[0].cards for card in held
    ] == [TEXT]


def test_a_text_for_what_is_gone_is_no_card_of_another(window, hands, session, line) -> None:
    session.apply(_("delete"), lambda d: delete_touchpoints(d, "m", ("t1",)))
    hands.settle()
    assert element(session.document, HERE) is None
    assert cards(session, THERE) == []
    window.page.view.select((THERE,))
    hands.settle()
    assert cards(session, THERE) == []


def test_enter_adds_a_card_and_goes_on(window, hands, session, line) -> None:
    hands.key(Qt.Key.Key_Return, into=line)
    hands.type("Ещё одна", into=line)
    hands.key(Qt.Key.Key_Return, into=line)
    assert cards(session, HERE) == [TEXT, "Ещё одна"]
    assert line.hasFocus()


def test_the_text_is_stored_before_the_document_may_no_longer_be_changed(
    window, hands, session, line
) -> None:
    session.handing_over.emit()
    assert cards(session, HERE) == [TEXT]
