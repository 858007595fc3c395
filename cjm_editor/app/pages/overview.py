"""The whole curve of a map as the scrubber draws it: points in route order with their places on the board."""

from __future__ import annotations

from cjm_editor.app.boardview import Overview, OverviewPoint, OverviewStage
from cjm_editor.core.emotion import known_five
from cjm_editor.core.model import EmotionScale
from cjm_editor.render.layout import Columns


def overview_of(columns: Columns, scale: EmotionScale, left: float, card: float) -> Overview:
    """Points and stages with x as fractions 0..1 of the board right of its lane headers, which end at `left`; `card`
    is the width of a card. Nothing of the board is drawn for this."""
    span = max(1.0, columns.width - left)
    shift = card / 2 - left
    points = tuple(
        OverviewPoint((x + shift) / span, known_five(touchpoint.emotion, scale))
        for touchpoint, x in zip(columns.touchpoints, columns.xs, strict=True)
    )
    stages = tuple(OverviewStage((stage.x - left) / span, stage.stage.title) for stage in columns.stages)
    return Overview(points, stages)
