"""Printed figures agree: a difference with what it is the difference of, parts with their sum."""

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import curve_text, text_report
from cjm_editor.compare.roles import pick_pair
from cjm_editor.core.figures import (
    Fall,
    adding_up,
    after_text,
    agree,
    contribution_figures,
    delta_text,
    fall_text,
    gap_figure,
    interval_figures,
    rounded,
    stage_figures,
    sure_percent,
    sure_text,
)
from cjm_editor.core.line_facts import ranked, summed
from cjm_editor.core.texts import words
from cjm_editor.core.wording import headline
from cjm_editor.io.files import load
from cjm_editor.render.key_figures import key_figures
from cjm_editor.render.verdict import gap_after, steps_axis
from tests.compare.generator import pair as drawn_pair
from tests.compare.pairs import pair

SAMPLE = Path(__file__).parents[2] / "samples" / "boots.en.cjm.yaml"
EN = words("en")


@pytest.fixture(scope="module")
def boots():
    return compare(*pick_pair(load(SAMPLE).source.document, "boots", "young-man"))


@pytest.mark.parametrize(
    ("gap", "shown"), [(50.5, 51), (50.4999, 50), (1.0, 1), (0.99, 1), (0.44, 0.4), (0.05, 0.1), (0.049, 0)]
)
def test_a_gap_by_itself_is_whole_or_below_one(gap, shown):
    assert gap_figure(gap) == shown


def test_both_ends_of_an_interval_are_printed_alike():
    assert interval_figures(0.2, 74.4) == (0, 74)
    assert interval_figures(0.2, 0.9) == (0.2, 0.9)


def test_numbers_are_rounded_as_they_are_written():
    rng = random.Random(7)
    for _ in range(1000):
        value, digits = rng.choice((rng.uniform(0, 101), rng.randrange(2000) / 20)), rng.randrange(3)
        assert EN.number(rounded(value, digits), digits) == EN.number(value, digits)


def test_every_figure_is_the_exact_value_rounded():
    rng = random.Random(3)
    for _ in range(1000):
        before = rng.choice((rng.uniform(0, 100), rng.randrange(2001) / 20))
        after = rng.choice((rng.uniform(0, before), 0.0, before))
        fall = fall_text(before, after, EN)
        for text, exact in ((fall.before, before), (fall.after, after)):
            assert abs(float(text) - exact) <= half_of_the_last_digit(text) + 1e-9
        assert {len(text.partition(".")[2]) for text in (fall.before, fall.after, fall.points)} == {1}
        assert abs(float(fall.points) - (before - after)) <= 0.05 + 1e-9
        is_left = float(fall.before) - float(fall.after) == pytest.approx(float(fall.points))
        assert agree(before, after) == is_left
        assert (
            abs(float(gap_figure(before)) - before) <= half_of_the_last_digit(str(gap_figure(before))) + 1e-9
        )


def half_of_the_last_digit(text):
    return 0.5 * 10.0 ** -len(text.partition(".")[2])


def test_points_between_two_gaps_are_rounded_from_their_exact_value():
    assert fall_text(50.554, 32.461, EN) == Fall("50.6", "32.5", "18.1")
    assert fall_text(50.554, 41.535, EN) == Fall("50.6", "41.5", "9.0")  # 9.02, and so in its line
    assert fall_text(21.44, 3.36, words("ru")) == Fall("21,4", "3,4", "18,1")
    assert agree(50.554, 32.461) and not agree(50.554, 41.535) and not agree(21.44, 3.36)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_one_line_and_the_figure_of_the_first_lines_say_the_same_points(language):
    """Where one line is counted alone, its points are the great figure, whatever their gaps are rounded to."""
    told = words(language)
    rng = random.Random("one line")
    differing = 0
    for _ in range(60):
        result = compare(*drawn_pair(rng).sides)
        first = summed(result)
        if result.score.gap is None or not result.score.as_point or not first:
            continue
        alone = replace(result, fixes=(replace(first[0], rank=1, after=result.score.gap - first[0].delta),))
        line = alone.fixes[0]
        if line.delta < 0.05:
            continue
        points = delta_text(line, told).lstrip("−")
        assert key_figures(alone, told)[0][0] == points
        for report in (text_report(alone, told), markdown_report(alone, told)):
            assert points in report
        is_off = not agree(alone.score.gap, line.after)
        differing += is_off
        said = told(steps_axis(alone, 1))
        assert (said != told(steps_axis(replace(alone, fixes=()), 1))) == is_off
    assert differing > 5


def test_the_key_figure_is_the_exact_difference(boots):
    gap, third = boots.score.gap, ranked(boots)[2]
    assert (gap_figure(gap), gap_figure(third.after)) == (51, 32)
    assert gap - third.after == pytest.approx(18.09, abs=0.005)
    assert key_figures(boots, EN)[0][0] == "18.1"
    assert fall_text(gap, third.after, EN).after == "32.5"  # what stands in the chart beside it


def test_a_line_tells_the_gap_after_it_and_not_the_one_before(boots):
    for fix in ranked(boots)[:5]:
        (told,) = re.findall(r"[\d.]+", gap_after(boots, fix, EN))
        assert abs(float(told) - fix.after) <= 0.05 and told == after_text(fix, EN)


def test_every_report_says_the_same_figures(boots):
    first = ranked(boots)[0]
    said = f"{delta_text(first, EN)} ".strip()
    after = after_text(first, EN)
    for report in (text_report(boots, EN), markdown_report(boots, EN)):
        assert said in report and (f"gap falls to {after}" in report or f"| {after} |" in report)
        assert after == "41.5" and EN.number(boots.score.gap, 1) + " →" not in report
    assert EN(headline(boots)).startswith("Gap 51 of 100")
    assert curve_text(boots, EN, 3).endswith("gap from 50.6 to 32.5")
    first, *rest = boots.fixes
    doubtful = replace(boots, fixes=(replace(first, unsure=True), *rest))
    told = "gap from 50.6 to 32.5, if the link is right"
    assert curve_text(doubtful, EN, 3).endswith(told)
    told = curve_text(doubtful, EN)
    assert told.endswith(", if the link is right")
    assert told in text_report(doubtful, EN) and told in markdown_report(doubtful, EN)


def test_parts_add_up_to_the_printed_sum():
    rng = random.Random(11)
    for _ in range(1000):
        values = [rng.choice((0.0, rng.uniform(0, 20))) for _ in range(rng.randrange(1, 15))] + [0.04]
        whole = sum(values)
        shown = adding_up(values, whole)
        assert all(abs(one - other) <= 0.15 for one, other in zip(shown, values, strict=True))
        assert all(one == 0 for one, other in zip(shown, values, strict=True) if other < 0.05)
        if any(shown):
            assert sum(shown) == pytest.approx(rounded(whole, 1))


def test_contributions_add_up_to_the_gap_and_to_their_stages():
    for seed in range(40):
        made = pair("edits-30", 20, ("en", "ru")[seed % 2], seed)
        result = compare(made.ideal, made.actual)
        shown = contribution_figures(result)
        if result.score.gap is None:
            assert shown == {}
            continue
        assert sum(shown.values()) == pytest.approx(rounded(result.score.gap, 1), abs=0.11)
        assert sum(stage_figures(result)) == pytest.approx(sum(shown.values()))


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [
        (0.896, 89),
        (0.8985, 89),
        (0.9, 90),
        (0.904, 90),
        (0.4999, 49),
        (0.5, 50),
        (0.997, 99),
        (1.0, 100),
        (0.66, 66),
    ],
)
def test_a_confidence_is_not_rounded_into_the_next_band(confidence, shown):
    assert sure_percent(confidence) == shown and sure_text(confidence, EN) == f"{shown}%"
