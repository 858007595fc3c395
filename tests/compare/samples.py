"""The shipped samples as sides of a comparison."""

from __future__ import annotations

from cjm_editor.core.model import map_of
from cjm_editor.core.resources import sample
from cjm_editor.core.results import Side
from cjm_editor.io.reader import read


def sample_side(file: str, map_id: str) -> Side:
    """One map of a sample; maps of the same call order share no document, as two files would not."""
    return sides_of(file, map_id)[0]


def sides_of(file: str, *map_ids: str) -> tuple[Side, ...]:
    """Maps of one sample, in one document."""
    document = read(sample(file).read_bytes(), file).document
    found = []
    for map_id in map_ids:
        journey = map_of(document, map_id)
        assert journey is not None
        found.append(Side(document, journey, f"{file}#{map_id}"))
    return tuple(found)
