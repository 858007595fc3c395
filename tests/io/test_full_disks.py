"""Full disks, every writer: what stood there stands, nothing is left lying, and it is told. Saving and the journal are
tried in `test_refusing_disks.py`, the settings and saving to another disk in `tests/app/test_full_disks.py`."""

from __future__ import annotations

import errno
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io.backups import Shelf, contents, keep, versions
from cjm_editor.io.files import load, save
from cjm_editor.io.lock_text import who_is_here
from cjm_editor.io.locks import Lock, is_ours, let_go, lock_path, look, released, renewed, swept, taken
from cjm_editor.io.saving import saved, written
from cjm_editor.io.system import SYSTEM, System
from cjm_editor.io.writer import to_bytes
from tests.io.test_faults import EXPORTS, refusing, strange
from tests.io.test_refusing_disks import OLD, edited, largest_file, sizes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    made = folder / "map.cjm.yaml"
    made.write_bytes(OLD)
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "backups")


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def test_a_version_is_kept_whole_or_not_at_all_on_a_full_disk(path: Path, shelf: Shelf) -> None:
    first = keep(shelf, path, OLD)
    data = OLD + b"more: x\n"
    for size in sizes(len(data)):
        with largest_file(size), pytest.raises((FileTrouble, OSError)):
            keep(shelf, path, data)
        assert [contents(version) for version in versions(shelf, path)] == [OLD]
        assert strange(shelf) == []
    assert contents(keep(shelf, path, data)) == data
    assert contents(first) == OLD


def test_a_save_that_keeps_versions_stands_on_a_full_disk(path: Path, shelf: Shelf) -> None:
    loaded, document = edited(path)
    whole = len(saved(path.with_name("whole"), document, loaded, shelf).loaded.data())
    path.with_name("whole").unlink()
    for size in sizes(whole):
        with largest_file(size), pytest.raises(FileTrouble) as caught:
            saved(path, document, loaded, shelf)
        assert "space" in words("en")(caught.value.message)
        assert path.read_bytes() == OLD
        assert names(path.parent) == [path.name]
        assert strange(shelf) == []
    assert saved(path, document, loaded, shelf).loaded.source.document == document


def test_where_the_versions_find_no_room_the_save_is_made_and_that_is_told(path: Path, shelf: Shelf) -> None:
    def full(at: Path, flags: int, mode: int) -> int:
        if flags & os.O_CREAT and shelf.folder in Path(at).parents:
            raise OSError(errno.ENOSPC, "on purpose")
        return SYSTEM.open(at, flags, mode)

    loaded, document = edited(path)
    system = replace(SYSTEM, open=full)
    done = saved(path, document, loaded, replace(shelf, system=system), None, system)
    assert done.trouble is not None and "space" in words("en")(done.trouble)
    assert load(path).source.document == document


def test_a_direct_write_to_a_full_disk_leaves_the_old_bytes_somewhere(path: Path, shelf: Shelf) -> None:
    loaded, document = edited(path)
    calls = refusing(path, SYSTEM)
    whole = len(to_bytes(loaded.source, document))
    assert whole > len(OLD)
    for size in sizes(whole):
        path.write_bytes(OLD)
        with largest_file(size), pytest.raises(FileTrouble):
            saved(path, document, loaded, shelf, None, calls, is_direct=True)
        held = [contents(version) for version in versions(shelf, path)]
        assert path.read_bytes() == OLD or OLD in held, size


def test_a_lock_on_a_full_disk_is_whole_or_none(path: Path) -> None:
    here = who_is_here()
    lock = taken(path, here, time.time())
    assert isinstance(lock, Lock)
    whole = lock.path.stat().st_size
    for size in sizes(whole):
        with largest_file(size), pytest.raises(OSError, match=r"\[Errno"):
            renewed(lock, time.time())
        found = look(lock.path)
        assert is_ours(lock, found), "the old one stands"
        assert names(path.parent) == [lock.path.name, path.name]
    released(lock)
    for size in sizes(whole):
        with largest_file(size), pytest.raises(OSError, match=r"\[Errno"):
            taken(path, here, time.time())
        assert names(path.parent) == [path.name]
    again = taken(path, here, time.time())
    assert isinstance(again, Lock)
    let_go(again)
    lock_path(path).unlink()
    swept(path.parent, here, time.time())


@pytest.mark.parametrize("name", EXPORTS)
def test_a_real_export_to_a_full_disk_stands(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(OLD)
    EXPORTS[name](path, SYSTEM)
    whole = path.stat().st_size
    for size in sizes(whole):
        path.write_bytes(OLD)
        with largest_file(size), pytest.raises(FileTrouble) as caught:
            EXPORTS[name](path, SYSTEM)
        assert "space" in words("en")(caught.value.message)
        assert path.read_bytes() == OLD
        assert names(tmp_path) == [name]


def test_a_copy_to_a_full_disk_stands(path: Path, shelf: Shelf) -> None:
    data = OLD + b"more: x\n"
    for size in sizes(len(data)):
        with largest_file(size), pytest.raises(FileTrouble):
            written(path, data, shelf)
        assert path.read_bytes() == OLD and names(path.parent) == [path.name]


def without_room(folder: Path) -> System:
    """The calls of a system on which one folder's disk is full."""
    handles: set[int] = set()

    def opened(at: Path, flags: int, mode: int) -> int:
        handle = SYSTEM.open(at, flags, mode)
        if flags & os.O_CREAT and Path(at).parent == folder:
            handles.add(handle)
        return handle

    def write(handle: int, data: bytes | memoryview) -> int:
        if handle in handles:
            raise OSError(errno.ENOSPC, "no room")
        return SYSTEM.write(handle, data)

    def close(handle: int) -> None:
        handles.discard(handle)
        SYSTEM.close(handle)

    return replace(SYSTEM, open=opened, write=write, close=close)


def test_after_a_full_disk_the_same_place_works_once_there_is_room(path: Path) -> None:
    loaded, document = edited(path)
    with pytest.raises(FileTrouble):
        save(path, document, loaded, None, without_room(path.parent))
    assert names(path.parent) == [path.name]
    save(path, document, loaded)
    assert load(path).source.document == document
