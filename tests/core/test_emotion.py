"""Emotions on scales."""

import random

import pytest

from cjm_editor.core import emotion
from cjm_editor.core.model import EmotionScale
from cjm_editor.core.texts import words
from tests.core import generator

FIVE = EmotionScale()
TEN = EmotionScale(0, 10)


def test_an_emotion_is_normal_between_the_ends_of_its_scale():
    assert [emotion.normal(value, FIVE) for value in (-2, 0, 2)] == [0, 0.5, 1]
    assert emotion.normal(7, TEN) == 0.7
    assert [emotion.normal(value, FIVE) for value in (-9, 9)] == [0, 1]
    assert emotion.normal(3, EmotionScale(3, 3)) == 0.5


def test_every_scale_maps_onto_five_steps_and_back():
    rng = random.Random(1)
    for _ in range(1000):
        scale = generator.scale(rng)
        value = generator.emotion(rng, scale)
        assert -2 <= emotion.to_five(value, scale) <= 2
        assert emotion.from_normal(emotion.normal(value, scale), scale) == pytest.approx(value)
        assert emotion.nearest_step(value, scale) in emotion.steps(scale)


def test_the_steps_of_a_scale():
    assert emotion.steps(FIVE) == (-2, -1, 0, 1, 2)
    assert len(emotion.steps(TEN)) == 11
    assert emotion.steps(EmotionScale(0, 1)) == (0, 1)
    assert emotion.steps(EmotionScale(0, 100)) == (0, 25, 50, 75, 100)
    assert emotion.steps(EmotionScale(-1.5, 1.5)) == (-1.5, -0.75, 0, 0.75, 1.5)
    assert emotion.steps(EmotionScale(0, 100, ("a", "b", "c"))) == (0, 50, 100)
    assert emotion.steps(EmotionScale(2, 2)) == (2,)


def test_of_two_equally_near_steps_the_higher_counts():
    assert emotion.nearest_step(0.5, FIVE) == 1
    assert emotion.nearest_step(-0.5, FIVE) == 0


def test_words_for_emotions_are_the_scales_own_else_the_products():
    russian = words("ru")
    assert [russian(emotion.label(value, FIVE)) for value in (-2, -1, 0, 1, 2)] == [
        "ужас",
        "плохо",
        "нейтрально",
        "хорошо",
        "восторг",
    ]
    assert emotion.label(10, EmotionScale(0, 10, ("низ", "верх"))) == "верх"
    assert words("en")(emotion.label(10, TEN)) == "delight"


@pytest.mark.parametrize(
    ("value", "scale", "expected"),
    [
        (2, EmotionScale(), 2),
        (500, EmotionScale(), None),
        (-2.5, EmotionScale(), None),
        (None, EmotionScale(), None),
        (10, EmotionScale(0, 10), 10),
        (-1, EmotionScale(0, 10), None),
        (1, EmotionScale(2, -2), 1),
    ],
)
def test_an_emotion_outside_its_scale_is_not_known(value, scale, expected):
    assert emotion.known(value, scale) == expected
    assert (emotion.known_five(value, scale) is None) == (expected is None)
