"""What both maps have on the route and what is worse on the lived one: who leaves, who goes back, how long they wait.

It costs no points, since nobody knows how many. Each finding has the values of both sides. Where one side states no
share or no wait, nothing is said to be worse.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cjm_editor.compare.conditions import because
from cjm_editor.compare.lived import Titles
from cjm_editor.compare.route import Edge, Route
from cjm_editor.compare.shares import more, percent, shares_of
from cjm_editor.compare.waits import longer, stated, waits_of
from cjm_editor.core.graph import transitions_of
from cjm_editor.core.model import JourneyMap, Transition
from cjm_editor.core.results import PathGap
from cjm_editor.core.standing import in_reference
from cjm_editor.core.texts import Message, _
from cjm_editor.core.wording import duration_text

Drawn = Mapping[Edge, Sequence[Transition]]


def worsened(ideal: JourneyMap, actual: JourneyMap, path: Route, titles: Titles) -> list[PathGap]:
    """Who leaves more, goes back more, goes through a touchpoint again more, where the wait is longer, in this order;
    each by the links of the two maps."""
    where = in_reference(*titles.kinds)
    return [
        *_leaving(ideal, actual, titles, where),
        *_going_back(ideal, actual, titles, where),
        *_waiting(ideal, actual, path, titles, where),
    ]


def _drawn(journey: JourneyMap, kind: str, component: Mapping[str, int]) -> Drawn:
    """The transitions of a kind by the components that they lead from and to; a `leave` by where it starts."""
    found: dict[Edge, list[Transition]] = defaultdict(list)
    for transition in transitions_of(journey, kind):
        start = component.get(transition.from_)
        end = start if kind == "leave" else component.get(transition.to)
        if start is not None and end is not None:
            found[start, end].append(transition)
    return found


def _both(
    ideal: JourneyMap, actual: JourneyMap, kind: str, titles: Titles
) -> Iterator[tuple[Edge, Sequence[Transition], Sequence[Transition]]]:
    """The transitions of a kind that both maps have between the same components, the reference's first."""
    ours, theirs = _drawn(ideal, kind, titles.here), _drawn(actual, kind, titles.there)
    yield from ((pair, ours[pair], theirs[pair]) for pair in sorted(ours.keys() & theirs.keys()))


def _more(
    pair: Edge, wanted: Sequence[Transition], lived: Sequence[Transition], titles: Titles
) -> list[tuple[Sequence[str], float, float]]:
    """Where more customers take a transition, from which lived touchpoints, both shares in per cent."""
    ours, theirs = (
        shares_of(titles.ideal(pair[0]), wanted),
        shares_of(titles.actual(pair[0]), lived),
    )
    if ours is None or theirs is None:
        return []
    return more(theirs, ours, titles.on_actual, titles.on_ideal)


def _leaving(ideal: JourneyMap, actual: JourneyMap, titles: Titles, where: Message) -> Iterator[PathGap]:
    for pair, wanted, lived in _both(ideal, actual, "leave", titles):
        for ids, share, target in _more(pair, wanted, lived, titles):
            text = _(
                "Customers leave at “{title}”: {percent}%, {where} {other}%",
                title=titles.lived(pair[0], ids),
                percent=share,
                where=where,
                other=target,
            )
            text = because(text, (t for t in lived if t.from_ in ids), is_compared=True)
            yield PathGap("drop", pair[0], titles.ideal(pair[0]), tuple(ids), 0.0, text)


def _going_back(ideal: JourneyMap, actual: JourneyMap, titles: Titles, where: Message) -> Iterator[PathGap]:
    for pair, wanted, drawn in _both(ideal, actual, "back", titles):
        start, end = pair
        yield from _again(start, wanted, drawn, titles, where)
        lived = [transition for transition in drawn if transition.from_ != transition.to]
        for ids, share, target in _more(pair, wanted, lived, titles) if lived else ():
            met = {t.to for t in lived if t.from_ in ids}
            to = tuple(id for id in titles.actual(end) if id in met)
            text = _(
                "Back from “{start}” to “{end}”: {percent}%, {where} {other}%",
                start=titles.lived(start, ids),
                end=titles.lived(end, to),
                percent=share,
                where=where,
                other=target,
            )
            ours = tuple(dict.fromkeys(titles.ideal(start, end)))
            text = because(text, (t for t in lived if t.from_ in ids), is_compared=True)
            yield PathGap("loop", start, ours, (*ids, *to), 0.0, text)


def _again(
    number: int, wanted: Sequence[Transition], drawn: Sequence[Transition], titles: Titles, where: Message
) -> Iterator[PathGap]:
    """Lived touchpoints that more customers go through again than any of the reference's."""
    again = [transition for transition in drawn if transition.from_ == transition.to]
    ours, theirs = shares_of(titles.ideal(number), wanted), shares_of(titles.actual(number), again)
    if not again or ours is None or theirs is None:
        return
    target = percent(max(ours.values()))
    for id, share in theirs.items():
        if percent(share) > target:
            text = _(
                "Customers go through “{title}” again: {percent}%, {where} {other}%",
                title=titles.lived(number, (id,)),
                percent=percent(share),
                where=where,
                other=target,
            )
            text = because(text, (t for t in again if t.from_ == id), is_compared=True)
            yield PathGap("loop", number, titles.ideal(number), (id,), 0.0, text)


def _waiting(
    ideal: JourneyMap, actual: JourneyMap, path: Route, titles: Titles, where: Message
) -> Iterator[PathGap]:
    if not any(transition.wait for transition in ideal.transitions):
        return
    known = stated(waits_of(ideal, titles.here, path.missing), path.ideal.next, path.missing)
    wanted = [(pair, wait) for pair, wait in known if pair[1] in path.steps.get(pair[0], ())]
    lived = waits_of(actual, titles.there, path.extra)
    for (start, end), wait, target in longer(wanted, lived, path.actual.next, path.extra):
        text = _(
            "Longer wait from “{start}” to “{end}”: {actual}, {where} {ideal}",
            start=titles.lived(start),
            end=titles.lived(end),
            actual=duration_text(wait.text),
            where=where,
            ideal=duration_text(target.text),
        )
        ends = titles.ideal(start, end), titles.actual(start, end)
        yield PathGap("wait", start, *ends, 0.0, text)
