"""A small emotion curve without faces, as cards of the start page show it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cjm_editor.render.curve import areas, monotone, stroke
from cjm_editor.render.display import Item, Path
from cjm_editor.render.faces import circle
from cjm_editor.render.theme import Theme

Known = tuple[float, float]

RADIUS, LEAST_RADIUS, HALO, LINE, THIN = 3.75, 1.6, 1.5, 1.75, 1.25
"""Px: of a dot, with a ring of the ground around it, and of the curve; of both where the points stand close."""

CLOSE = 18.0
"""Px between points below which rings would cut the curve into dashes."""


def runs(points: Sequence[tuple[float, float | None]]) -> tuple[tuple[Known, ...], ...]:
    """The runs of known neighbours among points (x, emotion on -2..2 or None): an unknown ends a run."""
    found: list[tuple[Known, ...]] = []
    run: list[Known] = []
    for x, five in (*points, (0.0, None)):
        if five is not None:
            run.append((x, five))
        elif run:
            found.append(tuple(run))
            run = []
    return tuple(found)


def sparkline(
    points: Sequence[tuple[float, float | None]], middle: float, unit: float, theme: Theme, area: bool = True
) -> tuple[Item, ...]:
    """Area, curve and a dot in the emotion's colour for every known point.

    `middle` is the height of the neutral emotion in px (y down), `unit` the px of one step of the five. Where points
    stand close the dots are smaller and have no ring, so that the curve between them stays whole.
    """
    room = min((b[0] - a[0] for a, b in pairwise(points)), default=CLOSE)
    is_close = room < CLOSE
    radius = max(LEAST_RADIUS, min(RADIUS, room * 0.27)) if is_close else RADIUS
    ring = () if is_close else (theme.card, HALO)
    items: list[Item] = []
    dots: list[Item] = []
    for run in runs(points):
        segments = monotone([(x, middle - five * unit) for x, five in run])
        if area:
            for is_above, outline in areas(segments, middle):
                items.append(Path(outline, fill=theme.cool if is_above else theme.warm))
        if segments:
            dots.insert(0, Path(stroke(segments), theme.curve, THIN if is_close else LINE))
        for x, five in run:
            colour = theme.emotions[max(0, min(4, round(five) + 2))]
            dots.append(circle(x, middle - five * unit, radius, colour, *ring))
    return (*items, *dots)
