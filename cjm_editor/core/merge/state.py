"""What a merge knows while it is made."""

from __future__ import annotations

from dataclasses import field

from cjm_editor.core.merge.table import Entry, Key, Table
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
class State:
    """The three tables, the elements that live with their merged values and places, and what could not be decided.

    `silent` lives only since what it stands in was brought back. `filled` names the lists of an element that hold
    something. `names` are new ids of touchpoints, `cards` those of cards that both sides gave one, by map and old id.
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

    @property
    def sides(self) -> tuple[Table, Table, Table]:
        """Base, ours, theirs."""
        return self.base, self.ours, self.theirs
