"""Touchpoints without a place: how many there are, that they are left out, and the remedy, in both languages."""

from __future__ import annotations

import pytest

from cjm_editor.core.model import JourneyMap, Stage, Touchpoint
from cjm_editor.core.parking import parked_told
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words


def of(*stages: str) -> JourneyMap:
    points = Seq(Touchpoint(f"t{n}", stage=stage) for n, stage in enumerate(stages))
    return JourneyMap(id="m", title="Shop", stages=(Stage("s"),), touchpoints=points)


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (
            "en",
            "“Shop”: 1 touchpoint is in no stage and left out; give it a stage",
            "“Shop”: 5 touchpoints are in no stage and left out; give them a stage",
        ),
        (
            "ru",
            "«Shop»: 1 точка контакта не стоит ни в одном этапе и пропущена; укажите для неё этап",
            "«Shop»: 5 точек контакта не стоят ни в одном этапе и пропущены; укажите для них этап",
        ),
    ],
)
def test_what_is_parked_is_told_with_its_number_and_the_remedy(language: str, one: str, many: str) -> None:
    say = words(language)
    for journey, text in ((of("s", ""), one), (of("s", *["gone"] * 5), many)):
        told = parked_told(journey)
        assert told is not None
        assert say(told) == text


def test_where_all_have_a_place_nothing_is_told() -> None:
    assert parked_told(of("s", "s")) is None
    assert parked_told(JourneyMap(id="m", touchpoints=Seq((Touchpoint("t"),)))) is None
