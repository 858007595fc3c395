"""Where the points of a line of the list come from: what mending it takes off each part of the gap."""

from __future__ import annotations

from cjm_editor.compare.components import LinkIds
from cjm_editor.compare.gap import effective, gap_of, ledger, parts_of, totals
from cjm_editor.compare.mending import mended
from cjm_editor.compare.pathgaps import findings_of
from cjm_editor.core.results import ComparisonResult, Fix, Parts


def points_of(result: ComparisonResult) -> Parts:
    """The points that each part adds to the gap; they add up to it. None where a part does not exist.

    Where nothing is matched the gap is 100 whatever the parts say, and their points are scaled.
    """
    parts, weights, gap = result.score.parts, result.score.weights, result.score.gap
    pairs = tuple(zip(_four(parts), _four(weights), strict=True))
    raw = [None if part is None else 100 * part * (weight or 0.0) for part, weight in pairs]
    whole = sum(value or 0.0 for value in raw)
    factor = gap / whole if gap is not None and whole else 1.0
    return Parts(*(None if value is None else value * factor for value in raw))


def delta_parts(result: ComparisonResult, fix: Fix) -> Parts:
    """The points that mending this line alone takes off each part; they add up to its `delta`.

    None where a part does not exist.
    """
    if fix.also:
        return Parts(None, None, None, None)
    links: tuple[LinkIds, ...] = tuple((link.ideal, link.actual) for link in result.matching.links)
    book = ledger(result.ideal.journey, result.actual.journey, links)
    item = fix.link if fix.path is None else dict(findings_of(result.path, book, links))[fix.path]
    sums, weights = totals(book), result.score.stated or result.score.weights
    after = mended(book, sums, item)
    before_parts, after_parts = _four(parts_of(sums)), _four(parts_of(after))
    used, used_after = (_four(effective(parts_of(s), weights)) for s in (sums, after))
    found = [
        None if b is None and a is None else 100 * ((b or 0.0) * (u or 0.0) - (a or 0.0) * (v or 0.0))
        for b, a, u, v in zip(before_parts, after_parts, used, used_after, strict=True)
    ]
    whole = sum(value or 0.0 for value in found)
    exact = (gap_of(sums, weights) or 0.0) - (gap_of(after, weights) or 0.0)
    factor = exact / whole if whole else 1.0
    return Parts(*(None if value is None else value * factor for value in found))


def _four(parts: Parts) -> tuple[float | None, float | None, float | None, float | None]:
    return parts.experience, parts.path, parts.friction, parts.metrics
