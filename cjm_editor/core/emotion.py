"""Emotions: numbers on a map's own scale, and what they mean on any other."""

from __future__ import annotations

from cjm_editor.core.model import EmotionScale, Number
from cjm_editor.core.texts import Message, pgettext

_MOST_STEPS = 11
"""A scale of whole numbers with more steps than 0..10 is drawn with five."""

_SPAN = 1e300
"""Beyond this the difference of two numbers, or a product with it, may be infinite."""


def normal(value: Number, scale: EmotionScale) -> float:
    """The emotion as 0 (worst) to 1 (best); values outside the scale count as its ends."""
    low, high = scale.min, scale.max
    if high - low <= 0:
        return 0.5
    if high - low > _SPAN:
        value, low, high = value / 4, low / 4, high / 4
    return min(1.0, max(0.0, (value - low) / (high - low)))


def known(value: Number | None, scale: EmotionScale) -> Number | None:
    """The emotion where it lies on the scale, else None: one outside it is a wrong value and tells nothing."""
    low, high = sorted((scale.min, scale.max))  # the wrong way round is told once, at the scale
    return value if value is not None and low <= value <= high else None


def to_five(value: Number, scale: EmotionScale) -> float:
    """The emotion on the scale -2..2, not rounded."""
    return normal(value, scale) * 4 - 2


def known_five(value: Number | None, scale: EmotionScale) -> float | None:
    """The emotion on the scale -2..2, not rounded; None where it is not known."""
    felt = known(value, scale)
    return None if felt is None else to_five(felt, scale)


def from_normal(share: float, scale: EmotionScale) -> float:
    """The emotion on the scale that stands for 0 (worst) to 1 (best)."""
    return _between(scale.min, scale.max, share)


def _between(low: Number, high: Number, share: float) -> float:
    """The value at 0..1 of the way."""
    return low + (high - low) * share if high - low <= _SPAN else low * (1 - share) + high * share


def steps(scale: EmotionScale) -> tuple[Number, ...]:
    """The values that the scale offers, from worst to best.

    The whole numbers from end to end where there are at most eleven, else five (or as many as it has labels for)
    equally far apart.
    """
    low, high = scale.min, scale.max
    if high <= low:
        return (low,)
    if low == int(low) and high == int(high) and high - low < _MOST_STEPS:
        return tuple(range(int(low), int(high) + 1))
    count = len(scale.labels) if len(scale.labels) > 1 else 5
    if high - low > _SPAN:
        return tuple(_between(low, high, at / (count - 1)) for at in range(count))
    return tuple(low + (high - low) * at / (count - 1) for at in range(count))


def nearest_step(value: Number, scale: EmotionScale) -> Number:
    """The step that a value counts as; of two equally near ones the higher."""
    return min(reversed(steps(scale)), key=lambda step: abs(step - value))


def step_label(five: int) -> Message:
    """The word for a step of the five: -2 (worst) to 2 (best)."""
    return (
        pgettext("emotion", "awful"),
        pgettext("emotion", "bad"),
        pgettext("emotion", "neutral"),
        pgettext("emotion", "good"),
        pgettext("emotion", "delight"),
    )[max(-2, min(2, five)) + 2]


def label(value: Number, scale: EmotionScale) -> Message | str:
    """The word for an emotion: the scale's own label of the nearest step, else one of the five built-in words.

    A scale has a label of its own for every step, or its labels are taken as spread evenly over it.
    """
    labels = scale.labels
    if labels:
        at = round(normal(value, scale) * (len(labels) - 1))
        return labels[at]
    return step_label(round(to_five(value, scale)))
