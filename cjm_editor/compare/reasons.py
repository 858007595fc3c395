"""Why a touchpoint stands in the list of what to fix: the sentences of its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from cjm_editor.compare.components import Component
from cjm_editor.compare.facts import Facts
from cjm_editor.compare.gap import Ledger
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.model import EmotionScale, JourneyMap
from cjm_editor.core.results import Matching, PathGap
from cjm_editor.core.terms import metric_label
from cjm_editor.core.texts import Message, _, pgettext
from cjm_editor.core.wording import title_of


def reasons_of(
    ideal: JourneyMap,
    actual: JourneyMap,
    matching: Matching,
    book: Ledger,
    path: Sequence[PathGap],
    facts: Sequence[Facts],
) -> tuple[tuple[Message, ...], ...]:
    """For each component its sentences: what differs first, then what carries no points, then the path.

    A loop is said where it starts and where it leads.
    """
    here = {touchpoint.id: c.link for c in book.components for touchpoint in c.ideal}
    on_path: dict[int, list[Message]] = defaultdict(list)
    for gap in path:
        if gap.text is None or gap.kind in ("promise", "channel_switch"):
            continue
        at = dict.fromkeys(here[id] for id in gap.ideal) if gap.kind == "loop" else (gap.link,)
        for number in at:
            on_path[number].append(gap.text)
    found = []
    for component in book.components:
        alone = alone_text(ideal, actual, matching, component.link)
        differences = [alone] if alone is not None else _differences(component, actual)
        if facts[component.link].met == "partly":
            differences.append(_("Expectation met only in part"))
        found.append((*differences, *facts[component.link].must, *on_path[component.link]))
    return tuple(found)


def alone_text(ideal: JourneyMap, actual: JourneyMap, matching: Matching, number: int) -> Message | None:
    """What is said of a touchpoint without a counterpart, with the nearest candidate; None of one that has some.

    Half of what looks missing between maps in different words is only called something else, so nothing is said to
    be missing unless people decided so or the maps have a common origin.
    """
    link = matching.links[number]
    if link.ideal and link.actual:
        return None
    if link.by == "pin" or not link.maybe:
        is_known = link.by == "pin" or matching.id_mode == "lineage"
        return _alone(ideal, actual, bool(link.ideal), is_known)
    near = link.maybe[0]
    other = actual if link.ideal else ideal
    return _(
        "No counterpart found; nearest: “{title}” ({percent}%)",
        title=title_of(other, (near.id,)),
        percent=round(100 * near.confidence),
    )


def _alone(ideal: JourneyMap, actual: JourneyMap, is_missing: bool, is_known: bool) -> Message:
    """The sentence in words that fit the roles of the two maps."""
    if actual.kind == ideal.kind:
        return _("Not in the compared map") if is_missing else _("Only in the compared map")
    if ideal.kind == "assumed":
        if is_missing:
            return _("The company believes in it, customers do not meet it")
        return _("Customers meet it, the company does not know of it")
    if not is_missing:
        return _("Not in the reference")
    if actual.kind == "assumed":
        return _("The company does not plan on it")
    return _("Missing in reality") if is_known else _("No counterpart found in reality")


def _differences(component: Component, actual: JourneyMap) -> list[Message]:
    found = _emotions(component, actual.scale)
    for metric in component.metrics:
        if metric.worse and metric.actual is not None and metric.ideal is not None:
            found.append(
                _(
                    "{metric}: {actual} instead of {ideal}",
                    metric=metric_label(metric.kind),
                    actual=round(metric.actual, 2),
                    ideal=round(metric.ideal, 2),
                )
            )
    return found


def _emotions(component: Component, scale: EmotionScale) -> list[Message]:
    """What the lived emotion is instead of the wanted one, where the reference wants one."""
    if component.ideal_emotion is None:
        return []
    if component.actual_emotion is None:
        return [_("Emotion not known")]
    if not component.shortfall:
        return []
    lived, wanted = _emotion(component.actual_emotion, scale), _emotion(component.ideal_emotion, scale)
    return [_("Emotion {actual} instead of {ideal}", actual=lived, ideal=wanted)]


def _emotion(value: float, scale: EmotionScale) -> float | Message:
    """An emotion on the lived map's scale, with a plus where the scale goes below zero."""
    shown = round(from_normal(value, scale), 1)
    if scale.min < 0 < shown:
        return pgettext("emotion", "+{number}", number=shown)
    return shown + 0.0
