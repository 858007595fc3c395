"""Pairs of maps with known links, by name of a preset, size, language and seed: always the same for the same four."""

from __future__ import annotations

import random
from copy import deepcopy
from dataclasses import dataclass

from cjm_editor.core.model import Document, JourneyMap
from cjm_editor.core.results import Side
from tests.compare.pairs.drawing import UNKNOWN_EMOTIONS, Draft, drawn, journey, translate, valued
from tests.compare.pairs.edits import Editor
from tests.compare.pairs.vocabulary import Lexicon, lexicon

Links = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Preset:
    """How the second map is made. `rate` is edits over touchpoints; `ids`: dropped, kept (a common origin), colliding
    (both maps count from t1); `regenerated` is the share of kept ids that are made anew. `translates`: it is
    drawn in the other language."""

    rate: float = 0.3
    rewords_all: bool = False
    absent: float = 0.0
    extra: float = 0.0
    is_unrelated: bool = False
    translates: bool = False
    ids: str = "dropped"
    regenerated: float = 0.0
    like: str = ""
    """The preset whose maps these are, only with other ids."""


PRESETS = {
    "edits-10": Preset(0.1),
    "edits-30": Preset(0.3),
    "edits-60": Preset(0.6),
    "reworded": Preset(0.3, rewords_all=True),
    "independent": Preset(0.0, rewords_all=True, absent=0.35, extra=0.35),
    "unrelated": Preset(is_unrelated=True),
    "translated": Preset(0.1, translates=True),
    "ids-kept": Preset(ids="kept", like="edits-30"),
    "ids-regenerated": Preset(ids="kept", regenerated=0.15, like="edits-30"),
    "ids-colliding": Preset(ids="colliding", like="edits-30"),
}


@dataclass(frozen=True)
class Pair:
    """Two sides and what is true of them: `links` holds every touchpoint once, in the order of the first map, then
    what only the second has. `pairs` are the linked pairs of ids; a touchpoint split in two makes two of them."""

    ideal: Side
    actual: Side
    links: Links
    pairs: frozenset[tuple[str, str]]

    @property
    def size(self) -> int:
        return len(self.ideal.journey.touchpoints)


def pair(preset: str, size: int, language: str, seed: int | str) -> Pair:
    """A pair of maps: `preset` is one of `PRESETS`, `language` `ru` or `en`, `size` the first map's touchpoints."""
    rule = PRESETS[preset]
    rng = random.Random(f"{rule.like or preset}/{size}/{language}/{seed}")
    words = lexicon(language)
    objects, stages = range(len(words.objects)), range(len(words.stages))
    if rule.is_unrelated:
        half = len(words.stages) // 2
        first = drawn(rng, words, size, objects[: words.shop], stages[:half])
        second = drawn(rng, words, size, objects[words.shop :], stages[half:])
        for row in second.rows:
            row.sources = ()
        return paired(rng, rule, first, second)
    first = drawn(rng, words, size, objects, stages)
    if rule.translates:
        other = lexicon(next(one for one in LANGUAGES if one != language))
        base = deepcopy(first)
        translate(base, words, other)
        return paired(rng, rule, first, edited(rng, rule, base, other))
    return paired(rng, rule, first, edited(rng, rule, first, words))


def edited(rng: random.Random, rule: Preset, first: Draft, words: Lexicon) -> Draft:
    """A copy of a draft with everything done to it that the preset says."""
    second = deepcopy(first)
    editor = Editor(rng, second, words, range(len(words.objects)))
    size = len(first.rows)
    editor.apply(round(rule.rate * size))
    if rule.absent or rule.extra:
        _thinned(rng, second, round(rule.absent * size))
        for _ in range(round(rule.extra * size)):
            editor.insert(rng.choice(second.parts), 0)
    if rule.rewords_all:
        editor.rename_rest()
    editor.edit_stages(1.0 if rule.rewords_all else rule.rate, rule.rate / 3 if rule.rate else 0.1)
    second.parts = [part for part in second.parts if part.rows] or second.parts[:1]
    _lived(rng, second, is_drawn_anew=bool(rule.absent))
    return second


def _thinned(rng: random.Random, draft: Draft, count: int) -> None:
    gone = set(rng.sample(range(len(draft.rows)), count))
    place = 0
    for part in draft.parts:
        kept = []
        for row in part.rows:
            if place not in gone:
                kept.append(row)
            place += 1
        part.rows = kept


def _lived(rng: random.Random, draft: Draft, is_drawn_anew: bool) -> None:
    """Emotions as they are lived: often as meant, often worse; a few nobody knows."""
    for row in draft.rows:
        if is_drawn_anew:
            valued(rng, row, draft.language)
        if row.emotion is not None:
            row.emotion = max(-2, row.emotion - rng.choice((0, 0, 0, 1, 1, 2)))
        if rng.random() < UNKNOWN_EMOTIONS:
            row.emotion = None


def paired(rng: random.Random, rule: Preset, first: Draft, second: Draft) -> Pair:
    """Both drafts as maps with ids, and the links between them."""
    here = [f"i{n}" for n in range(len(first.rows))]
    there = _second_ids(rng, rule, second, here)
    if rule.ids == "colliding":
        here = [f"t{n + 1}" for n in range(len(here))]
    ideal = journey(first, "ideal", "ideal", dict(enumerate(here)), "actual" if rule.ids == "kept" else "")
    actual = journey(second, "actual", "actual", dict(enumerate(there)))
    pairs = frozenset(
        (here[source], there[place]) for place, row in enumerate(second.rows) for source in row.sources
    )
    return Pair(
        *_sides(ideal, actual, rule, (first.language, second.language)),
        _components(here, there, second),
        pairs,
    )


def _second_ids(rng: random.Random, rule: Preset, second: Draft, here: list[str]) -> list[str]:
    if rule.ids == "colliding":
        return [f"t{n + 1}" for n in range(len(second.rows))]
    there = [f"a{n}" for n in range(len(second.rows))]
    if rule.ids == "kept":
        used: set[str] = set()
        for place, row in enumerate(second.rows):
            if row.sources and here[row.sources[0]] not in used and rng.random() >= rule.regenerated:
                there[place] = here[row.sources[0]]
                used.add(there[place])
    return there


def _sides(
    ideal: JourneyMap, actual: JourneyMap, rule: Preset, languages: tuple[str, str]
) -> tuple[Side, Side]:
    if rule.ids == "kept":
        document = Document(language=languages[0], maps=(actual, ideal))
        return Side(document, ideal, "pair.cjm.yaml#ideal"), Side(document, actual, "pair.cjm.yaml#actual")
    return (
        Side(Document(language=languages[0], maps=(ideal,)), ideal, "one.cjm.yaml#ideal"),
        Side(Document(language=languages[1], maps=(actual,)), actual, "two.cjm.yaml#actual"),
    )


def _components(here: list[str], there: list[str], second: Draft) -> Links:
    """Every id once: split and merged ones with all that belong to them."""
    images: dict[int, list[int]] = {}
    for place, row in enumerate(second.rows):
        for source in row.sources:
            images.setdefault(source, []).append(place)
    found, done = [], set()
    for source in range(len(here)):
        if source in done:
            continue
        sources, places = {source}, set(images.get(source, ()))
        while True:
            more = {s for place in places for s in second.rows[place].sources}
            if more <= sources:
                break
            sources |= more
            places |= {place for s in more for place in images.get(s, ())}
        done |= sources
        found.append((tuple(here[s] for s in sorted(sources)), tuple(there[p] for p in sorted(places))))
    extras = [((), (there[place],)) for place, row in enumerate(second.rows) if not row.sources]
    return (*found, *extras)
