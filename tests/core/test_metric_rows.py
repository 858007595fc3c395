"""Metrics of both maps side by side: every one that either map has, in all formats, in the words of the roles."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cjm_editor.compare.client import for_client
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import parts_text, text_report
from cjm_editor.core.metric_rows import metrics_told
from cjm_editor.core.model import Comparison, JourneyMap, Lane, Link, Metric, Stage, Touchpoint
from cjm_editor.core.results import ComparisonResult, MetricGap, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT
from tests.compare.generator import side
from tests.render import pairs

EN, RU = words("en"), words("ru")
ONE_UNIT = "as good; the unit stands on one map only"
TARGET, NO_TARGET = ("ideal", "actual"), ("actual", "actual")


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
    stages = tuple(replace(one, metrics=()) for one in result.stages)
    return replace(result, ideal=ideal, touchpoints=gaps, stages=stages, metrics=())


@pytest.mark.parametrize(
    ("gap", "fields", "direction", "values", "verdict"),
    [
        (MetricGap("nps", 60, 34, 0.13), {}, "High is better", ("60", "34"), "worse by 13% of the scale"),
        (MetricGap("churn", 2, 5, 0.03), {}, "Low is better", ("2%", "5%"), "worse by 3% of the scale"),
        (MetricGap("csat", 85, 90, 0.0), {"better": "low"}, "High is better", ("85%", "90%"), "better"),
        (MetricGap("aht", 5, 5, 0.0), {"unit": "min"}, "Low is better", ("5\u00a0min", "5"), ONE_UNIT),
        (MetricGap("own", 5, None, None), {"better": "low"}, "Low is better", ("5", "—"), "not measured"),
        (MetricGap("own", 5, None, 1.0), {}, "High is better", ("5", "—"), "no such touchpoint"),
    ],
)
def test_a_metric_with_its_direction(boots, gap, fields, direction, values, verdict):
    (row,) = metrics_told(with_metric(boots, gap, **fields), EN)
    assert (row.direction, (row.ideal, row.actual), row.verdict) == (direction, values, verdict)
    assert row.is_worse == bool(gap.worse)


def test_a_metric_of_ones_own_begins_with_a_great_letter(boots):
    (row,) = metrics_told(with_metric(boots, MetricGap("visits rated", 5, 4, 0.2)), EN)
    assert row.metric == "Visits rated"


def test_a_metric_of_ones_own_is_written_in_words(boots):
    (row,) = metrics_told(with_metric(boots, MetricGap("wait_minutes", 5, 40, 0.9)), EN)
    assert row.metric == "Wait, minutes"


def point(id: str, title: str, *metrics: Metric) -> Touchpoint:
    return Touchpoint(id, "s", title, emotion=1, metrics=metrics)


def journey(
    id: str, kind: str, *points: Touchpoint, own: Metric | None = None, at_stage: Metric | None = None
):
    stages = (Stage("s", "Visit", metrics=() if at_stage is None else (at_stage,)),)
    return JourneyMap(
        id, kind=kind, stages=stages, touchpoints=Seq(points), metrics=() if own is None else (own,)
    )


LIVED = (
    point("x", "Finds the offer", Metric("csat", 43, n=99)),
    point("y", "Creates an account", Metric("ces", 4.5, n=80)),
    point("z", "Enters the card twice", Metric("csat", 21, n=77)),
)
OURS = (point("a", "Finds the offer"), point("b", "Creates an account", Metric("nps", 60)))
DECIDED = Comparison(links=(Link(("a",), ("x",)), Link(("b",), ("y",)), Link((), ("z",))))


def measured(kinds: tuple[str, str] = TARGET, **own: Metric) -> ComparisonResult:
    """Two touchpoints of which the lived map measures both, and an extra one that it measures as well."""
    maps = journey("i", kinds[0], *OURS), journey("r", kinds[1], *LIVED, **own)
    return compare(*map(side, maps), DECIDED)


@pytest.mark.parametrize(
    ("kinds", "language", "at_pair", "at_extra"),
    [
        (TARGET, EN, "no target", "no target"),
        (TARGET, RU, "нет цели", "нет цели"),
        (("ideal", "assumed"), EN, "no target", "no target"),
        (("assumed", "actual"), EN, "the company states no value", "the company states no value"),
        (("assumed", "actual"), RU, "компания значения не называет", "компания значения не называет"),
        (NO_TARGET, EN, "not measured on the first map", "not on the first map"),
        (NO_TARGET, RU, "на первой карте не измерено", "на первой карте этого нет"),
    ],
)
def test_what_only_the_lived_map_measures_is_told_in_the_words_of_the_roles(
    kinds, language, at_pair, at_extra
):
    rows = {(row.where, row.metric): row for row in metrics_told(measured(kinds), language)}
    assert len(rows) == 4  # and the target that nobody measures
    found, entered = rows["Finds the offer", "CSAT"], rows["Enters the card twice", "CSAT"]
    percent = "43%" if language is EN else "43\u00a0%"
    assert (found.ideal, found.actual) == ("—", f"{percent} (n\u00a0=\u00a099)")
    assert (found.verdict, entered.verdict) == (at_pair, at_extra)
    assert not found.is_worse and not entered.is_paired


def test_it_stands_in_every_format_with_its_number_of_answers():
    result = measured()
    options, measurer = MarksOptions(PRINT, EN), bundled_measurer()
    sheets = report_pages(result, options, measurer)
    reports = {
        "text": text_report(result, EN),
        "md": markdown_report(result, EN),
        "html": report_html(result, options, measurer),
        "pdf": " ".join(i.text for s in sheets for g in s.groups for i in g.items if isinstance(i, Text)),
    }
    for name, report in reports.items():
        flat = " ".join(report.replace("\u00a0", " ").split())
        for told in ("43% (n = 99)", "4.5 (n = 80)", "21% (n = 77)", "no target"):
            assert told in flat, (name, told)
    gaps = json.loads(json_text(result))["gaps"]["touchpoints"]
    assert next(gap["metrics"] for gap in gaps if gap["metrics"]) == [
        {"kind": "csat", "ideal": None, "actual": 43, "worse": None, "n": {"ideal": None, "actual": 99}}
    ]


def test_it_carries_no_points():
    for kinds in (TARGET, NO_TARGET, ("assumed", "actual")):
        bare = [replace(t, metrics=()) for t in LIVED]
        maps = journey("i", kinds[0], *OURS), journey("r", kinds[1], *bare)
        plain, result = compare(*map(side, maps), DECIDED), measured(kinds)
        assert result.score == plain.score
        assert [(fix.link, fix.delta, fix.after, fix.asks, fix.reasons) for fix in result.fixes] == [
            (fix.link, fix.delta, fix.after, fix.asks, fix.reasons) for fix in plain.fixes
        ]


def test_metrics_of_stages_and_of_the_whole_journey_are_told_and_carry_no_points():
    result = measured(own=Metric("nps", -12, n=400), at_stage=Metric("churn", 9))
    assert result.score == measured().score
    rows = metrics_told(result, EN)
    assert [(row.where, row.metric, row.actual, row.verdict) for row in rows[:2]] == [
        ("The whole journey", "NPS", "−12 (n\u00a0=\u00a0400)", "no target"),
        ("Stage “Visit”", "Churn", "9%", "no target"),
    ]
    plain = json.loads(json_text(result))
    (stage,) = plain["gaps"]["stages"]
    assert plain["metrics"][0]["actual"] == -12 and stage["metrics"][0]["actual"] == 9
    ideal = journey("i", "ideal", *OURS, own=Metric("nps", 50), at_stage=Metric("churn", 2))
    both = compare(side(ideal), result.actual, DECIDED)
    assert [(row.ideal, row.verdict) for row in metrics_told(both, EN)[:2]] == [
        ("50", "worse by 31% of the scale"),
        ("2%", "worse by 7% of the scale"),
    ]
    assert both.score == result.score


def test_other_units_and_scales_are_told_in_every_format_and_carry_no_points():
    ours = point(
        "a", "Finds the offer", Metric("time", 2, unit="min", better="low"), Metric("csat", 4.5, min=1, max=5)
    )
    theirs = point("x", "Finds the offer", Metric("time", 90, unit="s", better="low"), Metric("csat", 70))
    decided = Comparison(links=(Link(("a",), ("x",)),))
    result = compare(side(journey("i", "ideal", ours)), side(journey("r", "actual", theirs)), decided)
    assert result.score.gap == 0 and result.score.parts.metrics is None and not result.fixes
    assert [(row.ideal, row.actual, row.verdict) for row in metrics_told(result, RU)] == [
        ("4,5", "70\u00a0%", "другая шкала: не сравнить"),
        ("2\u00a0min", "90\u00a0s", "другая единица: не сравнить"),
    ]
    options, measurer = MarksOptions(PRINT, EN), bundled_measurer()
    sheets = report_pages(result, options, measurer)
    pdf = " ".join(i.text for s in sheets for g in s.groups for i in g.items if isinstance(i, Text))
    for report in (
        text_report(result, EN),
        markdown_report(result, EN),
        report_html(result, options, measurer),
        pdf,
    ):
        flat = " ".join(report.replace("\u00a0", " ").split())
        assert "other unit: not compared" in flat and "other scale: not compared" in flat
    (gap,) = json.loads(json_text(result))["gaps"]["touchpoints"]
    assert [(metric["differs"], metric["worse"]) for metric in gap["metrics"]] == [
        ("scale", None),
        ("unit", None),
    ]


def test_that_no_metric_is_compared_is_said_so_that_it_is_true():
    """Both maps measure something; of no touchpoint that both have both values are known."""
    maps = (
        journey("i", "ideal", point("a", "Finds the offer"), point("b", "Tells friends", Metric("nps", 60))),
        journey("r", "actual", LIVED[0]),
    )
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)), Link(("b",), ()))))
    assert "no touchpoint has a metric on both maps" in parts_text(result, EN)
    told = parts_text(result, RU)
    assert (
        "ни у одной точки нет метрики, известной сразу на обеих картах" in told and "не измерена" not in told
    )


def test_nothing_is_said_to_have_no_counterpart_for_sure_while_one_stands_open():
    result = measured()
    links = tuple(replace(link, by="auto") for link in result.matching.links)
    guessed = replace(result, matching=replace(result.matching, links=links))
    gaps = tuple(
        replace(gap, metrics=(MetricGap("nps", 60, None, 1.0),)) if not links[gap.link].ideal else gap
        for gap in guessed.touchpoints
    )
    rows = metrics_told(replace(guessed, touchpoints=gaps), EN)
    told = {row.verdict: row.is_worse for row in rows}
    assert told["no counterpart found"] is False and "no such touchpoint" not in told


def test_a_client_reads_no_metric_of_an_internal_lane():
    result = measured(own=Metric("nps", -12), at_stage=Metric("churn", 9))
    lanes = (Lane("metrics", audience="internal"),)

    def closed(one: Side) -> Side:
        return replace(one, document=replace(one.document, lanes=lanes))

    told = for_client(replace(result, ideal=closed(result.ideal), actual=closed(result.actual)))
    assert metrics_told(told, EN) == () and len(metrics_told(result, EN)) == 6


def reports(result: ComparisonResult) -> dict[str, str]:
    """Every report for people, hard spaces as plain ones; what stands on paper column by column."""
    options, measurer = MarksOptions(PRINT, EN), bundled_measurer()
    sheets = report_pages(result, options, measurer)
    drawn = [i for s in sheets for g in s.groups for i in g.items if isinstance(i, Text)]
    told = {
        "text": text_report(result, EN),
        "md": markdown_report(result, EN),
        "html": report_html(result, options, measurer),
        "pdf": " ".join(item.text for item in sorted(drawn, key=lambda item: item.x)),
    }
    return {name: " ".join(text.replace("\u00a0", " ").split()) for name, text in told.items()}


MINUTES, SECONDS = Metric("time", 2, unit="min", better="low"), Metric("time", 90, unit="s", better="low")
OF_FIVE, OF_HUNDRED = Metric("csat", 4.5, min=1, max=5), Metric("csat", 70)


@pytest.mark.parametrize(
    ("pairs", "english", "russian"),
    [
        (((MINUTES, SECONDS),), "in different units", "в разных единицах"),
        (((OF_FIVE, OF_HUNDRED),), "on different scales", "на разных шкалах"),
        (
            ((MINUTES, SECONDS), (OF_FIVE, OF_HUNDRED)),
            "in different units or on different scales",
            "в разных единицах или на разных шкалах",
        ),
    ],
)
@pytest.mark.parametrize("has_missing", [False, True])
def test_metrics_that_cannot_be_compared_are_not_called_absent(pairs, english, russian, has_missing):
    """Both maps measure the touchpoint; what counts, if anything, is a metric of one without a counterpart."""
    ours = [point("a", "Finds the offer", *(one for one, _other in pairs))]
    theirs = [point("x", "Finds the offer", *(other for _one, other in pairs))]
    links = [Link(("a",), ("x",))]
    if has_missing:
        ours.append(point("b", "Tells friends", Metric("nps", 60)))
        links.append(Link(("b",), ()))
    maps = journey("i", "ideal", *ours), journey("r", "actual", *theirs)
    result = compare(*map(side, maps), Comparison(links=tuple(links)))
    assert result.score.coverage.metrics == 0  # nothing that both maps have is compared
    assert (result.score.parts.metrics is not None) == has_missing
    for name, report in reports(result).items():
        assert f"the metrics of both maps are measured {english}" in report, name
        assert "has a metric on both maps" not in report and "no metric on both" not in report, name
        assert ("counted are those of touchpoints without a counterpart" in report) == has_missing, name
    assert f"метрики обеих карт измерены {russian}" in parts_text(result, RU)


def test_where_one_metric_can_be_compared_nothing_is_said_of_the_others_there():
    maps = (
        journey("i", "ideal", point("a", "Finds the offer", MINUTES, Metric("nps", 60))),
        journey("r", "actual", point("x", "Finds the offer", SECONDS, Metric("nps", 30))),
    )
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)),)))
    assert result.score.coverage.metrics == 0.5
    assert all("metrics of both maps are measured" not in report for report in reports(result).values())


def test_that_touchpoints_measure_nothing_alike_says_nothing_of_whole_journeys():
    """The journeys have a metric on both maps, their touchpoints have none."""
    maps = (
        journey(
            "i", "ideal", point("a", "Pays"), point("b", "Tells", Metric("nps", 60)), own=Metric("nps", 50)
        ),
        journey("r", "actual", point("x", "Pays"), own=Metric("nps", 20)),
    )
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)), Link(("b",), ()))))
    for name, report in reports(result).items():
        assert "no metric on both sides" not in report, name


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Metric("csat", 4.5, min=1, max=5), "CSAT: not measured, in the reference 4.5;"),
        (
            Metric("csat", 4.5, min=1, max=5, unit="points"),
            "CSAT: not measured, in the reference 4.5 points;",
        ),
        (Metric("csat", 85), "CSAT: not measured, in the reference 85%;"),
        (Metric("csat", 85, min=0, max=100), "CSAT: not measured, in the reference 85%;"),
        (Metric("csat", 85, min=5, max=5), "CSAT: not measured, in the reference 85%;"),
        (Metric("nps", 60, unit="%"), "NPS: not measured, in the reference 60%;"),
    ],
)
def test_a_target_that_nobody_measures_is_told_on_its_own_scale(target, told):
    maps = journey("i", "ideal", point("a", "Pays", target)), journey("r", "actual", point("x", "Pays"))
    poor = replace(maps[1], touchpoints=Seq(replace(t, emotion=-1) for t in maps[1].touchpoints))
    result = compare(side(maps[0]), side(poor), Comparison(links=(Link(("a",), ("x",)),)))
    (fix,) = result.fixes
    assert any(EN(reason).replace("\u00a0", " ").startswith(told) for reason in fix.reasons)
    assert metrics_told(result, EN)[0].ideal.replace("\u00a0", " ") == told.rpartition("reference ")[2][:-1]


def test_values_on_a_scale_of_their_own_are_no_per_cent_in_a_line():
    maps = (
        journey("i", "ideal", point("a", "Pays", OF_FIVE)),
        journey("r", "actual", point("x", "Pays", Metric("csat", 3, min=1, max=5))),
    )
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)),)))
    (fix,) = result.fixes
    assert [EN(reason) for reason in fix.reasons] == ["CSAT: 3 instead of 4.5"]


@pytest.mark.parametrize(
    ("ours", "theirs", "note"),
    [
        (Metric("aht", 5, unit="min"), Metric("aht", 300), True),
        (Metric("aht", 5), Metric("aht", 300, unit="s"), True),
        (Metric("aht", 5), Metric("aht", 300), False),
        (Metric("aht", 5, unit="min"), Metric("aht", 300, unit="Min."), False),
        (Metric("csat", 85, unit="%"), Metric("csat", 70), False),  # which is per cent by its nature
    ],
)
def test_a_unit_that_one_map_alone_states_is_compared_as_it_stands_and_that_is_told(ours, theirs, note):
    maps = journey("i", "ideal", point("a", "Pays", ours)), journey("r", "actual", point("x", "Pays", theirs))
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)),)))
    (row,) = metrics_told(result, EN)
    assert row.is_worse and row.verdict.startswith("worse by")
    assert row.verdict.endswith("; the unit stands on one map only") == note
    (row,) = metrics_told(result, RU)
    assert row.verdict.endswith("; единица указана только на одной карте") == note


def test_how_much_worse_is_told_on_the_scale_that_the_metric_states():
    """1.5 of the 4 steps from 1 to 5; what it costs is another thing."""
    maps = (
        journey("i", "ideal", point("a", "Pays", OF_FIVE)),
        journey("r", "actual", point("x", "Pays", Metric("csat", 3, min=1, max=5))),
    )
    result = compare(*map(side, maps), Comparison(links=(Link(("a",), ("x",)),)))
    (row,) = metrics_told(result, EN)
    assert (row.ideal, row.actual, row.verdict) == ("4.5", "3", "worse by 38% of the scale")
