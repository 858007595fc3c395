"""Pipes, devices, links and folders in the place of the program's own files: nothing waits for them, nothing follows a
link out of the folder, and what is not ours stays as it is."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.io.backups import NOTE, Shelf, home, keep, versions
from cjm_editor.io.folders import has_journals
from cjm_editor.io.journal import Header, begun, digest, left_behind
from cjm_editor.io.locks import lock_path, look
from cjm_editor.io.system import SYSTEM

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")

KINDS = ("pipe", "device", "link to a file", "link to nothing", "link to itself", "folder")
FOREIGN = b"somebody else's\n"


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Whatever waits is ended."""
    signal.alarm(20)
    yield
    signal.alarm(0)


def make(path: Path, kind: str, foreign: Path) -> None:
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "link to a file":
            path.symlink_to(foreign)
        case "link to nothing":
            path.symlink_to(foreign.with_name("nothing"))
        case "link to itself":
            path.symlink_to(path)
        case _:
            path.mkdir()


@pytest.mark.parametrize("kind", KINDS)
def test_among_journals(tmp_path: Path, kind: str) -> None:
    folder, foreign = tmp_path / "journals", tmp_path / "foreign.journal"
    folder.mkdir()
    base = b"cjm: 1\n"
    work = begun(folder, Header("", digest(base), "A", 0, ""), base)
    work.leave()
    foreign.write_bytes(FOREIGN)
    make(folder / "a.journal", kind, foreign)
    assert has_journals(folder)
    assert [left.path for left in left_behind(folder, time.time(), "h")] == []
    assert os.path.lexists(folder / "a.journal") and foreign.read_bytes() == FOREIGN


def test_a_journal_behind_a_link_is_left_where_it_is(tmp_path: Path) -> None:
    """Else two windows could offer one work, and giving it up would remove somebody's file."""
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "journals"
    folder.mkdir()
    damaged = begun(elsewhere, Header("", "", "A", 0, ""), b"cjm: 1\n")
    damaged.leave()
    damaged.path.write_bytes(damaged.path.read_bytes()[:-1])
    assert len(left_behind(elsewhere, time.time(), "h")) == 1
    (folder / "a.journal").symlink_to(damaged.path)
    assert left_behind(folder, time.time(), "h") == []


@pytest.mark.parametrize("kind", KINDS)
def test_among_earlier_versions(tmp_path: Path, kind: str) -> None:
    shelf = Shelf(tmp_path / "backups", replace(SYSTEM, fsync=lambda handle: None))
    file, foreign = tmp_path / "a.cjm.yaml", tmp_path / "foreign"
    foreign.write_bytes(FOREIGN)
    place = home(shelf, file)
    place.mkdir(parents=True)
    data = b"cjm: 1\ntitle: A\n"
    make(place / f"000001-20260101T000000-{len(data)}-{'0' * 16}.cjm.yaml", kind, foreign)
    kept = keep(shelf, file, data)
    assert versions(shelf, file) == (kept,) and kept.path.read_bytes() == data
    assert foreign.read_bytes() == FOREIGN


@pytest.mark.parametrize("kind", KINDS[:2])
def test_the_note_of_earlier_versions(tmp_path: Path, kind: str) -> None:
    """A file of another name looks for versions of its own among all there are."""
    shelf = Shelf(tmp_path / "backups", replace(SYSTEM, fsync=lambda handle: None))
    data = b"cjm: 1\ntitle: A\n"
    first, second = tmp_path / "first.cjm.yaml", tmp_path / "second.cjm.yaml"
    keep(shelf, first, data)
    note = home(shelf, first) / NOTE
    note.unlink()
    make(note, kind, tmp_path / "foreign")
    second.write_bytes(data)
    assert versions(shelf, second) == ()


@pytest.mark.parametrize("kind", KINDS)
def test_in_the_place_of_a_lock(tmp_path: Path, kind: str) -> None:
    lock = lock_path(tmp_path / "a.cjm.yaml")
    make(lock, kind, tmp_path / "foreign")
    found = look(lock)
    assert found is not None and found.holder is None and not found.data
