"""Who may do what by a mode or an access list, held against a model that asks for each account."""

from __future__ import annotations

import os
import pwd
import random
import struct
from functools import reduce
from operator import or_
from types import SimpleNamespace

import pytest

from cjm_editor.io.rights import Rights, are_kept, rights_of

ANYBODY = 0xFFFFFFFF


def access_list(*entries: tuple[int, int, int]) -> bytes:
    """The bytes of a list: kind, rights and number of each entry."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


def test_without_a_list_the_mode_says_it() -> None:
    assert rights_of(0o100_754) == Rights(6, 4, 4)
    assert rights_of(0o2_620) == Rights(6, 2, 0)


def test_the_mask_is_applied_to_all_but_owner_and_others() -> None:
    data = access_list(
        (1, 7, ANYBODY), (2, 6, 10), (4, 6, ANYBODY), (8, 7, 20), (16, 4, ANYBODY), (32, 6, ANYBODY)
    )
    assert rights_of(0o666, data) == Rights(6, 4, 6, ((10, 4),), ((20, 4),))
    assert rights_of(0o606, data) == Rights(6, 0, 6), "the kernel asks no list whose mask leaves nothing"


@pytest.mark.parametrize(
    "data",
    [
        b"x",
        b"\x02\0\0\0xyz",
        struct.pack("<I", 3) + access_list((1, 6, ANYBODY), (4, 6, ANYBODY), (32, 6, ANYBODY))[4:],
        access_list((1, 6, ANYBODY), (32, 6, ANYBODY)),
        access_list((1, 6, ANYBODY), (4, 6, ANYBODY), (32, 6, ANYBODY), (64, 6, 1)),
    ],
    ids=["no list", "cut", "another version", "no group", "an unknown entry"],
)
def test_a_list_that_is_not_understood_says_nothing(data: bytes) -> None:
    assert rights_of(0o664, data) is None


def may(rights: Rights, owner: int, group: int, user: int, groups: frozenset[int]) -> int:
    """What the system lets an account do."""
    if user == owner:
        return rights.owner
    if user in dict(rights.users):
        return dict(rights.users)[user]
    his = [can for one, can in ((group, rights.group), *rights.groups) if one in groups]
    return rights.other if not his else reduce(or_, his)


def test_nobody_loses_access_where_it_is_said_to_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Law over 1,000 generated lists and changes, each with all accounts in all their possible groups."""
    chance = random.Random(20261122)
    said = 0
    for _case in range(1000):
        member_of = {
            user: frozenset(g for g in (20, 21, 22) if chance.random() < 0.5) for user in range(10, 14)
        }
        monkeypatch.setattr(pwd, "getpwuid", lambda user: SimpleNamespace(pw_name=user, pw_gid=99))
        monkeypatch.setattr(os, "getgrouplist", lambda user, own, known=member_of: [own, *known[user]])
        rights = Rights(
            chance.choice((6, 6, 4)),
            *(chance.choice((0, 4, 6)) for _one in range(2)),
            tuple((user, chance.choice((0, 4, 6))) for user in range(10, 14) if chance.random() < 0.3),
            tuple((group, chance.choice((0, 4, 6))) for group in (20, 21, 22) if chance.random() < 0.3),
        )
        before = (chance.randrange(10, 14), chance.randrange(20, 23))
        after = (chance.randrange(10, 14), chance.randrange(20, 23))
        if are_kept(rights, before, after):
            said += 1
            for user, groups in member_of.items():
                lost = may(rights, *before, user, groups) & ~may(rights, *after, user, groups)
                assert not lost, (rights, before, after, user, groups)
    assert said > 100


def test_of_an_account_that_is_not_known_the_worst_is_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(user: int) -> object:
        raise KeyError(user)

    monkeypatch.setattr(pwd, "getpwuid", unknown)
    assert not are_kept(Rights(6, 4, 6), (10, 20), (11, 20))
    assert are_kept(Rights(6, 6, 6), (10, 20), (11, 20))
