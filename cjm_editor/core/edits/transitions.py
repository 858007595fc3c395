"""Edits of transitions. The implied steps of a route are written down when one of them is deleted or branches."""

from __future__ import annotations

from dataclasses import replace

from cjm_editor.core.address import Address
from cjm_editor.core.edits.parts import check_id, refuse
from cjm_editor.core.elements import (
    journey_at,
    no_such_element,
    replaced,
    with_journey,
    with_transitions,
)
from cjm_editor.core.fields import element_trouble
from cjm_editor.core.graph import implied_edge, route_edges
from cjm_editor.core.ids import IdSource, fresh_id, random_id
from cjm_editor.core.model import Document, JourneyMap, Transition, route_order
from cjm_editor.core.texts import _


def add_transition(
    document: Document, map_id: str, transition: Transition, source: IdSource = random_id
) -> Document:
    """The document with a new transition.

    A `next` from a touchpoint that an implied step leaves branches there: the map's route becomes explicit, and its
    implied steps are written down with ids from `source`. Drawing along the implied step just writes it down.
    """
    journey = journey_at(document, map_id)
    check_id(transition.id, journey.transitions.index_of(transition.id) >= 0)
    check_transition(journey, transition, None)
    if transition.kind == "next":
        implied = implied_edge(journey, transition.from_)
        if implied is not None and implied.to != transition.to:
            journey = _explicit(journey, source, taken=transition.id)
    transitions = journey.transitions.inserted(len(journey.transitions), transition)
    return with_journey(document, with_transitions(journey, transitions))


def set_transition(
    document: Document, address: Address, transition: Transition, source: IdSource = random_id
) -> Document:
    """The document with this transition at the address; itself where it is equal to the one that stands there.

    One that becomes a `next` where an implied step leaves branches there, as in `add_transition`.
    """
    journey = journey_at(document, address.map)
    old = journey.transitions.get(address.id)
    if old is None:
        raise no_such_element()
    if old == transition:
        return document
    if transition.id != old.id:
        check_id(transition.id, journey.transitions.index_of(transition.id) >= 0)
    check_transition(journey, transition, old)
    if transition.kind == "next" and (old.kind, old.from_) != ("next", transition.from_):
        implied = implied_edge(journey, transition.from_)
        if implied is not None and implied.to != transition.to:
            document = with_journey(document, _explicit(journey, source, taken=transition.id))
    return replaced(document, address, transition)


def delete_transition(document: Document, address: Address, source: IdSource = random_id) -> Document:
    """The document without the transition.

    Deleting the only `next` of a touchpoint must not bring an implied step in its place: the route then becomes
    explicit, its implied steps written down with ids from `source`.
    """
    journey = journey_at(document, address.map)
    at = journey.transitions.index_of(address.id)
    if at < 0:
        raise no_such_element()
    gone = journey.transitions[at]
    left = with_transitions(journey, journey.transitions.removed(at))
    if gone.kind == "next" and implied_edge(left, gone.from_) is not None:
        explicit = _explicit(journey, source)
        left = with_transitions(explicit, explicit.transitions.removed(at))
    return with_journey(document, left)


def delete_implied(
    document: Document, map_id: str, from_id: str, to_id: str, source: IdSource = random_id
) -> Document:
    """The document without one implied step: the route becomes explicit, the other implied steps written down."""
    journey = journey_at(document, map_id)
    edge = implied_edge(journey, from_id)
    if edge is None or edge.to != to_id:
        raise no_such_element()
    return with_journey(document, _explicit(journey, source, without=from_id))


def make_explicit(document: Document, map_id: str, source: IdSource = random_id) -> Document:
    """The document with the map's implied steps written down and its route explicit; the route itself is the same."""
    journey = journey_at(document, map_id)
    return document if journey.route == "explicit" else with_journey(document, _explicit(journey, source))


def _explicit(journey: JourneyMap, source: IdSource, taken: str = "", without: str = "") -> JourneyMap:
    ids = {transition.id for transition in journey.transitions} | {taken}
    made = []
    for edge in route_edges(journey):
        if edge.implied and edge.from_ != without:
            id = fresh_id("e", ids, source)
            ids.add(id)
            made.append(Transition(id, edge.from_, edge.to))
    return replace(with_transitions(journey, journey.transitions.extended(made)), route="explicit")


def add_branch(
    document: Document, map_id: str, from_id: str, to_id: str, id: str, source: IdSource = random_id
) -> Document:
    """The document with one more way out of a touchpoint, beside those that it has."""
    return add_transition(document, map_id, Transition(id, from_id, to_id), source)


def join_route(document: Document, map_id: str, id: str, source: IdSource = random_id) -> Document:
    """The document with a touchpoint put onto the step of an explicit route that goes past its place.

    For one just added: where the touchpoint before it in order has its only `next` to the one after it, that step
    leads through the new one; where the one before it is the last of the map and an end, it leads on to the new one.
    Elsewhere, and in an implied route, nothing changes.
    """
    journey = journey_at(document, map_id)
    before, after = _neighbours(journey, id)
    transitions = journey.transitions
    if journey.route != "explicit" or not before or transitions.referring_to(id):
        return document
    leaving = [at for at in transitions.referring_to(before) if transitions[at].from_ == before]
    out = [at for at in leaving if transitions[at].kind == "next"]
    made = fresh_id("e", {transition.id for transition in transitions}, source)
    if not after and not any(transitions[at].kind in ("next", "leave") for at in leaving):
        step = Transition(made, before, id)
    elif len(out) == 1 and transitions[out[0]].to == after:
        transitions = transitions.replaced(out[0], replace(transitions[out[0]], to=id))
        step = Transition(made, id, after)
    else:
        return document
    transitions = transitions.inserted(len(transitions), step)
    return with_journey(document, with_transitions(journey, transitions))


def _neighbours(journey: JourneyMap, id: str) -> tuple[str, str]:
    order = [touchpoint.id for touchpoint in route_order(journey)]
    if id not in order:
        return "", ""
    at = order.index(id)
    return (order[at - 1] if at else ""), (order[at + 1] if at + 1 < len(order) else "")


def check_transition(journey: JourneyMap, transition: Transition, old: Transition | None) -> None:
    """Raise `EditError` where the transition does not fit the map; `old` is the one that it takes the place of."""
    found = element_trouble("transition", transition)
    if found is not None:
        raise refuse("bad-value", found[1])
    start, end, kind = transition.from_, transition.to, transition.kind
    if not start or (not end and kind != "leave"):
        raise refuse("no-ends", _("A transition needs the touchpoints that it joins."))
    for id in (start, end):
        known = not id or (old is not None and id in old.refs) or journey.touchpoints.index_of(id) >= 0
        if not known:
            raise refuse("no-such-reference", _("The map has no touchpoint “{id}”.", id=id))
    if start == end and kind != "back":
        raise refuse("self-transition", _("Only a way back can lead from a touchpoint to itself."))
    for at in journey.transitions.referring_to(start):
        other = journey.transitions[at]
        same = (other.from_, other.to, other.kind) == (start, end, kind)
        if same and (old is None or other.id != old.id):
            raise refuse(
                "duplicate-transition",
                _("These two touchpoints are already joined by a transition of this kind."),
            )
