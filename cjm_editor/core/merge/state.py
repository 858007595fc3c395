"""What a merge knows while it is made."""

from __future__ import annotations

from dataclasses import field

from cjm_editor.core.merge.table import Entry, Key, Table
from cjm_editor.core.merge.unknown import Three, Unknown
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message


@dataclass(frozen=True, slots=True)
class Clash:
    """A conflict in the making: the element, the field, group or list ("": the element itself), the three texts."""

    key: Key
    field: str
    base: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Standing:
    """An entry that both sides changed: the element, the name of the entry, and what stands there ("": nothing)."""

    key: Key
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """The three tables, the elements that live with their merged values and places, and what could not be decided.

    `silent` lives only since what it stands in was brought back. `filled` names the lists of an element that hold
    something. `names` are new ids of touchpoints, `cards` those of cards that both sides gave one, by map and old id.
    `unknown` is what the three texts hold and the model does not, `standing` what of it stands though both changed it.
    `joined`: elements that became one with another.
    """

    base: Table
    ours: Table
    theirs: Table
    live: dict[Key, Entry] = field(default_factory=dict)
    silent: set[Key] = field(default_factory=set)
    clashes: list[Clash] = field(default_factory=list)
    notices: list[Message] = field(default_factory=list)
    filled: dict[Key, dict[str, None]] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    cards: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: tuple[Unknown, Unknown, Unknown] = ({}, {}, {})
    standing: list[Standing] = field(default_factory=list)
    joined: dict[Key, Key] = field(default_factory=dict)

    @property
    def sides(self) -> tuple[Table, Table, Table]:
        """Base, ours, theirs."""
        return self.base, self.ours, self.theirs

    def unknown_of(self, key: Key) -> Three:
        """What the three texts hold of an element and the model does not."""
        base, ours, theirs = (side.get(key, {}) for side in self.unknown)
        return base, ours, theirs
