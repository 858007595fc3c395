"""What lies over the board: a selected arrow leaves its label readable and rings its cards."""

import pytest
from PySide6.QtCore import QRect

from cjm_editor.app.boardview import BoardView
from cjm_editor.app.boardview.camera import Camera
from cjm_editor.app.boardview.scene import Scene
from cjm_editor.app.boardview.tips import title_tip
from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import FULL, Rect, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.page import map_page
from cjm_editor.render.theme import LIGHT


def shown(qtbot, kind, start, end, said=""):
    """A view of four touchpoints with one arrow, selected; and what it shows."""
    load_fonts()
    points = [Touchpoint(f"t{i}", "s", f"Точка {i}") for i in range(4)]
    words_of = {"text": said} if kind == "promise" else {"condition": said}
    edges = [Transition("e", start, end, kind, 0.4, **words_of)]
    journey = JourneyMap(
        "m", "Карта", "actual", stages=(Stage("s", "Этап"),), touchpoints=Seq(points), transitions=Seq(edges)
    )
    options = BoardOptions(LIGHT, words("ru"))
    view = BoardView(LIGHT)
    qtbot.addWidget(view)
    view.set_animated(False)
    view.resize(800, 500)
    view.set_display(board(Document(maps=(journey,)), "m", options, bundled_measurer()))
    view.show()
    view.select([Address("transition", "m", "e")])
    view.paint_now()
    return view, view.grab().toImage()


def is_accent(image, x, y):
    colour = image.pixelColor(round(x), round(y))
    return colour.blue() - colour.red() > 60 and colour.blue() - colour.green() > 60


@pytest.mark.parametrize(
    ("kind", "start", "end"),
    [
        ("next", "t0", "t3"),
        ("next", "t1", "t2"),
        ("back", "t3", "t1"),
        ("promise", "t0", "t2"),
        ("leave", "t1", ""),
    ],
)
def test_the_cards_of_a_selected_arrow_are_ringed(qtbot, kind, start, end):
    view, image = shown(qtbot, kind, start, end)
    for at in range(4):
        (card,) = (
            g
            for g in view.scene.groups_of(touchpoint_at("m", f"t{at}"))
            if g.role == "touchpoint" and not g.key
        )
        x, y = view.camera().to_screen("board", card.x + card.w / 2, card.y + card.h)
        ringed = any(is_accent(image, x, y + dy) for dy in (-2, -1, 0, 1, 2))
        assert ringed == (f"t{at}" in (start, end)), at


@pytest.mark.parametrize("kind", ["next", "back", "promise"])
def test_a_selected_arrow_does_not_strike_its_label_through(qtbot, kind):
    start, end = ("t3", "t0") if kind == "back" else ("t0", "t3")
    view, image = shown(qtbot, kind, start, end, "в остальных случаях")
    (arrow,) = (g for g in view.scene.groups_of(Address("transition", "m", "e")) if g.role == "transition")
    plate = next(item for item in arrow.items if isinstance(item, Rect) and item.upto == FULL)
    left, top = view.camera().to_screen("board", arrow.x + plate.x, arrow.y + plate.y)
    y = round(top + plate.h / 2)

    assert is_accent(image, left - 12, y) and is_accent(image, left + plate.w + 12, y)
    assert not any(is_accent(image, left + 1 + x, y) for x in range(int(plate.w) - 2))


def ink(image, y):
    """Which columns of a row of pixels are dark."""
    return [x for x in range(image.width()) if image.pixelColor(x, y).lightness() < 200]


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_an_empty_lane_says_stays_whole_while_the_board_is_scrolled(qtbot, is_kept):
    load_fonts()
    points = Seq(Touchpoint(f"t{n}", "s", f"T{n}") for n in range(12))
    journey = JourneyMap("m", stages=(Stage("s", "S"),), touchpoints=points)
    options = BoardOptions(LIGHT, words("ru"), ghosts=True)
    cache = BoardCache() if is_kept else None
    view = BoardView(LIGHT)
    qtbot.addWidget(view)
    view.set_animated(False)
    view.resize(900, 700)
    view.set_display(board(Document(maps=(journey,)), "m", options, bundled_measurer(), cache))
    view.show()
    hint = next(g for g in view.scene.display.groups if g.key == "hint" and g.at.id == "pains")
    spot = QRect(112, round(hint.y), 788, round(hint.h))

    def seen():
        view.paint_now()
        return view.grab(spot).toImage()

    first, words_at = seen(), round(hint.h / 2)
    written = [x for x in ink(first, words_at) if x < hint.w]
    assert len(written) > 20
    for x in (40, 333, 700):
        view.set_camera(view.camera().at(x, 0))
        now = seen()
        assert [at for at in ink(now, words_at) if at < hint.w] == written
    view.resize(round(112 + hint.w), 700)
    spot.setWidth(round(hint.w))
    assert ink(seen(), words_at) == [], "cut"


LONG = (
    "A title of very many words that nobody would ever write on a card but that a file may hold all the same"
)


def test_a_title_that_the_board_cuts_is_whole_under_the_mouse_and_in_an_export():
    points = Seq(
        [Touchpoint("a", "s", LONG), Touchpoint("b", "s", "Short"), Touchpoint("c", "s", "And so on…")]
    )
    journey = JourneyMap("m", stages=(Stage("s", "S"),), touchpoints=points)
    document, options = Document(maps=(journey,)), BoardOptions(LIGHT, words("en"))
    drawn = board(document, "m", options, bundled_measurer())
    scene = Scene()
    scene.show(drawn)
    view = Camera(width=900, height=600, page_width=drawn.width, page_height=drawn.height, left=112, top=44)

    def tip(id):
        card = scene.main_of(touchpoint_at("m", id))
        return title_tip(scene, view, card.x + 30, card.y + 10)

    def lines(display):
        card = next(g for g in display.groups if g.at == touchpoint_at("m", "a") and g.role == "touchpoint")
        return [item.text for item in card.items if isinstance(item, Text)]

    assert (tip("a"), tip("b"), tip("c")) == (LONG, "", "")
    assert len(lines(drawn)) == 4 and lines(drawn)[-1].endswith("…")
    page = map_page(document, "m", options, bundled_measurer(), "2026-11-22")
    assert " ".join(lines(page)).replace("\u00a0", " ") == LONG
