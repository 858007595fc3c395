"""What a comparison may keep for the next one of the same maps: decisions change, the maps and their words do not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cjm_editor.compare.components import Component, LinkIds, Unknown
from cjm_editor.compare.facts import Facts, facts_of
from cjm_editor.compare.features import Texts, texts
from cjm_editor.compare.gap import Ledger, ledger
from cjm_editor.compare.glossary import Glossary, shipped
from cjm_editor.compare.kinds import Found
from cjm_editor.compare.points import Reader, Track, digest, track
from cjm_editor.core.model import JourneyMap
from cjm_editor.core.progress import Tick, silent


class Memory:
    """The last maps read and their words, by identity. Whoever compares again and again owns one; it is not shared
    between threads."""

    __slots__ = (
        "_books",
        "_digests",
        "_facts",
        "_glossary",
        "_known",
        "_read",
        "_reader",
        "_scored",
        "_undecided",
    )

    def __init__(self) -> None:
        self._glossary: Glossary | None = None
        self._reader: Reader | None = None
        self._read: tuple[tuple[JourneyMap, Track], ...] = ()
        self._known: tuple[Track, Track, Texts] | None = None
        self._digests: tuple[tuple[Track, bytes], ...] = ()
        self._undecided: tuple[Track, Track, tuple[object, ...], Found] | None = None
        self._scored: tuple[JourneyMap, JourneyMap] | None = None
        self._books: dict[Unknown, Ledger] = {}
        self._facts: tuple[Reader, JourneyMap, JourneyMap, dict[LinkIds, Facts]] | None = None

    def track(self, journey: JourneyMap, glossary: Glossary, tick: Tick = silent) -> Track:
        """A map as it is matched; the last two are kept."""
        reader = self.reader(glossary)
        found = next((made for read, made in self._read if read is journey), None)
        if found is None:
            found = track(journey, reader, tick)
            self._read = (*self._read[-1:], (journey, found))
        return found

    def reader(self, glossary: Glossary | None = None) -> Reader:
        """What reads texts through the glossary; without one through that of the last maps, else the shipped one."""
        wanted = glossary or self._glossary or shipped()
        if self._reader is None or wanted is not self._glossary:
            self._glossary, self._reader, self._read = wanted, Reader(wanted), ()
        return self._reader

    def texts(self, one: Track, two: Track, tick: Tick = silent) -> Texts:
        """The words of both maps."""
        known = self._known
        if known is None or known[0] is not one or known[1] is not two:
            known = self._known = (one, two, texts(one, two, tick))
        return known[2]

    def undecided(self, one: Track, two: Track, how: tuple[object, ...], find: Callable[[], Found]) -> Found:
        """What is found in two maps that nobody decided anything about; `how` it is looked for, `find` does it."""
        known = self._undecided
        if known is None or known[0] is not one or known[1] is not two or known[2] != how:
            known = self._undecided = (one, two, how, find())
        return known[3]

    def digest(self, side: Track) -> bytes:
        """The fingerprint of a map; those of the last two are kept."""
        found = next((made for read, made in self._digests if read is side), None)
        if found is None:
            found = digest(side)
            self._digests = (*self._digests[-1:], (side, found))
        return found

    def facts(self, ideal: JourneyMap, actual: JourneyMap) -> Callable[[LinkIds, Component], Facts]:
        """What finds the facts about a component of these maps, broken promises left aside."""
        reader, known = self.reader(), self._facts
        if known is None or known[0] is not reader or known[1] is not ideal or known[2] is not actual:
            known = self._facts = (reader, ideal, actual, {})
        kept = known[3]

        def find(link: LinkIds, component: Component) -> Facts:
            if link not in kept:
                kept[link] = facts_of(component, reader, ideal, actual)
            return kept[link]

        return find

    def ledger(
        self,
        ideal: JourneyMap,
        actual: JourneyMap,
        links: Sequence[LinkIds],
        unknown: Unknown = "left",
        tick: Tick = silent,
    ) -> Ledger:
        """What the score of two maps with these links comes from; the last one of each kind is kept."""
        if self._scored is None or self._scored[0] is not ideal or self._scored[1] is not actual:
            self._scored, self._books = (ideal, actual), {}
        known = self._books.get(unknown)
        if known is not None and known.links == links:
            return known
        made = ledger(ideal, actual, links, unknown, tuple(self._books.values()), tick)
        self._books[unknown] = made
        return made
