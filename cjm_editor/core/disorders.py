"""What the system says when a file cannot be read or written, in words of ours where the cause is a usual one."""

from __future__ import annotations

import errno
import os

from cjm_editor.core.texts import Message, _


def said_by_system(code: int | None) -> Message | str:
    """The cause behind an error number, as the end of a sentence; as the system words it where it is unusual.

    "?" where there is no number.
    """
    if not code:
        return "?"
    return {
        errno.ENOSPC: _("no space is left on the disk"),
        errno.EDQUOT: _("the space allowed on the disk is used up"),
        errno.EACCES: _("access is denied"),
        errno.EPERM: _("access is denied"),
        errno.EROFS: _("the disk is read-only"),
        errno.EIO: _("the disk or the connection fails"),
        errno.EBUSY: _("another program is using it"),
        errno.ENOENT: _("there is no such file or folder"),
        errno.EISDIR: _("it is a folder and not a file"),
        errno.ENAMETOOLONG: _("the name is too long"),
    }.get(code) or os.strerror(code)
