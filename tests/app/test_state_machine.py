"""Edit, undo, redo, save, reload, outside change, merge, kill, recover and earlier versions in any order, over the real
session.

What must hold: the value is the one that the history says; a file is what was last written to it, by us or by others;
whatever was acknowledged before a kill is given back; undo to the start is the opened value; what a save replaced is
among the earlier versions.
"""

from __future__ import annotations

import errno
import random
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

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

from cjm_editor.app.keeper import Keeper
from cjm_editor.app.session import Session
from cjm_editor.core.errors import EditError, FileTrouble
from cjm_editor.core.merge import merge
from cjm_editor.core.model import Document
from cjm_editor.io.backups import Shelf, contents, versions
from cjm_editor.io.files import Loaded, load, loaded_from, save
from cjm_editor.io.journal import left_behind
from cjm_editor.io.recovery import recovered
from cjm_editor.io.saving import saved
from cjm_editor.io.system import SYSTEM, host_name
from cjm_editor.io.writer import cleaned_document, to_bytes
from tests.app.machines import IS_LONG, LABEL, SEEDS, machine_settings
from tests.core import generator, random_edits


class SessionMachine(RuleBasedStateMachine):
    """One open document, its file, its journal, and the colleague who writes the file too."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory(prefix="cjm-machine-")
        self.folder = Path(self.place.name)
        self.path = self.folder / "map.cjm.yaml"
        self.keeper = Keeper(self.folder / "journals")
        self.shelf = Shelf(self.folder / "backups", replace(SYSTEM, fsync=lambda handle: None))
        self.session: Session | None = None
        self.history: list[Document] = []
        self.at = 0
        self.on_disk = b""
        self.is_foreign = False
        """Whether the file is not the one that the session knows."""

    @initialize(seed=SEEDS)
    def open_document(self, seed: int) -> None:
        document = cleaned_document(generator.document(random.Random(seed), size=5))
        save(self.path, document)
        self.on_disk = self.path.read_bytes()
        self._open()

    def _open(self) -> None:
        loaded = load(self.path)
        self._take(Session(loaded.source.document, loaded))
        self.history, self.at, self.is_foreign = [loaded.source.document], 0, False

    def _take(self, session: Session) -> None:
        self.session = session
        session.keeping, session.saving = self.keeper, self._saved

    def _saved(self, path: Path, document: Document, loaded: Loaded | None) -> Loaded:
        done = saved(path, document, loaded, self.shelf)
        assert done.trouble is None
        return done.loaded

    def _edited(self, document: Document, seed: int) -> Document:
        rng = random.Random(seed)
        for _try in range(10):
            _name, edit = random_edits.random_edit(rng, document)
            with suppress(EditError):
                made = cleaned_document(edit(document))
                if made != document:
                    return made
        return document

    @rule(seed=SEEDS)
    def edit(self, seed: int) -> None:
        made = self._edited(self.session.document, seed)
        self.session.close_run()
        if self.session.apply(LABEL, lambda _document: made):
            self.history[self.at + 1 :] = [made]
            self.at += 1

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
        try:
            self.session.save()
        except FileTrouble as error:
            assert error.code == "changed-on-disk", error.code
            assert self.is_foreign
            return
        assert not self.is_foreign, "somebody else's work was written over"
        kept = [contents(version) for version in versions(self.shelf, self.path)]
        assert self.on_disk in kept[:2], "what was replaced is not kept"
        self.on_disk = self.path.read_bytes()
        assert kept[0] == self.on_disk
        assert load(self.path).source.document == self.session.document
        assert self.session.is_clean

    @rule()
    def save_it_unread(self) -> None:
        """The file is written, but cannot be read back: it is not said to be saved, and nobody else is blamed later."""
        looks: list[Path] = []

        def open_once(path: Path, flags: int, mode: int) -> int:
            looks.append(path) if Path(path) == self.path else None
            if len(looks) > 1 and Path(path) == self.path:
                raise OSError(errno.EIO, "on purpose")
            return SYSTEM.open(path, flags, mode)

        def saving(path: Path, document: Document, loaded: Loaded | None) -> Loaded:
            return save(path, document, loaded, system=replace(SYSTEM, open=open_once))

        self.session.saving = saving
        try:
            self.session.save()
            raise AssertionError("not read back, and yet said to be saved")
        except FileTrouble as error:
            assert (error.code == "changed-on-disk") == self.is_foreign, error.code
        self.session.saving = self._saved
        if not self.is_foreign:
            assert not self.session.is_clean, "whatever is undone now, nobody knows what stands in the file"
            self.on_disk = self.path.read_bytes()

    @precondition(lambda self: versions(self.shelf, self.path))
    @rule(number=st.integers(0, 20))
    def restore_a_version(self, number: int) -> None:
        known = versions(self.shelf, self.path)
        wanted = contents(known[number % len(known)])
        source = loaded_from(self.path, wanted).source
        self.session.close_run()
        self.session.apply(LABEL, lambda _now: source.document, source=source)
        assert self.session.text_to_save() == wanted, "a version is restored to the byte"
        self.history[self.at + 1 :] = [source.document]
        self.at += 1

    @rule(seed=SEEDS, in_place=st.booleans())
    def colleague_saves(self, seed: int, in_place: bool) -> None:
        loaded = load(self.path)
        data = to_bytes(loaded.source, self._edited(loaded.source.document, seed))
        if data == self.on_disk:
            return
        if in_place:
            self.path.write_bytes(data)
        else:
            other = self.path.with_name("theirs.tmp")
            other.write_bytes(data)
            other.replace(self.path)
        self.on_disk = data
        self.is_foreign = data not in (self.session.loaded.data(), self.session.loaded.unread)

    @rule()
    def reload(self) -> None:
        loaded = load(self.path)
        self.session.replace(loaded.source.document, loaded)
        self.history, self.at, self.is_foreign = [loaded.source.document], 0, False
        assert self.session.is_clean

    @precondition(lambda self: self.is_foreign)
    @rule()
    def merge_it(self) -> None:
        loaded = load(self.path)
        made = merge(self.session.saved, self.session.document, loaded.source.document).document
        self.session.take(LABEL, made, loaded)
        self.is_foreign = False
        assert made == self.history[self.at] or self.session._stack.index() == self.at + 1
        if self.session._stack.index() > self.at:  # others may have written what is beside the map
            self.history[self.at + 1 :] = [made]
            self.at += 1

    @rule()
    def kill_and_recover(self) -> None:
        """The process dies: no end of the journal, no sync. Another one begins."""
        document = self.session.document
        # a save that could not be read back leaves a document unclean in which nobody changed anything
        is_owed = not self.session.is_clean and document != self.session.saved
        for kept in self.keeper._kept.values():
            kept.file.leave()
        self.keeper._kept.clear()
        self.keeper._syncer.stop()
        self.session.keeping = None
        self.session.close()
        self.keeper = Keeper(self.folder / "journals")
        found = left_behind(self.folder / "journals", time.time(), host_name())
        if not found:
            assert not is_owed or document == load(self.path).source.document, "work was lost"
            self._open()
            return
        assert len(found) == 1
        work = recovered(found[0].journal)
        assert work.document == document, "other work came back"
        assert work.is_whole
        self._take(Session(work.before, work.as_read()))
        self.history, self.at = [work.before], 0
        own = work.loaded.source if work.has_own_text else None
        if self.session.bring(LABEL, lambda _document: work.document, source=own):
            self.history, self.at = [work.before, work.document], 1
        found[0].path.unlink()
        self.is_foreign = self.on_disk != work.loaded.data()

    @invariant()
    def the_value_is_that_of_the_history(self) -> None:
        if self.session is not None:
            assert self.session.document == self.history[self.at]
            assert (self.session.undo_label is None) == (self.at == 0)

    @invariant()
    def the_file_is_what_was_written_last(self) -> None:
        if self.session is not None:
            assert self.path.read_bytes() == self.on_disk
            if self.session.is_clean and not self.is_foreign:
                assert load(self.path).source.document == self.session.document

    def teardown(self) -> None:
        try:
            if self.session is not None:
                while self.session.undo_label is not None:
                    self.session.undo()
                assert self.session.document == self.history[0]
                self.session.close()
            self.keeper.leave()
        finally:
            self.place.cleanup()


def test_any_order_of_acts_keeps_the_work(qapp) -> None:
    run_state_machine_as_test(SessionMachine, settings=machine_settings(*((300, 50) if IS_LONG else (8, 25))))


@pytest.mark.parametrize("broken", ["undo", "save", "journal"])
def test_a_broken_session_is_noticed(qapp, broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if broken == "undo":
        original = Session.undo
        monkeypatch.setattr(Session, "undo", lambda self: (original(self), original(self)))
    elif broken == "save":
        monkeypatch.setattr("cjm_editor.io.files._refuse_changed", lambda *_arguments: None)
    else:
        original_shown = Keeper.on_shown
        monkeypatch.setattr(
            Keeper,
            "on_shown",
            lambda self, session, before, origin: (
                None if origin == "edit" else original_shown(self, session, before, origin)
            ),
        )
    with pytest.raises(Exception):  # noqa: B017 - hypothesis may gather several
        run_state_machine_as_test(SessionMachine, settings=machine_settings(25, 25, is_short=True))
