"""The chart of a report: both curves over the stages with what each adds to the gap, and the chart of steps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cjm_editor.core.figures import fall_text
from cjm_editor.core.line_facts import FIRST_FIXES, ranked, summed
from cjm_editor.core.model import Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Fix
from cjm_editor.core.texts import ngettext
from cjm_editor.render.display import FULL, LOW, Group, Item, Line, Polyline, Text
from cjm_editor.render.faces import circle
from cjm_editor.render.marks_axis import Axis, Column, axis_of
from cjm_editor.render.marks_curves import (
    Spot,
    curve,
    filling,
    joined,
    mostly_within,
    pieces,
    runs,
    strips,
    within_stretches,
)
from cjm_editor.render.marks_faces import (
    Pair,
    actual_spots,
    faces,
    ideal_spots,
    pair_lines,
    pairs_of,
    told_apart,
)
from cjm_editor.render.marks_filled import Filled, filled_in
from cjm_editor.render.marks_layout import BAND, BEST, WORST, Grid, emotion_y
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.parts import CAPTION, Style, line_of
from cjm_editor.render.report_stages import (
    HEADER,
    STAGE,
    STAGE_POINTS,
    STAGE_SMALL,
    broken_width,
    folded_title,
    one_line,
    stage_titles,
    stages_told,
)
from cjm_editor.render.verdict import MOST_STEPS
from cjm_editor.render.wrap import elide, wrap

LABEL = Style(11, 13, 400)
STEP_VALUE = Style(11, 14, 600)
STEP_DASH = (2.0, 3.0)
CURVES = emotion_y(-2) - emotion_y(2) + 34
_CUT = 3
"""How bad a cut name is, a broken word being 1."""
_GAP = 10.0
_LEAST_LABEL, _END_LABEL, _WIDEST_LABEL = 52.0, 92.0, 120.0
_END_SHARES = (0.5, 0.64, 0.78)
_USUAL_FACE = 23.0
_DENSE = 9.0
"""Columns narrower than this, in px, are drawn as means of several."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart: its groups and height, and what of its curves the key has to tell."""

    groups: tuple[Group, ...]
    height: float
    filled: Filled = Filled()


@dataclass(frozen=True, slots=True)
class Names:
    """How names stand: in so many rows at most, of so many lines each, one more at the ends of a row, where there is
    least room; all together so high at most, px, so that the list below keeps its room."""

    rows: int
    lines: int
    high: float


_USUAL, _HIGH = Names(3, 4, 152.0), Names(4, 5, 240.0)
"""Names are higher than usual only where one would be cut otherwise."""


def curves_chart(scene: Scene, x: float, y: float, width: float, flat: float = 1.0) -> Chart:
    """Both curves with the gap between them, fitted to a width: stages above, touchpoints named below; the curves are
    `flat` times as high as usual."""
    axis = axis_of(scene)
    grid = _fitted(axis, scene, x, width)
    top = y + HEADER + 17 - emotion_y(2 * flat)
    foot = y + HEADER + CURVES - saved_height(flat)
    drawn = pairs_of(axis, grid, scene, flat)
    narrow = min((w / s.count for w, s in zip(grid.stage_widths, axis.stages, strict=True)), default=width)
    each = max(1, round(_DENSE / narrow)) if narrow < _DENSE else 1
    pairs = averaged(drawn, each) if each > 1 else drawn
    theirs = runs(actual_spots(pairs))
    ours = joined(runs(ideal_spots(pairs)), theirs)
    theme = scene.theme
    size = min(1.0, narrow / _USUAL_FACE)
    told = told_apart(drawn, scene)
    between = (mostly_within if each > 1 else within_stretches)(strips(ours, theirs), told)
    groups: list[Group] = [
        _levels(x, top, width, scene, flat),
        *filling(() if scene.result.score.is_open else between, top, BAND, theme),
    ]
    if size >= 0.5:
        groups += pair_lines(pairs, top, scene) if size == 1.0 else ()
    groups += curve(pieces(ours), top, BAND, theme.text2, 1.5, "ideal")
    groups += curve(pieces(theirs), top, BAND, theme.curve, 2.5, "actual")
    if size >= 0.5:
        groups += faces(pairs, top, scene, size)
    else:
        groups += _dots(actual_spots(pairs), x, top, width, theme.curve, "dots-actual")
        groups += _dots(ideal_spots(pairs), x, top, width, theme.text2, "dots-ideal")
    groups += stage_titles(axis, grid, y, scene)
    notes = [_averages_note(each, x, foot + 4, width, scene)] if each > 1 else []
    labels = [*notes, *_labels(axis, grid, foot + 6 + len(notes) * CAPTION.line, narrow, scene)]
    groups += labels
    bottom = max((label.y + label.h for label in labels), default=foot)
    return Chart(tuple(groups), bottom - y, filled_in(drawn, between, scene))


def _dots(
    spots: Sequence[Spot], x: float, top: float, width: float, colour: str, key: str
) -> tuple[Group, ...]:
    """Points that no curve goes through, both neighbours being unknown: where faces are too small they are dots."""
    alone = [
        spot
        for n, spot in enumerate(spots)
        if spot.y is not None
        and (n == 0 or spots[n - 1].y is None)
        and (n + 1 == len(spots) or spots[n + 1].y is None)
    ]
    items = tuple(circle(spot.x - x, spot.y, 2.5, colour) for spot in alone if spot.y is not None)
    return (Group("curve", x, top, width, BAND, items, key=key),) if items else ()


def averaged(pairs: tuple[Pair, ...], each: int) -> tuple[Pair, ...]:
    """The pairs in runs of `each` of one stage, with the means of their known emotions: a curve that can be read."""
    found: list[Pair] = []
    run: list[Pair] = []
    for pair in (*pairs, None):
        if run and (pair is None or len(run) == each or pair.column.stage != run[0].column.stage):
            ideal = next((p.column.ideal for p in run if p.column.ideal), "")
            actual = next((p.column.actual for p in run if p.column.actual), "")
            found.append(
                Pair(
                    Column(ideal, actual, run[0].column.stage),
                    sum(p.x for p in run) / len(run),
                    _mean([p.ideal for p in run]),
                    _mean([p.actual for p in run]),
                    run[0].flat,
                )
            )
            run = []
        if pair is not None:
            run.append(pair)
    return tuple(found)


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def _averages_note(each: int, x: float, y: float, width: float, scene: Scene) -> Group:
    text = scene.words(
        ngettext(
            "The curves show the mean of {n} neighbouring touchpoint.",
            "The curves show the mean of {n} neighbouring touchpoints.",
            each,
        )
    )
    shown = elide(text, width, CAPTION.size, CAPTION.weight, scene.measurer)
    line = line_of(shown, 0, 0, CAPTION, scene.theme.text3, scene.measurer, LOW)
    return Group("label", x, y, line.width, CAPTION.line, (line,), title=text, key="means", solid=True)


def saved_height(flat: float) -> float:
    """By how much lower the chart is whose curves are `flat` times as high as usual."""
    return (1 - flat) * (WORST - BEST)


def _levels(x: float, top: float, width: float, scene: Scene, flat: float) -> Group:
    theme = scene.theme
    lines: list[Item] = []
    for step in (2, 1, 0, -1, -2):
        at = round(emotion_y(step * flat)) + 0.5
        lines.append(Line(0, at, width, at, theme.line if step else theme.zero, theme.hair_width))
    return Group("grid", x, top, width, BAND, tuple(lines), key="levels")


def _fitted(axis: Axis, scene: Scene, x: float, width: float) -> Grid:
    """Columns as wide as the room allows; a stage of few touchpoints is as wide as its title if that can be had."""
    count = len(axis.stages)
    gap = min(_GAP, width * 0.2 / max(1, count - 1))
    room = width - gap * (count - 1)
    titles = [
        min(room / count * 1.5, scene.measurer.width(one_line(stage.title), STAGE.size, STAGE.weight) + 1)
        for stage in axis.stages
    ]
    with_points = [
        title + 8 + scene.measurer.width(text, STAGE_POINTS.size, STAGE_POINTS.weight)
        for title, text in zip(titles, (told.points for told in stages_told(axis, scene)), strict=True)
    ]
    folded = [
        max(
            (scene.measurer.width(line, STAGE_SMALL.size, STAGE_SMALL.weight) + 1 for line in lines),
            default=0.0,
        )
        for lines in (folded_title(stage.title, 0.0, scene) for stage in axis.stages)
    ]
    broken = [broken_width(stage.title, scene) for stage in axis.stages]
    sizes = (with_points, titles, folded, broken)
    least = next((wide for wide in sizes if sum(wide) <= 0.9 * room), [0.0] * count)
    low, high = 0.0, room
    for _step in range(50):
        middle = (low + high) / 2
        total = sum(max(own, stage.count * middle) for own, stage in zip(least, axis.stages, strict=True))
        low, high = (middle, high) if total <= room else (low, middle)
    widths = [max(own, stage.count * low) for own, stage in zip(least, axis.stages, strict=True)]
    xs: list[float] = []
    starts: list[float] = []
    at = x
    for stage, wide in zip(axis.stages, widths, strict=True):
        starts.append(at)
        xs += [at + wide * (k + 0.5) / stage.count for k in range(stage.count)]
        at += wide + gap
    return Grid(tuple(xs), 0.0, tuple(starts), tuple(widths), (), width)


def _labels(axis: Axis, grid: Grid, y: float, narrowest: float, scene: Scene) -> list[Group]:
    """Short names under the columns, within the chart, all of them whole where that can be had."""
    usual = _rows_of_labels(axis, grid, y, narrowest, scene, _USUAL)
    if all(_flaws(label) < _CUT for label in usual):
        return usual
    return _rows_of_labels(axis, grid, y, narrowest, scene, _HIGH)


def _rows_of_labels(
    axis: Axis, grid: Grid, y: float, narrowest: float, scene: Scene, form: Names
) -> list[Group]:
    """The names in as few rows as leave them room and their words whole; those of the first fixes alone where all have
    no room."""
    best: list[Group] = []
    fewest = 0
    named = [n for n, column in enumerate(axis.columns) if column.ideal or column.actual]
    for rows in range(1, form.rows + 1):
        if narrowest * rows < _LEAST_LABEL:
            continue
        standing = [[n for n in named if n % rows == row] for row in range(rows)]
        for share in _END_SHARES:
            made = _label_rows(axis, grid, y, standing, share, form, scene)
            broken = sum(_flaws(label) for label in made)
            is_low = max((label.y + label.h for label in made), default=y) <= y + form.high
            if not best or (broken < fewest and is_low):
                best, fewest = made, broken
            if not fewest:
                return best
    return best or _label_rows(axis, grid, y, _fixes_rows(axis, grid, scene), 0.5, form, scene)


def _fixes_rows(axis: Axis, grid: Grid, scene: Scene) -> list[list[int]]:
    """The columns of the first fixes in rows in which each name has its room."""
    links = _fixed(scene)
    rows: list[list[int]] = []
    seen: set[int] = set()
    for n, column in enumerate(axis.columns):
        ours, theirs = scene.link_of_ideal.get(column.ideal), scene.link_of_actual.get(column.actual)
        own = ({ours, theirs} & links) - seen
        if not own:
            continue
        seen.update(number for number in own if number is not None)
        row = next((row for row in rows if grid.xs[n] - grid.xs[row[-1]] >= _WIDEST_LABEL), None)
        if row is None:
            rows.append(row := [])
        row.append(n)
    return rows


def _flaws(label: Group) -> int:
    """How bad a name looks: 1 with a broken word, more where it is cut."""
    lines = [item.text for item in label.items if isinstance(item, Text)]
    said, told = (text.replace("\u00a0", " ") for text in (" ".join(lines), label.title))
    return 0 if said == told else _CUT if said.endswith("…") and not told.endswith("…") else 1


def _fixed(scene: Scene) -> set[int]:
    """The links that the first fixes mend."""
    return {fix.link for fix in ranked(scene.result)[:FIRST_FIXES] if fix.path is None}


def _label_rows(
    axis: Axis,
    grid: Grid,
    y: float,
    rows: Sequence[Sequence[int]],
    share: float,
    form: Names,
    scene: Scene,
) -> list[Group]:
    """The names of these columns, row under row; those at the ends get this share of the room to their neighbour."""
    groups: list[Group] = []
    for row in rows:
        xs = [grid.xs[n] for n in row]
        titles = [_title_under(axis.columns[n], scene) for n in row]
        borders = _borders(xs, grid, share)
        made: list[Group] = []
        for k, (n, title) in enumerate(zip(row, titles, strict=True)):
            place = (borders[k], borders[k + 1], grid.xs[n])
            is_end = k in (0, len(row) - 1)
            if title:
                made.append(_label(n, title, place, y, is_end, form.lines + is_end, scene))
        groups += made
        y = max((label.y + label.h for label in made), default=y) + 4
    return groups


def _named_by(column: Column, scene: Scene) -> Touchpoint | None:
    """The touchpoint whose title stands under a column: that of the reference, as in the list and the tables, also
    where its counterpart stands elsewhere; the lived one where the reference has none, and for a part of several."""
    ours, theirs = scene.ideal.get(column.ideal), scene.actual.get(column.actual)
    number = scene.link_of_actual.get(column.actual, -1)
    if ours is None and number >= 0:
        link = scene.result.matching.links[number]
        ours = scene.ideal.get(link.ideal[0]) if len(link.ideal) == len(link.actual) == 1 else None
    return ours or theirs


def _title_under(column: Column, scene: Scene) -> str:
    touchpoint = _named_by(column, scene)
    return "" if touchpoint is None else scene.title(touchpoint)


def _borders(xs: Sequence[float], grid: Grid, share: float) -> list[float]:
    """Where the names of a row meet. Those at the ends, which can grow to one side only, get more room."""
    first, last = grid.stage_xs[0], grid.stage_xs[0] + grid.width
    shares = [0.5] * max(0, len(xs) - 1)
    if len(shares) > 1:
        shares[0] = 0.5 if xs[0] - first > _LEAST_LABEL / 2 else share
        shares[-1] = 0.5 if last - xs[-1] > _LEAST_LABEL / 2 else 1 - share
    between = [a + (b - a) * part for (a, b), part in zip(pairwise(xs), shares, strict=True)]
    return [first, *between, last]


def _label(
    n: int, title: str, place: tuple[float, float, float], y: float, is_end: bool, most: int, scene: Scene
) -> Group:
    """A name under its column in `most` lines: `place` is its borders and its middle. At the ends of a row it moves
    inwards rather than get too narrow."""
    first, last, centre = place
    left = max(first, centre - _WIDEST_LABEL / 2) + 3
    right = min(last, centre + _WIDEST_LABEL / 2) - 3
    half = min(centre - left, right - centre)
    if 2 * half >= min(_END_LABEL, right - left) - 6 or not is_end:
        left, right = centre - half, centre + half
    elif centre - left < right - centre:
        right = min(last - 3, left + _END_LABEL)
    else:
        left = max(first + 3, right - _END_LABEL)
    w = right - left
    lines = wrap(title, w, LABEL.size, LABEL.weight, scene.measurer, most)
    items = tuple(
        line_of(line, w / 2, LABEL.line * k, LABEL, scene.theme.text2, scene.measurer, FULL, 0.5)
        for k, line in enumerate(lines)
    )
    return Group(
        "label", left, y, w, LABEL.line * len(lines), items, title=title, key=f"name:{n}", solid=True
    )


def steps_chart(
    gap: float, fixes: Sequence[Fix], x: float, y: float, w: float, h: float, scene: Scene
) -> Group:
    """The gap that is left after the first k fixes as falling steps; marked is the last one that the great figure
    counts. `h` without its axis.

    A line where something must be found out first is no step: the gap stays, dashed.
    """
    theme, measurer = scene.theme, scene.measurer
    kept = fixes[:MOST_STEPS]
    told = {fix.rank for fix in summed(scene.result)}
    marked = max((k for k, fix in enumerate(kept, 1) if fix.rank in told), default=0)
    fall = fall_text(gap, kept[marked - 1].after if marked else gap, scene.words)
    first = fall.before
    left = measurer.width(first, STEP_VALUE.size, STEP_VALUE.weight) + 8
    top = 15.0  # so that the figure over a step that hardly falls stays within the chart
    step = (w - left - 8) / (len(kept) + 1)
    highest = max(gap, 1e-9)

    def height(value: float) -> float:
        return round(top + (h - top) * (1 - min(1.0, value / highest)), 2)

    runs: list[tuple[list[tuple[float, float]], bool]] = [
        ([(left, height(gap)), (left + step, height(gap))], False)
    ]
    for k, fix in enumerate(kept, 1):
        is_open = bool(fix.asks)
        if is_open != runs[-1][1]:
            runs.append(([runs[-1][0][-1]], is_open))
        runs[-1][0].append((round(left + k * step, 2), height(fix.after)))
        runs[-1][0].append((round(left + (k + 1) * step, 2), height(fix.after)))
    points = tuple(dict.fromkeys(point for run, _is_open in runs for point in run))
    area = (*points, (points[-1][0], h), (left, h))
    items: list[Item] = [
        Polyline(area, fill=theme.sunk, closed=True),
        Line(left, h, points[-1][0], h, theme.line, 1),
        *(Polyline(tuple(run), theme.text, 2, dash=STEP_DASH if is_open else ()) for run, is_open in runs),
        line_of(first, left - 6, height(gap) - 7, STEP_VALUE, theme.text, measurer, LOW, 1),
    ]
    every = 1 if step >= 15 else 2
    for k in range(1, len(kept) + 1, every):
        items.append(
            line_of(str(k), left + (k + 0.5) * step, h + 4, CAPTION, theme.text2, measurer, FULL, 0.5)
        )
    if marked:
        after = kept[marked - 1].after
        cx, cy = left + marked * step, height(after)
        items.append(circle(cx, cy, 4, theme.pain, theme.board, 1.5))
        if marked < len(kept) or step > 20:
            before = height(kept[marked - 2].after if marked > 1 else gap)
            items.append(_step_value(fall.after, cx, cy, before, w, scene))
    return Group("chart", x, y, w, h + 20, tuple(items), key="steps", solid=True)


def _step_value(text: str, x: float, y: float, before: float, width: float, scene: Scene) -> Text:
    """The gap at a step, over what follows; left of the step, clear of the line `before` it, at the right end."""
    measurer, colour = scene.measurer, scene.theme.text
    if x + 7 + measurer.width(text, STEP_VALUE.size, STEP_VALUE.weight) <= width:
        return line_of(text, x + 7, y - 15, STEP_VALUE, colour, measurer, LOW)
    at = y - 15 if y - before >= 18 else y + 2
    return line_of(text, x - 7, at, STEP_VALUE, colour, measurer, LOW, 1)
