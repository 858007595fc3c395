"""A document takes over the objects of another one where they are equal, and stays what it is."""

from __future__ import annotations

import random
from contextlib import suppress

from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.changes import changes
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Card, Document, JourneyMap, Stage
from cjm_editor.core.sharing import shared
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from tests.cases import CASES
from tests.core import generator
from tests.core.random_edits import random_edit


def apart(document: Document) -> Document:
    """An equal document that shares nothing."""
    return read(write(document).encode()).document


def test_an_equal_document_is_the_other_one() -> None:
    document = apart(generator.document(random.Random(1), size=20))
    assert shared(apart(document), document) is document


def test_whatever_differs_it_stays_what_it_is_and_shares_the_rest() -> None:
    for seed in range(CASES // 10):
        rng = random.Random(seed)
        document = apart(generator.document(rng, size=8))
        other = document
        for _step in range(rng.randint(1, 4)):
            with suppress(EditError):
                other = random_edit(rng, other)[1](other)
        version = apart(other)
        made = shared(version, document)
        assert made == version, seed
        assert changes(document, made) == changes(document, version), seed
        for journey in made.maps:
            old = next((one for one in document.maps if one.id == journey.id), None)
            for point in journey.touchpoints:
                had = old.touchpoints.get(point.id) if old else None
                assert had is None or had != point or had is point, seed


def test_an_edit_of_one_touchpoint_leaves_the_other_chunks_shared() -> None:
    document = apart(generator.document(random.Random(3), size=400, maps=1))
    journey = document.maps[0]
    at = touchpoint_at(journey.id, journey.touchpoints[-1].id)
    version = apart(edits.set_field(document, at, "title", "Another"))
    made = shared(version, document).maps[0].touchpoints
    assert len(made.chunks) == len(journey.touchpoints.chunks) > 2
    same = [one is two for one, two in zip(made.chunks, journey.touchpoints.chunks, strict=True)]
    assert same.count(False) == 1


def test_items_without_ids_are_found_wherever_they_stand() -> None:
    one, other, twin = Card("a"), Card("b"), Card("a")
    had = Document(maps=(JourneyMap("m", stages=(Stage("s", cards=(("pains", (one, other, twin)),)),)),))

    def cards(*held: Card) -> tuple[Card, ...]:
        new = Document(maps=(JourneyMap("m", stages=(Stage("s", cards=(("pains", held),)),)),))
        return shared(new, had).maps[0].stages[0].cards[0][1]

    assert [id(card) for card in cards(Card("b"), Card("a"))] == [id(other), id(one)]
    assert [id(card) for card in cards(twin, Card("b"))] == [id(twin), id(other)]
    assert [id(card) for card in cards(Card("a"), twin)] == [id(one), id(twin)]
    new = Card("c")
    assert cards(new, Card("a")) == (new, one)
