"""One partner for each touchpoint: the pairs that are taken among those that were weighed."""

from __future__ import annotations

from collections.abc import Mapping

from cjm_editor.compare.candidates import Pair


def assigned(scores: Mapping[Pair, float], cut: float) -> tuple[Pair, ...]:
    """The pairs taken, best first: each above the cut, neither end taken by a better pair.

    Equal scores go to the pair whose places on the two routes lie nearer, then to the earlier.
    """
    rows: set[int] = set()
    columns: set[int] = set()
    taken: list[Pair] = []
    order = sorted(scores, key=lambda pair: (-round(scores[pair], 9), abs(pair[0] - pair[1]), pair))
    for i, j in order:
        if scores[i, j] > cut and i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            taken.append((i, j))
    return tuple(taken)
