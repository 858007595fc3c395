"""Pairs of maps with ground truth: the same for the same preset, size, language and seed.

Weights of the matching are fitted on seeds from `FITTING_SEEDS`; tests and tables use seeds below it.
"""

from tests.compare.pairs.presets import LANGUAGES, PRESETS, Pair, pair

FITTING_SEEDS = 100_000

__all__ = ["FITTING_SEEDS", "LANGUAGES", "PRESETS", "Pair", "pair"]
