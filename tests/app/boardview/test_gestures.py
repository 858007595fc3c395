"""The mouse on the board, with real events: selecting, dragging, pulling faces, drawing arrows, panning."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cjm_editor.app.boardview.events import EmotionCommitted, TouchpointRequested, TransitionDrawn
from cjm_editor.app.boardview.navigation import cards_of
from cjm_editor.core.address import card_at, stage_at, touchpoint_at
from cjm_editor.render.display import Group, Rect
from tests.app.boardview.synthetic import LANES, MAP, emotion_y

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
T = [touchpoint_at(MAP, f"t{i}") for i in range(24)]


def first_card(desk):
    return next(group for group in desk.view.scene.display.groups if group.role == "card")


def empty_cell(desk, not_lane=""):
    view = desk.view
    x0, _y0, x1, y1 = view.camera().seen()
    return next(
        group
        for group in view.scene.display.groups
        if group.role == "cell"
        and not cards_of(view.scene, group.at)
        and group.at.lane != not_lane
        and group.x > x0
        and group.x + group.w < x1
        and group.y + group.h < y1
    )


def test_a_click_selects_and_another_with_control_adds_and_takes_away(desk):
    desk.click(T[1], role="touchpoint")
    assert desk.view.selection() == (T[1],)
    desk.click(T[3], CONTROL, role="touchpoint")
    assert desk.view.selection() == (T[1], T[3]) and desk.view.current() == T[3]
    desk.click(T[1], CONTROL, role="touchpoint")
    assert desk.view.selection() == (T[3],)
    desk.click(T[0], SHIFT, role="touchpoint")
    assert desk.view.selection() == (T[3], T[0])
    desk.click(T[3], role="touchpoint")
    assert desk.view.selection() == (T[3],)


def test_a_click_beside_everything_selects_nothing(desk):
    desk.click(T[1], role="touchpoint")
    QTest.mouseClick(desk.view, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert desk.view.selection() == ()
    assert desk.asked("selected") == [(T[1],), ()]


def test_less_than_six_pixels_move_nothing(desk):
    card = first_card(desk)
    start = desk.point(card)
    desk.drag(start, start + QPoint(5, 4))
    assert desk.asked("cards_moved") == []
    assert desk.view.gestures.mode == ""


def test_a_card_is_dragged_into_another_cell(desk):
    card, cell = first_card(desk), empty_cell(desk)
    desk.drag(desk.point(card), desk.point(cell, dy=30))
    (moved,) = desk.asked("cards_moved")
    assert (moved.ats, moved.cell, moved.index) == ((card.at,), cell.at, 0)


def test_selected_cards_are_dragged_together(desk):
    cards = [group for group in desk.view.scene.display.groups if group.role == "card" and group.x < 900][:2]
    desk.view.select([card.at for card in cards])
    desk.drag(desk.point(cards[0]), desk.point(empty_cell(desk), dy=30))
    (moved,) = desk.asked("cards_moved")
    assert moved.ats == tuple(card.at for card in cards)


def test_a_touchpoint_is_dragged_to_another_place(desk):
    end = desk.point(desk.group(T[4], "touchpoint"), dx=5)
    desk.drag(desk.point(desk.group(T[1], "touchpoint")), end)
    (moved,) = desk.asked("touchpoints_moved")
    assert (moved.ats, moved.stage, moved.index) == ((T[1],), stage_at(MAP, "s0"), 3)


def test_escape_gives_a_drag_up(desk):
    desk.drag(desk.point(first_card(desk)), desk.point(empty_cell(desk)), drop=False)
    assert desk.view.gestures.dragged is not None
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.gestures.dragged is None
    QTest.mouseRelease(desk.view, Qt.MouseButton.LeftButton, pos=desk.point(empty_cell(desk)))
    assert desk.asked("cards_moved") == []


def test_a_face_is_pulled_and_the_curve_follows(desk):
    face = desk.group(T[2], "face")
    start = desk.point(face)
    end = desk.page_point(face.x + face.w / 2, emotion_y(-1.0))
    desk.drag(start, end)
    (committed,) = desk.asked("emotion_committed")
    assert committed.at == T[2] and committed.value == pytest.approx(-1.0, abs=0.05)
    assert [at for at, _ in desk.previews] == [T[2]] * len(desk.previews) and len(desk.previews) >= 3
    assert desk.previews[-1][1] == committed.value
    assert isinstance(committed, EmotionCommitted)


def test_escape_while_a_face_is_pulled_shows_the_board_as_it_was(desk):
    face = desk.group(T[2], "face")
    desk.drag(desk.point(face), desk.point(face) + QPoint(0, 40), drop=False)
    desk.key(Qt.Key.Key_Escape)
    assert desk.previews[-1] == (T[2], None)
    QTest.mouseRelease(desk.view, Qt.MouseButton.LeftButton, pos=desk.point(face) + QPoint(0, 40))
    assert desk.asked("emotion_committed") == []


def test_an_arrow_is_drawn_from_the_edge_of_a_touchpoint(desk):
    source = desk.group(T[1], "touchpoint")
    desk.drag(desk.point(source, dx=source.w), desk.point(desk.group(T[4], "touchpoint")))
    assert desk.asked("transition_drawn") == [TransitionDrawn(T[1], T[4])]
    assert desk.asked("touchpoints_moved") == []


def test_an_arrow_that_ends_nowhere_is_none(desk):
    source = desk.group(T[1], "touchpoint")
    desk.drag(desk.point(source, dx=source.w), desk.point(empty_cell(desk)))
    assert desk.asked("transition_drawn") == []


def test_a_rubber_band_selects_what_it_meets(desk):
    first, last = desk.group(T[1], "touchpoint"), desk.group(T[3], "touchpoint")
    start = desk.page_point(first.x - 3, first.y - 8)
    desk.drag(start, desk.page_point(last.x + 20, last.y + 20))
    assert desk.view.selection() == (T[1], T[2], T[3])
    assert desk.view.gestures.band is None


def test_a_band_with_control_adds(desk):
    desk.click(T[5], role="touchpoint")
    first = desk.group(T[1], "touchpoint")
    start, end = desk.page_point(first.x - 3, first.y - 8), desk.page_point(first.x + 20, first.y + 20)
    desk.drag(start, end, modifiers=CONTROL)
    assert set(desk.view.selection()) == {T[5], T[1]}


def test_the_middle_button_and_space_pan(desk):
    before = desk.view.camera()
    desk.drag(QPoint(600, 400), QPoint(500, 380), button=Qt.MouseButton.MiddleButton)
    assert (desk.view.camera().x, desk.view.camera().y) == (before.x + 100, before.y + 20)
    space = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
    QApplication.sendEvent(desk.view, space)
    desk.drag(QPoint(600, 400), QPoint(650, 400))
    QTest.keyRelease(desk.view, Qt.Key.Key_Space)
    assert desk.view.camera().x == before.x + 50
    assert desk.view.selection() == ()


def test_stages_are_dragged_unless_the_structure_is_locked(desk):
    stages = desk.view.scene.headers("stages")
    desk.view.set_zoom(0.4)
    start, end = desk.point(stages[0], dx=30, dy=12), desk.point(stages[1], dx=stages[1].w - 20, dy=12)
    desk.view.set_structure_locked(True)
    desk.drag(start, end)
    assert desk.asked("stage_moved") == []
    desk.view.set_structure_locked(False)
    desk.drag(start, end)
    (moved,) = desk.asked("stage_moved")
    assert (moved.at, moved.index) == (stages[0].at, 1)


def test_nothing_is_dragged_in_a_board_to_read(desk):
    desk.view.set_read_only(True)
    desk.drag(desk.point(first_card(desk)), desk.point(empty_cell(desk)))
    desk.drag(desk.point(desk.group(T[2], "face")), QPoint(500, 260))
    assert desk.asked("cards_moved") == [] and desk.asked("emotion_committed") == []


def test_a_drag_near_the_edge_scrolls(desk):
    card = first_card(desk)
    desk.drag(desk.point(card), QPoint(1080, 400), drop=False)
    before = desk.view.camera().x
    desk.qtbot.waitUntil(lambda: desk.view.camera().x > before + 50)
    QTest.mouseRelease(desk.view, Qt.MouseButton.LeftButton, pos=QPoint(1080, 400))
    assert not desk.view.edge_timer.isActive()


def test_a_ghost_asks_for_a_new_touchpoint(desk):
    at = stage_at(MAP, "s0")
    ghost = Group("ghost", 140, 500, 80, 40, (Rect(0, 0, 80, 40, "", "#888888"),), at, "+", key="add")
    desk.board.groups.append(ghost)
    desk.view.set_display(desk.board.display())
    QTest.mouseClick(desk.view, Qt.MouseButton.LeftButton, pos=desk.point(ghost))
    assert desk.asked("touchpoint_requested") == [TouchpointRequested(at)]


def test_a_context_menu_names_what_is_under_the_mouse(desk):
    point = desk.point(desk.group(T[2], "touchpoint"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, desk.view.mapToGlobal(point))
    QApplication.sendEvent(desk.view, event)
    (asked,) = desk.asked("context_requested")
    there = desk.view.mapToGlobal(point)
    assert (asked.at, asked.x, asked.y) == (T[2], there.x(), there.y())


def test_hover_follows_the_mouse_and_leaves_with_it(desk):
    QTest.mouseMove(desk.view, desk.point(desk.group(T[2], "touchpoint")))
    assert desk.view.gestures.hover.at == T[2]
    QApplication.sendEvent(desk.view, QEvent(QEvent.Type.Leave))
    assert desk.view.gestures.hover is None
    assert card_at(MAP, "t0", LANES[0], 0).index == 0
