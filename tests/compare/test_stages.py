"""Stages stand for each other by what most of their touchpoints say; ties go by order, whatever the texts are."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections import Counter
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.match import match
from cjm_editor.compare.points import Track, track
from cjm_editor.compare.stages import stage_images, stage_links
from cjm_editor.core.model import Comparison, JourneyMap, Link, Stage, Touchpoint
from cjm_editor.core.results import Matching
from cjm_editor.core.seq import Seq
from tests.cases import CASES
from tests.compare.generator import pair, renamed, side
from tests.compare.samples import sample_side

Pairs = list[tuple[int, int]]


class Unread:
    """Reads no text: stages of these tests are judged by links alone."""

    def text(self, _text):
        return None

    def channel(self, text):
        return text


def drawn(sizes, name) -> Track:
    """A map with so many touchpoints in each stage, no two titles of two maps alike."""
    stages = tuple(Stage(f"{name}{n}", f"{name} {n}") for n in range(len(sizes)))
    points = [Touchpoint(f"{name}{n}-{k}", f"{name}{n}") for n, size in enumerate(sizes) for k in range(size)]
    return track(JourneyMap(name, stages=stages, touchpoints=Seq(points)), Unread())


def images(ideal: Track, actual: Track, pairs: Pairs) -> list[tuple[tuple[int, ...], tuple[int, ...], str]]:
    return [(link.ideal, link.actual, link.kind) for link in stage_links(ideal, actual, pairs)]


def linked(
    counts: dict[tuple[int, int], int], sizes=None
) -> list[tuple[tuple[int, ...], tuple[int, ...], str]]:
    """The images of stages with so many links between them; stages have no other touchpoints, or those of `sizes`."""
    rows, columns = [0] * (1 + max(s for s, _t in counts)), [0] * (1 + max(t for _s, t in counts))
    ends = []
    for (s, t), n in counts.items():
        for _ in range(n):
            ends.append(((s, rows[s]), (t, columns[t])))
            rows[s] += 1
            columns[t] += 1
    ours, theirs = sizes or (rows, columns)
    here = [(s, k) for s, size in enumerate(ours) for k in range(size)]
    there = [(t, k) for t, size in enumerate(theirs) for k in range(size)]
    pairs = [(here.index(one), there.index(other)) for one, other in ends]
    return images(drawn(ours, "a"), drawn(theirs, "b"), pairs)


def test_a_tie_between_a_moved_touchpoint_and_the_stage_itself_makes_no_many():
    assert linked({(0, 0): 3, (0, 1): 1, (1, 1): 1}) == [((0,), (0,), "renamed"), ((1,), (1,), "renamed")]


def test_a_split_a_merge_and_several_of_several_are_told_where_several_touchpoints_say_so():
    assert linked({(0, 0): 2, (0, 1): 2}) == [((0,), (0, 1), "split")]
    assert linked({(0, 0): 2, (1, 0): 2}) == [((0, 1), (0,), "merged")]
    assert linked({(0, 0): 3, (0, 1): 2, (1, 0): 2}) == [((0, 1), (0, 1), "many")]


def test_single_touchpoints_do_not_make_several_of_several():
    assert linked({(0, 0): 3, (0, 1): 1, (1, 0): 1}) == [
        ((0,), (0,), "renamed"),
        ((1,), (), "missing"),
        ((), (1,), "extra"),
    ]


def test_a_single_link_makes_a_stage_of_any_size_where_it_keeps_the_order():
    counts = {(0, 0): 3, (0, 1): 1}
    assert linked(counts, ([4], [3, 2])) == [((0,), (0, 1), "split")]
    assert linked(counts, ([4], [3, 1])) == [((0,), (0, 1), "split")]
    assert linked({(0, 0): 2, (1, 0): 1, (2, 1): 2}, ([2, 2, 2], [3, 2])) == [
        ((0, 1), (0,), "merged"),
        ((2,), (1,), "renamed"),
    ]
    three = {(0, 0): 1, (1, 0): 1, (2, 0): 1}
    assert linked(three, ([2, 3, 2], [4])) == [((0, 1, 2), (0,), "merged")]


def test_single_links_in_order_make_several_of_several():
    assert linked({(0, 0): 1, (0, 1): 4, (1, 1): 1}, ([5, 2], [2, 5])) == [((0, 1), (0, 1), "many")]


def test_a_single_link_that_crosses_others_or_goes_past_a_stage_makes_no_stage():
    """Whatever the size of the stage: what came from far has moved."""
    kept = [((0,), (0,), "renamed"), ((1,), (1,), "renamed")]
    for size in (1, 2):
        far = linked({(0, 0): 2, (1, 1): 2, (2, 0): 1}, ([2, 2, size], [3, 2]))
        assert far == [*kept, ((2,), (), "missing")]
        first = linked({(1, 0): 2, (2, 1): 2, (0, 1): 1}, ([size, 2, 2], [2, 3]))
        assert [kind for _ours, _theirs, kind in first] == ["missing", "renamed", "renamed"]
        past = linked({(0, 0): 3, (2, 0): 1}, ([3, 1, size], [4]))
        assert [kind for _ours, _theirs, kind in past] == ["renamed", "missing", "missing"]


def spots(sizes, others, pairs: Pairs) -> set[tuple[int, int]]:
    """The pairs of stages in which a touchpoint stands where it stood."""
    ideal, actual = drawn(sizes, "a"), drawn(others, "b")
    return set(stage_images(ideal, actual, pairs, stage_links(ideal, actual, pairs)))


def test_a_border_drawn_elsewhere_moves_nothing_and_most_of_a_stage_holds_the_rest():
    half = [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]
    assert (1, 0) in spots([2, 2, 1], [3, 1, 1], half)
    most = [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]
    assert (1, 0) not in spots([2, 3, 1], [3, 2, 1], most)
    crossing = [(0, 0), (1, 1), (3, 2), (2, 3)]
    assert (1, 0) not in spots([2, 2], [3, 1], crossing)


def test_over_a_border_that_has_its_titles_on_both_sides_a_touchpoint_has_moved():
    sides = drawn([2, 2, 1], "a"), drawn([3, 1, 1], "b")
    ideal, actual = (
        replace(side, stages=tuple(replace(stage, title=f"Stage {n}") for n, stage in enumerate(side.stages)))
        for side in sides
    )
    pairs = [(n, n) for n in range(5)]
    images = stage_images(ideal, actual, pairs, stage_links(ideal, actual, pairs))
    assert images == {(0, 0), (1, 1), (2, 2)}


def test_where_the_links_keep_the_order_half_of_a_stage_never_moves():
    """Links of random maps in one order, every stage with one at least: none is merged past another stage."""
    for seed in range(CASES):
        rng = random.Random(f"stages-in-order-{seed}")
        count = rng.randint(2, 12)
        here, there = (
            sorted({0, *rng.sample(range(1, count), rng.randint(0, min(5, count - 1)))}) for _ in "ab"
        )
        sizes, others = (
            [b - a for a, b in zip(starts, [*starts[1:], count], strict=True)] for starts in (here, there)
        )
        pairs = [(n, n) for n in range(count)]
        stages = [(bisect_right(here, n) - 1, bisect_right(there, n) - 1) for n in range(count)]
        counts = Counter(stages)
        rows, columns = Counter(s for s, _t in stages), Counter(t for _s, t in stages)
        images = spots(sizes, others, pairs)
        assert {(s, t) for (s, t), n in counts.items() if 2 * n >= min(rows[s], columns[t])} <= images


def test_of_equal_claims_the_one_in_order_is_taken():
    every = {(s, t): 1 for s in range(3) for t in range(3)}
    assert linked({(0, 0): 2, (0, 1): 2, (1, 0): 2, (1, 1): 2}) == [
        ((0,), (0,), "renamed"),
        ((1,), (1,), "renamed"),
    ]
    assert {kind for _ours, _theirs, kind in linked(every)} == {"missing", "extra"}


def test_stages_that_changed_places_have_both_moved():
    assert linked({(0, 1): 2, (1, 0): 2}) == [((0,), (1,), "moved"), ((1,), (0,), "moved")]
    assert linked({(0, 1): 3, (1, 0): 2}) == [((0,), (1,), "renamed"), ((1,), (0,), "moved")]


def some_links(rng: random.Random) -> tuple[Track, Track, Pairs]:
    """Two maps with some links one to one, most of them where the order says."""
    sizes = [[rng.randint(1, 4) for _ in range(rng.randint(1, 5))] for _ in range(2)]
    ideal, actual = drawn(sizes[0], "a"), drawn(sizes[1], "b")
    there = list(range(len(actual.points)))
    if rng.random() < 0.5:
        rng.shuffle(there)
    pairs = [(i, j) for i, j in enumerate(there) if i < len(ideal.points) and rng.random() < 0.7]
    return ideal, actual, pairs


def test_maps_turned_round_have_the_stages_turned():
    names = {"split": "merged", "merged": "split", "missing": "extra", "extra": "missing"}
    for seed in range(CASES):
        ideal, actual, pairs = some_links(random.Random(f"stages-turned-{seed}"))
        back = images(actual, ideal, [(j, i) for i, j in pairs])
        turned = {(theirs, ours, names.get(kind, kind)) for ours, theirs, kind in back}
        assert set(images(ideal, actual, pairs)) == turned


def test_the_link_of_a_moved_touchpoint_leaves_the_stages_as_they_were():
    """Wherever every stage has a touchpoint at home, and most of those linked stay there."""
    for seed in range(CASES):
        rng = random.Random(f"stages-moved-{seed}")
        count = rng.randint(2, 6)
        home = [rng.randint(1, 3) for _ in range(count)]
        ideal = drawn([n + 1 for n in home], "a")
        actual = drawn([n + 1 for n in home], "b")
        starts = [sum(n + 1 for n in home[:s]) for s in range(count)]
        pairs = [(start + k, start + k) for start, n in zip(starts, home, strict=True) for k in range(n)]
        before = images(ideal, actual, pairs)
        assert before == [((s,), (s,), "renamed") for s in range(count)]
        s, t = rng.sample(range(count), 2)
        moved = (starts[s] + home[s], starts[t] + home[t])
        assert images(ideal, actual, [*pairs, moved]) == before


TRUE = [("reviews", "t11"), ("filter", "t4"), ("advise", "t15"), ("delivery", "t12")]


def boots(links=()) -> Matching:
    decided = Comparison(links=tuple(Link((one,), (other,)) for one, other in links))
    sides = sample_side("boots.cjm.yaml", "ideal"), sample_side("boots-independent.cjm.yaml", "journey")
    return compare(*sides, decided).matching


@pytest.mark.parametrize("first", range(len(TRUE)))
def test_a_true_answer_leaves_the_stages_and_the_other_touchpoints_as_they_were(first):
    """The sample against its other drawing: reviews are read only after the order there."""
    given = TRUE[first:] + TRUE[:first]
    before = boots()
    for count in range(1, len(given) + 1):
        told = {id for ends in given[:count] for id in ends}
        found = boots(given[:count])
        others = {
            (link.ideal, link.actual): (link.kind, link.flags)
            for link in found.links
            if not told & {*link.ideal, *link.actual}
        }
        for link in before.links:
            if (link.ideal, link.actual) in others:
                assert others[link.ideal, link.actual] == (link.kind, link.flags)
        if "reviews" in told:
            (read,) = (link for link in found.links if "reviews" in link.ideal)
            assert read.kind == "moved"
        ends = [(stage.ideal, stage.actual) for stage in found.stages if stage.ideal != ("after",)]
        assert [e for e in ends if e[0]] == [(s.ideal, s.actual) for s in before.stages[:5]]


def test_other_words_and_ids_move_nothing():
    """With the same links, what moved and which stages stand for each other does not hang on texts and ids."""
    kept = 0
    for seed in range(300):
        rng = random.Random(f"stages-words-{seed}")
        case = pair(rng)
        decided = Comparison(links=tuple(Link(a, b) for a, b in case.links))
        ids = {t.id: f"x{n}" for n, t in enumerate(case.actual.touchpoints)}
        other = renamed(case.actual, ids)
        other = replace(
            other, touchpoints=Seq(replace(t, title=f"{t.title} {t.id}") for t in other.touchpoints)
        )
        links = tuple(Link(a, tuple(ids[id] for id in b)) for a, b in case.links)
        one = match(side(case.ideal), side(case.actual), decided)
        two = match(side(case.ideal), side(other), Comparison(links=links))
        assert moves(one) == moves(two)
        assert [(s.ideal, s.actual, s.kind) for s in one.stages] == [
            (s.ideal, s.actual, s.kind) for s in two.stages
        ]
        kept += any(moves(one))
    assert kept > 30


def moves(matching: Matching) -> list[frozenset[str]]:
    return [frozenset(link.flags) & {"moved", "swapped"} for link in matching.links if link.ideal]
