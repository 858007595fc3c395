"""A map too long for one page of paper, on several: broken between stages, and between lanes where it is too high.

Every page has the map's head, the lanes' headers and the key; what runs on (the curve, an arrow, a channel) is cut at
the edge and goes on at the same height on the next page, under its own label.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.board import BoardCache, places
from cjm_editor.render.display import Group, Item
from cjm_editor.render.edges import height_at, run_on
from cjm_editor.render.measure import Measurer
from cjm_editor.render.options import CARD_GAP, COLUMN, EXPORT_LANE_HEADER, BoardOptions
from cjm_editor.render.page import MARGIN, MapPage, map_page, page_of
from cjm_editor.render.paper import POINTS, Leaf, Page, Printed, View, whole_scale
from cjm_editor.render.parts import CAPTION, chevron, line_of

READABLE = 5.75 / CAPTION.size
"""Points for one px at which the smallest text is of six points, rounded."""

_GAPS = 20.0
"""Px of the gaps around cuts that a page shows in addition to its stretch."""

WIDEST = 180.0
"""Columns get no wider than this to fill a page."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where a board is cut: stretches from left to right and from top to bottom, and points for one px."""

    columns: tuple[tuple[float, float], ...]
    rows: tuple[tuple[float, float], ...]
    scale: float


def map_sheets(
    document: Document, map_id: str, options: BoardOptions, measurer: Measurer, date: str, paper: Page
) -> tuple[Printed, ...]:
    """Return the page of a map as `map_page` makes it, or its sheets where its text would be too small on `paper`.

    On sheets the smallest text has six points or more, unless a single stage or lane needs more room than that.
    """
    whole = map_page(document, map_id, options, measurer, date)
    if whole_scale(whole, paper) >= READABLE:
        return (whole,)
    page = page_of(document, map_id, options, measurer, date)
    made = _Sheets(page, page.options.column, paper)
    if options.column == COLUMN:
        made = _filled(made)
    return made.leaves() if made.count > 1 else (whole,)


def _filled(made: _Sheets) -> _Sheets:
    """Sheets with columns as wide as the pages have room for: cards get lower then, and all of it larger."""
    for _step in range(3):
        wider = made.filling_column()
        if wider <= made.column:
            break
        other = _Sheets(made.page, wider, made.paper)
        if other.count > made.count or other.plan.scale < made.plan.scale:
            break
        made = other
    return made


class _Sheets:
    """The sheets of one board."""

    def __init__(self, page: MapPage, column: float, paper: Page) -> None:
        self.page, self.paper, self.column = page, paper, column
        self.drawn, self.setting = page.board(column)
        self.groups = tuple(self.drawn.groups)
        self.header = EXPORT_LANE_HEADER
        self.cards = _cards(self.groups)
        touchpoints = [g for g in self.groups if g.role == "touchpoint"]
        self.lefts = sorted(g.x for g in touchpoints)
        self.rights = sorted(g.x + g.w for g in touchpoints)
        self.covered = _covered(
            [g for g in self.groups if g.solid and g.pane == "board" and g.role != "transition"]
        )
        self.plan = self._plan()
        self.bodies: list[list[Group]] = []
        self.pinned = tuple(g for g in self.groups if g.pane in ("lanes", "corner"))

    @property
    def count(self) -> int:
        """How many sheets there are."""
        return len(self.plan.columns) * len(self.plan.rows)

    def filling_column(self) -> float:
        """The width of columns at which the widest stretch fills the page, at the same scale and no wider than fits."""
        widest = max(end - start for start, end in self.plan.columns)
        return min(WIDEST, float(int(self.column * self._room(self.plan.scale) / widest)))

    # -- where it is cut --------------------------------------------------------------------------------------------

    def _room(self, scale: float) -> float:
        """Px for columns across a page, beside the gaps that are shown at both ends."""
        return self.paper.width / scale - 2 * MARGIN - self.header - _GAPS

    def _plan(self) -> _Plan:
        spots = self._spots()
        columns = stretches(spots, self._room(READABLE))
        widest = max(end - start for start, end in columns)
        scale = min(POINTS, self.paper.width / (widest + self.header + 2 * MARGIN + _GAPS))
        return self._rows(columns, scale)

    def _rows(self, columns: tuple[tuple[float, float], ...], scale: float) -> _Plan:
        """Cut between lanes if the page is too low even for the smallest text."""
        least = min(scale, READABLE)
        room = self.paper.height / least - self._beside(least)
        rows: tuple[tuple[float, float], ...] = ((0.0, self.drawn.height),)
        if self.drawn.height > room:
            tops = [g.y for g in self.groups if g.pane == "lanes" and (g.role == "lane" or g.key == "notes")]
            spots = [0.0, *sorted(tops)[1:], self.drawn.height]
            rows = stretches(spots, room, self._pinned())
        highest = max(end - start + (self._pinned() if start else 0.0) for start, end in rows)
        for _step in range(3):  # the head and the key take fewer lines where the page is wider
            scale = min(scale, self.paper.height / (highest + self._beside(scale)))
        if highest <= room:
            scale = max(scale, least)  # which is known to fit, while a step may have gone past it
        return _Plan(columns, rows, scale)

    def _spots(self) -> list[float]:
        """Where the board may be cut from left to right: between stages, and within one too wide for a page between
        touchpoints, where nothing of the stage itself lies across."""
        options = replace(self.page.options, column=self.column)
        between = places(self.page.journey, options, BoardCache()).separators
        spots = [self.header, *between, self.drawn.width]
        room, found = self._room(READABLE), [self.header]
        for start, end in pairwise(spots):
            if end - start > room:
                found += [x for x in self._between_cards(start, end) if x - found[-1] > self.column]
            found.append(end)
        return found

    def _between_cards(self, start: float, end: float) -> list[float]:
        cards = self.lefts[bisect_right(self.lefts, start) : bisect_left(self.lefts, end)]
        spots = [x - CARD_GAP / 2 for x in cards[1:]]
        starts, ends = self.covered
        return [x for x in spots if not (at := bisect_left(starts, x)) or ends[at - 1] <= x]

    def _pinned(self) -> float:
        """The height of what stands above the lanes of a lower page: stages and touchpoints."""
        top, bottom = self.cards
        return self.drawn.top + bottom - top

    def _beside(self, scale: float) -> float:
        """Px of a page's height that the board has not: margins, head, key, sources."""
        width = self.paper.width / scale
        _head, top = self.page.head(width)
        _foot, bottom = self.page.foot(top, width, self.setting, "0")
        return bottom

    # -- what is on a sheet -----------------------------------------------------------------------------------------

    def leaves(self) -> tuple[Leaf, ...]:
        """The sheets, from left to right and then from top to bottom."""
        columns, rows = self.plan.columns, self.plan.rows
        self.bodies = self._bodies()
        return tuple(self._leaf(i, j) for j in range(len(rows)) for i in range(len(columns)))

    def _leaf(self, column: int, row: int) -> Leaf:
        paper, scale = self.paper, self.plan.scale
        width, height = paper.width / scale, paper.height / scale
        head, top = self.page.head(width)
        views, y = [], top
        start, end = self.plan.rows[row]
        if row:
            views += self._band(column, 0.0, self.drawn.top, y)
            y += self.drawn.top
            views += self._band(column, *self.cards, y)
            y += self.cards[1] - self.cards[0]
        views += self._band(column, start, end, y)
        marks = self._marks(column, y - start) if start <= self._emotion_top() < end else []
        y += end - start
        words = self.setting.words
        n = row * len(self.plan.columns) + column + 1
        number = words(_("Page {n} of {count}", n=n, count=self.count))
        foot, _bottom = self.page.foot(y, width, self.setting, number)
        frame = View((*head, *foot, *marks), 0.0, 0.0, width, height, 0.0, 0.0)
        return Leaf(paper, scale, (*views, frame), self.drawn.background)

    def _band(self, column: int, y0: float, y1: float, top: float) -> list[View]:
        """The lanes' headers and a stretch of the columns, from `y0` to `y1` of the board."""
        x0, x1 = self._shown(column)
        body = self.bodies[column]
        if y0 > 0:  # an arrow that comes from above the stretch would leave its foot there
            body = [g for g in body if g.role != "transition" or g.y >= y0]
        shown = tuple(run_on(g, x0, x1, self.page.measurer) for g in body)
        return [
            View(shown, x0, y0, x1 - x0, y1 - y0, MARGIN + self.header, top),
            View(self.pinned, 0.0, y0, self.header, y1 - y0, MARGIN, top),
        ]

    def _shown(self, column: int) -> tuple[float, float]:
        """The stretch of the board on a page: from cut to cut, and half the gap around each."""
        x0, x1 = self.plan.columns[column]
        if column:
            x0 -= self._overlap(x0)
        if column + 1 < len(self.plan.columns):
            x1 += self._overlap(x1)
        return x0, x1

    def _bodies(self) -> list[list[Group]]:
        """What stands on the pages from left to right: each group is put where it is seen, not looked for."""
        starts, ends = zip(*map(self._shown, range(len(self.plan.columns))), strict=True)
        bodies: list[list[Group]] = [[] for _ in starts]
        for group in self.groups:
            if group.pane not in ("lanes", "corner"):
                first, last = bisect_right(ends, group.x), bisect_left(starts, group.x + group.w)
                for body in bodies[first:last]:
                    body.append(group)
        return bodies

    def _overlap(self, x: float) -> float:
        """Half the gap around a cut, which both pages show with what stands in it: to the edges of its cards."""
        ahead, behind = bisect_right(self.lefts, x), bisect_right(self.rights, x)
        edges = [*self.lefts[ahead : ahead + 1], *self.rights[max(0, behind - 1) : behind]]
        return max(0.0, min((abs(edge - x) for edge in edges), default=0.0) - 1.0)

    def _emotion_top(self) -> float:
        found = (g.y for g in self.groups if g.role == "curve")
        return next(found, -1.0)

    def _marks(self, column: int, dy: float) -> list[Group]:
        """Where the curve is cut: a chevron to the next page and its number."""
        x = self.plan.columns[column][1]
        y = height_at(self.bodies[column], x)
        if column + 1 == len(self.plan.columns) or y is None:
            return []
        theme = self.setting.theme
        left = MARGIN + self.header + x - self.plan.columns[column][0] + 2 * self._overlap(x)
        if not column:
            left -= self._overlap(x)
        # numbers count along the row of pages that this one is in
        number = str(self._number_of(column + 1))
        items: tuple[Item, ...] = (
            chevron(4, 8, theme.curve),
            line_of(number, 11, 1, CAPTION, theme.text2, self.page.measurer),
        )
        return [Group("key", left, y + dy - 8, 40, 16, items, key="next-page")]

    def _number_of(self, column: int) -> int:
        """The number of the page on which the curve goes on: emotion stands in the same lanes there."""
        at = self._emotion_top()
        row = next(i for i, (start, end) in enumerate(self.plan.rows) if start <= at < end)
        return row * len(self.plan.columns) + column + 1


def _covered(solid: Sequence[Group]) -> tuple[list[float], list[float]]:
    """The beginnings and the ends, in order, of what groups cover from left to right."""
    starts: list[float] = []
    ends: list[float] = []
    for left, right in sorted((g.x, g.x + g.w) for g in solid):
        if ends and left < ends[-1]:
            ends[-1] = max(ends[-1], right)
        else:
            starts.append(left)
            ends.append(right)
    return starts, ends


def _cards(groups: Sequence[Group]) -> tuple[float, float]:
    """The top and the bottom of the row of touchpoints; nothing where there is none."""
    rows = [(g.y, g.y + g.h) for g in groups if g.role == "touchpoint" and not g.key]
    if not rows:
        return 0.0, 0.0
    return min(top for top, _b in rows) - 4, max(bottom for _t, bottom in rows) + 8


def stretches(spots: Sequence[float], room: float, pinned: float = 0.0) -> tuple[tuple[float, float], ...]:
    """Return the fewest neighbouring stretches between cuts that fit `room`, the longest of them as short as can be.

    All but the first have `pinned` less room. A piece between two spots that does not fit is a stretch of its own.
    """
    sizes = [b - a for a, b in pairwise(spots)]
    count = len(_greedy(sizes, room, pinned))
    low, high = max(sizes), max(room, max(sizes) + pinned)
    while high - low > 1:
        middle = (low + high) / 2
        if len(_greedy(sizes, middle, pinned)) <= count:
            high = middle
        else:
            low = middle
    ends = _greedy(sizes, math.ceil(high), pinned)
    edges = [spots[0], *(spots[at] for at in ends)]
    return tuple(pairwise(edges))


def _greedy(sizes: Sequence[float], room: float, pinned: float) -> list[int]:
    """The ends of stretches, each as long as fits."""
    ends, filled = [], 0.0
    for at, size in enumerate(sizes):
        if at and filled + size > room:
            ends.append(at)
            filled = pinned
        filled += size
    return [*ends, len(sizes)]
