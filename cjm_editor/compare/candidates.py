"""Which pairs of touchpoints are worth weighing: those that share rare words or letter triples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from cjm_editor.compare.features import Vector, cosine

RAREST = 12
LONG_LIST, LONGEST_LIST = 160, 640
EXACT = 16
PER_ROW, PER_COLUMN = 8, 4
LEAST_LIKENESS = 0.1

Pair = tuple[int, int]


def _postings(rows: Mapping[int, Vector]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, vector in rows.items():
        for feature in vector:
            found[feature].append(place)
    return found


def _near(vector: Vector, others: Mapping[int, Vector], postings: Mapping[str, Sequence[int]]) -> list[int]:
    """Places that share a rare feature with the vector, those that share most first."""
    shared: dict[int, float] = defaultdict(float)
    known = [(len(postings[name]), name) for name in vector if name in postings]
    for used, (length, name) in enumerate(sorted(known)[:RAREST]):
        if length > LONGEST_LIST or (length > LONG_LIST and used >= 3):
            break
        weight = vector[name]
        for place in postings[name]:
            shared[place] += weight * others[place][name]
    return sorted(shared, key=lambda place: (-round(shared[place], 12), place))[:EXACT]


def likenesses(
    first: Sequence[Vector], second: Sequence[Vector], free: Collection[int], free_back: Collection[int]
) -> dict[Pair, float]:
    """The title likeness (0..1) of each pair of free places that is worth weighing, looked for from both sides."""
    rows = {place: first[place] for place in sorted(free)}
    columns = {place: second[place] for place in sorted(free_back)}
    found: dict[Pair, float] = {}
    column_postings, row_postings = _postings(columns), _postings(rows)
    pairs = [(i, j) for i, vector in rows.items() for j in _near(vector, columns, column_postings)]
    pairs += [(i, j) for j, vector in columns.items() for i in _near(vector, rows, row_postings)]
    for i, j in pairs:
        if (i, j) not in found:
            found[i, j] = round(cosine(first[i], second[j]), 12)
    return _best({pair: value for pair, value in found.items() if value >= LEAST_LIKENESS})


def _best(found: Mapping[Pair, float]) -> dict[Pair, float]:
    """The pairs that are among the best of their row or of their column."""
    rows: dict[int, list[Pair]] = defaultdict(list)
    columns: dict[int, list[Pair]] = defaultdict(list)
    for pair in sorted(found, key=lambda pair: (-found[pair], abs(pair[0] - pair[1]), pair)):
        rows[pair[0]].append(pair)
        columns[pair[1]].append(pair)
    kept = {pair for row in rows.values() for pair in row[:PER_ROW]}
    kept |= {pair for column in columns.values() for pair in column[:PER_COLUMN]}
    return {pair: found[pair] for pair in sorted(kept)}


def margins(found: Mapping[Pair, float]) -> dict[Pair, tuple[float, float]]:
    """For each pair by how much its likeness beats the best rival in its row and in its column."""
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for (i, j), value in found.items():
        rows[i].append(value)
        columns[j].append(value)
    best_rows = {i: sorted(values, reverse=True)[:2] for i, values in rows.items()}
    best_columns = {j: sorted(values, reverse=True)[:2] for j, values in columns.items()}
    return {
        (i, j): (value - _rival(value, best_rows[i]), value - _rival(value, best_columns[j]))
        for (i, j), value in found.items()
    }


def _rival(value: float, best: Sequence[float]) -> float:
    """The best likeness apart from the pair's own; 0 where it has no rival."""
    if value < best[0]:
        return best[0]
    return best[1] if len(best) > 1 else 0.0
