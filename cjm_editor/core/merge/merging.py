"""The three-way merge of documents.

Each element is merged by itself: what one side changed stands, what both changed in two ways stays ours and becomes a
conflict. Then what is needed is brought back: the parent of an element that is kept, an element that a kept one refers
to. Last, what each side did rightly and both together wrongly is settled (`core.merge.settle`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field as held
from dataclasses import replace
from typing import cast

from cjm_editor.core.merge.build import Rows, built, path_of
from cjm_editor.core.merge.fields import group_name, is_edited, merged_values
from cjm_editor.core.merge.references import Reference, references
from cjm_editor.core.merge.settle import settle
from cjm_editor.core.merge.state import Clash, Standing, State
from cjm_editor.core.merge.table import (
    NOWHERE,
    Entry,
    Key,
    Place,
    Table,
    child_fields,
    has_id,
    has_named_cards,
    known_ids,
    overlap,
    table,
)
from cjm_editor.core.merge.unknown import Telling, twice_changed
from cjm_editor.core.merge.wording import element_text, group_text
from cjm_editor.core.model import Card, Conflict, Document
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _


@dataclass(frozen=True, slots=True)
class Merged:
    """The document that a merge made, its new conflicts (they stand in the document too), and what to know of it.

    `rows` holds the keys of its elements by place, `tables` the base, ours and theirs: what belongs together in them.
    `standing`: what stands in the place of entries that the model holds nothing of and both sides changed. `joined`:
    elements that became one with another.
    """

    document: Document
    conflicts: tuple[Conflict, ...] = ()
    notices: tuple[Message, ...] = ()
    rows: Rows = held(default_factory=dict, compare=False, repr=False)
    tables: tuple[Table, Table, Table] = held(
        default_factory=lambda: (Table(), Table(), Table()), compare=False, repr=False
    )
    standing: tuple[Standing, ...] = held(default=(), compare=False, repr=False)
    joined: Mapping[Key, Key] = held(default_factory=dict, compare=False, repr=False)


def merge(
    base: Document,
    ours: Document,
    theirs: Document,
    unknown: Telling | None = None,
) -> Merged:
    """The merge of two versions that were made from `base`: always a valid document if the three are.

    `unknown` tells what the texts of the three hold and the documents do not: it counts as fields do.
    """
    was = table(base, "base")
    is_named = has_named_cards(ours) and has_named_cards(theirs)
    named = known_ids(table(theirs, "theirs", (was,)), was) if is_named else None
    mine = table(ours, "ours", (was,), named)
    yours = table(theirs, "theirs", (was, mine))
    state = State(was, mine, yours)
    if unknown is not None:
        state = replace(state, unknown=unknown([side.rows for side in state.sides]))
    for key in dict.fromkeys((*mine.entries, *yours.entries)):
        _decide(state, key)
    _bring_back(state)
    settle(state)
    document, rows = built(state)
    made = [
        Conflict(path_of(state, rows, clash.key, clash.field), clash.base, clash.ours, clash.theirs)
        for clash in dict.fromkeys(state.clashes)
    ]
    known = set(document.conflicts)
    new = tuple(conflict for conflict in dict.fromkeys(made) if conflict not in known)
    if new:
        document = replace(document, conflicts=(*document.conflicts, *new))
    notices = (*state.notices, *_alike(state))
    return Merged(document, new, notices, rows, state.sides, tuple(state.standing), state.joined)


def _decide(state: State, key: Key) -> None:
    """Whether an element lives, with which values and where."""
    was, mine, yours = (side.entries.get(key) for side in state.sides)
    unknown = state.unknown_of(key)
    if mine is not None and yours is not None:
        item, twice = merged_values(mine.kind, was.item if was else None, mine.item, yours.item, unknown)
        place, is_clash = _place(was, mine, yours)
        state.live[key] = replace(mine, item=item, place=place)
        for two in twice:
            values = zip((two.base, two.ours, two.theirs), unknown, strict=True)
            texts = (group_text(two.group, held, text) for held, text in values)
            state.clashes.append(Clash(key, group_name(two.group), *texts))
            heads = tuple(name for f in two.group for name in (f.name, f.name + "/"))
            names = {n for side in unknown for n in side if n in heads or n.startswith(heads[1::2])}
            state.standing.extend(Standing(key, name, unknown[1].get(name, "")) for name in sorted(names))
        for name, *sides in twice_changed(mine.kind, item, unknown):
            state.clashes.append(Clash(key, name, *sides))
            state.standing.append(Standing(key, name, sides[1]))
        if is_clash:
            there = (was or mine).place, mine.place, yours.place
            state.clashes.append(Clash(key, "place", *(place_text(state, place) for place in there)))
        return
    left = cast(Entry, mine or yours)
    if was is None:
        state.live[key] = left
    elif (
        is_edited(left.kind, was.item, left.item)
        or left.place != was.place
        or unknown[1 if mine is not None else 2] != unknown[0]
    ):
        _keep(state, key)


def _place(was: Entry | None, mine: Entry, yours: Entry) -> tuple[Place, bool]:
    """Where an element that both have stands, and whether both moved it."""
    if mine.place == yours.place:
        return mine.place, False
    if was is not None and yours.place == was.place:
        return mine.place, False
    if was is not None and mine.place == was.place:
        return yours.place, False
    return mine.place, True


def place_text(state: State, place: Place) -> str:
    """A place in words of the file: the path of what an element stands in, and the list."""
    parent, name = place
    return "/".join((path_of(state, {}, parent), name)).removeprefix("/") if place != NOWHERE else ""


def _keep(state: State, key: Key) -> None:
    """Keep an element that one side deleted, with all that the other has in it, and say so."""
    side = next(side for side in (state.ours, state.theirs, state.base) if key in side.entries)
    entry = side.entries[key]
    was = state.base.entries.get(key)
    found = (was, state.ours.entries.get(key), state.theirs.entries.get(key))
    texts = (
        "" if entry is None else element_text(entry.kind, entry.item, unknown)
        for entry, unknown in zip(found, state.unknown_of(key), strict=True)
    )
    state.clashes.append(Clash(key, "", *texts))
    _revive(state, side, entry)
    state.silent.discard(key)


def _revive(state: State, side: Table, entry: Entry) -> None:
    """Let an element live, and all that stands in it on the side that kept it."""
    state.live[entry.key] = entry
    state.silent.add(entry.key)
    for field in child_fields(entry.kind):
        names = side.lanes.get(entry.key, ()) if field.type == "cards" else (field.name,)
        for name in names:
            for inner in side.rows.get((entry.key, name), ()):
                if inner not in state.live:
                    _revive(state, side, side.entries[inner])


def _bring_back(state: State) -> None:
    """Parents of what lives, and what it refers to, until nothing is missing."""
    waiting = list(state.live)
    undecided = {clash.key for clash in state.clashes if clash.field}
    while waiting:
        key = waiting.pop()
        entries = [state.live[key]]
        if key in undecided:  # whatever is chosen in the end must find what it names
            entries += [side.entries[key] for side in (state.ours, state.theirs) if key in side.entries]
        count = len(state.live)
        for entry in entries:
            parent = entry.place[0]
            if parent and _is_missing(state, parent):
                _keep(state, parent)
            for reference in references(state, entry):
                found = reference.found
                if not found or not all(_is_missing(state, key) for key in found):
                    continue
                if not _was_loose(state, entry, reference):
                    _keep(state, next((key for key in found if key in state.live), found[0]))
        if len(state.live) > count:
            waiting += list(state.live)[count:]


def _is_missing(state: State, key: Key) -> bool:
    """Whether an element does not live, or only because what it stands in was brought back: that is told as well,
    whichever of the two came first."""
    return key not in state.live or key in state.silent


def _was_loose(state: State, entry: Entry, reference: Reference) -> bool:
    """Whether a side has the same reference without what it names: it let it dangle, as the format allows."""
    for side in (state.ours, state.theirs):
        there = side.entries.get(entry.key)
        if there is None or any(key in side.entries for key in reference.found):
            continue
        if any(r[:2] == reference[:2] for r in references(state, there)):
            return True
    return False


def _alike(state: State) -> list[Message]:
    """What both sides added with the same meaning: both stand, and somebody should look."""
    added: dict[tuple[object, ...], list[tuple[bool, str]]] = {}
    for key, entry in state.live.items():
        if key in state.base.entries or (key in state.ours.entries) == (key in state.theirs.entries):
            continue
        title = _title(entry)
        if title and (has_id(entry.kind) or entry.kind == "card"):
            where = (entry.kind, entry.place, getattr(entry.item, "stage", ""))
            added.setdefault(where, []).append((key in state.ours.entries, title))
    told: list[Message] = []
    for (kind, *_where), rows in added.items():
        ours, theirs = ([title for is_ours, title in rows if is_ours is side] for side in (True, False))
        for title in ours:
            if any(_is_alike(kind == "card", title, other) for other in theirs):
                told.append(_("Both sides added “{title}”; both are kept. Delete one of them.", title=title))
    return told


def _is_alike(is_card: bool, one: str, other: str) -> bool:
    if is_card:
        return overlap(one, other) >= 0.6
    return one.casefold().split() == other.casefold().split()


def _title(entry: Entry) -> str:
    if isinstance(entry.item, Card):
        return entry.item.text
    return getattr(entry.item, "title", "") or getattr(entry.item, "name", "")
