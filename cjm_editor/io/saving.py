"""A save with its earlier versions: what stood in the file is kept before it is replaced, what stands there afterwards
too.

Where a folder lets no file be replaced, the file itself can be written to: only with consent, only after a synced and
verified version of what stands there, and what is longer is put behind the end first, so that a full disk is known
before a byte of the old version is gone.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.errors import CjmError, FileTrouble, Place
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _
from cjm_editor.io.backups import Shelf, Version, keep, thin
from cjm_editor.io.files import (
    Guard,
    Loaded,
    loaded_from,
    read_bytes,
    save,
    write_all,
    write_atomic,
)
from cjm_editor.io.owners import USER, Lost
from cjm_editor.io.scan import LIMIT
from cjm_editor.io.system import SYSTEM, System

REFUSED = frozenset({"eacces", "eperm", "ebusy", "exdev", "erofs", "parted"})
"""Codes of a write that failed because of the folder, or of the name, not of the file; or of whose the file is."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A file as saved and read back; `trouble` says why its earlier version could not be kept, or what the system kept
    with the file; None where all was."""

    loaded: Loaded
    trouble: Message | None = None


@dataclass(slots=True)
class Keeping:
    """Keeps versions of one file around one write and remembers what stood against it."""

    shelf: Shelf
    path: Path
    trouble: Message | None = None
    reason: Message | str = ""

    def look(self, path: Path, system: System) -> tuple[bytes, float] | None:
        """What stands in the file, and when it was written; None where there is no file or it cannot be read."""
        try:
            if not path.exists():
                return None
            data, written = read_bytes(path, system), path.stat().st_mtime
            if len(data) > LIMIT:
                raise OSError(errno.EFBIG, "")
            return data, written
        except (OSError, ValueError, FileTrouble) as error:
            self._note(error)
            return None

    def keep(self, data: bytes, when: float | None = None) -> Version | None:
        """The version that holds the bytes; None where they cannot be kept."""
        try:
            return keep(self.shelf, self.path, data, when)
        except (OSError, ValueError, CjmError) as error:
            self._note(error)
            return None

    def _note(self, error: Exception) -> None:
        self.reason = reason_of(error)
        self.trouble = _unkept(self.path, self.reason, self.shelf.folder)


def saved(
    path: Path,
    document: Document,
    loaded: Loaded | None,
    shelf: Shelf,
    guard: Guard | None = None,
    system: System = SYSTEM,
    is_direct: bool = False,
) -> Saved:
    """The document saved as `io.files.save` does, its earlier versions kept. No trouble with them stops a save, but for
    one that writes into the file itself; `is_direct` says that the user agreed to that. Raises `FileTrouble`.
    """
    keeping = Keeping(shelf, path)
    made = save(path, document, loaded, guard, system, writer(keeping, is_direct))
    keeping.keep(made.data())
    thin(shelf, path)
    return Saved(made, keeping.trouble)


def written(path: Path, data: bytes, shelf: Shelf, system: System = SYSTEM) -> Message | None:
    """Replace a file by `data`, what stood there being kept: why it could not be kept, None where it was.

    Raises `FileTrouble` where the file cannot be written; it stands as it was then.
    """
    keeping = Keeping(shelf, path)
    writer(keeping, is_direct=False)(path, data, system)
    thin(shelf, path)
    return keeping.trouble


def writer(keeping: Keeping, is_direct: bool) -> Callable[[Path, bytes, System], None]:
    """How the bytes come into the file: what stands there is kept, then it is replaced, or written to with consent."""

    def write(path: Path, data: bytes, system: System) -> None:
        before = keeping.look(path, system)
        version = None if before is None else keeping.keep(before[0], before[1])
        try:
            lost = write_atomic(path, data, system)
            if lost is not None:
                keeping.trouble = _parted_from(path, lost)
        except FileTrouble as error:
            if not is_direct or not may_write_directly(path, error):
                raise
            if before is None or version is None:
                raise FileTrouble("no-backup", _no_backup(path, keeping.reason), Place(str(path))) from error
            write_directly(path, data, before[0], version.path, system)

    return write


def may_write_directly(path: Path, error: CjmError) -> bool:
    """Whether a save that failed so could be written into the file itself."""
    if error.code not in REFUSED:
        return False
    with suppress(OSError, ValueError):
        return stat.S_ISREG(path.stat().st_mode) and os.access(path, os.W_OK)
    return False


def write_directly(path: Path, data: bytes, before: bytes, backup: Path, system: System = SYSTEM) -> None:
    """Write `data` into the file that holds `before`; `backup` is where those stand safe.

    Raises `FileTrouble`: with code "damaged" where the file may hold neither, else it stands as it was.
    """
    try:
        target = path.resolve()
        _put(target, data, before, system)
        if read_bytes(target, system) == data:
            return
        raise OSError(errno.EIO, "read back otherwise")
    except (OSError, ValueError, FileTrouble) as error:
        reason = reason_of(error)
        if _stands_again(path, before, system):
            raise FileTrouble("not-saved", _as_before(path, reason), Place(str(path))) from error
        raise FileTrouble("damaged", _damaged(path, backup, reason), Place(str(path))) from error


def _put(target: Path, data: bytes, before: bytes, system: System) -> None:
    """The bytes into the file, from its beginning; what is longer is put behind its end first."""
    if len(data) > len(before):
        _grow(target, data[len(before) :], len(before), system)
    handle = system.open(target, os.O_WRONLY, 0)
    try:
        write_all(handle, data[: len(before)], system)
        if len(data) < len(before):
            system.truncate(handle, len(data))
        system.fsync(handle)
    finally:
        system.close(handle)


def _grow(target: Path, more: bytes, size: int, system: System) -> None:
    """Put bytes behind the end, or leave the file as it was. Raises `OSError`."""
    handle = system.open(target, os.O_WRONLY | os.O_APPEND, 0)
    try:
        if system.size(handle) != size:
            raise OSError(errno.EBUSY, "written meanwhile")
        try:
            write_all(handle, more, system)
            system.fsync(handle)
        except OSError:
            with suppress(OSError):
                system.truncate(handle, size)
            raise
    finally:
        system.close(handle)


def _stands_again(path: Path, before: bytes, system: System) -> bool:
    """Whether the old bytes stand in the file, after putting them back where they do not."""
    with suppress(OSError, ValueError, FileTrouble):
        if read_bytes(path, system) == before:
            return True
        handle = system.open(path.resolve(), os.O_WRONLY, 0)
        try:
            write_all(handle, before, system)
            system.truncate(handle, len(before))
            system.fsync(handle)
        finally:
            system.close(handle)
        return read_bytes(path, system) == before
    return False


# Reading back ------------------------------------------------------------------------------------


def is_own(loaded: Loaded | None, data: bytes) -> bool:
    """Whether a file holds what a save wrote that could not be read back then."""
    return loaded is not None and bool(loaded.unread) and loaded.unread == data


def confirmed(loaded: Loaded) -> Loaded:
    """The file after what could not be read back was found in it. Raises `FormatError`."""
    return loaded_from(loaded.path, loaded.unread)


# Words -------------------------------------------------------------------------------------------


def reason_of(error: BaseException) -> Message | str:
    """What the system said."""
    while error.__cause__ is not None and not isinstance(error, OSError):
        error = error.__cause__
    return said_by_system(error.errno if isinstance(error, OSError) else None)


def _unkept(path: Path, reason: Message | str, folder: Path) -> Message:
    return _(
        "“{name}” is saved, but no copy could be put with its earlier versions: {reason}. "
        "Check the disk of the folder “{folder}”.",
        name=path.name,
        reason=reason,
        folder=str(folder),
    )


def _parted_from(path: Path, lost: Lost) -> Message:
    return _(
        "“{name}” is saved, but what other programs had noted with the file could not be kept ({names}): {reason}. "
        "Note it there again.",
        name=path.name,
        names=", ".join(name.removeprefix(USER) for name in lost.names) or "?",
        reason=said_by_system(lost.reason),
    )


def _no_backup(path: Path, reason: Message | str) -> Message:
    return _(
        "“{name}” was not saved: a copy of the version on the disk could not be kept ({reason}), and without one "
        "nothing is written into the file itself. Save elsewhere.",
        name=path.name,
        reason=reason,
    )


def _as_before(path: Path, reason: Message | str) -> Message:
    return _(
        "“{name}” was not saved: {reason}. The file stands as it was. Save elsewhere.",
        name=path.name,
        reason=reason,
    )


def _damaged(path: Path, backup: Path, reason: Message | str) -> Message:
    return _(
        "“{name}” was not saved, and the file may be damaged: {reason}. The version from before stands in “{backup}”, "
        "your work is still open here. Save it elsewhere.",
        name=path.name,
        backup=str(backup),
        reason=reason,
    )
