"""A power cut at any moment of a real save leaves the old file or the new one; behind the save, the new one."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.io.backups import NAMED, Shelf
from cjm_editor.io.files import load, save, write_atomic
from cjm_editor.io.journal import EDIT, Header, begun, read_journal
from cjm_editor.io.saving import saved as saved_with_versions
from cjm_editor.io.system import SYSTEM, System
from tests.io.powercut import Recorder, after_every_call
from tests.io.test_faults import refusing

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


def check_versions(path: Path, data: Path, is_direct: bool, recorder: Recorder) -> int:
    """How many disks were looked at; fails where the old bytes are nowhere, or a version that a finished save has kept
    is not there."""
    path.write_bytes(OLD)
    recorder.known(path)
    loaded = load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало")
    shelf = Shelf(data / "backups", recorder.system(), lambda: 1e9)
    calls = refusing(path, recorder.system()) if is_direct else recorder.system()
    saved_with_versions(path, document, loaded, shelf, None, calls, is_direct)
    new, done = path.read_bytes(), len(recorder.events)

    def check(disk: dict[str, bytes], cut: int) -> None:
        kept = [disk[name] for name in disk if NAMED.fullmatch(Path(name).name)]
        if cut >= 4 and disk[str(path)] not in (OLD, new):
            assert is_direct, cut
            assert OLD in kept, cut
        if cut == done:
            assert disk[str(path)] == new and set(kept) == {OLD, new}

    return after_every_call(recorder.events, check)


@pytest.mark.parametrize("is_direct", [False, True], ids=["by a rename", "into the file"])
def test_the_old_bytes_are_in_the_file_or_in_a_version(is_direct: bool, tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    looked = check_versions(tmp_path / "maps" / "map.cjm.yaml", tmp_path / "data", is_direct, Recorder())
    assert looked > 300


class Careless(Recorder):
    """Versions are written, but not synced."""

    def fsync(self, handle: int) -> None:
        name = self._folders.get(handle, "") or next(
            (name for name, file in self._names.items() if file == self._files.get(handle)), ""
        )
        if "backups" not in name:
            super().fsync(handle)


def test_the_model_notices_a_version_that_is_not_synced(tmp_path: Path) -> None:
    (tmp_path / "maps").mkdir()
    with pytest.raises(AssertionError):
        check_versions(tmp_path / "maps" / "map.cjm.yaml", tmp_path / "data", True, Careless())


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
