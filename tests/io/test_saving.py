"""Saves with their earlier versions, and files that are written into because their folder lets none be replaced."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io.backups import Shelf, contents, keep, versions
from cjm_editor.io.files import Loaded, UnreadError, load, save
from cjm_editor.io.saving import Saved, is_own, may_write_directly, saved, written
from cjm_editor.io.system import SYSTEM, System
from tests.io.users import as_nobody

OLD = ("cjm: 1\ntitle: Было\n" + "x: " + "a" * 300 + "\n").encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "maps" / "map.cjm.yaml"
    made.parent.mkdir()
    made.write_bytes(OLD)
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data" / "backups")


def retitled(path: Path, shelf: Shelf, title: str, loaded: Loaded | None = None, **more: object) -> Saved:
    loaded = loaded or load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", title)
    return saved(path, document, loaded, shelf, **more)


def texts(shelf: Shelf, path: Path) -> list[bytes | None]:
    return [contents(version) for version in versions(shelf, path)]


def failing(call: str, code: int, where: Callable[[Path], bool] = lambda path: True) -> System:
    """The calls, one of which fails for some paths."""
    own = getattr(SYSTEM, call)

    def fail(path: Path, *rest: object) -> object:
        if where(Path(path)):
            raise OSError(code, "on purpose")
        return own(path, *rest)

    return replace(SYSTEM, **{call: fail})


def in_folder(path: Path) -> Callable[[Path], bool]:
    """Whether a new file would be made in the folder of the path: a folder that forbids it."""
    return lambda opened: opened.parent == path.parent and opened.name.startswith(".cjm-")


def test_a_save_keeps_what_stood_there_and_what_stands_there(path: Path, shelf: Shelf) -> None:
    os.utime(path, (1_700_000_000, 1_700_000_000))
    done = retitled(path, shelf, "Стало")
    assert done.trouble is None and done.loaded == load(path)
    assert texts(shelf, path) == [path.read_bytes(), OLD]
    assert versions(shelf, path)[1].time == 1_700_000_000, "the time of a version is when it was written"
    again = retitled(path, shelf, "Ещё", done.loaded)
    assert texts(shelf, path) == [again.loaded.data(), done.loaded.data(), OLD]


def test_what_others_wrote_is_kept_before_it_is_replaced(path: Path, shelf: Shelf) -> None:
    retitled(path, shelf, "Стало")
    path.write_bytes(OLD.replace("Было".encode(), "Их".encode()))
    theirs = path.read_bytes()
    retitled(path, shelf, "Наше")
    assert texts(shelf, path)[1] == theirs


def test_a_file_of_another_kind_that_is_replaced_is_kept_too(path: Path, shelf: Shelf) -> None:
    other = path.with_name("notes.yaml")
    other.write_bytes(b"\xff\xfenot a map")
    saved(other, load(path).source.document, load(path), shelf)
    assert texts(shelf, other)[1] == b"\xff\xfenot a map"
    assert written(other, b"copy", shelf) is None
    assert other.read_bytes() == b"copy" and len(texts(shelf, other)) == 2


def test_where_no_version_can_be_kept_the_save_goes_on_and_it_is_told(path: Path, shelf: Shelf) -> None:
    shelf.folder.parent.mkdir()
    shelf.folder.write_text("a file in the way")
    done = retitled(path, shelf, "Стало")
    assert "title: Стало" in path.read_text(encoding="utf-8")
    sentences = [words(language)(done.trouble) for language in ("en", "ru")]
    assert "map.cjm.yaml" in sentences[0] and sentences[0] != sentences[1]
    assert "a part of its path is a file and not a folder" in sentences[0]


def test_a_save_that_fails_leaves_the_file_and_keeps_its_version(path: Path, shelf: Shelf) -> None:
    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, "Стало", system=failing("replace", errno.EIO))
    assert caught.value.code == "eio"
    assert path.read_bytes() == OLD and texts(shelf, path) == [OLD]


# Writing into the file itself ---------------------------------------------------------------------


@pytest.mark.parametrize("title", ["Стало, и намного длиннее, чем было " * 20, "", "Было?"])
def test_a_file_is_written_into_with_consent_only(path: Path, shelf: Shelf, title: str) -> None:
    refusing = failing("open", errno.EACCES, in_folder(path))
    before = path.stat()
    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, title, system=refusing)
    assert path.read_bytes() == OLD and may_write_directly(path, caught.value)
    done = retitled(path, shelf, title, system=refusing, is_direct=True)
    assert load(path).source.document.title == title
    assert path.stat().st_ino == before.st_ino, "it is the same file"
    assert texts(shelf, path) == [path.read_bytes(), OLD] and done.trouble is None


def test_with_consent_a_file_that_can_be_replaced_is_replaced(path: Path, shelf: Shelf) -> None:
    before = path.stat().st_ino
    other = path.with_name("same")
    other.hardlink_to(path)
    retitled(path, shelf, "Стало", is_direct=True)
    assert path.stat().st_ino != before and other.read_bytes() == OLD


def test_without_a_kept_version_nothing_is_written_into_a_file(path: Path, shelf: Shelf) -> None:
    shelf.folder.parent.mkdir()
    shelf.folder.write_text("a file in the way")
    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, "Стало", system=failing("open", errno.EACCES, in_folder(path)), is_direct=True)
    assert caught.value.code == "no-backup"
    assert "a part of its path is a file and not a folder" in words("en")(caught.value.message)
    assert path.read_bytes() == OLD


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.ENAMETOOLONG])
def test_other_troubles_are_no_reason_to_write_into_a_file(path: Path, shelf: Shelf, code: int) -> None:
    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, "Стало", system=failing("open", code, in_folder(path)), is_direct=True)
    assert not may_write_directly(path, caught.value)
    assert path.read_bytes() == OLD


def test_a_disk_that_is_full_is_known_before_a_byte_of_the_old_file_is_gone(path: Path, shelf: Shelf) -> None:
    refusing = failing("open", errno.EACCES, in_folder(path))
    handles: list[int] = []

    def write(handle: int, data: bytes | memoryview) -> int:
        if os.path.samestat(os.fstat(handle), path.stat()):
            handles.append(handle)
            if len(handles) > 1:
                raise OSError(errno.ENOSPC, "on purpose")
            data = data[:5]
        return os.write(handle, data)

    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, "Длиннее " * 99, system=replace(refusing, write=write), is_direct=True)
    assert caught.value.code == "not-saved" and path.read_bytes() == OLD


def test_a_write_that_breaks_off_says_where_the_old_version_is(path: Path, shelf: Shelf) -> None:
    refusing = failing("open", errno.EACCES, in_folder(path))
    calls: list[int] = []

    def write(handle: int, data: bytes | memoryview) -> int:
        if os.path.samestat(os.fstat(handle), path.stat()):
            calls.append(handle)
            if len(calls) > 1:
                raise OSError(errno.EIO, "on purpose")
            data = data[:20]
        return os.write(handle, data)

    loaded = load(path)
    with pytest.raises(FileTrouble) as caught:
        retitled(path, shelf, "Б", loaded, system=replace(refusing, write=write), is_direct=True)
    assert caught.value.code == "damaged"
    kept = versions(shelf, path)[0]
    said = [words(language)(caught.value.message) for language in ("en", "ru")]
    assert all(str(kept.path) in sentence for sentence in said) and said[0] != said[1]
    assert kept.path.read_bytes() == OLD


def test_a_folder_that_really_forbids_new_files(path: Path, shelf: Shelf, tmp_path: Path) -> None:
    """As another user: a file that all may write, in a folder that only its owner may."""
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(0o755)
    shelf.folder.mkdir(parents=True)
    for folder in (shelf.folder, shelf.folder.parent):
        folder.chmod(0o777)
    path.chmod(0o666)
    path.parent.chmod(0o555)
    if as_nobody(lambda: load(path)) != "done":
        pytest.skip("another user cannot come here")
    said = as_nobody(lambda: retitled(path, shelf, "Стало"))
    assert said.startswith(("eacces", "eperm")) and path.read_bytes() == OLD
    assert as_nobody(lambda: retitled(path, shelf, "Стало", is_direct=True)) == "done"
    path.parent.chmod(0o755)
    assert load(path).source.document.title == "Стало"
    assert sorted(item.name for item in path.parent.iterdir()) == [path.name]
    assert OLD in texts(shelf, path)


# What cannot be read back -------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_back_is_no_change_of_another_program(path: Path) -> None:
    loaded = load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало")
    names = iter(range(9))

    def deaf(at: Path, flags: int, mode: int) -> int:
        if Path(at) == path and next(names):  # the first look is the one at what stands there
            raise OSError(errno.EIO, "on purpose")
        return SYSTEM.open(at, flags, mode)

    with pytest.raises(UnreadError) as caught:
        save(path, document, loaded, system=replace(SYSTEM, open=deaf))
    known = caught.value.loaded
    assert caught.value.code == "eio" and known is not None
    assert "title: Стало" in path.read_text(encoding="utf-8")
    assert is_own(known, path.read_bytes()) and not is_own(loaded, path.read_bytes())
    done = save(path, edits.set_field(document, DOCUMENT, "title", "Дальше"), known)
    assert load(path).source.document.title == "Дальше" and not done.unread
    with pytest.raises(FileTrouble) as caught_later:
        save(path, document, loaded)
    assert caught_later.value.code == "changed-on-disk", "the old bytes are nobody's now"


def test_where_the_old_bytes_stand_after_all_the_next_save_goes_on(path: Path) -> None:
    known = replace(load(path), unread=b"cjm: 1\ntitle: other\n")
    save(path, edits.set_field(known.source.document, DOCUMENT, "title", "Б"), known)
    assert load(path).source.document.title == "Б"


def test_what_a_third_one_wrote_is_still_noticed(path: Path) -> None:
    known = replace(load(path), unread=b"cjm: 1\ntitle: other\n")
    path.write_bytes(b"cjm: 1\ntitle: theirs\n")
    with pytest.raises(FileTrouble) as caught:
        save(path, known.source.document, known)
    assert caught.value.code == "changed-on-disk"


def test_a_damaged_newest_version_is_no_reason_not_to_keep_the_bytes(path: Path, shelf: Shelf) -> None:
    kept = keep(shelf, path, OLD)
    kept.path.write_bytes(b"x" * len(OLD))
    retitled(path, shelf, "Стало")
    assert texts(shelf, path) == [path.read_bytes(), OLD, None]
