"""What the middle of a comparison shows of its curves, for the key: which fillings, unknown emotions, and over what."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _
from cjm_editor.render.curve import Cubic
from cjm_editor.render.marks_axis import Axis
from cjm_editor.render.marks_curves import Strip, joined, runs, strips, within_stretches
from cjm_editor.render.marks_faces import MOST_ALONE, Pair, actual_spots, ideal_spots, pairs_of, told_apart
from cjm_editor.render.marks_layout import Grid
from cjm_editor.render.marks_scene import Scene

MANY = 400
"""With more columns nobody looks for what is not there, and the key says all."""


@dataclass(frozen=True, slots=True)
class Filled:
    """Whether the lived curve lies below the reference's anywhere, and above it; whether a lived emotion is not known;
    whether something is filled over touchpoints that only one map has."""

    worse: bool = True
    better: bool = True
    unknown: bool = True
    bridges: bool = False


def filled_in(pairs: Sequence[Pair], between: Sequence[Strip], scene: Scene) -> Filled:
    """What the filling between the curves over these columns shows."""
    if scene.result.score.is_open:
        between = ()
    unknown = any(pair.column.actual and pair.actual is None for pair in pairs)
    starts = [strip.ideal.x0 for strip in between]

    def is_filled(x: float) -> bool:
        n = bisect_right(starts, x) - 1
        return n >= 0 and x < between[n].ideal.x3

    alone = (pair.x for pair in pairs if not (pair.column.ideal and pair.column.actual))
    return Filled(
        any(strip.is_worse for strip in between),
        any(not strip.is_worse for strip in between),
        unknown,
        any(is_filled(x - 1) and is_filled(x + 1) for x in alone),
    )


@dataclass(frozen=True, slots=True)
class Lines:
    """The emotions of all columns, both curves in runs of what is known, where the two are told apart, and what lies
    between them there; None where the board is too long to look at all of it."""

    pairs: tuple[Pair, ...]
    ours: tuple[tuple[Cubic, ...], ...]
    theirs: tuple[tuple[Cubic, ...], ...]
    told: tuple[tuple[float, float], ...]
    between: tuple[Strip, ...] | None


def board_lines(axis: Axis, grid: Grid, scene: Scene) -> Lines:
    """The curves of a board."""
    pairs = pairs_of(axis, grid, scene)
    theirs = runs(actual_spots(pairs))
    ours, told = joined(runs(ideal_spots(pairs)), theirs), told_apart(pairs, scene)
    between = within_stretches(strips(ours, theirs), told) if len(pairs) <= MANY else None
    return Lines(pairs, ours, theirs, told, between)


def filled_of(lines: Lines, scene: Scene) -> Filled:
    """What the filling of a whole board shows; all of it where it is too long to look."""
    return Filled() if lines.between is None else filled_in(lines.pairs, lines.between, scene)


def filling_note(filled: Filled) -> Message | None:
    """Over what the filling goes, where it goes over touchpoints that only one map has."""
    if not filled.bridges:
        return None
    return _("the filling also crosses up to {n} touchpoints of one map only", n=MOST_ALONE)
