"""What a disk may hold after a power cut, by the calls that were made: whatever no sync covers may be there or not.

A file is a sequence of writes by blocks; those that came before its last sync are on the disk, of the others any
subset is, and the length may have grown without them. A folder is a sequence of names made, moved and removed; those
before its last sync are on the disk, of the others any subset is. Nothing is in order unless a sync lies between.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from itertools import chain, combinations
from pathlib import Path

from cjm_editor.io.system import SYSTEM, System

BLOCK = 512
"""Bytes that a disk writes whole or not at all."""
MOST = 10
"""Changes without a sync of which every subset is tried; of more, beginnings, ends, each alone and each left out."""


@dataclass(frozen=True)
class Change:
    """A change of the disk. `kind` is "write" (bytes at a place of a file), "length" (of a file), "name" (`name` now
    means the file) or "gone" (`name` means nothing)."""

    kind: str
    file: int = 0
    name: str = ""
    at: int = 0
    data: bytes = b""


@dataclass
class Recorder:
    """Makes the calls for real and keeps what they did to the disk: changes, and what each sync covers."""

    base: System = SYSTEM
    events: list[Change | tuple[str, int | str]] = field(default_factory=list)
    """Changes; ("sync", file) and ("sync folder", path)."""
    _files: dict[int, int] = field(default_factory=dict)
    _names: dict[str, int] = field(default_factory=dict)
    _folders: dict[int, str] = field(default_factory=dict)
    _ends: dict[int, int] = field(default_factory=dict)
    _at: dict[int, int] = field(default_factory=dict)
    """Where the next write of a descriptor goes; -1: behind the end."""
    _made: int = 0

    def system(self) -> System:
        """The calls, recorded."""
        own = ("open", "write", "truncate", "fsync", "close", "replace", "unlink")
        return replace(
            self.base, **{one.name: getattr(self, one.name) for one in fields(System) if one.name in own}
        )

    def known(self, path: Path) -> None:
        """A file that is on the disk already."""
        self._made += 1
        self._names[str(path)] = self._made
        data = path.read_bytes()
        self._ends[self._made] = len(data)
        self.events += [
            Change("write", self._made, at=0, data=data),
            Change("name", self._made, str(path)),
            ("sync", self._made),
            ("sync folder", str(path.parent)),
        ]

    def open(self, path: os.PathLike[str] | str, flags: int, mode: int) -> int:
        is_new = bool(flags & os.O_CREAT) and not Path(path).exists()
        handle = self.base.open(path, flags, mode)
        name = str(path)
        if Path(path).is_dir():
            self._folders[handle] = name
            return handle
        if is_new:
            self._made += 1
            self._names[name] = self._made
            self._ends[self._made] = 0
            self.events.append(Change("name", self._made, name))
        self._files[handle] = self._names.get(name, 0)
        self._at[handle] = -1 if flags & os.O_APPEND else 0
        if flags & os.O_TRUNC:
            self.truncate_model(self._files[handle], 0)
        return handle

    def write(self, handle: int, data: bytes | memoryview) -> int:
        written = self.base.write(handle, data)
        file = self._files[handle]
        part = bytes(data[:written])
        at = self._ends[file] if self._at[handle] < 0 else self._at[handle]
        self.events += [
            Change("write", file, at=at + n, data=part[n : n + BLOCK]) for n in range(0, len(part), BLOCK)
        ]
        self._ends[file] = max(self._ends[file], at + written)
        if self._at[handle] >= 0:
            self._at[handle] = at + written
        self.events.append(Change("length", file, at=self._ends[file]))
        return written

    def truncate(self, handle: int, size: int) -> None:
        self.base.truncate(handle, size)
        self.truncate_model(self._files[handle], size)

    def truncate_model(self, file: int, size: int) -> None:
        self._ends[file] = size
        self.events.append(Change("length", file, at=size))

    def fsync(self, handle: int) -> None:
        if handle in self._folders:
            self.events.append(("sync folder", self._folders[handle]))
        else:
            at = os.fstat(handle).st_ino
            file = self._files.get(handle) or next(
                f for h, f in self._files.items() if _inode(h) == at
            )  # a duplicate of a descriptor
            self.events.append(("sync", file))

    def close(self, handle: int) -> None:
        self._files.pop(handle, None)
        self._folders.pop(handle, None)
        self.base.close(handle)

    def replace(self, source: os.PathLike[str] | str, target: os.PathLike[str] | str) -> None:
        self.base.replace(source, target)
        file = self._names.pop(str(source))
        self._names[str(target)] = file
        self.events += [Change("name", file, str(target)), Change("gone", 0, str(source))]

    def unlink(self, path: os.PathLike[str] | str) -> None:
        self.base.unlink(path)
        self._names.pop(str(path), None)
        self.events.append(Change("gone", 0, str(path)))


def _inode(handle: int) -> int:
    try:
        return os.fstat(handle).st_ino
    except OSError:
        return -1


def disks(events: list[Change | tuple[str, int | str]]) -> Iterator[dict[str, bytes]]:
    """Every disk that there may be after a cut behind these events: contents by name."""
    last = {event: number for number, event in enumerate(events) if isinstance(event, tuple)}
    sure: list[Change] = []
    unsure: list[Change] = []
    for number, event in enumerate(events):
        if isinstance(event, tuple):
            continue
        if event.kind in ("write", "length"):
            sync = last.get(("sync", event.file), -1)
        else:
            sync = last.get(("sync folder", str(Path(event.name).parent)), -1)
        (sure if number < sync else unsure).append(event)
    order = {id(event): number for number, event in enumerate(events)}
    for some in _subsets(unsure):
        yield _disk(sorted([*sure, *some], key=lambda event: order[id(event)]))


def _subsets(changes: list[Change]) -> Iterator[tuple[Change, ...]]:
    if len(changes) <= MOST:
        yield from chain.from_iterable(combinations(changes, size) for size in range(len(changes) + 1))
        return
    for cut in range(len(changes) + 1):
        yield tuple(changes[:cut])
        yield tuple(changes[cut:])
    for one in range(len(changes)):
        yield (changes[one],)
        yield tuple(changes[:one] + changes[one + 1 :])


def _disk(changes: list[Change]) -> dict[str, bytes]:
    contents: dict[int, bytearray] = {}
    names: dict[str, int] = {}
    for change in changes:
        held = contents.setdefault(change.file, bytearray())
        if change.kind == "write":
            end = change.at + len(change.data)
            held.extend(bytes(max(0, end - len(held))))
            held[change.at : end] = change.data
        elif change.kind == "length":
            del held[change.at :]
            held.extend(bytes(change.at - len(held)))
        elif change.kind == "name":
            names[change.name] = change.file
        else:
            names.pop(change.name, None)
    return {name: bytes(contents.get(file, b"")) for name, file in names.items()}


def after_every_call(
    events: list[Change | tuple[str, int | str]], check: Callable[[dict[str, bytes], int], None]
) -> int:
    """How many disks were looked at: `check` gets each with the number of events before the cut."""
    count = 0
    for cut in range(len(events) + 1):
        for disk in disks(events[:cut]):
            check(disk, cut)
            count += 1
    return count
