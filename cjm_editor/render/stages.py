"""What a board draws stage by stage: rules and separators, what stages themselves hold, their headers and ghosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from cjm_editor.core.address import Address
from cjm_editor.core.emotion import known_five
from cjm_editor.render import emotions, headers
from cjm_editor.render.blocks import Parts
from cjm_editor.render.cells import Cell, moved
from cjm_editor.render.display import LOW, Group, Line, Part
from cjm_editor.render.layout import Rows, StageSpan
from cjm_editor.render.options import Setting

LEAST, USUAL, MOST = 2, 4, 10
"""Stages drawn and kept together."""

Groups = tuple[Group, ...]


class StageSpot(NamedTuple):
    """Everything that neighbouring stages are drawn from, on the stretch `left`..`right` of the page."""

    spans: tuple[StageSpan, ...]
    cells: tuple[tuple[Cell, ...], ...]
    separators: tuple[float, ...]
    left: float
    right: float
    rows: Rows
    content_tops: tuple[float, ...]
    """Where the cells of each lane begin."""

    emotion: float
    card_y: float
    card_h: float
    setting: Setting

    def parts(self, name: str) -> Parts:
        """The parts of the stages, one a layer."""
        x0, x1 = self.left - 4, self.right + 4
        # an empty stage's ghost and what stages hold are as wide as a card at least
        end = x1 + self.setting.options.column
        strip = 0.0 if self.left == self.setting.options.lane_header else x0
        ids = frozenset(span.stage.id for span in self.spans)
        return (
            Part(self, "rules", name, x0, x1),
            Part(self, "stage emotions", name, x0, x1),
            Part(self, "stage cells", name, x0, end, ids),
            Part(self, "strip", name, strip, x1, pane="stages"),
            Part(self, "stages", name, x0, end, ids, "stages"),
            Part(self, "ghosts", name, x0, end),
            Part(self, "adders", name, x0, end, pane="stages"),
        )

    def draw(self, layer: str) -> Groups:
        """The groups of one layer."""
        return _LAYERS[layer](self)


def _stretches(spot: StageSpot) -> Iterator[tuple[float, float, tuple[float, ...]]]:
    """For each stage from where to where its ground reaches, and the separator before it. The ground of the next one
    begins on the last pixel of this one, so that no seam shows at any scale."""
    before = (spot.left, *map(float, map(int, spot.separators[len(spot.separators) + 1 - len(spot.spans) :])))
    ends = (*(x + 1 for x in before[1:]), spot.right)
    first = spot.separators[: len(spot.separators) + 1 - len(spot.spans)]
    own = (first, *((x,) for x in spot.separators[len(first) :]))
    return zip(before, ends, own, strict=True)


def rules_layer(spot: StageSpot) -> Groups:
    """The rules under the lanes and the separators."""
    return tuple(
        headers.board_rules(own, left, right, spot.rows, spot.setting)
        for left, right, own in _stretches(spot)
    )


def strip_layer(spot: StageSpot) -> Groups:
    """What the headers lie on."""
    header = spot.setting.options.lane_header
    return tuple(
        headers.stage_strip(own, 0.0 if left == header else left, right, spot.setting)
        for left, right, own in _stretches(spot)
    )


def header_layer(spot: StageSpot) -> Groups:
    """The headers of the stages."""
    return tuple(
        headers.stage_header(span, spot.setting) for span in spot.spans if span.stage.title or span.stage.id
    )


def ghost_layer(spot: StageSpot) -> Groups:
    """The places to add a touchpoint on the board."""
    return _ghosts(spot, False)


def adder_layer(spot: StageSpot) -> Groups:
    """The places to add a touchpoint in the pinned headers."""
    return _ghosts(spot, True)


def _ghosts(spot: StageSpot, is_pinned: bool) -> Groups:
    first = spot.spans[0]
    if not spot.setting.options.ghosts or not (first.stage.id or first.count):
        return ()
    made = (headers.stage_ghost(span, spot.card_y, spot.card_h, spot.setting) for span in spot.spans)
    return tuple(ghost for ghost in made if ghost is not None and (ghost.pane == "stages") == is_pinned)


def emotion_layer(spot: StageSpot) -> Groups:
    """The emotions that stages themselves have."""
    found = (_emotion(span, spot) for span in spot.spans) if spot.emotion >= 0 else ()
    return tuple(group for group in found if group is not None)


def _emotion(span: StageSpan, spot: StageSpot) -> Group | None:
    setting = spot.setting
    value = known_five(span.stage.emotion, setting.scale)
    if value is None:
        return None
    y = spot.emotion + emotions.level_y(value, setting.options.emotion_height) - 1
    line = Line(0, 1, span.width, 1, setting.theme.text3, 2, (6, 4), upto=LOW)
    at = Address("stage", setting.map_id, span.stage.id)
    return Group("curve", span.x, y, span.width, 2, (line,), at, span.stage.title, key="stage-emotion")


def cells_layer(spot: StageSpot) -> Groups:
    """What stages themselves hold in the lanes."""
    return tuple(
        moved(group, span.x, top)
        for span, cells in zip(spot.spans, spot.cells, strict=True)
        for cell, top in zip(cells, spot.content_tops, strict=True)
        for group in cell.groups
    )


_LAYERS: Mapping[str, Callable[[StageSpot], Groups]] = {
    "rules": rules_layer,
    "stage emotions": emotion_layer,
    "stage cells": cells_layer,
    "strip": strip_layer,
    "stages": header_layer,
    "ghosts": ghost_layer,
    "adders": adder_layer,
}
