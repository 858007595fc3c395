"""Changes of channel on the lived route beyond those that the reference has between the same touchpoints.

A lived step is looked at as part of the way between the two touchpoints that both maps have: its own ends, and where an
end is an extra touchpoint the nearest ones before and after it. Where the reference changes channel as often between
these two, whatever it has on the way, the step is no finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from cjm_editor.compare.channels import channels_by_id
from cjm_editor.compare.gap import Ledger
from cjm_editor.compare.lived import Titles
from cjm_editor.compare.points import Reader
from cjm_editor.compare.route import Edge, channel_switches
from cjm_editor.core.model import JourneyMap, title_or_id
from cjm_editor.core.records import dataclass
from cjm_editor.core.results import PathGap
from cjm_editor.core.standing import in_reference
from cjm_editor.core.texts import _, ngettext

FARTHEST = 64
"""Touchpoints of the reference that are looked at between two of them."""

Step = tuple[str, str]
Following = Mapping[str, Sequence[str]]
Channels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Way:
    """The shortest way to a touchpoint: from which one it starts, how often it changes channel, the channel that it
    has at its end ("" where none is known yet)."""

    start: str
    changes: int
    channel: str


def switches(
    ideal: JourneyMap, actual: JourneyMap, book: Ledger, titles: Titles, reader: Reader
) -> list[PathGap]:
    """The extra changes of channel, by link; one line for a way on which the reference has some, but fewer."""
    wanted, lived = book.maps.roads
    channels = channels_by_id(actual, reader)
    target = _Target(titles, book, _following(wanted.next), channels_by_id(ideal, reader))
    before, after = _nearest(titles, book, lived.next, channels)
    named = {t.id: title_or_id(t) for t in actual.touchpoints}
    found: list[PathGap] = []
    ways: dict[Edge, tuple[int, int]] = {}
    for start, end in channel_switches(lived, channels):
        at, to = titles.there.get(start), titles.there.get(end)
        if at is None or to is None:
            continue
        allowed = 0
        if (one := before.get(start)) is not None and (other := after.get(end)) is not None:
            way = titles.there[one.start], titles.there[other.start]
            changes, allowed = one.changes + 1 + other.changes, target.changes(*way)
            if changes <= allowed:
                continue
            if allowed:
                ways[way] = (max(changes, ways.get(way, (0, 0))[0]), allowed)
        if not allowed:
            text = _("The channel changes between “{start}” and “{end}”", start=named[start], end=named[end])
            found.append(PathGap("channel_switch", at, (), (start, end), 0.0, text))
    found += (_more(way, *counted, titles) for way, counted in ways.items())
    return sorted(found, key=lambda gap: (gap.link, gap.actual))


def _more(way: Edge, changes: int, allowed: int, titles: Titles) -> PathGap:
    text = ngettext(
        "From “{start}” to “{end}” the channel changes {n} time, {where} {allowed}",
        "From “{start}” to “{end}” the channel changes {n} times, {where} {allowed}",
        changes,
        start=titles.lived(way[0]),
        end=titles.lived(way[1]),
        where=in_reference(*titles.kinds),
        allowed=allowed,
    )
    ends = tuple(dict.fromkeys(titles.actual(*way)))
    return PathGap("channel_switch", way[0], (), ends, 0.0, text)


def _following(steps: Iterable[Step]) -> Following:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in steps:
        found[start].append(end)
    return found


def _nearest(
    titles: Titles, book: Ledger, steps: Sequence[Step], channels: Channels
) -> tuple[Mapping[str, _Way], Mapping[str, _Way]]:
    """For each lived touchpoint the way from the nearest one that both maps have, itself where it is one; and the way
    to the nearest one after it, told from there. Each touchpoint is looked at once."""
    shared = [id for id, number in titles.there.items() if number not in book.path.extra]
    back = [(end, start) for start, end in steps]
    return _ways(shared, _following(steps), channels), _ways(shared, _following(back), channels)


def _ways(
    starts: Collection[str], following: Following, channels: Channels, ends: Collection[str] = ()
) -> dict[str, _Way]:
    """The shortest ways from any of the starts; of equally long ones those that change least, and where `ends` are
    named those that change most, as far as the nearest of these or as `FARTHEST` touchpoints."""
    found = {id: _Way(id, 0, channels.get(id, "")) for id in starts}
    layer: Collection[str] = starts
    while layer and not (ends and (len(found) > FARTHEST or not found.keys().isdisjoint(ends))):
        reached: dict[str, _Way] = {}
        for here in layer:
            for there in following.get(here, ()):
                if there in found:
                    continue
                way, known = _onward(found[here], channels.get(there, "")), reached.get(there)
                if known is None or (way.changes > known.changes if ends else way.changes < known.changes):
                    reached[there] = way
        found.update(reached)
        layer = tuple(reached)
    return found


def _onward(way: _Way, channel: str) -> _Way:
    is_other = bool(way.channel and channel and way.channel != channel)
    return _Way(way.start, way.changes + is_other, channel or way.channel)


class _Target:
    """How often the reference changes channel between two of its touchpoints; each pair is looked for once."""

    def __init__(self, titles: Titles, book: Ledger, following: Following, channels: Channels) -> None:
        self._titles, self._book = titles, book
        self._following, self._channels = following, channels
        self._known: dict[Edge, int] = {}

    def changes(self, start: int, end: int) -> int:
        """The changes on its shortest way; 0 where it does not lead from the one to the other."""
        if (start, end) not in self._known:
            self._known[start, end] = self._changes(start, end)
        return self._known[start, end]

    def _changes(self, start: int, end: int) -> int:
        starts, ends = self._titles.ideal(start), self._titles.ideal(end)
        if start == end:
            inside = chain.from_iterable(((a, b) for b in self._following.get(a, ())) for a in starts)
            return max((self._differ((a,), (b,)) for a, b in inside if b in ends), default=0)
        if not self._book.path.wanted.reach[start] >> end & 1:
            return 0
        ways = _ways(starts, self._following, self._channels, frozenset(ends))
        found = [ways[id].changes for id in ends if id in ways]
        return max((*found, self._differ(starts, ends)))

    def _differ(self, starts: Iterable[str], ends: Iterable[str]) -> int:
        """1 where two touchpoints surely have other channels, wherever the way between them leads."""
        ours, theirs = ({self._channels.get(id, "") for id in ids} for ids in (starts, ends))
        return int(all(ours) and all(theirs) and ours.isdisjoint(theirs))
