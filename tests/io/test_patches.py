"""Patches: the document after an edit, made again from the one before, for every edit and for any two documents."""

from __future__ import annotations

import json
import random

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document, JourneyMap, Touchpoint
from cjm_editor.core.seq import Seq
from cjm_editor.io.patches import UnfitPatchError, patch, patched
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from tests.core import generator, random_edits


@pytest.mark.parametrize("seed", range(125))
def test_edits_one_after_another_are_made_again(seed):
    """8 edits each: 1,000 in all. The base is read from a file, as it is after a crash."""
    rng = random.Random(seed)
    document = generator.document(rng)
    again = read(write(document).encode()).document
    for _ in range(8):
        _name, edit = random_edits.random_edit(rng, document)
        try:
            after = edit(document)
        except EditError:
            continue
        again = patched(again, patch(document, after))
        assert again == after
        document = after


@pytest.mark.parametrize("seed", range(60))
def test_any_document_is_made_from_any_other(seed):
    rng = random.Random(seed)
    one, other = generator.document(rng), generator.document(rng)
    assert patched(one, patch(one, other)) == other


def long(count: int) -> Document:
    points = Seq(Touchpoint(f"t{n}", "s", f"Точка {n}") for n in range(count))
    return Document(maps=(JourneyMap("m", touchpoints=points),))


def test_a_patch_is_as_large_as_the_edit_not_as_the_map():
    made = long(5000)
    after = edits.set_field(made, touchpoint_at("m", "t2500"), "title", "Другая")
    data = patch(made, after)
    assert len(data) < 300
    assert patched(made, data) == after


@pytest.mark.parametrize("seed", range(40))
def test_items_of_a_long_list_come_go_and_change_places(seed):
    """Chunks are shared, cut in two, lost and put into another order."""
    rng = random.Random(seed)
    before = long(rng.choice((1, 130, 400)))
    items = before.maps[0].touchpoints
    for step in range(rng.randrange(1, 12)):
        at = rng.randrange(len(items)) if items else 0
        items = rng.choice(
            (
                lambda items=items, at=at: items.removed(at) if items else items,
                lambda items=items, at=at, step=step: items.inserted(at, Touchpoint(f"n{step}", "s")),
                lambda items=items, at=at: Seq((*items[at:], *items[:at])),
                lambda items=items, at=at: (
                    items.replaced(at, Touchpoint(items[at].id, "s", "x")) if items else items
                ),
            )
        )()
    after = Document(maps=(JourneyMap("m", touchpoints=items),))
    assert patched(before, patch(before, after)) == after


def test_nothing_is_changed_by_nothing():
    made = long(3)
    assert patch(made, made) == b""
    assert patched(made, b"") is made


PARTS = [
    b"{",
    b"[]",
    b"7",
    b"\xff",
    b"[" * 9999,
    b'{"document": 1}',
    b'{"document": "title: ["}',
    b'{"order": ["none"]}',
    b'{"order": [["m"]]}',
    b'{"order": ["m"], "maps": []}',
    b'{"order": ["m"], "maps": {"m": 1}}',
    b'{"order": ["m"], "maps": {"m": {"whole": "cjm: 1"}}}',
    b'{"order": ["m"], "maps": {"n": {"own": "cjm: 1"}}}',
    *(
        json.dumps({"order": ["m"], "maps": {"m": {"touchpoints": runs}}}).encode()
        for runs in (
            1,
            [1],
            [[0]],
            [[0, 9, ""]],
            [[-1, 1, ""]],
            [[2, 1, ""], [0, 1, ""]],
            [[0, 1, 5]],
            [[1e3, 1, ""]],
        )
    ),
]


@pytest.mark.parametrize("data", PARTS, ids=range(len(PARTS)))
def test_a_patch_that_does_not_fit_says_so(data):
    with pytest.raises(UnfitPatchError):
        patched(long(3), data)


@pytest.mark.parametrize("seed", range(100))
def test_a_patch_in_disorder_is_read_or_refused(seed):
    rng = random.Random(seed)
    one, other = generator.document(rng, size=6), generator.document(rng, size=6)
    data = bytearray(patch(one, other))
    for _ in range(rng.randrange(1, 6)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    try:
        assert isinstance(patched(one, bytes(data)), Document)
    except UnfitPatchError:
        pass
