"""Comparisons for the tests of their drawings: the sample, random ones with every kind of link, and extremes."""

import random
from dataclasses import replace

from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import (
    Card,
    Comparison,
    Document,
    Evidence,
    JourneyMap,
    Link,
    Segment,
    Stage,
    Touchpoint,
)
from cjm_editor.core.resources import sample
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.seq import Seq
from cjm_editor.io.reader import read
from tests.compare import generator
from tests.render.maps import LONG, phrase

KINDS = ("same", "changed", "renamed", "moved", "split", "merged", "many", "missing", "extra")


def boots(file: str = "boots.cjm.yaml", ideal: str = "ideal", actual: str = "actual") -> ComparisonResult:
    """Two maps of a sample, by default the young man's: ideal against actual."""
    document = read(sample(file).read_bytes(), file).document
    maps = {journey.id: journey for journey in document.maps}
    return compare(*(Side(document, maps[id], f"{file}#{id}") for id in (ideal, actual)))


def independent() -> ComparisonResult:
    """Two maps of one journey that nobody drew together: ideal against actual, of two samples."""
    ours, theirs = (
        read(sample(name).read_bytes(), name).document
        for name in ("boots.cjm.yaml", "boots-independent.cjm.yaml")
    )
    ideal = next(journey for journey in ours.maps if journey.id == "ideal")
    return compare(Side(ours, ideal, "boots#ideal"), Side(theirs, theirs.maps[0], "boots-independent#actual"))


def settled(result: ComparisonResult) -> ComparisonResult:
    """The same with nothing left to ask about: no candidate comes near what stands alone."""
    links = tuple(replace(k, maybe=()) if not (k.ideal and k.actual) else k for k in result.matching.links)
    return replace(result, matching=replace(result.matching, links=links))


def side(journey: JourneyMap, document: Document | None = None) -> Side:
    made = document or Document(title="Проба", language="ru", segments=(Segment("s", "Люди", 0.4),))
    return Side(replace(made, maps=(journey,)), journey, f"m.cjm.yaml#{journey.id}")


def doubtful(result: ComparisonResult, rng: random.Random) -> ComparisonResult:
    """The same with some links unsure and some pinned, as the full matching and people make them."""
    links = []
    for link in result.matching.links:
        if link.ideal and link.actual and rng.random() < 0.4:
            link = replace(link, confidence=rng.choice((0.5, 0.62, 0.71, 0.89)), by="auto")
        elif link.ideal and link.actual and rng.random() < 0.3:
            link = replace(link, confidence=1.0, by="pin")
        links.append(link)
    return replace(result, matching=replace(result.matching, links=tuple(links)))


def random_pair(seed: int) -> ComparisonResult:
    """A generated pair, its texts made longer, with pains, moments of truth and unsure links."""
    rng = random.Random(seed)
    pair = generator.pair(rng)
    ideal, actual = (_filled(journey, rng) for journey in (pair.ideal, pair.actual))
    # every other pair is linked as it was made, so that split and merged touchpoints are there
    known = Comparison(links=tuple(Link(*link, "pinned") for link in pair.links if all(link)))
    return doubtful(compare(side(ideal), side(actual), known if seed % 2 else None), rng)


def _filled(journey: JourneyMap, rng: random.Random) -> JourneyMap:
    made = []
    for touchpoint in journey.touchpoints:
        pains = tuple(
            Card(
                phrase(rng, 9),
                severity=rng.choice((None, 1, 3)),
                evidence=rng.choice(((), (Evidence("survey", 8),))),
            )
            for _ in range(rng.choice((0, 0, 1, 2, 5)))
        )
        title = touchpoint.title if rng.random() < 0.6 else f"{touchpoint.title} {phrase(rng, 6)}"
        made.append(
            replace(
                touchpoint,
                title=title,
                moment_of_truth=rng.choice((None, True)),
                cards=(("pains", pains),) if pains else (),
            )
        )
    return replace(journey, touchpoints=Seq(made), segment="s")


STAGES = (Stage("s1", "Первый"), Stage("s2", "Второй"))


def _map(id: str, kind: str, touchpoints, stages=STAGES) -> JourneyMap:
    return JourneyMap(id, kind, kind, "s", stages=tuple(stages), touchpoints=Seq(touchpoints))


def extremes() -> dict[str, ComparisonResult]:
    """What a drawing must survive, by name."""
    one = [Touchpoint("a", "s1", "Одна точка", emotion=1)]
    long = [
        Touchpoint("a", "s1", "Очень длинное название " * 220, emotion=2, moment_of_truth=True),
        Touchpoint("b", "s1", LONG, emotion=-2),
        Touchpoint("c", "s2", "", emotion=None),
        Touchpoint("d", "s2", "\u202eקנייה 🥾 " * 3, emotion=0),
    ]
    many = [
        Touchpoint(f"t{n}", f"s{1 + n // 150}", f"Точка контакта номер {n}", emotion=(n * 7) % 5 - 2)
        for n in range(300)
    ]
    worse = [replace(t, emotion=-t.emotion) for t in many if not t.id.endswith("7")]
    unknown = [replace(t, emotion=None) for t in long]
    stages = [Stage(f"x{n}", LONG.capitalize() + f" {n}") for n in range(12)]
    wide = [Touchpoint(f"t{n}", f"x{n}", f"Шаг {n}", emotion=n % 5 - 2) for n in range(12)]
    pained = [
        Touchpoint(f"p{n}", "s1", "Шаг", emotion=-1, cards=(("pains", (Card(LONG), Card("Боль " * 90)) * 4),))
        for n in range(3)
    ]
    made = {
        "empty": (_map("i", "ideal", ()), _map("a", "actual", ())),
        "no stages": (_map("i", "ideal", (), ()), _map("a", "actual", (), ())),
        "no ideal": (_map("i", "ideal", ()), _map("a", "actual", one)),
        "no actual": (_map("i", "ideal", one), _map("a", "actual", ())),
        "itself": (_map("i", "ideal", one), _map("a", "actual", one)),
        "long": (_map("i", "ideal", long), _map("a", "actual", long)),
        "unknown": (_map("i", "ideal", long), _map("a", "actual", unknown)),
        "300": (_map("i", "ideal", many), _map("a", "actual", worse)),
        "stages": (_map("i", "ideal", wide, stages), _map("a", "actual", wide[::-1], stages[::-1])),
        "pains": (_map("i", "ideal", pained), _map("a", "actual", pained)),
        "two actual": (_map("i", "actual", one), _map("a", "actual", [replace(one[0], emotion=-1)])),
        "assumed": (_map("i", "assumed", one), _map("a", "actual", [replace(one[0], emotion=2)])),
    }
    return {name: compare(side(ideal), side(actual)) for name, (ideal, actual) in made.items()}


def point(id: str, stage: str) -> Touchpoint:
    """A touchpoint whose title is like no other's."""
    return Touchpoint(id, stage, {"i": "Берёт кредит ", "a": "Гуляет с собакой "}[id[0]] + id, emotion=1)


def journey(id: str, kind: str, touchpoints, titles) -> JourneyMap:
    """A map with stages `s0`, `s1` ... of these titles."""
    return _map(id, kind, touchpoints, [Stage(f"s{n}", title) for n, title in enumerate(titles)])
