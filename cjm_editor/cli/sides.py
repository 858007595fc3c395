"""Which two maps are compared, by what the command line names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cjm_editor.cli.inputs import chosen_map, map_list, opened, split
from cjm_editor.cli.parser import UsageError
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.results import Side
from cjm_editor.core.texts import Words, _


def sides(first: str, second: str | None, segment: str | None, words: Words) -> tuple[Side, Side]:
    """Return the two maps that are named as `FILE#MAP`, or chosen by the segment; which is which is not decided here.

    Raises `CjmError` where it is not clear what is meant.
    """
    from cjm_editor.compare.roles import pick_pair

    file, map_id = split(first)
    other_file, other_id = split(second) if second is not None else ("", "")
    if segment is not None and map_id and (other_id or second is None):
        raise UsageError(
            _("--segment chooses among the maps of a file, but the maps are named: leave it out"), "compare"
        )
    document = opened(file, words)
    if second is None:
        if not map_id:
            return pick_pair(document, file, segment)
        return _with_counterpart(document, chosen_map(document, map_id, file), file)
    other = document if Path(other_file) == Path(file) else opened(other_file, words)
    named = ((document, map_id, file), (other, other_id, other_file))
    if segment is not None:
        _check_segment(segment, [entry for entry in named if not entry[1]])
    return _side(*named[0], segment), _side(*named[1], segment)


def _check_segment(segment: str, choosing: Sequence[tuple[Document, str, str]]) -> None:
    """Raise `CjmError` where no map among which a segment is to choose is of this one; the message lists the ids."""
    if any(journey.segment == segment for document, _map, _file in choosing for journey in document.maps):
        return
    found: dict[str, str] = {}
    for document, _map, _file in choosing:
        titles = {known.id: known.title for known in document.segments}
        found |= {journey.segment: titles.get(journey.segment, "") for journey in document.maps}
    listed = ", ".join(f"{id} ({title})" if title else id for id, title in found.items() if id)
    raise CjmError(
        "no-segment",
        _(
            "No map is of the segment {segment} in {file}. Segments there: {segments}",
            segment=segment,
            file=", ".join(dict.fromkeys(file for _document, _map, file in choosing)),
            segments=listed or "—",
        ),
    )


def _side(document: Document, map_id: str, file: str, segment: str | None) -> Side:
    """The map named, else the segment's where the file has such maps, else the file's only one."""
    if not map_id and segment is not None:
        named = [journey for journey in document.maps if journey.segment == segment]
        map_id = named[0].id if len(named) == 1 else ""
    journey = chosen_map(document, map_id, file)
    return Side(document, journey, f"{file}#{journey.id}")


def _with_counterpart(document: Document, journey: JourneyMap, file: str) -> tuple[Side, Side]:
    """Return the map and the only one of its segment that it can be compared with."""
    wanted = ("actual", "assumed") if journey.kind == "ideal" else ("ideal",)
    others = [other for other in document.maps if other.segment == journey.segment and other.kind in wanted]
    if len(others) > 1:
        others = [other for other in others if other.kind in ("actual", "ideal")]
    if len(others) != 1:
        raise CjmError(
            "no-counterpart",
            _(
                "It is not clear what to compare {file}#{map} with. Name a second map: {maps}",
                file=file,
                map=journey.id,
                maps=map_list(document, file),
            ),
        )
    return Side(document, journey, f"{file}#{journey.id}"), Side(
        document, others[0], f"{file}#{others[0].id}"
    )
