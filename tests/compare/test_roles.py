"""Which pair of maps a file is about, and what is said where it does not say so."""

from __future__ import annotations

import pytest

from cjm_editor.compare.roles import PairError, pick_pair
from cjm_editor.core.model import Document, JourneyMap, Segment
from cjm_editor.core.texts import words

SHOP = Document(
    segments=(Segment("young", "Young men"), Segment("old")),
    maps=(
        JourneyMap("must", kind="ideal", segment="young"),
        JourneyMap("is", kind="actual", segment="young"),
        JourneyMap("other", kind="actual", segment="old"),
    ),
)


def refusal(segment: str | None, document: Document = SHOP) -> tuple[str, str]:
    """The code and the English text of the refusal."""
    with pytest.raises(PairError) as caught:
        pick_pair(document, "shop", segment)
    return caught.value.code, words("en")(caught.value.message)


def test_the_segment_chooses_the_pair():
    ideal, actual = pick_pair(SHOP, "shop", "young")
    assert (ideal.name, actual.name) == ("shop#must", "shop#is")


def test_a_segment_that_is_not_there_is_said_not_to_be_there():
    told = "This file has no segment zzz. Its segments: young (Young men), old"
    assert refusal("zzz") == ("no-segment", told)
    assert refusal("zzz", Document()) == ("no-segment", "This file has no segment zzz. Its segments: —")


def test_a_segment_without_a_pair_is_named():
    code, told = refusal("old")
    assert code == "no-pair"
    assert told.startswith(
        "The segment old has not both an actual and an ideal map. Name two maps: #must, #is"
    )
