"""What the window does when a file of an open document was changed, replaced or taken away by another program.

A document without changes of its own shows the new version; one with changes is merged with it, element by element, and
undo takes that back. Nothing is asked unless both sides changed the same field; who cancels that question keeps the
document and is asked again by the next save.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from cjm_editor.app.boardview.inline_editor import InlineEditor
from cjm_editor.app.panels.fields.base import FieldEditor
from cjm_editor.core.errors import CjmError, FileTrouble, FormatError
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.io.files import Loaded, loaded_from, opened, read_bytes

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.task import Tell
    from cjm_editor.app.window import Window
    from cjm_editor.core.merge import Merged
    from cjm_editor.core.model import Document
    from cjm_editor.io.reader import Source

Merge: TypeAlias = "tuple[Merged, Loaded, tuple[Message, ...]]"
"""What a merge gives: see `merge_of`."""

BESIDE = 2**20
"""Bytes of a file from which on it is merged beside the window: two or three thousand touchpoints."""

DENIED = ("eacces", "eperm")
"""Codes of trouble with a file that is there and that nobody lets us read."""

AGAIN = 400
"""Milliseconds until another try where a dialog is open."""

REST = 1200
"""Milliseconds without a key after which nobody types any more."""


def watch(window: Window) -> None:
    """Watch the files of the window's documents from now on."""
    from cjm_editor.app.watcher import Watcher

    if window.watcher is None:
        watcher = window.watcher = Watcher(lambda: window.desk.sessions, window)
        watcher.changed.connect(lambda session, data: on_changed(window, session, data))
        watcher.gone.connect(lambda session: on_gone(window, session))
        watcher.unread.connect(lambda session, error: on_unread(window, session, error))
        watcher.back.connect(lambda session: on_back(window, session))
    window.watcher.check()


def on_changed(window: Window, session: Session, data: bytes, tries: int = 0) -> None:
    """Take over other bytes of a file, as soon as nobody is in the middle of something. `tries`: how often somebody was
    found to be typing."""
    if session not in window.desk.sessions or session.loaded is None or session.loaded.data() == data:
        return
    if session.barrier is not None and not session.is_clean:
        return  # what was not saved waits until somebody decides to take over, and is merged then
    if session.loaded.unread and session.loaded.unread == data:
        # what a save wrote and could not read back: nobody else did
        session.take(_("Save"), session.document, loaded_from(session.loaded.path, data))
        window.status.say(_("Saved: {name}", name=session.loaded.path.name))
        return
    if is_asked():
        QTimer.singleShot(AGAIN, window, lambda: on_changed(window, session, data, tries))
        return
    if is_typing(window):
        if tries == 1:
            name = session.loaded.path.name
            window.status.say(
                _(
                    "“{name}” was changed by another program; it is taken over when you are done typing.",
                    name=name,
                )
            )
        QTimer.singleShot(REST, window, lambda: on_changed(window, session, data, tries + 1))
        return
    loaded = current(window, session)
    if loaded is not None and loaded.data() != session.loaded.data():  # else it was changed back meanwhile
        take(window, session, loaded)


def newer_sentence(path: Path) -> Message:
    """That the file has a later version of the format now, and what to do."""
    return _(
        "A newer version of the program wrote “{name}”, and this one cannot merge it with your map. "
        "Update the program, or save your map under another name.",
        name=path.name,
    )


def is_asked() -> bool:
    """Whether somebody answers a question or chooses from a menu."""
    return QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None


def is_typing(window: Window) -> bool:
    """Whether somebody types into the board or a field: a text that the document lacks, or a key since the last call.
    A caret that only rests in a field holds nothing up."""
    focus = QApplication.focusWidget()
    if isinstance(focus, InlineEditor):
        return True
    if focus is None or not window.isAncestorOf(focus):
        return False
    from cjm_editor.app.guard import above, takes_text

    if takes_text(focus) and any(isinstance(one, FieldEditor) and one.is_loose for one in above(focus)):
        return True
    if isinstance(focus, QLineEdit):
        was_typed = focus.isModified()
        focus.setModified(False)
        return was_typed
    if isinstance(focus, QPlainTextEdit):
        was_typed = focus.document().isModified()
        focus.document().setModified(False)
        return was_typed
    return False


def current(window: Window, session: Session) -> Loaded | None:
    """The file as it stands now; None where it cannot be read, which is said."""
    path = session.path
    if path is None:
        return None
    try:
        return loaded_from(path, read_bytes(path))
    except FormatError as error:
        session.set_away(True)  # whatever stands there now: what we hold stands nowhere on the disk
        if window.watcher is not None:
            window.watcher.lose(session)
        window.status.say(
            emptied_sentence(path)
            if error.code == "empty"
            else _(
                "“{name}” was changed by another program and cannot be read now (line {line}). "
                "Your document stays as it is.",
                name=path.name,
                line=error.place.line,
            )
        )
    except CjmError as error:
        window.status.say(error.message)
    return None


def emptied_sentence(path: Path) -> Message:
    """That another program took everything out of a file, and what to do."""
    return _(
        "“{name}” is empty now: another program emptied it. Your map stays open; Save writes it again.",
        name=path.name,
    )


def take(window: Window, session: Session, loaded: Loaded) -> bool:
    """Whether the document goes on from the bytes on disk now: reloaded, or merged with what was not saved. Where the
    question about conflicts is cancelled nothing has happened."""
    for page in window.pages:
        if page.session is session:
            page.finish()
    if loaded.source.read_only and not session.is_clean:
        window.status.say(newer_sentence(loaded.path))  # merged, nobody could save it or take it back
        return False
    name, theirs = loaded.path.name, loaded.source.document
    session.set_away(False)
    if session.is_clean:
        session.take(_("Changes made outside"), theirs, loaded)
        window.status.say(_("“{name}” was changed by another program; this is the new version.", name=name))
        return True
    answer = _merged(window, session, loaded)
    if answer is None:
        window.status.say(_left_as_it_was(name))
        return False
    made, text, notices = answer
    document = made.document
    if made.conflicts:
        chosen = decided(window, document, text.source, can_cancel=True)
        if chosen is None:
            window.status.say(_left_as_it_was(name))
            return False
        document = chosen[0]
        text = replace(text, source=chosen[1] or text.source)
    session.take(_("Merge with changes made outside"), document, text, theirs)
    left = len(document.conflicts)
    done = (
        ngettext(
            "“{name}” was changed by another program: merged with your changes, {n} conflict left.",
            "“{name}” was changed by another program: merged with your changes, {n} conflicts left.",
            left,
            name=name,
        )
        if left
        else _("“{name}” was changed by another program: merged with your changes.", name=name)
    )
    window.status.say(reduce(lambda one, other: _("{one} {other}", one=one, other=other), (done, *notices)))
    return True


def _left_as_it_was(name: str) -> Message:
    """That nothing came of a merge."""
    return _(
        "“{name}” was changed by another program; your document stays as it was. Save asks again.",
        name=name,
    )


def _merged(window: Window, session: Session, loaded: Loaded) -> Merge | None:
    """The merge of the document with the version on the disk; None where somebody cancelled it. A large one is made
    beside the window, with a box that says how far it is."""
    if len(loaded.data()) < BESIDE:
        return merged_with(session, loaded)
    from cjm_editor.app.task import Cancelled, run_told

    label = _("Merging with the changes made outside")
    while True:
        state = session.loaded, session.saved, session.document
        try:
            made = run_told(window, window.context, label, partial(merge_of, *state, loaded))
        except Cancelled:
            return None
        if all(now is then for now, then in zip(_state(session), state, strict=True)):
            return made


def _state(session: Session) -> tuple[object, ...]:
    """What a merge starts from."""
    return session.loaded, session.saved, session.document


def decided(
    window: Window, document: Document, source: Source | None, can_cancel: bool = False
) -> tuple[Document, Source | None] | None:
    """The document and its text after people were asked about its conflicts; those they put off stay in it. None:
    cancelled."""
    from cjm_editor.app.dialogs.conflicts import decide

    return decide(window, window.context, document, source, can_cancel)


def decide_conflicts(window: Window, session: Session) -> None:
    """Ask about the conflicts that stand in a document."""
    window.desk.claim(session)  # nobody is asked for what may not be done
    if not session.document.conflicts or session.read_only:
        return
    loaded = session.loaded
    answer = decided(window, session.document, loaded.source if loaded is not None else None)
    if answer is None:
        return
    document, source = answer
    if loaded is None or source is None or source is loaded.source:
        session.apply(_("Decide conflicts"), lambda _document: document)
    else:
        edited = replace(loaded, source=source, kept=loaded.data())
        is_away = session.is_away
        session.take(_("Decide conflicts"), document, edited, session.saved)
        session.set_away(is_away)


def on_gone(window: Window, session: Session) -> None:
    """Say that the file of a document is not there any more; the document counts as unsaved."""
    if session not in window.desk.sessions or session.path is None:
        return
    session.set_away(True)
    window.status.say(
        _(
            "“{name}” was deleted, renamed or moved by another program. Your document stays open; "
            "Save writes the file again.",
            name=session.path.name,
        )
    )


def on_unread(window: Window, session: Session, error: FileTrouble) -> None:
    """Say that something stands in the place of a file that cannot be read, and what to do."""
    if session not in window.desk.sessions or session.path is None:
        return
    session.set_away(error.code not in DENIED)
    window.status.say(unread_sentence(session.path, error))


def unread_sentence(path: Path, error: FileTrouble) -> Message:
    """What stands in the place of a document's file, and what to do."""
    name = path.name
    if error.code == "eisdir":
        return _("“{name}” is a folder now. Save your document under another name with Save as.", name=name)
    if error.code == "eloop":
        return _(
            "“{name}” is a link now that leads to itself. Save your document under another name with Save as.",
            name=name,
        )
    if error.code in DENIED:
        return _(
            "You have no permission to read “{name}” any more. Ask its owner for access, or use Save as.",
            name=name,
        )
    return _("“{name}” cannot be read any more. Check the disk or the connection, or use Save as.", name=name)


def on_back(window: Window, session: Session) -> None:
    """Say that a file is there again as it was; a document that nobody edited meanwhile is clean."""
    if session not in window.desk.sessions or session.path is None:
        return
    session.set_away(False)
    window.status.say(_("“{name}” is there again, unchanged.", name=session.path.name))


def merged_with(session: Session, loaded: Loaded) -> Merge:
    """The merge of a session's document with the version on the disk."""
    return merge_of(session.loaded, session.saved, session.document, loaded)


def merge_of(
    before: Loaded | None, saved: Document, document: Document, loaded: Loaded, tell: Tell | None = None
) -> Merge:
    """The merge of a document, which edits the text of `before` and was `saved` last, with the version on the disk; the
    file with the text that the next save is to edit: that on the disk, and in it what of ours stands, with comments and
    unknown keys; what of either was left out. `tell` is told how much is done, 0..1. Touches values only."""
    from cjm_editor.core.merge import merge
    from cjm_editor.io.merging import merged_text, unknown_in
    from cjm_editor.io.writer import to_bytes

    theirs, tell = loaded.source.document, tell or (lambda _share: None)
    if before is not None:
        with suppress(CjmError):
            is_disk = before.edited() == before.data()
            # after a merge that was not saved the text holds more than the disk: what is in it counts as ours
            base = before.source if is_disk else opened(before.data())
            ours = opened(to_bytes(before.source, document), before.source.name)
            if ours.document == document:
                tell(0.2)
                made = merge(saved, document, theirs, unknown_in(base, ours, loaded.source))
                tell(0.6)
                if is_disk and _is_of_theirs(made):
                    return made, loaded, made.notices
                was, mine, yours = made.tables
                turned = replace(made, tables=(was, yours, mine))
                written = merged_text(
                    base, loaded.source, ours, turned, lambda share: tell(0.6 + 0.3 * share)
                )
                text = Loaded(loaded.path, opened(written.data, loaded.source.name), loaded.data())
                return made, text, (*made.notices, *written.notices)
    made = merge(saved, document, theirs)
    left = _("Comments and keys of your own that only your version had may be missing: look at the file.")
    return made, loaded, (*made.notices, left)


def _is_of_theirs(made: Merged) -> bool:
    """Whether the version on the disk has the text of all that a merge keeps, and nothing beyond. What is done
    in the window changes neither comments nor unknown keys."""
    was, mine, theirs = made.tables
    if made.standing or not was.entries.keys() <= mine.entries.keys():
        return False
    return all(key in theirs.entries or key not in was.entries for row in made.rows.values() for key in row)
