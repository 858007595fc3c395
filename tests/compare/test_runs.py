"""What keeps its order: against every run tried by hand, and the same whichever map comes first."""

from __future__ import annotations

import itertools
import random

from cjm_editor.compare.runs import steady


def slow(ranks, weights):
    """Members of all the best increasing runs, every run tried."""
    best, found = (0, 0), [set()]
    for size in range(1, len(ranks) + 1):
        for run in itertools.combinations(range(len(ranks)), size):
            if all(ranks[a] < ranks[b] for a, b in itertools.pairwise(run)):
                value = (size, sum(weights[at] for at in run))
                if value > best:
                    best, found = value, []
                if value == best:
                    found.append(set(run))
    return set.intersection(*found)


def drawn(seed):
    rng = random.Random(f"runs-{seed}")
    ranks = list(range(rng.randint(0, 7)))
    rng.shuffle(ranks)
    return ranks, [rng.randint(-2, 2) for _ in ranks]


def test_kept_is_what_every_best_run_keeps():
    for seed in range(1000):
        ranks, weights = drawn(seed)
        assert steady(ranks, weights) == slow(ranks, weights), (ranks, weights)


def test_turned_round_the_same_is_kept():
    for seed in range(1000):
        ranks, weights = drawn(seed)
        back = [ranks.index(rank) for rank in range(len(ranks))]
        kept = {ranks[at] for at in steady(ranks, weights)}
        assert steady(back, [weights[at] for at in back]) == kept


def test_two_that_changed_places_are_both_out_and_one_that_went_far_is_out_alone():
    assert steady([1, 0, 2], [0, 0, 0]) == {2}
    assert steady([2, 0, 1], [0, 0, 0]) == {1, 2}
    assert steady([], []) == set()
