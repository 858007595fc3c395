"""Decisions about a map that is called otherwise now: used where its touchpoints are there, told where they are not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare import answers
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.core.errors import EditError
from cjm_editor.core.lost_maps import is_about_lost_maps
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, Stage, Touchpoint, Weights
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words

WANTED = ("Pay at the till", "Join the club", "Wait for the parcel", "Get a thank-you card")
LIVED = ("Settle the bill", "Become a member", "Look out for the box", "Read the leaflet")
FOREIGN = ("Order a taxi", "Sit in traffic", "Reach the airport", "Drop the luggage")


def journey(id: str, kind: str, titles: tuple[str, ...]) -> JourneyMap:
    points = [Touchpoint(f"{kind[0]}{n}", "s", title) for n, title in enumerate(titles)]
    return JourneyMap(id, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points))


def pin(ideal: int, actual: int) -> Link:
    return Link((f"i{ideal}",), (f"a{actual}",), "pinned", "", (WANTED[ideal],), (LIVED[actual],))


NONE = Link(("i3",), (), "pinned", "", (WANTED[3],), ())
LINKS = (pin(0, 1), pin(1, 0), NONE)


def entry(actual: str = "lived.cjm.yaml#journey", links: tuple[Link, ...] = LINKS, ideal: str = "wanted"):
    return Comparison(ideal, actual, links)


def side(file: str, journey: JourneyMap, *comparisons: Comparison) -> Side:
    return Side(Document(maps=(journey,), comparisons=comparisons), journey, f"{file}#{journey.id}")


def wanted(*comparisons: Comparison) -> Side:
    return side("wanted.cjm.yaml", journey("wanted", "ideal", WANTED), *comparisons)


def lived(file: str = "lived.cjm.yaml", id: str = "journey", titles: tuple[str, ...] = LIVED) -> Side:
    return side(file, journey(id, "actual", titles))


def pinned(result: ComparisonResult) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(k.ideal, k.actual) for k in result.matching.links if k.by == "pin"]


def told(result: ComparisonResult, language: str = "en") -> list[str]:
    """The notices that name a map."""
    found = (m for m in result.matching.notices if {"lost", "maps"} & set(dict(m.values)))
    return [words(language)(notice) for notice in found]


ALL = [(("i0",), ("a1",)), (("i1",), ("a0",)), (("i3",), ())]


@pytest.mark.parametrize(
    ("file", "id", "why"),
    [
        ("dinner.cjm.yaml", "journey", "nothing is decided about it yet"),
        ("lived.cjm.yaml", "evening", "not there any more"),
    ],
)
def test_decisions_follow_a_map_whose_file_or_id_is_called_otherwise(file, id, why):
    one, other = wanted(entry()), lived(file, id)
    result = compare(one, other)
    assert pinned(result) == ALL
    (notice,) = told(result)
    assert notice.startswith("3 decisions made for “lived.cjm.yaml#journey” are used")
    assert f"“{file}#{id}”" in notice and why in notice
    assert notice in markdown_report(result, words("en")).replace("\\", "")
    assert len(told(result, "ru")) == 1
    back = compare(other, one)
    assert pinned(back) == [(("a0",), ("i1",)), (("a1",), ("i0",)), ((), ("i3",))]
    assert len(told(back)) == 1


def test_the_next_decision_writes_them_down_under_the_name_of_today():
    """Where the map is gone its entry is renamed; where its file may be there still, that pair keeps its own."""
    added = (("i2",), ("a2",))
    for other, kept in ((lived(id="evening"), ()), (lived("dinner.cjm.yaml"), (entry(),))):
        one = wanted(entry())
        made = answers.drawn(compare(one, other), *added)
        document = made.edit(one.document)
        *left, new = document.comparisons
        assert tuple(left) == kept
        assert (new.ideal, new.actual) == ("wanted", other.name)
        assert new.links[:3] == LINKS and new.links[3].actual == ("a2",)
        assert made.edit(document) is document
        again = compare(replace(one, document=document), other)
        assert sorted(pinned(again)) == sorted([*ALL, added]) and told(again) == []


def test_what_is_taken_back_stays_so_though_the_old_entry_is_there():
    one, other = wanted(entry(links=LINKS[:1])), lived("dinner.cjm.yaml")
    result = compare(one, other)
    number = next(n for n, k in enumerate(result.matching.links) if k.by == "pin")
    assert answers.is_decided(result, number)
    document = answers.forgotten(result, number).edit(one.document)
    again = compare(replace(one, document=document), other)
    assert pinned(again) == [] and told(again) == []
    assert pinned(compare(replace(one, document=document), lived())) == ALL[:1]


def test_a_file_that_names_its_own_map_by_its_old_name():
    one = wanted()
    other = side(
        "dinner.cjm.yaml", journey("journey", "actual", LIVED), entry(ideal="wanted.cjm.yaml#wanted")
    )
    result = compare(one, other)
    assert pinned(result) == ALL and len(told(result)) == 1
    made = answers.drawn(result, ("i2",), ("a2",))
    assert made.side == "actual"
    names = [(c.ideal, c.actual) for c in made.edit(other.document).comparisons]
    assert names[-1] == ("wanted.cjm.yaml#wanted", "journey")


def test_a_map_of_the_same_document_that_got_another_id():
    maps = journey("wanted", "ideal", WANTED), journey("evening", "actual", LIVED)
    for named in ("journey", "#journey", "both.cjm.yaml#journey"):
        document = Document(maps=maps, comparisons=(entry(named),))
        ideal, actual = (Side(document, m, f"both.cjm.yaml#{m.id}") for m in maps)
        result = compare(ideal, actual)
        assert pinned(result) == ALL and "not there any more" in told(result)[0]
        after = answers.banned(result, ("i2",), ("a2",)).edit(document)
        assert [(c.ideal, c.actual) for c in after.comparisons] == [("wanted", "evening")]


def test_a_map_without_their_touchpoints_takes_no_decisions_over():
    one = wanted(entry())
    for id, is_told in (("evening", True), ("journey", False)):
        file = "lived.cjm.yaml" if is_told else "taxi.cjm.yaml"
        result = compare(one, lived(file, id, FOREIGN))
        assert pinned(result) == []
        assert bool(told(result)) == is_told, (
            "a map of another file is no news where nothing says it is this one"
        )
    (notice,) = told(compare(one, lived("half.cjm.yaml", titles=(LIVED[0], *FOREIGN[1:]))))
    assert notice == (
        "3 decisions are not used: they name a map that is not one of the two compared: lived.cjm.yaml#journey"
    )


def test_decisions_without_titles_are_no_proof():
    bare = replace(pin(0, 1), ideal_titles=(), actual_titles=())
    assert pinned(compare(wanted(entry(links=(bare,))), lived())) == ALL[:1]
    result = compare(wanted(entry(links=(bare,))), lived(id="evening"))
    assert pinned(result) == [] and "1 decision is not used" in told(result)[0]


def test_another_map_that_is_there_keeps_its_decisions_to_itself():
    maps = (
        journey("wanted", "ideal", WANTED),
        journey("young", "actual", LIVED),
        journey("old", "actual", LIVED),
    )
    document = Document(maps=maps, comparisons=(entry("young"),))
    ideal, young, old = (Side(document, m, f"all.cjm.yaml#{m.id}") for m in maps)
    assert pinned(compare(ideal, young)) == ALL
    result = compare(ideal, old)
    assert pinned(result) == [] and told(result) == []


def test_an_entry_that_names_both_maps_is_the_only_one():
    own = entry("dinner.cjm.yaml#journey", (pin(2, 2),))
    result = compare(wanted(entry(), own), lived("dinner.cjm.yaml"))
    assert pinned(result) == [(("i2",), ("a2",))] and told(result) == []


def test_of_several_lost_maps_none_is_guessed():
    more = entry("may.cjm.yaml#journey", (*LINKS, pin(2, 2)))
    other = lived("june.cjm.yaml")
    for entries in ((entry(), more), (more, entry())):
        result = compare(wanted(*entries), other)
        assert len(pinned(result)) == 4, "one says all that the other does"
    differs = entry("may.cjm.yaml#journey", (pin(0, 0),))
    result = compare(wanted(entry(), differs), other)
    assert pinned(result) == []
    (notice,) = told(result)
    assert notice.endswith("so none are used: lived.cjm.yaml#journey; may.cjm.yaml#journey")


def test_weights_go_with_the_decisions_or_are_told():
    weighty = replace(entry(), weights=Weights(1, 0, 0, 0))
    assert compare(wanted(weighty), lived("dinner.cjm.yaml")).score.weights.experience == 1
    alone = replace(entry(links=()), weights=Weights(1, 0, 0, 0))
    (notice,) = told(compare(wanted(alone), lived(id="evening")))
    assert notice.startswith("Weights are not used")


def test_a_document_without_a_file_is_no_name_to_write_down():
    one, other = wanted(entry()), replace(lived(id="journey"), name="#journey")
    result = compare(one, other)
    assert pinned(result) == ALL
    with pytest.raises(EditError):
        answers.drawn(result, ("i2",), ("a2",))


def test_decisions_about_a_map_with_another_file_and_id_are_told_where_their_touchpoints_are():
    """They are not used: nothing but the touchpoints says that it is the same map. That is not kept silent."""
    fresh = JourneyMap(
        "evening",
        kind="actual",
        touchpoints=Seq([Touchpoint(f"n{n}", "s", title) for n, title in enumerate(LIVED)]),
        stages=(Stage("s", "Stage"),),
    )
    for other in (lived("dinner.cjm.yaml", "evening"), side("dinner.cjm.yaml", fresh)):
        result = compare(wanted(entry()), other)
        assert pinned(result) == []
        (notice,) = told(result)
        assert notice.startswith("3 decisions made for “lived.cjm.yaml#journey” are not used")
        assert "“dinner.cjm.yaml#evening”" in notice
        assert is_about_lost_maps(next(m for m in result.matching.notices if m.values)), "pictures tell it"
        assert len(told(compare(other, wanted(entry())))) == 1
        assert told(result, "ru")[0].startswith("Не учтены 3 решения о карте «lived.cjm.yaml#journey»")


def test_of_decisions_about_other_maps_only_those_that_seem_meant_are_told():
    """A reference has entries about other branches: of those with other touchpoints, and where this pair has decisions
    of its own, nothing is said."""
    other = lived("dinner.cjm.yaml", "evening", (LIVED[0], *FOREIGN[1:]))
    assert told(compare(wanted(entry()), other)) == []
    own = entry("dinner.cjm.yaml#evening", (pin(2, 2),))
    assert told(compare(wanted(entry(), own), lived("dinner.cjm.yaml", "evening"))) == []
    (notice,) = told(compare(wanted(entry(), entry("may.cjm.yaml#may")), lived("dinner.cjm.yaml", "evening")))
    assert "lived.cjm.yaml#journey; may.cjm.yaml#may" in notice


def test_a_map_with_another_file_and_id_beside_one_that_is_gone():
    gone = entry(links=(pin(0, 0),))
    maps = journey("evening", "actual", (LIVED[0], *FOREIGN)), journey("may", "actual", LIVED)
    other = Side(Document(maps=maps), maps[1], "lived.cjm.yaml#may")
    result = compare(wanted(entry("old.cjm.yaml#old"), gone), other)
    assert pinned(result) == [(("i0",), ("a0",))], "one fits, and is used"
    assert len(told(result)) == 1 and "is used" in told(result)[0]
