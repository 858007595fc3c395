"""Touchpoints without a place on the route: what pictures and comparisons say of them."""

from __future__ import annotations

from cjm_editor.core.model import JourneyMap, parked_of, title_or_id
from cjm_editor.core.texts import Message, ngettext


def parked_told(journey: JourneyMap) -> Message | None:
    """Return how many touchpoints of a map are in no stage, that they are left out, and what to do; None for none."""
    parked = len(parked_of(journey))
    if not parked:
        return None
    return ngettext(
        "“{title}”: {n} touchpoint is in no stage and left out; give it a stage",
        "“{title}”: {n} touchpoints are in no stage and left out; give them a stage",
        parked,
        title=title_or_id(journey),
    )
