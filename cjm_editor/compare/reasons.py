"""Why a touchpoint stands in the list of what to fix: the sentences of its line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from cjm_editor.compare.components import Component
from cjm_editor.compare.facts import Facts
from cjm_editor.compare.gap import Ledger
from cjm_editor.core.emotion import from_normal
from cjm_editor.core.metric_rows import amount_of
from cjm_editor.core.model import EmotionScale, JourneyMap
from cjm_editor.core.results import Matching, PathGap
from cjm_editor.core.standing import also_nearest, also_nearest_text, company_knows, in_reference
from cjm_editor.core.terms import metric_words
from cjm_editor.core.texts import Message, _, pgettext
from cjm_editor.core.wording import (
    alone_text,
    is_target,
    lived_title,
    swapped_texts,
)


def reasons_of(
    ideal: JourneyMap,
    actual: JourneyMap,
    matching: Matching,
    book: Ledger,
    path: Sequence[PathGap],
    facts: Sequence[Facts],
) -> tuple[tuple[Message, ...], ...]:
    """For each component its sentences: what the lived map calls it where that is not the line's title, then what
    differs, then what carries no points, then the path.

    A loop is said where it starts and where it leads.
    """
    here = {touchpoint.id: c.link for c in book.components for touchpoint in c.ideal}
    there = {touchpoint.id: c.link for c in book.components for touchpoint in c.actual}
    on_path: dict[int, list[Message]] = defaultdict(list)
    beside: dict[int, list[Message]] = defaultdict(list)
    for gap in path:
        if gap.text is None or gap.implied or gap.kind in ("promise", "channel_switch"):
            continue
        at: Iterable[int] = (gap.link,)
        if gap.kind == "loop":
            at = dict.fromkeys((*(here[id] for id in gap.ideal), *(there[id] for id in gap.actual)))
        for number in at:
            if gap.text not in facts[number].must:
                on_path[number].append(gap.text)
        for number in dict.fromkeys(here[id] for id in gap.ideal) if not gap.is_worsened else ():
            beside[number].append(gap.text)
    shared = also_nearest(matching)
    swapped = swapped_texts(ideal, actual, matching)
    found = []
    for component in book.components:
        alone = alone_text(ideal, actual, matching, component.link)
        differences = [alone] if alone is not None else _differences(component, ideal, actual)
        if component.link in shared:
            differences.append(also_nearest_text(ideal, actual, matching, shared[component.link]))
        is_partly = facts[component.link].met == "partly"
        partly = [_("Expectation met only in part")] if is_partly else []
        named = lived_title(ideal, actual, matching.links[component.link])
        if component.link in swapped:
            on_path[component.link].append(swapped[component.link])
        steps = on_path[component.link]
        if not differences and not steps:
            steps = beside[component.link]  # a step that mends with it is why it stands in the list
        told = (*differences, *partly, *facts[component.link].must, *steps)
        found.append((*([named] if named else ()), *told))
    return tuple(found)


def _differences(component: Component, ideal: JourneyMap, actual: JourneyMap) -> list[Message]:
    found = _emotions(component, actual)
    for metric in component.metrics:
        if component.is_matched and metric.actual is None and metric.ideal is not None:
            wanted = amount_of(component.ideal, metric.kind, metric.ideal)
            found.append(_not_measured(metric.kind, wanted, (ideal.kind, actual.kind)))
        if metric.worse and metric.actual is not None and metric.ideal is not None:
            found.append(
                _(
                    "{metric}: {actual} instead of {ideal}",
                    metric=_headed(metric_words(metric.kind)),
                    actual=amount_of(component.actual, metric.kind, metric.actual),
                    ideal=amount_of(component.ideal, metric.kind, metric.ideal),
                )
            )
    return found


def _not_measured(kind: str, wanted: Message | float, kinds: tuple[str, str]) -> Message:
    """That a metric of the reference is not on the lived map; only a target is there to be reached."""
    name, where = _headed(metric_words(kind)), in_reference(*kinds)
    if is_target(*kinds):
        return _(
            "{metric}: not measured, {where} {ideal}; as good a value would make the gap smaller",
            where=where,
            metric=name,
            ideal=wanted,
        )
    return _("{metric}: not measured, {where} {ideal}", where=where, metric=name, ideal=wanted)


def _headed(label: Message | str) -> Message | str:
    """The name of a metric as the first word of a sentence; one of people's own with a great letter."""
    return label[:1].upper() + label[1:] if isinstance(label, str) else label


def _emotions(component: Component, actual: JourneyMap) -> list[Message]:
    """What the lived emotion is instead of the wanted one, where the reference wants one."""
    if component.ideal_emotion is None:
        return []
    if component.actual_emotion is None and company_knows(actual):
        return [_("Emotion not known: ask the company")]
    if component.actual_emotion is None:
        return [_("Emotion not known: ask customers")]
    if not component.shortfall:
        return []
    scale = actual.scale
    lived, wanted = _emotion(component.actual_emotion, scale), _emotion(component.ideal_emotion, scale)
    return [_("Emotion {actual} instead of {ideal}", actual=lived, ideal=wanted)]


def _emotion(value: float, scale: EmotionScale) -> float | Message:
    """An emotion on the lived map's scale, with a plus where the scale goes below zero."""
    shown = round(from_normal(value, scale), 1)
    if scale.min < 0 < shown:
        return pgettext("emotion", "+{number}", number=shown)
    return shown + 0.0
