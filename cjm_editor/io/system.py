"""The system's calls behind saving and the journal, as one value that is passed in: tests put in one that fails.

Only what must not lose work goes through here. Each function is the one of `os` with the same name, but for `lock`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from zlib import crc32

from cjm_editor.core.records import dataclass

BINARY = getattr(os, "O_BINARY", 0) | getattr(os, "O_NOINHERIT", 0) | getattr(os, "O_CLOEXEC", 0)
"""What every file of ours is opened with: Windows would change the line ends else."""

Name = str | os.PathLike[str]

FAR = 0x7FFF_FFFE
"""Where Windows locks a byte: it lets nobody read what is locked, so it is one that no file of ours has."""


def open_file(path: Name, flags: int, mode: int = 0o666) -> int:
    """A descriptor of the file."""
    return os.open(path, flags | BINARY, mode)


def change_mode(handle: int, mode: int) -> None:
    """Give an open file its permissions; Windows has none to give."""
    if hasattr(os, "fchmod"):
        os.fchmod(handle, mode)


def change_owner(handle: int, user: int, group: int) -> None:
    """Give an open file to a user and a group, -1 leaving it; Windows has none to give."""
    if hasattr(os, "fchown"):
        os.fchown(handle, user, group)


def attributes(of: Name | int) -> list[str]:
    """The names of a file's extended attributes, by its name or open; only Linux tells them."""
    return os.listxattr(of) if hasattr(os, "listxattr") else []


def attribute(of: Name | int, name: str) -> bytes:
    """The value of an extended attribute."""
    return os.getxattr(of, name)


def set_attribute(handle: int, name: str, value: bytes) -> None:
    """Give an open file an extended attribute."""
    os.setxattr(handle, name, value)


def remove_attribute(handle: int, name: str) -> None:
    """Take an extended attribute from an open file."""
    os.removexattr(handle, name)


def make_folder(path: Name) -> None:
    """Make a folder with those above it, for its owner only; one that is there is fine."""
    os.makedirs(path, 0o700, exist_ok=True)  # noqa: PTH103 - a call of the system, as all here


def lock(handle: int) -> bool:
    """Whether this process holds the file from now on, until it closes it or dies.

    Raises `OSError` where the file's disk knows no locks.
    """
    try:
        if os.name == "nt":
            import msvcrt

            os.lseek(handle, FAR, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            finally:
                os.lseek(handle, 0, os.SEEK_END)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def host_name() -> str:
    """What this computer is called; "" where nobody says."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def host_tag() -> str:
    """A short mark of this computer for names of files."""
    return f"{crc32(host_name().encode('utf-8', 'replace')):08x}"


def is_alive(process: int) -> bool:
    """Whether a process of this computer may still run."""
    if os.name == "nt" or process == os.getpid():
        return True  # on Windows the call below would be a key press, not a question
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


@dataclass(frozen=True, slots=True)
class System:
    """The calls. Each raises `OSError`; `write` may write less than it was given."""

    open: Callable[[Name, int, int], int] = open_file
    read: Callable[[int, int], bytes] = os.read
    write: Callable[[int, bytes | memoryview], int] = os.write
    truncate: Callable[[int, int], None] = os.ftruncate
    fsync: Callable[[int], None] = os.fsync
    change_mode: Callable[[int, int], None] = change_mode
    change_owner: Callable[[int, int, int], None] = change_owner
    attributes: Callable[[Name | int], list[str]] = attributes
    attribute: Callable[[Name | int, str], bytes] = attribute
    set_attribute: Callable[[int, str, bytes], None] = set_attribute
    remove_attribute: Callable[[int, str], None] = remove_attribute
    size: Callable[[int], int] = lambda handle: os.fstat(handle).st_size
    close: Callable[[int], None] = os.close
    replace: Callable[[Name, Name], None] = os.replace
    link: Callable[[Name, Name], None] = os.link
    unlink: Callable[[Name], None] = os.unlink
    make_folder: Callable[[Name], None] = make_folder
    lock: Callable[[int], bool] = lock


SYSTEM = System()
