"""Whose a file is, when a new one is put in its place: owner and group are handed on, so that nobody loses access.

Only root may give a file away, and only to a group of one's own may a file be given. Where neither restores it, the
permissions decide: what owner and group could do with the old file they must be able to do with the new one.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from cjm_editor.io.system import SYSTEM, System

_READ_WRITE = 0o6


def handed_on(handle: int, before: os.stat_result, system: System = SYSTEM) -> bool:
    """Whether everybody who could read or write the old file can do so with the open new one, which gets the old
    one's owner and group as far as the system allows. The mode is given by the caller. Raises `OSError`."""
    if not hasattr(os, "fchown"):
        return True  # Windows: a file in the folder has the folder's access list
    if _is_same(os.fstat(handle), before):
        return True
    with suppress(OSError):
        system.change_owner(handle, before.st_uid, before.st_gid)
        return True
    with suppress(OSError):
        system.change_owner(handle, -1, before.st_gid)
    made = os.fstat(handle)
    return keeps_access(before, made.st_uid, made.st_gid)


def may_be_replaced(path: Path) -> bool:
    """Whether a save will put a new file in the place of one, as far as can be told without trying; else it fails, or
    with consent the file itself is written to."""
    try:
        target = path.resolve()
        folder, before = target.parent.stat(), target.stat()
    except (OSError, ValueError, RuntimeError):
        return True
    if not os.access(target.parent, os.W_OK | os.X_OK):
        return False
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return True
    user = os.geteuid()
    if folder.st_mode & stat.S_ISVTX and user not in (folder.st_uid, before.st_uid):
        return False
    group = folder.st_gid if folder.st_mode & stat.S_ISGID else os.getegid()
    if before.st_gid in (os.getegid(), *os.getgroups()):
        group = before.st_gid
    return keeps_access(before, user, group)


def keeps_access(before: os.stat_result, owner: int, group: int) -> bool:
    """Whether owner and group of a file can still read and write as they could, when a new one with the same mode has
    this owner and group."""
    mode = before.st_mode
    as_group, as_other = mode >> 3 & _READ_WRITE, mode & _READ_WRITE
    if group != before.st_gid and as_group & ~as_other:
        return False
    if owner == before.st_uid:
        return True
    left = as_group if _is_member(before.st_uid, group) else as_other
    return not (mode >> 6 & _READ_WRITE & ~left)


def _is_same(made: os.stat_result, before: os.stat_result) -> bool:
    return (made.st_uid, made.st_gid) == (before.st_uid, before.st_gid)


def _is_member(user: int, group: int) -> bool:
    """Whether the user is known to be in the group."""
    import pwd  # only where owners differ; Windows has none

    try:
        known = pwd.getpwuid(user)
        return group in os.getgrouplist(known.pw_name, known.pw_gid)
    except (KeyError, OSError):
        return False
