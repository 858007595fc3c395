"""Where arrows run above the touchpoints: ports on the cards, tracks in the gutter, places of labels. Pure geometry.

Arrows stand on tracks of their own where they overlap, shorter ones nearer to the cards. A label stands on its track
where no leg of a higher arrow passes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LEAVE_PORT = 15.0
"""Where the arrow of leaving stands, from the card's left edge."""

LEAVE_LABEL = 28.0
PORT_ROOM = 7.0
"""Free of ports at both ends of a card."""

BETWEEN, MOST_BETWEEN = 9.0, 14.0
"""Between two ports of a card: at least where words of leaving yield to them, and at most."""

APART = 8.0
"""Between two arrows on one track."""

CLEAR_OF_WORDS = 10.0
"""Between the label of leaving and the first port, which may be a circle."""

CLEAR = 5.0
"""Between a label and a leg that passes it."""


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
    x: float = 0.0
    room: float = 0.0


@dataclass(slots=True)
class Routing:
    """All arrows placed; `tracks` is how many the gutter needs, the lowest included."""

    wires: list[Wire]
    leavings: list[Leaving]
    tracks: int = 2


def route(wires: Sequence[Wire], leavings: Sequence[Leaving], xs: Sequence[float], card: float) -> Routing:
    """The arrows with ports, tracks and label places; `xs` are the left edges of the cards, `card` their width."""
    routing = Routing(list(wires), list(leavings))
    _place_ports(routing, xs, card)
    _assign_tracks(routing)
    _place_labels(routing)
    return routing


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
    taken = PORT_ROOM + BETWEEN * (ports - 1) + CLEAR_OF_WORDS if ports else 2.0
    slot = (card - taken) / len(leavings)
    for at, leave in enumerate(leavings):
        leave.x = round(x + slot * at, 1)
        leave.room = max(
            0.0, min(leave.label_width, slot - LEAVE_LABEL - (CLEAR if at + 1 < len(leavings) else 0))
        )


def _ports(count: int, x: float, card: float, leavings: Sequence[Leaving] | None) -> list[float]:
    """Ports of a card from left to right, 14 apart at most around its middle; right of the words of leaving."""
    left, right = x + PORT_ROOM, x + card - PORT_ROOM
    if leavings:
        left = leavings[-1].x + LEAVE_LABEL + leavings[-1].room + CLEAR_OF_WORDS
    if count == 1:
        middle = x + card / 2
        return [round(max(left, min(right, middle)))]
    step = min(MOST_BETWEEN, (right - left) / (count - 1))
    start = max(left, min(x + card / 2 - step * (count - 1) / 2, right - step * (count - 1)))
    return [round(start + step * i, 1) for i in range(count)]


def _assign_tracks(routing: Routing) -> None:
    taken: list[list[tuple[float, float]]] = []
    for wire in sorted(routing.wires, key=lambda w: (w.right - w.left, w.left, w.key)):
        left, right = _extent(wire)
        track = 0
        while track < len(taken) and any(
            left < end + APART and start - APART < right for start, end in taken[track]
        ):
            track += 1
        if track == len(taken):
            taken.append([])
        taken[track].append((left, right))
        wire.track = track + 1
    routing.tracks = max(2, len(taken) + 1)


def _extent(wire: Wire) -> tuple[float, float]:
    """What an arrow takes of its track: from leg to leg; a loop to itself has its label at the right."""
    if wire.start == wire.end:
        return wire.left, wire.right + (CLEAR + wire.label_width if wire.label else 0)
    return wire.left, wire.right


def _place_labels(routing: Routing) -> None:
    legs = sorted((x, wire.track) for wire in routing.wires for x in (wire.x0, wire.x1))
    for wire in routing.wires:
        if not wire.label:
            continue
        if wire.start == wire.end:
            low, high = wire.right + CLEAR, wire.right + CLEAR + wire.label_width
        else:
            low, high = wire.left + 12, wire.right - 12
        passing = [x for x, track in legs if track > wire.track and low - CLEAR < x < high + CLEAR]
        wire.label_x, wire.label_room = _place(low, high, passing, wire.label_width)


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
