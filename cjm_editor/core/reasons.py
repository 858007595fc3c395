"""Why a link is one, in words: its terms, who decided it, how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from cjm_editor.core.model import JourneyMap, title_or_id
from cjm_editor.core.results import ComparisonResult, Correspondence
from cjm_editor.core.standing import is_belief, metrics_apart, metrics_are_unpaired, unpaired_metrics
from cjm_editor.core.texts import Message, _, pgettext
from cjm_editor.core.wording import has_target

_TERMS: Mapping[str, Message] = MappingProxyType(
    {
        "base": pgettext("why", "Any two touchpoints"),
        "words": pgettext("why", "Words of the titles"),
        "channel": pgettext("why", "Channel"),
        "actor": pgettext("why", "Who acts"),
        "language": pgettext("why", "Another language"),
        "stage": pgettext("why", "Stage"),
        "place": pgettext("why", "Place on the route"),
        "neighbours": pgettext("why", "Neighbours"),
        "rival": pgettext("why", "No better rival"),
        "cap": pgettext("why", "No telling word in common"),
        "left": pgettext("why", "Both are left over"),
        "unlinked": pgettext("why", "Too little for a link"),
        "turned": pgettext("why", "One of the titles says “not”"),
        "undone": pgettext("why", "By one title it is undone or goes wrong"),
        "doer": pgettext("why", "Who does it to whom is the other way round"),
        "contrast": pgettext("why", "Another time, turn or end"),
        "object": pgettext("why", "Only what they are about is common"),
        "way": pgettext("why", "Only prepositions differ"),
        "verb": pgettext("why", "Only the verb is common"),
        "few": pgettext("why", "Hardly anything else is linked"),
        "unread": pgettext("why", "Words that cannot be read"),
        "repeated": pgettext("why", "The title stands several times"),
        "parts": pgettext("why", "The weakest part counts"),
        "id": pgettext("why", "The same id"),
        "title": pgettext("why", "The same title"),
    }
)

_PARTS: Mapping[str, Message] = MappingProxyType(
    {
        "experience": _(
            "how far emotions fall short; what has no counterpart counts whole, the worst point and the end more"
        ),
        "path": _("steps that are gone or take detours, new loops, people who drop off"),
        "friction": _("touchpoints that nobody planned, the unpleasant ones more"),
        "metrics": _("metrics that are worse than the reference wants"),
    }
)

_PARTS_BELIEVED: Mapping[str, Message] = MappingProxyType(
    {
        **_PARTS,
        "experience": _(
            "how far emotions are below what the company believes; what has no counterpart counts whole, "
            "the worst point and the end more"
        ),
        "path": _("steps that are not there or take detours, loops, people who drop off"),
        "friction": _("touchpoints that the company does not know of, the unpleasant ones more"),
        "metrics": _("metrics that are worse than the company believes"),
    }
)

_PARTS_ALIKE: Mapping[str, Message] = MappingProxyType(
    {
        **_PARTS,
        "experience": _(
            "how far emotions are below those of the first map; what has no counterpart counts whole, "
            "the worst point and the end more"
        ),
        "path": _("steps that are not there or take detours, loops, people who drop off"),
        "friction": _("touchpoints that the first map does not have, the unpleasant ones more"),
        "metrics": _("metrics that are worse than on the first map"),
    }
)

SURE, LIKELY, POSSIBLE = 0.9, 0.5, 0.2


def part_meaning(result: ComparisonResult, part: str) -> Message:
    """What a part of the gap counts, as the end of a sentence: below a target, a belief or the first of two maps."""
    if part == "metrics" and metrics_are_unpaired(result):
        return unpaired_metrics(result)
    if part == "metrics" and result.score.parts.metrics is None and (apart := metrics_apart(result)):
        return apart
    if has_target(result):
        return _PARTS[part]
    return (_PARTS_BELIEVED if is_belief(result) else _PARTS_ALIKE)[part]


def term_title(name: str, value: float = 1.0) -> Message | str:
    """What a term of a link's explanation speaks of; against a link a rival is there."""
    if name == "rival" and value < 0:
        return pgettext("why", "A rival as good")
    return _TERMS.get(name, name)


def decided_by(link: Correspondence) -> Message:
    """Who or what decided a link."""
    if link.by == "pin":
        return _("Decided by people")
    if link.by == "id":
        return _("Linked by the same id")
    if link.by == "exact":
        return _("Linked by the same title")
    if not (link.ideal and link.actual):
        return _("No counterpart found")
    return _("Found by likeness")


def kept_apart(result: ComparisonResult, number: int) -> tuple[Message, ...]:
    """What people said a link's touchpoints are not, the other one's title each."""
    link = result.matching.links[number]
    ours, theirs = result.ideal.journey, result.actual.journey
    found: dict[str, Message] = {}
    for decision in result.decided:
        if decision.state != "banned":
            continue
        here = (decision.ideal, decision.ideal_titles)
        there = (decision.actual, decision.actual_titles)
        for own, other, ids, journey, beyond in (
            (here, there, link.ideal, ours, theirs),
            (there, here, link.actual, theirs, ours),
        ):
            if ids and not set(ids).isdisjoint(_today(*own, journey)):
                title = " + ".join(_titles(*other, beyond))
                found[title] = _("People decided: this is not “{title}”", title=title)
    return tuple(found.values())


def _today(ids: Sequence[str], then: Sequence[str], journey: JourneyMap) -> list[str]:
    """The ids that a decision means today: one that is lost is that of the touchpoint with the title of then."""
    found = [id for id in ids if journey.touchpoints.get(id) is not None]
    lost = {title for id, title in zip(ids, then, strict=False) if title and id not in found}
    return found + [t.id for t in journey.touchpoints if lost and t.title in lost]


def _titles(ids: Sequence[str], then: Sequence[str], journey: JourneyMap) -> list[str]:
    """How touchpoints of a decision are called today, those that are gone by the title of then."""
    named = (*then, *ids[len(then) :])
    found = ((journey.touchpoints.get(id), old or id) for id, old in zip(ids, named, strict=False))
    return [title_or_id(t) if t is not None else old for t, old in found]


def counted_above() -> Message:
    """Why the gap after a line is that of the line before: what is mended there mends this as well."""
    return _("Counted already in the lines above")


def sureness(confidence: float) -> Message:
    """The band of a confidence 0..1 in a word."""
    if confidence >= SURE:
        return pgettext("link", "sure")
    if confidence >= LIKELY:
        return pgettext("link", "likely")
    return pgettext("link", "possible") if confidence >= POSSIBLE else pgettext("link", "unlikely")
