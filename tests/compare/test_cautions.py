"""Maps that can hardly be compared get a sensible result with a notice: no error, no false certainty."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from cjm_editor.compare.cautions import ids_told
from cjm_editor.compare.comparison import compare, evaluated
from cjm_editor.compare.glossary import extended, parsed, shipped
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import questions_text, text_report
from cjm_editor.core.certainty import next_steps
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint
from cjm_editor.core.results import Candidate, Correspondence, Matching, Side, StageLink
from cjm_editor.core.seq import Seq
from cjm_editor.core.standing import ids_agree, ids_unused, is_for_detail
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import LIGHT
from cjm_editor.render.verdict import conclusion
from tests.compare.generator import side

PATHS = ("Look at boots", "Pay at the till", "Wait for the parcel", "Try the boots on", "Give them back")
OTHERS = ("Открыть счёт", "Подписать договор", "Подтвердить личность", "Получить карту", "Снять деньги")
GERMAN = ("Schuhe ansehen", "An der Kasse bezahlen", "Auf das Paket warten", "Anprobieren", "Umtauschen")


def drawn(kind: str, titles, stages: bool = True, stage: str = "s") -> JourneyMap:
    points = [Touchpoint(f"{kind[0]}{n}", stage, title, emotion=n % 3) for n, title in enumerate(titles)]
    row = (Stage("s", "Stage"),) if stages else ()
    return JourneyMap(kind, kind=kind, stages=row, touchpoints=Seq(points))


CASES = {
    "both empty": ((), (), "has no touchpoints"),
    "ideal empty": ((), PATHS, "“ideal” has no touchpoints"),
    "actual empty": (PATHS, (), "“actual” has no touchpoints"),
    "all titles equal": (["Call"] * 6, ["Call"] * 9, "only their order tells them apart"),
    "untitled": ([""] * 4, [""] * 3, "7 touchpoints have no title"),
    "emoji and nothing": (["😀", "🚚"], ["👍", ""], "has no title"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_notice_says_what_is_wrong(case):
    ideal, actual, told = CASES[case]
    result = compare(side(drawn("ideal", ideal)), side(drawn("actual", actual)))
    notices = [words("en")(notice) for notice in result.matching.notices]
    assert any(told in notice for notice in notices)
    assert len(set(notices)) == len(notices)
    for language in ("en", "ru"):
        text, marked = (report(result, words(language)) for report in (text_report, markdown_report))
        for notice in result.matching.notices:
            assert words(language)(notice) in text
        assert marked.startswith("# ")
        assert json.loads(json_text(result, language))["notices"]


@pytest.mark.parametrize("titles", [OTHERS, GERMAN, ("",) * 5])
def test_where_nothing_is_sure_the_gap_is_not_certain(titles):
    result = compare(side(drawn("ideal", PATHS)), side(drawn("actual", titles)))
    score = result.score
    assert score.high - score.low > 20
    assert result.matching.notices
    assert not any(k.ideal and k.actual and k.confidence >= 0.9 for k in result.matching.links)


def test_touchpoints_without_a_stage_are_left_out_and_that_is_said():
    result = compare(side(drawn("ideal", PATHS)), side(drawn("actual", PATHS, stage="gone")))
    told = [words("en")(notice) for notice in result.matching.notices]
    assert any("5 touchpoints are in no stage and left out; give them a stage" in notice for notice in told)
    assert result.score.gap == 100


@pytest.mark.parametrize("has_stages", [True, False])
def test_maps_as_they_should_be_get_no_notice(has_stages):
    ideal, actual = drawn("ideal", PATHS, has_stages), drawn("actual", PATHS[1:], has_stages)
    assert compare(side(ideal), side(actual)).matching.notices == ()


def test_what_has_no_counterpart_is_said_in_words_that_fit_the_roles():
    told = {}
    for one, other in (
        ("ideal", "actual"),
        ("assumed", "actual"),
        ("ideal", "assumed"),
        ("actual", "actual"),
    ):
        lived = drawn(other, (*PATHS[1:], "Xylophone"))
        result = compare(side(drawn(one, (*PATHS, "Quit")), "a.cjm.yaml"), side(lived, "b.cjm.yaml"))
        first = {k.kind: n for n, k in enumerate(result.matching.links) if not k.maybe}
        by_link = {fix.link: words("en")(fix.reasons[0]) for fix in result.fixes if fix.path is None}
        told[one, other] = (by_link.get(first.get("missing")), by_link.get(first.get("extra")))
        text = text_report(result, words("en"))
        assert ("No counterpart found ·" in text) == ((one, other) == ("ideal", "actual"))
    assert told["ideal", "actual"][0] == "No counterpart found in reality"
    assert told["assumed", "actual"][0] == "No counterpart found in reality"
    assert told["ideal", "assumed"][0] == "No counterpart found in the company's belief"
    assert told["actual", "actual"][0] == "Not found in the second map"


def test_what_seems_missing_names_the_nearest_candidate():
    ideal, actual = drawn("ideal", ("Pay", "Ask a consultant")), drawn("actual", ("Pay", "Talk to the shop"))
    links = (
        Correspondence(("i0",), ("a0",), "same"),
        Correspondence(("i1",), (), "missing", maybe=(Candidate("a1", 0.37),)),
        Correspondence((), ("a1",), "extra", maybe=(Candidate("i1", 0.37),)),
    )
    stages = (StageLink(("s",), ("s",), "same", 1.0),)
    result = evaluated(side(ideal), side(actual), Matching(links, stages))
    for report in (text_report(result, words("en")), json_text(result), markdown_report(result, words("en"))):
        assert "no counterpart found; nearest: “talk to the shop” (37%)" in report.lower()
        assert "no counterpart found; nearest: “ask a consultant” (37%)" in report.lower()
    told = text_report(result, words("ru")).lower()
    assert "соответствие не найдено; ближе всего «talk to the shop» (37\u00a0%)" in told


UNREAD = {
    "German to German": (
        GERMAN,
        ("Schuhe ansehen und wählen", "An Kasse bezahlen", "Paket kommt", "Tauschen"),
        "de",
    ),
    "right to left": (("שלום עולם", "دفع"), ("שלום", "دفع بالبطاقة"), "ru"),
    "Kazakh": (("Дүкенді іздейді", "Төлем жасайды"), ("Дүкен іздейді", "Тауарды алады"), ""),
}


@pytest.mark.parametrize("case", UNREAD)
def test_a_language_that_is_not_read_is_told(case):
    ours, theirs, language = UNREAD[case]
    ideal, actual = (
        replace(one, document=replace(one.document, language=language))
        for one in (side(drawn("ideal", ours)), side(drawn("actual", theirs)))
    )
    notices = [words("en")(notice) for notice in compare(ideal, actual).matching.notices]
    assert any("by hand" in notice and "glossary" in notice for notice in notices)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(("на в и", "the of"), ("и на", "of a")), UNREAD["right to left"][:2]],
    ids=["stop", "rtl"],
)
def test_titles_that_say_nothing_make_no_sure_link(ours, theirs):
    result = compare(side(drawn("ideal", ours)), side(drawn("actual", theirs)))
    linked = [link for link in result.matching.links if link.ideal and link.actual]
    assert linked and all(link.unsure for link in linked)
    for link in linked:
        total = sum(value for _name, value in link.why)
        assert 1 / (1 + math.exp(-total)) == pytest.approx(link.confidence)
    assert result.matching.notices and result.score.high - result.score.low > 20


def test_maps_in_languages_that_are_read_get_no_such_notice():
    for titles in (PATHS, OTHERS, ("Платит в кафе «Café»", *OTHERS)):
        other = [f"{title} now" for title in titles]
        notices = compare(side(drawn("ideal", titles)), side(drawn("actual", other))).matching.notices
        assert not [n for n in notices if "Only Russian and English" in words("en")(n)]


@pytest.mark.parametrize("titles", [("Тауарды таңдайды",) * 3, ("",) * 5])
def test_where_nothing_was_lined_up_no_verdict_is_given(titles):
    result = compare(side(drawn("ideal", PATHS)), side(drawn("actual", titles)))
    assert not any(link.ideal and link.actual for link in result.matching.links)
    said = conclusion(result, words("ru"))
    assert "не удалось сопоставить" in said and "разных путях" not in said


def test_who_named_a_glossary_is_not_told_to_name_one():
    glossary = extended(shipped(), parsed("search: 搜索, suchen".encode(), "own.txt"))
    result = compare(
        side(drawn("ideal", ("搜索产品", "阅读评论"))), side(drawn("actual", PATHS[:2])), glossary=glossary
    )
    notices = [words("en")(notice) for notice in result.matching.notices]
    assert any("and the glossary are understood" in notice for notice in notices)
    assert not any("or name a glossary" in notice and "understood" in notice for notice in notices)
    steps = [words("en")(step) for step in next_steps(result)]
    assert not any(step.startswith("Name a glossary") for step in steps)


def apart(titles, others):
    """Two maps that bear the same ids, in these titles."""
    made = []
    for kind, names in (("ideal", titles), ("actual", others)):
        points = [Touchpoint(f"p{n}", "s", title, emotion=1) for n, title in enumerate(names)]
        made.append(side(JourneyMap(kind, kind=kind, stages=(Stage("s", "Stage"),), touchpoints=Seq(points))))
    return compare(*made)


def test_of_ids_that_were_not_used_it_is_said_why():
    same = apart(["Call"] * 6, ["Call"] * 6)
    assert "titles that stand several times bear nothing out" in text_report(same, words("en"))
    other = apart(PATHS, tuple(reversed(OTHERS)))
    assert "by chance or habit" in text_report(other, words("en"))
    found = replace(other.matching, notices=(ids_unused(5),))
    found = replace(
        found,
        links=tuple(Correspondence((f"p{n}",), (f"p{n}",), "renamed", (), 0.6, "auto") for n in range(5)),
    )
    (told,) = ids_told(other.ideal.journey, other.actual.journey, found)
    assert told == ids_agree(5) and is_for_detail(told)


def bearing(theirs, n=1):
    """A lived map and the ideal derived from it, in which the ids of the last `n` touchpoints stand for something
    else at another stage."""
    stages = (Stage("s", "Trial"), Stage("e", "Contract"))
    kept = [Touchpoint(f"p{k}", "s", title, emotion=1) for k, title in enumerate(PATHS)]
    lived = [Touchpoint(f"x{k}", "e", f"Gets a locker key {k}", emotion=0) for k in range(n)]
    wished = [Touchpoint(f"x{k}", "s", theirs, emotion=2) for k in range(n)]
    maps = (
        JourneyMap("i", kind="ideal", derived_from="a", stages=stages, touchpoints=Seq([*wished, *kept])),
        JourneyMap("a", kind="actual", stages=stages, touchpoints=Seq([*kept, *lived])),
    )
    document = Document(maps=Seq(maps))
    return compare(*(Side(document, journey, f"gym.cjm.yaml#{journey.id}") for journey in maps))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_id_that_was_used_again_is_told_by_titles_and_to_those_who_check_links(language):
    result = bearing("Meets a coach")
    told = [notice for notice in result.matching.notices if "one id" in words("en")(notice)]
    assert [words("en")(notice) for notice in told] == [
        "“Meets a coach” and “Gets a locker key 0” bear one id, though title and stage differ: they were not linked"
    ]
    assert is_for_detail(told[0]) and "x0" not in words(language)(told[0])
    first, *rest = report_pages(result, MarksOptions(LIGHT, words(language)), bundled_measurer())
    drawn_there = [
        " ".join(i.text for p in pages for g in p.groups for i in g.items if isinstance(i, Text))
        for pages in ((first,), rest)
    ]
    word = {"en": "one id", "ru": "один идентификатор"}[language]
    assert [word in text.replace("\u00a0", " ") for text in drawn_there] == [False, True]


def test_of_many_ids_that_were_used_again_few_are_named():
    result = bearing("Meets a coach", 6)
    told = [words("en")(n) for n in result.matching.notices if is_for_detail(n)]
    assert len(told) == 4 and told[-1].startswith("3 more pairs bear one id each")


def test_words_of_two_alphabets_are_told():
    mixed = apart(("Платит кaртой", "Ждёт заказ"), ("Платит картой", "Ждёт заказ"))
    assert "1 title mixes Latin and Cyrillic letters" in text_report(mixed, words("en"))
    plain = apart(("Платит картой", "Pays by card"), ("Платит картой", "Pays by card"))
    assert "letters in a word" not in text_report(plain, words("en"))


def test_equal_questions_stand_once_with_their_number():
    same = apart(["Call"] * 6, ["Call"] * 6)
    asked = [line for _title, lines in questions_text(same, words("en")) for line in lines]
    assert len(asked) == len(set(asked))
    if len([link for link in same.matching.links if link.unsure]) > 1:
        assert any("such links)" in line for line in asked)


FOREIGN = {
    "es": (
        (
            "Busca un gimnasio cerca de casa",
            "Lee las opiniones de los socios",
            "Firma el contrato en la oficina",
        ),
        ("Pregunta a los amigos", "Mira las fotos de las máquinas", "Paga la cuota en la oficina"),
    ),
    "it": (
        ("Mette i prodotti nel carrello", "Paga con la carta", "Riceve il pacco dal corriere"),
        ("Inserisce il codice nel modulo", "Litiga con la banca", "Ritira il pacco dal vicino"),
    ),
    "nl": (
        ("Krijgt een bericht met de tijd", "Meldt zich aan de balie", "Haalt het recept op bij de apotheek"),
        ("Krijgt geen antwoord op de vraag", "Zoekt de weg in het gebouw", "Hoort dat het middel op is"),
    ),
}


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("is_stated", [True, False])
def test_in_a_language_that_is_not_read_nothing_is_sure_and_it_is_said(language, is_stated):
    """Whether the document states the language or says "en" as every new one does: articles are no words in common."""
    sides = [
        side(drawn(kind, titles)) for kind, titles in zip(("ideal", "actual"), FOREIGN[language], strict=True)
    ]
    stated = language if is_stated else "en"
    one, two = (replace(s, document=replace(s.document, language=stated)) for s in sides)
    result = compare(one, two)
    told = [words("en")(notice) for notice in result.matching.notices]
    assert any("Only Russian and English words are understood" in notice for notice in told)
    assert all(k.confidence <= 0.75 + 1e-9 for k in result.matching.links if k.ideal and k.actual)


def test_one_name_with_a_foreign_article_makes_no_foreign_map():
    titles = ("Opens the site of La Redoute", "Pays for the order", "Gets the parcel")
    result = compare(side(drawn("ideal", titles)), side(drawn("actual", ("Opens La Redoute", *titles[1:]))))
    assert not result.matching.notices
    assert all(k.confidence > 0.9 for k in result.matching.links)
