"""A comparison from end to end: two maps in, everything that is said about them out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from cjm_editor.compare.attribution import attributed
from cjm_editor.compare.bounds import with_bounds
from cjm_editor.compare.cautions import cautions, ids_told
from cjm_editor.compare.components import Component, LinkIds
from cjm_editor.compare.entries import Sought, sought
from cjm_editor.compare.facts import Facts, broken_promises, promise_text, with_path
from cjm_editor.compare.gap import (
    Ledger,
    Totals,
    effective,
    gap_of,
    leave_nothing,
    parts_of,
    totals,
    weights_in_force,
)
from cjm_editor.compare.glossary import Glossary
from cjm_editor.compare.interval import interval
from cjm_editor.compare.lined_up import lined_up
from cjm_editor.compare.match import Progress, match
from cjm_editor.compare.memory import Memory
from cjm_editor.compare.metrics import stage_metrics, stated_metrics
from cjm_editor.compare.pathgaps import findings_of, path_gaps
from cjm_editor.compare.ranking import Scene, fixes
from cjm_editor.compare.reading import doubted, is_foreign
from cjm_editor.compare.reasons import reasons_of
from cjm_editor.compare.refusals import with_refusals
from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.model import Comparison, JourneyMap, Weights, route_order
from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.results import (
    ComparisonResult,
    Correspondence,
    Coverage,
    Matching,
    MetricGap,
    Parts,
    PathGap,
    Score,
    Side,
    StageGap,
    StageLink,
    TouchpointGap,
)
from cjm_editor.core.standing import doubtful, glossary_taken, has_glossary, turned_down
from cjm_editor.core.texts import Message, _

MATCHING = 0.7
"""The share of a large comparison's time that the matching takes."""


def compare(
    ideal: Side,
    actual: Side,
    decisions: Comparison | None = None,
    weights: Weights | None = None,
    progress: Progress | None = None,
    glossary: Glossary | None = None,
    memory: Memory | None = None,
) -> ComparisonResult:
    """Everything that is said about a lived map (`actual`) set beside a reference (`ideal`).

    `decisions` are the pins and bans of people, by default those that the documents hold about this pair; an empty
    `Comparison()` means none. `weights` replace those that the decisions state.
    `progress` is told which share of the work is done, 0..1; what it raises ends the comparison: so it is cancelled.
    `glossary` says which words mean the same, by default the shipped one does. `memory` keeps what the next comparison
    of the same maps can use.
    Raises `DecisionError` where two decided links contradict each other.
    """
    found = Sought() if decisions is not None else sought(ideal, actual)
    if found.standing is not None:
        decisions = found.standing.seen
    with collector_at_rest():
        result = _compared(
            ideal, actual, decisions, weights, progress or silent, glossary, memory or Memory()
        )
    if not found.notices:
        return result
    matching = replace(result.matching, notices=(*found.notices, *result.matching.notices))
    return replace(result, matching=matching)


def _compared(
    ideal: Side,
    actual: Side,
    decisions: Comparison | None,
    weights: Weights | None,
    tick: Tick,
    glossary: Glossary | None,
    memory: Memory,
) -> ComparisonResult:
    if weights is None and decisions is not None:
        weights = decisions.weights
    matching = match(ideal, actual, decisions, glossary, part(tick, 0.0, MATCHING), memory=memory)
    matching = with_refusals(matching, ideal.journey, actual.journey, decisions)
    if glossary is not None and glossary.name:
        told = glossary_taken(glossary.name)
        matching = replace(matching, notices=(*matching.notices, told))
    result = evaluated(ideal, actual, matching, weights, part(tick, MATCHING, 1.0), memory)
    return replace(result, decided=decisions.links) if decisions is not None else result


def evaluated(
    ideal: Side,
    actual: Side,
    matching: Matching,
    weights: Weights | None = None,
    progress: Progress | None = None,
    memory: Memory | None = None,
) -> ComparisonResult:
    """The comparison of two maps whose links are given; `progress` and `memory` as in `compare`."""
    tick, memory = progress or silent, memory or Memory()
    ours, theirs = ideal.journey, actual.journey
    has_foreign = any(
        is_foreign(route_order(side.journey), side.document.language) for side in (ideal, actual)
    )
    is_unread = has_foreign and not has_glossary(matching)
    matching = replace(matching, links=doubted(ours, theirs, matching.links, is_unread))
    links: tuple[LinkIds, ...] = tuple((link.ideal, link.actual) for link in matching.links)
    book = memory.ledger(ours, theirs, links, tick=part(tick, 0.0, 0.2))
    tick(0.2)
    warned = cautions(ours, theirs, matching, has_foreign)
    told = tuple(dict.fromkeys((*ids_told(ours, theirs, matching), *warned, *_unfelt(book))))
    matching = replace(matching, links=_with_emotions(matching.links, book), notices=told)
    in_force = weights_in_force(weights)
    sums = totals(book)
    tick(0.25)
    score = _score(ours, theirs, matching, book, sums, in_force, memory, part(tick, 0.25, 0.65))
    points = dict(score.by_link)
    matching = replace(matching, notices=(*told, *_weightless(score, in_force)))
    tick(0.65)
    reader = memory.reader()
    unsure = doubtful(matching)
    path = path_gaps(book, ours, theirs, links, reader, unsure, part(tick, 0.65, 0.7), turned_down(matching))
    tick(0.7)
    facts = facts_by_component(theirs, book, links, path, memory.facts(ours, theirs))
    gaps = tuple(_touchpoint(c, points, facts[c.link]) for c in book.components)
    tick(0.75)
    scene = Scene(
        ours,
        theirs,
        matching.links,
        matching.stages,
        book,
        sums,
        in_force,
        facts,
        reasons_of(ours, theirs, matching, book, path, facts),
    )
    tick(0.8)
    findings = findings_of(path, book, links)
    found = fixes(scene, findings, part(tick, 0.8, 0.9))
    tick(0.9)
    if not (score.gap is None or score.as_point or score.is_open):
        bounds, found = with_bounds(book, in_force, found, dict(findings), part(tick, 0.9, 0.95))
        score = replace(score, bounds=bounds)
    tick(0.95)
    result = ComparisonResult(
        ideal,
        actual,
        matching,
        gaps,
        path,
        _stages(ours, theirs, matching, gaps),
        score,
        found,
        tuple(c.link for c in book.components if c.surplus > 0),
        metrics=stated_metrics((ours,), (theirs,)),
    )
    tick(1.0)
    return result


def _unfelt(book: Ledger) -> tuple[Message, ...]:
    """Said where no touchpoint that both maps have has an emotion on both sides."""
    matched = [c for c in book.components if c.is_matched]
    if not matched or any(c.shortfall is not None for c in matched):
        return ()
    return (_("No emotion is known on both sides: nothing can be said about the experience"),)


def _weightless(score: Score, stated: Parts) -> tuple[Message, ...]:
    """Said where the weights that the file states could not be taken."""
    if score.gap is None or score.is_open or not leave_nothing(stated, score.parts):
        return ()
    return (_("The weights in the file leave nothing to count here: the usual ones were taken"),)


def _with_emotions(links: Sequence[Correspondence], book: Ledger) -> tuple[Correspondence, ...]:
    """The links with the flag `emotion` where both emotions are known and differ; what was the same is then changed.

    Only now, since matching must not look at emotions.
    """
    found = []
    for link, component in zip(links, book.components, strict=True):
        if component.is_matched and (component.shortfall or component.surplus):
            kind = "changed" if link.kind == "same" else link.kind
            link = replace(link, kind=kind, flags=(*link.flags, "emotion"))
        found.append(link)
    return tuple(found)


def facts_by_component(
    actual: JourneyMap,
    book: Ledger,
    links: Sequence[LinkIds],
    path: Sequence[PathGap],
    find: Callable[[LinkIds, Component], Facts],
) -> tuple[Facts, ...]:
    """What must be said of each component of the ledger: broken promises of the lived map first, last what of `path`
    is merely worse than in the reference; `find` says the rest."""
    there = {id: n for n, (_left, right) in enumerate(links) for id in right}
    promises: dict[int, list[Message]] = {}
    for at, transition in broken_promises(actual, there):
        promises.setdefault(at, []).append(promise_text(transition))
    worse: dict[int, list[Message]] = {}
    for gap in path:
        if gap.is_worsened and gap.text is not None:
            worse.setdefault(gap.link, []).append(gap.text)
    return tuple(
        with_path(find(links[c.link], c), promises.get(c.link, ()), worse.get(c.link, ()))
        for c in book.components
    )


def _score(
    ideal: JourneyMap,
    actual: JourneyMap,
    matching: Matching,
    book: Ledger,
    sums: Totals,
    weights: Parts,
    memory: Memory,
    tick: Tick,
) -> Score:
    gap = gap_of(sums, weights)
    coverage = _coverage(book)
    if gap is None:
        nothing = Parts(None, None, None, None)
        return Score(None, None, None, nothing, weights, coverage)
    is_related = matching.id_mode == "lineage"
    ledger_of = partial(memory.ledger, ideal, actual)
    around = part(tick, 0.0, 0.8)
    low, high = interval(ideal, actual, matching.links, gap, weights, ledger_of, is_related, around)
    tick(0.8)
    parts = parts_of(sums)
    by_link = attributed(book, sums, weights)
    in_force, side_by_side = effective(parts, weights), lined_up(actual, matching)
    return Score(gap, low, high, parts, in_force, coverage, by_link, weights, side_by_side)


def _coverage(book: Ledger) -> Coverage:
    """Shares of matched components with both emotions, and of the reference's metrics with a lived value that can be
    compared.

    Without matched components nothing is unknown; without metrics nothing is covered.
    """
    matched = [c for c in book.components if c.is_matched]
    known = sum(c.shortfall is not None for c in matched)
    metrics = [metric for c in book.components for metric in c.metrics]
    measured = sum(metric.actual is not None for metric in metrics)
    wanted = len(metrics) + sum(c.apart for c in book.components)
    return Coverage(known / len(matched) if matched else 1.0, measured / wanted if wanted else 0.0)


def _touchpoint(component: Component, points: Mapping[int, float], facts: Facts) -> TouchpointGap:
    return TouchpointGap(
        component.link,
        component.ideal_emotion,
        component.actual_emotion,
        component.shortfall,
        component.surplus,
        component.weight,
        component.loss,
        points.get(component.link, 0.0),
        stated_metrics(component.ideal, component.actual),
        facts.met,
        facts.must,
    )


def _stages(
    ideal: JourneyMap, actual: JourneyMap, matching: Matching, gaps: Sequence[TouchpointGap]
) -> tuple[StageGap, ...]:
    """What each group of stages costs: points, area between the curves (in columns), worst shortfall.

    A touchpoint counts where the reference has it, an extra where it is lived.
    """
    homes: dict[tuple[bool, str], int] = {}
    for number, stage_link in enumerate(matching.stages):
        homes.update({(True, id): number for id in stage_link.ideal})
        homes.update({(False, id): number for id in stage_link.actual})
    here = {t.id: t.stage if ideal.stages else "" for t in ideal.touchpoints}
    there = {t.id: t.stage if actual.stages else "" for t in actual.touchpoints}
    members: dict[int, list[TouchpointGap]] = {n: [] for n in range(len(matching.stages))}
    for link, gap in zip(matching.links, gaps, strict=True):
        at = (True, here[link.ideal[0]]) if link.ideal else (False, there[link.actual[0]])
        members[homes[at]].append(gap)
    return tuple(
        _stage(link, members[n], stage_metrics(ideal, actual, link)) for n, link in enumerate(matching.stages)
    )


def _stage(link: StageLink, gaps: Sequence[TouchpointGap], metrics: tuple[MetricGap, ...]) -> StageGap:
    known = [gap.shortfall for gap in gaps if gap.shortfall is not None]
    return StageGap(
        link.ideal,
        link.actual,
        math.fsum(gap.points for gap in gaps),
        math.fsum(known) if known else None,
        max(known, default=None),
        metrics,
    )
