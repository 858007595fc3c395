"""The five faces, the unknown one and the diamond of a moment of truth: vector paths on a 24 grid.

A filled face is a fact, a hollow one a target, a dashed ring with a question mark says that nobody knows. Colour and
mouth tell the step, the height on the board tells the value.
"""

from __future__ import annotations

from cjm_editor.render.display import FULL, LOW, MIDDLE, Item, Path, PathCommand, Rect
from cjm_editor.render.theme import Theme, nearest_step

GRID = 24.0
"""Side of the square a face is drawn in; its disc is 22 wide."""

UNKNOWN_DASH = (3.0, 2.4)
_EYES = (8.6, 15.4)

_MOUTHS: tuple[tuple[PathCommand, ...], ...] = (
    (("M", (7.6, 17.2)), ("C", (8.7, 14.6, 15.3, 14.6, 16.4, 17.2))),
    (("M", (8.4, 16.6)), ("C", (9.6, 15.0, 14.4, 15.0, 15.6, 16.6))),
    (("M", (8.4, 15.8)), ("L", (15.6, 15.8))),
    (("M", (8.2, 14.6)), ("C", (9.6, 17.0, 14.4, 17.0, 15.8, 14.6))),
    (
        ("M", (7.2, 13.6)),
        ("L", (16.8, 13.6)),
        ("C", (16.6, 16.8, 14.7, 18.6, 12.0, 18.6)),
        ("C", (9.3, 18.6, 7.4, 16.8, 7.2, 13.6)),
        ("Z", ()),
    ),
)
_BROWS: tuple[PathCommand, ...] = (
    ("M", (6.4, 6.9)),
    ("L", (10.0, 8.5)),
    ("M", (17.6, 6.9)),
    ("L", (14.0, 8.5)),
)
_LAUGHING_EYES: tuple[PathCommand, ...] = (
    ("M", (7.0, 10.2)),
    ("C", (7.4, 8.4, 9.8, 8.4, 10.2, 10.2)),
    ("M", (13.8, 10.2)),
    ("C", (14.2, 8.4, 16.6, 8.4, 17.0, 10.2)),
)
_QUESTION: tuple[PathCommand, ...] = (
    ("M", (9.3, 9.4)),
    ("C", (9.4, 7.7, 10.5, 6.8, 12.0, 6.8)),
    ("C", (13.6, 6.8, 14.7, 7.9, 14.7, 9.2)),
    ("C", (14.7, 11.3, 12.0, 11.4, 12.0, 13.6)),
)


def circle(
    cx: float,
    cy: float,
    r: float,
    fill: str = "",
    stroke: str = "",
    width: float = 1.0,
    dash: tuple[float, ...] = (),
    upto: int = LOW,
    since: int = FULL,
) -> Rect:
    """A circle, which is a rectangle rounded by half its side."""
    return Rect(
        cx - r,
        cy - r,
        2 * r,
        2 * r,
        fill=fill,
        stroke=stroke,
        width=width,
        radius=r,
        dash=dash,
        upto=upto,
        since=since,
    )


def scaled(commands: tuple[PathCommand, ...], dx: float, dy: float, scale: float) -> tuple[PathCommand, ...]:
    """A path scaled about the origin and then moved by (`dx`, `dy`)."""
    return tuple(
        (
            name,
            tuple(round(v * scale + (dy if i % 2 else dx), 3) for i, v in enumerate(values)),
        )
        for name, values in commands
    )


def face(
    value: float | None,
    cx: float,
    cy: float,
    diameter: float,
    theme: Theme,
    hollow: bool = False,
    unknown: bool = False,
    ring: bool = False,
    upto: int = MIDDLE,
) -> tuple[Item, ...]:
    """A face for an emotion on -2..+2, in a square of `diameter` px around (`cx`, `cy`).

    `hollow` draws a target, `unknown` (or no value) the dashed ring with "?", `ring` a second ring: ideal and actual
    are equal. The features go at coarser levels than `upto`.
    """
    scale = diameter / GRID
    dx, dy = cx - 12 * scale, cy - 12 * scale
    if unknown or value is None:
        return _unknown(cx, cy, dx, dy, scale, theme, upto)
    step = nearest_step(value) + 2
    colour = theme.emotions[step]
    ink = colour if hollow else theme.face_ink
    items: list[Item] = []
    if ring:
        items.append(circle(cx, cy, 14.2 * scale, theme.board, colour, 1.5 * scale, upto=upto))
    if hollow:
        items.append(circle(cx, cy, 10.5 * scale, theme.board, colour, 1.8 * scale, upto=upto))
    else:
        items.append(circle(cx, cy, 11 * scale, colour, upto=upto))
    width = 1.9 * scale
    if step == 4:
        items.append(Path(scaled(_LAUGHING_EYES, dx, dy, scale), ink, 1.8 * scale, upto=upto))
        items.append(Path(scaled(_MOUTHS[4], dx, dy, scale), fill=ink, upto=upto))
        return tuple(items)
    eye_y = 10.6 if step == 0 else 9.8
    for eye_x in _EYES:
        items.append(circle(dx + eye_x * scale, dy + eye_y * scale, 1.4 * scale, ink, upto=upto))
    if step == 0:
        items.append(Path(scaled(_BROWS, dx, dy, scale), ink, 1.7 * scale, upto=upto))
    items.append(Path(scaled(_MOUTHS[step], dx, dy, scale), ink, width, upto=upto))
    return tuple(items)


def _unknown(
    cx: float, cy: float, dx: float, dy: float, scale: float, theme: Theme, upto: int
) -> tuple[Item, ...]:
    dash = (UNKNOWN_DASH[0] * scale, UNKNOWN_DASH[1] * scale)
    return (
        circle(cx, cy, 10.5 * scale, theme.board, theme.strong, 1.5 * scale, dash, upto),
        Path(scaled(_QUESTION, dx, dy, scale), theme.text2, 1.9 * scale, upto=upto),
        circle(dx + 12 * scale, dy + 17.0 * scale, 1.25 * scale, theme.text2, upto=upto),
    )


def diamond(
    cx: float,
    cy: float,
    r: float,
    fill: str = "",
    stroke: str = "",
    width: float = 1.5,
    upto: int = LOW,
    since: int = FULL,
) -> Path:
    """A square on its corner, `r` px from its centre to a corner: the sign of a moment of truth."""
    commands: tuple[PathCommand, ...] = (
        ("M", (cx, cy - r)),
        ("L", (cx + r, cy)),
        ("L", (cx, cy + r)),
        ("L", (cx - r, cy)),
        ("Z", ()),
    )
    return Path(commands, stroke, width, fill, upto=upto, since=since)
