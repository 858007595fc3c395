"""What is drawn while the mouse drags is seen over the board, and only then."""

import pytest
from PySide6.QtGui import QColor

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.boardview.drop import Drop
from cjm_editor.app.boardview.events import TouchpointsMoved
from cjm_editor.app.boardview.overlay import Dragged
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT

ACCENT = QColor(LIGHT.accent)


@pytest.fixture
def view(qtbot):
    load_fonts()
    points = Seq(Touchpoint(f"t{n}", "s", f"T{n}") for n in range(4))
    journey = JourneyMap("m", stages=(Stage("s", "S"),), touchpoints=points)
    display = board(Document(maps=(journey,)), "m", BoardOptions(LIGHT, words("en")), bundled_measurer())
    made = BoardView(LIGHT)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.set_display(display)
    made.show()
    made.paint_now()
    return made


def card_of(view, id):
    return view.scene.main_of(touchpoint_at("m", id))


def test_the_bar_of_insertion_is_seen_over_what_is_lifted(view):
    card = card_of(view, "t0")
    x, y = card.x + 140 + card.w / 2, card.y + 10
    drop = Drop(TouchpointsMoved((touchpoint_at("m", "t0"),), "s", 1), (x, card.y, x, card.y + card.h))
    view.gestures.dragged = Dragged((card,), 140.0, 0.0, drop)
    image = view.grab().toImage()
    assert all(image.pixelColor(round(x) - 1, round(y) + dy) == ACCENT for dy in range(8))


def test_a_new_arrow_runs_from_card_to_card_and_rings_the_second(view):
    one, other = card_of(view, "t0"), card_of(view, "t2")
    y = one.y + one.h / 2
    view.gestures.link, view.gestures.link_to = (one.x + one.w, y, other.x + 10, y), other
    image = view.grab().toImage()
    assert image.pixelColor(round(one.x + one.w) + 40, round(y)) == ACCENT
    assert image.pixelColor(round(other.x + other.w / 2), round(other.y)) == ACCENT, "the ring"
    view.gestures.link = view.gestures.link_to = None
    assert view.grab().toImage().pixelColor(round(one.x + one.w) + 40, round(y)) != ACCENT


def test_a_band_has_a_tint_that_leaves_cards_readable(view):
    before = view.grab().toImage()
    view.gestures.band = (300.0, 250.0, 500.0, 400.0)
    image = view.grab().toImage()
    inside = image.pixelColor(400, 390)
    assert inside != before.pixelColor(400, 390) and inside.lightness() > 220
    assert image.pixelColor(600, 390) == before.pixelColor(600, 390)
