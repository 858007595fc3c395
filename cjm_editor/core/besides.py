"""What is worse on the lived map without costing a point: how much of it there is, in which lines it stands, and what
is said where no points are lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

from cjm_editor.core.elide import NAME, short
from cjm_editor.core.figures import LEAST, interval_figures
from cjm_editor.core.line_facts import FIRST_FIXES, joined, ranked
from cjm_editor.core.results import ComparisonResult, Fix, MetricGap, TouchpointGap
from cjm_editor.core.standing import are_alike, is_belief, is_believed
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import doubts, has_target, is_name_of, link_title

MOST_KINDS = 3
"""So many kinds a sentence names; the others it counts together."""

ORDER = (
    "broken",
    "part",
    "unmet",
    "severe",
    "leave",
    "back",
    "wait",
    "lost",
    "channel",
    "metric",
    "partly",
    "pain",
    "switch",
    "actor",
    "initiator",
    "left",
)
"""The kinds in the order in which they are told: promises first."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        "Broken promise: “{promise}”": "broken",
        "A promise is broken": "broken",
        "Promise kept only in part: “{promise}”": "part",
        "A promise is kept only in part": "part",
        "Expectation not met: “{expectation}”": "unmet",
        "Expectation not met": "unmet",
        "Severe pain: “{pain}”": "severe",
        "Pain: “{pain}”": "pain",
        "Channel lost: {channel}; used instead: {others}": "lost",
        "Another channel: {others} instead of {channel}": "channel",
        "Another actor: {others} instead of {actor}": "actor",
        "Another initiator: {others} instead of {initiator}": "initiator",
        "Waits longer: {actual} {instead}": "wait",
    }
)
"""The kind of each sentence that `TouchpointGap.facts` can hold, those of the path left aside."""

_ON_PATH: Mapping[str, str] = MappingProxyType({"drop": "leave", "loop": "back", "wait": "wait"})


def also_lines(result: ComparisonResult) -> tuple[Fix, ...]:
    """The lines that carry no points, in their order."""
    return tuple(fix for fix in result.fixes if fix.also)


def first_lines(result: ComparisonResult) -> tuple[Fix, ...]:
    """The lines that page one lists: the first with points, and what is left of five for those that carry none."""
    if result.score.gap is None or result.score.is_open:
        return ()
    first = ranked(result)[:FIRST_FIXES]
    return (*first, *also_lines(result)[: FIRST_FIXES - len(first)])


def besides(result: ComparisonResult, told: Collection[int] = ()) -> tuple[tuple[str, int], ...]:
    """How much of each kind is worse without costing points, promises first; what stands at the links `told` is left
    out, since the reader has it before them."""
    counted = Counter(_kinds(result, frozenset(told)))
    return tuple((kind, counted[kind]) for kind in ORDER if counted[kind])


def _kinds(result: ComparisonResult, told: frozenset[int]) -> Iterator[str]:
    """The kind of each thing that is worse without costing points."""
    on_path = {gap.text for gap in result.path if gap.is_worsened}
    for gap in result.touchpoints:
        if gap.link not in told:
            yield from (KINDS.get(fact.msgid, "left") for fact in gap.facts if fact not in on_path)
            if gap.met == "partly":
                yield "partly"
    for found in result.path:
        if found.kind == "channel_switch":
            yield "switch"
        elif found.is_worsened and found.link not in told:
            yield _ON_PATH.get(found.kind, "left")
    stated = (*result.metrics, *(metric for stage in result.stages for metric in stage.metrics))
    yield from ("metric" for metric in stated if metric.worse)
    yield from ("left" for _link in _weightless(result))


def _weightless(result: ComparisonResult) -> set[int]:
    """Links at which something would cost points if the weights of the file counted it, where the gap is none."""
    gap = result.score.gap
    if gap is None or gap >= LEAST:
        return set()
    found = {number for number, link in enumerate(result.matching.links) if not (link.ideal and link.actual)}
    found |= {gap.link for gap in result.touchpoints if gap.shortfall or _has_worse(gap)}
    found |= {gap.link for gap in result.path if gap.cost}
    return found - {fix.link for fix in ranked(result)}


def _has_worse(gap: TouchpointGap) -> bool:
    def is_worse(metric: MetricGap) -> bool:
        return bool(metric.worse)

    return any(map(is_worse, gap.metrics))


def _counted(kind: str, n: int) -> Message:
    """So many of a kind, as a phrase."""
    return {
        "broken": ngettext("{n} broken promise", "{n} broken promises", n),
        "part": ngettext("{n} promise kept only in part", "{n} promises kept only in part", n),
        "unmet": ngettext("{n} expectation not met", "{n} expectations not met", n),
        "partly": ngettext("{n} expectation met only in part", "{n} expectations met only in part", n),
        "severe": ngettext("{n} severe pain", "{n} severe pains", n),
        "pain": ngettext("{n} pain", "{n} pains", n),
        "leave": ngettext("{n} place where more leave", "{n} places where more leave", n),
        "back": ngettext("{n} way back that more take", "{n} ways back that more take", n),
        "wait": ngettext("{n} longer wait", "{n} longer waits", n),
        "lost": ngettext("{n} lost channel", "{n} lost channels", n),
        "channel": ngettext("{n} other channel", "{n} other channels", n),
        "metric": ngettext("{n} worse metric", "{n} worse metrics", n),
        "switch": ngettext("{n} extra change of channel", "{n} extra changes of channel", n),
        "actor": ngettext("{n} other actor", "{n} other actors", n),
        "initiator": ngettext("{n} other initiator", "{n} other initiators", n),
        "left": ngettext("{n} difference without weight", "{n} differences without weight", n),
    }[kind]


def besides_told(result: ComparisonResult, words: Words, told: Collection[int] = ()) -> str:
    """The same in words: `1 broken promise, 2 severe pains and 3 more`; "" where there is nothing."""
    found = besides(result, told)
    named = [words(_counted(kind, n)) for kind, n in found[:MOST_KINDS]]
    rest = sum(n for _kind, n in found[MOST_KINDS:])
    if not rest:
        return joined(named, words)
    return words(_("{list} and {n} more", list=", ".join(named), n=rest))


def besides_note(result: ComparisonResult, words: Words) -> str:
    """What page one says of all that its lines do not tell and that costs no points; "" where there is nothing."""
    if result.score.gap is None or result.score.is_open:
        return ""
    told = besides_told(result, words, {fix.link for fix in first_lines(result) if fix.also})
    if not told:
        return ""
    if has_target(result):
        return words(_("Also to mend, without points: {list}", list=told))
    return words(_("Differing besides, without points: {list}", list=told))


def mend_told(result: ComparisonResult, fix: Fix, words: Words) -> tuple[str, tuple[str, ...]]:
    """A line without points as page one tells it: the touchpoint with the first of its facts, a broken promise before
    all others, and the other facts."""
    told = [short(words(fact), 2 * NAME) for fact in _facts(result, fix)]
    title = short(link_title(result, fix.link), 2 * NAME)
    if not told:
        return title, ()
    first = told[0][:1].lower() + told[0][1:] if told[0][1:2].islower() else told[0]
    return words(_("{title}: {difference}", title=title, difference=first)), tuple(told[1:])


def _facts(result: ComparisonResult, fix: Fix) -> tuple[Message, ...]:
    gap = next((gap for gap in result.touchpoints if gap.link == fix.link), None)
    if gap is not None and gap.facts:
        return gap.facts
    return tuple(reason for reason in fix.reasons if not is_name_of(reason))


def first_fact(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """The fact that `mend_told` puts beside the touchpoint, in words; "" where it tells none, or not all of it."""
    told = [words(fact) for fact in _facts(result, fix)[:1]]
    return "".join(fact for fact in told if short(fact, 2 * NAME) == fact)


def no_points() -> Message:
    """What stands at such a line in place of its points."""
    return _("no points")


def also_order() -> Message:
    """By what such lines are ordered."""
    return _("Without points: broken promises first, then by importance.")


def no_gap(result: ComparisonResult, words: Words) -> str:
    """What is said where no points are lost: that there is no gap where nothing at all is worse or in doubt, else what
    is in doubt and what is still to mend; "" where there is a gap, or where it is not known."""
    score = result.score
    if score.gap is None or not score.as_point or not any(link.actual for link in result.matching.links):
        return ""
    if score.gap >= LEAST:
        if ranked(result):
            return ""
        return words(_("There is a gap, but no single thing to fix makes it smaller"))
    doubted, left = _doubted(result, words), besides_told(result, words)
    if not doubted and not left:
        return words(_none(result))
    if not left:
        return doubted
    if has_target(result):
        found = doubted or words(_("No points lost"))
        return words(_("{found}; still to mend: {list}", found=found, list=left))
    found = doubted or words(_("No gap in points"))
    return words(_("{found}; what differs besides: {list}", found=found, list=left))


def _doubted(result: ComparisonResult, words: Words) -> str:
    """How great the gap may be after all, and why; "" where nothing is in doubt."""
    why = joined([words(doubt) for doubt in doubts(result)], words)
    low, high = interval_figures(result.score.low or 0.0, result.score.high or 0.0)
    if high > low and why:
        return words(_("No gap found yet: probably {low} to {high} ({why})", low=low, high=high, why=why))
    if high > low:
        return words(_("No gap found yet: probably {low} to {high}", low=low, high=high))
    return words(_("No gap found yet ({why})", why=why)) if why else ""


def _none(result: ComparisonResult) -> Message:
    """There is no gap, in words that fit the role of the reference: a wish, a belief or just another map."""
    is_better = bool(result.surplus)
    if are_alike(result):
        if is_better:
            return _("There is no gap: the second map is nowhere worse than the first, and in places better")
        return _("There is no gap: the second map is nowhere worse than the first")
    if is_belief(result):
        if is_better:
            return _("There is no gap: the journey is nowhere worse than believed, and in places better")
        return _("There is no gap: the journey is nowhere worse than believed")
    if is_believed(result):
        if is_better:
            return _("There is no gap: what the company believes is as intended, and in places better")
        return _("There is no gap: what the company believes is as intended")
    if is_better:
        return _("There is no gap: the journey is nowhere worse than intended, and in places better")
    return _("There is no gap: the journey is nowhere worse than intended")
