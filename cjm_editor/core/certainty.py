"""What to do where a comparison does not know the gap."""

from __future__ import annotations

from cjm_editor.core.emotion import known
from cjm_editor.core.model import route_order
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.standing import has_glossary
from cjm_editor.core.texts import Message, _, ngettext


def next_steps(result: ComparisonResult) -> tuple[Message, ...]:
    """What to do before the gap can be told as a number; nothing where it can, or where there is no gap to tell."""
    score = result.score
    if score.gap is None or score.as_point:
        return ()
    lived = result.actual.journey
    if not route_order(lived):
        return (
            _("Put the touchpoints on the map “{title}” first: it is empty", title=lived.title or lived.id),
        )
    found: list[Message] = []
    if score.lined_up != "enough":
        found.append(
            _(
                "Link by hand what belongs together: in the comparison, drag from a touchpoint to its counterpart"
            )
        )
        if has_glossary(result.matching):
            found.append(_("Add words that mean the same to the glossary, and compare again"))
        else:
            found.append(_("Name a glossary of words that mean the same, and compare again"))
    unknown = _unknown(result)
    if unknown and score.coverage.emotion < 0.5:
        asked = ngettext(
            "Ask customers how they feel: it is not known at {n} linked touchpoint",
            "Ask customers how they feel: it is not known at {n} linked touchpoints",
            unknown,
        )
        found.append(asked)
    return tuple(found)


def _unknown(result: ComparisonResult) -> int:
    """How many lived touchpoints that have a counterpart nobody knows the emotion of."""
    journey = result.actual.journey
    linked = (id for link in result.matching.links if link.ideal for id in link.actual)
    found = (journey.touchpoints.get(id) for id in linked)
    return sum(t is not None and known(t.emotion, journey.scale) is None for t in found)
