"""Where arrows run above the touchpoints: ports on the cards, tracks in the gutter, places of labels. Pure geometry.

Arrows stand on tracks of their own where they overlap, shorter ones nearer to the cards. A label stands on its track
where no leg of a higher arrow passes; beside its arrow, or on a track above it, where the arrow is too short for it.
Where one line leaves a label no such place it takes several, which rise from its track; where none of these has room
either, a number stands at the arrow, and the label among the notes below the board.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

from cjm_editor.core.records import dataclass

LEAVE_PORT = 15.0
"""Where the arrow of leaving stands, from the card's left edge."""

LEAVE_LABEL = 26.0
PORT_ROOM = 7.0
"""Free of ports at both ends of a card."""

BETWEEN, MOST_BETWEEN = 9.0, 14.0
"""Between two ports of a card: at least where words of leaving yield to them, and at most."""

APART = 8.0
"""Between two arrows on one track."""

CLEAR_OF_WORDS = 10.0
"""Between the label of leaving and the first port, which may be a circle."""

TIGHT = 7.5
"""As `CLEAR_OF_WORDS`, where words would be cut otherwise."""

SHIFT = 4.0
"""How far an arrow of leaving moves left where its words would be cut otherwise."""

CLEAR = 5.0
"""Between a label and a leg that passes it."""

BEND = 12.0
"""Kept free of labels at both ends of an arrow."""

NOTE = 14.0
"""The width of the number that stands for a label among the notes."""

CROWD = 400
"""Arrows that meet, from which on nobody can follow them: their labels stand among the notes and no better place for
anything is looked for."""

_WIDE_NOTE = 38.0
"""The room of a number of five digits."""

_TRIES = 12


class Spot(NamedTuple):
    """Where a label may stand: tracks above its arrow, between which x, on how many lines, and how wide it is there."""

    rise: int
    left: float
    right: float
    lines: int
    width: float


@dataclass(slots=True)
class Wire:
    """An arrow over the gutter from column `start` to column `end`; what the router fills in stands below."""

    start: int
    end: int
    label: str
    label_width: float
    key: int
    """The arrow's place in the caller's list."""

    x0: float = 0.0
    x1: float = 0.0
    track: int = 1
    label_x: float = 0.0
    label_room: float = 0.0
    label_track: int = 1
    forms: tuple[float, ...] = ()
    """The widths of the label on two, three and more lines."""

    spot: Spot = Spot(0, 0.0, 0.0, 1, 0.0)
    is_noted: bool = False
    """Whether a number stands for the label."""

    @property
    def left(self) -> float:
        return min(self.x0, self.x1)

    @property
    def right(self) -> float:
        return max(self.x0, self.x1)


@dataclass(slots=True)
class Leaving:
    """An arrow of leaving at a column; the router says where its part of the card begins and how wide its label may
    be."""

    column: int
    label_width: float
    key: int
    least: float = 0.0
    """What it needs in any case: the number of a note."""

    x: float = 0.0
    room: float = 0.0
    clear: float = CLEAR_OF_WORDS


@dataclass(slots=True)
class Routing:
    """All arrows placed; `tracks` is how many the gutter needs, the lowest included."""

    wires: list[Wire]
    leavings: list[Leaving]
    tracks: int = 2


def route(
    wires: Sequence[Wire],
    leavings: Sequence[Leaving],
    xs: Sequence[float],
    card: float,
    forms: Callable[[int], tuple[float, ...]] | None = None,
) -> Routing:
    """The arrows with ports, tracks and label places; `xs` are the left edges of the cards, `card` their width.

    `forms` gives the widths of a label on two, three and more lines by the key of its wire; it is asked only where
    labels on one line stand in each other's way. Without it such labels have less room than they want.
    """
    routing = Routing(list(wires), list(leavings))
    _place_ports(routing, xs, card)
    bounds = (xs[0], xs[-1] + card) if xs else (0.0, 0.0)
    if len(wires) > CROWD:
        _settle_crowd(routing, bounds)
        return routing
    if forms is None:
        _settle(routing, bounds, _TRIES)
        return routing
    cut = _settle(routing, bounds, 1)
    if not cut and not any(wire.spot.rise for wire in routing.wires):
        return routing
    for wire in routing.wires:
        wire.forms = forms(wire.key) if wire.label else ()
    cut = _settle(routing, bounds, _TRIES)
    while cut:
        for wire in routing.wires:
            if wire.key in cut:
                wire.is_noted, wire.label_width, wire.forms = True, NOTE, ()
        before, cut = cut, set(_settle(routing, bounds, _TRIES))
        if cut <= set(before):
            break
    return routing


def _settle(routing: Routing, bounds: tuple[float, float], tries: int) -> Collection[int]:
    """Tracks and places of labels; the keys of labels that have less room than they want."""
    levels: dict[int, int] = {}
    cut: Collection[int] = ()
    for _try in range(tries):
        _assign_tracks(routing, bounds, levels)
        cut = _place_labels(routing)
        if not cut:
            break
        # an arrow whose label others' legs cut goes above these arrows, and the label with it
        for key in cut:
            levels[key] = max(levels.values(), default=0) + 1
    return cut


def _settle_crowd(routing: Routing, bounds: tuple[float, float]) -> None:
    """Tracks from left to right, each arrow on the lowest that is free there; numbers of notes in the middle of arrows,
    or beside those too short for it."""
    order: list[tuple[float, float, int]] = []
    for at, wire in enumerate(routing.wires):
        wire.is_noted = wire.label_width > NOTE
        width = min(wire.label_width, _WIDE_NOTE)
        left = (wire.left + wire.right - width) / 2
        if wire.right - wire.left < width + 2 * BEND:
            left = wire.right + CLEAR
            if left + width > bounds[1]:
                left = wire.left - CLEAR - width
        wire.spot = Spot(0, left, left + width, 1, width)
        wire.label_x, wire.label_room = left, width
        order.append((*_extent(wire, wire.spot), at))
    busy: list[tuple[float, int]] = []
    free: list[int] = []
    count = 0
    for left, right, at in sorted(order):
        while busy and busy[0][0] + APART <= left:
            heappush(free, heappop(busy)[1])
        if not free:
            count += 1
            free.append(count)
        track = heappop(free)
        heappush(busy, (right, track))
        routing.wires[at].track = routing.wires[at].label_track = track
    routing.tracks = max(2, count + 1)


def _place_ports(routing: Routing, xs: Sequence[float], card: float) -> None:
    ends: dict[int, list[tuple[float, int, Wire, bool]]] = {}
    for wire in routing.wires:
        far_end, far_start = float(wire.end), float(wire.start)
        if wire.start == wire.end:
            # a loop to itself leaves at the left of its two ports and comes back at the right
            far_end, far_start = wire.start + 0.1, wire.start + 0.2
        # among arrows to one side the longer one stands farther out, so that legs do not cross tracks
        ends.setdefault(wire.start, []).append((far_end, wire.key, wire, True))
        ends.setdefault(wire.end, []).append((far_start, wire.key, wire, False))
    leaving: dict[int, list[Leaving]] = {}
    for leave in routing.leavings:
        leaving.setdefault(leave.column, []).append(leave)
    for column, group in leaving.items():
        _place_leavings(group, len(ends.get(column, ())), xs[column], card)
    for column, here in ends.items():
        left_side = sorted((e for e in here if e[0] < column), key=lambda e: (-e[0], e[1]))
        right_side = sorted((e for e in here if e[0] >= column), key=lambda e: (-e[0], e[1]))
        # nearest neighbours outermost: the left group from left to right nearest first, the right group farthest first
        order = [*left_side, *right_side]
        ports = _ports(len(order), xs[column], card, leaving.get(column))
        for x, (_far, _key, wire, is_start) in zip(ports, order, strict=True):
            if is_start:
                wire.x0 = x
            else:
                wire.x1 = x


def _place_leavings(leavings: Sequence[Leaving], ports: int, x: float, card: float) -> None:
    """Arrows of leaving side by side from the card's left edge; the ports of other arrows keep their room."""
    for clear, shift in ((CLEAR_OF_WORDS, 0.0), (TIGHT, SHIFT)):
        taken = PORT_ROOM + BETWEEN * (ports - 1) + clear if ports else 2.0
        slot = (card - taken + shift) / len(leavings)
        for at, leave in enumerate(leavings):
            leave.x, leave.clear = round(x - shift + slot * at, 1), clear
            room = slot - LEAVE_LABEL - (CLEAR if at + 1 < len(leavings) else 0)
            leave.room = max(leave.least, min(leave.label_width, room))
        if all(leave.room == leave.label_width for leave in leavings):
            return


def _ports(count: int, x: float, card: float, leavings: Sequence[Leaving] | None) -> list[float]:
    """Ports of a card from left to right, 14 apart at most around its middle; right of the words of leaving."""
    left, right = x + PORT_ROOM, x + card - PORT_ROOM
    if leavings:
        left = leavings[-1].x + LEAVE_LABEL + leavings[-1].room + leavings[-1].clear
    if count == 1:
        middle = x + card / 2
        return [round(max(left, min(right, middle)))]
    step = min(MOST_BETWEEN, (right - left) / (count - 1))
    start = max(left, min(x + card / 2 - step * (count - 1) / 2, right - step * (count - 1)))
    return [round(start + step * i, 1) for i in range(count)]


def _assign_tracks(routing: Routing, bounds: tuple[float, float], levels: Mapping[int, int]) -> None:
    """The lowest free track for each arrow and its label: arrows of higher levels last, shorter ones first."""
    taken: list[list[tuple[float, float]]] = []

    def is_free(track: int, left: float, right: float) -> bool:
        return track > len(taken) or not any(
            left < end + APART and start - APART < right for start, end in taken[track - 1]
        )

    def take(track: int, left: float, right: float) -> None:
        while len(taken) < track:
            taken.append([])
        taken[track - 1].append((left, right))

    order = sorted(routing.wires, key=lambda w: (levels.get(w.key, 0), w.right - w.left, w.left, w.key))
    placed: list[tuple[float, int]] = []
    ahead = [x for wire in routing.wires for x in (wire.x0, wire.x1)]
    for wire in order:
        ahead.remove(wire.x0)
        ahead.remove(wire.x1)
        found: list[tuple[bool, float, int, Spot, int]] = []
        for spot in _label_spots(wire, bounds, ahead):
            left, right = _extent(wire, spot)
            above = range(1, spot.rise + spot.lines)
            track = 1
            while not (
                is_free(track, left, right) and all(is_free(track + n, spot.left, spot.right) for n in above)
            ) or _is_cut(wire, spot, [x for x, top in placed if top > track + spot.rise]):
                track += 1
            legs = [*ahead, *(x for x, top in placed if top > track + spot.rise)]
            is_cut = _is_cut(wire, spot, legs)
            found.append((is_cut, track + _cost(wire, spot), len(found), spot, track))
            if not (is_cut or spot.rise) and spot.left > wire.left and spot.right < wire.right:
                break
        *_rank, wire.spot, wire.track = min(found)
        wire.label_track = wire.track + wire.spot.rise
        placed += [(wire.x0, wire.track), (wire.x1, wire.track)]
        take(wire.track, *_extent(wire, wire.spot))
        for n in range(1, wire.spot.rise + wire.spot.lines):
            take(wire.track + n, wire.spot.left, wire.spot.right)
    routing.tracks = max(2, len(taken) + 1)


def _label_spots(wire: Wire, bounds: tuple[float, float], legs: Sequence[float]) -> list[Spot]:
    """Where a label may stand: within the arrow if it has room there, beside it, above it between the legs that are
    to come; on one line, then on several."""
    inside = (wire.left + BEND, wire.right - BEND)
    if not wire.label:
        return [Spot(0, *inside, 1, 0.0)]
    spots: list[Spot] = []
    for lines, width in enumerate((wire.label_width, *wire.forms), 1):
        if wire.start != wire.end and width <= inside[1] - inside[0]:
            # one line may still move within its arrow; several take a place on the tracks above it
            x, end = inside
            if lines > 1:
                x, room = _stand(width, inside, legs)
                x = x if room >= width else (inside[0] + inside[1] - width) / 2
                end = x + width
            spots.append(Spot(0, x, end, lines, width))
        right = (wire.right + CLEAR, wire.right + CLEAR + width)
        left = (wire.left - CLEAR - width, wire.left - CLEAR)
        spots += [Spot(0, a, b, lines, width) for a, b in (right, left) if a >= bounds[0] and b <= bounds[1]]
        around = (max(bounds[0], wire.left - width), min(bounds[1], wire.right + width))
        x, room = _stand(width, around, legs)
        if room < width:
            x = max(bounds[0], min((wire.left + wire.right - width) / 2, bounds[1] - width))
        spots.append(Spot(1, x, min(bounds[1], x + width), lines, width))
    return spots


def _cost(wire: Wire, spot: Spot) -> float:
    """What speaks against a spot, in tracks that it reaches above its arrow: words that do not stand on their line
    belong to it less plainly, most of all a pile of lines beside it."""
    is_beside = spot.lines > 1 and (spot.left > wire.right or spot.right < wire.left)
    return spot.rise + spot.lines - 1 + (0.5 if spot.rise else 0.0) + is_beside


def _extent(wire: Wire, spot: Spot) -> tuple[float, float]:
    """What an arrow takes of its track: from leg to leg, with the label that stands beside it."""
    if spot.rise or not wire.label:
        return wire.left, wire.right
    return min(wire.left, spot.left), max(wire.right, spot.right)


def _stand(width: float, place: tuple[float, float], legs: Sequence[float]) -> tuple[float, float]:
    """Where a label of a width stands between legs, and its room."""
    low, high = place
    passing = sorted(x for x in legs if low - CLEAR < x < high + CLEAR)
    return _place(low, high, passing, min(width, high - low))


def _is_cut(wire: Wire, spot: Spot, legs: Sequence[float]) -> bool:
    """Whether legs leave a label less room than its width; one wider than the map has only that."""
    place = (spot.left, spot.right)
    return (
        bool(wire.label) and _stand(spot.width, place, legs)[1] < min(spot.width, place[1] - place[0]) - 0.01
    )


def _place_labels(routing: Routing) -> list[int]:
    """Places the labels; the keys of those that have less room than they want."""
    legs = [(x, wire.track) for wire in routing.wires for x in (wire.x0, wire.x1)]
    cut = []
    for wire in routing.wires:
        if wire.label:
            above = [x for x, track in legs if track > wire.label_track]
            spot = wire.spot
            wire.label_x, wire.label_room = _stand(spot.width, (spot.left, spot.right), above)
            if _is_cut(wire, spot, above) or wire.label_room < spot.width - 0.01:
                cut.append(wire.key)
    return cut


def _place(low: float, high: float, legs: Sequence[float], width: float) -> tuple[float, float]:
    """The left end and room of a label: as near to the middle as the legs leave room, else in the widest gap."""
    edges = [low - CLEAR, *legs, high + CLEAR]
    gaps = [(a + CLEAR, b - CLEAR) for a, b in pairwise(edges) if b - a > 2 * CLEAR]
    middle = (low + high) / 2
    best: tuple[float, float] | None = None
    for a, b in gaps:
        if b - a >= width:
            x = max(a, min(b - width, middle - width / 2))
            if best is None or abs(x + width / 2 - middle) < abs(best[0] + width / 2 - middle):
                best = (x, width)
    if best is not None:
        return round(best[0], 1), best[1]
    if not gaps:
        return low, 0.0
    a, b = max(gaps, key=lambda gap: gap[1] - gap[0])
    return round(a, 1), b - a
