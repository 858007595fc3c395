"""What an edit changed, as bytes: a patch turns the document before into the one after, by the format's own text.

A patch is made by identity, as everything that follows an edit: what an edit left alone is not looked at, so it costs
the same on a map of ten touchpoints and of ten thousand, however many edits were made before it. It is JSON; the
elements in it are text in canonical form, which the ordinary reader reads back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Literal, TypeVar, cast

from cjm_editor.core.errors import FormatError
from cjm_editor.core.model import Document, JourneyMap, Stage, Touchpoint, Transition
from cjm_editor.core.seq import Seq
from cjm_editor.io.canonical import document_text
from cjm_editor.io.reader import read
from cjm_editor.io.twins import told_apart, twins

Long = Literal["touchpoints", "transitions"]
LONG: tuple[Long, ...] = ("touchpoints", "transitions")
"""The lists of a map that are too long to be written whole with every edit."""

T = TypeVar("T", Touchpoint, Transition)
P = TypeVar("P", Stage, Touchpoint)


class UnfitPatchError(ValueError):
    """A patch that was not made from this document."""


# Making -----------------------------------------------------------------------------------------------------


def patch(before: Document, after: Document) -> bytes:
    """The bytes that `patched` turns `before` into `after` by; b"" where they are one object."""
    if before is after:
        return b""
    parts: dict[str, object] = {}
    if _is_other(before, after, ("maps",)):
        parts["document"] = document_text(replace(after, maps=()))
    if before.maps is not after.maps:
        parts["order"] = [journey.id for journey in after.maps]
        known = {journey.id: journey for journey in before.maps}
        changed = (one for one in after.maps if known.get(one.id) is not one)
        frame = Document(lanes=after.lanes)
        parts["maps"] = {one.id: _map_parts(known.get(one.id), one, frame) for one in changed}
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _is_other(before: object, after: object, but: tuple[str, ...]) -> bool:
    """Whether any field but these holds another object."""
    names = (field.name for field in fields(after) if field.name not in but)  # type: ignore[arg-type]  # a dataclass
    return any(getattr(before, name) is not getattr(after, name) for name in names)


def _map_parts(old: JourneyMap | None, new: JourneyMap, frame: Document) -> dict[str, object]:
    """What became of one map; all of it where it is new. `frame` is a document without maps to write it in."""
    if old is None:
        return {"whole": _text_of(frame, new)}
    parts: dict[str, object] = {}
    read_anew: list[Stage | Touchpoint] = []
    if _is_other(old, new, LONG):
        read_anew += new.stages
        parts["own"] = _text_of(frame, replace(new, touchpoints=Seq(), transitions=Seq()))
    bare = JourneyMap(new.id, emotion_scale=new.emotion_scale)
    if old.touchpoints is not new.touchpoints:
        found = list(runs(old.touchpoints, new.touchpoints))
        read_anew += (touchpoint for _start, _removed, items in found for touchpoint in items)
        parts["touchpoints"] = [
            (start, removed, _text_of(frame, replace(bare, touchpoints=Seq(items))) if items else "")
            for start, removed, items in found
        ]
    if old.transitions is not new.transitions:
        parts["transitions"] = [
            (start, removed, _text_of(frame, replace(bare, transitions=Seq(items))) if items else "")
            for start, removed, items in runs(old.transitions, new.transitions)
        ]
    if told := twins(old, read_anew):
        parts["twins"] = told
    return parts


def _text_of(frame: Document, journey: JourneyMap) -> str:
    """A document that holds this map alone, with what the reader needs to know about it: lanes and scale."""
    return document_text(replace(frame, maps=(journey,)))


def runs(old: Seq[T], new: Seq[T]) -> Iterator[tuple[int, int, tuple[T, ...]]]:
    """Where the sequences differ: position in the old one, how many items go, which come; in order.

    Chunks that both hold are skipped unseen; between them the items that are the same objects at both ends.
    """
    shared = {id(chunk) for chunk in old.chunks} & {id(chunk) for chunk in new.chunks}
    if [id(c) for c in old.chunks if id(c) in shared] != [id(c) for c in new.chunks if id(c) in shared]:
        shared = set()
    at = 0
    for (was, length), (now, _length) in zip(_gaps(old, shared), _gaps(new, shared), strict=True):
        start, end_was, end_now = 0, len(was), len(now)
        while start < end_was and start < end_now and was[start] is now[start]:
            start += 1
        while end_was > start and end_now > start and was[end_was - 1] is now[end_now - 1]:
            end_was, end_now = end_was - 1, end_now - 1
        if end_was > start or end_now > start:
            yield at + start, end_was - start, tuple(now[start:end_now])
        at += len(was) + length


def _gaps(items: Seq[T], shared: set[int]) -> list[tuple[list[T], int]]:
    """The items before each shared chunk with that chunk's length, and those after the last with 0."""
    found: list[tuple[list[T], int]] = []
    gap: list[T] = []
    for chunk in items.chunks:
        if id(chunk) in shared:
            found.append((gap, len(chunk)))
            gap = []
        else:
            gap += chunk
    found.append((gap, 0))
    return found


# Applying ---------------------------------------------------------------------------------------------------


def patched(document: Document, data: bytes) -> Document:
    """The document after the edit that the patch was made of. Raises `UnfitPatchError` where it does not fit."""
    if not data:
        return document
    try:
        parts = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnfitPatchError("no patch") from error
    made = document
    parts = _mapping(parts)
    if "document" in parts:
        made = replace(_read(parts["document"]), maps=document.maps)
    if "order" not in parts:
        return made
    known: dict[object, JourneyMap] = {journey.id: journey for journey in document.maps}
    for id, entry in _mapping(parts.get("maps", {})).items():
        known[id] = _patched_map(known.get(id), _mapping(entry))
    order = parts["order"]
    if not isinstance(order, list) or any(not isinstance(id, str) or id not in known for id in order):
        raise UnfitPatchError("a map is missing")
    return replace(made, maps=tuple(known[id] for id in order))


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnfitPatchError("a part is missing")
    return cast("dict[str, object]", value)


def _read(text: object) -> Document:
    if not isinstance(text, str):
        raise UnfitPatchError("a text is missing")
    try:
        return read(text.encode("utf-8", "replace")).document
    except FormatError as error:
        raise UnfitPatchError(error.code) from error


def _only_map(text: object) -> JourneyMap:
    maps = _read(text).maps
    if len(maps) != 1:
        raise UnfitPatchError("a map is missing")
    return maps[0]


def _patched_map(old: JourneyMap | None, parts: dict[str, object]) -> JourneyMap:
    if "whole" in parts:
        return _only_map(parts["whole"])
    if old is None:
        raise UnfitPatchError("a map is missing")
    made = old
    if "own" in parts:
        own = _only_map(parts["own"])
        stages = tuple(_told_apart(stage, old, parts) for stage in own.stages)
        made = replace(own, stages=stages, touchpoints=old.touchpoints, transitions=old.transitions)
    if "touchpoints" in parts:
        touchpoints = [
            (s, n, [_told_apart(one, old, parts) for one in _only_map(t).touchpoints] if t else ())
            for s, n, t in _runs(parts["touchpoints"])
        ]
        made = replace(made, touchpoints=_rejoined(made.touchpoints, touchpoints))
    if "transitions" in parts:
        transitions = [
            (s, n, _only_map(t).transitions if t else ()) for s, n, t in _runs(parts["transitions"])
        ]
        made = replace(made, transitions=_rejoined(made.transitions, transitions))
    return made


def _told_apart(owner: P, old: JourneyMap, parts: dict[str, object]) -> P:
    """The owner, its equal cards told apart as the patch says."""
    told = parts.get("twins")
    places = told.get(owner.id) if isinstance(told, dict) else None
    is_told = isinstance(places, list) and all(type(at) is int for at in places)
    return told_apart(owner, old, places if is_told else None)


def _runs(value: object) -> Iterator[tuple[int, int, object]]:
    """The runs of a list in a patch: start, how many go, the text of those that come."""
    if not isinstance(value, list):
        raise UnfitPatchError("a list is missing")
    for run in value:
        if not (isinstance(run, list) and len(run) == 3 and type(run[0]) is int and type(run[1]) is int):
            raise UnfitPatchError("a run is missing")
        yield run[0], run[1], run[2]


def _rejoined(old: Seq[T], changed: Sequence[tuple[int, int, Sequence[T]]]) -> Seq[T]:
    """The sequence with each run of it exchanged for what comes in its place."""
    items: list[T] = []
    everything = tuple(old)
    at = 0
    for start, removed, new in changed:
        if not at <= start <= start + removed <= len(everything):
            raise UnfitPatchError("another list")
        items += everything[at:start]
        items += new
        at = start + removed
    items += everything[at:]
    return Seq(items)
