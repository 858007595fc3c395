"""What the texts of a merge hold and their documents do not: unknown keys, and values that the reader refused.

They are told to the merge as texts in which layout and comments do not count: as the value would stand on one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import cast

from cjm_editor.core.merge.table import Key
from cjm_editor.core.merge.unknown import Telling, Unknown, escaped
from cjm_editor.core.schema import ELEMENTS
from cjm_editor.io.one_line import text_of
from cjm_editor.io.reader import Source
from cjm_editor.io.versions import Rows, Version, strangers, versions


def telling(*sources: Source | None) -> Telling:
    """What tells the entries of three versions; without text (an empty base) there are none. What is the same in all
    of them is left out."""
    return partial(_told, sources)


def _told(sources: tuple[Source | None, ...], rows: Sequence[Rows]) -> tuple[Unknown, Unknown, Unknown]:
    if not any(source is not None and may_hold_any(source) for source in sources):
        return {}, {}, {}
    base, ours, theirs = (unknown_of(side) for side in versions(sources, rows))
    return base, ours, theirs


def may_hold_any(source: Source) -> bool:
    """Whether a text may hold entries that its document does not: the reader tells of all but those that have names
    which the format keeps for later."""
    if any(problem.code == "unknown-key" or problem.severity == "error" for problem in source.problems):
        return True
    return any(name in source.text for name in _reserved())


@cache
def _reserved() -> frozenset[str]:
    return frozenset(name for element in ELEMENTS.values() for name in element.reserved)


def unknown_of(side: Version) -> Unknown:
    """The entries of a version by element; those of a mapping that is a field's value belong to the element."""
    found: dict[Key, dict[str, str]] = {}
    for key in side.spots:
        entries = strangers(side, key)
        if not entries:
            continue
        names: tuple[str, ...] = ()
        while key[0] == "item":
            key, names = cast(Key, key[1]), (str(key[2]), *names)
        texts = found.setdefault(key, {})
        for name, (_key, value) in entries.items():
            texts["/".join((*names, escaped(name)))] = text_of(value)
    return found
