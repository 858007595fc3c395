"""Short maps that two hands drew in other words: what is linked is true, and what is not is asked about."""

from __future__ import annotations

from cjm_editor.compare.match import match
from tests.compare.pairs.hand import asked, hand_drawn, hand_tally
from tests.compare.pairs.scoring import Tally, linked


def lined_up() -> list[tuple]:
    """The pairs that no fitting has seen, with their links."""
    return [(case, match(case.ideal, case.actual).links) for case in hand_drawn("test")]


def test_every_pair_names_touchpoints_that_are_there():
    cases = (*hand_drawn("fitting"), *hand_drawn("test"))
    assert len(cases) >= 24 and len({case.name for case in cases}) == len(cases)
    for case in cases:
        here, there = ({t.id for t in side.journey.touchpoints} for side in (case.ideal, case.actual))
        assert case.pairs and not case.pairs & case.possible, case.name
        assert {i for i, _a in case.pairs | case.possible} <= here, case.name
        assert {a for _i, a in case.pairs | case.possible} <= there, case.name


def test_most_of_what_is_linked_is_true_and_most_of_the_rest_is_asked_about():
    found, questions = Tally(), 0
    for case, links in lined_up():
        found += hand_tally(case, links)
        questions += asked(case, links)
    assert found.precision >= 0.85
    assert found.recall >= 0.35
    assert (found.right + questions) / found.true >= 0.6


def test_what_is_called_sure_is_true():
    sure = [
        pair in case.pairs
        for case, links in lined_up()
        for pair in linked(link for link in links if link.confidence >= 0.9) - case.possible
    ]
    assert len(sure) >= 10 and sum(sure) / len(sure) >= 0.95


def test_what_has_a_true_counterpart_is_seldom_called_missing_for_certain():
    certain = [
        any(link.ideal[0] == i for i, _a in case.pairs)
        for case, links in lined_up()
        for link in links
        if not link.actual and link.confidence >= 0.95
    ]
    alone = sum(not link.actual for _case, links in lined_up() for link in links)
    assert sum(certain) / alone <= 0.2
