"""The rows of a board."""

from cjm_editor.core.lanes import CANONICAL, field_names, is_card_lane, lanes_of
from cjm_editor.core.model import Card, Document, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.core.schema import CARD_LANES, STANDARD_LANES, VALUE_LANES
from cjm_editor.core.seq import Seq


def ids(document, journey=None, audience="internal"):
    return [lane.id for lane in lanes_of(document, journey or JourneyMap("m"), audience)]


def holding(**values):
    return JourneyMap("m", touchpoints=Seq([Touchpoint("a", **values)]))


def test_a_document_that_declares_none_has_the_standard_lanes():
    assert tuple(ids(Document())) == STANDARD_LANES


def test_every_built_in_lane_has_its_place():
    assert set(CANONICAL) == set(CARD_LANES) | set(VALUE_LANES)


def test_rows_that_hold_something_are_added_where_they_belong():
    cards = (("backstage", (Card("x"),)), ("quotes", (Card("y"),)))
    assert ids(Document(), holding(cards=cards, images=("a.png",))) == [
        "touchpoints", "channel", "emotion", "thoughts", "quotes", "pains", "opportunities", "backstage",
        "metrics", "images",
    ]  # fmt: skip


def test_declared_lanes_keep_their_order_and_what_holds_something_is_not_lost():
    document = Document(lanes=(Lane("pains"), Lane("thoughts"), Lane("legal", "Юристы")))
    assert ids(document) == ["touchpoints", "pains", "thoughts", "legal"]
    assert ids(document, holding(emotion=1)) == ["touchpoints", "emotion", "pains", "thoughts", "legal"]
    stage = JourneyMap("m", stages=(Stage("s", cards=(("gains", (Card("x"),)),)),))
    assert ids(document, stage) == ["touchpoints", "pains", "thoughts", "gains", "legal"]


def test_hidden_lanes_do_not_show_and_internal_ones_only_inside():
    document = Document(
        lanes=(Lane("touchpoints"), Lane("pains", hidden=True), Lane("legal", audience="internal"))
    )
    held = holding(cards=(("pains", (Card("x"),)),))
    assert ids(document, held) == ["touchpoints", "legal"]
    assert ids(document, held, "client") == ["touchpoints"]


def test_cards_stand_in_card_lanes_and_declared_lanes_of_ones_own():
    document = Document(lanes=(Lane("legal"), Lane("emotion")))
    assert is_card_lane(document, "legal") and is_card_lane(document, "pains")
    assert not is_card_lane(document, "emotion") and not is_card_lane(document, "other")


def test_names_of_fields_are_no_lanes():
    assert {"title", "duration", "comments"} <= field_names()
