"""What a component of the correspondence is worth and what it lost: weight, emotions, metrics, on both sides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from cjm_editor.compare.metrics import counted_metrics
from cjm_editor.core.emotion import known, normal
from cjm_editor.core.model import EmotionScale, JourneyMap, Touchpoint, route_order
from cjm_editor.core.results import MetricGap

Unknown = Literal["left", "ideal", "bottom"]
"""What unknown emotions of a matched touchpoint count as: nothing, the other side's, or the worst that they may be.

The worst is the bottom of the scale on the lived map and the top of it in the reference.
"""

LinkIds = tuple[tuple[str, ...], tuple[str, ...]]
"""Ids on either side of one component."""

DIGITS = 12
"""Normalised emotions are rounded so far that two scales give the same numbers."""


@dataclass(frozen=True)
class Component:
    """Touchpoints of both sides that stand for each other, with what the gap is made of.

    `weight` is the mean importance on the reference's side, for an extra on its own. Emotions are 0 (worst) to
    1 (best) or None. Of `apart` metrics more both sides have values that cannot be compared. No slots: what is derived
    is kept.
    """

    link: int
    ideal: tuple[Touchpoint, ...]
    actual: tuple[Touchpoint, ...]
    weight: float
    ideal_emotion: float | None
    actual_emotion: float | None
    metrics: tuple[MetricGap, ...]
    apart: int = 0

    @property
    def is_missing(self) -> bool:
        """Whether only the reference has it."""
        return not self.actual

    @property
    def is_extra(self) -> bool:
        """Whether only the lived map has it."""
        return not self.ideal

    @property
    def is_matched(self) -> bool:
        """Whether both sides have it."""
        return bool(self.ideal and self.actual)

    @cached_property
    def shortfall(self) -> float | None:
        """By how much the lived emotion falls short, 0..1; None unless both are known."""
        if self.ideal_emotion is None or self.actual_emotion is None:
            return None
        return max(0.0, self.ideal_emotion - self.actual_emotion)

    @cached_property
    def surplus(self) -> float:
        """By how much the lived emotion is better than the reference, 0..1."""
        if self.ideal_emotion is None or self.actual_emotion is None:
            return 0.0
        return max(0.0, self.actual_emotion - self.ideal_emotion)

    @cached_property
    def loss(self) -> float | None:
        """The shortfall, 1 for a missing one, None where it is not known or the component is an extra."""
        if self.is_extra:
            return None
        return 1.0 if self.is_missing else self.shortfall

    @cached_property
    def friction(self) -> float:
        """What an extra costs before it is set against the reference's weight; 0 for all others."""
        if not self.is_extra:
            return 0.0
        emotion = 0.5 if self.actual_emotion is None else self.actual_emotion
        return self.weight * (0.3 + 0.7 * max(0.0, 0.5 - emotion) / 0.5)

    @cached_property
    def worse(self) -> tuple[float, ...]:
        """For each of the reference's metrics that can be set against something how much worse it is, 0..1."""
        return tuple(metric.worse for metric in self.metrics if metric.worse is not None)


def importances(journey: JourneyMap) -> dict[str, float]:
    """The importance of each placed touchpoint by id: as given, else the mean of those given, 1 where none is."""
    placed = route_order(journey)
    given = [float(t.importance) for t in placed if t.importance is not None]
    usual = math.fsum(given) / len(given) if given else 1.0
    return {t.id: usual if t.importance is None else float(t.importance) for t in placed}


def emotion_of(touchpoint: Touchpoint, scale: EmotionScale) -> float | None:
    """The touchpoint's emotion as 0 (worst) to 1 (best), None where it is not known."""
    felt = known(touchpoint.emotion, scale)
    return None if felt is None else round(normal(felt, scale), DIGITS)


def blend(emotions: Iterable[tuple[float | None, float]]) -> float | None:
    """The emotion of several touchpoints, each with its weight: half the weighted mean, half the lowest.

    Unknown ones are left out; None where all are unknown.
    """
    known = [(value, weight) for value, weight in emotions if value is not None]
    if not known:
        return None
    total = math.fsum(weight for _value, weight in known)
    lowest = min(value for value, _weight in known)
    mean = math.fsum(value * weight for value, weight in known) / total if total else lowest
    return round((mean + lowest) / 2, DIGITS)


@dataclass(frozen=True)
class Members:
    """One map as components are made from it: its touchpoints by id, the importance of each placed one, its scale."""

    touchpoints: Mapping[str, Touchpoint]
    importances: Mapping[str, float]
    scale: EmotionScale


def members_of(journey: JourneyMap) -> Members:
    """The map's touchpoints, whatever they are linked with."""
    return Members({t.id: t for t in journey.touchpoints}, importances(journey), journey.scale)


Known = tuple[Unknown, Mapping[LinkIds, Component]]
"""Components of the same two maps by their ids, and what unknown emotions count as in them."""


def components(
    ideal: JourneyMap, actual: JourneyMap, links: Sequence[LinkIds], unknown: Unknown = "left"
) -> tuple[Component, ...]:
    """One component for each link, in the same order."""
    return components_of(members_of(ideal), members_of(actual), links, unknown)


def components_of(
    ideal: Members, actual: Members, links: Sequence[LinkIds], unknown: Unknown, known: Sequence[Known] = ()
) -> tuple[Component, ...]:
    """One component for each link, in the same order; of `known` those are taken over that would be made again."""
    found: list[Component] = []
    for number, link in enumerate(links):
        for how, made in known:
            old = made.get(link)
            if old is not None and (how == unknown or _is_told(old, ideal.scale, actual.scale)):
                found.append(old if old.link == number else _renumbered(old, number))
                break
        else:
            found.append(_component(number, link, ideal, actual, unknown))
    return tuple(found)


def _is_told(component: Component, wanted: EmotionScale, lived: EmotionScale) -> bool:
    """Whether nothing stands for an unknown emotion in it: of the lived map, or of the reference as a whole."""
    if any(known(touchpoint.emotion, lived) is None for touchpoint in component.actual):
        return False
    return not component.is_matched or any(known(t.emotion, wanted) is not None for t in component.ideal)


def _renumbered(component: Component, number: int) -> Component:
    """The component as that of another link, with what was derived from it already."""
    made = object.__new__(Component)
    vars(made).update(vars(component), link=number)
    return made


def _component(number: int, link: LinkIds, ours: Members, theirs: Members, unknown: Unknown) -> Component:
    ideal = tuple(ours.touchpoints[id] for id in link[0])
    actual = tuple(theirs.touchpoints[id] for id in link[1])
    target = blend((emotion_of(t, ours.scale), ours.importances[t.id]) for t in ideal)
    felt = [(emotion_of(t, theirs.scale), theirs.importances[t.id]) for t in actual]
    is_wanted = target is not None or not (ideal and actual) or unknown == "left"
    if not is_wanted:
        target = 1.0 if unknown == "bottom" else blend(felt)
    stand_in = {"left": None, "ideal": target, "bottom": 0.0}[unknown]
    lived = blend((stand_in if emotion is None else emotion, weight) for emotion, weight in felt)
    if not is_wanted and unknown == "ideal":
        target = lived = 1.0 if lived is None else lived
    side, of = (ideal, ours.importances) if ideal else (actual, theirs.importances)
    weight = math.fsum(of[t.id] for t in side) / len(side)
    stated = counted_metrics(ideal, actual)
    metrics = tuple(metric for metric in stated if not metric.differs)
    return Component(number, ideal, actual, weight, target, lived, metrics, len(stated) - len(metrics))
