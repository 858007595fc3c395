"""How much each kind of evidence counts: the numbers of the log-odds sum of a pair, fitted on pairs with known links.

They are a logistic regression's; `benchmarks/fit_matching.py` fits them again, on maps that no test uses.
"""

from __future__ import annotations

from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one pair's terms. A term is its weight times a value, mostly 0..1."""

    base: float = -10.48
    words: float = 7.64
    words_squared: float = -5.6
    same_channel: float = 2.03
    other_channel: float = -1.8
    same_actor: float = 3.85
    stage: float = 2.54
    place: float = 6.32
    neighbours: float = 2.18
    row_rival: float = 3.47
    column_rival: float = 3.47


USUAL = Weights()
"""The weights in force."""
