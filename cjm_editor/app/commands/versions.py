"""Earlier versions of a file: shown, brought back, copied; offered where the file itself cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.dialogs.boxes import choose, show_problems, show_trouble
from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.texts import _

if TYPE_CHECKING:
    from pathlib import Path

    from cjm_editor.app.dialogs.versions import Chosen
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window


def of_session(window: Window, session: Session) -> None:
    """Show the versions of a document's file, held against the document."""
    if session.path is None:
        return
    from cjm_editor.app.dialogs.versions import browse
    from cjm_editor.app.versions import history

    found = history(session.path, session.document, session.text_to_save())
    shown = window.page.map_id if window.page is not None else ""
    chosen = browse(window, window.context, found, shown, can_restore=not session.read_only)
    if chosen is not None:
        _act(window, session.path, chosen, None if session.read_only else session)


def of_file(window: Window, path: Path) -> None:
    """Show the versions of a file that cannot be opened."""
    from cjm_editor.app.dialogs.versions import browse
    from cjm_editor.app.versions import history

    chosen = browse(window, window.context, history(path, None))
    if chosen is not None:
        _act(window, path, chosen, None)


def refuse(window: Window, path: Path, error: CjmError, session: Session | None = None) -> None:
    """Say why a file cannot be opened, and offer its earlier versions where there are any; `session`: its document,
    where it is open."""
    from cjm_editor.app.versions import has_versions

    is_offered = has_versions(path)
    if isinstance(error, FormatError):
        is_asked = show_problems(window, window.context, path.name, error.problems, has_versions=is_offered)
    elif is_offered:
        is_asked = choose(window, window.context, error.message, (_("Earlier versions…"),)) == 0
    else:
        is_asked = False
        show_trouble(window, window.context, error.message)
    if is_asked and session is not None:
        of_session(window, session)
    elif is_asked:
        of_file(window, path)


def _act(window: Window, path: Path, chosen: Chosen, session: Session | None) -> None:
    if chosen.wish == "copy":
        _copy(window, path, chosen)
    elif session is None:
        _open(window, path, chosen)
    else:
        _restore(window, session, chosen)


def _restore(window: Window, session: Session, chosen: Chosen) -> None:
    """Make the version a change of the open document, its text included: what is saved then is the version itself."""
    from cjm_editor.app.versions import when

    source, time = chosen.found.source, when(window.context, chosen.version)
    if source is None:
        return
    if not chosen.found.differs:
        window.status.say(_("The map is the same as in this version."))
        return
    if source.read_only:
        told = _("A newer version of the program wrote this version. Save a copy of it and open it there.")
        show_trouble(window, window.context, told)
        return
    try:
        session.apply(
            _("restore the version of {time}", time=time), lambda _now: source.document, source=source
        )
    except CjmError as error:
        show_trouble(window, window.context, error.message)
        return
    window.status.say(
        _("Restored: {time}. The file changes only when you save; undo takes it back.", time=time)
    )


def _open(window: Window, path: Path, chosen: Chosen) -> None:
    """Make the version a document of its own, which proposes the file's name when it is saved."""
    from cjm_editor.app.commands.documents import show_session

    if chosen.found.document is None:
        return
    session = window.desk.new(chosen.found.document)
    session.proposed = path
    session.mark_dirty()
    show_session(window, session)
    window.status.say(_("Opened as a new document. The file “{name}” is left as it is.", name=path.name))


def _copy(window: Window, path: Path, chosen: Chosen) -> None:
    """Write the version, byte for byte, to a file of its own."""
    from cjm_editor.app.commands.saving import free_beside, open_here
    from cjm_editor.app.dialogs.files import FILTER, ask_save
    from cjm_editor.app.versions import copy_name

    start = path.with_name(copy_name(path, chosen.version))
    start = free_beside(start) if start.exists() else start
    picked = ask_save(window, window.context, _("Save a copy"), start, FILTER, _("Save"))
    if picked is None:
        return
    if open_here(window, picked) is not None:
        show_trouble(
            window,
            window.context,
            _(
                "“{name}” is open here. Restore the version instead, or choose another name.",
                name=picked.name,
            ),
        )
        return
    try:
        window.desk.locks.refuse_edited(picked)
        window.desk.write_copy(picked, chosen.found.data)
    except CjmError as error:
        show_trouble(window, window.context, error.message)
        return
    window.status.say(_("Copy saved: {name}", name=picked.name))
