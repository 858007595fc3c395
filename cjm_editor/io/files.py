"""Files on disk: reading with a limit, saving so that a file is entirely old or entirely new.

Every write goes through `write_atomic`: a temporary file in the same folder, the length checked, synced, put in
place by one rename, the folder synced. `save` adds the check that nobody changed the file since it was read, and
reads the written file back before it calls it saved.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal

from cjm_editor.core.collector import collector_at_rest
from cjm_editor.core.errors import FileTrouble, FormatError, Place
from cjm_editor.core.model import Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _, shortened
from cjm_editor.core.validate import Finding, findings
from cjm_editor.io.file_words import REFUSED, reading, unlisted, writing
from cjm_editor.io.findings import SHOWN
from cjm_editor.io.owners import Lost, attributes_handed_on, handed_on
from cjm_editor.io.reader import RefusedError, Source, read
from cjm_editor.io.scan import BOM, LIMIT
from cjm_editor.io.system import SYSTEM, System, host_tag, is_alive

TEMPORARY = ".cjm-"
"""How the name of a file that is being saved begins; the computer and the process that save it follow."""

_ANY, _OWN = 0o666, 0o600
"""Modes of a temporary file: that of any new file, if it becomes one; else ours alone, until it gets the rights of the
file that it replaces. Whoever could open it once could go on reading, and a killed save leaves it."""

TOLD = ("newer-version", "duplicate-id")
"""What the reader has said already, with the better place."""

STRETCH = 2**20
"""Bytes read at a time from a file that turns out longer than it said."""

Guard = Callable[[Path], None]
"""Called with the file's path before a save; it raises `FileTrouble` to stop it. Locks and journals come in here."""

Doing = Literal["reading", "writing"]

Write = Callable[[Path, bytes, System], object]
"""Puts bytes into a file, entirely or not at all; raises `FileTrouble`."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file as it was read: its path, the document with its text; its bytes where the text does not give them.

    `unread` is what a save has written since and could not read back: the file may hold these bytes instead.
    """

    path: Path
    source: Source
    kept: bytes = b""
    unread: bytes = b""

    def data(self) -> bytes:
        """The bytes of the file as they were read."""
        return self.kept or self.edited()

    def edited(self) -> bytes:
        """The bytes that the next save edits: after a merge they hold more than the file."""
        return ((BOM if self.source.has_bom else "") + self.source.text).encode()


class UnreadError(FileTrouble):
    """A save whose bytes could not be read back. `loaded` is what is known of the file now, None as before the save."""

    def __init__(self, trouble: FileTrouble, loaded: Loaded | None) -> None:
        super().__init__(trouble.code, trouble.message, trouble.place)
        self.loaded = loaded


def load(path: Path) -> Loaded:
    """The document of a file, with every problem of form and meaning in `source.problems`.

    Raises `FormatError` where the format refuses the file, `FileTrouble` where it cannot be read.
    """
    data = read_bytes(path)
    return loaded_from(path, data)


def opened(data: bytes, name: str = "") -> Source:
    """The document of a file's bytes with every problem of form and meaning. Raises `FormatError` as `read` does."""
    with collector_at_rest():
        try:
            return with_meaning(read(data, name))
        except RefusedError as error:
            if error.codes != {"duplicate-id"}:
                raise  # what the document means is not known: some of it was left out
            found = with_meaning(error.source).problems
            raise FormatError(tuple(p for p in found if p.severity == "error")) from error


def with_meaning(source: Source) -> Source:
    """The source, its problems joined with those of the document as a whole, each at the best-known line."""
    found = findings(source.document, is_just_read=True)
    meant = [finding for finding in found if finding.problem.code not in TOLD]
    if not meant:
        return source
    others = [finding.other for finding in meant if finding.other is not None]
    wanted = [*((f.at, f.field) for f in meant), *((other, "") for other in others)]
    places = source.places_of(wanted)
    beyond = dict(zip(others, places[len(meant) :], strict=True))
    placed = [
        replace(f.problem, message=_told(f, beyond.get(f.other) if f.other else None), place=place, at=f.at)
        for f, place in zip(meant, places, strict=False)
    ]
    together = sorted((*source.problems, *placed), key=lambda p: (p.place.line, p.place.column))
    return replace(source, problems=tuple(together))


def _told(finding: Finding, beyond: Place | None) -> Message:
    """What is said of a problem, with the line of what stands against it, if something does."""
    said = shortened(finding.problem.message, SHOWN)
    if beyond is None or not beyond.line:
        return said
    return _("{said} The other one is in line {line}.", said=said, line=str(beyond.line))


def read_bytes(path: Path, system: System = SYSTEM, most: int = LIMIT + 1) -> bytes:
    """The bytes of a regular file, at most so many: one more than the format allows. Never waits for a pipe. Raises
    `FileTrouble`."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IsADirectoryError(errno.EISDIR, "")
        if not stat.S_ISREG(status.st_mode):
            raise FileTrouble(
                "no-file", _("“{name}” is not an ordinary file.", name=str(path)), Place(str(path))
            )
        # a pipe put there since must not hold us up
        handle = system.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0), 0)
        try:
            return read_all(handle, most, system)
        finally:
            system.close(handle)
    except (OSError, ValueError) as error:
        raise _trouble(error, path, "reading") from error


def is_empty(data: bytes) -> bool:
    """Whether there is nothing in a file: a program that truncates before it writes, a folder that is synced."""
    return not data.removeprefix(BOM.encode()).strip()


def read_all(handle: int, most: int, system: System = SYSTEM) -> bytes:
    """What stands in an open file, at most so many bytes. Raises `OSError`."""
    parts: list[bytes] = []
    wanted = min(most, system.size(handle) + 1)
    while wanted > 0 and (part := system.read(handle, wanted)):
        parts.append(part)
        most -= len(part)
        wanted = min(most, STRETCH)
    return b"".join(parts)


def save(
    path: Path,
    document: Document,
    loaded: Loaded | None = None,
    guard: Guard | None = None,
    system: System = SYSTEM,
    write: Write | None = None,
) -> Loaded:
    """The file as saved and read back. `loaded` is what the document was read from: its text is edited in place.

    Raises `FileTrouble`: "changed-on-disk" where another program wrote the file meanwhile, "read-only" for a file of
    a newer version, else what the system said, with the old file untouched; `UnreadError` where it is not known what
    the file holds. `write` puts the bytes into the file, `write_atomic` where none is given.
    """
    if guard is not None:
        guard(path)
    if loaded is not None:
        _refuse_changed(path, loaded, system)
        if loaded.source.read_only:
            raise _refused(path, "read-only")
    source = None if loaded is None else loaded.source
    data = _checked_bytes(path, source, document)
    (write or write_atomic)(path, data, system)
    try:
        if read_bytes(path, system) != data:
            raise _refused(path, "not-saved")
    except FileTrouble as error:
        known = replace(loaded, unread=data) if loaded is not None and loaded.path == path else None
        raise UnreadError(error, known) from error
    return loaded_from(path, data)


def _checked_bytes(path: Path, source: Source | None, document: Document) -> bytes:
    """The bytes to save, which read as the document; rewritten in canonical form where editing in place fails."""
    # here, not above: commands that only read need no writer
    from cjm_editor.io.writer import cleaned_document, rewritten, to_bytes

    for make in (to_bytes, rewritten):
        data = make(source, document)
        if len(data) > LIMIT:
            size = str(LIMIT // 2**20)
            message = _("The map is too large for one file ({size} MB). Split it by segment.", size=size)
            raise FileTrouble("size", message, Place(str(path)))
        with suppress(FormatError):
            found = read(data).document
            if found == document or found == cleaned_document(document):
                return data
    raise _refused(path, "not-saved")


def _refuse_changed(path: Path, loaded: Loaded, system: System) -> None:
    """Raise where the file that the document came from has other bytes now."""
    if not path.exists() or not loaded.path.exists() or not path.samefile(loaded.path):
        return
    found = read_bytes(path, system)
    if is_empty(found):
        return  # as where there is no file: nobody's work stands there
    if found != loaded.data() and not (loaded.unread and found == loaded.unread):
        message = _(
            "“{name}” was changed by another program since it was opened. Nothing was written. "
            "Save your work under another name with Save as, then compare the two files.",
            name=path.name,
        )
        raise FileTrouble("changed-on-disk", message, Place(str(path)))


def write_atomic(path: Path, data: bytes, system: System = SYSTEM) -> Lost | None:
    """Replace the file by `data`, entirely or not at all. A link is followed; the file's mode is kept, its group and
    owner where the system allows it and always the access that they have ("parted" where that cannot be).

    Returns what could not be kept of the file's extended attributes, None where nothing is lost. Raises `FileTrouble`
    with the remedy; the old file then stands as it was.
    """
    lost: Lost | None = None
    temporary: Path | None = None
    try:
        target = path.resolve()
        before = _replaceable(target)
        temporary, handle = _temporary(target.parent, _ANY if before is None else _OWN, system)
        try:
            write_all(handle, data, system)
            if before is not None:
                # the owner before the list: the list's rights of the group are not those of our own group
                if not handed_on(handle, before, target, system):
                    raise _refused(path, "parted")
                lost = attributes_handed_on(handle, target, system)
                if lost is not None and lost.is_access:
                    raise FileTrouble("parted", unlisted(path.name, lost.reason), Place(str(path)))
                # last: giving a file away clears some
                system.change_mode(handle, stat.S_IMODE(before.st_mode))
            system.fsync(handle)
            if system.size(handle) != len(data):
                raise OSError(errno.ENOSPC, "short write")
        finally:
            system.close(handle)
        system.replace(temporary, target)
        temporary = None
        sync_folder(target.parent, system)
        return lost
    except (OSError, ValueError, RuntimeError) as error:
        raise _trouble(error, path, "writing") from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                system.unlink(temporary)


def write_all(handle: int, data: bytes, system: System = SYSTEM) -> None:
    """Write everything, in as many calls as the system takes. Raises `OSError`."""
    left = memoryview(data)
    while left:
        written = system.write(handle, left)
        if written <= 0:
            raise OSError(errno.ENOSPC, "short write")
        left = left[written:]


def sweep(folder: Path, system: System = SYSTEM) -> None:
    """Remove the temporary files that processes of this computer left in a folder when they died while saving."""
    with suppress(OSError):
        for path in folder.glob(f"{TEMPORARY}{host_tag()}-*.tmp"):
            process = path.name.split("-")[2]
            if process.isdigit() and not is_alive(int(process)):
                with suppress(OSError):
                    system.unlink(path)


def _temporary(folder: Path, mode: int, system: System) -> tuple[Path, int]:
    """A new file in the folder, open for writing, with this mode as far as folder and umask let it have that."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    while True:
        made = folder / f"{TEMPORARY}{host_tag()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"
        with suppress(FileExistsError):
            return made, system.open(made, flags, mode)


def _replaceable(target: Path) -> os.stat_result | None:
    """The owners and permissions of the file to be replaced; None where there is none yet."""
    try:
        status = target.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.ENODEV, "")
    if not os.access(target, os.W_OK):
        # a rename would succeed: what its owner made read-only is not replaced behind his back
        raise PermissionError(errno.EACCES, "")
    return status


def other_names(path: Path) -> int:
    """How many other names (hard links) the file has; saving parts them from it, since it puts a new file in place.

    A folder counts its folders in the same way: it has none.
    """
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0
    return max(0, status.st_nlink - 1) if stat.S_ISREG(status.st_mode) else 0


def sync_folder(folder: Path, system: System = SYSTEM) -> None:
    """Make a rename last. Windows opens no folders, and some network folders refuse the call."""
    with suppress(OSError):
        handle = system.open(folder, os.O_RDONLY, 0)
        try:
            system.fsync(handle)
        finally:
            system.close(handle)


def loaded_from(path: Path, data: bytes) -> Loaded:
    """The file with these bytes. Raises `FormatError`."""
    source = opened(data, str(path))
    return Loaded(path, source, data if source.changed_on_open else b"")


def _trouble(error: Exception, path: Path, doing: Doing) -> FileTrouble:
    """What the system said, as a sentence with a remedy."""
    code = error.errno or 0 if isinstance(error, OSError) else 0
    if isinstance(error, RuntimeError):
        code = errno.ELOOP  # so Path.resolve says it before Python 3.13
    kind = errno.errorcode.get(code, "trouble").lower()
    sentence = (reading if doing == "reading" else writing)(code, str(path), str(path.parent))
    return FileTrouble(kind, sentence, Place(str(path)))


def _refused(path: Path, code: Literal["read-only", "parted", "not-saved"]) -> FileTrouble:
    return FileTrouble(code, REFUSED[code](path.name), Place(str(path)))
