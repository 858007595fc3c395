"""Every field and every choice of the schema has a word in both languages."""

import pytest

from cjm_editor.core import terms
from cjm_editor.core.lanes import CANONICAL
from cjm_editor.core.model import Lane
from cjm_editor.core.schema import ELEMENTS, EVIDENCE, MAP_KINDS, METRICS, PHASES
from cjm_editor.core.texts import Message, words


def messages():
    for kind, element in ELEMENTS.items():
        yield f"{kind}", terms.kind_label(kind)
        for field in element.fields:
            yield f"{kind}.{field.name}", terms.field_label(kind, field.name)
            for value in field.choices:
                yield f"{kind}.{field.name}={value}", terms.choice_label(kind, field.name, value)
    for lane in CANONICAL:
        yield f"lane {lane}", terms.lane_title(Lane(lane))
        yield f"lane field {lane}", terms.field_label("touchpoint", lane)
    for name, label, values in (
        ("phase", terms.phase_label, PHASES),
        ("metric", terms.metric_label, METRICS),
        ("evidence", terms.evidence_label, (*EVIDENCE, "")),
        ("map kind", terms.map_kind_title, MAP_KINDS),
    ):
        for value in values:
            yield f"{name} {value}", label(value)


def test_every_field_choice_and_lane_has_a_word():
    assert [name for name, message in messages() if not isinstance(message, Message)] == []


def test_the_words_are_cyrillic_in_russian_and_latin_in_english():
    same = {"NPS", "CSAT", "CES", "LTV"}
    for name, message in messages():
        russian, english = words("ru")(message), words("en")(message)
        assert english.isascii(), name
        assert english in same or not russian.isascii(), f"{name}: {russian}"


def test_words_of_the_users_own_stay_as_they_are():
    assert terms.choice_label("metric", "kind", "Доля возвратов") == "Доля возвратов"
    assert terms.metric_label("Доля возвратов") == "Доля возвратов"
    assert terms.lane_title(Lane("legal", "Юристы")) == "Юристы"
    assert terms.lane_title(Lane("legal")) == "legal"
    assert terms.lane_title(Lane("pains", "Барьеры")) == "Барьеры"


def test_choices_come_in_the_order_of_the_schema():
    assert [value for value, _label in terms.labelled_choices("touchpoint", "met")] == ["yes", "partly", "no"]
    assert terms.labelled_choices("touchpoint", "title") == ()


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "1 точка контакта"), (2, "2 точки контакта"), (5, "5 точек контакта"), (21, "21 точка контакта")],
)
def test_counted_elements_have_the_right_plural(n, text):
    assert words("ru")(terms.count_of("touchpoint", n)) == text


def test_an_ideal_maps_emotion_is_a_target():
    assert words("ru")(terms.emotion_title("ideal")) == "Целевая эмоция"
    assert words("ru")(terms.emotion_title("actual")) == "Эмоция"
    assert [words("en")(terms.yes_no_label(value)) for value in (True, False, None)] == [
        "Yes",
        "No",
        "Not known",
    ]


def test_evidence_beside_its_number_is_in_the_plural():
    for language, kind, n, told in (
        ("en", "complaint", 17, "Complaints"),
        ("ru", "complaint", 17, "Жалобы"),
        ("ru", "review", 212, "Отзывы"),
        ("ru", "review", 1, "Отзыв"),
        ("ru", "survey", 41, "Опрос"),
        ("ru", "mystery_shopping", None, "Тайный покупатель"),
    ):
        assert words(language)(terms.evidence_label(kind, n)) == told
