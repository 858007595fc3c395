"""Lines that must be right: what is refused sets nothing, stays until it is mended, and goes with Esc."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from cjm_editor.app.panels.fields.checked import CheckedEditor, number_typed, number_written
from cjm_editor.core.address import DOCUMENT, Address, touchpoint_at, transition_at
from cjm_editor.core.elements import element
from cjm_editor.core.model import Document, JourneyMap, Metric, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

HERE, THERE = touchpoint_at("m", "t1"), touchpoint_at("m", "t2")
ARROW = transition_at("m", "e1")


def document() -> Document:
    points = (
        Touchpoint("t1", "s1", "One", day=3, metrics=(Metric("csat", value=1234567.89),)),
        Touchpoint("t2", "s1", "Two", day=5),
        Touchpoint("t3", "s1", "Three"),
    )
    journey = JourneyMap(
        "m",
        "Map",
        stages=(Stage("s1", "First"),),
        touchpoints=Seq(points),
        transitions=Seq((Transition("e1", "t1", "t3", share=0.3),)),
    )
    return Document(title="Doc", maps=(journey,))


@pytest.fixture(params=["en", "ru"])
def session(window, hands, request):
    window.context.set_language(request.param)
    made = window.desk.new(document())
    window.open_map("m", made)
    hands.settle()
    return made


def opened(window, hands, ats: Address | tuple[Address, ...], attr: str) -> CheckedEditor:
    window.side.show_selection((ats,) if isinstance(ats, Address) else ats)
    hands.settle()
    return window.side.inspector.editors[attr]


def write(hands, editor, text: str) -> QLineEdit:
    line = editor.findChild(QLineEdit)
    line.setFocus()
    hands.settle()
    line.selectAll()
    hands.type(text, into=line)
    return line


def shown(editor: CheckedEditor) -> str:
    return editor.findChild(QLineEdit).text().replace("\u00a0", " ")


@pytest.mark.parametrize(("at", "attr", "text"), [(HERE, "day", "12x"), (ARROW, "share", "140")])
def test_a_refused_text_sets_nothing_and_goes_with_esc(window, hands, session, at, attr, text) -> None:
    before = session.document
    was = shown(opened(window, hands, at, attr))
    editor = opened(window, hands, at, attr)
    line = write(hands, editor, text)
    hands.key(Qt.Key.Key_Tab, into=line)
    assert session.document is before
    assert session.undo_label is None and session.is_clean
    assert shown(editor) == text and editor.trouble.isVisible()
    line.setFocus()
    hands.key(Qt.Key.Key_Escape, into=line)
    assert shown(editor) == was
    assert not editor.trouble.isVisible()
    assert not line.property("invalid")


def test_an_entry_is_one_step_whatever_was_refused_on_the_way(window, hands, session) -> None:
    before = session.document
    editor = opened(window, hands, HERE, "day")
    line = write(hands, editor, "12x")
    hands.key(Qt.Key.Key_Backspace, into=line)
    hands.type("7", into=line)
    hands.key(Qt.Key.Key_Return, into=line)
    assert element(session.document, HERE).day == 127
    hands.type("0", into=line)  # another entry
    assert element(session.document, HERE).day == 1270
    session.undo()
    assert element(session.document, HERE).day == 127
    session.undo()
    assert session.document is before


def test_a_text_refused_after_an_entry_was_finished_leaves_that_entry(window, hands, session) -> None:
    editor = opened(window, hands, HERE, "day")
    line = write(hands, editor, "12")
    hands.key(Qt.Key.Key_Return, into=line)
    hands.type("5x", into=line)
    assert element(session.document, HERE).day == 12
    hands.key(Qt.Key.Key_Escape, into=line)
    assert shown(editor) == "12"


def test_a_refused_text_leaves_each_of_several_elements_its_own_value(window, hands, session) -> None:
    before = session.document
    window.page.view.select((HERE, THERE))
    editor = opened(window, hands, (HERE, THERE), "day")
    write(hands, editor, "12x")
    assert session.document is before
    assert shown(editor) == "12x" and editor.trouble.isVisible()
    assert window.page.selection == (HERE, THERE), "nothing leads elsewhere while somebody types"


def test_what_is_refused_in_one_field_outlives_an_entry_in_another(window, hands, session) -> None:
    refused = {"duration": "15 parsecs", "wait": "2 дюжины"}
    for attr, text in refused.items():
        write(hands, opened(window, hands, HERE, attr), text)
    line = write(hands, opened(window, hands, HERE, "reach"), "80 %")
    hands.key(Qt.Key.Key_Tab, into=line)
    assert element(session.document, HERE).reach == 0.8
    editors = window.side.inspector.editors
    for attr, text in refused.items():
        assert shown(editors[attr]) == text
        assert editors[attr].trouble.isVisible()
    window.side.show_selection((THERE,))
    hands.settle()
    for attr in refused:
        assert shown(editors[attr]) == "", "it is no text of this touchpoint"
        assert not editors[attr].trouble.isVisible()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("15 минут", "15m"),
        ("15 м", "15m"),
        ("2 hours", "2h"),
        ("неделя", "1w"),
        ("1 h 30 m", "90m"),
        ("6 мес.", "6mo"),
    ],
)
def test_a_duration_is_typed_as_it_is_read(window, hands, session, typed, kept) -> None:
    before = session.document
    editor = opened(window, hands, HERE, "wait")
    line = write(hands, editor, typed)
    hands.key(Qt.Key.Key_Tab, into=line)
    assert not editor.trouble.isVisible()
    assert element(session.document, HERE).wait == kept
    read = shown(editor)
    write(hands, editor, read)
    assert element(session.document, HERE).wait == kept
    session.undo()
    assert session.document is before


def test_a_number_keeps_all_its_digits(window, hands, session) -> None:
    at = session.document
    form = opened(window, hands, HERE, "metrics").form(0)
    editor = form.editors["value"]
    point = "," if window.context.words.language == "ru" else "."
    assert shown(editor) == f"1234567{point}89"
    line = write(hands, editor, "12345678.25")
    hands.key(Qt.Key.Key_Tab, into=line)
    assert element(session.document, HERE).metrics[0].value == 12345678.25
    assert shown(editor) == f"12345678{point}25"
    line = write(hands, editor, "0,1234567")
    hands.key(Qt.Key.Key_Tab, into=line)
    assert shown(editor) == f"0{point}1234567"
    write(hands, editor, "5x")
    assert element(session.document, HERE).metrics[0].value == 0.1234567
    while session.undo_label is not None:
        session.undo()
    assert session.document is at


def test_a_share_stays_in_per_cent_while_the_field_is_entered(window, hands, session) -> None:
    editor = opened(window, hands, ARROW, "share")
    line = write(hands, editor, "35%")
    hands.key(Qt.Key.Key_Return, into=line)
    assert line.hasFocus()
    assert shown(editor) == ("35 %" if window.context.words.language == "ru" else "35%")
    assert element(session.document, ARROW).share == 0.35
    write(hands, editor, "140%")
    assert "100" in editor.trouble.text()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("value", [0, 1, 7, 0.1, 1 / 3, 0.035, 123456789, 0.000001, 1e-9, 1e300, 12345678.25])
def test_a_number_written_is_read_as_the_same(value: float, language: str) -> None:
    assert number_typed(number_written(value, language, False), False) == value
    if value <= 1:
        assert number_typed(number_written(value, language, True), True) == value


def test_a_touchpoint_of_another_map_is_not_told_of_a_refused_text(window, hands, session) -> None:
    other = replace(session.document.maps[0], id="n", title="Other", transitions=Seq(()))
    session.apply(_("edit"), lambda d: replace(d, maps=(*d.maps, other)))
    write(hands, opened(window, hands, HERE, "day"), "12x")
    window.open_map("n", session)
    hands.settle()
    editor = opened(window, hands, touchpoint_at("n", "t1"), "day")
    assert shown(editor) == "3" and not editor.trouble.isVisible()


def test_the_language_of_the_content_is_named_until_it_is_entered(window, hands, session) -> None:
    session.apply(_("language"), lambda doc: replace(doc, language="ru"))
    editor = opened(window, hands, DOCUMENT, "language")
    assert shown(editor) == "Русский"
    line = write(hands, editor, "de")
    hands.key(Qt.Key.Key_Tab, into=line)
    assert session.document.language == "de" and shown(editor) == "de"
