"""The layers of a board that run over all columns, drawn block by block; blocks in which nothing changed are kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from cjm_editor.core.model import Touchpoint
from cjm_editor.render import channels, emotions
from cjm_editor.render.arrows import Arrows, steps_layer
from cjm_editor.render.blocks import BLOCK, Block, Groups, Key
from cjm_editor.render.cells import place
from cjm_editor.render.display import Group
from cjm_editor.render.emotions import Known, Surroundings
from cjm_editor.render.layout import CHANNEL_HEIGHT, Columns, Rows
from cjm_editor.render.options import Setting

EmotionLayer = Callable[[Sequence[Touchpoint], Sequence[Known], Surroundings, float, Setting], Groups]


@dataclass(frozen=True, slots=True)
class Frame:
    """Where everything stands in one drawing. `clean` tells the blocks around which nothing at all changed;
    `card_y` is negative where touchpoints are hidden, `tops` are those of the cells, one tuple a stage."""

    setting: Setting
    columns: Columns
    blocks: Sequence[Block]
    clean: Sequence[bool]
    rows: Rows
    tops: Sequence[tuple[float, ...]]
    gutter: float
    card_y: float
    card_h: float
    arrows: Arrows

    def top(self, lane: str) -> float:
        """The top of a lane, or -1 where the board does not show it."""
        for shown, top in zip(self.setting.lanes, self.rows.tops, strict=True):
            if shown.id == lane:
                return top
        return -1.0

    def xs(self, at: int, more: int = 0) -> list[float]:
        """The left edges of a block's cards, and those of `more` columns after it."""
        return self.columns.xs[at * BLOCK : (at + 1) * BLOCK + more]


def columns_layers(frame: Frame) -> list[Groups]:
    """Touchpoints and the cells below them."""
    parts = []
    for at, block in enumerate(frame.blocks):
        if frame.clean[at]:
            parts.append(block.layers["columns"][1])
            continue
        here = frame.xs(at)
        tops = [frame.tops[stage] for stage in block.stages]
        key: Key = (here, tops, frame.card_y, frame.card_h)
        groups = block.kept("columns", key)
        if groups is None:
            placed = (
                place(cell, x, top, frame.card_y, frame.card_h, frame.setting)
                for cell, x, top in zip(block.cells, here, tops, strict=True)
            )
            groups = block.keep("columns", key, tuple(chain.from_iterable(placed)))
        parts.append(groups)
    return parts


def surroundings(frame: Frame) -> list[Surroundings]:
    """What lies beside each block: the point before its first column and the two after its last."""
    touchpoints, xs = frame.columns.touchpoints, frame.columns.xs
    starts = range(0, len(touchpoints), BLOCK)
    edges = [i for start in starts for i in (start, start + 1, start + BLOCK - 1) if i < len(touchpoints)]
    points = emotions.known_points([touchpoints[i] for i in edges], [xs[i] for i in edges], frame.setting)
    at = dict(zip(edges, points, strict=True)).get
    return [Surroundings(at(start - 1), at(start + BLOCK), at(start + BLOCK + 1)) for start in starts]


def emotion_layers(
    frame: Frame, name: str, layer: EmotionLayer, around: Sequence[Surroundings]
) -> list[Groups]:
    """What lies under the cells of the emotion lane, or the markers over them, as `layer` draws it."""
    top = frame.top("emotion")
    if top < 0:
        return []
    parts = []
    for at, block in enumerate(frame.blocks):
        if frame.clean[at]:
            parts.append(block.layers[name][1])
            continue
        here = frame.xs(at)
        key: Key = (here, around[at], top)
        groups = block.kept(name, key)
        if groups is None:
            points = emotions.known_points(block.touchpoints, here, frame.setting)
            drawn = layer(block.touchpoints, points, around[at], top, frame.setting)
            groups = block.keep(name, key, drawn)
        parts.append(groups)
    return parts


def channel_layers(frame: Frame) -> list[Groups]:
    """Spans of channels and the seams between them; a span may run over many blocks, its first one draws it."""
    top = frame.top("channel")
    if top < 0:
        return []
    columns, card = frame.columns, frame.setting.card
    parts: list[Groups] = []
    tail_end = 0.0
    following: Block | None = None
    for at in range(len(frame.blocks) - 1, -1, -1):
        block, here, end_at = frame.blocks[at], frame.xs(at), (at + 1) * BLOCK
        goes_on = following is not None and following.runs[0].channel == block.runs[-1].channel
        end = tail_end if goes_on else here[-1] + card
        before = frame.blocks[at - 1].runs[-1].channel if at else None
        after = columns.touchpoints[end_at] if following is not None else None
        next_x = columns.xs[end_at] if following is not None else 0.0
        key: Key = (here, end, before, after, next_x, top)
        groups = block.kept("channel", key)
        if groups is None:
            drawn = _channel_block(frame, block, here, end, before, after, next_x)
            groups = block.keep("channel", key, drawn)
        parts.append(groups)
        tail_end = end if len(block.runs) == 1 else here[block.runs[0].last] + card
        following = block
    return parts[::-1]


def _channel_block(
    frame: Frame,
    block: Block,
    xs: list[float],
    end: float,
    before: str | None,
    after: Touchpoint | None,
    next_x: float,
) -> Groups:
    setting, card, top = frame.setting, frame.setting.card, frame.top("channel")
    spans: list[Group] = []
    seams: list[Group] = []
    for run in block.runs:
        is_last = run.last == len(xs) - 1
        if run.channel and not (run.first == 0 and before == run.channel):
            right = end if is_last else xs[run.last] + card
            spans.append(channels.span(block.touchpoints[run.first], xs[run.first], right, top + 8, setting))
        here = block.touchpoints[run.last]
        there = after if is_last else block.touchpoints[run.last + 1]
        if there is None or not run.channel or not there.channel.strip():
            continue
        if channels.folded(there.channel) == run.channel:
            continue
        x = (xs[run.last] + card + (next_x if is_last else xs[run.last + 1])) / 2
        seams.append(channels.seam(here, there, x, top + CHANNEL_HEIGHT / 2, setting))
    return (*spans, *seams)


def step_layers(frame: Frame) -> list[Groups]:
    """The chevrons between neighbours."""
    if frame.card_y < 0:
        return []
    card = frame.setting.card
    middle = frame.card_y + frame.card_h / 2
    parts = []
    for at, block in enumerate(frame.blocks):
        if frame.clean[at]:
            parts.append(block.layers["steps"][1])
            continue
        steps = frame.arrows.steps[at * BLOCK : (at + 1) * BLOCK]
        here = frame.xs(at, 1)
        key: Key = (steps, here, middle)
        groups = block.kept("steps", key)
        if groups is None:
            gaps = [(a + card, b) for a, b in zip(here, (*here[1:], 0.0), strict=True)][: len(steps)]
            groups = block.keep("steps", key, steps_layer(steps, gaps, middle, frame.setting))
        parts.append(groups)
    return parts
