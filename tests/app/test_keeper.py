"""The keeper: one journal a changed document, which always leads to the document's value."""

from __future__ import annotations

import errno
import os
import random
import time
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from cjm_editor.app.keeper import Keeper
from cjm_editor.app.session import Session
from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Document
from cjm_editor.core.texts import Message, _
from cjm_editor.io.files import load, save
from cjm_editor.io.journal import left_behind, read_journal
from cjm_editor.io.recovery import Recovered, recovered
from cjm_editor.io.system import SYSTEM, System, host_name
from cjm_editor.io.writer import write
from tests.core import generator, random_edits
from tests.io.powercut import Recorder, disks

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def keeper(tmp_path):
    made = Keeper(tmp_path / "journals")
    yield made
    made.leave()


def opened(folder: Path, document: Document, keeper: Keeper) -> Session:
    path = folder / "a.cjm.yaml"
    path.write_text(write(document), encoding="utf-8")
    loaded = load(path)
    session = Session(loaded.source.document, loaded)
    session.keeping = keeper
    return session


def kept(keeper: Keeper) -> list[Recovered]:
    """What would be recovered if the process died now: the bytes of the journals that it holds."""
    files = sorted(keeper.folder.glob("*.journal"))
    return [recovered(read_journal(file.read_bytes())) for file in files]


def rename(session: Session, title: str) -> None:
    session.apply(_("Edit"), lambda document: edits.set_field(document, DOCUMENT, "title", title))


@pytest.mark.parametrize("seed", range(20))
def test_after_every_step_the_journal_leads_to_the_document(seed, keeper, tmp_path):
    """Edits, runs of typing, undo, redo, saves and reverts in any order."""
    rng = random.Random(seed)
    session = opened(tmp_path, generator.document(rng, size=6), keeper)
    for _step in range(25):
        what = rng.random()
        if what < 0.15:
            session.undo()
        elif what < 0.25:
            session.redo()
        elif what < 0.3:
            session.save()
            assert kept(keeper) == []
        elif what < 0.33:
            loaded = load(session.path)
            session.replace(loaded.source.document, loaded)
            assert kept(keeper) == []
        else:
            _name, edit = random_edits.random_edit(rng, session.document)
            try:
                session.apply(_("Edit"), edit, rng.choice(("", "run")))
            except EditError:
                continue
        found = kept(keeper)
        if found:
            assert [one.document for one in found] == [session.document]
        else:
            assert session.document == load(session.path).source.document


def test_a_document_without_a_file_is_kept_from_its_first_edit(keeper):
    session = Session(Document(title="A"))
    session.keeping = keeper
    assert kept(keeper) == []
    rename(session, "B")
    (found,) = kept(keeper)
    assert (found.before.title, found.document.title, found.file) == ("A", "B", "none")


def test_two_documents_have_a_journal_each(keeper, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    sessions = [opened(tmp_path / name, Document(title=name), keeper) for name in ("one", "two")]
    for session in sessions:
        rename(session, f"{session.document.title}!")
    assert {one.document.title for one in kept(keeper)} == {"one!", "two!"}
    sessions[0].close()
    assert {one.document.title for one in kept(keeper)} == {"two!"}


def test_an_edit_that_could_not_be_written_is_caught_up_with(keeper, tmp_path):
    session = opened(tmp_path, Document(title="A"), keeper)
    told: list[Message] = []
    keeper.troubled.connect(told.append)
    rename(session, "B")
    (file,) = keeper.files()
    file.system = replace(SYSTEM, write=lambda _handle, data: len(data) // 2)
    for title in ("C", "D"):
        rename(session, title)
    assert len(told) == 1
    assert kept(keeper)[0].document.title == "B"
    file.system = SYSTEM
    rename(session, "E")
    assert kept(keeper)[0].document.title == "E"


def test_a_torn_journal_is_begun_anew(keeper, tmp_path):
    """The disk takes half a record and lets nobody take it back."""

    def fail(*_args: object) -> None:
        raise OSError(errno.EIO, "no")

    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "B")
    (file,) = keeper.files()
    file.system = replace(SYSTEM, write=lambda handle, data: os.write(handle, data[:7]), truncate=fail)
    rename(session, "C")
    (found,) = kept(keeper)
    assert (found.document.title, found.is_whole) == ("B", False)
    rename(session, "D")
    assert [one.document.title for one in kept(keeper)] == ["D"]


def test_a_journal_that_grew_large_is_begun_anew(keeper, tmp_path, monkeypatch):
    monkeypatch.setattr("cjm_editor.app.keeper.LARGE", 600)
    session = opened(tmp_path, Document(title="A"), keeper)
    for n in range(40):
        rename(session, f"n{n}")
    (found,) = kept(keeper)
    assert found.document.title == "n39"
    assert found.edits < 10


def test_another_file_under_the_document_begins_a_journal_anew(keeper, tmp_path):
    """Its base must be the bytes that the next save edits."""
    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "B")
    path = tmp_path / "a.cjm.yaml"
    session.loaded = save(path, Document(title="theirs"), load(path))
    session.saved = session.loaded.source.document
    rename(session, "C")
    (found,) = kept(keeper)
    assert (found.before.title, found.document.title, found.file) == ("theirs", "C", "same")


def titles_after_a_power_cut(events: list, since: int) -> list[set[str]]:
    """The titles that journals give back, for each disk that there may be after each call from `since` on."""
    found = []
    for cut in range(since, len(events) + 1):
        for disk in disks(events[:cut]):
            journals = [read_journal(data) for name, data in disk.items() if name.endswith(".journal")]
            owed = [one for one in journals if one.is_owed and one.base is not None]
            found.append({recovered(one).document.title for one in owed})
    return found


@pytest.mark.parametrize("why", ["another file under it", "grown large", "torn"])
def test_a_power_cut_while_a_journal_is_begun_anew_costs_nothing_that_was_synced(
    why, tmp_path, qapp, monkeypatch
):
    """What the disk held since long must not hang on a journal that it does not hold yet."""
    recorder = Recorder()
    keeper = Keeper(tmp_path / "journals", recorder.system())
    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "an hour of work")
    keeper.sync()
    (file,) = (tmp_path / "journals").iterdir()
    since = len(recorder.events)
    match why:
        case "another file under it":
            path = tmp_path / "a.cjm.yaml"
            session.loaded = save(path, Document(title="theirs"), load(path))
            session.saved = session.loaded.source.document
        case "grown large":
            monkeypatch.setattr("cjm_editor.app.keeper.LARGE", 1)
        case "torn":
            next(iter(keeper._kept.values())).file.is_torn = True
    session.bring(_("more"), lambda document: replace(document, language="en"))
    assert not file.exists() and len(kept(keeper)) == 1
    titles = titles_after_a_power_cut(recorder.events, since)
    assert len(titles) > 50
    assert all("an hour of work" in found for found in titles)
    keeper.leave()


def test_where_the_new_journal_cannot_be_synced_the_old_one_stays_until_it_can(keeper, tmp_path, monkeypatch):
    monkeypatch.setattr("cjm_editor.app.keeper.LARGE", 1)
    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "B")
    told: list[Message] = []
    keeper.troubled.connect(told.append)

    def fail(_handle: int) -> None:
        raise OSError(errno.EIO, "no")

    keeper.system = replace(SYSTEM, fsync=fail)
    rename(session, "C")
    assert len(told) == 1
    assert {one.document.title for one in kept(keeper)} == {"B", "C"}
    keeper.system = SYSTEM
    rename(session, "D")
    assert [one.document.title for one in kept(keeper)] == ["D"]


def test_a_journal_that_somebody_removed_is_begun_anew(keeper, tmp_path):
    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "B")
    for file in keeper.folder.iterdir():
        file.unlink()
    rename(session, "C")
    (found,) = kept(keeper)
    assert found.document.title == "C"


def test_a_document_whose_file_is_gone_is_kept_though_nobody_changed_it(keeper, tmp_path):
    session = opened(tmp_path, Document(title="A"), keeper)
    whole = session.path.read_bytes()
    session.set_away(True)
    keeper.leave()
    session.path.unlink()
    (left,) = left_behind(keeper.folder, time.time(), host_name())
    found = recovered(left.journal)
    assert found.is_last_copy and found.loaded.edited() == whole


def test_a_document_whose_file_is_there_again_owes_nothing(keeper, tmp_path):
    session = opened(tmp_path, Document(title="A"), keeper)
    session.set_away(True)
    session.set_away(False)
    assert not list(keeper.folder.iterdir())
    rename(session, "B")
    session.set_away(True)
    session.set_away(False)
    assert [one.document.title for one in kept(keeper)] == ["B"]


def test_what_is_kept_is_synced_and_left_for_the_next_start(keeper, tmp_path):
    session = opened(tmp_path, Document(title="A"), keeper)
    rename(session, "B")
    (file,) = keeper.files()
    assert not file.is_synced
    keeper.leave()
    assert file.is_synced
    (found,) = left_behind(keeper.folder, time.time(), host_name())
    assert found.journal.header.title == "B"
    assert found.journal.header.path == str(tmp_path / "a.cjm.yaml")


def test_journals_are_for_their_owner_only(keeper, tmp_path):
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    rename(opened(tmp_path, Document(title="A"), keeper), "B")
    (file,) = keeper.folder.iterdir()
    assert (file.stat().st_mode & 0o077, keeper.folder.stat().st_mode & 0o077) == (0, 0)


CALLS = ("open", "write", "truncate", "fsync", "size", "close", "unlink", "make_folder", "lock")
CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT, errno.EROFS, errno.EBUSY, errno.EINTR, 0)
"""Errors of the system; 0 is a call that does a part and says so, or does nothing."""


def failing(call: str, code: int, first: int, last: int) -> System:
    """The system's calls, of which those number `first` to `last` of one kind fail."""
    real = getattr(SYSTEM, call)
    numbers = count()

    def act(*args: object) -> object:
        if not first <= next(numbers) < last:
            return real(*args)
        if code == 0 and call == "write":
            return real(args[0], args[1][: len(args[1]) // 2])
        raise OSError(code or errno.EIO, os.strerror(code or errno.EIO))

    return replace(SYSTEM, **{call: act})


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("code", CODES)
def test_no_error_of_the_system_costs_an_edit_or_stops_one(call, code, tmp_path):
    """What the journal lacks while the disk refuses, it has with the next edit after that."""
    for first, many in ((0, 1), (1, 1), (2, 2), (0, 99)):
        folder = tmp_path / f"{first}-{many}"
        folder.mkdir()
        keeper = Keeper(folder / "journals", failing(call, code, first, first + many))
        told: list[Message] = []
        keeper.troubled.connect(told.append)
        session = opened(folder, Document(title="A"), keeper)
        for title in ("B", "C", "D", "E", "F"):
            rename(session, title)
            found = kept(keeper)
            assert session.document.title == title
            # either it is kept, or the user knows
            assert told or (found and found[-1].document.title == title)
        if many < 5:
            assert kept(keeper)[-1].document.title == "F"
        keeper.leave()
        session.close()
