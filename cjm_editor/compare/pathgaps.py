"""Findings about the route, each with the touchpoints where it stands, in sentences that are true of the lived map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import Literal

from cjm_editor.compare.attribution import edge_owner
from cjm_editor.compare.components import LinkIds
from cjm_editor.compare.conditions import because
from cjm_editor.compare.facts import broken_promises, promise_text
from cjm_editor.compare.gap import Ledger
from cjm_editor.compare.lived import Titles
from cjm_editor.compare.points import Reader
from cjm_editor.compare.route import (
    NOTHING,
    Edge,
    Finding,
    Route,
    drop_reasons,
    edge_cost,
    extras_on,
    pairs_of,
    steps_from,
)
from cjm_editor.compare.shares import percent, together
from cjm_editor.compare.switches import switches
from cjm_editor.compare.worsened import worsened
from cjm_editor.core.graph import transitions_of
from cjm_editor.core.model import JourneyMap, Transition
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.results import PathGap
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.core.wording import is_target

Gone = Literal["passes", "breaks", "ends"]
"""What the lived route does at a missing touchpoint: it goes past it, breaks off there, or should end with it."""


def path_gaps(
    book: Ledger,
    ideal: JourneyMap,
    actual: JourneyMap,
    links: Sequence[LinkIds],
    reader: Reader,
    unsure: Container[int] = (),
    tick: Tick = silent,
    refused: Container[int] = (),
) -> tuple[PathGap, ...]:
    """Edges that are missing or detoured, loops, drop-offs, who leaves or goes back without points, what of that and of
    waits is worse than in the reference, extra channel switches, broken promises, in this order.

    `reader` knows which names mean the same channel. Nothing stands opposite touchpoints in `unsure`, of either map,
    and it is not known whether that is so; of those in `refused` people turned down all that came near. Edges at either
    are `implied` by what is told of the touchpoint.
    """
    titles = Titles(ideal, actual, links, book)
    tick(0.1)
    edges = watched(book.path.edges, part(tick, 0.1, 0.5))
    found = list(_edges(book, edges, titles, unsure, refused))
    tick(0.5)
    found += [_loop(pair, titles) for pair in pairs_of(book.path.loops)]
    for component in book.components:
        reasons = drop_reasons(book.path, component.link)
        if reasons:
            n = component.link
            is_unsure = any(number in unsure for number in (n, *book.path.via.get(n, NOTHING)))
            found.append(_drop(book.path, n, reasons, titles, is_unsure, n in refused))
    tick(0.7)
    found += _uncounted(ideal, book.path, titles)
    found += worsened(ideal, actual, book.path, titles)
    found += switches(ideal, actual, book, titles, reader)
    for at, promise in broken_promises(actual, titles.there):
        ends = tuple(id for id in (promise.from_, promise.to) if id in titles.there)
        found.append(PathGap("promise", at, (), ends, 0.0, promise_text(promise)))
    return tuple(found)


def _edges(
    book: Ledger, edges: Iterable[Edge], titles: Titles, unsure: Container[int], refused: Container[int]
) -> Iterator[PathGap]:
    """What is not as the reference's edges are. At a missing touchpoint they say no more than what is told of it, and
    nothing at all where it may be there under another name; of one that the reference ends with nothing else is told.
    """
    ended: set[int] = set()
    for edge in edges:
        cost = edge_cost(book.path, edge)
        if not cost:
            continue
        if book.path.missing.isdisjoint(edge):
            yield _edge(book, edge, cost, titles)
            continue
        owner, end = edge_owner(book.path.missing, edge), edge[1]
        ends = titles.ideal(*edge), titles.actual(*edge)
        if end in book.path.missing and end in book.path.ends and end not in ended:
            ended.add(end)
            text = _refused_text(titles, end, "ends")
            if end not in refused:
                text = _gone_text(titles, end, end in unsure, "ends")
            yield PathGap("missing_edge", end, *ends, cost, text)
        else:
            text = _implied_text(edge, titles, next((n for n in edge if n in unsure), None))
            yield PathGap("missing_edge", owner, *ends, cost, text, implied=True)


def _implied_text(edge: Edge, titles: Titles, unfound: int | None) -> Message:
    """That an edge of the reference is gone with one of its ends, which may be there `unfound`."""
    start, end = map(titles.of, edge)
    if unfound is None:
        return _("No transition from “{start}” to “{end}”", start=start, end=end)
    return _(
        "Not known whether the route leads from “{start}” to “{end}”: no counterpart was found for “{title}”",
        start=start,
        end=end,
        title=titles.of(unfound),
    )


def _edge(book: Ledger, edge: Edge, cost: float, titles: Titles) -> PathGap:
    """An edge between two touchpoints that both maps have."""
    ends = titles.ideal(*edge), titles.actual(*edge)
    extras = extras_on(book.path, edge)
    if extras is None:
        text = _("No transition from “{start}” to “{end}”", start=titles.of(edge[0]), end=titles.of(edge[1]))
        return PathGap("missing_edge", edge[0], *ends, cost, text)
    text = ngettext(
        "From “{start}” to “{end}” only through {n} extra touchpoint",
        "From “{start}” to “{end}” only through {n} extra touchpoints",
        extras,
        start=titles.lived(edge[0]),
        end=titles.lived(edge[1]),
    )
    taken = _turnings(book.path, edge, titles)
    return PathGap("detour", edge[0], *ends, cost, because(text, taken))


def _turnings(path: Route, edge: Edge, titles: Titles) -> list[Transition]:
    """The transitions with a condition with which the detour of an edge begins."""
    start, end = edge
    return [
        transition
        for transition in titles.gone("next", titles.actual(start))
        if transition.condition
        and (passed := titles.there.get(transition.to)) in path.extra
        and end in steps_from(passed, path.actual.next, path.extra, NOTHING)
    ]


def _loop(pair: Edge, titles: Titles) -> PathGap:
    start, end = pair
    text = loop_text(titles, start, end)
    return PathGap("loop", start, titles.ideal(*pair), titles.actual(*pair), 1.0, text)


def loop_text(titles: Titles, start: int, end: int) -> Message:
    """What is said of a step that the reference has the other way round; a first visit is no way back."""
    if titles.returns(start, end):
        return _back_text(titles, titles.backs(start, end), start, end)
    named, to = titles.ends(start, end)
    if titles.kinds == ("assumed", "actual"):
        text = _(
            "“{start}” leads to “{end}”; the company thinks it is the other way round", start=named, end=to
        )
    elif not is_target(*titles.kinds):
        text = _(
            "“{start}” leads to “{end}”; in the first map it is the other way round", start=named, end=to
        )
    else:
        text = _(
            "“{start}” leads to “{end}”; in the reference it is the other way round", start=named, end=to
        )
    return because(text, titles.onward(start, end), is_compared=True)


def _back_text(titles: Titles, back: Sequence[Transition], start: int, end: int) -> Message:
    share = _share(back, titles)
    named, to = titles.lived(start, (t.from_ for t in back)), titles.lived(end, (t.to for t in back))
    text = _("Back from “{start}” to “{end}”", start=named, end=to)
    if share is not None:
        text = _("Back from “{start}” to “{end}”: {percent}%", start=named, end=to, percent=share)
    return because(text, back)


def _drop(
    path: Route, number: int, reasons: tuple[str, ...], titles: Titles, is_unsure: bool, is_refused: bool
) -> PathGap:
    how: Gone = "breaks" if "missing" in reasons and _is_broken(path, number, titles) else "passes"
    if "missing" in reasons and is_refused:
        text = _refused_text(titles, number, how)
    elif "missing" in reasons:
        text = _gone_text(titles, number, is_unsure, how)
    elif "leave" in reasons:
        text = _leave_text(titles, number)
    elif titles.goes_on(number) and is_unsure:
        text = _(
            "From “{title}” the route leads only to touchpoints for which no counterpart was found",
            title=titles.lived(number),
        )
    elif titles.goes_on(number):
        text = _(
            "From “{title}” the route leads only to touchpoints without a counterpart",
            title=titles.lived(number),
        )
    else:
        text = _("Nothing leads on from “{title}”", title=titles.lived(number))
    return PathGap("drop", number, titles.ideal(number), titles.actual(number), 1.0, text)


def _is_broken(path: Route, number: int, titles: Titles) -> bool:
    """Whether the lived route ends wherever it should go on to a missing touchpoint.

    Where should it come from: the nearest touchpoints before it on the reference's route that are lived.
    """
    before: set[int] = set()
    stack, seen = [number], {number}
    while stack:
        for earlier in path.into[stack.pop()]:
            if earlier not in path.missing:
                before.add(earlier)
            elif earlier not in seen:
                seen.add(earlier)
                stack.append(earlier)
    return bool(before) and not any(titles.goes_on(earlier) for earlier in before)


def _gone_text(titles: Titles, number: int, is_unsure: bool, how: Gone) -> Message:
    """What the route does where it has nothing for a touchpoint of the reference; missing is only what is known to be
    so."""
    title, kinds = titles.of(number), titles.kinds
    if is_unsure and kinds != ("ideal", "actual"):
        return _("“{title}” has no counterpart that could be found: the routes may part there", title=title)
    if is_unsure and how == "breaks":
        return _(
            "“{title}” has no counterpart that could be found: the route may break off there", title=title
        )
    if is_unsure and how == "ends":
        return _(
            "“{title}” has no counterpart that could be found: the route may never lead there", title=title
        )
    if is_unsure:
        return _("“{title}” has no counterpart that could be found: the route may go past it", title=title)
    if kinds == ("assumed", "actual"):
        return _("Only the company thinks “{title}” happens: the routes part there", title=title)
    if kinds != ("ideal", "actual"):
        return _("“{title}” is only in the first map: the routes part there", title=title)
    if how == "breaks":
        return _("“{title}” is missing: the route breaks off there", title=title)
    if how == "ends":
        return _("“{title}” is missing: the route never leads there", title=title)
    return _("“{title}” is missing: the route goes past it", title=title)


def _refused_text(titles: Titles, number: int, how: Gone) -> Message:
    """The same where people turned down all that came near."""
    title = titles.of(number)
    if titles.kinds != ("ideal", "actual"):
        return _("“{title}” has no counterpart: the routes part there", title=title)
    if how == "breaks":
        return _("“{title}” has no counterpart: the route breaks off there", title=title)
    if how == "ends":
        return _("“{title}” has no counterpart: the route never leads there", title=title)
    return _("“{title}” has no counterpart: the route goes past it", title=title)


def _leave_text(titles: Titles, number: int) -> Message:
    leaving = list(titles.gone("leave", titles.actual(number)))
    share, title = _share(leaving, titles), titles.lived(number, (t.from_ for t in leaving))
    text = _("Customers leave at “{title}”", title=title)
    if share is not None:
        text = _("Customers leave at “{title}”: {percent}%", title=title, percent=share)
    return because(text, leaving)


def _share(transitions: Iterable[Transition], titles: Titles) -> float | None:
    """The shares of these transitions of one component together, in per cent; None where none is given, and where
    they start at several touchpoints and nobody knows how many come to each."""
    given: dict[str, float] = {}
    for transition in transitions:
        if transition.share is not None:
            given[transition.from_] = given.get(transition.from_, 0.0) + float(transition.share)
    share = together(given, titles.on_actual) if given else None
    return None if share is None else percent(share)


def _uncounted(ideal: JourneyMap, path: Route, titles: Titles) -> list[PathGap]:
    """Who leaves or goes back on the lived route where the score does not count it and the reference has nothing like
    it: at extra touchpoints, at the route's end, between touchpoints that the reference does not put in order.

    They cost no points, and a reader who did not hear of them would not know what the lived map says.
    """
    found: list[PathGap] = []
    for number, (_left, ids) in enumerate(titles.links):
        is_counted = "leave" in drop_reasons(path, number) or number in path.ideal.leave
        leaving = list(titles.gone("leave", ids))
        if (
            leaving
            and not is_counted
            and (titles.goes_on(number) or any(t.share is not None for t in leaving))
        ):
            found.append(PathGap("drop", number, (), ids, 0.0, _leave_text(titles, number)))
    known = {(titles.here.get(t.from_), titles.here.get(t.to)) for t in transitions_of(ideal, "back")}
    backs: dict[Edge, list[Transition]] = defaultdict(list)
    for number, (_left, ids) in enumerate(titles.links):
        for transition in titles.gone("back", ids):
            if (end := titles.there.get(transition.to)) is not None and transition.to != transition.from_:
                backs[number, end].append(transition)
        if (number, number) not in known:
            found += _again(number, ids, titles)
    for (start, end), drawn in sorted(backs.items()):
        if (start, end) in known or end in path.ideal.walk[start] or end in path.loops.get(start, NOTHING):
            continue
        ends = tuple(dict.fromkeys(id for t in drawn for id in (t.from_, t.to)))
        found.append(PathGap("loop", start, (), ends, 0.0, _back_text(titles, drawn, start, end)))
    return [*found, *_astray(path, titles)]


def _astray(path: Route, titles: Titles) -> Iterator[PathGap]:
    """When customers come to an extra touchpoint, where the map says so and no detour does."""
    for number, (left, ids) in enumerate(titles.links):
        if not left:
            continue
        costly = [end for end in path.ideal.next[number] if edge_cost(path, (number, end))]
        told = [turning for end in costly for turning in _turnings(path, (number, end), titles)]
        for transition in titles.gone("next", ids):
            extra = titles.there.get(transition.to)
            if extra not in path.extra or not transition.condition or transition in told:
                continue
            ends = {
                "start": titles.lived(number, (transition.from_,)),
                "end": titles.lived(extra, (transition.to,)),
            }
            text = _("From “{start}” to the extra touchpoint “{end}”", **ends)
            if transition.share is not None:
                share = percent(float(transition.share))
                text = _("From “{start}” to the extra touchpoint “{end}”: {percent}%", percent=share, **ends)
            at = (transition.from_, transition.to)
            yield PathGap("detour", extra, (), at, 0.0, because(text, (transition,)))


def _again(number: int, ids: Sequence[str], titles: Titles) -> Iterator[PathGap]:
    """Ways back from a lived touchpoint to itself. No loop of the score, which lies between two touchpoints."""
    for id in ids:
        drawn = [transition for transition in titles.gone("back", (id,)) if transition.to == id]
        if drawn:
            share, title = _share(drawn, titles), titles.lived(number, (id,))
            text = _("Customers go through “{title}” again", title=title)
            if share is not None:
                text = _("Customers go through “{title}” again: {percent}%", title=title, percent=share)
            yield PathGap("loop", number, (), (id,), 0.0, because(text, drawn))


def findings_of(
    path: Sequence[PathGap], book: Ledger, links: Sequence[LinkIds]
) -> tuple[tuple[int, Finding], ...]:
    """Positions of the findings that can be mended alone, each with what mending it means for the score.

    Edges and drops at missing touchpoints are mended by adding these, detours by taking extras out.
    """
    here = {id: n for n, (left, _right) in enumerate(links) for id in left}
    found: list[tuple[int, Finding]] = []
    for position, gap in enumerate(path):
        ends = list(dict.fromkeys(here[id] for id in gap.ideal))
        if not gap.cost or any(number in book.path.missing for number in ends):
            continue
        if gap.kind == "missing_edge":
            found.append((position, ("edge", ends[0], ends[1])))
        elif gap.kind == "loop":
            found.append((position, ("loop", ends[0], ends[1])))
        elif gap.kind == "drop":
            found.append((position, ("drop", ends[0], ends[0])))
    return tuple(found)
