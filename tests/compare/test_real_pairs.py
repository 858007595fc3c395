"""Journeys that other people drew: their labels as first maps of the generator, and their own pairs of two states."""

from __future__ import annotations

import json
import random

import pytest

from cjm_editor.compare.match import match
from tests.compare.pairs.journeys import journeys, real_pair, together
from tests.compare.pairs.real import FIXTURE, RealPair, names
from tests.compare.pairs.real import real_pair as two_states
from tests.compare.pairs.scoring import Tally, linked, tally

SIZES = {"ru": 50, "en": 100}
"""As many different labels as the corpus has of each language, at most 100."""
LEAST = {"edits-30": 0.985, "reworded": 0.95, "independent": 0.90}


@pytest.mark.parametrize("preset", LEAST)
@pytest.mark.parametrize("language", SIZES)
def test_real_labels_are_found_in_large_maps(corpus, preset, language):
    known = journeys(corpus, language)
    found = Tally()
    for seed in range(6):
        chosen = together(random.Random(seed), known, SIZES[language])
        case = real_pair(chosen, preset, language, seed)
        found += tally(case, linked(match(case.ideal, case.actual).links))
    assert found.f1 >= LEAST[preset]


@pytest.mark.parametrize("language", SIZES)
def test_independent_drawings_of_real_labels_get_few_false_links(corpus, language):
    """What fell away and what came in at its place share no word: that place alone joins few of them."""
    known = journeys(corpus, language)
    large, small = Tally(), Tally()
    for seed in range(8):
        case = real_pair(together(random.Random(seed), known, SIZES[language]), "independent", language, seed)
        large += tally(case, linked(match(case.ideal, case.actual).links))
        for one in known:
            case = real_pair([one], "independent", language, seed)
            small += tally(case, linked(match(case.ideal, case.actual).links))
    assert large.precision >= 0.93
    assert small.precision >= 0.93


@pytest.mark.parametrize("preset", LEAST)
def test_real_labels_are_found_journey_by_journey(corpus, preset):
    found = Tally()
    for language in SIZES:
        for one in journeys(corpus, language):
            case = real_pair([one], preset, language, 0)
            found += tally(case, linked(match(case.ideal, case.actual).links))
    assert found.true > 250
    assert found.f1 >= LEAST[preset]


@pytest.mark.parametrize("language", SIZES)
def test_links_of_real_labels_that_are_called_sure_are_true(corpus, language):
    known = journeys(corpus, language)
    sure, right = 0, 0
    for seed in range(6):
        chosen = together(random.Random(seed), known, SIZES[language])
        case = real_pair(chosen, "independent", language, seed)
        links = [link for link in match(case.ideal, case.actual).links if link.confidence >= 0.9]
        found = linked(links)
        sure += len(found)
        right += len(found & case.pairs)
    assert sure > 150
    assert right >= 0.97 * sure


def test_what_place_alone_suggests_is_possible_and_asked_about(corpus):
    """Not linked for want of a common word, and never called likelier than not then."""
    pair = two_states(corpus, "01-inventory-po")
    links = match(pair.after, pair.before).links
    alone = [link for link in links if not (link.ideal and link.actual)]
    nearest = [link.maybe[0] for link in alone if link.ideal == ("b2",)]
    assert [candidate.id for candidate in nearest] == ["a2"]
    assert all(candidate.confidence < 0.5 for link in alone for candidate in link.maybe[:1])


def rows_linked(pair: RealPair) -> dict[tuple[int, int], float]:
    """Linked rows, of the state before and after, with the confidence of their link."""
    links = match(pair.after, pair.before).links
    return {
        (int(here[1:]), int(there[1:])): link.confidence
        for link in links
        for there in link.ideal
        for here in link.actual
    }


@pytest.mark.parametrize("name", names())
def test_what_the_texts_of_two_real_states_support_is_linked(corpus, name):
    pair = two_states(corpus, name)
    known = json.loads(FIXTURE.read_text(encoding="utf-8"))[name]
    found = rows_linked(pair)
    missed = pair.supported - found.keys()
    assert missed <= set(map(tuple, known.get("ours_misses", ())))
    other = found.keys() - pair.supported - pair.possible
    assert other <= set(map(tuple, known.get("ours_adds", ())))


@pytest.mark.parametrize("name", names())
def test_what_the_texts_do_not_support_is_asked_about(corpus, name):
    pair = two_states(corpus, name)
    found = rows_linked(pair)
    for rows in found.keys() - pair.supported - pair.possible:
        assert found[rows] < 0.9


def test_rows_of_the_fixture_exist(corpus):
    for name in names():
        pair = two_states(corpus, name)
        before, after = (len(side.journey.touchpoints) for side in (pair.before, pair.after))
        assert before and after
        rows = pair.supported | pair.possible
        assert all(1 <= here <= before and 1 <= there <= after for here, there in rows)
        assert not pair.supported & pair.possible


def test_the_page_about_real_pairs_says_what_the_fixture_says():
    page = (FIXTURE.parents[2] / "docs" / "real-pairs.md").read_text(encoding="utf-8")
    for name, known in json.loads(FIXTURE.read_text(encoding="utf-8")).items():
        columns = [known.get(key, ()) for key in ("supported", "possible", "ours_misses", "ours_adds")]
        told = [", ".join(f"{here}-{there}" for here, there in rows) or "—" for rows in columns]
        assert f"| {name} | {' | '.join(told)} |" in page
