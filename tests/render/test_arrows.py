"""What arrows say: whole, next to their lines, on screen as on paper."""

import pytest

from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardOptions, board
from cjm_editor.render.display import Rect, Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.page import map_page
from cjm_editor.render.theme import LIGHT
from tests.render import checks
from tests.render.maps import LONG

CONDITIONS = (
    "если нужен размер, которого нет на складе",
    "если сумма больше 10 000 ₽",
    "если клиент уже был в программе лояльности",
    "в остальных случаях",
    "если курьер не приехал вовремя",
    "если товар повреждён",
    "если оплата не прошла",
    "если оформил самовывоз",
    "если попросил перезвонить",
    "если передумал",
    "если нет паспорта",
    "если заказ собран из двух частей",
)


def branches(conditions, share=None):
    """A touchpoint with as many branches as there are conditions, the first one to its neighbour."""
    stages = tuple(Stage(f"s{i}", title) for i, title in enumerate(("Выбор", "Оплата", "Получение")))
    count = len(conditions) + 2
    points = [
        Touchpoint(f"t{i}", f"s{0 if i < 2 else 1 if i < 6 else 2}", f"Точка {i}") for i in range(count)
    ]
    edges = [Transition("in", "t0", "t1", "next")]
    edges += [
        Transition(f"e{i}", "t1", f"t{i + 2}", "next", share, condition=text)
        for i, text in enumerate(conditions)
    ]
    journey = JourneyMap(
        "m",
        "Карта",
        "actual",
        stages=stages,
        touchpoints=Seq(points),
        transitions=Seq(edges),
        route="explicit",
    )
    return Document(title="Развилка", language="ru", maps=(journey,))


def options(**changes):
    return BoardOptions(**{"theme": LIGHT, "words": words("ru"), **changes})


def drawings(document):
    measurer = bundled_measurer()
    for column in (112, 132, 200):
        yield board(document, "m", options(column=column, ghosts=True), measurer)
    yield map_page(document, "m", options(), measurer)


def letters(text):
    return "".join(c for c in text if not c.isspace() and c != "-")


def said_of(display, id):
    """All that is written at a transition, on its arrow and among the notes."""
    groups = [g for g in display.groups if g.at is not None and g.at.kind == "transition" and g.at.id == id]
    return "".join(item.text for g in groups for item in g.items if isinstance(item, Text))


@pytest.mark.parametrize("count", [9, 12])
def test_every_condition_of_many_branches_is_whole_on_screen_and_paper(count):
    document = branches(CONDITIONS[:count], 0.05)
    for drawn in drawings(document):
        assert checks.faults(drawn) == []
        for at, condition in enumerate(CONDITIONS[:count]):
            assert letters(said_of(drawn, f"e{at}")) == letters(f"{condition}, 5 %")


def test_words_of_sixty_letters_are_whole_too():
    for drawn in drawings(branches([LONG] * 9)):
        assert checks.faults(drawn) == []
        assert all(letters(LONG) in letters(said_of(drawn, f"e{at}")) for at in range(9))


def test_a_label_stands_on_its_line_or_right_above_it():
    """The last line of a label is on its arrow's track, or so near above it that no other track is nearer."""
    for drawn in drawings(branches(CONDITIONS[:9])):
        for group in drawn.groups:
            plates = [i for i in group.items if isinstance(i, Rect)] if group.role == "transition" else []
            if plates and group.key.startswith("e"):
                way = group.items[0].commands
                track = min(values[-1] for _letter, values in way)
                assert 0 <= track - (plates[-1].y + 7) <= 13


def test_a_step_to_the_neighbour_bears_its_condition():
    drawn = board(branches(CONDITIONS[:1]), "m", options(), bundled_measurer())
    assert said_of(drawn, "e0") == CONDITIONS[0]
    assert [g.key for g in drawn.groups if g.role == "transition"].count("e0") == 1


def test_a_step_without_words_stays_between_the_cards():
    drawn = board(branches(("",), 0.7), "m", options(), bundled_measurer())
    (step,) = (g for g in drawn.groups if g.key == "e0")
    (card,) = (g for g in drawn.groups if g.role == "touchpoint" and g.at.id == "t1")
    assert step.x == card.x + card.w and step.y > card.y and said_of(drawn, "e0") == ""
