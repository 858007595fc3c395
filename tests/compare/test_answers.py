"""What people answer about links: kept, undone, found again, never asked again."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from cjm_editor.compare import answers
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.decisions import DecisionError
from cjm_editor.compare.entries import home_for
from cjm_editor.compare.unsure import following, is_open, unsure
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Comparison, Document, JourneyMap, Link, Stage, Touchpoint
from cjm_editor.core.results import Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.io.reader import read
from cjm_editor.io.writer import write
from tests.cases import CASES
from tests.compare.pairs import LANGUAGES, pair


def journey(kind: str, *titles: str, prefix: str = "") -> JourneyMap:
    points = [Touchpoint(f"{prefix or kind[0]}{n}", "s", title) for n, title in enumerate(titles)]
    return JourneyMap(kind, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points))


def sides(document: Document, name: str = "file.cjm.yaml") -> tuple[Side, Side]:
    ideal, actual = document.maps
    return Side(document, ideal, f"{name}#{ideal.id}"), Side(document, actual, f"{name}#{actual.id}")


def one_document(case) -> Document:
    """Both maps of a pair in one document."""
    actual = replace(case.actual.journey, id="lived", derived_from="")
    return Document(maps=(replace(case.ideal.journey, id="wanted"), actual))


def answered(result, question, choice: str):
    ids, other = question.ids, question.options[-1].ids
    if choice == "accept" and question.is_linked:
        return answers.accepted(result, question.link)
    if choice == "cut" and question.is_linked:
        return answers.cut(result, question.link)
    if choice == "other":
        ends = (ids, other) if question.side == "ideal" else (other, ids)
        return answers.drawn(result, *ends)
    return answers.alone(result, *((ids, ()) if question.side == "ideal" else ((), ids)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_asked_once_and_the_queue_ends(language):
    asked = 0
    for seed in range(max(4, CASES // 125)):
        rng = random.Random(seed)
        preset = ("independent", "unrelated", "reworded", "edits-60")[seed % 4]
        document = one_document(pair(preset, 24, language, seed))
        seen = set()
        result = compare(*sides(document))
        while questions := unsure(result):
            question = questions[0]
            assert question.link not in {q.link for q in questions[1:]}
            key = (question.side, question.ids, question.options)
            assert key not in seen
            seen.add(key)
            made = answered(result, question, rng.choice(("accept", "cut", "other", "none")))
            before, document = document, made.edit(document)
            assert document is not before
            assert made.edit(document) is document
            result = compare(*sides(document))
            asked += 1
        again = compare(*sides(read(write(document).encode(), "file.cjm.yaml").document))
        assert again.matching == result.matching
    assert asked > 5


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counterpart_that_was_taken_is_offered_to_nothing_else(language):
    shared = 0
    for seed in range(max(4, CASES // 250)):
        rng = random.Random(seed)
        preset = ("independent", "unrelated", "reworded", "edits-60")[seed % 4]
        document = one_document(pair(preset, 24, language, seed))
        taken: set[str] = set()
        result = compare(*sides(document))
        while questions := unsure(result):
            offered = [id for q in questions for option in q.options for id in option.ids]
            assert taken.isdisjoint(offered)
            shared += len(offered) - len(set(offered))
            question = questions[0]
            option = rng.choice(question.options)
            ends = (question.ids, option.ids) if question.side == "ideal" else (option.ids, question.ids)
            taken.update((*question.ids, *option.ids))
            document = answers.drawn(result, *ends).edit(document)
            result = compare(*sides(document))
    assert shared, "some candidates are offered to two touchpoints at first"


def test_an_answer_to_a_link_is_what_the_next_comparison_says():
    document = Document(
        maps=(journey("ideal", "Pay", "Club"), journey("actual", "Pay by card", "Text message"))
    )
    result = compare(*sides(document))
    joined = answers.drawn(result, ("i0",), ("a0", "a1")).edit(document)
    links = compare(*sides(joined)).matching.links
    assert [(k.ideal, k.actual, k.by) for k in links] == [
        (("i0",), ("a0", "a1"), "pin"),
        (("i1",), (), "auto"),
    ]
    stored = joined.comparisons[0].links[0]
    assert (stored.ideal_titles, stored.actual_titles) == (("Pay",), ("Pay by card", "Text message"))
    apart = answers.cut(compare(*sides(joined)), 0).edit(joined)
    assert [k.state for k in apart.comparisons[0].links] == ["banned"]
    assert not any(k.ideal and k.actual for k in compare(*sides(apart)).matching.links if k.ideal == ("i0",))
    free = answers.forgotten(compare(*sides(apart)), 0).edit(apart)
    assert free.comparisons == ()


def test_nothing_linked_cannot_be_cut():
    result = compare(*sides(Document(maps=(journey("ideal", "Pay"), journey("actual", "Xylophone")))))
    with pytest.raises(EditError):
        answers.cut(result, 0)


TITLES = ("Pay at the till", "Join the club", "Wait for the parcel")
LIVED = ("Settle the bill", "Become a member", "Look out for the box")


def decided(*links: Link) -> Document:
    return Document(
        maps=(journey("ideal", *TITLES), journey("actual", *LIVED)),
        comparisons=(Comparison("ideal", "actual", links),),
    )


def pinned(document: Document) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(k.ideal, k.actual) for k in compare(*sides(document)).matching.links if k.by == "pin"]


def with_ids(document: Document, at: int, ids: dict[str, str]) -> Document:
    old = document.maps[at]
    points = [replace(t, id=ids.get(t.id, t.id)) for t in old.touchpoints]
    maps = list(document.maps)
    maps[at] = replace(old, touchpoints=Seq(points))
    return replace(document, maps=tuple(maps))


PIN = Link(("i0",), ("a1",), ideal_titles=TITLES[:1], actual_titles=LIVED[1:2])


def test_a_decision_survives_ids_that_were_renamed_or_passed_on():
    assert pinned(with_ids(decided(PIN), 1, {"a1": "member"})) == [(("i0",), ("member",))]
    assert pinned(with_ids(decided(PIN), 0, {"i0": "i1", "i1": "i0"})) == [(("i1",), ("a1",))]


def test_a_touchpoint_that_was_renamed_keeps_its_decision():
    document = decided(PIN)
    old = document.maps[1]
    points = [replace(t, title="Something else") if t.id == "a1" else t for t in old.touchpoints]
    document = replace(document, maps=(document.maps[0], replace(old, touchpoints=Seq(points))))
    assert pinned(document) == [(("i0",), ("a1",))]
    notices = compare(*sides(document)).matching.notices
    assert "Become a member → Something else" in [dict(m.values).get("titles") for m in notices]


def test_a_title_with_a_word_of_the_old_one_is_no_news():
    document = decided(PIN)
    old = document.maps[1]
    points = [replace(t, title="Members only") if t.id == "a1" else t for t in old.touchpoints]
    document = replace(document, maps=(document.maps[0], replace(old, touchpoints=Seq(points))))
    assert pinned(document) == [(("i0",), ("a1",))]
    assert not [m for m in compare(*sides(document)).matching.notices if "→" in str(dict(m.values))]


def test_ids_that_were_given_anew_carry_no_decision_over_to_another_touchpoint():
    """The first touchpoint was taken out and the rest numbered again, as an import does: one decision is found by its
    title, which says that the ids mean other things now; the other one's touchpoint is gone."""
    document = decided(
        Link(("i0",), ("a0",), ideal_titles=TITLES[:1], actual_titles=LIVED[:1]),
        Link(("i1",), ("a1",), ideal_titles=TITLES[1:2], actual_titles=LIVED[1:2]),
    )
    old = document.maps[1]
    points = [replace(t, id=f"a{n}") for n, t in enumerate(old.touchpoints[1:])]
    document = replace(document, maps=(document.maps[0], replace(old, touchpoints=Seq(points))))
    assert pinned(document) == [(("i1",), ("a0",))]
    notices = compare(*sides(document)).matching.notices
    assert "Settle the bill" in [dict(m.values).get("titles") for m in notices]


def test_a_decision_without_its_touchpoint_is_out_of_date_and_named():
    document = decided(replace(PIN, actual=("gone",), actual_titles=("Membership card",)))
    result = compare(*sides(document))
    assert not [k for k in result.matching.links if k.by == "pin"]
    assert "Membership card" in [dict(m.values).get("titles") for m in result.matching.notices]


def said(document: Document, language: str = "en") -> list[str]:
    """The notices about decisions."""
    return [
        words(language)(m) for m in compare(*sides(document)).matching.notices if "titles" in dict(m.values)
    ]


def test_a_title_that_two_touchpoints_have_finds_nothing_again_and_says_so():
    document = with_ids(decided(PIN), 1, {"a1": "member"})
    old = document.maps[1]
    twin = replace(old.touchpoints[1], id="twin")
    document = replace(
        document, maps=(document.maps[0], replace(old, touchpoints=Seq([*old.touchpoints, twin])))
    )
    assert pinned(document) == []
    assert said(document) == [
        "A decided link is out of date: the id of its touchpoint is gone, and several touchpoints have its title; "
        "choose the right one and decide again: Become a member"
    ]
    (russian,) = said(document, "ru")
    assert "больше нет" not in russian and "несколько" in russian and "Become a member" in russian


def test_what_is_found_again_gives_way_to_what_was_decided_since():
    since = Link(("i0",), ("member",), "banned")
    document = with_ids(decided(PIN, since), 1, {"a1": "member"})
    result = compare(*sides(document))
    assert not [k for k in result.matching.links if k.by == "pin"]
    (told,) = said(document)
    assert "decided since" in told and told.endswith("Pay at the till ↔ Become a member")
    assert "not on the maps" not in told, "its touchpoints are there"


def test_the_next_answer_writes_found_decisions_with_the_ids_of_today():
    document = with_ids(decided(PIN), 1, {"a1": "member"})
    result = compare(*sides(document))
    number = next(n for n, k in enumerate(result.matching.links) if k.by == "pin")
    cut = answers.cut(result, number).edit(document)
    assert [(k.actual, k.state) for k in cut.comparisons[0].links] == [(("member",), "banned")]


def test_decisions_that_contradict_each_other_are_an_error():
    with pytest.raises(DecisionError) as caught:
        compare(*sides(decided(PIN, Link(("i1",), ("a1",)))))
    assert caught.value.lines == (1, 2)


def test_decisions_of_two_files_name_the_other_file_and_keep_the_roles_they_were_written_with():
    ideal, actual = journey("ideal", *TITLES), journey("actual", *LIVED)
    one = Side(Document(maps=(ideal,)), ideal, "folder/wanted.cjm.yaml#ideal")
    other = Side(Document(maps=(actual,)), actual, "lived.cjm.yaml#actual")
    result = compare(one, other)
    made = answers.drawn(result, ("i0",), ("a2",))
    assert made.side == "ideal"
    document = made.edit(one.document)
    assert document.comparisons[0].actual == "lived.cjm.yaml#actual"
    one = replace(one, document=document)
    turned = compare(other, one)
    assert [(k.ideal, k.actual) for k in turned.matching.links if k.by == "pin"] == [(("a2",), ("i0",))]
    made = answers.banned(turned, ("a1",), ("i1",))
    assert made.side == "actual"
    stored = made.edit(one.document).comparisons
    assert len(stored) == 1
    assert (stored[0].links[1].ideal, stored[0].links[1].ideal_titles) == (("i1",), TITLES[1:2])
    unsaved = Side(other.document, actual, "#actual")
    with pytest.raises(EditError):
        home_for(replace(one, document=Document(maps=(ideal,))), unsaved)


def test_each_of_several_touchpoints_without_a_counterpart_stands_alone():
    document = decided(Link(("i0", "i1"), ()))
    assert pinned(document) == [(("i0",), ()), (("i1",), ())]


def test_questions_go_round():
    found = next(
        (result, questions)
        for seed in range(100)
        for result in [compare(*sides(one_document(pair("independent", 60, "en", seed))))]
        if len(questions := unsure(result)) > 1
    )
    result, questions = found
    assert following(questions, questions[-1].link) == questions[0]
    assert following(questions, questions[0].link, -1) == questions[-1]
    assert following(questions, questions[0].link) == questions[1]
    assert following((), 0) is None
    first = following(questions, -1)
    assert first == questions[0]
    assert is_open(result, questions[0].link)
    assert not is_open(
        result, next(n for n, k in enumerate(result.matching.links) if k.confidence >= 0.95 and k.actual)
    )
