"""How well a matching found the true links of a pair."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cjm_editor.core.results import Correspondence, Matching, StageLink
from tests.compare.pairs.presets import Pair

Found = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Tally:
    """Linked pairs of ids: how many are true, how many were found, how many of those are true. Tallies add up."""

    true: int = 0
    found: int = 0
    right: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.true + other.true, self.found + other.found, self.right + other.right)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.true + self.found) if self.true + self.found else 1.0


def linked(links: Iterable[Correspondence]) -> Found:
    """The linked pairs of ids; a touchpoint split in two makes two of them."""
    return frozenset((i, a) for link in links for i in link.ideal for a in link.actual)


def tally(case: Pair, found: Found) -> Tally:
    """What of the true links was found."""
    return Tally(len(case.pairs), len(found), len(found & case.pairs))


def matched_share(case: Pair, found: Found) -> float:
    """Share of the touchpoints of both maps that were linked at all."""
    touched = {("ideal", i) for i, _a in found} | {("actual", a) for _i, a in found}
    return len(touched) / (case.size + len(case.actual.journey.touchpoints))


def true_matching(case: Pair) -> Matching:
    """The true links as if they had been found, each certain; stages stand for themselves."""
    links = tuple(
        Correspondence(left, right, "missing" if not right else "same" if left else "extra", by="pin")
        for left, right in case.links
    )
    stages = (
        *(StageLink((stage.id,), (), "missing", 0.0) for stage in case.ideal.journey.stages),
        *(StageLink((), (stage.id,), "extra", 0.0) for stage in case.actual.journey.stages),
    )
    return Matching(links, stages)
