"""Lining up two maps: what people decided, then ids of a common origin, then titles, then what looks alike.

Each step takes what the steps before left free. The outcome is the same whichever map is given first: the work is
done in the order of the maps' digests and turned back. Emotions, metrics and pains are never looked at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from cjm_editor.compare import features
from cjm_editor.compare.candidates import Pair, likenesses
from cjm_editor.compare.decisions import Decided, decided
from cjm_editor.compare.features import Texts, Why
from cjm_editor.compare.glossary import Glossary, shipped
from cjm_editor.compare.kinds import SURE, Found, Group, Near, Trail, matching_of
from cjm_editor.compare.lineage import is_related
from cjm_editor.compare.memory import Memory
from cjm_editor.compare.nuances import go_apart, ways_of
from cjm_editor.compare.parts import parts
from cjm_editor.compare.points import Point, Track
from cjm_editor.compare.rounds import Weighing, annealed
from cjm_editor.compare.titles import title_key
from cjm_editor.compare.trust import LEFT, MOST, are_few, capped, grounded, indistinct, left_over, repeated
from cjm_editor.compare.weights import USUAL_LENGTH, Weights, shortness, weights_for
from cjm_editor.core.model import Comparison, title_or_id
from cjm_editor.core.progress import Tick, part, silent, watched
from cjm_editor.core.results import DecidedBy, IdMode, Matching, Side
from cjm_editor.core.standing import ids_reused, ids_unused, nothing_linked
from cjm_editor.core.texts import Message

LINEAGE_ID, TRUSTED_ID, EXACT_TITLE, STAGE_TITLE = 0.99, 0.97, 0.98, 0.95
TRUST_SHARE, TRUST_LIKENESS, REUSED_LIKENESS = 0.6, 0.35, 0.1
WORTH_ASKING = 0.05
REUSED = 0.2
"""How likely an equal id of a common origin with another title in another stage is still the same touchpoint."""

Progress = Callable[[float], None]
"""Told which share of the work is done, 0..1. What it raises ends the matching: so it is cancelled."""


def match(
    ideal: Side,
    actual: Side,
    decisions: Comparison | None = None,
    glossary: Glossary | None = None,
    progress: Progress | None = None,
    weights: Weights | None = None,
    *,
    memory: Memory | None = None,
) -> Matching:
    """The correspondence of the placed touchpoints of two maps, in route order of the reference.

    `decisions` holds the pins and bans of people, written with these roles; `glossary` which words mean the same, by
    default the shipped one; `memory` keeps what the next matching of the same maps can use. Raises `DecisionError`
    where two decisions contradict each other, and what `progress` does.
    """
    tick = progress or silent
    tick(0.0)
    memory = memory or Memory()
    one = memory.track(ideal.journey, glossary or shipped(), part(tick, 0.0, 0.1))
    tick(0.1)
    two = memory.track(actual.journey, glossary or shipped(), part(tick, 0.1, 0.2))
    tick(0.2)
    related = is_related(ideal, actual)
    choice = decided(decisions, one, two)
    is_decided = bool(choice.pins or choice.bans)

    def found(choice: Decided, usual: Found | None, start: float, end: float) -> Found:
        step = part(tick, start, end)
        if _order(two, one, choice.turned(), memory) < _order(one, two, choice, memory):
            back = None if usual is None else usual.turned()
            return _matched(two, one, choice.turned(), back, related, weights, memory, step).turned()
        return _matched(one, two, choice, usual, related, weights, memory, step)

    half = 0.6 if is_decided else 0.95
    usual = memory.undecided(one, two, (related, weights), lambda: found(Decided(), None, 0.2, half))
    tick(half)
    outcome = replace(usual, notices=(*choice.notices, *usual.notices))
    if is_decided:
        outcome = _beside(outcome, found(choice, usual, half, 0.95), choice)
    matching = matching_of(one, two, outcome, part(tick, 0.95, 1.0))
    tick(1.0)
    return matching


def _untouched(links: Iterable[Group], choice: Decided) -> tuple[Group, ...]:
    """The links that no decision speaks of."""
    ours = {i for first, _second in choice.pins for i in first}
    theirs = {j for _first, second in choice.pins for j in second}
    return tuple(
        group
        for group in links
        if group.first[0] not in ours
        and group.second[0] not in theirs
        and (group.first[0], group.second[0]) not in choice.bans
    )


def _beside(usual: Found, now: Found, choice: Decided) -> Found:
    """What was found beside decisions, with the candidates that were there without them and still may be meant."""
    ours = {i for first, _second in choice.pins for i in first}
    theirs = {j for _first, second in choice.pins for j in second}
    near = {(n.first[0], n.second[0]): n for n in (*usual.near, *now.near)}
    kept = (
        near[i, j] for i, j in sorted(near) if i not in ours and j not in theirs and (i, j) not in choice.bans
    )
    return replace(now, near=tuple(kept))


def _order(one: Track, two: Track, choice: Decided, memory: Memory) -> tuple[bytes, list[object]]:
    """What decides which map comes first: its digest; between maps of one digest what tells them apart as a pair."""
    places = two.place_of()
    equal = [(p.place, places[p.id]) for p in one.points if p.id in places]
    return memory.digest(one), [sorted(choice.pins), sorted(choice.bans), equal]


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

    def take(self, i: int, j: int, confidence: float, by: DecidedBy, why: Why) -> None:
        if i in self.free and j in self.free_back and (i, j) not in self.bans:
            self.groups.append(Group((i,), (j,), confidence, by, why))
            self.free.discard(i)
            self.free_back.discard(j)

    def keep(self, groups: Iterable[Group]) -> None:
        """Takes links as they were found before, where both ends are free."""
        for group in groups:
            self.take(group.first[0], group.second[0], group.confidence, group.by, group.why)

    def pairs(self) -> list[Pair]:
        """Places linked one to one, or the first of each group: what the neighbourhood is judged by."""
        return [(g.first[0], g.second[0]) for g in self.groups if g.first and g.second]


def _certain(name: str, confidence: float) -> Why:
    return ((name, features.logit(confidence)),)


def _matched(
    one: Track,
    two: Track,
    choice: Decided,
    usual: Found | None,
    related: bool,
    weights: Weights | None,
    memory: Memory,
    tick: Tick,
) -> Found:
    """What is found beside the decisions. `usual` is what was found without any.

    A decision about one touchpoint leaves the others as they were: those links that are sure stand, and the others
    where nothing better is found for either end.
    """
    tick(0.0)
    known = memory.texts(one, two, part(tick, 0.0, 0.1))
    tick(0.1)
    links = _Links(one, two, choice)
    before = () if usual is None else _untouched(usual.plain, choice)
    links.keep(group for group in before if group.confidence >= SURE)
    mode, notices, reused = _by_ids(one, two, known, links, related)
    tick(0.1)
    _by_titles(one, two, links)
    tick(0.1)
    # where ids line the maps up, what is left over is mostly new
    has_ids = mode != "ignored"
    points = USUAL_LENGTH if has_ids else min(len(one.points), len(two.points))
    weighing = Weighing(one, two, known, weights or weights_for(points), shortness(points), has_ids)
    near, trail = _by_likeness(weighing, links, reused, Trail() if usual is None else usual.trail, tick)
    tick(0.9)
    links.keep(before)
    plain = tuple(group for group in links.groups if group.by != "pin")
    _by_parts(weighing, links)
    tick(1.0)
    if one.points and two.points and not any(g.first and g.second for g in links.groups):
        notices = (
            *notices,
            nothing_linked(),
        )
    return Found(tuple(links.groups), near, mode, (*choice.notices, *notices), plain, trail)


def _by_ids(
    one: Track, two: Track, known: Texts, links: _Links, related: bool
) -> tuple[IdMode, tuple[Message, ...], list[Pair]]:
    """Links equal ids if the maps have a common origin or the titles of equal ids agree often enough.

    Of maps without a common origin an id whose titles share nothing is trusted no further than any pair without a
    common word. Returns how ids were used, notices, and the pairs whose id seems to have been used again for something
    else.
    """
    places = two.place_of()
    equal = [(p.place, places[p.id]) for p in one.points if p.id in places]
    alike = {pair: features.cosine(known.first[pair[0]], known.second[pair[1]]) for pair in equal}
    if not related:
        # where titles stand several times, agreeing says nothing: any other id would agree as well
        ours, theirs = repeated(one), repeated(two)
        agreeing = sum(
            value > TRUST_LIKENESS and one.points[i].key not in ours and two.points[j].key not in theirs
            for (i, j), value in alike.items()
        )
        if not equal:
            return "ignored", (), []
        if agreeing < TRUST_SHARE * len(equal):
            return (
                "ignored",
                (ids_unused(len(equal)),),
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
        is_strange = not related and alike[i, j] < REUSED_LIKENESS and point.key != other.key
        told = MOST if is_strange else confidence
        links.take(i, j, told, "id", _certain("id", told))
    named = [
        (title_or_id(one.points[i].touchpoint), title_or_id(two.points[j].touchpoint)) for i, j in reused
    ]
    return ("lineage" if related else "trusted"), ids_reused(named), reused


def _same_stage(point: Point, other: Point, one: Track, two: Track) -> bool:
    here, there = one.stages[point.stage], two.stages[other.stage]
    return here.id == there.id or title_key(here.title) == title_key(there.title)


def _by_titles(one: Track, two: Track, links: _Links) -> None:
    """Links equal titles that are unique on both sides, those first that are equal to the last little word, then those
    unique in stages of one title."""
    _equal(
        one,
        two,
        links,
        lambda p, _side: p.key and "\x1f".join((p.key, *ways_of(p.touchpoint.title))),
        EXACT_TITLE,
    )
    _equal(one, two, links, lambda point, _side: point.key, EXACT_TITLE)
    _equal(
        one,
        two,
        links,
        lambda point, side: point.key and f"{point.key}\x1f{title_key(side.stages[point.stage].title)}",
        STAGE_TITLE,
    )


def _equal(
    one: Track, two: Track, links: _Links, key: Callable[[Point, Track], str], confidence: float
) -> None:
    for text, ours, theirs in _keyed(one, two, links, key):
        if text and len(ours) == len(theirs) == 1 and not _go_apart(one, ours[0], two, theirs[0]):
            links.take(ours[0], theirs[0], confidence, "exact", _certain("title", confidence))


def _go_apart(one: Track, i: int, two: Track, j: int) -> bool:
    return go_apart(one.points[i].touchpoint.title, two.points[j].touchpoint.title)


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


def _by_likeness(
    weighing: Weighing, links: _Links, reused: Iterable[Pair], before: Trail, tick: Tick
) -> tuple[tuple[Near, ...], Trail]:
    """Links what is likelier than not the same in other words; returns what may be meant and how it was found. `before`
    is how links were found in the same maps without decisions: from there it goes on, so that a decision leaves
    standing what does not hang on it."""
    if not links.free or not links.free_back:
        return (), Trail()
    kept_apart = links.bans | set(reused)
    alike = _candidates(weighing.known, links, before.weighed, part(tick, 0.1, 0.4))
    alike = {pair: value for pair, value in alike.items() if pair not in kept_apart}
    one, two = weighing.first, weighing.second
    closed = {p.place for p in one.points} - links.free, {p.place for p in two.points} - links.free_back
    start = [pair for pair in before.soft if pair not in kept_apart]
    found = annealed(weighing, alike, links.pairs(), kept_apart, part(tick, 0.4, 0.8), closed, start)
    tick(0.8)
    taken = grounded(weighing, found, len(links.pairs()))
    tick(0.81)
    linked = [*links.pairs(), *taken]
    vague, is_lonely = indistinct(weighing, linked), are_few(weighing, len(linked))
    # where nothing at all is linked nobody knows whether the maps have anything to do with each other
    short = weighing.shortness if linked else 0.0
    least = features.logit(WORTH_ASKING) - LEFT * short
    kept = set(taken)
    told = [pair for pair, odds in found.odds.items() if odds > least or pair in kept]
    weighed = {
        pair: capped(weighing, pair, weighing.why(found.values[pair]), pair in vague, is_lonely)
        for pair in watched(told, part(tick, 0.82, 0.88))
    }
    tick(0.88)
    for i, j in taken:
        confidence, why = weighed[i, j]
        links.take(i, j, confidence, "auto", why)
    likely = {**weighed, **left_over(weighed, links.free, links.free_back, short)}
    likely = {pair: told for pair, told in likely.items() if told[0] > WORTH_ASKING}
    for i, j in reused:
        if (i, j) not in links.bans:
            likely[i, j] = REUSED, _certain("id", REUSED)
    return tuple(Near((i,), (j,), *likely[i, j]) for i, j in sorted(likely)), Trail(
        tuple(found.values), found.soft
    )


def _candidates(known: Texts, links: _Links, before: Sequence[Pair], tick: Tick) -> Mapping[Pair, float]:
    """The pairs to be weighed with their likeness: those weighed before that are still free, else what looks alike."""
    if not before:
        return likenesses(known, links.free, links.free_back, tick)
    return {
        (i, j): known.likeness(i, j)
        for i, j in watched(before, tick)
        if i in links.free and j in links.free_back
    }


def _by_parts(weighing: Weighing, links: _Links) -> None:
    """Joins to each link the left-over neighbours that are parts of the same touchpoint."""
    one, two, rarity = weighing.first, weighing.second, weighing.known.rarity
    at = {g.first[0]: n for n, g in enumerate(links.groups) if _may_grow(g)}
    ahead = {i: links.groups[n].second[0] for i, n in at.items()}
    back = {j: i for i, j in ahead.items()}
    bans, odds = links.bans, weighing.alone(links.pairs())
    turned_bans = {(j, i) for i, j in bans}
    later = parts(one, two, back, links.free_back, turned_bans, rarity, lambda j, i: odds(i, j))
    sooner = parts(two, one, ahead, links.free, bans, rarity, odds)
    for piece in later:
        n = at[piece.whole]
        links.groups[n] = _grown(links.groups[n], (), (piece.place,), piece.confidence)
        links.free_back.discard(piece.place)
    for piece in sooner:
        n = at[piece.neighbour]
        links.groups[n] = _grown(links.groups[n], (piece.place,), (), piece.confidence)
        links.free.discard(piece.place)


def _may_grow(group: Group) -> bool:
    """Whether parts may be joined to a link: not to what people decided, nor to what stands alone."""
    return group.by != "pin" and len(group.first) == len(group.second) == 1


def _grown(group: Group, ours: tuple[int, ...], theirs: tuple[int, ...], confidence: float) -> Group:
    """The link with a part more; it is as sure as its least sure part, and the terms say so."""
    least, why = group.confidence, group.why
    if confidence < least:
        least, why = confidence, (*why, ("parts", features.logit(confidence) - features.log_odds(why)))
    first, second = sorted((*group.first, *ours)), sorted((*group.second, *theirs))
    return Group(tuple(first), tuple(second), least, group.by, _joined(why))


def _joined(why: Why) -> Why:
    """The terms with those of one name added up."""
    named: dict[str, float] = {}
    for name, value in why:
        named[name] = named.get(name, 0.0) + value
    return tuple(named.items())
