"""What the points of a line and the parts of the gap can be while emotions are unknown: from the least to the most.

By definition an unknown emotion is left out, so the few known ones stand for all, and mending one of them takes off
more than it would in any map whose emotions were known. Where the gap is told as an interval only, a line is therefore
told as a range: what mending it takes off whatever customers turn out to feel. Links stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from cjm_editor.compare.components import Component, Members, blend, emotion_of
from cjm_editor.compare.gap import (
    END,
    MEAN,
    WORST,
    Ledger,
    Totals,
    effective,
    mean_and_share,
    parts_of,
    totals,
)
from cjm_editor.compare.mending import Standing, mended
from cjm_editor.compare.route import Finding
from cjm_editor.core.model import Touchpoint
from cjm_editor.core.progress import Tick, silent, watched
from cjm_editor.core.results import Fix, Parts

Range = tuple[float, float]
Item = int | Finding
Ends = tuple[Ledger, Ledger]
"""One ledger with every unknown emotion as good as it can be, one with all as bad."""


def with_bounds(
    book: Ledger,
    weights: Parts,
    fixes: Sequence[Fix],
    findings: Mapping[int, Finding],
    tick: Tick = silent,
) -> tuple[tuple[Parts, Parts] | None, tuple[Fix, ...]]:
    """The least and the most that each part of the gap can be, and the lines, each that carries points with its range;
    None and the lines as they are where no emotion is unknown.

    `findings` say by their number in the result what mending a finding of the path means.
    """
    fillings = [_Filling(ends, weights) for ends in _filled(book)]
    if not fillings:
        return None, tuple(fixes)
    found: list[Fix] = []
    for fix in watched(fixes, tick):
        if fix.also:
            found.append(fix)
            continue
        item: Item = fix.link if fix.path is None else findings[fix.path]
        found.append(replace(fix, bounds=_hull([filling.range_of(item) for filling in fillings])))
    return _parts([filling.parts for filling in fillings]), tuple(found)


def _parts(ends: Sequence[tuple[Parts, Parts]]) -> tuple[Parts, Parts]:
    experience = _hull([(best.experience or 0.0, worst.experience or 0.0) for best, worst in ends])
    friction = _hull([(best.friction or 0.0, worst.friction or 0.0) for best, worst in ends])
    (least, most), path, metrics = zip(experience, friction, strict=True), ends[0][0].path, ends[0][0].metrics
    return Parts(least[0], path, least[1], metrics), Parts(most[0], path, most[1], metrics)


def _hull(ranges: Sequence[Range]) -> Range:
    return min(low for low, _high in ranges), max(high for _low, high in ranges)


def _filled(book: Ledger) -> list[Ends]:
    """The ledger at its best and at its worst: with all emotions of both maps known, and with those of the lived map
    alone where that is enough for a gap told as a number; nothing where none is unknown.
    """
    found: list[Ends] = []
    for has_wanted in (False, True):
        best, worst = (_at(book, end, has_wanted) for end in (1.0, 0.0))
        is_new = (best.components, worst.components) != (book.components, book.components)
        if is_new and (has_wanted or _are_known(best)):
            found.append((best, worst))
        if is_new and not has_wanted and not _is_open(book):
            break
    return found


def _are_known(book: Ledger) -> bool:
    """Whether at least half of the linked components have both emotions."""
    matched = [c for c in book.components if c.is_matched]
    return 2 * sum(c.shortfall is not None for c in matched) >= len(matched)


def _is_open(book: Ledger) -> bool:
    """Whether the reference leaves an emotion unknown."""
    scale = book.maps.members[0].scale
    return any(emotion_of(t, scale) is None for c in book.components for t in c.ideal)


def _at(book: Ledger, end: float, has_wanted: bool) -> Ledger:
    """The ledger with unknown lived emotions at an end of the scale and, with `has_wanted`, those of the reference at
    the other one."""
    ours, theirs = book.maps.members
    made = []
    for component in book.components:
        lived = _felt(component.actual, theirs, end)
        wanted = _felt(component.ideal, ours, 1.0 - end) if has_wanted else component.ideal_emotion
        is_as_it_was = lived == component.actual_emotion and wanted == component.ideal_emotion
        made.append(
            component if is_as_it_was else replace(component, ideal_emotion=wanted, actual_emotion=lived)
        )
    plain = replace(book, components=tuple(made))
    order = sorted(range(len(made)), key=lambda n: -plain.impact(n))
    return replace(plain, by_impact=tuple(order))


def _felt(touchpoints: Sequence[Touchpoint], side: Members, unknown: float) -> float | None:
    felt = ((emotion_of(t, side.scale), side.importances[t.id]) for t in touchpoints)
    return blend((unknown if emotion is None else emotion, weight) for emotion, weight in felt)


class _Terms(NamedTuple):
    """The gap as points that add up to it; path and metrics do not hang on emotions and stand together."""

    mean: float
    worst: float
    ends: float
    friction: float
    others: float


class _Filling:
    """What lines take off with unknown emotions at either end.

    What a line takes off rises with what is lost at its touchpoint and mostly falls with what is lost at all others: so
    the least is its touchpoint at its best among the others at their worst. Each term of the gap is looked at by itself
    at all four pairs of ends, since a metric that mending makes known, or an emotion that the reference leaves open,
    can turn one of them round.
    """

    __slots__ = ("_books", "_now", "_sums", "_terms", "_used", "_weights")

    def __init__(self, ends: Ends, weights: Parts) -> None:
        self._books, self._weights = ends, weights
        self._used: dict[tuple[bool, bool], Parts] = {}
        self._sums = totals(ends[0]), totals(ends[1])
        self._terms = tuple(self._terms_of(sums)[0] for sums in self._sums)
        self._now = Standing(ends[0].path)

    @property
    def parts(self) -> tuple[Parts, Parts]:
        """The four parts of the gap at either end."""
        best, worst = self._sums
        return parts_of(best), parts_of(worst)

    def range_of(self, item: Item) -> Range:
        """The least and the most that mending a component or a finding takes off."""
        found: list[_Terms] = []
        turning: list[float] = []
        used = self._terms_of(self._sums[0])[1]
        for book, sums, terms in zip(self._books, self._sums, self._terms, strict=True):
            after = mended(book, sums, item, self._now)
            left, used_after = self._terms_of(after)
            for owner in self._books:
                before = terms
                if isinstance(item, int) and owner is not book:
                    before = _with_own(book, sums, terms, after.worst, item, owner.components[item], used)
                found.append(
                    _Terms(
                        before.mean - left.mean,
                        before.worst - left.worst,
                        before.ends - left.ends,
                        before.friction - left.friction,
                        before.others - left.others,
                    )
                )
                if isinstance(item, int):
                    turning += self._turning(item, owner.impact(item), used, used_after)
        columns = list(zip(*found, strict=True))
        columns[1] = (*columns[1], *turning)
        return max(0.0, sum(map(min, columns))), max(0.0, sum(map(max, columns)))

    def _turning(self, number: int, own: float, used: Parts, after: Parts) -> Iterator[float]:
        """What the worst point takes off where another is just as bad as this one: the least where weights change."""
        low, high = (_others_worst(book, number) for book in self._books)
        if low <= own <= high:
            yield 100 * WORST * own * ((used.experience or 0.0) - (after.experience or 0.0))

    def _terms_of(self, sums: Totals) -> tuple[_Terms, Parts]:
        """The terms of the gap of these sums, and the weights in force."""
        parts = parts_of(sums)
        is_there = parts.path is None, parts.metrics is None
        used = self._used.get(is_there)
        if used is None:
            used = self._used[is_there] = effective(parts, self._weights)
        felt = 100 * (used.experience or 0.0)
        share, mean = mean_and_share(sums)
        everything = share + (1 - share) * mean
        terms = _Terms(
            felt * (MEAN if sums.ends_known else MEAN + END) * everything,
            felt * WORST * sums.worst,
            felt * END * sums.ends_lost / sums.ends_known if sums.ends_known else 0.0,
            100 * (used.friction or 0.0) * (parts.friction or 0.0),
            100 * ((used.path or 0.0) * (parts.path or 0.0) + (used.metrics or 0.0) * (parts.metrics or 0.0)),
        )
        return terms, used


def _others_worst(book: Ledger, number: int) -> float:
    """The greatest impact beside that of a component."""
    return next((book.impact(n) for n in book.by_impact[:2] if n != number), 0.0)


def _with_own(
    book: Ledger, sums: Totals, terms: _Terms, others: float, number: int, own: Component, used: Parts
) -> _Terms:
    """The terms of a ledger with one component as it is in another one; `others` is the worst impact beside it."""
    here = book.components[number]
    if here.is_extra:
        relative = (sums.friction - here.friction + own.friction) / sums.weight if sums.weight else 0.0
        return terms._replace(friction=100 * (used.friction or 0.0) * relative / (1 + relative))
    if own.loss is None or here.loss is None:
        return terms
    felt, more = 100 * (used.experience or 0.0), own.loss - here.loss
    mean = ends = 0.0
    if here.is_matched and sums.known:
        left = 1 - mean_and_share(sums)[0]
        mean = felt * (MEAN if sums.ends_known else MEAN + END) * left * here.weight * more / sums.known
    if number in book.path.ends and sums.ends_known:
        ends = felt * END * more / sums.ends_known
    impact = own.weight / book.heaviest * own.loss if book.heaviest else 0.0
    return _Terms(
        terms.mean + mean,
        felt * WORST * max(others, impact),
        terms.ends + ends,
        terms.friction,
        terms.others,
    )
