"""What must be said of a touchpoint though it carries no points, and the sentences of its line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import (
    Card,
    Comparison,
    EmotionScale,
    JourneyMap,
    Link,
    Metric,
    Touchpoint,
    Transition,
)
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.compare.generator import side


def said(
    ideal: Touchpoint | None, actual: Touchpoint | None, *transitions: Transition, scale=None
) -> list[str]:
    """The sentences of the one line of a comparison of one touchpoint with one of the same title."""
    maps = []
    for kind, touchpoint in (("ideal", ideal), ("actual", actual)):
        rows = Seq((touchpoint,) if touchpoint else ())
        more = Seq(transitions if kind == "actual" else ())
        maps.append(JourneyMap(kind, kind=kind, touchpoints=rows, transitions=more, emotion_scale=scale))
    result = compare(*(side(journey) for journey in maps))
    return [words("ru")(reason) for fix in result.fixes for reason in fix.reasons]


def point(**fields) -> Touchpoint:
    return Touchpoint("t", title="Платит", **fields)


def pains(*cards: Card) -> tuple:
    return (("pains", cards),)


@pytest.mark.parametrize(
    ("ideal", "actual", "expected"),
    [
        ({}, {"met": "no"}, "Ожидание не оправдалось"),
        ({}, {"met": "no", "expectation": "Быстро"}, "Ожидание не оправдалось: «Быстро»"),
        ({"wait": "4h"}, {"wait": "3d"}, "Ждёт дольше: 3\u00a0дн. вместо 4\u00a0ч"),
        ({"wait": "1y"}, {"wait": "5y"}, "Ждёт дольше: 5 лет вместо 1 года"),
        ({"channel": "Сайт"}, {"channel": "Телефон"}, "Потерян канал «Сайт»; вместо него «Телефон»"),
        (
            {"channel": "Сайт банка"},
            {"channel": "Звонок в банк"},
            "Потерян канал «Сайт банка»; вместо него «Звонок в банк»",
        ),
        ({"actor": "Покупатель"}, {"actor": "Мама"}, "Другой участник: «Мама» вместо «Покупатель»"),
        (
            {"initiator": "customer"},
            {"initiator": "company"},
            "Другой инициатор: «Компания» вместо «Клиент»",
        ),
        ({}, {"cards": pains(Card("Очередь"))}, "Боль: «Очередь»"),
        ({}, {"cards": pains(Card("Очередь", severity=3))}, "Острая боль: «Очередь»"),
    ],
)
def test_what_carries_no_points_makes_a_line(ideal, actual, expected):
    assert said(point(**ideal), point(**actual)) == [expected]


@pytest.mark.parametrize(
    ("ideal", "actual"),
    [
        ({}, {"met": "partly"}),
        ({"wait": "3d"}, {"wait": "4h"}),
        ({"wait": "1d"}, {"wait": "24h"}),
        ({}, {"wait": "4h"}),
        ({"channel": "Сайт"}, {"channel": "САЙТ"}),
        ({"channel": "Сайт"}, {"channel": "Интернет-магазин"}),
        ({"channel": "Online store"}, {"channel": "Сайт магазина"}),
        ({"channel": "Беседка"}, {"channel": "Gazebo"}),
        ({"channel": "Сайт"}, {}),
        ({"actor": "Мама"}, {"actor": " мама"}),
        ({"actor": "Мама"}, {}),
        ({}, {"initiator": "company"}),
        ({"cards": pains(Card("Очередь"))}, {"cards": pains(Card("очередь!", severity=2))}),
    ],
)
def test_what_is_no_worse_makes_none(ideal, actual):
    assert said(point(**ideal), point(**actual)) == []


def test_a_severe_pain_is_said_even_where_the_reference_has_it():
    cards = pains(Card("Очередь", severity=3))
    assert said(point(cards=cards), point(cards=cards)) == ["Острая боль: «Очередь»"]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("no", ["Нарушено обещание: «Скидка»"]),
        ("partly", ["Обещание сдержано лишь отчасти: «Скидка»"]),
        ("yes", []),
    ],
)
def test_a_broken_promise(kept, expected):
    promise = Transition("p", "t", "t", "promise", text="Скидка", kept=kept)
    assert said(point(), point(), promise) == expected


def test_emotions_are_told_on_the_lived_scale():
    assert said(point(emotion=2), point(emotion=-1)) == ["Эмоция −1 вместо +2"]
    assert said(point(emotion=5), point(emotion=2.5), scale=EmotionScale(1, 5)) == ["Эмоция 2,5 вместо 5"]


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (("мин", "мин"), "47\u00a0мин вместо 20\u00a0мин"),
        (("мин", ""), "47 вместо 20\u00a0мин"),
        (("", "мин"), "47\u00a0мин вместо 20"),
        (("", ""), "47 вместо 20"),
    ],
)
def test_metrics_keep_their_units(units, expected):
    ours, theirs = (Metric("aht", value, unit=unit) for value, unit in zip((20, 47), units, strict=True))
    assert said(point(metrics=(ours,)), point(metrics=(theirs,)))[-1].endswith(f": {expected}")


def test_extras_are_told_too():
    assert said(None, point(met="no")) == ["В эталоне этого нет", "Ожидание не оправдалось"]


def test_a_metric_of_ones_own_begins_with_a_great_letter():
    ours, theirs = (point(metrics=(Metric("оценка визита", value, better="high"),)) for value in (9.8, 9.2))
    assert said(ours, theirs) == ["Оценка визита: 9,2 вместо 9,8"]


def test_beside_a_map_that_is_no_target_no_channel_is_lost():
    """Two groups of customers: neither took the other's place."""
    one, two = (
        JourneyMap(id, kind="actual", touchpoints=Seq((Touchpoint(id, title="Платит", channel=channel),)))
        for id, channel in (("a", "Сайт"), ("b", "Касса"))
    )
    for kind, begins in (
        ("ideal", "Потерян канал «Сайт»"),
        ("actual", "Другой канал: «Касса» вместо «Сайт»"),
    ):
        first = replace(one, kind=kind)
        result = compare(side(first), side(two))
        told = [words("ru")(fact) for gap in result.touchpoints for fact in gap.facts]
        assert any(line.startswith(begins) for line in told), told


def test_other_people_of_several_touchpoints_are_told_where_no_name_is_shared():
    """Also in English, and between two maps of which neither is a target; no points."""
    lived = (
        Touchpoint("x", title="Pays the order", actor="Mother", initiator="company"),
        Touchpoint("y", title="Pays the rest", actor="Father", initiator="other"),
    )
    for kind in ("ideal", "actual"):
        wanted = Touchpoint("a", title="Pays", actor="Buyer", initiator="customer")
        maps = (
            JourneyMap("i", kind=kind, touchpoints=Seq((wanted,))),
            JourneyMap("r", kind="actual", touchpoints=Seq(lived)),
        )
        result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x", "y")),)))
        (gap,) = result.touchpoints
        assert [words("en")(fact) for fact in gap.facts] == [
            "Another actor: Mother, Father instead of Buyer",
            "Another initiator: Company, Somebody else instead of Customer",
        ]
        assert not result.score.gap
