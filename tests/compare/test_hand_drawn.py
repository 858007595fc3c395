"""Short maps that two hands drew in other words: what is linked is true, and what is not is asked about."""

from __future__ import annotations

from cjm_editor.compare.match import match
from cjm_editor.compare.runs import uncrossed
from cjm_editor.core.model import Comparison, Link
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
    assert len(sure) >= 8 and sum(sure) / len(sure) >= 0.95


def test_what_has_a_true_counterpart_is_seldom_called_missing_for_certain():
    certain = [
        any(link.ideal[0] == i for i, _a in case.pairs)
        for case, links in lined_up()
        for link in links
        if not link.actual and link.confidence >= 0.95
    ]
    alone = sum(not link.actual for _case, links in lined_up() for link in links)
    assert sum(certain) / alone <= 0.2


def told(case) -> Comparison:
    """The true links of a pair, decided; whatever has none, decided to stand alone."""
    groups = component_links(case.pairs)
    ends = {id for link in groups for id in (*link.ideal, *link.actual)}
    alone = [Link((t.id,), ()) for t in case.ideal.journey.touchpoints if t.id not in ends]
    alone += [Link((), (t.id,)) for t in case.actual.journey.touchpoints if t.id not in ends]
    return Comparison(links=(*groups, *alone))


def component_links(pairs) -> list[Link]:
    """One link for all that hang together."""
    groups: list[tuple[set[str], set[str]]] = []
    for one, other in sorted(pairs):
        touching = [g for g in groups if one in g[0] or other in g[1]]
        groups = [g for g in groups if g not in touching]
        groups.append(
            ({one}.union(*(g[0] for g in touching)), {other}.union(*(g[1] for g in touching))),
        )
    return [Link(tuple(sorted(ours)), tuple(sorted(theirs))) for ours, theirs in groups]


def test_what_true_links_leave_in_order_has_not_moved():
    """Two hands draw the borders of stages at different places; what moved crosses something else."""
    links, moved = 0, 0
    for case in (*hand_drawn("fitting"), *hand_drawn("test")):
        ours, theirs = (
            {t.id: n for n, t in enumerate(s.journey.touchpoints)} for s in (case.ideal, case.actual)
        )
        pairs = {(ours[i], theirs[a]) for i, a in case.pairs}
        kept = set(uncrossed(pairs, pairs))
        for link in match(case.ideal, case.actual, told(case)).links:
            ends = {(ours[i], theirs[a]) for i in link.ideal for a in link.actual}
            links += bool(ends)
            moved += bool(ends) and ends <= kept and "moved" in link.flags
    assert links > 150 and moved <= 1
