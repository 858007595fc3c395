"""How far the gap could lie from what was computed: with all likely links, with only the sure ones."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_editor.compare.components import LinkIds
from cjm_editor.compare.gap import gap_of, ledger, totals
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.results import Correspondence, Parts

CONCEIVABLE, SURE = 0.05, 0.9


def interval(
    ideal: JourneyMap, actual: JourneyMap, links: Sequence[Correspondence], gap: float, weights: Parts
) -> tuple[float, float]:
    """The lowest and the highest gap, with `gap` between them.

    Low: every candidate above .05 that contradicts no link is one, unknown lived emotions are as the reference
    wants them. High: only links of at least .9 are kept, unknown lived emotions are at the bottom of the scale.
    """
    low = gap_of(totals(ledger(ideal, actual, generous(links), "ideal")), weights)
    high = gap_of(totals(ledger(ideal, actual, strict(links), "bottom")), weights)
    return min(gap, gap if low is None else low), max(gap, gap if high is None else high)


def generous(links: Sequence[Correspondence]) -> tuple[LinkIds, ...]:
    """The links with every conceivable pair of left-over touchpoints added, likeliest first."""
    pairs: dict[tuple[str, str], float] = {}
    for link in links:
        for candidate in link.maybe:
            ends = (link.ideal[0], candidate.id) if link.ideal else (candidate.id, link.actual[0])
            pairs[ends] = candidate.confidence
    ours = {link.ideal[0]: n for n, link in enumerate(links) if len(link.ideal) == 1 and not link.actual}
    theirs = {link.actual[0]: n for n, link in enumerate(links) if len(link.actual) == 1 and not link.ideal}
    order = sorted(pairs, key=lambda p: (-pairs[p], ours.get(p[0], -1), theirs.get(p[1], -1)))
    taken: dict[int, str] = {}
    gone: set[int] = set()
    for left, right in order:
        at, other = ours.get(left), theirs.get(right)
        if pairs[left, right] <= CONCEIVABLE or at is None or other is None:
            continue
        if at not in taken and other not in gone:
            taken[at] = right
            gone.add(other)
    return tuple(
        (link.ideal, (taken[n],) if n in taken else link.actual)
        for n, link in enumerate(links)
        if n not in gone
    )


def strict(links: Sequence[Correspondence]) -> tuple[LinkIds, ...]:
    """The links with those below .9 cut: each of their touchpoints stands alone."""
    found: list[LinkIds] = []
    for link in links:
        if link.ideal and link.actual and link.confidence < SURE:
            found += [((id,), ()) for id in link.ideal]
            found += [((), (id,)) for id in link.actual]
        else:
            found.append((link.ideal, link.actual))
    return tuple(found)
