"""The document: frozen values, related by ids. Nothing here changes; `core.edits` makes new values from old ones.

Field names are those of the file (`from` is `from_`). Absent is `None` for numbers and yes/no, `""` for text, `()` for
lists. Dates, periods and durations keep the text they were written with; `core.values` reads them.
Emotions are numbers on their map's own scale.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from cjm_editor.core.records import dataclass
from cjm_editor.core.seq import Seq
from cjm_editor.core.texts import one_line

Number = int | float
Cards = tuple[tuple[str, tuple["Card", ...]], ...]
"""Cards by lane id, in the order in which the lanes were first filled; a lane without cards is left out."""

MapKind = Literal["actual", "ideal", "assumed"]
TransitionKind = Literal["next", "back", "leave", "promise"]
Met = Literal["", "yes", "partly", "no"]


@dataclass(frozen=True, slots=True)
class Persona:
    """A named face of a segment."""

    id: str
    name: str = ""
    age: Number | None = None
    role: str = ""
    quote: str = ""
    goals: tuple[str, ...] = ()
    picture: str = ""
    side: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Customers with the same needs."""

    id: str
    title: str = ""
    share: Number | None = None
    relation: str = ""
    needs: tuple[str, ...] = ()
    levers: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    requests: tuple[str, ...] = ()
    personas: tuple[Persona, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the board. Built-in ids need no title."""

    id: str
    title: str = ""
    audience: str = ""
    hidden: bool | None = None
    pinned: bool | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a statement comes from. `kind` is one of `schema.EVIDENCE`, `n` a number of answers or cases."""

    kind: str = ""
    n: Number | None = None
    source: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured value; `low`..`high` is its interval, `min`..`max` its scale, `better` the good end."""

    kind: str = ""
    value: Number | None = None
    n: Number | None = None
    unit: str = ""
    low: Number | None = None
    high: Number | None = None
    min: Number | None = None
    max: Number | None = None
    better: str = ""
    period: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One statement in a lane. `id` is empty until something refers to the card."""

    text: str = ""
    id: str = ""
    from_: tuple[str, ...] = ()
    severity: Number | None = None
    impact: Number | None = None
    effort: Number | None = None
    votes: Number | None = None
    owner: str = ""
    due: str = ""
    status: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Stage:
    """A column of the map."""

    id: str
    title: str = ""
    phase: str = ""
    goal: str = ""
    owner: str = ""
    emotion: Number | None = None
    feelings: tuple[str, ...] = ()
    expectation: str = ""
    outcome: str = ""
    met: Met = ""
    cards: Cards = ()
    metrics: tuple[Metric, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Touchpoint:
    """One contact of customer and company: a node of the map's graph."""

    id: str
    stage: str = ""
    title: str = ""
    action: str = ""
    channel: str = ""
    online: bool | None = None
    contact: str = ""
    initiator: str = ""
    actor: str = ""
    emotion: Number | None = None
    feelings: tuple[str, ...] = ()
    importance: Number | None = None
    importance_company: Number | None = None
    effort: Number | None = None
    moment_of_truth: bool | None = None
    day: Number | None = None
    duration: str = ""
    wait: str = ""
    reach: Number | None = None
    expectation: str = ""
    outcome: str = ""
    met: Met = ""
    owner: str = ""
    cards: Cards = ()
    metrics: tuple[Metric, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    images: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str = ""

    @property
    def group(self) -> str:
        """The stage: touchpoints are counted by it."""
        return self.stage

    @property
    def refs(self) -> tuple[str, ...]:
        """Ids of the elements that its cards came from."""
        return tuple(ref for _, cards in self.cards for card in cards for ref in card.from_)


@dataclass(frozen=True, slots=True)
class Transition:
    """A directed edge. `to` is empty only for `leave`; `share` is the share of those at `from_`."""

    id: str
    from_: str = ""
    to: str = ""
    kind: TransitionKind = "next"
    share: Number | None = None
    condition: str = ""
    wait: str = ""
    text: str = ""
    kept: Met = ""

    @property
    def group(self) -> str:
        """Transitions stand in no groups."""
        return ""

    @property
    def refs(self) -> tuple[str, ...]:
        """Ids of the touchpoints that it joins."""
        return (self.from_, self.to)


@dataclass(frozen=True, slots=True)
class EmotionScale:
    """The range of emotions of a map, with a word for each step."""

    min: Number = -2
    max: Number = 2
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JourneyMap:
    """One route of a segment: stages and touchpoints in order, transitions between touchpoints."""

    id: str
    title: str = ""
    kind: MapKind = "actual"
    segment: str = ""
    personas: tuple[str, ...] = ()
    subject: str = ""
    goal: str = ""
    target: str = ""
    scenario: str = ""
    owner: str = ""
    reviewed: str = ""
    review_every: str = ""
    derived_from: str = ""
    route: str = ""
    emotion_scale: EmotionScale | None = None
    metrics: tuple[Metric, ...] = ()
    note: str = ""
    stages: tuple[Stage, ...] = ()
    touchpoints: Seq[Touchpoint] = field(default_factory=Seq)
    transitions: Seq[Transition] = field(default_factory=Seq)

    @property
    def scale(self) -> EmotionScale:
        """The emotion scale in force: the map's own, else -2..+2."""
        return self.emotion_scale or EmotionScale()


@dataclass(frozen=True, slots=True)
class Link:
    """What people decided about a pair: `state` is pinned or banned; ids of touchpoints on either side."""

    ideal: tuple[str, ...] = ()
    actual: tuple[str, ...] = ()
    state: str = "pinned"
    note: str = ""
    ideal_titles: tuple[str, ...] = ()
    actual_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the four parts of the gap."""

    experience: Number | None = None
    path: Number | None = None
    friction: Number | None = None
    metrics: Number | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Decisions about one pair of maps; `ideal` and `actual` are `map` or `file#map`."""

    ideal: str = ""
    actual: str = ""
    links: tuple[Link, ...] = ()
    weights: Weights | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a merge left to people: the place (`maps/actual/touchpoints/ad/title`) and its value on the three sides.

    Texts stand as they are, lists and elements as JSON; absent is empty. `core.merge` writes and reads them.
    """

    path: str = ""
    base: str = ""
    ours: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file: the segments of a client or product and their maps. `cjm` is the format's version."""

    cjm: int = 1
    title: str = ""
    language: str = ""
    segments: tuple[Segment, ...] = ()
    lanes: tuple[Lane, ...] = ()
    maps: tuple[JourneyMap, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def map_of(document: Document, id: str) -> JourneyMap | None:
    """The map with this id, or None."""
    return next((m for m in document.maps if m.id == id), None)


def segment_of(document: Document, id: str) -> Segment | None:
    """The segment with this id, or None."""
    return next((s for s in document.segments if s.id == id), None)


def stage_of(journey: JourneyMap, id: str) -> Stage | None:
    """The stage with this id, or None."""
    for stage in journey.stages:  # a plain loop: asked with every edit, half as long as a generator
        if stage.id == id:
            return stage
    return None


def lane_cards(element: Stage | Touchpoint, lane: str) -> tuple[Card, ...]:
    """The cards of a touchpoint or stage in one lane; empty where there are none."""
    for name, cards in element.cards:
        if name == lane:
            return cards
    return ()


UNNAMED_STAGE = Stage(id="")
"""The one stage of a map that declares none."""


def stages_of(journey: JourneyMap) -> tuple[Stage, ...]:
    """The stages in order; one unnamed stage where the map declares none."""
    return journey.stages or (UNNAMED_STAGE,)


def columns_of(journey: JourneyMap) -> tuple[tuple[Stage, tuple[Touchpoint, ...]], ...]:
    """Stages with their touchpoints in route order. Parked touchpoints (no or unknown stage) stand in none."""
    if not journey.stages:
        return ((UNNAMED_STAGE, tuple(journey.touchpoints)),)
    rows: dict[str, list[Touchpoint]] = {stage.id: [] for stage in journey.stages}
    for touchpoint in journey.touchpoints:
        row = rows.get(touchpoint.stage)
        if row is not None:
            row.append(touchpoint)
    return tuple((stage, tuple(rows[stage.id])) for stage in journey.stages)


def route_order(journey: JourneyMap) -> tuple[Touchpoint, ...]:
    """All placed touchpoints: stage by stage, in each the order of the list."""
    return tuple(touchpoint for _, row in columns_of(journey) for touchpoint in row)


def parked_of(journey: JourneyMap) -> tuple[Touchpoint, ...]:
    """Touchpoints without a place: their stage is absent or unknown in a map that has stages."""
    if not journey.stages:
        return ()
    known = {stage.id for stage in journey.stages}
    return tuple(t for t in journey.touchpoints if t.stage not in known)


_UNSEEN = (
    " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\xad\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""Blanks and signs of no width: a title of these alone is none to a reader."""


def title_or_id(element: Segment | JourneyMap | Stage | Touchpoint) -> str:
    """What an element is called where it is named: its title on one line, or its id where it has none or one of blanks
    only."""
    return one_line(element.title) if element.title.strip(_UNSEEN) else element.id
