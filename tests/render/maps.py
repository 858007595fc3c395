"""Documents for the tests of drawings: random ones, and three that ask for much."""

import random
from dataclasses import replace

from cjm_editor.core.model import (
    Card,
    Document,
    Evidence,
    JourneyMap,
    Lane,
    Metric,
    Stage,
    Touchpoint,
    Transition,
)
from cjm_editor.core.seq import Seq

WORDS = (
    "скидка письмо корзина размер доставка курьер заказ отзыв фильтр и в не на для телефон оплата "
    "возврат примерка приложение 20 % — переосмысление basket delivery notification experience n = 41"
).split()
CHANNELS = ("Сайт", "Приложение", "Почта", "Телефон", "Курьер", "Голубиная почта особого назначения", "")
CARD_LANES = (
    "thoughts",
    "quotes",
    "pains",
    "gains",
    "opportunities",
    "frontstage",
    "backstage",
    "support",
    "systems",
    "artifacts",
    "legal",
)
LONG = "превысокомногорассмотрительствующийпереосвидетельствованныйся"
assert len(LONG) >= 60


def phrase(r: random.Random, longest: int = 8) -> str:
    return " ".join(r.choice(WORDS) for _ in range(r.randint(1, longest)))


def evidence(r: random.Random) -> tuple[Evidence, ...]:
    if r.random() < 0.5:
        return ()
    kinds = ("survey", "interview", "analytics", "assumption", "mystery_shopping")
    return (Evidence(r.choice(kinds), r.choice((None, 8, 41, 1240)), "Источник"),)


def card(r: random.Random) -> Card:
    return Card(
        phrase(r, 12),
        severity=r.choice((None, 1, 2, 3)),
        impact=r.choice((None, 1, 5)),
        effort=r.choice((None, 2)),
        evidence=evidence(r),
    )


def metric(r: random.Random) -> Metric:
    low = r.choice((None, 10))
    return Metric(
        r.choice(("nps", "csat", "ces", "frt", "Доля дошедших")),
        r.choice((None, 34, 3.1, 1240)),
        r.choice((None, 41)),
        low=low,
        high=None if low is None else 56,
    )


def touchpoint(r: random.Random, id: str, stage: str) -> Touchpoint:
    lanes = {lane: tuple(card(r) for _ in range(r.randint(1, 3))) for lane in CARD_LANES if r.random() < 0.2}
    return Touchpoint(
        id,
        stage,
        phrase(r),
        channel=r.choice(CHANNELS),
        online=r.choice((None, True, False)),
        emotion=r.choice((None, -2, -1.5, -1, 0, 1, 2)),
        feelings=(r.choice(("радость", "раздражение", "глубочайшая благодарность всем")),)
        if r.random() < 0.7
        else (),
        importance=r.choice((None, 1, 5)),
        moment_of_truth=r.choice((None, True)),
        expectation=phrase(r) if r.random() < 0.3 else "",
        met=r.choice(("", "yes", "partly", "no")),
        cards=tuple(lanes.items()),
        metrics=tuple(metric(r) for _ in range(r.choice((0, 0, 1, 2)))),
        evidence=evidence(r),
    )


def stage(r: random.Random, id: str) -> Stage:
    cards = (("pains", (card(r),)),) if r.random() < 0.2 else ()
    return Stage(
        id,
        phrase(r, 3),
        phase=r.choice(("", "assess")),
        goal=phrase(r),
        emotion=r.choice((None, None, 1)),
        cards=cards,
        evidence=evidence(r),
    )


def transition(r: random.Random, id: str, ids: list[str]) -> Transition:
    kind = r.choice(("next", "back", "leave", "promise"))
    start, end = r.choice(ids), r.choice(ids)
    return Transition(
        id,
        start,
        "" if kind == "leave" else end,
        kind,
        r.choice((None, 0.22, 0.35)),
        condition=phrase(r, 4) if r.random() < 0.6 else "",
        text=phrase(r, 4) if kind == "promise" else "",
        kept=r.choice(("", "yes", "partly", "no")),
    )


def document(r: random.Random, touchpoints: int, stages: int = 4, transitions: int = 6) -> Document:
    """A random map; the same seed gives the same document."""
    rows = tuple(stage(r, f"s{i}") for i in range(stages))
    points = [touchpoint(r, f"t{i}", r.choice(rows).id) for i in range(touchpoints)]
    ids = [t.id for t in points]
    edges = [transition(r, f"e{i}", ids) for i in range(transitions)] if ids else []
    kind = r.choice(("actual", "ideal", "assumed"))
    journey = JourneyMap("m", "Карта", kind, stages=rows, touchpoints=Seq(points), transitions=Seq(edges))
    return Document(title="Проба", language="ru", lanes=(), maps=(journey,))


def long_words() -> Document:
    """Words of sixty letters everywhere, in Russian, English and without any place to break."""
    r = random.Random(60)
    words = (LONG, "incomprehensibilities" * 3, "ЪЪЪ" * 20, "a" * 60, "слово-" * 12)
    base = document(r, 12)
    (journey,) = base.maps
    points = []
    for i, t in enumerate(journey.touchpoints):
        word = words[i % len(words)]
        cards = tuple(
            (lane, (Card(f"{word} и {word}"),)) for lane in ("thoughts", "pains", "opportunities", "legal")
        )
        points.append(
            replace(
                t,
                title=f"{word} {word}",
                cards=cards,
                channel=word,
                feelings=(word,),
                expectation=f"в {word}",
                metrics=(Metric(word, 1234567890, 41, unit=word),),
            )
        )
    rows = tuple(replace(s, title=words[i % len(words)], goal=words[0]) for i, s in enumerate(journey.stages))
    edges = [replace(e, condition=words[0], text=words[1]) for e in journey.transitions]
    lane = Lane("legal", title=LONG, audience="internal")
    changed = replace(journey, stages=rows, touchpoints=Seq(points), transitions=Seq(edges))
    return replace(base, title=LONG, lanes=(*_standard(), lane), maps=(changed,))


def _standard() -> tuple[Lane, ...]:
    names = (
        "touchpoints",
        "channel",
        "emotion",
        "thoughts",
        "feelings",
        "expectation",
        "pains",
        "opportunities",
    )
    return tuple(Lane(name) for name in (*names, "frontstage", "backstage", "importance", "metrics"))


def crowded() -> Document:
    """Twelve cards in a cell, thirty stages."""
    r = random.Random(12)
    base = document(r, 60, stages=30, transitions=20)
    (journey,) = base.maps
    points = list(journey.touchpoints)
    cards = tuple(
        (lane, tuple(card(r) for _ in range(12))) for lane in ("pains", "thoughts", "opportunities")
    )
    points[7] = replace(points[7], cards=cards)
    return replace(base, maps=(replace(journey, touchpoints=Seq(points)),))


def branching() -> Document:
    """Eight transitions out of one touchpoint, one of them leaving, and as many into another."""
    r = random.Random(8)
    base = document(r, 16, stages=3, transitions=0)
    (journey,) = base.maps
    ids = [t.id for t in (t for s in journey.stages for t in journey.touchpoints if t.stage == s.id)]
    middle = ids[len(ids) // 2]
    others = [id for id in ids if id != middle]
    kinds = ("next", "back", "promise", "leave", "next", "back", "promise", "next")
    out = [
        Transition(
            f"o{i}",
            middle,
            "" if kind == "leave" else others[i * 2 % len(others)],
            kind,
            0.1,
            condition=f"условие номер {i}",
            text="обещание скидки",
            kept="no",
        )
        for i, kind in enumerate(kinds)
    ]
    into = [Transition(f"i{i}", others[i], ids[-1], "promise", text="Обещание", kept="yes") for i in range(6)]
    loop = [Transition("self", middle, middle, "back", 0.05, condition="ещё раз")]
    return replace(base, maps=(replace(journey, transitions=Seq([*out, *into, *loop])),))


DEMANDING = {"long words": long_words, "crowded": crowded, "branching": branching}
