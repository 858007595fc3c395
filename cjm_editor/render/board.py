"""A map as a display list: every visual decision of the board, and a memory of what was drawn before.

Columns are drawn in blocks of neighbours. A block is drawn again only where its touchpoints, their places or what
lies beside it changed, so an edit in a map of ten thousand touchpoints redraws one block.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from cjm_editor.core.address import Address
from cjm_editor.core.emotion import to_five
from cjm_editor.core.lanes import lanes_of
from cjm_editor.core.model import Document, Evidence, JourneyMap, Lane, Stage, Touchpoint, columns_of, map_of
from cjm_editor.render import arrows as arrow
from cjm_editor.render import channels, emotions, headers
from cjm_editor.render.cells import EVIDENCE_LANE, Cell, ColumnCells, column_cells, moved, owner_cell, place
from cjm_editor.render.display import LOW, DisplayList, Group, Line
from cjm_editor.render.emotions import Known, Surroundings
from cjm_editor.render.layout import (
    CHANNEL_HEIGHT,
    EMPTY_LANE,
    EVIDENCE_HEIGHT,
    STAGE_HEADER,
    Columns,
    Rows,
    StageSpan,
    columns_layout,
    gutter_height,
    rows_layout,
)
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import BETWEEN_CARDS, CELL_PADDING, BoardOptions, Setting
from cjm_editor.render.tracks import Routing

__all__ = ["BoardCache", "BoardOptions", "board"]

BLOCK = 32
"""Columns drawn and kept together."""

Groups = tuple[Group, ...]
Key = tuple[object, ...]


@dataclass(slots=True)
class _Block:
    """Neighbouring columns: their cells, and each layer with what it was drawn from."""

    touchpoints: tuple[Touchpoint, ...]
    inherited: tuple[tuple[Evidence, ...], ...]
    stages: tuple[int, ...]
    cells: tuple[ColumnCells, ...]
    lines: int
    heights: dict[int, tuple[float, ...]]
    """The highest cell of each lane, by place of the stage."""

    runs: tuple[channels.Run, ...]
    layers: dict[str, tuple[Key, Groups]] = field(default_factory=dict)

    def layer(self, name: str, key: Key, draw: Callable[[], Groups]) -> Groups:
        """The groups of a layer; drawn again only where `key` is not that of the last time."""
        kept = self.layers.get(name)
        if kept is not None and kept[0] == key:
            return kept[1]
        made = draw()
        self.layers[name] = (key, made)
        return made


class BoardCache:
    """What was drawn of one map. One cache serves one view; a change of options or lanes empties it."""

    __slots__ = ("_kept", "arrows", "blocks", "columns", "gutter", "setting", "stages", "tops")

    def __init__(self) -> None:
        self.setting: Setting | None = None
        self.blocks: list[_Block] = []
        self.columns: dict[str, ColumnCells] = {}
        self.stages: dict[str, tuple[Stage, float, tuple[Cell, ...]]] = {}
        self.tops: dict[int, tuple[float, ...]] = {}
        self.arrows: tuple[Key, arrow.Arrows] | None = None
        self.gutter: tuple[Key, Routing] | None = None
        self._kept: dict[str, tuple[Key, Groups]] = {}

    def use(self, setting: Setting) -> Setting:
        """The setting in force, the same object as long as it is equal."""
        if self.setting is None or self.setting != setting:
            self.blocks, self.columns, self.stages, self.tops, self._kept = [], {}, {}, {}, {}
            self.arrows = self.gutter = None
            self.setting = setting
        return self.setting

    def kept(self, name: str, key: Key, draw: Callable[[], Groups]) -> Groups:
        """The groups of a part of the board; drawn again only where `key` changed."""
        found = self._kept.get(name)
        if found is not None and found[0] == key:
            return found[1]
        made = draw()
        self._kept[name] = (key, made)
        return made


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
    setting = cache.use(_setting(document, journey, options, measurer))
    columns = columns_layout(columns_of(journey), options.lane_header, options.column, setting.card)
    return _Drawing(journey, setting, columns, cache).display(document)


def _setting(document: Document, journey: JourneyMap, options: BoardOptions, measurer: Measurer) -> Setting:
    rows = {lane.id: lane for lane in lanes_of(document, journey, options.audience)}
    has_evidence = any(t.evidence for t in journey.touchpoints) or any(s.evidence for s in journey.stages)
    if has_evidence and EVIDENCE_LANE not in rows:
        rows[EVIDENCE_LANE] = Lane(EVIDENCE_LANE)
    if options.lanes is not None:
        known = {lane.id: lane for lane in document.lanes}
        rows = {
            id: lane
            for id in options.lanes
            if (lane := rows.get(id) or known.get(id) or Lane(id)).audience != "internal"
            or options.audience == "internal"
        }
    return Setting(
        options,
        measurer,
        journey.id,
        journey.kind,
        journey.scale,
        document.language or options.words.language,
        tuple(rows.values()),
    )


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

    def display(self, document: Document) -> DisplayList:
        """Everything in drawing order."""
        setting, columns, rows = self.setting, self.columns, self.rows
        width, bottom = columns.width, rows.bottom
        frame_key: Key = (columns.separators, width, rows)
        parts: list[Groups] = [
            self.cache.kept("rules", frame_key, lambda: (headers.board_rules(columns, rows, setting),))
        ]
        parts += self._emotion_under()
        parts += self._columns()
        parts.append(self._stage_groups())
        parts += self._channels()
        parts += self._emotion_over()
        parts += self._steps()
        parts.append(self._gutter())
        parts.append(self._ghosts())
        parts.append(
            self.cache.kept("strip", frame_key, lambda: (headers.stage_strip(columns, width, setting),))
        )
        parts.append(self._stage_headers())
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

    def _blocks(self) -> list[_Block]:
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
    ) -> _Block:
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
        return _Block(
            touchpoints, inherited, stages, tuple(cells), lines, heights, channels.runs(touchpoints)
        )

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
        gutter_key: Key = (id(found), columns.xs)
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
        offsets = [
            [cell.height + BETWEEN_CARDS if cell.height else 0.0 for cell in cells]
            for cells in self.stage_cells
        ]
        content = [0.0] * count
        for stage in range(stages):
            for i in range(count):
                own = highest[stage][i]
                total = offsets[stage][i] + own if own else max(0.0, offsets[stage][i] - BETWEEN_CARDS)
                content[i] = max(content[i], total)
        rows = rows_layout([self._row_height(lane, content[i]) for i, lane in enumerate(self.lanes)])
        tops = []
        for stage in range(stages):
            here = tuple(
                rows.tops[i] + self._padding(lane) + offsets[stage][i] for i, lane in enumerate(self.lanes)
            )
            kept = self.cache.tops.get(stage)
            if kept != here:
                kept = self.cache.tops[stage] = here
            tops.append(kept)
        return rows, tops

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

    @property
    def _card_y(self) -> float:
        top = self._top("touchpoints")
        return top + self.gutter if top >= 0 else -1.0

    # -- layers ----------------------------------------------------------------------------------------------------

    def _columns(self) -> list[Groups]:
        xs, setting, card_y, card_h = self.columns.xs, self.setting, self._card_y, self.card_h
        parts = []
        for at, block in enumerate(self.blocks):
            start = at * BLOCK
            here = xs[start : start + BLOCK]
            tops = [self.tops[stage] for stage in block.stages]
            key: Key = (here, tops, card_y, card_h)

            def draw(
                block: _Block = block, here: list[float] = here, tops: list[tuple[float, ...]] = tops
            ) -> Groups:
                return tuple(
                    chain.from_iterable(
                        place(cell, x, top, card_y, card_h, setting)
                        for cell, x, top in zip(block.cells, here, tops, strict=True)
                    )
                )

            parts.append(block.layer("columns", key, draw))
        return parts

    def _stage_groups(self) -> Groups:
        groups: list[Group] = []
        for span, cells in zip(self.columns.stages, self.stage_cells, strict=True):
            for i, cell in enumerate(cells):
                top = self.rows.tops[i] + self._padding(self.lanes[i])
                groups += [moved(group, span.x, top) for group in cell.groups]
        top = self._top("emotion")
        if top >= 0:
            groups += [g for span in self.columns.stages if (g := self._stage_emotion(span, top))]
        return tuple(groups)

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

    def _surroundings(self, at: int) -> Surroundings:
        start, end = at * BLOCK, (at + 1) * BLOCK
        return Surroundings(self._point(start - 1), self._point(end), self._point(end + 1))

    def _point(self, i: int) -> Known | None:
        columns = self.columns
        if not 0 <= i < len(columns.touchpoints):
            return None
        return emotions.known_points(columns.touchpoints[i : i + 1], columns.xs[i : i + 1], self.setting)[0]

    def _emotion_under(self) -> list[Groups]:
        return self._emotion_layer("under", emotions.under_layer)

    def _emotion_over(self) -> list[Groups]:
        return self._emotion_layer("over", emotions.marker_layer)

    def _emotion_layer(
        self,
        name: str,
        layer: Callable[[Sequence[Touchpoint], Sequence[Known], Surroundings, float, Setting], Groups],
    ) -> list[Groups]:
        top = self._top("emotion")
        if top < 0:
            return []
        parts = []
        for at, block in enumerate(self.blocks):
            here = self.columns.xs[at * BLOCK : (at + 1) * BLOCK]
            around = self._surroundings(at)

            def draw(
                block: _Block = block, here: list[float] = here, around: Surroundings = around
            ) -> Groups:
                points = emotions.known_points(block.touchpoints, here, self.setting)
                return layer(block.touchpoints, points, around, top, self.setting)

            parts.append(block.layer(name, (here, around, top), draw))
        return parts

    def _channels(self) -> list[Groups]:
        top = self._top("channel")
        if top < 0:
            return []
        columns, card = self.columns, self.setting.card
        xs = columns.xs
        parts: list[Groups] = []
        tail_end = 0.0
        following: _Block | None = None
        for at in range(len(self.blocks) - 1, -1, -1):
            block, start = self.blocks[at], at * BLOCK
            here = xs[start : start + BLOCK]
            last = block.runs[-1]
            goes_on = following is not None and following.runs[0].channel == last.channel
            end = tail_end if goes_on else here[-1] + card
            before = self.blocks[at - 1].runs[-1].channel if at else None
            after = columns.touchpoints[start + BLOCK] if following is not None else None
            next_x = xs[start + BLOCK] if following is not None else 0.0

            def draw(
                block: _Block = block,
                here: list[float] = here,
                end: float = end,
                before: str | None = before,
                after: Touchpoint | None = after,
                next_x: float = next_x,
            ) -> Groups:
                return self._channel_block(block, here, end, before, after, next_x, top)

            parts.append(block.layer("channel", (here, end, before, after, next_x, top), draw))
            tail_end = end if len(block.runs) == 1 else here[block.runs[0].last] + card
            following = block
        return parts[::-1]

    def _channel_block(
        self,
        block: _Block,
        xs: list[float],
        end: float,
        before: str | None,
        after: Touchpoint | None,
        next_x: float,
        top: float,
    ) -> Groups:
        setting, card = self.setting, self.setting.card
        spans: list[Group] = []
        seams: list[Group] = []
        middle = top + CHANNEL_HEIGHT / 2
        for run in block.runs:
            is_last = run.last == len(xs) - 1
            if run.channel and not (run.first == 0 and before == run.channel):
                right = end if is_last else xs[run.last] + card
                spans.append(
                    channels.span(block.touchpoints[run.first], xs[run.first], right, top + 8, setting)
                )
            here = block.touchpoints[run.last]
            there = after if is_last else block.touchpoints[run.last + 1]
            if there is None or not run.channel or not there.channel.strip():
                continue
            if is_last and channels.folded(there.channel) == run.channel:
                continue
            x = (xs[run.last] + card + (next_x if is_last else xs[run.last + 1])) / 2
            seams.append(channels.seam(here, there, x, middle, setting))
        return (*spans, *seams)

    def _steps(self) -> list[Groups]:
        if self._card_y < 0:
            return []
        xs, card = self.columns.xs, self.setting.card
        middle = self._card_y + self.card_h / 2
        parts = []
        for at, block in enumerate(self.blocks):
            start, end = at * BLOCK, min((at + 1) * BLOCK, len(xs))
            steps = self.arrows.steps[start:end]
            here = xs[start : end + 1]

            def draw(steps: tuple[arrow.Step | None, ...] = steps, here: list[float] = here) -> Groups:
                rights = [(a + card, b) for a, b in zip(here, (*here[1:], 0.0), strict=True)]
                return arrow.steps_layer(steps, rights[: len(steps)], middle, self.setting)

            parts.append(block.layer("steps", (steps, here, middle), draw))
        return parts

    def _gutter(self) -> Groups:
        if not self.arrows.wires:
            return ()
        top = self._top("touchpoints")
        key: Key = (id(self.arrows), id(self.routing), top, self.gutter)

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
        key: Key = (columns.stages, rows, self._card_y, self.card_h, hinted)

        def draw() -> Groups:
            if empty and not self.journey.stages:
                return (
                    headers.map_hint(columns, max(self._card_y, STAGE_HEADER + 8), self.card_h, self.setting),
                )
            made = [headers.stage_ghost(s, self._card_y, self.card_h, self.setting) for s in columns.stages]
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
