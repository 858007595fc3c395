"""The emotion lane: grid, areas, plates, curve, markers and words, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cjm_editor.core.address import Address
from cjm_editor.core.emotion import known_five
from cjm_editor.core.model import Touchpoint
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import unknown_emotion
from cjm_editor.render.curve import Cubic, areas, monotone, stroke
from cjm_editor.render.display import FAR, FULL, LOW, MIDDLE, Group, Item, Path, PathCommand, Rect
from cjm_editor.render.faces import circle, diamond, face
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import CAPTION, hatch, line_of
from cjm_editor.render.theme import Theme, nearest_step

ROOM_ABOVE, ROOM_BELOW = 32.0, 36.0
MARKER, MARKER_PLATE = 22.0, 26.0
DIAMOND = 18.0
LABEL_FROM, LABEL_FROM_DIAMOND = 17.0, 23.0
CLOSER, CLEAR_OF_ZERO = 3.0, 1.5
"""How much closer to its face a word may stand, and how far from the neutral line it should."""

_LABEL_TOP, _LABEL = 1.0, 12.3
"""The part of a word's line that is its own, from capitals to descenders: a face may stand beside it."""

CAPITALS = 0.727
"""Height of capitals in sizes of Inter."""

FAR_DOT = 10.0
"""Radius of the dot that stands for a face far out: three device px at a quarter of the size."""


@dataclass(frozen=True, slots=True)
class Known:
    """A point of the curve: emotion on -2..+2 and where it stands; `value` None where it is not known."""

    value: float | None
    x: float


def level_y(value: float, height: float) -> float:
    """The height of an emotion on -2..+2 below the top of a lane `height` px high."""
    step = (height - ROOM_ABOVE - ROOM_BELOW) / 4
    return ROOM_ABOVE + (2 - value) * step


def known_points(touchpoints: Sequence[Touchpoint], xs: Sequence[float], setting: Setting) -> list[Known]:
    """The points of touchpoints whose cards begin at `xs`."""
    middle = setting.card / 2
    scale = setting.scale
    return [Known(known_five(t.emotion, scale), x + middle) for t, x in zip(touchpoints, xs, strict=True)]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies beside a block of columns: the point before its first, the two after its last."""

    before: Known | None = None
    after: Known | None = None
    then: Known | None = None


def area_layer(
    touchpoints: Sequence[Touchpoint],
    points: Sequence[Known],
    around: Surroundings,
    top: float,
    setting: Setting,
) -> tuple[Group, ...]:
    """Areas between curve and neutral and the hatching of unknown columns, of a block of columns."""
    theme, height = setting.theme, setting.options.emotion_height
    groups: list[Group] = []
    zero = level_y(0, height)
    for cubics in _runs(points, around, height):
        x0, x1 = cubics[0].x0, cubics[-1].x3
        items: list[Item] = [
            Path(_rounded(outline), fill=theme.cool if above else theme.warm, upto=FAR)
            for above, outline in areas([_shifted(c, -x0) for c in cubics], zero)
        ]
        if items:
            groups.append(Group("area", x0, top, x1 - x0, height, tuple(items), key=f"area{x0:g}"))
    for touchpoint, point in zip(touchpoints, points, strict=True):
        if point.value is None:
            groups.append(_unknown_column(touchpoint, point, top, setting))
    return tuple(groups)


def curve_layer(
    touchpoints: Sequence[Touchpoint],
    points: Sequence[Known],
    around: Surroundings,
    top: float,
    setting: Setting,
) -> tuple[Group, ...]:
    """Plates and the curve of a block of columns; the curve goes on to the block's right neighbour."""
    theme, height = setting.theme, setting.options.emotion_height
    groups = _plates(touchpoints, points, around, top, setting)
    at = Address("map", setting.map_id, setting.map_id)
    for cubics in _runs(points, around, height):
        x0, x1 = cubics[0].x0, cubics[-1].x3
        commands = _rounded(stroke([_shifted(c, -x0) for c in cubics]))
        lines: tuple[Item, ...] = (
            Path(commands, theme.curve, 2, upto=MIDDLE),
            Path(commands, theme.curve, 6, since=LOW),
        )
        groups.append(Group("curve", x0, top, x1 - x0, height, lines, at, key=f"curve{x0:g}"))
    return tuple(groups)


def _runs(points: Sequence[Known], around: Surroundings, height: float) -> list[tuple[Cubic, ...]]:
    """The pieces of the curve that begin at points of the block, run by run."""
    chain = [around.before, *points, around.after, around.then]
    last = len(points)
    runs: list[tuple[Cubic, ...]] = []
    start = 0
    while start < len(chain):
        end = start
        while end < len(chain) and (point := chain[end]) is not None and point.value is not None:
            end += 1
        run = [
            (p.x, level_y(p.value, height)) for p in chain[start:end] if p is not None and p.value is not None
        ]
        cubics = monotone(run)
        # piece i begins at chain[start + i]; the block owns those that begin at its own points
        own = tuple(c for i, c in enumerate(cubics) if 1 <= start + i <= last)
        if own:
            runs.append(own)
        start = end + 1
    return runs


def _shifted(c: Cubic, dx: float) -> Cubic:
    return Cubic(c.x0 + dx, c.y0, c.x1 + dx, c.y1, c.x2 + dx, c.y2, c.x3 + dx, c.y3)


def _rounded(commands: tuple[PathCommand, ...]) -> tuple[PathCommand, ...]:
    return tuple((name, tuple(round(v, 3) for v in values)) for name, values in commands)


def _unknown_column(touchpoint: Touchpoint, point: Known, top: float, setting: Setting) -> Group:
    height, w = setting.options.emotion_height, setting.card - 4
    y0, y1 = level_y(2, height) - 8, level_y(-2, height) + 8
    return Group(
        "area",
        point.x - w / 2,
        top + y0,
        w,
        y1 - y0,
        hatch(0, 0, w, y1 - y0, setting.theme.line),
        Address("touchpoint", setting.map_id, touchpoint.id),
        key="hatch",
    )


def _word(touchpoint: Touchpoint, point: Known, setting: Setting) -> tuple[str, float] | None:
    """The word at a marker and its width; None where there is none or it has no room."""
    if point.value is None:
        text = setting.words(unknown_emotion(setting.kind))
    elif touchpoint.feelings:
        text = " ".join(touchpoint.feelings[0].split())
    else:
        return None
    width = setting.measurer.width(text, CAPTION.size, CAPTION.weight)
    return (text, width) if text and width <= setting.options.column - 8 else None


def _is_above(point: Known, before: Known | None, after: Known | None) -> bool:
    """On which side of the curve a word stands: above where no known neighbour is higher, at the bottom never."""
    if point.value is None or point.value <= -2 + 1e-9:
        return False
    beside = [p.value for p in (before, after) if p is not None and p.value is not None]
    if not beside:
        return point.value > 0
    return all(value <= point.value for value in beside)


def _is_inside(point: Known, before: Known | None, after: Known | None) -> bool:
    """Whether a word stands between curve and neutral, where a plate would tear the area."""
    if point.value is None or not any(p is not None and p.value is not None for p in (before, after)):
        return False
    return point.value < 0 if _is_above(point, before, after) else point.value > 0


def _word_top(touchpoint: Touchpoint, point: Known, above: bool, height: float) -> float:
    """The top of the word's line box, px below the lane's top; a word that would stand on the neutral line keeps
    closer to its face."""
    y = level_y(point.value or 0.0, height)
    away = LABEL_FROM_DIAMOND if touchpoint.moment_of_truth else LABEL_FROM
    room = abs(y - level_y(0, height)) - CAPITALS * CAPTION.size
    is_towards = point.value is not None and (point.value < 0 if above else point.value > 0)
    if is_towards and away - CLOSER <= room - CLEAR_OF_ZERO < away:
        away = room - CLEAR_OF_ZERO
    baseline = y - away if above else y + away + CAPITALS * CAPTION.size
    return baseline - CAPTION.line / 2 - 0.364 * CAPTION.size


def _plates(
    touchpoints: Sequence[Touchpoint],
    points: Sequence[Known],
    around: Surroundings,
    top: float,
    setting: Setting,
) -> list[Group]:
    groups: list[Group] = []
    height = setting.options.emotion_height
    for touchpoint, point, before, after in _with_neighbours(touchpoints, points, around):
        word = _word(touchpoint, point, setting)
        if word is None:
            continue
        above = _is_above(point, before, after)
        y0 = _word_top(touchpoint, point, above, height)
        y1 = y0 + CAPTION.line
        if _is_inside(point, before, after):
            # only the neutral line and what lies beyond it is covered, never the area
            zero = level_y(0, height)
            y0, y1 = (y0, min(y1, zero + 1)) if above else (max(y0, zero - 1), y1)
        if y1 > y0:
            groups.append(
                _plate(
                    touchpoint, point.x, top + y0, min(word[1] + 8, setting.options.column), y1 - y0, setting
                )
            )
    return groups


def _plate(touchpoint: Touchpoint, x: float, y: float, w: float, h: float, setting: Setting) -> Group:
    at = Address("touchpoint", setting.map_id, touchpoint.id)
    plate = Rect(0, 0, w, h, setting.theme.board, upto=FULL)
    return Group("area", x - w / 2, y, w, h, (plate,), at, key="plate")


def _with_neighbours(
    touchpoints: Sequence[Touchpoint], points: Sequence[Known], around: Surroundings
) -> list[tuple[Touchpoint, Known, Known | None, Known | None]]:
    before = [around.before, *points[:-1]]
    after = [*points[1:], around.after]
    return list(zip(touchpoints, points, before, after, strict=True))


def marker_layer(
    touchpoints: Sequence[Touchpoint],
    points: Sequence[Known],
    around: Surroundings,
    top: float,
    setting: Setting,
) -> tuple[Group, ...]:
    """The faces of a block of columns and the words at them."""
    height = setting.options.emotion_height
    groups: list[Group] = []
    for touchpoint, point, before, after in _with_neighbours(touchpoints, points, around):
        groups.append(_marker(touchpoint, point, top, setting))
        word = _word(touchpoint, point, setting)
        if word is not None:
            above = _is_above(point, before, after)
            groups.append(
                _label(touchpoint, word, point.x, top + _word_top(touchpoint, point, above, height), setting)
            )
    return tuple(groups)


def _marker(touchpoint: Touchpoint, point: Known, top: float, setting: Setting) -> Group:
    is_truth = bool(touchpoint.moment_of_truth)
    r = DIAMOND if is_truth else MARKER_PLATE / 2
    step = None if point.value is None else nearest_step(point.value)
    items = _marker_items(step, is_truth, setting.is_target, setting.theme)
    y = top + level_y(point.value or 0.0, setting.options.emotion_height)
    at = Address("touchpoint", setting.map_id, touchpoint.id)
    return Group(
        "face", point.x - r, y - r, 2 * r, 2 * r, items, at, touchpoint.title, solid=True, key="face"
    )


@lru_cache(maxsize=256)
def _marker_items(step: int | None, is_truth: bool, is_target: bool, theme: Theme) -> tuple[Item, ...]:
    """A marker at (0, 0): a face on a disc, or in the diamond of a moment of truth; a dot far out."""
    r = DIAMOND if is_truth else MARKER_PLATE / 2
    items: list[Item] = []
    if is_truth:
        items.append(diamond(r, r, r - 0.75, theme.board, theme.text, 1.5, MIDDLE))
        items.append(diamond(r, r, r - 0.75, theme.text, since=LOW, upto=FAR))
    else:
        items.append(circle(r, r, r, theme.board, upto=MIDDLE))
    items += face(step, r, r, MARKER, theme, hollow=is_target)
    colour = theme.strong if step is None else theme.emotion(step)
    items.append(circle(r, r, FAR_DOT, colour, since=LOW, upto=FAR))
    return tuple(items)


def _label(touchpoint: Touchpoint, word: tuple[str, float], x: float, y: float, setting: Setting) -> Group:
    text, width = word
    line = line_of(text, 0, -_LABEL_TOP, CAPTION, setting.theme.text2, setting.measurer, FULL)
    at = Address("touchpoint", setting.map_id, touchpoint.id)
    left = round(x - width / 2, 2)
    return Group("label", left, y + _LABEL_TOP, width, _LABEL, (line,), at, text, solid=True, key="feeling")
