"""Notes below the board: what has no room at its arrow."""

import random
from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits import set_field
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import words
from cjm_editor.render.board import BoardCache, BoardOptions, board
from cjm_editor.render.display import Text
from cjm_editor.render.measure import bundled_measurer
from cjm_editor.render.page import map_page
from cjm_editor.render.theme import LIGHT
from tests.render import checks
from tests.render.test_arrows import letters


def document(edges, count=6):
    points = [Touchpoint(f"t{i}", "s", f"Точка {i}") for i in range(count)]
    journey = JourneyMap(
        "m", "Карта", "actual", stages=(Stage("s", "Этап"),), touchpoints=Seq(points), transitions=Seq(edges)
    )
    return Document(title="Проба", language="ru", maps=(journey,))


def leaving(id, start, reason):
    return Transition(id, start, "", "leave", 0.35, condition=reason)


def drawn_of(document, cache=None, **changes):
    options = BoardOptions(**{"theme": LIGHT, "words": words("ru"), **changes})
    return board(document, "m", options, bundled_measurer(), cache)


def notes(display):
    """The number and the words of each note, by the transition that it is about."""
    return {
        group.at.id: (group.items[1].text, " ".join(i.text for i in group.items[2:] if isinstance(i, Text)))
        for group in display.groups
        if group.key.startswith("note") and group.role == "label"
    }


def test_why_customers_leave_stands_below_their_column():
    drawn = drawn_of(document([leaving("a", "t1", "дорого"), leaving("b", "t4", "долго ждать")]))
    assert notes(drawn) == {"a": ("1", "дорого"), "b": ("2", "долго ждать")}
    for id, start in (("a", "t1"), ("b", "t4")):
        (card,) = (g for g in drawn.groups if g.role == "touchpoint" and g.at.id == start)
        (note,) = (g for g in drawn.groups if g.role == "label" and g.at and g.at.id == id)
        (arrow,) = (g for g in drawn.groups if g.role == "transition" and g.at.id == id)
        assert note.x == card.x and note.y > card.y + card.h
        assert notes(drawn)[id][0] in [i.text for i in arrow.items if isinstance(i, Text)]
    assert any(g.title == "Условия" and g.pane == "lanes" for g in drawn.groups)
    assert checks.faults(drawn) == []


def test_a_board_without_reasons_has_no_notes():
    plain = drawn_of(document([leaving("a", "t1", "")]))
    with_note = drawn_of(document([leaving("a", "t1", "дорого")]))
    assert notes(plain) == {} and not any(g.key == "notes" for g in plain.groups)
    assert plain.height < with_note.height


def test_the_page_has_the_notes_of_the_board():
    edges = [leaving("a", "t1", "дорого")]
    options = BoardOptions(LIGHT, words("ru"))
    page = map_page(document(edges), "m", options, bundled_measurer())
    assert notes(page) == notes(drawn_of(document(edges)))


def test_an_edit_of_a_reason_renumbers_what_follows():
    cache = BoardCache()
    before = document([leaving("a", "t1", ""), leaving("b", "t4", "долго ждать")])
    assert notes(drawn_of(before, cache)) == {"b": ("1", "долго ждать")}
    after = set_field(before, Address("transition", "m", "a"), "condition", "дорого")
    again = drawn_of(after, cache)
    assert notes(again) == {"a": ("1", "дорого"), "b": ("2", "долго ждать")}
    assert tuple(again.groups) == tuple(drawn_of(after).groups)


def test_words_without_any_room_are_noted_and_whole():
    r = random.Random(5)
    found = 0
    for case in range(40):
        ids = [f"t{i}" for i in range(5)]
        edges = [
            Transition(
                f"e{k}", r.choice(ids), r.choice(ids), r.choice(("back", "promise")), text="", condition=""
            )
            for k in range(24)
        ]
        said = {e.id: f"условие под номером {k}, которое нигде не помещается" for k, e in enumerate(edges)}
        edges = [replace(e, **{"text" if e.kind == "promise" else "condition": said[e.id]}) for e in edges]
        drawn = drawn_of(document(edges, 5))
        assert checks.texts_outside(drawn) == [] and checks.texts_cut(drawn) == [], case
        told = notes(drawn)
        found += len(told)
        for group in (g for g in drawn.groups if g.role == "transition" and g.at.id in said):
            text = "".join(i.text for i in group.items if isinstance(i, Text))
            if group.at.id in told:
                assert text == told[group.at.id][0], case
                text = told[group.at.id][1]
            assert letters(text) == letters(said[group.at.id]), case
    assert found
