"""Faces: one shape a step, hollow targets, the unknown one."""

import pytest

from cjm_editor.render.display import Path, Rect
from cjm_editor.render.faces import diamond, face
from cjm_editor.render.theme import DARK, LIGHT


def shapes(items):
    return [i.commands if isinstance(i, Path) else (i.x, i.y, i.w, i.h) for i in items]


@pytest.mark.parametrize("theme", (LIGHT, DARK), ids=lambda t: t.name)
def test_each_step_has_a_shape_of_its_own(theme):
    drawn = [shapes(face(step, 12, 12, 24, theme)) for step in (-2, -1, 0, 1, 2)]
    assert all(a != b for i, a in enumerate(drawn) for b in drawn[:i])


def test_paths_stand_where_the_look_puts_them():
    sad = face(-2, 12, 12, 24, LIGHT)
    assert (
        Path((("M", (7.6, 17.2)), ("C", (8.7, 14.6, 15.3, 14.6, 16.4, 17.2))), "#FFFFFF", 1.9, upto=1) in sad
    )
    disc = sad[0]
    assert (disc.x, disc.y, disc.w, disc.radius, disc.fill) == (1, 1, 22, 11, "#8F2A08")


def test_hollow_is_a_ring_of_the_colour():
    disc = face(1, 50, 50, 24, LIGHT, hollow=True)[0]
    assert (disc.fill, disc.stroke, disc.width, disc.w) == (LIGHT.board, "#3D8BD0", 1.8, 21)


def test_unknown_is_dashed_and_no_number_is_unknown():
    assert face(None, 12, 12, 24, LIGHT) == face(0, 12, 12, 24, LIGHT, unknown=True)
    assert face(None, 12, 12, 24, LIGHT)[0].dash


def test_a_face_stays_in_its_square():
    for step in (-2, -1, 0, 1, 2, None):
        for item in face(step, 100, 40, 14, LIGHT):
            if isinstance(item, Rect):
                assert item.x >= 93 - 1 and item.x + item.w <= 107 + 1
            else:
                xs = [v for _n, values in item.commands for v in values[::2]]
                assert min(xs) >= 93 and max(xs) <= 107


def test_equal_has_a_second_ring():
    assert len(face(1, 0, 0, 24, LIGHT, ring=True)) == len(face(1, 0, 0, 24, LIGHT)) + 1


def test_diamond():
    assert diamond(10, 10, 5.5).commands[0] == ("M", (10, 4.5))
