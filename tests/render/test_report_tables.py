"""Metrics with their direction, and why pairs are pairs."""

from dataclasses import replace

import pytest

from cjm_editor.core.figures import sure_text
from cjm_editor.core.model import Metric
from cjm_editor.core.results import MetricGap
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.report_tables import coverage_told, matched_told, metrics_told, parts_told
from tests.render import pairs

RU, EN = words("ru"), words("en")


@pytest.fixture(scope="module")
def boots():
    return pairs.boots()


def with_metric(result, gap, **fields):
    """The result with one metric gap, at the first link of both maps, whose metric says `fields`."""
    number = next(n for n, link in enumerate(result.matching.links) if link.ideal and link.actual)
    id = result.matching.links[number].ideal[0]
    journey = result.ideal.journey
    made = replace(journey.touchpoints.get(id), metrics=(Metric(gap.kind, gap.ideal, **fields),))
    touchpoints = Seq(made if t.id == id else t for t in journey.touchpoints)
    gaps = tuple(replace(one, metrics=(gap,) if one.link == number else ()) for one in result.touchpoints)
    ideal = replace(result.ideal, journey=replace(journey, touchpoints=touchpoints))
    return replace(result, ideal=ideal, touchpoints=gaps)


@pytest.mark.parametrize(
    ("gap", "fields", "direction", "values", "verdict"),
    [
        (MetricGap("nps", 60, 34, 0.13), {}, "High is better", ("60", "34"), "worse by 13% of the scale"),
        (MetricGap("churn", 2, 5, 0.03), {}, "Low is better", ("2%", "5%"), "worse by 3% of the scale"),
        (MetricGap("csat", 85, 90, 0.0), {"better": "low"}, "High is better", ("85%", "90%"), "better"),
        (MetricGap("aht", 5, 5, 0.0), {"unit": "min"}, "Low is better", ("5\u00a0min",) * 2, "as good"),
        (MetricGap("own", 5, None, None), {"better": "low"}, "Low is better", ("5", "—"), "not measured"),
        (MetricGap("own", 5, None, 1.0), {}, "High is better", ("5", "—"), "no such touchpoint"),
    ],
)
def test_a_metric_with_its_direction(boots, gap, fields, direction, values, verdict):
    (row,) = metrics_told(with_metric(boots, gap, **fields), EN)
    assert (row.direction, (row.ideal, row.actual), row.verdict) == (direction, values, verdict)
    assert row.is_worse == bool(gap.worse)


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


def test_a_metric_of_ones_own_begins_with_a_great_letter(boots):
    (row,) = metrics_told(with_metric(boots, MetricGap("visits rated", 5, 4, 0.2)), EN)
    assert row.metric == "Visits rated"


def test_a_metric_of_ones_own_is_written_in_words(boots):
    (row,) = metrics_told(with_metric(boots, MetricGap("wait_minutes", 5, 40, 0.9)), EN)
    assert row.metric == "Wait, minutes"
