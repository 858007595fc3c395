"""Every field of the format can be set, changed, cleared and undone in the window, and reaches the saved file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QToolButton, QWidget

from cjm_editor.app.panels.fields.cards import CardsEditor
from cjm_editor.app.panels.fields.choices import ComboEditor, SegmentEditor
from cjm_editor.app.panels.fields.items import ItemEditor, ItemsEditor, SubForm
from cjm_editor.app.panels.fields.lists import RefsEditor, TextsEditor
from cjm_editor.app.panels.fields.steps import FacesEditor, StepsEditor
from cjm_editor.app.panels.forms import ELSEWHERE, form_fields
from cjm_editor.app.window import Window
from cjm_editor.core.address import Address, card_at, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.elements import element
from cjm_editor.core.fields import cleared
from cjm_editor.core.model import (
    Card,
    Document,
    JourneyMap,
    Lane,
    Persona,
    Segment,
    Stage,
    Touchpoint,
    Transition,
)
from cjm_editor.core.schema import ELEMENTS, Field
from cjm_editor.core.seq import Seq
from cjm_editor.io.files import load

SAMPLES: dict[str, tuple[str, str]] = {
    "text": ("Первое", "Second, quite another"),
    "number": ("2", "3"),
    "date": ("2026-11-01", "2027-02-28"),
    "period": ("2026-Q3", "2025"),
    "duration": ("15m", "2d"),
}
"""Two values to type for every type of field that is typed."""

TYPED = {"share": ("0.25", "0.5"), "reach": ("0.25", "0.5"), "age": ("27", "28"), "n": ("41", "42")}

WHERE: dict[str, Address] = {
    "document": Address("document"),
    "segment": Address("segment", id="seg"),
    "persona": Address("persona", id="per"),
    "lane": Address("lane", id="legal"),
    "map": map_at("m"),
    "stage": stage_at("m", "s1"),
    "touchpoint": touchpoint_at("m", "t1"),
    "card": card_at("m", "t1", "opportunities", 0),
    "transition": transition_at("m", "e1"),
}

ELSE = {
    ("card", "severity"): card_at("m", "t1", "pains", 0),
    ("transition", "text"): transition_at("m", "e2"),
    ("transition", "kept"): transition_at("m", "e2"),
}
"""Elements that have a field which others of their kind are not asked for."""


def plain_document() -> Document:
    """One element of each kind, with as little in it as it can have."""
    points = (
        Touchpoint("t1", "s1", "One", cards=(("pains", (Card("Ouch"),)), ("opportunities", (Card("Idea"),)))),
        Touchpoint("t2", "s1", "Two"),
        Touchpoint("t3", "s2", "Three"),
    )
    journey = JourneyMap(
        "m",
        "Map",
        segment="seg",
        stages=(Stage("s1", "First"), Stage("s2", "Second")),
        touchpoints=Seq(points),
        transitions=Seq(
            (Transition("e1", "t1", "t3", "next", share=0.5), Transition("e2", "t2", "t3", "promise"))
        ),
    )
    segments = (Segment("seg", "Young", personas=(Persona("per", "Ivan"),)), Segment("seg2", "Old"))
    ids = ("touchpoints", "emotion", "pains", "opportunities")
    lanes = (*(Lane(id) for id in ids), Lane("legal", "Law"))
    return Document(title="Doc", language="en", segments=segments, lanes=lanes, maps=(journey,))


def fields_of(kind: str) -> list[Field]:
    return [field for section in form_fields(kind) for field in section]


CASES = [(kind, field.name) for kind in WHERE for field in fields_of(kind)]


def test_every_field_of_the_table_has_its_place_in_the_window() -> None:
    """A field has an editor in its element's form, or it holds elements that stand in the tree and on the board."""
    inner = {"evidence", "metric", "emotion_scale"}
    for kind, spec in ELEMENTS.items():
        if kind in inner or kind in ("comparison", "link", "weights", "conflict"):
            continue
        offered = {field.name for field in fields_of(kind)}
        elsewhere = set(ELSEWHERE.get(kind, ())) | {"id"}
        assert offered | elsewhere >= {field.name for field in spec.fields}, kind
        assert not offered & elsewhere, kind


def typed(field: Field) -> tuple[str, str]:
    return TYPED.get(field.name) or SAMPLES[field.type]


def first(widget: QWidget, kind: type[QWidget]) -> QWidget:
    found = widget.findChildren(kind)
    return next(child for child in found if not child.isHidden())


def fill_line(hands, line: QWidget, text: str) -> None:
    line.setFocus()
    if isinstance(line, QLineEdit | QPlainTextEdit):
        line.selectAll()
    if text:
        hands.type(text, into=line)
    else:
        hands.key(Qt.Key.Key_Delete, into=line)


def act(hands, editor: QWidget, step: int) -> None:
    """Set (0), change (1) or clear (2) a field with keys and mouse."""
    field = editor.field
    if isinstance(editor, FacesEditor):
        hands.click(editor._faces[(0, 3, -1)[step]])
    elif isinstance(editor, StepsEditor):
        editor.setFocus()
        hands.key((Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_Backspace)[step], into=editor)
    elif isinstance(editor, SegmentEditor):
        buttons = list(editor._buttons.values())
        hands.click(buttons[(0, -1, -1)[step]])
    elif isinstance(editor, ComboEditor):
        combo = first(editor, QComboBox)
        choose(hands, combo, (1, 2, 0)[step])
    elif isinstance(editor, TextsEditor):
        fill_line(hands, first(editor, QPlainTextEdit), ("Раз", "Two things", "")[step])
    elif isinstance(editor, RefsEditor):
        combo = first(editor, QComboBox)
        combo.setFocus()  # the list is filled for somebody who is about to choose
        hands.settle()
        if step < 2 and combo.count() > 1:
            choose(hands, combo, 1)
        else:
            while editor._value:
                hands.click(first(editor._rows[0], QToolButton))
    elif isinstance(editor, ItemsEditor):
        act_on_items(hands, editor, step)
    elif isinstance(editor, ItemEditor):
        if step == 1:
            act(hands, next(iter(editor.form.editors.values())), 0)
        else:
            hands.click(editor._own)
    elif isinstance(editor, CardsEditor):
        act_on_cards(hands, editor, step)
    else:
        line = editor.findChild(QLineEdit) or editor.findChild(QPlainTextEdit)
        fill_line(hands, line, "" if step == 2 else typed(field)[step])


def choose(hands, combo: QComboBox, at: int) -> None:
    combo.setFocus()
    combo.setCurrentIndex(at)
    combo.activated.emit(at)
    hands.settle()


def act_on_items(hands, editor: ItemsEditor, step: int) -> None:
    if step == 0:
        hands.click(editor._add)
    elif step == 1:
        form: SubForm = editor._forms[-1]
        for inner in form.editors.values():
            act(hands, inner, 0)
            form = editor._forms[-1]
    else:
        while editor._value:
            hands.click(first(editor._box.itemAt(0).widget(), QToolButton))


def act_on_cards(hands, editor: CardsEditor, step: int) -> None:
    if step < 2:
        fill_line(hands, editor._line, ("Новая боль", "And another")[step])
        hands.key(Qt.Key.Key_Return, into=editor._line)
        return
    while editor._value:
        buttons = [
            b for b in editor.findChildren(QToolButton) if not b.isHidden() and b.parentWidget().isVisible()
        ]
        hands.click(buttons[0])


@pytest.mark.parametrize(("kind", "name"), CASES, ids=[f"{kind}.{name}" for kind, name in CASES])
def test_a_field_is_set_changed_cleared_undone_and_saved(
    window: Window, hands, tmp_path: Path, kind: str, name: str
) -> None:
    at = ELSE.get((kind, name), WHERE[kind])
    session = window.desk.new(plain_document())
    window.open_map("m", session)
    window.side.show_selection((at,))
    hands.settle()
    inspector = window.side.inspector
    field = ELEMENTS[kind].field(name)
    assert field is not None
    editor = inspector.editors[field.attr]
    start = session.document
    values = [getattr(element(session.document, at), field.attr)]
    needed = {
        ("touchpoint", "stage"),
        ("transition", "from"),
        ("transition", "to"),
        ("transition", "kind"),
        ("map", "kind"),
        ("card", "text"),
    }
    steps = 2 if (kind, name) in needed else 3
    for step in range(steps):
        act(hands, editor, step)
        session.close_run()
        there = element(session.document, at)
        assert there is not None
        values.append(getattr(there, field.attr))
        editor = inspector.editors[field.attr]
    assert values[1] != values[0] or values[2] != values[1], values
    changed = 1 if values[1] != values[0] else 2
    if steps == 3 and not isinstance(editor, RefsEditor):
        assert values[3] == cleared(field), values
    document = session.document
    path = tmp_path / "saved.cjm.yaml"
    while session.undo_label is not None:
        session.undo()
    assert session.document is start or session.document == start
    for _ in range(40):
        if getattr(element(session.document, at), field.attr) == values[changed]:
            break
        session.redo()
    with_value = session.document
    session.save(path)
    assert load(path).source.document == with_value
    while session.redo_label is not None:
        session.redo()
    assert session.document == document
    session.save(path)
    assert load(path).source.document == replace(document)
