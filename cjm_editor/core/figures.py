"""How the numbers of a comparison are printed: each is rounded from its exact value, none from printed ones.

A gap told by itself is in whole points (below one with a decimal), points and the gap after a line have a decimal. A
line tells its points and the gap after it, never the gap before. Where a difference does stand beside both its ends,
it is that of the printed ends, so that they agree: 50.6 → 32.5 is 18.1. So it may be a tenth off its exact value, as
the parts of a printed sum may be, so that they add up to it (`adding_up`).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.texts import MINUS, Words

NONE = "—"
LEAST = 0.05
"""Points below this are 0.0 with one decimal."""

BANDS = (20, 50, 90, 100)
"""Per cent from which on a link is possible, likely, sure, decided: what is below is not printed as if it were not."""


def rounded(value: float, digits: int = 0) -> int | float:
    """The number as `Words.number` writes it with so many decimals: halves away from zero, whole ones as int."""
    shown = float(Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    return int(shown) if shown == int(shown) else shown


def gap_figure(gap: float) -> int | float:
    """A gap as people read it: in whole points, below one with a decimal."""
    return rounded(gap, 1 if LEAST <= gap < 1 else 0)


def interval_figures(low: float, high: float) -> tuple[int | float, int | float]:
    """The ends of an interval, both whole or, where all of it is below one, both with a decimal."""
    if high < 1:
        return gap_figure(low), gap_figure(high)
    return rounded(low), rounded(high)


@dataclass(frozen=True, slots=True)
class Fall:
    """By how much a gap falls, with both ends, as printed beside each other."""

    before: str
    after: str
    points: str


def fall_text(before: float, after: float, words: Words) -> Fall:
    """The gap before and after some lines and the points between them: what is left of the printed ends."""
    start, end = rounded(before, 1), rounded(after, 1)
    return Fall(words.number(start, 1), words.number(end, 1), words.number(max(0.0, start - end), 1))


def after_text(fix: Fix, words: Words) -> str:
    """The gap that is left after a line and all before it, with one decimal; a dash where the line takes off nothing
    for sure."""
    return NONE if fix.asks else words.number(fix.after, 1)


def delta_text(fix: Fix, words: Words) -> str:
    """By how many points a line makes the gap smaller: `−10.4`, `−0.04` below a tenth; `10.4?` where they are in
    question until somebody finds out."""
    figure = words.number(fix.delta, 1 if fix.delta >= LEAST else 2)
    return f"{figure}?" if fix.asks else f"{MINUS}{figure}"


def adding_up(values: Sequence[float], total: float, digits: int = 1) -> tuple[float, ...]:
    """The values with so many decimals, adding up to the total with as many: those nearest to the next step give way.

    What would be printed as 0 stays 0. Where so much is below a step that the others cannot take it, all are plain.
    """
    step = 10.0**-digits
    shown = [rounded(value, digits) for value in values]
    left = round((rounded(total, digits) - sum(shown)) / step)
    way = 1 if left > 0 else -1
    order = sorted(
        (n for n, value in enumerate(shown) if value), key=lambda n: (way * (shown[n] - values[n]), n)
    )
    if abs(left) > len(order):
        return tuple(shown)
    for n in order[: abs(left)]:
        shown[n] = rounded(shown[n] + way * step, digits)
    return tuple(shown)


def contribution_figures(result: ComparisonResult) -> dict[int, float]:
    """What each link adds to the gap, by its number, with one decimal: together the printed gap; {} without one."""
    score = result.score
    if score.gap is None or score.is_open:
        return {}
    shown = adding_up([points for _link, points in score.by_link], score.gap)
    return {link: value for (link, _points), value in zip(score.by_link, shown, strict=True)}


def stage_figures(result: ComparisonResult) -> tuple[float, ...]:
    """What each entry of `result.stages` adds to the gap, with one decimal: together its touchpoints' figures."""
    shown = contribution_figures(result)
    homes: dict[tuple[bool, str], int] = {}
    for number, stage in enumerate(result.stages):
        homes.update({(True, id): number for id in stage.ideal})
        homes.update({(False, id): number for id in stage.actual})
    sums = [0.0] * len(result.stages)
    for number, link in enumerate(result.matching.links):
        journey = result.ideal.journey if link.ideal else result.actual.journey
        touchpoint = journey.touchpoints.get((link.ideal or link.actual)[0])
        where = touchpoint.stage if touchpoint is not None and journey.stages else ""
        home = homes.get((bool(link.ideal), where))
        if home is not None:
            sums[home] += shown.get(number, 0.0)
    return tuple(rounded(value, 1) for value in sums)


def sure_percent(confidence: float) -> int:
    """A confidence in whole per cent, rounded, but never up into the next band: .896 is 89, .997 is 99."""
    shown = int(100 * confidence + 0.5)
    return shown - 1 if shown in BANDS and 100 * confidence < shown - 1e-9 else shown


def sure_text(confidence: float, words: Words) -> str:
    """The same with its sign: `89%`."""
    return words.percent(sure_percent(confidence) / 100)
