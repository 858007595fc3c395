"""Where things stand in a comparison: columns fitted to their titles, stages, rows. Pure geometry, px."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from cjm_editor.core.progress import Tick, part, silent
from cjm_editor.core.records import dataclass
from cjm_editor.render.marks_axis import Axis
from cjm_editor.render.marks_scene import COMPARE_CARD, LONGEST, NARROWEST, WIDEST, Scene
from cjm_editor.render.measure import Measurer
from cjm_editor.render.parts import STAGE_TITLE
from cjm_editor.render.wrap import HYPHEN, wrap

STAGE_HEADER = 40.0
CARD_HEIGHT = 78.0
ROW_PADDING = 9.0
BAND = 284.0
MARK_ZONE = 34.0
BEST, WORST = 49.0, 247.0
"""The heights of +2 and -2 in the band."""

STUB, EXTRA_STUB = 30.0, 20.0
CONTRIBUTION = 52.0
KEY_ABOVE, KEY_BELOW = 8.0, 8.0
"""Free above and below the key."""
EDGE = 6.0
BETWEEN = 4.0
"""A card is this much narrower than its column."""

PAD = 6.0
CLOSE = 108.0
"""The widest column where there is little room."""

_SOME = 512
"""Titles that are tried at once."""

Titles = tuple[tuple[str, int], ...]
"""Titles, each with the lines that its card has room for."""

_WIDTHS = (NARROWEST, 90.0, 98.0, 108.0, 118.0, 130.0, 144.0, WIDEST)


def emotion_y(value: float) -> float:
    """The height in the band of an emotion on -2..+2."""
    return BEST + (2 - value) * (WORST - BEST) / 4


def lines_for(has_diamond: bool) -> int:
    """How many lines of a title a card shows: the diamond of a moment of truth takes the room of one."""
    return 3 if has_diamond else 4


def fitted_column(scene: Scene, tick: Tick = silent) -> float:
    """The narrowest column in which no title is cut and at most one in eight is hyphenated; else the widest.

    Where there is little room: the narrowest of those that cut fewest, whatever is hyphenated.
    """
    if scene.options.column is not None:
        return min(WIDEST, max(NARROWEST, scene.options.column))
    titles = sorted(set(_titles(scene)))
    if scene.options.is_close:
        return _close_column(tuple(titles), scene.measurer, tick)
    for width in _WIDTHS[:-1]:
        cut, hyphenated = _misfits(titles, width, scene)
        if cut * 50 <= len(titles) and hyphenated * 8 <= len(titles):
            return width
    return WIDEST


def _close_column(titles: Titles, measurer: Measurer, tick: Tick) -> float:
    """The narrowest column of those that cut fewest titles; what fits a narrow one is not tried in a wider one."""
    left = titles
    best, fewest = NARROWEST, len(titles) + 1
    for n, width in enumerate(_WIDTHS):
        if width > CLOSE or not fewest:
            break
        told = part(tick, n / len(_WIDTHS), (n + 1) / len(_WIDTHS))
        cut: list[tuple[str, int]] = []
        for start in range(0, len(left), _SOME):
            told(start / len(left))
            cut += _cut_in(width, left[start : start + _SOME], measurer)
        left = tuple(cut)
        if len(left) < fewest:
            best, fewest = width, len(left)
    return best


@lru_cache(maxsize=128)
def _cut_in(width: float, titles: Titles, measurer: Measurer) -> Titles:
    """The titles that a column of this width cuts. Kept: answers about links change no title, and are drawn at once."""
    style, room = COMPARE_CARD, width - BETWEEN - 2 * PAD
    return tuple(
        (title, most)
        for title, most in titles
        if len(wrap(title, room, style.size, style.weight, measurer)) > most
    )


def _titles(scene: Scene) -> Iterator[tuple[str, int]]:
    for touchpoints in (scene.ideal, scene.actual):
        for touchpoint in touchpoints.values():
            # the longest ones fit in no column and must not make all columns wide
            title = scene.title(touchpoint)
            if len(title) <= LONGEST / 8:
                yield title, lines_for(bool(touchpoint.moment_of_truth))


def _misfits(titles: list[tuple[str, int]], width: float, scene: Scene) -> tuple[int, int]:
    cut = hyphenated = 0
    style = COMPARE_CARD
    for title, most in titles:
        lines = wrap(title, width - BETWEEN - 2 * PAD, style.size, style.weight, scene.measurer)
        cut += len(lines) > most
        hyphenated += any(line.endswith(HYPHEN) for line in lines[:-1])
    return cut, hyphenated


@dataclass(frozen=True, slots=True)
class Grid:
    """The left edges of all columns' cards, the card's width; for each stage its left edge and width."""

    xs: tuple[float, ...]
    card: float
    stage_xs: tuple[float, ...]
    stage_widths: tuple[float, ...]
    separators: tuple[float, ...]
    width: float

    def centre(self, column: int) -> float:
        """The middle of a column's cards."""
        return self.xs[column] + self.card / 2


def grid_of(axis: Axis, scene: Scene, tick: Tick = silent) -> Grid:
    """Columns from left to right; a stage is at least as wide as its title, up to a limit."""
    column = fitted_column(scene, tick)
    if scene.options.column is None:
        room = scene.options.least_width - scene.options.lane_header - 2 * EDGE - 12.0 * len(axis.stages)
        column = min(WIDEST, max(column, float(int(room / max(1, len(axis.columns))))))
    gap = round(7 + 7 * (column - NARROWEST) / (WIDEST - NARROWEST))
    x = scene.options.lane_header + EDGE
    xs: list[float] = []
    stage_xs: list[float] = []
    widths: list[float] = []
    separators: list[float] = []
    for n, stage in enumerate(axis.stages):
        if n:
            separators.append(x + (gap - BETWEEN) / 2)
            x += gap
        own = stage.count * column - BETWEEN
        title = scene.measurer.width(
            " ".join(stage.title[:LONGEST].split()), STAGE_TITLE.size, STAGE_TITLE.weight
        )
        width = max(own, min(float(int(title + 1)), 1.6 * column))
        xs += [x + k * column for k in range(stage.count)]
        stage_xs.append(x)
        widths.append(width)
        x += width + BETWEEN
    card = column - BETWEEN
    return Grid(
        tuple(xs),
        card,
        tuple(stage_xs),
        tuple(widths),
        tuple(separators),
        float(int(x - BETWEEN + EDGE + 0.999)),
    )
