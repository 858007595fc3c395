"""Saving with what is asked on the way: another file, a hard link, a file that changed, a folder that refuses.

Loaded with the first save. Every refusal is a sentence in a box, and nothing else changes.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.app.desk import SUFFIX
from cjm_editor.app.dialogs.boxes import choose, yes_no
from cjm_editor.core.errors import CjmError, FileTrouble, FormatError
from cjm_editor.core.texts import Message, _, ngettext
from cjm_editor.io.files import is_empty, load, other_names, read_bytes

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window


def save_session(window: Window, session: Session) -> bool:
    """Whether the document stands on disk now."""
    if session.barrier is not None:
        from cjm_editor.app.commands.locks import save_barred

        return save_barred(window, session)
    if session.path is None or session.read_only:
        return save_session_as(window, session)
    return _try_save(window, session, None)


def save_session_as(window: Window, session: Session, is_beside: bool = False) -> bool:
    """Whether the user picked a file and the document stands there now; `is_beside` proposes a name of its own beside
    the document's file."""
    path = _ask_path(window, session, _("Save as"), is_beside)
    return path is not None and _try_save(window, session, path)


def _ask_path(window: Window, session: Session, title: Message, is_beside: bool = False) -> Path | None:
    from cjm_editor.app.dialogs.files import FILTER
    from cjm_editor.app.dialogs.files import ask_save as ask_save_file

    name = session.path.name if session.path else _file_name(session.document.title or "map")
    start = session.path or session.proposed or Path(window.context.settings.folder or Path.home()) / name
    start = free_beside(start) if is_beside else start
    path = ask_save_file(window, window.context, title, start, FILTER, _("Save"))
    return path if path is None or path.suffix in (".yaml", ".yml") else path.with_name(path.name + SUFFIX)


def free_beside(path: Path) -> Path:
    """The first of `name 2`, `name 3`, ... that no file has yet; the endings stay."""
    stem, dot, endings = path.name.partition(".")
    numbered = (path.with_name(f"{stem} {n}{dot}{endings}") for n in count(2))
    return next(free for free in numbered if not free.exists())


def _file_name(title: str) -> str:
    kept = "".join(c if c.isalnum() or c in " -_.," else " " for c in title).strip(" .")
    return (kept[:80] or "map") + SUFFIX


def open_here(window: Window, path: Path) -> Session | None:
    """The session of a file that is open in this window, by whatever name."""
    for session in window.desk.sessions:
        with suppress(OSError):
            if session.path is not None and (session.path == path.resolve() or session.path.samefile(path)):
                return session
    return None


def _try_save(window: Window, session: Session, path: Path | None) -> bool:
    if path is not None and open_here(window, path) not in (None, session):
        message = _(
            "“{name}” is open here in another tab. Close it there first, or choose another name.",
            name=path.name,
        )
        return _save_elsewhere(window, session, message)
    if path is None and not _may_write_again(window, session):
        return False
    if not _may_part_names(window, path or session.path):
        return False
    try:
        window.desk.save(session, path)
    except CjmError as error:
        if error.code == "changed-on-disk":
            return _save_over_changed(window, session)
        if error.code == "taken-over":
            from cjm_editor.app.commands.locks import save_barred

            return save_barred(window, session)
        if path is None and session.path is not None and error.code == "eisdir":
            from cjm_editor.app.outside import unread_sentence

            return _save_elsewhere(window, session, unread_sentence(session.path, error))
        if may_write_into(window, path or session.path, error):
            return _save_into(window, session, path, error)
        return _save_elsewhere(window, session, error.message)
    window.status.say(_("Saved: {name}", name=session.path.name if session.path else ""))
    return True


def _may_write_again(window: Window, session: Session) -> bool:
    """Whether the session's file has contents, or the user agrees to write what another program took away."""
    path = session.path
    if path is None:
        return True
    if not path.exists():
        question = _(
            "“{name}” is not there any more: it was deleted, renamed or moved. Write it again?",
            name=path.name,
        )
        return yes_no(window, window.context, question, _("Write again"))
    with suppress(FileTrouble):  # the save itself says what stands against it
        if is_empty(read_bytes(path)):
            question = _("“{name}” is empty now: another program emptied it. Write it again?", name=path.name)
            return yes_no(window, window.context, question, _("Write again"))
    return True


def may_write_into(window: Window, path: Path | None, error: CjmError) -> bool:
    """Whether a save that failed so could write into the file itself, and nobody agreed to that yet."""
    from cjm_editor.io.saving import may_write_directly

    return path is not None and path not in window.desk.written_directly and may_write_directly(path, error)


def _save_into(window: Window, session: Session, path: Path | None, error: CjmError) -> bool:
    """Whether the document stands on disk after the user was asked whether to write into the file itself."""
    target = path or session.path
    question = (_parted_text if error.code == "parted" else _into_text)(target.name if target else "")
    chosen = choose(window, window.context, question, (_("Save as…"), _("Write into the file")))
    if chosen == 0:
        return save_session_as(window, session, is_beside=True)
    if chosen == 1 and target is not None:
        window.desk.written_directly.add(target)
        return _try_save(window, session, path)
    return False


def _into_text(name: str) -> Message:
    return _(
        "“{name}” cannot be replaced: its folder takes no new files. The map can be written into the file itself. "
        "That is less safe: if the power fails while it is written, the file is damaged. "
        "The version on the disk is copied to the earlier versions first.",
        name=name,
    )


def _parted_text(name: str) -> Message:
    return _(
        "A new file in the place of “{name}” would take access away from somebody who has it now. "
        "The map can be written into the file itself. "
        "That is less safe: if the power fails while it is written, the file is damaged. "
        "The version on the disk is copied to the earlier versions first.",
        name=name,
    )


def _may_part_names(window: Window, path: Path | None) -> bool:
    """Whether the file has one name only, or the user agrees that its other names (hard links) keep the old version."""
    if path is None:
        return True
    from cjm_editor.io.owners import may_be_replaced

    # what is written into the file itself parts nothing; a consent to that changes nothing where it need not be
    others = other_names(path) if may_be_replaced(path) else 0
    question = ngettext(
        "“{name}” has {n} other name on this disk (a hard link). The other name will keep the old version.",
        "“{name}” has {n} other names on this disk (hard links). The other names will keep the old version.",
        others,
        name=path.name,
    )
    return not others or yes_no(window, window.context, question, _("Save"))


def _save_over_changed(window: Window, session: Session) -> bool:
    """Whether the document stands on disk after the user chose between a merge and another file."""
    from cjm_editor.app.outside import current, take

    trouble = _unmergeable(session)
    if trouble is not None:
        return _save_elsewhere(window, session, trouble)
    question = _(
        "“{name}” was changed by another program since it was opened. Merge its changes with yours and save both?",
        name=session.path.name if session.path else "",
    )
    chosen = choose(window, window.context, question, (_("Merge and save"), _("Save as…")))
    if chosen == 1:
        return save_session_as(window, session, is_beside=True)
    loaded = current(window, session) if chosen == 0 else None
    return loaded is not None and take(window, session, loaded) and _try_save(window, session, None)


def _unmergeable(session: Session) -> Message | None:
    """Why the version on the disk cannot be merged with the document, and what to do; None where it can."""
    path = session.path
    if path is None:
        return None
    from cjm_editor.app.outside import newer_sentence, unread_sentence

    try:
        loaded = load(path)
    except FormatError as error:
        if error.code == "conflict-marker":
            return _(
                "“{name}” holds a git merge that was not finished: line {line} is a conflict marker. Keep one of the "
                "two versions there, delete the marker lines, and save again; or save your map under another name.",
                name=path.name,
                line=error.place.line,
            )
        return _(
            "“{name}” was changed by another program, and what stands there now cannot be merged with your map. "
            "Line {line}: {reason} Or save your map under another name.",
            name=path.name,
            line=error.place.line,
            reason=error.message,
        )
    except FileTrouble as error:
        return unread_sentence(path, error)
    if loaded.source.read_only:
        return newer_sentence(path)
    return None


def _save_elsewhere(window: Window, session: Session, message: Message) -> bool:
    """Whether the document stands on disk under a name that the user chose, its own being out of reach."""
    if choose(window, window.context, message, (_("Save as…"),)) != 0:
        return False
    return save_session_as(window, session, is_beside=True)


def save_copy(window: Window, session: Session) -> None:
    """Write a document to another file and stay with the one it has."""
    path = _ask_path(window, session, _("Save a copy"), is_beside=session.path is not None)
    if path is None:
        return
    if open_here(window, path) is not None:
        message = _("“{name}” is open here. Choose another name for the copy.", name=path.name)
        _copy_elsewhere(window, session, message)
        return
    from cjm_editor.io.writer import to_bytes

    try:
        window.desk.locks.refuse_edited(path)
        window.desk.write_copy(
            path, to_bytes(session.loaded.source if session.loaded else None, session.document)
        )
    except CjmError as error:
        _copy_elsewhere(window, session, error.message)
        return
    window.status.say(_("Copy saved: {name}", name=path.name))


def _copy_elsewhere(window: Window, session: Session, message: Message) -> None:
    """Say why there is no copy, and let the user choose another place for it."""
    if choose(window, window.context, message, (_("Save as…"),)) == 0:
        save_copy(window, session)
