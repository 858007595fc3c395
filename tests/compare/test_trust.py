"""How far links are trusted that share no word, or whose title stands several times."""

from __future__ import annotations

import pytest

from cjm_editor.compare.features import log_odds, sigmoid
from cjm_editor.compare.match import match
from tests.compare.pairs import LANGUAGES, pair
from tests.compare.test_match import journey, kinds, sides


def linked(found) -> dict:
    return {link.ideal[0]: link for link in found.links if link.ideal and link.actual}


def test_equal_titles_are_linked_in_their_order_and_never_sure():
    one = journey("one", **{f"a{n}": "Ждёт@" for n in range(12)})
    two = journey("two", **{f"b{n}": "Ждёт@" for n in range(12)})
    links = linked(match(*sides(one, two)))
    assert {id: link.actual for id, link in links.items()} == {f"a{n}": (f"b{n}",) for n in range(12)}
    for link in links.values():
        assert link.confidence == pytest.approx(0.6) == sigmoid(log_odds(link.why))
        assert "repeated" in dict(link.why)


def test_a_title_that_stands_twice_is_trusted_beside_one_that_stands_once():
    titles = {"a": "Ищет обувь@", "b": "Ждёт@", "c": "Платит картой@", "d": "Ждёт@", "e": "Пишет отзыв@"}
    links = linked(match(*sides(journey("one", **titles), journey("two", **_renamed(titles)))))
    assert links["b"].actual == ("xb",) and links["d"].actual == ("xd",)
    assert links["b"].confidence > 0.9 < links["d"].confidence


def test_a_link_without_a_common_word_is_not_trusted_far():
    titles = {"a": "Ищет обувь@", "b": "Сверяет расписание@", "c": "Платит картой@", "d": "Пишет отзыв@"}
    other = {**titles, "b": "Гладит соседскую кошку@"}
    links = linked(match(*sides(journey("one", **titles), journey("two", **_renamed(other)))))
    assert links["a"].confidence > 0.9
    assert "b" not in links or links["b"].confidence <= 0.6


def test_the_same_verb_for_another_thing_is_asked_about():
    """At the same place in the same stage, with all else lined up: a person would still ask."""
    one = journey(
        "one", "Начало,Конец", a="Выбирает тариф@s0", b="Получает карту@s0", c="Пишет отзыв@s1", d="Платит@s1"
    )
    two = journey(
        "two",
        "Начало,Конец",
        v="Выбирает врача@s0",
        w="Получает карту@s0",
        x="Пишет заявление@s1",
        y="Платит в кассу@s1",
    )
    links = linked(match(*sides(one, two)))
    for id in ("a", "c"):
        assert links[id].confidence == pytest.approx(0.85) == sigmoid(log_odds(links[id].why))
        assert "verb" in dict(links[id].why)
    assert links["b"].confidence > 0.9 < links["d"].confidence and "verb" not in dict(links["d"].why)


def test_a_verb_of_two_words_is_a_verb_and_two_words_in_common_are_more_than_one():
    one = journey("one", a="Sets up single sign-on@", b="Pays the bill@", c="Counts on a calculator@")
    two = journey("two", x="Sets up billing details@", y="Pays the bill@", z="Reckons on the calculator@")
    links = linked(match(*sides(one, two)))
    assert "verb" in dict(links["a"].why) and links["a"].confidence == pytest.approx(0.85)
    assert "verb" not in dict(links["c"].why)
    one = journey("one", a="Opens the door@", b="Writes a review@", c="Customer reserves the table at work@")
    two = journey(
        "two", x="Opens the door@", y="Leaves feedback online@", z="Client books the table at home@"
    )
    links = linked(match(*sides(one, two)))
    assert not any("verb" in dict(links[id].why) for id in ("b", "c"))


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Клиент оставляет заявку", "Клиент оставляет жалобу на сайт"),
        ("Guest leaves a review", "Guest leaves by taxi"),
        ("Wants to pay by card", "Wants to pay a fine"),
        ("Банк присылает СМС о готовности", "Банк присылает рекламу кредита"),
    ],
)
def test_who_does_it_in_front_of_the_verb_makes_nothing_sure(title, other):
    one = journey("one", a="Opens the door@", b=f"{title}@", c="Goes home@")
    two = journey("two", x="Opens the door@", y=f"{other}@", z="Goes home@")
    link = linked(match(*sides(one, two)))["b"]
    assert link.confidence <= 0.85 + 1e-9 and link.unsure


def test_there_and_back_are_two_titles_and_equal_ones_are_linked_first():
    titles = {"a": "Drives to the office@", "b": "Works@", "c": "Drives from the office@"}
    back = {"x": titles["c"], "y": titles["b"], "z": titles["a"]}
    links = linked(match(*sides(journey("one", **titles), journey("two", **back))))
    assert {id: link.actual for id, link in links.items()} == {"a": ("z",), "b": ("y",), "c": ("x",)}
    one = journey("one", a="Packs@", b="Taxi to the airport@", c="Flies@")
    two = journey("two", x="Packs@", y="Taxi from the airport@", z="Flies@")
    link = linked(match(*sides(one, two)))["b"]
    assert link.kind == "renamed" and link.confidence == pytest.approx(0.85) and "way" in dict(link.why)
    one, two = (
        journey("one", a="Заявка от клиента@", b="Ждёт@"),
        journey("two", x="Заявка для клиента@", y="Ждёт@"),
    )
    assert linked(match(*sides(one, two)))["a"].unsure


def test_of_maps_of_other_things_hardly_anything_is_linked_and_nothing_of_it_is_sure():
    links = [
        link
        for size in (8, 12, 20, 40)
        for seed in range(10)
        for language in LANGUAGES
        for case in [pair("unrelated", size, language, seed)]
        for link in match(case.ideal, case.actual).links
        if link.ideal and link.actual
    ]
    few = [link for link in links if "few" in dict(link.why)]
    assert len(few) > 10 and all(sigmoid(log_odds(link.why)) == pytest.approx(0.85) for link in few)
    assert sum(link.confidence >= 0.9 for link in links) <= 0.05 * len(links)


def test_the_likelier_of_two_candidates_that_were_not_linked_is_named_first():
    """Both are told as possible and no more; which is first was told by the route before."""
    one = journey("one", a="Sees the doctor@", b="Gets a blood test@", c="Pays the bill@")
    two = journey(
        "two",
        x="Talks to the physician@",
        y="Waits in the corridor@",
        z="Blood is drawn in the lab@",
        w="Pays the bill@",
    )
    links = {link.ideal: link for link in match(*sides(one, two)).links}
    assert [c.id for c in links["b",].maybe][:1] == ["z"] or links["b",].actual == ("z",)


def test_maps_of_other_things_in_another_language_stay_unlinked():
    one = journey("one", a="Гладит кошку@", b="Моет окно@", c="Копает грядку@")
    two = journey("two", x="Solving equations@", y="Painting portraits@", z="Climbing mountains@")
    assert set(kinds(match(*sides(one, two))).values()) == {"missing", "extra"}


def _renamed(titles: dict) -> dict:
    return {f"x{id}": title for id, title in titles.items()}


def test_equal_ids_of_titles_that_stand_several_times_are_no_common_origin():
    """That they agree says nothing: any other id would agree as well."""
    titles = {f"t{n}": "Шаг@" for n in range(6)}
    found = match(*sides(journey("one", **titles), journey("two", **titles)))
    assert found.id_mode == "ignored"
    assert all(link.confidence <= 0.6 for link in found.links if link.ideal and link.actual)


def test_an_equal_id_whose_titles_share_nothing_is_asked_about():
    titles = {"a": "Ищет обувь@", "b": "Сверяет расписание@", "c": "Платит картой@", "d": "Пишет отзыв@"}
    other = {**titles, "b": "XXXXXXXX@"}
    found = match(*sides(journey("one", **titles), journey("two", **other)))
    assert found.id_mode == "trusted"
    assert {id: link.confidence > 0.9 for id, link in linked(found).items()} == {
        "a": True,
        "b": False,
        "c": True,
        "d": True,
    }


def test_what_is_not_linked_for_want_of_words_is_never_called_likelier_than_not():
    between = ("Чинит забор", "Красит крышу", "Моет окно", "Гладит кошку", "Копает грядку")
    others = ("Поёт песню", "Решает задачу", "Лепит вазу", "Вяжет шарф", "Пилит доску")
    ends = ("Ищет обувь", "Пишет отзыв")
    one, two = (
        journey(name, **{f"{name}{n}": f"{title}@" for n, title in enumerate((ends[0], *row, ends[1]))})
        for name, row in (("a", between), ("b", others))
    )
    found = match(*sides(one, two))
    alone = [link for link in found.links if not link.actual]
    assert alone and any(link.asked for link in alone)
    assert all({"left", "unlinked"} & dict(link.maybe[0].why).keys() for link in alone)
    for candidate in (c for link in alone for c in link.maybe):
        assert candidate.confidence <= 0.45
        assert candidate.confidence == pytest.approx(sigmoid(log_odds(candidate.why)))


def test_where_nothing_is_linked_nothing_that_is_left_over_gains_by_it():
    one = journey("one", a="Чинит забор@", b="Красит крышу@", c="Моет окно@")
    two = journey("two", x="Поёт песню@", y="Решает задачу@", z="Лепит вазу@")
    found = match(*sides(one, two))
    assert not linked(found)
    assert not any("left" in dict(c.why) for link in found.links for c in link.maybe)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Получает карту", "Блокирует карту"),
        ("Читает договор", "Теряет договор"),
        ("Tracks the parcel", "Loses the parcel"),
        ("Sets up the phone", "Returns the phone"),
    ],
)
def test_what_is_undone_on_one_map_only_is_asked_about(title, other):
    link = linked(match(*sides(*_between(title, other))))["b"]
    assert link.unsure and link.confidence == pytest.approx(0.85) == sigmoid(log_odds(link.why))
    assert "undone" in dict(link.why)


@pytest.mark.parametrize(
    ("title", "other", "why"),
    [
        ("Driver calls the passenger", "Passenger calls the driver", "doer"),
        ("Банк отправляет договор клиенту", "Клиент отправляет договор банку", "doer"),
        ("Gets a reminder before the due date", "Gets a reminder after the due date", "contrast"),
        ("Платит первый взнос", "Платит последний взнос", "contrast"),
    ],
)
def test_another_doer_or_turn_is_asked_about(title, other, why):
    link = linked(match(*sides(*_between(title, other))))["b"]
    assert link.unsure and link.confidence == pytest.approx(0.85) == sigmoid(log_odds(link.why))
    assert why in dict(link.why)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Подписывает соглашение о выплате", "Едет в офис и подписывает отказ от претензий"),
        ("Chooses a tariff", "Sits down and chooses a song"),
        ("Забирает ребёнка", "Приезжает на склад и забирает диван"),
        ("Решает подписать контракт", "Подписывает открытку"),
    ],
)
def test_whichever_verb_is_common_it_is_a_verb_alone(title, other):
    link = linked(match(*sides(*_between(title, other))))["b"]
    assert link.unsure and link.confidence == pytest.approx(0.85) and "verb" in dict(link.why)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Gets a meal", "Cannot get online"),
        ("Waits 30 minutes", "Gets 30 euros back"),
        ("Ждёт решения 3 дня", "Платит оценщику 3 тысячи"),
        ("Ждёт неделю", "Через неделю получает посылку"),
        ("Reads the long contract", "Drives a long way"),
        ("Courier warns of the visit", "Courier hurries"),
        ("Менеджер спрашивает о качестве", "Менеджер молчит"),
        ("Tenant makes an offer", "Tenant hesitates"),
        ("Клиент получает гарантию", "Клиент обнаруживает царапину"),
        ("Новый тариф подключён", "Новый сотрудник ошибается"),
    ],
)
def test_a_light_verb_a_number_a_quality_or_who_acts_is_no_word_in_common(title, other):
    links = linked(match(*sides(*_between(title, other))))
    assert "b" not in links or links["b"].confidence <= 0.6 + 1e-9


@pytest.mark.parametrize("title", ["Возвращает обувь почтой", "Cancels the order"])
def test_what_is_undone_on_both_maps_is_no_doubt(title):
    link = linked(match(*sides(*_between(title, f"{title} сама"))))["b"]
    assert not link.unsure and "undone" not in dict(link.why)


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Opens the box", "Photographs the box"),
        ("Нанимает мастера", "Ждёт мастера"),
    ],
)
def test_a_common_object_alone_is_sure_but_no_surer_than_was_ever_seen(title, other):
    link = linked(match(*sides(*_between(title, other))))["b"]
    assert not link.unsure and link.confidence == pytest.approx(0.92) == sigmoid(log_odds(link.why))
    assert "object" in dict(link.why)


def _between(title: str, other: str):
    """Two maps that are equal but for one touchpoint in the middle."""
    first, last = ("Ищет@", "Пишет отзыв@") if title[0] > "z" else ("Goes there@", "Goes home@")
    one = journey("one", a=first, b=f"{title}@", c=last)
    return one, journey("two", x=first, y=f"{other}@", z=last)


def test_to_whom_it_is_done_is_a_word_in_common():
    link = linked(match(*sides(*_between("Оценивает курьера", "Пишет о курьере отзыв"))))["b"]
    assert link.confidence > 0.6 + 1e-9
