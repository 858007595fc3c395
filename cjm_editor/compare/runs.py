"""What keeps its order between two maps: the runs that stand the same way round on both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate


def steady(ranks: Sequence[int], weights: Sequence[int]) -> set[int]:
    """Positions that belong to every longest increasing run of `ranks`, of equally long ones the heaviest.

    `ranks` is a permutation of 0..n-1. What only some of the best runs keep is not kept: where two neighbours merely
    changed places nothing in the maps says which of them moved, and whichever were chosen, the maps turned round would
    choose the other.
    """
    ahead = _best(ranks, weights)
    last = len(ranks) - 1
    behind = _best([last - rank for rank in reversed(ranks)], weights[::-1])[::-1]
    whole = max(ahead, default=(0, 0))
    on_best = [
        at
        for at, ((length, weight), (rest, heavy)) in enumerate(zip(ahead, behind, strict=True))
        if (length + rest - 1, weight + heavy - weights[at]) == whole
    ]
    # every best run has exactly one member of each length that leads up to it
    members = Counter(ahead[at][0] for at in on_best)
    return {at for at in on_best if members[ahead[at][0]] == 1}


def in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs of places that stand in one order on both sides, without those that went far from it."""
    line = sorted(pairs)
    ranks = {pair: rank for rank, pair in enumerate(sorted(line, key=lambda pair: pair[::-1]))}
    kept = steady([ranks[pair] for pair in line], [-abs(at - ranks[pair]) for at, pair in enumerate(line)])
    return [pair for at, pair in enumerate(line) if at in kept]


def uncrossed(pairs: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of the pairs of places that no other one crosses: before it on one side, after it on the other."""
    line = sorted(others)
    starts = [i for i, _j in line]
    highest = [-1, *accumulate((j for _i, j in line), max)]
    lowest = [*accumulate((j for _i, j in reversed(line)), min)][::-1]
    found = []
    for i, j in pairs:
        before, after = bisect_left(starts, i), bisect_right(starts, i)
        if highest[before] <= j and (after == len(line) or lowest[after] >= j):
            found.append((i, j))
    return found


def _best(ranks: Sequence[int], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Length and weight of the best increasing run that ends at each position.

    A Fenwick tree of the best by rank: n log n.
    """
    size = len(ranks)
    tree: list[tuple[int, int] | None] = [None] * (size + 1)
    best: list[tuple[int, int]] = []
    for at, rank in enumerate(ranks):
        found: tuple[int, int] | None = None
        index = rank
        while index > 0:
            entry = tree[index]
            if entry is not None and (found is None or entry > found):
                found = entry
            index &= index - 1
        length, weight = found or (0, 0)
        own = (length + 1, weight + weights[at])
        best.append(own)
        index = rank + 1
        while index <= size:
            entry = tree[index]
            if entry is None or own > entry:
                tree[index] = own
            index += index & -index
    return best
