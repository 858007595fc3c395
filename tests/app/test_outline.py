"""The outline after an edit is the outline of the new document, and rows that the edit left alone are the same."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QTreeWidgetItem

from cjm_editor.app.panels.outline import AT, Outline
from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, map_of
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
from tests.core import generator, random_edits

Row = tuple[object, ...]


def rows(outline: Outline) -> list[Row]:
    """Everything that can be seen or edited of each row, with its depth, top to bottom."""
    found: list[Row] = []

    def walk(item: QTreeWidgetItem, depth: int) -> None:
        for n in range(item.childCount()):
            row = item.child(n)
            told = (row.text(0), row.toolTip(0), row.data(0, AT), row.data(0, AT + 1), row.flags())
            found.append((depth, *told))
            walk(row, depth + 1)

    walk(outline.invisibleRootItem(), 0)
    return found


def fresh(window: Window, session: Session, map_id: str) -> list[Row]:
    made = Outline(window.context)
    made.show_map(session, map_id)
    found = rows(made)
    window.context.language_changed.disconnect(made.reword)
    made.deleteLater()
    return found


@pytest.mark.parametrize("seed", range(40))
def test_rows_after_random_edits_are_those_of_a_fresh_outline(window: Window, seed: int) -> None:
    rng = random.Random(seed)
    document = next(d for n in range(1000) if (d := generator.document(random.Random(seed * 1000 + n))).maps)
    session = window.desk.new(document)
    map_id = document.maps[0].id
    outline = Outline(window.context)
    outline.show_map(session, map_id)
    seen = 0
    for _turn in range(25):
        _name, edit = random_edits.random_edit(rng, session.document)
        try:
            session.apply(_("edit"), edit)
        except CjmError:
            continue
        if rng.random() < 0.2:
            session.undo()
        if map_of(session.document, map_id) is None:
            break
        outline.show_map(session, map_id)
        assert rows(outline) == fresh(window, session, map_id)
        assert set(outline._rows) == {row[3] for row in rows(outline)}
        seen += 1
    assert seen
    window.context.language_changed.disconnect(outline.reword)
    outline.deleteLater()


def big(window: Window) -> Session:
    points = Seq(Touchpoint(f"t{n}", f"s{n % 4}", f"Point {n}") for n in range(200))
    stages = tuple(Stage(f"s{n}", f"Stage {n}") for n in range(4))
    return window.desk.new(Document(maps=(JourneyMap("m", "Map", stages=stages, touchpoints=points),)))


def test_an_edit_touches_the_rows_it_changed(window: Window, hands) -> None:
    session = big(window)
    window.open_map("m", session)
    window.side._bar.setCurrentIndex(1)
    hands.settle()
    outline = window.side.outline
    before = dict(outline._rows)
    told: list[str] = []
    outline.model().dataChanged.connect(lambda first, _last: told.append(first.data()))
    session.apply(_("edit"), lambda d: edits.set_field(d, touchpoint_at("m", "t8"), "title", "New name"))
    assert set(told) == {"New name · emotion not known"}
    session.apply(_("move"), lambda d: edits.move_touchpoint(d, touchpoint_at("m", "t8"), "s1", 3))
    after = outline._rows
    assert [at for at, item in before.items() if after[at] is not item] == [touchpoint_at("m", "t8")]
    assert after[touchpoint_at("m", "t8")].parent().text(0) == "Stage 1"


def test_what_was_open_and_current_stays_so(window: Window, hands) -> None:
    session = big(window)
    window.open_map("m", session)
    window.side._bar.setCurrentIndex(1)
    hands.settle()
    outline = window.side.outline
    outline.topLevelItem(2).setExpanded(False)
    outline.setCurrentItem(outline.topLevelItem(1).child(5))
    session.apply(_("edit"), lambda d: edits.set_field(d, touchpoint_at("m", "t8"), "title", "New name"))
    hands.settle()
    assert [outline.topLevelItem(n).isExpanded() for n in range(4)] == [True, True, False, True]
    assert outline.currentItem() is outline.topLevelItem(1).child(5)
    session.apply(_("move"), lambda d: edits.move_stage(d, outline.topLevelItem(0).data(0, AT), 3))
    hands.settle()
    assert [outline.topLevelItem(n).text(0) for n in range(4)] == ["Stage 1", "Stage 2", "Stage 3", "Stage 0"]
    assert [outline.topLevelItem(n).isExpanded() for n in range(4)] == [True, False, True, True]
