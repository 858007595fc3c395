"""Edits of what people decided about a pair of maps: links pinned or banned, weights."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.edits.parts import refuse
from cjm_editor.core.fields import element_trouble
from cjm_editor.core.model import Comparison, Document, Link, Weights, map_of
from cjm_editor.core.texts import _


def decide_link(document: Document, ideal: str, actual: str, link: Link) -> Document:
    """The document with a decision about the pair of maps (`map` or `file#map` each); itself where it stands there.

    The latest decision wins: a pinned link takes out earlier pins that share a touchpoint with it and bans of its
    pairs, a ban takes out pins of its pairs. Titles of touchpoints in this document are written into the link.
    Raises `EditError` for a ban without both sides, and for a touchpoint that a map of this document does not have.
    """
    found = element_trouble("link", link)
    if found is not None:
        raise refuse("bad-value", found[1])
    if not (link.ideal or link.actual) or (link.state == "banned" and not (link.ideal and link.actual)):
        raise refuse("no-ends", _("Name the touchpoints that the decision is about."))
    link = replace(
        link,
        ideal_titles=link.ideal_titles or _titles(document, ideal, link.ideal),
        actual_titles=link.actual_titles or _titles(document, actual, link.actual),
    )
    at = _place(document, ideal, actual)
    if at < 0:
        comparison = Comparison(ideal, actual, (link,))
        return replace(document, comparisons=(*document.comparisons, comparison))
    comparison = document.comparisons[at]
    if link in comparison.links:
        return document
    kept = tuple(other for other in comparison.links if not _contradicts(link, other))
    return _with(document, at, replace(comparison, links=(*kept, link)))


def forget_link(
    document: Document, ideal: str, actual: str, ideal_ids: tuple[str, ...], actual_ids: tuple[str, ...]
) -> Document:
    """The document without the decision about these touchpoints; itself where none was made."""
    at = _place(document, ideal, actual)
    if at < 0:
        return document
    comparison = document.comparisons[at]
    kept = tuple(
        x for x in comparison.links if (set(x.ideal), set(x.actual)) != (set(ideal_ids), set(actual_ids))
    )
    if len(kept) == len(comparison.links):
        return document
    return _with(document, at, replace(comparison, links=kept))


def set_weights(document: Document, ideal: str, actual: str, weights: Weights | None) -> Document:
    """The document with these weights for the pair of maps; None goes back to those of the product."""
    if weights is not None and (found := element_trouble("weights", weights)):
        raise refuse("bad-value", found[1])
    at = _place(document, ideal, actual)
    if at < 0:
        if weights is None:
            return document
        return replace(
            document, comparisons=(*document.comparisons, Comparison(ideal, actual, weights=weights))
        )
    comparison = document.comparisons[at]
    if comparison.weights == weights:
        return document
    return _with(document, at, replace(comparison, weights=weights))


def _place(document: Document, ideal: str, actual: str) -> int:
    for index, comparison in enumerate(document.comparisons):
        if (comparison.ideal, comparison.actual) == (ideal, actual):
            return index
    return -1


def _with(document: Document, at: int, comparison: Comparison) -> Document:
    """The document with the comparison at this place; one that no longer says anything is taken out."""
    said = (comparison,) if comparison.links or comparison.weights else ()
    return replace(document, comparisons=(*document.comparisons[:at], *said, *document.comparisons[at + 1 :]))


def _contradicts(new: Link, old: Link) -> bool:
    shares_ideal, shares_actual = set(new.ideal) & set(old.ideal), set(new.actual) & set(old.actual)
    if new.state == old.state == "pinned":
        return bool(shares_ideal or shares_actual)
    if new.state == old.state:
        return (set(new.ideal), set(new.actual)) == (set(old.ideal), set(old.actual))
    return bool(shares_ideal and shares_actual)


def _titles(document: Document, reference: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    journey = map_of(document, reference)
    if journey is None:
        return ()
    found = []
    for id in ids:
        touchpoint = journey.touchpoints.get(id)
        if touchpoint is None:
            raise refuse("no-such-reference", _("The map has no touchpoint “{id}”.", id=id))
        found.append(touchpoint.title)
    return tuple(found)
