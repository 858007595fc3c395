"""The lived route by links: what it is called there, and where it leads.

What is lived is told with the titles of the lived map, what only the reference has with the reference's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from cjm_editor.compare.components import LinkIds
from cjm_editor.compare.gap import Ledger
from cjm_editor.compare.route import reach_of
from cjm_editor.compare.shares import Succession
from cjm_editor.core.model import JourneyMap, Transition, title_or_id


class Titles:
    """The links with their titles on either side, those of the other side where a side has none."""

    def __init__(self, ideal: JourneyMap, actual: JourneyMap, links: Sequence[LinkIds], book: Ledger) -> None:
        here = {t.id: title_or_id(t) for t in ideal.touchpoints}
        there = {t.id: title_or_id(t) for t in actual.touchpoints}
        self.links = links
        self.kinds = (ideal.kind, actual.kind)
        self.here = {id: n for n, (left, _right) in enumerate(links) for id in left}
        self.there = {id: n for n, (_left, right) in enumerate(links) for id in right}
        self._here, self._there = here, there
        self._path = book.path
        self.on_ideal, self.on_actual = (Succession(roads.next) for roads in book.maps.roads)
        self._reach: list[int] | None = None
        self._gone: dict[tuple[str, str], list[Transition]] = defaultdict(list)
        for transition in actual.transitions:
            if transition.kind in ("back", "leave", "next"):
                self._gone[transition.kind, transition.from_].append(transition)

    def gone(self, kind: str, ids: Iterable[str]) -> Iterator[Transition]:
        """Transitions of a kind, `back`, `leave` or `next`, that start at these lived touchpoints."""
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

    def goes_on(self, number: int) -> bool:
        """Whether the lived route leads on from there to anything else."""
        return bool(self._path.actual.next[number])

    def ends(self, start: int, end: int) -> tuple[str, str]:
        """The titles of the lived touchpoints where the route leaves the one and comes to the other."""
        after, before = self.on_actual.after, self.on_actual.before
        starts, ends = self.actual(start), self.actual(end)
        out = [id for id in starts if not set(after(id)).isdisjoint(ends)]
        into = [id for id in ends if not set(before(id)).isdisjoint(starts)]
        if not out:  # through extra touchpoints
            out = [id for id in starts if not set(after(id)) <= set(starts)]
            into = [id for id in ends if not set(before(id)) <= set(ends)]
        return self.lived(start, out), self.lived(end, into)

    def leads(self, start: int, end: int) -> bool:
        """Whether the lived route, ways back left aside, comes from the one to the other."""
        if self._reach is None:
            self._reach = reach_of(self._path.actual.next)
        return bool(self._reach[start] >> end & 1)

    def returns(self, start: int, end: int) -> bool:
        """Whether customers who come from the one to the other have been there before.

        They have where people drew it as a way back, directly or on the way, and where the route leads from the one
        to the other anyway; else it is a first visit, only later than in the reference.
        """
        return not self.leads(start, end) or self.leads(end, start) or bool(self.backs(start, end))

    def backs(self, start: int, end: int) -> list[Transition]:
        """The ways back that are drawn from the one straight to the other."""
        return self._drawn("back", start, end)

    def onward(self, start: int, end: int) -> list[Transition]:
        """The same along the route."""
        return self._drawn("next", start, end)

    def _drawn(self, kind: str, start: int, end: int) -> list[Transition]:
        ends = set(self.actual(end))
        return [t for t in self.gone(kind, self.actual(start)) if t.to in ends]
