"""Edits of segments and their personas."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.edits.parts import check_id, insert, moved, without
from cjm_editor.core.elements import by_id, no_such_element, with_maps, with_segments
from cjm_editor.core.model import Document, Persona, Segment


def add_segment(document: Document, segment: Segment, index: int = -1) -> Document:
    """The document with a new segment at `index` (-1: last)."""
    check_id(segment.id, by_id(document.segments, segment.id) is not None)
    for persona in segment.personas:
        check_id(persona.id, _segment_of_persona(document, persona.id) is not None)
    return with_segments(document, insert(document.segments, index, segment))


def move_segment(document: Document, id: str, index: int) -> Document:
    """The document with the segment at `index`."""
    return with_segments(document, moved(document.segments, _place(document.segments, id), index))


def delete_segment(document: Document, id: str) -> Document:
    """The document without the segment and its personas; maps of it stay and name none."""
    at = _place(document.segments, id)
    gone = frozenset(persona.id for persona in document.segments[at].personas)
    document = with_segments(document, without(document.segments, at))
    return _maps_forgetting(document, id, gone)


def add_persona(document: Document, segment_id: str, persona: Persona, index: int = -1) -> Document:
    """The document with a new persona in the segment, at `index` (-1: last). Ids are unique in the document."""
    check_id(persona.id, _segment_of_persona(document, persona.id) is not None)
    at = _place(document.segments, segment_id)
    segment = document.segments[at]
    changed = replace(segment, personas=insert(segment.personas, index, persona))
    return with_segments(document, (*document.segments[:at], changed, *document.segments[at + 1 :]))


def delete_persona(document: Document, id: str) -> Document:
    """The document without the persona; maps that named it no longer do."""
    segment = _segment_of_persona(document, id)
    if segment is None:
        raise no_such_element()
    at = document.segments.index(segment)
    changed = replace(segment, personas=tuple(p for p in segment.personas if p.id != id))
    document = with_segments(document, (*document.segments[:at], changed, *document.segments[at + 1 :]))
    return _maps_forgetting(document, "", frozenset({id}))


def move_persona(document: Document, id: str, segment_id: str, index: int = -1) -> Document:
    """The document with the persona in that segment, at `index` among its other personas (-1: last)."""
    source = _segment_of_persona(document, id)
    if source is None:
        raise no_such_element()
    target = document.segments[_place(document.segments, segment_id)]
    persona = next(p for p in source.personas if p.id == id)
    if source is target:
        personas = moved(source.personas, source.personas.index(persona), index)
        if personas is source.personas:
            return document
        changes = {source.id: personas}
    else:
        rest = tuple(p for p in source.personas if p.id != id)
        changes = {source.id: rest, target.id: insert(target.personas, index, persona)}
    return with_segments(
        document,
        tuple(replace(s, personas=changes[s.id]) if s.id in changes else s for s in document.segments),
    )


def _place(segments: tuple[Segment, ...], id: str) -> int:
    for index, segment in enumerate(segments):
        if segment.id == id:
            return index
    raise no_such_element()


def _segment_of_persona(document: Document, id: str) -> Segment | None:
    return next((s for s in document.segments if any(p.id == id for p in s.personas)), None)


def _maps_forgetting(document: Document, segment: str, personas: frozenset[str]) -> Document:
    maps = tuple(
        replace(
            journey,
            segment="" if segment and journey.segment == segment else journey.segment,
            personas=tuple(id for id in journey.personas if id not in personas),
        )
        if (segment and journey.segment == segment) or not personas.isdisjoint(journey.personas)
        else journey
        for journey in document.maps
    )
    changed = any(new is not old for new, old in zip(maps, document.maps, strict=True))
    return with_maps(document, maps) if changed else document
