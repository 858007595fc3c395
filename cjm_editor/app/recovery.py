"""Work that an earlier process left in its journals: found, put into words, opened or given up."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.app.context import Context
from cjm_editor.app.differences import words_of
from cjm_editor.app.session import Session
from cjm_editor.core import edits
from cjm_editor.core.address import stage_at, touchpoint_at
from cjm_editor.core.elements import element
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Card, Document, map_of, stage_of
from cjm_editor.core.records import dataclass
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.io.folders import data_folder, journals_folder
from cjm_editor.io.journal import Left, left_behind, opened_journal
from cjm_editor.io.recovery import Draft, Recovered, recovered
from cjm_editor.io.system import SYSTEM, host_name

if TYPE_CHECKING:
    from cjm_editor.app.window import Window

LAST = 253_402_128_000.0
"""The last day that has a date, in seconds since 1970; disks know later ones."""

SHORT = 80
"""Characters that are shown of a text being typed."""

TEXT_OF = {"card": "text", "touchpoint": "title", "stage": "title", "lane": "title", "map": "title"}
"""The field that is typed into on the board and in the trees."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One journal that is offered; `found` is None where nothing of it can be read."""

    left: Left
    found: Recovered | None
    is_one_of_several: bool = False
    """Whether there is other work in the same file: titles may differ then, and the file is what they share."""

    @property
    def has_work(self) -> bool:
        """Whether there is anything to restore."""
        found = self.found
        return found is not None and bool(
            found.differences or found.drafts or found.has_own_text or found.is_last_copy
        )

    @property
    def name(self) -> str:
        """What people call the document."""
        header = self.left.journal.header
        if self.is_one_of_several:
            return Path(header.path).name
        title = self.found.document.title if self.found else ""
        return title or header.title or Path(header.path).name


def offers() -> list[Offer]:
    """The work that processes left that are gone, the newest first; journals that hold nothing new are removed."""
    found = []
    for left in left_behind(journals_folder(data_folder()), time.time(), host_name()):
        try:
            one = Offer(left, recovered(left.journal))
        except (CjmError, ValueError):
            one = Offer(left, None)
        if _is_new(one):
            found.append(one)
        else:
            give_up(one)
    paths = [one.left.journal.header.path for one in found]
    return [
        replace(one, is_one_of_several=True) if path and paths.count(path) > 1 else one
        for one, path in zip(found, paths, strict=True)
    ]


def _is_new(offer: Offer) -> bool:
    """Whether the journal holds what the file does not."""
    return offer.has_work or offer.found is None or not offer.found.is_whole


# Words ------------------------------------------------------------------------------------------------------


def head(context: Context, offer: Offer) -> Message:
    """The work by its name, and when it was done last."""
    then = datetime.fromtimestamp(min(max(offer.left.written, 0.0), LAST))
    name = offer.name or context.say(_("Untitled"))
    days = (date.today() - then.date()).days
    clock = f"{then:%H:%M}"
    if days == 0:
        return _("Unsaved work: “{name}”, today {time}", name=name, time=clock)
    if days == 1:
        return _("Unsaved work: “{name}”, yesterday {time}", name=name, time=clock)
    return _(
        "Unsaved work: “{name}”, {day} {time}", name=name, day=context.words.date(then.date()), time=clock
    )


def sentences(context: Context, offer: Offer) -> list[Message]:
    """What restoring brings, and what else is to be known before."""
    found = offer.found
    if found is None and offer.left.journal.is_newer:
        return [_("A newer version of the program kept this work. Start that version to restore it.")]
    if found is None:
        return [_("The program closed suddenly, and what it kept is damaged: nothing of it can be read.")]
    said = []
    differences = words_of(context, found.other, found.document, found.differences)
    if differences:
        said.append(
            _("New since the map was made — {differences}.", differences=differences)
            if found.file == "none"
            else _("Differs from the file — {differences}.", differences=differences)
        )
    elif found.has_own_text:
        said.append(_("Comments and keys of your own differ from the file."))
    for text in (" ".join(draft.text.split()) for draft in found.drafts if draft.text):
        shown = text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
        said.append(_("Text that was being typed: “{text}”.", text=shown))
    if not found.is_whole:
        said.append(
            ngettext(
                "The end of what was kept is damaged: {n} edit can be restored.",
                "The end of what was kept is damaged: {n} edits can be restored.",
                found.edits,
            )
        )
    said.append(_fate(offer, found))
    return said


def _fate(offer: Offer, found: Recovered) -> Message:
    name = Path(offer.left.journal.header.path).name
    match found.file:
        case "changed":
            return _(
                "Meanwhile the file “{name}” was changed by another program; it is left as it is.", name=name
            )
        case "missing":
            return _("The file “{name}” is no longer there.", name=name)
        case "folder":
            return _(
                "In the place of the file “{name}” there is a folder now; it is left as it is.", name=name
            )
        case "denied":
            return _(
                "You have no permission to read the file “{name}” now. Ask its owner for access.", name=name
            )
        case "unread":
            return _(
                "Meanwhile the file “{name}” was changed by another program and cannot be read (line {line}); "
                "it is left as it is.",
                name=name,
                line=str(found.line),
            )
        case "trouble":
            return _("The file “{name}” cannot be read now. Check the disk or the connection.", name=name)
        case "none":
            return _("The map was never saved to a file.")
    return _("The file is left as it is until you save.")


# Acts -------------------------------------------------------------------------------------------------------


def give_up(offer: Offer) -> bool:
    """Whether the journal is gone now; False where another window has taken it meanwhile."""
    handle = _claimed(offer.left.path)
    if handle < 0:
        return False
    os.close(handle)
    part_with(offer)
    return not offer.left.path.exists()


def _claimed(path: Path) -> int:
    """A descriptor that holds the journal; -1 where it is gone or another process holds it."""
    try:
        handle = opened_journal(path, SYSTEM)
    except OSError:
        return -1
    with suppress(OSError):
        if not SYSTEM.lock(handle):
            os.close(handle)
            return -1
    return handle


def restore(window: Window, offer: Offer) -> Message | None:
    """Open the work as a document with one step in its history, unsaved; its own journal takes over from the old one.

    Returns what stands against it, None where it is open.
    """
    found = offer.found
    if found is None:
        return _("What was kept is damaged: nothing of it can be read.")
    session = _session_of(window, found)
    if session is not None and not (session.is_clean and found.file == "same"):
        return _("“{name}” is open already. Save and close it, then restore.", name=offer.name)
    handle = _claimed(offer.left.path)
    if handle < 0:
        return _("This work is open in another window already.")
    try:
        if session is None:
            session = window.desk.recover(found.before, found.as_read())
        elif found.loaded is not None and not found.has_own_text:
            session.loaded = found.loaded  # the same bytes
        # what a merge or an undo brought into the text is to be saved, too
        has_own = found.loaded is not None and (found.has_own_text or found.is_last_copy)
        own = found.loaded.source if found.loaded is not None and has_own else None
        session.bring(_("restore unsaved work"), lambda _document: found.document, source=own)
        for draft in found.drafts:
            _put_draft(session, draft)
        session.mark_recovered()
        session.set_away(found.is_last_copy)
        is_held = window.desk.keeper.holds(session)
    finally:
        os.close(handle)
    if is_held and not loose_texts(offer):
        part_with(offer)  # else the old journal stays: it is the only one that has it all
    return None


def part_with(offer: Offer) -> None:
    """Remove a journal whose work stands elsewhere now."""
    with suppress(OSError):
        offer.left.path.unlink()


def _session_of(window: Window, found: Recovered) -> Session | None:
    path = found.loaded.path if found.loaded else None
    return next((one for one in window.desk.sessions if path is not None and one.path == path), None)


def _put_draft(session: Session, draft: Draft) -> None:
    """Store a text that was being typed where it was to go; where it cannot stand it is left out."""
    with suppress(CjmError):
        session.bring(_("text that was being typed"), lambda document: with_draft(document, draft))


def with_draft(document: Document, draft: Draft) -> Document:
    """The document with the text in its place; itself where nobody knows the place any more. Raises `EditError`."""
    at, text = draft.at, draft.text.strip()
    if at is None or not text:
        return document
    if at.kind == "card" and at.index < 0:
        journey = map_of(document, at.map)
        if journey is None:
            return document
        is_stage = stage_of(journey, at.id) is not None
        owner = stage_at(at.map, at.id) if is_stage else touchpoint_at(at.map, at.id)
        if element(document, owner) is None:
            return document
        return edits.add_card(document, owner, at.lane, -1, Card(text))
    if at.kind not in TEXT_OF or element(document, at) is None:
        return document
    return edits.set_field(document, at, TEXT_OF[at.kind], text)


def loose_texts(offer: Offer) -> tuple[str, ...]:
    """The texts that were being typed and find no place in the document."""
    found = offer.found
    if found is None:
        return ()
    return tuple(d.text for d in found.drafts if d.text.strip() and not _is_placed(found.document, d))


def _is_placed(document: Document, draft: Draft) -> bool:
    try:
        return with_draft(document, draft) is not document
    except CjmError:
        return False
