"""Any order of edits, saves, deaths and whatever other programs do to the file, through the real window: its watcher,
its take-over of outside changes, its journals, locks and restoring.

What must hold: a good file of somebody else is what the document goes on from, merged with what was not saved; an
empty, broken, deleted or replaced one leaves the document as it is, and counts as unsaved; the history holds every
step; what was done before a death is offered again; no exception comes up in a slot.
"""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtCore import QCoreApplication, QEvent

from cjm_editor.app import outside, recovery
from cjm_editor.app.outside import watch
from cjm_editor.app.session import Session
from cjm_editor.app.window import Window
from cjm_editor.core.errors import EditError, FileTrouble
from cjm_editor.core.merge import merge
from cjm_editor.core.model import Document
from cjm_editor.io.files import is_empty, load, opened, save
from cjm_editor.io.writer import cleaned_document, to_bytes
from tests.app.machines import IS_LONG, LABEL, SEEDS, machine_settings
from tests.core import generator, random_edits

HARMS = ("empty", "blank", "broken", "cut", "gone", "folder")


class WindowMachine(RuleBasedStateMachine):
    """One file, open in the window, and everybody else on the computer."""

    window: Window
    folder: Path
    raised: list[BaseException]

    def __init__(self) -> None:
        super().__init__()
        self.raised.clear()
        for place in (self.folder / "data" / "journals", self.folder / "maps"):
            shutil.rmtree(place, ignore_errors=True)
        (self.folder / "maps").mkdir()
        self.path = self.folder / "maps" / "map.cjm.yaml"
        self.session: Session | None = None
        self.history: list[Document] = []
        self.at = 0
        self.good = b""
        """The last whole map that stood in the file."""

    @initialize(seed=SEEDS)
    def open_document(self, seed: int) -> None:
        save(self.path, cleaned_document(generator.document(random.Random(seed), size=4)))
        self.good = self.path.read_bytes()
        self._open()

    def _open(self) -> None:
        self.session = self.window.desk.open_file(self.path)
        self.window.open_document(self.session)
        self.history, self.at = [self.session.document], 0
        self._watch()

    def _watch(self) -> None:
        """Let the watcher look when it is told to only: any order of acts is to be the same whenever it is run."""
        self.window.watcher._system.blockSignals(True)
        self.window.watcher.stop()
        self.window.watcher.check()

    def _edited(self, document: Document, seed: int) -> Document:
        rng = random.Random(seed)
        for _try in range(10):
            _name, edit = random_edits.random_edit(rng, document)
            with suppress(EditError):
                made = cleaned_document(edit(document))
                if made != document:
                    return made
        return document

    def _went_on(self, before: Document) -> None:
        if self.session.document is not before:
            self.history[self.at + 1 :] = [self.session.document]
            self.at += 1

    def on_disk(self) -> bytes | None:
        return self.path.read_bytes() if self.path.is_file() else None

    # what we do

    @rule(seed=SEEDS)
    def edit(self, seed: int) -> None:
        made = self._edited(self.session.document, seed)
        before = self.session.document
        self.session.close_run()
        self.session.apply(LABEL, lambda document: made if made != document else document)
        self._went_on(before)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        self.session.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.history) - 1)
    @rule()
    def redo(self) -> None:
        self.session.redo()
        self.at += 1

    @rule()
    def save_it(self) -> None:
        there, known = self.on_disk(), self.session.loaded.data()
        is_nobodys = there is None or is_empty(there) or there == known
        try:
            self.window.desk.save(self.session)
        except FileTrouble as error:
            assert self.path.is_dir() or not is_nobodys, error.code
            assert self.on_disk() == there
            return
        assert is_nobodys, "somebody else's work was written over"
        self.good = self.path.read_bytes()
        assert self.session.is_clean and load(self.path).source.document == self.session.document

    # what others do

    def _cleared(self) -> None:
        if self.path.is_dir():
            self.path.rmdir()

    @rule(seed=SEEDS, in_place=st.booleans())
    def colleague_saves(self, seed: int, in_place: bool) -> None:
        self._cleared()
        source = opened(self.good)
        data = to_bytes(source, self._edited(source.document, seed))
        if in_place:
            self.path.write_bytes(data)
        else:
            other = self.path.with_name("theirs.tmp")
            other.write_bytes(data)
            other.replace(self.path)
        self.good = data

    @rule(kind=st.sampled_from(HARMS))
    def somebody_harms_it(self, kind: str) -> None:
        self._cleared()
        match kind:
            case "empty" | "blank":
                self.path.write_bytes(b"" if kind == "empty" else b"\xef\xbb\xbf\n")
            case "broken":
                self.path.write_bytes(b"cjm: 1\nmaps: [\n")
            case "cut":
                self.path.write_bytes(self.good[: len(self.good) // 2] + b'\n"')
            case _:
                self.path.unlink(missing_ok=True)
                if kind == "folder":
                    self.path.mkdir()

    @rule()
    def it_comes_back(self) -> None:
        self._cleared()
        self.path.write_bytes(self.session.loaded.data())
        self.good = self.session.loaded.data()

    @rule()
    def the_watcher_notices(self) -> None:
        session, before, saved = self.session, self.session.document, self.session.saved
        is_edited = session._dirty_from_start or not (session._stack.isClean() or session._is_as_on_disk())
        known, there = session.loaded.data(), self.on_disk()
        self.window.watcher.check()
        self.window.watcher._tell_gone()  # the time has passed that an absent file is given
        self.window.watcher._missing.stop()
        if there == known:
            assert session.document is before and session.is_clean == (not is_edited)
        elif there is None or is_empty(there) or there != self.good:
            assert session.document is before and session.loaded.data() == known
            assert not session.is_clean, "the window holds the only copy"
        else:
            theirs = opened(there).document
            assert session.loaded.data() == there
            if is_edited:
                assert session.document == merge(saved, before, theirs).document
            else:
                assert session.document == theirs and session.is_clean
        self._went_on(before)

    # the end

    def _drop(self) -> None:
        for page in list(self.window.pages):
            if page.session is self.session:
                self.window.drop(page)
        if self.session in self.window.desk.sessions:
            self.window.desk.close(self.session)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @rule()
    def the_program_dies_and_starts_again(self) -> None:
        session, desk = self.session, self.window.desk
        document = session.document
        is_owed = not session._stack.isClean() and document != session.saved
        for kept in desk.keeper._kept.values():
            kept.file.leave()
        desk.keeper._kept.clear()
        self._drop()
        found = recovery.offers()
        if not found:
            assert not is_owed or (
                self.on_disk() == self.good and load(self.path).source.document == document
            )
            if self.on_disk() != self.good:
                self._cleared()
                self.path.write_bytes(self.good)  # from somebody's copy: nothing was ours to lose
            self._open()
            return
        (offer,) = found
        assert offer.found.document == document and offer.found.is_whole
        assert recovery.restore(self.window, offer) is None
        self.session = desk.sessions[-1]
        self.window.open_document(self.session)
        assert self.session.document == document
        steps = 1 if self.session.undo_label is not None else 0
        self.history, self.at = [offer.found.before, self.session.document][-1 - steps :], steps

    @invariant()
    def the_value_is_that_of_the_history(self) -> None:
        assert not self.raised, self.raised
        if self.session is not None:
            assert self.session.document == self.history[self.at]
            assert (self.session.undo_label is None) == (self.at == 0)

    @invariant()
    def nothing_is_left_beside_the_file(self) -> None:
        if self.session is not None:
            names = {one.name for one in self.path.parent.iterdir()} - {self.path.name}
            assert names <= {f".{self.path.name}.cjm-lock"}, names

    def teardown(self) -> None:
        if self.session is not None:
            while self.session.undo_label is not None:
                self.session.undo()
            assert self.session.document == self.history[0]
            self._drop()


@pytest.fixture
def machine(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[WindowMachine]]:
    """The machine over the window; whoever is asked about conflicts puts them off."""
    raised: list[BaseException] = []
    for name in ("WATCH_AFTER", "LOCK_AFTER"):
        monkeypatch.setattr(f"cjm_editor.app.window.{name}", 10**8)
    watch(window)

    def note(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        raised.append(error)

    monkeypatch.setattr(sys, "excepthook", note)
    monkeypatch.setattr(outside, "decided", lambda _window, document, source, **_more: (document, source))
    made = type("Machine", (WindowMachine,), {"window": window, "folder": tmp_path, "raised": raised})
    yield made
    window.show_start()


def test_any_order_of_acts_of_anybody_keeps_the_work(machine: type[WindowMachine]) -> None:
    run_state_machine_as_test(machine, settings=machine_settings(*((150, 50) if IS_LONG else (8, 25))))


@pytest.mark.parametrize("broken", ["empty", "away", "merge"])
def test_a_broken_take_over_is_noticed(
    machine: type[WindowMachine], broken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken == "empty":  # as it was once: an empty file seemed to be what a save had written
        monkeypatch.setattr(
            outside, "current", lambda window, session: outside.loaded_from(session.path, b"")
        )
    elif broken == "away":
        monkeypatch.setattr(Session, "set_away", lambda self, is_away: None)
    else:
        monkeypatch.setattr(
            outside, "take", lambda window, session, loaded: session.take(LABEL, session.document, loaded)
        )
    with pytest.raises(Exception):  # noqa: B017 - hypothesis may gather several
        run_state_machine_as_test(machine, settings=machine_settings(25, 25, is_short=True))
