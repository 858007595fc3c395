"""How much of a map a picture holds: what is larger is refused before it is laid out, what is left out is told."""

from __future__ import annotations

from collections.abc import Iterator

from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint
from cjm_editor.core.parking import parked_told
from cjm_editor.core.results import ComparisonResult
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.render.options import MOST_IN_CELL
from cjm_editor.render.wrap import LONGEST

MOST_TOUCHPOINTS = 30_000
"""In a picture: a column of the usual width each, they come to four million px. Viewers count in single precision,
which has no place for a quarter of a px beyond."""
MOST_CARDS = 100_000
"""In a picture: a file of some hundred megabytes."""
LARGE = 5_000
"""Touchpoints and cards from which on no better width of columns is looked for: each try lays everything out."""


def owners(journey: JourneyMap) -> Iterator[Touchpoint | Stage]:
    """Return what has cards: stages, then touchpoints."""
    yield from journey.stages
    yield from journey.touchpoints


def cards_drawn(journey: JourneyMap, lanes: tuple[str, ...] | None = None) -> int:
    """Return how many cards a picture shows of these lanes; None: of all."""
    return sum(
        min(len(cards), MOST_IN_CELL)
        for owner in owners(journey)
        for lane, cards in owner.cards
        if lanes is None or lane in lanes
    )


def is_large(journey: JourneyMap, lanes: tuple[str, ...] | None = None) -> bool:
    """Return whether a picture of the map takes so long that it is laid out only once."""
    return len(journey.touchpoints) > LARGE or cards_drawn(journey, lanes) > LARGE


def refuse_too_large(journey: JourneyMap, lanes: tuple[str, ...] | None = None) -> None:
    """Raise `CjmError` for a map that no picture can hold: `lanes` are the rows that it would have."""
    touchpoints, cards = len(journey.touchpoints), cards_drawn(journey, lanes)
    if touchpoints <= MOST_TOUCHPOINTS and cards <= MOST_CARDS:
        return
    raise CjmError(
        "picture-too-large",
        _(
            "The map is too large for a picture: {touchpoints} and {cards}, where {most_touchpoints} touchpoints and "
            "{most_cards} cards can be drawn. Divide the map, or draw fewer rows (--lanes on the command line).",
            touchpoints=ngettext("{n} touchpoint", "{n} touchpoints", touchpoints),
            cards=ngettext("{n} card", "{n} cards", cards),
            most_touchpoints=MOST_TOUCHPOINTS,
            most_cards=MOST_CARDS,
        ),
    )


def left_out(journey: JourneyMap) -> tuple[Message, ...]:
    """Return what to say of a picture that does not show everything, a sentence each; none for a usual map."""
    found: list[Message] = []
    parked = parked_told(journey)
    if parked is not None:
        found.append(_("{told}.", told=parked))
    if any(len(cards) > MOST_IN_CELL for owner in owners(journey) for _lane, cards in owner.cards):
        found.append(
            _(
                "A cell shows its first {n} cards; the picture says how many more the file has.",
                n=MOST_IN_CELL,
            )
        )
    if any(max(len(point.metrics), len(point.images)) > MOST_IN_CELL for point in journey.touchpoints):
        found.append(
            _(
                "A cell shows its first {n} metrics or images; the picture says how many more the file has.",
                n=MOST_IN_CELL,
            )
        )
    if any(len(text) > LONGEST for owner in owners(journey) for text in _texts(owner)):
        found.append(
            _(
                "Texts longer than {n} characters are drawn up to there and end in an ellipsis; the file has them "
                "whole.",
                n=LONGEST,
            )
        )
    return tuple(found)


def parked_in(result: ComparisonResult) -> tuple[Message, ...]:
    """Return what to say of the drawing of a comparison where a map has touchpoints without a place: reports tell it
    themselves."""
    parked = (parked_told(side.journey) for side in (result.ideal, result.actual))
    return tuple(dict.fromkeys(_("{told}.", told=one) for one in parked if one is not None))


def _texts(owner: Touchpoint | Stage) -> Iterator[str]:
    yield owner.title
    for _lane, cards in owner.cards:
        for card in cards:
            yield card.text
