"""Who may read and write a file by its mode or its access list, and whether owner and group can change without loss.

With an access list the group bits of the mode are its mask: what the owning group may do stands in an entry of its own.
"""

from __future__ import annotations

import os
import stat
import struct
from functools import reduce
from operator import and_, or_

from cjm_editor.core.records import dataclass

_READ_WRITE = 0o6
_VERSION = 2
_OWNER, _USER, _OWNING_GROUP, _GROUP, _MASK, _OTHER = 1, 2, 4, 8, 16, 32
"""The kinds of entries of a list."""


@dataclass(frozen=True, slots=True)
class Rights:
    """What owner, owning group and others may do, as bits 4 (read) and 2 (write), the mask applied; `users` and
    `groups` are those that the list names, by number."""

    owner: int
    group: int
    other: int
    users: tuple[tuple[int, int], ...] = ()
    groups: tuple[tuple[int, int], ...] = ()


def rights_of(mode: int, listed: bytes = b"") -> Rights | None:
    """What the mode says, or the access list where there is one; None where the list cannot be understood."""
    if (
        not listed or not mode & stat.S_IRWXG
    ):  # Linux asks no list whose mask leaves nothing: only the mode counts
        mode = stat.S_IMODE(mode)
        return Rights(mode >> 6 & _READ_WRITE, mode >> 3 & _READ_WRITE, mode & _READ_WRITE)
    try:
        (version,) = struct.unpack_from("<I", listed)
        entries = list(struct.iter_unpack("<HHI", listed[4:]))
    except struct.error:
        return None
    single = {
        kind: rights for kind, rights, _who in entries if kind in (_OWNER, _OWNING_GROUP, _MASK, _OTHER)
    }
    known = {_OWNER, _USER, _OWNING_GROUP, _GROUP, _MASK, _OTHER}
    if version != _VERSION or {kind for kind, _rights, _who in entries} - known:
        return None
    if not {_OWNER, _OWNING_GROUP, _OTHER} <= set(single):
        return None
    mask = single.get(_MASK, _READ_WRITE) & _READ_WRITE
    return Rights(
        single[_OWNER] & _READ_WRITE,
        single[_OWNING_GROUP] & mask,
        single[_OTHER] & _READ_WRITE,
        tuple((who, rights & mask) for kind, rights, who in entries if kind == _USER),
        tuple((who, rights & mask) for kind, rights, who in entries if kind == _GROUP),
    )


def are_kept(rights: Rights, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether nobody loses access when a file with these rights passes from one owner and group to others, both given
    by number. In doubt, as about an account that the computer does not know, somebody does."""
    (old_owner, old_group), (owner, group) = before, after
    if group != old_group and (_left_to_group(rights, old_group) or _taken_from_group(rights, group)):
        return False
    if owner == old_owner:
        return True
    return not (rights.owner & ~_as_another(rights, old_owner, group) or _most(rights, owner) & ~rights.owner)


def _left_to_group(rights: Rights, group: int) -> int:
    """What members of a group lose that owns the file no more."""
    named = dict(rights.groups)
    # who is in several groups has what any of them may do, but never what others may
    left = named[group] if group in named else reduce(and_, named.values(), rights.other)
    return rights.group & ~left


def _taken_from_group(rights: Rights, group: int) -> int:
    """What members of a group lose by owning the file: they are no longer others."""
    return 0 if group in dict(rights.groups) else rights.other & ~rights.group


def _as_another(rights: Rights, user: int, group: int) -> int:
    """What a user may do at least with a file of somebody else and of this group."""
    users = dict(rights.users)
    if user in users:
        return users[user]
    by_group = [(group, rights.group), *rights.groups]
    known = _groups_of(user)
    if known is None:
        return reduce(and_, (may for _group, may in by_group), rights.other)
    his = [may for one, may in by_group if one in known]
    return reduce(or_, his) if his else rights.other


def _most(rights: Rights, user: int) -> int:
    """What a user could do at most while the file was somebody else's."""
    users = dict(rights.users)
    if user in users:
        return users[user]
    return reduce(or_, (may for _group, may in rights.groups), rights.group | rights.other)


def _groups_of(user: int) -> frozenset[int] | None:
    """The groups that a user is known to be in; None where the computer does not know him."""
    import pwd  # only where owners differ; Windows has none

    try:
        known = pwd.getpwuid(user)
        return frozenset(os.getgrouplist(known.pw_name, known.pw_gid))
    except (KeyError, OSError):
        return None
