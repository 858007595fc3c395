"""Locks: who edits a file, told to everybody else who opens it. Decision 022.

A lock is a small text beside the real file (links are followed): who, on which computer, since when. It takes its name
by a rename, so that nobody ever reads half of one. Whoever puts, replaces or removes one makes a second file first, the
gate, which only one process can make; behind the gate he looks again whether things are as he believes. So of many who
want the file at the same moment one gets it. The gate is a whole file, too: it is written under a name of its maker's
own and gets its name by a hard link, so that one whose maker died says so at once. A lock keeps nobody from reading,
and nothing here is needed for a file to be safe: each save compares the bytes on disk.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from cjm_editor.core.records import dataclass
from cjm_editor.io.files import read_all, write_all
from cjm_editor.io.lock_text import LIMIT, Here, Holder, holder_of, lock_bytes, short_mark
from cjm_editor.io.system import SYSTEM, System, is_alive

SUFFIX = ".cjm-lock"
GATE = "~"
OWN = "~~"
"""How the name ends under which a gate is written, behind the marks of the computer and the process."""

LONGEST = 255
"""Bytes of a file's name that every file system takes."""

STALE = 86_400.0
"""Seconds without a sign of life after which another computer's lock counts as left behind. Clocks of computers differ
by hours where a time zone is wrong, hardly ever by a day."""

QUIET = 900.0
"""Seconds, by our own clock, in which an open document's lock must change at least once: three signs of life."""

BEAT = 300.0
"""Seconds between two signs of life."""

FRESH = 10.0
"""Seconds for which an empty lock or a gate may belong to somebody who is just making it."""

TRIES = 12
WAIT = 0.005
"""Seconds between two tries at the gate: behind it nobody does more than three calls."""

HOLDS = os.name != "nt"
"""Whether an open lock can be replaced and removed: Windows lets nobody."""

READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
MAKING = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)

READABLE = 0o644
"""The permissions of a lock, whatever mask of permissions its maker has: one that others cannot read would tell them
neither who nor since when, and of a process that died nobody could say so."""

Standing = Literal["live", "dead", "old", "foreign"]
"""Somebody edits the file; the program that did is gone; nothing was heard from there for long; nobody knows."""


@dataclass(frozen=True, slots=True)
class Found:
    """A lock as it was read: its file, who holds it (None: not to be read), when it was written (seconds since 1970).

    `is_held`: whether a living process has the file locked with the system; None where the disk does not say.
    `is_empty`: nothing stands in it, as after a power cut.
    """

    path: Path
    holder: Holder | None
    data: bytes = b""
    written: float = 0.0
    is_held: bool | None = None
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock that is ours. `handle` is open (-1: none) as long as it is; `after` is the dead one that it replaced."""

    path: Path
    holder: Holder
    handle: int = -1
    after: Found | None = None


def lock_path(path: Path) -> Path:
    """Where the lock of a file stands: beside what the name leads to in the end. Raises `OSError`, `RuntimeError`."""
    real = path.resolve()
    name = f".{real.name}{SUFFIX}"
    if len(os.fsencode(name)) + len(GATE) > LONGEST:
        name = f".{short_mark(normalize('NFC', real.name).encode('utf-8', 'replace'))}{SUFFIX}"
    return real.with_name(name)


def look(lock: Path, system: System = SYSTEM) -> Found | None:
    """The lock in a file, None where there is none. Never raises: what cannot be read is there all the same."""
    try:
        handle = system.open(lock, READING, 0)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return Found(lock, None)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return Found(lock, None)
        is_held = _is_held(handle, system)
        data = read_all(handle, LIMIT + 1, system)
    except OSError:
        return Found(lock, None)
    finally:
        _let_go(handle, system)
    is_empty = not data.strip(b"\0 \r\n")  # a power cut leaves zeros for what was not synced
    return Found(lock, holder_of(data), data, status.st_mtime, is_held, is_empty)


def _is_held(handle: int, system: System) -> bool | None:
    """Whether another process holds an open file; None where the disk does not say."""
    try:
        return not system.lock(handle)
    except OSError:
        return None


def standing(found: Found, here: Here, now: float, quiet: float = 0.0) -> Standing:
    """What a lock is worth. `now`: seconds since 1970; `quiet`: seconds for which it was seen not to change."""
    holder = found.holder
    if found.is_held:
        return "live"  # whatever it says: only a living process holds a file
    if holder is None:
        if found.is_empty:
            return "dead" if abs(now - found.written) > FRESH else "live"
        return "foreign"
    if here.is_home_of(holder) and (holder.is_watched and found.is_held is False):
        return "dead"
    if here.is_home_of(holder) and not is_alive(holder.process):
        return "dead"
    return "old" if now - holder.seen > STALE or quiet > QUIET else "live"


def is_same(one: Found | None, other: Found | None) -> bool:
    """Whether two looks saw the lock of one holder; signs of life do not count."""
    if one is None or other is None:
        return one is other
    if one.holder is None or other.holder is None:
        return one.holder is other.holder and one.data == other.data
    return one.holder.key == other.holder.key


def is_ours(lock: Lock, found: Found | None) -> bool:
    """Whether a look saw our lock."""
    return found is not None and found.holder is not None and found.holder.key == lock.holder.key


# Taking and giving back ----------------------------------------------------------------------------------------


def taken(path: Path, here: Here, now: float, system: System = SYSTEM) -> Lock | Found:
    """Our lock on a file; the other one where somebody may be editing it. A dead one is replaced at once.

    Raises `OSError` where no lock can be made, as in a folder that is not ours to write.
    """
    place = lock_path(path)
    found = look(place, system)
    for _attempt in range(TRIES):
        if found is not None and standing(found, here, now) != "dead":
            return found
        made = seized(place, found, here, now, system)
        if isinstance(made, Lock):
            return made
        found = made
    return found or Found(place, None, is_empty=True, written=now)


def seized(
    place: Path, expected: Found | None, here: Here, now: float, system: System = SYSTEM
) -> Lock | Found | None:
    """Our lock in place of the `expected` one; what else stands there now (None: nothing), where that changed.

    Raises `OSError`: the folder cannot be written, or somebody else is at the gate for long ("EBUSY").
    """
    lock = _put(place, expected, here.holder(now), system)
    if isinstance(lock, Lock) and expected is not None:
        return replace(lock, after=expected)
    return lock


def renewed(lock: Lock, now: float, system: System = SYSTEM) -> Lock | Found | None:
    """Our lock with a new sign of life; what stands there instead where it is ours no more. Raises `OSError`."""
    found = look(lock.path, system)
    if not is_ours(lock, found):
        return found
    made = _put(lock.path, found, replace(lock.holder, seen=now), system)
    if isinstance(made, Lock):
        let_go(lock, system)
    return made


def released(lock: Lock, system: System = SYSTEM) -> None:
    """Remove our lock, and none but ours. Never raises: what stays is known to be dead by and by."""
    with suppress(OSError):
        _removed(lock.path, lambda found: is_ours(lock, found), lock.holder, system)
    let_go(lock, system)


def let_go(lock: Lock, system: System = SYSTEM) -> None:
    """Close what we hold of a lock; its file stays."""
    if lock.handle >= 0:
        _let_go(lock.handle, system)


def swept(folder: Path, here: Here, now: float, system: System = SYSTEM) -> None:
    """Remove the locks and gates that dead processes of this computer left in a folder. Never raises."""
    with suppress(OSError):
        for path in folder.glob(f".*{SUFFIX}"):
            with suppress(OSError):
                _removed(path, lambda found: standing(found, here, now) == "dead", here.holder(now), system)
        for path in folder.glob(f".*{SUFFIX}{GATE}"):
            _open_stuck_gate(path, here, now, system)
        for path in folder.glob(f".*{SUFFIX}{OWN}"):  # last: they say whose an empty gate is
            _remove_unfinished(path, here, now, system)


# Behind the gate ----------------------------------------------------------------------------------------------


def _put(place: Path, expected: Found | None, holder: Holder, system: System) -> Lock | Found | None:
    """The holder's lock where the `expected` one stood; else what stands there now. Raises `OSError`."""
    gate = _gate(place, holder, system)
    is_put = False
    try:
        current = look(place, system)
        if not is_same(current, expected):
            return current
        is_put = _renamed(gate, place, system)
        return replace(gate, path=place)
    finally:
        if not is_put:
            _shut(gate, system)


def _renamed(gate: Lock, place: Path, system: System) -> bool:
    """Whether the gate's file has the lock's name now. Raises `OSError`."""
    try:
        system.replace(gate.path, place)
    except OSError:
        # a network folder may report the failure of a rename that it has made
        if not is_ours(gate, look(place, system)):
            raise
    return True


def _removed(place: Path, is_wanted: Callable[[Found], bool], holder: Holder, system: System) -> None:
    """Remove a lock if a look behind the gate still finds it wanted. Raises `OSError`."""
    found = look(place, system)
    if found is None or not is_wanted(found):
        return
    gate = _gate(place, holder, system)
    try:
        found = look(place, system)
        if found is not None and is_wanted(found):
            system.unlink(place)
    finally:
        _shut(gate, system)


def _gate(place: Path, holder: Holder, system: System) -> Lock:
    """The gate of a lock, ours alone until it is shut or renamed. Raises `OSError`."""
    path = place.with_name(place.name + GATE)
    here = Here(holder.user, holder.name, holder.host, holder.machine, holder.process)
    own = _made(place.with_name(_own_name(holder)), holder, system)
    gate: Lock | None = None
    try:
        for attempt in range(TRIES):
            with suppress(FileExistsError):
                gate = _linked(own, path, system)
                return gate
            if attempt == TRIES // 2:
                _open_stuck_gate(path, here, time.time(), system, own.path)
            time.sleep(WAIT)
    finally:
        with suppress(OSError):
            system.unlink(own.path)
        if gate is None or gate.handle != own.handle:
            let_go(own, system)
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def _linked(own: Lock, path: Path, system: System) -> Lock:
    """The gate, a second name of the file that is ours. Raises `FileExistsError` where it stands already, `OSError`."""
    try:
        system.link(own.path, path)
    except FileExistsError:
        # a network folder may have made the link, lost its answer, and found it there when it asked again
        if not is_ours(own, look(path, system)):
            raise
    except OSError:
        # a disk without links, as those of cameras: for a moment the gate is an empty file, but what stands beside
        # it says whose
        return _made(path, own.holder, system)
    return replace(own, path=path)


def _own_name(holder: Holder) -> str:
    """The name of a gate that is being written: it says which process of which computer writes it."""
    return f".{_home_mark(holder)}-{holder.process}-{holder.key[:8]}{SUFFIX}{OWN}"


def _home_mark(who: Holder | Here) -> str:
    """A mark of a computer, and of the account where the computer has no mark of its own."""
    return short_mark("\n".join((who.host, who.machine, "" if who.machine else who.user)).encode())


def _made(path: Path, holder: Holder, system: System) -> Lock:
    """A new file with the holder's lock, held with the system where that can be. Raises `OSError`, and leaves none."""
    handle = system.open(path, MAKING, 0o666)
    try:
        with suppress(OSError):
            system.change_mode(handle, READABLE)
        holder = replace(holder, is_watched=HOLDS and _is_held(handle, system) is False)
        write_all(handle, lock_bytes(holder), system)
        if holder.is_watched:
            return Lock(path, holder, handle)
        closing, handle = handle, -1
        system.close(closing)
    except OSError:
        if handle >= 0:
            _let_go(handle, system)
        with suppress(OSError):
            system.unlink(path)
        raise
    return Lock(path, holder)


def _shut(gate: Lock, system: System) -> None:
    """Remove a gate that is ours."""
    with suppress(OSError):
        system.unlink(gate.path)
    let_go(gate, system)


def _open_stuck_gate(path: Path, here: Here, now: float, system: System, own: Path | None = None) -> None:
    """Remove a gate whose maker died behind it. `own`: what the process that asks has begun itself."""
    found = look(path, system)
    if found is None or found.is_held:
        return
    is_left = standing(found, here, now) == "dead" or abs(now - found.written) > FRESH
    if is_left or (found.holder is None and _has_dead_maker(path.parent, here, own)):
        with suppress(OSError):
            system.unlink(path)


def _has_dead_maker(folder: Path, here: Here, own: Path | None) -> bool:
    """Whether a gate that is not whole is one of a dead process: as long as one is made, what its maker began stands
    beside it. All that stands there must be of processes of this computer that are gone."""
    begun = [path for path in folder.glob(f".*{SUFFIX}{OWN}") if path != own]
    return bool(begun) and all(_is_of_dead(path, here) for path in begun)


def _is_of_dead(path: Path, here: Here) -> bool:
    """Whether the maker of a gate that was begun is a process of this computer and gone."""
    mark, _dash, rest = path.name.removeprefix(".").partition("-")
    process = rest.partition("-")[0]
    return mark == _home_mark(here) and process.isascii() and process.isdigit() and not is_alive(int(process))


def _remove_unfinished(path: Path, here: Here, now: float, system: System) -> None:
    """Remove a gate that its maker began and never used: at once if he is a process of this computer and gone."""
    with suppress(OSError):
        if _is_of_dead(path, here) or abs(now - path.lstat().st_mtime) > FRESH:
            system.unlink(path)


def _let_go(handle: int, system: System) -> None:
    with suppress(OSError):
        system.close(handle)
