"""What a newcomer does in the first minutes, by keys: nothing typed is lost, nothing lands where nobody looks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize, Qt

from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, columns_of
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def journey(points: int) -> JourneyMap:
    stages = tuple(Stage(f"s{n}", f"Stage {n}") for n in range(3))
    made = tuple(Touchpoint(f"t{n}", "s1", f"Point {n}") for n in range(points))
    return JourneyMap("m", "As it is", stages=stages, touchpoints=Seq(made))


@pytest.fixture
def blank(window, hands):
    window.open_map("m", window.desk.new(Document(title="Shop", language="en", maps=(journey(0),))))
    hands.settle()
    window.page.view.setFocus()
    return window


@pytest.fixture
def filled(window, hands):
    window.open_map("m", window.desk.new(Document(title="Shop", language="en", maps=(journey(3),))))
    hands.settle()
    window.page.view.setFocus()
    return window


def titles(window) -> list[list[str]]:
    return [[t.title for t in row] for _stage, row in columns_of(window.page.journey)]


def go(window, hands, at: Address) -> None:
    window.page.view.select((at,))
    window.page.view.setFocus()
    hands.settle()


@pytest.mark.parametrize("key", [K.Key_F2, K.Key_Return])
def test_a_title_is_replaced_by_what_is_typed(filled, hands, key) -> None:
    go(filled, hands, stage_at("m", "s0"))
    hands.key(key)
    hands.type("Интерес")
    hands.key(K.Key_Return)
    assert filled.page.journey.stages[0].title == "Интерес"
    go(filled, hands, touchpoint_at("m", "t0"))
    hands.type("!")  # a letter without F2 goes on with the title
    hands.key(K.Key_Return)
    assert filled.page.journey.touchpoints[0].title == "Point 0!"


def test_the_first_touchpoint_stands_at_the_beginning_the_next_ones_at_the_end(blank, hands) -> None:
    hands.key(K.Key_Return, CTRL)
    hands.type("Видит рекламу")
    hands.key(K.Key_Escape)
    assert titles(blank) == [["Видит рекламу"], [], []]
    blank.page.view.clear_selection()
    hands.key(K.Key_Return, CTRL)
    hands.type("Советует друзьям")
    hands.key(K.Key_Escape)
    assert titles(blank) == [["Видит рекламу"], [], ["Советует друзьям"]]


def test_giving_up_a_new_touchpoint_leads_back_to_where_it_was_begun(filled, hands) -> None:
    go(filled, hands, touchpoint_at("m", "t1"))
    hands.key(K.Key_Return, CTRL)
    hands.type("Новая")
    hands.key(K.Key_Return)
    hands.key(K.Key_Escape)
    assert titles(filled)[1] == ["Point 0", "Point 1", "Новая", "Point 2"]
    (chosen,) = filled.page.selection
    assert chosen.id == filled.page.journey.touchpoints[2].id


@pytest.mark.parametrize("is_stage", [False, True])
def test_another_key_for_a_new_element_begins_where_the_empty_one_was_begun(filled, hands, is_stage) -> None:
    go(filled, hands, touchpoint_at("m", "t1"))
    hands.key(K.Key_Return, CTRL)
    hands.type("Новая")
    hands.key(K.Key_Return)  # opens the next touchpoint, which stays empty
    hands.key(K.Key_Return, CTRL, *([Qt.KeyboardModifier.ShiftModifier] if is_stage else []))
    hands.type("Дальше")
    hands.key(K.Key_Escape)
    if is_stage:
        assert [stage.title for stage in filled.page.journey.stages][1:3] == ["Stage 1", "Дальше"]
    else:
        assert titles(filled)[1] == ["Point 0", "Point 1", "Новая", "Дальше", "Point 2"]


def test_no_card_is_typed_where_a_value_stands(filled, hands) -> None:
    before = filled.session.document
    for lane in ("emotion", "channel", "metrics"):
        cell = card_at("m", "t1", lane, -1)
        go(filled, hands, cell)
        assert filled.page.selection == (cell,)
        hands.type("ю")
        assert not filled.page.view.is_editing() and filled.session.document == before
        hands.key(K.Key_Return)
        assert not filled.page.view.is_editing() and filled.page.selection == (touchpoint_at("m", "t1"),)


def test_digits_along_the_emotion_lane_set_one_face_after_another(filled, hands) -> None:
    go(filled, hands, card_at("m", "t0", "emotion", -1))
    hands.type("5")
    hands.key(K.Key_Right)
    hands.type("1")
    hands.type("9")  # no step of the scale
    assert [t.emotion for t in filled.page.journey.touchpoints] == [2, -2, None]
    hands.key(K.Key_Z, CTRL)
    assert [t.emotion for t in filled.page.journey.touchpoints] == [2, None, None]


def test_up_from_a_touchpoint_leads_to_its_stage(filled, hands) -> None:
    go(filled, hands, touchpoint_at("m", "t0"))
    hands.key(K.Key_Up)
    assert filled.page.selection == (stage_at("m", "s1"),)


def test_the_properties_of_an_empty_cell_are_those_of_its_touchpoint(filled, hands) -> None:
    go(filled, hands, card_at("m", "t1", "pains", -1))
    shown = filled.side.inspector._shown
    assert shown is not None and shown.addresses == (touchpoint_at("m", "t1"),)


def test_a_map_that_fits_again_is_seen_whole(filled, hands) -> None:
    view = filled.page.view
    view.set_animated(False)
    filled.session.apply(  # 40 touchpoints, and the view at their end
        _("add"),
        lambda d: replace(
            d,
            maps=(
                replace(d.maps[0], touchpoints=Seq(Touchpoint(f"n{n}", "s2", f"N {n}") for n in range(40))),
            ),
        ),
    )
    hands.settle()
    view.scroll_by(5000, 0)
    assert view.camera().x > 3000
    view.setFocus()
    hands.key(K.Key_Z, CTRL)
    hands.settle()
    assert view.camera().x == 0


def test_the_first_window_is_no_larger_than_the_screen_leaves_room_for(window, hands) -> None:
    window.fit_into(QSize(1366, 728))
    assert (window.width(), window.height()) == (1366, 688)
    window.resize(1440, 900)
    window.fit_into(QSize(2560, 1400))
    assert (window.width(), window.height()) == (1440, 900)


def test_a_remembered_size_stays_where_the_screen_has_it(window, hands) -> None:
    window.context.remember(geometry="remembered")
    window.resize(1440, 900)
    window.fit_into(QSize(1440, 900))
    assert (window.width(), window.height()) == (1440, 900)
    window.fit_into(QSize(1366, 728))
    assert (window.width(), window.height()) == (1366, 688), "the screen is another one now"
