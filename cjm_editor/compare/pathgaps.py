"""Findings about the route, each with the touchpoints where it stands.

What is lived is told with the titles of the lived map, what only the reference has with the reference's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence

from cjm_editor.compare.attribution import edge_owner
from cjm_editor.compare.channels import channels_by_id
from cjm_editor.compare.components import LinkIds
from cjm_editor.compare.facts import broken_promises, promise_text
from cjm_editor.compare.gap import Ledger
from cjm_editor.compare.points import Reader
from cjm_editor.compare.route import (
    Edge,
    Finding,
    channel_switches,
    drop_reasons,
    edge_cost,
    extras_on,
    pairs_of,
)
from cjm_editor.core.model import JourneyMap, Transition
from cjm_editor.core.results import PathGap
from cjm_editor.core.texts import Message, _, ngettext


def path_gaps(
    book: Ledger,
    ideal: JourneyMap,
    actual: JourneyMap,
    links: Sequence[LinkIds],
    reader: Reader,
    unsure: Container[int] = (),
) -> tuple[PathGap, ...]:
    """Edges that are missing or detoured, loops, drop-offs, new channel switches, broken promises, in this order.

    `reader` knows which names mean the same channel. Of touchpoints in `unsure` nothing stands opposite, and it is not
    known whether they are missing.
    """
    titles = _Titles(ideal, actual, links)
    found = [_edge(book, edge, titles) for edge in book.path.edges if edge_cost(book.path, edge) > 0]
    found += [_loop(pair, titles) for pair in pairs_of(book.path.loops)]
    for component in book.components:
        reasons = drop_reasons(book.path, component.link)
        if reasons:
            found.append(_drop(component.link, reasons, titles, component.link in unsure))
    found += _switches(ideal, actual, titles, reader)
    for at, promise in broken_promises(actual, titles.there):
        ends = tuple(id for id in (promise.from_, promise.to) if id in titles.there)
        found.append(PathGap("promise", at, (), ends, 0.0, promise_text(promise)))
    return tuple(found)


class _Titles:
    """The links with their titles on either side, those of the other side where a side has none."""

    def __init__(self, ideal: JourneyMap, actual: JourneyMap, links: Sequence[LinkIds]) -> None:
        here = {t.id: t.title or t.id for t in ideal.touchpoints}
        there = {t.id: t.title or t.id for t in actual.touchpoints}
        self.links = links
        self.kinds = (ideal.kind, actual.kind)
        self.here = {id: n for n, (left, _right) in enumerate(links) for id in left}
        self.there = {id: n for n, (_left, right) in enumerate(links) for id in right}
        self._here, self._there = here, there
        self._gone: dict[tuple[str, str], list[Transition]] = defaultdict(list)
        for transition in actual.transitions:
            if transition.kind in ("back", "leave"):
                self._gone[transition.kind, transition.from_].append(transition)

    def gone(self, kind: str, ids: Iterable[str]) -> Iterator[Transition]:
        """Transitions of a kind, `back` or `leave`, that start at these lived touchpoints."""
        return (transition for id in ids for transition in self._gone.get((kind, id), ()))

    def of(self, number: int) -> str:
        """What the reference calls it."""
        left, right = self.links[number]
        return " + ".join([self._here[i] for i in left] or [self._there[j] for j in right])

    def lived(self, number: int, ids: Iterable[str] = ()) -> str:
        """What the lived map calls it; `ids` are those of its touchpoints that are meant, by default all."""
        left, right = self.links[number]
        meant = dict.fromkeys(ids) or right
        return " + ".join([self._there[j] for j in meant] or [self._here[i] for i in left])

    def ideal(self, *numbers: int) -> tuple[str, ...]:
        return tuple(id for number in numbers for id in self.links[number][0])

    def actual(self, *numbers: int) -> tuple[str, ...]:
        return tuple(id for number in numbers for id in self.links[number][1])


def _edge(book: Ledger, edge: Edge, titles: _Titles) -> PathGap:
    owner = edge_owner(book.path.missing, edge)
    start, end = titles.of(edge[0]), titles.of(edge[1])
    extras = None if any(n in book.path.missing for n in edge) else extras_on(book.path, edge)
    if extras is None:
        text = _("No transition from “{start}” to “{end}”", start=start, end=end)
        return PathGap("missing_edge", owner, titles.ideal(*edge), titles.actual(*edge), 1.0, text)
    start, end = titles.lived(edge[0]), titles.lived(edge[1])
    text = ngettext(
        "From “{start}” to “{end}” only through {n} extra touchpoint",
        "From “{start}” to “{end}” only through {n} extra touchpoints",
        extras,
        start=start,
        end=end,
    )
    return PathGap(
        "detour", owner, titles.ideal(*edge), titles.actual(*edge), edge_cost(book.path, edge), text
    )


def _loop(pair: Edge, titles: _Titles) -> PathGap:
    start, end = pair
    ends = set(titles.actual(end))
    back = [t for t in titles.gone("back", titles.actual(start)) if t.to in ends]
    share = _share(back)
    named, to = titles.lived(start, (t.from_ for t in back)), titles.lived(end, (t.to for t in back))
    if share is None:
        text = _("Back from “{start}” to “{end}”", start=named, end=to)
    else:
        text = _("Back from “{start}” to “{end}”: {percent}%", start=named, end=to, percent=share)
    return PathGap("loop", start, titles.ideal(start, end), titles.actual(start, end), 1.0, text)


def _drop(number: int, reasons: tuple[str, ...], titles: _Titles, is_unsure: bool) -> PathGap:
    here = titles.actual(number)
    if "missing" in reasons:
        text = _gone_text(titles, number, is_unsure)
    elif "leave" in reasons:
        leaving = list(titles.gone("leave", here))
        share, title = _share(leaving), titles.lived(number, (t.from_ for t in leaving))
        if share is None:
            text = _("Customers leave at “{title}”", title=title)
        else:
            text = _("Customers leave at “{title}”: {percent}%", title=title, percent=share)
    else:
        text = _("Nothing leads on from “{title}”", title=titles.lived(number))
    return PathGap("drop", number, titles.ideal(number), here, 1.0, text)


def _gone_text(titles: _Titles, number: int, is_unsure: bool) -> Message:
    """That the route has nothing for a touchpoint of the reference; missing is only what is known to be so."""
    title, (ours, theirs) = titles.of(number), titles.kinds
    if is_unsure and (ours, theirs) != ("ideal", "actual"):
        return _("“{title}” has no counterpart that could be found: the routes may part there", title=title)
    if is_unsure:
        return _(
            "“{title}” has no counterpart that could be found: the route may break off there", title=title
        )
    if (ours, theirs) == ("ideal", "actual"):
        return _("“{title}” is missing: the route breaks off there", title=title)
    if (ours, theirs) == ("assumed", "actual"):
        return _("Only the company believes in “{title}”: the routes part there", title=title)
    return _("“{title}” is only in the first map: the routes part there", title=title)


def _share(transitions: Iterable[Transition]) -> float | None:
    """The shares of these transitions together, in per cent; None where none is given."""
    given = [float(t.share) for t in transitions if t.share is not None]
    return round(100 * sum(given), 1) if given else None


def _switches(ideal: JourneyMap, actual: JourneyMap, titles: _Titles, reader: Reader) -> list[PathGap]:
    """Changes of channel along the lived route that the reference does not have between the same components."""
    ours = channel_switches(ideal, channels_by_id(ideal, reader))
    expected = {(titles.here.get(a), titles.here.get(b)) for a, b in ours}
    named = {t.id: t.title or t.id for t in actual.touchpoints}
    found = []
    for start, end in channel_switches(actual, channels_by_id(actual, reader)):
        at, to = titles.there.get(start), titles.there.get(end)
        if at is not None and to is not None and (at, to) not in expected:
            text = _("The channel changes between “{start}” and “{end}”", start=named[start], end=named[end])
            found.append(PathGap("channel_switch", at, (), (start, end), 0.0, text))
    return sorted(found, key=lambda gap: (gap.link, gap.actual))


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
        if any(number in book.path.missing for number in ends):
            continue
        if gap.kind == "missing_edge":
            found.append((position, ("edge", ends[0], ends[1])))
        elif gap.kind == "loop":
            found.append((position, ("loop", ends[0], ends[1])))
        elif gap.kind == "drop":
            found.append((position, ("drop", ends[0], ends[0])))
    return tuple(found)
