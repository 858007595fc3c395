"""A pair of maps whose gap is told as an interval only: hardly any emotion is known."""

from __future__ import annotations

from cjm_editor.compare.comparison import compare
from cjm_editor.core.model import JourneyMap, Touchpoint
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.seq import Seq
from tests.compare.generator import side


def low_coverage(**emotions: int | None) -> ComparisonResult:
    """Three touchpoints of which one has a known emotion on both maps."""
    titles = {"a": "Compares models on the site", "b": "Pays for the order", "c": "Gets the parcel"}
    wanted = {"a": 1, "b": 2, "c": 2}
    lived = {"a": None, "b": None, "c": -1, **emotions}
    maps = [
        JourneyMap(
            kind,
            kind=kind,
            touchpoints=Seq(Touchpoint(id, "", titles[id], emotion=felt[id]) for id in titles),
        )
        for kind, felt in (("ideal", wanted), ("actual", lived))
    ]
    return compare(side(maps[0]), side(maps[1]))
