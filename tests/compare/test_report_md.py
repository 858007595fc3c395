"""The Markdown report: the same findings as the text one, then every link, stage and metric, in both languages."""

from __future__ import annotations

import random
import re

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.md import escaped
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.basis import decisions_told, evidence_told
from cjm_editor.core.detail import stages_told
from cjm_editor.core.figures import interval_figures
from cjm_editor.core.model import Card, JourneyMap, Metric, Touchpoint
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import Words, words
from cjm_editor.core.wording import doubts, reasons_beside_kind, title_of
from tests.compare.generator import pair, side
from tests.compare.samples import sides_of


@pytest.fixture(scope="module")
def result():
    return compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))


def plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_holds_what_the_text_report_holds(result, language):
    said = words(language)
    report, text = plain(markdown_report(result, said)), text_report(result, said, 0)
    for fix in result.fixes:
        for reason in reasons_beside_kind(result, fix):
            assert said(reason) in report
            assert said(reason) in text
    for gap in (gap for gap in result.path if gap.is_told):
        assert said(gap.text) in report
        assert said(gap.text) in text
    assert text.splitlines()[0] == report.splitlines()[0].removeprefix("# ")


def test_every_link_stands_in_one_row_of_its_stage(result):
    report = plain(markdown_report(result, words("en")))
    stages = report[report.index("## Stage by stage") : report.index("## Metrics")]
    rows = [line for line in stages.splitlines() if line.startswith("| ") and "---" not in line]
    heads = sum(line.startswith("### ") for line in stages.splitlines())
    assert len(rows) - heads == len(result.matching.links)
    for link in result.matching.links:
        here = title_of(result.ideal.journey, link.ideal) or "—"
        there = title_of(result.actual.journey, link.actual) or "—"
        assert any(row.startswith(f"| {here} | {there} | ") for row in rows)


def test_metrics_have_their_units():
    maps = (
        JourneyMap(kind, kind=kind, touchpoints=Seq([Touchpoint("t", title="Calls", metrics=metrics)]))
        for kind, metrics in (
            ("ideal", (Metric("aht", 20, unit="min"), Metric("churn", 2), Metric("nps", 60))),
            ("actual", (Metric("aht", 47), Metric("churn", 5))),
        )
    )
    report = plain(markdown_report(compare(*map(side, maps)), words("en")))
    for row in ("20\u00a0min | 47 |", "2% | 5% |", "60 | — |"):
        assert f"| {row}" in report


def test_tables_have_as_many_cells_in_every_row(result):
    rows = [line for line in markdown_report(result, words("en")).splitlines() if line.startswith("|")]
    cells = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    assert set(cells) <= {5, 6}
    for one, other, row, following in zip(cells, cells[1:], rows, rows[1:], strict=False):
        if not following.startswith("| ---") and not row.startswith("| ---"):
            continue
        assert one == other


def test_the_curve_is_one_sentence_in_both_reports(result):
    ranked = [fix for fix in result.fixes if not fix.also]
    told = f"Fix the first 5: gap from {result.score.gap:.1f} to {ranked[4].after:.1f}"
    for report in (markdown_report, text_report):
        assert told in report(result, words("en"))


def test_a_link_found_by_likeness_says_why():
    result = compare(*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey"))
    link = next(k for k in result.matching.links if k.by == "auto" and k.ideal and k.actual)
    row = next(
        line
        for line in plain(markdown_report(result, words("en"))).splitlines()
        if line.startswith(f"| {title_of(result.ideal.journey, link.ideal)} | ")
        and "Words of the titles" in line
    )
    assert len(re.findall(r"[+−]\d", row)) >= 3


def test_the_emotion_of_an_ideal_map_is_a_target(result):
    assert "| Target emotion → emotion |" in markdown_report(result, words("en"))


def test_emotions_are_on_one_scale_and_it_is_said_once():
    """The wished map is on −2..2, the one drawn independently on 1..5: no row mixes them."""
    result = compare(*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey"))
    made = plain(markdown_report(result, words("en")))
    assert made.count("Emotions in figures are on the scale of “As it is”, from 1 to 5") == 1
    felt = re.findall(r"\| (\S+) → (\S+) \| [0-9.]+ \|", made)
    values = {float(text) for pair in felt for text in pair if text != "—"}
    assert len(felt) > 8 and values and min(values) >= 1 and max(values) <= 5
    assert text_report(result, words("en")).count("Emotions in figures are on the scale") == 1
    same = markdown_report(compare(*sides_of("boots.cjm.yaml", "ideal", "actual")), words("en"))
    assert "Emotions in figures" not in same


def test_an_interval_has_its_reasons():
    """Where no link is in doubt and no candidate near, what stands alone may be called otherwise."""
    for seed in range(60):
        result = compare(*pair(random.Random(seed)).sides)
        low, high = interval_figures(result.score.low or 0, result.score.high or 0)
        assert bool(doubts(result)) or low == high or result.score.gap is None


def facts_of(result: ComparisonResult, said: Words) -> list[tuple[str, str]]:
    """The captions and lines of every touchpoint and stage of either side, as the web page tells them."""
    return [
        (fact.caption, line)
        for stage in stages_told(result, said)
        for told in (*stage.ideal, *stage.actual, *(t for s in stage.sheets for t in (*s.ideal, *s.actual)))
        for fact in told.facts
        for line in fact.lines
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_both_sides_texts_stand_below_the_table_of_their_stage(result, language):
    said = words(language)
    report = markdown_report(result, said)
    facts = facts_of(result, said)
    assert len(facts) > 150
    lists = [line for line in report.splitlines() if line.lstrip().startswith("- ")]
    for caption, line in facts:
        assert any(caption in row for row in lists) and any(escaped(line) in row for row in lists)
    for one in (result.ideal, result.actual):
        for t in one.journey.touchpoints:
            cards = [card.text for lane, held in t.cards for card in held if lane in ("thoughts", "pains")]
            for text in (t.action, t.expectation, t.outcome, *cards):
                assert escaped(text) in report
    cells = [line for line in report.splitlines() if line.startswith("|")]
    assert not any("Сорок страниц, и всё мимо" in row for row in cells)


def test_a_link_is_told_one_side_after_the_other(result):
    report = markdown_report(result, words("en")).splitlines()
    at = report.index("#### Оформляет и оплачивает заказ → Оформляет корзину + Ждёт звонка оператора")
    told = [line for line in report[at : at + 60] if line.startswith(("- Reference: ", "- As it is: "))]
    assert told[:3] == [
        "- Reference: Оформляет и оплачивает заказ",
        "- As it is: Оформляет корзину",
        "- As it is: Ждёт звонка оператора",
    ]
    assert report[report.index(told[0], at) + 1].startswith("  - Target emotion: delight")


def test_what_it_rests_on_and_what_people_decided_are_told(result):
    report = plain(markdown_report(result, words("ru")))
    for text in decisions_told(result, words("ru")):
        assert f"- {text}" in report[report.index("## Что решили люди") :]
    for one in (result.ideal, result.actual):
        for text, titles in evidence_told(one, words("ru")):
            assert f"  - {text}: {', '.join(titles)}" in report


def test_a_text_of_the_map_is_no_markup_and_no_list_of_its_own():
    texts = ("- cheap\n- fast", "1. pays", "+ more", "# loud", "> said", "2) waits\r\n\r\nlong", "`<b>|*")
    made = [
        JourneyMap(
            kind, kind=kind, touchpoints=Seq([Touchpoint("t", title="Calls", cards=(("thoughts", cards),))])
        )
        for kind, cards in (("ideal", ()), ("actual", tuple(Card(text) for text in texts)))
    ]
    report = markdown_report(compare(*map(side, made)), words("en")).splitlines()
    at = report.index("  - Thoughts:")
    assert report[at + 1 : at + 8] == [
        "    - \\- cheap - fast",
        "    - 1\\. pays",
        "    - \\+ more",
        "    - \\# loud",
        "    - \\> said",
        "    - 2\\) waits long",
        "    - \\`\\<b\\>\\|\\*",
    ]


def test_a_map_without_stages_has_its_texts_too():
    made = [
        JourneyMap(kind, kind=kind, touchpoints=Seq([Touchpoint("t", title="Calls", action=f"Rings {kind}")]))
        for kind in ("ideal", "actual")
    ]
    report = markdown_report(compare(*map(side, made)), words("en"))
    assert "### —\n\n| " in report
    assert "  - What the customer does: Rings ideal\n" in report and "Rings actual\n" in report
