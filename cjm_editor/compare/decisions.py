"""What people decided about a pair of maps: pins and bans, checked against the maps and against each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cjm_editor.compare.points import Track
from cjm_editor.compare.titles import stems_of, title_key
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Comparison, Link
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _, ngettext

Group = tuple[tuple[int, ...], tuple[int, ...]]


class DecisionError(CjmError):
    """Two decided links that contradict each other; `lines` are their numbers in the list of links, from 1."""

    def __init__(self, message: Message, lines: tuple[int, int]) -> None:
        super().__init__("contradicting-links", message)
        self.lines = lines


@dataclass(frozen=True, slots=True)
class Decided:
    """Pins as groups of places (one side may be empty: no counterpart), banned pairs of places, notices."""

    pins: tuple[Group, ...] = ()
    bans: frozenset[tuple[int, int]] = frozenset()
    notices: tuple[Message, ...] = ()

    def turned(self) -> Decided:
        """The same, seen from the other map."""
        pins = tuple((theirs, ours) for ours, theirs in self.pins)
        return Decided(pins, frozenset((j, i) for i, j in self.bans), self.notices)


def decided(comparison: Comparison | None, first: Track, second: Track) -> Decided:
    """The decisions in places of the two routes. Raises `DecisionError` where two links contradict each other."""
    if comparison is None:
        return Decided()
    places, others = first.place_of(), second.place_of()
    found = resolved(
        comparison,
        [(p.id, p.touchpoint.title) for p in first.points],
        [(p.id, p.touchpoint.title) for p in second.points],
    )
    pins: dict[Group, int] = {}
    bans: dict[tuple[int, int], int] = {}
    given_way: list[str] = []
    for entry in sorted(found.entries, key=lambda entry: entry.is_found_again):
        ours = tuple(sorted(places[id] for id in entry.link.ideal))
        theirs = tuple(sorted(others[id] for id in entry.link.actual))
        if entry.link.state == "banned":
            new_bans = {(i, j): entry.number for i in ours for j in theirs}
            new_pins: dict[Group, int] = {}
        else:
            new_bans, new_pins = {}, _pinned(ours, theirs, entry.number)
        if entry.is_found_again and _clash({**pins, **new_pins}, {**bans, **new_bans}):
            given_way.append(_named(comparison.links[entry.number - 1]))
            continue
        bans.update(new_bans)
        for group, number in new_pins.items():
            pins.setdefault(group, number)
    clash = _clash(pins, bans)
    if clash:
        raise _contradiction(*clash, comparison.links)
    notices = (
        *_stale_notice(found.stale),
        *_several_notice(found.several),
        *_given_way_notice(given_way),
        *_reworded_notice(found.reworded),
    )
    return Decided(tuple(pins), frozenset(bans), notices)


def _pinned(ours: tuple[int, ...], theirs: tuple[int, ...], number: int) -> dict[Group, int]:
    """A pin as groups: touchpoints without a counterpart stand alone, each by itself."""
    if ours and theirs:
        return {(ours, theirs): number}
    return {((i,), ()): number for i in ours} | {((), (j,)): number for j in theirs}


def _stale_notice(stale: Iterable[str]) -> tuple[Message, ...]:
    named = sorted(dict.fromkeys(stale))
    if not named:
        return ()
    return (
        ngettext(
            "A decided link is out of date: its touchpoint is not on the maps any more: {titles}",
            "Decided links are out of date: {n} touchpoints are not on the maps any more: {titles}",
            len(named),
            titles="; ".join(named),
        ),
    )


def _several_notice(several: Iterable[str]) -> tuple[Message, ...]:
    """That a title of then is no help: who compares has to say which of its touchpoints was meant."""
    named = sorted(dict.fromkeys(several))
    if not named:
        return ()
    return (
        ngettext(
            "A decided link is out of date: the id of its touchpoint is gone, and several touchpoints have its title; "
            "choose the right one and decide again: {titles}",
            "Decided links are out of date: the ids of {n} touchpoints are gone, and several have each of the titles; "
            "choose the right ones and decide again: {titles}",
            len(named),
            titles="; ".join(named),
        ),
    )


def _given_way_notice(given_way: Iterable[str]) -> tuple[Message, ...]:
    """That decisions whose touchpoints were found by title say something else than those made since."""
    named = sorted(dict.fromkeys(given_way))
    if not named:
        return ()
    return (
        ngettext(
            "A decided link is out of date: what was decided since about its touchpoints contradicts it: {titles}",
            "{n} decided links are out of date: what was decided since about their touchpoints contradicts them: "
            "{titles}",
            len(named),
            titles="; ".join(named),
        ),
    )


def _reworded_notice(reworded: Sequence[tuple[str, str]]) -> tuple[Message, ...]:
    """That decisions were made about touchpoints with other titles: they hold, but people should look at them."""
    named = sorted(set(reworded))
    if not named:
        return ()
    return (
        ngettext(
            "A decided link is kept by the id of its touchpoint, whose title was another one then; check it: {titles}",
            "Decided links are kept by the ids of {n} touchpoints whose titles were others then; check them: {titles}",
            len(named),
            titles="; ".join(f"{then} → {now}" for then, now in named),
        ),
    )


Names = Sequence[tuple[str, str]]
"""Ids and titles of one map's placed touchpoints."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision about touchpoints that are there: its number in the list, from 1, and the link in ids of today."""

    number: int
    link: Link
    is_found_again: bool


@dataclass(frozen=True, slots=True)
class Resolved:
    """The decisions that hold today, in their order, by title or id what they name that is gone, by title what is gone
    while several others have that title, and by the titles of then and now what was reworded beyond recognition."""

    entries: tuple[Entry, ...]
    stale: tuple[str, ...]
    several: tuple[str, ...] = ()
    reworded: tuple[tuple[str, str], ...] = ()


def resolved(comparison: Comparison, ideal: Names, actual: Names) -> Resolved:
    """The decisions seen in the maps as they are now.

    A touchpoint whose id is gone, or has come to mean something else, is found again by the title that it had when
    the decision was made, if just one touchpoint has that title now. A decision that lost a side is out of date. An id
    whose title has not a word of the old one any more is trusted only where no id is known to have changed its meaning:
    a map that was imported anew has its ids in another order.
    """
    ours = _Today(ideal, ((link.ideal, link.ideal_titles) for link in comparison.links))
    theirs = _Today(actual, ((link.actual, link.actual_titles) for link in comparison.links))
    entries: list[Entry] = []
    stale: list[str] = []
    for number, link in enumerate(comparison.links, 1):
        here, lost = ours.found(link.ideal, link.ideal_titles)
        there, lost_back = theirs.found(link.actual, link.actual_titles)
        stale += [*lost, *lost_back]
        today = replace(link, ideal=here, actual=there)
        if not (here or there) or bool(here) != bool(link.ideal) or bool(there) != bool(link.actual):
            continue
        is_again = bool(set(here) - set(link.ideal) or set(there) - set(link.actual))
        if (here, there) != (link.ideal, link.actual):
            today = replace(today, ideal_titles=ours.titles(here), actual_titles=theirs.titles(there))
        entries.append(Entry(number, today, is_again))
    several = (*ours.several, *theirs.several)
    return Resolved(tuple(entries), tuple(stale), several, (*ours.reworded, *theirs.reworded))


class Known:
    """The touchpoints of a map, asked which of those that decisions name are among them for certain."""

    __slots__ = ("_times", "_titles")

    def __init__(self, names: Names) -> None:
        self._titles = dict(names)
        self._times = Counter(title_key(title) for title in self._titles.values())

    def has(self, id: str, then: str) -> bool:
        """Whether a touchpoint is there: by its title of then, if just one has that, or by its id, if the title there
        still has a word of the old one. Without a title of then it is not known for certain.
        """
        if not then:
            return False
        now = self._titles.get(id)
        return self._times[title_key(then)] == 1 or (now is not None and _is_like(then, now))


class _Today:
    """One map's touchpoints by id and by title."""

    def __init__(self, names: Names, decided: Iterable[tuple[Sequence[str], Sequence[str]]]) -> None:
        """`decided`: ids and titles that decisions name."""
        self.reworded: list[tuple[str, str]] = []
        """Titles of then and of now where only the id says that they are one touchpoint's."""
        self.several: list[str] = []
        """Titles of then whose touchpoint is gone and that several have now."""
        self._title = dict(names)
        self._ids: dict[str, list[str]] = defaultdict(list)
        for id, title in names:
            self._ids[title_key(title)].append(id)
        self._is_renumbered = any(
            self._has_left(id, then) for ids, titles in decided for id, then in zip(ids, titles, strict=False)
        )

    def found(self, ids: Sequence[str], titles: Sequence[str]) -> tuple[tuple[str, ...], list[str]]:
        """The ids of today for these, and the titles (or ids) of those that are gone and that no other one has."""
        known: dict[str, None] = {}
        gone: list[str] = []
        for at, id in enumerate(ids):
            then = titles[at] if len(titles) == len(ids) else ""
            now = self._now(id, then)
            if now:
                known[now] = None
            elif then and len(self._ids.get(title_key(then), [])) > 1:
                self.several.append(then)
            else:
                gone.append(then or id)
        return tuple(known), gone

    def _now(self, id: str, then: str) -> str:
        same = self._ids.get(title_key(then), []) if then else []
        if id not in self._title:
            return same[0] if len(same) == 1 else ""
        if self._has_left(id, then):
            return same[0]
        if then and not same and not _is_like(then, self._title[id]):
            if self._is_renumbered:
                return ""
            self.reworded.append((then, self._title[id]))
        return id

    def _has_left(self, id: str, then: str) -> bool:
        """Whether the id has come to mean something else: its title of then stands at another one."""
        same = self._ids.get(title_key(then), []) if then and id in self._title else []
        return len(same) == 1 and same[0] != id and not _is_like(then, self._title[id])

    def titles(self, ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._title[id] for id in ids)


def _is_like(then: str, now: str) -> bool:
    """Whether two titles have a word in common."""
    return not set(stems_of(then)).isdisjoint(stems_of(now))


def _named(link: Link) -> str:
    """What a decision that gave way names: its touchpoints by title, else by id."""
    found = []
    for ids, titles in ((link.ideal, link.ideal_titles), (link.actual, link.actual_titles)):
        is_titled = len(titles) == len(ids)
        found.append(", ".join((titles[n] if is_titled else "") or id for n, id in enumerate(ids)) or "—")
    return f"{found[0]} {_mark(link)} {found[1]}"


def _clash(pins: Mapping[Group, int], bans: Mapping[tuple[int, int], int]) -> tuple[int, int] | None:
    """The numbers of two decisions that cannot both hold, if there are such."""
    seen: dict[tuple[bool, int], int] = {}
    for (ours, theirs), number in pins.items():
        for end in [*((True, i) for i in ours), *((False, j) for j in theirs)]:
            if end in seen:
                return seen[end], number
            seen[end] = number
        for i in ours:
            for j in theirs:
                if (i, j) in bans:
                    return bans[i, j], number
    return None


def _contradiction(one: int, other: int, links: tuple[Link, ...]) -> DecisionError:
    low, high = sorted((one, other))
    message = _(
        "Decided links {first} and {second} contradict each other: {one} against {other}. Remove one of them",
        first=str(low),
        second=str(high),
        one=_worded(links[low - 1]),
        other=_worded(links[high - 1]),
    )
    return DecisionError(message, (low, high))


def _worded(link: Link) -> str:
    return f"{', '.join(link.ideal) or '—'} {_mark(link)} {', '.join(link.actual) or '—'}"


def _mark(link: Link) -> str:
    return "↮" if link.state == "banned" else "↔"
