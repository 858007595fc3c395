"""A comparison in words: headline, doubts, counts, names of kinds; the same in window, report and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from cjm_editor.core.figures import gap_figure, interval_figures, sure_percent
from cjm_editor.core.model import JourneyMap, route_order, stage_of, title_or_id
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix, LinkKind, Matching, Quadrant
from cjm_editor.core.texts import Message, _, ngettext, pgettext
from cjm_editor.core.values import is_duration, number_of

KINDS: tuple[LinkKind, ...] = (
    "same",
    "changed",
    "renamed",
    "moved",
    "split",
    "merged",
    "many",
    "missing",
    "extra",
)
"""Kinds of links in the order in which they are listed."""

PERCENT_METRICS = frozenset({"csat", "churn"})
"""Kinds of metrics that are shares of customers, in per cent whether they say so or not."""

_QUADRANTS: Mapping[str, Message] = MappingProxyType(
    {
        "concentrate": _("Concentrate here"),
        "keep": _("Important and nearly good"),
        "later": _("Less important"),
        "enough": _("Less important and nearly good"),
        "remove": _("Remove?"),
        "look": _("Look at it"),
    }
)

_KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "same": pgettext("link", "Same"),
        "changed": pgettext("link", "Changed"),
        "renamed": pgettext("link", "Renamed"),
        "moved": pgettext("link", "Moved"),
        "split": pgettext("link", "Split"),
        "merged": pgettext("link", "Merged"),
        "many": pgettext("link", "Several to several"),
        "missing": pgettext("link", "Missing"),
        "extra": pgettext("link", "Extra"),
    }
)

_PARTS: Mapping[str, Message] = MappingProxyType(
    {
        "experience": pgettext("gap", "Experience"),
        "path": pgettext("gap", "Path"),
        "friction": pgettext("gap", "Friction"),
        "metrics": pgettext("gap", "Metrics"),
    }
)


def quadrant_title(quadrant: Quadrant) -> Message | str:
    """What the quadrant advises; empty where there is none."""
    return _QUADRANTS.get(quadrant, "")


def kind_title(kind: str) -> Message:
    """The name of a kind of link."""
    return _KINDS[kind]


def part_title(part: str) -> Message:
    """The name of a part of the gap: experience, path, friction, metrics."""
    return _PARTS[part]


def kind_count(kind: str, n: int) -> Message:
    """How many links are of a kind, as a phrase: `2 renamed`."""
    return {
        "same": ngettext("{n} the same", "{n} the same", n),
        "changed": ngettext("{n} changed", "{n} changed", n),
        "renamed": ngettext("{n} renamed", "{n} renamed", n),
        "moved": ngettext("{n} moved", "{n} moved", n),
        "split": ngettext("{n} split", "{n} split", n),
        "merged": ngettext("{n} merged", "{n} merged", n),
        "many": ngettext("{n} several to several", "{n} several to several", n),
        "missing": ngettext("{n} missing in reality", "{n} missing in reality", n),
        "extra": ngettext("{n} extra", "{n} extra", n),
    }[kind]


def counts(result: ComparisonResult) -> tuple[tuple[LinkKind, int], ...]:
    """How many links there are of each kind that occurs, in the order of `KINDS`."""
    counted = Counter(link.kind for link in result.matching.links)
    return tuple((kind, counted[kind]) for kind in KINDS if counted[kind])


def headline(result: ComparisonResult) -> Message:
    """The gap in one sentence; as an interval only where less than half of the emotions are known."""
    score = result.score
    if score.gap is None or score.low is None or score.high is None:
        return _("The gap cannot be computed: the reference has no touchpoints")
    if score.is_open:
        return _("The gap is not known yet")
    gap, (low, high) = gap_figure(score.gap), interval_figures(score.low, score.high)
    if low == high:  # what is not known changes nothing, so the point says it all
        return _("Gap {gap} of 100", gap=gap)
    if not score.as_point:
        return _("Gap between {low} and {high} of 100", low=low, high=high)
    return _("Gap {gap} of 100, probably {low} to {high}", gap=gap, low=low, high=high)


def links_in_doubt(result: ComparisonResult) -> tuple[int, ...]:
    """The numbers of the links that are in doubt: whoever counts or lists them, counts and lists these."""
    return tuple(number for number, link in enumerate(result.matching.links) if link.unsure)


def has_target(result: ComparisonResult) -> bool:
    """Whether the reference says how it should be: then there is something to fix, else two maps differ."""
    return is_target(result.ideal.journey.kind, result.actual.journey.kind)


def is_target(ideal: str, actual: str) -> bool:
    """The same by the kinds of the two maps."""
    return ideal == "ideal" != actual


def first_title(result: ComparisonResult) -> Message:
    """The heading of the first lines: without a target neither map is what the other should become."""
    return _("What to fix first") if has_target(result) else _("What differs most")


def doubts(result: ComparisonResult) -> tuple[Message, ...]:
    """Why the gap is an interval: unsure links, candidates for what is missing, emotions that nobody knows."""
    found: list[Message] = []
    score = result.score
    if score.gap is None:
        return ()
    if score.is_open:
        return (_open_reason(result),)
    if score.lined_up == "little":
        found.append(_("hardly any touchpoint could be lined up"))
    unsure = len(links_in_doubt(result))
    if unsure:
        found.append(ngettext("{n} link in doubt", "{n} links in doubt", unsure))
    open_ones = sum(bool(link.asked and not link.actual) for link in result.matching.links)
    if open_ones:
        found.append(
            ngettext(
                "{n} touchpoint without a counterpart may have one",
                "{n} touchpoints without a counterpart may have one",
                open_ones,
            )
        )
    if any(link.ideal and link.actual for link in result.matching.links):
        known = score.coverage.emotion
        if not known:
            found.append(_("no emotion is known on both maps"))
        elif known < 1:
            found.append(_("emotion known for {percent}%", percent=min(99, max(1, round(100 * known)))))
    if not found and score.low is not None and score.high is not None:
        low, high = interval_figures(score.low, score.high)
        found += [] if low == high else _other_names(result)
    return tuple(found)


def _open_reason(result: ComparisonResult) -> Message:
    """Why there is not even an interval: nothing is lived yet, or nothing could be lined up."""
    if not route_order(result.actual.journey):
        return _("the map “{title}” is empty", title=title_or_id(result.actual.journey))
    if any(link.is_refused for link in result.matching.links):
        return _("people turned down all pairs that were found")
    return _("no touchpoint could be lined up")


def _other_names(result: ComparisonResult) -> list[Message]:
    """That what stands alone may be the same in words that nothing likens: why an interval is wide all the same."""
    alone = sum(not link.actual and link.by != "pin" for link in result.matching.links)
    alone = alone or sum(not link.ideal and link.by != "pin" for link in result.matching.links)
    if not alone:
        return []
    return [
        ngettext(
            "{n} touchpoint without a counterpart may be there under another name",
            "{n} touchpoints without a counterpart may be there under other names",
            alone,
        )
    ]


def link_title(result: ComparisonResult, number: int) -> str:
    """The titles of a link's touchpoints: the reference's, those of an extra its own."""
    link = result.matching.links[number]
    return title_of(result.ideal.journey, link.ideal) or title_of(result.actual.journey, link.actual)


def title_of(journey: JourneyMap, ids: tuple[str, ...]) -> str:
    """The titles of these touchpoints, joined."""
    found = (journey.touchpoints.get(id) for id in ids)
    return " + ".join(title_or_id(touchpoint) for touchpoint in found if touchpoint is not None)


def lived_title(ideal: JourneyMap, actual: JourneyMap, link: Correspondence) -> Message | None:
    """What the lived map calls a touchpoint that the reference calls otherwise, or has as one where that has several;
    None where the titles agree and where there is no counterpart."""
    is_one = len(link.ideal) == len(link.actual) == 1
    if not (link.ideal and link.actual) or (is_one and "renamed" not in link.flags):
        return None
    title = title_of(actual, link.actual)
    if ideal.kind != actual.kind and actual.kind == "actual":
        return _("In reality: “{title}”", title=title)
    if ideal.kind != actual.kind:
        return _("In the compared map: “{title}”", title=title)
    return _("In the second map: “{title}”", title=title)


_NAMES = ("In reality: “{title}”", "In the compared map: “{title}”", "In the second map: “{title}”")


def is_name_of(reason: Message) -> bool:
    """Whether a reason merely tells what the lived map calls the touchpoint."""
    return reason.msgid in _NAMES


def is_unknown_emotion(reason: Message) -> bool:
    """Whether a reason merely tells that nobody has asked what customers feel."""
    return reason.msgid in ("Emotion not known: ask customers", "Emotion not known: ask the company")


def swapped_text(ideal: JourneyMap, actual: JourneyMap, matching: Matching, number: int) -> Message | None:
    """With which neighbour a link merely changed places, the other one's title; None where it did not."""
    if "swapped" not in matching.links[number].flags:
        return None
    return swapped_texts(ideal, actual, matching).get(number)


def swapped_texts(ideal: JourneyMap, actual: JourneyMap, matching: Matching) -> Mapping[int, Message]:
    """What `swapped_text` says of each link that merely changed places with a neighbour."""
    swapped = [n for n, link in enumerate(matching.links) if "swapped" in link.flags]
    if not swapped:
        return {}
    ours = {t.id: place for place, t in enumerate(route_order(ideal))}
    theirs = {t.id: place for place, t in enumerate(route_order(actual))}
    ends = ((n, matching.links[n]) for n in swapped)
    places = {n: (ours[link.ideal[0]], theirs[link.actual[0]]) for n, link in ends}
    found: dict[int, Message] = {}
    for number, (at, back) in places.items():
        crossing = (
            (abs(i - at) + abs(j - back), n) for n, (i, j) in places.items() if (i - at) * (j - back) < 0
        )
        other = min(crossing, default=None)
        if other is not None:
            title = title_of(ideal, matching.links[other[1]].ideal)
            found[number] = _("Changed places with “{title}”", title=title)
    return found


def alone_text(ideal: JourneyMap, actual: JourneyMap, matching: Matching, number: int) -> Message | None:
    """What is said of a touchpoint without a counterpart, with the nearest candidate; None of one that has some.

    Half of what looks missing between maps in different words is only called something else, so nothing is said to
    be missing unless people decided so or the maps have a common origin.
    """
    link = matching.links[number]
    if link.ideal and link.actual:
        return None
    is_known = link.by == "pin" or (matching.id_mode == "lineage" and not link.asked)
    if link.is_refused and not is_known:
        return turned_down_text()
    if not link.asked:
        return _alone(ideal, actual, bool(link.ideal), is_known)
    near = link.maybe[0]
    other = actual if link.ideal else ideal
    return _(
        "No counterpart found; nearest: “{title}” ({percent}%)",
        title=title_of(other, (near.id,)),
        percent=sure_percent(near.confidence),
    )


def turned_down_text() -> Message:
    """What is said of a touchpoint whose candidates people turned down."""
    return _("People decided: none of what came near is its counterpart")


def _alone(ideal: JourneyMap, actual: JourneyMap, is_missing: bool, is_known: bool) -> Message:
    """The sentence in words that fit the roles of the two maps; what is not known was merely not found."""
    is_belief = (ideal.kind, actual.kind) == ("assumed", "actual")
    if not is_belief and not is_target(ideal.kind, actual.kind):
        if is_known:
            return _("Not in the second map") if is_missing else _("Only in the second map")
        return _("Not found in the second map") if is_missing else _("Not found in the first map")
    if is_belief and is_known:
        if is_missing:
            return _("The company thinks it happens, customers do not meet it")
        return _("Customers meet it, the company does not know of it")
    if is_belief and not is_missing:
        return _("No counterpart found in the company's belief")
    if not is_missing:
        return _("Not in the reference")
    if actual.kind == "assumed":
        if is_known:
            return _("Not in the company's belief")
        return _("No counterpart found in the company's belief")
    return _("Missing in reality") if is_known else _("No counterpart found in reality")


def reasons_beside_kind(result: ComparisonResult, fix: Fix) -> tuple[Message, ...]:
    """The reasons of a line that stand beside what its link is called, without that once more.

    Against a belief the kind says the same in other words, unless it names the candidate that comes near.
    """
    link = result.matching.links[fix.link]
    kinds = result.ideal.journey.kind, result.actual.journey.kind
    is_known = link.by == "pin" or result.matching.id_mode == "lineage"
    is_belief = kinds == ("assumed", "actual")
    is_said = not link.is_refused and not (is_belief and is_known and not link.asked)
    is_told = not link.actual or (not link.ideal and not link.asked)
    if fix.path is not None or not is_said or not is_told:
        return fix.reasons
    alone = alone_text(result.ideal.journey, result.actual.journey, result.matching, fix.link)
    return tuple(reason for reason in fix.reasons if reason != alone)


def stated_effort(result: ComparisonResult, fix: Fix) -> float | None:
    """The effort of a line where a map states it; None where the order of the list merely assumes 1."""
    link = result.matching.links[fix.link]
    ids, journey = (link.actual, result.actual.journey) if link.actual else (link.ideal, result.ideal.journey)
    if not any(t.effort for t in (journey.touchpoints.get(id) for id in ids) if t is not None):
        return None
    return int(fix.effort) if fix.effort == int(fix.effort) else fix.effort


def order_note(result: ComparisonResult) -> Message:
    """By what the lines of the list are ordered."""
    if has_target(result):
        return _("In the order of points per unit of effort; what is in doubt counts for less.")
    return _("In the order of points: the greatest difference first.")


def effort_note(result: ComparisonResult) -> Message | None:
    """What the order of the list takes for effort that nobody estimated; None where all of it is estimated, and where
    the list is ordered by differences alone.
    """
    if not has_target(result):
        return None
    if all(fix.also or stated_effort(result, fix) is not None for fix in result.fixes):
        return None
    return _("Where no effort is estimated, the order takes it for 1, the least.")


def fix_title(result: ComparisonResult, fix: Fix) -> Message | str:
    """What a line is about: a finding of the path in a sentence, else the touchpoint's title."""
    if fix.path is not None:
        text = result.path[fix.path].text
        if text is not None:
            return text
    return link_title(result, fix.link)


def fix_stage(result: ComparisonResult, fix: Fix) -> str:
    """The title of the stage that a line stands in; empty where the map has no stages."""
    link: Correspondence = result.matching.links[fix.link]
    journey = result.ideal.journey if link.ideal else result.actual.journey
    stage = stage_of(journey, fix.stage)
    return title_or_id(stage) if stage is not None else ""


def duration_text(duration: str) -> Message | str:
    """A duration as people write it (`3 d` for `3d`); a text that is none comes back as it is."""
    if not is_duration(duration):
        return duration
    unit = duration.lstrip("0123456789. ")
    number = number_of(duration[: len(duration) - len(unit)].strip())
    if number is None:
        return duration
    if unit == "y" and number == int(number):
        return ngettext("{n} year", "{n} years", int(number))
    return {
        "s": pgettext("duration", "{number} s", number=number),
        "m": pgettext("duration", "{number} min", number=number),
        "h": pgettext("duration", "{number} h", number=number),
        "d": pgettext("duration", "{number} d", number=number),
        "w": pgettext("duration", "{number} wk", number=number),
        "mo": pgettext("duration", "{number} mo", number=number),
        "y": pgettext("duration", "{number} yr", number=number),
    }[unit]


def duration_words(duration: str) -> Message | str:
    """A duration in whole words (`6 months` for `6mo`); a broken number as `duration_text` has it, a text that is no
    duration as it is."""
    unit = duration.lstrip("0123456789. ")
    number = number_of(duration[: len(duration) - len(unit)].strip()) if is_duration(duration) else None
    if number is None or number != int(number):
        return duration_text(duration)
    n = int(number)
    return {
        "s": ngettext("{n} second", "{n} seconds", n),
        "m": ngettext("{n} minute", "{n} minutes", n),
        "h": ngettext("{n} hour", "{n} hours", n),
        "d": ngettext("{n} day", "{n} days", n),
        "w": ngettext("{n} week", "{n} weeks", n),
        "mo": ngettext("{n} month", "{n} months", n),
        "y": ngettext("{n} year", "{n} years", n),
    }[unit]


def metric_amount(value: float, kind: str, unit: str = "") -> Message | float:
    """A metric's value with its unit, as the board writes it; a share of customers has per cent for its unit."""
    if unit == "%" or (not unit and kind in PERCENT_METRICS):
        return pgettext("metric", "{number}%", number=value)
    return pgettext("metric", "{number} {unit}", number=value, unit=unit) if unit else value


def is_clean(result: ComparisonResult) -> bool:
    """Whether the maps agree: the gap is 0 and no touchpoint is missing, extra or changed in any way."""
    return not result.score.gap and all(
        link.kind == "same" and not link.flags for link in result.matching.links
    )
