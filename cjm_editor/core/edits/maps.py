"""Edits of maps: adding, ordering, copying, deleting, deriving an ideal from an actual one."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from cjm_editor.core.edits.parts import cards_forgetting, check_id, insert, moved, refuse, without
from cjm_editor.core.elements import journey_at, no_such_element, owners_of, with_journey, with_maps
from cjm_editor.core.emotion import from_normal, normal
from cjm_editor.core.model import (
    Card,
    Cards,
    Document,
    EmotionScale,
    JourneyMap,
    MapKind,
    Metric,
    Number,
    Stage,
    Touchpoint,
    Transition,
    map_of,
)
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

Felt = TypeVar("Felt", Stage, Touchpoint)

_UNPLANNED = ("back", "leave")
"""Kinds of transitions that happen and are not planned: an ideal map starts without them."""

_LEFT_BEHIND = ("quotes", "pains", "opportunities")
"""Lanes that tell of what is, or of the way from it: an ideal map starts without them."""


def add_map(document: Document, journey: JourneyMap, index: int = -1) -> Document:
    """The document with a new map at `index` (-1: last)."""
    check_id(journey.id, map_of(document, journey.id) is not None)
    return with_maps(document, insert(document.maps, index, journey))


def move_map(document: Document, id: str, index: int) -> Document:
    """The document with the map at `index`."""
    return with_maps(document, moved(document.maps, _place(document, id), index))


def delete_map(document: Document, id: str) -> Document:
    """The document without the map and what was decided about its pairs.

    Maps derived from it keep their lineage: they now derive from its own origin, or the first of them becomes the
    origin of the others.
    """
    at = _place(document, id)
    origin = document.maps[at].derived_from
    kept = []
    for journey in without(document.maps, at):
        if journey.derived_from == id:
            heir = "" if origin == journey.id else origin
            journey = replace(journey, derived_from=heir)
            origin = heir or journey.id
        kept.append(journey)
    comparisons = tuple(c for c in document.comparisons if id not in (c.ideal, c.actual))
    if len(comparisons) == len(document.comparisons):
        comparisons = document.comparisons
    return replace(document, maps=tuple(kept), comparisons=comparisons)


def duplicate_map(document: Document, id: str, new_id: str, title: str = "") -> Document:
    """The document with a copy of the map right behind it; elements keep their ids, as those of a common origin."""
    at = _place(document, id)
    check_id(new_id, map_of(document, new_id) is not None)
    original = document.maps[at]
    copy = replace(original, id=new_id, title=title or original.title, derived_from=id)
    return with_maps(document, insert(document.maps, at + 1, copy))


def derive_map(
    document: Document, map_id: str, new_id: str, kind: MapKind = "ideal", title: str = ""
) -> Document:
    """The document with a map derived from another: `derived_from`, and the same ids throughout.

    It stands behind the other maps of its kind in its segment, else right behind the original.
    An ideal map starts as the route that is there, and what was measured becomes a target: emotions, feelings, times
    and metrics keep their values. What tells of reality stays behind in the original: pains, quotes, opportunities,
    outcomes, whether expectations were met and promises kept, evidence, notes, pictures, of a metric its answers,
    interval, period and source, and of a transition its share. Nobody plans that people leave or come back: `leave`
    and `back` stay behind whole, so that a comparison names them; where all left, the implied step leads on. Branches
    and promises stay. A map of another kind is a plain copy of that kind.
    """
    at = _place(document, map_id)
    check_id(new_id, map_of(document, new_id) is not None)
    original = document.maps[at]
    derived = replace(original, id=new_id, kind=kind, title=title or original.title, derived_from=map_id)
    if kind == "ideal":
        derived = _as_target(derived)
    return with_maps(document, insert(document.maps, place_behind(document, derived, at + 1), derived))


def place_behind(document: Document, journey: JourneyMap, default: int) -> int:
    """The number that a new map gets behind the others of its kind in its segment; `default` if it is the first."""
    alike = [
        at
        for at, other in enumerate(document.maps)
        if (other.segment, other.kind) == (journey.segment, journey.kind)
    ]
    return alike[-1] + 1 if alike else default


def _as_target(journey: JourneyMap) -> JourneyMap:
    gone = frozenset(
        card.id
        for owner in owners_of(journey)
        for lane, cards in owner.cards
        if lane in _LEFT_BEHIND
        for card in cards
        if card.id
    )
    return replace(
        journey,
        reviewed="",
        note="",
        metrics=_target_metrics(journey.metrics),
        stages=tuple(_target_stage(stage, gone) for stage in journey.stages),
        touchpoints=Seq(_target_touchpoint(touchpoint, gone) for touchpoint in journey.touchpoints),
        transitions=Seq(_planned(t) for t in journey.transitions if t.kind not in _UNPLANNED),
    )


def _target_stage(stage: Stage, gone: frozenset[str]) -> Stage:
    return replace(
        stage,
        outcome="",
        met="",
        cards=_target_cards(stage.cards, gone),
        metrics=_target_metrics(stage.metrics),
        evidence=(),
        note="",
    )


def _target_touchpoint(touchpoint: Touchpoint, gone: frozenset[str]) -> Touchpoint:
    return replace(
        touchpoint,
        outcome="",
        met="",
        cards=_target_cards(touchpoint.cards, gone),
        metrics=_target_metrics(touchpoint.metrics),
        evidence=(),
        images=(),
        note="",
    )


def _target_cards(cards: Cards, gone: frozenset[str]) -> Cards:
    kept = tuple((lane, tuple(_unproved(c) for c in row)) for lane, row in cards if lane not in _LEFT_BEHIND)
    return cards_forgetting(kept, gone)


def _planned(transition: Transition) -> Transition:
    if transition.share is None and not transition.kept:
        return transition
    return replace(transition, share=None, kept="")


def _unproved(card: Card) -> Card:
    return replace(card, evidence=(), votes=None) if card.evidence or card.votes is not None else card


def _target_metrics(metrics: tuple[Metric, ...]) -> tuple[Metric, ...]:
    return tuple(replace(m, n=None, low=None, high=None, period="", source="") for m in metrics)


def rescale(document: Document, map_id: str, scale: EmotionScale | None) -> Document:
    """The document with another emotion scale for the map (None: -2..2), its emotions converted to it.

    Converted values are rounded to hundredths. Raises `EditError` for a scale without extent.
    """
    journey = journey_at(document, map_id)
    old, new = journey.scale, scale or EmotionScale()
    if new.min >= new.max:
        raise refuse("bad-scale", _("The bottom of the scale must be below its top."))
    if scale == journey.emotion_scale:
        return document
    if (old.min, old.max) == (new.min, new.max):
        return with_journey(document, replace(journey, emotion_scale=scale))

    def converted(value: Number) -> Number:
        found = round(from_normal(normal(value, old), new), 2)
        return int(found) if found == int(found) else min(max(found, new.min), new.max)

    def rescaled(element: Felt) -> Felt:
        """The element with its emotion converted; itself where that is the same number, as at the neutral line."""
        if element.emotion is None or converted(element.emotion) == element.emotion:
            return element
        return replace(element, emotion=converted(element.emotion))

    stages, touchpoints = tuple(map(rescaled, journey.stages)), Seq(map(rescaled, journey.touchpoints))
    return with_journey(
        document, replace(journey, emotion_scale=scale, stages=stages, touchpoints=touchpoints)
    )


def _place(document: Document, id: str) -> int:
    for index, journey in enumerate(document.maps):
        if journey.id == id:
            return index
    raise no_such_element()
