"""The words at the faces of a curve."""

from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.emotions import CLEAR_OF_ZERO, level_y
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.options import EMOTION_HEIGHT
from cjm_editor.render.theme import LIGHT
from tests.render import checks

MEASURER = bundled_measurer()


def drawn(*emotions):
    points = [Touchpoint(f"t{i}", "s", "Т", emotion=e, feelings=("доверие",)) for i, e in enumerate(emotions)]
    journey = JourneyMap("m", stages=(Stage("s", "Этап"),), touchpoints=Seq(points))
    return board(Document(language="ru", maps=(journey,)), "m", BoardOptions(LIGHT, words("ru")), MEASURER)


def capitals(display, index):
    """The top and the baseline of a word, from the neutral line down."""
    face = [g for g in display.groups if g.role == "face"][index]
    value = (-1, -1, -2, 1, 1, 2)[index]
    zero = face.y + face.h / 2 - level_y(value, EMOTION_HEIGHT) + level_y(0, EMOTION_HEIGHT)
    label = [g for g in display.groups if g.role == "label" and g.key == "feeling"][index]
    (word,) = label.items
    baseline = label.y + word.y - zero
    return baseline - 0.727 * 11, baseline


def test_a_word_towards_the_neutral_line_keeps_clear_of_it():
    display = drawn(-1, -1, -2, 1, 1, 2)
    top, _baseline = capitals(display, 0)
    assert top >= CLEAR_OF_ZERO - 0.1
    _top, baseline = capitals(display, 3)
    assert baseline <= -CLEAR_OF_ZERO + 0.1
    assert checks.faults(display) == []
