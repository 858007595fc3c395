"""The two great figures of page one: what the first lines take off the gap, and the moments of truth."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.figures import fall_text
from cjm_editor.core.line_facts import (
    FIRST_FIXES,
    are_first,
    conditioned,
    depends_on_measuring,
    ranked,
    ranks_told,
    summed,
    to_find_out,
    touchpoints_of,
)
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.role_words import kind_word
from cjm_editor.core.standing import are_alike, company_knows, count_told, is_belief
from cjm_editor.core.texts import Message, Words, _, ngettext
from cjm_editor.core.wording import counts, has_target


def key_figures(result: ComparisonResult, words: Words) -> tuple[tuple[str, str], ...]:
    """Two figures with their words: what the first fixes take off the gap, and the moments of truth."""
    found: list[tuple[str, str]] = []
    score, fixes = result.score, ranked(result)
    first = summed(result)
    if score.gap is not None and score.as_point and first:
        points = fall_text(score.gap, first[-1].after, words).points
        said = conditioned(result, first, _points_told(result, first, words))
        found.append((points, words(_at_least(result, first, said, words))))
    elif score.gap is not None and score.as_point and fixes:
        asked = to_find_out(result)
        found.append((words.number(len(asked)), words(_to_ask_about(result, asked))))
    if score.is_open:
        return ()
    moments = [
        gap
        for gap in result.touchpoints
        if any(t.moment_of_truth for t in touchpoints_of(result, gap.link, True))
    ]
    if moments and score.gap is not None:
        below = sum(bool(gap.loss and gap.loss > 0.01) for gap in moments)
        told = _moments(result, len(moments), below)
        if not below and any(gap.facts for gap in moments):  # a broken promise is a loss without points
            n = len(moments)
            told = ngettext(
                "moment of truth, no points lost there", "moments of truth, no points lost there", n
            )
        found.append((words.number(len(moments)), words(told)))
    elif alone := [(kind, n) for kind, n in counts(result) if kind in ("missing", "extra")]:
        (kind, n), *rest = alone
        others = (words(count_told(result, *other, has_open=are_alike(result))) for other in rest)
        found.append((words.number(n), ", ".join((_alone(kind, n, result, words), *others))))
    return tuple(found)


def _alone(kind: str, n: int, result: ComparisonResult, words: Words) -> str:
    """What so many links of one map alone are called, as on the pages of the stages, with its noun where that is not a
    sentence of its own."""
    said = kind_word(kind, n, result, words)
    if said == words(ngettext("without a counterpart", "without a counterpart", n)):
        return words(ngettext("touchpoint without a counterpart", "touchpoints without a counterpart", n))
    if said == words(ngettext("extra", "extra", n)):
        return words(ngettext("extra touchpoint", "extra touchpoints", n))
    return said


def _at_least(result: ComparisonResult, lines: Sequence[Fix], told: Message, words: Words) -> Message:
    """The same with the points that come off whatever metrics that nobody measures yet turn out to be: the headline
    promises no more than its part of them.
    """
    sure = lines[-1].sure_after
    if sure is None or not any(map(depends_on_measuring, lines)):
        return told
    points = fall_text(result.score.gap or 0.0, sure, words).points
    if points == words.number(0, 1):
        return told
    if not has_target(result):
        return _("{told}; at least {points} without what is not measured", told=told, points=points)
    return _("{told}; at least {points} if it is not", told=told, points=points)


def _to_ask_about(result: ComparisonResult, asked: Sequence[Fix]) -> Message:
    """What is to be found out about so many touchpoints, and from whom."""
    if all(fix.asks == "emotion" for fix in asked) and company_knows(result.actual.journey):
        return ngettext(
            "touchpoint with an unknown emotion: ask the company",
            "touchpoints with an unknown emotion: ask the company",
            len(asked),
        )
    if all(fix.asks == "emotion" for fix in asked):
        return ngettext(
            "touchpoint with an unknown emotion: ask customers",
            "touchpoints with an unknown emotion: ask customers",
            len(asked),
        )
    return ngettext(
        "touchpoint in question: find out first", "touchpoints in question: find out first", len(asked)
    )


def _points_told(result: ComparisonResult, lines: Sequence[Fix], words: Words) -> Message:
    """What the points are: gained by fixing, or where two maps differ. The lines are called by their numbers where
    something is to be found out between them, and where it must be clear which of them hangs on something.
    """
    count = len(lines)
    if not are_first(lines) or any(fix.unsure or depends_on_measuring(fix) for fix in lines):
        numbers = ranks_told(lines, words)
        if lines[-1].rank > FIRST_FIXES:  # none of them stands beside this figure
            numbers = words(_("{numbers} of the full list", numbers=numbers))
        if not has_target(result):
            return ngettext(
                "points of the gap come from difference {numbers}",
                "points of the gap come from differences {numbers}",
                count,
                numbers=numbers,
            )
        return ngettext(
            "points less after fix {numbers}", "points less after fixes {numbers}", count, numbers=numbers
        )
    if not has_target(result):
        return (
            _("points of the gap come from the greatest difference"),
            _("points of the gap come from the two greatest differences"),
            _("points of the gap come from the three greatest differences"),
        )[count - 1]
    return (
        _("points less after the first fix"),
        _("points less after the first two fixes"),
        _("points less after the first three fixes"),
    )[count - 1]


def _moments(result: ComparisonResult, count: int, below: int) -> Message:
    """How many moments of truth fall short: of a target, of a belief, or of the other map."""
    if below == 0:
        return ngettext("moment of truth, nothing lost there", "moments of truth, nothing lost there", count)
    if has_target(result):
        return _moments_below(count, below)
    if is_belief(result):
        return _moments_believed(count, below)
    return _moments_second(count, below)


def _moments_below(count: int, below: int) -> Message:
    if count == 1:
        return _("moment of truth, and it is below the target")
    if below == count:
        return ngettext("moment of truth, below the target", "moments of truth, all below the target", count)
    return ngettext(
        "moment of truth, below the target: {below}",
        "moments of truth, below the target: {below}",
        count,
        below=below,
    )


def _moments_believed(count: int, below: int) -> Message:
    if count == 1:
        return _("moment of truth, and it is worse than believed")
    if below == count:
        return ngettext(
            "moment of truth, worse than believed", "moments of truth, all worse than believed", count
        )
    return ngettext(
        "moment of truth, worse than believed: {below}",
        "moments of truth, worse than believed: {below}",
        count,
        below=below,
    )


def _moments_second(count: int, below: int) -> Message:
    if count == 1:
        return _("moment of truth, and it is worse in the second map")
    if below == count:
        return ngettext(
            "moment of truth, worse in the second map", "moments of truth, all worse in the second map", count
        )
    return ngettext(
        "moment of truth, worse in the second map: {below}",
        "moments of truth, worse in the second map: {below}",
        count,
        below=below,
    )
