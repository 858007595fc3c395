"""The findings about the route as a report lists them."""

from __future__ import annotations

from itertools import pairwise

from cjm_editor.core.path_lines import MOST_NAMED, path_told
from cjm_editor.core.texts import words
from tests.compare.test_pathgaps import between, drawn

EN, RU = words("en"), words("ru")


def told(wanted: str, lived: str, worded=EN, kind: str = "ideal") -> list[str]:
    """What is said where both routes go through their letters in order."""
    ideal, actual = (
        drawn(id, kind, ids, *(one + other for one, other in pairwise(ids)))
        for id, kind, ids in (("i", kind, wanted), ("r", "actual", lived))
    )
    return [worded(text) for text in path_told(between(ideal, actual))]


def test_two_touchpoints_stand_alone_more_in_one_sentence():
    assert told("abcd", "ad") == [
        "“B” is missing: the route goes past it",
        "“C” is missing: the route goes past it",
    ]
    assert told("abcde", "ae") == ["The route goes past 3 missing touchpoints: “B”, “C”, “D”"]
    assert told("abcde", "ae", RU) == ["Путь идёт мимо 3 точек, которых нет: «B», «C», «D»"]
    assert told("abcde", "ae", kind="assumed") == [
        "The routes part at 3 touchpoints that only the company thinks happen: “B”, “C”, “D”"
    ]


def test_the_first_ones_are_named_and_the_others_counted():
    (text,) = told("abcdefghijklmnopz", "az")
    assert text.count("“") == MOST_NAMED and text.endswith("“M” and 3 more")
    assert "15 missing touchpoints" in text


def test_steps_at_what_is_missing_are_not_told():
    assert not any("transition" in text for text in told("abcde", "ae"))
    assert "No transition from “A” to “B”" in told("ab", "ba")
