"""How sure a statement is: the evidence it rests on, its own or that of what it belongs to."""

from __future__ import annotations

from typing import Literal

from cjm_editor.core.model import Card, Evidence, JourneyMap, Metric, Stage, Touchpoint, stage_of

Level = Literal["measured", "heard", "assumed"]
"""`measured`: counted over many; `heard`: customers said or showed it; `assumed`: nobody asked."""

STRENGTH = (
    "assumption",
    "observation",
    "review",
    "complaint",
    "mystery_shopping",
    "interview",
    "support_log",
    "analytics",
    "survey",
)
"""Kinds of evidence from the weakest to the strongest: assumed before heard before measured, so that the kind a line
is said to rest on never has a higher level than the one it was weaker than."""

_MEASURED = ("survey", "analytics", "support_log")

ASSUMED = (Evidence("assumption"),)
"""What a statement rests on where nothing is given."""


def level_of(kind: str) -> Level:
    """The level of one kind of evidence; one that is not given counts as an assumption."""
    if kind in ("", "assumption"):
        return "assumed"
    return "measured" if kind in _MEASURED else "heard"


def strongest(evidence: tuple[Evidence, ...]) -> Evidence:
    """The strongest piece; of equal kinds that with more answers, then the first. An assumption where none is."""
    if not evidence:
        return ASSUMED[0]
    return max(evidence, key=lambda piece: (_strength(piece.kind), piece.n or 0))


def weaker(one: str, other: str) -> str:
    """The weaker of two kinds of evidence; the first where they are equally strong."""
    return min(one, other, key=_strength) or "assumption"


def _strength(kind: str) -> int:
    return STRENGTH.index(kind) if kind in STRENGTH else 0


def evidence_of(
    journey: JourneyMap, owner: Touchpoint | Stage, statement: Card | None = None
) -> tuple[Evidence, ...]:
    """What a card (or, without one, the owner's emotion or a metric of it) rests on.

    Its own evidence, else its touchpoint's, else its stage's, else an assumption. Metrics carry a source of their
    own, but no evidence: `metric_evidence` reads it.
    """
    if statement is not None and statement.evidence:
        return statement.evidence
    if owner.evidence:
        return owner.evidence
    if isinstance(owner, Touchpoint):
        stage = stage_of(journey, owner.stage)
        if stage is not None and stage.evidence:
            return stage.evidence
    return ASSUMED


def evidence_level(journey: JourneyMap, owner: Touchpoint | Stage, statement: Card | None = None) -> Level:
    """How sure a card (or the owner's emotion) is, by the strongest piece of evidence that it rests on."""
    return level_of(strongest(evidence_of(journey, owner, statement)).kind)


def metric_evidence(journey: JourneyMap, owner: Touchpoint | Stage, metric: Metric) -> tuple[Evidence, ...]:
    """What a metric rests on: where it names a source or a number of answers it was measured, else as the owner."""
    if metric.source or metric.n is not None:
        return (
            Evidence(
                "survey" if metric.kind in ("nps", "csat", "ces") else "analytics", metric.n, metric.source
            ),
        )
    return evidence_of(journey, owner)
