"""One partner for each touchpoint: the pairs of the greatest sum of weights, exactly, each end free to stay alone.

Shortest augmenting paths with potentials (Jonker and Volgenant 1987) on sparse rows, one connected part at a time.
Weights become whole numbers, so that nothing depends on rounding; of two best answers the one is taken whose places
lie nearer on the two routes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from heapq import heappop, heappush

Pair = tuple[int, int]

UNITS = 1_000_000
"""Whole numbers per unit of weight."""
NEARNESS = 1 << 12
"""Steps in which nearness breaks ties; further apart than this is all the same."""


def assigned(scores: Mapping[Pair, float], cut: float) -> tuple[Pair, ...]:
    """The pairs taken, in order: of all ways to give each place at most one partner the greatest sum of score - cut.

    Pairs at or below the cut are never taken.
    """
    size = 1 + len({i for i, _j in scores})
    worth: dict[Pair, int] = {}
    for (i, j), score in scores.items():
        units = round((score - cut) * UNITS)
        if units > 0:
            worth[i, j] = units * NEARNESS * size + max(0, NEARNESS - 1 - abs(i - j))
    taken: list[Pair] = []
    for part in _parts(worth):
        taken += part if len(part) == 1 else _solved(part, worth)
    return tuple(sorted(taken))


def _parts(worth: Mapping[Pair, int]) -> Iterator[list[Pair]]:
    """The pairs in groups that share no place, each group and the groups in order."""
    rows: dict[int, list[int]] = {}
    columns: dict[int, list[int]] = {}
    for i, j in sorted(worth):
        rows.setdefault(i, []).append(j)
        columns.setdefault(j, []).append(i)
    seen: set[int] = set()
    for start in rows:
        if start in seen:
            continue
        seen.add(start)
        stack, part, done = [start], [start], set()
        while stack:
            for j in rows[stack.pop()]:
                if j in done:
                    continue
                done.add(j)
                for i in columns[j]:
                    if i not in seen:
                        seen.add(i)
                        stack.append(i)
                        part.append(i)
        yield [(i, j) for i in sorted(part) for j in rows[i]]


def _solved(pairs: Sequence[Pair], worth: Mapping[Pair, int]) -> list[Pair]:
    """The best pairs of one connected part.

    Each row has a column of its own, numbered below zero, at no cost: there it stays alone. `cost` is how much less
    than the row's best a pair is worth, so that costs are never negative.
    """
    rows: dict[int, list[tuple[int, int]]] = {}
    for i, j in pairs:
        rows.setdefault(i, []).append((j, -worth[i, j]))
    for i, row in rows.items():
        row.append((-1 - i, 0))
    prices: dict[int, int] = {}
    holder: dict[int, int] = {}
    held: dict[int, int] = {}
    waiting: list[int] = []
    for i, row in rows.items():
        _cost, j = min((cost, j) for j, cost in row)
        if j in holder:
            waiting.append(i)
        else:
            holder[j], held[i] = i, j
    for i in waiting:
        _augmented(i, rows, prices, holder, held)
    return [(i, held[i]) for i in rows if held[i] >= 0]


def _augmented(
    start: int,
    rows: Mapping[int, Sequence[tuple[int, int]]],
    prices: dict[int, int],
    holder: dict[int, int],
    held: dict[int, int],
) -> None:
    """Give the row a column along the cheapest chain of exchanges, and set the prices so that it stays the cheapest."""
    distance: dict[int, int] = {}
    came: dict[int, int] = {}
    settled: dict[int, int] = {}
    queue: list[tuple[int, int]] = []
    row, base = start, 0
    while True:
        least = _least(rows[row], held.get(row), prices)
        for j, cost in rows[row]:
            if j in settled:
                continue
            reach = base + cost - prices.get(j, 0) - least
            if j not in distance or reach < distance[j]:
                distance[j] = reach
                came[j] = row
                heappush(queue, (reach, j))
        while True:
            base, column = heappop(queue)
            if column not in settled and base == distance[column]:
                break
        if column not in holder:
            break
        settled[column] = base
        row = holder[column]
    for j, reach in settled.items():
        prices[j] = prices.get(j, 0) + reach - base
    while True:
        row = came[column]
        previous = held.get(row)
        holder[column], held[row] = row, column
        if row == start:
            return
        assert previous is not None
        column = previous


def _least(row: Sequence[tuple[int, int]], held: int | None, prices: Mapping[int, int]) -> int:
    """What the row's cheapest column costs it now: the one it holds, if it holds one."""
    return min(cost - prices.get(j, 0) for j, cost in row if held is None or j == held)
