"""Whose a file is, when a new one is put in its place: owner and group are handed on, so that nobody loses access; so
are access lists and what other programs keep with the file, such as tags.

Only root may give a file away, and only to a group of one's own may a file be given. Where neither restores it, the
rights decide (`io/rights.py`): what anybody could do with the old file he must be able to do with the new one.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from cjm_editor.core.records import dataclass
from cjm_editor.io.rights import are_kept, rights_of
from cjm_editor.io.system import SYSTEM, System

ACCESS = ("system.posix_acl_access", "system.nfs4_acl")
"""Attributes that say who may do what with a file beyond its mode."""

LABEL = "security.selinux"
USER = "user."
"""What other attributes are handed on. The rest is the system's own: hashes, capabilities."""

NONE = frozenset((errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS))
"""Errors of a disk that has no attributes."""

_GONE = getattr(errno, "ENODATA", None)
"""The error of an attribute that was taken away just now."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Attributes that could not be handed on, and why (an error number); none where not even their names could be read.
    `is_access`: they say who may do what, or may say it."""

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
        # nobody knows what there is: it may be an access list
        return None if error.errno in NONE else Lost((), error.errno or 0, is_access=True)
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
            if error.errno != _GONE:
                lost.append(name)
                reason = error.errno or 0
    return Lost(tuple(lost), reason, any(name in ACCESS for name in lost)) if lost else None


def _is_kept(name: str) -> bool:
    return name in ACCESS or name == LABEL or name.startswith(USER)


def handed_on(handle: int, before: os.stat_result, target: Path, system: System = SYSTEM) -> bool:
    """Whether everybody who could read or write the target can do so with the open file that takes its place, which
    gets its owner and group as far as the system allows. Mode and access list are given by the caller. Raises
    `OSError`."""
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
    return keeps_access(before, made.st_uid, made.st_gid, access_list(target, system))


def may_be_replaced(path: Path) -> bool:
    """Whether a save will put a new file in the place of one, as far as can be told without trying; else it fails, or
    with consent the file itself is written to."""
    try:
        target = path.resolve()
        folder, before = target.parent.stat(), target.stat()
    except (OSError, ValueError, RuntimeError):
        return True
    listed = access_list(target)
    if listed is None or not os.access(target.parent, os.W_OK | os.X_OK):
        return False
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        return True
    user = os.geteuid()
    if folder.st_mode & stat.S_ISVTX and user not in (folder.st_uid, before.st_uid):
        return False
    group = folder.st_gid if folder.st_mode & stat.S_ISGID else os.getegid()
    if before.st_gid in (os.getegid(), *os.getgroups()):
        group = before.st_gid
    return keeps_access(before, user, group, listed)


def access_list(target: Path, system: System = SYSTEM) -> bytes | None:
    """The access list of a file, empty where it has none; None where it cannot be read."""
    try:
        there = system.attributes(target)
        return next((system.attribute(target, name) for name in ACCESS if name in there), b"")
    except OSError as error:
        return b"" if error.errno in NONE or error.errno == _GONE else None


def keeps_access(before: os.stat_result, owner: int, group: int, listed: bytes | None = b"") -> bool:
    """Whether all who can read and write a file still can, when a new one with the same mode and access list has this
    owner and group. A list that is not known (None) or not understood is a doubt, and no doubt is risked."""
    if (owner, group) == (before.st_uid, before.st_gid):
        return True
    rights = None if listed is None else rights_of(before.st_mode, listed)
    return rights is not None and are_kept(rights, (before.st_uid, before.st_gid), (owner, group))


def _is_same(made: os.stat_result, before: os.stat_result) -> bool:
    return (made.st_uid, made.st_gid) == (before.st_uid, before.st_gid)
