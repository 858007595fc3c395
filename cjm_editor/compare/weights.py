"""How much each kind of evidence counts: the numbers of the log-odds sum of a pair, fitted on pairs with known links.

They are a logistic regression's; `benchmarks/fit_matching.py` fits them again, on maps that no test uses.
"""

from __future__ import annotations

import math
from dataclasses import astuple

from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one pair's terms. A term is its weight times a value, mostly 0..1.

    `other_language` is for two titles in different scripts: that they share no word says nothing then.
    `lesser_lead` and `greater_lead` are for how far a pair's words are ahead of its best rivals at either end: for the
    closer and the clearer of both, so that a pair weighs the same whichever map comes first.
    `between` is for a pair that lies between the same links on both sides, the fewer beside it the more.
    `place_by_length` says how much more the same place tells in a map ten times as long: fewer stand there by chance.
    """

    base: float = -9.23
    words: float = 4.25
    words_squared: float = -2.77
    same_channel: float = 2.37
    other_channel: float = -1.72
    same_actor: float = 3.42
    other_language: float = 1.12
    stage: float = 1.52
    place: float = 5.2
    neighbours: float = 2.05
    lesser_lead: float = 2.91
    greater_lead: float = 3.11
    place_by_length: float = 0.7
    between: float = 1.31


USUAL_LENGTH = 100
USUAL = Weights()
"""The weights in force for maps of so many touchpoints and more."""

SHORT = Weights(
    base=-7.37,
    words=0.85,
    words_squared=0.00,
    same_channel=1.50,
    other_channel=-0.98,
    same_actor=1.00,
    other_language=0.84,
    stage=1.70,
    place=4.50,
    neighbours=0.00,
    lesser_lead=2.77,
    greater_lead=4.91,
    place_by_length=0.00,
    between=1.77,
)
"""The weights for maps of ten touchpoints: there are few others that a pair could be mistaken for, and two people who
draw ten steps seldom take the same words for them. Fitted on pairs drawn by hand besides."""


def shortness(points: int) -> float:
    """How short a map of so many touchpoints is: 1 for ten and fewer, 0 for a hundred and more, by the logarithm."""
    return min(1.0, max(0.0, math.log10(USUAL_LENGTH / max(10, points))))


def weights_for(points: int) -> Weights:
    """The weights in force between two maps, the shorter of which has so many touchpoints."""
    share = shortness(points)
    mixed = (share * s + (1 - share) * u for s, u in zip(astuple(SHORT), astuple(USUAL), strict=True))
    return Weights(*mixed)
