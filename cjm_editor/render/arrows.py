"""Arrows of a board: steps to the neighbour between the cards, all others on tracks above them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.model import Number, Transition
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.display import FULL, LOW, Group, Item, Line, Path, Rect, Text
from cjm_editor.render.edges import shifted
from cjm_editor.render.faces import circle
from cjm_editor.render.layout import track_y
from cjm_editor.render.options import Setting
from cjm_editor.render.parts import (
    ARROW_LABEL,
    HEAD_LENGTH,
    arrow_head,
    chevron,
    icon_item,
    line_of,
    rounded,
)
from cjm_editor.render.tracks import LEAVE_LABEL, LEAVE_PORT, NOTE, Leaving, Routing, Wire, route
from cjm_editor.render.wrap import narrowed

STROKE = 1.5
PROMISE_DASH = (1.0, 4.0)
SHAFT = 12.0
_ICON = 12.0
_PLATE = 4.0
_ABOVE_CARD = 2.0
_MOST_LINES = 4
_WIDEST_WORD = 100.0
"""A longer word is hyphenated where a label takes several lines."""

_LONGEST_LABEL = 500
"""Letters of a label that may be broken into lines; more are no label, and stand among the notes."""

_BESIDE = 3.0
"""Between words of leaving and the number of its note."""

_OVER = 13.0
"""How far above its arrow a label stands that has no room on it."""

_LEAVE_EDGE = 6.0
"""The bar of leaving begins this far from the card's left edge."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step to the right neighbour: share and transition id, as an edge has them."""

    from_: str
    to: str
    share: Number | None
    id: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow over the gutter: `kind` as of transitions, `end` -1 for leaving."""

    kind: str
    start: int
    end: int
    transition: Transition
    key: str
    label: str


def label_of(transition: Transition, setting: Setting) -> str:
    words = setting.words
    share = "" if transition.share is None else words.percent(transition.share)
    if transition.kind == "leave":
        return words(_("leave, {share}", share=share)) if share else words(_("leave"))
    text = transition.text if transition.kind == "promise" else transition.condition or transition.text
    text = " ".join(text.split())
    return ", ".join(part for part in (text, share) if part)


def reason_of(arrow: Arrow) -> str:
    """Why customers leave for good; "" for other arrows, whose label says it."""
    said = arrow.transition.condition or arrow.transition.text if arrow.kind == "leave" else ""
    return " ".join(said.split())


def routed(arrows: Sequence[Arrow], xs: Sequence[float], setting: Setting) -> Routing:
    """Ports, tracks and label places of the arrows over the gutter."""
    wires: list[Wire] = []
    leavings: list[Leaving] = []
    for key, arrow in enumerate(arrows):
        if arrow.kind == "leave":
            width = setting.measurer.width(arrow.label, ARROW_LABEL.size, ARROW_LABEL.weight)
            sign = NOTE if reason_of(arrow) else 0.0
            width += sign + _BESIDE if sign else 0.0
            leavings.append(Leaving(arrow.start, width, key, sign))
            continue
        room = _label_width(arrow, (arrow.label,), setting)
        wires.append(Wire(arrow.start, arrow.end, arrow.label or _icon(arrow), room, key))

    def forms(key: int) -> tuple[float, ...]:
        return tuple(_label_width(arrows[key], lines, setting) for lines in _forms(arrows[key], setting)[1:])

    return route(wires, leavings, xs, setting.card, forms)


def _forms(arrow: Arrow, setting: Setting) -> list[tuple[str, ...]]:
    """The label on one line, on two, and so on, each narrower than the one before."""
    style = ARROW_LABEL
    found: list[tuple[str, ...]] = [(arrow.label,)]
    if len(arrow.label) > _LONGEST_LABEL:
        return found
    for most in range(2, _MOST_LINES + 1):
        lines = narrowed(arrow.label, most, _WIDEST_WORD, style.size, style.weight, setting.measurer)
        if len(lines) != most:
            break
        found.append(lines)
    return found


def _label_width(arrow: Arrow, lines: Sequence[str], setting: Setting) -> float:
    """The width of a label with its icon and what its plate stands over."""
    width = max(setting.measurer.width(line, ARROW_LABEL.size, ARROW_LABEL.weight) for line in lines)
    icon = _ICON + (4 if arrow.label else 0) if _icon(arrow) else 0.0
    return width + icon + 2 * _PLATE if width or icon else 0.0


def _icon(arrow: Arrow) -> str:
    if arrow.kind == "back":
        return "undo-2"
    return "handshake" if arrow.kind == "promise" else ""


def colour_of(arrow: Arrow, setting: Setting) -> str:
    """The colour of an arrow by its kind, of a promise by how it was kept."""
    theme = setting.theme
    if arrow.kind == "leave":
        return theme.pain
    if arrow.kind == "promise":
        return {"yes": theme.opp, "no": theme.pain}.get(arrow.transition.kept, theme.text2)
    return theme.text2


def gutter_layer(
    arrows: Sequence[Arrow],
    routing: Routing,
    top: float,
    gutter: float,
    numbers: Mapping[int, int],
    setting: Setting,
) -> tuple[Group, ...]:
    """The arrows over the gutter that begins at `top` and is `gutter` px high; cards begin right under it. `numbers`
    are those of notes, by the place of the arrow."""
    groups = [
        _wire(arrows[wire.key], wire, top, gutter, numbers.get(wire.key, 0), setting)
        for wire in sorted(routing.wires, key=lambda w: (-w.track, w.key))
    ]
    for leave in routing.leavings:
        number = numbers.get(leave.key, 0)
        groups.append(_leaving(arrows[leave.key], leave, top, gutter, number, setting))
    return tuple(groups)


def _address(arrow: Arrow, setting: Setting) -> Address:
    return Address("transition", setting.map_id, arrow.transition.id)


def _wire(arrow: Arrow, wire: Wire, top: float, gutter: float, number: int, setting: Setting) -> Group:
    colour = colour_of(arrow, setting)
    y = track_y(wire.track, gutter)
    said = _wire_label(arrow, wire, number, colour, setting)
    rise = _rise(wire) if said else 0.0
    left = min(wire.left, wire.label_x if said else wire.left) - 8
    right = max(wire.right, wire.label_x + wire.label_room if said else wire.right) + 8
    # everything below is local: the group begins 8 px above its track, or above the first line of its label
    dx, track, foot = -left, 8.0 + rise, gutter - y + 8.0 + rise - _ABOVE_CARD
    x0, x1 = wire.x0 + dx, wire.x1 + dx
    items: list[Item] = []
    if arrow.kind == "promise":
        items += _promise(arrow, x0, x1, track, foot, colour, setting)
    else:
        width = _share_width(arrow.transition.share)
        way = ((x0, foot), (x0, track), (x1, track), (x1, foot - HEAD_LENGTH + 1))
        items.append(Path(rounded(way), colour, width, cap="butt", upto=LOW))
        items.append(arrow_head(x1, foot, "down", colour))
    items += (shifted(item, dx, 8.0) for item in said)
    return Group(
        "transition",
        left,
        top + y - 8 - rise,
        right - left,
        foot + _ABOVE_CARD,
        tuple(items),
        _address(arrow, setting),
        arrow.label,
        key=arrow.key,
    )


def _rise(wire: Wire) -> float:
    """How far above its track the first line of a label stands."""
    return (_OVER if wire.spot.rise else 0.0) + ARROW_LABEL.line * (wire.spot.lines - 1)


def _share_width(share: Number | None) -> float:
    """The width of a branch: by the share that takes it, where that is known."""
    return STROKE if share is None else round(1 + 2.5 * min(1.0, max(0.0, share)), 2)


def _promise(
    arrow: Arrow, x0: float, x1: float, track: float, foot: float, colour: str, setting: Setting
) -> list[Item]:
    """A dotted way from the open circle of the maker to the circle of the keeper with its verdict."""
    theme = setting.theme
    maker, keeper = foot - 3, foot - 6
    way = ((x0, maker - 3), (x0, track), (x1, track), (x1, keeper - 6))
    sign = {"yes": "check", "no": "x", "partly": "minus"}.get(arrow.transition.kept, "")
    items: list[Item] = [
        Path(rounded(way), colour, STROKE, dash=PROMISE_DASH, cap="round", upto=LOW),
        circle(x0, maker, 3, theme.board, colour, STROKE),
        circle(x1, keeper, 5.5, theme.board, colour, STROKE),
    ]
    if sign:
        items.append(icon_item(sign, x1 - 4, keeper - 4, 8, colour, FULL, 1.4))
    return items


def _wire_label(arrow: Arrow, wire: Wire, number: int, colour: str, setting: Setting) -> list[Item]:
    """The label on its plates, its first line at height 0: towards its arrow where it stands beside it, else centred;
    or the number of the note that says it."""
    if number:
        middle = wire.label_x + wire.label_room / 2
        return [*note_sign(number, middle, 0, colour, setting)]
    icon = _icon(arrow)
    if not (arrow.label or icon):
        return []
    lines = _forms(arrow, setting)[wire.spot.lines - 1] if wire.spot.lines > 1 else (arrow.label,)
    align = 0.0 if wire.label_x > wire.right else 1.0 if wire.label_x + wire.label_room < wire.left else 0.5
    items: list[Item] = []
    for at, line in enumerate(lines):
        y = at * ARROW_LABEL.line
        sign = icon if at == 0 else ""
        width = setting.measurer.width(line, ARROW_LABEL.size, ARROW_LABEL.weight)
        taken = width + (_ICON if sign else 0) + (4 if sign and line else 0) + 2 * _PLATE
        left = round(wire.label_x + align * (wire.label_room - taken), 2)
        items.append(Rect(left, y - 7, taken, 14, setting.theme.board, upto=FULL))
        if sign:
            items.append(icon_item(sign, left + _PLATE, y - _ICON / 2, _ICON, colour, FULL))
        if line:
            end = left + taken - _PLATE
            items.append(line_of(line, end, y - 7, ARROW_LABEL, colour, setting.measurer, FULL, 1))
    return items


def note_sign(number: int, x: float, y: float, colour: str, setting: Setting) -> tuple[Rect, Text]:
    """The number of a note in a ring around a point."""
    style = ARROW_LABEL
    text = line_of(str(number), x, y - style.line / 2, style, colour, setting.measurer, FULL, 0.5)
    w = max(NOTE, text.width + 7)
    ring = Rect(x - w / 2, y - NOTE / 2, w, NOTE, setting.theme.board, colour, 1, NOTE / 2, upto=FULL)
    return (ring, text)


def _leave_label(arrow: Arrow, room: float, setting: Setting) -> str:
    """What stands at an arrow of leaving: words and share, else the share, else nothing; the bar says the rest."""
    share = arrow.transition.share
    said = (arrow.label, "" if share is None else setting.words.percent(share))
    fits = (t for t in said if setting.measurer.width(t, ARROW_LABEL.size, ARROW_LABEL.weight) <= room + 0.01)
    return next(fits, "")


def _leaving(arrow: Arrow, leave: Leaving, top: float, gutter: float, number: int, setting: Setting) -> Group:
    """An arrow up to a bar that stops it, at the right its label and the number of the note that tells why."""
    colour = colour_of(arrow, setting)
    y = track_y(0, gutter)
    height = gutter - y
    shaft = LEAVE_PORT - _LEAVE_EDGE
    text = _leave_label(arrow, leave.room - (NOTE + _BESIDE if number else 0), setting)
    items: list[Item] = [
        Rect(shaft - 7, 0, 14, 2, colour, upto=LOW),
        Line(shaft, height - _ABOVE_CARD, shaft, 3 + HEAD_LENGTH - 1, colour, STROKE, upto=LOW),
        arrow_head(shaft, 3, "up", colour),
    ]
    right = shaft + 7
    if text:
        line = line_of(text, LEAVE_LABEL - _LEAVE_EDGE, 1, ARROW_LABEL, colour, setting.measurer, FULL)
        items.append(line)
        right = line.x + line.width
    if number:
        x = right + _BESIDE if text else LEAVE_LABEL - _LEAVE_EDGE
        ring, said = note_sign(number, x + NOTE / 2, 8, colour, setting)
        dx = (ring.w - NOTE) / 2
        items += (shifted(ring, dx), shifted(said, dx))
        right = ring.x + ring.w + dx + 1
    at = _address(arrow, setting)
    left = leave.x + _LEAVE_EDGE
    return Group("transition", left, top + y, right, height, tuple(items), at, arrow.label, key=arrow.key)


def steps_layer(
    steps: Sequence[Step | None], rights: Sequence[tuple[float, float]], middle: float, setting: Setting
) -> tuple[Group, ...]:
    """The chevrons between neighbours; `rights` are right edge and left edge of the next card, `middle` their
    height."""
    theme = setting.theme
    groups: list[Group] = []
    for step, (end, start) in zip(steps, rights, strict=True):
        if step is None:
            continue
        gap = start - end
        width = _share_width(step.share)
        x = gap / 2
        items: tuple[Item, ...]
        if gap >= SHAFT + 6:
            items = (
                Line(x - SHAFT / 2, 8, x + SHAFT / 2 - 0.5, 8, theme.strong, width, upto=LOW),
                chevron(x + SHAFT / 2 - 3.5, 8, theme.strong),
            )
        else:
            items = (Path(chevron(x - 1.75, 8, "").commands, theme.strong, width, upto=LOW),)
        pair = f"{step.from_}>{step.to}"
        at = Address("transition", setting.map_id, step.id, "" if step.id else pair)
        key = step.id or pair
        groups.append(Group("transition", end, middle - 8, gap, 16, items, at, key=key))
    return tuple(groups)
