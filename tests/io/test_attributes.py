"""What the system keeps with a file beside its bytes: access lists and tags go along when a save replaces it."""

from __future__ import annotations

import errno
import os
import stat
import struct
from dataclasses import fields, replace
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io.backups import Shelf
from cjm_editor.io.files import load, write_atomic
from cjm_editor.io.saving import Saved, saved
from cjm_editor.io.system import SYSTEM, System
from tests.io.faults import WAYS, Death, Faults, died

OLD = "cjm: 1\ntitle: Было\n".encode()
ACL, FOLDERS, TAG = "system.posix_acl_access", "system.posix_acl_default", "user.xdg.tags"
NOBODY = 0xFFFFFFFF


def access(user: int, rights: int) -> bytes:
    """An access list that gives one more user these rights."""
    entries = ((1, 6, NOBODY), (2, rights, user), (4, 0, NOBODY), (0x10, 6, NOBODY), (0x20, 0, NOBODY))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def marked(path: Path, **attributes: bytes) -> Path:
    """The file with these attributes; the test is skipped where the disk has none."""
    path.write_bytes(OLD)
    try:
        for name, value in attributes.items():
            os.setxattr(path, {"acl": ACL, "tag": TAG}[name], value)
    except (AttributeError, OSError) as error:
        pytest.skip(f"this disk keeps no attributes: {error}")
    return path


def of(path: Path) -> dict[str, bytes]:
    return {name: os.getxattr(path, name) for name in os.listxattr(path) if name != "security.selinux"}


def save(path: Path, system: System = SYSTEM, is_direct: bool = False) -> Saved:
    loaded = load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало")
    return saved(
        path, document, loaded, Shelf(path.parent.with_name("shelf")), system=system, is_direct=is_direct
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "maps"
    folder.mkdir()
    return folder / "map.cjm.yaml"


def test_access_lists_and_tags_go_along(path: Path) -> None:
    marked(path, acl=access(4242, 6), tag="важное".encode())
    before, mode = of(path), stat.S_IMODE(path.stat().st_mode)
    assert save(path).trouble is None
    assert of(path) == before and stat.S_IMODE(path.stat().st_mode) == mode
    assert "Стало" in path.read_text(encoding="utf-8")


def test_a_list_that_the_folder_gives_to_new_files_is_not_put_on_an_old_one(path: Path) -> None:
    marked(path, tag=b"x")
    mode = stat.S_IMODE(path.stat().st_mode)
    try:
        os.setxattr(path.parent, FOLDERS, access(4242, 6))
    except OSError as error:
        pytest.skip(f"this disk keeps no access lists: {error}")
    assert save(path).trouble is None
    assert of(path) == {TAG: b"x"} and stat.S_IMODE(path.stat().st_mode) == mode
    write_atomic(path.with_name("new"), b"new")
    assert ACL in of(path.with_name("new")), "a file that was not there gets what the folder gives"


def refusing(*names: str) -> System:
    def refused(handle: int, name: str, value: bytes) -> None:
        if name in names:
            raise OSError(errno.ENOSPC, "on purpose")
        os.setxattr(handle, name, value)

    return replace(SYSTEM, set_attribute=refused)


def test_a_tag_that_cannot_be_kept_is_told_and_the_save_goes_on(path: Path) -> None:
    marked(path, acl=access(4242, 6), tag=b"x")
    done = save(path, refusing(TAG))
    assert done.trouble is not None
    said = words("en")(done.trouble)
    assert "“map.cjm.yaml” is saved" in said and "(xdg.tags): no space is left on the disk." in said
    assert list(of(path)) == [ACL] and "Стало" in path.read_text(encoding="utf-8")


def test_where_somebody_would_lose_access_the_file_is_written_itself_with_consent_only(path: Path) -> None:
    marked(path, acl=access(4242, 6), tag=b"x")
    before, number = of(path), path.stat().st_ino
    with pytest.raises(FileTrouble) as caught:
        save(path, refusing(ACL))
    assert caught.value.code == "parted" and path.read_bytes() == OLD
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    save(path, refusing(ACL), is_direct=True)
    assert of(path) == before and path.stat().st_ino == number
    assert "Стало" in path.read_text(encoding="utf-8")


def test_a_disk_without_attributes_says_nothing(path: Path) -> None:
    path.write_bytes(OLD)

    def none(of: object) -> list[str]:
        raise OSError(errno.ENOTSUP, "on purpose")

    assert save(path, replace(SYSTEM, attributes=none)).trouble is None


@pytest.mark.parametrize("failing", ["file", "new one"])
def test_where_the_names_cannot_be_read_an_access_list_is_not_risked(path: Path, failing: str) -> None:
    marked(path, acl=access(4242, 6), tag=b"x")
    before, number = of(path), path.stat().st_ino

    def forbidden(of: object) -> list[str]:
        if isinstance(of, int) == (failing == "new one"):
            raise OSError(errno.EACCES, "on purpose")
        return os.listxattr(of)  # type: ignore[arg-type]

    system = replace(SYSTEM, attributes=forbidden)
    with pytest.raises(FileTrouble) as caught:
        save(path, system)
    assert caught.value.code == "parted" and path.read_bytes() == OLD and of(path) == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    save(path, system, is_direct=True)
    assert of(path) == before and path.stat().st_ino == number and "Стало" in path.read_text("utf-8")


def test_what_is_the_systems_own_is_left_to_it(path: Path) -> None:
    path.write_bytes(OLD)
    asked: list[str] = []

    def named(of: object) -> list[str]:
        return ["security.ima", "security.capability", "trusted.overlay"]

    def noted(of: object, name: str) -> bytes:
        asked.append(name)
        return b""

    assert save(path, replace(SYSTEM, attributes=named, attribute=noted)).trouble is None
    assert asked == []


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_fault_in_any_call_leaves_the_list_with_the_file(path: Path, way: int | str) -> None:
    counted = Faults()
    marked(path, acl=access(4242, 6), tag=b"x")
    before = of(path)
    write_atomic(path, b"new", counted.system())
    assert {"attributes", "attribute", "set_attribute"} <= set(counted.calls)
    for at in range(1, len(counted.calls) + 1):
        marked(path, acl=access(4242, 6), tag=b"x")
        lost, case = None, (at, counted.calls[at - 1])
        try:
            lost = write_atomic(path, b"new", Faults(at=at, way=way).system())
        except (FileTrouble, Death):
            pass
        assert path.read_bytes() in (OLD, b"new"), case
        if path.read_bytes() == OLD or lost is None:
            assert of(path) == before, case
        elif lost.names:
            assert lost.names == (TAG,) and list(of(path)) == [ACL], case


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o660])
def test_while_it_is_saved_nobody_reads_who_may_not_read_the_file(path: Path, mode: int) -> None:
    """Before and behind every call the new file is never wider than the old; a killed save leaves none that is."""
    path.write_bytes(OLD)
    path.chmod(mode)
    seen: list[int] = []

    def look() -> None:
        seen.extend(rights(item) for item in path.parent.glob(".cjm-*"))

    def watched(name: str) -> object:
        call = getattr(SYSTEM, name)

        def made(*arguments: object) -> object:
            try:
                return call(*arguments)
            finally:
                look()

        return made

    system = System(**{one.name: watched(one.name) for one in fields(System)})
    old = os.umask(0)
    try:
        write_atomic(path, b"new", system)
    finally:
        os.umask(old)
    assert path.read_bytes() == b"new" and rights(path) == mode
    assert seen and all(not (one & 0o077 & ~mode) for one in seen), [oct(one) for one in seen]
    assert seen[0] == 0o600 and seen[-1] == mode


def test_a_killed_save_leaves_no_text_for_others(path: Path) -> None:
    counted = Faults()
    path.write_bytes(OLD)
    path.chmod(0o644)
    write_atomic(path, b"new", counted.system())
    left = 0
    for at in range(1, counted.calls.index("change_mode") + 2):
        path.write_bytes(OLD)
        path.chmod(0o644)
        died(lambda at=at: write_atomic(path, b"new", Faults(at=at, way="death").system()))
        for item in path.parent.glob(".cjm-*"):
            left += 1
            assert rights(item) == 0o600, (at, counted.calls[at - 1])
            item.unlink()
    assert left > 2


def test_a_new_file_gets_the_rights_of_any_new_file(path: Path) -> None:
    old = os.umask(0o027)
    try:
        write_atomic(path, b"new")
    finally:
        os.umask(old)
    assert rights(path) == 0o640
