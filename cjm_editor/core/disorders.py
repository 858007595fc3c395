"""What the system says when a file cannot be read or written, in words of ours where the cause is a known one."""

from __future__ import annotations

import errno
import os

from cjm_editor.core.texts import Message, _

LOST = frozenset(
    (
        "ESTALE",
        "ETIMEDOUT",
        "ENOTCONN",
        "ECONNRESET",
        "ECONNABORTED",
        "ECONNREFUSED",
        "EHOSTDOWN",
        "EHOSTUNREACH",
        "ENETDOWN",
        "ENETUNREACH",
        "ENETRESET",
        "EREMOTEIO",
        "ENOLINK",
        "ESHUTDOWN",
    )
)
"""Names of the errors of a network folder that does not answer."""

BUSY = frozenset(("EBUSY", "ETXTBSY", "EAGAIN", "EDEADLK", "EDEADLOCK", "ENOLCK"))
"""Names of the errors of a file that another program holds."""


def name_of(code: int | None) -> str:
    """The name of an error number, such as "ENOSPC"; "" where it has none. Not every system knows every name."""
    return errno.errorcode.get(code or 0, "")


def said_by_system(code: int | None) -> Message | str:
    """The cause behind an error number, as the end of a sentence; as the system words it where it is unknown here."""
    if not code:
        return _("the system does not say why")
    name = name_of(code)
    if name in LOST:
        return _("the connection to its folder is lost")
    if name in BUSY:
        return _("another program is using it")
    return _full(name) or _place(name) or _disk(name) or os.strerror(code)


def _full(name: str) -> Message | None:
    match name:
        case "ENOSPC":
            return _("no space is left on the disk")
        case "EDQUOT":
            return _("the space allowed on the disk is used up")
        case "EFBIG":
            return _("the disk takes no file of this size")
        case "ENOMEM":
            return _("there is not enough memory")
        case "EMFILE" | "ENFILE":
            return _("too many files are open")
        case "EMLINK":
            return _("the folder can hold no more")
    return None


def _place(name: str) -> Message | None:
    match name:
        case "ENOENT":
            return _("there is no such file or folder")
        case "EEXIST":
            return _("a file of this name is there already")
        case "EISDIR":
            return _("it is a folder and not a file")
        case "ENOTDIR":
            return _("a part of its path is a file and not a folder")
        case "ELOOP":
            return _("its links lead in a circle")
        case "ENAMETOOLONG":
            return _("the name is too long")
        case "EINVAL" | "EILSEQ":
            return _("its disk does not accept this name")
        case "EXDEV":
            return _("it is on another disk than its folder")
    return None


def _disk(name: str) -> Message | None:
    match name:
        case "EACCES" | "EPERM":
            return _("access is denied")
        case "EROFS":
            return _("the disk is read-only")
        case "EIO":
            return _("the disk or the connection fails")
        case "ENODEV" | "ENXIO" | "ENOMEDIUM":
            return _("the disk is not connected")
        case "ENOTSUP" | "EOPNOTSUPP" | "ENOSYS":
            return _("its disk cannot do this")
        case "EINTR" | "ECANCELED":
            return _("the system broke it off")
        case "EUCLEAN" | "EBADMSG" | "EFAULT":
            return _("the disk is damaged")
    return None
