"""Which pairs of touchpoints are worth weighing: those that share rare words or letter triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nsmallest

from cjm_editor.compare.features import Texts, Vector
from cjm_editor.core.progress import Tick, part, silent, watched

RAREST = 12
LONG_LIST, LONGEST_LIST, ENOUGH = 160, 640, 3
EXACT = 16
MOST_EACH = 6
LEAST_LIKENESS = 0.05
TICK = 128
"""Rows between two reports of progress."""

Pair = tuple[int, int]
_NONE = (0.0, 0.0)


def likenesses(
    known: Texts, free: Collection[int], free_back: Collection[int], tick: Tick = silent
) -> dict[Pair, float]:
    """The likeness (0..1) of each pair of free places that is worth weighing: the best of each row and column."""
    rows = {place: known.first_full[place] for place in sorted(free)}
    columns = {place: known.second_full[place] for place in sorted(free_back)}
    near = dict.fromkeys(_pairs(rows, columns, part(tick, 0.0, 0.35)))
    near |= dict.fromkeys((i, j) for j, i in _pairs(columns, rows, part(tick, 0.35, 0.7)))
    found: dict[Pair, float] = {}
    for pair in watched(tuple(near), part(tick, 0.7, 1.0)):
        value = known.likeness(*pair)
        if value >= LEAST_LIKENESS:
            found[pair] = value
    return _best(found)


def _pairs(ones: Mapping[int, Vector], others: Mapping[int, Vector], tick: Tick) -> Iterator[Pair]:
    """The pairs of places that share rare features, looked for from one side."""
    postings = _postings(others)
    for n, (place, vector) in enumerate(ones.items()):
        if n % TICK == 0:
            tick(n / len(ones))
        for other in _near(vector, others, postings):
            yield place, other


def _postings(rows: Mapping[int, Vector]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, vector in rows.items():
        for feature in vector:
            found[feature].append(place)
    return found


def _near(vector: Vector, others: Mapping[int, Vector], postings: Mapping[str, Sequence[int]]) -> list[int]:
    """Places that share a rare feature with the vector, those that share most first."""
    shared: dict[int, float] = {}
    known = sorted((len(postings[name]), name) for name in vector if name in postings)
    for used, (length, name) in enumerate(known[:RAREST]):
        if length > LONGEST_LIST or (length > LONG_LIST and used >= ENOUGH):
            break
        weight = vector[name]
        for place in postings[name]:
            shared[place] = shared.get(place, 0.0) + weight * others[place][name]
    if len(shared) <= EXACT:
        return list(shared)
    return [place for _less, place in nsmallest(EXACT, [(-value, at) for at, value in shared.items()])]


def _best(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The pairs that are among the best of their row or of their column."""
    rows: dict[int, list[Pair]] = defaultdict(list)
    columns: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(found, key=lambda pair: (-found[pair], abs(pair[0] - pair[1]), pair)):
        rows[pair[0]].append(pair)
        columns[pair[1]].append(pair)
    kept = {pair for row in rows.values() for pair in row[:MOST_EACH]}
    kept |= {pair for column in columns.values() for pair in column[:MOST_EACH]}
    return {pair: found[pair] for pair in sorted(kept)}


def margins(
    found: Mapping[Pair, float], taken: Mapping[int, int], taken_back: Mapping[int, int]
) -> dict[Pair, tuple[float, float]]:
    """For each pair by how much its likeness beats the best rival in its row and in its column.

    A place that is taken by another one is no rival: `taken` and `taken_back` are partners by place.
    """
    rows: dict[int, tuple[float, float]] = {}
    columns: dict[int, tuple[float, float]] = {}
    for (i, j), value in found.items():
        if taken_back.get(j, i) == i:
            rows[i] = _two_best(rows.get(i, _NONE), value)
        if taken.get(i, j) == j:
            columns[j] = _two_best(columns.get(j, _NONE), value)
    ahead: dict[Pair, tuple[float, float]] = {}
    for (i, j), value in found.items():
        is_row, is_column = taken_back.get(j, i) == i, taken.get(i, j) == j
        ahead[i, j] = (
            value - _rival(value, rows.get(i, _NONE), is_row),
            value - _rival(value, columns.get(j, _NONE), is_column),
        )
    return ahead


def _two_best(best: tuple[float, float], value: float) -> tuple[float, float]:
    if value >= best[0]:
        return value, best[0]
    return best if value <= best[1] else (best[0], value)


def _rival(value: float, best: tuple[float, float], is_among: bool) -> float:
    """The best likeness apart from the pair's own, which may be among them; 0 where it has no rival."""
    return best[1] if is_among and value >= best[0] else best[0]
