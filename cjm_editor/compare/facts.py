"""What a comparison says of a touchpoint in sentences: what carries no points and must still not be left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cjm_editor.compare.channels import Channel, are_others, channel_of
from cjm_editor.compare.components import Component
from cjm_editor.compare.points import Reader
from cjm_editor.compare.titles import folded, title_key
from cjm_editor.core.evidence import evidence_of, strongest
from cjm_editor.core.model import Card, JourneyMap, Touchpoint, Transition, lane_cards
from cjm_editor.core.records import dataclass
from cjm_editor.core.terms import choice_label
from cjm_editor.core.texts import Message, _, ngettext, pgettext
from cjm_editor.core.values import seconds
from cjm_editor.core.wording import duration_text, is_target

SEVERE = 3


@dataclass(frozen=True, slots=True)
class Facts:
    """Sentences about one component. `must`: what makes a line of its own where there is none; `promises` of them
    are broken promises, which come first. `met`: the worst answer of the lived map, empty where not known;
    `evidence`: the strongest kind that either side rests on, empty without touchpoints.
    """

    must: tuple[Message, ...] = ()
    promises: int = 0
    met: str = ""
    evidence: tuple[str, str] = ("", "")


def facts_of(component: Component, reader: Reader, ideal: JourneyMap, actual: JourneyMap) -> Facts:
    """What must be said of a component of these maps, broken promises left aside; `reader` knows which names mean the
    same channel. Where the reference is no target nothing is lost beside it."""
    met = worst_met(touchpoint.met for touchpoint in component.actual)
    must: list[Message] = []
    if met == "no":
        must.append(_expectation(component.actual))
    must += _pains(component)
    must += _lost_channel(component, reader, is_target(ideal.kind, actual.kind))
    must += _other_people(component)
    must += _wait(component)
    evidence = strongest_kind(ideal, component.ideal), strongest_kind(actual, component.actual)
    return Facts(tuple(must), 0, met, evidence)


def with_path(facts: Facts, promises: Sequence[Message], worse: Sequence[Message]) -> Facts:
    """The facts with the broken promises that end there before them, and after them what starts there and is worse
    than in the reference: who leaves or goes back, how long customers wait on the way."""
    if not promises and not worse:
        return facts
    return replace(facts, must=(*promises, *facts.must, *worse), promises=len(promises))


def strongest_kind(journey: JourneyMap, touchpoints: Sequence[Touchpoint]) -> str:
    """The strongest kind of evidence that these touchpoints rest on; empty without touchpoints."""
    pieces = tuple(piece for t in touchpoints for piece in evidence_of(journey, t))
    return strongest(pieces).kind or "assumption" if pieces else ""


def worst_met(answers: Iterable[str]) -> str:
    """The worst of several answers to whether an expectation was met; empty where there is none."""
    given = set(answers)
    return next((answer for answer in ("no", "partly", "yes") if answer in given), "")


def _expectation(actual: Sequence[Touchpoint]) -> Message:
    expectation = next((t.expectation for t in actual if t.met == "no" and t.expectation), "")
    if expectation:
        return _("Expectation not met: “{expectation}”", expectation=expectation)
    return _("Expectation not met")


def _pains(component: Component) -> list[Message]:
    """Pains of the lived map that are severe or that the reference does not have."""
    expected = {title_key(card.text) for t in component.ideal for card in lane_cards(t, "pains")}
    found: dict[str, tuple[Card, bool]] = {}
    for touchpoint in component.actual:
        for card in lane_cards(touchpoint, "pains"):
            is_severe = card.severity is not None and card.severity >= SEVERE
            if is_severe or title_key(card.text) not in expected:
                found.setdefault(title_key(card.text), (card, is_severe))
    return [
        _("Severe pain: “{pain}”", pain=card.text) if is_severe else _("Pain: “{pain}”", pain=card.text)
        for card, is_severe in sorted(found.values(), key=lambda entry: not entry[1])
    ]


def _lost_channel(component: Component, reader: Reader, has_target: bool) -> list[Message]:
    """The reference's channels that are surely none of the lived ones."""
    if not component.is_matched:
        return []
    lived = [channel_of(t.channel, reader) for t in component.actual if t.channel]
    if not lived:
        return []
    lost: dict[Channel, str] = {}
    for wanted in (t.channel for t in component.ideal if t.channel):
        channel = channel_of(wanted, reader)
        if all(are_others(channel, other) for other in lived):
            lost[channel] = wanted
    now = ", ".join(dict.fromkeys(t.channel for t in component.actual if t.channel))
    if has_target:
        return [
            _("Channel lost: {channel}; used instead: {others}", channel=channel, others=now)
            for channel in lost.values()
        ]
    return [
        _("Another channel: {others} instead of {channel}", channel=channel, others=now)
        for channel in lost.values()
    ]


def _other_people(component: Component) -> list[Message]:
    """Who takes part and who starts it, where both sides say so and no name of one side is among the other's."""
    found = []
    actors = _others([t.actor for t in component.ideal if t.actor], [t.actor for t in component.actual])
    if actors is not None:
        ours, theirs = (", ".join(names) for names in actors)
        found.append(_("Another actor: {others} instead of {actor}", actor=ours, others=theirs))
    initiators = _others(
        [t.initiator for t in component.ideal if t.initiator], [t.initiator for t in component.actual]
    )
    if initiators is not None:
        wanted, lived = (_starters(names) for names in initiators)
        found.append(_("Another initiator: {others} instead of {initiator}", initiator=wanted, others=lived))
    return found


def _starters(names: Sequence[str]) -> Message | str:
    """The initiators in the words that a touchpoint's form has for them."""
    told = choice_label("touchpoint", "initiator", names[0])
    for name in names[1:]:
        other = choice_label("touchpoint", "initiator", name)
        told = pgettext("initiators", "{one}, {other}", one=told, other=other)
    return told


def _others(wanted: Sequence[str], lived: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The names on either side, the reference's first; None where a side has none or they share one."""
    if not wanted or wanted == lived:
        return None
    ours, theirs = ({folded(name): name for name in side if name.strip()} for side in (wanted, lived))
    if not ours or not theirs or not ours.keys().isdisjoint(theirs):
        return None
    return tuple(ours.values()), tuple(theirs.values())


def _wait(component: Component) -> list[Message]:
    target, lived = _longest(component.ideal), _longest(component.actual)
    if target is None or lived is None or lived[0] <= target[0]:
        return []
    return [
        _("Waits longer: {actual} {instead}", actual=duration_text(lived[1]), instead=_instead(target[1]))
    ]


def _instead(duration: str) -> Message:
    """That a wait should be so long; years are the one unit that is written out, and so declined."""
    told = duration_text(duration)
    if isinstance(told, Message) and told.plural:
        years = told.n or 0
        return ngettext("instead of {n} year", "instead of {n} years", years)
    return _("instead of {duration}", duration=told)


def _longest(touchpoints: Sequence[Touchpoint]) -> tuple[float, str] | None:
    waits = [(seconds(t.wait), t.wait) for t in touchpoints if t.wait]
    return max(((length, text) for length, text in waits if length is not None), default=None)


def broken_promises(journey: JourneyMap, component: Mapping[str, int]) -> tuple[tuple[int, Transition], ...]:
    """Promises of the lived map that are not (or only partly) kept, each with the component where it is felt.

    That is where the promise was to be kept, else where it was made. In the order of components.
    """
    found = []
    for transition in journey.transitions:
        if transition.kind == "promise" and transition.kept in ("no", "partly"):
            at = component.get(transition.to, component.get(transition.from_))
            if at is not None:
                found.append((at, transition))
    return tuple(sorted(found, key=lambda entry: (entry[0], entry[1].from_, entry[1].to, entry[1].text)))


def promise_text(transition: Transition) -> Message:
    """The sentence about a broken promise."""
    if not transition.text:
        return _("A promise is broken") if transition.kept == "no" else _("A promise is kept only in part")
    if transition.kept == "no":
        return _("Broken promise: “{promise}”", promise=transition.text)
    return _("Promise kept only in part: “{promise}”", promise=transition.text)
