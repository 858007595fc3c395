"""Where things stand on a board: columns of touchpoints grouped in stages, rows of lanes. Pure geometry, px."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, columns_of
from cjm_editor.core.records import dataclass

STAGE_HEADER = 44.0
EDGE = 8.0
"""Between the lane header and the first card, and after the last."""

STAGE_GAP, NARROW_STAGE_GAP = 14.0, 12.0
NARROW = 116.0
"""Cards narrower than this count as narrow."""

GUTTER = 44.0
TRACK = 16.0
CHANNEL_HEIGHT = 40.0
EVIDENCE_HEIGHT = 32.0
EMPTY_LANE = 40.0
METRIC_HEIGHT, NARROW_METRIC_HEIGHT = 50.0, 62.0


@dataclass(frozen=True, slots=True)
class StageSpan:
    """A stage on the board: its left edge and width from first to last card, and its columns in the whole order."""

    stage: Stage
    x: float
    width: float
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns: `touchpoints` in route order, the left edge of each one's card, its place among the stages."""

    stages: tuple[StageSpan, ...]
    touchpoints: list[Touchpoint]
    xs: list[float]
    stage_of: list[int]
    separators: tuple[float, ...]
    width: float


def columns_layout(
    columns: Sequence[tuple[Stage, Sequence[Touchpoint]]], lane_header: float, column: float, card: float
) -> Columns:
    """Columns from left to right; a stage without touchpoints is one column wide."""
    gap = NARROW_STAGE_GAP if card < NARROW else STAGE_GAP
    x = lane_header + EDGE
    spans: list[StageSpan] = []
    touchpoints: list[Touchpoint] = []
    xs: list[float] = []
    stage_of: list[int] = []
    separators: list[float] = []
    between = column - card
    for at, (stage, row) in enumerate(columns):
        if at:
            separators.append(x + (gap - between) / 2)
            x += gap
        count = len(row)
        places = max(1, count)
        spans.append(StageSpan(stage, x, places * column - between, len(touchpoints), count))
        touchpoints.extend(row)
        xs.extend([x + i * column for i in range(count)])
        stage_of.extend([at] * count)
        x += places * column
    return Columns(tuple(spans), touchpoints, xs, stage_of, tuple(separators), x - between + EDGE)


class ColumnsMemory:
    """Columns kept for the next drawing: an edit that moves no touchpoint only changes which one stands where."""

    __slots__ = ("_key", "_made", "_order")

    def __init__(self) -> None:
        self._key: tuple[JourneyMap, float, float, float] | None = None
        self._made: Columns | None = None
        self._order: dict[str, int] = {}

    def columns(self, journey: JourneyMap, lane_header: float, column: float, card: float) -> Columns:
        """The columns of a map, as `columns_layout` lays them."""
        made, changed = self._made, None
        if made is not None and self._key is not None and self._key[1:] == (lane_header, column, card):
            changed = _changed_in_place(self._key[0], journey)
        if made is None or changed is None:
            made = columns_layout(columns_of(journey), lane_header, column, card)
            self._order = {}
        elif changed:
            if not self._order:
                self._order = {touchpoint.id: at for at, touchpoint in enumerate(made.touchpoints)}
            touchpoints = made.touchpoints.copy()
            for touchpoint in changed:
                at = self._order.get(touchpoint.id)
                if at is not None:
                    touchpoints[at] = touchpoint
            made = replace(made, touchpoints=touchpoints)
        self._key, self._made = (journey, lane_header, column, card), made
        return made


def _changed_in_place(old: JourneyMap, new: JourneyMap) -> list[Touchpoint] | None:
    """The touchpoints that differ where all stand in the same place and stage as before, else None."""
    if old.stages is not new.stages or len(old.touchpoints.chunks) != len(new.touchpoints.chunks):
        return None
    changed: list[Touchpoint] = []
    for before, after in zip(old.touchpoints.chunks, new.touchpoints.chunks, strict=True):
        if before is after:
            continue
        if len(before) != len(after):
            return None
        for one, other in zip(before, after, strict=True):
            if one is other:
                continue
            if one.id != other.id or one.stage != other.stage:
                return None
            changed.append(other)
    return changed


@dataclass(frozen=True, slots=True)
class Rows:
    """Lanes from top to bottom: where each begins and how high it is."""

    tops: tuple[float, ...]
    heights: tuple[float, ...]
    bottom: float


def rows_layout(heights: Sequence[float], top: float = STAGE_HEADER) -> Rows:
    """Rows of the given heights under the stage header; heights are rounded up to whole pixels."""
    tops: list[float] = []
    whole = tuple(float(-int(-height // 1)) for height in heights)
    for height in whole:
        tops.append(top)
        top += height
    return Rows(tuple(tops), whole, top)


def gutter_height(tracks: int) -> float:
    """The room above the touchpoints for `tracks` tracks of arrows, the lowest being that of leaving."""
    return GUTTER + TRACK * max(0, tracks - 2)


def track_y(track: int, gutter: float) -> float:
    """The height of a track below the gutter's top: 0 is the lowest, 1 the next above it, then 16 apart."""
    return gutter - 18.0 if track == 0 else gutter - 31.0 - TRACK * (track - 1)
