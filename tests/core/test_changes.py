"""Change sets of large documents and of orders; their law on random documents stands with the edits."""

import random
from itertools import pairwise

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import Address, map_at, stage_at, touchpoint_at
from cjm_editor.core.changes import ChangeSet, changes, moved_ids
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document, JourneyMap, Persona, Segment, Stage, Touchpoint
from cjm_editor.core.seq import Seq
from tests.core import generator, random_edits
from tests.core.laws import check_changes, longest_common


def check_orders(moved_of):
    """Hold a function of two orders to the law: the rest keeps its order, and no fewer could move."""
    rng = random.Random(1)
    for _ in range(1000):
        before = [str(n) for n in range(rng.randrange(12))]
        after = rng.sample(before, len(before))
        moved = moved_of(before, after)
        assert [id for id in before if id not in moved] == [id for id in after if id not in moved]
        assert len(moved) == len(before) - longest_common(before, after)


def test_the_fewest_ids_move():
    check_orders(moved_ids)


def greedy(before, after):
    """Those that cannot stand behind the ones kept so far: in order, yet more than must move."""
    kept, last = set(), -1
    for id in after:
        if before.index(id) > last:
            last = before.index(id)
            kept.add(id)
    return set(before) - kept


def one_short(before, after):
    return set(sorted(moved_ids(before, after))[1:])


@pytest.mark.parametrize("wrong", [greedy, one_short, lambda before, after: set(before)])
def test_a_wrong_order_is_caught_by_the_law_of_fewest_moves(wrong):
    with pytest.raises(AssertionError):
        check_orders(wrong)


def test_changes_across_many_chunks_are_found_as_by_a_full_walk():
    """Chunks are shared, cut and emptied here: 400 touchpoints, one edit and many edits at a time."""
    rng = random.Random(2)
    document = generator.document(rng, size=400, maps=1)
    versions = [document]
    while len(versions) < 25:
        _name, edit = random_edits.random_edit(rng, versions[-1])
        try:
            after = edit(versions[-1])
        except EditError:
            continue
        if after is not versions[-1] and after.maps:
            versions.append(after)
    for before, after in pairwise(versions):
        check_changes(before, after)
    named = changes(versions[0], versions[-1])
    shrunk = [a for a in named.removed if a.kind == "touchpoint"]
    olds = {touchpoint_at(m.id, t.id) for m in versions[0].maps for t in m.touchpoints}
    news = {touchpoint_at(m.id, t.id) for m in versions[-1].maps for t in m.touchpoints}
    both = {m.id for m in versions[0].maps} & {m.id for m in versions[-1].maps}
    assert set(shrunk) == {a for a in olds - news if a.map in both}


def test_a_chunk_that_is_emptied_between_two_shared_ones():
    document = Document(maps=(JourneyMap("m", touchpoints=Seq(Touchpoint(f"t{n}") for n in range(600))),))
    gone = [f"t{n}" for n in range(128, 256)]
    after = edits.delete_touchpoints(document, "m", gone)
    assert set(changes(document, after).removed) == {touchpoint_at("m", id) for id in gone}
    check_changes(document, after)
    check_changes(after, document)


def test_a_touchpoint_that_moves_across_chunks_is_the_only_one_that_moved():
    document = Document(maps=(JourneyMap("m", touchpoints=Seq(Touchpoint(f"t{n}") for n in range(600))),))
    after = edits.move_touchpoint(document, touchpoint_at("m", "t5"), "", 500)
    assert changes(document, after) == ChangeSet(moved=(touchpoint_at("m", "t5"),))


def test_a_move_from_the_end_of_one_chunk_to_the_start_of_another_past_a_shared_one():
    document = Document(maps=(JourneyMap("m", touchpoints=Seq(Touchpoint(f"t{n}") for n in range(600))),))
    after = edits.move_touchpoint(document, touchpoint_at("m", "t127"), "", 255)
    old, new = document.maps[0].touchpoints.chunks, after.maps[0].touchpoints.chunks
    assert old[1] is new[1] and new[2][0].id == "t127"
    assert changes(document, after) == ChangeSet(moved=(touchpoint_at("m", "t127"),))


def test_a_changed_touchpoint_that_also_moved_is_named_in_both():
    one = Document(
        maps=(JourneyMap("m", stages=(Stage("s"), Stage("r")), touchpoints=Seq([Touchpoint("a", "s")])),)
    )
    two = edits.move_touchpoint(one, touchpoint_at("m", "a"), "r")
    assert changes(one, two) == ChangeSet(moved=(touchpoint_at("m", "a"),))
    both = edits.set_field(two, touchpoint_at("m", "a"), "title", "x")
    assert changes(one, both) == ChangeSet(
        changed=(touchpoint_at("m", "a"),), moved=(touchpoint_at("m", "a"),)
    )


def test_what_stands_in_an_added_or_removed_map_or_segment_is_not_named_apart():
    journey = JourneyMap("m", stages=(Stage("s"),), touchpoints=Seq([Touchpoint("a", "s")]))
    segment = Segment("g", personas=(Persona("p"),))
    full, empty = Document(maps=(journey,), segments=(segment,)), Document()
    assert changes(empty, full).added == (Address("segment", "", "g"), map_at("m"))
    assert changes(full, empty).removed == (Address("segment", "", "g"), map_at("m"))


def test_documents_that_are_equal_and_yet_two_objects_do_not_differ():
    for seed in range(50):
        one, other = (generator.document(random.Random(seed)) for _ in range(2))
        assert one is not other
        assert not changes(one, other)


def test_a_stage_that_moves_is_moved_and_its_touchpoints_are_not():
    stages = (Stage("s"), Stage("r"))
    document = Document(maps=(JourneyMap("m", stages=stages, touchpoints=Seq([Touchpoint("a", "s")])),))
    assert len(changes(document, edits.move_stage(document, stage_at("m", "s"), 1)).moved) == 1
