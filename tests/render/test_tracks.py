"""Arrows over the touchpoints: tracks, ports and labels."""

import random

from cjm_editor.render.tracks import CLEAR, Leaving, Wire, route

CARD = 124.0


def places(count):
    return [120.0 + 132 * i for i in range(count)]


def wire(start, end, key, label="нет размера", width=80.0):
    return Wire(start, end, label, width, key)


def test_arrows_that_overlap_stand_on_tracks_of_their_own():
    routing = route([wire(0, 5, 0), wire(1, 3, 1), wire(4, 6, 2)], [], places(7), CARD)
    tracks = {w.key: w.track for w in routing.wires}
    assert tracks[1] < tracks[0] and tracks[2] != tracks[0]
    assert routing.tracks == 3


def test_arrows_side_by_side_share_a_track():
    routing = route([wire(0, 1, 0), wire(3, 4, 1)], [], places(5), CARD)
    assert {w.track for w in routing.wires} == {1} and routing.tracks == 2


def test_a_lone_arrow_leaves_from_the_middle():
    (only,) = route([wire(3, 1, 0)], [], places(4), CARD).wires
    assert only.x0 == 120 + 132 * 3 + CARD / 2 and only.x1 == 120 + 132 + CARD / 2


def test_ports_keep_clear_of_the_words_of_leaving():
    leave = Leaving(1, 70.0, 9)
    routing = route([wire(1, 3, 0), wire(0, 1, 1)], [leave], places(4), CARD)
    ends = [x for w in routing.wires for x, column in ((w.x0, w.start), (w.x1, w.end)) if column == 1]
    words_end = leave.x + 28 + leave.room
    assert all(x >= words_end + 6 and x <= 120 + 132 + CARD for x in ends)


def test_random_arrows_never_share_a_place():
    r = random.Random(11)
    for case in range(300):
        count = r.randint(2, 20)
        wires = [
            wire(r.randrange(count), r.randrange(count), k, width=r.uniform(0, 200))
            for k in range(r.randint(1, 14))
        ]
        leavings = [Leaving(r.randrange(count), r.uniform(20, 90), 100 + k) for k in range(r.randint(0, 3))]
        xs = places(count)
        routing = route(wires, leavings, xs, CARD)
        for w in routing.wires:
            for x, column in ((w.x0, w.start), (w.x1, w.end)):
                assert xs[column] <= x <= xs[column] + CARD, case
            for other in routing.wires:
                if other is not w and other.track == w.track:
                    assert w.right < other.left or other.right < w.left, case
                if other.track > w.track and w.label_room:
                    for leg in (other.x0, other.x1):
                        assert not w.label_x - CLEAR < leg < w.label_x + w.label_room + CLEAR - 0.2, case


def test_the_order_of_arrows_does_not_depend_on_chance():
    wires = [(0, 4), (4, 0), (1, 2), (2, 2)]
    one = route([wire(a, b, k) for k, (a, b) in enumerate(wires)], [], places(5), CARD)
    two = route([wire(a, b, k) for k, (a, b) in enumerate(wires)], [], places(5), CARD)
    assert one.wires == two.wires
