"""The report as text: what both maps are called in it."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import cycle
from typing import TypeVar

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import details_text, questions_text, text_report
from cjm_editor.core.evidence import weaker
from cjm_editor.core.figures import after_text
from cjm_editor.core.model import Comparison, JourneyMap, Link, Stage, Touchpoint
from cjm_editor.core.results import Coverage, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.sureness import sureness
from cjm_editor.core.texts import _, words
from cjm_editor.core.wording import fix_title, stated_effort
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import PRINT
from tests.compare.generator import side
from tests.compare.samples import sides_of

T = TypeVar("T")
BREAKS = ("\n", "\t", "\r\n", "\u2028", "\x0b", "\x85", " \n\n ")


def test_the_second_map_is_called_what_it_is():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    lines = text_report(result, words("en")).splitlines()
    assert any(line.startswith("As it is: ") for line in lines)
    alike = replace(result.ideal, journey=replace(result.ideal.journey, kind="actual"))
    lines = text_report(replace(result, ideal=alike), words("en")).splitlines()
    assert any(line.startswith("Second map: ") for line in lines)


def small(kind: str, *titles: str, **fields: str) -> Side:
    points = [Touchpoint(f"{kind[0]}{n}", "s", title, emotion=2, **fields) for n, title in enumerate(titles)]
    return side(JourneyMap(kind, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points)))


def test_without_a_reference_what_is_lived_is_listed():
    report = text_report(compare(small("ideal"), small("actual", "Looks", "Pays")), words("en"))
    assert "Only in the second map\n  + Looks\n  + Pays\n" in report


def test_an_expectation_met_in_part_is_said_where_there_is_a_line():
    lived = small("actual", "Looks", met="partly", expectation="Here today")
    point = replace(lived.journey.touchpoints[0], emotion=-1)
    lived = side(replace(lived.journey, touchpoints=Seq([point])))
    result = compare(small("ideal", "Looks"), lived)
    assert "Expectation met only in part" in text_report(result, words("en"))
    assert result.touchpoints[0].facts == ()


def test_a_line_names_what_it_rests_on_on_both_sides():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    fix = result.fixes[0]
    for evidence, told in (
        (("interview", "analytics"), "analytics and interview"),
        (("survey", "survey"), "survey"),
        (("", "review"), "review"),
    ):
        kinds = [kind for kind in evidence if kind]
        changed = replace(fix, evidence=evidence, weaker=weaker(kinds[0], kinds[-1]))
        report = text_report(replace(result, fixes=(changed,)), words("en"))
        assert f" · {told} · effort" in report


def test_with_few_known_emotions_no_gap_stands_as_one_number():
    result = compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))
    vague = replace(result, score=replace(result.score, coverage=Coverage(0.3, 1.0)))
    for language, promised in (("en", "gap falls to"), ("ru", "разрыв станет")):
        said = words(language)
        for made in (text_report(vague, said), markdown_report(vague, said)):
            assert promised not in made and str(round(result.score.gap)) not in made.split()
        assert promised in text_report(result, said)


def test_the_head_of_the_list_says_what_its_numbers_mean():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    alone = "Points: what mending this line alone removes"
    counted = "Points: what mending this line alone takes off the gap; the gap after it counts"
    for report in (text_report, markdown_report):
        assert f"{counted} the lines above it as well." in report(result, words("en"))
        vague = replace(result, score=replace(result.score, coverage=Coverage(0.3, 1.0)))
        assert f"{alone}." in report(vague, words("en"))
        one = replace(result, fixes=result.fixes[:1])
        assert "Points: what" not in report(one, words("en"))


def test_the_lists_of_doubts_are_as_long_as_the_headline_says():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    sure = next(n for n, link in enumerate(result.matching.links) if link.ideal and link.actual)
    links = [
        replace(k, confidence=0.7)
        if n == sure
        else replace(k, maybe=tuple(replace(c, confidence=0.4) for c in k.maybe))
        for n, k in enumerate(result.matching.links)
    ]
    result = replace(result, matching=replace(result.matching, links=tuple(links)))
    unsure = sum(link.unsure for link in links)
    missing = sum(bool(link.maybe and not link.actual) for link in links)
    assert unsure and missing
    assert [len(lines) for _title, lines in questions_text(result, words("en"))] == [unsure, missing]
    text, report = text_report(result, words("en")), markdown_report(result, words("en"))
    assert f"{unsure} link in doubt; {missing} touchpoint without a counterpart may have" in text
    for title in ("Links in doubt", "No counterpart found, but there may be one"):
        assert f"\n{title}\n  ? " in text
        assert f"\n## {title}\n\n- " in report


def test_what_a_link_is_called_is_not_said_again_below():
    result = compare(*sides_of("boots.en.cjm.yaml", "ideal", "actual"))
    for language, twice in (("en", "Missing in reality"), ("ru", "В жизни этого нет")):
        said = words(language)
        fix = next(f for f in result.fixes if said(_("Missing in reality")) in [said(r) for r in f.reasons])
        for made in (text_report(result, said), markdown_report(result, said)):
            assert said(fix_title(result, fix)) in made and twice not in made


def test_a_map_that_is_called_as_its_role_is_named_once():
    result = compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))
    report = text_report(result, words("ru"))
    assert f"Как есть: {result.actual.name}" in report and "Как есть: Как есть" not in report


def without_effort(made):
    points = tuple(replace(touchpoint, effort=None) for touchpoint in made.journey.touchpoints)
    return replace(made, journey=replace(made.journey, touchpoints=Seq(points)))


def test_effort_that_nobody_estimated_is_not_told():
    sides = sides_of("boots.en.cjm.yaml", "ideal", "actual")
    note = "Where no effort is estimated"
    told = compare(*sides)
    assert "effort 2" in details_text(told, told.fixes[0], words("en"))
    assert note not in text_report(told, words("en"))
    result = compare(*(without_effort(made) for made in sides))
    assert result.fixes[0].effort == 1 and stated_effort(result, result.fixes[0]) is None
    for report in (text_report(result, words("en")), markdown_report(result, words("en"))):
        assert note in report and "effort 1" not in report


def test_a_gap_that_nothing_could_change_says_what_it_rests_on():
    """Every link reworded, every touchpoint an assumption: no format states the number bare."""
    titles = {
        "ideal": ("Ищет квартиру", "Звонит агенту", "Подписывает договор"),
        "actual": ("Подыскивает квартиру", "Созванивается с агентом", "Заключает договор"),
    }
    sides = []
    for kind, emotion in (("ideal", 1), ("actual", -1)):
        points = [Touchpoint(f"{kind[0]}{n}", "", t, emotion=emotion) for n, t in enumerate(titles[kind])]
        sides.append(side(JourneyMap(kind, title=kind, kind=kind, touchpoints=Seq(points))))
    pins = tuple(Link((f"i{n}",), (f"a{n}",), "pinned") for n in range(3))
    result = compare(*sides, Comparison(links=pins))
    score = result.score
    assert score.low == score.high == score.gap
    wanted = {
        "ru": "Разрыв 33 из 100, если допущения верны",
        "en": "Gap 33 of 100, if the assumptions are right",
    }
    for language, told in wanted.items():
        assert text_report(result, words(language)).startswith(f"{told}\n")
        assert markdown_report(result, words(language)).startswith(f"# {told}\n")


def test_how_sure_it_is_stands_before_the_list_in_both_reports():
    result = compare(*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey"))
    for report in (text_report, markdown_report):
        told = report(result, words("ru")).replace("\\", "")
        before, heading, after = told.partition("Насколько мы уверены")
        assert heading and "Что чинить первым" not in before
        for line in sureness(result, words("ru")):
            assert line in after.partition("Что чинить первым")[0]


BLANKS = ("   ", "\u00a0", "\u200b")


@pytest.mark.parametrize("title", ["", *BLANKS])
def test_a_title_of_blanks_is_no_name_in_any_format(title):
    result = compare(small("ideal", title, "Pays the bill"), small("actual", "Pays the bill", title))
    alone = compare(small("ideal", title, "Pays the bill"), small("actual", "Pays the bill"))
    for made, ids in ((result, ("i0", "a1")), (alone, ("i0",))):
        worded, options = words("en"), MarksOptions(PRINT, words("en"))
        sheets = report_pages(made, options, bundled_measurer())
        paper = " ".join(i.text for s in sheets for g in s.groups for i in g.items if isinstance(i, Text))
        reports = {
            "text": text_report(made, worded),
            "md": markdown_report(made, worded),
            "html": report_html(made, options, bundled_measurer()),
            "pdf": paper,
        }
        for name, report in reports.items():
            assert not re.search("“[\\s\u200b]*”", report), name
            assert name == "text" or all(id in report for id in ids), name
    assert "“i0” has no counterpart that could be found" in text_report(alone, words("en"))


def test_against_a_belief_what_comes_near_is_said_once_a_line():
    ours, theirs = (
        replace(one, journey=replace(one.journey, kind=kind))
        for one, kind in zip(
            (*sides_of("boots.cjm.yaml", "ideal"), *sides_of("boots-independent.cjm.yaml", "journey")),
            ("assumed", "actual"),
            strict=True,
        )
    )
    result = compare(ours, theirs)
    links = result.matching.links
    alone = [fix for fix in result.fixes if fix.path is None and links[fix.link].asked]
    alone = [fix for fix in alone if not (links[fix.link].ideal and links[fix.link].actual)]
    assert {bool(links[fix.link].ideal) for fix in alone} == {True, False}
    for fix in alone:
        one = replace(result, fixes=(fix,))
        for report, end in ((text_report, "Stage by stage"), (markdown_report, "## ")):
            told = report(one, words("en")).partition("What differs most")[2].partition(end)[0]
            assert told.count("nearest: “") == 1, told
        page = report_html(one, MarksOptions(PRINT, words("en")), bundled_measurer())
        assert (
            page.count("nearest: “")
            == report_html(
                replace(result, fixes=()), MarksOptions(PRINT, words("en")), bundled_measurer()
            ).count("nearest: “")
            + 1
        )
    pinned = Comparison(links=(Link(("a1",), (), "pinned"),))
    known = compare(small("assumed", "Looks", "Pays"), small("actual", "Looks"), pinned)
    assert "customers do not meet it" in text_report(known, words("en"))


@pytest.mark.parametrize(("language", "stage"), [("en", "stage “Waiting”"), ("ru", "этап «Ожидание»")])
def test_only_the_first_fact_of_a_row_begins_with_a_capital(language, stage):
    """The name of a stage stands in quotes: it would read as a word."""
    result = compare(
        *sides_of("boots.en.cjm.yaml" if language == "en" else "boots.cjm.yaml", "ideal", "actual")
    )
    told = [details_text(result, fix, words(language)) for fix in result.fixes]
    assert any(f" · {stage} · " in row for row in told)
    for row in told:
        first, *others = row.split(" · ")
        assert first[0].isupper(), row
        assert all(fact[0].islower() or fact[1].isupper() or not fact[0].isalpha() for fact in others), row


def test_a_line_counted_above_says_that_the_gap_stays():
    result = compare(*sides_of("boots.en.cjm.yaml", "assumed", "actual"))
    held = next(fix for fix in result.fixes if fix.counted_above)
    assert f"gap stays {after_text(held, words('en'))}" in details_text(result, held, words("en"))


def broken(value: T, signs: Iterator[str]) -> T:
    """The value with a break or a tab for every blank in its texts, and one behind them."""
    made: object = value
    if isinstance(value, str) and " " in value:
        made = "".join(next(signs) if sign == " " else sign for sign in value) + "\n"
    elif isinstance(value, tuple):
        made = tuple(broken(item, signs) for item in value)
    elif isinstance(value, Seq):
        made = Seq([broken(item, signs) for item in value])
    elif is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        made = replace(value, **{name: broken(item, signs) for name, item in held.items()})
    return made  # type: ignore[return-value]


@pytest.mark.parametrize("report", [text_report, markdown_report])
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("ids", [("ideal", "actual"), ("assumed", "actual")])
def test_breaks_in_the_texts_of_a_map_break_no_line_of_a_report(report, language, ids):
    sides = sides_of("boots.cjm.yaml", *ids)
    torn = []
    for part in sides:
        document = broken(part.document, cycle(BREAKS))
        journey = next(journey for journey in document.maps if journey.id == part.journey.id)
        torn.append(Side(document, journey, part.name))
    told = words(language)
    assert report(compare(*torn), told) == report(compare(*sides), told)


@pytest.mark.parametrize("folder", ["/home/olga/clients/bank/", "C:\\Users\\olga\\", "../"])
@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_report_tells_the_folders_of_its_author(folder, language):
    sides = [
        replace(part, name=folder + part.name) for part in sides_of("boots.cjm.yaml", "ideal", "assumed")
    ]
    result = compare(*sides)
    told = words(language)
    text, md = text_report(result, told), markdown_report(result, told).replace("\\", "")
    assert "(boots.cjm.yaml#assumed)" in text or ": boots.cjm.yaml#assumed\n" in text
    assert "(boots.cjm.yaml)" in md or ": boots.cjm.yaml\n" in md
    for report in (text, md):
        assert "olga" not in report and "../" not in report
    assert "boots.cjm.yaml#" not in md  # nor what only commands need


@pytest.mark.parametrize(
    ("language", "kind", "one", "two"),
    [
        ("ru", "actual", "Без различия 3 разрыв", "Без различий 3 и 5 разрыв"),
        ("ru", "ideal", "После исправления 3 разрыв", "После исправлений 3 и 5 разрыв"),
        ("en", "actual", "Without difference 3: gap", "Without differences 3 and 5: gap"),
        ("en", "ideal", "With fix 3: gap", "With fixes 3 and 5: gap"),
    ],
)
def test_one_number_is_told_as_one(language, kind, one, two):
    result = compare(*sides_of("boots.cjm.yaml", "ideal", "actual"))
    result = replace(result, ideal=replace(result.ideal, journey=replace(result.ideal.journey, kind=kind)))
    for ranks, wanted in (((3,), one), ((3, 5), two)):
        fixes = tuple(
            replace(fix, asks="" if fix.rank in ranks or fix.also else "emotion") for fix in result.fixes
        )
        report = text_report(replace(result, fixes=fixes), words(language)).replace("\u00a0", " ")
        assert f"  {wanted}" in report
