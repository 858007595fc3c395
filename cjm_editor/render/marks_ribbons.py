"""What joins the two rows: ribbons by kind, stubs of what stands alone, and the marks that name the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from cjm_editor.core.address import Address, touchpoint_at
from cjm_editor.core.figures import sure_text
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import Correspondence
from cjm_editor.render.curve import Cubic
from cjm_editor.render.display import (
    FAR,
    FULL,
    LOW,
    MIDDLE,
    Dash,
    Group,
    Item,
    Line,
    Path,
    PathCommand,
    Polyline,
    Rect,
)
from cjm_editor.render.marks_axis import Axis
from cjm_editor.render.marks_curves import Filled, Strip
from cjm_editor.render.marks_layout import BAND, EXTRA_STUB, MARK_ZONE, STUB, Grid
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.marks_signs import RADIUS, kind_colour, kind_fill, kind_hatch, kind_sign, mixed
from cjm_editor.render.parts import ARROW_LABEL, hatch, icon_item, line_of

UNSURE_EDGE: Dash = (5.0, 4.0)
_EDGE = 1.25
_LOOKS = 96
"""Points of a ribbon's edge that are looked at to find where it is hidden."""

_SHORT = 0.72
"""A control point lies this share of the band from its own end: 28 % short of the other."""


def _edge_looks() -> tuple[tuple[float, float], ...]:
    """Points down a ribbon's edge: which share of the way across it has gone, and its y."""
    edge = Cubic(0.0, 0.0, 0.0, BAND * _SHORT, 1.0, BAND * (1 - _SHORT), 1.0, BAND)
    return tuple(edge.at(step / _LOOKS) for step in range(_LOOKS + 1))


_EDGE_LOOKS = _edge_looks()


@dataclass(frozen=True, slots=True)
class Places:
    """The column of each touchpoint, by id, of either side."""

    ideal: Mapping[str, int]
    actual: Mapping[str, int]


def places_of(axis: Axis) -> Places:
    """Where the touchpoints of both sides stand."""
    return Places(
        {column.ideal: n for n, column in enumerate(axis.columns) if column.ideal},
        {column.actual: n for n, column in enumerate(axis.columns) if column.actual},
    )


def link_address(link: Correspondence, scene: Scene) -> Address | None:
    """The touchpoint that a link's mark stands for: the reference's, of an extra its own."""
    for is_ideal, ids in ((True, link.ideal), (False, link.actual)):
        if ids:
            return touchpoint_at(scene.map_name(is_ideal), ids[0])
    return None


def link_title(number: int, scene: Scene) -> str:
    """A link in words: both titles, its kind, and how sure it is."""
    link = scene.result.matching.links[number]
    sides = (
        " + ".join(scene.title(scene.ideal[id]) for id in link.ideal if id in scene.ideal),
        " + ".join(scene.title(scene.actual[id]) for id in link.actual if id in scene.actual),
    )
    said = [
        " → ".join(dict.fromkeys(side for side in sides if side)),
        scene.word_of(link.kind) if link.ideal and link.actual else scene.link_word(number),
    ]
    if link.unsure:
        said.append(sure_text(link.confidence, scene.words))
    return ", ".join(said)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """One ribbon: its link, its edges (left, right) above and below."""

    link: int
    upper: tuple[float, float]
    lower: tuple[float, float]

    @property
    def is_straight(self) -> bool:
        """Whether it stays in its column; the others cross their neighbours and lie above them."""
        return self.upper == self.lower

    @property
    def left(self) -> float:
        return min(self.upper[0], self.lower[0])

    @property
    def right(self) -> float:
        return max(self.upper[1], self.lower[1])


def ribbons(found: Iterable[Ribbon], top: float, scene: Scene) -> tuple[Group, ...]:
    """The drawing of some ribbons."""
    links = scene.result.matching.links
    return tuple(_ribbon(r.link, links[r.link], r.upper, r.lower, top, scene) for r in found)


def ribbons_of(places: Places, grid: Grid, scene: Scene) -> Iterator[Ribbon]:
    """The ribbons of all links that stand on both sides."""
    for number, link in enumerate(scene.result.matching.links):
        ours = [places.ideal[id] for id in link.ideal if id in places.ideal]
        theirs = [places.actual[id] for id in link.actual if id in places.actual]
        if not ours or not theirs:
            continue
        most = max(len(ours), len(theirs))
        for part in range(most):
            yield Ribbon(number, _share(ours, part, most, grid), _share(theirs, part, most, grid))


def shining(
    crossing: Sequence[Ribbon], between: Callable[[float, float], Sequence[Strip]], top: float, scene: Scene
) -> tuple[Group, ...]:
    """The edges of crossing ribbons where the filling between the curves hides them, faint enough not to cut it.

    `between` gives the filling from one x to another.
    """
    groups: list[Group] = []
    if not crossing:
        return ()
    filled = Filled(between(min(r.left for r in crossing), max(r.right for r in crossing)))
    top_row, last_row = filled.rows
    looks = [(share, y, round(y, 2)) for share, y in _EDGE_LOOKS if top_row <= y <= last_row]
    for ribbon in crossing:
        kind, left, right = scene.kind_of(ribbon.link), ribbon.left, ribbon.right
        items: list[Item] = []
        for x0, x1 in zip(ribbon.upper, ribbon.lower, strict=True):
            items += _hidden_edge(looks, x0, x1, left, filled, kind, scene)
        if items:
            key = f"edge:{ribbon.link}"
            groups.append(Group("ribbon", left, top, right - left, BAND, tuple(items), key=key))
    return tuple(groups)


def _hidden_edge(
    looks: Sequence[tuple[float, float, float]],
    x0: float,
    x1: float,
    left: float,
    filled: Filled,
    kind: str,
    scene: Scene,
) -> list[Item]:
    theme = scene.theme
    lines: list[tuple[bool, list[tuple[float, float]]]] = []
    last: bool | None = None
    for share, y, rounded in looks:
        x = x0 + (x1 - x0) * share
        here = filled.is_worse(x, y)
        if here is not None:
            if here != last:
                lines.append((here, []))
            lines[-1][1].append((round(x - left, 2), rounded))
        last = here
    colour = theme.strong if kind in ("same", "changed", "renamed") else kind_colour(kind, theme)
    return [
        Polyline(
            tuple(points), mixed(colour, theme.worse if is_worse else theme.better, 0.28), 1, upto=MIDDLE
        )
        for is_worse, points in lines
        if len(points) > 1
    ]


def _share(columns: Sequence[int], part: int, most: int, grid: Grid) -> tuple[float, float]:
    """The left and right edge at which one of `most` ribbons meets its card, a card being divided evenly."""
    if most == 1:
        return grid.xs[columns[0]], grid.xs[columns[0]] + grid.card
    own = part * len(columns) // most
    mine = [p for p in range(most) if p * len(columns) // most == own]
    width = grid.card / len(mine)
    left = grid.xs[columns[own]] + mine.index(part) * width
    return left, left + width


def _ribbon(
    number: int,
    link: Correspondence,
    upper: tuple[float, float],
    lower: tuple[float, float],
    top: float,
    scene: Scene,
) -> Group:
    theme = scene.theme
    left, right = min(upper[0], lower[0]), max(upper[1], lower[1])
    sides = [(a - left, b - left) for a, b in zip(upper, lower, strict=True)]
    (a0, a1), (b0, b1) = sides
    outline: tuple[PathCommand, ...] = (
        ("M", (a0, 0.0)),
        _down(a0, a1),
        ("L", (b1, BAND)),
        ("C", (b1, BAND * (1 - _SHORT), b0, BAND * _SHORT, b0, 0.0)),
        ("Z", ()),
    )
    items: list[Item] = [Path(outline, fill=kind_fill(link.kind, theme), upto=FAR)]
    is_plain = link.kind in ("same", "changed")
    if link.unsure or not is_plain:
        colour = theme.strong if is_plain or link.kind == "renamed" else kind_colour(link.kind, theme)
        dash = UNSURE_EDGE if link.unsure else ()
        for x0, x1 in sides:
            # the edge of a straight ribbon stays inside it, so that neighbours do not touch
            dx = 0.0 if x0 != x1 else (_EDGE / 2 if x0 == a0 else -_EDGE / 2)
            commands: tuple[PathCommand, ...] = (("M", (x0 + dx, 0.0)), _down(x0 + dx, x1 + dx))
            items.append(Path(commands, colour, _EDGE, dash=dash, cap="butt", upto=LOW))
    return Group(
        "ribbon",
        left,
        top,
        right - left,
        BAND,
        tuple(items),
        link_address(link, scene),
        link_title(number, scene),
        key=f"ribbon:{number}",
    )


def _down(x0: float, x1: float) -> PathCommand:
    return ("C", (x0, BAND * _SHORT, x1, BAND * (1 - _SHORT), x1, BAND))


def stubs(axis: Axis, grid: Grid, top: float, scene: Scene, columns: range) -> tuple[Group, ...]:
    """Hatched ends under what is missing and over what is extra, in some columns."""
    theme = scene.theme
    groups: list[Group] = []
    w = grid.card
    for n in columns:
        column, x = axis.columns[n], grid.xs[n]
        missing = scene.link_of_ideal.get(column.ideal, -1)
        if column.ideal and scene.kind_of(missing) == "missing":
            items = (
                *hatch(0, 0, w, STUB, kind_hatch("missing", theme), 5),
                Line(0, STUB + 1, w, STUB + 1, theme.pain, 2, upto=FAR),
            )
            groups.append(Group("ribbon", x, top, w, STUB + 2, items, key=f"stub:{missing}"))
        extra = scene.link_of_actual.get(column.actual, -1)
        if column.actual and scene.kind_of(extra) == "extra":
            items = (
                *hatch(0, 2, w, EXTRA_STUB, kind_hatch("extra", theme), 5),
                Line(0, 1, w, 1, theme.ochre, 2, upto=FAR),
            )
            y = top + BAND - EXTRA_STUB - 2
            groups.append(Group("ribbon", x, y, w, EXTRA_STUB + 2, items, key=f"stub:{extra}"))
    return tuple(groups)


def column_of(link: Correspondence, places: Places) -> int:
    """The column of a link's mark: its first one above, of an extra below; -1 where it stands nowhere."""
    for ids, there in ((link.ideal, places.ideal), (link.actual, places.actual)):
        for id in ids:
            if id in there:
                return there[id]
    return -1


def marks(numbers: Iterable[int], places: Places, grid: Grid, top: float, scene: Scene) -> tuple[Group, ...]:
    """The marks of links that stand on the axis, with their confidence where they are not sure."""
    groups: list[Group] = []
    for number in numbers:
        link = scene.result.matching.links[number]
        ours = [places.ideal[id] for id in link.ideal if id in places.ideal]
        theirs = [places.actual[id] for id in link.actual if id in places.actual]
        if ours:
            y = STUB / 2 if link.kind == "missing" else MARK_ZONE / 2
            groups.append(_mark(number, link, grid.centre(ours[0]), top + y, grid, scene))
        elif theirs:
            y = top + BAND - EXTRA_STUB / 2
            groups.append(_mark(number, link, grid.centre(theirs[0]), y, grid, scene))
    return tuple(groups)


def _mark(number: int, link: Correspondence, cx: float, cy: float, grid: Grid, scene: Scene) -> Group:
    theme, measurer = scene.theme, scene.measurer
    items: list[Item] = []
    left, w = cx - RADIUS, 2 * RADIUS
    if link.unsure:
        said = sure_text(link.confidence, scene.words)
        line = line_of(said, 2 * RADIUS + 4, RADIUS - 7, ARROW_LABEL, theme.text, measurer, FULL)
        w = min(grid.card, 2 * RADIUS + 4 + line.width + 6)
        left = cx - w / 2
        # the plate keeps the figure off the ribbon's edges
        items.append(Rect(0, 0, w, 2 * RADIUS, theme.board, radius=RADIUS, upto=MIDDLE))
        items += kind_sign(link.kind, RADIUS, RADIUS, theme, True)
        items.append(line)
    else:
        items += kind_sign(link.kind, RADIUS, RADIUS, theme)
        if link.by == "pin":
            items.append(icon_item("pin", 2 * RADIUS + 2, -2, 10, theme.text2, FULL))
            w += 12
    return Group(
        "mark",
        left,
        cy - RADIUS,
        w,
        2 * RADIUS,
        tuple(items),
        link_address(link, scene),
        link_title(number, scene),
        solid=True,
        key=f"link:{number}",
    )
