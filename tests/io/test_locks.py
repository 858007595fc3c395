"""Locks: one holder at a time, dead ones known, odd ones survived, whatever fails."""

from __future__ import annotations

import errno
import os
import random
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from cjm_editor.io import locks
from cjm_editor.io.lock_text import LIMIT, Here, cleaned, holder_of, lock_bytes, who_is_here
from cjm_editor.io.locks import (
    BEAT,
    QUIET,
    STALE,
    Found,
    Lock,
    is_ours,
    is_same,
    let_go,
    lock_path,
    look,
    released,
    renewed,
    seized,
    standing,
    swept,
    taken,
)
from cjm_editor.io.system import SYSTEM, System
from tests.io.faults import WAYS, Death, Faults, died

LOCKER = Path(__file__).with_name("locker.py")
NOW = 1_700_000_000.0
HOME = Here("anna", "Анна Петрова", "studio", "aa11", os.getpid())
AWAY = Here("boris", "Борис", "garage", "bb22", 77)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "карта.cjm.yaml"
    path.write_bytes(b"cjm: 1\n")
    return path


def gone() -> int:
    """The number of a process that has ended."""
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def others_lock(path: Path, who: Here = AWAY, seen: float = NOW, **changes: object) -> Path:
    """The lock of somebody else, as it comes over a shared folder."""
    place = lock_path(path)
    place.write_bytes(lock_bytes(replace(who.holder(NOW), seen=seen, **changes)))
    return place


def names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


# one holder ---------------------------------------------------------------------------------------------------


def test_a_lock_stands_beside_the_file_and_says_who_where_and_since_when(file: Path) -> None:
    lock = taken(file, HOME, NOW)
    assert isinstance(lock, Lock)
    assert names(file.parent) == [".карта.cjm.yaml.cjm-lock", "карта.cjm.yaml"]
    text = lock.path.read_text(encoding="utf-8")
    assert "user: anna\nname: Анна Петрова\nhost: studio\n" in text
    assert "since: 2023-11-14T22:13:20Z\n" in text
    found = look(lock.path)
    assert found is not None and found.holder == lock.holder
    assert is_ours(lock, found)
    released(lock)
    assert names(file.parent) == ["карта.cjm.yaml"]


def test_the_second_one_is_told_of_the_first(file: Path) -> None:
    first = taken(file, HOME, NOW)
    second = taken(file, HOME, NOW + 60)
    assert isinstance(first, Lock) and isinstance(second, Found)
    assert second.holder == first.holder
    assert standing(second, HOME, NOW + 60) == "live"
    released(first)
    third = taken(file, AWAY, NOW)
    assert isinstance(third, Lock)
    released(third)


def test_what_was_taken_over_is_not_removed_by_the_one_who_lost_it(file: Path) -> None:
    first = taken(file, HOME, NOW)
    second = seized(first.path, look(first.path), AWAY, NOW)
    assert isinstance(second, Lock) and second.after is not None
    assert second.after.holder == first.holder
    assert not is_ours(first, look(first.path))
    assert isinstance(renewed(first, NOW + BEAT), Found)
    released(first)
    assert is_ours(second, look(second.path))
    released(second)
    assert names(file.parent) == [file.name]


def test_who_saw_another_lock_than_stands_there_now_takes_nothing(file: Path) -> None:
    first = taken(file, HOME, NOW)
    seen = look(first.path)
    second = seized(first.path, seen, AWAY, NOW)
    late = seized(first.path, seen, HOME, NOW)
    assert isinstance(late, Found) and late.holder == second.holder
    released(first)
    released(second)
    assert seized(first.path, seen, HOME, NOW) is None
    assert names(file.parent) == [file.name]


def test_a_sign_of_life_keeps_the_key_and_the_hold(file: Path) -> None:
    first = taken(file, HOME, NOW)
    second = renewed(first, NOW + BEAT)
    assert isinstance(second, Lock)
    assert second.holder == replace(first.holder, seen=NOW + BEAT)
    found = look(first.path)
    assert is_same(found, Found(first.path, first.holder))
    assert found.is_held == first.holder.is_watched
    released(second)
    assert names(file.parent) == [file.name]


def test_everybody_can_read_who_holds_the_lock_whatever_mask_its_maker_has(file):
    if os.name == "nt":
        pytest.skip("Windows has no such permissions")
    mask = os.umask(0o077)
    try:
        made = taken(file, who_is_here(), NOW)
    finally:
        os.umask(mask)
    assert isinstance(made, Lock)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o644
    released(made)


def test_the_lock_belongs_to_the_real_file(file: Path, tmp_path: Path) -> None:
    inside = tmp_path / "links"
    inside.mkdir()
    link = inside / "link.cjm.yaml"
    link.symlink_to(file)
    lock = taken(link, HOME, NOW)
    assert names(inside) == [link.name]
    assert isinstance(taken(file, HOME, NOW), Found)
    released(lock)


@pytest.mark.parametrize("length", [1, 60, 118, 119, 120])
def test_long_names_have_locks_of_their_own(tmp_path: Path, length: int) -> None:
    files = [tmp_path / (letter * length + ".cjm.yaml") for letter in "йц"]
    held = []
    for path in files:
        path.touch()
        lock = taken(path, HOME, NOW)
        assert isinstance(lock, Lock)
        held.append(lock)
    assert held[0].path != held[1].path
    for lock in held:
        released(lock)
    assert names(tmp_path) == sorted(path.name for path in files)


# what a lock is worth -----------------------------------------------------------------------------------------


def seen_lock(who: Here, **changes: object) -> Found:
    is_held = changes.pop("is_held", None)
    return Found(Path("x"), replace(who.holder(NOW), **changes), is_held=is_held)


@pytest.mark.parametrize(
    ("found", "now", "quiet", "worth"),
    [
        (seen_lock(HOME), NOW, 0, "live"),
        (seen_lock(replace(HOME, process=gone())), NOW, 0, "dead"),
        (seen_lock(replace(HOME, process=gone()), is_held=True), NOW, 0, "live"),
        (
            seen_lock(HOME, is_watched=True, is_held=False),
            NOW,
            0,
            "dead",
        ),  # the number went to another process
        (seen_lock(HOME, is_watched=False, is_held=False), NOW, 0, "live"),
        (seen_lock(AWAY, is_watched=True, is_held=False), NOW, 0, "live"),  # locks do not always reach across
        (seen_lock(replace(HOME, machine="cc"), process=gone()), NOW, 0, "live"),  # a namesake
        (seen_lock(AWAY), NOW + STALE + 1, 0, "old"),
        (seen_lock(AWAY), NOW + STALE - 1, 0, "live"),
        (seen_lock(AWAY, is_held=True), NOW + STALE + 1, QUIET + 1, "live"),
        (seen_lock(AWAY), NOW, QUIET + 1, "old"),
        (seen_lock(AWAY), NOW - 10 * STALE, 0, "live"),  # a clock that is ahead
        (seen_lock(AWAY), NOW + 3 * 3600, 0, "live"),  # a wrong time zone
        (Found(Path("x"), None, b"odd", NOW), NOW, 0, "foreign"),
        (Found(Path("x"), None, b"odd", NOW, True), NOW, 0, "live"),
        (Found(Path("x"), None, b"", NOW, None, True), NOW + 5, 0, "live"),
        (Found(Path("x"), None, b"\0\0", NOW, None, True), NOW + 60, 0, "dead"),
    ],
)
def test_what_a_lock_is_worth(found: Found, now: float, quiet: float, worth: str) -> None:
    assert standing(found, HOME, now, quiet) == worth


def test_without_a_mark_of_the_computer_the_account_must_be_the_same() -> None:
    here, there = replace(HOME, machine=""), replace(HOME, machine="", user="other")
    assert here.is_home_of(here.holder(NOW))
    assert not here.is_home_of(there.holder(NOW))
    assert not replace(HOME, host="").is_home_of(replace(HOME, host="").holder(NOW))


def test_a_dead_lock_is_replaced_and_told_of(file: Path) -> None:
    others_lock(file, replace(HOME, process=gone()))
    lock = taken(file, HOME, NOW)
    assert isinstance(lock, Lock) and lock.after is not None
    assert lock.after.holder.user == "anna"
    released(lock)


def test_an_old_lock_of_another_computer_waits_for_a_decision(file: Path) -> None:
    place = others_lock(file, seen=NOW - 2 * STALE)
    found = taken(file, HOME, NOW)
    assert isinstance(found, Found) and standing(found, HOME, NOW) == "old"
    lock = seized(place, found, HOME, NOW)
    assert isinstance(lock, Lock)
    released(lock)


# odd locks ----------------------------------------------------------------------------------------------------

GOOD = lock_bytes(AWAY.holder(NOW))
ODD = [
    b"\xff\xfe\x00lock",
    b"{}",
    b"cjm-lock: 2\n" + GOOD.split(b"\n", 1)[1],
    b"cjm-lock: 1\n",
    GOOD.replace(b"process: 77", b"process: -1"),
    GOOD.replace(b"process: 77", b"process: " + b"9" * 5000),
    GOOD.replace(b"process: 77", b"process: " + b"9" * 3000),
    GOOD.replace(b"process: 77", b"process: \xd9\xa1"[:-1]),
    GOOD.replace(b"2023", b"20a3"),
    GOOD.replace(b"2023-11-14T22:13:20Z", b"9999-12-31T23:59:59-23:59"),
    GOOD.replace(b"key: ", b"key: ../"),
    GOOD + b"x" * LIMIT,
    b"\n" * 100 + GOOD,
]


@pytest.mark.parametrize("data", ODD)
def test_an_odd_lock_is_foreign_and_can_be_replaced(file: Path, data: bytes) -> None:
    place = lock_path(file)
    place.write_bytes(data)
    found = taken(file, HOME, NOW)
    assert isinstance(found, Found) and found.holder is None
    assert standing(found, HOME, NOW) == "foreign"
    lock = seized(place, found, HOME, NOW)
    assert isinstance(lock, Lock)
    released(lock)
    assert names(file.parent) == [file.name]


def test_any_bytes_make_a_holder_or_none() -> None:
    rng = random.Random(22)
    for _ in range(3000):
        data = bytearray(GOOD)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(data))
            data[at : at + rng.randrange(3)] = rng.randbytes(rng.randrange(3))
        holder = holder_of(bytes(data))
        assert holder is None or holder_of(lock_bytes(holder)) is not None


def test_names_are_one_line_without_hidden_signs() -> None:
    assert cleaned("Ann\u202ea\nPetrova\x00 \U0001f600") == "AnnaPetrova \U0001f600"
    assert len(cleaned("ё" * 1000)) == 80
    holder = Here("<img src=x>", "<b>", "h", "m", 5).holder(NOW)
    assert holder_of(lock_bytes(holder)) == holder
    here = who_is_here()
    assert here.process == os.getpid() and here.user


@pytest.mark.parametrize("kind", ["folder", "link", "pipe", "secret"])
def test_what_stands_in_the_place_of_a_lock_is_left_or_replaced_never_followed(file: Path, kind: str) -> None:
    place, other = lock_path(file), file.parent / "other"
    other.write_bytes(b"mine")
    if kind == "folder":
        place.mkdir()
    elif kind == "link":
        place.symlink_to(other)
    elif kind == "pipe":
        os.mkfifo(place)
    else:
        place.write_bytes(b"x")
        place.chmod(0)
    found = taken(file, HOME, NOW)
    assert isinstance(found, Found) and standing(found, HOME, NOW) == "foreign"
    if kind == "folder":
        with pytest.raises(OSError, match=r"\[Errno"):
            seized(place, found, HOME, NOW)
        assert place.is_dir()
    else:
        lock = seized(place, found, HOME, NOW)
        assert isinstance(lock, Lock)
        released(lock)
    assert other.read_bytes() == b"mine"
    assert not [name for name in names(file.parent) if name.endswith("~")]


@pytest.mark.skipif(os.getuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_has_no_lock(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        with pytest.raises(PermissionError):
            taken(file, HOME, NOW)
    finally:
        file.parent.chmod(0o700)


# crashes ------------------------------------------------------------------------------------------------------


def test_a_gate_of_a_dead_process_opens(file: Path) -> None:
    gate = lock_path(file).with_name(lock_path(file).name + "~")
    gate.write_bytes(lock_bytes(replace(who_is_here(), process=gone()).holder(time.time())))
    lock = taken(file, who_is_here(), time.time())
    assert isinstance(lock, Lock)
    released(lock)
    assert names(file.parent) == [file.name]


def test_a_gate_of_a_living_process_keeps_all_out(file: Path) -> None:
    gate = lock_path(file).with_name(lock_path(file).name + "~")
    gate.write_bytes(lock_bytes(who_is_here().holder(time.time())))
    with pytest.raises(OSError, match="busy"):
        taken(file, HOME, time.time())
    os.utime(gate, (NOW, NOW))  # one that has stood for long is of a computer that went off
    lock = taken(file, HOME, time.time())
    assert isinstance(lock, Lock)
    released(lock)


def test_the_sweep_takes_dead_locks_of_this_computer_only(tmp_path: Path) -> None:
    here, dead = who_is_here(), replace(who_is_here(), process=gone())
    kept = []
    for number, who in enumerate((here, AWAY, dead, replace(dead, machine="zz"))):
        path = tmp_path / f"{number}.cjm.yaml"
        others_lock(path, who, time.time())
        if who is not dead:
            kept.append(lock_path(path).name)
    (tmp_path / ".cjm-lock").write_bytes(b"notes")
    swept(tmp_path, here, time.time())
    assert names(tmp_path) == sorted([*kept, ".cjm-lock"])
    swept(tmp_path / "none", here, time.time())


# processes ----------------------------------------------------------------------------------------------------


@contextmanager
def lockers(mode: str, path: Path, count: int) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that take locks."""
    made = [
        subprocess.Popen(
            [sys.executable, str(LOCKER), mode, str(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    try:
        yield made
    finally:
        for child in made:
            child.kill()
            child.communicate()


def say(child: subprocess.Popen[str], line: str) -> None:
    assert child.stdin is not None
    child.stdin.write(line + "\n")
    child.stdin.flush()


def hear(child: subprocess.Popen[str]) -> str:
    assert child.stdout is not None
    return child.stdout.readline().strip()


def test_another_process_holds_until_it_ends(file: Path) -> None:
    here = who_is_here()
    with lockers("hold", file, 1) as (child,):
        assert hear(child).startswith("held")
        found = taken(file, here, time.time())
        assert isinstance(found, Found) and standing(found, here, time.time()) == "live"
        assert found.holder.process == child.pid
        say(child, "leave")
        assert hear(child) == "left"
    lock = taken(file, here, time.time())
    assert isinstance(lock, Lock) and lock.after is None
    released(lock)


def test_a_killed_process_leaves_a_dead_lock(file: Path) -> None:
    here = who_is_here()
    with lockers("hold", file, 1) as (child,):
        hear(child)
        child.kill()
        child.wait()
        assert lock_path(file).exists()
        lock = taken(file, here, time.time())
        assert isinstance(lock, Lock) and lock.after.holder.process == child.pid
        released(lock)
    assert names(file.parent) == [file.name]


def race(path: Path, rounds: int) -> list[int]:
    """How many of three processes got the lock in each round, where they try at the same moment; in every other round
    a dead lock lies there."""
    dead = replace(who_is_here(), process=gone())
    got = []
    with lockers("race", path, 3) as children:
        for number in range(rounds):
            if number % 2:
                others_lock(path, dead, time.time())
            for child in children:
                say(child, "try")
            got.append(sum(hear(child).startswith("held") for child in children))
            for child in children:
                say(child, "leave")
                assert hear(child) == "left"
            with suppress(FileNotFoundError):
                lock_path(path).unlink()  # a dead one that all took for held, since all looked at once
    return got


def test_of_three_processes_at_once_never_two_get_it(file: Path) -> None:
    got = race(file, 40)
    assert max(got) == 1
    assert got.count(1) >= 20
    assert names(file.parent) == [file.name]


# every call failing -------------------------------------------------------------------------------------------


def working(path: Path, fault: Faults, held: list[object]) -> None:
    """Take a lock, give a sign of life, take it over as somebody else, give it back."""
    system = fault.system()
    lock = taken(path, HOME, NOW, system)
    held.append(lock)
    if isinstance(lock, Lock):
        again = renewed(lock, NOW + BEAT, system)
        held.append(again)
        found = look(lock.path, system)
        theirs = seized(lock.path, found, AWAY, NOW, system)
        held.append(theirs)
        for one in (again, theirs):
            if isinstance(one, Lock):
                released(one, system)


def check_locks(path: Path) -> int:
    """How many cases were tried: each call of locking failing in each way. A failure is an `OSError` or no lock, never
    a lock that is none; and only a death, or a file that could not be removed, leaves anything behind."""
    path.write_bytes(b"cjm: 1\n")
    quick = replace(SYSTEM)
    rehearsal = Faults(base=quick)
    working(path, rehearsal, [])
    cases = 0
    for at in range(1, len(rehearsal.calls) + 1):
        for way in WAYS:
            fault, held = Faults(at, way, quick), []
            with suppress(OSError, Death):
                working(path, fault, held)
            cases += 1
            case = (at, fault.calls[at - 1], way)
            stands = look(lock_path(path))
            owners = [one for one in held if isinstance(one, Lock) and is_ours(one, stands)]
            assert len({one.holder.key for one in owners}) <= 1, case
            if stands is not None and not fault.is_dead:
                assert stands.holder is not None, case  # never half a lock
            gate = lock_path(path).with_name(lock_path(path).name + "~")
            assert fault.is_dead or fault.calls[at - 1] in ("unlink", "replace") or not gate.exists(), case
            unfinished = list(path.parent.glob(".*.cjm-lock~~"))
            assert fault.is_dead or fault.calls[at - 1] == "unlink" or not unfinished, case
            for one in held:
                if isinstance(one, Lock):
                    with suppress(OSError):
                        let_go(one)
            for left in (gate, lock_path(path), *unfinished):
                with suppress(FileNotFoundError):
                    left.unlink()
    assert path.read_bytes() == b"cjm: 1\n"
    return cases


def test_whatever_fails_there_is_no_false_lock_and_no_half_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "WAIT", 0.0)
    assert check_locks(file) > 300


def lived_and_died(path: Path, at: int, way: int | str, base: System = SYSTEM) -> None:
    """Another process takes a lock, gives a sign of life and gives it back; its `at`-th call fails in a way."""

    def live() -> None:
        system = Faults(at, way, base).system()
        lock = taken(path, who_is_here(), time.time(), system)
        if isinstance(lock, Lock):
            again = renewed(lock, time.time() + BEAT, system)
            if isinstance(again, Lock):
                released(again, system)

    died(live)


def no_link(_old: object, _new: object) -> None:
    raise OSError(errno.EPERM, "no links here")


WITHOUT_LINKS = replace(SYSTEM, link=no_link)


def calls_of_a_life(path: Path, base: System = SYSTEM) -> int:
    counted = Faults(base=base)
    system = counted.system()
    lock = taken(path, who_is_here(), time.time(), system)
    released(renewed(lock, time.time() + BEAT, system), system)
    return len(counted.calls)


@pytest.mark.parametrize("base", [SYSTEM, WITHOUT_LINKS], ids=["links", "no links"])
def test_whoever_is_killed_at_any_call_bars_nobody_and_leaves_nothing(file: Path, base: System) -> None:
    for at in range(1, calls_of_a_life(file, base) + 1):
        lived_and_died(file, at, "death", base)
        here = who_is_here()
        lock = taken(file, here, time.time(), base)
        assert isinstance(lock, Lock), (at, lock)  # at once, not when the gate has become old
        released(lock)
        swept(file.parent, here, time.time())
        assert names(file.parent) == [file.name], at


def test_the_sweep_opens_an_empty_gate_of_a_dead_process(file: Path) -> None:
    here = who_is_here()
    gate = lock_path(file).with_name(lock_path(file).name + "~")
    gate.write_bytes(b"")
    (file.parent / locks._own_name(replace(here, process=gone()).holder(NOW))).write_bytes(b"")
    swept(file.parent, here, time.time())
    assert names(file.parent) == [file.name]


@pytest.mark.parametrize("maker", ["living", "of another computer", "unknown"])
def test_an_empty_gate_stands_where_its_maker_may_live(file: Path, maker: str) -> None:
    """On a disk without links a gate is empty for a moment, and what its maker began stands beside it."""
    here = who_is_here()
    gate = lock_path(file).with_name(lock_path(file).name + "~")
    gate.write_bytes(b"")
    whose = {
        "living": replace(here, process=os.getppid()),
        "of another computer": replace(AWAY, process=gone()),
    }
    if maker in whose:
        (file.parent / locks._own_name(whose[maker].holder(NOW))).write_bytes(b"")
        dead = locks._own_name(replace(here, process=gone()).holder(NOW))
        (file.parent / dead).write_bytes(b"")  # somebody else's, from before
    with pytest.raises(OSError, match="busy"):
        taken(file, here, time.time(), WITHOUT_LINKS)
    swept(file.parent, here, time.time())
    assert gate.exists()


def test_unfinished_gates_go_at_once_if_their_maker_is_known_to_be_gone_else_by_age(tmp_path: Path) -> None:
    here = who_is_here()
    own = locks._own_name(here.holder(NOW))
    gone_by = locks._own_name(replace(here, process=gone()).holder(NOW))
    away = locks._own_name(replace(AWAY, process=gone()).holder(NOW))
    for name in (own, gone_by, away):
        (tmp_path / name).write_bytes(b"")
    swept(tmp_path, here, time.time())
    assert names(tmp_path) == sorted([own, away])
    swept(tmp_path, here, time.time() + 2 * locks.FRESH)
    assert names(tmp_path) == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK])
def test_a_disk_without_links_has_locks_as_well(file: Path, code: int) -> None:
    def no_link(old: object, new: object) -> None:
        raise OSError(code, "no links here")

    system = replace(SYSTEM, link=no_link)
    lock = taken(file, HOME, NOW, system)
    assert isinstance(lock, Lock) and is_ours(lock, look(lock.path))
    assert names(file.parent) == [lock.path.name, file.name]
    assert isinstance(taken(file, AWAY, NOW, system), Found)
    released(lock, system)
    assert names(file.parent) == [file.name]


def test_a_link_that_was_made_though_it_failed_counts(file: Path) -> None:
    def failing(old: object, new: object) -> None:
        os.link(old, new)
        raise FileExistsError(errno.EEXIST, "as a network folder says that asked twice")

    lock = taken(file, HOME, NOW, replace(SYSTEM, link=failing))
    assert isinstance(lock, Lock) and is_ours(lock, look(lock.path))
    released(lock)
    assert names(file.parent) == [file.name]


def test_a_rename_that_was_made_though_it_failed_counts(file: Path) -> None:
    def failing(old: object, new: object) -> None:
        os.replace(old, new)  # noqa: PTH105 - as the system does it
        raise OSError(errno.ENOENT, "as a network folder says")

    lock = taken(file, HOME, NOW, replace(SYSTEM, replace=failing))
    assert isinstance(lock, Lock) and is_ours(lock, look(lock.path))
    released(lock)


def test_a_disk_without_locks_goes_by_the_process(file: Path) -> None:
    def none(handle: int) -> bool:
        raise OSError(errno.ENOLCK, "no locks here")

    system = replace(SYSTEM, lock=none)
    lock = taken(file, HOME, NOW, system)
    assert isinstance(lock, Lock) and not lock.holder.is_watched and lock.handle == -1
    found = taken(file, HOME, NOW, system)
    assert isinstance(found, Found) and standing(found, HOME, NOW) == "live"
    released(lock, system)
    others_lock(file, replace(HOME, process=gone()))
    assert isinstance(taken(file, HOME, NOW, system), Lock)


def test_a_name_cut_at_a_blank_is_the_same_when_it_is_read_again():
    long = "studio" + " -" * 200
    assert cleaned(cleaned(long)) == cleaned(long) != long
