"""Arrows over the touchpoints: tracks, ports and labels."""

import random
from itertools import pairwise

import pytest

from cjm_editor.render import tracks
from cjm_editor.render.tracks import CLEAR, LEAVE_LABEL, Leaving, Wire, route

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
    words_end = leave.x + LEAVE_LABEL + leave.room
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
    leave = Leaving(1, CARD - LEAVE_LABEL - 7 - 8, 9)
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


def halves(wires):
    """The widths of labels on two, three and four lines."""
    widths = {w.key: w.label_width for w in wires}
    return lambda key: tuple(8 + (widths[key] - 8) / n for n in (2, 3, 4))


def test_a_label_between_the_legs_of_others_takes_several_lines():
    wires = [wire(0, 1 + k, k, width=240.0) for k in range(8)]
    routing = route(wires, [], places(9), CARD, halves(wires))
    short = next(w for w in routing.wires if w.key == 0)
    assert short.track == 1 and short.spot.lines > 1 and short.label_room == short.spot.width
    assert not any(w.is_noted for w in routing.wires)
    # without lines to choose from it is cut, or its arrow goes above all others
    flat = route([wire(0, 1 + k, k, width=240.0) for k in range(8)], [], places(9), CARD)
    assert any(w.label_room < w.label_width or (w.key == 0 and w.track > 1) for w in flat.wires)


def test_no_label_is_cut_where_notes_may_take_it():
    r = random.Random(23)
    for case in range(200):
        count = r.randint(2, 12)
        wires = [
            wire(r.randrange(count), r.randrange(count), k, width=r.uniform(40, 400))
            for k in range(r.randint(1, 20))
        ]
        routing = route(wires, [], places(count), CARD, halves(wires))
        boxes = []
        for w in routing.wires:
            assert w.is_noted or w.label_room > w.spot.width - 0.01, case
            if w.is_noted:
                continue
            low, high = w.label_x, w.label_x + w.label_room
            for other in routing.wires:
                if other.track > w.label_track or (other is w and not w.spot.rise):
                    assert not any(low < x < high for x in (other.x0, other.x1)), case
            boxes += [(w.label_track + n, low, high) for n in range(w.spot.lines)]
        for at, (track, low, high) in enumerate(boxes):
            assert not any(t == track and a < high and low < b for t, a, b in boxes[at + 1 :]), case


def test_a_crowd_of_arrows_is_placed_without_a_search(monkeypatch):
    rng, count = random.Random(9), 3 * tracks.CROWD
    xs = places(count)
    wires = [wire(rng.randrange(count), rng.randrange(count), key) for key in range(count)]
    monkeypatch.setattr(tracks, "_stand", lambda *_a: pytest.fail("looked for a place"))
    routing = route(wires, [], xs, 100.0, lambda _key: pytest.fail("asked for lines"))
    assert all(w.is_noted for w in routing.wires)
    assert len({w.track for w in routing.wires}) == routing.tracks - 1
    on: dict[int, list[tuple[float, float]]] = {}
    for w in routing.wires:
        assert w.label_x >= xs[0]
        assert w.label_x + w.label_room <= xs[-1] + 100.0
        left = min(w.left, w.label_x)
        on.setdefault(w.track, []).append((left, max(w.right, w.label_x + w.label_room)))
    for taken in on.values():
        taken.sort()
        assert all(b[0] - a[1] >= tracks.APART for a, b in pairwise(taken))
