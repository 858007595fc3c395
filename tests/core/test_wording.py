"""A comparison in words: numbers of kinds, durations, headlines, in both languages."""

from __future__ import annotations

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_text import parts_text
from cjm_editor.core.model import Document, JourneyMap, Touchpoint
from cjm_editor.core.results import ComparisonResult, Coverage, LinkKind, Matching, Parts, Score, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.core.wording import (
    KINDS,
    doubts,
    duration_text,
    headline,
    kind_count,
    kind_title,
    metric_amount,
    part_title,
    quadrant_title,
)


@pytest.mark.parametrize(
    ("text", "russian", "english"),
    [
        ("3d", "3\u00a0дн.", "3 d"),
        ("1.5h", "1,5\u00a0ч", "1.5 h"),
        ("20 m", "20\u00a0мин", "20 min"),
        ("6mo", "6\u00a0мес.", "6 mo"),
        ("soon", "soon", "soon"),
        ("", "", ""),
    ],
)
def test_durations(text, russian, english):
    assert words("ru")(duration_text(text)) == russian
    assert words("en")(duration_text(text)) == english


def test_every_kind_is_named_and_counted():
    assert set(KINDS) == set(LinkKind.__args__)
    for kind in KINDS:
        assert words("ru")(kind_title(kind)) != words("en")(kind_title(kind))
        assert words("en")(kind_count(kind, 2)).startswith("2 ")
    assert words("ru")(kind_count("renamed", 1)) == "1 переименована"
    assert words("ru")(kind_count("extra", 5)) == "5 лишних"
    assert words("ru")(kind_count("extra", 21)) == "21 лишняя"


def test_parts_and_quadrants_are_named():
    for part in ("experience", "path", "friction", "metrics"):
        assert words("ru")(part_title(part)) != words("en")(part_title(part))
    for quadrant in ("concentrate", "keep", "later", "enough", "remove", "look"):
        assert words("ru")(quadrant_title(quadrant))
    assert quadrant_title("") == ""


def test_an_interval_without_width_is_said_as_one_number():
    """“Between 61 and 61” is no sentence: what is unknown does not matter then."""
    nothing = Parts(None, None, None, None)
    empty = Side(Document(), JourneyMap("m"), "#m")
    for low, high, said in ((61.2, 61.4, "Gap 61 of 100"), (50.0, 70.0, "Gap between 50 and 70 of 100")):
        score = Score(61.3, low, high, nothing, nothing, Coverage(0.0, 0.0))
        found = ComparisonResult(empty, empty, Matching(()), (), (), (), score, ())
        assert words("en")(headline(found)) == said


@pytest.mark.parametrize(
    ("kind", "unit", "russian", "english"),
    [
        ("aht", "мин", "1,5\u00a0мин", "1.5\u00a0мин"),
        ("churn", "", "1,5\u00a0%", "1.5%"),
        ("own", "%", "1,5\u00a0%", "1.5%"),
    ],
)
def test_a_metric_has_its_unit(kind, unit, russian, english):
    amount = metric_amount(1.5, kind, unit)
    assert (words("ru")(amount), words("en")(amount)) == (russian, english)
    assert metric_amount(5, "nps") == 5


@pytest.mark.parametrize(
    ("felt", "english", "russian"),
    [
        (
            (None, None),
            "no emotion is known on both maps",
            "ни одна эмоция не известна на обеих картах сразу",
        ),
        ((1.0, None), "emotion known for 50%", "эмоции известны для 50\u00a0% пар"),
    ],
)
def test_where_no_emotion_is_known_no_share_is_told(felt, english, russian):
    sides = []
    for kind, emotions in (("ideal", (2.0, 2.0)), ("actual", felt)):
        titles = ("Finds the shop", "Pays at the desk")
        points = (Touchpoint(t, title=t, emotion=e) for t, e in zip(titles, emotions, strict=True))
        journey = JourneyMap(kind, kind=kind, touchpoints=Seq(points))
        sides.append(Side(Document(maps=Seq((journey,))), journey, kind))
    result = compare(*sides)
    assert [words("en")(reason) for reason in doubts(result)] == [english]
    assert [words("ru")(reason) for reason in doubts(result)] == [russian]
    assert "Metrics —" in parts_text(result, words("en")) and "Метрики —" in parts_text(result, words("ru"))
