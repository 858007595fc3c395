"""Random pairs of maps with known links, the same for the same seed: the laws of the comparison run on them.

The lived map is drawn from the reference by what happens in life: steps fall out, others come in between, one is
split in two, two become one, some move, emotions, channels and metrics differ, customers go back and leave.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import (
    Card,
    Document,
    EmotionScale,
    JourneyMap,
    Metric,
    Stage,
    Touchpoint,
    Transition,
    route_order,
)
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq

VERBS = ("Ищет", "Сравнивает", "Выбирает", "Оплачивает", "Ждёт", "Получает", "Примеряет", "Возвращает")
OBJECTS = ("ботинки", "куртку", "билет", "счёт", "посылку", "страховку", "письмо", "отзыв")
PLACES = ("на сайте", "в приложении", "в магазине", "по телефону", "дома", "в метро")
CHANNELS = ("", "Сайт", "Приложение", "Телефон", "Магазин")
SCALES = (None, EmotionScale(1, 5), EmotionScale(0, 10), EmotionScale(-5, 5), EmotionScale(0, 1))
METRICS = (
    Metric("nps", 30),
    Metric("csat", 70),
    Metric("ces", 4, min=1, max=7, better="high"),
    Metric("aht", 12),
    Metric("полнота", 3, min=0, max=10, better="low"),
)

Links = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class Pair:
    """A reference, a lived map, and the links between them in route order of the reference, then of the extras."""

    ideal: JourneyMap
    actual: JourneyMap
    links: Links

    @property
    def sides(self) -> tuple[Side, Side]:
        return side(self.ideal), side(self.actual)


def side(journey: JourneyMap, file: str = "") -> Side:
    """A map in a document of its own."""
    name = file or f"{journey.kind}.cjm.yaml"
    return Side(Document(maps=(journey,)), journey, f"{name}#{journey.id}")


def pair(rng: random.Random, *, known: bool = False, size: int = 0) -> Pair:
    """A pair of maps with their links; `known`: every emotion is known. `size` fixes the reference's length."""
    ideal = reference(rng, size or rng.randint(1, 10), known)
    rows: list[tuple[tuple[str, ...], list[Touchpoint]]] = []
    for touchpoint in route_order(ideal):
        rows.append(((touchpoint.id,), _lived(rng, ideal, touchpoint, known)))
    rows = _merged(rng, rows)
    actual, links = _assembled(rng, ideal, rows, known)
    return Pair(ideal, actual, links)


def _emotion(rng: random.Random, scale: EmotionScale, known: bool) -> float | int | None:
    if not known and rng.random() < 0.2:
        return None
    return scale.min + (scale.max - scale.min) * rng.randint(0, 8) / 8


def _importance(rng: random.Random, share: float) -> int | None:
    return rng.randint(1, 5) if rng.random() < share else None


def title(rng: random.Random) -> str:
    return f"{rng.choice(VERBS)} {rng.choice(OBJECTS)} {rng.choice(PLACES)}"


def reference(rng: random.Random, size: int, known: bool) -> JourneyMap:
    """A map of `size` touchpoints with branches, loops and leaving here and there."""
    scale = rng.choice(SCALES)
    stages = tuple(Stage(f"s{n}", f"Этап {n}") for n in range(rng.randint(1, min(4, size))))
    share = rng.choice((0.0, 0.6, 1.0))
    places = sorted(rng.randrange(len(stages)) for _ in range(size))
    touchpoints = [
        Touchpoint(
            f"i{n}",
            stages[place].id,
            title(rng),
            channel=rng.choice(CHANNELS),
            emotion=_emotion(rng, scale or EmotionScale(), known),
            importance=_importance(rng, share),
            effort=rng.choice((None, 1, 2, 3, 5)),
            wait=rng.choice(("", "", "2h", "1d")),
            metrics=tuple(rng.sample(METRICS, rng.choice((0, 0, 1, 2)))),
        )
        for n, place in enumerate(places)
    ]
    journey = JourneyMap(
        "ideal", kind="ideal", emotion_scale=scale, stages=stages, touchpoints=Seq(touchpoints)
    )
    return replace(journey, transitions=Seq(_transitions(rng, [t.id for t in touchpoints], "e")))


def _transitions(rng: random.Random, ids: list[str], prefix: str) -> list[Transition]:
    """Branches, steps back, leaving and promises between touchpoints, none of a kind twice."""
    found: dict[tuple[str, str, str], Transition] = {}
    for start in range(len(ids)):
        for kind, chance in (("next", 0.15), ("back", 0.12), ("leave", 0.1), ("promise", 0.1)):
            if rng.random() >= chance:
                continue
            end = "" if kind == "leave" else rng.choice(ids)
            if kind != "back" and end == ids[start]:
                continue
            if kind == "back":
                end = ids[rng.randint(0, start)]
            share = rng.choice((None, 0.1, 0.3))
            kept = rng.choice(("", "yes", "partly", "no")) if kind == "promise" else ""
            key = (ids[start], end, kind)
            found[key] = Transition(f"{prefix}{len(found)}", ids[start], end, kind, share, kept=kept)
    return list(found.values())


def _lived(rng: random.Random, ideal: JourneyMap, touchpoint: Touchpoint, known: bool) -> list[Touchpoint]:
    """What becomes of one touchpoint in life: nothing, itself, or two; ids are given later."""
    chance = rng.random()
    if chance < 0.18:
        return []
    count = 2 if chance < 0.28 else 1
    found = []
    for n in range(count):
        lived = replace(
            touchpoint,
            emotion=None,
            importance=touchpoint.importance if rng.random() < 0.7 else _importance(rng, 0.5),
            effort=rng.choice((None, 1, 2, 4)),
            met=rng.choice(("", "yes", "partly", "no")),
            wait=rng.choice(("", touchpoint.wait, "3d")),
            cards=(("pains", (Card("Долго", severity=rng.choice((None, 1, 3))),)),)
            if rng.random() < 0.3
            else (),
            metrics=tuple(
                replace(m, value=max(0, (m.value or 0) + rng.randint(-4, 2)))
                for m in touchpoint.metrics
                if rng.random() < 0.7
            ),
        )
        if n or rng.random() < 0.2:
            lived = replace(lived, title=title(rng))
        if rng.random() < 0.15:
            lived = replace(lived, channel=rng.choice(CHANNELS))
        if rng.random() < 0.1:
            lived = replace(lived, stage=rng.choice(ideal.stages).id)
        found.append(lived)
    return found


Row = tuple[tuple[str, ...], list[Touchpoint]]


def _merged(rng: random.Random, rows: list[Row]) -> list[Row]:
    """Now and then two neighbours become one."""
    found: list[Row] = []
    for ids, lived in rows:
        if found and rng.random() < 0.08 and found[-1][1]:
            found[-1] = ((*found[-1][0], *ids), found[-1][1])
        else:
            found.append((ids, lived))
    return found


def _assembled(
    rng: random.Random, ideal: JourneyMap, rows: list[Row], known: bool
) -> tuple[JourneyMap, Links]:
    """The lived map with extras in between, new ids, its own scale and transitions, and the links."""
    scale = rng.choice(SCALES)
    line: list[tuple[int, Touchpoint]] = []
    for number, (_ids, lived) in enumerate(rows):
        line += [(number, touchpoint) for touchpoint in lived]
        while rng.random() < 0.2:
            stage = rng.choice(ideal.stages).id
            extra = Touchpoint("x", stage, title(rng), importance=_importance(rng, 0.5))
            line.append((-1, extra))
    if line and rng.random() < 0.2:
        line.insert(rng.randrange(len(line)), line.pop(rng.randrange(len(line))))
    touchpoints, owners = [], {}
    for n, (number, touchpoint) in enumerate(line):
        emotion = _emotion(rng, scale or EmotionScale(), known)
        touchpoints.append(replace(touchpoint, id=f"a{n}", emotion=emotion))
        owners[f"a{n}"] = number
    actual = replace(
        ideal,
        id="actual",
        kind="actual",
        emotion_scale=scale,
        touchpoints=Seq(touchpoints),
        transitions=Seq(_transitions(rng, [t.id for t in touchpoints], "f")),
    )
    placed = [t.id for t in route_order(actual)]
    links = [(ids, tuple(id for id in placed if owners[id] == n)) for n, (ids, _lived) in enumerate(rows)]
    extras = [((), (id,)) for id in placed if owners[id] == -1]
    return actual, (*links, *extras)


def written_out(journey: JourneyMap) -> JourneyMap:
    """The same map with its implied steps written as transitions and its implied importances as numbers."""
    implied = [e for e in route_edges(journey) if e.implied]
    steps = [Transition(f"w{n}", e.from_, e.to) for n, e in enumerate(implied)]
    given = [t.importance for t in route_order(journey) if t.importance is not None]
    usual = sum(given) / len(given) if given else 1
    touchpoints = [
        t if t.importance is not None else replace(t, importance=usual) for t in journey.touchpoints
    ]
    return replace(
        journey,
        route="explicit",
        touchpoints=Seq(touchpoints),
        transitions=Seq((*journey.transitions, *steps)),
    )


def without(journey: JourneyMap, ids: tuple[str, ...]) -> JourneyMap:
    """The map without these touchpoints and their transitions."""
    return replace(
        journey,
        touchpoints=Seq(t for t in journey.touchpoints if t.id not in ids),
        transitions=Seq(t for t in journey.transitions if t.from_ not in ids and t.to not in ids),
    )


def with_touchpoint(journey: JourneyMap, touchpoint: Touchpoint) -> JourneyMap:
    """The map with the touchpoint of the same id replaced."""
    at = journey.touchpoints.index_of(touchpoint.id)
    return replace(journey, touchpoints=journey.touchpoints.replaced(at, touchpoint))


def renamed(journey: JourneyMap, names: dict[str, str]) -> JourneyMap:
    """The map with other ids for touchpoints and stages; transitions follow."""

    def new(id: str) -> str:
        return names.get(id, id)

    return replace(
        journey,
        stages=tuple(replace(s, id=new(s.id)) for s in journey.stages),
        touchpoints=Seq(replace(t, id=new(t.id), stage=new(t.stage)) for t in journey.touchpoints),
        transitions=Seq(replace(t, from_=new(t.from_), to=new(t.to)) for t in journey.transitions),
    )


def rescaled(journey: JourneyMap, scale: EmotionScale) -> JourneyMap:
    """The map with the same emotions on another scale."""
    old = journey.scale

    def moved(value: float | int) -> float:
        return scale.min + (value - old.min) / (old.max - old.min) * (scale.max - scale.min)

    touchpoints = [
        t if t.emotion is None else replace(t, emotion=moved(t.emotion)) for t in journey.touchpoints
    ]
    return replace(journey, emotion_scale=scale, touchpoints=Seq(touchpoints))


def with_extra(rng: random.Random, actual: JourneyMap) -> tuple[JourneyMap, str] | None:
    """The map (transitions written out) with a new touchpoint put on one of its edges, and its id."""
    edges = [t for t in actual.transitions if t.kind in ("next", "back") and t.from_ != t.to]
    if not edges:
        return None
    edge = rng.choice(edges)
    start = actual.touchpoints.get(edge.from_)
    assert start is not None
    extra = Touchpoint(
        "extra", start.stage, "Лишний шаг", emotion=rng.choice((None, actual.scale.min, actual.scale.max))
    )
    halves = (replace(edge, id="h1", to="extra"), replace(edge, id="h2", from_="extra"))
    transitions = [t for t in actual.transitions if t is not edge]
    return (
        replace(
            actual,
            touchpoints=Seq((*actual.touchpoints, extra)),
            transitions=Seq((*transitions, *halves)),
        ),
        "extra",
    )
