"""Metrics of both maps side by side: which of them count, and by how much the lived value is worse."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import Literal

from cjm_editor.core.model import JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.results import MetricGap, StageLink
from cjm_editor.core.schema import LOW_IS_GOOD
from cjm_editor.core.values import period_bounds

Measured = Touchpoint | Stage | JourneyMap
"""What has metrics of its own."""

HUGE = 1e300
"""From here on sums and differences of two numbers may be infinite."""

_RANGES = {"nps": 200.0, "csat": 100.0, "churn": 100.0}
_BY_SIZE = ("frt", "aht", "ltv")
_OWN_SCALES = (("nps", (-100.0, 100.0)), ("csat", (0.0, 100.0)), ("churn", (0.0, 100.0)))
_SAME_UNIT = {"с": "s", "сек": "s", "sec": "s", "мин": "min", "ч": "h", "час": "h", "дн": "d", "дней": "d"}
"""Units of time as they are written in either language: the same journey may be drawn in both."""

_Stated = str | tuple[float, float]
"""A unit, or the lowest and the highest value of a scale."""

_Rows = Sequence[Sequence[Metric]]
"""The metrics of one kind, those of each owner together."""


def stated_metrics(ideal: Sequence[Measured], actual: Sequence[Measured]) -> tuple[MetricGap, ...]:
    """Each kind of metric that either side of what stands for each other has, kinds in alphabetical order, with the
    numbers of answers. Those that only the lived map has are told beside the counted ones and carry no points."""
    if not any(owner.metrics for side in (ideal, actual) for owner in side):
        return ()
    ours, theirs = _latest(ideal), _latest(actual)
    counted = {metric.kind: metric for metric in counted_metrics(ideal, actual)}
    found = []
    for kind in sorted({*ours, *theirs}):
        metric = counted.get(kind)
        if metric is None:
            metric = MetricGap(kind, None, _value(theirs[kind]), None)
        answers = _answers(ours.get(kind, ())), _answers(theirs.get(kind, ()))
        found.append(replace(metric, answers=answers))
    return tuple(found)


def stage_metrics(ideal: JourneyMap, actual: JourneyMap, link: StageLink) -> tuple[MetricGap, ...]:
    """The metrics of stages that stand for each other; of a stage that only the reference has nothing is lost."""
    ours = [stage for stage in ideal.stages if stage.id in link.ideal]
    theirs = [stage for stage in actual.stages if stage.id in link.actual]
    found = stated_metrics(ours, theirs)
    return found if theirs else tuple(replace(metric, worse=None) for metric in found)


def counted_metrics(ideal: Sequence[Measured], actual: Sequence[Measured]) -> tuple[MetricGap, ...]:
    """Each kind of metric that the reference has there, kinds in alphabetical order: the score is over these alone,
    those left out that the sides measure in other units or on other scales."""
    targets, lived = _latest(ideal), _latest(actual)
    found = []
    for kind, rows in sorted(targets.items()):
        target, scale = _value(rows), _scale(rows)
        if not actual:
            found.append(MetricGap(kind, target, None, 1.0))
        elif kind not in lived:
            found.append(MetricGap(kind, target, None, None))
        else:
            value, differs = _value(lived[kind]), _differs(kind, rows, lived[kind])
            worse = None if differs else worse_by(scale, target, value, _scale(lived[kind]))
            found.append(MetricGap(kind, target, value, worse, differs=differs))
    return tuple(found)


def _differs(kind: str, ours: _Rows, theirs: _Rows) -> Literal["", "unit", "scale"]:
    """Which of unit and scale the two sides state differently; a side that states none goes with the other's."""
    if _are_apart(_units(ours), _units(theirs)):
        return "unit"
    is_by_range = kind not in _BY_SIZE
    return "scale" if is_by_range and _are_apart(_scales(kind, ours), _scales(kind, theirs)) else ""


def _are_apart(here: Set[_Stated], there: Set[_Stated]) -> bool:
    return bool(here and there) and here != there


def _units(rows: _Rows) -> frozenset[str]:
    """The units that are stated, however they are written."""
    units = {m.unit.strip().casefold().rstrip(".") for row in rows for m in row} - {""}
    return frozenset(_SAME_UNIT.get(unit, unit) for unit in units)


def _scales(kind: str, rows: _Rows) -> frozenset[tuple[float, float]]:
    """The scales that are stated, lowest and highest value; a kind with one of its own has it where none is stated."""
    stated = frozenset(
        (float(m.min), float(m.max))
        for row in rows
        for m in row
        if m.min is not None and m.max is not None and m.max > m.min
    )
    return stated or frozenset(scale for own, scale in _OWN_SCALES if own == kind)


def _latest(owners: Sequence[Measured]) -> dict[str, list[list[Metric]]]:
    """By kind the metrics of each owner that has some: where there are several periods those of the last."""
    by_kind: dict[str, list[list[Metric]]] = {}
    for owner in owners:
        mine: dict[str, list[Metric]] = {}
        for metric in owner.metrics:
            if metric.kind and metric.value is not None:
                mine.setdefault(metric.kind, []).append(metric)
        for kind, metrics in mine.items():
            if len(metrics) > 1:
                last = max(_end(metric) for metric in metrics)
                metrics = [metric for metric in metrics if _end(metric) == last]
            by_kind.setdefault(kind, []).append(metrics)
    return by_kind


def _value(rows: Sequence[Sequence[Metric]]) -> float:
    """The value of a kind of metric: the mean of its owners."""
    return _mean([_mean([float(m.value or 0) for m in row]) for row in rows])


def _scale(rows: Sequence[Sequence[Metric]]) -> Metric:
    """The metric of these that says their scale."""
    return min((m for row in rows for m in row), key=_scale_key)


def _answers(rows: Sequence[Sequence[Metric]]) -> float | None:
    """How many people answered in all; None where no metric says so."""
    given = [m.n for row in rows for m in row if m.n is not None]
    return sum(given) if given else None


def _mean(values: Sequence[float]) -> float:
    """The mean, also of numbers whose sum is infinite."""
    if max(map(abs, values)) < HUGE:
        return math.fsum(values) / len(values)
    return math.fsum(value / len(values) for value in values)


def _end(metric: Metric) -> str:
    bounds = period_bounds(metric.period) if metric.period else None
    return bounds[1].isoformat() if bounds else ""


def _scale_key(metric: Metric) -> tuple[bool, str, float, float]:
    """Metrics that say their scale first; the rest of the key only makes the choice independent of order."""
    known = metric.min is not None and metric.max is not None
    return (not known, metric.better, float(metric.min or 0), float(metric.max or 0))


def worse_by(scale: Metric, ideal: float, actual: float, other: Metric | None = None) -> float:
    """The difference in the bad direction as a share of the metric's range, 0..1.

    Ranges: nps 200, csat and churn 100, frt, aht and ltv the greater of the two values; all others from `min` to
    `max`, which `scale` or else `other` states, or the greater of the two values where neither does.
    """
    # a quarter of everything where a difference would be infinite
    part = 1.0 if max(abs(ideal), abs(actual)) < HUGE else 0.25
    ideal, actual = ideal * part, actual * part
    better = scale.better or (other.better if other else "")
    low_is_good = better == "low" if better else scale.kind in LOW_IS_GOOD
    if scale.kind in _RANGES or scale.kind in LOW_IS_GOOD:
        low_is_good = scale.kind in LOW_IS_GOOD
    difference = actual - ideal if low_is_good else ideal - actual
    span = _RANGES.get(scale.kind, 0.0) * part
    if not span and scale.kind not in _BY_SIZE:
        for metric in (scale, other):
            if metric and metric.min is not None and metric.max is not None and metric.max > metric.min:
                span = float(metric.max) * part - float(metric.min) * part
                break
    span = span or max(abs(ideal), abs(actual))
    return min(1.0, max(0.0, difference) / span) if span else 0.0
