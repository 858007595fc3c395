"""Editing in the window beyond the main job: names in the history, tree, lanes, outline, panes, paste, many at once."""

from __future__ import annotations

import gc
import sys
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPushButton, QWidget

from cjm_editor.app.panels.rows import RowButton
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.elements import element
from cjm_editor.core.lanes import lanes_of
from cjm_editor.core.model import Document, JourneyMap, Persona, Segment, Stage, Touchpoint, columns_of
from cjm_editor.core.resources import sample
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def shop() -> Document:
    points = tuple(Touchpoint(f"t{n}", f"s{n // 3}", f"Point {n}", emotion=n % 5 - 2) for n in range(9))
    stages = tuple(Stage(f"s{n}", f"Stage {n}") for n in range(3))
    first = JourneyMap("m", "As it is", segment="g", stages=stages, touchpoints=Seq(points))
    second = JourneyMap("m2", "Other", segment="g", stages=(Stage("a", "A"),))
    return Document(
        title="Shop",
        language="en",
        segments=(Segment("g", "Young", personas=(Persona("p", "Ivan"),)), Segment("h", "Old")),
        maps=(first, second),
    )


@pytest.fixture
def map_window(window, hands):
    window.open_map("m", window.desk.new(shop()))
    hands.settle()
    return window


def point(n: int) -> Address:
    return touchpoint_at("m", f"t{n}")


def rows(window) -> list[list[str]]:
    return [[t.id for t in row] for _stage, row in columns_of(window.page.journey)]


def test_undo_is_named_in_menu_and_tooltip(map_window, hands) -> None:
    window = map_window
    hands.pick(point(4), "touchpoint")
    hands.key(K.Key_Right, ALT)
    assert rows(window)[1] == ["t3", "t5", "t4"]
    undo, redo = window.actions_.by_id["edit.undo"], window.actions_.by_id["edit.redo"]
    assert undo.text() == "Undo: move “Point 4”"
    hands.key(K.Key_Z, CTRL)
    assert redo.text() == "Redo: move “Point 4”" and undo.text() == "Undo" and not undo.isEnabled()


def test_undo_scrolls_to_what_it_changed_and_shows_its_map(map_window, hands) -> None:
    window = map_window
    window.resize(900, 700)
    window.page.view.set_animated(False)
    hands.pick(point(0), "touchpoint")
    hands.key(K.Key_Delete)
    hands.pick(point(8), "touchpoint")
    window.open_map("m2")
    window.page.view.setFocus()
    hands.key(K.Key_Z, CTRL)
    assert window.page.map_id == "m"
    assert window.page.selection == (point(0),)
    seen = window.page.view.visible_rect()
    group = window.page.view.scene.main_of(point(0))
    assert seen.left() <= group.x and group.x + group.w <= seen.right()


def test_a_new_touchpoint_given_up_leaves_no_step(map_window, hands) -> None:
    window = map_window
    before = window.session.document
    hands.pick(point(1), "touchpoint")
    hands.key(K.Key_Return, CTRL)
    assert len(window.page.journey.touchpoints) == 10
    hands.key(K.Key_Escape)
    assert window.session.document == before
    assert window.session.undo_label is None and window.session.redo_label is None


def test_naming_a_new_touchpoint_is_one_step(map_window, hands) -> None:
    window = map_window
    before = window.session.document
    hands.pick(point(1), "touchpoint")
    hands.key(K.Key_Return, CTRL)
    hands.type("Новая")
    hands.key(K.Key_Escape)
    assert rows(window)[0][2] not in ("t2",) and window.page.journey.touchpoints[2].title == "Новая"
    hands.key(K.Key_Z, CTRL)
    assert window.session.document is before


def test_a_touchpoint_added_to_an_explicit_route_joins_it(map_window, hands) -> None:
    window = map_window
    hands.pick(point(0), "touchpoint")
    hands.click(window.side.inspector._transitions._rows[0].findChild(RowButton))
    assert window.page.selection == (transition_at("m", "")._replace(lane="t0>t1"),)
    window.page.view.setFocus()
    hands.key(K.Key_Delete)
    assert window.page.journey.route == "explicit"
    hands.pick(point(3), "touchpoint")
    hands.key(K.Key_Return, CTRL)
    hands.type("Between")
    hands.key(K.Key_Escape)
    made = window.page.journey.touchpoints[4].id
    steps = {(t.from_, t.to) for t in window.page.journey.transitions}
    assert ("t3", made) in steps and (made, "t4") in steps and ("t3", "t4") not in steps


def test_many_are_changed_at_once(map_window, hands) -> None:
    window = map_window
    hands.pick(point(0), "touchpoint")
    hands.pick(point(1), "touchpoint", ctrl=True)
    hands.pick(point(2), "touchpoint", ctrl=True)
    line = window.side.inspector.editors["channel"].findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    hands.type("Сайт", into=line)
    assert [window.page.journey.touchpoints.get(f"t{n}").channel for n in range(4)] == ["Сайт"] * 3 + [""]
    window.page.view.setFocus()
    hands.key(K.Key_Z, CTRL)
    assert window.page.journey.touchpoints.get("t0").channel == ""


def in_tree(window, hands, at: Address) -> None:
    for item in window.tree._items():
        if item.data(0, Qt.ItemDataRole.UserRole) == at:
            rect = window.tree.rows.visualItemRect(item)
            hands.click(window.tree.rows.viewport(), rect.center())
            return
    raise AssertionError(at)


def test_the_tree_renames_reorders_and_deletes(map_window, hands) -> None:
    window = map_window
    in_tree(window, hands, Address("segment", id="g"))
    title = window.side.inspector.editors["title"].focusProxy()
    title.setFocus()
    hands.key(K.Key_A, CTRL, into=title)
    hands.type("Молодые", into=title)
    assert window.session.document.segments[0].title == "Молодые"
    in_tree(window, hands, Address("segment", id="g"))
    window.tree.move_current(1)
    assert [s.id for s in window.session.document.segments] == ["h", "g"]
    in_tree(window, hands, Address("persona", id="p"))
    hands.key(K.Key_Delete, into=window.tree.rows)
    assert window.session.document.segments[1].personas == ()
    in_tree(window, hands, Address("map", "m2", "m2"))
    assert window.page.map_id == "m2"
    hands.key(K.Key_Delete, into=window.tree.rows)
    assert [m.id for m in window.session.document.maps] == ["m"] and len(window.pages) >= 1
    while window.session.undo_label is not None:
        window.session.undo()
    assert window.session.document == shop()


@pytest.mark.parametrize(
    "at", [Address("segment", id="g"), Address("persona", id="p"), Address("map", "m2", "m2")], ids=str
)
def test_f2_in_the_tree_renames(map_window, hands, at) -> None:
    window = map_window
    in_tree(window, hands, at)
    window.tree.rows.setFocus()

    def answer(dialog: QWidget) -> None:
        line = dialog.findChild(QLineEdit)
        line.setText("Новое имя")
        hands.key(K.Key_Return, into=line)

    hands.during(lambda: hands.key(K.Key_F2, into=window.tree.rows), answer)
    found = element(window.session.document, at)
    assert "Новое имя" in (getattr(found, "title", ""), getattr(found, "name", ""))
    window.session.undo()
    assert window.session.document == shop()


def test_the_lanes_dialog_hides_adds_and_moves(map_window, hands) -> None:
    window = map_window

    def change(dialog: QWidget) -> None:
        lanes = dialog.findChild(QListWidget)
        thoughts = next(i for i in range(lanes.count()) if lanes.item(i).text() == "Thoughts")
        lanes.item(thoughts).setCheckState(Qt.CheckState.Unchecked)
        line = dialog.findChild(QLineEdit)
        hands.type("Юристы", into=line)
        hands.key(K.Key_Return, into=line)
        up = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Up")
        for _round in range(lanes.count()):
            hands.click(up)
        hands.click(next(b for b in dialog.findChildren(QPushButton) if b.text() == "Done"))

    hands.during(lambda: hands.key(K.Key_L, CTRL), change)
    shown = lanes_of(window.session.document, window.page.journey)
    assert shown[0].title == "Юристы" and "thoughts" not in [lane.id for lane in shown]
    hands.key(K.Key_Z, CTRL, into=window)
    assert window.session.document == shop()


def test_the_outline_edits_with_keys_alone(map_window, hands) -> None:
    window = map_window
    window.side._bar.setCurrentIndex(1)
    outline = window.side.outline
    outline.setFocus()
    outline.setCurrentItem(outline.topLevelItem(0))
    hands.key(K.Key_Down, into=outline)
    assert window.page.selection == (point(0),)
    hands.key(K.Key_F2, into=outline)
    editor = outline.findChild(QLineEdit)
    editor.selectAll()
    hands.type("Первая", into=editor)
    hands.key(K.Key_Return, into=editor)
    assert window.page.journey.touchpoints.get("t0").title == "Первая"
    hands.key(K.Key_Down, ALT, into=outline)
    assert rows(window)[0] == ["t1", "t0", "t2"]
    hands.key(K.Key_Delete, into=outline)
    assert rows(window)[0] == ["t1", "t2"]


def test_f6_walks_the_panes(map_window, hands) -> None:
    window = map_window
    window.page.view.setFocus()
    visited = []
    for _round in range(3):
        hands.key(K.Key_F6, into=window)
        focus = QApplication.focusWidget()
        panes = (window.tree, window.page, window.side)
        visited.append(next(i for i, pane in enumerate(panes) if focus is pane or pane.isAncestorOf(focus)))
    assert visited == [2, 0, 1]
    hands.key(K.Key_F6, SHIFT, into=window)
    assert window.tree.isAncestorOf(QApplication.focusWidget())


def clipboard(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def cards(window, n: int, lane: str = "pains") -> list[str]:
    return [card.text for card in dict(window.page.journey.touchpoints.get(f"t{n}").cards).get(lane, ())]


def test_lines_become_cards_in_one_step(map_window, hands) -> None:
    window = map_window
    hands.pick(card_at("m", "t0", "pains", -1), "cell")
    clipboard("1. Долго\n2. Дорого\n3. Непонятно\n")
    hands.key(K.Key_V, CTRL)
    assert cards(window, 0) == ["Долго", "Дорого", "Непонятно"]
    hands.key(K.Key_Z, CTRL)
    assert cards(window, 0) == []


def test_a_table_fills_a_grid(map_window, hands) -> None:
    window = map_window
    hands.pick(card_at("m", "t1", "pains", -1), "cell")
    clipboard("a\tb\tc\nd\t\tf\n")
    hands.key(K.Key_V, CTRL)
    assert [cards(window, n) for n in range(5)] == [[], ["a", "d"], ["b"], ["c", "f"], []]
    assert window.actions_.by_id["edit.undo"].text() == "Undo: paste 5 cards"


def test_lines_become_touchpoints_of_a_stage(map_window, hands) -> None:
    window = map_window
    hands.pick(stage_at("m", "s1"), "stage")
    clipboard("9 из 10 клиентов\nВторая\n")
    hands.key(K.Key_V, CTRL)
    titles = [t.title for t in columns_of(window.page.journey)[1][1]]
    assert titles == ["Point 3", "Point 4", "Point 5", "9 из 10 клиентов", "Вторая"]


def test_markup_is_pasted_as_text(map_window, hands) -> None:
    window = map_window
    hands.pick(card_at("m", "t0", "pains", -1), "cell")
    clipboard("<img src=x onerror=1>")
    hands.key(K.Key_V, CTRL)
    assert cards(window, 0) == ["<img src=x onerror=1>"]


@pytest.mark.parametrize(("letter", "id"), [("я", "edit.undo"), ("ы", "file.save"), ("г", "")])
def test_shortcuts_work_under_the_russian_layout(map_window, hands, letter: str, id: str) -> None:
    """Qt itself finds the Latin key where the system has a Latin layout; what arrives as Cyrillic is mapped here."""
    window = map_window
    asked: list[str] = []
    window.trigger = asked.append
    window.actions_._trigger = asked.append
    window.session.apply(_("Undo"), lambda d: replace(d, title="x"))
    cyrillic = ord(letter.upper())
    event = QKeyEvent(QEvent.Type.KeyPress, cyrillic, CTRL, 0, 0, 0, "")
    QCoreApplication.sendEvent(hands.focus(), event)
    hands.settle()
    assert asked == ([id] if id else [])


def test_500_undos_and_redos_lose_no_reference_to_none(map_window, hands) -> None:
    window = map_window
    hands.pick(point(4), "touchpoint")
    hands.key(K.Key_Right, ALT)
    window.session.undo()
    window.session.redo()
    before = sys.getrefcount(None)
    for _round in range(500):
        window.session.undo()
        window.session.redo()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    hands.settle()
    assert before - sys.getrefcount(None) <= 200


def test_closed_tabs_leave_no_widgets_behind(window, hands) -> None:
    def open_and_close() -> None:
        window.open_path(sample("boots.en.cjm.yaml"))
        window.open_map(window.session.document.maps[1].id)
        hands.settle()
        while window.session is not None:
            window.close_page(window.pages.index(window.page))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    open_and_close()
    count = len(QApplication.allWidgets())
    for _round in range(3):
        open_and_close()
    assert len(QApplication.allWidgets()) <= count + 2


def test_in_a_narrow_window_the_properties_wait_until_they_are_asked_for(map_window, hands) -> None:
    window = map_window
    assert window.side.isVisible()
    window.resize(1100, 760)
    hands.settle()
    assert not window.side.isVisible() and window.tree.isVisible()
    hands.key(K.Key_2, CTRL, into=window)
    assert window.side.isVisible() and window.page.width() > window.width() - 340
    window.resize(1440, 900)
    hands.settle()
    assert window.side.isVisible() and window.page.geometry().width() < 1440 - 296
