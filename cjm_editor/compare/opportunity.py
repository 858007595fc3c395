"""A line of what to fix first becomes an opportunity on the lived map."""

from __future__ import annotations

from collections.abc import Callable

from cjm_editor.compare.opportunity_text import idea_text
from cjm_editor.core.address import Address, stage_at, touchpoint_at
from cjm_editor.core.edits import add_card
from cjm_editor.core.elements import element
from cjm_editor.core.emotion import known
from cjm_editor.core.errors import EditError
from cjm_editor.core.model import Card, Document, Stage, Touchpoint, lane_cards, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Correspondence, Fix
from cjm_editor.core.standing import stands
from cjm_editor.core.texts import LANGUAGES, _, words
from cjm_editor.core.wording import stated_effort

LANE = "opportunities"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A card for the lived map, the touchpoint or stage where it belongs, and the edit of the lived map's document
    that puts it there, last in its lane; the document itself where a card of this text stands there.
    """

    at: Address
    card: Card
    edit: Callable[[Document], Document]


def opportunity_from(result: ComparisonResult, fix: Fix, language: str = "") -> Opportunity:
    """The opportunity that a line of the list is, worded in the lived map's language.

    It belongs to the lived touchpoint, of several to the one that feels worst; where it is to be checked whether a
    candidate is this step, to the candidate; where nothing is lived, to the nearest one before it (else after it) in
    the same stage, else to that stage, else to the nearest touchpoint.
    `language` is used where the document states none of those that the product speaks.
    Raises `EditError` where the lived map has neither touchpoints nor stages.
    """
    at = _owner(result, fix)
    own = (result.actual.document.language or language).lower()[:2]
    spoken = own if own in LANGUAGES else language if language in LANGUAGES else LANGUAGES[0]
    near = result.matching.links[fix.link].maybe[:1]
    is_at_candidate = any(at == touchpoint_at(result.actual.journey.id, candidate.id) for candidate in near)
    text = idea_text(result, fix, words(spoken), is_at_candidate)
    card = Card(text, effort=stated_effort(result, fix), status="idea")

    def edit(document: Document) -> Document:
        owner = element(document, at)
        if isinstance(owner, Touchpoint | Stage) and any(
            c.text == card.text for c in lane_cards(owner, LANE)
        ):
            return document
        return add_card(document, at, LANE, -1, card)

    return Opportunity(at, card, edit)


def _owner(result: ComparisonResult, fix: Fix) -> Address:
    """Where the card belongs on the lived map."""
    link, journey = result.matching.links[fix.link], result.actual.journey
    if link.actual:
        lived = [t for t in (journey.touchpoints.get(id) for id in link.actual) if t is not None]
        told = [t for t in lived if known(t.emotion, journey.scale) is not None]
        worst = min(told, key=lambda t: t.emotion or 0) if told else lived[0]
        return touchpoint_at(journey.id, worst.id)
    if link.maybe and stands(result, fix.link) == "open" and journey.touchpoints.get(link.maybe[0].id):
        return touchpoint_at(journey.id, link.maybe[0].id)
    stages = _stages_there(result, link)
    near = [touchpoint for _distance, touchpoint in _nearest(result, fix.link)]
    for touchpoint in near:
        if touchpoint.stage in stages:
            return touchpoint_at(journey.id, touchpoint.id)
    if stages:
        return stage_at(journey.id, stages[0])
    if near:
        return touchpoint_at(journey.id, near[0].id)
    if journey.stages:
        return stage_at(journey.id, journey.stages[0].id)
    raise EditError(
        "nothing-lived",
        _("The map “{title}” is empty: add a stage first.", title=title_or_id(journey)),
    )


def _stages_there(result: ComparisonResult, link: Correspondence) -> tuple[str, ...]:
    """The lived map's stages, if it has some, that stand for the stage of a missing touchpoint."""
    touchpoint = result.ideal.journey.touchpoints.get(link.ideal[0])
    home = touchpoint.stage if touchpoint is not None else ""
    declared = {stage.id for stage in result.actual.journey.stages}
    images = (k.actual for k in result.matching.stages if home in k.ideal)
    return tuple(id for ids in images for id in ids if id in declared)


def _nearest(result: ComparisonResult, number: int) -> list[tuple[tuple[int, bool], Touchpoint]]:
    """The lived counterparts of the reference's other touchpoints, the nearest on its route first, before after."""
    found = []
    for other, link in enumerate(result.matching.links):
        if link.ideal and link.actual:
            id = link.actual[-1] if other < number else link.actual[0]
            touchpoint = result.actual.journey.touchpoints.get(id)
            if touchpoint is not None:
                found.append(((abs(other - number), other > number), touchpoint))
    return sorted(found, key=lambda entry: entry[0])
