"""What matching looks at in a map: placed touchpoints with titles, stages, channels and neighbours, no emotions.

Emotions, metrics and pains are what a comparison measures; matching by them would hide the very gaps it is to show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cjm_editor.compare.titles import folded, title_key, words_of
from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, columns_of
from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """One placed touchpoint: its place on the route (from 0), its stage's index, its folded texts."""

    touchpoint: Touchpoint
    place: int
    stage: int
    key: str
    words: tuple[str, ...]
    channel: str
    actor: str

    @property
    def id(self) -> str:
        """The touchpoint's id in its map."""
        return self.touchpoint.id


@dataclass(frozen=True, slots=True)
class Track:
    """One side as matching sees it: stages, points in route order, neighbours along `next` by place."""

    stages: tuple[Stage, ...]
    points: tuple[Point, ...]
    after: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, ...], ...]

    def place_of(self) -> dict[str, int]:
        """Places by touchpoint id."""
        return {point.id: point.place for point in self.points}


def track(journey: JourneyMap) -> Track:
    """The map as matching sees it. Parked touchpoints have no place and are left out."""
    columns = columns_of(journey)
    points: list[Point] = []
    for number, (_stage, row) in enumerate(columns):
        for touchpoint in row:
            points.append(
                Point(
                    touchpoint,
                    len(points),
                    number,
                    title_key(touchpoint.title),
                    words_of(touchpoint.title),
                    folded(touchpoint.channel),
                    folded(touchpoint.actor),
                )
            )
    places = {point.id: point.place for point in points}
    after: list[set[int]] = [set() for _ in points]
    before: list[set[int]] = [set() for _ in points]
    for edge in route_edges(journey):
        source, target = places.get(edge.from_), places.get(edge.to)
        if source is not None and target is not None and source != target:
            after[source].add(target)
            before[target].add(source)
    stages = tuple(stage for stage, _row in columns)
    return Track(stages, tuple(points), _sorted(after), _sorted(before))


def _sorted(rows: Sequence[set[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(row)) for row in rows)


def digest(side: Track) -> bytes:
    """A fingerprint of titles, stages and channels as a bag; route and neighbours only break ties of equal bags.

    Ids, emotions, metrics and the order of the file's lists are no part of it.
    """
    texts = [f"{p.key}\x1f{title_key(side.stages[p.stage].title)}\x1f{p.channel}" for p in side.points]
    bag = hashlib.sha256("\x1e".join(sorted(texts)).encode("utf-8", "surrogatepass")).digest()
    route = hashlib.sha256("\x1e".join(texts).encode("utf-8", "surrogatepass"))
    route.update(repr(side.after).encode())
    return bag + route.digest()
