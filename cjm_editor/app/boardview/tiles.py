"""A display list as pictures of 256 device px, painted when they are needed and kept while there is room.

Tiles of one scale are copied to the screen pixel by pixel. While the zoom moves, tiles of steps a factor sqrt(2) apart
are drawn scaled; until a tile is ready, what other scales hold of its place stands in for it. Painting is cut into
short runs, so that no frame waits for a crowded tile.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from cjm_editor.app.boardview.camera import PANES, Box, Camera
from cjm_editor.app.boardview.scene import SPILL, Place, Scene, is_lane_hint
from cjm_editor.core.records import dataclass
from cjm_editor.qt.painter import PaintCache, fill, paint, solid
from cjm_editor.render.display import Group, Item, Line, Pane, Rect, level_of

SIDE = 256
LIMIT = 64 * 1024 * 1024
"""Bytes of pictures kept, unless the window itself needs more."""

_BYTES = SIDE * SIDE * 4
_RUN = 12
"""Groups painted between two looks at the clock."""

_MANY = 400
"""Changed places from which on whole boxes are marked instead of single ones."""

_CROWD = 48
"""Items from which on a group is cut to its tile."""

Key = tuple[Pane, float, int, int]
"""Pane, device px to a px of the page, column and row."""


@dataclass(slots=True)
class _Tile:
    image: QImage
    is_fresh: bool = True


@dataclass(slots=True)
class _Job:
    key: Key
    image: QImage
    groups: list[Group]
    level: int
    done: int = 0


def step_scale(zoom: float, ratio: float) -> float:
    """Return the scale of the zoom step nearest to a zoom: powers of sqrt(2)."""
    return ratio * 2.0 ** (round(2 * math.log2(zoom)) / 2)


def tile_range(camera: Camera, pane: Pane, scale: float, margin: int = 0) -> tuple[int, int, int, int]:
    """Return the columns and rows of tiles that a pane shows: first and one past the last of each."""
    x0, y0, x1, y1 = camera.region(pane)
    if x1 <= x0 or y1 <= y0:
        return 0, 0, 0, 0
    dx, dy = camera.offset(pane)
    grow = scale / camera.scale
    columns = math.ceil(camera.page_width * scale / SIDE)
    rows = math.ceil(camera.page_height * scale / SIDE)
    return (
        max(0, math.floor((x0 + dx) * grow / SIDE) - margin),
        min(columns, math.ceil((x1 + dx) * grow / SIDE) + margin),
        max(0, math.floor((y0 + dy) * grow / SIDE) - margin),
        min(rows, math.ceil((y1 + dy) * grow / SIDE) + margin),
    )


class Tiles:
    """The pictures of one scene."""

    __slots__ = (
        "_background",
        "_cache",
        "_clock",
        "_ground",
        "_job",
        "_kept",
        "_limit",
        "_scales",
        "_scene",
        "focus",
    )

    def __init__(
        self, scene: Scene, cache: PaintCache, limit: int = LIMIT, clock: Callable[[], float] = perf_counter
    ) -> None:
        self._scene = scene
        self._cache = cache
        self._limit = limit
        self._clock = clock
        self._background = QColor("#FFFFFF")
        self._ground = solid(self._background)
        self._kept: OrderedDict[Key, _Tile] = OrderedDict()
        self._scales: dict[tuple[Pane, float], int] = {}
        self._job: _Job | None = None
        self.focus: tuple[float, float] | None = None
        """The place of the page to paint first: what is edited."""

    def clear(self, background: str) -> None:
        """Drop everything; tiles are filled with `background` from now on."""
        self._background = QColor(background)
        self._ground = solid(self._background)
        self._kept.clear()
        self._scales.clear()
        self._job = None

    @property
    def size(self) -> int:
        """Bytes of pictures kept."""
        return len(self._kept) * _BYTES

    def touch(self, places: Sequence[Place]) -> None:
        """Mark the tiles at places that look different now; they stay on screen until they are painted again."""
        if not places or not self._kept:
            return
        self._job = None
        if len(places) > _MANY:
            places = _merged(places)
        for pane, scale in list(self._scales):
            grow = scale / SIDE
            for where, (x0, y0, x1, y1) in places:
                if where == pane:
                    self._mark(pane, scale, x0 * grow, y0 * grow, x1 * grow, y1 * grow)

    def _mark(self, pane: Pane, scale: float, x0: float, y0: float, x1: float, y1: float) -> None:
        left, right, top, bottom = math.floor(x0), math.floor(x1), math.floor(y0), math.floor(y1)
        if (right - left + 1) * (bottom - top + 1) > len(self._kept):
            for key, tile in self._kept.items():
                if key[:2] == (pane, scale) and left <= key[2] <= right and top <= key[3] <= bottom:
                    tile.is_fresh = False
            return
        for i in range(left, right + 1):
            for j in range(top, bottom + 1):
                tile = self._kept.get((pane, scale, i, j))
                if tile is not None:
                    tile.is_fresh = False

    def wanted(self, camera: Camera, scale: float, margin: int = 0) -> list[Key]:
        """Return the tiles in view that are missing or out of date: headers, then from the focus or middle outwards."""
        keys: list[Key] = []
        for pane in reversed(PANES):
            left, right, top, bottom = tile_range(camera, pane, scale, margin)
            missing = [
                (pane, scale, i, j)
                for j in range(top, bottom)
                for i in range(left, right)
                if (tile := self._kept.get((pane, scale, i, j))) is None or not tile.is_fresh
            ]
            middle, centre = self._first(pane, scale, (left, right, top, bottom))
            missing.sort(key=lambda key: abs(key[2] - middle) + abs(key[3] - centre))
            keys += missing
        return keys

    def _first(self, pane: Pane, scale: float, shown: tuple[int, int, int, int]) -> tuple[float, float]:
        """Return the column and row to begin with: those of the focus if it is in view, else the middle."""
        left, right, top, bottom = shown
        if pane == "board" and self.focus is not None:
            column, row = self.focus[0] * scale / SIDE - 0.5, self.focus[1] * scale / SIDE - 0.5
            if left <= column < right and top <= row < bottom:
                return column, row
        return (left + right - 1) / 2, (top + bottom - 1) / 2

    def render(self, camera: Camera, scale: float, budget: float, margin: int = 0) -> bool:
        """Return whether everything in view is painted, after at most about `budget` seconds of painting."""
        keys = self.wanted(camera, scale, margin)
        if not keys:
            return True
        end = self._clock() + budget
        self._limit = max(self._limit, 3 * self._in_view(camera, scale) * _BYTES)
        if self._job is not None and self._job.key not in keys:
            self._job = None
        for key in keys:
            if self._job is None or self._job.key != key:
                if self._job is not None:
                    continue  # the tile begun comes first
                self._job = self._begin(key, camera.ratio)
            if not self._work(self._job, end):
                return False
            self._keep(self._job)
            self._job = None
            if self._clock() >= end:
                return not self.wanted(camera, scale, margin)
        return not self.wanted(camera, scale, margin)

    def _in_view(self, camera: Camera, scale: float) -> int:
        ranges = (tile_range(camera, pane, scale) for pane in PANES)
        return sum((right - left) * (bottom - top) for left, right, top, bottom in ranges)

    def _begin(self, key: Key, ratio: float) -> _Job:
        pane, scale, i, j = key
        side = SIDE / scale
        image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        image.fill(self._background)
        box = (i * side, j * side, (i + 1) * side, (j + 1) * side)
        found = self._scene.within(pane, box)
        groups = [_cut(group, box) for group in found if not is_lane_hint(group)]  # these float
        return _Job(key, image, groups, level_of(scale / ratio))

    def _work(self, job: _Job, end: float) -> bool:
        """Return whether the tile is done; at least one run is painted, so that it always comes nearer."""
        _pane, scale, i, j = job.key
        painter = QPainter(job.image)
        painter.translate(-i * SIDE, -j * SIDE)
        painter.scale(scale, scale)
        while job.done < len(job.groups):
            paint(painter, job.groups[job.done : job.done + _RUN], self._cache, job.level)
            job.done += _RUN
            if self._clock() >= end:
                break
        painter.end()
        return job.done >= len(job.groups)

    def _keep(self, job: _Job) -> None:
        if job.key not in self._kept:
            family = job.key[:2]
            self._scales[family] = self._scales.get(family, 0) + 1
        self._kept[job.key] = _Tile(job.image)
        self._kept.move_to_end(job.key)
        while len(self._kept) * _BYTES > self._limit:
            key, _tile = self._kept.popitem(last=False)
            family = key[:2]
            self._scales[family] -= 1
            if not self._scales[family]:
                del self._scales[family]

    def draw(self, painter: QPainter, camera: Camera, scale: float, exposed: QRect) -> None:
        """Draw what is seen through `camera`; the painter is in device px, `exposed` what of it must be drawn."""
        for pane in PANES:
            x0, y0, x1, y1 = camera.region(pane)
            area = QRect(x0, y0, x1 - x0, y1 - y0).intersected(exposed)
            if area.isEmpty():
                continue
            painter.setClipRect(area)
            self._draw_pane(painter, camera, pane, scale, area)
        painter.setClipping(False)

    def _draw_pane(self, painter: QPainter, camera: Camera, pane: Pane, scale: float, area: QRect) -> None:
        dx, dy = camera.offset(pane)
        grow = camera.scale / scale
        left, right, top, bottom = tile_range(camera, pane, scale)
        inside = QRect(
            QPoint(_edge(left, grow, dx), _edge(top, grow, dy)),
            QPoint(_edge(right, grow, dx) - 1, _edge(bottom, grow, dy) - 1),
        )
        if not inside.contains(area):
            fill(painter, area, self._ground)
        for i in range(left, right):
            x0, x1 = _edge(i, grow, dx), _edge(i + 1, grow, dx)
            if x1 <= area.left() or x0 > area.right():
                continue
            for j in range(top, bottom):
                y0, y1 = _edge(j, grow, dy), _edge(j + 1, grow, dy)
                if y1 <= area.top() or y0 > area.bottom():
                    continue
                key = (pane, scale, i, j)
                tile = self._kept.get(key)
                place = QRect(x0, y0, x1 - x0, y1 - y0)
                if tile is None:
                    self._stand_in(painter, camera, pane, scale, place)
                    continue
                self._kept.move_to_end(key)
                if grow == 1.0:
                    painter.drawImage(QPoint(x0, y0), tile.image)
                else:
                    painter.drawImage(place, tile.image)

    def _stand_in(self, painter: QPainter, camera: Camera, pane: Pane, scale: float, place: QRect) -> None:
        """Draw at a tile's place what other scales hold of it: the nearest that covers it, or the fullest."""
        fill(painter, place, self._ground)
        others = [other for (where, other) in self._scales if where == pane and other != scale]
        others.sort(key=lambda other: abs(math.log(other / scale)))
        best: list[tuple[QRect, QImage]] = []
        for other in others[:6]:
            found, needed = self._pieces(camera, pane, other, place)
            if len(found) == needed:
                best = found
                break
            if sum(rect.width() * rect.height() for rect, _ in found) > sum(
                rect.width() * rect.height() for rect, _ in best
            ):
                best = found
        if not best:
            return
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        for rect, image in best:
            painter.drawImage(rect, image)
        painter.restore()

    def _pieces(
        self, camera: Camera, pane: Pane, scale: float, place: QRect
    ) -> tuple[list[tuple[QRect, QImage]], int]:
        dx, dy = camera.offset(pane)
        grow = camera.scale / scale
        side = SIDE * grow
        left, right = math.floor((place.left() + dx) / side), math.ceil((place.right() + 1 + dx) / side)
        top, bottom = math.floor((place.top() + dy) / side), math.ceil((place.bottom() + 1 + dy) / side)
        needed = (right - left) * (bottom - top)
        if needed > 64:
            return [], needed
        found: list[tuple[QRect, QImage]] = []
        for i in range(left, right):
            for j in range(top, bottom):
                tile = self._kept.get((pane, scale, i, j))
                if tile is not None:
                    x, y = _edge(i, grow, dx), _edge(j, grow, dy)
                    found.append(
                        (QRect(x, y, _edge(i + 1, grow, dx) - x, _edge(j + 1, grow, dy) - y), tile.image)
                    )
        return found, needed


def _cut(group: Group, box: Box) -> Group:
    """Return a group without those of its many straight items that lie outside a box: rules span a board."""
    if len(group.items) < _CROWD:
        return group
    x0, y0, x1, y1 = (
        box[0] - group.x - SPILL,
        box[1] - group.y - SPILL,
        box[2] - group.x + SPILL,
        box[3] - group.y + SPILL,
    )

    def meets(item: Item) -> bool:
        if isinstance(item, Line):
            return (
                min(item.x1, item.x2) <= x1
                and max(item.x1, item.x2) >= x0
                and min(item.y1, item.y2) <= y1
                and max(item.y1, item.y2) >= y0
            )
        if isinstance(item, Rect):
            return item.x <= x1 and item.x + item.w >= x0 and item.y <= y1 and item.y + item.h >= y0
        return True

    return replace(group, items=tuple(item for item in group.items if meets(item)))


def _edge(number: int, grow: float, offset: int) -> int:
    """Return where the edge of a tile falls, in whole device px: neighbours share it, so no gap can open."""
    return round(number * SIDE * grow) - offset


def _merged(places: Iterable[Place]) -> list[Place]:
    """Return one box a pane around all of its boxes."""
    around: dict[Pane, Box] = {}
    for pane, (x0, y0, x1, y1) in places:
        a0, b0, a1, b1 = around.get(pane, (x0, y0, x1, y1))
        around[pane] = (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1))
    return list(around.items())
