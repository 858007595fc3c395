"""Random documents and random edits, the same for the same seed: the laws of every room run on them.

Values are made from the schema table, so a field added there is generated without a line here. Documents are valid:
`core.validate` finds no error in them (notices it may).
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, Address, card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.graph import route_edges
from cjm_editor.core.ids import ALPHABET
from cjm_editor.core.lanes import declared
from cjm_editor.core.model import (
    Card,
    Comparison,
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
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, STANDARD_LANES, Field
from cjm_editor.core.seq import Seq

VERBS = (
    "Ищет",
    "Выбирает",
    "Оплачивает",
    "Ждёт",
    "Получает",
    "Возвращает",
    "Reads",
    "Compares",
    "Calls",
    "Waits for",
)
OBJECTS = ("ботинки", "заказ", "курьера", "ответ поддержки", "the basket", "a refund", "delivery", "отзывы")
PLACES = ("на сайте", "в приложении", "в магазине", "по телефону", "in the app", "at the till", "by e-mail")
CHANNELS = (
    "Сайт",
    "Приложение",
    "Магазин",
    "Колл-центр",
    "E-mail",
    "Courier",
    "Social network",
    "Бумажная почта",
)
ODD = (
    "No",
    "yes",
    "null",
    "~",
    "1:30",
    "012",
    "1e3",
    "0x1F",
    ".5",
    "2024-01-01",
    "= 5",
    "- not a list",
    "key: value",
    "# no comment",
    "a #b",
    "[flow, {list}]",
    "«Кавычки» и “quotes” — 'single' \"double\"",
    "back\\slash \\n",
    "two\nlines",
    "trailing blank ",
    " leading blank",
    "three\n\nlines\n",
    "tab\tinside",
    "ёЁйЙ № 5 ₽ ½",
    "😀 👩‍👩‍👧 🇷🇺",
    "שלום עולם",
    "日本語のタッチポイント",
    "e\u0301 combining",
    "next\u0085line",
    "line\u2028and\u2029paragraph",
    "\ufeffmark",
    "100 %",
    "<b>&amp;</b>",
    "{braces} %s",
    "@at `tick` !tag &anchor *alias |pipe >fold ?",
    "Превысокомногорассмотрительствующий" * 2,
    "слово " * 40 + "конец",
)
WORDS_AS_IDS = ("no", "null", "007", "1.5", "оплата", "старт", "a.b-c_d", "true", "x")


def text(rng: random.Random) -> str:
    """A text as people write it; now and then one that a careless format would change."""
    if rng.random() < 0.2:
        return rng.choice(ODD)
    return f"{rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(PLACES)}"


def fresh(rng: random.Random, taken: set[str], prefix: str) -> str:
    """An id that is not taken, noted as taken: random mostly, a hand-written word at times."""
    made = rng.choice(WORDS_AS_IDS) if rng.random() < 0.15 else ""
    while not made or made in taken:
        made = f"{prefix}-" + "".join(rng.choice(ALPHABET) for _ in range(8))
    taken.add(made)
    return made


USUAL = EmotionScale()


@dataclass
class Known:
    """What references may name while an element is filled."""

    scale: EmotionScale = USUAL
    refs: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    personas: tuple[str, ...] = ()
    lanes: tuple[str, ...] = CARD_LANES


def number(rng: random.Random, field: Field) -> int | float:
    """A number that the field allows."""
    low = -1000.0 if field.low is None else field.low
    high = (low + 2000.0) if field.high is None else field.high
    if field.whole or rng.random() < 0.5:
        return rng.randint(int(low), int(high))
    return round(rng.uniform(low, high), rng.choice((1, 2, 6)))


def emotion(rng: random.Random, scale: EmotionScale) -> int | float:
    """An emotion on the scale: whole mostly."""
    if rng.random() < 0.8:
        return min(max(round(rng.uniform(scale.min, scale.max)), scale.min), scale.max)
    return min(max(round(rng.uniform(scale.min, scale.max), 2), scale.min), scale.max)


def date(rng: random.Random) -> str:
    return f"{rng.randint(2019, 2027)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def period(rng: random.Random) -> str:
    year = rng.randint(2019, 2027)
    return rng.choice(
        (
            f"{year}",
            f"{year}-Q{rng.randint(1, 4)}",
            f"{year}-{rng.randint(1, 12):02}",
            f"{year}-01-01/{year}-02-03",
        )
    )


def value(rng: random.Random, kind: str, field: Field, known: Known) -> object:
    """A value of the field, in the model's form; `known` says what references may name."""
    match field.type:
        case "number":
            return emotion(rng, known.scale) if field.name == "emotion" else number(rng, field)
        case "yesno":
            return rng.random() < 0.5
        case "date":
            return date(rng)
        case "period":
            return period(rng)
        case "duration":
            return f"{rng.choice((1, 2, 15, 1.5))}{rng.choice(('s', 'm', 'h', 'd', 'w', 'mo', 'y'))}"
        case "choice":
            own = field.open and rng.random() < 0.2
            return "своя метрика" if own else rng.choice(field.choices)
        case "texts":
            return tuple(text(rng) for _ in range(rng.randint(1, 3)))
        case "refs":
            pool = known.personas if kind == "map" else known.refs
            return tuple(rng.sample(pool, min(len(pool), rng.randint(1, 2))))
        case "ref":
            pool = known.segments if field.name == "segment" else known.refs
            return rng.choice(pool) if pool else ""
        case "items":
            return tuple(filled(rng, field.of, known) for _ in range(rng.randint(1, 2)))
        case "item":
            return scale(rng) if field.of == "emotion_scale" else filled(rng, field.of, known)
        case "cards":
            lanes = rng.sample(known.lanes, rng.randint(1, 3))
            return tuple((lane, tuple(card(rng, known) for _ in range(rng.randint(1, 3)))) for lane in lanes)
    if field.name == "channel":
        return rng.choice(CHANNELS)
    return text(rng)


def scale(rng: random.Random) -> EmotionScale:
    """A scale of emotions: the usual one, or one of those that people use."""
    low, high = rng.choice(((-2, 2), (1, 5), (0, 10), (-5, 5), (0, 1), (-1.5, 1.5)))
    labels = ("ужас", "плохо", "никак", "хорошо", "восторг") if rng.random() < 0.5 else ()
    return EmotionScale(low, high, labels)


def filled(rng: random.Random, kind: str, known: Known, density: float = 0.3, /, **given: object) -> object:
    """An element of a kind with random fields set, apart from ids and lists of elements with addresses."""
    values = dict(given)
    for field in ELEMENTS[kind].fields:
        nested = field.type == "items" and field.of not in ("evidence", "metric")
        if field.attr in values or field.type == "id" or nested:
            continue
        if field.name in ("derived_from", "emotion_scale", "cjm"):
            continue
        if rng.random() < density:
            values[field.attr] = value(rng, kind, field, known)
    return ELEMENTS[kind].cls(**values)


def card(rng: random.Random, known: Known) -> Card:
    """A card: a bare text mostly."""
    if rng.random() < 0.6:
        return Card(text(rng))
    made = filled(rng, "card", known, 0.3, text=text(rng))
    assert isinstance(made, Card)
    return made


def journey(rng: random.Random, id: str, known: Known, size: int, stages: int) -> JourneyMap:
    """A map with that many touchpoints: branches, loops, leaves, promises, parked touchpoints where it has stages."""
    own = scale(rng) if rng.random() < 0.3 else None
    taken: set[str] = set()
    stage_ids = [fresh(rng, taken, "s") for _ in range(stages)]
    ids = [fresh(rng, taken, "t") for _ in range(size)]
    inside = replace(known, scale=own or EmotionScale(), refs=(*stage_ids, *ids))
    density = rng.choice((0.05, 0.2, 0.6))
    places = sorted(rng.choice(range(stages)) for _ in ids) if stages and rng.random() < 0.8 else []
    touchpoints = []
    for index, touchpoint_id in enumerate(ids):
        stage = stage_ids[places[index]] if places else (rng.choice(stage_ids) if stage_ids else "")
        if rng.random() < 0.04:
            stage = "" if rng.random() < 0.5 else "нет-такого"
        given = {"id": touchpoint_id, "stage": stage, "title": text(rng)}
        touchpoints.append(filled(rng, "touchpoint", inside, density, **given))
    return filled(
        rng,
        "map",
        inside,
        0.4,
        id=id,
        emotion_scale=own,
        stages=tuple(filled(rng, "stage", inside, density, id=i, title=text(rng)) for i in stage_ids),
        touchpoints=Seq(touchpoints),
        transitions=transitions(rng, ids),
    )


def transitions(rng: random.Random, ids: list[str]) -> Seq[Transition]:
    """Transitions of all kinds between these touchpoints; no two of a kind join the same two."""
    made: dict[tuple[str, str, str], Transition] = {}
    taken: set[str] = set()
    for _ in range(rng.randint(0, len(ids)) if ids else 0):
        kind = rng.choice(("next", "next", "next", "back", "leave", "promise"))
        start, end = rng.choice(ids), rng.choice(ids)
        if kind == "leave" and rng.random() < 0.7:
            end = ""
        if (start == end and kind != "back") or (start, end, kind) in made:
            continue
        given = {"id": fresh(rng, taken, "e"), "from_": start, "to": end, "kind": kind}
        found = filled(rng, "transition", Known(), 0.2, **given)
        assert isinstance(found, Transition)
        made[start, end, kind] = found
    return Seq(made.values())


def document(rng: random.Random, size: int | None = None, maps: int | None = None) -> Document:
    """A valid document: segments with personas, own lanes, several maps (an empty one at times), decided links.

    `size` is the number of touchpoints of a map (0..20 if not given), `maps` that of maps (0..3).
    """
    taken: set[str] = set()
    people: set[str] = set()
    segments = []
    for _ in range(rng.randint(0, 3)):
        personas = tuple(
            filled(rng, "persona", Known(), 0.4, id=fresh(rng, people, "p")) for _ in range(rng.randint(0, 2))
        )
        segments.append(filled(rng, "segment", Known(), 0.4, id=fresh(rng, taken, "g"), personas=personas))
    lanes = lanes_declared(rng)
    own = tuple(lane.id for lane in lanes if lane.id.startswith("own"))
    known = Known(
        segments=tuple(s.id for s in segments), personas=tuple(sorted(people)), lanes=CARD_LANES + own
    )
    names: set[str] = set()
    journeys = []
    for _ in range(rng.choice((0, 1, 1, 2, 2, 3)) if maps is None else maps):
        count = rng.choice((0, 1, 3, 6, 9, 12, 20)) if size is None else size
        journeys.append(journey(rng, fresh(rng, names, "m"), known, count, rng.choice((0, 1, 2, 4))))
    if journeys and rng.random() < 0.3:
        copy = replace(rng.choice(journeys), id=fresh(rng, names, "m"), kind="ideal")
        journeys.append(replace(copy, derived_from=journeys[0].id))
    made = Document(1, text(rng), rng.choice(("", "ru", "en")), tuple(segments), lanes, tuple(journeys))
    return replace(made, comparisons=comparisons(rng, made))


def lanes_declared(rng: random.Random) -> tuple[Lane, ...]:
    """No lanes, or some built-in ones and some of the document's own, in any order."""
    if rng.random() < 0.4:
        return ()
    names = rng.sample((*STANDARD_LANES, "gains", "backstage", "images"), rng.randint(1, 6))
    names += [f"own-{index}" for index in range(rng.randint(0, 2))]
    rng.shuffle(names)
    return tuple(filled(rng, "lane", Known(), 0.3, id=name) for name in names)


def comparisons(rng: random.Random, made: Document) -> tuple[Comparison, ...]:
    """Decisions about the first two maps of a document that has two."""
    if len(made.maps) < 2 or rng.random() < 0.5:
        return ()
    ideal, actual = made.maps[0], made.maps[1]
    pairs = list(zip((t.id for t in ideal.touchpoints), (t.id for t in actual.touchpoints), strict=False))
    links = tuple(
        Link((a,), (b,), rng.choice(("pinned", "banned")), text(rng)) for a, b in pairs if rng.random() < 0.4
    )
    weights = Weights(0.6, 0.2) if rng.random() < 0.4 or not links else None
    return (Comparison(ideal.id, actual.id, links, weights),)


def addresses(made: Document) -> list[Address]:
    """The addresses of every element of the document, cards included."""
    found = [DOCUMENT]
    for segment in made.segments:
        found.append(Address("segment", "", segment.id))
        found += [Address("persona", "", persona.id) for persona in segment.personas]
    found += [Address("lane", "", lane.id) for lane in made.lanes]
    for m in made.maps:
        found.append(map_at(m.id))
        found += [stage_at(m.id, stage.id) for stage in m.stages]
        found += [touchpoint_at(m.id, touchpoint.id) for touchpoint in m.touchpoints]
        found += [transition_at(m.id, transition.id) for transition in m.transitions]
        for owner in (*m.stages, *m.touchpoints):
            for lane, cards in owner.cards:
                found += [card_at(m.id, owner.id, lane, index) for index in range(len(cards))]
    for index, comparison in enumerate(made.comparisons):
        found.append(Address("comparison", index=index))
        found += [Address("link", index=index, sub=sub) for sub in range(len(comparison.links))]
    return found


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
