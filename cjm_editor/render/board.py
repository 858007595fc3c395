"""A map as a display list: every visual decision of the board, and a memory of what was drawn before.

A drawing only says where everything stands. Its parts, blocks of neighbouring columns and stages layer by layer, are
drawn where somebody looks, and kept as long as what they are drawn from stays equal. So an edit in a map of ten
thousand touchpoints costs the places of the blocks and the drawing of what is in view.
"""

from __future__ import annotations

from bisect import bisect_right

from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.model import Document, Evidence, JourneyMap, Touchpoint, map_of
from cjm_editor.render import channels, stages
from cjm_editor.render.blocks import Block, BoardCache, Parts, setting_of
from cjm_editor.render.cells import EVIDENCE_LANE, Cell, column_cells, owner_cell
from cjm_editor.render.cuts import cuts
from cjm_editor.render.display import DisplayList, Group, Joined
from cjm_editor.render.frame import LanesSpot, WideSpot
from cjm_editor.render.headers import MAP_HINT, header_need
from cjm_editor.render.layers import Levels, Neighbour, Spot
from cjm_editor.render.layout import (
    CHANNEL_HEIGHT,
    EMPTY_LANE,
    EVIDENCE_HEIGHT,
    STAGE_HEADER,
    Columns,
    Rows,
    gutter_height,
    rows_layout,
)
from cjm_editor.render.measure import Measurer
from cjm_editor.render.notes import notes_height
from cjm_editor.render.options import BETWEEN_CARDS, CARD_GAP, CELL_PADDING, BoardOptions, Setting
from cjm_editor.render.routes import Routed
from cjm_editor.render.stages import StageSpot

__all__ = ["BoardCache", "BoardOptions", "board", "places"]

Groups = tuple[Group, ...]


def board(
    document: Document,
    map_id: str,
    options: BoardOptions,
    measurer: Measurer,
    cache: BoardCache | None = None,
) -> DisplayList:
    """The display list of a map with its pinned headers; raises `KeyError` for a map that the document lacks.

    With the cache of an earlier call, parts and groups that look the same are the same objects.
    """
    journey = map_of(document, map_id)
    if journey is None:
        raise KeyError(map_id)
    cache = cache or BoardCache()
    with collector_at_rest():
        setting = cache.use(setting_of(document, journey, options, measurer, cache.held(journey)))
        columns = cache.places.columns(journey, options.lane_header, options.column, setting.card)
        return _Drawing(journey, setting, columns, cache).display(document)


def places(journey: JourneyMap, options: BoardOptions, cache: BoardCache) -> Columns:
    """Where the columns of a map's board stand, without drawing anything; at once after `board` with this cache."""
    return cache.places.columns(journey, options.lane_header, options.column, options.column - CARD_GAP)


class _Drawing:
    """One board being drawn."""

    def __init__(self, journey: JourneyMap, setting: Setting, columns: Columns, cache: BoardCache) -> None:
        self.journey, self.setting, self.columns, self.cache = journey, setting, columns, cache
        self.lanes = [lane.id for lane in setting.lanes]
        self.cuts = cache.cuts(columns)
        self.blocks = self._blocks()
        self.stage_cells = [self._stage_cells(i) for i in range(len(columns.stages))]
        self.turns = cache.routes.turns(journey)
        has_arrows = "touchpoints" in self.lanes
        self.clusters = cache.routes.placed(self.turns, columns, setting) if has_arrows else ()
        gutter = gutter_height(max((at.routing.tracks for at in self.clusters), default=2))
        card_h = float(max((b.lines for b in self.blocks), default=1) * 16 + 40)
        self.highest = self._highest()
        self.rows = self._rows(gutter, card_h)
        self.notes = notes_height(self.clusters, setting)
        tops = dict(zip(self.lanes, self.rows.tops, strict=True))
        self.levels = Levels(
            tops.get("emotion", -1.0),
            tops.get("channel", -1.0),
            tops.get("touchpoints", -1.0),
            gutter,
            card_h,
            self.rows.bottom if self.notes else -1.0,
        )
        self.plain = tuple(
            top + self._padding(lane) for top, lane in zip(self.rows.tops, self.lanes, strict=True)
        )

    def display(self, document: Document) -> DisplayList:
        """Everything in drawing order."""
        setting, columns = self.setting, self.columns
        self.cache.begin()
        rules, emotions, cells, strip, titles, ghosts, adders = self._by_layer(self._stage_parts(), 7)
        areas, curve, body, channel, over, steps, gutter = self._by_layer(self._column_parts(), 7)
        visibility, hints = self.cache.kept(("wide", ""), self._wide())
        lanes, corner = self.cache.kept(
            ("lanes", ""), LanesSpot(self.rows, self.levels.gutter, self.notes, setting)
        )
        self.cache.end()
        parts = (
            *(*rules, visibility, *areas, *emotions, *curve, *body, *cells, *channel, *over, *steps, *gutter),
            *(*strip, *titles, *ghosts, *adders, hints, lanes, corner),
        )
        return DisplayList(
            max(columns.width, self._hint_x() + MAP_HINT),
            self.rows.bottom + self.notes,
            Joined(parts),
            setting.theme.board,
            setting.options.lane_header,
            STAGE_HEADER,
            self.journey.title or document.title,
            setting.language,
            parts,
        )

    def _by_layer(self, pieces: list[Parts], layers: int) -> list[Parts]:
        return list(zip(*pieces, strict=True)) if pieces else [()] * layers

    # -- what there is ---------------------------------------------------------------------------------------------

    def _blocks(self) -> list[Block]:
        columns, cache = self.columns, self.cache
        evidence = [span.stage.evidence for span in columns.stages]
        old, made = cache.blocks, []
        for start, end in self.cuts:
            touchpoints = tuple(columns.touchpoints[start:end])
            row = tuple(columns.stage_of[start:end])
            kept = old.get(touchpoints[0].id)
            if (
                kept is None
                or kept.touchpoints != touchpoints
                or kept.stages != row
                or any(above is not evidence[stage] for stage, above in kept.evidence)
            ):
                above = {stage: evidence[stage] for stage in dict.fromkeys(row)}
                kept = self._block(touchpoints, row, above)
            made.append(kept)
        cache.blocks = {block.touchpoints[0].id: block for block in made}
        if len(cache.columns) > 2 * len(columns.touchpoints) + 100:
            cache.columns = {cell.touchpoint.id: cell for block in made for cell in block.cells}
        return made

    def _block(
        self,
        touchpoints: tuple[Touchpoint, ...],
        row: tuple[int, ...],
        evidence: dict[int, tuple[Evidence, ...]],
    ) -> Block:
        kept = self.cache.columns
        cells = []
        for touchpoint, stage in zip(touchpoints, row, strict=True):
            cell, above = kept.get(touchpoint.id), evidence[stage]
            if cell is None or cell.touchpoint is not touchpoint or cell.inherited != above:
                cell = kept[touchpoint.id] = column_cells(touchpoint, above, self.setting)
            cells.append(cell)
        heights: dict[int, tuple[float, ...]] = {}
        for stage in dict.fromkeys(row):
            rows = [cell.heights for cell, at in zip(cells, row, strict=True) if at == stage]
            heights[stage] = tuple(map(max, zip(*rows, strict=True)))
        highest = tuple(map(max, zip(*heights.values(), strict=True)))
        lines = max(len(cell.lines) for cell in cells)
        ids = frozenset(touchpoint.id for touchpoint in touchpoints)
        runs = channels.runs(touchpoints)
        known = tuple(evidence.items())
        return Block(touchpoints, known, row, tuple(cells), lines, heights, highest, runs, ids)

    def _stage_cells(self, at: int) -> tuple[Cell, ...]:
        span = self.columns.stages[at]
        kept = self.cache.stages.get(span.stage.id)
        if kept is not None and kept[0] is span.stage and kept[1] == span.width:
            return kept[2]
        cells = tuple(owner_cell(span.stage, lane, span.width, (), self.setting) for lane in self.lanes)
        self.cache.stages[span.stage.id] = (span.stage, span.width, cells)
        return cells

    # -- where it stands -------------------------------------------------------------------------------------------

    def _highest(self) -> list[float]:
        """The height of what each lane holds."""
        nothing = (0.0,) * len(self.lanes)
        totals = [nothing, *(block.highest for block in self.blocks)]
        holding = {i for i, cells in enumerate(self.stage_cells) if any(cell.height for cell in cells)}
        if holding:
            own: dict[int, tuple[float, ...]] = {}
            for block in self.blocks:
                for stage in holding.intersection(block.heights):
                    heights = block.heights[stage]
                    own[stage] = tuple(map(max, own.get(stage, heights), heights))
            totals += [tuple(map(_stacked, self.stage_cells[i], own.get(i, nothing))) for i in holding]
        return list(map(max, zip(*totals, strict=True)))

    def _rows(self, gutter: float, card_h: float) -> Rows:
        def height(lane: str, least: float, content: float) -> float:
            if lane == "touchpoints":
                return gutter + card_h + CELL_PADDING
            if lane == "channel":
                return CHANNEL_HEIGHT
            if lane == "emotion":
                return self.setting.options.emotion_height
            if lane == EVIDENCE_LANE:
                return EVIDENCE_HEIGHT
            return max(least, content + 2 * CELL_PADDING) if content else least

        if not self.cache.least:
            needs = (header_need(lane, self.setting) for lane in self.setting.lanes)
            self.cache.least = tuple(max(EMPTY_LANE, need + CELL_PADDING) for need in needs)
        return rows_layout(list(map(height, self.lanes, self.cache.least, self.highest)))

    def _padding(self, lane: str) -> float:
        return 9.0 if lane == EVIDENCE_LANE else CELL_PADDING

    def _cell_tops(self, stage: int) -> tuple[float, ...]:
        """The tops of a stage's cells: those of all, or below what the stage itself has in a lane."""
        cells = self.stage_cells[stage]
        if not any(cell.height for cell in cells):
            return self.plain
        return tuple(
            top + cell.height + BETWEEN_CARDS if cell.height else top
            for top, cell in zip(self.plain, cells, strict=True)
        )

    # -- its parts -------------------------------------------------------------------------------------------------

    def _column_parts(self) -> list[Parts]:
        columns, card = self.columns, self.setting.card
        xs, stage_of = columns.xs, columns.stage_of
        is_explicit = self.journey.route == "explicit"
        ends = self._span_ends()
        clusters = self._clusters()
        tops: dict[int, tuple[float, ...]] = {}
        found = []
        still = self._still(ends)
        for at, (block, (start, end)) in enumerate(zip(self.blocks, self.cuts, strict=True)):
            if still[at]:
                found.append(self.cache.again(("columns", block.touchpoints[0].id)))
                continue
            for stage in block.heights:
                if stage not in tops:
                    tops[stage] = self._cell_tops(stage)
            spot = Spot(
                block,
                tuple(xs[start:end]),
                self._neighbour(start - 1),
                self._neighbour(end),
                self._neighbour(end + 1),
                end < len(xs) and stage_of[end] - stage_of[end - 1] <= 1,
                ends[at] + card,
                tuple(tops[stage] for stage in block.heights),
                block.told(self.turns),
                is_explicit,
                tuple(clusters.get(at, ())),
                self.levels,
                self.setting,
            )
            found.append(self.cache.kept(("columns", block.touchpoints[0].id), spot))
        return found

    def _still(self, ends: list[float]) -> list[bool]:
        """For each block whether all that it is drawn from is the same objects as the last time: then its spot need
        not even be made. The same columns stand in the same places, and no other block about it changed."""
        cache, blocks = self.cache, self.blocks
        frame = (self.levels, self.plain, self.stage_cells, self.turns, self.journey.route)
        places = (self.columns.xs, self.columns.stage_of, self.clusters)
        last, cache.last = cache.last, (frame, places, blocks, ends)
        if last is None or any(a is not b for a, b in zip(last[1], places, strict=True)) or last[0] != frame:
            return [False] * len(blocks)
        same = [a is b and x == y for a, b, x, y in zip(last[2], blocks, last[3], ends, strict=True)]
        return [all(same[max(0, at - 1) : at + 3]) for at in range(len(same))]

    def _neighbour(self, at: int) -> Neighbour | None:
        columns = self.columns
        return Neighbour(columns.touchpoints[at], columns.xs[at]) if 0 <= at < len(columns.xs) else None

    def _span_ends(self) -> list[float]:
        """For each block the left edge of the card at which the channel of its last column ends."""
        xs, ends = self.columns.xs, [0.0] * len(self.blocks)
        tail, following = 0.0, None
        for at in range(len(self.blocks) - 1, -1, -1):
            runs, (start, end) = self.blocks[at].runs, self.cuts[at]
            goes_on = following is not None and following == runs[-1].channel
            ends[at] = tail if goes_on else xs[end - 1]
            tail = ends[at] if len(runs) == 1 else xs[start + runs[0].last]
            following = runs[0].channel
        return ends

    def _clusters(self) -> dict[int, list[Routed]]:
        """Clusters of arrows by the block in which they begin."""
        starts = [start for start, _end in self.cuts]
        found: dict[int, list[Routed]] = {}
        for cluster in self.clusters:
            found.setdefault(bisect_right(starts, cluster.column) - 1, []).append(cluster)
        return found

    def _stage_parts(self) -> list[Parts]:
        columns, header = self.columns, self.setting.options.lane_header
        spans, separators = columns.stages, columns.separators
        found = []
        runs = cuts([span.stage.id for span in spans], stages.LEAST, stages.USUAL, stages.MOST)
        for first, last in runs:
            own = separators[max(0, first - 1) : last - 1]
            spot = StageSpot(
                spans[first:last],
                tuple(self.stage_cells[first:last]),
                own,
                float(int(own[0])) if first else header,
                float(int(separators[last - 1])) + 1 if last < len(spans) else columns.width,
                self.rows,
                self.plain,
                self.levels.emotion,
                self.levels.card_y,
                self.levels.card_h,
                self.setting,
            )
            found.append(self.cache.kept(("stages", spans[first].stage.id), spot))
        return found

    def _wide(self) -> WideSpot:
        hinted: tuple[int, ...] = ()
        if self.setting.options.ghosts and self.columns.touchpoints:
            hinted = tuple(i for i, height in enumerate(self.highest) if not height)
        return WideSpot(self.rows, self.columns.width, hinted, self._hint_x(), self.levels, self.setting)

    def _hint_x(self) -> float:
        """Where an empty map says what to do first; far outside where it has nothing to say."""
        is_hinted = self.setting.options.ghosts and not self.columns.touchpoints and not self.journey.stages
        return self.columns.stages[0].x if is_hinted else -MAP_HINT


def _stacked(cell: Cell, below: float) -> float:
    """The height of what a stage has in a lane with its touchpoints' cells below."""
    return below + cell.height + (BETWEEN_CARDS if below else 0.0) if cell.height else below
