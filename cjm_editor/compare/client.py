"""A comparison as a client may read it: with every number, and without a word of the lanes that are internal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import TypeVar

from cjm_editor.compare.comparison import facts_by_component
from cjm_editor.compare.facts import facts_of
from cjm_editor.compare.gap import ledger
from cjm_editor.compare.glossary import shipped
from cjm_editor.compare.metrics import stage_metrics, stated_metrics
from cjm_editor.compare.pathgaps import path_gaps
from cjm_editor.compare.points import Reader
from cjm_editor.compare.reasons import reasons_of
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.reasons import counted_above
from cjm_editor.core.results import ComparisonResult, Fix, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.standing import doubtful, turned_down
from cjm_editor.core.texts import Message

Owner = TypeVar("Owner", Stage, Touchpoint)


def for_client(result: ComparisonResult) -> ComparisonResult:
    """The same gap and order of what to fix, told without internal lanes: neither maps nor sentences hold them.

    A line "also to fix" of which nothing is left is taken out. The result itself where no lane is internal.
    """
    ideal, actual = _open(result.ideal), _open(result.actual)
    if ideal is result.ideal and actual is result.actual:
        return result
    links = tuple((link.ideal, link.actual) for link in result.matching.links)
    book = ledger(ideal.journey, actual.journey, links)
    reader = Reader(shipped())  # names that it takes for two channels were never said if they are one
    unsure = doubtful(result.matching)
    path = path_gaps(
        book, ideal.journey, actual.journey, links, reader, unsure, refused=turned_down(result.matching)
    )
    maps = ideal.journey, actual.journey
    facts = facts_by_component(actual.journey, book, links, path, lambda _link, c: facts_of(c, reader, *maps))
    reasons = reasons_of(ideal.journey, actual.journey, result.matching, book, path, facts)
    touchpoints = tuple(
        replace(
            gap,
            facts=_both(gap.facts, facts[gap.link].must),
            met=facts[gap.link].met,
            metrics=stated_metrics(book.components[gap.link].ideal, book.components[gap.link].actual),
        )
        for gap in result.touchpoints
    )
    kept = set(path)  # what is left out, changes of channel, stands behind all that a line can point at
    return replace(
        result,
        ideal=ideal,
        actual=actual,
        touchpoints=touchpoints,
        stages=tuple(
            replace(gap, metrics=stage_metrics(*maps, link))
            for gap, link in zip(result.stages, result.matching.stages, strict=True)
        ),
        metrics=stated_metrics(maps[:1], maps[1:]),
        path=tuple(gap for gap in result.path if gap in kept),
        fixes=_fixes(result.fixes, reasons),
    )


def _fixes(fixes: Iterable[Fix], reasons: tuple[tuple[Message, ...], ...]) -> tuple[Fix, ...]:
    told = [
        replace(fix, reasons=_both(fix.reasons, reasons[fix.link]) if fix.path is None else fix.reasons)
        for fix in fixes
    ]
    ranks = count(1)
    return tuple(replace(fix, rank=next(ranks)) for fix in told if fix.reasons or not fix.also)


def _both(told: tuple[Message, ...], allowed: Iterable[Message]) -> tuple[Message, ...]:
    """What is said of the whole maps and of what is left of them: leaving out adds no sentence."""
    said = {*allowed, counted_above()}
    return tuple(message for message in told if message in said)


def _open(side: Side) -> Side:
    """The side without what its internal lanes show; the same where it has none.

    Titles and emotions stay even so: they are what a comparison is about.
    """
    lanes = frozenset(lane.id for lane in side.document.lanes if lane.audience == "internal")
    if not lanes:
        return side
    maps = tuple(_open_map(journey, lanes) for journey in side.document.maps)
    shown = tuple(lane for lane in side.document.lanes if lane.id not in lanes)
    document: Document = replace(side.document, lanes=shown, maps=maps)
    return Side(document, _open_map(side.journey, lanes), side.name)


def _open_map(journey: JourneyMap, lanes: frozenset[str]) -> JourneyMap:
    return replace(
        journey,
        metrics=() if "metrics" in lanes else journey.metrics,
        stages=tuple(_open_owner(stage, lanes) for stage in journey.stages),
        touchpoints=Seq([_open_touchpoint(touchpoint, lanes) for touchpoint in journey.touchpoints]),
    )


def _open_owner(owner: Owner, lanes: frozenset[str]) -> Owner:
    opened = replace(owner, cards=tuple((lane, held) for lane, held in owner.cards if lane not in lanes))
    if "feelings" in lanes:
        opened = replace(opened, feelings=())
    if "expectation" in lanes:
        opened = replace(opened, expectation="", outcome="", met="")
    if "metrics" in lanes:
        opened = replace(opened, metrics=())
    return opened


def _open_touchpoint(touchpoint: Touchpoint, lanes: frozenset[str]) -> Touchpoint:
    opened = _open_owner(touchpoint, lanes)
    if "channel" in lanes:
        opened = replace(opened, channel="")
    if "images" in lanes:
        opened = replace(opened, images=())
    if "importance" in lanes:
        opened = replace(opened, importance=None)
    return opened
