"""Undo and redo lead back to the bytes of the file, not to the document alone: comments, keys of people's own and
values that the format refuses, across saves and across what other programs wrote."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from cjm_editor.app import recovery
from cjm_editor.app.dialogs.conflicts import ConflictsDialog
from cjm_editor.app.keeper import Keeper
from cjm_editor.app.outside import decide_conflicts, watch
from cjm_editor.app.session import Session
from cjm_editor.core.address import touchpoint_at
from cjm_editor.core.edits import delete_touchpoints, set_field
from cjm_editor.core.model import Document
from cjm_editor.core.texts import _
from cjm_editor.io.files import load, loaded_from
from cjm_editor.io.folders import data_folder, journals_folder
from cjm_editor.io.writer import to_bytes
from tests.app.shop import put, text_of
from tests.app.test_exact_recovery import keeper, meet, opened, saved, scribble, trouble
from tests.cases import CASES
from tests.io.test_merging import three

__all__ = ["keeper"]

pytestmark = pytest.mark.usefixtures("qapp")

LONG = 20_000
"""Milliseconds to wait for a notice before a test fails: nothing is measured by it."""


# Random sessions ---------------------------------------------------------------------------------


class Life:
    """A session and the bytes that a save gave, or would have given, in each state of its history."""

    def __init__(self, session: Session, outside: list[bytes], rng: random.Random) -> None:
        self.session = session
        self.outside = outside
        self.rng = rng
        self.bytes = [saved(session)]
        self.crossed = 0
        """Steps back or forth that led to another text to be edited."""

    @property
    def at(self) -> int:
        return self.session._stack.index()

    def edit(self) -> None:
        before = self.at
        scribble(self.session, self.rng)
        self._went_on(before)

    def save(self) -> None:
        wanted = saved(self.session)
        self.session.save()
        assert self.session.path.read_bytes() == wanted
        assert self.session.is_clean
        self._went_on(self.at)

    def outside_change(self) -> None:
        """Another program writes one of its versions; a clean document shows it, another one is merged with it."""
        data = self.rng.choice(self.outside)
        if data == self.session.loaded.data():
            return
        before = self.at
        if self.session.is_clean:
            self.session.path.write_bytes(data)
            loaded = loaded_from(self.session.path, data)
            self.session.take(_("Reload"), loaded.source.document, loaded)
        else:
            meet(self.session, data)
        if self.at == before:  # else undo would lead to bytes that hold nothing of what others wrote
            assert saved(self.session) == self.bytes[before]
        self._went_on(before)

    def _went_on(self, before: int) -> None:
        """A step more ends what was undone; anything else leaves all other states as they were."""
        now = saved(self.session)
        if self.at == before:
            self.bytes[self.at] = now
        else:
            self.bytes[self.at :] = [now]

    def step(self) -> str:
        """Go back or forth; what is wrong with where that led to."""
        before = self.session.loaded
        (self.session.undo if self.rng.random() < 0.6 else self.session.redo)()
        self.crossed += self.session.loaded is not before
        wanted = self.bytes[self.at]
        if saved(self.session) != wanted:
            return "other bytes"
        if self.rng.random() < 0.3:
            self.session.save()
            if self.session.path.read_bytes() != wanted:
                return "other bytes on the disk"
        return ""


def lived(seed: int, path: Path, keeper) -> tuple[str, int]:
    """What is wrong in a random session; how often undo or redo crossed a save or an outside change."""
    rng = random.Random(seed)
    base, ours, theirs = three(seed)
    life = Life(opened(path, base, keeper), [base, ours, theirs], rng)
    told = ""
    for number in range(14):
        act = rng.choice(
            (life.edit, life.edit, life.save, life.outside_change, life.step, life.step, life.step)
        )
        problem = act()
        if not problem and not (problem := trouble(life.session, keeper)):
            continue
        told = f"{number} {act.__name__}: {problem}"
        break
    life.session.close()
    return told, life.crossed


def test_any_step_back_or_forth_leads_to_the_bytes_that_a_save_gave_there(keeper, tmp_path):
    done = {seed: lived(seed, tmp_path / "a.cjm.yaml", keeper) for seed in range(0, CASES, 12)}
    assert not {seed: told for seed, (told, _crossed) in done.items() if told}
    assert sum(crossed for _told, crossed in done.values()) > len(done)


# Cases ---------------------------------------------------------------------------------------------

REMARKED = """id: t1 # own comment
stage: s
title: P1
research: 40 interviews # kept
team: {lead: a}
pains:
  - text: pp
    zz: card key"""
TEXT = text_of(["id: t0\nstage: s\ntitle: P0", REMARKED, "id: t2\nstage: s\ntitle: P2\nteam: [a, b]"])
WITHOUT = text_of(["id: t0\nstage: s\ntitle: P0", "id: t2\nstage: s\ntitle: P2\nteam: [a, b]"])


def session_of(folder: Path, text: str) -> Session:
    loaded = load(put(folder, text))
    return Session(loaded.source.document, loaded)


def delete(session: Session, id: str) -> None:
    session.apply(_("Delete"), lambda document: delete_touchpoints(document, "m", (id,)))


def set_emotion(session: Session, value: int | None) -> None:
    session.apply(_("Set"), lambda document: set_field(document, touchpoint_at("m", "t0"), "emotion", value))


def outcome(session: Session) -> str:
    """The file after a save."""
    session.save()
    return session.path.read_text(encoding="utf-8")


def test_what_was_deleted_and_saved_comes_back_whole(tmp_path):
    session = session_of(tmp_path, TEXT)
    delete(session, "t1")
    assert outcome(session) == WITHOUT
    session.undo()
    assert outcome(session) == TEXT
    session.redo()
    assert outcome(session) == WITHOUT
    session.undo()
    assert outcome(session) == TEXT


def test_what_another_program_deleted_comes_back_whole(tmp_path):
    session = session_of(tmp_path, TEXT)
    session.path.write_text(WITHOUT, encoding="utf-8")
    loaded = load(session.path)
    session.take(_("Reload"), loaded.source.document, loaded)
    session.undo()
    assert not session.is_clean
    assert outcome(session) == TEXT
    session.redo()
    assert outcome(session) == WITHOUT


def test_what_another_program_added_comes_back_whole_after_undo_save_and_redo(tmp_path):
    session = session_of(tmp_path, TEXT)
    set_emotion(session, 1)
    theirs = (
        TEXT + "      - id: t9 # theirs\n        stage: s\n        title: P9\n        zz: key of theirs\n"
    )
    meet(session, theirs.encode())
    merged = to_bytes(session.loaded.source, session.document).decode()
    assert "t9 # theirs" in merged and "zz: key of theirs" in merged
    session.undo()
    assert outcome(session) == TEXT.replace("title: P0\n", "title: P0\n        emotion: 1\n")
    session.redo()
    assert outcome(session) == merged


@pytest.mark.parametrize("is_edited", [True, False], ids=["unsaved changes", "none"])
def test_what_others_wrote_beside_the_map_is_a_step_of_its_own(is_edited, tmp_path):
    """Undo of one's own edit must not take a colleague's remarks along."""
    session = session_of(tmp_path, TEXT)
    set_emotion(session, 1)
    if not is_edited:
        session.save()
    ours = saved(session).decode()
    theirs = TEXT if is_edited else ours
    theirs = theirs.replace("- id: t2\n", "- id: t2 # theirs\n        zz: key of theirs\n")
    assert theirs.count("theirs") == 2
    if is_edited:
        meet(session, theirs.encode())
    else:
        session.path.write_text(theirs, encoding="utf-8")
        loaded = load(session.path)
        session.take(_("Reload"), loaded.source.document, loaded)
    both = saved(session).decode()
    assert both.count("theirs") == 2 and "emotion: 1" in both
    session.undo()
    assert (saved(session).decode(), session.is_clean) == (ours, False)
    session.redo()
    assert (saved(session).decode(), session.is_clean) == (both, not is_edited)


def test_what_others_wrote_as_a_save_would_is_no_step(tmp_path):
    session = session_of(tmp_path, TEXT)
    set_emotion(session, 1)
    meet(session, saved(session))
    assert session.is_clean
    session.undo()
    assert outcome(session) == TEXT


def test_a_value_that_the_format_refuses_comes_back(tmp_path):
    text = TEXT.replace("title: P0\n", "title: P0\n        emotion: wow # said so\n")
    session = session_of(tmp_path, text)
    set_emotion(session, 1)
    assert "wow" not in outcome(session)
    session.undo()
    assert outcome(session) == text


def put_off_then_take_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer the first question about conflicts by "Later", the next one by what the others wrote."""
    answers = iter(("", "theirs"))

    def answer(dialog: ConflictsDialog) -> int:
        side = next(answers)
        for row in range(dialog.table.rowCount()) if side else ():
            dialog.choose(row, side)
        if not side:
            dialog._on_later()
        return dialog.DialogCode.Accepted

    monkeypatch.setattr(ConflictsDialog, "exec", answer)


def test_what_was_chosen_in_a_conflict_is_undone_and_made_again(window, hands, qtbot, tmp_path, monkeypatch):
    file = put(tmp_path, TEXT)
    window.open_path(file)
    watch(window)
    hands.settle()
    session = window.session
    set_emotion(session, 1)
    put_off_then_take_theirs(monkeypatch)
    file.write_text(TEXT.replace("title: P0\n", "title: P0\n        emotion: wow\n"), encoding="utf-8")
    qtbot.waitUntil(lambda: bool(session.document.conflicts), timeout=LONG)
    open_bytes = saved(session)
    decide_conflicts(window, session)
    assert not session.document.conflicts
    chosen = saved(session)
    assert b"emotion: wow" in chosen
    session.undo()
    assert session.document.conflicts
    assert outcome(session).encode() == open_bytes
    session.redo()
    assert outcome(session).encode() == chosen
    assert QApplication.activeModalWidget() is None


def test_an_unknown_key_that_was_chosen_in_a_conflict_is_undone_and_made_again(
    window, hands, qtbot, tmp_path, monkeypatch
):
    file = put(tmp_path, TEXT)
    window.open_path(file)
    watch(window)
    hands.settle()
    session = window.session
    delete(session, "t2")
    put_off_then_take_theirs(monkeypatch)
    file.write_text(TEXT.replace("team: [a, b]", "team: [a, d] # both"), encoding="utf-8")
    qtbot.waitUntil(lambda: bool(session.document.conflicts), timeout=LONG)
    open_bytes = saved(session)
    decide_conflicts(window, session)
    assert not session.document.conflicts
    chosen = saved(session)
    assert b"team: [a, d]" in chosen
    hands.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, into=window)
    assert session.document.conflicts and saved(session) == open_bytes
    assert outcome(session).encode() == open_bytes
    hands.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, into=window)
    assert outcome(session).encode() == chosen


def test_where_a_save_would_change_nothing_nothing_counts_as_unsaved(tmp_path):
    """Undo may lead to the bytes on the disk by another way than the step that was saved."""
    session = session_of(tmp_path, TEXT)
    set_emotion(session, 1)
    meet(session, TEXT.replace("title: P2", "title: Theirs").encode())
    assert not session.is_clean
    meet(session, TEXT.encode())  # the other program took it back
    assert not session.is_clean
    while session.undo_label is not None:
        session.undo()
    assert saved(session) == session.path.read_bytes()
    assert session.is_clean
    session.redo()
    assert not session.is_clean


def test_an_edit_that_is_taken_back_by_hand_leaves_nothing_unsaved(tmp_path):
    session = session_of(tmp_path, TEXT)
    set_emotion(session, 1)
    assert not session.is_clean
    session.close_run()
    set_emotion(session, None)
    assert session.is_clean and saved(session) == session.path.read_bytes()


def test_a_document_without_a_file_is_undone_past_its_first_save(tmp_path):
    session = Session(load(put(tmp_path / "other", TEXT)).source.document)
    first = session.document
    delete(session, "t1")
    path = tmp_path / "shop.cjm.yaml"
    session.save(path)
    without = path.read_bytes()
    session.undo()
    session.save()
    assert load(path).source.document == first
    session.redo()
    assert outcome(session).encode() == without


def test_texts_of_the_history_share_their_documents_and_are_packed(tmp_path):
    session = session_of(tmp_path, TEXT)
    for value in range(1, 4):
        set_emotion(session, value % 3)
        session.save()
        assert session.loaded.source.document is session.document  # read back equal, held once
    commands = [session._stack.command(n) for n in range(session._stack.count())]
    older = [command.start.base for command in commands]
    assert all(base.is_packed for base in older)
    assert not commands[-1].end.base.is_packed
    assert isinstance(older[0].source().document, Document)
    assert older[0].source().text == TEXT


def test_a_file_that_came_back_is_told_after_undo_across_a_save(tmp_path):
    session = session_of(tmp_path, TEXT)
    delete(session, "t1")
    session.save()
    there = session.on_disk
    session.undo()
    assert session.on_disk is there  # what stands on the disk is no matter of the history
    assert session.loaded.data() == WITHOUT.encode()
    assert replace(session.loaded, kept=b"").data() == TEXT.encode()


def test_work_restored_after_undo_across_a_save_has_the_bytes_of_that_state(window, tmp_path):
    """And undo leads from it to the file as it stands."""
    session = session_of(tmp_path, TEXT)
    delete(session, "t1")
    session.save()
    dying = Keeper(journals_folder(data_folder()))
    session.keeping = dying
    session.undo()
    dying.leave()
    session.keeping = None
    (offer,) = recovery.offers()
    assert recovery.restore(window, offer) is None
    restored = window.desk.sessions[-1]
    assert saved(restored) == TEXT.encode()
    assert not restored.is_clean
    restored.undo()
    assert restored.is_clean
    assert saved(restored) == WITHOUT.encode() == session.path.read_bytes()
    restored.redo()
    assert outcome(restored) == TEXT
