"""What people said touchpoints are not, as it is known of what stands alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.interval import generous
from cjm_editor.compare.refusals import with_refusals
from cjm_editor.core.model import Comparison, JourneyMap, Link, Touchpoint
from cjm_editor.core.results import Candidate, Correspondence, Matching
from cjm_editor.core.seq import Seq
from cjm_editor.core.standing import standing, turned_down
from tests.compare.generator import side

TITLES = ("Chooses a room", "Pays for the order by card", "Rates the stay")
LIVED = ("Chooses a room", "Settles the order by card at the desk", "Rates the stay")
BAN = Link(("i1",), ("a1",), "banned")


def drawn(kind: str, titles: tuple[str, ...]) -> JourneyMap:
    points = [Touchpoint(f"{kind[0]}{n}", "", title, emotion=1) for n, title in enumerate(titles)]
    return JourneyMap(kind, title=kind, kind=kind, touchpoints=Seq(points))


def alone(*maybe: Candidate) -> Matching:
    links = (
        Correspondence(("i0",), ("a0",), "same", by="exact"),
        Correspondence(("i1",), (), "missing", maybe=maybe),
        Correspondence((), ("a1",), "extra"),
    )
    return Matching(links)


def refused(matching: Matching, *links: Link) -> Matching:
    ideal, actual = drawn("ideal", TITLES[:2]), drawn("actual", LIVED[:2])
    return with_refusals(matching, ideal, actual, Comparison(links=links))


def test_the_only_candidate_turned_down_is_a_decision_on_both_sides():
    result = compare(side(drawn("ideal", TITLES)), side(drawn("actual", LIVED)), Comparison(links=(BAN,)))
    found = {k.ideal or k.actual: k for k in result.matching.links}
    assert found["i1",].refused == ("a1",) and found["a1",].refused == ("i1",)
    assert [standing(found[id,], "ignored") for id in ("i1", "a1")] == ["refused", "refused"]
    assert len(turned_down(result.matching)) == 2
    assert all(not k.refused for k in result.matching.links if k.ideal and k.actual)
    assert result.score.low == result.score.gap == result.score.high


def test_what_another_candidate_is_left_for_is_still_asked_about():
    matching = refused(alone(Candidate("a0", 0.4)), BAN)
    assert matching.links[1].refused == ("a1",) and standing(matching.links[1], "ignored") == "open"
    unlikely = refused(alone(Candidate("a0", 0.1)), BAN)
    assert standing(unlikely.links[1], "ignored") == "refused"


def test_who_is_none_of_all_opposite_has_no_counterpart():
    matching = refused(alone(Candidate("a0", 0.1)), BAN, replace(BAN, actual=("a0",)))
    ours, theirs = matching.links[1:]
    assert (ours.by, ours.confidence, ours.maybe) == ("pin", 1.0, ())
    assert (theirs.by, theirs.refused) == ("auto", ("i1",))


@pytest.mark.parametrize(
    "links", [(), (replace(BAN, state="pinned"),), (Link(("gone",), ("a1",), "banned"),)]
)
def test_without_bans_that_hold_nothing_is_turned_down(links):
    assert refused(alone(), *links) == alone()


def test_a_decision_found_again_by_title_counts():
    ban = Link(("old",), ("a1",), "banned", ideal_titles=(TITLES[1],), actual_titles=(LIVED[1],))
    assert refused(alone(), ban).links[1].refused == ("a1",)


def test_the_interval_does_not_conceive_what_people_turned_down():
    ideal, actual = drawn("ideal", TITLES[:2]), drawn("actual", LIVED[:2])
    near = alone(Candidate("a0", 0.3))
    assert (("i1",), ("a1",)) in generous(ideal, actual, near.links)
    assert (("i1",), ("a1",)) not in generous(ideal, actual, refused(near, BAN).links)
