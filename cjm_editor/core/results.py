"""What a comparison returns: plain frozen values that the interface, the command line, exports and tests all read.

Sides: `ideal` is the reference, `actual` what is lived, whatever the kinds of the two maps are. Elements are named by
their ids in their own map; lists are in route order of the reference, then of the lived map.
"""

from __future__ import annotations

from typing import Literal

from cjm_editor.core.model import Document, JourneyMap, Link
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message

LinkKind = Literal["same", "changed", "renamed", "moved", "split", "merged", "many", "missing", "extra"]
DecidedBy = Literal["pin", "id", "exact", "auto"]
IdMode = Literal["lineage", "trusted", "ignored"]
Quadrant = Literal["concentrate", "keep", "later", "enough", "remove", "look", ""]
PathKind = Literal["missing_edge", "detour", "loop", "drop", "wait", "channel_switch", "promise"]
LinedUp = Literal["enough", "little", "nothing"]
Asks = Literal["", "emotion", "metric", "counterpart"]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two maps compared: its document, the map and its name as given (`file#map`)."""

    document: Document
    journey: JourneyMap
    name: str


ASKED = 0.2
"""A candidate that is less likely than this is not worth a question, in the window or in a report."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible counterpart that was not taken: its id on the other side, and the terms that add up to its
    log-odds."""

    id: str
    confidence: float
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One component: touchpoint ids of both sides; every touchpoint stands in exactly one component.

    `why` holds the weighted terms (name, log-odds) that add up to the pair's log-odds. The confidence of what stands
    alone is that of its having no counterpart: 1 less that of its likeliest candidate.
    `refused`: of what stands alone, the touchpoints opposite that people said it is not.
    """

    ideal: tuple[str, ...]
    actual: tuple[str, ...]
    kind: LinkKind
    flags: tuple[str, ...] = ()
    confidence: float = 1.0
    by: DecidedBy = "auto"
    why: tuple[tuple[str, float], ...] = ()
    maybe: tuple[Candidate, ...] = ()
    refused: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether people said of what came near that it is not this, and nothing is left to ask about."""
        return bool(self.refused) and not self.asked

    @property
    def unsure(self) -> bool:
        """Whether a person should look at it: matched with a confidence below .9."""
        return bool(self.ideal and self.actual) and self.confidence < 0.9

    @property
    def asked(self) -> tuple[Candidate, ...]:
        """The candidates likely enough to be asked about, the likeliest first; none where people decided."""
        if not self.maybe or self.by == "pin":
            return ()
        return tuple(c for c in self.maybe if c.confidence >= ASKED)


@dataclass(frozen=True, slots=True)
class StageLink:
    """Stages that stand for each other, `share` of their touchpoints being matched with one another."""

    ideal: tuple[str, ...]
    actual: tuple[str, ...]
    kind: LinkKind
    share: float


@dataclass(frozen=True, slots=True)
class Matching:
    """The correspondence of two maps and how ids were used; notices are said to the user."""

    links: tuple[Correspondence, ...]
    stages: tuple[StageLink, ...] = ()
    id_mode: IdMode = "ignored"
    notices: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class MetricGap:
    """One metric on both sides; `worse` is the difference in the bad direction over the range, 0..1.

    `ideal` is None where only the lived map has the metric: it is told and carries no points. `answers`: how many
    people either value comes from, None where that is not stated. `differs` is "unit" or "scale" where the two values
    are measured in other units or on other scales: they cannot be compared and carry no points.
    """

    kind: str
    ideal: float | None
    actual: float | None
    worse: float | None
    answers: tuple[float | None, float | None] = (None, None)
    differs: Literal["", "unit", "scale"] = ""


@dataclass(frozen=True, slots=True)
class TouchpointGap:
    """What one component costs: emotions 0..1 on either side (None: not known), shortfall and surplus, facts.

    `weight` is w_c, `loss` l_c (None: unknown), `points` its exact share of the gap.
    `facts` are sentences for people: promise broken, expectation not met, pains only in the lived map, waits.
    """

    link: int
    ideal_emotion: float | None
    actual_emotion: float | None
    shortfall: float | None
    surplus: float
    weight: float
    loss: float | None
    points: float
    metrics: tuple[MetricGap, ...] = ()
    met: str = ""
    facts: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class PathGap:
    """One finding about the route: touchpoint ids on the side(s) where it stands, its cost 0..1 and the component.

    Without a cost and on both sides it is something that both maps have and that is worse on the lived one. `implied`:
    a step of the reference at a touchpoint that nothing stands opposite, which is told of the touchpoint already.
    """

    kind: PathKind
    link: int
    ideal: tuple[str, ...] = ()
    actual: tuple[str, ...] = ()
    cost: float = 0.0
    text: Message | None = None
    implied: bool = False

    @property
    def is_told(self) -> bool:
        """Whether it is a finding of its own, to be told to people."""
        return self.text is not None and not self.implied

    @property
    def is_worsened(self) -> bool:
        """Whether both maps have it, and what is lived is worse: more leave or go back, or they wait longer."""
        return not self.cost and bool(self.ideal and self.actual)


@dataclass(frozen=True, slots=True)
class StageGap:
    """A stage of the reference (or an extra one): its points, area between the curves and worst shortfall.

    `metrics` are those of the stages themselves; they carry no points.
    """

    ideal: tuple[str, ...]
    actual: tuple[str, ...]
    points: float
    area: float | None
    worst: float | None
    metrics: tuple[MetricGap, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The four parts of the gap, 0..1 each; None where a part does not exist."""

    experience: float | None
    path: float | None
    friction: float | None
    metrics: float | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of matched touchpoints with known emotions on both sides, and of the reference's metrics, 0..1."""

    emotion: float
    metrics: float


@dataclass(frozen=True, slots=True)
class Score:
    """The gap 0..100 with its interval; None where the reference has no touchpoints. `by_link` adds up to `gap`.

    `weights` are those in force, `stated` the same before the weight of absent parts went to the others: mending can
    bring a part into being. None: as `weights`. `lined_up`: how much of the two maps could be set side by side;
    `little` where hardly anything could, `nothing` where nothing could and nobody knows whether something should.
    `bounds`: the least and the most that each part can be, whatever the unknown emotions are; None where the gap is a
    number, or no emotion is unknown.
    """

    gap: float | None
    low: float | None
    high: float | None
    parts: Parts
    weights: Parts
    coverage: Coverage
    by_link: tuple[tuple[int, float], ...] = ()
    stated: Parts | None = None
    lined_up: LinedUp = "enough"
    bounds: tuple[Parts, Parts] | None = None

    @property
    def as_point(self) -> bool:
        """Whether the gap may be printed as one number: the maps are lined up, half of the emotions known."""
        return self.gap is not None and self.lined_up == "enough" and self.coverage.emotion >= 0.5

    @property
    def is_open(self) -> bool:
        """Whether the gap is not known yet, not even as an interval: nothing is said then of points."""
        return self.gap is not None and self.lined_up == "nothing"


@dataclass(frozen=True, slots=True)
class Fix:
    """One line of what to fix first. `delta`: points the gap falls by if this alone is mended; `after`: the gap when
    this line and all before it are mended. `also` lines carry no points (broken promises, unmet expectations).

    `asks`: what must be found out first, where nothing is known to be wrong: how customers feel, a metric that nobody
    measures, whether a touchpoint has a counterpart. Finding out takes nothing off for sure, so `delta` is in question
    there, and `after` is the gap that the lines before leave.

    `unmeasured`: the part of `delta` that comes off only if metrics that nobody measures yet turn out as good as in the
    reference: a part of the gap comes into being then, and all else weighs less. `sure_after`: `after` without what so
    hangs on measuring at this line and all before it; None where nobody worked it out.

    `counted_above`: what is mended before it takes off what this line would, so that the gap stays as it is.

    `bounds`: the least and the most that mending this alone takes off, whatever the unknown emotions turn out to be;
    only where the gap is told as an interval and emotions are unknown. `delta` leaves unknown emotions out and can lie
    beyond them."""

    rank: int
    link: int
    delta: float
    after: float
    quadrant: Quadrant
    effort: float
    unsure: bool
    stage: str = ""
    path: int | None = None
    evidence: tuple[str, str] = ("", "")
    weaker: str = ""
    reasons: tuple[Message, ...] = ()
    also: bool = False
    asks: Asks = ""
    unmeasured: float = 0.0
    sure_after: float | None = None
    counted_above: bool = False
    bounds: tuple[float, float] | None = None

    @property
    def sure_delta(self) -> float:
        """Points that come off whatever the metrics that nobody measures yet turn out to be."""
        return self.delta - self.unmeasured

    @property
    def is_counted(self) -> bool:
        """Whether mending the line takes its points off the gap."""
        return not self.also and not self.asks

    @property
    def saves(self) -> bool:
        """Whether the gap falls with the line where it stands: some of its points are not counted above it."""
        return self.is_counted and not self.counted_above


@dataclass(frozen=True, slots=True)
class ComparisonResult:
    """Everything a comparison says; `algorithm` is raised when the same input may give other numbers.

    `decided` is what people decided about the pair, seen with these roles. `metrics` are those of the maps as wholes;
    they carry no points.
    """

    ideal: Side
    actual: Side
    matching: Matching
    touchpoints: tuple[TouchpointGap, ...]
    path: tuple[PathGap, ...]
    stages: tuple[StageGap, ...]
    score: Score
    fixes: tuple[Fix, ...]
    surplus: tuple[int, ...] = ()
    algorithm: int = 1
    decided: tuple[Link, ...] = ()
    metrics: tuple[MetricGap, ...] = ()
