"""Text in an open field: whatever field of the window it is typed into, the journal has it a second later, in the
document or as a text being typed, and the next start offers it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QInputDialog, QLineEdit, QWidget

from cjm_editor.app import recovery
from cjm_editor.app.commands import unsaved
from cjm_editor.app.dialogs.lanes import LanesDialog
from cjm_editor.app.dialogs.transition import TransitionDialog
from cjm_editor.app.guard import LOOK, Guard, takes_text
from cjm_editor.app.panels.fields.base import FieldEditor
from cjm_editor.app.panels.fields.cards import CardsEditor
from cjm_editor.app.panels.fields.items import ItemEditor, ItemsEditor
from cjm_editor.app.window import Window
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT, map_at, touchpoint_at
from cjm_editor.core.elements import element
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.core.texts import _
from cjm_editor.io.journal import read_journal
from cjm_editor.io.recovery import recovered
from cjm_editor.io.writer import write
from tests.app.test_fields import ELSE, WHERE, fields_of, plain_document

ROOT = Path(__file__).parents[2]
K = Qt.Key

CASES = [(kind, field.name) for kind in WHERE for field in fields_of(kind)]
TEXT = "about a week and a half"


@pytest.fixture(autouse=True)
def finished(window: Window) -> Iterator[None]:
    """Nothing begun is left: the window would ask about it when it is closed."""
    yield
    window.side.finish()


def kept(journals: Path) -> str:
    """What the journals would give back now: their documents and the texts being typed."""
    found = []
    for file in sorted(journals.glob("*.journal")):
        work = recovered(read_journal(file.read_bytes()))
        found.append(write(work.document))
        found.extend(draft.text for draft in work.drafts)
    return "\n".join(found)


def lines_of(editor: QWidget) -> list[QWidget]:
    """What can be typed into."""
    return [one for one in editor.findChildren(QWidget) if takes_text(one) and one.isVisibleTo(editor)]


def shown(window: Window, hands, kind: str, name: str) -> FieldEditor:
    """The editor of a field, everything in it unfolded."""
    at = ELSE.get((kind, name), WHERE[kind])
    session = window.desk.new(plain_document())
    window.open_map("m", session)
    window.side.show_selection((at,))
    hands.settle()
    field = ELEMENTS[kind].field(name)
    assert field is not None and element(session.document, at) is not None
    editor = window.side.inspector.editors[field.attr]
    if isinstance(editor, ItemsEditor):
        editor.add()
    elif isinstance(editor, ItemEditor):
        hands.click(editor._own)
    hands.settle()
    return editor


@pytest.mark.parametrize("kind", WHERE)
def test_text_in_any_field_of_the_properties_is_kept(
    window: Window, hands, qapp, tmp_path: Path, kind: str
) -> None:
    """Also a text that the field does not take: half a duration, a date that is none."""
    guard = Guard(qapp, window)
    for name in [name for of, name in CASES if of == kind]:
        type_into(window, hands, guard, (kind, name), tmp_path / "data" / "journals")
        window.side.finish()
        window.drop(window.page)
    assert LOOK <= 800


def type_into(window: Window, hands, guard: Guard, case: tuple[str, str], journals: Path) -> None:
    """Type into every line of a field's editor, and find it in a journal after a look."""
    editor = shown(window, hands, *case)
    for number in range(len(lines_of(editor))):
        line = lines_of(window.side.inspector.editors[editor.field.attr])[number]
        if isinstance(line, QLineEdit) and isinstance(line.parentWidget(), QComboBox):
            continue  # the list's own line: the keys go to the list
        line.setFocus()
        hands.settle()
        if QApplication.focusWidget() is not line:
            continue
        text = f"{TEXT} {'.'.join(case)} {number}"
        hands.type(text, into=line)
        assert guard._look.isActive(), f"nobody looks at {case}"
        guard.look()
        assert text in kept(journals), f"{case} {line} {line.accessibleName()}"


def test_the_walk_meets_every_kind_of_field(window: Window, hands) -> None:
    """Else the test above could pass over nothing."""
    session = window.desk.new(plain_document())
    window.open_map("m", session)
    met = []
    for kind, name in CASES:
        if lines_of(shown(window, hands, kind, name)):
            met.append(f"{kind}.{name}")
        window.drop(window.page)
    for name in (
        "touchpoint.duration",
        "touchpoint.wait",
        "touchpoint.reach",
        "map.reviewed",
        "map.review_every",
    ):
        assert name in met
    for name in (
        "transition.share",
        "touchpoint.metrics",
        "touchpoint.cards",
        "map.emotion_scale",
        "document.title",
    ):
        assert name in met
    assert len(met) > 50, met


def test_a_word_that_was_begun_goes_to_the_element_it_was_begun_for(window, hands) -> None:
    """Words of one's own in a list are handed over when the list is left, here because another element is shown."""
    editor = shown(window, hands, "touchpoint", "metrics")
    (combo,) = (one for one in lines_of(editor) if isinstance(one, QComboBox) and one.isEditable())
    combo.setFocus()
    combo.lineEdit().selectAll()
    hands.type("Own figure", into=combo)
    for at in (touchpoint_at("m", "t2"), map_at("m")):
        window.side.show_selection((at,))
        hands.settle()
    first, second, _third = window.session.document.maps[0].touchpoints
    assert [metric.kind for metric in first.metrics] == ["Own figure"] and second.metrics == ()


def test_a_refused_text_stays_kept_where_the_focus_goes_on(window, hands, qapp, tmp_path) -> None:
    guard = Guard(qapp, window)
    editor = shown(window, hands, "touchpoint", "duration")
    editor.setFocus()
    hands.type(TEXT)
    window.page.view.setFocus()
    hands.settle()
    guard.look()
    assert TEXT in kept(tmp_path / "data" / "journals")
    editor.setFocus()
    hands.settle()
    guard.look()
    assert TEXT in kept(tmp_path / "data" / "journals")
    hands.key(K.Key_Escape)
    guard.look()
    assert TEXT not in kept(tmp_path / "data" / "journals")


def test_the_texts_of_all_refused_fields_are_kept(window, hands, qapp, tmp_path) -> None:
    """Of the first also while a second is open, refused, or left, and after an edit elsewhere."""
    guard = Guard(qapp, window)
    duration = shown(window, hands, "touchpoint", "duration")
    wait = window.side.inspector.editors["wait"]
    journals = tmp_path / "data" / "journals"

    def texts() -> set[str]:
        (file,) = journals.glob("*.journal")
        return {draft.text for draft in recovered(read_journal(file.read_bytes())).drafts}

    duration.setFocus()
    hands.type(TEXT)
    wait.setFocus()
    hands.settle()
    guard.look()
    assert texts() == {TEXT}
    hands.type("two days maybe")
    guard.look()
    assert texts() == {TEXT, "two days maybe"}
    window.page.view.setFocus()
    hands.settle()
    guard.look()
    assert texts() == {TEXT, "two days maybe"}
    assert guard._look.isActive()
    session = window.session
    session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", "Other"))
    guard._look.timeout.emit()
    assert texts() == {TEXT, "two days maybe"}
    duration.setFocus()
    hands.settle()
    hands.key(K.Key_Escape)
    guard.look()
    assert texts() == {"two days maybe"}
    wait.setFocus()
    hands.settle()
    hands.key(K.Key_Escape)
    window.page.view.setFocus()
    guard.look()
    assert texts() == set()
    assert not guard._look.isActive()


def test_what_stood_in_several_fields_is_offered_and_given_back(
    window, hands, qapp, tmp_path, monkeypatch
) -> None:
    path = tmp_path / "a.cjm.yaml"
    path.write_text("cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t0\n", encoding="utf-8")
    guard = Guard(qapp, window)
    window.open_path(path)
    window.open_map("m")
    window.side.show_selection((touchpoint_at("m", "t0"),))
    hands.settle()
    for name, text in (("duration", TEXT), ("wait", "two days maybe")):
        window.side.inspector.editors[name].setFocus()
        hands.type(text)
    guard.look()
    session = window.session
    for editor in window.side.inspector.editors.values():
        editor.forget()
    window.desk.keeper.leave()  # the process is gone
    window.desk.sessions.remove(session)
    (offer,) = recovery.offers()
    told = [window.context.say(one) for one in recovery.sentences(window.context, offer)]
    for text in (TEXT, "two days maybe"):
        assert f"Text that was being typed: “{text}”." in told
    assert set(recovery.loose_texts(offer)) == {TEXT, "two days maybe"}
    shown: list[str] = []
    monkeypatch.setattr(
        unsaved, "show_text", lambda _w, context, message, text: shown.extend((context.say(message), text))
    )
    unsaved.restore(window, offer)
    message, texts = shown
    assert message.startswith("2 texts were being typed and have no place in the map.")
    assert TEXT in texts and "two days maybe" in texts


def test_the_lines_of_a_dialog_are_kept_together(window, hands, qapp, tmp_path) -> None:
    guard = Guard(qapp, window)
    window.open_map("m", window.desk.new(plain_document()))
    dialog = DIALOGS["transition"](window)
    dialog.setModal(True)
    dialog.show()
    hands.settle()
    for line, text in ((dialog.text, TEXT), (dialog.share, "most of them")):
        line.setFocus()
        hands.settle()
        hands.type(text, into=line)
    guard.look()
    assert TEXT in kept(tmp_path / "data" / "journals")
    assert "most of them" in kept(tmp_path / "data" / "journals")
    dialog.text.setFocus()
    hands.settle()
    guard.look()
    assert TEXT in kept(tmp_path / "data" / "journals"), "the focus came back"
    dialog.reject()
    dialog.deleteLater()
    hands.settle()
    guard.look()
    assert TEXT not in kept(tmp_path / "data" / "journals")


def test_what_is_typed_stays_kept_while_another_program_has_the_keyboard(
    window, hands, qapp, tmp_path
) -> None:
    guard = Guard(qapp, window)
    editor = shown(window, hands, "touchpoint", "wait")
    editor.setFocus()
    hands.type(TEXT)
    guard.look()
    qapp.focusChanged.emit(QApplication.focusWidget(), None)
    assert guard._look.isActive()
    guard.look()
    assert TEXT in kept(tmp_path / "data" / "journals")


@pytest.mark.parametrize("kind", ["touchpoint", "stage"])
def test_a_card_that_was_begun_in_the_properties_is_put_where_it_belongs(
    window, hands, qapp, tmp_path, kind: str
) -> None:
    guard = Guard(qapp, window)
    editor = shown(window, hands, kind, "cards")
    assert isinstance(editor, CardsEditor)
    editor._lane.setCurrentIndex(editor._lane.findData("gains"))
    editor._line.setFocus()
    hands.type(TEXT)
    guard.look()
    (file,) = (tmp_path / "data" / "journals").glob("*.journal")
    work = recovered(read_journal(file.read_bytes()))
    (draft,) = work.drafts
    after = recovery.with_draft(work.document, draft)
    found = element(after, WHERE[kind])
    assert dict(found.cards)["gains"][-1].text == TEXT


def ask(window: Window) -> QDialog:
    dialog = QInputDialog(window)
    dialog.setLabelText("?")
    return dialog


DIALOGS = {
    "transition": lambda w: TransitionDialog(w, w.context, w.session.document.maps[0], "t1"),
    "lanes": lambda w: LanesDialog(w, w.context, w.session.document, w.session.document.maps[0]),
    "name": ask,
}


@pytest.mark.parametrize("name", DIALOGS)
def test_text_in_a_dialog_is_kept(window, hands, qapp, tmp_path, name: str) -> None:
    guard = Guard(qapp, window)
    window.open_map("m", window.desk.new(plain_document()))
    dialog = DIALOGS[name](window)
    dialog.setModal(True)
    dialog.show()
    hands.settle()
    lines = [line for line in dialog.findChildren(QLineEdit) if line.isVisible()]
    assert lines
    for number, line in enumerate(lines):
        line.setFocus()
        hands.settle()
        hands.type(f"{TEXT} {number}", into=line)
        assert guard._look.isActive()
        guard.look()
        assert f"{TEXT} {number}" in kept(tmp_path / "data" / "journals")
    dialog.reject()
    dialog.deleteLater()
    hands.settle()
    guard.look()
    assert TEXT not in kept(tmp_path / "data" / "journals")


def test_every_dialog_with_typing_is_among_them() -> None:
    """A new one is to be put into the walk above; fields that only search or show are none."""
    folder = ROOT / "cjm_editor" / "app"
    typing = {
        path.name
        for path in (folder / "dialogs").glob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("QLineEdit(", "QPlainTextEdit(", "QInputDialog(")
        )
    }
    assert typing == {"transition.py", "lanes.py", "boxes.py", "keys.py"}


PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from cjm_editor.app import main
main.SETTLED = 50
from cjm_editor.core.address import touchpoint_at
app, window = main.started(sys.argv[1:2])

def begin():
    window.side.show_selection((touchpoint_at("m", "t0"),))
    QTimer.singleShot(200, type_)

def type_():
    window.activateWindow()
    line = window.side.inspector.editors["duration"].focusProxy()
    line.setFocus()
    QTest.keyClicks(line, sys.argv[2])
    os.write(1, b"typed\\n")

QTimer.singleShot(400, begin)
sys.exit(app.exec())
"""


def test_a_killed_program_offers_what_stood_in_a_field(window, hands, tmp_path) -> None:
    path = tmp_path / "a.cjm.yaml"
    path.write_text("cjm: 1\nmaps:\n  - id: m\n    touchpoints:\n      - id: t0\n", encoding="utf-8")
    env = {
        **os.environ,
        "CJM_EDITOR_DATA": str(tmp_path / "data"),
        "CJM_EDITOR_CONFIG": str(tmp_path / "config2"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-c", PROGRAM, str(path), TEXT]
    child = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    assert child.stdout.readline() == "typed\n"
    time.sleep(1.0)  # the promise: a second
    child.kill()
    child.communicate()
    (offer,) = recovery.offers()
    told = " ".join(window.context.say(one) for one in recovery.sentences(window.context, offer))
    assert f"Text that was being typed: “{TEXT}”" in told
    assert recovery.loose_texts(offer) == (TEXT,)
