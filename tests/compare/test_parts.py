"""Touchpoints that were split in two or made one of two, found among what is left over."""

from __future__ import annotations

import pytest

from cjm_editor.compare.match import match
from cjm_editor.core.model import Comparison, Link
from tests.compare.test_match import journey, kinds, sides, straight, turned


@pytest.fixture
def split():
    """A step that became two in life."""
    ideal = journey(
        "i", a="Ищет обувь@", b="Выбирает ботинки и оплачивает их картой@", c="Встречает курьера@"
    )
    actual = journey(
        "a", x="Ищет обувь@", y="Выбирает ботинки@", z="Оплачивает картой@", w="Встречает курьера@"
    )
    return sides(ideal, actual)


def test_a_split_touchpoint_is_one_entry_and_the_terms_add_up(split):
    found = match(*split)
    assert kinds(found) == {"a=x": "same", "b=y+z": "split", "c=w": "same"}
    link = next(x for x in found.links if x.kind == "split")
    assert 0.5 <= link.confidence < 1 and link.by == "auto"


def test_the_other_way_round_it_is_a_merge(split):
    there, back = match(*split), match(*reversed(split))
    assert "merged" in {link.kind for link in back.links}
    assert straight(there.links) == turned(back.links)


def test_nothing_is_joined_to_what_people_decided(split):
    pinned = Comparison(links=(Link(("b",), ("y",)),))
    assert kinds(match(*split, pinned))["=z"] == "extra"


def test_a_banned_part_is_not_joined(split):
    banned = Comparison(links=(Link(("b",), ("z",), "banned"),))
    assert kinds(match(*split, banned)) == {"a=x": "same", "b=y": "renamed", "c=w": "same", "=z": "extra"}


def test_a_step_in_between_that_shares_no_words_stays_an_extra():
    ideal = journey("i", a="Ищет обувь@", b="Оплачивает картой@", c="Встречает курьера@")
    actual = journey(
        "a", x="Ищет обувь@", y="Оплачивает картой@", z="Слушает музыку в трубке@", w="Встречает курьера@"
    )
    assert kinds(match(*sides(ideal, actual)))["=z"] == "extra"
