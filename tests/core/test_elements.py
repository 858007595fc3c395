"""Elements by their addresses."""

import random
from dataclasses import replace

import pytest

from cjm_editor.core.address import DOCUMENT, Address, card_at, touchpoint_at
from cjm_editor.core.elements import element, replaced
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Card, Document, Touchpoint
from cjm_editor.core.schema import ELEMENTS
from tests.core import generator

OTHER = {"persona": "name", "card": "text", "transition": "text", "comparison": "weights", "link": "note"}
"""The field that is given another value, "title" where none is named."""


def check_elements(element, replaced):
    """Hold finding and putting back to the law: the same object comes back, another one takes its place."""
    for seed in range(1000):
        document = generator.document(random.Random(seed), size=3)
        address = random.Random(seed).choice(generator.addresses(document))
        found = element(document, address)
        assert isinstance(found, ELEMENTS[address.kind].cls)
        assert replaced(document, address, found) is document
        value = None if address.kind == "comparison" else "other"
        other = replace(found, **{OTHER.get(address.kind, "title"): value})
        assert element(replaced(document, address, other), address) == other


def test_every_element_is_found_put_back_and_exchanged():
    check_elements(element, replaced)


def loses_cards(document, address):
    return None if address.kind == "card" and address.index else element(document, address)


def always_new(document, address, other):
    return replace(replaced(document, address, other))


def forgets_links(document, address, other):
    return document if address.kind == "link" else replaced(document, address, other)


@pytest.mark.parametrize(
    ("find", "put"), [(loses_cards, replaced), (element, always_new), (element, forgets_links)]
)
def test_a_wrong_way_to_an_element_is_caught_by_the_law(find, put):
    with pytest.raises(AssertionError):
        check_elements(find, put)


@pytest.mark.parametrize(
    "address",
    [
        touchpoint_at("m", "z"),
        Address("stage", "m", "z"),
        Address("persona", "", "z"),
        Address("comparison", index=0),
        Address("link", index=0, sub=0),
        card_at("m", "z", "pains", 0),
    ],
)
def test_what_is_not_there_is_not_found(address):
    assert element(Document(), address) is None
    stands = {"touchpoint": Touchpoint("z"), "card": Card("x")}.get(address.kind)
    if stands is not None:
        with pytest.raises(EditError):
            replaced(Document(), address, stands)


def test_the_document_is_an_element_of_its_own():
    assert element(Document(), DOCUMENT) == Document()
