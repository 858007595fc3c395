"""Fit the weights of the matching anew: logistic regression on pairs with true links, on seeds that no test uses.

python3 benchmarks/fit_matching.py [--seeds N] [--rounds N] [--sizes 15,20,100,1000]
python3 benchmarks/fit_matching.py --short [--seeds N] [--rounds N] [--sizes 8,10,12,14,20]

Every pair that the last round weighed is a row: its values, and whether it is a true link. Values depend on the links
that the weights led to, so fitting and matching take turns. The weights of short maps are fitted on pairs drawn by hand
besides, each of whose rows counts many times: real hands are further apart than any generator's. What is printed last
goes into `cjm_editor/compare/weights.py`; figures on further seeds, before and after, say whether it is worth it.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields, replace
from itertools import cycle
from zlib import crc32

import common  # noqa: F401 - sets the path to this tree

from cjm_editor.compare.candidates import likenesses
from cjm_editor.compare.features import texts
from cjm_editor.compare.glossary import Glossary, shipped
from cjm_editor.compare.match import match
from cjm_editor.compare.points import Reader, track
from cjm_editor.compare.rounds import Weighing, annealed
from cjm_editor.compare.weights import SHORT, USUAL, Weights
from tests.compare.pairs import FITTING_SEEDS, LANGUAGES, Pair, pair
from tests.compare.pairs.hand import HandPair, hand_drawn, hand_tally
from tests.compare.pairs.scoring import Tally, linked, tally

MIX = {
    "edits-10": 2,
    "edits-30": 2,
    "edits-60": 2,
    "reworded": 2,
    "independent": 4,
    "translated": 1,
    "unrelated": 1,
}
"""Pairs of each preset for every seed: what is hard counts most, what gives many rows least."""
SHORT_MIX = MIX | {"unrelated": 3}
HAND = 40
"""How many times a row of a pair drawn by hand counts in the fitting of the short weights."""
FIXED = {"words_squared": 0.0, "same_actor": 1.0, "neighbours": 0.0, "place_by_length": 0.0}
KNOWN = (100, 50, 15)
"""Per cent of the glossary's groups that a pair is read with, in turn: no glossary covers the words of real maps as
well as it covers those of a generator."""
STEPS = 12
RIDGE = 1e-3
"""A little pull towards zero, so that a value that is always the same gets no weight."""

Row = tuple[tuple[float, ...], bool]


def cases(seeds: Iterable[int], sizes: Sequence[int], mix: Mapping[str, int] = MIX) -> list[Pair]:
    """Pairs of all presets in both languages, by fitting seeds."""
    return [
        pair(preset, size, language, FITTING_SEEDS + seed * 10 + part)
        for seed in seeds
        for size in sizes
        for preset, parts in mix.items()
        for part in range(parts)
        for language in LANGUAGES
    ]


def thinned(share: int) -> Glossary:
    """The shipped glossary with so many per cent of its groups, always the same ones."""
    full = shipped()
    kept = {term: name for term, name in full.concepts.items() if crc32(name.encode()) % 100 < share}
    return Glossary(kept, full.longest)


def rows(known: Iterable[Pair], weights: Weights) -> list[Row]:
    """What the last round weighed under these weights, and what is true of it."""
    glossaries = cycle([thinned(share) for share in KNOWN])
    return [
        row for case, words in zip(known, glossaries, strict=False) for row in weighed(case, weights, words)
    ]


def short_rows(known: Iterable[Pair], drawn: Iterable[HandPair], weights: Weights) -> list[Row]:
    """The same of short maps, with those drawn by hand. Some values are left out, and their weights stand in `FIXED`:
    the square of a pair's words and the neighbours, which short maps leave too few rows for, actors, whom few of them
    name, and place by length, which says the same as place where lengths are alike."""
    rows_by_hand = [row for case in drawn for row in weighed(case, weights, shipped())]
    kept = [name not in FIXED for name in (one.name for one in fields(Weights))]
    return [
        (tuple(value * keep for value, keep in zip(values, kept, strict=True)), is_true)
        for values, is_true in (*rows(known, weights), *rows_by_hand * HAND)
    ]


def weighed(case: Pair | HandPair, weights: Weights, glossary: Glossary) -> list[Row]:
    """The last round's rows of one pair of maps, equal titles being linked as the matching links them."""
    reader = Reader(glossary)
    one, two = track(case.ideal.journey, reader), track(case.actual.journey, reader)
    here, there = one.place_of(), two.place_of()
    fixed = [
        (here[link.ideal[0]], there[link.actual[0]])
        for link in match(case.ideal, case.actual, glossary=glossary, weights=weights).links
        if link.by == "exact" and len(link.ideal) == len(link.actual) == 1
    ]
    free = set(here.values()) - {i for i, _j in fixed}
    free_back = set(there.values()) - {j for _i, j in fixed}
    known = texts(one, two)
    alike = likenesses(known, free, free_back)
    found = annealed(Weighing(one, two, known, weights), alike, fixed, frozenset())
    return [
        ((1.0, *values), (one.points[i].id, two.points[j].id) in case.pairs)
        for (i, j), values in found.values.items()
    ]


def fitted(known: Sequence[Row], start: Sequence[float]) -> list[float]:
    """The weights of greatest likelihood, by Newton's steps from `start`; the first is the constant's."""
    size = len(known[0][0])
    found = list(start)
    for _step in range(STEPS):
        slope = [-RIDGE * w * len(known) / 100 for w in found]
        curve = [[RIDGE * len(known) / 100 * (r == c) for c in range(size)] for r in range(size)]
        for values, is_true in known:
            share = _sigmoid(sum(w * v for w, v in zip(found, values, strict=True)))
            weight = share * (1 - share)
            for r, v in enumerate(values):
                if v:
                    slope[r] += (is_true - share) * v
                    line, scaled = curve[r], weight * v
                    for c in range(size):
                        line[c] += scaled * values[c]
        step = _solved(curve, slope)
        longest = max(abs(s) for s in step)
        found = [w + s * min(1.0, 4 / longest) for w, s in zip(found, step, strict=True)]
        if longest < 1e-4:
            break
    return found


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value > -700 else 0.0


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """The solution of a small system of equations, by elimination with the largest pivot."""
    size = len(right)
    table = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(table[r][column]))
        table[column], table[pivot] = table[pivot], table[column]
        for r in range(size):
            if r != column and table[r][column]:
                factor = table[r][column] / table[column][column]
                table[r] = [a - factor * b for a, b in zip(table[r], table[column], strict=True)]
    return [table[r][size] / table[r][r] for r in range(size)]


def loss(known: Sequence[Row], weights: Sequence[float]) -> float:
    """The mean logarithmic loss of a row."""
    total = 0.0
    for values, is_true in known:
        odds = sum(w * v for w, v in zip(weights, values, strict=True))
        total += math.log1p(math.exp(-odds if is_true else odds)) if abs(odds) < 700 else 700.0
    return total / len(known)


def figures(known: Iterable[Pair], weights: Weights) -> str:
    """F1, precision and recall over pairs."""
    found = sum(
        (tally(case, linked(match(case.ideal, case.actual, weights=weights).links)) for case in known),
        Tally(),
    )
    return f"F1 {found.f1:.4f}, precision {found.precision:.4f}, recall {found.recall:.4f}"


def by_hand(drawn: Iterable[HandPair], weights: Weights) -> str:
    """Precision and recall over pairs drawn by hand."""
    found = sum(
        (hand_tally(case, match(case.ideal, case.actual, weights=weights).links) for case in drawn), Tally()
    )
    return f"precision {found.precision:.4f}, recall {found.recall:.4f}"


def main() -> int:
    """0; prints the fitted weights after every turn."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seeds", type=int, default=6, help="fitting seeds")
    parser.add_argument("--rounds", type=int, default=3, help="turns of matching and fitting")
    parser.add_argument("--short", action="store_true", help="the weights of short maps")
    parser.add_argument("--sizes", help="touchpoints, parted by commas")
    given = parser.parse_args()
    sizes = [
        int(size)
        for size in (given.sizes or ("8,10,12,14,20" if given.short else "15,20,100,1000")).split(",")
    ]
    mix = SHORT_MIX if given.short else MIX
    known = cases(range(given.seeds), sizes, mix)
    others = cases(range(given.seeds, given.seeds + 3), sizes, mix)
    names = [one.name for one in fields(Weights)]
    weights = replace(SHORT, **FIXED) if given.short else USUAL
    drawn = hand_drawn("fitting") if given.short else ()
    print(f"{len(known)} pairs of maps; before, on {len(others)} others: {figures(others, weights)}")
    for turn in range(given.rounds):
        table = short_rows(known, drawn, weights) if given.short else rows(known, weights)
        before = loss(table, astuple(weights))
        found = fitted(table, astuple(weights))
        weights = Weights(*(round(value, 3) for value in found))
        if given.short:
            weights = replace(weights, **FIXED)
        true = sum(is_true for _values, is_true in table)
        print(
            f"\nturn {turn + 1}: {len(table)} rows, {true} true; loss {before:.5f} to {loss(table, found):.5f}"
        )
        print(
            *(f"    {name}: float = {value}" for name, value in zip(names, astuple(weights), strict=True)),
            sep="\n",
        )
        print(f"on the others: {figures(others, weights)}", flush=True)
        if given.short:
            unseen = by_hand(hand_drawn("test"), weights)
            print(f"drawn by hand: {by_hand(drawn, weights)}; unseen: {unseen}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
