"""Which tests are about the safety of work: those that the page of acceptance names in its sections about it.

A module that no other section names, or that is named without a test, is among them as a whole. So the list cannot go
stale: `test_docs` sees to it that each module which tests something of these rooms is named there.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "acceptance.md"

SECTIONS = (
    "Changes from outside and merging",
    "Journal and recovery",
    "Locks",
    "Hostile input, faults, any order",
)
"""The sections of the page that are about it."""

ROOMS = re.compile(
    r"from cjm_editor\.(?:core\.merge|io\.(?:backups|journal|locks|merging|recovery|saving|system)"
    r"|app\.(?:guard|keeper|locking|mishap|outside|recovery|steps|versions|watcher))\b"
)
"""What a module imports that tests something of it."""

NAMED = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`")


@cache
def _named() -> tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]:
    """The modules and tests that the sections about safety name, and those that the other ones do."""
    safe: set[tuple[str, str]] = set()
    others: set[tuple[str, str]] = set()
    for section in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE):
        found = {(file, test) for file, test in NAMED.findall(section)}
        (safe if section.partition("\n")[0] in SECTIONS else others).update(found)
    return frozenset(safe), frozenset(others)


def modules() -> frozenset[str]:
    """The modules that have any such test."""
    return frozenset(file for file, _test in _named()[0])


def whole_modules() -> frozenset[str]:
    """The modules that are about nothing else."""
    safe, others = _named()
    told = frozenset(file for file, test in safe if not test)
    return told | (frozenset(file for file, _test in safe) - frozenset(file for file, _test in others))


def named_tests() -> frozenset[str]:
    """The tests that are named, as `module::test`."""
    return frozenset(f"{file}::{test}" for file, test in _named()[0] if test)
