"""How far a link can be trusted: less where no word is shared, or where only the place tells equal titles apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from cjm_editor.compare.candidates import Pair
from cjm_editor.compare.features import Why, log_odds, logit, sigmoid
from cjm_editor.compare.nuances import are_contrasts, go_apart, hollow_of, is_undone, light_of
from cjm_editor.compare.phrases import are_turned_round, doers_of, phrase_of
from cjm_editor.compare.points import Point, Track
from cjm_editor.compare.rounds import Outcome, Values, Weighing
from cjm_editor.compare.titles import is_negated

MOST = 0.6
"""The most that a pair without a word in common can be trusted, or one whose title stands many times."""
MOST_ASKED = 0.85
"""The most that a pair with a common word can be trusted where a person would still ask: one title says that something
is not so, or undoes it, and the other does not; nothing is common but the first words, the verbs; hardly anything else
of the maps is linked. Stage and place speak for the same step, for the same felt otherwise and for another one alike.
"""
MOST_OBJECT = 0.92
"""The most where both titles name the same thing and say otherwise what is done with it. On pairs drawn by hand all 39
such links that were sure are true, which supports no more: at 39 of 39 one in thirteen may still be false."""
FEW = 1 / 3
"""Where a smaller share of the shorter map is linked, hardly anything is. Of the links between unrelated maps of the
generator that were called sure, 29 of 32 were of such maps."""
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


def capped(weighing: Weighing, pair: Pair, why: Why, is_vague: bool, is_lonely: bool) -> tuple[float, Why]:
    """Confidence and terms of a pair; where it is not to be trusted far, the terms say so. `is_vague` where its titles
    are told apart by their places only, `is_lonely` where hardly anything else is linked.
    """
    total = log_odds(why)
    confidence = sigmoid(total)
    if confidence > MOST:
        reason = "repeated" if is_vague else "" if _shares_word(weighing, *pair) else "cap"
        if reason:
            return MOST, (*why, (reason, logit(MOST) - total))
    if confidence > MOST_ASKED:
        reason = _doubt(weighing, *pair, is_lonely)
        if reason:
            return MOST_ASKED, (*why, (reason, logit(MOST_ASKED) - total))
    if confidence > MOST_OBJECT and _shares_object_only(weighing, *pair):
        return MOST_OBJECT, (*why, ("object", logit(MOST_OBJECT) - total))
    return confidence, why


def _doubt(weighing: Weighing, i: int, j: int, is_lonely: bool) -> str:
    """Why a person would ask about a pair, whatever speaks for it; "" where nothing does."""
    if _is_turned(weighing, i, j):
        return "turned"
    one, two = weighing.first.points[i], weighing.second.points[j]
    if is_undone(one, two):
        return "undone"
    if are_turned_round(one, two):
        return "doer"
    if are_contrasts(one, two):
        return "contrast"
    if _goes_another_way(weighing, i, j):
        return "way"
    if _shares_verb_only(weighing, i, j):
        return "verb"
    return "few" if is_lonely else ""


def are_few(weighing: Weighing, links: int) -> bool:
    """Whether so many links are hardly any for maps of this size."""
    return links < FEW * min(len(weighing.first.points), len(weighing.second.points))


def _is_turned(weighing: Weighing, i: int, j: int) -> bool:
    """Whether one of the titles says "not" and the other does not."""
    one, two = weighing.first.points[i].touchpoint, weighing.second.points[j].touchpoint
    return is_negated(one.title) != is_negated(two.title)


def _shares_verb_only(weighing: Weighing, i: int, j: int) -> bool:
    """Whether two titles share their verb, who acts left aside, and nothing else, and both say more: the same is done,
    to something else."""
    one, two = weighing.first.points[i], weighing.second.points[j]
    here, there = phrase_of(one), phrase_of(two)
    if not here.rest or not there.rest or here.verbs.isdisjoint(there.verbs):
        return False
    common = (_words(one) & _words(two)) - (hollow_of(one) & hollow_of(two))
    if any(
        common.issuperset({*point.title.tokens} - parsed.who) for point, parsed in ((one, here), (two, there))
    ):
        return False  # all that one of them says
    return common <= (here.verbs & there.verbs) | here.who | there.who


def _shares_object_only(weighing: Weighing, i: int, j: int) -> bool:
    """Whether two titles have words in common but no verb: something else may be done with the same thing."""
    one, two = weighing.first.points[i], weighing.second.points[j]
    here, there = phrase_of(one), phrase_of(two)
    if not here.rest or not there.rest or one.key == two.key:
        return False
    return (_words(one) & _words(two)).isdisjoint(here.verbs & there.verbs)


def _goes_another_way(weighing: Weighing, i: int, j: int) -> bool:
    """Whether two titles of the same words differ in where to or from: there and back."""
    one, two = weighing.first.points[i], weighing.second.points[j]
    return set(one.title.tokens) == set(two.title.tokens) and go_apart(
        one.touchpoint.title, two.touchpoint.title
    )


def _words(point: Point) -> set[str]:
    """The meanings and stems of a touchpoint's title and action."""
    return {*point.title.tokens, *point.title.inner, *point.action.tokens, *point.action.inner}


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
    """Whether two touchpoints have a word in common that says something by itself."""
    one, two = weighing.first.points[i], weighing.second.points[j]
    empty = (light_of(one) | hollow_of(one)) & (light_of(two) | hollow_of(two))
    return bool((_words(one) & _words(two)) - empty - (doers_of(one) & doers_of(two)))


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
