"""Earlier versions of a file as the window offers them: read one by one, in words, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from cjm_editor.app.context import Context
from cjm_editor.app.differences import words_of
from cjm_editor.core.changes import ChangeSet, changes
from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.model import Document
from cjm_editor.core.sharing import shared
from cjm_editor.core.terms import count_of
from cjm_editor.core.texts import Message, _
from cjm_editor.io.backups import Shelf, Version, contents, versions
from cjm_editor.io.files import opened
from cjm_editor.io.folders import backups_folder, data_folder
from cjm_editor.io.reader import Source

ROOM = 4 * 2**20
"""Bytes of versions that are kept in memory; their documents take some ten times as much."""


@dataclass(frozen=True)
class Found:
    """What a version gives back: its bytes, the text and the document they hold or why they hold none, what changed
    since in the document that it is held against, and whether that would be saved to other bytes."""

    data: bytes = b""
    source: Source | None = None
    trouble: Message | None = None
    changed: ChangeSet | None = None
    differs: bool = True

    @property
    def document(self) -> Document | None:
        """The map that the version holds."""
        return self.source.document if self.source is not None else None


@dataclass
class History:
    """The versions of a file, the newest first, held against `now`, a document, and against the bytes that a save of it
    would write; None where there is none."""

    path: Path
    now: Document | None
    versions: tuple[Version, ...]
    text: bytes | None = None
    _read: dict[str, Found] = field(default_factory=dict)

    def find(self, version: Version) -> Found:
        """What the version gives back; those looked at last are not read again."""
        found = self._read.pop(version.path.name, None) or self._look(version)
        self._read[version.path.name] = found
        while len(self._read) > 1 and sum(len(one.data) for one in self._read.values()) > ROOM:
            del self._read[next(iter(self._read))]
        return found

    def _look(self, version: Version) -> Found:
        data = contents(version)
        if data is None:
            return Found(trouble=_("The copy is damaged and cannot be restored."))
        try:
            source = opened(data, str(self.path))
        except FormatError as error:
            said = _("Not a map that can be opened (line {line}).", line=str(error.place.line or 1))
            return Found(data, trouble=said)
        except CjmError as error:
            return Found(data, trouble=error.message)
        if self.now is None:
            return Found(data, source)
        document = shared(source.document, self.now)  # so that drawing it and keeping it costs what differs
        changed = changes(document, self.now)
        return Found(data, replace(source, document=document), None, changed, data != self.text)


def own_shelf() -> Shelf:
    """Where this program keeps versions."""
    return Shelf(backups_folder(data_folder()))


def history(path: Path, now: Document | None, text: bytes | None = None) -> History:
    """The versions of a file, held against a document and the bytes that a save of it would write."""
    return History(path, now, versions(own_shelf(), path), text)


def has_versions(path: Path) -> bool:
    """Whether there are any of a file."""
    return bool(versions(own_shelf(), path))


# Words -------------------------------------------------------------------------------------------


def times(context: Context, versions: Sequence[Version]) -> list[str]:
    """When the versions were written; seconds are told where two have the same minute."""
    said = [when(context, version) for version in versions]
    return [
        words if said.count(words) == 1 else when(context, version, has_seconds=True)
        for words, version in zip(said, versions, strict=True)
    ]


def when(context: Context, version: Version, has_seconds: bool = False) -> str:
    """The day and the time of a version."""
    then = datetime.fromtimestamp(version.time)
    days = (date.today() - then.date()).days
    clock = f"{then:%H:%M:%S}" if has_seconds else f"{then:%H:%M}"
    if days == 0:
        return context.say(_("today, {time}", time=clock))
    if days == 1:
        return context.say(_("yesterday, {time}", time=clock))
    return context.say(_("{day}, {time}", day=context.words.date(then.date()), time=clock))


def what(context: Context, found: Found, now: Document | None) -> str:
    """What changed since the version; where there is nothing to hold it against, what it holds."""
    if found.trouble is not None:
        return context.say(found.trouble)
    if found.document is None:
        return ""
    if now is None or found.changed is None:
        points = sum(len(journey.touchpoints) for journey in found.document.maps)
        counts = (count_of("map", len(found.document.maps)), count_of("touchpoint", points))
        return ", ".join(context.say(count) for count in counts)
    if not found.changed:
        same = _("the same map, other comments or keys of your own")
        return context.say(same if found.differs else _("the same as now"))
    return words_of(context, found.document, now, found.changed)


def copy_name(path: Path, version: Version) -> str:
    """The name that a copy of a version is proposed."""
    stem, dot, endings = path.name.partition(".")
    return f"{stem} {datetime.fromtimestamp(version.time):%Y-%m-%d %H-%M}{dot}{endings}"
