"""The links that a person should look at: one question each, in the order of the route, until none is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from cjm_editor.core.model import JourneyMap, stage_of, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Correspondence, Side

SideName = Literal["ideal", "actual"]


@dataclass(frozen=True, slots=True)
class Option:
    """A counterpart on offer: its touchpoints on the other side (a candidate is one), their titles joined, the title
    of the first one's stage, how likely it is (0..1), whether it is what is linked now, and the terms that say so.
    """

    ids: tuple[str, ...]
    title: str
    stage: str
    confidence: float
    is_linked: bool
    why: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What is `ids` of `side` on the other side? `link` is the number of the link in the result.

    `title` and `stage` are those of `ids`. The first option is what is linked now, where something is; the others
    follow, the likeliest first. That there is no counterpart is always an answer too.
    """

    link: int
    side: SideName
    ids: tuple[str, ...]
    title: str
    stage: str
    options: tuple[Option, ...]

    @property
    def is_linked(self) -> bool:
        """Whether something is linked and is to be confirmed; otherwise something is missing or extra."""
        return bool(self.options) and self.options[0].is_linked


def unsure(result: ComparisonResult) -> tuple[Question, ...]:
    """The questions that are open, in the order of the reference's route, then of the lived map's.

    A link below .9 is asked about, and what is missing or extra and has a candidate of at least .2. What people have
    decided is not asked again, neither is an extra that a question before it offers already.
    """
    order = _order(result)
    found: list[Question] = []
    offered: set[str] = set()
    for number in sorted(range(len(result.matching.links)), key=order.__getitem__):
        question = _question(result, number, offered)
        if question is not None:
            found.append(question)
            if question.side == "ideal":
                offered.update(id for option in question.options for id in option.ids)
    return tuple(found)


def is_open(result: ComparisonResult, number: int) -> bool:
    """Whether this link is still to be decided."""
    return _question(result, number, set()) is not None


def following(questions: tuple[Question, ...], link: int, step: int = 1) -> Question | None:
    """The next question after this link (`step` -1: before it), going round at the ends; None where there is none."""
    if not questions:
        return None
    links = [question.link for question in questions]
    if link in links:
        return questions[(links.index(link) + step) % len(questions)]
    after = sum(number < link for number in links)
    return questions[(after if step > 0 else after - 1) % len(questions)]


def _order(result: ComparisonResult) -> Mapping[int, tuple[int, int]]:
    """Links are listed in the order of the reference's route, then extras in that of theirs."""
    return {n: (0 if link.ideal else 1, n) for n, link in enumerate(result.matching.links)}


def _question(result: ComparisonResult, number: int, offered: set[str]) -> Question | None:
    link = result.matching.links[number]
    side: SideName = "ideal" if link.ideal else "actual"
    ids = link.ideal or link.actual
    if link.by == "pin":
        return None
    if link.ideal and link.actual:
        if not link.unsure:
            return None
    elif side == "actual" and not set(ids).isdisjoint(offered):
        return None
    options = _options(result, link, side)
    if not options:
        return None
    own = result.ideal if side == "ideal" else result.actual
    return Question(number, side, ids, _title(own.journey, ids), _stage(own.journey, ids), options)


def _options(result: ComparisonResult, link: Correspondence, side: SideName) -> tuple[Option, ...]:
    other: Side = result.actual if side == "ideal" else result.ideal
    found: list[Option] = []
    if link.ideal and link.actual:
        found.append(_option(other.journey, link.actual, link.confidence, True, link.why))
    likely = (c for c in link.asked if c.id not in link.actual)
    found += [_option(other.journey, (c.id,), c.confidence, False, c.why) for c in likely]
    return tuple(found)


def _option(
    journey: JourneyMap,
    ids: tuple[str, ...],
    confidence: float,
    is_linked: bool,
    why: tuple[tuple[str, float], ...],
) -> Option:
    return Option(ids, _title(journey, ids), _stage(journey, ids), confidence, is_linked, why)


def _title(journey: JourneyMap, ids: tuple[str, ...]) -> str:
    return " + ".join(title_or_id(journey.touchpoints[journey.touchpoints.index_of(id)]) for id in ids)


def _stage(journey: JourneyMap, ids: tuple[str, ...]) -> str:
    touchpoint = journey.touchpoints.get(ids[0])
    stage = stage_of(journey, touchpoint.stage) if touchpoint is not None else None
    return title_or_id(stage) if stage is not None else ""
