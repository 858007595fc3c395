"""The layers of a board that run over all columns, block by block: what a block is drawn from, and its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from cjm_editor.core.model import Touchpoint
from cjm_editor.render import channels, emotions
from cjm_editor.render.arrows import gutter_layer, steps_layer
from cjm_editor.render.blocks import Block, Parts
from cjm_editor.render.cells import moved, place
from cjm_editor.render.display import Group, Part
from cjm_editor.render.emotions import Known, Surroundings
from cjm_editor.render.layout import CHANNEL_HEIGHT
from cjm_editor.render.notes import notes_layer
from cjm_editor.render.options import Setting
from cjm_editor.render.routes import Routed, Told, steps_of

Groups = tuple[Group, ...]
NOBODY: frozenset[str] = frozenset()
EmotionLayer = Callable[[Sequence[Touchpoint], Sequence[Known], Surroundings, float, Setting], Groups]


class Levels(NamedTuple):
    """Tops of what is drawn across the cells, and the height of touchpoints; -1 where the board does not show it."""

    emotion: float
    channel: float
    touchpoints: float
    gutter: float
    card_h: float
    notes: float = -1.0

    @property
    def card_y(self) -> float:
        """Where touchpoints begin."""
        return self.touchpoints + self.gutter if self.touchpoints >= 0 else -1.0


class Neighbour(NamedTuple):
    """A column beside a block: its touchpoint and the left edge of its card."""

    touchpoint: Touchpoint
    x: float


class Spot(NamedTuple):
    """Everything that a block of columns is drawn from. Equal spots draw the same."""

    block: Block
    xs: tuple[float, ...]
    before: Neighbour | None
    after: Neighbour | None
    then: Neighbour | None
    goes_near: bool
    """Whether the last column's stage is that of the next column or the one before it."""

    span_end: float
    """Where the span of the last column's channel ends."""

    tops: tuple[tuple[float, ...], ...]
    """The tops of the cells, one tuple a stage of the block."""

    told: Told
    is_explicit: bool
    clusters: tuple[Routed, ...]
    levels: Levels
    setting: Setting

    def parts(self, name: str) -> Parts:
        """The block's parts, one a layer."""
        ids, room = self.block.ids, self.setting.options.column
        x0, x1 = self.xs[0] - room, self.xs[-1] + 2 * room
        points_end = (self.after.x if self.after else self.xs[-1]) + 2 * room
        steps, arrows, left, right = ids, NOBODY, x0, x1
        if self.told:
            steps = ids.union(transition.id for _id, own in self.told for transition in own)
        if self.clusters:
            arrows = frozenset(arrow.transition.id for at in self.clusters for arrow in at.cluster.arrows)
            left = min(at.x for at in self.clusters) - room
            right = max(at.end for at in self.clusters) + room
        return (
            Part(self, "areas", name, x0, points_end),
            Part(self, "curve", name, x0, points_end),
            Part(self, "columns", name, x0, x1, ids),
            Part(self, "channel", name, x0, max(points_end, self.span_end)),
            Part(self, "over", name, x0, x1),
            Part(self, "steps", name, x0, points_end, steps),
            Part(self, "gutter", name, left, right, arrows),
        )

    def draw(self, layer: str) -> Groups:
        """The groups of one layer."""
        return _LAYERS[layer](self)


def areas_layer(spot: Spot) -> Groups:
    """What lies between the curve and neutral."""
    return _emotion_layer(spot, emotions.area_layer)


def curve_layer(spot: Spot) -> Groups:
    """The curve and what keeps its words readable."""
    return _emotion_layer(spot, emotions.curve_layer)


def marker_layer(spot: Spot) -> Groups:
    """Faces and words."""
    return _emotion_layer(spot, emotions.marker_layer)


def columns_layer(spot: Spot) -> Groups:
    """Touchpoints and the cells below them."""
    levels, block = spot.levels, spot.block
    tops = dict(zip(block.heights, spot.tops, strict=True))
    placed = (
        place(cell, x, tops[stage], levels.card_y, levels.card_h, spot.setting)
        for cell, x, stage in zip(block.cells, spot.xs, block.stages, strict=True)
    )
    return tuple(chain.from_iterable(placed))


def _emotion_layer(spot: Spot, layer: EmotionLayer) -> Groups:
    """What lies under the cells of the emotion lane, or the markers over them, as `layer` draws it."""
    top = spot.levels.emotion
    if top < 0:
        return ()
    beside = [_known(one, spot.setting) for one in (spot.before, spot.after, spot.then)]
    touchpoints = spot.block.touchpoints
    points = emotions.known_points(touchpoints, spot.xs, spot.setting)
    return layer(touchpoints, points, Surroundings(*beside), top, spot.setting)


def _known(beside: Neighbour | None, setting: Setting) -> Known | None:
    return None if beside is None else emotions.known_points([beside.touchpoint], [beside.x], setting)[0]


def channel_layer(spot: Spot) -> Groups:
    """Spans of channels and the seams before them; a span may run over many blocks, its first one draws it. The seam at
    a block's left end is its own: drawn by the block before, it would be covered by this one's first span."""
    setting, block, xs = spot.setting, spot.block, spot.xs
    card, top = setting.card, spot.levels.channel
    if top < 0:
        return ()
    before = channels.folded(spot.before.touchpoint.channel) if spot.before else None
    spans: list[Group] = []
    seams: list[Group] = []
    for run in block.runs:
        is_last = run.last == len(xs) - 1
        if run.channel and not (run.first == 0 and before == run.channel):
            right = spot.span_end if is_last else xs[run.last] + card
            spans.append(channels.span(block.touchpoints[run.first], xs[run.first], right, top + 8, setting))
        if run.first:
            past, x = block.touchpoints[run.first - 1], xs[run.first - 1]
        elif spot.before:
            past, x = spot.before.touchpoint, spot.before.x
        else:
            continue
        if run.channel and past.channel.strip() and channels.folded(past.channel) != run.channel:
            middle = (x + card + xs[run.first]) / 2
            here = block.touchpoints[run.first]
            seams.append(channels.seam(past, here, middle, top + CHANNEL_HEIGHT / 2, setting))
    return (*spans, *seams)


def step_layer(spot: Spot) -> Groups:
    """The chevrons between neighbours."""
    levels, block, card = spot.levels, spot.block, spot.setting.card
    if levels.card_y < 0:
        return ()
    row, xs = block.touchpoints, spot.xs
    near = [b - a <= 1 for a, b in pairwise(block.stages)]
    if spot.after is not None:
        row, xs, near = (*row, spot.after.touchpoint), (*xs, spot.after.x), [*near, spot.goes_near]
    steps = steps_of(row, near, spot.told, spot.is_explicit)
    gaps = [(a + card, b) for a, b in pairwise(xs)]
    return steps_layer(steps, gaps, levels.card_y + levels.card_h / 2, spot.setting)


def wires_layer(spot: Spot) -> Groups:
    """The arrows over the gutter of the clusters that begin in the block, and the notes below the board on them."""
    levels = spot.levels
    if levels.touchpoints < 0:
        return ()
    groups: list[Group] = []
    for at in spot.clusters:
        arrows = gutter_layer(
            at.cluster.arrows,
            at.routing,
            levels.touchpoints,
            levels.gutter,
            dict(at.numbers),
            spot.setting,
        )
        groups += (moved(group, at.x, 0.0) for group in arrows)
        groups += notes_layer(at, levels.notes, spot.setting)
    return tuple(groups)


_LAYERS: Mapping[str, Callable[[Spot], Groups]] = {
    "areas": areas_layer,
    "curve": curve_layer,
    "columns": columns_layer,
    "channel": channel_layer,
    "over": marker_layer,
    "steps": step_layer,
    "gutter": wires_layer,
}
