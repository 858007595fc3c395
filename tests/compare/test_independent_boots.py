"""The sample drawn a second time by another hand, lined up with the first: no common ids, other words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.match import match
from cjm_editor.core.model import map_of
from cjm_editor.core.results import Side
from cjm_editor.io.files import load

ROOT = Path(__file__).resolve().parents[2]
TRUTH = ROOT / "tests" / "fixtures" / "boots_truth" / "independent-links.yaml"
IDS = {"boots": "actual", "independent": "journey"}


@pytest.fixture(scope="module")
def sides() -> tuple[Side, Side]:
    """The lived journey of the sample, and the same drawn again."""
    found = []
    for name, file in (("boots", "boots.cjm.yaml"), ("independent", "boots-independent.cjm.yaml")):
        document = load(ROOT / "samples" / file).source.document
        journey = map_of(document, IDS[name])
        assert journey is not None
        found.append(Side(document, journey, f"{file}#{journey.id}"))
    return found[0], found[1]


def true_links(kind: str = "actual") -> set[tuple[frozenset[str], frozenset[str]]]:
    rows = yaml.safe_load(TRUTH.read_text(encoding="utf-8"))[kind]
    return {(frozenset(row["boots"]), frozenset(row["independent"])) for row in rows}


def test_it_is_lined_up_as_its_true_links_say(sides):
    found = {(frozenset(link.ideal), frozenset(link.actual)) for link in match(*sides).links}
    assert found == true_links()


def test_the_other_way_round_too(sides):
    found = {(frozenset(link.actual), frozenset(link.ideal)) for link in match(*reversed(sides)).links}
    assert found == true_links()


def test_against_what_was_wished_for_nothing_is_linked_wrongly_and_the_rest_is_asked_about(sides):
    """Two steps that share no word, and the third part of a step that became three, are left to people."""
    document = sides[0].document
    wished = Side(document, map_of(document, "ideal"), "boots.cjm.yaml#ideal")
    links = match(wished, sides[1]).links
    pairs = {(i, a) for here, there in true_links("ideal") for i in here for a in there}
    found = {(i, a) for link in links for i in link.ideal for a in link.actual}
    assert found < pairs and pairs - found == {("basket", "t10"), ("reviews", "t11"), ("advise", "t15")}
    first = {link.ideal[0]: link.asked[0].id for link in links if not link.actual and link.asked}
    assert first["reviews"] == "t11" and first["advise"] == "t15"


def test_its_gap_is_that_of_the_same_journey_felt_alike(sides):
    result = compare(*sides)
    assert result.matching.id_mode == "ignored"
    assert {gap.link for gap in result.touchpoints} == set(range(len(result.matching.links)))
