"""The journal: what is read is exactly a beginning of what was written, whatever became of the bytes."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.io.journal import (
    BASE,
    DRAFT,
    EDIT,
    ENDED,
    MARK,
    Header,
    Journal,
    Record,
    begun,
    left_behind,
    opening_bytes,
    read_journal,
    record_bytes,
)
from cjm_editor.io.system import SYSTEM

HEADER = Header("/maps/ботинки.cjm.yaml", "ab" * 32, "Ботинки", 12, "host")
BASE_BYTES = "cjm: 1\ntitle: Ботинки\n".encode()
NOW = 1_800_000_000.0


def records(rng: random.Random, count: int) -> list[Record]:
    """Edits and drafts of random bytes, some of them empty, some like the beginning of a record."""
    made = []
    for _ in range(count):
        payload = rng.randbytes(rng.choice((0, 1, 5, 17, 40)))
        payload = rng.choice((payload, MARK, record_bytes(2, Record(EDIT, payload))))
        made.append(Record(rng.choice((EDIT, EDIT, DRAFT)), payload))
    return made


def log(made: list[Record]) -> tuple[bytes, list[int]]:
    """A journal with where the opening and each record end."""
    data = opening_bytes(HEADER, BASE_BYTES)
    ends = [len(data)]
    for number, record in enumerate(made):
        data += record_bytes(number + 2, record)
        ends.append(len(data))
    return data, ends


def whole_before(ends: list[int], place: int) -> int:
    """How many records end at or before the place; -1 where not even the opening does."""
    return sum(end <= place for end in ends) - 1


def check_prefix(found: Journal, made: list[Record], count: int) -> None:
    if count < 0:
        assert found.base is None
        assert not found.records
    else:
        assert (found.header, found.base) == (HEADER, BASE_BYTES)
        assert list(found.records) == made[:count]


def test_what_is_written_is_read():
    made = records(random.Random(1), 40)
    data, _ends = log(made)
    found = read_journal(data)
    check_prefix(found, made, 40)
    assert found.is_whole


@pytest.mark.parametrize("seed", range(5))
def test_cut_at_any_place_it_is_an_exact_beginning(seed):
    made = records(random.Random(seed), 12)
    data, ends = log(made)
    for place in range(len(data)):
        found = read_journal(data[:place])
        check_prefix(found, made, whole_before(ends, place))
        assert found.is_whole is (place in ends)


@pytest.mark.parametrize("seed", range(3))
def test_with_any_bit_turned_it_is_an_exact_beginning(seed):
    made = records(random.Random(seed), 6)
    data, ends = log(made)
    for bit in range(len(data) * 8):
        hurt = bytearray(data)
        hurt[bit // 8] ^= 1 << bit % 8
        found = read_journal(bytes(hurt))
        check_prefix(found, made, whole_before(ends, bit // 8))
        assert not found.is_whole


@pytest.mark.parametrize("seed", range(200))
def test_whatever_is_overwritten_swapped_doubled_or_lost_it_is_an_exact_beginning(seed):
    rng = random.Random(seed)
    made = records(rng, 8)
    data, ends = log(made)
    start, end = sorted((rng.randrange(len(data)), rng.randrange(len(data))))
    piece = data[start:end]
    other = rng.choice((b"", piece * 2, bytes(len(piece)), rng.randbytes(len(piece)), piece[::-1]))
    hurt = data[:start] + other + data[end:]
    pairs = enumerate(zip(data, hurt, strict=False))
    same = next((at for at, (was, now) in pairs if was != now), min(len(data), len(hurt)))
    found = read_journal(hurt)
    count = len(found.records) if found.base is not None else -1
    assert count >= whole_before(ends, same)
    check_prefix(found, made, count)


def test_bytes_of_any_kind_are_no_error():
    rng = random.Random(5)
    for size in range(300):
        assert read_journal(rng.randbytes(size)) == Journal()
        read_journal(MARK + rng.randbytes(size))
    for told in (b"[]", b"{", b'{"path": 1}', b"1" * 9999, b"[" * 9999, b"\xff"):
        data = MARK + record_bytes(0, Record(1, told)) + record_bytes(1, Record(BASE, b""))
        assert read_journal(data).base is None


# Files ------------------------------------------------------------------------------------------------------


def left(folder: Path) -> list[Journal]:
    return [one.journal for one in left_behind(folder, NOW, "host")]


def test_a_journal_is_offered_when_its_process_is_gone(tmp_path):
    """A process that holds its journal keeps it from others; killed, it leaves it with all it wrote."""
    code = (
        "import sys, time; from pathlib import Path; from cjm_editor.io.journal import *\n"
        "file = begun(Path(sys.argv[1]), Header('/a', 'd', 'A', 1, 'host'), b'base')\n"
        "file.append(EDIT, b'one'); file.append(EDIT, b'two')\n"
        "print('written', flush=True); time.sleep(60)"
    )
    root = Path(__file__).parents[2]
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=root,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "written\n"
    assert left(tmp_path) == []
    child.kill()
    child.wait()
    child.stdout.close()
    (found,) = left(tmp_path)
    assert found.edits == (b"one", b"two")
    assert found.header.path == "/a"
    assert found.is_whole


def test_a_journal_that_ended_leaves_nothing(tmp_path):
    file = begun(tmp_path, HEADER, BASE_BYTES)
    file.append(EDIT, b"one")
    file.end()
    assert list(tmp_path.iterdir()) == []


def test_a_journal_that_owes_nothing_is_removed(tmp_path):
    for kinds in ((), (EDIT, ENDED)):
        file = begun(tmp_path, HEADER, BASE_BYTES)
        for kind in kinds:
            file.append(kind, b"x")
        file.leave()
    assert left(tmp_path) == []
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_left_to_whoever_is_making_it_for_a_moment(tmp_path):
    made = tmp_path / "a.journal"
    made.touch()
    os.utime(made, (NOW - 1, NOW - 1))
    assert left(tmp_path) == []
    assert made.exists()
    os.utime(made, (NOW - 60, NOW - 60))
    assert left(tmp_path) == []
    assert not made.exists()


def test_a_damaged_journal_is_offered_as_such(tmp_path):
    (tmp_path / "a.journal").write_bytes(b"something else")
    (found,) = left(tmp_path)
    assert found.base is None


def test_a_draft_counts_until_an_edit_follows(tmp_path):
    file = begun(tmp_path, HEADER, BASE_BYTES)
    file.append(DRAFT, b"typ")
    file.append(DRAFT, b"typing")
    file.leave()
    assert left(tmp_path)[0].draft == b"typing"
    made = [Record(DRAFT, b"typing"), Record(EDIT, b"typed")]
    assert read_journal(log(made)[0]).draft == b""


@pytest.mark.parametrize("cut", [0, 3, None], ids=["nothing", "a part", "an error"])
def test_a_record_that_does_not_arrive_is_taken_back(tmp_path, cut):
    """What comes after it is read again."""
    file = begun(tmp_path, HEADER, BASE_BYTES)
    file.append(EDIT, b"one")

    def full(handle: int, data: bytes) -> int:
        if cut is None:
            os.write(handle, data[:5])
            raise OSError(errno.ENOSPC, "no")
        return os.write(handle, data[:cut])

    file.system = replace(SYSTEM, write=full)
    with pytest.raises(OSError, match=r"no|short"):
        file.append(EDIT, b"two")
    file.system = SYSTEM
    file.append(EDIT, b"three")
    file.leave()
    (found,) = left(tmp_path)
    assert found.edits == (b"one", b"three")


@pytest.mark.parametrize("call", ["open", "write", "make_folder"])
def test_a_journal_that_cannot_begin_leaves_nothing(tmp_path, call):
    def fail(*_args: object) -> int:
        raise OSError(errno.EACCES, "no")

    with pytest.raises(OSError, match="no"):
        begun(tmp_path, HEADER, BASE_BYTES, replace(SYSTEM, **{call: fail}))
    assert list(tmp_path.iterdir()) == []


def test_where_the_disk_knows_no_locks_the_process_is_asked_for(tmp_path):
    def none(_handle: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks")

    system = replace(SYSTEM, lock=none)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    for process in (os.getpid(), gone.pid):
        file = begun(tmp_path, replace(HEADER, process=process), BASE_BYTES, system)
        file.append(EDIT, b"x")
        file.leave()
    found = left_behind(tmp_path, NOW, "host", system)
    assert [one.journal.header.process for one in found] == [gone.pid]


def test_a_journal_that_somebody_looks_at_while_it_is_begun_is_held_all_the_same(tmp_path):
    """Else it would be offered, or removed, as that of a dead process."""
    lookers: list[int] = []

    def lock(handle: int) -> bool:
        if len(lookers) < 3:  # another window holds what it finds for a moment
            (found,) = tmp_path.iterdir()
            lookers.append(os.open(found, os.O_RDWR))
            assert SYSTEM.lock(lookers[-1])
        return SYSTEM.lock(handle)

    made = begun(tmp_path, HEADER, BASE_BYTES, replace(SYSTEM, lock=lock))
    assert len(lookers) == 3
    assert [made.path] == list(tmp_path.iterdir()), "what could not be held is gone"
    made.append(EDIT, b"{}")
    for handle in lookers:
        os.close(handle)
    assert left_behind(tmp_path, NOW, "host") == []
    made.leave()
    assert [one.path for one in left_behind(tmp_path, NOW, "host")] == [made.path]


def test_where_somebody_holds_whatever_is_begun_the_journal_is_written_all_the_same(tmp_path):
    made = begun(tmp_path, HEADER, BASE_BYTES, replace(SYSTEM, lock=lambda _handle: False))
    assert [made.path] == list(tmp_path.iterdir())
    made.leave()


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES, errno.EPERM])
def test_a_journal_that_cannot_be_written_to_is_offered_as_well(tmp_path, code):
    made = begun(tmp_path, HEADER, BASE_BYTES)
    made.append(EDIT, b"{}")
    made.leave()

    def open_(path: Path, flags: int, mode: int) -> int:
        if flags & os.O_RDWR:
            raise OSError(code, "no")
        return SYSTEM.open(path, flags, mode)

    (found,) = left_behind(tmp_path, NOW, "host", replace(SYSTEM, open=open_))
    assert found.journal.edits == (b"{}",)


def test_a_journal_of_a_later_version_is_known_as_such(tmp_path):
    data = opening_bytes(HEADER, BASE_BYTES).replace(b"cjm-journal 1", b"cjm-journal 12", 1)
    assert read_journal(data) == Journal(is_newer=True)
    assert not read_journal(data.replace(b" 12", b" xy", 1)).is_newer
    path = tmp_path / "a.journal"
    path.write_bytes(data)
    (found,) = left_behind(tmp_path, NOW, "host")
    assert found.journal.is_newer and path.exists()


def test_a_link_among_the_journals_is_neither_opened_nor_offered(tmp_path):
    folder, foreign = tmp_path / "journals", tmp_path / "notes.txt"
    folder.mkdir()
    foreign.write_bytes(b"somebody's notes")
    (folder / "a.journal").symlink_to(foreign)
    (folder / "b.journal").symlink_to(folder)
    opened = []

    def open_file(path, flags, mode):
        handle = SYSTEM.open(path, flags, mode)
        opened.append(os.fstat(handle).st_ino)
        return handle

    assert left_behind(folder, 1e9, "here", replace(SYSTEM, open=open_file)) == []
    assert foreign.stat().st_ino not in opened
    assert foreign.read_bytes() == b"somebody's notes"
    assert sorted(item.name for item in folder.iterdir()) == ["a.journal", "b.journal"]
