"""A line of the list becomes a card on the lived map: where it belongs, worded in the map's language."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.opportunity import LANE, opportunity_from
from cjm_editor.compare.opportunity_text import _TASKS, LONGEST, idea_text
from cjm_editor.core.address import stage_at, touchpoint_at
from cjm_editor.core.elements import element
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Card, Document, JourneyMap, Stage, Touchpoint, lane_cards
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _, words
from cjm_editor.core.validate import problems
from cjm_editor.core.wording import title_of
from tests.cases import CASES
from tests.compare.generator import pair, side
from tests.compare.samples import sides_of


def boots(language: str = "ru"):
    return compare(
        *sides_of(f"boots.{language}.cjm.yaml" if language == "en" else "boots.cjm.yaml", "ideal", "actual")
    )


def test_every_line_of_every_comparison_becomes_one_card_of_the_lived_map():
    made = 0
    for seed in range(CASES // 10):
        case = pair(random.Random(seed))
        result = compare(*case.sides)
        for fix in result.fixes:
            document = result.actual.document
            found = opportunity_from(result, fix)
            changed = found.edit(document)
            owner = element(changed, found.at)
            assert lane_cards(owner, LANE)[-1] == found.card
            assert found.edit(changed) is changed
            assert len(problems(changed)) == len(problems(document))
            link = result.matching.links[fix.link]
            if link.actual:
                assert found.at.id in link.actual
            made += 1
    assert made > CASES // 10


def test_the_card_says_in_the_maps_language_what_to_do():
    result = boots()
    texts = {fix.rank: opportunity_from(result, fix).card.text for fix in result.fixes}
    missing = next(f for f in result.fixes if not result.matching.links[f.link].actual)
    title = title_of(result.ideal.journey, result.matching.links[missing.link].ideal)
    assert texts[missing.rank] == f"Добавить «{title}»"
    extra = next(f for f in result.fixes if not result.matching.links[f.link].ideal and not f.also)
    assert texts[extra.rank].startswith("Обойтись без этой точки")
    loop = next(f for f in result.fixes if f.path is not None and result.path[f.path].kind == "loop")
    assert texts[loop.rank].startswith("Избавить клиента от возврата")
    assert all(len(text) <= LONGEST for text in texts.values())
    for fix in result.fixes:  # a card is not called once more what it stands at
        link = result.matching.links[fix.link]
        assert (
            not link.actual or title_of(result.actual.journey, link.actual) not in texts[fix.rank] or fix.path
        )
    kept = next(f for f in result.fixes if any(r.msgid.startswith("Broken promise") for r in f.reasons))
    assert texts[kept.rank].replace("\u00a0", " ") == "Сдержать обещание: «Скидка 20 %»"


def test_every_reason_that_becomes_a_task_is_one_that_is_said():
    for msgid, build in _TASKS.items():
        values = dict.fromkeys(re.findall(r"{(\w+)}", msgid), "x")
        assert words("ru")(_(msgid, **values)) != words("en")(_(msgid, **values)), msgid
        assert words("ru")(build(values)) != words("en")(build(values))


def test_a_long_text_is_cut_at_a_word():
    ideal, actual = small("one")
    pain = Card("Никто не знает где посылка " * 12, severity=3)
    points = [replace(t, cards=(("pains", (pain,)),)) for t in actual.touchpoints]
    result = compare(side(ideal), side(replace(actual, touchpoints=Seq(points))))
    text = opportunity_from(result, line(result, "Look at boots"), "ru").card.text
    assert len(text) <= LONGEST and text.startswith("Убрать боль: «Никто") and "…" in text


def small(stage: str, emotion: int | None = None, effort: int | None = None):
    stages = (Stage("one", "Before"), Stage("two", "After"))
    ideal = JourneyMap(
        "ideal",
        kind="ideal",
        stages=stages,
        touchpoints=Seq(
            [
                Touchpoint("a", "one", "Look at boots", emotion=2),
                Touchpoint("b", stage, "Measure the foot", effort=effort),
                Touchpoint("c", "one", "Pay at the till", emotion=2),
            ]
        ),
    )
    lived = [
        Touchpoint("a", "one", "Look at boots", emotion=emotion),
        Touchpoint("c", "one", "Pay at the till"),
    ]
    actual = JourneyMap("actual", kind="actual", stages=stages, touchpoints=Seq(lived))
    return ideal, actual


def line(result, title: str):
    return next(
        f
        for f in result.fixes
        if f.path is None and title_of(result.ideal.journey, result.matching.links[f.link].ideal) == title
    )


def test_what_is_missing_belongs_to_its_neighbour_in_the_stage_else_to_the_stage():
    for stage, expected in (("one", touchpoint_at("actual", "a")), ("two", stage_at("actual", "two"))):
        ideal, actual = small(stage)
        result = compare(side(ideal), side(actual))
        assert opportunity_from(result, line(result, "Measure the foot")).at == expected


def test_without_a_stage_of_that_kind_it_belongs_to_the_nearest_touchpoint():
    ideal, actual = small("two")
    actual = replace(actual, stages=actual.stages[:1])
    result = compare(side(ideal), side(actual))
    found = opportunity_from(result, line(result, "Measure the foot"))
    assert found.at in (touchpoint_at("actual", "a"), touchpoint_at("actual", "c"))


def test_effort_is_carried_over_only_where_a_map_states_it():
    for effort in (None, 4):
        result = compare(*(side(j) for j in small("one", effort=effort)))
        assert opportunity_from(result, line(result, "Measure the foot")).card.effort == effort


def test_the_document_s_language_comes_before_that_of_the_window():
    ideal, actual = small("one", emotion=-2)
    result = compare(side(ideal), side(actual))
    fix = line(result, "Look at boots")
    assert opportunity_from(result, fix).card.text == "Raise the emotion from −2 to +2"
    assert opportunity_from(result, fix, "ru").card.text.startswith("Поднять эмоцию")
    lived = side(actual)
    own = replace(lived, document=replace(lived.document, language="en-GB"))
    assert opportunity_from(compare(side(ideal), own), fix, "ru").card.text.startswith("Raise")


def test_an_empty_map_has_no_place_for_it():
    ideal, actual = small("one")
    empty = replace(actual, stages=(), touchpoints=Seq([]))
    result = compare(side(ideal), side(empty))
    with pytest.raises(EditError):
        opportunity_from(result, result.fixes[0])
    staged = replace(actual, touchpoints=Seq([]))
    result = compare(side(ideal), side(staged))
    assert opportunity_from(result, result.fixes[0]).at.kind == "stage"
    assert isinstance(opportunity_from(result, result.fixes[0]).edit(Document(maps=(staged,))), Document)


def test_what_is_to_be_found_out_becomes_a_question_and_no_work():
    result = compare(*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey"))
    asked = [fix for fix in result.fixes if fix.asks == "counterpart"]
    assert {bool(result.matching.links[fix.link].ideal) for fix in asked} == {True, False}
    for fix in asked:
        assert opportunity_from(result, fix).card.text.startswith("Проверить, не это ли «")


def of_kinds(ideal: str, actual: str):
    """Two maps drawn independently, seen in these roles."""
    ours, theirs = sides_of("boots.cjm.yaml", "ideal") + sides_of("boots-independent.cjm.yaml", "journey")
    return compare(
        replace(ours, journey=replace(ours.journey, kind=ideal)),
        replace(theirs, journey=replace(theirs.journey, kind=actual)),
    )


ROLES = {
    ("ideal", "actual"): "Проверить, не это ли «",
    ("assumed", "actual"): "Проверить, не это ли компания называет «",
    ("actual", "actual"): "Проверить, не то же ли это, что «",
}


@pytest.mark.parametrize("kinds", ROLES)
def test_what_is_to_be_checked_stands_at_the_candidate_and_names_what_is_looked_for(kinds):
    result = of_kinds(*kinds)
    asked = [f for f in result.fixes if f.asks == "counterpart" and result.matching.links[f.link].ideal]
    assert asked
    for fix in asked:
        link, made = result.matching.links[fix.link], opportunity_from(result, fix)
        assert made.at == touchpoint_at("journey", link.maybe[0].id)
        title = title_of(result.ideal.journey, link.ideal)
        assert made.card.text.startswith(ROLES[kinds] + title[:20])
        assert title_of(result.actual.journey, (made.at.id,)) not in made.card.text
        assert made.card.text.endswith("»") and len(made.card.text) <= LONGEST


def test_elsewhere_both_are_named():
    result = of_kinds("ideal", "actual")
    fix = next(f for f in result.fixes if f.asks == "counterpart" and result.matching.links[f.link].ideal)
    link = result.matching.links[fix.link]
    for language in ("en", "ru"):
        text = idea_text(result, fix, words(language), is_at_candidate=False)
        assert title_of(result.ideal.journey, link.ideal)[:12] in text
        assert title_of(result.actual.journey, (link.maybe[0].id,))[:12] in text
        assert len(text) <= LONGEST


@pytest.mark.parametrize("kinds", [kinds for kinds in ROLES if kinds[0] != "ideal"])
def test_without_a_target_nothing_is_to_be_added_or_left_out(kinds):
    ideal, actual = small("one")
    lived = [*actual.touchpoints, Touchpoint("d", "two", "Queue for nothing at all", importance=2)]
    ideal, actual = replace(ideal, kind=kinds[0]), replace(actual, kind=kinds[1], touchpoints=Seq(lived))
    result = compare(side(ideal), side(replace(actual, id="other")))
    alone = [f for f in result.fixes if not (k := result.matching.links[f.link]).ideal or not k.actual]
    texts = {opportunity_from(result, fix).card.text for fix in alone if fix.path is None}
    assert len(texts) >= 2
    assert not [text for text in texts if text.startswith(("Add", "Do without"))]
