"""The rows of a comparison that hold text: cards of both sides, contributions to the gap, pains of the lived map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cjm_editor.core.address import card_at, touchpoint_at
from cjm_editor.core.evidence import evidence_of, strongest
from cjm_editor.core.model import Card, JourneyMap, Touchpoint, lane_cards
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import ngettext, pgettext
from cjm_editor.render.cards import frame
from cjm_editor.render.display import FULL, LOW, MIDDLE, Dash, Group, Item, Rect
from cjm_editor.render.faces import diamond
from cjm_editor.render.marks_axis import Axis
from cjm_editor.render.marks_layout import CARD_HEIGHT, PAD, Grid, lines_for
from cjm_editor.render.marks_ribbons import Places, link_address
from cjm_editor.render.marks_scene import COMPARE_CARD, LONGEST, Scene
from cjm_editor.render.marks_signs import kind_colour, kind_hatch
from cjm_editor.render.parts import CAPTION, Style, hatch, line_of, lines_of, side_bar
from cjm_editor.render.wrap import elide, wrap

RADIUS = 7.0
MISSING_DASH: Dash = (4.0, 3.0)
POINTS = Style(12, 16, 600)
POINTS_SMALL = Style(11, 16, 600)
PAIN = Style(11, 15, 400)
PAIN_LINES = 6
MOST_PAINS = 3
_PAIN_LEFT, _PAIN_RIGHT = 9.0, 5.0
_BAR = 6.0
_BETWEEN_PAINS = 5.0


def cards(
    axis: Axis, grid: Grid, ideal_y: float, actual_y: float, scene: Scene, columns: range
) -> tuple[Group, ...]:
    """The cards of both rows in some columns."""
    groups: list[Group] = []
    for n in columns:
        column = axis.columns[n]
        for id, is_ideal, y in ((column.ideal, True, ideal_y), (column.actual, False, actual_y)):
            if id:
                groups.append(_card(id, is_ideal, grid.xs[n], y, grid.card, scene))
    return tuple(groups)


def _card(id: str, is_ideal: bool, x: float, y: float, w: float, scene: Scene) -> Group:
    theme = scene.theme
    touchpoint = (scene.ideal if is_ideal else scene.actual)[id]
    link = (scene.link_of_ideal if is_ideal else scene.link_of_actual).get(id, -1)
    kind = scene.kind_of(link)
    h = CARD_HEIGHT
    has_diamond = bool(touchpoint.moment_of_truth)
    style = COMPARE_CARD
    title = scene.title(touchpoint)
    lines = wrap(title, w - 2 * PAD, style.size, style.weight, scene.measurer, lines_for(has_diamond))
    items: list[Item] = _frame(kind, w, h, scene)
    if kind == "extra":
        items += hatch(2, 2, w - 4, h - 4, kind_hatch("extra", theme), 5)
        widest = max((scene.measurer.width(line, style.size, style.weight) for line in lines), default=0.0)
        plate = min(w - 4, widest + PAD + 4)
        items.append(Rect(2, 4, plate, len(lines) * style.line + 6, theme.card, radius=3, upto=MIDDLE))
        if has_diamond:
            items.append(diamond(w - 13, h - 12, 9, theme.card, upto=MIDDLE))
    items += lines_of(lines, PAD, 7, style, theme.text, scene.measurer)
    if has_diamond:
        items.append(diamond(w - 13, h - 12, 5.5, theme.text))
    at = touchpoint_at(scene.map_name(is_ideal), id)
    return Group("touchpoint", x, y, w, h, tuple(items), at, title, solid=True, key=f"link:{link}")


def _frame(kind: str, w: float, h: float, scene: Scene) -> list[Item]:
    """The body of a card in the manner of its link's kind."""
    theme = scene.theme
    is_missing = kind == "missing"
    is_marked = kind in ("moved", "split", "merged", "many", "extra", "missing")
    border = kind_colour(kind, theme) if is_marked else theme.line
    if not is_marked:
        return list(frame(w, h, theme, RADIUS, theme.card, border, far=theme.strong))
    items: list[Item] = []
    if theme.shadow and not is_missing:
        items.append(Rect(0, 1.5, w, h, theme.shadow, radius=RADIUS, upto=MIDDLE))
    dash = MISSING_DASH if is_missing else ()
    items.append(Rect(0.625, 0.625, w - 1.25, h - 1.25, theme.card, border, 1.25, RADIUS - 0.5, dash, LOW))
    items.append(Rect(0, 0, w, h, border, since=3))
    return items


@dataclass(frozen=True, slots=True)
class Room:
    """Where a link's share of the gap stands: its number, column, left edge, width, and how it is aligned (0..1)."""

    link: int
    column: int
    x: float
    width: float
    align: float


def rooms_of(places: Places, grid: Grid, scene: Scene) -> tuple[tuple[Room, ...], float]:
    """The room of each link under the lived touchpoint or, where there is none, the reference's; px of a point."""
    at: dict[int, list[int]] = {}
    for number, link in enumerate(scene.result.matching.links):
        columns = [places.actual[id] for id in link.actual if id in places.actual]
        columns = columns or [places.ideal[id] for id in link.ideal if id in places.ideal]
        if columns:
            at.setdefault(columns[0], []).append(number)
    rooms: list[Room] = []
    for column, numbers in sorted(at.items()):
        # a missing link comes before the extra one that shares its column
        numbers.sort(key=lambda n: scene.kind_of(n) != "missing")
        share = grid.card / len(numbers)
        for k, number in enumerate(numbers):
            align = 0.5 if len(numbers) == 1 else 1.0 - k / (len(numbers) - 1)
            rooms.append(Room(number, column, grid.xs[column] + k * share, share, align))
    if not scene.result.score.as_point:  # nothing is to be shared then
        return (), 0.0
    points = scene.points
    unit = min(
        (room.width / points[room.link] for room in rooms if points.get(room.link, 0) > 0), default=0.0
    )
    return tuple(rooms), unit


def contributions(rooms: Iterable[Room], unit: float, top: float, scene: Scene) -> tuple[Group, ...]:
    """What links add to the gap, in their rooms."""
    return tuple(_contribution(r.link, r.x, r.width, r.align, unit, top, scene) for r in rooms)


def _contribution(
    number: int, x: float, room: float, align: float, unit: float, top: float, scene: Scene
) -> Group:
    theme, measurer = scene.theme, scene.measurer
    points = scene.points.get(number, 0.0)
    text, style, colour = _said(number, points, scene)
    if align == 0.0:
        text = f"+ {text}"
    inset = 0.0 if align == 0.5 else 2.0
    if measurer.width(text, style.size, style.weight) > room - inset:
        style = POINTS_SMALL if style is POINTS else style
    lines = wrap(text, room - inset, style.size, style.weight, measurer, 2)
    edge = {0.0: inset, 0.5: room / 2, 1.0: room - inset}.get(align, room / 2)
    first = 10.0 if len(lines) == 1 else 4.0
    items: list[Item] = [
        line_of(line, edge, first + n * style.line, style, colour, measurer, LOW, align)
        for n, line in enumerate(lines)
    ]
    if points >= 0.05:
        width = max(4.0, points * unit - (0 if align == 0.5 else 2))
        left = {0.0: 1.0, 1.0: room - 1 - width}.get(align, (room - width) / 2)
        items.append(Rect(round(left, 2), 32, round(width, 2), _BAR, theme.pain, radius=_BAR / 2))
    link = scene.result.matching.links[number]
    return Group(
        "metric",
        x,
        top,
        room,
        44,
        tuple(items),
        link_address(link, scene),
        text,
        solid=True,
        key=f"link:{number}",
    )


def _said(number: int, points: float, scene: Scene) -> tuple[str, Style, str]:
    """The words for a contribution: points, else what is better, else unknown, else 0."""
    theme, words = scene.theme, scene.words
    if points >= 0.05:
        return words.number(points, 1), POINTS, theme.text
    if number in scene.result.surplus:
        return scene.roles.better_short, CAPTION, theme.blue_text
    gap = scene.gaps.get(number)
    if gap is not None and gap.loss is None and scene.kind_of(number) not in ("missing", "extra"):
        return words(pgettext("contribution", "not known")), CAPTION, theme.text3
    return "0", CAPTION, theme.text3


def pain_rows(axis: Axis, grid: Grid, scene: Scene) -> tuple[tuple[Group, ...], float]:
    """The pains of the lived map under their touchpoints, at y 0, and the height of the row; 0 without any."""
    journey = scene.result.actual.journey
    groups: list[Group] = []
    deepest = 0.0
    for n, column in enumerate(axis.columns):
        if not column.actual:
            continue
        touchpoint = scene.actual[column.actual]
        y = 0.0
        told = _worst_first(lane_cards(touchpoint, "pains"))
        for index, card in told[:MOST_PAINS]:
            made = _pain(card, index, touchpoint, journey, grid.xs[n], y, grid.card, scene)
            groups.append(made)
            y += made.h + _BETWEEN_PAINS
        if len(told) > MOST_PAINS:
            more = scene.words(ngettext("{n} more", "{n} more", len(told) - MOST_PAINS))
            shown = elide(more, grid.card, CAPTION.size, CAPTION.weight, scene.measurer)
            line = line_of(shown, 0, 0, CAPTION, scene.theme.text3, scene.measurer, FULL)
            at = touchpoint_at(scene.map_name(False), touchpoint.id)
            groups.append(
                Group("label", grid.xs[n] + 2, y, line.width, CAPTION.line, (line,), at, more, key="more")
            )
            y += CAPTION.line + _BETWEEN_PAINS
        deepest = max(deepest, y)
    return tuple(groups), deepest


def _worst_first(pains: Sequence[Card]) -> list[tuple[int, Card]]:
    named = [(index, card) for index, card in enumerate(pains) if card.text.strip()]
    return sorted(named, key=lambda entry: -(entry[1].severity or 0))


def _pain(
    card: Card,
    index: int,
    touchpoint: Touchpoint,
    journey: JourneyMap,
    x: float,
    y: float,
    w: float,
    scene: Scene,
) -> Group:
    theme, measurer = scene.theme, scene.measurer
    text = " ".join(card.text[:LONGEST].split())
    is_assumed = strongest(evidence_of(journey, touchpoint, card)).kind in ("", "assumption")
    room = w - _PAIN_LEFT - _PAIN_RIGHT
    lines = wrap(text, room, PAIN.size, PAIN.weight, measurer, PAIN_LINES) or ("",)
    h = len(lines) * PAIN.line + 12
    items = list(frame(w, h, theme, 6, theme.card, theme.line, is_assumed, far=theme.pain))
    items.append(side_bar(2, 4, h - 8, theme.pain, is_assumed))
    items += lines_of(lines, _PAIN_LEFT, 6, PAIN, theme.text, measurer)
    at = card_at(scene.map_name(False), touchpoint.id, "pains", index)
    return Group("card", x, y, w, h, tuple(items), at, text, solid=True)
