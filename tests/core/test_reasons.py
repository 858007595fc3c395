"""What the parts of the gap count, and lines of the list, in words that fit the roles of the two maps."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import parts_text, text_report
from cjm_editor.core.model import Evidence, JourneyMap, Metric, Stage, Touchpoint
from cjm_editor.core.reasons import part_meaning
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.core.wording import order_note
from cjm_editor.render.display import Text
from cjm_editor.render.headline import gap_words, headline
from cjm_editor.render.html import report_html
from cjm_editor.render.marks_scene import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import LIGHT
from tests.compare.generator import side
from tests.compare.samples import sides_of

MEASURER = bundled_measurer()
EN, RU = words("en"), words("ru")
PARTS = ("experience", "path", "friction", "metrics")
NPS = (Metric("nps", 60),)


def pair(ours: tuple[Touchpoint, ...], theirs: tuple[Touchpoint, ...], kinds: tuple[str, str]):
    made = [
        side(JourneyMap(name, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points)))
        for name, kind, points in zip("ab", kinds, (ours, theirs), strict=True)
    ]
    return compare(*made)


def point(name: str, title: str, **fields: object) -> Touchpoint:
    return Touchpoint(name, "s", title, emotion=1, **fields)


@pytest.mark.parametrize(
    ("kinds", "is_target"),
    [
        (("ideal", "actual"), True),
        (("ideal", "assumed"), True),
        (("assumed", "actual"), False),
        (("actual", "actual"), False),
        (("actual", "ideal"), False),
    ],
)
def test_only_against_an_ideal_map_parts_fall_short_of_a_reference(kinds, is_target):
    result = pair((point("a1", "Looks"),), (point("b1", "Looks"),), kinds)
    result = replace(result, score=replace(result.score, parts=replace(result.score.parts, metrics=None)))
    told = " ".join(RU(part_meaning(result, part)) for part in PARTS)
    assert ("эталон" in told and "никто не задумывал" in told) == is_target


def turned(name: str) -> ComparisonResult:
    ideal, actual = sides_of(name, "ideal", "actual")
    return compare(actual, ideal)


def test_a_pair_turned_round_has_no_reference():
    report = text_report(turned("boots.cjm.yaml"), RU, 0)
    assert "эталон" not in report.lower() and "Только на первой карте" in report
    assert report.splitlines()[2].startswith("Первая карта: Как есть")


def test_metrics_that_no_pair_has_say_why_they_count():
    ours = (point("a1", "Looks"), point("a2", "Pays at the desk", metrics=NPS))
    alone = pair(ours, (point("b1", "Looks"),), ("ideal", "actual"))
    assert alone.score.parts.metrics == 1.0
    told = parts_text(alone, EN)
    assert "Metrics 1.00 (weight " in told and "%; no touchpoint has a metric on both maps" in told
    assert "no touchpoint has a metric on both maps" in EN(part_meaning(alone, "metrics"))
    strip = headline(alone, MarksOptions(LIGHT, EN), MEASURER)
    texts = {i.text: i for g in strip.groups if g.key == "parts" for i in g.items if isinstance(i, Text)}
    noted, above = texts["1.00, none compared"], texts[EN.number(alone.score.parts.path, 2)]
    ends = [
        item.x + MEASURER.width(number, 12, 400) for item, number in ((noted, "1.00"), (above, above.text))
    ]
    assert abs(ends[0] - ends[1]) < 1, "a note does not push the numbers of its column apart"
    lived = (point("b1", "Looks"), point("b2", "Pays at the desk", metrics=(Metric("nps", 20),)))
    both = pair(ours, lived, ("ideal", "actual"))
    assert "no touchpoint has a metric" not in parts_text(both, EN)


def test_nothing_is_promised_for_measuring_where_there_is_no_target():
    ours, theirs = (point("a1", "Looks", metrics=NPS),), (replace(point("b1", "Looks"), emotion=-1),)
    for kinds, is_told in ((("ideal", "actual"), True), (("actual", "actual"), False)):
        report = text_report(pair(ours, theirs, kinds), EN)
        assert "NPS: not measured" in report
        assert ("would make the gap smaller" in report) is is_told


def test_a_line_that_only_says_what_carries_no_points_tells_its_step_too():
    boots = compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))
    for fix in boots.fixes:
        if fix.also or fix.path is not None:
            continue
        told = [RU(reason) for reason in fix.reasons]
        weightless = ("Ждёт дольше", "Уже учтено", "Боль", "Острая", "Ожидание", "Потерян", "Нарушено")
        assert any(not text.startswith(weightless) for text in told), (fix.rank, told)


def certain(evidence: tuple[Evidence, ...], by: str) -> str:
    """What stands beside the gap of a map against itself, its links found so."""
    made = tuple(point(f"a{n}", title, evidence=evidence) for n, title in enumerate(("Looks", "Pays")))
    result = pair(made, made, ("ideal", "actual"))
    links = tuple(
        replace(link, by=by, flags=("renamed",) if by == "auto" else ()) for link in result.matching.links
    )
    return EN(gap_words(replace(result, matching=replace(result.matching, links=links))))


def test_almost_for_certain_needs_good_links_and_more_than_assumptions():
    seen = (Evidence("survey", 40),)
    assert certain(seen, "exact") == "of 100, almost for certain"
    assert certain((), "exact") == "of 100, if the assumptions are right"
    assert certain(seen, "auto") == "of 100, if the links are right"
    assert certain((), "auto") == "of 100, if the links and the assumptions are right"


@pytest.mark.parametrize(
    ("kind", "said"), [("ideal", "per unit of effort"), ("actual", "greatest difference")]
)
def test_every_format_says_by_what_the_lines_are_ordered(kind, said):
    ideal, actual = sides_of("boots.en.cjm.yaml", "ideal", "actual")
    result = compare(replace(ideal, journey=replace(ideal.journey, kind=kind)), actual)
    assert said in EN(order_note(result))
    options = MarksOptions(LIGHT, EN)
    page = report_pages(result, options, MEASURER)[0]
    drawn = " ".join(i.text for g in page.groups for i in g.items if isinstance(i, Text))
    html = report_html(result, options, MEASURER)
    for told in (text_report(result, EN), markdown_report(result, EN), html, drawn):
        assert said in told.replace("\u00a0", " ")
    assert "number at a stage: its share of the gap" in drawn.replace("\u00a0", " ")
