"""A report of a very large comparison stays one that can be opened: each section shows its first entries and says how
many more there are."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.core.basis import MOST_TITLES, titles_told
from cjm_editor.core.model import Card, Document, Evidence, JourneyMap, Touchpoint
from cjm_editor.core.results import ComparisonResult, Side
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.html_summary import WIDEST
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.report_bounds import MOST, bounded, more
from cjm_editor.render.theme import PRINT

SECTIONS = ("all-fixes", "stages", "matched", "unmatched", "evidence")


def result_of(pairs: int, alone: int = 0) -> ComparisonResult:
    """Every pair is worse as lived; so many of the reference have no counterpart."""

    def journey(kind: str, emotion: int, count: int) -> JourneyMap:
        points = (
            Touchpoint(
                f"t{n}",
                title=f"Step {n}",
                emotion=emotion,
                importance=n % 5 + 1,
                evidence=(Evidence("interview", source=f"Talk {n}"),),
                cards=(("pains", (Card("Slow", severity=2),)),) if emotion < 0 else (),
            )
            for n in range(count)
        )
        return JourneyMap(kind, kind=kind, touchpoints=Seq(points))

    lived = journey("actual", -1, pairs)
    wanted = replace(journey("ideal", 2, pairs + alone), derived_from="actual")
    document = Document(maps=(wanted, lived))
    return compare(Side(document, wanted, "ideal"), Side(document, lived, "actual"))


def html_of(result: ComparisonResult, language: str = "en") -> dict[str, str]:
    """The sections of the detail of the web page by their names, and all of it."""
    made = report_html(result, MarksOptions(theme=PRINT, words=words(language)), bundled_measurer())
    parts = re.findall(r'<section aria-labelledby="([\w-]+)">(.*?)</section>', made, re.DOTALL)
    return {**dict(parts), "": made}


@pytest.fixture(scope="module")
def large() -> ComparisonResult:
    return result_of(MOST + 7, MOST + 3)


def test_the_first_entries_are_bounded() -> None:
    assert bounded([1, 2]) == ([1, 2], 0)
    assert bounded(range(MOST)) == (range(MOST), 0)
    assert bounded(range(MOST + 2)) == (range(MOST), 2)
    assert titles_told(["a", "b"]) == "a, b"
    many = [f"t{n}" for n in range(MOST_TITLES + 4)]
    assert titles_told(many).endswith(f"t{MOST_TITLES - 1}, … (+4)")


def test_a_web_page_shows_the_first_entries_of_each_section_and_says_how_many_more(large) -> None:
    found = html_of(large)
    for name in SECTIONS:
        assert re.search(r"… and [\d,]+ more\. All of them are in the JSON report", found[name]), name
    assert "… and 7 more" in found["matched"] and "… and 3 more" in found["unmatched"]
    assert found["matched"].count("<tr") == MOST + 1
    assert "… и ещё 7. Всё целиком есть в отчёте JSON" in html_of(large, "ru")["matched"]


def test_pages_show_the_same(large) -> None:
    pages = report_pages(large, MarksOptions(theme=PRINT, words=words("en")), bundled_measurer())
    said = " ".join(
        item.text for page in pages for group in page.groups for item in group.items if isinstance(item, Text)
    )
    links = len(large.matching.links)
    for count in (7, 3, links - MOST):
        assert f"… and {words('en').number(count)} more." in said
    assert words("en")(more(7)) in " ".join(said.split())


def test_a_small_report_is_whole() -> None:
    found = html_of(result_of(12, 2))
    assert "JSON report" not in found[""]
    assert found["matched"].count("<tr") == 13


def test_what_is_beyond_measure_adds_nothing_but_its_count() -> None:
    sizes, widths = [], []
    for count in (MOST + 100, 2 * MOST + 200):
        made = html_of(result_of(count))
        sizes.append(sum(len(made[name]) for name in SECTIONS if name in made))
        widths.append(max(float(width) for width in re.findall(r'<svg[^>]* width="([\d.]+)"', made[""])))
    assert abs(sizes[1] - sizes[0]) < sizes[0] // 50
    assert max(widths) <= WIDEST
