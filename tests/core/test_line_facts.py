"""What stands beside a line: evidence of both sides, doubt; and what it asks to be done."""

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.line_facts import (
    counted_told,
    doubt_told,
    is_assumed,
    leading,
    measuring_told,
    rests_on,
    summed,
)
from cjm_editor.core.model import Card
from cjm_editor.core.results import Candidate, MetricGap
from cjm_editor.core.texts import words
from cjm_editor.core.todo import ideas_of, what_to_do
from tests.compare.samples import sides_of

EN, RU = words("en"), words("ru")


@pytest.fixture(scope="module")
def boots():
    return compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))


def line(result, title):
    link = next(
        n
        for n, k in enumerate(result.matching.links)
        for id in (*k.ideal, *k.actual)
        for journey in (result.ideal.journey, result.actual.journey)
        if (t := journey.touchpoints.get(id)) is not None and t.title == title
    )
    return next(fix for fix in result.fixes if fix.link == link and fix.path is None)


def test_a_line_asks_for_the_best_idea_on_the_map(boots):
    fix = line(boots, "Оформляет и оплачивает заказ")
    assert what_to_do(boots, fix, RU) == "Скидка из письма применяется сама"
    assert next(card.text for card in ideas_of(boots, fix)) == "Скидка из письма применяется сама"


def with_ideas(result, fix, *cards):
    link = result.matching.links[fix.link]
    journey = result.actual.journey
    points = [
        replace(t, cards=(("opportunities", cards),) if t.id in link.actual else t.cards)
        for t in journey.touchpoints
    ]
    lived = replace(journey, touchpoints=type(journey.touchpoints)(points))
    return replace(result, actual=replace(result.actual, journey=lived))


def test_closed_ideas_are_not_asked_for_and_impact_decides(boots):
    fix = line(boots, "Ждёт доставку")
    cards = (
        Card("Малая", impact=2),
        Card("Готовая", impact=5, status="done"),
        Card("Дорогая", impact=4, effort=5),
        Card("Дешёвая", impact=4, effort=1),
    )
    told = ideas_of(with_ideas(boots, fix, *cards), fix)
    assert [card.text for card in told][:3] == ["Дешёвая", "Дорогая", "Малая"]
    assert "Готовая" not in [card.text for card in told]


def test_without_an_idea_it_says_what_differs(boots):
    fix = line(boots, "Ждёт доставку")
    bare = with_ideas(boots, fix)
    assert not ideas_of(bare, fix)
    assert what_to_do(bare, fix, RU) == "Ждёт доставку: «плохо» вместо «восторг»"
    missing = line(boots, "Видит, что заказ принят")
    assert what_to_do(boots, missing, RU) == "Добавить «Видит, что заказ принят»"
    unfound = replace(boots, matching=replace(boots.matching, id_mode="ignored"))
    assert what_to_do(unfound, missing, RU) == "«Видит, что заказ принят»: найти пару или добавить"
    link = replace(
        boots.matching.links[missing.link], maybe=(Candidate(boots.actual.journey.touchpoints[0].id, 0.45),)
    )
    links = tuple(link if n == missing.link else kept for n, kept in enumerate(boots.matching.links))
    opened = replace(boots, matching=replace(boots.matching, id_mode="ignored", links=links))
    said = what_to_do(opened, replace(missing, asks="counterpart"), RU)
    assert said.startswith("«Видит, что заказ принят»: проверить, не это ли «") and "обавить" not in said


def test_without_a_target_nothing_is_to_be_done():
    result = compare(*sides_of("boots.cjm.yaml", "assumed", "actual"))
    assert all(not ideas_of(result, fix) for fix in result.fixes)
    shown = [fix.delta for fix in result.fixes if not fix.also]
    assert shown == sorted(shown, reverse=True)  # the greatest difference first, whatever its effort


def test_against_a_belief_only_what_is_lived_is_evidence():
    result = compare(*sides_of("boots.cjm.yaml", "assumed", "actual"))
    fix = line(result, "Оформляет корзину")
    assert fix.weaker == "assumption" and not is_assumed(result, fix)
    assert rests_on(result, fix, EN).replace("\u00a0", " ") == "Analytics (1,240)"


def test_evidence_of_both_sides_with_its_numbers(boots):
    fix = replace(line(boots, "Ждёт доставку"), evidence=("survey", "interview"), weaker="survey")
    assert rests_on(boots, fix, EN).startswith("Interview") and " and survey" in rests_on(boots, fix, EN)
    assert rests_on(boots, replace(fix, evidence=("survey", "survey")), EN, False) == "Survey"


def test_a_doubt_is_said_in_words(boots):
    fix = line(boots, "Ждёт доставку")
    assert doubt_told(boots, fix, RU) == ""
    links = list(boots.matching.links)
    links[fix.link] = replace(links[fix.link], confidence=0.8985, by="auto")
    unsure = replace(boots, matching=replace(boots.matching, links=tuple(links)))
    assert doubt_told(unsure, fix, RU) == "связь под вопросом, 89\u00a0%"


def test_points_that_come_from_measuring_are_said_to(boots):
    fix = line(boots, "Ждёт доставку")
    gap = boots.touchpoints[fix.link]
    unmeasured = replace(gap, metrics=(MetricGap("nps", 60.0, None, None),))
    half = replace(fix, unmeasured=fix.delta / 2, asks="")
    told = replace(
        boots,
        touchpoints=tuple(unmeasured if g.link == fix.link else g for g in boots.touchpoints),
        fixes=tuple(half if one is fix else one for one in boots.fixes),
    )
    points = EN.number(fix.delta / 2, 1)
    assert measuring_told(told, half, EN) == f"at least {points}: NPS not measured"
    assert f"at least {points}: NPS not measured" in text_report(told, EN)
    said = f"{points} of it in question: NPS not measured"
    assert measuring_told(told, replace(half, asks="metric"), EN) == said, (
        "nothing is sure of what is asked about"
    )
    bare = replace(half, unmeasured=half.delta)
    assert measuring_told(told, bare, EN) == f"{EN.number(fix.delta, 1)} of it in question: NPS not measured"
    little = replace(half, unmeasured=0.19 * fix.delta)
    assert measuring_told(told, little, EN) == "" == measuring_told(told, replace(fix, unmeasured=0.0), EN)


def test_what_is_counted_above_is_none_of_the_first_savings(boots):
    first, second, *rest = [fix for fix in boots.fixes if fix.saves]
    held = replace(second, counted_above=True, after=first.after)
    told = replace(boots, fixes=(first, held, *rest))
    assert leading(told, 3) == (first, *rest[:2]) and summed(told) == leading(told, 3)
    assert counted_told(held, EN) == "counted already in the lines above" and counted_told(first, EN) == ""
    assert not held.saves and held.is_counted
