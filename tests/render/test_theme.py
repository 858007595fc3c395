"""Colours keep their contrast; the tokens are those of the look."""

import re
from dataclasses import fields

import pytest

from cjm_editor.render.theme import DARK, LIGHT, PRINT, THEMES, nearest_step


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_text_and_signs_can_be_seen(theme):
    for name in ("text", "text2", "text3", "pain", "opp", "plum", "ochre", "blue_text"):
        for ground in (theme.board, theme.panel, theme.card):
            assert contrast(getattr(theme, name), ground) >= 4.5, name
    for ground in (theme.sunk, theme.warm, theme.cool, theme.worse, theme.better):
        assert contrast(theme.text2, ground) >= 4.5
    assert contrast(theme.on_accent, theme.accent) >= 4.5
    for colour in (*theme.emotions, theme.strong, theme.curve):
        assert contrast(colour, theme.board) >= 3.0
    for colour in theme.emotions:
        assert contrast(theme.face_ink, colour) >= 3.0


@pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.name)
def test_colours_are_opaque(theme):
    for field in fields(theme):
        value = getattr(theme, field.name)
        for colour in value if isinstance(value, tuple) else [value]:
            if isinstance(colour, str) and field.name != "name" and colour:
                assert re.fullmatch(r"#[0-9A-F]{6}", colour), field.name


def test_print_casts_no_shadow_and_knows_no_accent():
    assert PRINT.shadow == "" and PRINT.accent == PRINT.text and PRINT.is_print
    assert PRINT.emotions == LIGHT.emotions and DARK.is_dark


@pytest.mark.parametrize(
    ("value", "step"), [(-2, -2), (-1.5, -2), (-0.4, 0), (0.5, 1), (1.4, 1), (2, 2), (5, 2)]
)
def test_nearest_step(value, step):
    assert nearest_step(value) == step
