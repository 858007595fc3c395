"""What stands beside a line of the list, in words: what it rests on, and whether its link is in doubt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from cjm_editor.core.elide import lowered
from cjm_editor.core.evidence import evidence_of
from cjm_editor.core.figures import rounded, sure_text
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import are_alike, is_belief, is_shared
from cjm_editor.core.terms import evidence_label, metric_words
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import has_target

ASSUMPTION = "assumption"
FIRST_FIXES = 5
"""So many lines are told first."""

MEASURED, LEAST_TOLD = 0.2, 0.05
"""The share of a line's points from which on it is told that they hang on measuring, and the least of them, points."""


def ranked(result: ComparisonResult) -> tuple[Fix, ...]:
    """The lines that carry points, in their order."""
    return tuple(fix for fix in result.fixes if not fix.also)


def touchpoints_of(result: ComparisonResult, link: int, is_ideal: bool) -> tuple[Touchpoint, ...]:
    """The touchpoints of a link on one side; for the reference's side those of an extra where it has none."""
    found = result.matching.links[link]
    ours = [result.ideal.journey.touchpoints.get(id) for id in found.ideal]
    theirs = [result.actual.journey.touchpoints.get(id) for id in found.actual]
    side = (ours or theirs) if is_ideal else theirs
    return tuple(touchpoint for touchpoint in side if touchpoint is not None)


def weaker_kind(result: ComparisonResult, fix: Fix) -> str:
    """The kind of evidence that a line is no better than: the weaker side's. A belief is an assumption by its nature,
    so against a belief only what is lived counts.
    """
    if is_belief(result) and fix.evidence[1]:
        return fix.evidence[1]
    return fix.weaker or ASSUMPTION


def is_assumed(result: ComparisonResult, fix: Fix) -> bool:
    """Whether a line rests on an assumption."""
    return weaker_kind(result, fix) == ASSUMPTION


def to_find_out(result: ComparisonResult) -> tuple[Fix, ...]:
    """The lines where something must be found out before anything is mended, in their order."""
    return tuple(fix for fix in result.fixes if fix.asks)


def find_out_first() -> Message:
    """What stands at such a line in place of the gap that it would leave."""
    return _("find out first")


def leading(result: ComparisonResult, most: int) -> tuple[Fix, ...]:
    """The first lines whose points are sure to come off and are not counted above them, so many at most."""
    return tuple(islice((fix for fix in result.fixes if fix.saves), most))


def summed(result: ComparisonResult, most: int = 3) -> tuple[Fix, ...]:
    """The lines whose points page one adds up: the first sure ones of those that it lists, else of the whole list."""
    found = leading(result, most)
    return tuple(fix for fix in found if fix.rank <= FIRST_FIXES) or found


def are_first(lines: Sequence[Fix]) -> bool:
    """Whether these lines are the first of the list, none between them left out."""
    return all(fix.rank == n for n, fix in enumerate(lines, 1))


def ranks_told(lines: Iterable[Fix], words: Words) -> str:
    """The numbers of lines, three and more in a row as a run: `1–3 and 7`."""
    runs: list[list[int]] = []
    for rank in (fix.rank for fix in lines):
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    return joined(
        [
            text
            for run in runs
            for text in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else [str(number) for number in run])
        ],
        words,
    )


def joined(parts: Sequence[str], words: Words) -> str:
    """The parts as a list in words: `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return words(_("{list} and {last}", list=", ".join(parts[:-1]), last=parts[-1]))


def are_ranges(result: ComparisonResult) -> bool:
    """Whether the points of a line are told as a range: they hang on emotions that nobody knows."""
    return any(
        fix.bounds is not None and rounded(fix.bounds[0], 1) != rounded(fix.bounds[1], 1)
        for fix in ranked(result)
    )


def range_note(result: ComparisonResult) -> Message | None:
    """Why the points of a line are a range, and what its place in the list goes by; None where none is."""
    if not are_ranges(result):
        return None
    return _(
        "A range of points depends on emotions that nobody knows yet; the order goes by the known ones alone."
    )


def asks_note(result: ComparisonResult) -> Message | None:
    """What a figure with a question mark is; None where no line has one."""
    if not to_find_out(result):
        return None
    return _("A figure with “?” is in question until somebody finds out: no gap after a line counts it.")


def asks_hint(result: ComparisonResult) -> Message | None:
    """The same in a few words."""
    return _("“?”: find out first.") if to_find_out(result) else None


def rests_on(result: ComparisonResult, fix: Fix, words: Words, has_numbers: bool = True) -> str:
    """What the line rests on: on either side where they differ, the weaker one last since the line is no better; each
    with its number of answers: «Аналитика (1 240) и жалобы (17)».
    """
    last = weaker_kind(result, fix)
    kinds = [kind for kind in dict.fromkeys(fix.evidence) if kind and kind != last]
    if is_belief(result):
        kinds = []
    told = [_kind_told(result, fix, kind, words, has_numbers) for kind in (*kinds[:1], last)]
    if len(told) == 1:
        return told[0]
    return words(_("{stronger} and {weaker}", stronger=told[0], weaker=lowered(told[1])))


def _kind_told(result: ComparisonResult, fix: Fix, kind: str, words: Words, has_numbers: bool) -> str:
    link = result.matching.links[fix.link]
    sides = ((result.ideal.journey, link.ideal), (result.actual.journey, link.actual))
    numbers = [n for journey, ids in sides for id in ids for n in _numbers(journey, id, kind)]
    if kind == ASSUMPTION or not numbers or not has_numbers:
        return words(evidence_label(kind))
    n = max(numbers)
    return f"{words(evidence_label(kind, n))}\u00a0({words.number(n)})"


def _numbers(journey: JourneyMap, id: str, kind: str) -> list[float]:
    touchpoint = journey.touchpoints.get(id)
    if touchpoint is None:
        return []
    return [p.n for p in evidence_of(journey, touchpoint) if p.kind == kind and p.n is not None]


def is_open(result: ComparisonResult, fix: Fix) -> bool:
    """Whether a line is about a touchpoint of the reference that may have a counterpart: its doubt says it all."""
    link = result.matching.links[fix.link]
    return fix.path is None and bool(link.asked) and not link.actual


def doubt_told(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """That the line may be about nothing: its link is in doubt, or what stands alone may have a counterpart; ""."""
    link = result.matching.links[fix.link]
    if link.unsure:
        return words(_("link in doubt, {percent}", percent=sure_text(link.confidence, words)))
    if link.asked and not (link.ideal and link.actual):
        percent = sure_text(link.asked[0].confidence, words)
        if is_shared(fix):
            return words(_("may have a counterpart, {percent}, as may another", percent=percent))
        return words(_("may have a counterpart, {percent}", percent=percent))
    return ""


def measuring_told(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """How many points of a line come off whatever is measured, and which metrics the others hang on, since nobody
    measures them yet; "" where those are too few to be told. The headline counts as many.

    A metric that is measured and good makes everything else weigh less, so such a line takes off more than it adds.
    """
    if not depends_on_measuring(fix):
        return ""
    if fix.bounds is not None:
        return words(_without_measuring(result, _unmeasured_at(result, fix, words)))
    named = _unmeasured_at(result, fix, words)
    sure = rounded(fix.sure_delta, 1)
    if fix.asks or not sure:
        return words(_on_measuring(result, words.number(fix.unmeasured, 1), named))
    told = {"points": words.number(sure, 1), "metrics": named}
    if are_alike(result):
        return words(_("at least {points}: {metrics} not measured on the second map", **told))
    return words(_("at least {points}: {metrics} not measured", **told))


def _unmeasured_at(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """The metrics of a line that nobody measures yet, by name."""
    gap = next((gap for gap in result.touchpoints if gap.link == fix.link), None)
    metrics = () if gap is None else gap.metrics
    kinds = [metric.kind for metric in metrics if metric.actual is None and metric.ideal is not None]
    return ", ".join(words(metric_words(kind)) for kind in dict.fromkeys(kinds))


def _without_measuring(result: ComparisonResult, metrics: str) -> Message:
    """That points of a line that is a range hang on measuring as well."""
    if are_alike(result):
        return _("part of it: not measured on the second map ({metrics})", metrics=metrics)
    if not has_target(result):
        return _("part of it: not measured ({metrics})", metrics=metrics)
    return _("part of it in question: {metrics} not measured", metrics=metrics)


def _on_measuring(result: ComparisonResult, points: str, metrics: str) -> Message:
    """That points of a line hang on measuring, where hardly any come off without it."""
    if are_alike(result):
        return _("{points} of it: not measured on the second map ({metrics})", points=points, metrics=metrics)
    if not has_target(result):
        return _("{points} of it: not measured ({metrics})", points=points, metrics=metrics)
    return _("{points} of it in question: {metrics} not measured", points=points, metrics=metrics)


def counted_told(fix: Fix, words: Words) -> str:
    """That the points of a line are counted in those above it; "" where it saves some of its own."""
    return words(_("counted already in the lines above")) if fix.counted_above else ""


def depends_on_measuring(fix: Fix) -> bool:
    """Whether a part of a line's points that is worth telling hangs on what nobody measures yet."""
    return fix.unmeasured >= max(LEAST_TOLD, MEASURED * fix.delta)


def conditioned(result: ComparisonResult, lines: Iterable[Fix], told: Message) -> Message:
    """What is told of what some lines come to, with the links in doubt and the measuring that it hangs on."""
    summed_up = tuple(lines)
    doubtful = len({fix.link for fix in summed_up if fix.unsure})
    is_unmeasured = has_target(result) and any(map(depends_on_measuring, summed_up))
    if doubtful and is_unmeasured:
        return ngettext(
            "{told}, if the link is right and what is not measured yet is on target",
            "{told}, if the links are right and what is not measured yet is on target",
            doubtful,
            told=told,
        )
    if doubtful:
        return ngettext("{told}, if the link is right", "{told}, if the links are right", doubtful, told=told)
    return _("{told}, if what is not measured yet is on target", told=told) if is_unmeasured else told
