"""Where points come from: parts add up to the gap, and what a line takes off each part adds up to its delta."""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.deltas import delta_parts, points_of
from cjm_editor.compare.memory import Memory
from cjm_editor.compare.roles import side
from cjm_editor.core.results import Parts
from cjm_editor.core.texts import words
from cjm_editor.io.files import load
from cjm_editor.render.marks import MarksOptions, comparison_board
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.theme import LIGHT
from tests.compare.pairs import pair

CASES = [
    ("edits-30", 60, "ru", 5),
    ("independent", 60, "en", 6),
    ("unrelated", 30, "ru", 7),
    ("edits-10", 1, "ru", 8),
]


def total(parts: Parts) -> float:
    return sum(v for v in (parts.experience, parts.path, parts.friction, parts.metrics) if v is not None)


@pytest.mark.parametrize("case", CASES)
def test_parts_add_up_to_the_gap(case):
    made = pair(*case)
    result = compare(made.ideal, made.actual)
    assert total(points_of(result)) == pytest.approx(result.score.gap, abs=1e-6)


@pytest.mark.parametrize("case", CASES[:3])
def test_a_line_takes_off_what_its_parts_lose(case):
    made = pair(*case)
    result = compare(made.ideal, made.actual)
    lines = [fix for fix in result.fixes if not fix.also]
    assert lines
    for fix in lines[:25]:
        assert total(delta_parts(result, fix)) == pytest.approx(fix.delta, abs=1e-6)


def test_a_part_that_mending_brings_into_being_counts():
    """The lived map has no metrics, the reference has: the line is mended with them, and the other parts weigh less."""
    folder = Path(__file__).parents[2] / "samples"
    one, other = (
        load(folder / f"{name}.cjm.yaml").source.document for name in ("boots", "boots-independent")
    )
    wanted = next(journey for journey in one.maps if journey.id == "ideal")
    lived = next(journey for journey in other.maps if journey.kind == "actual")
    result = compare(side(one, wanted), side(other, lived))
    assert result.score.parts.metrics is None and any(t.metrics for t in wanted.touchpoints)
    for fix in (fix for fix in result.fixes if not fix.also):
        assert total(delta_parts(result, fix)) == pytest.approx(fix.delta, abs=1e-6)


def test_lines_without_points_have_no_parts():
    made = pair("edits-30", 60, "ru", 5)
    result = compare(made.ideal, made.actual)
    also = [fix for fix in result.fixes if fix.also]
    assert all(delta_parts(result, fix) == Parts(None, None, None, None) for fix in also)


def test_progress_rises_to_one_and_what_it_raises_ends_the_comparison():
    made = pair("edits-30", 60, "ru", 5)
    told: list[float] = []
    result = compare(made.ideal, made.actual, progress=told.append)
    assert told == sorted(told) and told[-1] == pytest.approx(1.0)
    assert result == compare(made.ideal, made.actual)

    class EnoughError(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise EnoughError

    with pytest.raises(EnoughError):
        compare(made.ideal, made.actual, progress=stop)


@pytest.mark.parametrize(("preset", "most"), [("edits-30", 0.08), ("independent", 0.065)])
def test_no_step_of_the_comparison_or_its_drawing_is_long_and_silent(preset, most):
    """Counted in calls, not in time: none between two signs of progress makes many of all of them."""
    compare(*(side for made in [pair("edits-30", 12, "ru", 5)] for side in (made.ideal, made.actual)))
    made = pair(preset, 600, "ru", 5)
    calls, at = 0, [0]

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    def longest(act: Callable[[], object]) -> float:
        nonlocal calls
        calls, at[:] = 0, [0]
        sys.setprofile(count)
        try:
            act()
        finally:
            sys.setprofile(None)
        return max(after - before for before, after in pairwise((*at, calls))) / calls

    result = compare(made.ideal, made.actual)
    assert longest(lambda: compare(made.ideal, made.actual, progress=lambda _s: at.append(calls))) < most
    options, measurer = MarksOptions(theme=LIGHT, words=words("ru"), is_close=True), bundled_measurer()
    assert longest(lambda: comparison_board(result, options, measurer, lambda _s: at.append(calls))) < 0.4


def test_what_is_kept_for_the_next_comparison_changes_nothing():
    memory = Memory()
    for case in (("edits-30", 60, "ru", 5), ("independent", 60, "en", 6), ("edits-30", 60, "ru", 5)):
        made = pair(*case)
        alone = compare(made.ideal, made.actual)
        for _again in range(2):
            assert compare(made.ideal, made.actual, memory=memory) == alone
        assert compare(made.actual, made.ideal, memory=memory) == compare(made.actual, made.ideal)
