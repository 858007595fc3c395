"""Equal cards are told apart by a patch, each keeps its own comment and unknown keys."""

from __future__ import annotations

import random
from dataclasses import replace

from cjm_editor.core.model import Card, JourneyMap, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.patches import patch, patched
from cjm_editor.io.reader import read
from cjm_editor.io.twins import told_apart, twins
from cjm_editor.io.writer import splice, to_bytes
from tests.cases import CASES

BASE = b"""cjm: 1
maps:
  - id: m
    touchpoints:
      - id: t
        title: Point
        pains:
          - text: Slow # the first
            x-n: 1
          - text: Slow # the second
            x-n: 2
        gains: [Fast]
"""


def journey(*cards: Card) -> JourneyMap:
    return JourneyMap("m", touchpoints=Seq([Touchpoint("t", cards=(("pains", cards),))]))


def test_only_equal_cards_are_told_apart() -> None:
    one, other = Card("a"), Card("b")
    before = journey(one, other)
    assert twins(before, journey(other, one).touchpoints) == {}
    assert twins(journey(), journey(one, Card("a")).touchpoints) == {}
    twin = Card("a")
    assert twins(journey(one, twin), journey(twin, one, Card("a")).touchpoints) == {"t": [1, 0, -1]}


def test_what_does_not_fit_is_left_alone() -> None:
    twin = Card("a")
    before = journey(Card("a"), twin)
    (point,) = journey(Card("a"), Card("a")).touchpoints
    assert told_apart(point, before, [1, -1]).cards[0][1][0] is twin
    assert told_apart(point, before, [1, 5]) is point and told_apart(point, before, [0]) is point
    (other,) = journey(Card("x"), Card("a")).touchpoints
    assert told_apart(other, before, [0, 1]) == other
    assert told_apart(Stage("none"), before, []) == Stage("none")


def test_the_one_that_was_deleted_is_the_one_that_goes() -> None:
    source = read(BASE)
    document = source.document
    (point,) = document.maps[0].touchpoints
    (_lane, (first, second)), gains = point.cards
    for stays, number in ((first, "1"), (second, "2")):
        kept = replace(point, cards=(("pains", (stays,)), gains), title="Other")
        after = replace(document, maps=(replace(document.maps[0], touchpoints=Seq([kept])),))
        text = splice(source, patched(document, patch(document, after)))
        assert text == splice(source, after)
        assert f"x-n: {number}" in text and text.count("x-n") == 1


def test_cards_in_any_order_are_saved_as_they_are_without_a_journal() -> None:
    for seed in range(CASES // 4):
        rng = random.Random(seed)
        source = read(BASE)
        document = source.document
        for _step in range(3):
            journey = document.maps[0]
            (point,) = journey.touchpoints
            lanes = {lane: list(cards) for lane, cards in point.cards}
            lane = rng.choice(list(lanes))
            if lanes[lane]:
                card = lanes[lane].pop(rng.randrange(len(lanes[lane])))
                if rng.random() < 0.7:
                    to = lanes[rng.choice(list(lanes))]
                    to.insert(rng.randint(0, len(to)), card)
            else:
                lanes[lane].append(Card("Slow"))
            cards = tuple((lane, tuple(held)) for lane, held in lanes.items() if held)
            after = replace(
                document, maps=(replace(journey, touchpoints=Seq([replace(point, cards=cards)])),)
            )
            again = patched(document, patch(document, after))
            assert to_bytes(source, again) == to_bytes(source, after), seed
            document = after
            if not cards:
                break


def test_a_card_that_has_no_equal_any_more_is_still_the_one_it_was() -> None:
    """The first of two is deleted, then the touchpoint is edited: each step is read back from its own patch."""
    source = read(BASE)
    again = after = source.document
    (point,) = after.maps[0].touchpoints
    (_lane, (_first, second)), gains = point.cards
    for title in ("One", "Two"):
        point = replace(point, cards=(("pains", (second,)), gains), title=title)
        before, after = after, replace(after, maps=(replace(after.maps[0], touchpoints=Seq([point])),))
        again = patched(again, patch(before, after))
        assert splice(source, again) == splice(source, after)
    assert "x-n: 2" in splice(source, again)
