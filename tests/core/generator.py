"""Random documents, the same for the same seed: the laws of every room run on them. Edits: `random_edits`.

Values are made from the schema table, so a field added there is generated without a line here. Documents are valid:
`core.validate` finds no error in them (notices it may).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from cjm_editor.core.address import DOCUMENT, Address, card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.ids import ALPHABET
from cjm_editor.core.model import (
    Card,
    Comparison,
    Document,
    EmotionScale,
    JourneyMap,
    Lane,
    Link,
    Transition,
    Weights,
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
