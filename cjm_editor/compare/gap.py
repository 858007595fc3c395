"""The gap: four parts of one number from 0 to 100, every term of it attributed to a component.

`Totals` are the sums that the formula needs. They change by a component's own terms when it is brought to the
reference, so that ranking every fix costs no more than computing the gap a few times.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.compare.components import (
    Component,
    Known,
    LinkIds,
    Members,
    Unknown,
    components_of,
    members_of,
)
from cjm_editor.compare.route import (
    NOTHING,
    Fixed,
    Roads,
    Route,
    drop_reasons,
    edge_cost,
    loops_from,
    roads,
    route,
)
from cjm_editor.core.model import JourneyMap, Weights
from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Parts

USUAL = Parts(0.60, 0.20, 0.10, 0.10)
"""Weights of experience, path, friction and metrics where the file states none."""

MEAN, WORST, END = 0.60, 0.25, 0.15
EDGES, LOOPS, DROPS = 0.50, 0.25, 0.25

SMALLEST, LARGEST = 1e-100, 1e100
"""Weights of a size that can be added and multiplied without another thought."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of the formula. `weight`: all of the reference's components, `missing` of them those not lived,
    `known` those with both emotions, `lost` the same times their shortfall, `worst` the greatest weight times loss
    and `worst_at` its position among the impacts in falling order.
    """

    matched: int
    weight: float
    missing: float
    known: float
    lost: float
    worst: float
    worst_at: int
    ends_known: int
    ends_lost: float
    friction: float
    metric_weight: float
    metric_lost: float
    edges: int
    edge_cost: float
    loops: int
    drops: int
    ends: int


@dataclass(frozen=True, slots=True)
class Maps:
    """Two maps as they are scored, whatever is linked: touchpoints and transitions of the reference and of the lived
    one."""

    members: tuple[Members, Members]
    roads: tuple[Roads, Roads]


def maps_of(ideal: JourneyMap, actual: JourneyMap) -> Maps:
    """Two maps ready for ledgers with any links."""
    return Maps((members_of(ideal), members_of(actual)), (roads(ideal), roads(actual)))


@dataclass(frozen=True, slots=True)
class Ledger:
    """Two maps with given links, ready to be scored: components, path, heaviest weight, impacts in falling order.

    `links` are those given, `unknown` what unknown emotions count as, `maps` what is the same whatever is linked.
    """

    components: tuple[Component, ...]
    path: Route
    heaviest: float
    by_impact: tuple[int, ...]
    links: Sequence[LinkIds]
    unknown: Unknown
    maps: Maps

    def impact(self, number: int) -> float:
        """The loss of a component times its weight, the heaviest weight being 1; 0 where the loss is unknown."""
        component = self.components[number]
        return component.weight / self.heaviest * (component.loss or 0.0) if self.heaviest else 0.0


def ledger(
    ideal: JourneyMap,
    actual: JourneyMap,
    links: Sequence[LinkIds],
    unknown: Unknown = "left",
    like: Sequence[Ledger] = (),
    tick: Tick = silent,
) -> Ledger:
    """Everything that the score of two maps with these links is computed from.

    `like` are ledgers of the same maps with other links: what is the same in them is not computed again.
    """
    both = like[0].maps if like else maps_of(ideal, actual)
    tick(0.2)
    known: list[Known] = [
        (book.unknown, dict(zip(book.links, book.components, strict=True))) for book in like
    ]
    known.sort(key=lambda one: one[0] != unknown)
    parts = components_of(*both.members, links, unknown, known)
    heaviest = max((c.weight for c in parts if not c.is_extra), default=0.0)
    tick(0.5)
    path = route(*both.roads, links, part(tick, 0.5, 0.9), [book.path.wanted for book in like])
    plain = Ledger(parts, path, heaviest, (), links, unknown, both)
    tick(0.9)
    impacts = [-plain.impact(n) for n in range(len(parts))]
    order = sorted(range(len(parts)), key=impacts.__getitem__)
    return replace(plain, by_impact=tuple(order))


def is_known(component: Component) -> bool:
    """Whether both emotions of a linked component are known."""
    return component.is_matched and component.shortfall is not None


def totals(book: Ledger, fixed: Fixed = NOTHING) -> Totals:
    """The sums from scratch, with the components of `fixed` brought to the reference."""
    ours = [c for c in book.components if not c.is_extra]
    missing = [c for c in ours if c.is_missing and c.link not in fixed]
    known = [c for c in ours if _known_with(c, fixed)]
    ends = [book.components[n] for n in sorted(book.path.ends)]
    end_losses = [loss for loss in (_loss_with(c, fixed) for c in ends) if loss is not None]
    worst_at = first_unmended(book, 0, fixed)
    metrics = [(c.weight, worse) for c in ours for worse in _worse_with(c, fixed)]
    return Totals(
        matched=sum(c.is_matched or c.link in fixed for c in ours),
        weight=math.fsum(c.weight for c in ours),
        missing=math.fsum(c.weight for c in missing),
        known=math.fsum(c.weight for c in known),
        lost=math.fsum(c.weight * (_loss_with(c, fixed) or 0.0) for c in known),
        worst=worst_of(book, worst_at),
        worst_at=worst_at,
        ends_known=len(end_losses),
        ends_lost=math.fsum(end_losses),
        friction=math.fsum(c.friction for c in book.components if c.link not in fixed),
        metric_weight=math.fsum(weight for weight, _worse in metrics),
        metric_lost=math.fsum(weight * worse for weight, worse in metrics),
        edges=len(book.path.edges),
        edge_cost=math.fsum(edge_cost(book.path, edge, fixed) for edge in book.path.edges),
        loops=sum(len(loops_from(book.path, n, fixed)) for n in book.path.loops),
        drops=sum(bool(drop_reasons(book.path, c.link, fixed)) for c in ours),
        ends=len(book.path.ends),
    )


def _loss_with(component: Component, fixed: Fixed) -> float | None:
    """The loss; of a component brought to the reference 0, or None where the reference's emotion is unknown."""
    if component.link not in fixed:
        return component.loss
    return None if component.ideal_emotion is None else 0.0


def _known_with(component: Component, fixed: Fixed) -> bool:
    if component.link in fixed:
        return component.ideal_emotion is not None
    return is_known(component)


def _worse_with(component: Component, fixed: Fixed) -> tuple[float, ...]:
    return (0.0,) * len(component.metrics) if component.link in fixed else component.worse


def first_unmended(book: Ledger, start: int, fixed: Fixed) -> int:
    """The first position from `start` on, by falling impact, of a component that is not mended."""
    at = start
    while at < len(book.by_impact) and book.by_impact[at] in fixed:
        at += 1
    return at


def worst_of(book: Ledger, at: int) -> float:
    """The impact at a position, by falling impact; 0 behind the last."""
    return book.impact(book.by_impact[at]) if at < len(book.by_impact) else 0.0


def mean_and_share(sums: Totals) -> tuple[float, float]:
    """m and D: the missing components' share of the weight, and the weighted mean of the known shortfalls."""
    share = sums.missing / sums.weight if sums.weight else 0.0
    return share, sums.lost / sums.known if sums.known else 0.0


def experience(sums: Totals) -> float:
    """X, 0..1: mean, worst point and end of the experience lost."""
    share, mean = mean_and_share(sums)
    everything = share + (1 - share) * mean
    if not sums.ends_known:
        return (MEAN + END) * everything + WORST * sums.worst
    return MEAN * everything + WORST * sums.worst + END * sums.ends_lost / sums.ends_known


def path_part(sums: Totals) -> float | None:
    """T, 0..1: edges, loops and drops; None where there is none of them."""
    if not (sums.edges or sums.loops or sums.drops):
        return None
    mean = sums.edge_cost / sums.edges if sums.edges else 0.0
    loops = sums.loops / (sums.loops + max(1, sums.edges))
    drops = sums.drops / (sums.drops + max(1, sums.ends))
    return EDGES * mean + LOOPS * loops + DROPS * drops


def parts_of(sums: Totals) -> Parts:
    """The four parts, 0..1, None where one does not exist. The reference must have touchpoints."""
    return Parts(*_values(sums))


def _values(sums: Totals) -> tuple[float, float | None, float, float | None]:
    """Experience, path, friction, metrics."""
    relative = sums.friction / sums.weight if sums.weight else 0.0
    return (
        experience(sums),
        path_part(sums),
        relative / (1 + relative),
        sums.metric_lost / sums.metric_weight if sums.metric_weight else None,
    )


def weights_in_force(weights: Weights | None) -> Parts:
    """The file's weights where it states them, the usual ones elsewhere."""
    if weights is None:
        return USUAL

    def either(own: float | int | None, usual: float | None) -> float | None:
        return usual if own is None else float(own)

    return _of_common_size(
        Parts(
            either(weights.experience, USUAL.experience),
            either(weights.path, USUAL.path),
            either(weights.friction, USUAL.friction),
            either(weights.metrics, USUAL.metrics),
        )
    )


def _of_common_size(weights: Parts) -> Parts:
    """The weights, those of a size whose sums are infinite or nothing set to the greatest of them being 1."""
    most = max(weight or 0.0 for weight in _four(weights))
    if not most or SMALLEST <= most <= LARGEST:
        return weights
    return Parts(*(None if weight is None else weight / most for weight in _four(weights)))


def effective(parts: Parts, weights: Parts) -> Parts:
    """The weights of the parts that exist, adding up to 1; the usual ones where the given ones add up to nothing."""
    for given in (weights, USUAL):
        kept = _kept(parts, given)
        total = math.fsum(kept)
        if total > 0:
            return Parts(*(weight / total for weight in kept))
    return Parts(1.0, 0.0, 0.0, 0.0)


def leave_nothing(weights: Parts, parts: Parts) -> bool:
    """Whether weights are all of parts that do not exist, so that `effective` takes the usual ones."""
    return math.fsum(_kept(parts, weights)) <= 0


def _kept(parts: Parts, weights: Parts) -> list[float]:
    """The weights, 0 for those of parts that do not exist."""
    return [
        (weight or 0.0) if part is not None else 0.0
        for part, weight in zip(_four(parts), _four(weights), strict=True)
    ]


def _four(parts: Parts) -> tuple[float | None, float | None, float | None, float | None]:
    return parts.experience, parts.path, parts.friction, parts.metrics


def gap_of(sums: Totals, weights: Parts) -> float | None:
    """The gap, 0..100; None where the reference has no touchpoints, 100 where nothing is matched."""
    if not sums.weight:
        return None
    if not sums.matched:
        return 100.0
    parts = _values(sums)
    total = worth = 0.0
    for value, weight in zip(parts, _four(weights), strict=True):
        if value is not None and weight:
            total += weight
            worth += weight * value
    if total <= 0:
        used = effective(Parts(*parts), weights)
        worth = math.fsum((part or 0.0) * (w or 0.0) for part, w in zip(parts, _four(used), strict=True))
        total = 1.0
    return min(100.0, 100 * worth / total)
