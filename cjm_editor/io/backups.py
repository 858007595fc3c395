"""Earlier versions of saved files, kept in the program's data folder: one folder a file, one ordinary file a version.

A version is kept when a save has been verified, and what stood in the file before a save is kept unless it is the
newest version already. Names say all that is needed to choose: number, time, size and digest. What has another name, or
another size than it says, is not ours: it is neither shown nor removed. Decision 023.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from hashlib import sha256
from pathlib import Path

from cjm_editor.core.errors import FileTrouble
from cjm_editor.core.records import dataclass
from cjm_editor.io.files import read_bytes, sweep, sync_folder, write_atomic
from cjm_editor.io.system import SYSTEM, System

LAST = 11
"""Versions that stay whatever their age: the one that stands in the file, and the ten before it."""

HOUR, DAY = 3600, 86400
DAYS = 30
"""One version an hour stays for a day, one a day for this many days, and the newest of those that are older."""

ROOM, WHOLE_ROOM = 256 * 2**20, 2 * 2**30
"""Bytes that the versions of one file take at most, and those of all files."""

SWEPT_EVERY = 20
"""Versions of a file until the room of all files is looked at again."""

NOTE = "file"
"""The file beside the versions that says whose they are."""

LONGEST = 2**16
"""Bytes of a file's name that are read at most."""

NAMED = re.compile(r"(\d{6,9})-(\d{8}T\d{6})-(\d{1,9})-([0-9a-f]{16})\.cjm\.yaml")
HIGHEST = 999_999_999
"""The highest number; no saves come to it, but a stray file may bear it."""

TIMED = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where versions are kept, by which calls of the system, and what time it is (seconds since 1970)."""

    folder: Path
    system: System = SYSTEM
    clock: Callable[[], float] = time.time


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a file: its number counts on from save to save, `time` is when it was written (seconds since 1970),
    `path` where its bytes stand."""

    number: int
    time: float
    size: int
    digest: str
    path: Path


# What there is -----------------------------------------------------------------------------------


def versions(shelf: Shelf, file: Path) -> tuple[Version, ...]:
    """The versions of a file, the newest first; those of a file that was renamed since are found by its bytes."""
    place = home(shelf, file)
    if not place.is_dir():
        _adopt(shelf, file, place)
    return _versions(place)


def contents(version: Version, system: System = SYSTEM) -> bytes | None:
    """The bytes of a version; None where they are damaged or cannot be read."""
    try:
        data = read_bytes(version.path, system)
    except FileTrouble:
        return None
    return data if _digest(data) == version.digest and len(data) == version.size else None


def home(shelf: Shelf, file: Path) -> Path:
    """The folder of a file's versions. A link and what it leads to are one file."""
    real = os.path.normcase(os.path.realpath(file))
    return shelf.folder / sha256(os.fsencode(real)).hexdigest()[:24]


def _versions(place: Path) -> tuple[Version, ...]:
    found = []
    with suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            version = _version(place, entry.name)
            if version is not None and _is_whole(entry, version.size):
                found.append(version)
    return tuple(sorted(found, key=lambda one: (one.number, one.path.name), reverse=True))


def _is_whole(entry: os.DirEntry[str], size: int) -> bool:
    with suppress(OSError):
        return entry.is_file(follow_symlinks=False) and entry.stat(follow_symlinks=False).st_size == size
    return False


def _version(place: Path, name: str) -> Version | None:
    """What a name says; None where it is none of ours."""
    found = NAMED.fullmatch(name)
    if found is None:
        return None
    number, when, size, digest = found.groups()
    try:
        then = datetime.strptime(when, TIMED).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Version(int(number), then.timestamp(), int(size), digest, place / name)


def _name(number: int, when: float, data: bytes) -> str:
    return f"{number:06}-{datetime.fromtimestamp(when, UTC):{TIMED}}-{len(data)}-{_digest(data)}.cjm.yaml"


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


# Keeping -----------------------------------------------------------------------------------------


def keep(shelf: Shelf, file: Path, data: bytes, when: float | None = None) -> Version:
    """The version that holds these bytes of a file, synced: a new one, or the newest if it holds them already.

    `when`: when they were written, if not now. Raises `FileTrouble` or `OSError`; earlier versions stand then.
    """
    known = versions(shelf, file)
    if known and known[0].digest == _digest(data) and contents(known[0], shelf.system) == data:
        return known[0]
    place = home(shelf, file)
    _make(shelf, file, place)
    if known and known[0].number >= HIGHEST:
        known = _counted_anew(shelf, place, known)
    number = known[0].number + 1 if known else 1
    then = shelf.clock() if when is None else min(max(when, 0.0), shelf.clock())
    made = place / _name(number, then, data)
    write_atomic(made, data, shelf.system)
    version = _version(place, made.name)
    if version is None or contents(version, shelf.system) != data:
        raise OSError("read back otherwise")
    return version


def _counted_anew(shelf: Shelf, place: Path, known: Sequence[Version]) -> tuple[Version, ...]:
    """The versions of a folder after giving them the numbers from 1 on, in their order. Raises `OSError`."""
    for number, one in enumerate(reversed(known), 1):
        shelf.system.replace(one.path, place / f"{number:06}-{one.path.name.partition('-')[2]}")
    return _versions(place)


def _make(shelf: Shelf, file: Path, place: Path) -> None:
    """Have a folder for the versions of a file, with the note that says whose they are."""
    system = shelf.system
    is_new = not place.is_dir()
    system.make_folder(place)
    if is_new:
        sync_folder(shelf.folder, system)
    sweep(place, system)
    real = os.fsencode(os.path.realpath(file))
    if _noted(place) != real:
        write_atomic(place / NOTE, real, system)


def _noted(place: Path) -> bytes:
    with suppress(FileTrouble):
        return read_bytes(place / NOTE, most=LONGEST)
    return b""


def _adopt(shelf: Shelf, file: Path, place: Path) -> None:
    """Take over the versions of a file that is gone if the newest of them is this file: it was renamed or moved."""
    try:
        data = read_bytes(file, shelf.system)
    except FileTrouble:
        return
    digest = _digest(data)
    for other in _homes(shelf):
        newest = next(iter(_versions(other)), None)
        noted = _noted(other)
        if newest is None or newest.digest != digest or not noted or os.path.lexists(noted):
            continue
        with suppress(OSError, FileTrouble):
            shelf.system.replace(other, place)
            write_atomic(place / NOTE, os.fsencode(os.path.realpath(file)), shelf.system)
            return


def _homes(shelf: Shelf) -> Iterator[Path]:
    with suppress(OSError), os.scandir(shelf.folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)


def sweep_all(shelf: Shelf) -> None:
    """Remove what processes of this computer left among all versions when they died."""
    for place in _homes(shelf):
        sweep(place, shelf.system)


# Thinning ----------------------------------------------------------------------------------------


def thin(shelf: Shelf, file: Path) -> None:
    """Remove the versions of a file that need not stay; now and then those of all files that take too much room.

    What cannot be removed stays.
    """
    known = versions(shelf, file)
    stay = staying(known, shelf.clock())
    _remove(shelf, (one for one in known if one.number not in stay))
    if known and known[0].number % SWEPT_EVERY in (1, 2):  # a save adds one version, or two
        every = [_versions(place) for place in _homes(shelf)]
        _remove(shelf, beyond(every, WHOLE_ROOM, 1))


def staying(known: Sequence[Version], now: float, zone: tzinfo | None = None) -> frozenset[int]:
    """The numbers of the versions that stay: the last ones, one an hour of the last day, one a day of the last thirty,
    the newest of those that are older; the newest of an hour or a day is the one. Days are those of `zone` (None: of
    this computer). Of what takes more room than there is the oldest go, but never one of the last.
    """
    newest_first = sorted(known, key=lambda one: one.number, reverse=True)
    stay = {one.number for one in newest_first[:LAST]}
    today = datetime.fromtimestamp(now, zone).date()
    taken: set[tuple[str, int]] = set()
    for one in newest_first:
        then = min(one.time, now)  # a clock that was wrong once must not keep everything
        days = (today - datetime.fromtimestamp(then, zone).date()).days
        slots = [("day", days) if days < DAYS else ("older", 0)]
        if now - then < DAY:
            slots.append(("hour", int(then // HOUR)))
        if any(slot not in taken for slot in slots):
            stay.add(one.number)
        taken.update(slots)
    gone = beyond([[one for one in newest_first if one.number in stay]], ROOM, LAST)
    return frozenset(stay - {one.number for one in gone})


def beyond(files: Iterable[Sequence[Version]], room: int, last: int) -> list[Version]:
    """The oldest versions of several files that do not fit into so many bytes; `last` of each file always stay."""
    every = [version for known in files for version in known]
    free = [version for known in files for version in known[last:]]
    too_much = sum(version.size for version in every) - room
    gone = []
    for version in sorted(free, key=lambda one: (one.time, one.number)):
        if too_much <= 0:
            break
        gone.append(version)
        too_much -= version.size
    return gone


def _remove(shelf: Shelf, gone: Iterable[Version]) -> None:
    for version in gone:
        with suppress(OSError):
            shelf.system.unlink(version.path)
