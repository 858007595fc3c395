"""Where arrows run above the touchpoints: ports on the cards, tracks in the gutter, places of labels. Pure geometry.

Arrows stand on tracks of their own where they overlap, shorter ones nearer to the cards. A label stands on its track
where no leg of a higher arrow passes; beside its arrow, or on a track above it, where the arrow is too short for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from cjm_editor.core.records import dataclass

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

TIGHT = 7.5
"""As `CLEAR_OF_WORDS`, where words would be cut otherwise."""

SHIFT = 4.0
"""How far an arrow of leaving moves left where its words would be cut otherwise."""

CLEAR = 5.0
"""Between a label and a leg that passes it."""

BEND = 12.0
"""Kept free of labels at both ends of an arrow."""

_TRIES = 12


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
    place: tuple[float, float] = (0.0, 0.0)
    """Between which x its label may stand."""

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
    clear: float = CLEAR_OF_WORDS


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
    bounds = (xs[0], xs[-1] + card) if xs else (0.0, 0.0)
    levels: dict[int, int] = {}
    for _try in range(_TRIES):
        _assign_tracks(routing, bounds, levels)
        cut = _place_labels(routing)
        if not cut:
            break
        # an arrow whose label others' legs cut goes above these arrows, and the label with it
        for key in cut:
            levels[key] = max(levels.values(), default=0) + 1
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
    for clear, shift in ((CLEAR_OF_WORDS, 0.0), (TIGHT, SHIFT)):
        taken = PORT_ROOM + BETWEEN * (ports - 1) + clear if ports else 2.0
        slot = (card - taken + shift) / len(leavings)
        for at, leave in enumerate(leavings):
            leave.x, leave.clear = round(x - shift + slot * at, 1), clear
            room = slot - LEAVE_LABEL - (CLEAR if at + 1 < len(leavings) else 0)
            leave.room = max(0.0, min(leave.label_width, room))
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
        found: list[tuple[bool, int, int, int, tuple[float, float]]] = []
        for rise, place in _label_places(wire, bounds, ahead):
            left, right = _extent(wire, None if rise else place)
            track = 1
            while not (is_free(track, left, right) and (not rise or is_free(track + 1, *place))) or _is_cut(
                wire, place, [x for x, top in placed if top > track + rise]
            ):
                track += 1
            is_cut = _is_cut(wire, place, [*ahead, *(x for x, top in placed if top > track + rise)])
            found.append((is_cut, rise, track, len(found), place))
            if not (is_cut or rise) and place[0] > wire.left and place[1] < wire.right:
                break
        _cut, rise, wire.track, _order, wire.place = min(found)
        wire.label_track = wire.track + rise
        placed += [(wire.x0, wire.track), (wire.x1, wire.track)]
        take(wire.track, *_extent(wire, None if rise else wire.place))
        if rise:
            take(wire.label_track, *wire.place)
    routing.tracks = max(2, len(taken) + 1)


def _label_places(
    wire: Wire, bounds: tuple[float, float], legs: Sequence[float]
) -> list[tuple[int, tuple[float, float]]]:
    """Where a label may stand, as (tracks above its arrow, (left, right)): within the arrow if it has room there,
    beside it, above it between the legs that are to come."""
    width = wire.label_width
    inside = (wire.left + BEND, wire.right - BEND)
    places: list[tuple[int, tuple[float, float]]] = []
    if not wire.label or (wire.start != wire.end and width <= inside[1] - inside[0]):
        places.append((0, inside))
    if not wire.label:
        return places
    right = (wire.right + CLEAR, wire.right + CLEAR + width)
    left = (wire.left - CLEAR - width, wire.left - CLEAR)
    places += [(0, (a, b)) for a, b in (right, left) if a >= bounds[0] and b <= bounds[1]]
    around = (max(bounds[0], wire.left - width), min(bounds[1], wire.right + width))
    x, room = _stand(wire, around, legs)
    if room < width:
        x = max(bounds[0], min((wire.left + wire.right - width) / 2, bounds[1] - width))
    return [*places, (1, (x, min(bounds[1], x + width)))]


def _extent(wire: Wire, place: tuple[float, float] | None) -> tuple[float, float]:
    """What an arrow takes of its track: from leg to leg, with the label that stands beside it."""
    if place is None or not wire.label:
        return wire.left, wire.right
    return min(wire.left, place[0]), max(wire.right, place[1])


def _stand(wire: Wire, place: tuple[float, float], legs: Sequence[float]) -> tuple[float, float]:
    """Where a label stands between legs, and its room."""
    low, high = place
    passing = sorted(x for x in legs if low - CLEAR < x < high + CLEAR)
    return _place(low, high, passing, min(wire.label_width, high - low))


def _is_cut(wire: Wire, place: tuple[float, float], legs: Sequence[float]) -> bool:
    """Whether legs leave a label less room than its width; one wider than the map has only that."""
    return (
        bool(wire.label) and _stand(wire, place, legs)[1] < min(wire.label_width, place[1] - place[0]) - 0.01
    )


def _place_labels(routing: Routing) -> list[int]:
    """Places the labels; the keys of those that have less room than they want."""
    legs = [(x, wire.track) for wire in routing.wires for x in (wire.x0, wire.x1)]
    cut = []
    for wire in routing.wires:
        if wire.label:
            above = [x for x, track in legs if track > wire.label_track]
            wire.label_x, wire.label_room = _stand(wire, wire.place, above)
            if _is_cut(wire, wire.place, above):
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
