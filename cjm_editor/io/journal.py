"""The journal of an open document: what the file was when it was opened, and every edit since, appended as it happens.

A journal is a mark, a header (JSON: path, hash of the file's bytes, title, process), the bytes that the edits start
from, then one record an edit. Each record has its length, its number, its kind and two checksums: one of itself, one
of its payload. So whatever happens to the bytes, what is read is a beginning of what was written, and it is exact.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, fields
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from cjm_editor.core.records import dataclass
from cjm_editor.io.files import sync_folder
from cjm_editor.io.system import SYSTEM, System, is_alive

MARK = b"cjm-journal 1\n"
MARK_OF_ANY = b"cjm-journal "
SUFFIX = ".journal"
HEADER, BASE, EDIT, DRAFT, ENDED, TEXT, START = range(1, 8)
"""Kinds of records. EDIT holds a patch (`io.patches`), DRAFT the texts that stand in fields, ENDED says that nothing is
owed: the work was saved or given up. TEXT holds the text that the next save edits, where that is not the base: after a
merge with what another program wrote it has more in it than the file. START is such a text that the edits begin with
besides, and not with the base: undo led back to it, and what it holds twice is told apart by which of the two it is."""

HEAD = struct.Struct("<IIBI")
"""Length of the payload, number of the record, kind, checksum of the payload; their own checksum follows."""

CHECK = struct.Struct("<I")
LARGEST = 2**28
"""Bytes of a journal that are read at most."""


class Record(NamedTuple):
    """One entry of a journal."""

    kind: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """Whose journal it is. `path` is "" for a document that was never saved, `digest` the SHA-256 of the file's bytes
    (or of the base where there is no file), `title` what people call the document, `process` who writes."""

    path: str = ""
    digest: str = ""
    title: str = ""
    process: int = 0
    host: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """What was read: `records` follow the base; `is_whole` unless something behind them could not be read.

    Where the header or the base is damaged, there is nothing to start from: `base` is None.
    """

    header: Header = Header()
    base: bytes | None = None
    records: tuple[Record, ...] = ()
    is_whole: bool = False
    is_newer: bool = False
    """Whether a later version of the program wrote it, in a way that is not known here."""

    @property
    def edits(self) -> tuple[bytes, ...]:
        """The patches, in order."""
        return tuple(record.payload for record in self.records if record.kind == EDIT)

    @property
    def text(self) -> bytes:
        """The text that the next save edits; b"" where that is the base."""
        return next((record.payload for record in self.records if record.kind in (TEXT, START)), b"")

    @property
    def starts_elsewhere(self) -> bool:
        """Whether the edits begin with that text, not with the base."""
        return any(record.kind == START for record in self.records)

    @property
    def draft(self) -> bytes:
        """The texts that were being typed when the journal ends, or that no field gave up; b"" where there were
        none."""
        last = self.records[-1] if self.records else Record(0, b"")
        return last.payload if last.kind == DRAFT else b""

    @property
    def is_owed(self) -> bool:
        """Whether work in it was neither saved nor given up."""
        if self.records and self.records[-1].kind == ENDED:
            return False
        return self.base is None or bool(self.edits or self.draft or self.text) or not self.is_whole


def digest(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# Bytes ------------------------------------------------------------------------------------------------------


def record_bytes(number: int, record: Record) -> bytes:
    """A record as it stands in the file."""
    head = HEAD.pack(len(record.payload), number, record.kind, crc32(record.payload))
    return b"".join((head, CHECK.pack(crc32(head)), record.payload))


def opening_bytes(header: Header, base: bytes) -> bytes:
    """The beginning of a journal: mark, header, base."""
    told = json.dumps(asdict(header)).encode()
    return MARK + record_bytes(0, Record(HEADER, told)) + record_bytes(1, Record(BASE, base))


def read_records(data: bytes) -> Iterator[tuple[Record, int]]:
    """The records of a journal with the place where each ends, up to the first that is not exactly as written."""
    if not data.startswith(MARK):
        return
    at, number = len(MARK), 0
    while at + HEAD.size + CHECK.size <= len(data):
        head = data[at : at + HEAD.size]
        length, count, kind, check = HEAD.unpack(head)
        begin = at + HEAD.size + CHECK.size
        if CHECK.unpack_from(data, at + HEAD.size)[0] != crc32(head) or count != number:
            return
        payload = data[begin : begin + length]
        if len(payload) != length or crc32(payload) != check:
            return
        at, number = begin + length, number + 1
        yield Record(kind, payload), at


def read_journal(data: bytes) -> Journal:
    """The journal in the bytes, whatever they are: its longest beginning that is exactly as written."""
    if data.startswith(MARK_OF_ANY) and not data.startswith(MARK):
        return Journal(is_newer=data[len(MARK_OF_ANY) :].partition(b"\n")[0].isdigit())
    found = list(read_records(data))
    records = [record for record, _end in found]
    is_whole = bool(found) and found[-1][1] == len(data)
    if not records or records[0].kind != HEADER:
        return Journal()
    header = _header(records[0].payload)
    if header is None:
        return Journal()
    if len(records) < 2 or records[1].kind != BASE:
        return Journal(header)
    return Journal(header, records[1].payload, tuple(records[2:]), is_whole)


def _header(payload: bytes) -> Header | None:
    try:
        told = json.loads(payload)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict):
        return None
    known = {field.name: told.get(field.name, field.default) for field in fields(Header)}
    if any(type(known[field.name]) is not type(field.default) for field in fields(Header)):
        return None
    return Header(**known)


# Files ------------------------------------------------------------------------------------------------------


class JournalFile:
    """A journal that is being written, held by this process. Every method raises `OSError` where the disk refuses;
    the journal then stands as it was before the call, as far as the disk allows."""

    def __init__(self, path: Path, handle: int, size: int, system: System) -> None:
        self.path = path
        self.handle = handle
        self.system = system
        self.is_synced = False
        self.is_torn = False
        """Whether something stands at the end that nothing can follow."""
        self._size = size
        self._count = 2
        self._is_named = False

    def append(self, kind: int, payload: bytes) -> None:
        """Hand a record to the system, by one call."""
        data = record_bytes(self._count, Record(kind, payload))
        self.is_synced = False
        try:
            if self.system.write(self.handle, data) != len(data):
                raise OSError(errno.ENOSPC, "short write")
        except OSError:
            # a torn record would cut off all that comes after it
            self.is_torn = True
            self.system.truncate(self.handle, self._size)
            self.is_torn = False
            raise
        self._size += len(data)
        self._count += 1

    @property
    def size(self) -> int:
        """The length of the file."""
        return self._size

    @property
    def is_gone(self) -> bool:
        """Whether somebody removed the file, or put another in its place: what is written comes to nothing."""
        if os.name == "nt":
            return False  # nobody can
        try:
            there, ours = self.path.stat(), os.fstat(self.handle)
        except OSError:
            return True
        return (there.st_ino, there.st_dev) != (ours.st_ino, ours.st_dev)

    def sync(self) -> None:
        """Have the disk hold what was written. May be called from another thread than the rest."""
        self.is_synced = True
        try:
            # a descriptor of its own: the other may be closed meanwhile, and its number given to another file
            handle = os.dup(self.handle)
            try:
                self.system.fsync(handle)
            finally:
                self.system.close(handle)
            if not self._is_named:
                sync_folder(
                    self.path.parent, self.system
                )  # else the file itself may be gone after a power cut
                self._is_named = True
        except OSError:
            self.is_synced = False
            raise

    def leave(self) -> None:
        """Let go of the journal; it stays for the next start. Never raises: the descriptor is gone whatever it says."""
        if self.handle >= 0:
            handle, self.handle = self.handle, -1
            with suppress(OSError):
                self.system.close(handle)

    def end(self) -> None:
        """Remove the journal: what it keeps was saved or given up."""
        with suppress(OSError):
            self.append(ENDED, b"")  # should the file outlive the next call, it is known to owe nothing
        self.leave()
        self.system.unlink(self.path)


def begun(folder: Path, header: Header, base: bytes, system: System = SYSTEM) -> JournalFile:
    """A new journal in the folder, locked. Raises `OSError`; nothing of it is left then."""
    system.make_folder(folder)
    path, handle = _made(folder, system)
    data = opening_bytes(header, base)
    try:
        if system.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, "short write")
    except OSError:
        with suppress(OSError):
            system.close(handle)
        with suppress(OSError):
            system.unlink(path)
        raise
    return JournalFile(path, handle, len(data), system)


def _made(folder: Path, system: System) -> tuple[Path, int]:
    """A new empty file and a descriptor that holds it. Raises `OSError`; no file is left then."""
    for last in (*(False,) * (TRIES - 1), True):
        path = folder / f"{os.urandom(8).hex()}{SUFFIX}"
        try:
            handle = system.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        try:
            if system.lock(handle) or last:
                return path, handle
        except OSError:
            return path, handle  # where the disk knows no locks, the header names the process
        # somebody looks through the folder and holds what is found for a moment: unheld, the journal would be
        # taken for that of a dead process
        with suppress(OSError):
            system.close(handle)
        with suppress(OSError):
            system.unlink(path)
    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))


@dataclass(frozen=True, slots=True)
class Left:
    """A journal that nobody writes any more: its file, when it was last written (seconds since 1970), what it holds."""

    path: Path
    written: float
    journal: Journal


FOUND = os.O_RDWR | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)
"""How a journal that is found is opened: no pipe holds us up, and what a link leads to is none of ours."""

TRIES = 20
"""Files that are begun at most until one is held."""

READ_ONLY = FOUND & ~os.O_RDWR
"""How one is opened that nobody lets us write, as on a disk that is read only."""

FRESH = 10.0
"""Seconds for which an empty journal may belong to a process that is just making it."""


def left_behind(folder: Path, now: float, host: str, system: System = SYSTEM) -> list[Left]:
    """The journals in the folder that no living process holds and that owe something, the newest first.

    Those that owe nothing are removed. `now` is the time in seconds since 1970, `host` this computer's name.
    """
    found = []
    try:
        paths = sorted(folder.glob(f"*{SUFFIX}"))
    except OSError:
        return []
    for path in paths:
        with suppress(OSError):
            left = _left(path, now, host, system)
            if left is not None:
                found.append(left)
    return sorted(found, key=lambda one: one.written, reverse=True)


def opened_journal(path: Path, system: System) -> int:
    """A descriptor of a journal that was found, to be written to where the system lets us. Raises `OSError`."""
    try:
        return system.open(path, FOUND, 0)
    except OSError as error:
        if error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        return system.open(path, READ_ONLY, 0)


def _left(path: Path, now: float, host: str, system: System) -> Left | None:
    """The journal in a file, or None where it is in use or owes nothing (it is removed then)."""
    handle = opened_journal(path, system)
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return None  # none of ours, and reading it might never end
        is_ours = _is_free(handle, system)
        if is_ours is False:
            return None
        data = b"" if status.st_size > LARGEST else _read_all(handle, status.st_size, system)
    finally:
        system.close(handle)
    journal = read_journal(data)
    if is_ours is None and _is_alive(journal.header, host):
        return None
    if not data and not status.st_size and now - status.st_mtime < FRESH:
        return None
    if status.st_size and journal.is_owed:
        return Left(path, status.st_mtime, journal)
    system.unlink(path)
    return None


def _is_free(handle: int, system: System) -> bool | None:
    """Whether nobody holds the file; None where the disk does not say."""
    try:
        return system.lock(handle)
    except OSError:
        return None


def _read_all(handle: int, size: int, system: System) -> bytes:
    parts: list[bytes] = []
    while size > 0 and (part := system.read(handle, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _is_alive(header: Header, host: str) -> bool:
    """Whether the process of a journal may still be there; asked only where the disk knows no locks."""
    return bool(header.process) and header.host == host and is_alive(header.process)
