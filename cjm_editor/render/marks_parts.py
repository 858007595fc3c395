"""The middle of a comparison in stretches of columns, each drawn when somebody looks at it: a wide one is shown at the
cost of what is seen of it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from cjm_editor.core.progress import Tick, silent
from cjm_editor.core.records import dataclass
from cjm_editor.render.curve import Cubic
from cjm_editor.render.display import Group, Part, key_of
from cjm_editor.render.marks_axis import Axis
from cjm_editor.render.marks_cards import Room, cards, contributions, rooms_of
from cjm_editor.render.marks_curves import (
    ACTUAL_WIDTH,
    IDEAL_WIDTH,
    Strip,
    curve,
    filling,
    meeting,
    pieces,
    strips,
    within,
    within_stretches,
)
from cjm_editor.render.marks_faces import (
    Pair,
    faces,
    pair_lines,
)
from cjm_editor.render.marks_filled import Lines
from cjm_editor.render.marks_layout import BAND, BETWEEN, Grid
from cjm_editor.render.marks_ribbons import (
    Places,
    Ribbon,
    column_of,
    marks,
    places_of,
    ribbons,
    ribbons_of,
    shining,
    stubs,
)
from cjm_editor.render.marks_scene import Scene

STRETCH = 16
"""Columns drawn at once: few, so that little is drawn beside what a window shows."""

PIECES = 4
"""Pieces of a curve drawn at once."""

PAIRS = 64
"""Columns whose dotted lines are drawn at once."""

LAYERS = ("straight", "crossing", "rules", "stubs", "filling", "shining", "lines", "front")
"""From the lowest to the topmost; `rules` and `lines` run through all columns."""


@dataclass(frozen=True, slots=True)
class Heights:
    """The y at which the parts of the middle begin."""

    ideal: float
    band: float
    actual: float
    gap: float


@dataclass(frozen=True, slots=True)
class _Whole:
    """What all stretches are drawn from."""

    axis: Axis
    grid: Grid
    heights: Heights
    scene: Scene
    places: Places
    pairs: tuple[Pair, ...]
    ours: tuple[Cubic, ...]
    theirs: tuple[Cubic, ...]
    unit: float
    told: tuple[tuple[float, float], ...]
    filled: tuple[Strip, ...] | None

    def between(self, left: float, right: float) -> tuple[Strip, ...]:
        """What is filled between the curves, as far as it meets a stretch; nothing where nothing is linked, and nothing
        over columns without a counterpart (see `told_apart`)."""
        if self.scene.result.score.is_open:
            return ()
        if self.filled is not None:
            return tuple(meeting(self.filled, left, right))
        ours, theirs = within(self.ours, left, right), within(self.theirs, left, right)
        first = bisect_left(self.told, left, key=lambda stretch: stretch[1])
        last = bisect_right(self.told, right, key=lambda stretch: stretch[0])
        return within_stretches(strips([ours], [theirs]), self.told[first:last])


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Some columns: what stands in them, by layer. The drawing of each layer waits until it is asked for."""

    whole: _Whole
    columns: range
    left: float
    right: float
    straight: tuple[Ribbon, ...]
    crossing: tuple[Ribbon, ...]
    links: tuple[int, ...]
    rooms: tuple[Room, ...]

    def draw(self, layer: str) -> Sequence[Group]:
        """The groups of one layer."""
        whole, columns = self.whole, self.columns
        axis, grid, heights, scene = whole.axis, whole.grid, whole.heights, whole.scene
        drawn: Mapping[str, Callable[[], Sequence[Group]]] = {
            "straight": lambda: ribbons(self.straight, heights.band, scene),
            "crossing": lambda: ribbons(self.crossing, heights.band, scene),
            "stubs": lambda: stubs(axis, grid, heights.band, scene, columns),
            "filling": self._filling,
            "shining": lambda: shining(self.crossing, whole.between, heights.band, scene),
            "front": lambda: (
                *marks(self.links, whole.places, grid, heights.band, scene),
                *faces(whole.pairs[columns.start : columns.stop], heights.band, scene),
                *cards(axis, grid, heights.ideal, heights.actual, scene, columns),
                *contributions(self.rooms, whole.unit, heights.gap + 4, scene),
            ),
        }
        return drawn[layer]()

    def _filling(self) -> Sequence[Group]:
        found = self.whole.between(self.left, self.right)
        own = [strip for strip in found if self.left <= strip.ideal.x0 < self.right]
        return filling(own, self.whole.heights.band, BAND, self.whole.scene.theme)

    def part(self, layer: str) -> Part:
        """One layer as a part; it may reach beyond its columns where ribbons and curves do."""
        left, right = self.left - BETWEEN, self.right + BETWEEN
        if layer in ("straight", "crossing", "shining"):
            own = self.straight if layer == "straight" else self.crossing
            left = min((left, *(ribbon.left for ribbon in own)))
            right = max((right, *(ribbon.right for ribbon in own)))
        elif layer == "filling":
            segments = within(self.whole.ours, self.left, self.right)
            right = max((right, *(cubic.x3 for cubic in segments)))
        return Part(self, layer, f"{self.columns.start}", left, right, self._ids(layer))

    def _ids(self, layer: str) -> frozenset[str]:
        if layer in ("filling", "stubs", "shining"):
            return frozenset()
        links = self.whole.scene.result.matching.links
        if layer != "front":
            own = self.straight if layer == "straight" else self.crossing
            numbers = {ribbon.link for ribbon in own}
        else:
            numbers = {*self.links, *(room.link for room in self.rooms)}
        found = {(links[number].ideal or links[number].actual)[0] for number in numbers}
        if layer == "front":
            columns = [self.whole.axis.columns[n] for n in self.columns]
            found.update(id for column in columns for id in (column.ideal, column.actual) if id)
        return frozenset(found)


def middle(
    axis: Axis, grid: Grid, heights: Heights, rules: Group, lines: Lines, scene: Scene, tick: Tick = silent
) -> tuple[Part, ...]:
    """Everything between the headers, in drawing order: ribbons lie lowest, marks, faces and cards on top."""
    tick(0.4)
    places = places_of(axis)
    rooms, unit = rooms_of(places, grid, scene)
    upper, lower = (tuple(cubic for run in side for cubic in run) for side in (lines.ours, lines.theirs))
    whole = _Whole(
        axis, grid, heights, scene, places, lines.pairs, upper, lower, unit, lines.told, lines.between
    )
    tick(0.5)
    stretches = tuple(_stretches(whole, rooms))
    tick(0.7)
    found: list[Part] = []
    for layer in LAYERS:
        if layer == "rules":
            found.append(given("rules", (rules,)))
        elif layer == "lines":
            found += _lines(whole, lines.ours, lines.theirs)
        else:
            found += [stretch.part(layer) for stretch in stretches]
    return tuple(found)


def _stretches(whole: _Whole, rooms: Sequence[Room]) -> Iterator[_Stretch]:
    grid, count = whole.grid, len(whole.axis.columns)
    ranges = [range(n, min(n + STRETCH, count)) for n in range(0, count, STRETCH)]
    lefts = [grid.xs[columns.start] for columns in ranges]
    ends = [*lefts[1:], grid.width]
    straight: list[list[Ribbon]] = [[] for _ in ranges]
    crossing: list[list[Ribbon]] = [[] for _ in ranges]
    links: list[list[int]] = [[] for _ in ranges]
    own: list[list[Room]] = [[] for _ in ranges]
    matched = whole.scene.result.matching.links
    for number, link in enumerate(matched):
        if (column := column_of(link, whole.places)) >= 0:
            links[column // STRETCH].append(number)
    for ribbon in ribbons_of(whole.places, grid, whole.scene):
        place = column_of(matched[ribbon.link], whole.places) // STRETCH
        (straight if ribbon.is_straight else crossing)[place].append(ribbon)
    for room in rooms:
        own[room.column // STRETCH].append(room)
    for n, columns in enumerate(ranges):
        yield _Stretch(
            whole,
            columns,
            lefts[n],
            ends[n],
            tuple(straight[n]),
            tuple(crossing[n]),
            tuple(links[n]),
            tuple(own[n]),
        )


def _lines(
    whole: _Whole, ours: Sequence[Sequence[Cubic]], theirs: Sequence[Sequence[Cubic]]
) -> Iterator[Part]:
    """The dotted lines between faces, then both curves: each a run of neighbours a part."""
    scene, theme, top = whole.scene, whole.scene.theme, whole.heights.band
    for n in range(0, len(whole.pairs), PAIRS):
        some = whole.pairs[n : n + PAIRS]
        draw = partial(pair_lines, some, top, scene)
        yield Part(_Later(draw), "pairs", f"{n}", some[0].x - 1, some[-1].x + 1)
    for name, found, colour, width in (
        ("ideal", ours, theme.text2, IDEAL_WIDTH),
        ("actual", theirs, theme.curve, ACTUAL_WIDTH),
    ):
        cut = pieces(found)
        for n in range(0, len(cut), PIECES):
            own = cut[n : n + PIECES]
            draw = partial(curve, own, top, BAND, colour, width, name)
            yield Part(_Later(draw), name, f"{n}", own[0][0].x0, own[-1][-1].x3)


@dataclass(frozen=True, slots=True)
class _Later:
    """Groups that are drawn when somebody looks at them."""

    make: Callable[[], Sequence[Group]]

    def draw(self, _layer: str) -> Sequence[Group]:
        """All of them."""
        return self.make()


@dataclass(frozen=True, slots=True)
class _Given:
    """Groups that are drawn already."""

    groups: tuple[Group, ...]

    def draw(self, _layer: str) -> Sequence[Group]:
        """All of them."""
        return self.groups


def given(layer: str, groups: Sequence[Group]) -> Part:
    """Groups of one pane as a part."""
    own = tuple(groups)
    x0 = min((group.x for group in own), default=0.0)
    x1 = max((group.x + group.w for group in own), default=0.0)
    ids = frozenset(key_of(group.at) for group in own if group.at is not None)
    return Part(_Given(own), layer, "", x0, x1, ids, own[0].pane if own else "board")


def shifted(groups: Sequence[Group], dy: float) -> tuple[Group, ...]:
    """The same groups further down."""
    return tuple(replace(group, y=group.y + dy) for group in groups)
