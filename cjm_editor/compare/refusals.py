"""What people said touchpoints that stand alone are not: where nothing near is left, that is a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from cjm_editor.compare.decisions import resolved
from cjm_editor.core.model import Comparison, JourneyMap, route_order
from cjm_editor.core.results import Correspondence, Matching
from cjm_editor.core.standing import is_a_step, is_settled, standing


def with_refusals(
    matching: Matching, ideal: JourneyMap, actual: JourneyMap, decisions: Comparison | None
) -> Matching:
    """The matching, its links that stand alone with what people said they are not.

    Who is not one of all touchpoints opposite has no counterpart: people decided that, pair by pair. What nothing could
    be linked to after decisions is theirs too, and no reason to tell them how links are found.
    """
    if decisions is None or not decisions.links:
        return matching
    rows = [{t.id: t.title for t in route_order(journey)} for journey in (ideal, actual)]
    entries = resolved(decisions, *(list(row.items()) for row in rows)).entries
    not_these: tuple[dict[str, set[str]], dict[str, set[str]]] = (defaultdict(set), defaultdict(set))
    for entry in entries:
        if entry.link.state == "banned":
            for id in entry.link.ideal:
                not_these[0][id].update(entry.link.actual)
            for id in entry.link.actual:
                not_these[1][id].update(entry.link.ideal)
    links = tuple(_refused(link, not_these, rows) for link in matching.links)
    notices = matching.notices
    if not any(link.ideal and link.actual for link in links) and _are_decided(links, matching):
        notices = tuple(notice for notice in notices if not is_a_step(notice))
    return replace(matching, links=links, notices=notices)


def _refused(
    link: Correspondence,
    not_these: tuple[Mapping[str, set[str]], Mapping[str, set[str]]],
    rows: list[dict[str, str]],
) -> Correspondence:
    if link.by == "pin" or (link.ideal and link.actual):
        return link
    own = 0 if link.ideal else 1
    (id,) = link.ideal or link.actual
    refused = not_these[own].get(id)
    if not refused:
        return link
    if refused.issuperset(rows[1 - own]):
        return replace(link, by="pin", confidence=1.0, maybe=())
    return replace(link, refused=tuple(other for other in rows[1 - own] if other in refused))


def _are_decided(links: tuple[Correspondence, ...], matching: Matching) -> bool:
    """Whether people decided about all that stands alone, or turned some of it down."""
    return any(link.refused for link in links) or all(
        is_settled(standing(link, matching.id_mode)) for link in links
    )
