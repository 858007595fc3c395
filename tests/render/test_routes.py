"""Arrows found block by block are those of the route; clusters are routed as the whole map would be."""

import random
from dataclasses import replace
from itertools import pairwise

from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import columns_of, route_order
from cjm_editor.core.texts import words
from cjm_editor.render.blocks import setting_of
from cjm_editor.render.board import BoardOptions
from cjm_editor.render.layout import columns_layout
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.routes import RoutesMemory, steps_of, turns_of, wires_of
from cjm_editor.render.theme import LIGHT
from tests.render import maps

MEASURER = bundled_measurer()


def a_map(r):
    document = maps.document(r, r.randint(0, 40), r.randint(1, 9), r.randint(0, 20))
    journey = replace(document.maps[0], route=r.choice(("", "", "explicit")))
    setting = setting_of(document, journey, BoardOptions(LIGHT, words("ru")), MEASURER, {})
    return journey, columns_layout(columns_of(journey), 112, 132, 124), setting


def test_steps_and_wires_are_the_edges_of_the_route():
    r = random.Random(3)
    found_both = 0
    for case in range(1000):
        journey, columns, setting = a_map(r)
        row, stage_of, turns = columns.touchpoints, columns.stage_of, turns_of(journey)
        near = [b - a <= 1 for a, b in pairwise(stage_of)]
        steps = steps_of(row, near, turns.told(row), journey.route == "explicit")
        order = {touchpoint.id: at for at, touchpoint in enumerate(row)}
        wires = [w for w in wires_of(turns, columns, order, setting) if w.kind == "next"]
        drawn = [(s.from_, s.to, s.share, s.id) for s in steps if s is not None]
        drawn += [(row[w.start].id, row[w.end].id, w.transition.share, w.transition.id) for w in wires]
        assert [touchpoint.id for touchpoint in route_order(journey)] == list(order)
        wanted = {(e.from_, e.to, e.share, e.id) for e in route_edges(journey)}
        # of two steps between the same neighbours one is drawn
        assert {one[:2] for one in drawn} == {one[:2] for one in wanted}, case
        assert set(drawn) <= wanted and len(drawn) == len(set(drawn)), case
        found_both += bool(wires) and any(steps)
    assert found_both > 200


def test_clusters_keep_out_of_each_others_way():
    r = random.Random(4)
    for case in range(1000):
        journey, columns, setting = a_map(r)
        memory = RoutesMemory()
        turns = memory.turns(journey)
        placed = memory.placed(turns, columns, setting)
        assert memory.placed(turns, columns, setting) is placed
        order = {touchpoint.id: at for at, touchpoint in enumerate(columns.touchpoints)}
        keys = sorted(wire.key for wire in wires_of(turns, columns, order, setting))
        assert sorted(arrow.key for at in placed for arrow in at.cluster.arrows) == keys, case
        tracks = {}
        for at in placed:
            for wire in at.routing.wires:
                assert at.x <= wire.left + at.x and wire.right + at.x <= at.end, case
                tracks.setdefault(wire.track, []).append((wire.left + at.x, wire.right + at.x))
                if wire.label_room:
                    assert wire.label_x >= 0 and wire.label_x + wire.label_room + at.x <= at.end, case
        for taken in tracks.values():
            assert all(a[1] <= b[0] for a, b in pairwise(sorted(taken))), case
