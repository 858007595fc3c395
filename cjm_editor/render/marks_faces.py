"""The faces of a comparison: hollow where the reference wants an emotion, filled where it is lived, one where equal."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.records import dataclass
from cjm_editor.render.display import FAR, LOW, MIDDLE, Dash, Group, Item, Line
from cjm_editor.render.faces import circle, face
from cjm_editor.render.marks_axis import Axis, Column
from cjm_editor.render.marks_curves import Spot
from cjm_editor.render.marks_layout import Grid, emotion_y
from cjm_editor.render.marks_scene import Scene

IDEAL_FACE, ACTUAL_FACE, UNKNOWN_FACE = 18.0, 19.0, 18.0
PAIR_DASH: Dash = (2.0, 3.0)
SAME = 0.02
"""Emotions on -2..+2 closer than this are drawn as one face with a second ring."""

MOST_ALONE = 3
"""So many columns of one map only may lie between two linked ones for their difference to be shown."""

_HALO = 1.5
_RING = 14.2 / 12
_FAR_DOT, _FAR_RING = 8.0, 5.0


@dataclass(frozen=True, slots=True)
class Pair:
    """The emotions of a column on -2..+2, None where not known, and its x; `flat` times as high as usual."""

    column: Column
    x: float
    ideal: float | None
    actual: float | None
    flat: float = 1.0

    def y(self, value: float) -> float:
        """The height in the band of an emotion."""
        return emotion_y(value * self.flat)


def pairs_of(axis: Axis, grid: Grid, scene: Scene, flat: float = 1.0) -> tuple[Pair, ...]:
    """The emotions of all columns, drawn `flat` times as high as usual."""
    result = scene.result
    found = []
    for n, column in enumerate(axis.columns):
        ours, theirs = scene.ideal.get(column.ideal), scene.actual.get(column.actual)
        found.append(
            Pair(
                column,
                grid.centre(n),
                None if ours is None else scene.emotion(ours, result.ideal.journey),
                None if theirs is None else scene.emotion(theirs, result.actual.journey),
                flat,
            )
        )
    return tuple(found)


def ideal_spots(pairs: tuple[Pair, ...]) -> tuple[Spot, ...]:
    """The points of the reference's curve; an unknown emotion is a point without height."""
    return tuple(_spot(pair, pair.ideal) for pair in pairs if pair.column.ideal)


def actual_spots(pairs: tuple[Pair, ...]) -> tuple[Spot, ...]:
    """The points of the lived curve; an unknown emotion is a point without height."""
    return tuple(_spot(pair, pair.actual) for pair in pairs if pair.column.actual)


def _spot(pair: Pair, value: float | None) -> Spot:
    return Spot(pair.x, None if value is None else pair.y(value))


def told_apart(pairs: Sequence[Pair], scene: Scene) -> tuple[tuple[float, float], ...]:
    """From which x to which the curves are told apart, from left to right: between linked columns, over what only one
    map has there.

    Nothing is said of a difference where both have touchpoints without a counterpart, or one has many in a row.
    """
    found: list[tuple[float, float]] = []
    start: float | None = None
    ours_alone = theirs_alone = 0
    links = scene.result.matching.links
    for pair in pairs:
        ours = scene.link_of_ideal.get(pair.column.ideal)
        theirs = scene.link_of_actual.get(pair.column.actual)
        number = ours if ours is not None else theirs
        if number is not None and links[number].ideal and links[number].actual:
            is_told = not (ours_alone and theirs_alone) and ours_alone + theirs_alone <= MOST_ALONE
            if start is not None and is_told:
                joins = bool(found) and found[-1][1] == start
                found[-1:] = [(found[-1][0], pair.x)] if joins else [*found[-1:], (start, pair.x)]
            start, ours_alone, theirs_alone = pair.x, 0, 0
        else:
            ours_alone += bool(pair.column.ideal)
            theirs_alone += bool(pair.column.actual)
    return tuple(found)


def pair_lines(pairs: tuple[Pair, ...], top: float, scene: Scene) -> tuple[Group, ...]:
    """Dotted lines between the two faces of a column whose touchpoints are linked."""
    groups: list[Group] = []
    for pair in pairs:
        column = pair.column
        if pair.ideal is None or pair.actual is None:
            continue
        if scene.link_of_ideal.get(column.ideal, -1) != scene.link_of_actual.get(column.actual, -2):
            continue
        y1, y2 = sorted((pair.y(pair.ideal), pair.y(pair.actual)))
        if y2 - y1 > ACTUAL_FACE + 2:
            line = Line(0.5, 9.5, 0.5, y2 - y1 - 9.5, scene.theme.curve, 1, PAIR_DASH, upto=LOW)
            key = f"pair:{column.ideal}"
            groups.append(Group("curve", round(pair.x) - 0.5, top + y1, 1, y2 - y1, (line,), key=key))
    return tuple(groups)


def faces(pairs: tuple[Pair, ...], top: float, scene: Scene, size: float = 1.0) -> tuple[Group, ...]:
    """The faces of all columns on their board-coloured discs, `size` times as large as usual."""
    groups: list[Group] = []
    for pair in pairs:
        groups += _faces(pair, top, size, scene)
    return tuple(groups)


def _faces(pair: Pair, top: float, size: float, scene: Scene) -> list[Group]:
    theme, target, lived = scene.theme, pair.ideal, pair.actual
    if target is not None and lived is not None:
        away = abs(pair.y(target) - pair.y(lived))
        if abs(target - lived) <= SAME:
            r = (ACTUAL_FACE / 2 * _RING + _HALO) * size
            disc = circle(r, r, r, theme.board, upto=FAR)
            items = (
                disc,
                *face(lived, r, r, ACTUAL_FACE * size, theme, ring=True),
                *_dot(lived, r, r, scene),
            )
            return [_group(items, pair, top + pair.y(lived) - r, r, 2 * r, False, scene)]
        if away < ((IDEAL_FACE + ACTUAL_FACE) / 2 + 2 * _HALO) * size:
            return [_overlapping(pair, target, lived, top, size, scene)]
    groups: list[Group] = []
    if target is not None:
        r = (IDEAL_FACE / 2 + _HALO) * size
        items = (*_face(target, r, r, True, size, scene), *_ring(target, r, r, scene))
        groups.append(_group(items, pair, top + pair.y(target) - r, r, 2 * r, True, scene))
    if lived is not None:
        r = (ACTUAL_FACE / 2 + _HALO) * size
        items = (*_face(lived, r, r, False, size, scene), *_dot(lived, r, r, scene))
        groups.append(_group(items, pair, top + pair.y(lived) - r, r, 2 * r, False, scene))
    elif pair.column.actual:
        # nobody knows its height: on the neutral line, or below it where the target stands there already
        r = (UNKNOWN_FACE / 2 + _HALO) * size
        apart = r + (IDEAL_FACE / 2 + _HALO) * size
        heights = (0.0, -1.0, -2.0) if target is not None else (0.0,)
        height = next((h for h in heights if target is None or abs(pair.y(target) - pair.y(h)) > apart), 2.0)
        items = (
            circle(r, r, r, theme.board, upto=MIDDLE),
            *face(None, r, r, UNKNOWN_FACE * size, theme, unknown=True),
        )
        groups.append(_group(items, pair, top + pair.y(height) - r, r, 2 * r, False, scene))
    return groups


def _face(value: float, cx: float, cy: float, is_target: bool, size: float, scene: Scene) -> tuple[Item, ...]:
    diameter = (IDEAL_FACE if is_target else ACTUAL_FACE) * size
    disc = circle(cx, cy, diameter / 2 + _HALO * size, scene.theme.board, upto=LOW)
    return (disc, *face(value, cx, cy, diameter, scene.theme, hollow=is_target))


def _dot(value: float, cx: float, cy: float, scene: Scene) -> tuple[Item, ...]:
    """What a lived face is far out."""
    return (circle(cx, cy, _FAR_DOT, scene.theme.emotion(value), since=LOW, upto=FAR),)


def _ring(value: float, cx: float, cy: float, scene: Scene) -> tuple[Item, ...]:
    """What a target is when far out."""
    theme = scene.theme
    return (circle(cx, cy, _FAR_RING, theme.board, theme.emotion(value), 3, since=LOW, upto=LOW),)


def _overlapping(pair: Pair, target: float, lived: float, top: float, size: float, scene: Scene) -> Group:
    """Two faces that touch, as one group with the lived one in front."""
    r = (ACTUAL_FACE / 2 + _HALO) * size
    first = min(pair.y(target), pair.y(lived)) - r
    last = max(pair.y(target), pair.y(lived)) + r
    at_target, at_lived = pair.y(target) - first, pair.y(lived) - first
    items = (
        *_face(target, r, at_target, True, size, scene),
        *_face(lived, r, at_lived, False, size, scene),
        *_dot(lived, r, at_lived, scene),
    )
    return _group(items, pair, top + first, r, last - first, False, scene)


def _group(
    items: tuple[Item, ...], pair: Pair, y: float, r: float, h: float, is_target: bool, scene: Scene
) -> Group:
    id = pair.column.ideal if is_target else pair.column.actual
    touchpoint = (scene.ideal if is_target else scene.actual)[id]
    at = touchpoint_at(scene.map_name(is_target), id)
    role = "target" if is_target else "face"
    return Group("face", pair.x - r, y, 2 * r, h, items, at, scene.title(touchpoint), solid=True, key=role)
