"""The samples and templates hold what they promise: sizes, content, languages, and the many facts of `boots`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from cjm_editor.compare.comparison import compare
from cjm_editor.core.evidence import evidence_of
from cjm_editor.core.graph import channel_seams, loops, transitions_of
from cjm_editor.core.model import Document, JourneyMap, columns_of, map_of
from cjm_editor.core.resources import sample
from cjm_editor.core.schema import PHASES
from cjm_editor.core.templates import TEMPLATES, template_file
from cjm_editor.core.texts import LANGUAGES
from cjm_editor.core.validate import problems
from cjm_editor.io.files import load
from tests.compare.samples import sides_of

NAMES = {
    "boots.cjm.yaml": "ru",
    "boots.en.cjm.yaml": "en",
    "boots-independent.cjm.yaml": "ru",
    "recovery.cjm.yaml": "ru",
    "bank-accessibility.cjm.yaml": "ru",
    "hundred-days.cjm.yaml": "ru",
    "hundred-days.en.cjm.yaml": "en",
}
LINKS = Path(__file__).parent / "fixtures" / "boots_truth" / "independent-links.yaml"


def document_of(name: str) -> Document:
    return load(sample(name)).source.document


def journey_of(name: str, map_id: str) -> JourneyMap:
    found = map_of(document_of(name), map_id)
    assert found is not None
    return found


def cards(journey: JourneyMap, lane: str) -> list[str]:
    owners = (*journey.stages, *journey.touchpoints)
    return [card.text for owner in owners for card in dict(owner.cards).get(lane, ())]


def kinds_of_evidence(journey: JourneyMap) -> set[str]:
    owners = (*journey.stages, *journey.touchpoints)
    own = [one for owner in owners for one in evidence_of(journey, owner, None)]
    own += [one for owner in owners for _, row in owner.cards for card in row for one in card.evidence]
    return {one.kind for one in own}


def test_the_shipped_samples_are_those_listed():
    assert {path.name for path in sample().glob("*.cjm.yaml")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_sample_is_a_map_of_full_size(name):
    document = document_of(name)
    assert document.language == NAMES[name]
    assert problems(document) == ()
    assert document.segments and all(segment.personas for segment in document.segments)
    for journey in document.maps:
        assert 5 <= len(journey.stages) <= 8, journey.id
        assert 12 <= len(journey.touchpoints) <= 40, journey.id
        assert all(stage.title for stage in journey.stages)
        assert all(touchpoint.title for touchpoint in journey.touchpoints)
        assert len(cards(journey, "thoughts")) >= len(journey.touchpoints) - 1, journey.id


@pytest.mark.parametrize("name", NAMES)
def test_what_is_lived_has_expectations_pains_and_evidence(name):
    lived = [journey for journey in document_of(name).maps if journey.kind == "actual"]
    assert lived
    for journey in lived:
        assert sum(bool(touchpoint.expectation) for touchpoint in journey.touchpoints) >= 5, journey.id
        assert len(cards(journey, "pains")) >= 5, journey.id
        assert any(touchpoint.emotion is None for touchpoint in journey.touchpoints), journey.id
        asked = kinds_of_evidence(journey) - {"assumption"}
        assert len(asked) >= 2, journey.id


@pytest.mark.parametrize("pair", [("boots", "boots.en"), ("hundred-days", "hundred-days.en")])
def test_the_english_sample_is_the_russian_one_in_other_words(pair):
    one, other = (document_of(f"{name}.cjm.yaml") for name in pair)
    assert [journey.id for journey in one.maps] == [journey.id for journey in other.maps]
    for left, right in zip(one.maps, other.maps, strict=True):
        assert [t.id for t in left.touchpoints] == [t.id for t in right.touchpoints]
        assert [t.emotion for t in left.touchpoints] == [t.emotion for t in right.touchpoints]
        assert [(t.from_, t.to, t.kind, t.share) for t in left.transitions] == [
            (t.from_, t.to, t.kind, t.share) for t in right.transitions
        ]
        assert all(a.title != b.title for a, b in zip(left.touchpoints, right.touchpoints, strict=True))


# boots ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["boots.cjm.yaml", "boots.en.cjm.yaml"])
def test_boots_has_two_segments_two_personas_and_the_ten_contacts(name):
    document = document_of(name)
    assert [segment.relation for segment in document.segments] == ["new", "existing"]
    assert sum(len(segment.personas) for segment in document.segments) >= 2
    ideal = journey_of(name, "ideal")
    told = ["ad", "site", "filter", "favorites", "app", "reviews", "letter", "basket", "delivery", "courier"]
    order = [touchpoint.id for _, row in columns_of(ideal) for touchpoint in row]
    assert [id for id in order if id in told] == told


@pytest.mark.parametrize("name", ["boots.cjm.yaml", "boots.en.cjm.yaml"])
def test_boots_gives_nothing_away(name):
    result = compare(*sides_of(name, "ideal", "actual"))
    counted = Counter(link.kind for link in result.matching.links)
    assert counted["missing"] >= 2 and counted["extra"] >= 2
    assert counted["moved"] >= 1 and counted["split"] >= 1 and counted["renamed"] >= 1
    actual = journey_of(name, "actual")
    assert loops(actual)
    assert any(transition.share for transition in transitions_of(actual, "leave"))
    assert any(transition.kept == "no" for transition in transitions_of(actual, "promise"))
    emotion = {touchpoint.id: touchpoint.emotion for touchpoint in actual.touchpoints}
    assert None in emotion.values()
    falls = [
        edge
        for edge in channel_seams(actual)
        if (before := emotion[edge.from_]) is not None
        and (after := emotion[edge.to]) is not None
        and after < before
    ]
    assert falls
    assert any(touchpoint.met == "no" for touchpoint in actual.touchpoints)
    ideal = {touchpoint.id: touchpoint for touchpoint in journey_of(name, "ideal").touchpoints}
    measured = [t for t in actual.touchpoints if t.metrics and t.id in ideal and ideal[t.id].metrics]
    assert any({m.kind for m in t.metrics} & {m.kind for m in ideal[t.id].metrics} for t in measured)
    assert len(kinds_of_evidence(actual)) >= 4


def test_the_independent_drawing_shares_no_ids_and_its_links_are_complete():
    boots, other = document_of("boots.cjm.yaml"), document_of("boots-independent.cjm.yaml")
    actual, ideal = (map_of(boots, name) for name in ("actual", "ideal"))
    drawn = other.maps[0]
    assert actual is not None and ideal is not None
    assert {t.id for t in drawn.touchpoints}.isdisjoint(t.id for t in actual.touchpoints)
    assert not {t.title for t in drawn.touchpoints} & {t.title for t in actual.touchpoints}
    assert not drawn.derived_from
    truth = yaml.safe_load(LINKS.read_text(encoding="utf-8"))
    for journey in (actual, ideal):
        links = truth[journey.id]
        for side, ids in (("boots", journey.touchpoints), ("independent", drawn.touchpoints)):
            assert sorted(id for link in links for id in link[side]) == sorted(t.id for t in ids)


# The others -----------------------------------------------------------------------------------------------------


def test_a_bad_experience_handled_well_ends_above_its_start_and_badly_below():
    well, badly = journey_of("recovery.cjm.yaml", "well"), journey_of("recovery.cjm.yaml", "badly")
    for journey, is_better in ((well, True), (badly, False)):
        known = [t.emotion for _, row in columns_of(journey) for t in row if t.emotion is not None]
        assert (known[-1] > known[0]) is is_better
        assert min(known) < known[0]


def test_the_bank_is_drawn_before_and_after():
    kinds = [(journey.id, journey.kind) for journey in document_of("bank-accessibility.cjm.yaml").maps]
    assert kinds == [("before", "actual"), ("after-video", "ideal")]


def test_the_hundred_days_go_through_all_phases_with_loops_and_losses_in_the_middle():
    journey = journey_of("hundred-days.cjm.yaml", "hundred")
    assert tuple(stage.phase for stage in journey.stages) == PHASES
    days = [touchpoint.day for touchpoint in journey.touchpoints if touchpoint.day is not None]
    assert min(days) < 0 and max(days) >= 95
    middle = {stage.id for stage in journey.stages[3:6]}
    inside = {touchpoint.id for touchpoint in journey.touchpoints if touchpoint.stage in middle}
    assert [t for t in transitions_of(journey, "back") if t.from_ in inside and t.to in inside]
    assert [t for t in transitions_of(journey, "leave") if t.from_ in inside and t.share]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_there_in_each_language(name, language):
    document = load(template_file(name, language)).source.document
    assert document.language == language
    assert len(document.maps) == 1 and 5 <= len(document.maps[0].stages) <= 8
    assert problems(document) == ()
