"""Whether equal ids of two maps mean the same touchpoint: a common origin says so, else their titles must."""

from __future__ import annotations

from pathlib import PurePath

from cjm_editor.core.model import map_of
from cjm_editor.core.results import Side

Origin = tuple[str, str]
"""A file's name without folders, and a map's id."""


def file_of(name: str) -> str:
    """The file part of `file#map`, without folders; empty for a map named without a file."""
    return PurePath(name.rpartition("#")[0]).name


def origins(side: Side, other: Side, unnamed: str = "") -> tuple[Origin, ...]:
    """The map itself and the maps it was made from, nearest first, as far as `derived_from` can be followed.

    `other` is the second document in which an origin may be found; `unnamed` stands for the file of a side
    without a name.
    """
    found: list[Origin] = []
    file, journey = file_of(side.name) or unnamed, side.journey
    while (file, journey.id) not in found:
        found.append((file, journey.id))
        if not journey.derived_from:
            break
        named, _hash, map_id = journey.derived_from.rpartition("#")
        file = PurePath(named).name if named else file
        homes = [side.document] if file in (file_of(side.name), unnamed) else []
        homes += [other.document] if file == file_of(other.name) else []
        following = next((m for m in (map_of(home, map_id) for home in homes) if m is not None), None)
        if following is None:
            found.append((file, map_id))
            break
        journey = following
    return tuple(found)


def is_related(ideal: Side, actual: Side) -> bool:
    """Whether one map was made from the other, or both from a common one.

    Two maps of one name in two files of one name are related only if `derived_from` says so: everybody's map is
    called `actual`.
    """
    same = ideal.document is actual.document
    if same and ideal.journey.id == actual.journey.id:
        return True
    ours, theirs = origins(ideal, actual, "?"), origins(actual, ideal, "?" if same else "??")
    common = set(ours) & set(theirs)
    return bool(common - {ours[0]}) or (ours[0] in common and (same or ours[0] != theirs[0]))
