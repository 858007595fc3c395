"""What a line of the list asks to be done: an idea that stands on the map, else what differs most there."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_editor.core.elide import elided
from cjm_editor.core.emotion import label, step_label
from cjm_editor.core.model import Card, JourneyMap, lane_cards
from cjm_editor.core.results import ComparisonResult, Fix
from cjm_editor.core.standing import company_knows, is_settled, stands
from cjm_editor.core.terms import metric_words
from cjm_editor.core.texts import Message, Words, _
from cjm_editor.core.wording import (
    fix_title,
    has_target,
    is_name_of,
    is_unknown_emotion,
    link_title,
    title_of,
)

LANE = "opportunities"
_CLOSED = ("done", "dropped")
_MIDDLE = 3
_NEAR = 60
"""Letters of a candidate that a line names."""


def ideas_of(result: ComparisonResult, fix: Fix) -> tuple[Card, ...]:
    """The open ideas at the touchpoints of a line, the best first: lived ones before the reference's, then by impact,
    then by effort. None for findings of the path, and none where the reference is no target.
    """
    if fix.path is not None or not has_target(result):
        return ()
    link = result.matching.links[fix.link]
    found = [
        (side, -(card.impact or _MIDDLE), card.effort or _MIDDLE, place, card)
        for side, (journey, ids) in enumerate(
            ((result.actual.journey, link.actual), (result.ideal.journey, link.ideal))
        )
        for place, card in enumerate(_cards(journey, ids))
        if card.status not in _CLOSED and card.text.strip()
    ]
    return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:4]))


def _cards(journey: JourneyMap, ids: tuple[str, ...]) -> Iterator[Card]:
    for id in ids:
        touchpoint = journey.touchpoints.get(id)
        if touchpoint is not None:
            yield from lane_cards(touchpoint, LANE)


def what_to_do(result: ComparisonResult, fix: Fix, words: Words) -> str:
    """The line as a thing to do: its best idea, what to add or to leave out, else what differs most.

    Without a target nothing is to be done, and it says what differs.
    """
    told = _to_find_out(result, fix, words)
    if told is not None:
        return words(told)
    ideas = ideas_of(result, fix)
    if ideas:
        return " ".join(ideas[0].text.split())
    if fix.path is not None:
        return words(fix_title(result, fix))
    link, title = result.matching.links[fix.link], link_title(result, fix.link)
    if link.ideal and link.actual:
        difference = _difference(result, fix)
        if difference is None:
            return title
        said = words(difference)
        said = said[:1].lower() + said[1:] if said[1:2].islower() else said
        return words(_("{title}: {difference}", title=title, difference=said))
    if not has_target(result):
        return title
    if not link.ideal:
        return words(_("Find out whether “{title}” is needed", title=title))
    if is_settled(stands(result, fix.link)):
        return words(_("Add “{title}”", title=title))
    return words(_("“{title}”: find its counterpart, or add it", title=title))


def _to_find_out(result: ComparisonResult, fix: Fix, words: Words) -> Message | None:
    """What must be found out before anything is mended; None where nothing must, or where no map is a target."""
    link, title = result.matching.links[fix.link], link_title(result, fix.link)
    if fix.asks == "emotion" and company_knows(result.actual.journey):
        return _("Ask the company what it believes of feelings at “{title}”", title=title)
    if fix.asks == "emotion":
        return _("Ask customers how they feel at “{title}”", title=title)
    if not fix.asks or not has_target(result):
        return None
    if fix.asks == "metric":
        gap = next((gap for gap in result.touchpoints if gap.link == fix.link), None)
        kinds = dict.fromkeys(m.kind for m in (gap.metrics if gap else ()) if m.actual is None)
        names = ", ".join(words(metric_words(kind)) for kind in kinds)
        return _("Measure {metrics} at “{title}”", metrics=names, title=title)
    other = result.actual.journey if link.ideal else result.ideal.journey
    near = elided(title_of(other, (link.maybe[0].id,)), _NEAR)
    if link.ideal:
        return _("“{title}”: check whether “{near}” is this step", title=title, near=near)
    return _("“{title}”: check whether this is “{near}”", title=title, near=near)


def idea_line(card: Card) -> Message:
    """An idea of the map as one of a line's facts."""
    return _("Idea on the map: “{text}”", text=" ".join(card.text.split()))


def is_titled(result: ComparisonResult, fix: Fix) -> bool:
    """Whether what is to be done names its touchpoint."""
    return bool(fix.asks) or not ideas_of(result, fix)


def _difference(result: ComparisonResult, fix: Fix) -> Message | None:
    """What differs most at a touchpoint of both maps: what is felt, else the first fact."""
    felt = felt_words(result, fix.link)
    if felt is not None and felt[0] != felt[1]:
        return _("“{actual}” instead of “{ideal}”", ideal=felt[0], actual=felt[1])
    reasons = [reason for reason in fix.reasons if not is_name_of(reason)]
    return next((reason for reason in reasons if not is_unknown_emotion(reason)), next(iter(reasons), None))


def felt_words(result: ComparisonResult, link: int) -> tuple[Message | str, Message | str] | None:
    """The words for both emotions of a link; None unless both are known and the lived one is lower."""
    gap = next((gap for gap in result.touchpoints if gap.link == link), None)
    if gap is None or gap.ideal_emotion is None or gap.actual_emotion is None or not gap.shortfall:
        return None
    return (
        _word(gap.ideal_emotion, result.ideal.journey),
        _word(gap.actual_emotion, result.actual.journey),
    )


def _word(share: float, journey: JourneyMap) -> Message | str:
    scale = journey.scale
    if scale.labels:
        return label(scale.min + (scale.max - scale.min) * share, scale)
    return step_label(round(share * 4 - 2))
