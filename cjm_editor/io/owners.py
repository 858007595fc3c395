"""Whose a file is, when a new one is put in its place: owner and group are handed on, so that nobody loses access; so
are access lists and what other programs keep with the file, such as tags.

Only root may give a file away, and only to a group of one's own may a file be given. Where neither restores it, the
permissions decide: what owner and group could do with the old file they must be able to do with the new one.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from cjm_editor.core.records import dataclass
from cjm_editor.io.system import SYSTEM, System

_READ_WRITE = 0o6

ACCESS = ("system.posix_acl_access", "system.nfs4_acl")
"""Attributes that say who may do what with a file beyond its mode."""

LABEL = "security.selinux"
USER = "user."
"""What other attributes are handed on. The rest is the system's own: hashes, capabilities."""

NONE = frozenset((errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS))
"""Errors of a disk that has no attributes."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Attributes that could not be handed on, and why (an error number); `is_access`: they say who may do what."""

    names: tuple[str, ...]
    reason: int
    is_access: bool = False


def attributes_handed_on(handle: int, target: Path, system: System = SYSTEM) -> Lost | None:
    """What could not be handed on of a file's extended attributes to the open one that takes its place, None where
    nothing is lost. An access list that only the new file has, from its folder, is taken away. Never raises `OSError`.
    """
    try:
        wanted = [name for name in system.attributes(target) if _is_kept(name)]
        there = [name for name in system.attributes(handle) if _is_kept(name)]
    except OSError as error:
        return None if error.errno in NONE else Lost((), error.errno or 0)
    lost: list[str] = []
    reason = 0
    for name in dict.fromkeys((*wanted, *there)):
        try:
            if name not in wanted:
                if name in ACCESS:
                    system.remove_attribute(handle, name)
                continue
            value = system.attribute(target, name)
            if name not in there or system.attribute(handle, name) != value:
                system.set_attribute(handle, name, value)
        except OSError as error:
            if error.errno != getattr(errno, "ENODATA", None):  # else it was taken away just now
                lost.append(name)
                reason = error.errno or 0
    return Lost(tuple(lost), reason, any(name in ACCESS for name in lost)) if lost else None


def _is_kept(name: str) -> bool:
    return name in ACCESS or name == LABEL or name.startswith(USER)


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
