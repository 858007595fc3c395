"""Cuts cover everything, in blocks of the sizes wanted, and stay where they are when something else changes."""

import random

from cjm_editor.render.cuts import cuts


def test_cuts_cover_everything_once():
    r = random.Random(1)
    for _ in range(1000):
        ids = [f"t{r.random()}" for _ in range(r.randint(0, 300))]
        found = cuts(ids, 8, 16, 40)
        assert [i for start, end in found for i in range(start, end)] == list(range(len(ids)))
        assert all(8 <= end - start <= 40 for start, end in found[:-1])
        assert all(end - start <= 40 for start, end in found)


def test_one_more_moves_few_cuts():
    r = random.Random(2)
    ids = [f"t{i}" for i in range(3000)]
    moved = []
    for number in range(100):
        at = r.randrange(len(ids))
        more = [*ids[:at], f"n{number}", *ids[at:]]
        before = {ids[start] for start, _end in cuts(ids, 8, 16, 40)}
        after = {more[start] for start, _end in cuts(more, 8, 16, 40)}
        moved.append(len(before ^ after))
    assert sorted(moved)[50] <= 1 and sum(moved) / 100 < 4
