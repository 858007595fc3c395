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


def test_every_element_is_found_put_back_and_exchanged():
    for seed in range(1000):
        document = generator.document(random.Random(seed), size=3)
        address = random.Random(seed).choice(generator.addresses(document))
        found = element(document, address)
        assert isinstance(found, ELEMENTS[address.kind].cls)
        assert replaced(document, address, found) is document
        attr = {
            "persona": "name",
            "card": "text",
            "transition": "text",
            "comparison": "weights",
            "link": "note",
            "lane": "title",
        }
        other = replace(
            found, **{attr.get(address.kind, "title"): None if address.kind == "comparison" else "other"}
        )
        assert element(replaced(document, address, other), address) == other


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
