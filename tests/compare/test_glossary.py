"""The glossary: which words mean the same, shipped and of a project."""

from __future__ import annotations

import pytest

from cjm_editor.compare.comparison import compare
from cjm_editor.compare.features import texts
from cjm_editor.compare.glossary import Glossary, GlossaryError, extended, parse, parsed, shipped
from cjm_editor.compare.points import Reader, track
from cjm_editor.compare.report_json import json_text
from cjm_editor.compare.report_md import markdown_report
from cjm_editor.compare.report_text import text_report
from cjm_editor.compare.titles import stems_of
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.resources import resource
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.display import Text
from cjm_editor.render.html import report_html
from cjm_editor.render.marks import MarksOptions
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.report import report_pages
from cjm_editor.render.theme import LIGHT
from tests.compare.samples import sides_of


def concepts(glossary: Glossary, text: str) -> list[str]:
    return [name for name, _term in glossary.tokens(stems_of(text))]


def test_each_shipped_word_stands_in_one_group():
    """Else two groups would be joined without anybody having meant it."""
    owners: dict[tuple[str, ...], str] = {}
    for line in resource("glossary", "cx.txt").read_text(encoding="utf-8").splitlines():
        head, colon, rest = line.partition("#")[0].partition(":")
        for term in rest.split(",") if colon else ():
            stems = stems_of(term)
            assert stems, (head, term)
            assert owners.setdefault(stems, head) == head, (term, head, owners[stems])
    assert 450 <= len(set(owners.values())) <= 650
    assert len(shipped().concepts) == len(owners)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Звонит в магазин", "Звонок в салон"),
        ("Позвонил в салон", "Calls the shop"),
        ("Доставка курьером", "Courier delivery"),
        ("Оплачивает картой", "Pays by card"),
        ("Возвращает обувь", "Вернуть ботинки"),
        ("Регистрируется на сайте", "Signup on the website"),
        ("Личный кабинет", "Personal account"),
        ("Отзыв", "Отзывы"),
        ("Ждёт звонка", "Awaiting a call"),
        ("Оставляет отзыв", "Пишет отзыв на Яндекс Картах"),
        ("Смотрит прайс-лист", "Sees the price list"),
        ("Ключ", "The keys"),
        ("Просит пароль от Wi-Fi", "Asks for the wifi password"),
        ("Ищет стоматологию", "Search for a dentist"),
        ("Регистрируется на пробный период", "Signs up for the trial"),
        ("Продлевает полис", "Renews the policy"),
        ("Расторгает договор", "Cancels the contract"),
        ("Отписался", "Unsubscribes"),
        ("Заселяется в отель", "Checks in at the hotel"),
        ("Выселение из отеля", "Checks out of the hotel"),
        ("Забирает посылку", "Picks up the parcel"),
        ("Примеряет обувь", "Tries on shoes"),
        ("Ищет врача", "Looks for a doctor"),
        ("Заполнил заявку", "Fills in the application form"),
        ("Получает одобрение кредита", "Gets approval for the loan"),
        ("Справка о доходах", "Income statement"),
        ("Рассчитывает стоимость", "Calculate"),
        ("Знакомится с тренером", "Gets to know the coach"),
        ("Часы работы", "Opening hours"),
        ("Бронирует столик", "Books a table"),
        ("Оценивает поездку", "Оценил поездку"),
        ("Возвращает товар", "Returned the goods"),
        ("Выставляет счёт", "Sends an invoice"),
        ("Стоит в очереди", "Waits in line"),
    ],
)
def test_words_that_mean_the_same_are_one_concept(one, other):
    found = [set(concepts(shipped(), text)) for text in (one, other)]
    assert len(found[0] & found[1]) >= min(len(found[0]), len(found[1]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ждёт семь дней", "Звонит родным"),
        ("Пункт выдачи", "Пункт договора"),
        ("не ждёт", "не платит"),
        ("Checks out of the hotel", "Fills in the form"),
        ("Checks in", "Checks the order"),
        ("Checks in", "Checks out"),
        ("Signs up", "Подписывает договор"),
        ("Looks for a flat", "Looks at a photo"),
        ("Tries on a dress", "Free trial"),
        ("Asks at the desk", "Касса"),
        ("На страницах каталога", "Сайт"),
        ("Выезжает в выходные", "Долго едет"),
        ("Другой врач", "Друзья"),
        ("Следующий шаг", "Следит за ценой"),
        ("Перевод документов", "Денежный перевод"),
        ("Mobile application", "Loan application"),
        ("Support ticket", "Train ticket"),
        ("Gets lost", "Gets a reply"),
        ("Before the visit", "After the trip"),
        ("Pays at the terminal", "Terminates the contract"),
        ("Important details", "Data import"),
        ("Organizes an event", "The company"),
        ("Another person", "A personal account"),
        ("Lands at the airport", "The landing page"),
        ("Trains ran late", "Staff training"),
        ("Рада покупке", "Радио"),
        ("Стоит дорого", "Долгая дорога"),
        ("Забронировал номер", "Набирает номер"),
    ],
)
def test_other_words_are_other_concepts(one, other):
    found = [{c for c in concepts(shipped(), text) if c.startswith("=")} for text in (one, other)]
    assert not found[0] & found[1]


def test_the_longest_term_is_taken_first():
    glossary = parse("account: личный кабинет\noffice: кабинет")
    assert concepts(glossary, "Открывает личный кабинет врача")[1:] == ["=account", stems_of("врача")[0]]
    assert concepts(glossary, "Кабинет врача")[0] == "=office"


def test_groups_that_share_a_word_become_one():
    glossary = parse("a: борт, рейс\nb: лайнер, самолёт\nc: рейс, самолёт\n")
    assert set(glossary.concepts.values()) == {"a"}


def test_groups_of_a_project_join_the_shipped_ones():
    glossary = extended(shipped(), parse("дозвон: прозвон, звонок\nсвоё: гонка, сплав"))
    call = concepts(glossary, "прозвон")
    assert call == concepts(glossary, "звонит") == concepts(glossary, "phone")
    assert concepts(glossary, "гонка") == concepts(glossary, "сплав") == ["=своё"]
    assert concepts(shipped(), "прозвон") != call


def test_remarks_empty_lines_and_a_byte_order_mark_are_let_pass():
    glossary = parsed("\ufeff# words\r\n\r\ncall: ring, bell # of ours\r\n".encode())
    assert concepts(glossary, "Bells") == ["=call"]


@pytest.mark.parametrize(
    ("text", "line"), [("call ring", 1), ("a: b\n: c", 2), ("a:", 1), ("a: b\n\nx: ,", 3), ("a: —", 1)]
)
def test_what_is_no_group_is_told_with_its_line(text, line):
    with pytest.raises(GlossaryError) as caught:
        parse(text, "words.txt")
    assert caught.value.line == line


@pytest.mark.parametrize(("language", "told"), [("en", "glossary team.txt"), ("ru", "словаря team.txt")])
def test_every_report_names_the_glossary_that_was_used(language, told):
    """Only its name: a report is no place for the folders of whoever made it."""
    own = extended(shipped(), parsed("own: гонка, сплав".encode(), "/home/anna/team.txt"))
    result = compare(*sides_of("boots.cjm.yaml", "ideal", "actual"), glossary=own)
    options, said = MarksOptions(LIGHT, words(language)), words(language)
    pages = report_pages(result, options, bundled_measurer(), "")
    drawn = " ".join(i.text for p in pages for g in p.groups for i in g.items if isinstance(i, Text))
    made = (
        text_report(result, said),
        markdown_report(result, said),
        json_text(result, language),
        report_html(result, options, bundled_measurer()),
        drawn,
    )
    for text in made:
        plain = text.replace("\u00a0", " ").replace("\\", "")
        assert told in plain and "anna" not in plain
    assert "team.txt" not in text_report(compare(*sides_of("boots.cjm.yaml", "ideal", "actual")), said)


def test_words_within_a_longer_term_are_known_too_and_weigh_less():
    reader = Reader(parse("post: write review\nreview: review, feedback\nwrite: write\n", "own.txt"))
    posted, given = reader.text("Writes a review"), reader.text("Leaves feedback")
    assert posted.tokens == ("=post",) and set(posted.inner) == {"=write", "=review"}
    assert given.tokens == ("leav", "=review") and given.inner == ()
    one, two = (
        track(JourneyMap("m", touchpoints=Seq((Touchpoint("t", title=title),))), reader)
        for title in ("Writes a review", "Leaves feedback")
    )
    assert 0 < texts(one, two).likeness(0, 0) < 0.5


def test_a_channel_is_known_by_its_longest_term_only():
    """An online shop is no shop."""
    reader = Reader(shipped())
    assert reader.channel("Интернет-магазин") != reader.channel("Магазин")
