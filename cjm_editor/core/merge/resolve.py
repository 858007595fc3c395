"""What people chose for a conflict, put into the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple, cast

from cjm_editor.core.errors import EditError
from cjm_editor.core.ids import is_id
from cjm_editor.core.lanes import field_names, is_built_in
from cjm_editor.core.merge.fields import Group, group_name, value_groups
from cjm_editor.core.merge.settle import contradicts
from cjm_editor.core.merge.table import child_fields, has_id
from cjm_editor.core.merge.unknown import named
from cjm_editor.core.merge.wording import (
    element_of,
    element_plain,
    element_text,
    group_text,
    names_of,
    parted,
    plain_of,
    value_of,
)
from cjm_editor.core.model import Card, Conflict, Document, Link, Transition
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, Field
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import _
from cjm_editor.core.validate import findings

Side = Literal["base", "ours", "theirs"]


class EntryText(NamedTuple):
    """An entry of the text that the model holds nothing of: the way to its element as in `Spot`, its names (that of a
    field's mapping before that of the entry), its value as it stands on one line; "" where there shall be none."""

    chain: tuple[tuple[str, int], ...]
    names: tuple[str, ...]
    text: str


class Spot(NamedTuple):
    """What a path leads to: the chain of lists and positions to an element, its kind, and the field's name or ""; of an
    entry that the model does not know the name as the path has it."""

    chain: tuple[tuple[str, int], ...]
    kind: str
    item: object
    field: str


def resolved(document: Document, conflict: Conflict, side: Side) -> Document:
    """The document with the value of one side at the place of the conflict, which is off its list then.

    Raises `EditError` where the place is gone or the document would not hold together. What the model holds nothing of
    is for the text (`entries_of`): a field whose value the reader refused is unset here.
    """
    return all_resolved(document, ((conflict, side),))


def all_resolved(document: Document, choices: Sequence[tuple[Conflict, Side]]) -> Document:
    """As `resolved`, for several choices one after another. Raises `EditError` where one of them cannot be made, or all
    together do not hold."""
    done = {id(conflict) for conflict, _side in choices}
    rest = tuple(other for other in document.conflicts if id(other) not in done)
    before = after = replace(document, conflicts=rest)
    for conflict, side in choices:
        spot = find(after, conflict.path)
        if spot is None:
            raise EditError(
                "conflict-is-gone", _("What this conflict is about is no longer in the document.")
            )
        try:
            after = _applied(after, spot, conflict.path, getattr(conflict, side))
        except (ValueError, TypeError, KeyError) as error:
            raise EditError("no-such-value", _("This value does not fit its field any more.")) from error
    wrong = [found for found in findings(after) if found.problem.severity == "error"]
    known = {found.problem.message for found in findings(before)} if wrong else set()
    new = next((found for found in wrong if found.problem.message not in known), None)
    if new is not None:
        raise EditError("not-together", new.problem.message)
    return after


def current(document: Document, conflict: Conflict) -> str | None:
    """The text of what stands at the place of a conflict now; None where the place is gone. Absent is empty."""
    spot = find(document, conflict.path)
    if spot is None:
        return None
    if not spot.field:
        if spot.item is None:
            return ""
        texts = (
            conflict.ours,
            conflict.theirs,
            conflict.base,
        )  # what is told of entries is left out of the question
        now = element_plain(spot.kind, spot.item)
        return next(
            (text for text in texts if text and _is_told(spot.kind, text, now)),
            element_text(spot.kind, spot.item),
        )
    group = _group(spot)
    if group is None or spot.item is None:
        return conflict.ours
    now_text = group_text(group, tuple(getattr(spot.item, field.attr) for field in group))
    if not now_text and (conflict.ours and not _is_read(spot, conflict.ours)):
        return conflict.ours  # a value that the reader refused stands in the text
    return now_text


def _is_told(kind: str, text: str, now: object) -> bool:
    """Whether the text of an element tells what stands there now, whatever it tells of unknown entries."""
    try:
        return element_plain(kind, element_of(kind, parted(kind, plain_of(text))[0])) == now
    except ValueError:
        return False


def entries_of(document: Document, conflict: Conflict, side: Side) -> tuple[EntryText, ...]:
    """The entries of the text that the choice of a side asks for, in the document in which that choice was made."""
    spot, text = find(document, conflict.path), getattr(conflict, side)
    if spot is None or spot.item is None:
        return ()
    if not spot.field:
        return _entries_of_element(spot, conflict, text)
    if is_entry(spot):
        return (EntryText(spot.chain, tuple(named(part) for part in spot.field.split("/")), text),)
    group = _group(spot)
    all_texts = (conflict.base, conflict.ours, conflict.theirs)
    if group is None or len(group) > 1 or all(_is_read(spot, one) for one in all_texts):
        return ()
    return () if text and _is_read(spot, text) else (EntryText(spot.chain, (group[0].name,), text),)


def _entries_of_element(spot: Spot, conflict: Conflict, text: str) -> tuple[EntryText, ...]:
    """The entries that the text of an element names: those that it lacks and another version has are none, fields that
    it has a good value for are left alone."""
    held: list[dict[str, str]] = []
    chosen: object = None
    for one in (text, conflict.base, conflict.ours, conflict.theirs):
        try:
            plain = plain_of(one or "{}")
        except ValueError:
            plain = None
        chosen = plain if not held else chosen
        held.append(parted(spot.kind, plain)[1])
    names = dict.fromkeys(name for one in held for name in one)
    good = chosen.keys() - held[0].keys() if isinstance(chosen, dict) else ()
    return tuple(EntryText(spot.chain, (n,), held[0].get(n, "")) for n in names if n not in good)


def _group(spot: Spot) -> Group | None:
    return next((g for g in value_groups(spot.kind) if group_name(g) == spot.field), None)


def _is_read(spot: Spot, text: str) -> bool:
    """Whether a text is a value of the field; else the reader refused it."""
    group = _group(spot)
    if group is None or len(group) > 1:
        return True
    try:
        value_of(group[0], text)
    except (ValueError, TypeError, KeyError):
        return False
    return True


def is_entry(spot: Spot) -> bool:
    """Whether a place is an entry that the model knows nothing of."""
    name = spot.field
    if not name or name in {"id", "place"} or _group(spot) is not None:
        return False
    return spot.item is not None and not is_list(spot.kind, spot.item, name)


def is_list(kind: str, item: object, name: str) -> bool:
    """Whether a name is that of a list of elements, or of a lane that is known or holds cards."""
    if any(field.name == name and field.type != "cards" for field in child_fields(kind)):
        return True
    if any(group_name(group) == name for group in value_groups(kind)):
        return False  # a lane may be called as a field
    return hasattr(item, "cards") and (is_built_in(name) or bool(rows_of(item, name)))


def find(document: Document, path: str) -> Spot | None:
    """What a path leads to; an element that is not there is None, where what it would stand in is. The path may be
    anybody's: None where it leads nowhere."""
    kind, item, chain = "document", cast(object, document), list[tuple[str, int]]()
    parts = path.split("/")
    while parts:
        name = parts.pop(0)
        field = list_field(kind, name)
        if not parts:
            # the number of the format is nobody's to choose
            is_any = bool(name) and (kind, name) != ("document", "cjm")
            return Spot(tuple(chain), kind, item, name) if is_any else None
        inner = ELEMENTS[kind].field(name)
        if inner is not None and inner.type == "item" and len(parts) == 1:
            return Spot(tuple(chain), kind, item, f"{name}/{parts[0]}")
        if field is None:
            return None
        rows = rows_of(item, name)
        id, kind = parts.pop(0), field.of
        at = _position(kind, rows, id)
        chain.append((name, at))
        if at < 0:
            is_gone = not parts or (kind == "transition" and parts == ["ends"])
            return Spot(tuple(chain), kind, None, parts[0] if parts else "") if is_gone else None
        item = rows[at]
    return Spot(tuple(chain), kind, item, "")


def list_field(kind: str, name: str) -> Field | None:
    """The field that a list of elements stands in: one of its own, or that of the cards for the name of a lane."""
    fields = child_fields(kind)
    exact = next((field for field in fields if field.name == name and field.type != "cards"), None)
    if exact is not None or name in field_names():
        return exact
    return next((field for field in fields if field.type == "cards"), None)


def rows_of(item: object, name: str) -> Sequence[object]:
    """The elements of a list or lane."""
    if any(lane == name for lane, _row in getattr(item, "cards", ())):
        return next(row for lane, row in item.cards if lane == name)  # type: ignore[attr-defined]
    held = getattr(item, name, ())
    return held if isinstance(held, tuple | Seq) else ()


def _position(kind: str, rows: Sequence[object], id: str) -> int:
    if not has_id(kind):
        is_number = id.isascii() and id.isdigit() and len(id) < 9
        return int(id) - 1 if is_number and 0 < int(id) <= len(rows) else -1
    return next((at for at, item in enumerate(rows) if item.id == id), -1)  # type: ignore[attr-defined]


def _applied(document: Document, spot: Spot, path: str, text: str) -> Document:
    *above, (name, at) = spot.chain or (("", -1),)
    if spot.item is None or (not spot.field and spot.chain):
        if not text:
            return document if spot.item is None else _deleted(document, spot, path)
        made = element_of(spot.kind, parted(spot.kind, plain_of(text))[0])
        if has_id(spot.kind):
            id = path.rpartition("/")[2]
            if not is_id(id):
                raise ValueError(id)
            made = replace(made, id=id)  # type: ignore[type-var]
        if isinstance(made, Card) and not (made.text and _is_lane(document, name)):
            raise ValueError(name)
        row = _reached(document, tuple(above))
        rows = [item for n, item in enumerate(rows_of(row, name)) if n != at and not _meets(made, item)]
        rows.insert(len(rows) if at < 0 else min(at, len(rows)), made)
        return _put(document, tuple(above), _with_rows(row, name, rows))
    if spot.field == "id" and has_id(spot.kind):
        return document  # both elements stand; one of them was called anew
    if is_entry(spot):
        return document  # the text is edited
    if spot.field == "place":
        return _moved(document, spot, text)
    group = _group(spot)
    if group is not None:
        values = {field.attr: None for field in group} if len(group) > 1 else {}
        if len(group) == 1:
            values[group[0].attr] = _value(spot, group[0], text)  # type: ignore[assignment]
        else:
            made = element_of(spot.kind, plain_of(text))
            values = {field.attr: getattr(made, field.attr) for field in group}
        item = replace(spot.item, **values)  # type: ignore[type-var]
        after = _put(document, spot.chain, item)
        if isinstance(item, Transition):
            row = _reached(after, tuple(above))
            rows = [other for other in rows_of(row, name) if other is item or not _meets(item, other)]
            after = _put(after, tuple(above), _with_rows(row, name, rows))
        return after
    if list_field(spot.kind, spot.field) is None:
        raise ValueError(spot.field)
    return _put(document, spot.chain, _reordered(spot, text))


def _is_lane(document: Document, name: str) -> bool:
    """Whether cards may stand in a lane."""
    return name in CARD_LANES or any(lane.id == name and not is_built_in(name) for lane in document.lanes)


def _value(spot: Spot, field: Field, text: str) -> object:
    """The value of a text; of one that the reader refuses none."""
    return value_of(field, text if _is_read(spot, text) else "")


def _deleted(document: Document, spot: Spot, path: str) -> Document:
    """Without the element, by the edit that takes along what cannot stand without it."""
    from cjm_editor.core import edits
    from cjm_editor.core.address import stage_at, transition_at

    parts = path.split("/")
    match spot.kind:
        case "map":
            return edits.delete_map(document, parts[1])
        case "segment":
            return edits.delete_segment(document, parts[1])
        case "persona":
            return edits.delete_persona(document, parts[3])
        case "lane":
            return edits.delete_lane(document, parts[1])
        case "stage":
            return edits.delete_stage(document, stage_at(parts[1], parts[3]))
        case "touchpoint":
            return edits.delete_touchpoints(document, parts[1], (parts[3],))
        case "transition":
            return edits.delete_transition(document, transition_at(parts[1], parts[3]))
    *above, (name, at) = spot.chain
    row = _reached(document, tuple(above))
    return _put(
        document,
        tuple(above),
        _with_rows(row, name, [item for n, item in enumerate(rows_of(row, name)) if n != at]),
    )


def _meets(one: object, other: object) -> bool:
    """Whether two elements of one list cannot both stand."""
    if isinstance(one, Transition) and isinstance(other, Transition):
        same = (one.from_, one.to, one.kind) == (other.from_, other.to, other.kind)
        return same or one.id == other.id
    return isinstance(one, Link) and isinstance(other, Link) and contradicts(one, other)


def _reordered(spot: Spot, text: str) -> object:
    """The element with one of its lists in the order of the text; decided links: with those of the text in it."""
    rows = list(rows_of(spot.item, spot.field))
    if spot.kind == "comparison":
        new = [element_of("link", plain) for plain in cast("list[object]", plain_of(text or "[]"))]
        kept = [row for row in rows if not any(_meets(link, row) for link in new)]
        return _with_rows(spot.item, spot.field, [*kept, *new])
    names = {name: at for at, name in enumerate(names_of(text))}
    places = [names.get(_name(row), -1) for row in rows]
    known = sorted(
        (row for row, at in zip(rows, places, strict=True) if at >= 0), key=lambda r: names[_name(r)]
    )
    made = [row if at < 0 else known.pop(0) for row, at in zip(rows, places, strict=True)]
    return _with_rows(spot.item, spot.field, made)


def _name(row: object) -> str:
    return getattr(row, "text", "") if isinstance(row, Card) else str(getattr(row, "id", ""))


def _moved(document: Document, spot: Spot, text: str) -> Document:
    """The element in another list: `text` is the path of that list."""
    target = find(document, text)
    if target is None or target.item is None or list_field(target.kind, target.field) is None:
        raise ValueError(text)
    *above, (name, at) = spot.chain
    row = _reached(document, tuple(above))
    left = [item for n, item in enumerate(rows_of(row, name)) if n != at]
    document = _put(document, tuple(above), _with_rows(row, name, left))
    found = _reached(document, target.chain)
    return _put(
        document,
        target.chain,
        _with_rows(found, target.field, [*rows_of(found, target.field), spot.item]),
    )


def _reached(document: Document, chain: tuple[tuple[str, int], ...]) -> object:
    item: object = document
    for name, at in chain:
        item = rows_of(item, name)[at]
    return item


def _put(document: Document, chain: tuple[tuple[str, int], ...], item: object) -> Document:
    """The document with another element at the end of a chain."""
    for depth in range(len(chain) - 1, -1, -1):
        holder = _reached(document, chain[:depth])
        name, at = chain[depth]
        rows = list(rows_of(holder, name))
        rows[at] = item
        item = _with_rows(holder, name, rows)
    return cast(Document, item)


def _with_rows(item: object, name: str, rows: Sequence[object]) -> object:
    """The element with other rows in a list or lane; a lane that is empty is left out."""
    held = getattr(item, name, None)
    if held is None:
        cards = dict(item.cards) | {name: tuple(rows)}  # type: ignore[attr-defined]
        return replace(item, cards=tuple((lane, row) for lane, row in cards.items() if row))  # type: ignore[type-var]
    value = Seq(cast("Sequence[Transition]", rows)) if isinstance(held, Seq) else tuple(rows)
    return replace(item, **{name: value})  # type: ignore[type-var]
