"""Why pairs are pairs, and what the gap is made of."""

from dataclasses import replace

import pytest

from cjm_editor.core.figures import sure_text
from cjm_editor.core.texts import words
from cjm_editor.render.report_tables import coverage_told, matched_told, parts_told
from tests.render import pairs

RU, EN = words("ru"), words("en")


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def test_every_link_of_both_maps_has_its_reasons(boots):
    for result in (boots, *(pairs.random_pair(seed) for seed in range(30))):
        rows, _rest = matched_told(result, RU)
        both = [link for link in result.matching.links if link.ideal and link.actual]
        assert len(rows) == len(both) and all(row.why for row in rows)
        for row, link in zip(rows, both, strict=True):
            assert row.is_unsure == link.unsure and row.percent == sure_text(link.confidence, RU)


def test_terms_are_words(boots):
    links = tuple(
        replace(link, by="auto", why=(("words", 1.25), ("rival", -0.4), ("place", 0.01)), confidence=0.71)
        for link in boots.matching.links
    )
    (row, *_others), _rest = matched_told(replace(boots, matching=replace(boots.matching, links=links)), EN)
    assert row.why == ("Words of the titles +1.3", "a rival as good −0.4") and row.word == "likely"


def test_parts_have_weights_that_add_up(boots):
    rows = parts_told(boots, EN)
    assert [row[0].partition(": ")[0] for row in rows] == ["Experience", "Path", "Friction", "Metrics"]
    assert all(len(row[0].partition(": ")[2]) > 20 for row in rows)  # and what each of them counts
    assert sum(int(row[2].rstrip("%")) for row in rows if row[2]) in (99, 100, 101)
    assert parts_told(pairs.extremes()["no ideal"], EN) == ()
    assert coverage_told(boots, EN).startswith("Emotion known on both sides for ")
