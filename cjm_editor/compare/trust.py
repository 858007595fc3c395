"""How far a link can be trusted: less where no word is shared, or where only the place tells equal titles apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from cjm_editor.compare.candidates import Pair
from cjm_editor.compare.features import Why, log_odds, logit, sigmoid
from cjm_editor.compare.points import Track
from cjm_editor.compare.rounds import Outcome, Values, Weighing
from cjm_editor.compare.titles import is_negated

MOST = 0.6
"""The most that a pair without a word in common can be trusted, or one whose title stands many times."""
MOST_TURNED = 0.85
"""The most that a pair with a common word can be trusted of which one title says that something is not so and the other
does not: the same step felt otherwise, or another one; stage and place speak for either."""
MOST_BARE = 3
"""At most so many links without a common word for each that has one, or that ids or people settled."""
LEAST_ALIKE = 0.7
"""Log-odds from which on such a link is taken if its titles share at least letters; below it half of them are false
between maps drawn independently."""
LEAST_BARE = 1.7
"""The same where the titles share nothing at all. Stage, place and neighbours say as much of what fell away and what
came in at the same place; on real labels up to one such link in two was false below this."""
POSSIBLE = 0.45
"""The most that is said of a pair that was not linked for that: what the docs call possible, and asked about."""
LEFT = 1.8
"""Log-odds by which the likeliest pair of two touchpoints that were both left over is truer than its terms say, in maps
of ten touchpoints: whatever else they could have meant is taken. Measured on pairs drawn by hand, where such pairs
at 3, 7, 15 and 35 % were true 27, 34, 55 and 74 times of a hundred."""
FAINT = 0.1
"""Likeness below which two titles share nothing."""
REACH = 2
"""Places around in which something of another title helps to tell equal titles apart."""


def grounded(weighing: Weighing, found: Outcome, settled: int) -> tuple[Pair, ...]:
    """The pairs taken; those without a common word only where much speaks for them otherwise, and where enough links
    have one for the others to rest on."""
    worded = {pair for pair in found.taken if _shares_word(weighing, *pair)}
    bare = {pair for pair in found.taken if pair not in worded and _stands(weighing, found.values[pair])}
    if len(bare) > MOST_BARE * (settled + len(worded)):
        bare = set()
    return tuple(sorted(worded | bare))


def _stands(weighing: Weighing, values: Values) -> bool:
    """Whether a pair without a common word is likely enough; between two languages none can be expected."""
    least = LEAST_BARE if values[0] < FAINT else LEAST_ALIKE
    return weighing.is_foreign(values) or log_odds(weighing.why(values)) > least


def capped(weighing: Weighing, pair: Pair, why: Why, is_vague: bool = False) -> tuple[float, Why]:
    """Confidence and terms of a pair; where it is not to be trusted far, the terms say so."""
    total = log_odds(why)
    confidence = sigmoid(total)
    if confidence > MOST:
        reason = "repeated" if is_vague else "" if _shares_word(weighing, *pair) else "cap"
        if reason:
            return MOST, (*why, (reason, logit(MOST) - total))
    if confidence > MOST_TURNED and _shares_word(weighing, *pair) and _is_turned(weighing, *pair):
        return MOST_TURNED, (*why, ("turned", logit(MOST_TURNED) - total))
    return confidence, why


def _is_turned(weighing: Weighing, i: int, j: int) -> bool:
    """Whether one of the titles says "not" and the other does not."""
    one, two = weighing.first.points[i].touchpoint, weighing.second.points[j].touchpoint
    return is_negated(one.title) != is_negated(two.title)


def left_over(
    weighed: Mapping[Pair, tuple[float, Why]], free: Set[int], free_back: Set[int], shortness: float
) -> dict[Pair, tuple[float, Why]]:
    """Confidence and terms of each pair both of whose places were left over: never likelier than not, since it was not
    linked, and truer than it looks where nothing likelier is left for one of them."""
    pairs = {pair: told for pair, told in weighed.items() if pair[0] in free and pair[1] in free_back}
    best: dict[tuple[int, int], float] = {}
    for (i, j), (confidence, _why) in pairs.items():
        for end in ((0, i), (1, j)):
            best[end] = max(best.get(end, 0.0), confidence)
    found: dict[Pair, tuple[float, Why]] = {}
    for (i, j), (confidence, why) in pairs.items():
        if shortness and confidence >= min(best[0, i], best[1, j]):
            why = (*why, ("left", LEFT * shortness))
            confidence = sigmoid(log_odds(why))
        if confidence > POSSIBLE:
            why, confidence = (*why, ("unlinked", logit(POSSIBLE) - log_odds(why))), POSSIBLE
        found[i, j] = confidence, why
    return found


def _shares_word(weighing: Weighing, i: int, j: int) -> bool:
    one, two = weighing.first.points[i], weighing.second.points[j]
    ours, theirs = ({*p.title.tokens, *p.title.inner, *p.action.tokens, *p.action.inner} for p in (one, two))
    return not ours.isdisjoint(theirs)


def indistinct(weighing: Weighing, pairs: Sequence[Pair]) -> frozenset[Pair]:
    """The pairs of equal titles that stand several times, with nothing near on both sides that stands but once."""
    one, two = weighing.first, weighing.second
    ours, theirs = repeated(one), repeated(two)
    clear = {(i, j) for i, j in pairs if one.points[i].key not in ours and two.points[j].key not in theirs}
    found: set[Pair] = set()
    for i, j in pairs:
        if one.points[i].key in ours and two.points[j].key in theirs:
            far = _around(two, j)
            if not any((a, b) in clear for a in _around(one, i) for b in far):
                found.add((i, j))
    return frozenset(found)


def repeated(side: Track) -> frozenset[str]:
    """The titles that stand more than once."""
    counted = Counter(point.key for point in side.points)
    return frozenset(key for key, n in counted.items() if n > 1)


def _around(side: Track, place: int) -> tuple[int, ...]:
    near = range(max(0, place - REACH), min(len(side.points), place + REACH + 1))
    return tuple(sorted({*near, *side.after[place], *side.before[place]} - {place}))
