"""Arrows of a board: steps to the neighbour between the cards, all others on tracks above them."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.core.address import Address
from cjm_editor.core.model import Number, Transition
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import _
from cjm_editor.render.display import FULL, LOW, Group, Item, Line, Path, Rect
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
from cjm_editor.render.tracks import LEAVE_LABEL, LEAVE_PORT, Leaving, Routing, Wire, route
from cjm_editor.render.wrap import elide

STROKE = 1.5
PROMISE_DASH = (1.0, 4.0)
SHAFT = 12.0
_ICON = 12.0
_PLATE = 4.0
_ABOVE_CARD = 2.0
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


def routed(arrows: Sequence[Arrow], xs: Sequence[float], setting: Setting) -> Routing:
    """Ports, tracks and label places of the arrows over the gutter."""
    wires: list[Wire] = []
    leavings: list[Leaving] = []
    for key, arrow in enumerate(arrows):
        width = setting.measurer.width(arrow.label, ARROW_LABEL.size, ARROW_LABEL.weight)
        if arrow.kind == "leave":
            leavings.append(Leaving(arrow.start, width, key))
            continue
        room = width + (_ICON + 4 if _icon(arrow) else 0) + 2 * _PLATE if arrow.label or _icon(arrow) else 0
        wires.append(Wire(arrow.start, arrow.end, arrow.label or _icon(arrow), room, key))
    return route(wires, leavings, xs, setting.card)


def _icon(arrow: Arrow) -> str:
    if arrow.kind == "back":
        return "undo-2"
    return "handshake" if arrow.kind == "promise" else ""


def _colour(arrow: Arrow, setting: Setting) -> str:
    theme = setting.theme
    if arrow.kind == "leave":
        return theme.pain
    if arrow.kind == "promise":
        return {"yes": theme.opp, "no": theme.pain}.get(arrow.transition.kept, theme.text2)
    return theme.text2


def gutter_layer(
    arrows: Sequence[Arrow], routing: Routing, top: float, gutter: float, setting: Setting
) -> tuple[Group, ...]:
    """The arrows over the gutter that begins at `top` and is `gutter` px high; cards begin right under it."""
    groups = [
        _wire(arrows[wire.key], wire, top, gutter, setting)
        for wire in sorted(routing.wires, key=lambda w: (-w.track, w.key))
    ]
    for leave in routing.leavings:
        groups.append(_leaving(arrows[leave.key], leave, top, gutter, setting))
    return tuple(groups)


def _address(arrow: Arrow, setting: Setting) -> Address:
    return Address("transition", setting.map_id, arrow.transition.id)


def _wire(arrow: Arrow, wire: Wire, top: float, gutter: float, setting: Setting) -> Group:
    colour = _colour(arrow, setting)
    y = track_y(wire.track, gutter)
    rise = y - track_y(wire.label_track, gutter) if wire.label else 0.0
    label_end = wire.label_x + wire.label_room if wire.label_room else wire.right
    left = min(wire.left, wire.label_x if wire.label_room else wire.left) - 8
    right = max(wire.right, label_end) + 8
    # everything below is local: the group begins 8 px above its track, or above that of its label
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
    items += _wire_label(arrow, wire, dx, 8.0, colour, setting)
    title = arrow.label
    return Group(
        "transition",
        left,
        top + y - 8 - rise,
        right - left,
        foot + _ABOVE_CARD,
        tuple(items),
        _address(arrow, setting),
        title,
        key=arrow.key,
    )


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


def _wire_label(
    arrow: Arrow, wire: Wire, dx: float, track: float, colour: str, setting: Setting
) -> list[Item]:
    icon = _icon(arrow)
    room = wire.label_room
    if not (arrow.label or icon) or room < 2 * _PLATE + _ICON:
        return []
    left = wire.label_x + dx
    text_room = room - 2 * _PLATE - (_ICON + 4 if icon else 0)
    text = _cut_label(arrow.label, text_room, setting)
    width = setting.measurer.width(text, ARROW_LABEL.size, ARROW_LABEL.weight)
    taken = width + (_ICON if icon else 0) + (4 if icon and text else 0) + 2 * _PLATE
    if taken <= 2 * _PLATE:
        return []
    items: list[Item] = [Rect(left, track - 7, taken, 14, setting.theme.board, upto=FULL)]
    x = left + _PLATE
    if icon:
        items.append(icon_item(icon, x, track - _ICON / 2, _ICON, colour, FULL))
        x += _ICON + 4
    if text:
        items.append(line_of(text, x, track - 7, ARROW_LABEL, colour, setting.measurer, FULL))
    return items


def _cut_label(label: str, room: float, setting: Setting) -> str:
    """The label, its words cut before its share where both do not fit; "" where nothing does."""
    measure, style = setting.measurer, ARROW_LABEL
    if measure.width(label, style.size, style.weight) <= room:
        return label
    text, comma, share = label.rpartition(", ")
    if comma and share.endswith("%"):
        rest = room - measure.width(f", {share}", style.size, style.weight)
        shown = elide(text, rest, style.size, style.weight, measure)
        if len(shown) > 1:
            return f"{shown}, {share}"
        if measure.width(share, style.size, style.weight) <= room:
            return share
    shown = elide(label, room, style.size, style.weight, measure)
    return shown if len(shown) > 3 else ""


def _leave_label(arrow: Arrow, room: float, setting: Setting) -> str:
    """What stands at an arrow of leaving: words and share, else the share, else nothing; the bar says the rest."""
    share = arrow.transition.share
    said = (arrow.label, "" if share is None else setting.words.percent(share))
    fits = (t for t in said if setting.measurer.width(t, ARROW_LABEL.size, ARROW_LABEL.weight) <= room + 0.01)
    return next(fits, "")


def _leaving(arrow: Arrow, leave: Leaving, top: float, gutter: float, setting: Setting) -> Group:
    """An arrow up to a bar that stops it, its label at the right."""
    colour = _colour(arrow, setting)
    y = track_y(0, gutter)
    height = gutter - y
    shaft = LEAVE_PORT - _LEAVE_EDGE
    text = _leave_label(arrow, leave.room, setting)
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
