"""Files of other people: saving them hands owner and group on, or keeps their access, or leaves the file alone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble
from cjm_editor.io.backups import Shelf
from cjm_editor.io.files import load, write_atomic
from cjm_editor.io.owners import keeps_access, may_be_replaced
from cjm_editor.io.saving import saved
from tests.io.faults import WAYS, Death, Faults
from tests.io.test_rights import ANYBODY, access_list
from tests.io.users import IS_ROOT, NOBODY, as_user, let_in

pytestmark = pytest.mark.skipif(not IS_ROOT, reason="only root can be several users")

OWNER, GROUP = 1, 1
"""The first ordinary account of every Linux, and its group."""
STRANGER, COLLEAGUE = 4242, NOBODY
OLD = "cjm: 1\ntitle: Было\n".encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file of `OWNER` in a folder of that group, which others can reach."""
    let_in(tmp_path)
    (tmp_path / "first.cjm.yaml").write_bytes(OLD)
    save(
        tmp_path / "first.cjm.yaml", tmp_path / "first"
    )  # modules load now: others may not come to their folder
    folder = tmp_path / "shared"
    folder.mkdir()
    made = given(folder / "map.cjm.yaml", OWNER, GROUP, 0o664)
    if as_user(OWNER, [GROUP], lambda: load(made) and None) != "done":
        pytest.skip("another user cannot come here")
    return made


def given(
    path: Path, owner: int, group: int, mode: int, folder: tuple[int, int, int] = (OWNER, GROUP, 0o775)
) -> Path:
    path.write_bytes(OLD)
    os.chown(path, owner, group)
    path.chmod(mode)
    os.chown(path.parent, *folder[:2])
    path.parent.chmod(folder[2])
    return path


def save(path: Path, home: Path, is_direct: bool = False) -> None:
    loaded = load(path)
    document = edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало")
    saved(path, document, loaded, Shelf(home), is_direct=is_direct)


def state(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)


def home_of(user: int, path: Path) -> Path:
    home = path.parent.parent / f"home of {user}"
    home.mkdir(exist_ok=True)
    os.chown(home, user, user)
    return home


def test_a_colleague_who_saves_leaves_the_file_to_its_group(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        os, "getgrouplist", lambda _name, own: [own, GROUP]
    )  # the computer knows both as members
    home = home_of(COLLEAGUE, path)
    assert as_user(COLLEAGUE, [GROUP], lambda: may_be_replaced(path)) == "True"
    assert as_user(COLLEAGUE, [GROUP], lambda: save(path, home)) == "done"
    assert state(path) == (COLLEAGUE, GROUP, 0o664)
    own = home_of(OWNER, path)
    assert as_user(OWNER, [], lambda: save(path, own)) == "done", "its owner can go on with it"
    assert state(path) == (OWNER, GROUP, 0o664)


@pytest.mark.parametrize(
    ("owner", "group", "mode", "groups"),
    [
        (
            STRANGER,
            GROUP,
            0o664,
            [GROUP],
        ),  # not known to be in the group: the new file would be closed to him
        (COLLEAGUE, 2, 0o664, []),  # our own file, of a group that we are not in
        (COLLEAGUE, 2, 0o640, []),
        (STRANGER, COLLEAGUE, 0o660, []),
    ],
)
def test_where_somebody_would_lose_access_the_file_itself_is_written_with_consent_only(
    path: Path, owner: int, group: int, mode: int, groups: list[int]
) -> None:
    given(path, owner, group, mode, (COLLEAGUE, COLLEAGUE, 0o755))
    before, home = path.stat(), home_of(COLLEAGUE, path)
    assert as_user(COLLEAGUE, groups, lambda: may_be_replaced(path)) == "False"
    assert as_user(COLLEAGUE, groups, lambda: save(path, home)) == "parted"
    assert path.read_bytes() == OLD and state(path) == (owner, group, mode)
    assert [item.name for item in path.parent.iterdir()] == [path.name]
    assert as_user(COLLEAGUE, groups, lambda: save(path, home, is_direct=True)) == "done"
    assert state(path) == (owner, group, mode) and path.stat().st_ino == before.st_ino
    assert "Стало" in path.read_text(encoding="utf-8")


def test_what_everybody_may_write_is_replaced(path: Path) -> None:
    given(path, STRANGER, 2, 0o666, (COLLEAGUE, COLLEAGUE, 0o755))
    home = home_of(COLLEAGUE, path)
    assert as_user(COLLEAGUE, [], lambda: save(path, home)) == "done"
    assert state(path) == (COLLEAGUE, COLLEAGUE, 0o666)


@pytest.mark.parametrize(
    ("folder", "is_expected"),
    [((OWNER, 2, 0o755), False), ((OWNER, GROUP, 0o1775), False), ((OWNER, GROUP, 0o775), True)],
    ids=["read only", "sticky", "shared"],
)
def test_it_is_foretold_whether_a_new_file_takes_the_place(
    path: Path, monkeypatch: pytest.MonkeyPatch, folder: tuple[int, int, int], is_expected: bool
) -> None:
    monkeypatch.setattr(os, "getgrouplist", lambda _name, own: [own, GROUP])
    given(path, OWNER, GROUP, 0o664, folder)
    assert as_user(COLLEAGUE, [GROUP], lambda: may_be_replaced(path)) == str(is_expected)
    home = home_of(COLLEAGUE, path)
    assert (as_user(COLLEAGUE, [GROUP], lambda: save(path, home)) == "done") is is_expected


def test_root_gives_the_file_back(path: Path) -> None:
    for mode in (0o600, 0o644, 0o664, 0o2775):
        given(path, STRANGER, 2, mode)
        write_atomic(path, b"new")
        assert path.read_bytes() == b"new" and state(path) == (STRANGER, 2, mode)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_fault_in_any_call_leaves_the_file_with_its_owner(path: Path, way: int | str) -> None:
    counted = Faults()
    write_atomic(given(path, STRANGER, 2, 0o660), b"new", counted.system())
    assert "change_owner" in counted.calls
    for at in range(1, len(counted.calls) + 1):
        given(path, STRANGER, 2, 0o660)
        faults = Faults(at=at, way=way)
        try:
            write_atomic(path, b"new", faults.system())
        except (FileTrouble, Death):
            pass
        assert path.read_bytes() in (OLD, b"new")
        assert state(path) == (STRANGER, 2, 0o660), counted.calls[at - 1]


def test_what_is_foretold_is_what_a_user_finds(path: Path) -> None:
    """Each mode, owner and group: access is kept exactly where the owner and members of both groups find it."""
    for mode in (0o600, 0o620, 0o640, 0o660, 0o664, 0o666, 0o646, 0o644, 0o440, 0o604):
        for owner, group in ((OWNER, 2), (COLLEAGUE, GROUP), (COLLEAGUE, 2), (OWNER, GROUP)):
            given(path, OWNER, GROUP, mode)
            before, found = path.stat(), []
            for whose in ((OWNER, GROUP), (owner, group)):
                given(path, *whose, mode)
                found.append(
                    " ".join(
                        as_user(
                            user, groups, lambda: f"{os.access(path, os.R_OK)} {os.access(path, os.W_OK)}"
                        )
                        for user, groups in ((OWNER, [OWNER]), (STRANGER, [GROUP]), (STRANGER, [2]))
                    ).split()
                )
            assert [len(one) for one in found] == [6, 6]
            lost = any(old == "True" and new == "False" for old, new in zip(*found, strict=True))
            assert keeps_access(before, owner, group) is not lost, (oct(mode), owner, group, found)


def test_with_an_access_list_the_group_bits_are_no_rights_of_the_group(path: Path) -> None:
    """The owner is in the group, which may do nothing: a new file of a colleague would shut him out."""
    given(path, OWNER, GROUP, 0o600, (OWNER, GROUP, 0o777))
    entries = ((1, 6, ANYBODY), (2, 6, COLLEAGUE), (4, 0, ANYBODY), (16, 6, ANYBODY), (32, 0, ANYBODY))
    listed(path, *entries)
    assert state(path)[2] == 0o660, "these bits say what the list allows at most"
    home = home_of(COLLEAGUE, path)
    assert as_user(COLLEAGUE, [GROUP], lambda: may_be_replaced(path)) == "False"
    assert as_user(COLLEAGUE, [GROUP], lambda: save(path, home)) == "parted"
    assert path.read_bytes() == OLD and state(path) == (OWNER, GROUP, 0o660)
    assert as_user(COLLEAGUE, [GROUP], lambda: save(path, home, is_direct=True)) == "done"
    assert state(path) == (OWNER, GROUP, 0o660) and may_do(path, OWNER, [GROUP]) == "True True"


def test_an_owner_whom_the_list_names_too_loses_nothing(path: Path) -> None:
    given(path, OWNER, GROUP, 0o600, (OWNER, GROUP, 0o777))
    entries = ((1, 6, ANYBODY), (2, 6, OWNER), (2, 6, COLLEAGUE), (4, 0, ANYBODY))
    listed(path, *entries, (16, 6, ANYBODY), (32, 0, ANYBODY))
    home = home_of(COLLEAGUE, path)
    assert as_user(COLLEAGUE, [GROUP], lambda: may_be_replaced(path)) == "True"
    assert as_user(COLLEAGUE, [GROUP], lambda: save(path, home)) == "done"
    assert state(path) == (COLLEAGUE, GROUP, 0o660) and may_do(path, OWNER, [GROUP]) == "True True"


def listed(path: Path, *entries: tuple[int, int, int]) -> None:
    """Give the file an access list; the test is skipped where the disk has none."""
    try:
        os.setxattr(path, "system.posix_acl_access", access_list(*entries))
    except (AttributeError, OSError) as error:
        pytest.skip(f"this disk keeps no access lists: {error}")


def may_do(path: Path, user: int, groups: list[int]) -> str:
    return as_user(user, groups, lambda: f"{os.access(path, os.R_OK)} {os.access(path, os.W_OK)}")
