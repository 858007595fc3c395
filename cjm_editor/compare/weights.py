"""How much each kind of evidence counts: the numbers of the log-odds sum of a pair, fitted on pairs with known links.

They are a logistic regression's; `benchmarks/fit_matching.py` fits them again, on maps that no test uses.
"""

from __future__ import annotations

from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one pair's terms. A term is its weight times a value, mostly 0..1.

    `other_language` is for two titles in different scripts: that they share no word says nothing then.
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
    row_rival: float = 2.91
    column_rival: float = 3.11
    place_by_length: float = 0.7
    between: float = 1.31


USUAL = Weights()
"""The weights in force."""
