"""How much of two maps could be set side by side: what a gap, and points of single lines, can be said on."""

from __future__ import annotations

from cjm_editor.core.model import JourneyMap, route_order
from cjm_editor.core.results import LinedUp, Matching
from cjm_editor.core.standing import is_settled, standing

LITTLE = 0.2
"""Where less than this share of both maps is linked or known to stand alone, the gap is an interval only."""


def lined_up(actual: JourneyMap, matching: Matching) -> LinedUp:
    """`nothing` where the lived map is empty, or where nothing is linked and that is not known to be so: to turn down
    what came near does not say that nothing belongs together; `little` where hardly anything is linked or known to
    stand alone; else `enough`.
    """
    if not route_order(actual):
        return "nothing"
    if not any(k.ideal and k.actual for k in matching.links):
        are_known = all(standing(k, matching.id_mode) == "known" for k in matching.links)
        return "enough" if are_known else "nothing"
    settled = [
        (len(k.ideal), len(k.actual))
        for k in matching.links
        if (k.ideal and k.actual) or is_settled(standing(k, matching.id_mode))
    ]
    ours, theirs = (sum(size[side] for size in settled) for side in (0, 1))
    all_ours, all_theirs = (sum(len((k.ideal, k.actual)[side]) for k in matching.links) for side in (0, 1))
    is_little = ours < LITTLE * all_ours and ours + theirs < LITTLE * (all_ours + all_theirs)
    return "little" if is_little else "enough"
