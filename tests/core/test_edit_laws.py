"""Laws of edits on random documents: each check runs on 1,000 seeded edits, and has been seen to fail on wrong ones."""

import copy
import random
from collections import Counter
from dataclasses import replace

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import map_at, touchpoint_at
from cjm_editor.core.changes import changes
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import (
    Document,
    Transition,
    map_of,
)
from cjm_editor.core.seq import Seq
from tests.cases import CASES
from tests.core import generator, random_edits
from tests.core.laws import check_changes, check_derived, check_pure, check_untouched, check_valid

SEEDS = CASES // 4
STEPS = 4


def walks():
    """Seeded documents, each with an edit and what it makes; refused edits are told apart by a result of None."""
    for seed in range(SEEDS):
        rng = random.Random(seed)
        document = generator.document(rng)
        for _ in range(STEPS):
            name, edit = random_edits.random_edit(rng, document)
            try:
                after = edit(document)
            except EditError:
                after = None
            yield name, document, edit, after
            document = document if after is None else after


@pytest.fixture(scope="module")
def steps():
    return list(walks())


def test_there_are_a_thousand_cases_of_every_kind_and_few_are_refused(steps):
    done = Counter(name for name, _before, _edit, after in steps if after is not None)
    assert len(steps) == SEEDS * STEPS
    assert set(done) == {name for name, _make in random_edits.MAKERS}
    assert done.total() > 0.9 * len(steps)


def test_a_generated_document_is_valid():
    for seed in range(CASES):
        check_valid(generator.document(random.Random(seed)))


def test_every_edit_leaves_a_valid_document(steps):
    for _name, _before, _edit, after in steps:
        if after is not None:
            check_valid(after)


def test_every_edit_leaves_the_untouched_objects_as_they_are(steps):
    for _name, before, _edit, after in steps:
        if after is not None:
            check_untouched(before, after)


def test_the_change_set_names_exactly_what_differs(steps):
    for _name, before, _edit, after in steps:
        if after is not None:
            check_changes(before, after)
            check_changes(after, before)


def test_the_change_set_of_many_edits_at_once_and_of_strangers(steps):
    documents = [before for _name, before, _edit, _after in steps]
    for at in range(0, len(documents) - STEPS, 2):
        check_changes(documents[at], documents[at + STEPS - 1])


def test_no_edit_alters_its_document_and_each_gives_the_same_result_again(steps):
    for _name, before, edit, after in steps:
        if after is not None:
            check_pure(before, edit)


def test_an_ideal_derived_from_an_actual_map_keeps_ids_and_route_and_drops_what_was_measured():
    count = 0
    for seed in range(CASES):
        document = generator.document(random.Random(seed))
        for journey in document.maps:
            derived = edits.derive_map(document, journey.id, "derived-one")
            check_derived(journey, map_of(derived, "derived-one"))
            count += 1
    assert count > 1000


# Each law is held against edits and comparisons that are wrong on purpose.

BASE = generator.document(random.Random(7), size=6, maps=2)


def rebuilt_touchpoints(document):
    journey = document.maps[0]
    copies = Seq(replace(touchpoint) for touchpoint in journey.touchpoints)
    renamed = copies.replaced(0, replace(copies[0], title="renamed"))
    return replace(document, maps=(replace(journey, touchpoints=renamed), *document.maps[1:]))


def rebuilt_document(document):
    return replace(document)


def _with_journey(document, **values):
    return replace(document, maps=(replace(document.maps[0], **values), *document.maps[1:]))


def dangling_transition(document):
    step = Transition("e-wrong", document.maps[0].touchpoints[0].id, "nowhere")
    return _with_journey(document, transitions=Seq([step]))


def twice_the_same_id(document):
    touchpoints = document.maps[0].touchpoints
    return _with_journey(document, touchpoints=touchpoints.inserted(0, touchpoints[0]))


def emotion_off_the_scale(document):
    touchpoints = document.maps[0].touchpoints
    return _with_journey(document, touchpoints=touchpoints.replaced(0, replace(touchpoints[0], emotion=99)))


@pytest.mark.parametrize("wrong", [dangling_transition, twice_the_same_id, emotion_off_the_scale])
def test_a_wrong_edit_is_caught_by_the_law_of_valid_documents(wrong):
    check_valid(BASE)
    with pytest.raises(AssertionError):
        check_valid(wrong(BASE))


@pytest.mark.parametrize("wrong", [rebuilt_touchpoints, rebuilt_document])
def test_a_wrong_edit_is_caught_by_the_law_of_untouched_objects(wrong):
    with pytest.raises(AssertionError):
        check_untouched(BASE, wrong(BASE))


def alters_its_document(document):
    object.__setattr__(document, "title", document.title + "!")
    return document


def draws_lots(document):
    return replace(document, title=random.random().hex())


@pytest.mark.parametrize("wrong", [alters_its_document, draws_lots])
def test_a_wrong_edit_is_caught_by_the_law_of_pure_edits(wrong):
    with pytest.raises(AssertionError):
        check_pure(copy.deepcopy(BASE), wrong)


@pytest.mark.parametrize("values", [{}, {"route": "explicit"}, {"touchpoints": Seq()}, {"derived_from": ""}])
def test_a_wrong_derivation_is_caught_by_the_law_of_derived_maps(values):
    measured = replace(BASE.maps[0].touchpoints[0], met="no", stage=BASE.maps[0].touchpoints[1].stage)
    journey = replace(BASE.maps[0], route="", transitions=Seq(), stages=())
    journey = replace(journey, touchpoints=journey.touchpoints.replaced(0, measured))
    right = edits.derive_map(Document(maps=(journey,)), journey.id, "derived-one").maps[1]
    check_derived(journey, right)
    wrong = replace(right, **values) if values else replace(right, touchpoints=journey.touchpoints)
    with pytest.raises(AssertionError):
        check_derived(journey, wrong)


def forgets_the_removed(before, after):
    return replace(changes(before, after), removed=())


def forgets_the_added(before, after):
    return replace(changes(before, after), added=())


def forgets_the_changed(before, after):
    return replace(changes(before, after), changed=changes(before, after).changed[1:])


def forgets_the_moved(before, after):
    return replace(changes(before, after), moved=())


def names_too_much(before, after):
    found = changes(before, after)
    return replace(found, changed=(*found.changed, map_at("m-not-there")))


def moves_too_much(before, after):
    found = changes(before, after)
    everything = tuple(touchpoint_at(m.id, t.id) for m in before.maps for t in m.touchpoints)
    return replace(found, moved=tuple(a for a in everything if a not in found.removed))


@pytest.mark.parametrize(
    "wrong",
    [
        forgets_the_removed,
        forgets_the_added,
        forgets_the_changed,
        forgets_the_moved,
        names_too_much,
        moves_too_much,
    ],
)
def test_a_wrong_comparison_is_caught_by_the_law_of_change_sets(wrong, steps):
    caught = 0
    for _name, before, _edit, after in steps[:200]:
        if after is not None:
            try:
                check_changes(before, after, wrong)
            except AssertionError:
                caught += 1
    assert caught > 5
