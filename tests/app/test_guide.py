"""What the guide says of the window, tried with keys and mouse on the sample."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from cjm_editor.app.commands import open_pair
from cjm_editor.app.dialogs.lanes import LanesDialog
from cjm_editor.app.pages.compare_page import ComparePage
from cjm_editor.app.pages.map_page import MapPage
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.core.graph import route_edges
from cjm_editor.core.lanes import lanes_of
from cjm_editor.core.model import JourneyMap, columns_of
from cjm_editor.core.resources import sample

K = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def page(window, hands) -> MapPage:
    """The actual map of the sample, nothing animated."""
    window.open_copy(sample("boots.en.cjm.yaml"))
    window.open_map("actual", window.session)
    found = window.page
    assert isinstance(found, MapPage)
    found.view.set_animated(False)
    hands.settle()
    return found


def journey(window) -> JourneyMap:
    found = window.page.journey
    assert found is not None
    return found


def at(id: str) -> Address:
    return touchpoint_at("actual", id)


def cards(window, id: str, lane: str) -> list[str]:
    owner = journey(window).touchpoints.get(id)
    assert owner is not None
    return [card.text for card in dict(owner.cards).get(lane, ())]


def paste(hands, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    hands.key(K.Key_V, CTRL)


def order(window, stage: str) -> list[str]:
    return [t.id for one, row in columns_of(journey(window)) for t in row if one.id == stage]


def button(parent: QWidget, words: str) -> QPushButton:
    return next(b for b in parent.findChildren(QPushButton) if b.text().strip() == words)


# paste ----------------------------------------------------------------------------------------------------------


def test_lines_pasted_into_a_cell_become_cards_without_bullets_in_one_step(window, hands, page) -> None:
    before = window.session.document
    page.view.select((card_at("actual", "site", "thoughts", 0),))
    page.view.setFocus()
    paste(hands, "- First\n- Second\n\n- Third\n")
    assert cards(window, "site", "thoughts")[1:] == ["First", "Second", "Third"]
    hands.key(K.Key_Z, CTRL)
    assert window.session.document is before


def test_a_table_fills_the_cells_to_the_right(window, hands, page) -> None:
    page.view.select((card_at("actual", "ad", "thoughts", 0),))
    page.view.setFocus()
    paste(hands, "one\ttwo\nthree\t\n")
    assert cards(window, "ad", "thoughts")[1:] == ["one", "three"]
    assert cards(window, "site", "thoughts")[1:] == ["two"]


def test_lines_pasted_on_a_stage_become_touchpoints(window, hands, page) -> None:
    count = len(order(window, "search"))
    page.view.select((stage_at("actual", "search"),))
    page.view.setFocus()
    paste(hands, "1. Asks a friend\n2. Looks at a map\n")
    titles = [t.title for stage, row in columns_of(journey(window)) for t in row if stage.id == "search"]
    assert titles[count:] == ["Asks a friend", "Looks at a map"]


# keys -----------------------------------------------------------------------------------------------------------


def test_alt_and_an_arrow_move_by_one_place(window, hands, page) -> None:
    page.view.select((at("site"),))
    page.view.setFocus()
    hands.key(K.Key_Left, ALT)
    assert order(window, "search") == ["site", "ad"]
    page.view.select((stage_at("actual", "search"),))
    hands.key(K.Key_Right, ALT)
    assert [stage.id for stage in journey(window).stages][:2] == ["choose", "search"]
    page.view.select((card_at("actual", "basket", "pains", 0),))
    first = cards(window, "basket", "pains")[0]
    hands.key(K.Key_Down, ALT)
    assert cards(window, "basket", "pains")[1] == first


def test_one_undo_takes_back_a_new_touchpoint_with_its_name(window, hands, page) -> None:
    before = window.session.document
    page.view.select((at("ad"),))
    page.view.setFocus()
    hands.key(K.Key_Return, CTRL)
    hands.type("Asks a friend")
    hands.key(K.Key_Escape)
    assert len(order(window, "search")) == 3
    hands.key(K.Key_Z, CTRL)
    assert window.session.document is before


def test_the_panes_are_walked_and_closed_by_keys(window, hands, page) -> None:
    page.view.setFocus()
    hands.key(K.Key_F6)
    assert window.side.isAncestorOf(window.focusWidget())
    hands.key(K.Key_F6)
    assert window.tree.isAncestorOf(window.focusWidget())
    hands.key(K.Key_1, CTRL, into=window)
    assert not window.tree.isVisible()
    hands.key(K.Key_2, CTRL, into=window)
    assert not window.side.isVisible()


# properties, outline, lanes -------------------------------------------------------------------------------------


def test_a_change_goes_to_all_that_are_selected(window, hands, page) -> None:
    page.view.select((at("ad"), at("site")))
    hands.settle()
    hands.click(window.side.inspector.editors["emotion"]._faces[0])
    emotions = {t.id: t.emotion for t in journey(window).touchpoints}
    assert emotions["ad"] == emotions["site"] == -2


def test_the_dashed_face_makes_an_emotion_unknown(window, hands, page) -> None:
    page.view.select((at("site"),))
    hands.settle()
    hands.click(window.side.inspector.editors["emotion"]._faces[5])
    found = journey(window).touchpoints.get("site")
    assert found is not None and found.emotion is None


def test_an_own_lane_is_added_and_a_hidden_one_keeps_its_cards(window, hands, page) -> None:
    def answer(dialog: QWidget) -> None:
        assert isinstance(dialog, LanesDialog)
        title = dialog.findChild(QLineEdit)
        hands.type("Lawyers", into=title)
        hands.key(K.Key_Return, into=title)
        for row in range(dialog.list.count()):
            if dialog.list.item(row).text() == "Thoughts":
                dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
        hands.click(button(dialog, "Done"))

    kept = cards(window, "ad", "thoughts")
    hands.during(lambda: hands.key(K.Key_L, CTRL, into=window), answer)
    shown = lanes_of(window.session.document, journey(window))
    assert "Lawyers" in [lane.title for lane in shown] and "thoughts" not in [lane.id for lane in shown]
    assert cards(window, "ad", "thoughts") == kept


def test_a_lane_is_dragged_by_its_name(window, hands, page) -> None:
    page.view.fit_all()
    before = [lane.id for lane in lanes_of(window.session.document, journey(window))]
    hands.pull(
        Address("lane", "actual", "thoughts"),
        "lane",
        hands.place(Address("lane", "actual", "channel"), "lane", dy=2),
    )
    after = [lane.id for lane in lanes_of(window.session.document, journey(window))]
    assert after.index("thoughts") < after.index("channel")
    assert sorted(after) == sorted(before)


# transitions ----------------------------------------------------------------------------------------------------


def test_a_plain_step_that_is_deleted_writes_the_route_down(window, hands, page) -> None:
    before = {(edge.from_, edge.to) for edge in route_edges(journey(window))}
    page.view.select((Address("transition", "actual", "", lane="ad>site"),))
    page.view.setFocus()
    hands.key(K.Key_Delete)
    assert journey(window).route == "explicit"
    after = {(edge.from_, edge.to) for edge in route_edges(journey(window))}
    assert after == before - {("ad", "site")}


# languages, comparison ------------------------------------------------------------------------------------------


def test_the_language_of_the_window_changes_at_once_and_the_documents_stays(window, hands, page) -> None:
    window.context.set_language("ru")
    hands.settle()
    assert window.actions_.by_id["file.save"].text() == "Сохранить"
    assert window.session.document.language == "en"


@pytest.fixture
def pair(window, hands, page) -> ComparePage:
    """The comparison of the sample's ideal and actual map."""
    open_pair(window, "ideal", "actual")
    found = window.page
    assert isinstance(found, ComparePage)
    found.view.set_animated(False)
    hands.settle()
    return found


def test_the_list_jumps_to_the_pair(window, hands, pair) -> None:
    assert pair.result is not None
    for number in range(3):
        hands.key(K.Key_F8, into=window)
        assert pair.list.chosen == number
        wanted = pair.addresses_of(pair.result.fixes[number].link)
        assert wanted and set(pair.view.selection()) == set(wanted)
    hands.key(K.Key_F8, SHIFT, into=window)
    assert pair.list.chosen == 1
    pair.view.set_zoom(2.0)
    pair.list.shown.emit(0)
    hands.settle()
    seen, group = (
        pair.view.visible_rect(),
        pair.view.scene.main_of(pair.addresses_of(pair.result.fixes[0].link)[-1]),
    )
    assert group is not None
    assert seen.left() <= group.x and group.x + group.w <= seen.right()


def test_a_touchpoint_of_a_comparison_opens_its_map(window, hands, pair) -> None:
    pair.view.activated.emit(at("basket"))
    hands.settle()
    assert isinstance(window.page, MapPage) and window.page.map_id == "actual"


def test_a_comparison_follows_every_edit(window, hands, pair) -> None:
    assert pair.result is not None
    before = pair.result.score.gap
    window.open_map("actual", window.session)
    window.page.view.select((at("basket"),))
    hands.settle()
    hands.click(window.side.inspector.editors["emotion"]._faces[4])
    window.show_page(pair)
    hands.settle()
    assert pair.result.score.gap < before
