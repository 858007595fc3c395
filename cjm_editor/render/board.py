"""A map as a display list: every visual decision of the board, and a memory of what was drawn before.

Columns are drawn in blocks of neighbours. A block is drawn again only where its touchpoints, their places or what
lies beside it changed, so an edit in a map of ten thousand touchpoints redraws one block.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain

from cjm_editor.core.address import Address
from cjm_editor.core.emotion import to_five
from cjm_editor.core.model import Document, Evidence, JourneyMap, Touchpoint, map_of
from cjm_editor.render import arrows as arrow
from cjm_editor.render import channels, emotions, headers, layers
from cjm_editor.render.blocks import BLOCK, Block, BoardCache, Groups, Key, setting_of
from cjm_editor.render.cells import EVIDENCE_LANE, Cell, column_cells, moved, owner_cell
from cjm_editor.render.display import LOW, DisplayList, Group, Line
from cjm_editor.render.layout import (
    CHANNEL_HEIGHT,
    EMPTY_LANE,
    EVIDENCE_HEIGHT,
    STAGE_HEADER,
    Columns,
    Rows,
    StageSpan,
    gutter_height,
    rows_layout,
)
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import BETWEEN_CARDS, CELL_PADDING, BoardOptions, Setting
from cjm_editor.render.tracks import Routing

__all__ = ["BoardCache", "BoardOptions", "board"]


def board(
    document: Document,
    map_id: str,
    options: BoardOptions,
    measurer: Measurer,
    cache: BoardCache | None = None,
) -> DisplayList:
    """The display list of a map with its pinned headers; raises `KeyError` for a map that the document lacks.

    With the cache of an earlier call, groups that look the same are the same objects.
    """
    journey = map_of(document, map_id)
    if journey is None:
        raise KeyError(map_id)
    cache = cache or BoardCache()
    with _collector_at_rest():
        setting = cache.use(setting_of(document, journey, options, measurer, cache.held(journey)))
        columns = cache.places.columns(journey, options.lane_header, options.column, setting.card)
        return _Drawing(journey, setting, columns, cache).display(document)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keeps the garbage collector from walking a large board again and again while groups are made: a drawing makes
    many values and no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Drawing:
    """One board being drawn."""

    def __init__(self, journey: JourneyMap, setting: Setting, columns: Columns, cache: BoardCache) -> None:
        self.journey, self.setting, self.columns, self.cache = journey, setting, columns, cache
        self.lanes = [lane.id for lane in setting.lanes]
        self.blocks = self._blocks()
        self.stage_cells = [self._stage_cells(i) for i in range(len(columns.stages))]
        self.arrows, self.routing = self._arrows()
        self.gutter = gutter_height(self.routing.tracks if self.arrows.wires else 2)
        self.card_h = float(max((b.lines for b in self.blocks), default=1) * 16 + 40)
        self.rows, self.tops = self._rows()
        self.frame = self._frame()

    def display(self, document: Document) -> DisplayList:
        """Everything in drawing order."""
        setting, columns, rows = self.setting, self.columns, self.rows
        width, bottom = columns.width, rows.bottom
        frame_key: Key = (columns.separators, width, rows)
        parts: list[Groups] = [
            self.cache.kept("rules", frame_key, lambda: (headers.board_rules(columns, rows, setting),))
        ]
        around = layers.surroundings(self.frame) if "emotion" in self.lanes else []
        parts += layers.emotion_layers(self.frame, "areas", emotions.area_layer, around)
        parts.append(self._stage_emotions())
        parts += layers.emotion_layers(self.frame, "curve", emotions.curve_layer, around)
        parts += layers.columns_layers(self.frame)
        parts.append(self._stage_groups())
        parts += layers.channel_layers(self.frame)
        parts += layers.emotion_layers(self.frame, "over", emotions.marker_layer, around)
        parts += layers.step_layers(self.frame)
        parts.append(self._gutter())
        parts.append(
            self.cache.kept("strip", frame_key, lambda: (headers.stage_strip(columns, width, setting),))
        )
        parts.append(self._stage_headers())
        parts.append(self._ghosts())
        parts.append(self._lane_headers())
        parts.append(self.cache.kept("corner", (), lambda: (headers.corner(setting),)))
        kept = tuple(part for part in parts if part)
        return DisplayList(
            width,
            bottom,
            tuple(chain.from_iterable(kept)),
            setting.theme.board,
            setting.options.lane_header,
            STAGE_HEADER,
            self.journey.title or document.title,
            setting.language,
            kept,
        )

    # -- what there is ---------------------------------------------------------------------------------------------

    def _blocks(self) -> list[Block]:
        columns, cache = self.columns, self.cache
        evidence = [span.stage.evidence for span in columns.stages]
        inherited = [evidence[at] for at in columns.stage_of]
        old, made = cache.blocks, []
        for at, start in enumerate(range(0, len(columns.touchpoints), BLOCK)):
            end = start + BLOCK
            touchpoints = tuple(columns.touchpoints[start:end])
            above = tuple(inherited[start:end])
            stages = tuple(columns.stage_of[start:end])
            kept = old[at] if at < len(old) else None
            if (
                kept is not None
                and kept.touchpoints == touchpoints
                and kept.inherited == above
                and kept.stages == stages
            ):
                made.append(kept)
                continue
            made.append(self._block(touchpoints, above, stages))
        cache.blocks = made
        if len(cache.columns) > 2 * len(columns.touchpoints) + 100:
            cache.columns = {cell.touchpoint.id: cell for block in made for cell in block.cells}
        return made

    def _block(
        self,
        touchpoints: tuple[Touchpoint, ...],
        inherited: tuple[tuple[Evidence, ...], ...],
        stages: tuple[int, ...],
    ) -> Block:
        kept = self.cache.columns
        cells = []
        for touchpoint, above in zip(touchpoints, inherited, strict=True):
            cell = kept.get(touchpoint.id)
            if cell is None or cell.touchpoint is not touchpoint or cell.inherited != above:
                cell = kept[touchpoint.id] = column_cells(touchpoint, above, self.setting)
            cells.append(cell)
        heights: dict[int, tuple[float, ...]] = {}
        for stage in dict.fromkeys(stages):
            rows = [cell.heights for cell, at in zip(cells, stages, strict=True) if at == stage]
            heights[stage] = tuple(map(max, zip(*rows, strict=True)))
        lines = max(len(cell.lines) for cell in cells)
        return Block(touchpoints, inherited, stages, tuple(cells), lines, heights, channels.runs(touchpoints))

    def _stage_cells(self, at: int) -> tuple[Cell, ...]:
        span = self.columns.stages[at]
        kept = self.cache.stages.get(span.stage.id)
        if kept is not None and kept[0] is span.stage and kept[1] == span.width:
            return kept[2]
        cells = tuple(owner_cell(span.stage, lane, span.width, (), self.setting) for lane in self.lanes)
        self.cache.stages[span.stage.id] = (span.stage, span.width, cells)
        return cells

    def _arrows(self) -> tuple[arrow.Arrows, Routing]:
        columns, journey, cache = self.columns, self.journey, self.cache
        if "touchpoints" not in self.lanes:
            return arrow.Arrows((None,) * len(columns.touchpoints), ()), Routing([], [])
        ids = tuple(t.id for t in columns.touchpoints)
        key: Key = (ids, journey.transitions, journey.route, tuple(columns.stage_of))
        if cache.arrows is None or cache.arrows[0] != key:
            found = arrow.arrows_of(journey, columns.touchpoints, columns.stage_of, self.setting)
            cache.arrows = (key, found)
        found = cache.arrows[1]
        if not found.wires:
            return found, Routing([], [])
        gutter_key: Key = (found, columns.xs)
        if cache.gutter is None or cache.gutter[0] != gutter_key:
            cache.gutter = (gutter_key, arrow.routed(found, columns.xs, self.setting))
        return found, cache.gutter[1]

    # -- where it stands -------------------------------------------------------------------------------------------

    def _rows(self) -> tuple[Rows, list[tuple[float, ...]]]:
        count = len(self.lanes)
        stages = len(self.columns.stages)
        highest = [[0.0] * count for _ in range(stages)]
        for block in self.blocks:
            for stage, heights in block.heights.items():
                highest[stage] = list(map(max, highest[stage], heights))
        content = [0.0] * count
        for cells, own in zip(self.stage_cells, highest, strict=True):
            for i in range(count):
                total = own[i]
                if cells[i].height:
                    total += cells[i].height + (BETWEEN_CARDS if own[i] else 0.0)
                if total > content[i]:
                    content[i] = total
        rows = rows_layout([self._row_height(lane, content[i]) for i, lane in enumerate(self.lanes)])
        plain = tuple(top + self._padding(lane) for top, lane in zip(rows.tops, self.lanes, strict=True))
        return rows, [self._cell_tops(stage, plain) for stage in range(stages)]

    def _cell_tops(self, stage: int, plain: tuple[float, ...]) -> tuple[float, ...]:
        """The tops of a stage's cells: `plain`, or below what the stage itself has in a lane."""
        here = plain
        cells = self.stage_cells[stage]
        if any(cell.height for cell in cells):
            here = tuple(
                top + cell.height + BETWEEN_CARDS if cell.height else top
                for top, cell in zip(plain, cells, strict=True)
            )
        kept = self.cache.tops.get(stage)
        if kept == here:
            return kept
        self.cache.tops[stage] = here
        return here

    def _padding(self, lane: str) -> float:
        return 9.0 if lane == EVIDENCE_LANE else CELL_PADDING

    def _row_height(self, lane: str, content: float) -> float:
        if lane == "touchpoints":
            return self.gutter + self.card_h + CELL_PADDING
        if lane == "channel":
            return CHANNEL_HEIGHT
        if lane == "emotion":
            return self.setting.options.emotion_height
        if lane == EVIDENCE_LANE:
            return EVIDENCE_HEIGHT
        return max(EMPTY_LANE, content + 2 * CELL_PADDING) if content else EMPTY_LANE

    def _top(self, lane: str) -> float:
        return self.rows.tops[self.lanes.index(lane)] if lane in self.lanes else -1.0

    def _frame(self) -> layers.Frame:
        top = self._top("touchpoints")
        card_y = top + self.gutter if top >= 0 else -1.0
        return layers.Frame(
            self.setting,
            self.columns,
            self.blocks,
            self._clean(card_y),
            self.rows,
            self.tops,
            self.gutter,
            card_y,
            self.card_h,
            self.arrows,
        )

    def _clean(self, card_y: float) -> list[bool]:
        """For each block whether it, its neighbours and all heights are as they were drawn last."""
        blocks, xs, last = self.blocks, self.columns.xs, self.cache.last
        key: Key = (self.rows, self.tops, card_y, self.card_h, self.arrows)
        self.cache.last = (key, blocks, xs)
        if last is None or last[0] != key:
            return [False] * len(blocks)
        _key, old, old_xs = last
        same = [
            at < len(old)
            and old[at] is block
            and (old_xs is xs or old_xs[at * BLOCK : (at + 1) * BLOCK] == xs[at * BLOCK : (at + 1) * BLOCK])
            for at, block in enumerate(blocks)
        ]
        if len(old) != len(blocks):
            same[len(old) - 1 :] = [False] * len(same[len(old) - 1 :])
            same[-1:] = [False] * len(same[-1:])
        return [all(same[max(0, at - 1) : at + 3]) for at in range(len(blocks))]

    # -- parts of their own ------------------------------------------------------------------------------------------

    def _stage_groups(self) -> Groups:
        groups: list[Group] = []
        for span, cells in zip(self.columns.stages, self.stage_cells, strict=True):
            for i, cell in enumerate(cells):
                top = self.rows.tops[i] + self._padding(self.lanes[i])
                groups += [moved(group, span.x, top) for group in cell.groups]
        return tuple(groups)

    def _stage_emotions(self) -> Groups:
        top = self._top("emotion")
        if top < 0:
            return ()
        found = (self._stage_emotion(span, top) for span in self.columns.stages)
        return tuple(group for group in found if group is not None)

    def _stage_emotion(self, span: StageSpan, top: float) -> Group | None:
        if span.stage.emotion is None:
            return None
        value = to_five(span.stage.emotion, self.setting.scale)
        y = emotions.level_y(value, self.setting.options.emotion_height)
        line = Line(0, 1, span.width, 1, self.setting.theme.text3, 2, (6, 4), upto=LOW)
        at = Address("stage", self.setting.map_id, span.stage.id)
        return Group(
            "curve", span.x, top + y - 1, span.width, 2, (line,), at, span.stage.title, key="stage-emotion"
        )

    def _gutter(self) -> Groups:
        if not self.arrows.wires:
            return ()
        top = self._top("touchpoints")
        key: Key = (self.arrows, self.columns.xs, top, self.gutter)

        def draw() -> Groups:
            return arrow.gutter_layer(
                self.arrows, self.routing, self.columns.xs, top, self.gutter, self.setting
            )

        return self.cache.kept("gutter", key, draw)

    def _stage_headers(self) -> Groups:
        spans = self.columns.stages

        def draw() -> Groups:
            return tuple(headers.stage_header(s, self.setting) for s in spans if s.stage.title or s.stage.id)

        return self.cache.kept("stages", (spans,), draw)

    def _lane_headers(self) -> Groups:
        def draw() -> Groups:
            return tuple(
                headers.lane_header(
                    lane,
                    top,
                    height,
                    self.gutter + 10 if lane.id == "touchpoints" else (8 if height < EMPTY_LANE else 12),
                    self.setting,
                )
                for lane, top, height in zip(
                    self.setting.lanes, self.rows.tops, self.rows.heights, strict=True
                )
            )

        return self.cache.kept("lanes", (self.rows, self.gutter), draw)

    def _ghosts(self) -> Groups:
        if not self.setting.options.ghosts:
            return ()
        columns, rows = self.columns, self.rows
        empty = not columns.touchpoints
        hinted = tuple(lane for i, lane in enumerate(self.setting.lanes) if self._is_empty(i))
        key: Key = (columns.stages, rows, self.frame.card_y, self.card_h, hinted)

        def draw() -> Groups:
            if empty and not self.journey.stages:
                return (
                    headers.map_hint(
                        columns, max(self.frame.card_y, STAGE_HEADER + 8), self.card_h, self.setting
                    ),
                )
            made = [
                headers.stage_ghost(s, self.frame.card_y, self.card_h, self.setting) for s in columns.stages
            ]
            groups = [ghost for ghost in made if ghost is not None]
            room = columns.width - self.setting.options.lane_header - 24
            for lane in () if empty else hinted:
                i = self.setting.lanes.index(lane)
                hint = headers.lane_hint(lane, rows.tops[i], rows.heights[i], room, self.setting)
                if hint is not None:
                    groups.append(hint)
            return tuple(groups)

        return self.cache.kept("ghosts", key, draw)

    def _is_empty(self, lane: int) -> bool:
        return not any(
            heights[lane] for block in self.blocks for heights in block.heights.values()
        ) and not any(cells[lane].height for cells in self.stage_cells)
