"""Touchpoints that became two, or two that became one: what was left over beside a link and belongs to it."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from cjm_editor.compare.points import Point, Track
from cjm_editor.core.records import dataclass

REACH = 2
"""Places on the route within which the parts of one touchpoint stand, unless one leads to the other."""
LEAST_SHARED, LEAST_COVERED, LEAST_SCORE = 0.45, 0.6, 0.55
SHARED, GAINED, COVERED = 0.6, 0.9, 0.2
LEAST_GAINED, LEAST_ODDS = 0.1, -0.5
STEEP = 8.0
LIKELY = 0.55
"""How sure a part is that shares too few words, but stands next to the other and could itself be the whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """A left-over place that belongs to the link of its neighbour, and how sure that is (0..1)."""

    place: int
    neighbour: int
    whole: int
    confidence: float


def parts(
    whole: Track,
    pieces: Track,
    partner: Mapping[int, int],
    free: Collection[int],
    bans: Collection[tuple[int, int]],
    rarity: Mapping[str, float],
    odds: Callable[[int, int], float],
) -> tuple[Part, ...]:
    """For each free place of `pieces` the linked neighbour with which it makes up one touchpoint of `whole`, if any.

    `partner` leads from places of `pieces` to those of `whole`, `bans` are pairs of places, piece first; `odds` are
    the log-odds of such a pair by itself.
    """
    found: list[Part] = []
    for b in sorted(free):
        best: Part | None = None
        for b2 in _beside(pieces, b):
            a = partner.get(b2)
            if a is None or (b, a) in bans:
                continue
            confidence = _confidence(whole.points[a], pieces.points[b], pieces.points[b2], rarity, odds)
            if confidence and (best is None or confidence > best.confidence):
                best = Part(b, b2, a, confidence)
        if best is not None:
            found.append(best)
    return tuple(found)


def _beside(side: Track, place: int) -> list[int]:
    """Places near by: next to it on the route or joined to it, the nearest first."""
    near = range(max(0, place - REACH), min(len(side.points), place + REACH + 1))
    found = {*near, *side.after[place], *side.before[place]} - {place}
    return sorted(found, key=lambda at: (abs(at - place), at))


def _confidence(
    a: Point, b: Point, b2: Point, rarity: Mapping[str, float], odds: Callable[[int, int], float]
) -> float:
    """How sure it is that `b` and `b2` together are what `a` is, by their titles or with what is done there; else 0."""
    words = {*a.title.tokens, *a.action.tokens}
    if words.isdisjoint(b.title.tokens) and words.isdisjoint(b.action.tokens):
        return 0.0  # it covers nothing of the whole
    fits = [_fit(a.title.tokens, b.title.tokens, b2.title.tokens, rarity)]
    if a.action.tokens or b.action.tokens:
        whole, part, other = ((*p.title.tokens, *p.action.tokens) for p in (a, b, b2))
        fits.append(_fit(whole, part, other, rarity))
    score = max(fit.score for fit in fits)
    if score >= LEAST_SCORE:
        return 1 / (1 + math.exp(-STEEP * (score - LEAST_SCORE)))
    is_next = abs(b.place - b2.place) == 1
    is_more = any(fit.gained >= LEAST_GAINED and fit.together >= LEAST_COVERED for fit in fits)
    return LIKELY if is_next and is_more and odds(b.place, a.place) > LEAST_ODDS else 0.0


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well two parts make up a whole: the score (0 if not well enough), what the one adds, what both cover."""

    score: float
    gained: float
    together: float


def _fit(
    whole: Sequence[str], part: Sequence[str], other: Sequence[str], rarity: Mapping[str, float]
) -> _Fit:
    """What counts: which share of the part is in the whole, and how much more of the whole it covers than the other
    part alone does."""
    shared = _share(part, whole, rarity)
    together = _share(whole, (*part, *other), rarity)
    gained = together - _share(whole, other, rarity)
    score = SHARED * shared + GAINED * gained + COVERED * together
    return _Fit(score if shared >= LEAST_SHARED and together >= LEAST_COVERED else 0.0, gained, together)


def _share(tokens: Sequence[str], others: Iterable[str], rarity: Mapping[str, float]) -> float:
    """Which share of the tokens the others have too, 0..1, rare ones counting more."""
    there = set(others)
    total = math.fsum(rarity[token] for token in tokens)
    return math.fsum(rarity[token] for token in tokens if token in there) / total if total else 0.0
