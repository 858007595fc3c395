"""The metrics of both maps side by side, as every report tells them: where, which, both values, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.elide import elided
from cjm_editor.core.model import JourneyMap, Metric, Stage, Touchpoint, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, MetricGap
from cjm_editor.core.schema import LOW_IS_GOOD
from cjm_editor.core.standing import is_belief, is_settled, stands
from cjm_editor.core.terms import choice_label, metric_words
from cjm_editor.core.texts import Message, Words, _, one_line, pgettext
from cjm_editor.core.wording import PERCENT_METRICS, has_target, link_title, metric_amount

NOTHING = "—"

Measured = Touchpoint | Stage | JourneyMap
"""What has metrics of its own."""

_Sides = tuple[Sequence[Measured], Sequence[Measured]]
"""What stands for each other in the reference and on the lived map."""

_ON_USUAL_SCALES = frozenset({"nps", "csat", "churn"})
"""Kinds of metrics that the score takes to be on the usual scale, whatever they state."""


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric on both sides: where it is measured, which it is, which direction is good, both values with their
    numbers of answers, what it comes to.

    `is_worse`: the lived map falls short; `is_paired`: both sides have a value.
    """

    where: str
    metric: str
    direction: str
    ideal: str
    actual: str
    verdict: str
    is_worse: bool
    is_paired: bool


def metrics_told(result: ComparisonResult, words: Words) -> tuple[MetricRow, ...]:
    """A row for each metric that either map has: of the whole journeys, then of the stages, then of the touchpoints,
    these in route order. What only one side has stands alone."""
    ours, theirs = result.ideal.journey, result.actual.journey
    rows = [
        _row(result, metric, words(_("The whole journey")), ((ours,), (theirs,)), words)
        for metric in result.metrics
    ]
    for gap in result.stages:
        if gap.metrics:
            sides = _stages(ours, gap.ideal), _stages(theirs, gap.actual)
            titles = (" + ".join(elided(title_or_id(stage)) for stage in side) for side in sides)
            title = " → ".join(dict.fromkeys(filter(None, titles)))
            where = words(_("Stage “{title}”", title=title))
            rows += [_row(result, metric, where, sides, words) for metric in gap.metrics]
    for found in result.touchpoints:
        if found.metrics:
            link = result.matching.links[found.link]
            both = _touchpoints(ours, link.ideal), _touchpoints(theirs, link.actual)
            where = elided(link_title(result, found.link))
            rows += [_row(result, metric, where, both, words, found.link) for metric in found.metrics]
    return tuple(rows)


def amount_of(side: Sequence[Measured], kind: str, value: float) -> Message | float:
    """A metric's value as one side measures it: with the unit that it states, if it is one. A share of customers is in
    per cent, unless it is measured on another scale."""
    units = _units(side, kind)
    unit = next(iter(units)) if len(units) == 1 else ""
    return metric_amount(round(value, 2), "" if _has_own_scale(side, kind) else kind, unit)


def _units(side: Sequence[Measured], kind: str) -> frozenset[str]:
    """The units that a side states for a metric."""
    found = (m.unit.strip() for t in side for m in t.metrics if m.kind == kind and m.value is not None)
    return frozenset(unit for unit in found if unit)


def _row(
    result: ComparisonResult,
    gap: MetricGap,
    where: str,
    sides: _Sides,
    words: Words,
    link: int | None = None,
) -> MetricRow:
    stated = [
        metric for side in sides for owner in side for metric in owner.metrics if metric.kind == gap.kind
    ]
    better = "low" if _is_low_good(gap.kind, stated) else "high"
    ours, theirs = (
        _amount(value, n, side, gap.kind, words)
        for value, n, side in zip((gap.ideal, gap.actual), gap.answers, sides, strict=True)
    )
    name = one_line(words(metric_words(gap.kind)))
    return MetricRow(
        where,
        name[:1].upper() + name[1:],
        words(choice_label("metric", "better", better)),
        ours,
        theirs,
        _noted(_verdict(result, gap, sides, words, link), gap, sides, words),
        bool(gap.worse) and not _may_have_one(result, gap, link),
        gap.ideal is not None and gap.actual is not None,
    )


def _verdict(
    result: ComparisonResult, gap: MetricGap, sides: _Sides, words: Words, link: int | None = None
) -> str:
    """How a metric of the lived map stands to that of the reference. `link` is where a touchpoint has it; None where
    a stage or a whole map has."""
    if gap.ideal is None:
        return words(_without_target(result, link))
    if _may_have_one(result, gap, link):
        return words(_("no counterpart found"))
    if gap.actual is None:
        return words(_("no such touchpoint") if gap.worse else _("not measured"))
    if gap.differs == "unit":
        return words(_("other unit: not compared"))
    if gap.differs == "scale":
        return words(_("other scale: not compared"))
    if gap.worse:
        return words(_("worse by {percent} of the scale", percent=words.percent(_worse_share(gap, sides))))
    return words(_("as good")) if gap.actual == gap.ideal else words(_("better"))


def _worse_share(gap: MetricGap, sides: _Sides) -> float:
    """By which share of its scale a metric is worse: the score takes NPS, CSAT and churn to be on the usual one, words
    go by the one that the maps state."""
    scales = {scale for side in sides for scale in _scales(side, gap.kind)}
    if gap.kind not in _ON_USUAL_SCALES or len(scales) != 1 or gap.ideal is None or gap.actual is None:
        return gap.worse or 0.0
    ((low, high),) = scales
    return min(1.0, abs(gap.ideal - gap.actual) / (high - low))


def _noted(verdict: str, gap: MetricGap, sides: _Sides, words: Words) -> str:
    """What a metric comes to, and that the unit of one value has to be taken for that of the other where one side alone
    states it; what is per cent by its nature need not say so."""
    ours, theirs = (_units(side, gap.kind) for side in sides)
    silent = sides[1] if ours else sides[0]
    is_percent = (
        gap.kind in PERCENT_METRICS and not _has_own_scale(silent, gap.kind) and {*ours, *theirs} == {"%"}
    )
    if gap.ideal is None or gap.actual is None or gap.differs or bool(ours) == bool(theirs) or is_percent:
        return verdict
    return words(_("{verdict}; the unit stands on one map only", verdict=verdict))


def _may_have_one(result: ComparisonResult, gap: MetricGap, link: int | None) -> bool:
    """Whether a touchpoint that only the reference has, with a metric, is not known to be missing."""
    is_alone = gap.actual is None and bool(gap.worse)
    return is_alone and link is not None and not is_settled(stands(result, link))


def _without_target(result: ComparisonResult, link: int | None) -> Message:
    """What is said of a metric that only the lived map has, in words that fit the roles and what is known."""
    is_extra = link is not None and not result.matching.links[link].ideal
    is_asked = is_extra and link is not None and stands(result, link) == "open"
    if has_target(result):
        return _("no target while it has no counterpart") if is_asked else _("no target")
    if is_asked:
        return _("no counterpart found")
    if is_belief(result):
        return _("the company states no value")
    return _("not on the first map") if is_extra else _("not measured on the first map")


def _amount(value: float | None, n: float | None, side: Sequence[Measured], kind: str, words: Words) -> str:
    """The value with its unit and the number of answers behind it; a dash where there is none."""
    if value is None:
        return NOTHING
    amount = amount_of(side, kind, value)
    told = words.number(amount) if isinstance(amount, int | float) else words(amount)
    return told if n is None else words(pgettext("metric", "{value} (n\u00a0=\u00a0{n})", value=told, n=n))


def _has_own_scale(side: Sequence[Measured], kind: str) -> bool:
    """Whether a side states a scale that is not that of per cent, so that its values are no shares."""
    return bool(_scales(side, kind) - {(0, 100)})


def _scales(side: Sequence[Measured], kind: str) -> frozenset[tuple[float, float]]:
    """The scales that a side states for a metric, lowest and highest value."""
    stated = (m for owner in side for m in owner.metrics if m.kind == kind and m.value is not None)
    return frozenset(
        (m.min, m.max) for m in stated if m.min is not None and m.max is not None and m.max > m.min
    )


def _is_low_good(kind: str, metrics: Sequence[Metric]) -> bool:
    """Whether a low value is the good one: known of the built-in kinds, else as the metric says."""
    if kind in LOW_IS_GOOD:
        return True
    stated = next((metric.better for metric in metrics if metric.better), "")
    return stated == "low" and kind not in ("nps", "csat")


def _stages(journey: JourneyMap, ids: Sequence[str]) -> list[Stage]:
    return [stage for stage in journey.stages if stage.id in ids]


def _touchpoints(journey: JourneyMap, ids: Sequence[str]) -> list[Touchpoint]:
    found = (journey.touchpoints.get(id) for id in ids)
    return [touchpoint for touchpoint in found if touchpoint is not None]
