"""Where something dragged lands, by geometry alone."""

import pytest

from cjm_editor.app.boardview.drop import drop_at, emotion_at
from cjm_editor.app.boardview.events import CardsMoved, LaneMoved, StageMoved, TouchpointsMoved
from cjm_editor.app.boardview.navigation import cards_of
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from tests.app.boardview.synthetic import LANES, MAP, Board, emotion_y


@pytest.fixture
def scene():
    made = Scene()
    made.show(Board(24).display())
    return made


def test_a_touchpoint_lands_before_the_one_it_is_held_left_of(scene):
    moved = (touchpoint_at(MAP, "t1"),)
    body = scene.main_of(touchpoint_at(MAP, "t10"))
    drop = drop_at(scene, moved, body.x + 10, body.y)
    assert drop.event == TouchpointsMoved(moved, stage_at(MAP, "s1"), 2)
    assert drop.bar[0] == body.x - 3
    drop = drop_at(scene, moved, body.x + body.w - 10, body.y)
    assert drop.event.index == 3


def test_a_position_is_counted_without_what_moves(scene):
    moved = (touchpoint_at(MAP, "t1"),)
    last = scene.main_of(touchpoint_at(MAP, "t7"))
    drop = drop_at(scene, moved, last.x + last.w - 2, last.y)
    assert drop.event == TouchpointsMoved(moved, stage_at(MAP, "s0"), 7)
    assert drop.bar[0] == last.x + last.w + 3


def test_a_card_lands_in_the_cell_under_it(scene):
    cell = next(
        group
        for group in scene.display.groups
        if group.role == "cell" and len(cards_of(scene, group.at)) == 2
    )
    first, second = cards_of(scene, cell.at)
    moved = (card_at(MAP, "t20", LANES[3], 0),)
    for y, index in ((first.y + 2, 0), (first.y + first.h - 2, 1), (second.y + second.h - 1, 2)):
        assert drop_at(scene, moved, first.x + 5, y).event == CardsMoved(moved, cell.at, index)
    within = drop_at(scene, (second.at,), first.x + 5, first.y + 1)
    assert within.event == CardsMoved((second.at,), cell.at, 0)


def test_a_card_lands_nowhere_outside_the_lanes_of_cards(scene):
    body = scene.main_of(touchpoint_at(MAP, "t1"))
    assert drop_at(scene, (card_at(MAP, "t0", LANES[0], 0),), body.x, body.y) is None


def test_stages_and_lanes_land_among_the_others(scene):
    stages = scene.headers("stages")
    drop = drop_at(scene, (stages[0].at,), stages[2].x + stages[2].w - 5, 10)
    assert drop.event == StageMoved(stages[0].at, 2) and drop.pane == "stages"
    lanes = scene.headers("lanes")
    drop = drop_at(scene, (lanes[4].at,), 20, lanes[2].y + 5)
    assert drop.event == LaneMoved(lanes[4].at, 2)
    assert drop_at(scene, (Address("transition", MAP, "x5"),), 0, 0) is None


def test_heights_of_the_emotion_lane_are_emotions(scene):
    face = next(group for group in scene.display.groups if group.role == "face")
    for value in (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0):
        assert emotion_at(scene, face, emotion_y(value)) == value
    assert emotion_at(scene, face, -1e5) == 2.0
    assert emotion_at(scene, face, 1e5) == -2.0
