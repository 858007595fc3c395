"""Which component each term of the gap comes from: the shares add up to the gap."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Container, Iterator

from cjm_editor.compare.gap import (
    DROPS,
    EDGES,
    END,
    LOOPS,
    MEAN,
    WORST,
    Ledger,
    Totals,
    effective,
    gap_of,
    mean_and_share,
    parts_of,
)
from cjm_editor.compare.route import drop_reasons, edge_cost
from cjm_editor.core.results import Parts

Share = tuple[int, float]
"""A component and points of 1."""


def attributed(book: Ledger, sums: Totals, weights: Parts) -> tuple[Share, ...]:
    """The points of the gap that each component costs, those without any left out; they add up to the gap.

    The greatest loss belongs to the first component on the route that has it, an edge to its missing end (its
    start where both or none is missing), a loop and a drop to where they start.
    """
    gap = gap_of(sums, weights)
    if gap is None:
        return ()
    used = effective(parts_of(sums), weights)
    points: dict[int, list[float]] = defaultdict(list)
    for shares, weight in (
        (_experience(book, sums), used.experience),
        (_path(book, sums), used.path),
        (_friction(book, sums), used.friction),
        (_metrics(book, sums), used.metrics),
    ):
        if weight:
            for number, share in shares:
                points[number].append(100 * weight * share)
    totals = {number: math.fsum(terms) for number, terms in points.items()}
    raw = math.fsum(totals.values())
    if not sums.matched:
        totals = _scaled(book, totals, raw)
    return tuple((number, value) for number, value in sorted(totals.items()) if value > 0)


def _scaled(book: Ledger, totals: dict[int, float], raw: float) -> dict[int, float]:
    """The shares of a gap of 100 where nothing is matched: as computed, scaled; by weight where all are 0."""
    if raw > 0:
        return {number: value * 100 / raw for number, value in totals.items()}
    ours = [c for c in book.components if not c.is_extra]
    weight = math.fsum(c.weight for c in ours)
    return {c.link: 100 * c.weight / weight for c in ours}


def _experience(book: Ledger, sums: Totals) -> Iterator[Share]:
    share, _mean = mean_and_share(sums)
    mean_weight = MEAN if sums.ends_known else MEAN + END
    for component in book.components:
        if component.is_extra or component.loss is None:
            continue
        if component.is_missing:
            yield component.link, mean_weight * component.weight / sums.weight
        else:
            part = component.weight * component.loss / sums.known if sums.known else 0.0
            yield component.link, mean_weight * (1 - share) * part
    if sums.worst > 0:
        yield book.by_impact[0], WORST * sums.worst
    for number in sorted(book.path.ends):
        loss = book.components[number].loss
        if loss is not None:
            yield number, END * loss / sums.ends_known


def _path(book: Ledger, sums: Totals) -> Iterator[Share]:
    path = book.path
    for edge in path.edges:
        yield edge_owner(path.missing, edge), EDGES * edge_cost(path, edge) / sums.edges
    if sums.loops:
        each = LOOPS / (sums.loops + max(1, sums.edges))
        yield from ((start, each * len(ends)) for start, ends in sorted(path.loops.items()))
    if sums.drops:
        each = DROPS / (sums.drops + max(1, sums.ends))
        yield from ((c.link, each) for c in book.components if drop_reasons(path, c.link))


def edge_owner(missing: Container[int], edge: tuple[int, int]) -> int:
    """The component an edge of the reference is charged to: its missing end, else its start."""
    return edge[1] if edge[1] in missing and edge[0] not in missing else edge[0]


def _friction(book: Ledger, sums: Totals) -> Iterator[Share]:
    if sums.friction:
        relative = sums.friction / sums.weight
        part = relative / (1 + relative)
        yield from ((c.link, part * c.friction / sums.friction) for c in book.components if c.is_extra)


def _metrics(book: Ledger, sums: Totals) -> Iterator[Share]:
    if sums.metric_weight:
        for component in book.components:
            if component.worse and not component.is_extra:
                yield component.link, component.weight * math.fsum(component.worse) / sums.metric_weight
