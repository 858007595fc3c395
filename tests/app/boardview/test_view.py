"""The board as a whole: keys that walk, zoom and ask; what stays when the display changes; what must not leak."""

import gc
import sys
import weakref
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAccessible, QPixmap, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar, QWidget

from cjm_editor.app.boardview import BoardView, canvas
from cjm_editor.app.boardview.events import NudgeRequested, StageRequested, TouchpointRequested
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.render.display import DisplayList, Group, Joined, Part
from cjm_editor.render.theme import DARK, LIGHT
from tests.app.boardview.synthetic import MAP, Board

CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
T = [touchpoint_at(MAP, f"t{i}") for i in range(24)]


def wheel(view, point, turn, modifiers=Qt.KeyboardModifier.NoModifier):
    event = QWheelEvent(
        QPointF(point),
        QPointF(view.mapToGlobal(point)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_arrows_walk_and_shift_extends(desk):
    desk.view.select([T[2]])
    desk.key(Qt.Key.Key_Right)
    assert desk.view.selection() == (T[3],)
    desk.key(Qt.Key.Key_Right, SHIFT)
    assert desk.view.selection() == (T[3], T[4])
    desk.key(Qt.Key.Key_Home)
    assert desk.view.selection() == (T[0],)
    desk.key(Qt.Key.Key_End)
    assert desk.view.selection() == (T[23],)
    desk.key(Qt.Key.Key_Left, CONTROL)
    assert desk.view.selection() == (T[16],)
    desk.key(Qt.Key.Key_Down, CONTROL)
    assert desk.view.current().id == "t16" and desk.view.current().kind == "card"


def test_the_first_arrow_starts_at_what_is_seen(desk):
    desk.key(Qt.Key.Key_Down)
    assert desk.view.current() == T[0]


def test_tab_walks_cards_and_does_not_leave_the_board(desk):
    desk.key(Qt.Key.Key_Tab)
    desk.key(Qt.Key.Key_Tab)
    assert desk.view.current() == T[1] and desk.view.hasFocus()
    desk.key(Qt.Key.Key_Backtab, SHIFT)
    assert desk.view.current() == T[0]


def test_the_walk_brings_its_place_into_view(desk):
    desk.view.select([T[0]])
    for _ in range(12):
        desk.key(Qt.Key.Key_Right)
        group = desk.group(desk.view.current(), "touchpoint")
        rect = desk.view.visible_rect()
        assert rect.left() <= group.x and group.x + group.w <= rect.right()


def test_keys_ask_for_what_the_window_does(desk):
    desk.view.select([T[2]])
    desk.key(Qt.Key.Key_Delete)
    desk.key(Qt.Key.Key_D, CONTROL)
    desk.key(Qt.Key.Key_Right, ALT)
    desk.key(Qt.Key.Key_Return, CONTROL)
    desk.key(Qt.Key.Key_Return, CONTROL | SHIFT)
    assert desk.asked("delete_requested") == [(T[2],)]
    assert desk.asked("duplicate_requested") == [(T[2],)]
    assert desk.asked("nudge_requested") == [NudgeRequested((T[2],), "right")]
    assert desk.asked("touchpoint_requested") == [TouchpointRequested(T[2])]
    assert desk.asked("stage_requested") == [StageRequested(T[2])]


def test_enter_on_an_empty_board_asks_for_the_first_stage(desk):
    empty = replace(desk.board.display(), groups=())
    desk.view.set_display(empty)
    desk.key(Qt.Key.Key_Return)
    assert desk.asked("stage_requested") == [StageRequested(None)]


def test_select_all_and_escape(desk):
    desk.key(Qt.Key.Key_A, CONTROL)
    cards = [group for group in desk.board.groups if group.role in ("touchpoint", "card")]
    assert len(desk.view.selection()) == len(cards)
    desk.key(Qt.Key.Key_Escape)
    assert desk.view.selection() == ()


def test_the_wheel_scrolls_and_with_shift_sideways(desk):
    desk.view.resize(1100, 600)
    wheel(desk.view, QPoint(600, 300), -120)
    assert desk.view.camera().y == 96 and desk.view.camera().x == 0
    wheel(desk.view, QPoint(600, 300), -120, SHIFT)
    assert desk.view.camera().x == 96


def test_control_and_wheel_zoom_at_the_cursor(desk):
    desk.view.scroll_by(300, 40)
    point = QPoint(640, 333)
    for turn in (120, 120, -120, 60, -240, 120):
        page = desk.view.camera().to_page("board", point.x(), point.y())
        zoom = desk.view.zoom()
        wheel(desk.view, point, turn, CONTROL)
        assert desk.view.zoom() == pytest.approx(zoom * 2 ** (turn / 480))
        x, y = desk.view.camera().to_screen("board", *page)
        assert abs(x - point.x()) < 1 and abs(y - point.y()) < 1


def test_after_zooming_the_board_is_painted_sharp(desk):
    wheel(desk.view, QPoint(600, 300), 120, CONTROL)
    assert desk.view.tile_scale() != desk.view.camera().scale
    desk.qtbot.waitUntil(lambda: desk.view.tile_scale() == desk.view.camera().scale and desk.view.is_ready())


def test_zoom_keys_and_fits(desk):
    view = desk.view
    desk.key(Qt.Key.Key_Plus, CONTROL)
    assert view.zoom() == pytest.approx(2**0.5)
    desk.key(Qt.Key.Key_0, CONTROL)
    assert view.zoom() == 1.0
    desk.key(Qt.Key.Key_Minus, CONTROL)
    assert view.zoom() == pytest.approx(2**-0.5)
    view.fit_all()
    rect = view.visible_rect()
    assert rect.right() >= view.scene.display.width - 1 and rect.bottom() >= view.scene.display.height - 1
    view.fit_stage(stage_at(MAP, "s1"))
    stage = view.scene.main_of(stage_at(MAP, "s1"))
    rect = view.visible_rect()
    assert rect.left() <= stage.x and stage.x + stage.w <= rect.right()
    view.zoom_to(T[20])
    assert view.zoom() == 1.0
    middle = desk.point(desk.group(T[20], "touchpoint"))
    assert desk.view.rect().contains(middle)


def test_a_whole_walk_of_the_scrubber(desk):
    desk.view.center_on_fraction(0.5)
    start, end = desk.view.visible_span()
    assert (start + end) / 2 == pytest.approx(0.5, abs=0.02)
    desk.view.center_on_fraction(0.0)
    assert desk.view.visible_span()[0] == pytest.approx(0.0, abs=1e-6)


def test_scroll_bars_are_real_and_move_the_board(desk):
    across, down = desk.view.findChildren(QScrollBar)
    assert across.isVisible() and down.isVisible()
    across.setValue(500)
    assert desk.view.camera().x == 500
    desk.view.scroll_by(-100, 0)
    assert across.value() == 400
    desk.view.fit_all()
    assert not across.isVisible() and not down.isVisible()


def test_glides_end_where_they_should(desk):
    desk.view.set_animated(True)
    desk.view.ensure_visible(T[23])
    desk.qtbot.waitUntil(lambda: desk.view.visible_rect().right() >= desk.group(T[23], "touchpoint").x + 124)
    assert desk.view.camera().x > 0


def test_selection_survives_a_new_display_and_loses_what_is_gone(desk):
    desk.view.select([T[1], T[2]])
    desk.board.groups = [group for group in desk.board.groups if group.at != T[2]]
    desk.view.set_display(desk.board.display())
    assert desk.view.selection() == (T[1],) and desk.view.current() == T[1]
    assert desk.asked("selected")[-1] == (T[1],)


def test_what_is_not_on_the_board_is_not_selected(desk):
    desk.view.select([touchpoint_at(MAP, "nobody")])
    assert desk.view.selection() == () and desk.view.current() is None


def test_another_theme_repaints_everything(desk):
    desk.view.set_theme(DARK)
    desk.view.set_display(Board(24, theme=DARK).display())
    desk.view.paint_now()
    image = desk.view.grab().toImage()
    assert image.pixelColor(700, 700).name().upper() == DARK.board


def test_the_selected_column_is_tinted_and_its_cards_are_not(desk):
    desk.view.select([T[1]])
    desk.view.paint_now()
    image = desk.view.grab().toImage()
    body = desk.group(T[1], "touchpoint")
    inside, beside = desk.point(body, 60, 60), desk.point(body, -2, -10)
    assert image.pixelColor(inside).name().upper() == LIGHT.card
    assert image.pixelColor(beside).name().upper() == LIGHT.accent_bg2


def test_the_column_stays_tinted_while_a_card_is_typed(desk):
    at = card_at(MAP, "t1", "pains", -1)
    beside = desk.point(desk.group(T[1], "touchpoint"), -2, -10)
    desk.view.edit_new(at)
    assert desk.view.grab().toImage().pixelColor(beside).name().upper() == LIGHT.accent_bg2


def test_zooming_out_by_hand_ends_at_the_edges_of_the_page(desk):
    for _ in range(4):
        wheel(desk.view, QPoint(700, 500), -120, CONTROL)
    assert desk.view.camera().x < 0
    desk.qtbot.waitUntil(lambda: desk.view.camera().x == 0 and desk.view.camera().y == 0)
    desk.view.set_zoom(0.3)
    assert (desk.view.camera().x, desk.view.camera().y) == (0, 0)


def test_nothing_of_the_selection_is_in_the_tiles(desk):
    before = desk.view.grab().toImage()
    desk.view.select([T[1]])
    assert desk.view.is_ready()
    desk.view.clear_selection()
    assert desk.view.grab().toImage() == before


def test_a_screen_reader_finds_names_and_places(desk):
    board = desk.view.accessible_interface()
    names = {board.child(i).text(QAccessible.Text.Name) for i in range(board.childCount())}
    wanted = {
        group.title for group in desk.board.groups if group.role in ("touchpoint", "card", "stage", "lane")
    }
    assert names == wanted
    desk.view.select([T[3]])
    focus = board.focusChild()
    assert focus.text(QAccessible.Text.Name) == "Точка 3"
    assert focus.state().selected and focus.parent() is board
    point = desk.view.mapToGlobal(desk.point(desk.group(T[3], "touchpoint")))
    assert focus.rect().contains(point)
    assert board.childAt(point.x(), point.y()).text(QAccessible.Text.Name) == "Точка 3"
    assert board.indexOfChild(focus) >= 0
    found = QAccessible.queryAccessibleInterface(desk.view)
    assert found.role() == QAccessible.Role.List and found.childCount() == board.childCount()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_five_hundred_repaints_lose_no_reference_to_none(desk):
    desk.view.select([T[1], T[2]])
    picture = QPixmap(desk.view.size())

    def repaint(count):
        for step in range(count):
            desk.view.scroll_by(7 if step % 20 < 10 else -7, 0)
            desk.view.repaint()
            desk.view.render(picture)

    repaint(20)
    gc.collect()  # what earlier tests left would be counted as lost
    before = sys.getrefcount(None)
    repaint(500)
    assert before - sys.getrefcount(None) <= 50


def test_a_closed_board_leaves_no_widget_and_no_timer(qtbot, qapp):
    def make():
        view = BoardView(LIGHT)
        view.set_display(Board(8).display())
        view.resize(600, 400)
        view.show()
        view.edit_new(card_at(MAP, "t1", "pains", -1))
        view.paint_now()
        view.close()
        parts = [
            weakref.ref(part) for part in (view, *view.findChildren(QWidget), *view.findChildren(QTimer))
        ]
        assert len(parts) > 6
        view.deleteLater()
        return parts

    parts = make()
    QTest.qWait(50)
    gc.collect()
    assert [part() for part in parts] == [None] * len(parts)
    assert not [widget for widget in qapp.allWidgets() if isinstance(widget, BoardView)]


def test_the_board_knows_no_document():
    modules = [name for name in sys.modules if name.startswith("cjm_editor.app.boardview")]
    assert modules
    for name in modules:
        names = vars(sys.modules[name])
        assert not any(
            getattr(value, "__module__", "") == "cjm_editor.core.model" for value in names.values()
        ), name
    assert Address("card").index == -1


def test_the_ring_of_a_stage_keeps_off_its_title(desk):
    stage = stage_at(MAP, "s1")
    desk.view.select([stage], current=stage)
    picture = desk.view.grab().toImage()
    group = desk.group(stage, "stage")
    start, row = desk.point(group, 0, 12), round(12 * desk.view.zoom())
    ratio = picture.devicePixelRatio()
    coloured = [
        x
        for x in range(start.x() - 10, start.x() + 30)
        if picture.pixelColor(round(x * ratio), round(row * ratio)).name().upper() == LIGHT.accent
    ]
    assert coloured and max(coloured) < start.x() - 2


def test_a_page_that_grows_says_that_less_of_it_is_seen(desk):
    spans = []
    desk.view.view_changed.connect(lambda _rect: spans.append(desk.view.visible_span()))
    display = desk.board.display()
    before = desk.view.visible_span()[1]
    desk.view.set_display(replace(display, width=2 * display.width))
    assert spans and spans[-1][1] < before
    spans.clear()
    desk.view.set_display(replace(display, width=2 * display.width))
    assert not spans


def test_where_nobody_looks_any_more_nothing_is_drawn(qtbot):
    """Another display and a way elsewhere before anything is painted: what was seen before is not drawn anew."""
    drawn = []

    class Row:
        def __init__(self, number):
            self.number = number

        def draw(self, _layer):
            drawn.append(self.number)
            return (
                Group(
                    "touchpoint", 1000.0 * self.number, 0, 100, 50, (), touchpoint_at("m", f"t{self.number}")
                ),
            )

    def display():
        parts = tuple(
            Part(Row(n), "row", str(n), 1000.0 * n, 1000.0 * n + 100, frozenset((f"t{n}",)))
            for n in range(50)
        )
        return DisplayList(50_000, 50, Joined(parts), "#FFFFFF", parts=parts)

    view = BoardView(LIGHT)
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.set_display(display())
    view.paint_now()
    assert 0 in drawn
    drawn.clear()
    view.set_display(display())
    view.scroll_by(30_000, 0)
    view.paint_now()
    assert drawn and 0 not in drawn


def test_what_is_in_view_is_painted_before_what_lies_around_it(desk, monkeypatch):
    view = desk.view
    view.set_zoom(1.0)
    view.paint_now()
    view.repaint()  # everything in view is there: now the tiles around it may be painted
    monkeypatch.setattr(canvas, "FRAME_BUDGET", -1.0)  # one short run a frame
    view.set_display(replace(desk.board.display(), background="#FFFEF0"))

    def around():
        """The tiles around the view that nothing is painted on yet."""
        camera, scale = view.camera(), view.tile_scale()
        return set(view.tiles.wanted(camera, scale, margin=1)) - set(view.tiles.wanted(camera, scale))

    bare = around()
    assert bare and not view.is_ready()
    while not view.is_ready():
        assert around() == bare
        QTest.qWait(1)
    desk.qtbot.waitUntil(lambda: not around())


def test_what_is_painted_whole_is_not_painted_once_more(desk, monkeypatch):
    view = desk.view
    painted = []
    monkeypatch.setattr(view, "paint_over", lambda painter: painted.append(view.is_ready()))
    monkeypatch.setattr(canvas, "FRAME_BUDGET", -1.0)
    view.set_display(replace(desk.board.display(), background="#FFFEF0"))
    view.repaint()  # a part of it: the rest waits for the next frame
    monkeypatch.setattr(canvas, "FRAME_BUDGET", 10.0)
    view.repaint()
    assert painted == [False, True]
    QTest.qWait(50)
    assert painted == [False, True]


def test_what_is_shown_at_once_is_painted_in_one_frame(desk, monkeypatch):
    view = desk.view
    monkeypatch.setattr(canvas, "FRAME_BUDGET", -1.0)
    view.set_display(replace(desk.board.display(), background="#FFFEF0"))
    view.show_at_once()
    view.repaint()
    assert view.is_ready()
    view.set_display(replace(desk.board.display(), background="#FFFFFF"))
    view.repaint()
    assert not view.is_ready()  # that was for one frame
