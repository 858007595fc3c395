"""What a comparison says in sentences: the conclusion, key figures, what a line of the list rests on."""

from __future__ import annotations

from cjm_editor.core.besides import no_gap
from cjm_editor.core.elide import NAME, short
from cjm_editor.core.figures import after_text, agree, sure_text
from cjm_editor.core.line_facts import (
    asks_hint,
    depends_on_measuring,
    find_out_first,
    leading,
    measuring_told,
    range_note,
    ranked,
    rests_on,
    summed,
    to_find_out,
)
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import (
    advice,
    are_alike,
    company_knows,
    is_belief,
    is_believed,
    link_kind,
    stands,
)
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Message, Words, _, ngettext, pgettext
from cjm_editor.core.todo import felt_words
from cjm_editor.core.wording import (
    fix_stage,
    fix_title,
    has_target,
    link_title,
    order_note,
    stated_effort,
)

WORTH_A_HEADLINE = 0.01
"""A line that is less of the gap than this is no headline where most is still to be asked."""

MOST_STEPS = 12
"""So many steps the chart of the falling gap has room for."""


def conclusion(result: ComparisonResult, words: Words) -> str:
    """The one sentence a sponsor should remember: the first thing to fix and what fixing it takes off the gap."""
    score = result.score
    if score.gap is None:
        return words(_("There is nothing to compare with: the reference has no touchpoints"))
    links = result.matching.links
    if score.is_open and not any(link.actual for link in links):
        title = _map_title(result.actual.journey, words)
        return words(_("The map “{title}” has no touchpoints yet: the gap is not known", title=title))
    if score.is_open:
        return words(_("Nothing in the two maps could be lined up by its words: the gap is not known yet"))
    if score.lined_up == "little":
        linked = sum(len(link.ideal) for link in links if link.actual)
        told = ngettext(
            "Only {n} touchpoint of {all} could be lined up: the gap is not known yet",
            "Only {n} touchpoints of {all} could be lined up: the gap is not known yet",
            linked,
            all=sum(len(link.ideal) for link in links),
        )
        return words(told)
    if not any(link.ideal and link.actual for link in links):
        return words(_("The two maps have no touchpoint in common: they tell of different journeys"))
    fixes = ranked(result)
    if not score.as_point and (score.high or 0.0) >= 0.05 and (not fixes or score.gap < 0.05):
        return words(_("Whether there is a gap is not known: too few emotions are"))
    if not fixes or score.gap < 0.05:
        return no_gap(result, words)
    first = next(iter(leading(result, 1)), None)
    if first is None or (first is not fixes[0] and first.delta < WORTH_A_HEADLINE * score.gap):
        return words(_to_ask(result))
    what = _what(result, first, words)
    if not score.as_point:
        return words(_("{what}: the greatest loss known", what=what))
    share = _share(first, score.gap, words)
    link = result.matching.links[first.link]
    if link.unsure and first.path is None:
        percent = sure_text(link.confidence, words)
        if not has_target(result):
            doubtful = _(
                "{what}: this makes {share} of the gap, if the link is right ({percent})",
                what=what,
                share=share,
                percent=percent,
            )
        else:
            doubtful = _(
                "{what}: fixing this removes {share} of the gap, if the link is right ({percent})",
                what=what,
                share=share,
                percent=percent,
            )
        return words(doubtful)
    if not has_target(result):
        return words(_("{what}: this alone makes {share} of the gap", what=what, share=share))
    return words(_("{what}: fixing this removes {share} of the gap", what=what, share=share))


def _to_ask(result: ComparisonResult) -> Message:
    """That hardly anything is known to differ, and what to find out, or whom to ask about what."""
    asked = to_find_out(result)
    title = short(link_title(result, asked[0].link))
    if any(fix.asks != "emotion" for fix in asked):
        return _to_look_into(title, len(asked) - 1)
    if company_knows(result.actual.journey):
        return _to_ask_company(title, len(asked) - 1)
    if len(asked) == 1:
        return _(
            "Ask customers how they feel at “{title}”: hardly anything else is known to differ", title=title
        )
    return ngettext(
        "Ask customers how they feel at “{title}” and {n} more touchpoint: hardly anything else is known to differ",
        "Ask customers how they feel at “{title}” and {n} more touchpoints: hardly anything else is known to differ",
        len(asked) - 1,
        title=title,
    )


def _to_ask_company(title: str, more: int) -> Message:
    if not more:
        return _(
            "Ask the company what it believes of feelings at “{title}”: hardly anything else is known to differ",
            title=title,
        )
    return ngettext(
        "Ask the company what it believes of feelings at “{title}” and {n} more touchpoint: "
        "hardly anything else is known to differ",
        "Ask the company what it believes of feelings at “{title}” and {n} more touchpoints: "
        "hardly anything else is known to differ",
        more,
        title=title,
    )


def _to_look_into(title: str, more: int) -> Message:
    if not more:
        return _("Find out first what is true of “{title}”: hardly anything is known to differ", title=title)
    return ngettext(
        "Find out first what is true of “{title}” and {n} more touchpoint: hardly anything is known to differ",
        "Find out first what is true of “{title}” and {n} more touchpoints: hardly anything is known to differ",
        more,
        title=title,
    )


def _map_title(journey: JourneyMap, words: Words) -> str:
    return short(journey.title) or words(map_kind_title(journey.kind))


def steps_title(result: ComparisonResult) -> Message:
    """The heading of the chart of steps."""
    return _("If fixed in this order") if has_target(result) else _("If made alike in this order")


def steps_axis(result: ComparisonResult, count: int) -> Message:
    """What its steps count; where there are more than it has room for, that it shows the first ones; what is dashed;
    that figures are rounded where the points of the first lines are not what is left of the two gaps shown."""
    first, axis = summed(result), _axis(result, count)
    if not first or agree(result.score.gap or 0.0, first[-1].after):
        return axis
    return _("{axis}; each figure is rounded by itself", axis=axis)


def _axis(result: ComparisonResult, count: int) -> Message:
    if any(fix.asks for fix in ranked(result)[:MOST_STEPS]):
        if count <= MOST_STEPS:
            return _("lines of the list; dashed: find out first")
        return _("lines of the list ({n} of {all}); dashed: find out first", n=MOST_STEPS, all=count)
    if count <= MOST_STEPS:
        return _("fixes made") if has_target(result) else _("differences gone")
    if has_target(result):
        return _("fixes made ({n} of {all})", n=MOST_STEPS, all=count)
    return _("differences gone ({n} of {all})", n=MOST_STEPS, all=count)


def has_steps(result: ComparisonResult) -> bool:
    """Whether the gap falls in steps: it is one number, and the first lines take points off it for sure."""
    return result.score.as_point and any(fix.is_counted for fix in ranked(result)[:MOST_STEPS])


def list_notes(result: ComparisonResult, words: Words) -> tuple[str, ...]:
    """What stands above the lines of the list, a line each: by what they are ordered, with what a figure in question
    is; why the figures of two lines are more than what the gap falls by with both.
    """
    told = (order_note(result), asks_hint(result))
    order = " ".join(words(note) for note in told if note is not None)
    if (ranges := range_note(result)) is not None:
        return order, words(ranges)
    if not has_steps(result):
        return (order,)
    return order, words(_("Points: of each line alone; the gap after it: with all lines above."))


def all_title(result: ComparisonResult) -> Message:
    """The heading of all lines."""
    return _("What to fix, in order") if has_target(result) else _("What differs, in order")


def _share(fix: Fix, gap: float, words: Words) -> str:
    """The share of the gap in words people use: a third, a quarter, else per cent; the least that it is sure to be
    where the rest hangs on what nobody measures yet, as the line says too.
    """
    is_part = depends_on_measuring(fix)
    share = min(1.0, (fix.sure_delta if is_part else fix.delta) / gap)
    told = _share_told(share, words)
    return words(_("at least {share}", share=told)) if is_part and share >= 0.01 else told


def _share_told(share: float, words: Words) -> str:
    for low, high, message in (
        (0.97, 1.01, pgettext("share", "all")),
        (0.64, 0.69, pgettext("share", "two thirds")),
        (0.47, 0.53, pgettext("share", "half")),
        (0.315, 0.35, pgettext("share", "a third")),
        (0.24, 0.26, pgettext("share", "a quarter")),
    ):
        if low <= share <= high:
            return words(message)
    return words.percent(share) if share >= 0.01 else words(pgettext("share", "less than a hundredth"))


def _what(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """What is wrong there, as the beginning of a sentence."""
    if fix.path is not None:
        return short(words(fix_title(result, fix)), 2 * NAME)
    link = result.matching.links[fix.link]
    title = short(link_title(result, fix.link))
    if not (link.ideal and link.actual):
        return words(_alone(result, fix.link, title))
    told = felt_words(result, fix.link)
    if told is not None and (ideal := words(told[0])) != (actual := words(told[1])):
        return words(_emotions_message(result, title, ideal, actual))
    if not has_target(result):
        return words(_("The greatest difference is at “{title}”", title=title))
    if is_believed(result):
        return words(_("The company's belief is furthest from the target at “{title}”", title=title))
    return words(_("The most is lost at “{title}”", title=title))


def _alone(result: ComparisonResult, number: int, title: str) -> Message:
    """That a touchpoint has no counterpart; nothing is said to be missing or extra that merely was not found."""
    known = stands(result, number)
    if known == "refused" and (result.matching.links[number].ideal or not has_target(result)):
        return _("“{title}” has no counterpart", title=title)
    if result.matching.links[number].ideal:
        if is_believed(result) and known == "known":
            return _("“{title}” is not in the company's belief", title=title)
        if is_believed(result):
            return _("“{title}” has no counterpart in the company's belief that could be found", title=title)
        if are_alike(result) and known != "known":
            return _("No counterpart was found for “{title}”", title=title)
        if are_alike(result):
            return _("“{title}” is not in the second map", title=title)
        if known != "known":
            return _("“{title}” has no counterpart in real life that could be found", title=title)
        if is_belief(result):
            return _("The company thinks “{title}” happens, but customers do not meet it", title=title)
        return _("“{title}” does not happen in real life", title=title)
    if are_alike(result) and known != "known":
        return _("No counterpart was found for “{title}”", title=title)
    if are_alike(result):
        return _("“{title}” is only in the second map", title=title)
    if is_belief(result) and known != "known":
        return _("“{title}” has no counterpart in the company's belief that could be found", title=title)
    if is_belief(result):
        return _("Customers meet “{title}”, and the company does not know of it", title=title)
    if is_believed(result):
        return _("“{title}” is only in the company's belief", title=title)
    return _("“{title}” is an extra touchpoint", title=title)


def _emotions_message(result: ComparisonResult, title: str, ideal: str, actual: str) -> Message:
    """Both emotions of a touchpoint; the reference is a wish, a belief or just another map."""
    if are_alike(result):
        return _(
            "At “{title}”: “{ideal}” in the first map, “{actual}” in the second",
            title=title,
            ideal=ideal,
            actual=actual,
        )
    if is_belief(result):
        return _(
            "At “{title}” the company thinks it is “{ideal}”, but it is “{actual}”",
            title=title,
            ideal=ideal,
            actual=actual,
        )
    if is_believed(result):
        return _(
            "At “{title}” it should be “{ideal}”, but the company thinks it is “{actual}”",
            title=title,
            ideal=ideal,
            actual=actual,
        )
    return _(
        "At “{title}” it should be “{ideal}”, but it is “{actual}”", title=title, ideal=ideal, actual=actual
    )


def gap_after(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """The gap that is left after a line and all before it, or that something must be found out before; "" where the
    gap is known as an interval only."""
    if fix.asks:
        return words(find_out_first())
    if not result.score.as_point:
        return ""
    if fix.counted_above:
        return words(_("gap stays {gap}", gap=after_text(fix, words)))
    return words(_("gap falls to {gap}", gap=after_text(fix, words)))


def fix_facts(result: ComparisonResult, fix: Fix, words: Words) -> tuple[str, ...]:
    """What stands under a line's title: where it is, what it rests on, and effort where somebody estimated it."""
    parts = [
        fix_place(result, fix, words),
        measuring_told(result, fix, words),
        rests_on(result, fix, words),
        effort_told(result, fix, words),
    ]
    return tuple(part for part in parts if part)


def effort_told(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """The effort where somebody estimated it."""
    effort = stated_effort(result, fix)
    return words(_("effort {effort} of 5", effort=effort)) if effort is not None else ""


def fix_place(result: ComparisonResult, fix: Fix, words: Words, has_title: bool = False) -> str:
    """The stage of a line, so that its name is taken for no other word; with `has_title` the touchpoint as well, which
    the line does not name."""
    name = short(fix_stage(result, fix), 28)
    stage = words(_("stage “{stage}”", stage=name)) if name else ""
    if not has_title:
        return stage
    title = words(pgettext("title", "“{title}”", title=short(link_title(result, fix.link), 40)))
    return f"{stage}, {title}" if stage else title


def fix_marks(result: ComparisonResult, fix: Fix, words: Words) -> tuple[str, ...]:
    """What became of the touchpoint, and what its importance advises."""
    kind = "" if fix.path is not None else words(link_kind(result, fix.link))
    return tuple(mark for mark in (kind, words(advice(result, fix))) if mark)
