"""The dialog and the properties of a transition ask what belongs to its kind, and name it by its ends."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from cjm_editor.app.dialogs.transition import TransitionDialog
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at, transition_at
from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _

WORDS = {
    "en": {
        "promise": "What is promised",
        "condition": "Condition",
        "all": "everyone leaves",
        "share": "Share of customers",
    },
    "ru": {"promise": "Что обещано", "condition": "Условие", "all": "уходят все", "share": "Доля клиентов"},
}


def document() -> Document:
    points = tuple(Touchpoint(f"t{n}", "s1", title) for n, title in enumerate(("Реклама", "Форма", "Касса")))
    journey = JourneyMap(
        "m",
        "Map",
        stages=(Stage("s1", "First"),),
        touchpoints=Seq(points),
        transitions=Seq(
            (Transition("e1", "t0", "t2"), Transition("e2", "t1", "t2", "promise", text="Скидка"))
        ),
    )
    return Document(title="Doc", maps=(journey,))


@pytest.fixture(params=["en", "ru"])
def said(window, hands, request):
    window.context.set_language(request.param)
    session = window.desk.new(document())
    window.open_map("m", session)
    hands.settle()
    return WORDS[request.param]


@pytest.fixture
def dialog(window, hands, said):
    made = TransitionDialog(window, window.context, window.page.journey, "t1")
    made.show()
    hands.settle()
    yield made
    made.close()
    made.deleteLater()


def choose(dialog, hands, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    hands.settle()


def test_the_dialog_asks_a_promise_what_is_promised(dialog, hands, said) -> None:
    assert dialog.text.accessibleName() == said["condition"]
    choose(dialog, hands, "promise")
    assert dialog.text.accessibleName() == said["promise"]
    assert not dialog.share.isVisible() and not dialog.hint.isVisible()
    hands.type("Ответим за час", into=dialog.text)
    made = dialog.transition()
    assert (made.kind, made.text, made.condition, made.share) == ("promise", "Ответим за час", "", None)


def test_the_dialog_asks_how_many_leave_and_says_what_empty_means(dialog, hands, said) -> None:
    choose(dialog, hands, "leave")
    assert dialog.share.isVisible() and dialog.share.accessibleName() == said["share"]
    assert said["all"] in dialog.hint.text() and dialog.hint.isVisible()
    assert dialog.transition().share is None
    hands.type("140", into=dialog.share)
    assert not dialog.add.isEnabled() and said["all"] not in dialog.hint.text()
    dialog.share.clear()
    hands.type("40 %", into=dialog.share)
    assert dialog.add.isEnabled()
    made = dialog.transition()
    assert (made.kind, made.from_, made.to, made.share) == ("leave", "t1", "", 0.4)


def test_a_part_that_leaves_does_not_end_the_route(window, hands, said) -> None:
    before = {(edge.from_, edge.to) for edge in route_edges(window.page.journey)}

    def answer(dialog) -> None:
        choose(dialog, hands, "leave")
        hands.type("40%", into=dialog.share)
        dialog.add.click()

    window.page.view.select((touchpoint_at("m", "t1"),))
    hands.during(lambda: window.trigger("insert.transition"), answer)
    assert window.page.journey.transitions[-1].share == 0.4
    assert {(edge.from_, edge.to) for edge in route_edges(window.page.journey)} == before


def test_only_a_promise_has_the_fields_of_one(window, hands, said) -> None:
    inspector, session = window.side.inspector, window.page.session
    at = transition_at("m", "e1")
    window.side.show_selection((at,))
    hands.settle()
    assert not {"text", "kept"} & set(inspector.editors)
    session.apply(_("edit"), lambda d: edits.set_field(d, at, "kind", "promise"))
    hands.settle()
    assert {"text", "kept"} <= set(inspector.editors)
    session.undo()
    hands.settle()
    assert not {"text", "kept"} & set(inspector.editors)
    window.side.show_selection((transition_at("m", "e2"),))
    hands.settle()
    assert {"text", "kept"} <= set(inspector.editors)


@pytest.mark.parametrize(("id", "name"), [("e1", "«Реклама → Касса»"), ("e2", "«Скидка»")])
def test_the_step_back_names_the_transition(window, hands, said, id, name) -> None:
    window.side.show_selection((transition_at("m", id),))
    hands.settle()
    line = window.side.inspector.editors["share"].findChild(QLineEdit)
    hands.type("5%", into=line)
    label = window.context.say(window.page.session.undo_label)
    assert name.strip("«»") in label
    assert "«»" not in label and "“”" not in label
