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
    adding_up,
    after_figure,
    contribution_figures,
    delta_text,
    gap_figure,
    interval_figures,
    points_between,
    rounded,
    stage_figures,
)
from cjm_editor.core.texts import words
from cjm_editor.core.wording import headline
from cjm_editor.io.files import load
from cjm_editor.render.verdict import gap_after, key_figures, ranked
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


def test_a_difference_is_that_of_the_printed_numbers():
    assert points_between(50.55, 32.46) == 51 - 32
    assert points_between(21.4, 0.9) == 20.1
    assert points_between(0.9, 0.44) == 0.5
    assert points_between(3, 3.4) == 0


def test_the_key_figure_fits_the_gaps_beside_it(boots):
    gap, third = boots.score.gap, ranked(boots)[2]
    assert (gap_figure(gap), gap_figure(third.after)) == (51, 32)
    assert round(gap - third.after) == 18  # what was printed once
    assert key_figures(boots, EN)[0][0] == "19"


def test_the_first_line_leads_from_the_printed_gap_to_the_printed_gap(boots):
    first = ranked(boots)[0]
    for gap in (50.554, 50.55, 50.649, 20.04, 100.0):
        for delta in (9.018, 0.06, 9.05, 19.96):
            fix = replace(first, delta=delta, after=gap - delta)
            result = replace(boots, score=replace(boots.score, gap=gap), fixes=(fix, *boots.fixes[1:]))
            before, after = re.findall(r"[\d.]+", gap_after(result, fix, EN))
            assert float(before) - float(delta_text(fix, EN)[1:]) == pytest.approx(float(after))
            assert after_figure(result, fix) == float(after)


def test_every_report_says_the_same_figures(boots):
    first = ranked(boots)[0]
    said = f"{delta_text(first, EN)} ".strip()
    after = EN.number(after_figure(boots, first), 1)
    for report in (text_report(boots, EN), markdown_report(boots, EN)):
        assert said in report and f"gap falls to {after}" in report
    assert EN(headline(boots)).startswith("Gap 51 of 100") and EN(
        curve_text(boots, ranked(boots)[:3])
    ).endswith("gap from 51 to 32")


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
