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


def test_a_label_too_long_for_its_arrow_stands_whole_beside_it():
    routing = route([wire(2, 1, 0, width=150.0), wire(6, 0, 1, width=200.0)], [], places(7), CARD)
    short = next(w for w in routing.wires if w.key == 0)
    assert short.label_room == 150.0 and short.label_x == short.right + CLEAR
    assert short.label_track == short.track


def test_a_label_without_room_at_the_right_stands_at_the_left():
    (only,) = route([wire(4, 3, 0, width=150.0)], [], places(5), CARD).wires
    assert only.label_room == 150.0 and only.label_x + 150.0 == only.left - CLEAR


def test_a_label_as_long_as_the_map_stands_on_a_track_above_its_arrow():
    routing = route([wire(1, 0, 0, width=240.0)], [], places(2), CARD)
    (only,) = routing.wires
    assert only.label_room == 240.0 and only.label_track == only.track + 1 == 2 and routing.tracks == 3
    assert only.label_x >= 120.0 and only.label_x + 240.0 <= 120.0 + 132 + CARD


def test_an_arrow_goes_above_those_whose_legs_would_cut_its_label():
    # the legs of the longer arrow stand at both sides of the short one, where its label would be
    wires = [wire(3, 2, 0, width=180.0), wire(4, 1, 1, width=60.0), wire(0, 5, 2, width=60.0)]
    routing = route(wires, [], places(6), CARD)
    assert all(w.label_room > w.label_width - 0.01 for w in routing.wires)


def test_few_arrows_never_cut_a_label():
    r = random.Random(17)
    for case in range(300):
        count = r.randint(5, 16)
        wires = [
            wire(r.randrange(count), r.randrange(count), k, width=r.uniform(20, 200))
            for k in range(r.randint(1, 5))
        ]
        routing = route(wires, [], places(count), CARD)
        assert all(w.label_room > w.label_width - 0.01 for w in routing.wires), case
        labels = [(w.label_track, w.label_x, w.label_x + w.label_room) for w in routing.wires]
        for w in routing.wires:
            for track, left, right in labels:
                ends = (w.x0, w.x1)
                assert w.track <= track or not any(left - 2 < x < right + 2 for x in ends), case


def test_words_of_leaving_move_closer_before_they_are_cut():
    leave = Leaving(1, CARD - 28 - 7 - 8, 9)
    route([wire(0, 1, 0)], [leave], places(3), CARD)
    assert leave.room == leave.label_width and leave.x < 120.0 + 132


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
