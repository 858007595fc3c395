"""What matching looks at in a map: placed touchpoints with titles, stages, channels and neighbours, no emotions.

Emotions, metrics and pains are what a comparison measures; matching by them would hide the very gaps it is to show.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from cjm_editor.compare.glossary import Glossary
from cjm_editor.compare.titles import folded, script_of, stems_of, title_key, words_of
from cjm_editor.core.graph import route_edges
from cjm_editor.core.model import JourneyMap, Stage, Touchpoint, columns_of
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.records import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its stem, what it says by itself, and what the term says that it stands in."""

    stem: str
    single: str
    term: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text as matching reads it: its concepts and other stems, each once, all its stems, the script of its letters
    (empty where there are none or several), the concepts of single words within terms of several, and its words in
    order."""

    tokens: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()
    script: str = ""
    inner: tuple[str, ...] = ()
    order: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One placed touchpoint: its place on the route (from 0), its stage's index, its folded texts.

    `title` and `action` are read through the glossary; `channel` is the concepts and stems of the channel's name;
    `names` are channel, actor and initiator as they are written, folded.
    """

    touchpoint: Touchpoint
    place: int
    stage: int
    key: str
    words: tuple[str, ...]
    title: Text
    action: Text
    channel: str
    actor: str
    names: tuple[str, str, str] = ("", "", "")

    @property
    def id(self) -> str:
        """The touchpoint's id in its map."""
        return self.touchpoint.id


@dataclass(frozen=True, slots=True)
class Track:
    """One side as matching sees it: stages and their titles, points in route order, neighbours along `next`."""

    stages: tuple[Stage, ...]
    heads: tuple[Text, ...]
    points: tuple[Point, ...]
    after: tuple[tuple[int, ...], ...]
    before: tuple[tuple[int, ...], ...]

    def place_of(self) -> dict[str, int]:
        """Places by touchpoint id."""
        return {point.id: point.place for point in self.points}


class Reader:
    """Reads texts through one glossary, each text once."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._known: dict[str, Text] = {}

    def text(self, text: str) -> Text:
        """The text's concepts and stems."""
        known = self._known.get(text)
        if known is None:
            stems = stems_of(text)
            terms = self._glossary.tokens(stems)
            known = self._known[text] = Text(
                tuple(dict.fromkeys(name for name, _term in terms)),
                tuple(dict.fromkeys(stems)),
                script_of(text),
                self._glossary.inner(stems),
                tuple(Word(stem, self._single(stem), name) for name, term in terms for stem in term),
            )
        return known

    def _single(self, stem: str) -> str:
        """What a word says by itself."""
        ((name, _term),) = self._glossary.tokens((stem,))
        return name

    def channel(self, text: str) -> str:
        """What two channels must share to be the same one; empty only for an empty name."""
        return " ".join(sorted(self.text(text).tokens)) or folded(text)


def track(journey: JourneyMap, reader: Reader, tick: Tick = silent) -> Track:
    """The map as matching sees it. Parked touchpoints have no place and are left out."""
    columns = columns_of(journey)
    points: list[Point] = []
    for number, (_stage, row) in enumerate(columns):
        share = 0.8 / len(columns)
        for touchpoint in watched(row, part(tick, share * number, share * (number + 1))):
            title = touchpoint.title
            points.append(
                Point(
                    touchpoint,
                    len(points),
                    number,
                    title_key(title),
                    words_of(title),
                    reader.text(title),
                    reader.text(touchpoint.action),
                    reader.channel(touchpoint.channel),
                    folded(touchpoint.actor),
                    (folded(touchpoint.channel), folded(touchpoint.actor), folded(touchpoint.initiator)),
                )
            )
    tick(0.8)
    places = {point.id: point.place for point in points}
    after: list[set[int]] = [set() for _ in points]
    before: list[set[int]] = [set() for _ in points]
    for edge in route_edges(journey):
        source, target = places.get(edge.from_), places.get(edge.to)
        if source is not None and target is not None and source != target:
            after[source].add(target)
            before[target].add(source)
    stages = tuple(stage for stage, _row in columns)
    heads = tuple(reader.text(stage.title) for stage in stages)
    return Track(stages, heads, tuple(points), _sorted(after), _sorted(before))


def _sorted(rows: Sequence[set[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(sorted(row)) for row in rows)


def digest(side: Track) -> bytes:
    """A fingerprint of titles, stages and channels as a bag; the route and the rest only break ties of equal bags.

    Ids, emotions, metrics and the order of the file's lists are no part of it.
    """
    texts = [f"{p.key}\x1f{title_key(side.stages[p.stage].title)}\x1f{p.channel}" for p in side.points]
    bag = hashlib.sha256("\x1e".join(sorted(texts)).encode("utf-8", "surrogatepass")).digest()
    full = [f"{text}\x1f{p.actor}\x1f{p.stage}" for text, p in zip(texts, side.points, strict=True)]
    route = hashlib.sha256("\x1e".join(full).encode("utf-8", "surrogatepass"))
    route.update(repr([p.action.stems for p in side.points]).encode("utf-8", "surrogatepass"))
    route.update(
        repr((side.after, [title_key(stage.title) for stage in side.stages])).encode("utf-8", "surrogatepass")
    )
    return bag + route.digest()
