"""What part of the page is seen, and how large: pure arithmetic between page, widget and device pixels.

The page is measured in px at 100 % zoom, the widget in logical px, tiles in device px. Offsets are rounded to whole
device px, so that a tile is copied, never resampled, at its own scale.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cjm_editor.core.records import dataclass
from cjm_editor.render.display import Pane

MIN_ZOOM = 0.02
SMALL_ZOOM = 0.1
"""No page becomes smaller than this, unless it takes more to see the whole of it."""

MAX_ZOOM = 4.0
MARGIN = 48.0
"""Room behind the last column and lane, logical px: a draft of a card finds its place there."""

PANES: tuple[Pane, ...] = ("board", "stages", "lanes", "corner")
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A view of a page: zoom, scroll position and viewport in logical px, device px to a logical one, the page."""

    zoom: float = 1.0
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    ratio: float = 1.0
    page_width: float = 0.0
    page_height: float = 0.0
    left: float = 0.0
    top: float = 0.0

    @property
    def scale(self) -> float:
        """Device px to a px of the page."""
        return self.zoom * self.ratio

    def limits(self) -> tuple[float, float]:
        """Return the largest scroll position, sideways and down; 0 where everything fits."""
        return (
            _reach(self.page_width * self.zoom, self.width),
            _reach(self.page_height * self.zoom, self.height),
        )

    def offset(self, pane: Pane) -> tuple[int, int]:
        """Return how far a pane is scrolled, in whole device px."""
        dx = round(self.x * self.ratio) if pane in ("board", "stages") else 0
        dy = round(self.y * self.ratio) if pane in ("board", "lanes") else 0
        return dx, dy

    def region(self, pane: Pane) -> tuple[int, int, int, int]:
        """Return the part of the widget a pane covers: left, top, right, bottom in device px."""
        width, height = round(self.width * self.ratio), round(self.height * self.ratio)
        left, top = min(width, round(self.left * self.scale)), min(height, round(self.top * self.scale))
        x0, x1 = (left, width) if pane in ("board", "stages") else (0, left)
        y0, y1 = (top, height) if pane in ("board", "lanes") else (0, top)
        return x0, y0, x1, y1

    def pane_at(self, x: float, y: float) -> Pane:
        """Return the pane under a point of the widget."""
        left, top = self.left * self.zoom, self.top * self.zoom
        if y < top:
            return "corner" if x < left else "stages"
        return "lanes" if x < left else "board"

    def to_page(self, pane: Pane, x: float, y: float) -> tuple[float, float]:
        """Return the point of the page that a pane shows at a point of the widget."""
        dx, dy = self.offset(pane)
        return (x * self.ratio + dx) / self.scale, (y * self.ratio + dy) / self.scale

    def to_screen(self, pane: Pane, x: float, y: float) -> tuple[float, float]:
        """Return where in the widget a pane shows a point of the page."""
        dx, dy = self.offset(pane)
        return (x * self.scale - dx) / self.ratio, (y * self.scale - dy) / self.ratio

    def seen(self, pane: Pane = "board") -> Box:
        """Return the part of the page that a pane shows."""
        x0, y0, x1, y1 = self.region(pane)
        dx, dy = self.offset(pane)
        scale = self.scale
        return (x0 + dx) / scale, (y0 + dy) / scale, (x1 + dx) / scale, (y1 + dy) / scale

    def scrolled(self, dx: float, dy: float) -> Camera:
        """Return the view moved by logical px, held within the page; what lies outside may only come back."""
        limit_x, limit_y = self.limits()
        return replace(self, x=_held(self.x, dx, limit_x), y=_held(self.y, dy, limit_y))

    def at(self, x: float, y: float) -> Camera:
        """Return the view at a scroll position, held within the page."""
        limit_x, limit_y = self.limits()
        return replace(self, x=min(max(0.0, x), limit_x), y=min(max(0.0, y), limit_y))

    def placed(self, x: float, y: float) -> Camera:
        """Return the view at a scroll position as it is."""
        return replace(self, x=x, y=y)

    def zoomed(self, zoom: float, x: float, y: float) -> Camera:
        """Return the view at another zoom with the point of the board under (`x`, `y`) in its place; beside the page
        that is the nearest point of the page, so that zooming never leaves it behind."""
        zoom = min(max(self.least_zoom(), zoom), MAX_ZOOM)
        grow = zoom / self.zoom
        dx, dy = self.offset("board")  # from where it is drawn: rounding must not grow with the zoom
        x = min(max(x, -dx / self.ratio), self.page_width * self.zoom - dx / self.ratio)
        y = min(max(y, -dy / self.ratio), self.page_height * self.zoom - dy / self.ratio)
        # the point may need room that scrolling would not give: it is lent, and scrolling takes it back
        return replace(
            self, zoom=zoom, x=(dx / self.ratio + x) * grow - x, y=(dy / self.ratio + y) * grow - y
        )

    def least_zoom(self) -> float:
        """Return the smallest zoom: 10 %, or what it takes to see the whole page and some room around it."""
        width, height = self.page_width + 2 * MARGIN, self.page_height + 2 * MARGIN
        return max(MIN_ZOOM, min(SMALL_ZOOM, self.width / width, self.height / height))

    def around(self, box: Box, others: Iterable[Box], margin: float = 16.0) -> Box:
        """Return a box of the board with others that go with it, each way in which all of them fit the view."""
        boxes = [box, *others]
        rooms = (self.width / self.zoom - self.left, self.height / self.zoom - self.top)
        found = list(box)
        for axis, room in enumerate(rooms):
            low, high = min(one[axis] for one in boxes), max(one[axis + 2] for one in boxes)
            if high - low <= room - 2 * margin / self.zoom:
                found[axis], found[axis + 2] = low, high
        return found[0], found[1], found[2], found[3]

    def showing(self, box: Box, margin: float = 16.0) -> Camera:
        """Return the view moved as little as possible to show a box of the board, its start if it is too large."""
        x0, y0, x1, y1 = (value * self.zoom for value in box)
        x = _shown(self.x, x0, x1, self.left * self.zoom + margin, self.width - margin)
        y = _shown(self.y, y0, y1, self.top * self.zoom + margin, self.height - margin)
        moved = self.at(x, y)
        return replace(self, x=moved.x if x != self.x else self.x, y=moved.y if y != self.y else self.y)


def _reach(content: float, room: float) -> float:
    return content + MARGIN - room if content > room else 0.0


def _held(position: float, by: float, limit: float) -> float:
    """Return a position moved by `by` within 0..limit; a position outside is not thrown back, only not let farther."""
    moved = position + by
    if by < 0:
        return max(moved, min(position, 0.0))
    return min(moved, max(position, limit))


def _shown(position: float, low: float, high: float, start: float, end: float) -> float:
    if low - position < start or high - low > end - start:
        return low - start
    if high - position > end:
        return high - end
    return position
