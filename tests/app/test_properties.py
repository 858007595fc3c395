"""Properties that answer: a scale that offers to convert, durations in words, refusals beneath the field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from cjm_editor.app.dialogs.lanes import LanesDialog
from cjm_editor.app.panels.fields import FieldEditor
from cjm_editor.app.panels.fields.scale import ScaleEditor
from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import Address, map_at, touchpoint_at, transition_at
from cjm_editor.core.elements import element
from cjm_editor.core.model import Document, EmotionScale, JourneyMap, Stage, Touchpoint, Transition, map_of
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
from cjm_editor.render.display import Text

Opener = Callable[..., FieldEditor]


def small_document() -> Document:
    points = (
        Touchpoint("t1", "s1", "One", emotion=-2, wait="2d"),
        Touchpoint("t2", "s1", "Two", emotion=1),
        Touchpoint("t3", "s1", "Three"),
    )
    journey = JourneyMap(
        "m",
        "Map",
        stages=(Stage("s1", "First"),),
        touchpoints=Seq(points),
        transitions=Seq((Transition("e1", "t1", "t3"),)),
        review_every="6mo",
    )
    return Document(title="Doc", maps=(journey,))


@pytest.fixture
def session(window: Window) -> Session:
    made = window.desk.new(small_document())
    window.open_map("m", made)
    return made


def opened(window: Window, hands, at: Address, attr: str) -> FieldEditor:
    window.side.show_selection((at,))
    hands.settle()
    return window.side.inspector.editors[attr]


def write(hands, line: QWidget, text: str) -> None:
    line.setFocus()
    hands.settle()
    line.selectAll()
    hands.type(text, into=line)


def emotions(session: Session) -> list[float | None]:
    return [touchpoint.emotion for touchpoint in session.document.maps[0].touchpoints]


def scale_editor(window: Window, hands) -> ScaleEditor:
    editor = opened(window, hands, map_at("m"), "emotion_scale")
    assert isinstance(editor, ScaleEditor)
    return editor


def bound(editor: ScaleEditor, name: str) -> QLineEdit:
    assert editor.form is not None
    return editor.form.editors[name].findChild(QLineEdit)


def offered(editor: ScaleEditor) -> list[str]:
    buttons = (editor.findChild(QPushButton, f"scale.{name}") for name in ("convert", "cancel"))
    return [button.text() for button in buttons if button.isVisible()]


def test_a_scale_that_emotions_do_not_fit_on_offers_to_convert_them(window, hands, session) -> None:
    editor = scale_editor(window, hands)
    hands.click(editor._own)
    assert offered(editor) == []
    write(hands, bound(editor, "max"), "10")
    assert session.document.maps[0].scale == EmotionScale(-2, 10)
    assert offered(editor) == ["Convert the emotions"]
    write(hands, bound(editor, "min"), "1")
    assert session.document.maps[0].scale == EmotionScale(-2, 10), "it waits for the answer"
    assert offered(editor) == ["Convert the emotions", "Cancel"]
    assert "1 emotion of this map lies outside" in editor._said.text()
    assert bound(editor, "min").text() == "1"
    hands.click(editor.findChild(QPushButton, "scale.convert"))
    assert session.document.maps[0].scale == EmotionScale(1, 10)
    assert emotions(session) == [1, 7.75, None], "from -2..2, which they were given in"
    assert offered(editor) == []
    session.undo()
    assert session.document.maps[0].scale == EmotionScale(-2, 10)
    assert emotions(session) == [-2, 1, None], "one step"


def test_cancel_leaves_the_scale_as_it_was(window, hands, session) -> None:
    editor = scale_editor(window, hands)
    hands.click(editor._own)
    before = session.document
    write(hands, bound(editor, "min"), "0")
    hands.click(editor.findChild(QPushButton, "scale.cancel"))
    assert session.document is before
    assert offered(editor) == []
    assert bound(editor, "min").text() == "-2"


def test_back_to_the_usual_scale_offers_to_convert(window, hands, session) -> None:
    editor = scale_editor(window, hands)
    hands.click(editor._own)
    write(hands, bound(editor, "max"), "10")
    write(hands, bound(editor, "min"), "0")
    hands.click(editor.findChild(QPushButton, "scale.convert"))
    assert emotions(session) == [0, 7.5, None]
    hands.click(editor._own)
    assert session.document.maps[0].scale == EmotionScale(0, 10)
    assert offered(editor) == ["Convert the emotions", "Cancel"]
    hands.click(editor.findChild(QPushButton, "scale.convert"))
    assert session.document.maps[0].emotion_scale is None
    assert emotions(session) == [-2, 1, None]


def test_a_scale_without_extent_is_told_beneath_the_field(window, hands, session) -> None:
    window.context.set_language("ru")
    editor = scale_editor(window, hands)
    hands.click(editor._own)
    write(hands, bound(editor, "min"), "5")
    assert editor.trouble.isVisible()
    assert "ниже" in editor.trouble.text() or "меньше" in editor.trouble.text()
    assert offered(editor) == []
    write(hands, bound(editor, "min"), "-3")
    assert not editor.trouble.isVisible()
    assert session.document.maps[0].scale == EmotionScale(-3, 2)


def test_an_end_of_the_scale_that_is_wiped_out_is_asked_for(window, hands, session) -> None:
    editor = scale_editor(window, hands)
    hands.click(editor._own)
    before = session.document
    line = bound(editor, "min")
    line.setFocus()
    line.selectAll()
    hands.key(Qt.Key.Key_Backspace, into=line)
    assert editor.form.editors["min"].trouble.text() == "Write a number."
    assert session.document is before
    write(hands, line, "-3")
    assert not editor.form.editors["min"].trouble.isVisible()
    assert session.document.maps[0].scale == EmotionScale(-3, 2)


@pytest.mark.parametrize(
    ("language", "raw", "words"),
    [("en", "2d", "2 days"), ("ru", "2d", "2 дня"), ("ru", "21mo", "21 месяц"), ("en", "1.5h", "1.5 h")],
)
def test_a_duration_is_read_in_words_and_written_as_it_is(window, hands, session, language, raw, words):
    window.context.set_language(language)
    at = touchpoint_at("m", "t1")
    line = opened(window, hands, at, "wait").findChild(QLineEdit)
    write(hands, line, raw)
    assert element(session.document, at).wait == raw
    line.clearFocus()
    hands.settle()
    assert line.text().replace("\u00a0", " ") == words
    line.setFocus()
    hands.settle()
    assert line.text() == raw
    assert element(session.document, at).wait == raw
    write(hands, line, "3w")
    assert element(session.document, at).wait == "3w"


def test_a_duration_of_a_map_is_read_in_words(window, hands, session) -> None:
    line = opened(window, hands, map_at("m"), "review_every").findChild(QLineEdit)
    assert line.text() == "6 months"
    window.context.set_language("ru")
    line = opened(window, hands, map_at("m"), "review_every").findChild(QLineEdit)
    assert line.text() == "6 месяцев"


@pytest.mark.parametrize(("language", "word"), [("en", "Only a way back"), ("ru", "возврат")])
def test_a_refused_choice_is_told_beneath_the_field(window, hands, session, language, word) -> None:
    window.context.set_language(language)
    before = session.document
    editor = opened(window, hands, transition_at("m", "e1"), "to")
    combo = editor.findChild(QComboBox)
    for id, is_right in (("t1", False), ("t2", True)):
        combo.setFocus()
        combo.setCurrentIndex(combo.findData(id))
        combo.activated.emit(combo.currentIndex())
        hands.settle()
        assert editor.trouble.isVisible() is not is_right
        assert combo.currentData() == id
        if not is_right:
            assert word in editor.trouble.text()
            assert editor.trouble.mapTo(window, editor.trouble.rect().topLeft()).y() >= (
                editor.mapTo(window, editor.rect().bottomLeft()).y()
            ), "beneath the field"
            assert session.document is before
    assert session.document.maps[0].transitions.get("e1").to == "t2"


def test_a_long_line_ends_with_an_ellipsis_until_it_is_entered(window, hands, session) -> None:
    at, whole = touchpoint_at("m", "t1"), "Department of customer care and of everything else that is left"
    session.apply(_("edit"), lambda d: edits.set_field(d, at, "owner", whole))
    line = opened(window, hands, at, "owner").findChild(QLineEdit)
    assert line.text().endswith("…") and line.text()[:-1] in whole
    assert line.fontMetrics().horizontalAdvance(line.text()) < line.width() - 16
    assert whole in line.toolTip()
    line.setFocus()
    hands.settle()
    assert line.text() == whole
    hands.key(Qt.Key.Key_End, into=line)
    hands.type("!", into=line)
    assert element(session.document, at).owner == whole + "!"
    line.clearFocus()
    hands.settle()
    assert line.text().endswith("…")
    assert element(session.document, at).owner == whole + "!"


def test_a_broken_duration_is_told_beneath_the_field_until_it_is_right(window, hands, session) -> None:
    editor = opened(window, hands, touchpoint_at("m", "t1"), "wait")
    line = editor.findChild(QLineEdit)
    write(hands, line, "2x")
    assert "Write a duration" in editor.trouble.text()
    assert editor.trouble.isVisible()
    line.clearFocus()
    hands.settle()
    assert line.text() == "2x", "what was typed stays"
    write(hands, line, "2h")
    assert not editor.trouble.isVisible()
    hands.key(Qt.Key.Key_Return, into=line)
    assert element(session.document, touchpoint_at("m", "t1")).wait == "2h"


ODD = "Ждёт\u00a0ответа\u2028и\u2029верит\u0085да\ttab  end "
"""Spaces and breaks that Qt's text widgets give back as others."""


def odd_document() -> Document:
    point = Touchpoint("t1", "s1", ODD, note=ODD, expectation=ODD, feelings=(ODD, " two "), links=(ODD,))
    journey = JourneyMap(
        "m", ODD, goal=ODD, scenario=ODD, stages=(Stage("s1", ODD, note=ODD),), touchpoints=Seq((point,))
    )
    return Document(title="Doc", maps=(journey,))


@pytest.mark.parametrize("at", [map_at("m"), touchpoint_at("m", "t1"), Address("stage", "m", "s1")])
def test_showing_a_text_does_not_change_it(window: Window, hands, at: Address) -> None:
    session = window.desk.new(odd_document())
    window.open_map("m", session)
    before = session.document
    window.side.show_selection((at,))
    hands.settle()
    for editor in window.side.inspector.editors.values():
        editor.setFocus()
        hands.settle()
    window.side.show_selection(())
    hands.settle()
    assert session.document is before
    assert session.undo_label is None


def test_opening_a_card_and_leaving_it_does_not_change_its_text(window: Window, hands) -> None:
    session = window.desk.new(odd_document())
    window.open_map("m", session)
    before = session.document
    for at in (touchpoint_at("m", "t1"), Address("stage", "m", "s1")):
        assert window.page.view.edit(at)
        hands.settle()
        window.page.view.finish_editing()
        hands.settle()
    assert session.document is before


def test_what_is_typed_leaves_spaces_that_do_not_break(window: Window, hands) -> None:
    session = window.desk.new(odd_document())
    window.open_map("m", session)
    at = touchpoint_at("m", "t1")
    editor = opened(window, hands, at, "note")
    editor.setFocus()
    hands.settle()
    hands.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    hands.type("!")
    assert element(session.document, at).note.startswith("Ждёт\u00a0ответа")
    assert element(session.document, at).note.endswith("!")
    hands.key(Qt.Key.Key_Backspace)
    assert element(session.document, at).note == ODD


def wheel_over(widget: QWidget) -> bool:
    """Whether a widget keeps a turn of the wheel to itself."""
    turn, none = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, middle, QPoint(), turn, Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    widget.event(event)
    return event.isAccepted()


@pytest.mark.parametrize("at", [touchpoint_at("m", "t1"), map_at("m"), transition_at("m", "e1")])
def test_the_wheel_over_a_list_without_the_focus_changes_nothing(window, hands, session, at) -> None:
    window.side.show_selection((at,))
    hands.settle()
    before = session.document
    combos = window.side.inspector.findChildren(QComboBox)
    assert combos
    for combo in combos:
        combo.clearFocus()
        assert not combo.focusPolicy() & ~Qt.FocusPolicy.StrongFocus, "the wheel gives no focus"
        assert not wheel_over(combo), f"{combo.accessibleName()}: the panel scrolls"
    assert session.document is before


def test_the_wheel_chooses_in_a_list_with_the_focus(window, hands, session) -> None:
    combo = opened(window, hands, map_at("m"), "kind").findChild(QComboBox)
    combo.setFocus()
    hands.settle()
    assert QApplication.focusWidget() is combo
    assert wheel_over(combo)
    assert session.document.maps[0].kind != small_document().maps[0].kind


def test_the_lists_of_the_export_do_not_follow_the_wheel(window, hands, session) -> None:
    from cjm_editor.app.dialogs.export import ExportDialog

    dialog = ExportDialog(window, window.context, window.page.export_offer())
    for combo in dialog.findChildren(QComboBox):
        at = combo.currentIndex()
        assert not wheel_over(combo)
        assert combo.currentIndex() == at
    dialog.deleteLater()


def test_the_map_that_one_was_made_from_is_shown_by_its_title(window, hands) -> None:
    document = small_document()
    derived = JourneyMap("n", "Ideal", "ideal", derived_from="m")
    session = window.desk.new(replace(document, maps=(*document.maps, derived)))
    window.open_map("n", session)
    line = opened(window, hands, map_at("n"), "derived_from").findChild(QLineEdit)
    assert line.text() == "Map"
    line.setFocus()
    hands.settle()
    assert line.text() == "m", "the id is what is written"
    line.clearFocus()
    session.apply(_("Set field"), lambda d: edits.set_field(d, map_at("m"), "title", "Other"))
    hands.settle()
    assert line.text() == "Other"
    assert session.document.maps[1].derived_from == "m"


def test_words_of_fields_agree_with_their_values(window, hands, session) -> None:
    window.context.set_language("ru")
    editor = opened(window, hands, touchpoint_at("m", "t1"), "met")
    assert editor.label == "Оправдалось ли ожидание"
    buttons = editor.findChildren(QPushButton)
    assert [button.text() for button in buttons] == ["Да", "Отчасти", "Нет"]
    assert all(button.width() >= button.sizeHint().width() for button in buttons), "none is cut"
    assert scale_editor(window, hands)._own.text() == "Задать свою"


def test_emotions_of_an_ideal_map_are_targets(window, hands, session) -> None:
    def shown() -> tuple[bool, bool]:
        labels = {label.text() for label in window.side.inspector.findChildren(QLabel)}
        return "Emotion" in labels, "Target emotion" in labels

    editor = opened(window, hands, touchpoint_at("m", "t1"), "emotion")
    assert editor.label == "Emotion" and shown() == (True, False)
    session.apply(_("Set field"), lambda d: edits.set_field(d, map_at("m"), "kind", "ideal"))
    hands.settle()
    assert window.side.inspector.editors["emotion"].label == "Target emotion" and shown() == (False, True)
    session.undo()
    hands.settle()
    assert shown() == (True, False)


def test_everything_on_an_ideal_map_says_that_an_emotion_is_a_target(window, hands, session) -> None:
    def undo() -> str:
        return window.actions_.by_id["edit.undo"].text()

    def told() -> tuple[str, str, list[str]]:
        outline = window.side.outline
        outline.show_map(session, "m")
        dialog = LanesDialog(window, window.context, session.document, map_of(session.document, "m"))
        lanes = [dialog.list.item(n).text() for n in range(dialog.list.count())]
        dialog.deleteLater()
        row = outline.topLevelItem(0).child(0).text(0)
        return row, window.page.status()[1], [lane for lane in lanes if "motion" in lane]

    opened(window, hands, touchpoint_at("m", "t1"), "emotion")
    row, status, lanes = told()
    assert "arget" not in row + status + str(lanes)
    session.apply(_("Set field"), lambda d: edits.set_field(d, map_at("m"), "kind", "ideal"))
    hands.settle()
    row, status, lanes = told()
    assert "target emotion" in row and status.startswith("Target emotion set") and lanes == ["Target emotion"]
    window.page.edits.set_emotion(touchpoint_at("m", "t1"), 2)
    hands.settle()
    assert "target emotion of “" in undo()
    session.close_run()
    window.side.inspector.editors["emotion"]._on_picked(None)
    hands.settle()
    assert "Target emotion of “" in undo()
    assert window.side.inspector.editors["emotion"].beside.text() == "not set"
    assert "target emotion not set" in told()[0]
    drawn = [
        item.text
        for group in window.page.view.scene.groups_of(touchpoint_at("m", "t1"))
        for item in group.items
        if isinstance(item, Text)
    ]
    assert "not set" in drawn and "not known" not in drawn


def broken_words(field: QPlainTextEdit) -> list[QPointF]:
    """The ends of lines within a word: from the corner of the text to the baseline."""
    block = field.document().firstBlock()
    lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
    ends = [(line, line.textStart() + line.textLength()) for line in lines[:-1]]
    return [
        QPointF(line.naturalTextRect().right(), line.y() + line.ascent())
        for line, end in ends
        if block.text()[end - 1 : end + 1].isalpha()
    ]


def ink(field: QPlainTextEdit, x: float, baseline: float) -> int:
    """Pixels that differ from the ground just right of a line's end, above its baseline."""
    picture = field.viewport().grab().toImage()
    ground = picture.pixel(picture.width() - 1, 0)
    columns, rows = range(int(x) + 1, int(x) + 8), range(int(baseline) - 8, int(baseline))
    return sum(picture.pixel(x, y) != ground for x in columns for y in rows)


def test_a_long_word_of_a_title_is_not_broken_where_smaller_letters_help(window, hands, session) -> None:
    field = opened(window, hands, touchpoint_at("m", "t1"), "title").findChild(QPlainTextEdit)
    usual = field.fontMetrics().height()
    field.setPlainText("Согласие высококвалифицированного")
    hands.settle()
    assert not broken_words(field) and field.fontMetrics().height() < usual
    field.setPlainText("Согласие")
    hands.settle()
    assert field.fontMetrics().height() == usual


def test_a_word_longer_than_a_line_has_a_hyphen_that_the_text_has_not(window, hands, session) -> None:
    field = opened(window, hands, touchpoint_at("m", "t1"), "title").findChild(QPlainTextEdit)
    field.setPlainText("п" * 60 + " один")
    hands.settle()
    ends = broken_words(field)
    assert ends and all(ink(field, end.x(), end.y()) > 3 for end in ends)
    assert element(session.document, touchpoint_at("m", "t1")).title == "п" * 60 + " один"
    field.setPlainText("漢" * 60)
    hands.settle()
    assert broken_words(field) and not any(ink(field, end.x(), end.y()) for end in broken_words(field))


@pytest.mark.parametrize(
    ("language", "share", "day"), [("ru", "22\u00a0%", "1 ноября 2026"), ("en", "22%", "1 November 2026")]
)
def test_shares_and_days_are_read_as_people_write_them(window, hands, session, language, share, day) -> None:
    window.context.set_language(language)
    at = transition_at("m", "e1")
    line = opened(window, hands, at, "share").findChild(QLineEdit)
    write(hands, line, "22 %")
    assert element(session.document, at).share == 0.22
    line.clearFocus()
    hands.settle()
    assert line.text() == share
    write(hands, line, "0,5")
    assert element(session.document, at).share == 0.5
    write(hands, line, "120 %")
    assert element(session.document, at).share == 0.22 and line.property("invalid")
    day_line = opened(window, hands, map_at("m"), "reviewed").findChild(QLineEdit)
    write(hands, day_line, "2026-11-01")
    day_line.clearFocus()
    hands.settle()
    assert day_line.text() == day and map_of(session.document, "m").reviewed == "2026-11-01"
    day_line.setFocus()
    hands.settle()
    assert day_line.text() == "2026-11-01"


@pytest.mark.parametrize("kind", ["metric", "evidence"])
def test_labels_of_an_inner_form_stand_on_the_lines_of_their_values(window, hands, session, kind) -> None:
    window.context.set_language("ru")
    attr = {"metric": "metrics", "evidence": "evidence"}[kind]
    editor = opened(window, hands, touchpoint_at("m", "t1"), attr)
    editor.add()
    form = editor.form(0)
    hands.settle()
    seen = 0
    for inner in form.editors.values():
        line = inner.findChild(QLineEdit)
        label = next(child for child in form.findChildren(QLabel) if child.text() == inner.label)
        if line is None or not line.isVisible():
            continue
        text, words = line.fontMetrics(), label.fontMetrics()
        value = line.mapTo(form, QPoint(0, (line.height() - text.height()) // 2 + text.ascent())).y()
        place = label.mapTo(form, label.contentsRect().topLeft()).y()
        rows = label.contentsRect().height() // words.height()
        said = place + (label.contentsRect().height() - rows * words.height()) // 2 + words.ascent()
        assert abs(said - value) <= 1, (inner.label, said, value)
        seen += 1
    assert seen >= 2
