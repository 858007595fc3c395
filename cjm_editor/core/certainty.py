"""What to do where a comparison does not know the gap."""

from __future__ import annotations

from cjm_editor.core.emotion import known
from cjm_editor.core.evidence import evidence_level
from cjm_editor.core.model import route_order, title_or_id
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.standing import company_knows, has_glossary
from cjm_editor.core.texts import Message, _, ngettext


def next_steps(result: ComparisonResult) -> tuple[Message, ...]:
    """What to do before the gap can be told as a number; nothing where it can, or where there is no gap to tell."""
    score = result.score
    if score.gap is None or score.as_point:
        return ()
    lived = result.actual.journey
    if not route_order(lived):
        return (_("Put the touchpoints on the map “{title}” first: it is empty", title=title_or_id(lived)),)
    found: list[Message] = []
    if score.lined_up == "nothing" and any(link.is_refused for link in result.matching.links):
        found.append(
            _(
                "Decide about the touchpoints whose pairs people turned down: link them by hand, "
                "or mark them as having no counterpart"
            )
        )
    elif score.lined_up != "enough":
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
        found.append(_to_ask(result, unknown))
    return tuple(found)


def _to_ask(result: ComparisonResult, unknown: int) -> Message:
    """Whom to ask about the emotions that are not known."""
    if company_knows(result.actual.journey):
        return ngettext(
            "Ask the company what it believes of feelings: it is not known at {n} linked touchpoint",
            "Ask the company what it believes of feelings: it is not known at {n} linked touchpoints",
            unknown,
        )
    return ngettext(
        "Ask customers how they feel: it is not known at {n} linked touchpoint",
        "Ask customers how they feel: it is not known at {n} linked touchpoints",
        unknown,
    )


def proviso(result: ComparisonResult) -> Message | None:
    """What a gap without an interval still rests on: links that are reworded or in doubt for the most part, evidence
    that is none but assumptions; None where neither is so.
    """
    are_weak, is_assumed = _are_weak(result), _is_assumed(result)
    if are_weak and is_assumed:
        return _("if the links and the assumptions are right")
    if are_weak:
        return _("if the links are right")
    return _("if the assumptions are right") if is_assumed else None


def _are_weak(result: ComparisonResult) -> bool:
    """Whether most links were found between other words, or are in doubt."""
    linked = [link for link in result.matching.links if link.ideal and link.actual]
    weak = sum(link.unsure or (link.by == "auto" and "renamed" in link.flags) for link in linked)
    return 2 * weak > len(linked)


def _is_assumed(result: ComparisonResult) -> bool:
    """Whether nothing that is lived rests on more than an assumption."""
    journey = result.actual.journey
    return all(evidence_level(journey, touchpoint) == "assumed" for touchpoint in route_order(journey))


def _unknown(result: ComparisonResult) -> int:
    """How many lived touchpoints that have a counterpart nobody knows the emotion of."""
    journey = result.actual.journey
    linked = (id for link in result.matching.links if link.ideal for id in link.actual)
    found = (journey.touchpoints.get(id) for id in linked)
    return sum(t is not None and known(t.emotion, journey.scale) is None for t in found)
