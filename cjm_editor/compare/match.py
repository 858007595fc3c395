"""Lining up two maps: what people decided, then ids of a common origin, then titles, then what looks alike.

Each step takes what the steps before left free. The outcome is the same whichever map is given first: the work is
done in the order of the maps' digests and turned back. Emotions, metrics and pains are never looked at.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable

from cjm_editor.compare import features
from cjm_editor.compare.assignment import assigned
from cjm_editor.compare.candidates import Pair, likenesses, margins
from cjm_editor.compare.decisions import Decided, decided, turned
from cjm_editor.compare.kinds import Group, Near, matching_of
from cjm_editor.compare.lineage import is_related
from cjm_editor.compare.points import Point, Track, digest, track
from cjm_editor.compare.titles import title_key
from cjm_editor.core.model import Comparison
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import DecidedBy, IdMode, Matching, Side
from cjm_editor.core.texts import Message, _, ngettext

LINEAGE_ID, TRUSTED_ID, EXACT_TITLE, STAGE_TITLE, REPEATED_TITLE = 0.99, 0.97, 0.98, 0.95, 0.9
TRUST_SHARE, TRUST_LIKENESS, REUSED_LIKENESS = 0.6, 0.35, 0.1
ROUNDS = 4
LIKELY = 0.5
"""Pairs found by likeness are links from this confidence on; below it they are asked about."""
WORTH_ASKING = 0.05
REUSED = 0.2
"""How likely an equal id of a common origin with another title in another stage is still the same touchpoint."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What one direction of matching found: groups, near candidates by free pair, how ids were used, notices."""

    groups: tuple[Group, ...]
    near: tuple[Near, ...]
    id_mode: IdMode
    notices: tuple[Message, ...]


def match(ideal: Side, actual: Side, decisions: Comparison | None = None) -> Matching:
    """The correspondence of the placed touchpoints of two maps, in route order of the reference.

    `decisions` holds the pins and bans of people, written with these roles. Raises `DecisionError` where two of
    them contradict each other.
    """
    one, two = track(ideal.journey), track(actual.journey)
    related = is_related(ideal, actual)
    if digest(two) < digest(one):
        choice = decided(turned(decisions) if decisions else None, two, one)
        found = _turned(_matched(two, one, choice, related))
    else:
        found = _matched(one, two, decided(decisions, one, two), related)
    return matching_of(one, two, found.groups, found.near, found.id_mode, found.notices)


def _turned(found: _Found) -> _Found:
    groups = tuple(Group(g.second, g.first, g.confidence, g.by, g.why) for g in found.groups)
    near = tuple(Near(n.second, n.first, n.confidence) for n in found.near)
    return _Found(groups, near, found.id_mode, found.notices)


class _Links:
    """The links found so far: each place is taken at most once, banned pairs never."""

    def __init__(self, one: Track, two: Track, choice: Decided) -> None:
        self.groups: list[Group] = []
        self.bans = choice.bans
        self.free = {point.place for point in one.points}
        self.free_back = {point.place for point in two.points}
        for ours, theirs in choice.pins:
            self.groups.append(Group(ours, theirs, 1.0, "pin", ()))
            self.free -= set(ours)
            self.free_back -= set(theirs)

    def take(self, i: int, j: int, confidence: float, by: DecidedBy, why: features.Why) -> None:
        if i in self.free and j in self.free_back and (i, j) not in self.bans:
            self.groups.append(Group((i,), (j,), confidence, by, why))
            self.free.discard(i)
            self.free_back.discard(j)

    def pairs(self) -> list[Pair]:
        """Places linked one to one, or the first of each group: what the neighbourhood is judged by."""
        return [(g.first[0], g.second[0]) for g in self.groups if g.first and g.second]


def _certain(name: str, confidence: float) -> features.Why:
    return ((name, math.log(confidence / (1 - confidence))),)


def _matched(one: Track, two: Track, choice: Decided, related: bool) -> _Found:
    known = features.texts(one, two)
    links = _Links(one, two, choice)
    mode, notices, reused = _by_ids(one, two, known, links, related)
    _by_titles(one, two, links)
    near = _by_likeness(one, two, known, links)
    listed = {(pair.first[0], pair.second[0]) for pair in near}
    near += tuple(
        Near((i,), (j,), REUSED)
        for i, j in reused
        if i in links.free and j in links.free_back and (i, j) not in links.bans and (i, j) not in listed
    )
    if one.points and two.points and not any(g.first and g.second for g in links.groups):
        notices = (
            *notices,
            _("No touchpoint could be linked by id or title. Link those that belong together by hand"),
        )
    return _Found(tuple(links.groups), near, mode, (*choice.notices, *notices))


def _by_ids(
    one: Track, two: Track, known: features.Texts, links: _Links, related: bool
) -> tuple[IdMode, tuple[Message, ...], list[Pair]]:
    """Links equal ids if the maps have a common origin or the titles of equal ids agree often enough.

    Returns how ids were used, notices, and the pairs whose id seems to have been used again for something else.
    """
    places = two.place_of()
    equal = [(p.place, places[p.id]) for p in one.points if p.id in places]
    alike = {pair: features.cosine(known.first[pair[0]], known.second[pair[1]]) for pair in equal}
    if not related:
        agreeing = sum(value > TRUST_LIKENESS for value in alike.values())
        if not equal:
            return "ignored", (), []
        if agreeing < TRUST_SHARE * len(equal):
            return (
                "ignored",
                (
                    ngettext(
                        "{n} equal id is ignored: the titles do not say that the maps have a common origin",
                        "{n} equal ids are ignored: the titles do not say that the maps have a common origin",
                        len(equal),
                    ),
                ),
                [],
            )
    confidence = LINEAGE_ID if related else TRUSTED_ID
    reused: list[Pair] = []
    for i, j in equal:
        point, other = one.points[i], two.points[j]
        if (
            alike[i, j] < REUSED_LIKENESS
            and point.key != other.key
            and not _same_stage(point, other, one, two)
        ):
            reused.append((i, j))
            continue
        links.take(i, j, confidence, "id", _certain("id", confidence))
    notices: tuple[Message, ...] = ()
    if reused:
        notices = (
            _(
                "Was an id reused? Title and stage differ, so these are not linked: {ids}",
                ids=", ".join(sorted(one.points[i].id for i, _j in reused)),
            ),
        )
    return ("lineage" if related else "trusted"), notices, reused


def _same_stage(point: Point, other: Point, one: Track, two: Track) -> bool:
    here, there = one.stages[point.stage], two.stages[other.stage]
    return here.id == there.id or title_key(here.title) == title_key(there.title)


def _by_titles(one: Track, two: Track, links: _Links) -> None:
    """Links equal titles: unique ones, then those unique in stages of one title, then repeated ones in route order."""
    _equal(one, two, links, lambda point, _side: point.key, EXACT_TITLE)
    _equal(
        one,
        two,
        links,
        lambda point, side: point.key and f"{point.key}\x1f{title_key(side.stages[point.stage].title)}",
        STAGE_TITLE,
    )
    _equal(one, two, links, lambda point, _side: point.key, EXACT_TITLE)
    for key, ours, theirs in _keyed(one, two, links, lambda point, _side: point.key):
        if key:
            for i, j in zip(ours, theirs, strict=False):
                links.take(i, j, REPEATED_TITLE, "exact", _certain("title", REPEATED_TITLE))


def _equal(
    one: Track, two: Track, links: _Links, key: Callable[[Point, Track], str], confidence: float
) -> None:
    for text, ours, theirs in _keyed(one, two, links, key):
        if text and len(ours) == len(theirs) == 1:
            links.take(ours[0], theirs[0], confidence, "exact", _certain("title", confidence))


def _keyed(
    one: Track, two: Track, links: _Links, key: Callable[[Point, Track], str]
) -> Iterable[tuple[str, list[int], list[int]]]:
    """Free places of both sides by key, keys in order."""
    ours: dict[str, list[int]] = defaultdict(list)
    theirs: dict[str, list[int]] = defaultdict(list)
    for place in sorted(links.free):
        ours[key(one.points[place], one)].append(place)
    for place in sorted(links.free_back):
        theirs[key(two.points[place], two)].append(place)
    return [(text, ours[text], theirs[text]) for text in sorted(ours.keys() & theirs.keys())]


def _by_likeness(one: Track, two: Track, known: features.Texts, links: _Links) -> tuple[Near, ...]:
    """Links what is likely the same in other words; returns the weighed pairs of what stays free.

    Early rounds accept soft pairs, so that the last one knows neighbours and stages to judge by.
    """
    if not links.free or not links.free_back:
        return ()
    alike = {
        pair: value
        for pair, value in likenesses(known.first, known.second, links.free, links.free_back).items()
        if pair not in links.bans
    }
    ahead = margins(alike)
    fixed = links.pairs()
    taken: tuple[Pair, ...] = ()
    whys: dict[Pair, features.Why] = {}
    for turn in range(ROUNDS):
        now = features.context(one, two, known, [*fixed, *taken])
        whys = {
            (i, j): features.terms(one.points[i], two.points[j], value, ahead[i, j], (one, two), known, now)
            for (i, j), value in alike.items()
        }
        scores = {pair: features.log_odds(why) for pair, why in whys.items()}
        taken = assigned(scores, -3.0 * (ROUNDS - 1 - turn) / (ROUNDS - 1))
    weighed = {pair: _capped(one, two, pair, why) for pair, why in whys.items()}
    for i, j in taken:
        confidence, why = weighed[i, j]
        if confidence >= LIKELY:
            links.take(i, j, confidence, "auto", why)
    return tuple(
        Near((i,), (j,), confidence)
        for (i, j), (confidence, _why) in sorted(weighed.items())
        if confidence > WORTH_ASKING and i in links.free and j in links.free_back
    )


def _capped(one: Track, two: Track, pair: Pair, why: features.Why) -> tuple[float, features.Why]:
    """Confidence and terms of a pair; without a common word it is never trusted far, and the terms say so."""
    total = features.log_odds(why)
    confidence = features.sigmoid(total)
    shared = set(one.points[pair[0]].words) & set(two.points[pair[1]].words)
    if not shared and confidence > features.NO_SHARED_WORD:
        cap = features.NO_SHARED_WORD
        return cap, (*why, ("cap", math.log(cap / (1 - cap)) - total))
    return confidence, why
