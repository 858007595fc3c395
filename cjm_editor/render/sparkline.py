"""A small emotion curve without faces, as cards of the start page show it."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.render.curve import areas, monotone, stroke
from cjm_editor.render.display import Item, Path
from cjm_editor.render.faces import circle
from cjm_editor.render.theme import Theme

Known = tuple[float, float]


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

    `middle` is the height of the neutral emotion in px (y down), `unit` the px of one step of the five.
    """
    items: list[Item] = []
    dots: list[Item] = []
    for run in runs(points):
        segments = monotone([(x, middle - five * unit) for x, five in run])
        if area:
            for is_above, outline in areas(segments, middle):
                items.append(Path(outline, fill=theme.cool if is_above else theme.warm))
        if segments:
            dots.insert(0, Path(stroke(segments), theme.curve, 1.75))
        for x, five in run:
            colour = theme.emotions[max(0, min(4, round(five) + 2))]
            dots.append(circle(x, middle - five * unit, 3.75, colour, theme.card, 1.5))
    return (*items, *dots)
