"""What keeps its order: against every run tried by hand, and the same whichever map comes first."""

from __future__ import annotations

import itertools
import random

from cjm_editor.compare.runs import in_order, steady, uncrossed


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


def places(seed):
    """Pairs of places with some that share an end, most of them in order."""
    rng = random.Random(f"places-{seed}")
    return [(n // 2, n // 2 if rng.random() < 0.7 else rng.randint(0, 4)) for n in range(rng.randint(0, 9))]


def cross(one, other):
    return (one[0] - other[0]) * (one[1] - other[1]) < 0


def test_uncrossed_is_what_crosses_none_whatever_the_order_of_the_lists():
    for seed in range(1000):
        pairs, others = places(seed), places(f"{seed}-others")
        found = uncrossed(pairs, others)
        assert found == [pair for pair in pairs if not any(cross(pair, other) for other in others)]
        assert uncrossed(pairs, others[::-1]) == found


def test_what_is_in_order_crosses_nothing_and_is_the_same_turned_round():
    for seed in range(1000):
        pairs = list(dict.fromkeys(places(seed)))
        kept = in_order(pairs)
        assert uncrossed(kept, kept) == kept
        assert {pair[::-1] for pair in in_order([pair[::-1] for pair in pairs])} == set(kept)
        assert kept or not pairs or len(uncrossed(pairs, pairs)) < len(pairs)
