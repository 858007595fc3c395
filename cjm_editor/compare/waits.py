"""How long customers wait on the way from one touchpoint to another that both maps have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import heappop, heappush

from cjm_editor.compare.route import Rows
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import DURATION_UNITS
from cjm_editor.core.values import seconds

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait: its length in seconds and as people wrote it; a sum is rounded, in the unit of its longer part."""

    length: float
    text: str

    def __add__(self, other: Wait) -> Wait:
        if not self.length or not other.length:
            return self if self.length else other
        unit = max(self, other, key=lambda wait: wait.length).text.lstrip("0123456789. ")
        number = (self.length + other.length) / DURATION_UNITS[unit]
        number = round(number, 1 if number >= 1 else 3)
        return Wait(number * DURATION_UNITS[unit], f"{number:.12g}{unit}")


NONE = Wait(0.0, "")


@dataclass(frozen=True, slots=True)
class Waits:
    """Where one map states waits: on steps between components, and at those that stand alone."""

    between: Mapping[Pair, Wait]
    at: Mapping[int, Wait]


def waits_of(journey: JourneyMap, component: Mapping[str, int], alone: Collection[int]) -> Waits:
    """The waits that a map states; of several for the same the longest."""
    between: dict[Pair, Wait] = {}
    at: dict[int, Wait] = {}
    for transition in journey.transitions:
        if transition.kind == "next" and transition.wait:
            start, end = component.get(transition.from_), component.get(transition.to)
            length = seconds(transition.wait)
            if start is not None and end is not None and start != end and length is not None:
                between[start, end] = _longer(between.get((start, end)), Wait(length, transition.wait))
    for touchpoint in journey.touchpoints if alone else ():
        number = component.get(touchpoint.id)
        length = seconds(touchpoint.wait) if touchpoint.wait else None
        if length is not None and number is not None and number in alone:
            at[number] = _longer(at.get(number), Wait(length, touchpoint.wait))
    return Waits(between, at)


def _longer(known: Wait | None, other: Wait) -> Wait:
    return other if known is None else max(known, other, key=lambda wait: (wait.length, wait.text))


def stated(waits: Waits, rows: Rows, missing: Collection[int]) -> Iterator[tuple[Pair, Wait]]:
    """How long the reference has customers wait between touchpoints that are lived, in order: straight from one to the
    other, or through missing ones where nothing else leads away from these and every step states its wait.
    """
    for start in sorted({start for start, _end in waits.between} - set(missing)):
        found: dict[int, list[Wait | None]] = {}
        for end in rows[start]:
            wait, here, passed = waits.between.get((start, end)), end, {start}
            while here in missing and here not in passed:
                passed.add(here)
                following = next(iter(rows[here])) if len(rows[here]) == 1 else here
                step = waits.between.get((here, following))
                wait = wait + waits.at.get(here, NONE) + step if wait and step else None
                here = following
            if here not in missing and here != start:
                found.setdefault(here, []).append(wait)
        for end in sorted(found):
            known = [wait for wait in found[end] if wait is not None]
            if len(known) == len(found[end]):
                yield (start, end), max(known, key=lambda wait: wait.length)


def lived(waits: Waits, pair: Pair, rows: Rows, extra: Collection[int]) -> Wait | None:
    """How long customers wait at least on the lived way between two components; None where there is no such way or, of
    a straight one, no wait is known.

    Where there is no straight way, it is the shortest wait of the detours through extra touchpoints, with the waits
    at these; what is not stated there counts as none.
    """
    start, goal = pair
    if goal in rows[start]:
        return waits.between.get(pair)
    best: dict[int, float] = {start: 0.0}
    queue: list[tuple[float, int, Wait]] = [(0.0, start, NONE)]
    while queue:
        length, here, wait = heappop(queue)
        if here == goal:
            return wait
        if length > best[here]:
            continue
        for there in sorted(rows[here]):
            if there == goal or there in extra:
                total = wait + waits.between.get((here, there), NONE) + waits.at.get(there, NONE)
                if total.length < best.get(there, total.length + 1):
                    best[there] = total.length
                    heappush(queue, (total.length, there, total))
    return None


def longer(
    wanted: Sequence[tuple[Pair, Wait]], waits: Waits, rows: Rows, extra: Collection[int]
) -> Iterator[tuple[Pair, Wait, Wait]]:
    """Where customers wait longer than the reference states: between which, how long, how long there."""
    for pair, target in wanted:
        wait = lived(waits, pair, rows, extra)
        if wait is not None and wait.length > target.length:
            yield pair, wait, target
