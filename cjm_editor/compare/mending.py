"""What the sums of the gap become when one component or finding more is mended."""

from __future__ import annotations

import math
from collections.abc import Sequence

from cjm_editor.compare.gap import Ledger, Totals, first_unmended, is_known, worst_of
from cjm_editor.compare.route import (
    Edge,
    Finding,
    Fixed,
    Route,
    drop_reasons,
    edge_cost,
    loops_from,
    touched,
)


class _With:
    """What is mended and one item more, without copying."""

    __slots__ = ("_fixed", "_item")

    def __init__(self, fixed: Fixed, item: int | Finding) -> None:
        self._fixed, self._item = fixed, item

    def __contains__(self, other: object) -> bool:
        return other == self._item or other in self._fixed


class Standing:
    """What is mended so far, and how the path stands then: what edges cost that cost something, where customers are
    lost."""

    __slots__ = ("_path", "_touched", "costs", "fixed", "lost")

    def __init__(self, path: Route) -> None:
        self._path = path
        self._touched: dict[int | Finding, tuple[Sequence[Edge], Sequence[int]]] = {}
        self.fixed: set[int | Finding] = set()
        priced = ((edge, edge_cost(path, edge)) for edge in path.edges)
        self.costs = {edge: cost for edge, cost in priced if cost}
        self.lost = {n for n in range(len(path.ideal.next)) if drop_reasons(path, n)}

    def touched(self, item: int | Finding) -> tuple[Sequence[Edge], Sequence[int]]:
        """What mending an item can change: edges that cost something, and places where customers are lost or go back;
        looked up once, and asked for three times."""
        found = self._touched.get(item)
        if found is None:
            edges, numbers = touched(self._path, item)
            costs, lost, loops = self.costs, self.lost, self._path.loops
            found = self._touched[item] = (
                [edge for edge in edges if edge in costs],
                [n for n in numbers if n in lost or n in loops],
            )
        return found

    def mend(self, item: int | Finding) -> None:
        """One item more is mended. Mending never makes an edge dearer, so one that costs nothing stays so."""
        self.fixed.add(item)
        edges, numbers = self.touched(item)
        for edge in edges:
            if edge in self.costs and not self._charge(edge):
                del self.costs[edge]
        self.lost.difference_update([n for n in numbers if n in self.lost and not self._is_lost(n)])

    def _charge(self, edge: Edge) -> float:
        cost = self.costs[edge] = edge_cost(self._path, edge, self.fixed)
        return cost

    def _is_lost(self, number: int) -> bool:
        return bool(drop_reasons(self._path, number, self.fixed))


def mended(book: Ledger, sums: Totals, item: int | Finding, now: Standing | None = None) -> Totals:
    """The sums after one more component or finding is mended; `sums` are those before, `now` how the path stands
    then, by default with nothing mended.

    Equal to `totals` with that item among the fixed ones, up to rounding.
    """
    path, now = book.path, now or Standing(book.path)
    after = _With(now.fixed, item)
    edges, numbers = now.touched(item)
    saved = [edge_cost(path, edge, after) - now.costs[edge] for edge in edges if edge in now.costs]
    drops = loops = 0
    for n in numbers:
        if n in now.lost:
            drops -= not drop_reasons(path, n, after)
        if n in path.loops:
            loops += len(loops_from(path, n, after)) - len(loops_from(path, n, now.fixed))
    cost = max(0.0, sums.edge_cost + math.fsum(saved))
    drops += sums.drops
    loops += sums.loops
    if isinstance(item, int):
        return _component_mended(book, sums, item, after, (cost, loops, drops))
    return _rerouted(sums, sums.friction, (cost, loops, drops))


def _rerouted(sums: Totals, friction: float, path: tuple[float, int, int]) -> Totals:
    """The sums with another friction and path: what edges, loops and drops come to. Written out: `replace` would take
    a good part of the ranking's time."""
    cost, loops, drops = path
    return Totals(
        sums.matched,
        sums.weight,
        sums.missing,
        sums.known,
        sums.lost,
        sums.worst,
        sums.worst_at,
        sums.ends_known,
        sums.ends_lost,
        friction,
        sums.metric_weight,
        sums.metric_lost,
        sums.edges,
        cost,
        loops,
        drops,
        sums.ends,
    )


def _component_mended(
    book: Ledger, sums: Totals, number: int, after: Fixed, path: tuple[float, int, int]
) -> Totals:
    """The sums after a component is brought to the reference; `path`: what edges, loops and drops come to then."""
    component = book.components[number]
    cost, loops, drops = path
    if component.is_extra:
        return _rerouted(sums, _less(sums.friction, component.friction), path)
    weight, loss, worse = component.weight, component.loss, component.worse
    was_known, now_known = is_known(component), component.ideal_emotion is not None
    is_end = number in book.path.ends
    worst_at = first_unmended(book, sums.worst_at, after)
    return Totals(  # written out: half of the ranking's time is spent on making these
        sums.matched + component.is_missing,
        sums.weight,
        _less(sums.missing, weight) if component.is_missing else sums.missing,
        sums.known + weight * (now_known - was_known),
        _less(sums.lost, weight * (loss or 0.0)) if was_known else sums.lost,
        worst_of(book, worst_at),
        worst_at,
        sums.ends_known + is_end * (now_known - (loss is not None)),
        _less(sums.ends_lost, loss or 0.0) if is_end else sums.ends_lost,
        sums.friction,
        sums.metric_weight + weight * (len(component.metrics) - len(worse)),
        _less(sums.metric_lost, weight * math.fsum(worse)) if worse else sums.metric_lost,
        sums.edges,
        cost,
        loops,
        drops,
        sums.ends,
    )


def _less(total: float, part: float) -> float:
    """The total without one of its parts; what rounding leaves of nothing is nothing."""
    rest = total - part
    return rest if rest > 1e-12 * max(1.0, total) else 0.0
