"""What lies over the board: a selected arrow leaves its label readable."""

import pytest

from cjm_editor.app.boardview import BoardView
from cjm_editor.core.address import Address
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.display import FULL, Rect
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT


@pytest.mark.parametrize("kind", ["next", "back", "promise"])
def test_a_selected_arrow_does_not_strike_its_label_through(qtbot, kind):
    load_fonts()
    points = [Touchpoint(f"t{i}", "s", f"Точка {i}") for i in range(4)]
    said = {"text": "в остальных случаях"} if kind == "promise" else {"condition": "в остальных случаях"}
    start, end = ("t3", "t0") if kind == "back" else ("t0", "t3")
    edges = [Transition("e", start, end, kind, 0.4, **said)]
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
    image = view.grab().toImage()

    (arrow,) = (g for g in view.scene.groups_of(Address("transition", "m", "e")) if g.role == "transition")
    plate = next(item for item in arrow.items if isinstance(item, Rect) and item.upto == FULL)
    left, top = view.camera().to_screen("board", arrow.x + plate.x, arrow.y + plate.y)
    y = round(top + plate.h / 2)

    def is_accent(x):
        colour = image.pixelColor(round(x), y)
        return colour.blue() - colour.red() > 60 and colour.blue() - colour.green() > 60

    assert is_accent(left - 12) and is_accent(left + plate.w + 12)
    assert not any(is_accent(left + 1 + x) for x in range(int(plate.w) - 2))
