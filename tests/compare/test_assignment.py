"""The assignment is the best there is, exactly, and the same for the same scores."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest

from cjm_editor.compare import assignment
from cjm_editor.compare.assignment import assigned
from tests.cases import CASES


def scores_of(rng: random.Random, rows: int, columns: int, share: float, digits: int) -> dict:
    return {
        (i, j): round(rng.uniform(-3, 6), digits)
        for i in range(rows)
        for j in range(columns)
        if rng.random() < share
    }


def worth(pairs, scores, cut) -> float:
    return round(sum(scores[pair] - cut for pair in pairs), 6)


def best(scores, cut) -> float:
    """The greatest sum by trying everything."""
    useful = [pair for pair in scores if scores[pair] > cut]

    def tried(at: int, rows: frozenset, columns: frozenset) -> float:
        if at == len(useful):
            return 0.0
        i, j = useful[at]
        found = tried(at + 1, rows, columns)
        if i not in rows and j not in columns:
            taken = tried(at + 1, rows | {i}, columns | {j})
            found = max(found, scores[i, j] - cut + taken)
        return found

    return round(tried(0, frozenset(), frozenset()), 6)


def small_case(seed: int) -> tuple[dict, float]:
    rng = random.Random(f"small-{seed}")
    scores = scores_of(rng, rng.randint(1, 4), rng.randint(1, 4), rng.random(), rng.choice((0, 1, 3)))
    return scores, rng.choice((-3.0, -1.0, 0.0, 0.5))


def check_small_cases() -> None:
    for seed in range(CASES):
        scores, cut = small_case(seed)
        taken = assigned(scores, cut)
        assert len({i for i, _j in taken}) == len({j for _i, j in taken}) == len(taken)
        assert all(scores[pair] > cut for pair in taken)
        assert worth(taken, scores, cut) == best(scores, cut)


def test_nothing_better_is_found_by_trying_everything():
    check_small_cases()


def test_taking_the_best_first_fails(monkeypatch):
    """The law above tells a greedy choice from the best one."""

    def greedy(part, worth):
        rows, columns, taken = set(), set(), []
        for i, j in sorted(part, key=lambda pair: -worth[pair]):
            if i not in rows and j not in columns:
                rows.add(i)
                columns.add(j)
                taken.append((i, j))
        return taken

    monkeypatch.setattr(assignment, "_solved", greedy)
    with pytest.raises(AssertionError):
        check_small_cases()


@pytest.mark.parametrize(("rows", "share"), [(30, 0.1), (60, 0.15), (120, 0.03), (40, 0.9)])
def test_it_is_worth_as_much_as_a_matching_of_networkx(rows, share):
    for seed in range(6):
        rng = random.Random(f"nx-{rows}-{share}-{seed}")
        scores = scores_of(rng, rows, rows + 7, share, 4)
        graph = nx.Graph()
        for (i, j), score in scores.items():
            if score > 0:
                graph.add_edge(("row", i), ("column", j), weight=round(score * 10_000))
        other = sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph))
        ours = sum(round(scores[pair] * 10_000) for pair in assigned(scores, 0.0))
        assert ours == other


def test_order_of_the_scores_changes_nothing():
    for seed in range(CASES):
        rng = random.Random(f"order-{seed}")
        scores = scores_of(rng, 6, 6, 0.6, 0)
        pairs = list(scores)
        rng.shuffle(pairs)
        assert assigned({pair: scores[pair] for pair in pairs}, -1.0) == assigned(scores, -1.0)


def test_of_equal_sums_the_nearer_places_are_taken():
    size = 30
    scores = dict.fromkeys(itertools.product(range(size), range(size)), 1.0)
    assert assigned(scores, 0.0) == tuple((n, n) for n in range(size))


def test_what_is_not_above_the_cut_stays_free():
    assert assigned({(0, 0): 1.0, (1, 1): 0.5}, 0.5) == ((0, 0),)
    assert assigned({}, 0.0) == ()
