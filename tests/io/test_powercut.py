"""A power cut at any moment of a real save leaves the old file or the new one; behind the save, the new one."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.io.files import load, save, write_atomic
from cjm_editor.io.journal import EDIT, Header, begun, read_journal
from cjm_editor.io.system import SYSTEM, System
from tests.io.powercut import Recorder, after_every_call

OLD = ("cjm: 1\ntitle: Было\n" + "".join(f"x{n}: {'a' * 60}\n" for n in range(25))).encode()


def saved(path: Path, calls: System | None = None, broken: str = "") -> tuple[Recorder, bytes, bytes]:
    """The calls of a real save, the bytes before and after."""
    path.write_bytes(OLD)
    recorder = Recorder()
    recorder.known(path)
    system = recorder.system()
    if broken:
        system = replace(system, **{broken: lambda *_arguments: None})
    loaded = load(path)
    save(path, edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало"), loaded, None, system)
    return recorder, OLD, path.read_bytes()


def check_save(recorder: Recorder, old: bytes, new: bytes, path: Path) -> int:
    """How many disks were looked at; fails where one has neither file, or the old one after the save was told."""
    opening = 4  # the file as it was is on the disk
    done = len(recorder.events)

    def check(disk: dict[str, bytes], cut: int) -> None:
        if cut >= opening:
            assert disk[str(path)] in (old, new), cut
        if cut == done:
            assert disk[str(path)] == new

    return after_every_call(recorder.events, check)


def test_a_save_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "map.cjm.yaml"
    recorder, old, new = saved(path)
    assert old != new
    assert check_save(recorder, old, new, path) > 100


def test_a_save_through_a_link_is_old_or_new(tmp_path: Path) -> None:
    path = tmp_path / "map.cjm.yaml"
    path.write_bytes(OLD)
    link = tmp_path / "link.cjm.yaml"
    link.symlink_to(path)
    recorder = Recorder()
    recorder.known(path)
    write_atomic(link, b"new" * 700, recorder.system())
    assert check_save(recorder, OLD, b"new" * 700, path) > 100


@pytest.mark.parametrize("way", ["nothing is synced", "no file is synced", "no folder is synced", "in place"])
def test_the_model_notices_a_save_without_syncs(way: str, tmp_path: Path) -> None:
    path = tmp_path / "map.cjm.yaml"
    path.write_bytes(OLD)
    recorder = Recorder()
    recorder.known(path)
    system = recorder.system()
    if way == "in place":
        handle = system.open(path, os.O_WRONLY | os.O_TRUNC, 0)
        system.write(handle, b"new" * 700)
        system.fsync(handle)
        system.close(handle)
    else:
        write_atomic(path, b"new" * 700, system)
        kinds = {"nothing is synced": ("sync", "sync folder"), "no file is synced": ("sync",)}
        dropped = kinds.get(way, ("sync folder",))
        kept = [e for e in recorder.events[4:] if not (isinstance(e, tuple) and e[0] in dropped)]
        recorder.events[4:] = kept
    with pytest.raises((AssertionError, KeyError)):
        check_save(recorder, OLD, b"new" * 700, path)


def test_a_journal_keeps_every_edit_that_was_synced(tmp_path: Path) -> None:
    recorder = Recorder()
    folder = tmp_path / "journals"
    journal = begun(folder, Header("", "", "A", 1, ""), OLD, recorder.system())
    name = str(journal.path)
    marks: list[tuple[int, int]] = []
    for number in range(9):
        journal.append(EDIT, f"edit {number} ".encode() * 90)
        if number % 3 == 2:
            journal.sync()
            marks.append((len(recorder.events), number + 1))
    journal.leave()

    def check(disk: dict[str, bytes], cut: int) -> None:
        synced = max((count for at, count in marks if at <= cut), default=0)
        if name not in disk:
            assert not synced, "the journal's name was not synced with its first edits"
            return
        found = read_journal(disk[name])
        kept = [int(edit.split()[1]) for edit in found.edits]
        assert kept == list(range(len(kept)))
        assert len(kept) >= synced, cut
        assert all(edit == f"edit {number} ".encode() * 90 for number, edit in enumerate(found.edits))

    assert after_every_call(recorder.events, check) > 1000
    with suppress(FileNotFoundError):
        Path(name).unlink()


def test_the_recorder_makes_the_calls(tmp_path: Path) -> None:
    path = tmp_path / "a"
    recorder = Recorder(SYSTEM)
    write_atomic(path, b"x" * 1000, recorder.system())
    assert path.read_bytes() == b"x" * 1000
