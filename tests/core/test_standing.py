"""What is said of touchpoints without a counterpart: the same in every format, and in words that fit the roles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.core.model import Comparison, JourneyMap, Link, Stage, Touchpoint
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.role_words import kind_word
from cjm_editor.core.seq import Seq
from cjm_editor.core.standing import count_told, ids_unused, link_kind, link_said, open_missing, stands
from cjm_editor.core.texts import Words, words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions, comparison_page
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import LIGHT
from tests.render import pairs

MEASURER = bundled_measurer()
RU, EN = words("ru"), words("en")
FORMATS = ("text", "md", "html", "pdf", "board")


def journey(name: str, kind: str, titles: tuple[str, ...], emotion: float) -> JourneyMap:
    made = [Touchpoint(f"{name}{n}", "s", t, emotion=emotion, importance=4) for n, t in enumerate(titles)]
    return JourneyMap(name, f"Карта {name}", kind, stages=(Stage("s", "Приём"),), touchpoints=Seq(made))


OURS = ("Записывается к врачу", "Ждёт приёма врача в коридоре", "Врач осматривает зуб", "Платит на кассе")
THEIRS = (
    "Записывается к врачу",
    "Врач осматривает зуб",
    "Платит на кассе",
    "Листает журналы в холле",
)


def pair(ideal: str, actual: str, known: Comparison | None = None) -> ComparisonResult:
    ours, theirs = journey("a", ideal, OURS, 2.0), journey("b", actual, THEIRS, -1.0)
    return compare(pairs.side(ours), pairs.side(theirs), known)


@pytest.fixture(scope="module")
def boots() -> ComparisonResult:
    return pairs.boots()


def said(result: ComparisonResult, form: str, language: Words) -> str:
    if form == "text":
        return text_report(result, language, 0)
    if form == "md":
        return markdown_report(result, language)
    options = MarksOptions(LIGHT, language)
    if form == "html":
        return report_html(result, options, MEASURER)
    pages = (
        report_pages(result, options, MEASURER, "")
        if form == "pdf"
        else (comparison_page(result, options, MEASURER),)
    )
    return " ".join(
        " ".join(item.text for item in group.items if isinstance(item, Text)) + " " + group.title
        for page in pages
        for group in page.groups
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_nothing_is_called_missing_while_a_candidate_stands_open(form, language):
    result = pair("ideal", "actual")
    assert open_missing(result) == (1,)
    told = said(result, form, language).replace("\u00a0", " ").lower()
    for word in (
        "нет в жизни",
        "нет точки",
        "в жизни этого нет",
        ">missing<",
        "missing ",
        "is missing:",
    ):
        assert word not in told, word
    if form != "board":
        assert ("ближе всего" if language is RU else "nearest") in told


def test_what_people_decided_is_called_missing():
    result = pair("ideal", "actual", Comparison(links=(Link(("a1",), (), "pinned"),)))
    assert stands(result, 1) == "known" and not open_missing(result)
    assert RU(link_kind(result, 1)) == "Нет в жизни" and EN(link_said(result, 1, EN)) == "Missing"
    assert "Нет точки «Ждёт приёма врача в коридоре»: путь идёт мимо неё" in text_report(result, RU)


def test_counts_say_how_many_may_have_a_counterpart(boots):
    result = pair("ideal", "actual")
    assert RU(count_told(result, "missing", 7)) == "7 без пары (возможно, есть: 1)"
    assert EN(count_told(result, "missing", 7)) == "7 without a counterpart (1 of them may have one)"
    assert RU(count_told(pairs.settled(boots), "missing", 2)) == "2 нет в жизни"


LIVED = (
    "нет в жизни",
    "правок",
    "взяться сразу",
    "почти в порядке",
    "убрать",
    "исправления",
    "обрывается",
    "лишняя",
)


@pytest.mark.parametrize("form", ("text", "md", "html", "pdf"))
def test_two_maps_of_one_kind_are_told_without_what_should_be(form):
    """Before and after, or two segments: neither is what the other should become."""
    told = said(pair("actual", "actual"), form, RU).replace("\u00a0", " ").lower()
    assert "только на первой карте" in told or "соответств" in told
    for word in LIVED:
        assert word not in told, word
    english = said(pair("actual", "actual"), form, EN).lower()
    for word in (
        "missing in reality",
        "concentrate",
        "nearly good",
        "remove?",
        "fix the first",
        "breaks off",
    ):
        assert word not in english, word


@pytest.mark.parametrize("form", ("text", "md", "html", "pdf"))
def test_a_belief_is_compared_in_its_own_words(form):
    known = Comparison(links=(Link(("a1",), (), "pinned"), Link((), ("b3",), "pinned")))
    told = said(pair("assumed", "actual", known), form, RU).replace("\u00a0", " ").lower()
    assert "нет в жизни" not in told and "нет точки" not in told and "убрать" not in told
    assert "по мнению компании" in told or "компания" in told


@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_what_only_the_company_believes_has_one_name_in_lines_counts_and_marks(language):
    result = pair("assumed", "actual", Comparison(links=(Link(("a1",), (), "pinned"),)))
    number = next(n for n, link in enumerate(result.matching.links) if link.ideal == ("a1",))
    name = language(link_kind(result, number)).lower()
    for n in (1, 2, 5):
        count = language(count_told(result, "missing", n)).lower()
        assert name.startswith(count.removeprefix(str(n)).strip()), count
        assert name.startswith(kind_word("missing", n, result, language)), n


def test_ids_that_were_not_used_are_told_in_the_detail_not_on_the_first_page(boots):
    notice = ids_unused(11)
    result = replace(boots, matching=replace(boots.matching, notices=(notice,)))
    pages = report_pages(result, MarksOptions(LIGHT, RU), MEASURER, "")
    texts = [" ".join(i.text for g in p.groups for i in g.items if isinstance(i, Text)) for p in pages]
    assert "одинаковых id" not in texts[0].replace("\u00a0", " ")
    assert any("одинаковых id" in text.replace("\u00a0", " ") for text in texts[1:])
    assert "11 одинаковых id" in text_report(result, RU).replace("\u00a0", " ")


WALKED = ("Chooses a room", "Pays for the order by card", "Rates the stay")
LIVED_SO = ("Chooses a room", "Settles the order by card at the desk", "Rates the stay")
ELSEWHERE = ("Chooses a room", "Rates the stay")
TURNED_DOWN = Comparison(links=(Link(("a1",), ("b1",), "banned"),))
PINNED = Comparison(links=(Link(("a1",), (), "pinned"), Link((), ("b1",), "pinned")))
ROLES = (("ideal", "actual"), ("ideal", "assumed"), ("assumed", "actual"), ("actual", "actual"))


def walked(ideal: str, actual: str, known: Comparison, lived: tuple[str, ...] = LIVED_SO) -> ComparisonResult:
    ours, theirs = journey("a", ideal, WALKED, 2.0), journey("b", actual, lived, -1.0)
    return compare(pairs.side(ours), pairs.side(theirs), known)


def kinds_of(result: ComparisonResult) -> tuple[str, ...]:
    return tuple(
        EN(link_kind(result, n)) for n, k in enumerate(result.matching.links) if not (k.ideal and k.actual)
    )


@pytest.mark.parametrize(
    ("roles", "pinned", "refused", "unfound"),
    [
        (ROLES[0], ("Missing", "Extra"), ("No counterpart", "Extra"), "No counterpart found"),
        (
            ROLES[1],
            ("Only in the reference", "Extra"),
            ("No counterpart", "Extra"),
            "Not found in the company's belief",
        ),
        (
            ROLES[2],
            ("Only believed by the company", "Unknown to the company"),
            ("No counterpart", "No counterpart"),
            "Not found in reality",
        ),
        (
            ROLES[3],
            ("Only in the first map", "Only in the second map"),
            ("No counterpart", "No counterpart"),
            "Not found in the second map",
        ),
    ],
)
def test_only_what_is_decided_is_said_to_be_on_one_map_only(roles, pinned, refused, unfound):
    assert kinds_of(walked(*roles, PINNED)) == pinned
    assert kinds_of(walked(*roles, TURNED_DOWN)) == refused
    assert kinds_of(walked(*roles, Comparison(), ELSEWHERE)) == (unfound,)


@pytest.mark.parametrize(
    ("roles", "unfound"),
    [
        (("assumed", "actual"), ("1 without a counterpart", "1 not found in the company's belief")),
        (("actual", "actual"), ("1 not found in the second map", "1 not found in the first map")),
    ],
)
def test_counts_and_legend_claim_no_more_than_the_kinds(roles, unfound):
    asked = walked(*roles, Comparison(), ("Chooses a room", "Waits in the lobby", "Rates the stay"))
    assert open_missing(asked)
    if roles[0] == "actual":
        for kind in ("missing", "extra"):
            assert kind_word(kind, 1, asked, EN).endswith(" map (1 in question)")
            assert EN(count_told(asked, kind, 1)).endswith(" map (1 in question)")
    decided = walked(*roles, PINNED)
    alone = (("missing", decided), ("extra", decided))
    assert [EN(count_told(result, kind, 1)).partition(" ")[2] for kind, result in alone] in (
        ["only in the first map", "only in the second map"],
        ["only believed", "the company does not know"],
    )
    ours = walked(*roles, Comparison(), ELSEWHERE)
    theirs = compare(ours.actual, replace(ours.ideal, journey=replace(ours.ideal.journey, kind="actual")))
    theirs = replace(
        theirs, ideal=replace(theirs.ideal, journey=replace(theirs.ideal.journey, kind=roles[0]))
    )
    for kind, result, told in (("missing", ours, unfound[0]), ("extra", theirs, unfound[1])):
        assert EN(count_told(result, kind, 1)) == told
        assert kind_word(kind, 1, result, EN) == told.partition(" ")[2]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("roles", ROLES)
@pytest.mark.parametrize("language", [RU, EN], ids=["ru", "en"])
def test_after_the_only_candidate_was_turned_down_nothing_is_in_question(form, roles, language):
    told = said(walked(*roles, TURNED_DOWN), form, language).replace("\u00a0", " ").lower()
    for word in (
        "could be found",
        "counterpart found",
        "was found for",
        "not found",
        " may ",
        "in question",
        "не найден",
        "не нашлось",
        "возможно",
    ):
        assert word not in told, word
    decided = "none of what came near is its counterpart", "среди похожих точек её пары нет"
    if form != "board":
        assert decided[language is RU] in told


def test_the_route_at_what_was_turned_down_is_told_as_decided():
    told = "У точки «Pays for the order by card» нет пары: "
    assert f"{told}путь идёт мимо неё" in text_report(walked("ideal", "actual", TURNED_DOWN), RU)
    assert f"{told}пути здесь расходятся" in text_report(walked("actual", "actual", TURNED_DOWN), RU)
