"""Touchpoints that became two, or two that became one: what was left over beside a link and belongs to it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence

from cjm_editor.compare.points import Point, Track
from cjm_editor.core.records import dataclass

REACH = 2
"""Places on the route within which the parts of one touchpoint stand, unless one leads to the other."""
LEAST_SHARED, LEAST_COVERED, LEAST_SCORE = 0.45, 0.6, 0.55
SHARED, GAINED, COVERED = 0.6, 0.9, 0.2


@dataclass(frozen=True, slots=True)
class Part:
    """A left-over place that belongs to the link of its neighbour, and how much speaks for it."""

    place: int
    neighbour: int
    whole: int
    score: float


def parts(
    whole: Track,
    pieces: Track,
    partner: Mapping[int, int],
    free: Collection[int],
    bans: Collection[tuple[int, int]],
    rarity: Mapping[str, float],
) -> tuple[Part, ...]:
    """For each free place of `pieces` the linked neighbour with which it makes up one touchpoint of `whole`, if any.

    `partner` leads from places of `pieces` to those of `whole`, `bans` are pairs of places, piece first.
    """
    found: list[Part] = []
    for b in sorted(free):
        best: Part | None = None
        for b2 in _beside(pieces, b):
            a = partner.get(b2)
            if a is None or (b, a) in bans:
                continue
            score = _score(whole.points[a], pieces.points[b], pieces.points[b2], rarity)
            if score is not None and (best is None or score > best.score):
                best = Part(b, b2, a, score)
        if best is not None:
            found.append(best)
    return tuple(found)


def _beside(side: Track, place: int) -> list[int]:
    """Places near by: next to it on the route or joined to it, the nearest first."""
    near = range(max(0, place - REACH), min(len(side.points), place + REACH + 1))
    found = {*near, *side.after[place], *side.before[place]} - {place}
    return sorted(found, key=lambda at: (abs(at - place), at))


def _score(a: Point, b: Point, b2: Point, rarity: Mapping[str, float]) -> float | None:
    """How well `b` and `b2` together are what `a` is; None if not well enough.

    What counts: which share of `b` is in `a`, and how much more of `a` the two cover than `b2` alone.
    """
    ours = a.title.tokens
    shared = _share(b.title.tokens, ours, rarity)
    if shared < LEAST_SHARED:
        return None
    alone = _share(ours, b2.title.tokens, rarity)
    together = _share(ours, (*b.title.tokens, *b2.title.tokens), rarity)
    score = SHARED * shared + GAINED * (together - alone) + COVERED * together
    return score if together >= LEAST_COVERED and score >= LEAST_SCORE else None


def _share(tokens: Sequence[str], others: Iterable[str], rarity: Mapping[str, float]) -> float:
    """Which share of the tokens the others have too, 0..1, rare ones counting more."""
    there = set(others)
    total = math.fsum(rarity[token] for token in tokens)
    return math.fsum(rarity[token] for token in tokens if token in there) / total if total else 0.0
