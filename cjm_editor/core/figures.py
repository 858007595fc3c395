"""How the numbers of a comparison are printed: each is rounded from its exact value, none from printed ones.

A gap told by itself is in whole points (below one with a decimal), points and the gap after a line have a decimal. A
line tells its points and the gap after it, never the gap before. Points are rounded from their exact value also where
both gaps stand beside them: from 56.4 to 52.3 is 4.2 where it is 4.17, as in the line that takes it off. Only the parts
of a printed sum may be a tenth off their exact values, so that they add up to it (`adding_up`). Where the gap is told
as an interval only, what hangs on unknown emotions is told as a range.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Fix, Parts, Score
from cjm_editor.core.texts import MINUS, Words, pgettext

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
    """The gap before and after some lines and the points between them, each rounded from its exact value."""
    return Fall(*(words.number(value, 1) for value in (before, after, max(0.0, before - after))))


def agree(before: float, after: float) -> bool:
    """Whether the printed points between two gaps are what is left of the printed gaps."""
    return rounded(rounded(before, 1) - rounded(after, 1), 1) == rounded(max(0.0, before - after), 1)


def after_text(fix: Fix, words: Words) -> str:
    """The gap that is left after a line and all before it, with one decimal; a dash where the line takes off nothing
    for sure."""
    return NONE if fix.asks else words.number(fix.after, 1)


def delta_text(fix: Fix, words: Words) -> str:
    """By how many points a line makes the gap smaller: `−10.4`, `−0.04` below a tenth; `10.4?` where they are in
    question until somebody finds out; `−17.5 to −30.0` where they hang on emotions that nobody knows.
    """
    low, high = fix.bounds or (fix.delta, fix.delta)
    sign, mark = ("", "?") if fix.asks else (MINUS, "")
    if rounded(low, 1) == rounded(high, 1):
        return f"{sign}{words.number(high, 1 if high >= LEAST else 2)}{mark}"
    first = f"{sign}{words.number(low, 1)}" if low >= LEAST else words.number(0)
    return f"{range_text(first, f'{sign}{words.number(high, 1)}', words)}{mark}"


def range_text(low: str, high: str, words: Words) -> str:
    """From one figure to another, on one line."""
    return words(pgettext("points", "{low} to {high}", low=low, high=high)).replace(" ", "\u00a0")


def part_texts(score: Score, words: Words) -> dict[str, str]:
    """What each part of the gap loses, 0 to 1, by its name; as a range where it hangs on unknown emotions, a dash where
    a part does not exist."""
    least, most = score.bounds or (score.parts, score.parts)
    return {
        name: NONE if high is None else _from_to(low or 0.0, high, 2, words)
        for (name, low), (_name, high) in zip(by_name(least), by_name(most), strict=True)
    }


def _from_to(low: float, high: float, digits: int, words: Words) -> str:
    ends = words.number(low, digits), words.number(high, digits)
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def by_name(parts: Parts) -> tuple[tuple[str, float | None], ...]:
    """The four parts by name, None where a part does not exist."""
    return (
        ("experience", parts.experience),
        ("path", parts.path),
        ("friction", parts.friction),
        ("metrics", parts.metrics),
    )


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
    """What each link adds to the gap, by its number, with one decimal: together the printed gap; {} where the
    gap is not printed as one number."""
    score = result.score
    if score.gap is None or not score.as_point:
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
