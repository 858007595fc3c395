"""Edits of what people decided about a pair of maps: links pinned or banned, weights."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from cjm_editor.core.edits.parts import refuse
from cjm_editor.core.fields import element_trouble
from cjm_editor.core.model import Comparison, Document, Link, Weights, map_of
from cjm_editor.core.texts import _

Titles = tuple[tuple[str, ...], tuple[str, ...]]
"""Titles of the touchpoints on either side, in the order of the ids; empty where the edit is to look them up."""

UNTITLED: Titles = ((), ())


def pin_group(
    document: Document,
    ideal: str,
    actual: str,
    ideal_ids: tuple[str, ...],
    actual_ids: tuple[str, ...],
    titles: Titles = UNTITLED,
) -> Document:
    """The document in which these touchpoints of the two maps stand for each other, one or several on either side.

    Raises `EditError` as `decide_link` does, and for a side without touchpoints (see `pin_alone`).
    """
    if not (ideal_ids and actual_ids):
        raise refuse("no-ends", _("Name the touchpoints that the decision is about."))
    return decide_link(document, ideal, actual, Link(ideal_ids, actual_ids, "pinned", "", *titles))


def ban_pair(
    document: Document,
    ideal: str,
    actual: str,
    ideal_ids: tuple[str, ...],
    actual_ids: tuple[str, ...],
    titles: Titles = UNTITLED,
) -> Document:
    """The document in which none of the first touchpoints is any of the second. Raises as `decide_link` does."""
    return decide_link(document, ideal, actual, Link(ideal_ids, actual_ids, "banned", "", *titles))


def pin_alone(
    document: Document,
    ideal: str,
    actual: str,
    ideal_ids: tuple[str, ...] = (),
    actual_ids: tuple[str, ...] = (),
    titles: Titles = UNTITLED,
) -> Document:
    """The document in which each of these touchpoints is known to have no counterpart. Raises as `decide_link` does."""
    for at, id in enumerate(ideal_ids):
        link = Link((id,), (), "pinned", "", titles[0][at : at + 1], ())
        document = decide_link(document, ideal, actual, link)
    for at, id in enumerate(actual_ids):
        link = Link((), (id,), "pinned", "", (), titles[1][at : at + 1])
        document = decide_link(document, ideal, actual, link)
    return document


def decide_link(document: Document, ideal: str, actual: str, link: Link) -> Document:
    """The document with a decision about the pair of maps (`map` or `file#map` each); itself where it stands there.

    The latest decision wins, and no more than it contradicts is lost: a pinned link takes its touchpoints out of
    earlier pins (the other half of a split stays linked) and its pairs out of bans; a ban takes its touchpoints out of
    pins. Titles of touchpoints in this document are written into the link.
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
    kept = tuple(rest for other in comparison.links for rest in _what_stands(other, link))
    return _with(document, at, replace(comparison, links=(*kept, link)))


def set_links(document: Document, ideal: str, actual: str, links: tuple[Link, ...]) -> Document:
    """The document with exactly these decisions about the pair of maps, as they are; itself where they stand there."""
    at = _place(document, ideal, actual)
    if at < 0:
        if not links:
            return document
        return replace(document, comparisons=(*document.comparisons, Comparison(ideal, actual, links)))
    comparison = document.comparisons[at]
    return document if comparison.links == links else _with(document, at, replace(comparison, links=links))


def name_pair(
    document: Document, old_ideal: str, old_actual: str, ideal: str, actual: str, is_moved: bool
) -> Document:
    """The document with what was decided about a pair of maps for the pair under other names: in the place of the old
    entry where that `is_moved`, else beside it. Itself where the new pair has an entry, or the old one has none.
    """
    at = _place(document, old_ideal, old_actual)
    if at < 0 or _place(document, ideal, actual) >= 0:
        return document
    named = replace(document.comparisons[at], ideal=ideal, actual=actual)
    if is_moved:
        return _with(document, at, named)
    return replace(document, comparisons=(*document.comparisons, named))


def keep_pair(document: Document, ideal: str, actual: str) -> Document:
    """The document with an entry for the pair of maps, if only to say that nothing is decided about it."""
    if _place(document, ideal, actual) >= 0:
        return document
    return replace(document, comparisons=(*document.comparisons, Comparison(ideal, actual)))


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


def _what_stands(old: Link, new: Link) -> tuple[Link, ...]:
    """What an earlier decision still says after a new one: itself, parts of it, or nothing."""
    common, common_back = set(new.ideal) & set(old.ideal), set(new.actual) & set(old.actual)
    if new.state == old.state == "pinned":
        return _left_over(old, common, common_back)
    if new.state == old.state:
        is_covered = set(old.ideal) <= set(new.ideal) and set(old.actual) <= set(new.actual)
        return () if is_covered else (old,)
    if not (common and common_back):
        return (old,)
    others, others_back = set(old.ideal) - common, set(old.actual) - common_back
    if old.state == "banned":  # every pair but those of the pin
        parts = (_part(old, others, set(old.actual)), _part(old, common, others_back))
        return tuple(part for part in parts if part.ideal and part.actual)
    if len(old.ideal) == 1 and others_back:
        return (_part(old, set(old.ideal), others_back),)
    if len(old.actual) == 1 and others:
        return (_part(old, others, set(old.actual)),)
    return ()


def _left_over(old: Link, gone: set[str], gone_back: set[str]) -> tuple[Link, ...]:
    """What a pin still says when some of its touchpoints were pinned elsewhere: what is left
    of both sides stays together."""
    if not (gone or gone_back):
        return (old,)
    rest = _part(old, set(old.ideal) - gone, set(old.actual) - gone_back)
    is_kept = (bool(rest.ideal), bool(rest.actual)) == (bool(old.ideal), bool(old.actual))
    return (rest,) if is_kept else ()


def _part(link: Link, ideal: Collection[str], actual: Collection[str]) -> Link:
    """The link with only these touchpoints of its own, their titles with them."""
    ours = [n for n, id in enumerate(link.ideal) if id in ideal]
    theirs = [n for n, id in enumerate(link.actual) if id in actual]
    return replace(
        link,
        ideal=tuple(link.ideal[n] for n in ours),
        actual=tuple(link.actual[n] for n in theirs),
        ideal_titles=_picked(link.ideal_titles, ours, len(link.ideal)),
        actual_titles=_picked(link.actual_titles, theirs, len(link.actual)),
    )


def _picked(titles: tuple[str, ...], places: Collection[int], ids: int) -> tuple[str, ...]:
    """The titles at these places; none where they do not go with the ids one to one."""
    return tuple(titles[n] for n in places) if len(titles) == ids else ()


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
