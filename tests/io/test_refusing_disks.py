"""Disks and folders that refuse: full ones of twenty sizes, read-only ones, odd names, links. The old bytes stand."""

from __future__ import annotations

import resource
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cjm_editor.core import edits
from cjm_editor.core.address import DOCUMENT
from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.texts import words
from cjm_editor.io.files import load, save, write_atomic
from cjm_editor.io.journal import EDIT, Header, begun, read_journal
from tests.io.users import IS_ROOT, as_nobody, let_in

OLD = ("cjm: 1\ntitle: Было\n" + "".join(f"x{n}: {'a' * 50}\n" for n in range(60))).encode()


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def sizes(whole: int) -> list[int]:
    return [0, 1, 2, *(whole * part // 16 for part in range(1, 16)), whole - 2, whole - 1]


def edited(path: Path):
    loaded = load(path)
    return loaded, edits.set_field(loaded.source.document, DOCUMENT, "title", "Стало, и длиннее")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "map.cjm.yaml"
    made.write_bytes(OLD)
    return made


def test_a_full_disk_of_twenty_sizes_keeps_the_old_file(path: Path, tmp_path: Path) -> None:
    loaded, document = edited(path)
    save(tmp_path / "whole", document, loaded)
    whole = (tmp_path / "whole").stat().st_size
    (tmp_path / "whole").unlink()
    assert len(sizes(whole)) == 20
    for size in sizes(whole):
        with largest_file(size), pytest.raises(FileTrouble) as caught:
            save(path, document, loaded)
        assert "space" in words("en")(caught.value.message)
        assert path.read_bytes() == OLD
        assert [item.name for item in tmp_path.iterdir()] == [path.name]
    save(path, document, loaded)  # there is room again
    assert load(path).source.document == document


def test_a_full_disk_stops_every_export(tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    path.write_bytes(b"old")
    for size in sizes(5000):
        with largest_file(size), pytest.raises(FileTrouble):
            write_atomic(path, b"x" * 5000)
        assert path.read_bytes() == b"old"
        assert [item.name for item in tmp_path.iterdir()] == ["out.svg"]


def test_a_journal_on_a_full_disk_keeps_what_it_had(tmp_path: Path) -> None:
    for size in sizes(3000):
        folder = tmp_path / f"journals-{size}"
        said = 0
        with largest_file(size):
            try:
                journal = begun(folder, Header("", "", "A", 1, ""), b"cjm: 1\n")
            except OSError:
                assert list(folder.iterdir()) == []
                continue
            for number in range(30):
                try:
                    journal.append(EDIT, b"%d " % number * 40)
                    said = number + 1
                except OSError:
                    break
        found = read_journal(journal.path.read_bytes())
        journal.leave()
        assert len(found.edits) == said
        assert found.is_whole


@pytest.mark.skipif(not IS_ROOT, reason="only root may mount")
@pytest.mark.parametrize("kilobytes", [4, 16, 64])
def test_a_small_disk_that_is_really_full(tmp_path: Path, kilobytes: int) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = place / "a.cjm.yaml"
        write_atomic(path, b"cjm: 1\n")
        with pytest.raises(FileTrouble) as caught:
            write_atomic(path, b"x" * (kilobytes * 1024 + 4096))
        assert caught.value.code == "enospc"
        assert path.read_bytes() == b"cjm: 1\n"
        assert [item.name for item in place.iterdir()] == ["a.cjm.yaml"]
    finally:
        subprocess.run(["umount", str(place)], check=False)


@pytest.fixture
def shared(path: Path, tmp_path: Path) -> Path:
    """The file, in a folder that others may enter."""
    let_in(tmp_path)
    if as_nobody(lambda: load(path)) != "done":
        pytest.skip("another user cannot come here")
    return path


def test_a_read_only_file_stands(shared: Path, tmp_path: Path) -> None:
    shared.chmod(0o444)
    tmp_path.chmod(0o777)
    said = as_nobody(lambda: write_atomic(shared, b"new"))
    tmp_path.chmod(0o755)
    assert said.startswith("eacces") and "permission" in said
    assert shared.read_bytes() == OLD


def test_a_read_only_folder_stands(shared: Path, tmp_path: Path) -> None:
    shared.chmod(0o666)
    tmp_path.chmod(0o555)
    said = as_nobody(lambda: write_atomic(shared, b"new"))
    tmp_path.chmod(0o755)
    assert said.startswith(("eacces", "eperm")) and "permission" in said
    assert shared.read_bytes() == OLD


@pytest.mark.skipif(not IS_ROOT, reason="files of another owner need root")
def test_a_file_of_another_owner_stands(shared: Path, tmp_path: Path) -> None:
    shared.chmod(0o644)
    tmp_path.chmod(0o777)
    said = as_nobody(lambda: write_atomic(shared, b"new"))
    tmp_path.chmod(0o755)
    assert said.startswith("eacces")
    assert shared.read_bytes() == OLD
    assert shared.stat().st_uid == 0


@pytest.mark.parametrize("length", [200, 240, 255])
def test_long_names_are_saved(tmp_path: Path, length: int) -> None:
    path = tmp_path / ("n" * (length - len(".cjm.yaml")) + ".cjm.yaml")
    write_atomic(path, b"cjm: 1\n")
    assert path.read_bytes() == b"cjm: 1\n"


@pytest.mark.parametrize("name", ["ы" * 140 + ".cjm.yaml", "n" * 256, "a/" * 3000 + "b"])
def test_names_that_are_too_long_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileTrouble) as caught:
        write_atomic(tmp_path / name, b"x")
    assert caught.value.code in ("enametoolong", "enoent")
    assert list(tmp_path.iterdir()) == []


def test_a_chain_of_links_keeps_its_links(path: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "one").symlink_to(path)
    (tmp_path / "two").symlink_to("elsewhere/one")
    loaded, document = edited(tmp_path / "two")
    save(tmp_path / "two", document, loaded)
    assert (tmp_path / "two").is_symlink() and (elsewhere / "one").is_symlink() and not path.is_symlink()
    assert load(path).source.document == document
    assert sorted(item.name for item in elsewhere.iterdir()) == ["one"]


def test_a_link_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_atomic(tmp_path / "link", b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"x"


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o666, 0o755])
def test_modes_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    loaded, document = edited(path)
    save(path, document, loaded)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_another_name_of_the_same_file_keeps_the_old_bytes(path: Path, tmp_path: Path) -> None:
    """A rename parts hard links; the other name must never hold half of a file."""
    other = tmp_path / "other"
    other.hardlink_to(path)
    loaded, document = edited(path)
    save(path, document, loaded)
    assert other.read_bytes() in (OLD, path.read_bytes())
