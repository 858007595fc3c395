"""The facts of the detail: every link once, both sides' texts, nothing internal, candidates in words."""

from dataclasses import replace

import pytest

from cjm_editor.core.detail import Fact, alone_told, caption_of, side_by_side, stages_told
from cjm_editor.core.model import Card, Lane
from cjm_editor.core.results import Candidate
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from tests.render import pairs

RU, EN = words("ru"), words("en")


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def facts_of(result, language=RU):
    return [
        (fact.caption, line)
        for stage in stages_told(result, language)
        for sheet in stage.sheets
        for told in (*sheet.ideal, *sheet.actual)
        for fact in told.facts
        for line in fact.lines
    ]


def test_every_link_stands_in_one_stage(boots):
    results = [boots, *(pairs.random_pair(seed) for seed in range(40)), *pairs.extremes().values()]
    for result in results:
        numbers = [sheet.link for stage in stages_told(result, RU) for sheet in stage.sheets]
        assert sorted(numbers) == list(range(len(result.matching.links)))


def test_both_sides_texts_are_told(boots):
    told = {line for _caption, line in facts_of(boots)}
    text = "\n".join(told)
    for side in (boots.ideal, boots.actual):
        for touchpoint in side.journey.touchpoints:
            for value in (touchpoint.action, touchpoint.expectation, touchpoint.outcome, touchpoint.channel):
                assert not value or value in told
            for lane, cards in touchpoint.cards:
                for card in cards:
                    if lane in ("thoughts", "pains", "gains"):
                        assert card.text in text


def test_a_client_reads_nothing_internal(boots):
    journey = boots.actual.journey
    secret = [
        replace(t, cards=(*t.cards, ("secrets", (Card("Только для своих"),)), ("open", (Card("Для всех"),))))
        for t in journey.touchpoints
    ]
    lanes = (Lane("secrets", "Тайное", audience="internal"), Lane("open", "Явное"))
    document = replace(boots.actual.document, lanes=(*boots.actual.document.lanes, *lanes))
    side = replace(boots.actual, document=document, journey=replace(journey, touchpoints=Seq(secret)))
    told = facts_of(replace(boots, actual=side))
    assert ("Явное", "Для всех") in told and not any(line == "Только для своих" for _c, line in told)


def test_captions_of_both_sides_meet():
    a, b, c, d = (Fact(name, (name,)) for name in "abcd")
    assert list(side_by_side((a, b, d), (b, c, d))) == [(a, None), (b, b), (None, c), (d, d)]
    assert list(side_by_side((a, b), (b, a))) == [(a, None), (b, b), (None, a)]
    assert list(side_by_side((), ())) == []


def test_what_has_no_counterpart_names_all_that_come_near(boots):
    number = next(n for n, link in enumerate(boots.matching.links) if not link.actual)
    ids = [touchpoint.id for touchpoint in boots.actual.journey.touchpoints][:2]
    links = list(boots.matching.links)
    near = tuple(Candidate(id, share) for id, share in zip(ids, (0.44, 0.12), strict=True))
    links[number] = replace(links[number], maybe=near, by="auto")
    result = replace(boots, matching=replace(boots.matching, links=tuple(links)))
    said = alone_told(result, number, EN)
    assert (
        said.startswith("No counterpart found; nearest: “") and "(44%), “" in said and said.endswith("(12%).")
    )
    links[number] = replace(links[number], by="pin")
    decided = replace(boots, matching=replace(boots.matching, links=tuple(links)))
    assert alone_told(decided, number, EN) == "People decided that it has no counterpart."


def test_the_emotion_of_an_ideal_map_is_a_target(boots):
    told = {caption for caption, _line in facts_of(boots)}
    assert {"Целевая эмоция", "Эмоция"} <= told
    both = (Fact("Target emotion", ("+2",), field="emotion"), Fact("Emotion", ("0",), field="emotion"))
    assert list(side_by_side(both[:1], both[1:])) == [both]
    assert caption_of(both) == "Target emotion / emotion"
    assert caption_of((both[1], both[1])) == caption_of((None, both[1])) == "Emotion"


def test_a_feeling_that_is_the_emotion_is_said_once(boots):
    felt = [line for caption, line in facts_of(boots) if caption == "Эмоция"]
    parts = [[part.strip().casefold() for part in line.split(",")] for line in felt]
    assert felt and all(len(set(told)) == len(told) for told in parts)
    assert any(len(told) > 1 for told in parts)


def test_what_stands_in_the_table_is_not_said_again_below(boots):
    made = [sheet for stage in stages_told(boots, RU) for sheet in stage.sheets]
    assert any(fact.tone == "pain" for one in made for told in one.actual for fact in told.facts)
    notes = [note for one in made for note in one.notes]
    assert notes and not [note for note in notes if note.startswith(("Боль", "Острая боль", "Ожидание не"))]
