"""What a comparison may keep for the next one of the same maps: decisions change, the maps and their words do not."""

from __future__ import annotations

from cjm_editor.compare.features import Texts, texts
from cjm_editor.compare.glossary import Glossary
from cjm_editor.compare.points import Reader, Track, track
from cjm_editor.core.model import JourneyMap


class Memory:
    """The last maps read and their words, by identity. Whoever compares again and again owns one; it is not shared
    between threads."""

    __slots__ = ("_glossary", "_known", "_read", "_reader")

    def __init__(self) -> None:
        self._glossary: Glossary | None = None
        self._reader: Reader | None = None
        self._read: tuple[tuple[JourneyMap, Track], ...] = ()
        self._known: tuple[Track, Track, Texts] | None = None

    def track(self, journey: JourneyMap, glossary: Glossary) -> Track:
        """A map as it is matched; the last two are kept."""
        if self._reader is None or glossary is not self._glossary:
            self._glossary, self._reader, self._read = glossary, Reader(glossary), ()
        found = next((made for read, made in self._read if read is journey), None)
        if found is None:
            found = track(journey, self._reader)
            self._read = (*self._read[-1:], (journey, found))
        return found

    def texts(self, one: Track, two: Track) -> Texts:
        """The words of both maps."""
        known = self._known
        if known is None or known[0] is not one or known[1] is not two:
            known = self._known = (one, two, texts(one, two))
        return known[2]
