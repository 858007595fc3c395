"""What a link adds to the gap, in sentences, and why mending it takes more or less than that off the gap.

The contributions divide the gap among the touchpoints. The points of a line answer another question: how much smaller
the gap is if this line alone is mended. The worst point weighs extra and another takes its place when it is mended; a
step belongs to one touchpoint and mends with the one at its other end.
"""

from __future__ import annotations

from cjm_editor.core.figures import contribution_figures, rounded
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import in_reference
from cjm_editor.core.texts import Message, Words, _
from cjm_editor.core.wording import has_target, link_title

TRACE = 1e-6
"""Points below this are rounding."""

WORTH_TELLING = 0.15
"""Points by which the two must differ to be explained: less is rounding."""


def contribution_told(result: ComparisonResult, link: int, words: Words) -> tuple[str, ...]:
    """What this link adds, what mending it alone takes off, and why that is another number; () without a gap. Where the
    gap is an interval only nothing is shared out, and what mending takes off may be a range."""
    gap = result.score.gap
    if gap is None or result.score.is_open:
        return ()
    fix = _line_of(result, link)
    if not result.score.as_point:
        return (words(_alone(result, fix, words)),) if fix is not None else ()
    points = contribution_figures(result).get(link, 0.0)
    said = words.number(points, 1)
    if not points:
        is_something = dict(result.score.by_link).get(link, 0.0) > TRACE
        told = _("Share of the gap: less than 0.1") if is_something else _("Adds nothing to the gap")
    else:
        told = _(
            "Share of the gap: {points} of {gap} points",
            points=said,
            gap=words.number(rounded(gap, 1), 1),
        )
    if fix is None and not points:
        return (words(told),)
    alone, why = _alone(result, fix, words), difference_told(result, link)
    said_alone = words(alone) if why is None else words(_("{what}: {why}", what=alone, why=why))
    return (words(told), said_alone)


def path_told(result: ComparisonResult, link: int) -> tuple[Message, ...]:
    """What the route does at a link, with points or without: steps missing, who leaves, who goes back; nothing while
    the maps are not lined up, since no step can be missing then, and nothing that its facts say.
    """
    if result.score.is_open:
        return ()
    found = result.matching.links[link]
    ends = {*found.actual}
    facts = next((gap.facts for gap in result.touchpoints if gap.link == link), ())
    return tuple(
        gap.text
        for gap in result.path
        if gap.text is not None
        and not gap.implied
        and gap.text not in facts
        and gap.kind not in ("promise", "channel_switch")
        and (gap.link == link or (gap.kind == "loop" and not ends.isdisjoint(gap.actual)))
    )


def difference_told(result: ComparisonResult, link: int) -> Message | None:
    """Why mending this link alone takes more or less off than it adds, as the end of a sentence; None where it is the
    same, and where the gap is no number that could be shared out.
    """
    if not result.score.as_point:
        return None
    fix = _line_of(result, link)
    delta, points = fix.delta if fix is not None else 0.0, dict(result.score.by_link).get(link, 0.0)
    if abs(delta - points) < WORTH_TELLING:
        return None
    if delta > points:
        if _has_unmeasured(result, link):
            return _("its metrics are then known and good, and everything else weighs less")
        found = result.matching.links[link]
        is_pair = bool(found.ideal and found.actual)
        if is_pair and any(gap.link == link and gap.loss is None for gap in result.touchpoints):
            return _("its emotion is then known and good, and the others weigh less")
        return _("what is counted at other touchpoints mends as well")
    worst = _worst(result)
    if len(worst) > 1 and worst[0] == link:
        return _(
            "the worst point weighs extra, and after it “{title}” is the worst",
            title=_short(link_title(result, worst[1])),
        )
    return _("part of its share depends on other touchpoints and stays")


def _has_unmeasured(result: ComparisonResult, link: int) -> bool:
    """Whether the reference states metrics there that nobody has measured on the lived map."""
    found = result.matching.links[link]
    if not (found.ideal and found.actual):
        return False
    stated = (m for gap in result.touchpoints if gap.link == link for m in gap.metrics if m.ideal is not None)
    return any(metric.worse is None and not metric.differs for metric in stated)


def _line_of(result: ComparisonResult, link: int) -> Fix | None:
    """The line of the list that is about this link as a whole."""
    return next((f for f in result.fixes if f.link == link and f.path is None and not f.also), None)


def _alone(result: ComparisonResult, fix: Fix | None, words: Words) -> Message:
    """By how much the gap falls with this alone mended; the reference is a target or another map."""
    if fix is None or fix.delta <= TRACE:
        return _("On its own it takes nothing off the gap")
    where = in_reference(result.ideal.journey.kind, result.actual.journey.kind)
    least, most = fix.bounds or (fix.delta, fix.delta)
    if rounded(least, 1) != rounded(most, 1):
        ends = {"low": words.number(least, 1), "high": words.number(most, 1)}
        if has_target(result):
            return _(
                "If only this is fixed, the gap falls by {low} to {high}: too few emotions are known", **ends
            )
        return _(
            "If only this were as {where}, the gap would be smaller by {low} to {high}: too few emotions are known",
            where=where,
            **ends,
        )
    if not rounded(most, 1):
        if has_target(result):
            return _("If only this is fixed, the gap falls by less than 0.1")
        return _("If only this were as {where}, the gap would be smaller by less than 0.1", where=where)
    delta = words.number(most, 1)
    if has_target(result):
        return _("If only this is fixed, the gap falls by {delta}", delta=delta)
    return _("If only this were as {where}, the gap would be smaller by {delta}", where=where, delta=delta)


def _worst(result: ComparisonResult) -> list[int]:
    """Links of the reference in the order of weight times loss, the worst first; ties as the route goes."""
    links = result.matching.links
    found = [
        (gap.weight * gap.loss, gap.link) for gap in result.touchpoints if links[gap.link].ideal and gap.loss
    ]
    return [link for _impact, link in sorted(found, key=lambda entry: (-entry[0], entry[1]))]


def _short(title: str, most: int = 60) -> str:
    line = " ".join(title[: 4 * most].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
