"""Dashes laid out from the start of a stroke: Qt's own pens begin them anew at the edge of what is painted, so that
neighbouring tiles would not agree."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPainterPathStroker

from cjm_editor.qt.painter import Kept
from cjm_editor.render.display import Dash, Path, Polyline

_MOST = 2_000


class Dashes:
    """Outlines of dashed strokes, to be filled; kept with their items, as the paths in `PaintCache` are."""

    __slots__ = ("_along", "_frames")

    def __init__(self) -> None:
        self._along: Kept[int, tuple[Path | Polyline, QPainterPath]] = Kept(_MOST)
        self._frames: Kept[tuple[float, float, float, float, Dash], QPainterPath] = Kept(_MOST)

    def along(self, item: Path | Polyline, path: QPainterPath) -> QPainterPath:
        """Return the dashes of a path or polyline whose stroke runs on `path`."""
        kept = self._along.get(id(item))
        if kept is None or kept[0] is not item:
            is_round = isinstance(item, Path) and item.cap == "round"
            kept = self._along.put(id(item), (item, dashed(path, item.width, item.dash, is_round)))
        return kept[1]

    def frame(self, w: float, h: float, radius: float, width: float, dash: Dash) -> QPainterPath:
        """Return the dashes around a rectangle at 0, 0."""
        w, h, width = (
            round(w, 4),
            round(h, 4),
            round(width, 4),
        )  # as tiles compute them they differ by nothing
        key = (w, h, radius, width, dash)
        made = self._frames.get(key)
        if made is None:
            path = QPainterPath()
            if radius:
                path.addRoundedRect(QRectF(0, 0, w, h), radius, radius)
            else:
                path.addRect(QRectF(0, 0, w, h))
            made = self._frames.put(key, dashed(path, width, dash, False))
        return made

    def lines(
        self, x1: float, y1: float, x2: float, y2: float, dash: Dash, seen: tuple[float, float]
    ) -> list[QLineF]:
        """Return the dashes of a straight stroke that are seen: between two lengths from its start."""
        length = math.hypot(x2 - x1, y2 - y1) or 1.0
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        return [
            QLineF(x1 + a * dx, y1 + a * dy, x1 + b * dx, y1 + b * dy) for a, b in pieces(length, dash, *seen)
        ]


def dashed(path: QPainterPath, width: float, dash: Dash, is_round: bool) -> QPainterPath:
    """Return the outline of all dashes of a stroke; `dash` in px as `width` is."""
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap if is_round else Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin if is_round else Qt.PenJoinStyle.MiterJoin)
    stroker.setDashPattern([length / width for length in even(dash)])
    made = stroker.createStroke(path)
    made.setFillRule(Qt.FillRule.WindingFill)
    return made


def even(dash: Dash) -> Dash:
    """Return lengths of dash and gap by turns: an odd pattern counts twice."""
    return dash if len(dash) % 2 == 0 else dash * 2


def pieces(length: float, dash: Dash, low: float, high: float) -> Iterator[tuple[float, float]]:
    """Return the dashes of a stroke of a length as starts and ends, between `low` and `high` px from its start."""
    pattern = even(dash)
    start = max(0, math.floor(low / sum(pattern))) * sum(pattern)
    end = min(length, high)
    while start < end:
        for at in range(0, len(pattern), 2):
            if start < end:
                yield start, min(start + pattern[at], length)
            start += pattern[at] + pattern[at + 1]
