"""What is wrong or worth knowing in a document as a whole: references, ids, ranges, transitions.

The reader has checked each value as it stood in the file; here values are checked against one another, so that a
document made by code is held to the same rules. Places are given as addresses: the reader knows their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from cjm_editor.core.address import DOCUMENT, Address, map_at, stage_at, touchpoint_at, transition_at
from cjm_editor.core.elements import Owner, owners_of
from cjm_editor.core.errors import Problem, Severity
from cjm_editor.core.fields import element_trouble
from cjm_editor.core.lanes import field_names, is_built_in
from cjm_editor.core.model import (
    Comparison,
    Document,
    JourneyMap,
    Link,
    Stage,
    Touchpoint,
    Transition,
    Weights,
    parked_of,
    title_or_id,
)
from cjm_editor.core.records import dataclass
from cjm_editor.core.schema import VERSION
from cjm_editor.core.terms import field_label
from cjm_editor.core.texts import Message, _, ngettext

MOST = 1000

PAIRS = 1_000_000
"""Pairs of decided touchpoints that are held against each other: many more than people decide about."""

_SHARE_SLACK = 1e-9
"""Shares such as 0.7 + 0.2 + 0.1 add up to a little more than 1."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem with the address of its element and, where it is about one field, the field's name in the file.

    `other` is the element that this one contradicts: the reader names the line of either.
    """

    problem: Problem
    at: Address
    field: str = ""
    other: Address | None = None


Checks = Callable[[str, object, Address], Iterable[Finding]]
"""Holds the values of one element to its fields."""


def problems(document: Document) -> tuple[Problem, ...]:
    """All problems (errors and notices) of the document as a whole, in the order of the document."""
    return tuple(finding.problem for finding in findings(document))


def findings(document: Document, is_just_read: bool = False) -> tuple[Finding, ...]:
    """All problems of the document with the addresses of their elements.

    At most `MOST` errors and as many notices: a document with more is wrong in one way that these show.
    `is_just_read`: the reader has held every value to its field already; only what values mean together is looked at.
    """
    found: list[Finding] = []
    errors = notices = 0
    for finding in _document(document, _no_values if is_just_read else _values):
        if finding.problem.severity == "error":
            errors += 1
        else:
            notices += 1
            if notices > MOST:
                continue
        found.append(finding)
        if errors == MOST:
            break
    return tuple(found)


def _error(at: Address, code: str, message: Message, field: str = "") -> Finding:
    return _finding("error", at, code, message, field)


def _notice(at: Address, code: str, message: Message, field: str = "") -> Finding:
    return _finding("notice", at, code, message, field)


def _finding(severity: Severity, at: Address, code: str, message: Message, field: str) -> Finding:
    return Finding(Problem(code, message, severity=severity), at, field)


def _document(document: Document, checks: Checks) -> Iterator[Finding]:
    if document.cjm > VERSION:
        text = _("This file was made by a newer version of the program (format {n}).", n=document.cjm)
        yield _error(DOCUMENT, "newer-version", text, "cjm")
    yield from checks("document", document, DOCUMENT)
    yield from _ids((segment.id, Address("segment", "", segment.id)) for segment in document.segments)
    people = [(p.id, Address("persona", "", p.id)) for s in document.segments for p in s.personas]
    yield from _ids(people)
    for segment in document.segments:
        yield from checks("segment", segment, Address("segment", "", segment.id))
        for persona in segment.personas:
            yield from checks("persona", persona, Address("persona", "", persona.id))
    yield from _lanes(document, checks)
    yield from _ids((journey.id, map_at(journey.id)) for journey in document.maps)
    names = _Names(
        frozenset(segment.id for segment in document.segments),
        frozenset(id for id, _address in people),
        {journey.id: journey for journey in reversed(document.maps)},
        {},
    )
    for journey in document.maps:
        yield from _map(document, journey, names, checks)
    for index, comparison in enumerate(document.comparisons):
        yield from _comparison(index, comparison, names, checks)
    if document.conflicts:
        text = ngettext(
            "{n} conflict of a merge is left. Open the file in the window and choose what is to stand.",
            "{n} conflicts of a merge are left. Open the file in the window and choose what is to stand.",
            len(document.conflicts),
        )
        yield _error(DOCUMENT, "conflicts", text, "conflicts")


@dataclass(frozen=True, slots=True)
class _Names:
    """What a document can refer to; `points` are the ids of touchpoints of the maps that were asked for."""

    segments: frozenset[str]
    personas: frozenset[str]
    maps: dict[str, JourneyMap]
    points: dict[str, frozenset[str]]

    def points_of(self, journey: JourneyMap) -> frozenset[str]:
        known = self.points.get(journey.id)
        if known is None:
            known = self.points[journey.id] = frozenset(point.id for point in journey.touchpoints)
        return known


def _values(kind: str, item: object, at: Address) -> Iterator[Finding]:
    found = element_trouble(kind, item)
    if found is not None:
        field, message = found
        text = _("{field}: {problem}", field=field_label(kind, field.name), problem=message)
        yield _error(at, "bad-value", text, field.name)


def _no_values(kind: str, item: object, at: Address) -> Iterable[Finding]:
    return ()


def _ids(items: Iterable[tuple[str, Address]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for id, at in items:
        if id in seen:
            yield _error(
                at, "duplicate-id", _("The id “{id}” is used twice. Rename one of the two.", id=id), "id"
            )
        seen.add(id)


def _lanes(document: Document, checks: Checks) -> Iterator[Finding]:
    yield from _ids((lane.id, Address("lane", "", lane.id)) for lane in document.lanes)
    taken = field_names()
    for lane in document.lanes:
        at = Address("lane", "", lane.id)
        yield from checks("lane", lane, at)
        if lane.id in taken and not is_built_in(lane.id):
            text = _("“{id}” is the name of a field. Choose another id for the lane.", id=lane.id)
            yield _error(at, "lane-is-field", text, "id")


def _map(document: Document, journey: JourneyMap, names: _Names, checks: Checks) -> Iterator[Finding]:
    at = map_at(journey.id)
    yield from checks("map", journey, at)
    if journey.scale.min >= journey.scale.max:
        yield _error(at, "bad-scale", _("The bottom of the scale must be below its top."), "emotion_scale")
    if journey.segment and journey.segment not in names.segments:
        text = _mend(_("The document has no segment “{id}”.", id=journey.segment))
        yield _error(at, "no-such-reference", text, "segment")
    for id in journey.personas:
        if id not in names.personas:
            text = _mend(_("The document has no persona “{id}”.", id=id))
            yield _error(at, "no-such-reference", text, "personas")
    origin = journey.derived_from
    if origin and "#" not in origin and origin not in names.maps:
        text = _("The map “{id}” that this one was made from is not in the document.", id=origin)
        yield _notice(at, "no-such-origin", text, "derived_from")
    stages = [(stage.id, stage_at(journey.id, stage.id)) for stage in journey.stages]
    points = [(touchpoint.id, touchpoint_at(journey.id, touchpoint.id)) for touchpoint in journey.touchpoints]
    yield from _ids([*stages, *points])
    yield from _owners(document, journey, checks)
    yield from _transitions(journey, checks)


def _owners(document: Document, journey: JourneyMap, checks: Checks) -> Iterator[Finding]:
    parked = {touchpoint.id for touchpoint in parked_of(journey)}
    lanes = {lane.id for lane in document.lanes}
    owners = owners_of(journey)
    cards = [card for owner in owners for _lane, row in owner.cards for card in row]
    known = {owner.id for owner in owners} | {card.id for card in cards if card.id}
    at = map_at(journey.id)
    yield from _ids((card.id, at) for card in cards if card.id)
    for owner in owners:
        is_stage = isinstance(owner, Stage)
        at = stage_at(journey.id, owner.id) if is_stage else touchpoint_at(journey.id, owner.id)
        yield from checks("stage" if is_stage else "touchpoint", owner, at)
        if owner.id in parked:
            yield _parked(owner, at)
        scale = journey.scale
        low, high = sorted((scale.min, scale.max))  # the wrong way round is told once, at the scale
        if owner.emotion is not None and not low <= owner.emotion <= high:
            text = _("The emotion must be between {low} and {high}.", low=low, high=high)
            yield _error(at, "emotion-range", text, "emotion")
        yield from _cards(owner, journey.id, lanes, known, checks)


def _parked(owner: Owner, at: Address) -> Finding:
    title = title_or_id(owner)
    if isinstance(owner, Touchpoint) and owner.stage:
        text = _("“{title}” has no place: the map has no stage “{stage}”.", title=title, stage=owner.stage)
    else:
        text = _("“{title}” has no place: no stage is set for it.", title=title)
    return _notice(at, "parked", text, "stage")


def _cards(owner: Owner, map_id: str, lanes: set[str], known: set[str], checks: Checks) -> Iterator[Finding]:
    for lane, row in owner.cards:
        if lane not in lanes and not is_built_in(lane):
            text = _("The lane “{lane}” is not declared in the document.", lane=lane)
            yield _error(Address("card", map_id, owner.id, lane, 0), "no-such-lane", text)
        for index, card in enumerate(row):
            at = Address("card", map_id, owner.id, lane, index)
            yield from checks("card", card, at)
            for ref in card.from_:
                if ref not in known:
                    text = _mend(_("The map has no element “{id}” to refer to.", id=ref))
                    yield _error(at, "no-such-reference", text, "from")


def _transitions(journey: JourneyMap, checks: Checks) -> Iterator[Finding]:
    yield from _ids((t.id, transition_at(journey.id, t.id)) for t in journey.transitions)
    known = {touchpoint.id for touchpoint in journey.touchpoints}
    seen: set[tuple[str, str, str]] = set()
    shares: dict[str, float] = {}
    for transition in journey.transitions:
        at = transition_at(journey.id, transition.id)
        yield from checks("transition", transition, at)
        yield from _ends(transition, at, known)
        key = (transition.from_, transition.to, transition.kind)
        if key in seen:
            text = _("Two transitions of one kind join “{a}” and “{b}”. Delete one.", a=key[0], b=key[1])
            yield _error(at, "duplicate-transition", text)
        seen.add(key)
        if transition.share is not None and transition.kind != "promise":
            shares[transition.from_] = shares.get(transition.from_, 0) + transition.share
    for id, total in shares.items():
        if total > 1 + _SHARE_SLACK:
            text = _("The shares out of “{id}” add up to {total}, more than 1.", id=id, total=total)
            yield _notice(touchpoint_at(journey.id, id), "shares", text)


def _mend(what: Message) -> Message:
    """What is wrong with a reference, and what to do."""
    return _("{what} Correct the id, or remove the reference.", what=what)


def _ends(transition: Transition, at: Address, known: set[str]) -> Iterator[Finding]:
    start, end, kind = transition.from_, transition.to, transition.kind
    for name, id in (("from", start), ("to", end)):
        if id and id not in known:
            text = _mend(_("The map has no touchpoint “{id}”.", id=id))
            yield _error(at, "no-such-reference", text, name)
        elif not id and (name == "from" or kind != "leave"):
            text = _("A transition needs the touchpoints that it joins. Write “from” and “to”, or delete it.")
            yield _error(at, "no-ends", text, name)
    if start and start == end and kind != "back":
        text = _("Only a way back can lead from a touchpoint to itself.")
        yield _error(at, "self-transition", text)


def _comparison(index: int, comparison: Comparison, names: _Names, checks: Checks) -> Iterator[Finding]:
    here = Address("comparison", index=index)
    yield from checks("comparison", comparison, here)
    sides = []
    for name, reference in (("ideal", comparison.ideal), ("actual", comparison.actual)):
        map_id = reference.removeprefix("#")  # both mean a map of this document
        journey = names.maps.get(map_id)
        sides.append(journey)
        if journey is None and "#" not in map_id:
            text = _mend(_("The document has no map “{id}”.", id=map_id))
            yield _error(here, "no-such-reference", text, name)
    if _are_nothing(comparison.weights):
        text = _(
            "All weights are 0: they leave nothing to count, and the usual ones are taken. State one above 0, or leave "
            "the weights out."
        )
        yield _notice(here, "no-weights", text, "weights")
    pinned: dict[tuple[str, str], int] = {}
    for sub, link in enumerate(comparison.links):
        at = Address("link", index=index, sub=sub)
        yield from checks("link", link, at)
        yield from _link(link, at, sides, names)
        if link.state == "pinned":
            for key in (*(("ideal", id) for id in link.ideal), *(("actual", id) for id in link.actual)):
                if (first := pinned.setdefault(key, sub)) != sub:
                    text = _("“{id}” is pinned twice. Remove one of the two links.", id=key[1])
                    other = Address("link", index=index, sub=first)
                    yield replace(_error(at, "contradicting-pins", text, key[0]), other=other)
    yield from _pinned_and_banned(index, comparison)


def _are_nothing(weights: Weights | None) -> bool:
    """Whether all weights are stated, each as 0: one that is not stated is as usual."""
    return weights is not None and all(
        weight == 0 for weight in (weights.experience, weights.path, weights.friction, weights.metrics)
    )


def _pinned_and_banned(index: int, comparison: Comparison) -> Iterator[Finding]:
    """Pins that a ban takes back: a comparison would have to refuse them."""
    links = enumerate(comparison.links)
    banned: dict[tuple[str, str], int] = {}
    for sub, one, other in _decided(links, "banned"):
        banned.setdefault((one, other), sub)
    told: set[int] = set()
    pinned = _decided(enumerate(comparison.links), "pinned") if banned else ()
    for sub, one, other in pinned:
        if (one, other) in banned and sub not in told:
            told.add(sub)
            text = _(
                "“{one}” and “{other}” are pinned to each other and banned from it. Remove one of the two links.",
                one=one,
                other=other,
            )
            at, ban = (Address("link", index=index, sub=n) for n in (sub, banned[one, other]))
            yield replace(_error(at, "contradicting-pins", text, "ideal"), other=ban)


def _decided(links: Iterable[tuple[int, Link]], state: str) -> Iterator[tuple[int, str, str]]:
    """The pairs of touchpoints of the links in one state, each with the number of its link."""
    pairs = (
        (sub, one, other)
        for sub, link in links
        if link.state == state
        for one in link.ideal
        for other in link.actual
    )
    return islice(pairs, PAIRS)


def _link(link: Link, at: Address, sides: list[JourneyMap | None], names: _Names) -> Iterator[Finding]:
    for name, ids, journey in (("ideal", link.ideal, sides[0]), ("actual", link.actual, sides[1])):
        gone = [] if journey is None else [id for id in ids if id not in names.points_of(journey)]
        if gone:
            text = ngettext(
                "A decided link names a touchpoint that is not in the map: {ids}.",
                "A decided link names {n} touchpoints that are not in the map: {ids}.",
                len(gone),
                ids=", ".join(gone),
            )
            yield _notice(at, "stale-link", text, name)
