"""Line breaking: the five rules, and the law that words survive it."""

import random
import re

import pytest

from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.wrap import NBSP, elide, glue, hyphen_places, wrap

MEASURER = bundled_measurer()


def lines(text, width, size=12, weight=400, most=0):
    return tuple(line.replace(NBSP, "_") for line in wrap(text, width, size, weight, MEASURER, most))


def cuts(word):
    parts, last = [], 0
    for place in (*hyphen_places(word), len(word)):
        parts.append(word[last:place])
        last = place
    return "-".join(parts)


@pytest.mark.parametrize(
    ("text", "glued"),
    [
        ("и в шапке сайта", "и_в_шапке сайта"),
        ("Из-за этого не", "Из-за_этого не"),
        ("скидка 20 % и 15 минут за 2 дня", "скидка 20_% и_15_минут за_2_дня"),
        ("ошибок на 1 000 заказов", "ошибок на_1_000 заказов"),
        ("в 2026 100500 заказов", "в_2026 100500 заказов"),
        ("n = 41 ответ", "n_=_41 ответ"),
        ("Главное — быстро", "Главное_— быстро"),
        ("кофе и чай", "кофе и_чай"),
        ("нас и вас", "нас и_вас"),
    ],
)
def test_glue(text, glued):
    assert glue(text).replace(NBSP, "_") == glued


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("предупреждать", "пре-дуп-реж-дать"),
        ("приложении", "при-ло-же-нии"),
        ("откладывает", "отк-ла-ды-вает"),
        ("больше", "боль-ше".replace("-", "")),
        ("стойкости", "стой-кос-ти".replace("-ти", "ти")),
        ("application", "appli-ca-tion"),
        ("notification", "noti-fi-ca-tion"),
        ("notice", "notice"),
        ("дом", "дом"),
    ],
)
def test_hyphens_stand_between_syllables(word, parts):
    assert cuts(word) == parts
    places = hyphen_places(word)
    assert all(3 <= place <= len(word) - 3 and word[place] not in "ьъй" for place in places)


def test_a_wide_word_is_hyphenated_and_the_rest_goes_on():
    assert lines("Предупреждать о задержке", 84) == ("Предупреж-", "дать", "о_задержке")


def test_a_short_word_stays_before_its_wide_pair():
    assert lines("цена в приложении", 66) == ("цена в", "приложе-", "нии")


def test_a_short_word_does_not_stand_alone():
    assert lines("в приложении", 60) == ("в_прило-", "жении")
    assert lines("в " + "a" * 30, 60)[0].startswith("в_a")


def test_no_place_for_a_hyphen_breaks_anywhere_without_one():
    assert lines("ЪЪЪЪЪЪЪЪЪЪ", 50)[0] == "ЪЪЪЪ"
    assert lines("https://example.com/a/b", 70)[0] == "https://"


def test_a_compound_is_broken_between_its_parts():
    assert lines("Интернет-магазин", 96) == ("Интернет-", "магазин")
    assert lines("В интернет-магазине", 106) == ("В_интернет-", "магазине")
    # a part that does not fit the line by itself is hyphenated as any word
    assert lines("Северо-восточноевропейский", 80)[0] != "Северо-"


def test_a_closing_mark_does_not_stand_alone():
    word = "ъ" * 10 + "»"
    room = MEASURER.width("ъ" * 10, 12, 400) + 0.5
    assert lines(word, room) == ("ъ" * 9, "ъ»")


def test_line_breaks_of_the_text_are_kept():
    assert lines("раз\nдва", 200) == ("раз", "два")
    assert wrap("", 100, 12, 400, MEASURER) == ()


def test_lines_too_many_end_in_an_ellipsis():
    got = lines("раз два три четыре пять шесть семь восемь девять", 60, most=3)
    assert len(got) == 3 and got[-1].endswith("…")
    assert MEASURER.width(got[-1], 12, 400) <= 60


def test_elide():
    assert elide("Выбор", 100, 14, 600, MEASURER) == "Выбор"
    short = elide("Очень длинное название этапа", 100, 14, 600, MEASURER)
    assert short.endswith("…") and MEASURER.width(short, 14, 600) <= 100
    assert elide("Выбор", 3, 14, 600, MEASURER) == ""


ALPHABET = ("оеаинтсрвлкмдпу", "бгзйчжхшьыъэюяё", "etaoinshrdlucmw", "ЪЪЬ", "12345", "ё́é")
GLUED = "а в и к о с без по на не из-за для % — – n = мин".split()


def random_text(r):
    words = []
    for _ in range(r.randint(1, 12)):
        if r.random() < 0.35:
            words.append(r.choice(GLUED))
        else:
            letters = r.choice(ALPHABET)
            words.append("".join(r.choice(letters) for _ in range(r.choice((1, 3, 6, 12, 25, 60)))))
    return (" " * r.choice((1, 1, 2))).join(words)


def same(text):
    return re.sub(r"[\s\u00a0-]", "", text)


def test_words_survive_and_every_line_fits():
    r = random.Random(1)
    for case in range(1000):
        text, width = random_text(r), r.uniform(30, 200)
        size, weight = r.choice(((12, 400), (12.5, 600), (11, 400)))
        got = wrap(text, width, size, weight, MEASURER)
        assert same("".join(got)) == same(text), (case, text, got)
        for line in got:
            assert MEASURER.width(line, size, weight) <= width + 1e-9, (case, text, width, line)
            assert line == line.strip(" "), (case, line)


def test_a_short_word_on_a_line_does_not_stand_alone():
    said = "Тайна вклада не даёт ответить сестре"
    assert lines(said, 103) == ("Тайна вклада", "не_даёт", "ответить сестре")
    assert lines("И ровно то, что искал", 103) == ("И_ровно то,", "что искал")
    quote = "«Я чувствую себя обманутым. Дело уже не в деньгах.»"
    assert lines(quote, 106) == ("«Я_чувствую себя", "обманутым.", "Дело уже", "не_в_деньгах.»")


def test_a_last_word_stays_alone_where_the_line_above_would_be_shorter_than_it():
    assert lines("Он переосмыслил чек", 115) == ("Он переосмыслил", "чек")


def test_company_for_the_last_word_costs_no_line():
    r = random.Random(31)
    for _case in range(300):
        text, width = random_text(r), r.uniform(60, 220)
        found = lines(text, width)
        greedy = []
        for unit in glue(" ".join(text.split())).replace(NBSP, "_").split(" "):
            joined = f"{greedy[-1]} {unit}" if greedy else unit
            if greedy and MEASURER.width(joined.replace("_", NBSP), 12, 400) <= width:
                greedy[-1] = joined
            else:
                greedy.append(unit)
        if all(MEASURER.width(line.replace("_", NBSP), 12, 400) <= width for line in greedy):
            assert len(found) == len(greedy)


def test_english_articles_end_no_line():
    assert lines("He waits for a reply to it", 90) == ("He waits for", "a_reply to it")
