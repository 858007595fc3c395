"""The one stage axis of two maps: which touchpoints share a column, and which stage a column stands in.

Both rows keep the order of their routes. Linked touchpoints that did not move stand in one column; what moved stands
twice, but one of two that merely changed places. What is not linked has a column of its own: two faces in one column
are always those of a pair.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from cjm_editor.core.address import Address, stage_at
from cjm_editor.core.model import Stage, columns_of
from cjm_editor.core.records import dataclass
from cjm_editor.render.marks_scene import Scene


@dataclass(frozen=True, slots=True)
class Column:
    """The touchpoint ids in a column, "" for none, and its stage's place on the axis."""

    ideal: str
    actual: str
    stage: int


@dataclass(frozen=True, slots=True)
class AxisStage:
    """A stage of the axis: of the reference, or of the lived map where the reference has none like it.

    `lived` names the stages of the lived map that stand for it, where they are called otherwise.
    """

    title: str
    lived: str
    at: Address | None
    is_extra: bool
    first: int
    count: int


@dataclass(frozen=True, slots=True)
class Axis:
    """Columns from left to right, grouped in stages; a stage without touchpoints has one empty column."""

    stages: tuple[AxisStage, ...]
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """One touchpoint waiting for a column: its link, and the stage it would stand in."""

    id: str
    link: int
    stage: int


def axis_of(scene: Scene) -> Axis:
    """The aligned axis of both maps."""
    stages, ideal_at, actual_at = _axis_stages(scene)
    ideal = _places(scene, True, ideal_at)
    actual = _places(scene, False, actual_at)
    anchors = _anchors(scene, ideal, actual)
    columns: list[Column] = []
    i = a = 0
    low = 0
    for at_ideal, at_actual in [*anchors, (len(ideal), len(actual))]:
        is_last = at_ideal == len(ideal)
        high = len(stages) - 1 if is_last else ideal[at_ideal].stage
        columns += _between(scene, ideal[i:at_ideal], actual[a:at_actual], low, high)
        if not is_last:
            columns.append(Column(ideal[at_ideal].id, actual[at_actual].id, high))
            low = high
        i, a = at_ideal + 1, at_actual + 1
    return _grouped(stages, columns)


def _axis_stages(
    scene: Scene,
) -> tuple[list[AxisStage], dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """The stages of the axis, and for each side where on it a stage of the map may stand."""
    result = scene.result
    ours = [stage for stage, _row in columns_of(result.ideal.journey)]
    theirs = [stage for stage, _row in columns_of(result.actual.journey)]
    number = {stage.id: n for n, stage in enumerate(ours)}
    image: dict[str, tuple[int, ...]] = {}
    for link in result.matching.stages:
        for id in link.actual:
            found = sorted(number[other] for other in link.ideal if other in number)
            image[id] = tuple(dict.fromkeys((*image.get(id, ()), *found)))
    if len(ours) == len(theirs) == 1 and not theirs[0].id:
        image[theirs[0].id] = (0,)
    order: list[tuple[int, int, Stage]] = [(n, -1, stage) for n, stage in enumerate(ours)]
    last = -1
    for n, stage in enumerate(theirs):
        if not any(image.values()):
            # no stage of one map is like any of the other: both run side by side from left to right
            last = int((n + 0.5) * len(ours) / len(theirs)) - 1
        if image.get(stage.id):
            last = max(last, *image[stage.id])
        else:
            order.append((last, n, stage))
    order.sort(key=lambda entry: (entry[0], entry[1]))
    names = {stage.id: stage.title for stage in theirs}
    stages: list[AxisStage] = []
    ideal_at: dict[str, tuple[int, ...]] = {}
    extra_at: dict[str, tuple[int, ...]] = {}
    for place, (n, extra, stage) in enumerate(order):
        if extra >= 0:
            extra_at[stage.id] = (place,)
            at = stage_at(scene.map_name(False), stage.id) if stage.id else None
            stages.append(AxisStage(stage.title, "", at, True, 0, 0))
            continue
        ideal_at[stage.id] = (place,)
        at = stage_at(scene.map_name(True), stage.id) if stage.id else None
        lived = [names[id] for id, places in image.items() if n in places and names.get(id)]
        said = ", ".join(lived) if lived != [stage.title] else ""
        stages.append(AxisStage(stage.title, said, at, False, 0, 0))
    places_of = [place for place, (_n, extra, _stage) in enumerate(order) if extra < 0]
    mapped = {id: tuple(places_of[n] for n in found) for id, found in image.items() if found}
    return stages, ideal_at, mapped | extra_at


def _places(scene: Scene, is_ideal: bool, at: dict[str, tuple[int, ...]]) -> list[_Place]:
    """One side's touchpoints in route order; the stages they would stand in never go back."""
    journey = (scene.result.ideal if is_ideal else scene.result.actual).journey
    links = scene.link_of_ideal if is_ideal else scene.link_of_actual
    found: list[_Place] = []
    current = 0
    for stage, row in columns_of(journey):
        options = at.get(stage.id, ())
        current = next((place for place in options if place >= current), current)
        found += [_Place(t.id, links.get(t.id, -1), current) for t in row]
    return found


def _anchors(scene: Scene, ideal: Sequence[_Place], actual: Sequence[_Place]) -> list[tuple[int, int]]:
    """Pairs of places that share a column: one a link, neither row going back (longest rising subsequence)."""
    first: dict[int, int] = {}
    for at, place in enumerate(actual):
        first.setdefault(place.link, at)
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for at, place in enumerate(ideal):
        link = place.link
        if link < 0 or link in taken or link not in first:
            continue
        taken.add(link)
        found = scene.result.matching.links[link]
        if "moved" not in found.flags or "swapped" in found.flags:
            pairs.append((at, first[link]))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for n, (_at, other) in enumerate(pairs):
        length = bisect_left(tails, other)
        before.append(ends[length - 1] if length else -1)
        if length == len(tails):
            tails.append(other)
            ends.append(n)
        else:
            tails[length], ends[length] = other, n
    chain: list[tuple[int, int]] = []
    n = ends[-1] if ends else -1
    while n >= 0:
        chain.append(pairs[n])
        n = before[n]
    return chain[::-1]


def _between(
    scene: Scene, ideal: Sequence[_Place], actual: Sequence[_Place], low: int, high: int
) -> list[Column]:
    """The columns between two anchors, whose stages are `low` and `high`."""
    ours = [(min(high, max(low, place.stage)), place) for place in ideal]
    theirs = [(min(high, max(low, place.stage)), place) for place in actual]
    columns: list[Column] = []
    for stage in range(low, high + 1):
        columns += _woven(
            scene, [p for s, p in ours if s == stage], [p for s, p in theirs if s == stage], stage
        )
    return columns


def _woven(scene: Scene, ideal: list[_Place], actual: list[_Place], stage: int) -> list[Column]:
    """What stands in one stage between two anchors: parts of a split first, missing and extra by turns."""
    columns: list[Column] = []
    i = a = 0
    while i < len(ideal) or a < len(actual):
        ours = scene.kind_of(ideal[i].link) if i < len(ideal) else ""
        theirs = scene.kind_of(actual[a].link) if a < len(actual) else ""
        if theirs in ("split", "many"):
            columns.append(Column("", actual[a].id, stage))
            a += 1
        elif ours == "missing" and theirs == "extra":
            columns += (Column(ideal[i].id, "", stage), Column("", actual[a].id, stage))
            i, a = i + 1, a + 1
        elif ours and (ours != "missing" or not theirs):
            columns.append(Column(ideal[i].id, "", stage))
            i += 1
        else:
            columns.append(Column("", actual[a].id, stage))
            a += 1
    return columns


def _grouped(stages: Sequence[AxisStage], columns: Sequence[Column]) -> Axis:
    """The axis with its empty places: a stage of the reference always has a column, another only if it is used."""
    rows: list[list[Column]] = [[] for _stage in stages]
    for column in columns:
        rows[column.stage].append(column)
    kept: list[AxisStage] = []
    placed: list[Column] = []
    for stage, row in zip(stages, rows, strict=True):
        is_nameless = stage.at is None and not stage.title
        if not row and (stage.is_extra or (is_nameless and columns)):
            continue
        here = len(kept)
        own = [Column(c.ideal, c.actual, here) for c in row] or [Column("", "", here)]
        kept.append(AxisStage(stage.title, stage.lived, stage.at, stage.is_extra, len(placed), len(own)))
        placed += own
    return Axis(tuple(kept), tuple(placed))
