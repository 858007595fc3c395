"""Typing on the board with real key events: what is kept, what vanishes, where Enter and Tab go."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_editor.app.boardview.events import EditAbandoned, EditCommitted, StageRequested, TouchpointRequested
from cjm_editor.app.boardview.inline_editor import InlineEditor, form_of
from cjm_editor.app.boardview.navigation import cards_of
from cjm_editor.core.address import card_at, stage_at, touchpoint_at
from cjm_editor.render.theme import LIGHT
from tests.app.boardview.synthetic import CARD, LANES, MAP, card, lane_row

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PAINS = LANES[1]


def a_card(desk):
    return next(group for group in desk.view.scene.display.groups if group.role == "card").at


def an_empty_cell(desk):
    """An empty cell whose right neighbour is empty too."""
    for i in range(6):
        cell, right = (card_at(MAP, f"t{n}", PAINS, -1) for n in (i, i + 1))
        if not cards_of(desk.view.scene, cell) and not cards_of(desk.view.scene, right):
            return cell
    raise AssertionError("the seed gives no two empty cells")


def keep_cards(desk):
    """Do as the window does: put a committed text on the board before the signal returns."""

    def keep(event):
        at, board = event.at, desk.board
        if at.kind != "card":
            desk.texts[at] = event.text
            return
        cell = desk.group(at._replace(index=-1))
        cards = cards_of(desk.view.scene, cell.at)
        made = at if at.index >= 0 else at._replace(index=len(cards))
        desk.texts[made] = event.text
        y = cards[-1].y + cards[-1].h + 6 if cards else lane_row(at.lane)[0] + 8
        board.groups = [group for group in board.groups if not (group.at == made and group.role == "card")]
        board.groups.append(card(made, cell.x + 4, y, tuple(event.text.split("\n"))))
        desk.view.set_display(board.display())

    desk.view.edit_committed.connect(keep)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2])
def test_enter_and_f2_open_the_card(desk, key):
    at = a_card(desk)
    desk.view.select([at])
    desk.key(key)
    editor = desk.view.editing.editor
    assert editor.text() == desk.texts[at] and editor.hasFocus()
    assert editor.textCursor().position() == len(desk.texts[at])


def test_a_double_click_opens_the_card(desk):
    at = a_card(desk)
    QTest.mouseDClick(desk.view, Qt.MouseButton.LeftButton, pos=desk.point(desk.group(at)))
    assert desk.view.editing.editor.form.at == at


def test_what_has_no_text_is_activated_instead(desk):
    at = stage_at(MAP, "s0")
    desk.texts.pop(at)
    desk.view.select([at])
    desk.key(Qt.Key.Key_Return)
    assert desk.asked("activated") == [at] and not desk.view.is_editing()


def test_any_cyrillic_letter_starts_typing(desk):
    cell = an_empty_cell(desk)
    desk.view.select([cell])
    desk.type("Нет размера")
    assert desk.view.editing.editor.text() == "Нет размера"
    desk.key(Qt.Key.Key_Escape)
    assert desk.asked("edit_committed") == [EditCommitted(cell, "Нет размера")]
    assert not desk.view.is_editing() and desk.view.hasFocus()


def test_typing_on_a_card_goes_on_with_its_text(desk):
    at = a_card(desk)
    desk.view.select([at])
    desk.type("!")
    assert desk.view.editing.editor.text() == desk.texts[at] + "!"


def test_escape_keeps_the_text_and_an_unchanged_one_is_not_sent(desk):
    at = a_card(desk)
    desk.view.edit(at)
    desk.type(" да")
    desk.key(Qt.Key.Key_Escape)
    assert desk.asked("edit_committed") == [EditCommitted(at, desk.texts[at] + " да")]
    desk.view.edit(at)
    desk.key(Qt.Key.Key_Escape)
    assert len(desk.asked("edit_committed")) == 1


def test_shift_and_enter_is_a_line_break(desk):
    cell = an_empty_cell(desk)
    desk.view.edit_new(cell)
    desk.type("one")
    desk.key(Qt.Key.Key_Return, SHIFT)
    desk.type("two")
    assert desk.view.editing.editor.lines() == 2
    desk.view.finish_editing()
    assert desk.asked("edit_committed") == [EditCommitted(cell, "one\ntwo")]


def test_enter_keeps_and_opens_the_next_card_of_the_cell(desk):
    keep_cards(desk)
    cell = an_empty_cell(desk)
    desk.view.select([cell])
    for text in ("первая", "вторая", "третья"):
        desk.type(text)
        desk.key(Qt.Key.Key_Return)
        assert desk.view.editing.editor.form.at == cell
    desk.key(Qt.Key.Key_Return)
    assert not desk.view.is_editing()
    assert [desk.texts[one.at] for one in cards_of(desk.view.scene, cell)] == ["первая", "вторая", "третья"]
    assert [event.text for event in desk.asked("edit_committed")] == ["первая", "вторая", "третья"]


def test_an_empty_new_card_vanishes(desk):
    cell = an_empty_cell(desk)
    desk.view.edit_new(cell)
    desk.type("  ")
    desk.key(Qt.Key.Key_Escape)
    assert desk.asked("edit_committed") == [] and desk.asked("edit_abandoned") == []


def test_a_fresh_touchpoint_without_a_text_is_abandoned(desk):
    at = touchpoint_at(MAP, "t3")
    desk.texts[at] = ""
    assert desk.view.edit(at, fresh=True)
    desk.key(Qt.Key.Key_Return)
    assert desk.asked("edit_abandoned") == [EditAbandoned(at)]
    assert desk.asked("touchpoint_requested") == []


def test_enter_after_a_fresh_touchpoint_or_stage_asks_for_the_next(desk):
    touchpoint, stage = touchpoint_at(MAP, "t3"), stage_at(MAP, "s1")
    for at in (touchpoint, stage):
        desk.texts[at] = ""
        assert desk.view.edit(at, fresh=True)
        desk.type("Новая")
        desk.key(Qt.Key.Key_Return)
    assert desk.asked("touchpoint_requested") == [TouchpointRequested(touchpoint)]
    assert desk.asked("stage_requested") == [StageRequested(stage)]
    assert [event.text for event in desk.asked("edit_committed")] == ["Новая", "Новая"]


def test_enter_after_renaming_only_keeps(desk):
    at = touchpoint_at(MAP, "t3")
    desk.view.edit(at)
    desk.type(" x")
    desk.key(Qt.Key.Key_Return)
    assert desk.asked("edit_committed") == [EditCommitted(at, desk.texts[at] + " x")]
    assert desk.asked("touchpoint_requested") == [] and not desk.view.is_editing()


def test_tab_keeps_and_goes_to_the_next_touchpoint_in_the_lane(desk):
    keep_cards(desk)
    cell = an_empty_cell(desk)
    right = desk.view.scene.main_of(cell)
    desk.view.edit_new(cell)
    desk.type("раз")
    desk.key(Qt.Key.Key_Tab)
    after = desk.view.editing.editor.form.at
    assert after.lane == cell.lane and desk.group(after).x > right.x
    desk.type("два")
    desk.key(Qt.Key.Key_Backtab, SHIFT)
    assert desk.view.editing.editor.form.at == cell._replace(index=0)
    assert [event.text for event in desk.asked("edit_committed")] == ["раз", "два"]


def test_control_and_enter_ask_for_a_touchpoint_and_with_shift_for_a_stage(desk):
    cell = an_empty_cell(desk)
    touchpoint = touchpoint_at(MAP, cell.id)
    desk.view.edit_new(cell)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.view.edit_new(cell)
    desk.key(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert desk.asked("touchpoint_requested") == [TouchpointRequested(touchpoint)]
    assert desk.asked("stage_requested") == [StageRequested(touchpoint)]


def test_a_click_beside_the_editor_keeps_the_text(desk):
    cell = an_empty_cell(desk)
    desk.view.edit_new(cell)
    desk.type("слово")
    QTest.mouseClick(desk.view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert desk.asked("edit_committed") == [EditCommitted(cell, "слово")]


def test_an_input_method_opens_the_editor_and_goes_on_in_it(desk):
    cell = an_empty_cell(desk)
    desk.view.select([cell])
    QApplication.sendEvent(desk.view, QInputMethodEvent("にほ", []))
    commit = QInputMethodEvent()
    commit.setCommitString("日本")
    QApplication.sendEvent(desk.view.editing.editor, commit)
    desk.view.finish_editing()
    assert desk.asked("edit_committed") == [EditCommitted(cell, "日本")]


def test_rich_text_is_pasted_as_plain_text(desk):
    desk.view.edit_new(an_empty_cell(desk))
    pasted = QMimeData()
    pasted.setHtml("<b>bold</b><img src='file:///etc/passwd'>")
    pasted.setText("<b>plain</b>")
    desk.view.editing.editor.insertFromMimeData(pasted)
    assert desk.view.editing.editor.text() == "<b>plain</b>"
    assert "font-weight:700" not in desk.view.editing.editor.toHtml()


def test_shortcuts_of_the_window_do_not_take_keys_from_the_editor(desk):
    desk.view.edit_new(an_empty_cell(desk))
    for key, text in (
        (Qt.Key.Key_Delete, ""),
        (Qt.Key.Key_A, "a"),
        (Qt.Key.Key_Return, "\r"),
        (Qt.Key.Key_Tab, "\t"),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier, text)
        event.ignore()
        QApplication.sendEvent(desk.view.editing.editor, event)
        assert event.isAccepted(), key
    save = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_S, CONTROL, "")
    save.ignore()
    QApplication.sendEvent(desk.view.editing.editor, save)
    assert not save.isAccepted()


def test_keys_that_the_editor_does_not_use_are_not_the_boards(desk):
    desk.view.edit(a_card(desk))
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.key(Qt.Key.Key_Shift)
    assert desk.asked("duplicate_requested") == [] and desk.view.is_editing()


def test_a_board_to_read_opens_no_editor(desk):
    desk.view.set_read_only(True)
    assert not desk.view.edit(a_card(desk)) and not desk.view.edit_new(an_empty_cell(desk))


def test_far_out_the_board_comes_near_before_typing(desk):
    desk.view.set_zoom(0.3)
    desk.view.edit(a_card(desk))
    assert desk.view.zoom() == 1.0


def test_the_editor_stays_over_its_card_when_the_board_moves(desk):
    at = a_card(desk)
    desk.view.edit(at)
    before = desk.view.editing.editor.pos()
    desk.view.scroll_by(40, 30)
    assert desk.view.editing.editor.pos() == before - QPoint(40, 30)


def test_a_card_that_goes_while_it_is_typed_into_keeps_the_text(desk):
    at = a_card(desk)
    desk.view.edit(at)
    desk.type("!")
    desk.board.groups = [group for group in desk.board.groups if group.at != at]
    desk.view.set_display(desk.board.display())
    assert not desk.view.is_editing()
    assert desk.asked("edit_committed") == [EditCommitted(at, desk.texts[at] + "!")]


def dark_rows(image, x0, x1, y0, y1):
    return [y for y in range(y0, y1) if any(image.pixelColor(x, y).lightness() < 190 for x in range(x0, x1))]


def test_no_letter_moves_when_typing_begins(desk):
    """The rows and columns with ink are the same before and while the card is open (its caret is left out)."""
    at = card_at(MAP, "t0", LANES[2], 7)
    desk.texts[at] = "Фильтр\nразмеры\nсалон"
    desk.board.groups.append(card(at, 130, 400, ("Фильтр", "размеры", "салон")))
    desk.view.set_display(desk.board.display())
    desk.view.paint_now()
    group = desk.group(at)
    corner = desk.point(group, 0, 0)
    area = (corner.x() + 10, corner.x() + int(CARD) - 8, corner.y() + 6, corner.y() + 8 + 3 * 16)

    def ink():
        image = desk.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        return dark_rows(image, *area)

    before = ink()
    desk.view.edit(at)
    desk.view.editing.editor.setCursorWidth(0)
    assert ink() == before


def test_the_type_of_a_card_is_read_from_its_text(desk):
    group = desk.group(touchpoint_at(MAP, "t2"), "touchpoint")
    form = form_of(group, group.at, LIGHT)
    assert (form.size, form.weight, form.line) == (12.5, 600, 16.0)
    assert form.x == group.x + 9


def test_editors_are_gone_when_they_are_closed(desk):
    for _ in range(20):
        desk.view.edit(a_card(desk))
        desk.view.finish_editing()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.view.findChildren(InlineEditor) == []
