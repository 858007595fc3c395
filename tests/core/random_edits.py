"""Random edits of a document, the same for the same seed, made from the schema table and the document itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from cjm_editor.core import edits
from cjm_editor.core.address import Address
from cjm_editor.core.graph import route_edges
from cjm_editor.core.lanes import declared
from cjm_editor.core.model import (
    Document,
    EmotionScale,
    JourneyMap,
    Lane,
    Link,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
    Weights,
    map_of,
)
from cjm_editor.core.schema import CARD_LANES, ELEMENTS
from tests.core.generator import WORDS_AS_IDS, Known, addresses, card, filled, fresh, scale, text, value

Edit = Callable[[Document], Document]


def random_edit(rng: random.Random, made: Document) -> tuple[str, Edit]:
    """A name and an edit that fits the document most of the time; the edit is a pure function, its ids seeded."""
    while True:
        name, make = rng.choice(MAKERS)
        edit = make(rng, made)
        if edit is not None:
            return name, edit


def _source(rng: random.Random) -> Callable[[str], str]:
    seed = rng.random()

    def source(prefix: str) -> str:
        nonlocal seed
        inner = random.Random(seed)
        seed = inner.random()
        return fresh(inner, set(), prefix)

    return source


def _any(rng: random.Random, made: Document, kind: str) -> Address | None:
    found = [address for address in addresses(made) if address.kind == kind]
    return rng.choice(found) if found else None


def _known(made: Document, map_id: str) -> Known:
    m = map_of(made, map_id)
    own = tuple(lane.id for lane in made.lanes if lane.id.startswith("own"))
    return Known(
        scale=m.scale if m else EmotionScale(),
        refs=tuple(t.id for t in m.touchpoints) if m else (),
        segments=tuple(s.id for s in made.segments),
        personas=tuple(p.id for s in made.segments for p in s.personas),
        lanes=CARD_LANES + own,
    )


def _new(prefix: str, rng: random.Random) -> str:
    return fresh(rng, set(WORDS_AS_IDS), prefix)


def _set_field(rng: random.Random, made: Document) -> Edit | None:
    address = rng.choice(addresses(made))
    known = _known(made, address.map)
    field = rng.choice([f for f in ELEMENTS[address.kind].fields if f.type not in ("id", "cards")])
    if (field.type == "items" and field.of not in ("evidence", "metric")) or field.name == "cjm":
        return None
    stages = map_of(made, address.map)
    if field.name == "stage":
        known = replace(known, refs=tuple(s.id for s in stages.stages) if stages else ())
    found = None if rng.random() < 0.25 else value(rng, address.kind, field, known)
    if address.kind in ("comparison", "link") and field.type in ("refs", "text"):
        found = text(rng)
        if field.name != "note":
            return None
    if field.name == "derived_from":
        found = "other.cjm.yaml#m"
    seed = rng.random()
    return lambda d: edits.set_field(d, address, field.attr, found, _source(random.Random(seed)))


def _add_touchpoint(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "map")
    m = at and map_of(made, at.map)
    if not at or not m:
        return None
    stage = rng.choice([s.id for s in m.stages] or [""])
    new = filled(rng, "touchpoint", _known(made, at.map), 0.2, id=_new("t", rng), stage=stage)
    index = rng.randint(-1, 5)
    assert isinstance(new, Touchpoint)
    return lambda d: edits.add_touchpoint(d, at.map, new, index)


def _move_touchpoint(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "touchpoint")
    m = at and map_of(made, at.map)
    if not at or not m:
        return None
    stage, index = rng.choice([*(s.id for s in m.stages), ""]), rng.randint(-1, 5)
    return lambda d: edits.move_touchpoint(d, at, stage, index)


def _duplicate_touchpoint(rng: random.Random, made: Document) -> Edit | None:
    at, id = _any(rng, made, "touchpoint"), _new("t", rng)
    return at and (lambda d: edits.duplicate_touchpoint(d, at, id))


def _delete_touchpoints(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "touchpoint")
    m = at and map_of(made, at.map)
    if not at or not m:
        return None
    ids = rng.sample([t.id for t in m.touchpoints], min(len(m.touchpoints), rng.randint(1, 3)))
    return lambda d: edits.delete_touchpoints(d, at.map, ids)


def _add_stage(rng: random.Random, made: Document) -> Edit | None:
    at, index = _any(rng, made, "map"), rng.randint(-1, 4)
    if not at:
        return None
    new = filled(rng, "stage", _known(made, at.map), 0.2, id=_new("s", rng))
    assert isinstance(new, Stage)
    return lambda d: edits.add_stage(d, at.map, new, index)


def _move_stage(rng: random.Random, made: Document) -> Edit | None:
    at, index = _any(rng, made, "stage"), rng.randint(0, 4)
    return at and (lambda d: edits.move_stage(d, at, index))


def _delete_stage(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "stage")
    return at and (lambda d: edits.delete_stage(d, at))


def _add_card(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, rng.choice(("stage", "touchpoint")))
    if not at:
        return None
    known = _known(made, at.map)
    new, lane, index = card(rng, known), rng.choice(known.lanes), rng.randint(-1, 3)
    return lambda d: edits.add_card(d, at, lane, index, new)


def _set_card(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "card")
    if not at:
        return None
    new = card(rng, _known(made, at.map))
    return lambda d: edits.set_card(d, at, new)


def _name_card(rng: random.Random, made: Document) -> Edit | None:
    at, id = _any(rng, made, "card"), _new("c", rng)
    return at and (lambda d: edits.name_card(d, at, id))


def _move_card(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "card")
    owners = [a for a in addresses(made) if at and a.map == at.map and a.kind in ("stage", "touchpoint")]
    if not at or not owners:
        return None
    to, lane, index = rng.choice(owners), rng.choice(_known(made, at.map).lanes), rng.randint(-1, 3)
    if rng.random() < 0.3:
        to, lane = next(o for o in owners if o.id == at.id), at.lane
    return lambda d: edits.move_card(d, at, to, lane, index)


def _delete_card(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "card")
    return at and (lambda d: edits.delete_card(d, at))


def _add_transition(rng: random.Random, made: Document) -> Edit | None:
    at = _any(rng, made, "touchpoint")
    m = at and map_of(made, at.map)
    if not at or not m:
        return None
    kind, end = (
        rng.choice(("next", "next", "back", "leave", "promise")),
        rng.choice([t.id for t in m.touchpoints]),
    )
    new = filled(rng, "transition", Known(), 0.3, id=_new("e", rng), from_=at.id, to=end, kind=kind)
    seed = rng.random()
    assert isinstance(new, Transition)
    return lambda d: edits.add_transition(d, at.map, new, _source(random.Random(seed)))


def _delete_transition(rng: random.Random, made: Document) -> Edit | None:
    at, seed = _any(rng, made, "transition"), rng.random()
    return at and (lambda d: edits.delete_transition(d, at, _source(random.Random(seed))))


def _delete_implied(rng: random.Random, made: Document) -> Edit | None:
    found = [(m.id, edge) for m in made.maps for edge in route_edges(m) if edge.implied]
    if not found:
        return None
    (map_id, edge), seed = rng.choice(found), rng.random()
    return lambda d: edits.delete_implied(d, map_id, edge.from_, edge.to, _source(random.Random(seed)))


def _make_explicit(rng: random.Random, made: Document) -> Edit | None:
    at, seed = _any(rng, made, "map"), rng.random()
    return at and (lambda d: edits.make_explicit(d, at.map, _source(random.Random(seed))))


def _join_route(rng: random.Random, made: Document) -> Edit | None:
    at, seed = _any(rng, made, "touchpoint"), rng.random()
    return at and (lambda d: edits.join_route(d, at.map, at.id, _source(random.Random(seed))))


def _lane_edit(rng: random.Random, made: Document) -> Edit | None:
    lane, index, what = rng.choice(declared(made)).id, rng.randint(-1, 4), rng.random()
    if what < 0.4:
        new = Lane(f"own-{rng.randint(0, 9)}", text(rng), rng.choice(("", "internal", "client")))
        return lambda d: edits.add_lane(d, new, index)
    if what < 0.7:
        return lambda d: edits.move_lane(d, lane, index)
    return lambda d: edits.delete_lane(d, lane)


def _segment_edit(rng: random.Random, made: Document) -> Edit | None:
    at, index, what = _any(rng, made, "segment"), rng.randint(-1, 3), rng.random()
    if what < 0.4 or not at:
        new = filled(rng, "segment", Known(), 0.4, id=_new("g", rng))
        assert isinstance(new, Segment)
        return lambda d: edits.add_segment(d, new, index)
    if what < 0.7:
        return lambda d: edits.move_segment(d, at.id, index)
    return lambda d: edits.delete_segment(d, at.id)


def _persona_edit(rng: random.Random, made: Document) -> Edit | None:
    segment, at, index = _any(rng, made, "segment"), _any(rng, made, "persona"), rng.randint(-1, 3)
    what = rng.random()
    if segment and (what < 0.4 or not at):
        new = filled(rng, "persona", Known(), 0.4, id=_new("p", rng))
        assert isinstance(new, Persona)
        return lambda d: edits.add_persona(d, segment.id, new, index)
    if at and segment and what < 0.7:
        return lambda d: edits.move_persona(d, at.id, segment.id, index)
    return at and (lambda d: edits.delete_persona(d, at.id))


def _map_edit(rng: random.Random, made: Document) -> Edit | None:
    at, id, index, what = _any(rng, made, "map"), _new("m", rng), rng.randint(-1, 3), rng.random()
    if what < 0.2 or not at:
        return lambda d: edits.add_map(d, JourneyMap(id, text(random.Random(index))), index)
    if what < 0.4:
        return lambda d: edits.move_map(d, at.id, index)
    if what < 0.6:
        return lambda d: edits.delete_map(d, at.id)
    if what < 0.8:
        return lambda d: edits.duplicate_map(d, at.id, id)
    return lambda d: edits.derive_map(d, at.id, id)


def _rescale(rng: random.Random, made: Document) -> Edit | None:
    at, new = _any(rng, made, "map"), rng.choice((None, scale(rng)))
    return at and (lambda d: edits.rescale(d, at.id, new))


def _link_edit(rng: random.Random, made: Document) -> Edit | None:
    full = [m for m in made.maps if m.touchpoints]
    if len(full) < 2:
        return None
    ideal, actual = rng.sample(full, 2)
    what = rng.random()
    ids = tuple(rng.choice(ideal.touchpoints).id for _ in range(1)), (rng.choice(actual.touchpoints).id,)
    if what < 0.6:
        link = Link(*ids, state=rng.choice(("pinned", "banned")))
        return lambda d: edits.decide_link(d, ideal.id, actual.id, link)
    if what < 0.8:
        weights = rng.choice((None, Weights(1, 0, 0, 0)))
        return lambda d: edits.set_weights(d, ideal.id, actual.id, weights)
    known = [(c, link) for c in made.comparisons for link in c.links]
    if not known:
        return None
    comparison, link = rng.choice(known)
    return lambda d: edits.forget_link(d, comparison.ideal, comparison.actual, link.ideal, link.actual)


MAKERS: tuple[tuple[str, Callable[[random.Random, Document], Edit | None]], ...] = (
    ("set_field", _set_field),
    ("set_field", _set_field),
    ("set_field", _set_field),
    ("add_touchpoint", _add_touchpoint),
    ("move_touchpoint", _move_touchpoint),
    ("duplicate_touchpoint", _duplicate_touchpoint),
    ("delete_touchpoints", _delete_touchpoints),
    ("add_stage", _add_stage),
    ("move_stage", _move_stage),
    ("delete_stage", _delete_stage),
    ("add_card", _add_card),
    ("set_card", _set_card),
    ("name_card", _name_card),
    ("move_card", _move_card),
    ("delete_card", _delete_card),
    ("add_transition", _add_transition),
    ("delete_transition", _delete_transition),
    ("delete_implied", _delete_implied),
    ("make_explicit", _make_explicit),
    ("join_route", _join_route),
    ("lanes", _lane_edit),
    ("segments", _segment_edit),
    ("personas", _persona_edit),
    ("maps", _map_edit),
    ("rescale", _rescale),
    ("links", _link_edit),
)
"""Makers of edits by name; each returns None where the document has nothing that it fits."""
