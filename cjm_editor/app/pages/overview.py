"""The whole curve of a map as the scrubber draws it: points in route order with their places on the board."""

from __future__ import annotations

from cjm_editor.app.boardview import Overview, OverviewPoint, OverviewStage
from cjm_editor.core.emotion import to_five
from cjm_editor.core.model import Document, columns_of, map_of
from cjm_editor.render.display import DisplayList


def overview_of(document: Document, map_id: str, display: DisplayList) -> Overview:
    """Points and stages with x as fractions 0..1 of the board right of its lane headers."""
    journey = map_of(document, map_id)
    if journey is None:
        return Overview((), ())
    span = max(1.0, display.width - display.left)
    centre = {
        group.at.id: (group.x + group.w / 2 - display.left) / span
        for group in display.groups
        if group.role == "touchpoint" and group.at is not None
    }
    start = {
        group.at.id: (group.x - display.left) / span
        for group in display.groups
        if group.role == "stage" and group.at is not None
    }
    points, stages = [], []
    for stage, row in columns_of(journey):
        stages.append(OverviewStage(start.get(stage.id, 0.0), stage.title))
        for touchpoint in row:
            known = touchpoint.emotion is not None
            five = to_five(touchpoint.emotion, journey.scale) if touchpoint.emotion is not None else None
            if touchpoint.id in centre:
                points.append(OverviewPoint(centre[touchpoint.id], five if known else None))
    return Overview(tuple(points), tuple(stages))
