"""What to fix first: each line with the points it saves, what remains after it, and what else must be said there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.compare.components import Component
from cjm_editor.compare.facts import Facts
from cjm_editor.compare.gap import Ledger, Totals, gap_of
from cjm_editor.compare.mending import Standing, mended
from cjm_editor.compare.route import Finding
from cjm_editor.compare.titles import title_key
from cjm_editor.core.evidence import weaker
from cjm_editor.core.figures import rounded
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.reasons import counted_above
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Asks, Correspondence, Fix, Parts, Quadrant, StageLink
from cjm_editor.core.texts import Message
from cjm_editor.core.wording import is_target

LEAST = 1e-9
"""Points below this are rounding."""
IMPORTANT, BIG_LOSS, DISPENSABLE = 4, 0.3, 2


@dataclass(frozen=True, slots=True)
class Line:
    """A line before it is numbered: what is mended, what it saves, what must be found out first, and what it is sorted
    by."""

    item: int | Finding
    link: int
    path: int | None
    delta: float
    effort: float
    value: float
    facts: Facts
    place: tuple[int, str]
    asks: Asks = ""
    unmeasured: float = 0.0


@dataclass(frozen=True, slots=True)
class Scene:
    """What ranking needs to know: the maps, links of touchpoints and stages, ledger, sums and weights, and by
    component what must be said of it.
    """

    ideal: JourneyMap
    actual: JourneyMap
    links: Sequence[Correspondence]
    stages: Sequence[StageLink]
    book: Ledger
    sums: Totals
    weights: Parts
    facts: Sequence[Facts]
    reasons: Sequence[tuple[Message, ...]]


def fixes(scene: Scene, findings: Sequence[tuple[int, Finding]], tick: Tick = silent) -> tuple[Fix, ...]:
    """The lines in the order in which to mend, then those that carry no points.

    `findings` are positions in the result's list of path findings with what mending each means. Without touchpoints
    in the reference there is no gap, and only lines without points are left.
    """
    gap = gap_of(scene.sums, scene.weights)
    order = _stage_order(scene)
    lines: list[Line] = []
    now = Standing(scene.book.path)
    if gap is not None:
        for component in watched(scene.book.components, part(tick, 0.0, 0.4)):
            after = mended(scene.book, scene.sums, component.link, now)
            delta = _fallen(scene, after, gap)
            if delta > LEAST:
                line = _line(scene, component.link, component.link, delta, order, None)
                asks = _asks(scene, component, delta, gap, after)
                unmeasured = _unmeasured(scene, after, delta, gap)
                lines.append(replace(line, asks=asks, unmeasured=unmeasured) if asks or unmeasured else line)
        for index, finding in findings:
            delta = _fallen(scene, mended(scene.book, scene.sums, finding, now), gap)
            if delta > LEAST:
                lines.append(_line(scene, finding, finding[1], delta, order, index))
    lines.sort(key=_sort_key)
    ranked = _numbered(scene, lines, gap, now, part(tick, 0.4, 0.9))
    tick(0.9)
    spoken = {line.link for line in lines if line.path is None}
    rest = [
        _line(scene, c.link, c.link, 0.0, order, None)
        for c in scene.book.components
        if c.link not in spoken and scene.facts[c.link].must
    ]
    rest.sort(key=lambda line: (-bool(line.facts.promises), -_importance(scene, line), line.place, line.link))
    last = ranked[-1].after if ranked else (gap or 0.0)
    also = (_fix(scene, line, len(ranked) + n, last, is_also=True) for n, line in enumerate(rest, 1))
    return (*ranked, *also)


def _importance(scene: Scene, line: Line) -> float:
    return scene.book.components[line.link].weight


def _sort_key(line: Line) -> tuple[float, int, int, tuple[int, str], int, int]:
    path = -1 if line.path is None else line.path
    facts = line.facts if line.path is None else Facts()
    return (-round(line.value, 9), -facts.promises, -len(facts.must), line.place, line.link, path)


def _fallen(scene: Scene, sums: Totals, gap: float) -> float:
    """How far the gap falls to that of these sums."""
    after = gap_of(sums, scene.weights)
    return max(0.0, gap - after) if after is not None else 0.0


def _numbered(scene: Scene, lines: Sequence[Line], gap: float | None, now: Standing, tick: Tick) -> list[Fix]:
    """The lines with their ranks and the gap that remains when each and all before it are mended. Where something must
    be found out first nothing is mended, and the gap stays as it is.
    """
    sums, remaining = scene.sums, gap or 0.0
    sure = remaining
    found: list[Fix] = []
    for rank, line in enumerate(watched(lines, tick), 1):
        if line.asks:
            found.append(_fix(scene, line, rank, remaining, sure))
            continue
        sums = mended(scene.book, sums, line.item, now)
        now.mend(line.item)
        after = gap_of(sums, scene.weights)
        left = min(remaining, after) if after is not None else remaining
        sure = min(sure, max(left, _without_new(scene, sums, left)))
        is_counted = _is_counted(remaining, left, line.delta)
        found.append(_fix(scene, line, rank, left, sure, is_counted))
        remaining = left
    return found


def _without_new(scene: Scene, sums: Totals, left: float) -> float:
    """The gap of these sums where the metrics that mending makes known are left out; `left` where there are none."""
    if sums.metric_weight <= scene.sums.metric_weight:
        return left
    gap = gap_of(replace(sums, metric_weight=scene.sums.metric_weight), scene.weights)
    return left if gap is None else gap


def _is_counted(before: float, after: float, delta: float) -> bool:
    """Whether what is mended before a line takes off what the line would: the gap printed does not fall with it."""
    return before - after < LEAST or (before - after < delta / 2 and rounded(before, 1) == rounded(after, 1))


def _asks(scene: Scene, component: Component, delta: float, gap: float, after: Totals) -> Asks:
    """What must be found out before anything is mended at a component; empty where enough is known to be wrong.

    What stands alone with a candidate near may be there under another name. At a pair that is not known to be worse
    points can come from what nobody knows yet, an emotion or a metric; so it is asked about where less than half of
    them are left without that. Such a line is nothing to be promised: what is found out may make the gap greater.
    """
    link = scene.links[component.link]
    if not component.is_matched:
        return "counterpart" if link.asked else ""
    if component.shortfall or any(component.worse):
        return ""
    before = scene.sums
    is_felt = component.ideal_emotion is None or component.actual_emotion is not None
    sure = replace(
        after, known=before.known, ends_known=before.ends_known, metric_weight=before.metric_weight
    )
    left = gap_of(sure, scene.weights)
    if left is None or gap - left >= delta / 2:
        return ""
    return "metric" if is_felt else "emotion"


def _unmeasured(scene: Scene, after: Totals, delta: float, gap: float) -> float:
    """How much of a delta comes only from metrics that nobody measures yet: mending makes them known and good."""
    before = scene.sums
    if after.metric_weight <= before.metric_weight:
        return 0.0
    left = gap_of(replace(after, metric_weight=before.metric_weight), scene.weights)
    return delta if left is None else min(delta, max(0.0, delta - (gap - left)))


def _stage_order(scene: Scene) -> list[tuple[int, str]]:
    """For each component the number of its group of stages and its title: what breaks ties."""
    ours = {id: n for n, link in enumerate(scene.stages) for id in link.ideal}
    theirs = {id: n for n, link in enumerate(scene.stages) for id in link.actual}
    found = []
    for component in scene.book.components:
        touchpoint, order = (component.ideal[0], ours) if component.ideal else (component.actual[0], theirs)
        found.append((order.get(touchpoint.stage, 0), title_key(touchpoint.title)))
    return found


def _line(
    scene: Scene,
    item: int | Finding,
    number: int,
    delta: float,
    order: Sequence[tuple[int, str]],
    path: int | None,
) -> Line:
    effort = effort_of(scene.book.components[number])
    value = delta * (0.5 + 0.5 * scene.links[number].confidence) / effort
    if not is_target(scene.ideal.kind, scene.actual.kind):
        value = delta  # nothing is to be mended: the greatest difference first
    return Line(item, number, path, delta, effort, value, scene.facts[number], order[number])


def _fix(
    scene: Scene,
    line: Line,
    rank: int,
    after: float,
    sure: float | None = None,
    is_counted: bool = False,
    is_also: bool = False,
) -> Fix:
    """The line with its rank and the gap that is left after it, `sure` what is left for sure; `is_counted` where its
    points come off above it already."""
    more = (counted_above(),) if is_counted else ()
    component = scene.book.components[line.link]
    ours, theirs = line.facts.evidence
    return Fix(
        rank,
        line.link,
        line.delta,
        after,
        quadrant(component) if line.path is None else "",
        line.effort,
        _is_unsure(scene.links[line.link]),
        (component.ideal or component.actual)[0].stage,
        line.path,
        (ours, theirs),
        weaker(ours or theirs, theirs or ours),
        (*scene.reasons[line.link], *more) if line.path is None else more,
        is_also,
        line.asks,
        line.unmeasured,
        sure,
        is_counted,
    )


def _is_unsure(link: Correspondence) -> bool:
    """Whether a line may be about nothing: its link is in doubt, or what stands alone may have a counterpart."""
    return link.unsure or bool(link.asked and not (link.ideal and link.actual))


def effort_of(component: Component) -> float:
    """The effort 1..5 of improving it: the lived touchpoints' greatest, for a missing one the reference's; else 1."""
    side = component.actual or component.ideal
    return max((float(t.effort) for t in side if t.effort), default=1.0)


def quadrant(component: Component) -> Quadrant:
    """Importance against loss; empty where one of them is not known."""
    side = component.ideal or component.actual
    given = [float(t.importance) for t in side if t.importance is not None]
    if not given:
        return ""
    importance = sum(given) / len(given)
    if component.is_extra:
        return "remove" if importance <= DISPENSABLE else "look"
    if component.loss is None:
        return ""
    if importance >= IMPORTANT:
        return "concentrate" if component.loss >= BIG_LOSS else "keep"
    return "later" if component.loss >= BIG_LOSS else "enough"
