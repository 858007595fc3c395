"""What a decision left of the links that it took touchpoints out of: said, so that nothing falls apart in silence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

from cjm_editor.app.align.answering import Ends, Ids, short
from cjm_editor.core.results import ComparisonResult, Correspondence
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.core.wording import title_of

MOST = 2
"""Links, and touchpoints without one, of which it is said what became of them; of more their number is said."""


def remains(before: ComparisonResult, after: ComparisonResult | None, about: Ends) -> Message | None:
    """What became of touchpoints that were linked with those of a decision and are not part of it; None where there
    are none.
    """
    if after is None:
        return None
    linked: dict[tuple[Ids, Ids], Message] = {}
    lone: dict[tuple[Ids, Ids], Message] = {}
    for old in before.matching.links:
        for new in _left_of(old, after, about):
            told = linked if new.ideal and new.actual else lone
            told[new.ideal, new.actual] = _said(after, old, new)
    parts = list(linked.values())[:MOST]
    if len(linked) > MOST:
        parts.append(ngettext("{n} more link changed.", "{n} more links changed.", len(linked) - MOST))
    if len(lone) > MOST:
        parts.append(
            ngettext(
                "{n} touchpoint is without a counterpart now.",
                "{n} touchpoints are without a counterpart now.",
                len(lone),
            )
        )
    else:
        parts += lone.values()
    return reduce(lambda one, other: _("{one} {other}", one=one, other=other), parts) if parts else None


def _left_of(old: Correspondence, after: ComparisonResult, about: Ends) -> Iterator[Correspondence]:
    """The links in which those touchpoints of an earlier link are now that a decision took nothing from but their
    counterparts."""
    if not (old.ideal and old.actual):
        return
    ideal, actual = set(old.ideal) - set(about.ideal), set(old.actual) - set(about.actual)
    if len(ideal) + len(actual) == len(old.ideal) + len(old.actual):
        return
    for link in after.matching.links:
        if not (ideal.isdisjoint(link.ideal) and actual.isdisjoint(link.actual)):
            yield link


def _said(result: ComparisonResult, old: Correspondence, new: Correspondence) -> Message:
    ideal = short(title_of(result.ideal.journey, new.ideal))
    actual = short(title_of(result.actual.journey, new.actual))
    if not (new.ideal and new.actual):
        return _("“{title}” is without a counterpart now.", title=ideal or actual)
    if set(new.ideal) <= set(old.ideal) and set(new.actual) <= set(old.actual):
        return _("“{ideal}” stays linked with “{actual}”.", ideal=ideal, actual=actual)
    return _("“{ideal}” is linked with “{actual}” now.", ideal=ideal, actual=actual)
