"""How many customers do something at touchpoints that stand for each other: shares of several taken together.

A share is that of those who are at one touchpoint, so shares of several never simply add up: of parts in a row the
second loses some of those whom the first has left, of alternatives nobody knows how many come to each.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from cjm_editor.core.model import Transition

Shares = Mapping[str, float]
"""Shares of touchpoints of one component, 0 where nobody does it."""


class Succession:
    """The route between touchpoints: what comes after each and before it."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._after: dict[str, set[str]] | None = None
        self._before: dict[str, set[str]] = defaultdict(set)

    def after(self, id: str) -> Collection[str]:
        return self._read().get(id, ())

    def before(self, id: str) -> Collection[str]:
        self._read()
        return self._before.get(id, ())

    def _read(self) -> Mapping[str, set[str]]:
        if self._after is None:
            self._after = defaultdict(set)
            for here, there in self._pairs:
                self._after[here].add(there)
                self._before[there].add(here)
        return self._after

    def in_a_row(self, ids: Collection[str]) -> bool:
        """Whether the route comes to the first of these touchpoints and leads from each straight to the next, without
        any other way between them. One alone is such a row."""
        firsts = [id for id in ids if set(self.before(id)).isdisjoint(ids)]
        if len(ids) < 2 or len(firsts) != 1:
            return len(ids) < 2
        here, passed = firsts[0], 1
        while len(after := self.after(here)) == 1:
            (following,) = after
            if following not in ids or set(self.before(following)) != {here}:
                break
            here, passed = following, passed + 1
        return passed == len(ids)


def shares_of(ids: Iterable[str], transitions: Iterable[Transition]) -> Shares | None:
    """The share of each of these touchpoints that takes one of the transitions; None where one states no share."""
    found = dict.fromkeys(ids, 0.0)
    for transition in transitions:
        if transition.share is None:
            return None
        if transition.from_ in found:
            found[transition.from_] += float(transition.share)
    return found


def together(shares: Shares, route: Succession) -> float | None:
    """The share of those who come to these touchpoints that does it at any of them; None where the route does not say
    how many come to each."""
    if len(shares) == 1:
        return next(iter(shares.values()))
    if not route.in_a_row(shares):
        return None
    return 1 - math.prod(1 - min(1.0, share) for share in shares.values())


def percent(share: float) -> float:
    """The share in per cent, as it is printed."""
    return round(100 * share, 1)


def more(
    lived: Shares, wanted: Shares, on_lived: Succession, on_wanted: Succession
) -> list[tuple[Sequence[str], float, float]]:
    """Where more do it on the lived map than in the reference, so that the printed figures tell it: the lived
    touchpoints, the share there and the reference's, in per cent.

    Where the shares of one side cannot be taken together, only what is more at each lived touchpoint than at any of
    the reference is surely more: then each stands by itself.
    """
    whole, target = together(lived, on_lived), together(wanted, on_wanted)
    most = percent(max(wanted.values()) if target is None else target)
    if whole is not None:
        leaving = [id for id, share in lived.items() if share]
        return [(leaving, percent(whole), most)] if percent(whole) > most else []
    if min(map(percent, lived.values())) <= most:
        return []
    return [((id,), percent(share), most) for id, share in lived.items()]
