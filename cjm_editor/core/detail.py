"""The detail of a report stage by stage, in words of one language: every link with both sides' texts.

The pages for paper, the web page and the Markdown report tell the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cjm_editor.core.basis import evidence_text
from cjm_editor.core.elide import TITLE, elided, in_words, lowered
from cjm_editor.core.emotion import known, label, to_five
from cjm_editor.core.figures import contribution_figures, stage_figures, sure_text
from cjm_editor.core.lanes import is_card_lane, lanes_of
from cjm_editor.core.model import (
    Card,
    Cards,
    Evidence,
    Lane,
    Stage,
    Touchpoint,
    stage_of,
    title_or_id,
)
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Side, StageGap, TouchpointGap
from cjm_editor.core.role_words import RoleWords, link_word, role_words
from cjm_editor.core.standing import also_nearest, also_nearest_text, is_belief
from cjm_editor.core.terms import choice_label, emotion_title, field_label, lane_title
from cjm_editor.core.texts import Words, _, pgettext
from cjm_editor.core.wording import alone_text, duration_words, title_of

NOTHING = "—"


_IN_TABLE = frozenset(
    (
        "Pain: “{pain}”",
        "Severe pain: “{pain}”",
        "Expectation not met",
        "Expectation not met: “{expectation}”",
    )
)
"""What stands in the table of both sides already."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A caption with its texts, one a line; `tone` is "pain" where it speaks against the journey."""

    caption: str
    lines: tuple[str, ...]
    tone: str = ""
    field: str = ""
    """What pairs it with the other side's where the two captions may differ."""

    @property
    def kind(self) -> str:
        """What it has in common with the other side's."""
        return self.field or self.caption


@dataclass(frozen=True, slots=True)
class Told:
    """A touchpoint or stage of one side: its title, emotion on -2..+2, and what is written down about it."""

    title: str
    emotion: float | None
    has_emotion: bool
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A link in full: what became of it, both sides, what differs."""

    link: int
    kind: str
    word: str
    sure: str
    points: str
    ideal: tuple[Told, ...]
    actual: tuple[Told, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageSheets:
    """A group of stages: its place among the stages of the result (None for links that stand in none), title, points,
    what both sides say of the stage itself, and its links."""

    place: int | None
    title: str
    points: str
    ideal: tuple[Told, ...]
    actual: tuple[Told, ...]
    sheets: tuple[Sheet, ...]


Nearest = Mapping[int, Sequence[int]]
"""By link the others with the same nearest candidate."""


@dataclass(frozen=True, slots=True)
class _Teller:
    """What every link is told with."""

    result: ComparisonResult
    words: Words
    roles: RoleWords
    gaps: Mapping[int, TouchpointGap]
    points: Mapping[int, float]
    shared: Nearest


def stages_told(result: ComparisonResult, words: Words, most: int | None = None) -> tuple[StageSheets, ...]:
    """Stage by stage every link once, the first `most` where that is given, in route order: an extra where it is
    lived."""
    gaps = {gap.link: gap for gap in result.touchpoints}
    shared = also_nearest(result.matching)
    teller = _Teller(result, words, role_words(result, words), gaps, contribution_figures(result), shared)
    left = dict.fromkeys(range(len(result.matching.links))[:most])
    found = []
    for place, (gap, points) in enumerate(zip(result.stages, stage_figures(result), strict=True)):
        numbers = [n for n in left if _stands_in(result, n, gap)]
        for number in numbers:
            del left[number]
        if numbers:
            found.append(_stage(place, points, numbers, teller))
    if left:
        found.append(StageSheets(None, "", "", (), (), tuple(_sheet(n, teller) for n in left)))
    return tuple(found)


def _stands_in(result: ComparisonResult, number: int, gap: StageGap) -> bool:
    link = result.matching.links[number]
    side, ids = (result.ideal, link.ideal) if link.ideal else (result.actual, link.actual)
    touchpoint = side.journey.touchpoints.get(ids[0])
    stage = touchpoint.stage if touchpoint is not None and side.journey.stages else ""
    return stage in (gap.ideal if link.ideal else gap.actual)


def _stage(place: int, value: float, numbers: Sequence[int], teller: _Teller) -> StageSheets:
    result = teller.result
    gap = result.stages[place]
    ours, theirs = (
        [stage for id in ids if (stage := stage_of(side.journey, id)) is not None]
        for side, ids in ((result.ideal, gap.ideal), (result.actual, gap.actual))
    )
    titles = (" + ".join(elided(title_or_id(stage)) for stage in stages) for stages in (ours, theirs))
    title = " → ".join(dict.fromkeys(title for title in titles if title))
    points = points_text(value, teller.words) if result.score.as_point else ""
    told = [
        tuple(made for stage in stages if (made := _stage_told(stage, side, teller.words)).facts)
        for side, stages in ((result.ideal, ours), (result.actual, theirs))
    ]
    return StageSheets(place, title, points, told[0], told[1], tuple(_sheet(n, teller) for n in numbers))


def points_text(points: float, words: Words) -> str:
    """Points of the gap; what rounds to nothing is 0."""
    return words.number(points, 1) if points >= 0.05 else "0"


def _sheet(number: int, teller: _Teller) -> Sheet:
    """A link in full."""
    result, words = teller.result, teller.words
    link, gap = result.matching.links[number], teller.gaps.get(number)
    points = ""
    if result.score.as_point:
        value = teller.points.get(number, 0.0)
        points = points_text(value, words)
        if number in result.surplus:
            points = f"{points}, {teller.roles.better}" if value >= 0.05 else teller.roles.better
    notes = (
        [in_words(fact, words) for fact in gap.facts if fact.msgid not in _IN_TABLE]
        if gap is not None
        else []
    )
    if not (link.ideal and link.actual):
        alone = alone_told(result, number, words, teller.shared)
        is_said = not link.maybe and link.by != "pin" and not is_belief(result)  # by the word at the head
        notes = [note for note in notes if note != alone] if is_said else [alone, *notes]
    return Sheet(
        number,
        link.kind,
        link_word(number, result, words),
        sure_text(link.confidence, words) if link.ideal and link.actual else "",
        points,
        _touchpoints(result.ideal, link.ideal, words),
        _touchpoints(result.actual, link.actual, words),
        tuple(dict.fromkeys(notes)),
    )


def alone_told(result: ComparisonResult, number: int, words: Words, shared: Nearest | None = None) -> str:
    """What is said of a touchpoint without a counterpart, with all that come near; `shared` is `also_nearest` of the
    matching, where many are asked about."""
    link = result.matching.links[number]
    said = alone_text(result.ideal.journey, result.actual.journey, result.matching, number)
    if said is None or link.by == "pin":
        return words(_("People decided that it has no counterpart."))
    if link.is_refused:
        return f"{words(said)}."
    if not link.maybe:
        return words(said)
    journey = result.actual.journey if link.ideal else result.ideal.journey
    near = [
        words(
            pgettext(
                "candidate",
                "“{title}” ({percent})",
                title=elided(title_of(journey, (candidate.id,))),
                percent=sure_text(candidate.confidence, words),
            )
        )
        for candidate in link.maybe
    ]
    told = words(_("No counterpart found; nearest: {titles}.", titles=", ".join(near)))
    others = (also_nearest(result.matching) if shared is None else shared).get(number)
    if others is None:
        return told
    as_well = also_nearest_text(result.ideal.journey, result.actual.journey, result.matching, others)
    return f"{told} {words(as_well)}."


def side_by_side(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[tuple[Fact | None, Fact | None]]:
    """The facts of both sides paired by caption; both stand in the same order."""
    left, right = list(ours), list(theirs)
    while left or right:
        if left and right and left[0].kind == right[0].kind:
            yield left.pop(0), right.pop(0)
        elif left and not any(fact.kind == left[0].kind for fact in right):
            yield left.pop(0), None
        elif right and not any(fact.kind == right[0].kind for fact in left):
            yield None, right.pop(0)
        else:  # captions that stand in another order, as lanes of equal titles may
            yield (left.pop(0), None) if left else (None, right.pop(0))


def caption_of(pair: tuple[Fact | None, Fact | None]) -> str:
    """The caption of a row: of both sides where they are called differently, as a target and what is felt."""
    captions = list(dict.fromkeys(fact.caption for fact in pair if fact is not None))
    return " / ".join((captions[0], *map(lowered, captions[1:])))


def _touchpoints(side: Side, ids: Sequence[str], words: Words) -> tuple[Told, ...]:
    found = (side.journey.touchpoints.get(id) for id in ids)
    return tuple(_touchpoint(touchpoint, side, words) for touchpoint in found if touchpoint is not None)


def _touchpoint(touchpoint: Touchpoint, side: Side, words: Words) -> Told:
    journey = side.journey
    value = known(touchpoint.emotion, journey.scale)
    is_known = value is not None
    felt = words(pgettext("contribution", "not known"))
    if value is not None:
        felt = words(label(value, journey.scale))
    facts = [
        Fact(words(emotion_title(journey.kind)), (_felt(felt, touchpoint.feelings),), "", "emotion"),
        *_line("action", touchpoint.action, words),
        *_line("channel", touchpoint.channel, words),
        *_expected(touchpoint, words),
        *_line("wait", words(duration_words(touchpoint.wait)), words),
        *_line("duration", words(duration_words(touchpoint.duration)), words),
        *_importance(touchpoint, words),
        *_cards(touchpoint.cards, side, words),
        *_evidence(touchpoint.evidence, words),
    ]
    emotion = to_five(value, journey.scale) if value is not None else None
    has_face = is_known or journey.kind != "ideal"
    whole = elided(" ".join(title_or_id(touchpoint).split()), TITLE)
    return Told(whole, emotion, has_face, tuple(facts))


def _felt(felt: str, feelings: Sequence[str]) -> str:
    """The emotion and the feelings in words, each once."""
    told = {text.casefold().strip(): text for text in reversed((felt, *feelings)) if text.strip()}
    return ", ".join(reversed(told.values()))


def _stage_told(stage: Stage, side: Side, words: Words) -> Told:
    facts = [
        *_line("goal", stage.goal, words),
        *_expected(stage, words),
        *_cards(stage.cards, side, words),
    ]
    return Told(elided(title_or_id(stage)), None, False, tuple(facts))


def _line(field: str, text: str, words: Words) -> Iterator[Fact]:
    if text.strip():
        yield Fact(words(field_label("touchpoint", field)), (text,))


def _expected(owner: Touchpoint | Stage, words: Words) -> Iterator[Fact]:
    """Expectation, what came of it, and whether it was met."""
    yield from _line("expectation", owner.expectation, words)
    yield from _line("outcome", owner.outcome, words)
    if owner.met:
        caption = words(field_label("touchpoint", "met"))
        tone = "" if owner.met == "yes" else "pain"
        yield Fact(caption, (words(choice_label("touchpoint", "met", owner.met)),), tone)


def _importance(touchpoint: Touchpoint, words: Words) -> Iterator[Fact]:
    told = []
    if touchpoint.importance is not None:
        told.append(words(_("{value} of 5", value=touchpoint.importance)))
    if touchpoint.moment_of_truth:
        told.append(words(_("moment of truth")))
    yield from _line("importance", ", ".join(told), words)


def _cards(cards: Cards, side: Side, words: Words) -> Iterator[Fact]:
    """The cards of every lane that a client may see, lane by lane in the order of the board."""
    held = dict(cards)
    for lane in lanes_of(side.document, side.journey, "client", tuple(held)):
        texts = tuple(_card(card, words) for card in held.get(lane.id, ()) if card.text.strip())
        if texts and is_card_lane(side.document, lane.id):
            yield Fact(words(lane_title(_plain(lane))), texts, "pain" if lane.id == "pains" else "")


def _plain(lane: Lane) -> Lane:
    return replace(lane, title=" ".join(lane.title.split()))


def _card(card: Card, words: Words) -> str:
    if card.severity is None:
        return card.text
    return words(_("{text} (severity {value} of 3)", text=card.text.rstrip(), value=card.severity))


def _evidence(evidence: Sequence[Evidence], words: Words) -> Iterator[Fact]:
    told = tuple(evidence_text(piece, words) for piece in evidence)
    if told:
        yield Fact(words(field_label("touchpoint", "evidence")), told)
