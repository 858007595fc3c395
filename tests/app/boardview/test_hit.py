"""What lies under a point: faces before cards, cards before arrows, arrows before cells; nothing through a header."""

import random

import pytest

from cjm_editor.app.boardview.camera import Camera
from cjm_editor.app.boardview.hit import cards_within, frame_of, group_at, handle_of, strokes
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.core.address import card_at, touchpoint_at, transition_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardOptions
from cjm_editor.render.board import board as draw_board
from cjm_editor.render.display import Group, Path, Rect, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.app.boardview.synthetic import COLUMN, LANES, MAP, Board


@pytest.fixture
def board():
    display = Board(24).display()
    scene = Scene()
    scene.show(display)
    camera = Camera(
        width=1200,
        height=900,
        page_width=display.width,
        page_height=display.height,
        left=display.left,
        top=display.top,
    )
    return scene, camera


def seen_at(scene, camera, group, dx=None, dy=None):
    x = group.x + (group.w / 2 if dx is None else dx)
    y = group.y + (group.h / 2 if dy is None else dy)
    return group_at(scene, camera, *camera.to_screen(group.pane, x, y))


def test_every_card_is_hit_in_its_middle_at_any_zoom_and_place(board):
    scene, camera = board
    rng = random.Random(2)
    cards = [group for group in scene.display.groups if group.role in ("card", "touchpoint")]
    hit = 0
    for _ in range(1000):
        view = camera.zoomed(rng.uniform(0.2, 2.0), 0, 0)
        limit_x, limit_y = view.limits()
        view = view.at(rng.uniform(0, limit_x), rng.uniform(0, limit_y))
        group = rng.choice(cards)
        x, y = view.to_screen("board", group.x + group.w / 2, group.y + group.h / 2)
        if view.pane_at(x, y) == "board":
            found = group_at(scene, view, x, y)
            # synthetic rows are not as high as their fullest cell: a later card may lie over an earlier one
            assert found is group or scene.display.groups.index(found) > scene.display.groups.index(group)
            hit += 1
    assert hit > 300


def test_a_face_is_taken_before_the_curve_and_a_card_before_its_cell(board):
    scene, camera = board
    at = touchpoint_at(MAP, "t2")
    face = next(group for group in scene.groups_of(at) if group.role == "face")
    assert seen_at(scene, camera, face) is face
    card = next(group for group in scene.display.groups if group.role == "card")
    assert seen_at(scene, camera, card) is card


def test_an_empty_place_of_a_lane_is_its_cell(board):
    scene, camera = board
    cell = scene.main_of(card_at(MAP, "t1", LANES[0], -1))
    assert seen_at(scene, camera, cell, dy=cell.h - 3).role == "cell"


def test_an_arrow_is_taken_near_its_line_only(board):
    scene, camera = board
    arrow = scene.main_of(transition_at(MAP, "x5"))
    assert seen_at(scene, camera, arrow, dx=arrow.w / 2, dy=4) is arrow
    assert seen_at(scene, camera, arrow, dx=arrow.w / 2, dy=8) is arrow
    assert seen_at(scene, camera, arrow, dx=arrow.w / 2, dy=20) is not arrow


@pytest.fixture
def drawn():
    """A real board with a drop-off, a loop with words and a drop-off that says why."""
    points = Seq(Touchpoint(id, "s", id.upper()) for id in "abcd")
    steps = (
        Transition("out", "b", "", "leave", share=0.35),
        Transition("back", "d", "a", "back", condition="nothing fits"),
        Transition("why", "c", "", "leave", share=0.1, condition="The shop is closed on Sundays"),
    )
    journey = JourneyMap("m", stages=(Stage("s", "S"),), touchpoints=points, transitions=Seq(steps))
    display = draw_board(Document(maps=(journey,)), "m", BoardOptions(LIGHT, words("ru")), bundled_measurer())
    scene = Scene()
    scene.show(display)
    return scene, Camera(
        width=900,
        height=600,
        page_width=display.width,
        page_height=display.height,
        left=display.left,
        top=display.top,
    )


@pytest.mark.parametrize("id", ["out", "back", "why"])
def test_what_is_written_at_an_arrow_takes_the_arrow(drawn, id):
    scene, camera = drawn
    arrow = scene.main_of(transition_at("m", id))
    texts = [item for item in arrow.items if isinstance(item, Text)]
    assert texts
    for text in texts:
        dx, dy = text.x + text.width / 2, text.y - text.size / 2
        assert seen_at(scene, camera, arrow, dx, dy) is arrow, text.text
        far = camera.zoomed(0.4, 0, 0)
        found = seen_at(scene, far, arrow, text.x + text.width - 1, dy)
        assert found is not arrow or id == "back", "a label that is not drawn is taken"


def test_headers_cover_what_is_scrolled_under_them(board):
    scene, camera = board
    camera = camera.at(300, 60)
    assert group_at(scene, camera, 60, 300).role == "lane"
    assert group_at(scene, camera, 500, 20).role == "stage"
    assert group_at(scene, camera, 40, 20) is None


def test_a_band_takes_the_cards_it_meets(board):
    scene, _camera = board
    row = scene.main_of(touchpoint_at(MAP, "t0"))
    found = cards_within(scene, (row.x + 10, row.y + 10, row.x + COLUMN + 10, row.y + 20))
    assert found == (touchpoint_at(MAP, "t0"), touchpoint_at(MAP, "t1"))
    assert cards_within(scene, (0, 0, 1, 1)) == ()


def test_the_frame_of_a_card_is_its_border_not_its_shadow():
    border = Rect(0.5, 0.5, 99, 49, fill="#FFFFFF", stroke="#DEDCD6", radius=8)
    group = Group(
        "card",
        10,
        20,
        100,
        52,
        (Rect(0, 2, 100, 50, fill="#EEEEEE"), border, Rect(0, 0, 3, 50, fill="#A00000")),
    )
    frame = frame_of(group)
    assert (frame.x, frame.y, frame.w, frame.h, frame.radius) == (10.5, 20.5, 99, 49, 8)
    assert handle_of(group) == (109.5, 45.0)
    assert frame_of(Group("cell", 1, 2, 3, 4, ())).w == 3


def test_the_line_of_a_curve_is_followed():
    path = Path((("M", (0, 0)), ("C", (10, 0, 20, 10, 30, 10)), ("L", (30, 50)), ("Z", ())), stroke="#000000")
    (points,) = strokes(Group("transition", 0, 0, 30, 50, (path,)))
    assert points[0] == (0, 0) and (30, 50) in points and points[-1] == (0, 0)
    assert points[4] == pytest.approx((15, 5))
