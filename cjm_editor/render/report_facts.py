"""What the detail of a report says, in words of one language: both sides' texts, metrics, reasons, decisions, evidence.

The pages for paper and the web page draw the same facts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cjm_editor.core.elide import TITLE, elided, in_words, lowered
from cjm_editor.core.emotion import known, label, to_five
from cjm_editor.core.figures import stage_figures, sure_text
from cjm_editor.core.lanes import is_card_lane, lanes_of
from cjm_editor.core.model import (
    Card,
    Cards,
    Evidence,
    JourneyMap,
    Lane,
    Stage,
    Touchpoint,
    stage_of,
    title_or_id,
)
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import ComparisonResult, Side, StageGap
from cjm_editor.core.standing import also_nearest, also_nearest_text, is_belief
from cjm_editor.core.terms import choice_label, emotion_title, evidence_label, field_label, lane_title
from cjm_editor.core.texts import Words, _, pgettext
from cjm_editor.core.wording import alone_text, duration_words, title_of
from cjm_editor.render.marks_scene import Scene
from cjm_editor.render.report_bounds import MOST

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
    """A group of stages: title, points, what both sides say of the stage itself, and its links."""

    title: str
    points: str
    ideal: tuple[Told, ...]
    actual: tuple[Told, ...]
    sheets: tuple[Sheet, ...]


def stages_told(scene: Scene) -> tuple[StageSheets, ...]:
    """Stage by stage every link once, as far as a report goes, in route order: an extra where it is lived."""
    result = scene.result
    left = dict.fromkeys(range(min(MOST, len(result.matching.links))))
    found = []
    for gap, points in zip(result.stages, stage_figures(result), strict=True):
        numbers = [n for n in left if _stands_in(result, n, gap)]
        for number in numbers:
            del left[number]
        if numbers:
            found.append(_stage(gap, points, numbers, scene))
    if left:
        found.append(StageSheets("", "", (), (), tuple(sheet(n, scene) for n in left)))
    return tuple(found)


def _stands_in(result: ComparisonResult, number: int, gap: StageGap) -> bool:
    link = result.matching.links[number]
    side, ids = (result.ideal, link.ideal) if link.ideal else (result.actual, link.actual)
    touchpoint = side.journey.touchpoints.get(ids[0])
    stage = touchpoint.stage if touchpoint is not None and side.journey.stages else ""
    return stage in (gap.ideal if link.ideal else gap.actual)


def _stage(gap: StageGap, value: float, numbers: Sequence[int], scene: Scene) -> StageSheets:
    result = scene.result
    ours, theirs = (
        [stage for id in ids if (stage := stage_of(side.journey, id)) is not None]
        for side, ids in ((result.ideal, gap.ideal), (result.actual, gap.actual))
    )
    titles = (" + ".join(elided(title_or_id(stage)) for stage in stages) for stages in (ours, theirs))
    title = " → ".join(dict.fromkeys(title for title in titles if title))
    points = points_text(value, scene.words) if result.score.as_point else ""
    told = [
        tuple(made for stage in stages if (made := _stage_told(stage, side, scene)).facts)
        for side, stages in ((result.ideal, ours), (result.actual, theirs))
    ]
    return StageSheets(title, points, told[0], told[1], tuple(sheet(n, scene) for n in numbers))


def points_text(points: float, words: Words) -> str:
    """Points of the gap; what rounds to nothing is 0."""
    return words.number(points, 1) if points >= 0.05 else "0"


def sheet(number: int, scene: Scene) -> Sheet:
    """A link in full."""
    result, words = scene.result, scene.words
    link, gap = result.matching.links[number], scene.gaps.get(number)
    points = ""
    if result.score.as_point:
        value = scene.points.get(number, 0.0)
        points = points_text(value, words)
        if number in result.surplus:
            points = f"{points}, {scene.roles.better}" if value >= 0.05 else scene.roles.better
    notes = (
        [in_words(fact, words) for fact in gap.facts if fact.msgid not in _IN_TABLE]
        if gap is not None
        else []
    )
    if not (link.ideal and link.actual):
        alone = alone_told(number, scene)
        is_said = not link.maybe and link.by != "pin" and not is_belief(result)  # by the word at the head
        notes = [note for note in notes if note != alone] if is_said else [alone, *notes]
    return Sheet(
        number,
        link.kind,
        scene.link_word(number),
        sure_text(link.confidence, words) if link.ideal and link.actual else "",
        points,
        _touchpoints(result.ideal, link.ideal, scene),
        _touchpoints(result.actual, link.actual, scene),
        tuple(dict.fromkeys(notes)),
    )


def alone_told(number: int, scene: Scene) -> str:
    """What is said of a touchpoint without a counterpart, with all that come near."""
    words, result = scene.words, scene.result
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
    others = also_nearest(result.matching).get(number)
    if others is None:
        return told
    shared = also_nearest_text(result.ideal.journey, result.actual.journey, result.matching, others)
    return f"{told} {words(shared)}."


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


def _touchpoints(side: Side, ids: Sequence[str], scene: Scene) -> tuple[Told, ...]:
    found = (side.journey.touchpoints.get(id) for id in ids)
    return tuple(_touchpoint(touchpoint, side, scene) for touchpoint in found if touchpoint is not None)


def _touchpoint(touchpoint: Touchpoint, side: Side, scene: Scene) -> Told:
    journey, words = side.journey, scene.words
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


def _stage_told(stage: Stage, side: Side, scene: Scene) -> Told:
    words = scene.words
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


def evidence_text(piece: Evidence, words: Words) -> str:
    """Kind, number of answers, source, date: `Interviews, n = 8, “Notes”, 18 September 2026`."""
    parts = [words(evidence_label(piece.kind, piece.n))]
    if piece.n is not None:
        parts.append(f"n\u00a0=\u00a0{words.number(piece.n)}")
    parts += [text for text in (piece.source.strip(), _date(piece.date.strip(), words)) if text]
    return ", ".join(parts)


def _date(text: str, words: Words) -> str:
    """A whole day in words; a month or a year, and what is no date, as it is written."""
    try:
        return words.date(date.fromisoformat(text)).replace(" ", "\u00a0") if len(text) == 10 else text
    except ValueError:
        return text


def evidence_told(side: Side, words: Words) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a map rests on: each piece of evidence with the touchpoints that name it, and those that name none."""
    found: dict[str, dict[str, None]] = {}
    bare: dict[str, None] = {}
    for touchpoint in side.journey.touchpoints:
        pieces = list(_pieces(side.journey, touchpoint))
        title = elided(title_or_id(touchpoint))
        for piece in pieces:
            found.setdefault(evidence_text(piece, words), {})[title] = None
        if not pieces:
            bare[title] = None
    rows = [(text, tuple(titles)) for text, titles in found.items()]
    if bare:
        rows.append((words(_("Nothing is given: an assumption")), tuple(bare)))
    return tuple(rows)


def _pieces(journey: JourneyMap, touchpoint: Touchpoint) -> Iterator[Evidence]:
    stage = stage_of(journey, touchpoint.stage)
    yield from touchpoint.evidence or (stage.evidence if stage is not None else ())
    for _lane, cards in touchpoint.cards:
        for card in cards:
            yield from card.evidence


def joined_titles(journey: JourneyMap, ids: tuple[str, ...], titles: tuple[str, ...] = ()) -> str:
    """The titles of touchpoints; those kept with a decision where the map has lost them."""
    return elided(title_of(journey, ids) or " + ".join(titles) or " + ".join(ids))


def decisions_told(scene: Scene) -> tuple[str, ...]:
    """What people decided about the pair, one sentence a decision."""
    words, result = scene.words, scene.result
    found = []
    for link in result.decided:
        ours = joined_titles(result.ideal.journey, link.ideal, link.ideal_titles)
        theirs = joined_titles(result.actual.journey, link.actual, link.actual_titles)
        if not ours or not theirs:
            said = words(_("“{title}” has no counterpart", title=ours or theirs))
        elif link.state == "banned":
            said = words(_("“{ideal}” and “{actual}” do not belong together", ideal=ours, actual=theirs))
        else:
            said = words(_("“{ideal}” and “{actual}” belong together", ideal=ours, actual=theirs))
        found.append(f"{said}: {link.note.strip()}" if link.note.strip() else said)
    return tuple(found)
