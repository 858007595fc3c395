"""The merged elements put together again, and where each stands in the document that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from cjm_editor.core.merge.order import ordered
from cjm_editor.core.merge.references import reference_fields, scope_of
from cjm_editor.core.merge.state import Clash, State
from cjm_editor.core.merge.table import ROOT, Entry, Key, Place, child_fields, has_id
from cjm_editor.core.merge.wording import names_text
from cjm_editor.core.model import Document
from cjm_editor.core.seq import Seq

Rows = Mapping[Place, Sequence[Key]]


def built(state: State) -> tuple[Document, Rows]:
    """The document of all that lives, and the rows of each place in their order; orders that clash are noted."""
    here: dict[Place, set[Key]] = {}
    for key, entry in state.live.items():
        here.setdefault(entry.place, set()).add(key)
    rows: dict[Place, list[Key]] = {}
    for place, alive in here.items():
        if place[0]:
            rows[place] = _row(state, place, alive)
            state.filled.setdefault(place[0], {})[place[1]] = None
    document = _element(state, rows, ROOT)
    return cast(Document, document), rows


def _row(state: State, place: Place, alive: set[Key]) -> list[Key]:
    base, ours, theirs = (side.rows.get(place, []) for side in state.sides)
    if len(alive) == 1:
        return list(alive)
    row, is_clash = ordered(base, ours, theirs, alive, lambda key: _token(state, key))
    if len(row) < len(alive):  # kept, and moved by the side that kept it: at the end
        row += sorted(alive - set(row), key=lambda key: _token(state, key))
    if is_clash:
        texts = (
            names_text(_name(state, key) for key in side if key in alive) for side in (base, ours, theirs)
        )
        state.clashes.append(Clash(*place, *texts))
    return row


def _token(state: State, key: Key) -> str:
    """What decides between two elements of which neither comes first: the same from both sides."""
    entry = state.live[key]
    return f"{entry.kind} {_name(state, key)} {entry.item!r}"


def _name(state: State, key: Key) -> str:
    """What an element of a list is called in the order of a conflict."""
    entry = state.live[key]
    return str(key[2]) if has_id(entry.kind) else getattr(entry.item, "text", "") or repr(key[2])


def _element(state: State, rows: Rows, key: Key) -> object:
    """The element with all that stands in it; the very object of one side where it is equal to that."""
    entry = state.live[key]
    changes: dict[str, object] = _renamed(state, entry)
    for field in child_fields(entry.kind):
        if field.type == "cards":
            held: object = _cards(state, rows, key)
        else:
            items = tuple(_element(state, rows, inner) for inner in rows.get((key, field.name), ()))
            held = Seq(items) if isinstance(getattr(entry.item, field.attr), Seq) else items  # type: ignore[type-var]
        if held != getattr(entry.item, field.attr) or not _is_identical(
            held, getattr(entry.item, field.attr)
        ):
            changes[field.attr] = held
    made = replace(entry.item, **changes) if changes else entry.item  # type: ignore[type-var]
    for side in (state.theirs, state.ours):
        there = side.entries.get(key)
        if there is not None and there.item == made:
            return there.item
    return made


def _is_identical(one: object, other: object) -> bool:
    return all(
        a is b for a, b in zip(cast("Sequence[object]", one), cast("Sequence[object]", other), strict=True)
    )


def _cards(state: State, rows: Rows, key: Key) -> tuple[tuple[str, tuple[object, ...]], ...]:
    """The cards of an element, its lanes in the order in which they were filled."""
    base, ours, theirs = (side.lanes.get(key, []) for side in state.sides)
    lists = {field.name for field in child_fields(state.live[key].kind)}
    alive = [name for name in state.filled.get(key, ()) if name not in lists]
    lanes, is_clash = ordered(base, ours, theirs, alive)
    if is_clash:
        lanes = min(lanes, ordered(base, theirs, ours, alive)[0])
    lanes += [name for name in alive if name not in lanes]
    return tuple((lane, tuple(_element(state, rows, card) for card in rows[key, lane])) for lane in lanes)


def _renamed(state: State, entry: Entry) -> dict[str, object]:
    """The fields of an element that name what has another id in the merged document."""
    changes: dict[str, object] = {}
    if entry.kind == "touchpoint" and (entry.scope, str(entry.key[2])) in state.names:
        changes["id"] = state.names[entry.scope, str(entry.key[2])]
    if not state.names and not state.cards:
        return changes
    for field in reference_fields(entry.kind):
        names = state.cards if "card" in field.to else state.names if field.to == ("touchpoint",) else {}
        scope = scope_of(state, entry, field)
        held = getattr(entry.item, field.attr)
        new: object
        if isinstance(held, str):
            new = names.get((scope, held), held)
        else:
            mapped = tuple(names.get((scope, text), text) for text in held)
            new = held if mapped == held else tuple(dict.fromkeys(text for text in mapped if text))
        if new != held:
            changes[field.attr] = new
    return changes


def path_of(state: State, rows: Rows, key: Key, field: str = "") -> str:
    """The place of an element or field in the document: `maps/actual/touchpoints/ad/title`; rows count from 1."""
    parts: list[str] = [field] if field else []
    while key and key != ROOT:
        entry = state.live.get(key) or next(
            s.entries[key] for s in (state.ours, state.theirs, state.base) if key in s.entries
        )
        if has_id(entry.kind):
            id = str(key[2])
            parts.append(state.names.get((entry.scope, id), id) if entry.kind == "touchpoint" else id)
        else:
            row = rows.get(entry.place, ())
            parts.append(str(row.index(key) + 1) if key in row else "0")
        parts.append(entry.place[1])
        key = entry.place[0]
    return "/".join(reversed(parts))
