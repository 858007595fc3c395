"""The walk by keys: every place is reached, rows and columns are kept, Tab reads like a page."""

from collections import deque
from dataclasses import replace

import pytest

from cjm_editor.app.boardview.navigation import (
    cards_of,
    is_empty,
    neighbour,
    next_card,
    next_in_lane,
    next_lane,
    next_stage,
    row_end,
    stops_within,
)
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import Address, card_at, stage_at, touchpoint_at
from tests.app.boardview.synthetic import LANES, MAP, Board

SIDES = ("left", "right", "up", "down")


def scene_of(touchpoints, seed=1):
    scene = Scene()
    board = Board(touchpoints, seed)
    # rows as high as their fullest cell, as the real board has them: no card reaches into the next lane
    kept = [group for group in board.groups if group.role != "card" or group.at.index == 0]
    scene.show(replace(board.display(), groups=tuple(kept)))
    return scene


@pytest.fixture
def scene():
    return scene_of(24)


def everything(scene):
    return stops_within(scene, (0, 0, scene.display.width, scene.display.height))


@pytest.mark.parametrize("seed", range(6))
def test_arrows_reach_every_place(seed):
    scene = scene_of(19, seed)
    places = {group.at for group in everything(scene)}
    start = scene.main_of(touchpoint_at(MAP, "t0"))
    seen, queue = {start.at}, deque([start])
    while queue:
        here = queue.popleft()
        for side in SIDES:
            there = neighbour(scene, here, side)
            if there is not None and there.at not in seen:
                seen.add(there.at)
                queue.append(there)
    assert seen == places


def test_right_keeps_the_row_and_left_comes_back(scene):
    for start in (touchpoint_at(MAP, "t0"), card_at(MAP, "t0", LANES[2], -1)):
        here = scene.main_of(start) if start.kind == "touchpoint" else everything_first(scene, LANES[2])
        row = [here]
        while (there := neighbour(scene, row[-1], "right")) is not None:
            assert there.x > row[-1].x
            row.append(there)
        assert len(row) == 24
        assert neighbour(scene, row[5], "left") is row[4]


def everything_first(scene, lane):
    found = [group for group in everything(scene) if group.at.kind == "card" and group.at.lane == lane]
    return min(found, key=lambda group: group.x)


def test_up_from_a_touchpoint_is_its_stage_and_left_from_the_first_its_lane(scene):
    first = scene.main_of(touchpoint_at(MAP, "t0"))
    assert neighbour(scene, first, "up").at == stage_at(MAP, "s0")
    assert neighbour(scene, first, "left").at == Address("lane", id="touchpoints")
    assert neighbour(scene, scene.main_of(stage_at(MAP, "s1")), "down").at == touchpoint_at(MAP, "t8")
    assert neighbour(scene, scene.main_of(stage_at(MAP, "s0")), "right").at == stage_at(MAP, "s1")


def test_home_and_end(scene):
    here = scene.main_of(touchpoint_at(MAP, "t9"))
    assert row_end(scene, here, is_last=False).at == touchpoint_at(MAP, "t0")
    assert row_end(scene, here, is_last=True).at == touchpoint_at(MAP, "t23")


def test_control_and_arrows_go_by_stage_and_lane(scene):
    here = scene.main_of(touchpoint_at(MAP, "t9"))
    assert next_stage(scene, here, "right").at == touchpoint_at(MAP, "t16")
    assert next_stage(scene, here, "left").at == touchpoint_at(MAP, "t8")
    assert next_stage(scene, scene.main_of(touchpoint_at(MAP, "t8")), "left").at == touchpoint_at(MAP, "t0")
    below = next_lane(scene, here, "down")
    assert below.at.kind == "card" and below.at.lane == LANES[0] and below.at.id == "t9"
    assert next_lane(scene, below, "up").at == here.at
    assert next_lane(scene, here, "up").at == stage_at(MAP, "s1")
    assert next_stage(scene, scene.main_of(touchpoint_at(MAP, "t20")), "right") is None


def test_tab_reads_all_cards_once_and_starts_again(scene):
    cards = [group for group in scene.display.groups if group.role in ("touchpoint", "card")]
    here = next_card(scene, None)
    assert here.at == touchpoint_at(MAP, "t0")
    seen = []
    for _ in cards:
        seen.append(here.at)
        here = next_card(scene, here)
    assert len(set(seen)) == len(cards)
    assert here.at == touchpoint_at(MAP, "t0")
    back = next_card(scene, here, is_back=True)
    assert back.at == seen[-1]
    assert next_card(scene, back).at == here.at


def test_a_cell_is_a_place_only_while_it_is_empty(scene):
    cells = [group for group in scene.display.groups if group.role == "cell"]
    for cell in cells:
        assert is_empty(scene, cell) == (not cards_of(scene, cell.at))


def test_the_next_cell_of_a_lane(scene):
    assert next_in_lane(scene, card_at(MAP, "t3", LANES[1], 0)).at == card_at(MAP, "t4", LANES[1], -1)
    assert next_in_lane(scene, card_at(MAP, "t3", LANES[1], -1), is_back=True).at == card_at(
        MAP, "t2", LANES[1], -1
    )
    assert next_in_lane(scene, touchpoint_at(MAP, "t3")).at == touchpoint_at(MAP, "t4")
    assert next_in_lane(scene, touchpoint_at(MAP, "t23")) is None
