"""The rows of a board: which lanes show, in which order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from cjm_editor.core.model import Document, JourneyMap, Lane, Stage, Touchpoint
from cjm_editor.core.schema import CARD_LANES, ELEMENTS, STANDARD_LANES, VALUE_LANES

Audience = Literal["internal", "client"]

CANONICAL = (
    "touchpoints",
    "channel",
    "emotion",
    "thoughts",
    "quotes",
    "feelings",
    "expectation",
    "pains",
    "gains",
    "opportunities",
    "frontstage",
    "backstage",
    "support",
    "systems",
    "artifacts",
    "metrics",
    "images",
    "importance",
)
"""Every built-in lane in the order in which a board shows them: the customer above, the company below."""


def is_built_in(lane: str) -> bool:
    """Whether the lane is one of the product's own rather than of the document."""
    return lane in CARD_LANES or lane in VALUE_LANES


def field_names() -> frozenset[str]:
    """Names that stages and touchpoints use or keep for later, which no lane of one's own may take."""
    owners = (ELEMENTS["stage"], ELEMENTS["touchpoint"])
    return frozenset(name for o in owners for name in (*(f.name for f in o.fields), *o.reserved))


def is_card_lane(document: Document, lane: str) -> bool:
    """Whether the lane can hold cards in this document."""
    if is_built_in(lane):
        return lane in CARD_LANES
    return any(own.id == lane for own in document.lanes)


def lanes_of(
    document: Document,
    journey: JourneyMap,
    audience: Audience = "internal",
    held: Iterable[str] | None = None,
) -> tuple[Lane, ...]:
    """The rows of the map's board in order. `held`, where the caller knows it already, is `held_in` of the whole map.

    The declared lanes, else the standard ones; the row of touchpoints always; and those that hold something, each
    where the canonical order puts it, so that nothing written down is out of sight unless its lane says `hidden`.
    For the audience "client" internal lanes are left out.
    """
    rows = list(document.lanes) or [Lane(id) for id in STANDARD_LANES]
    named = {lane.id for lane in rows}
    held = tuple(held_in(journey.stages, journey.touchpoints) if held is None else held)
    for id in CANONICAL:
        if id not in named and (id in held or id == "touchpoints"):
            rows.insert(_place(rows, id), Lane(id))
    for id in held:
        if id not in named and not is_built_in(id):
            rows.append(Lane(id))
    shown = (lane for lane in rows if not lane.hidden)
    return tuple(lane for lane in shown if audience == "internal" or lane.audience != "internal")


def declared(document: Document) -> tuple[Lane, ...]:
    """The lanes that the document declares, else the standard ones written out."""
    return document.lanes or tuple(Lane(id) for id in STANDARD_LANES)


def _place(rows: list[Lane], id: str) -> int:
    """Behind the last row that comes before `id` in the canonical order."""
    earlier = CANONICAL[: CANONICAL.index(id)]
    return max((at + 1 for at, lane in enumerate(rows) if lane.id in earlier), default=0)


def held_in(stages: Iterable[Stage], touchpoints: Iterable[Touchpoint]) -> dict[str, None]:
    """Ids of the lanes that hold something at these stages and touchpoints, in the order met.

    Rows that repeat what stands elsewhere (feelings at the curve, importance on the card) or that only some maps
    need (expectations) come when the document declares them.
    """
    found: dict[str, None] = {}
    for stage in stages:
        _note(stage, found)
    for touchpoint in touchpoints:
        _note(touchpoint, found)
        if touchpoint.images:
            found["images"] = None
        if touchpoint.channel:
            found["channel"] = None
    return found


def _note(owner: Stage | Touchpoint, found: dict[str, None]) -> None:
    for lane, _cards in owner.cards:
        found[lane] = None
    if owner.emotion is not None:
        found["emotion"] = None
    if owner.metrics:
        found["metrics"] = None
