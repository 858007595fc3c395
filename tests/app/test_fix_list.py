"""The list of what to fix first: what an open row says, and the button for the facts it keeps back."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from cjm_editor.app.align.gap_panel import GapPanel
from cjm_editor.app.align.parts import PIECE, label
from cjm_editor.app.context import Context
from cjm_editor.app.panels.fix_row import REASONS, FixRow
from cjm_editor.app.panels.fixes import CHART, LOW, LOW_CHART, FixList
from cjm_editor.app.settings import Settings
from cjm_editor.compare.comparison import compare
from cjm_editor.compare.roles import pick_pair
from cjm_editor.core.besides import first_fact, mend_told
from cjm_editor.core.elide import lowered
from cjm_editor.core.figures import after_text, contribution_figures
from cjm_editor.core.line_facts import range_note, rests_on
from cjm_editor.core.results import Side
from cjm_editor.core.texts import words
from cjm_editor.core.wording import fix_stage
from cjm_editor.io.files import load
from cjm_editor.qt.fonts import load_fonts
from cjm_editor.render.measure import bundled_measurer
from tests.app.test_odd_pairs import ODD, file_of
from tests.compare.scarce import low_coverage

SAMPLE = Path(__file__).parents[2] / "samples" / "boots.en.cjm.yaml"


@pytest.fixture
def shown(qtbot, tmp_path):
    load_fonts()
    document = load(SAMPLE).source.document
    result = compare(*pick_pair(document, "boots", "young-man"))
    made = FixList(Context(Settings(theme="light"), tmp_path / "settings.json", bundled_measurer(), "en"))
    qtbot.addWidget(made)
    made.resize(320, 900)
    made.show_result(result)
    made.show()
    return made, result


def texts(fixes):
    """What can be read; spaces that end no line are spaces."""
    return [label.text().replace("\u00a0", " ") for label in fixes.findChildren(QLabel) if label.isVisible()]


def test_where_the_gap_is_an_interval_the_list_tells_ranges_and_no_sums(qtbot, tmp_path):
    load_fonts()
    context = Context(Settings(theme="light"), tmp_path / "settings.json", bundled_measurer(), "en")
    result = low_coverage()
    fixes = FixList(context)
    qtbot.addWidget(fixes)
    fixes.resize(320, 900)
    fixes.show_result(result)
    fixes.show()
    fixes.choose(0)
    told = texts(fixes)
    assert "−17.5 to −30.0" in told and "0 to 10.0?" in told
    assert not any("50.0" in text or "15.0" in text for text in told)
    assert any(words("en")(range_note(result)) in text for text in told), "the list says what a range is"
    panel = GapPanel(context, lambda _what: None)
    qtbot.addWidget(panel)
    panel.show_gap(result)
    said = [label.text() for label in panel.findChildren(QLabel)]
    assert any("0.45–0.86" in text for text in said) and any("no sum is told" in text for text in said)
    assert not any(sign in text for text in said for sign in ("Together", "50.0", "0.75", "it comes from"))


def test_what_is_left_after_a_fix_counts_those_above_it(shown):
    fixes, result = shown
    fixes.choose(0)
    first = after_text(result.fixes[0], words("en"))
    assert f"With this fixed, the gap falls to {first}." in texts(fixes)
    fixes.choose(2)
    told = "With this and everything above it fixed, the gap falls to {:.1f}."
    assert told.format(result.fixes[2].after) in texts(fixes)


def test_the_facts_kept_back_are_one_click_away(shown, qtbot):
    fixes, result = shown
    number = next(i for i, fix in enumerate(result.fixes) if len(fix.reasons) > REASONS + 1)
    fixes.choose(number)
    button = next(
        button
        for button in fixes.findChildren(QPushButton)
        if button.isVisible() and button.text().endswith("more facts")
    )
    assert button.property("link") and button.cursor().shape() == Qt.CursorShape.PointingHandCursor
    qtbot.waitUntil(lambda: button.height() > 10 and not button.visibleRegion().isEmpty())
    before = len(texts(fixes))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    said = int(button.text().split()[1])
    assert button.isHidden() and len(texts(fixes)) == before + said


def test_points_that_are_not_the_contribution_say_why(shown):
    fixes, result = shown
    assert (
        contribution_figures(result)[result.fixes[0].link] == 21 and f"{result.fixes[0].delta:.1f}" == "9.0"
    )
    fixes.choose(0)
    told = next(text for text in texts(fixes) if text.startswith("Its share of the gap"))
    assert told.startswith("Its share of the gap is 21.0: the worst point weighs extra, and after it")
    assert told.endswith("is the worst.")


def test_the_parts_of_a_line_add_up_to_it(shown):
    fixes, result = shown
    for number, fix in enumerate(result.fixes):
        if fix.also:
            continue
        fixes.choose(number)
        row = fixes._rows[number]
        sums = [text for text in texts(row) if " = " in text]
        for told in sums:
            whole, *parts = [
                float(found.replace("\u2212", "-")) for found in re.findall(r"\u2212?[\d.]+", told)
            ]
            assert sum(parts) == pytest.approx(whole)


def test_a_low_list_gives_its_room_to_the_rows(shown, qtbot):
    fixes, _result = shown
    heights = []
    for height in (900, 600, 400):
        fixes.resize(320, height)
        qtbot.wait(1)
        heights.append(fixes._chart.height())
    assert heights == [CHART, LOW_CHART, 0]
    assert "After 3 fixes: 50.6 → 32.5" in texts(fixes)


def test_lines_that_wait_for_an_answer_are_no_steps(shown):
    """The sum calls the lines by their numbers then, and the chart goes on level and dashed."""
    fixes, result = shown
    first = replace(result.fixes[1], asks="emotion", after=result.fixes[0].after)
    fixes.show_result(replace(result, fixes=(result.fixes[0], first, *result.fixes[2:])))
    assert [text for text in texts(fixes) if text.startswith("After fixes 1, 3 and 4: 50.6 → ")]
    assert fixes._chart._is_open[:4] == [False, True, False, False]
    assert fixes._chart._values[1] == fixes._chart._values[2]
    assert not fixes._chart.grab().isNull()


def test_the_sum_says_on_which_links_it_hangs_and_is_never_cut(shown, qtbot):
    fixes, result = shown
    doubtful = [replace(fix, unsure=n in (0, 2)) for n, fix in enumerate(result.fixes)]
    fixes.resize(300, 720)
    fixes.show_result(replace(result, fixes=tuple(doubtful)))
    assert "After 3 fixes: 50.6 → 32.5, if the links are right" in texts(fixes)
    line = fixes._steps
    qtbot.waitUntil(
        lambda: line.height() >= line.heightForWidth(line.width()) > line.fontMetrics().height() * 2
    )


def test_of_two_maps_of_one_kind_nothing_is_to_be_fixed(shown):
    fixes, result = shown
    lived = replace(result.ideal, journey=replace(result.ideal.journey, kind="actual"))
    fixes.show_result(replace(result, ideal=lived))
    fixes.choose(0)
    told = texts(fixes)
    assert "What differs most" in told and "Without 3 differences: 50.6 → 32.5" in told
    assert "If this were as on the first map, the gap would be 41.5." in told


def test_where_the_gap_is_not_known_the_list_says_what_to_do_and_no_points(shown):
    fixes, result = shown
    fixes.show_result(replace(result, score=replace(result.score, lined_up="nothing")))
    fixes.choose(0)
    told = texts(fixes)
    assert "What to do now" in told and "What to fix first" not in told
    assert any("drag from a touchpoint to its counterpart" in text for text in told)
    assert not [text for text in told if re.match(r"\u2212\d", text)], (
        "no points, though emotions may be below zero"
    )
    assert fixes._chart.isHidden() and fixes._steps.isHidden()


def test_a_row_names_ideas_of_the_map_and_its_doubt(shown):
    fixes, result = shown
    links = list(result.matching.links)
    links[result.fixes[0].link] = replace(links[result.fixes[0].link], confidence=0.66, by="auto")
    fixes.show_result(replace(result, matching=replace(result.matching, links=tuple(links))))
    fixes.choose(0)
    told = texts(fixes)
    assert "Idea on the map: “The discount from the e-mail applies itself”" in told
    assert any(text.startswith("Link in doubt, 66%") for text in told)


def test_words_that_fit_no_line_are_broken():
    long = "Достопримечательностеобозревательнейшее"
    made = label(f"Видит {long} место", "title")
    assert made.text().replace("\u200b", "") == f"Видит {long} место"
    widest = max(map(len, made.text().replace("\u200b", " ").split()))
    assert widest <= PIECE and label("Видит рекламу ботинок", "title").text() == "Видит рекламу ботинок"
    assert label(long, "title", is_wrapped=False).text() == long


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("as good", "There is no gap: the journey is nowhere worse than intended"),
        ("emotions unknown", "Whether there is a gap is not known: too few emotions are"),
        ("no reference", "There is nothing to compare with: the reference has no touchpoints"),
        ("believed", "There is no gap: the journey is nowhere worse than believed"),
        ("segments", "There is no gap: the second map is nowhere worse than the first"),
    ],
)
def test_a_list_without_a_line_says_why(qtbot, tmp_path, name, told):
    odd = {
        "believed": replace(ODD["as good"], kinds=("assumed", "actual")),
        "segments": replace(ODD["as good"], kinds=("actual", "actual")),
    }.get(name, ODD.get(name))
    document = load(file_of(tmp_path, odd)).source.document
    load_fonts()
    result = compare(*(Side(document, journey, journey.id) for journey in document.maps))
    made = FixList(Context(Settings(theme="light"), tmp_path / "settings.json", bundled_measurer(), "en"))
    qtbot.addWidget(made)
    made.show_result(result)
    made.show()
    assert not any(not fix.also for fix in result.fixes)
    assert told in texts(made)
    if name == "emotions unknown":
        assert "What to do now" in texts(made)
        assert any(text.startswith("Ask customers how they feel") for text in texts(made))


def test_where_no_points_are_lost_the_list_is_what_is_still_to_mend(shown):
    """The headline does not deny what the list below it says."""
    fixes, result = shown
    also = tuple(replace(fix, also=True, delta=0.0, asks="") for fix in result.fixes if fix.path is None)
    none = replace(result.score, gap=0.0, low=0.0, high=0.0)
    fixes.show_result(replace(result, score=none, fixes=also))
    told = texts(fixes)
    assert told.count("Still to mend") == 1 and not {"What to fix first", "Also to fix"} & set(told)
    (said,) = [text for text in told if "still to mend: " in text]
    assert "broken promise" in said and "nowhere worse" not in said
    fixes.show_result(result)
    assert "What to fix first" in texts(fixes) and "Still to mend" not in texts(fixes)


def test_a_line_without_points_says_what_is_to_mend_before_it_is_opened(shown):
    """As page one does: a touchpoint's name alone says nothing; opened, the line does not say it again."""
    fixes, result = shown
    also = tuple(replace(fix, also=True, delta=0.0, asks="") for fix in result.fixes if fix.path is None)
    none = replace(result.score, gap=0.0, low=0.0, high=0.0)
    result = replace(result, score=none, fixes=also)
    fixes.show_result(result)
    told, said = texts(fixes), words("en")
    broken = next(n for n, fix in enumerate(also) if "roken promise" in first_fact(result, fix, said))
    fact = first_fact(result, also[broken], said)
    (line,) = [text for text in told if fact[1:] in text]
    assert line == mend_told(result, also[broken], said)[0].replace("\u00a0", " ")
    head = [text for text in fixes.findChildren(QLabel) if text.parent() is fixes and text.isVisible()]
    assert all(text.text() for text in head), "an empty row stands under the heading"
    fixes.choose(broken)
    assert len([text for text in texts(fixes) if fact[1:] in text]) == 1


def test_a_row_names_what_both_sides_rest_on_as_the_report_does(shown):
    fixes, result = shown
    both = [n for n, fix in enumerate(result.fixes) if len(set(fix.evidence) - {""}) == 2]
    assert both
    fixes.choose(max(both))
    for row in fixes.findChildren(FixRow):
        told = rests_on(result, result.fixes[row.number], words("en"), has_numbers=False)
        assert (" and " in told) == (row.number in both)
        shown_texts = (label.text().replace("\u00a0", " ") for label in row.findChildren(QLabel))
        rested, where = lowered(told.replace("\u00a0", " ")), fix_stage(result, result.fixes[row.number])
        (foot,) = (text for text in shown_texts if text.endswith(rested))
        assert f"tage “{where}” · " in foot, "the name of a stage would read as a word"


def test_in_a_low_list_an_open_row_leaves_the_next_ones_in_view(shown):
    fixes, result = shown
    number = next(n for n, fix in enumerate(result.fixes) if len(fix.reasons) > REASONS + 1)
    fixes.choose(number)
    row = next(row for row in fixes.findChildren(FixRow) if row.number == number)
    high, told = row.sizeHint().height(), len(texts(fixes))
    fixes.resize(320, LOW - 100)
    QTest.qWait(20)
    low = row.sizeHint().height()
    assert low < high and low <= (LOW - 100) / 2
    button = next(b for b in fixes.findChildren(QPushButton) if b.isVisible() and "more fact" in b.text())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(texts(fixes)) >= told, "nothing is lost"
    fixes.resize(320, LOW + 100)
    QTest.qWait(20)
    assert row.sizeHint().height() == high


@pytest.mark.parametrize("is_unsure", [True, False])
def test_the_order_says_what_doubt_does_to_it(shown, is_unsure):
    fixes, result = shown
    lines = tuple(replace(fix, unsure=is_unsure and fix.rank == 1) for fix in result.fixes)
    fixes.show_result(replace(result, fixes=lines))
    assert any("what is in doubt counts for less" in text for text in texts(fixes)) is is_unsure


def test_no_line_ends_with_a_preposition():
    assert label("Договаривается с курьером о времени", "title").text() == (
        "Договаривается с\u00a0курьером о\u00a0времени"
    )
    assert label("One line\nand a second", "title").text().count("\n") == 1
