"""Names of channels: which are surely others, whoever drew the map."""

from __future__ import annotations

import pytest

from cjm_editor.compare.channels import are_others, channel_of
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.glossary import extended, parse, shipped
from cjm_editor.compare.points import Reader
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from tests.compare.generator import side

READER = Reader(shipped())


def check(one: str, two: str, expected: bool, reader: Reader = READER) -> None:
    names = channel_of(one, reader), channel_of(two, reader)
    assert are_others(*names) == are_others(*reversed(names)) == expected


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Сайт", "сайт "),
        ("Сайт", "Интернет-магазин"),
        ("Website", "Online store"),
        ("Сайт", "Website"),
        ("Сайт", "Сайт магазина"),
        ("Почта", "Электронная почта"),
        ("Телефон", "Звонок"),
        ("Беседка", "Gazebo"),
    ],
)
def test_names_of_one_channel(one, two):
    check(one, two, False)


@pytest.mark.parametrize(
    ("one", "two"),
    [("Сайт", "Телефон"), ("Сайт", "Phone"), ("Сайт банка", "Приложение банка"), ("Витрина", "Форум")],
)
def test_names_of_two_channels(one, two):
    check(one, two, True)


def maps(*channels: str, titles: tuple[str, ...] = ("Looks for boots", "Pays by card")) -> JourneyMap:
    points = [
        Touchpoint(f"t{n}", title=title, channel=channel, emotion=1)
        for n, (title, channel) in enumerate(zip(titles, channels, strict=True))
    ]
    return JourneyMap("m", kind="actual", touchpoints=Seq(points))


def test_one_channel_under_two_names_is_no_difference():
    """Neither in the kinds of links, nor a lost channel, nor a change of channel on the way."""
    result = compare(side(maps("Website", "Website")), side(maps("Online store", "Webshop")))
    assert [link.kind for link in result.matching.links] == ["same", "same"]
    assert not result.path and not any(gap.facts for gap in result.touchpoints)
    other = compare(side(maps("Website", "Website")), side(maps("Online store", "Phone")))
    assert [link.flags for link in other.matching.links] == [(), ("channel",)]
    assert [gap.kind for gap in other.path] == ["channel_switch"]
    assert [len(gap.facts) for gap in other.touchpoints] == [0, 1]


def test_a_projects_own_names():
    own = extended(shipped(), parse("site: витрина"))
    check("Витрина", "Сайт", True)
    check("Витрина", "Сайт", False, Reader(own))
    sides = side(maps("Сайт", "Сайт")), side(maps("Витрина", "Сайт"))
    assert len(compare(*sides).path) == 1
    assert not compare(*sides, glossary=own).path
