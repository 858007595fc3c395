"""File menu: new, open, revert, close; what saving asks on its way is in `saving`. Every refusal is a sentence in a
box, and nothing else changes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cjm_editor.app.dialogs.boxes import Answer, ask_save, show_problems, show_trouble, yes_no
from cjm_editor.core.errors import CjmError, FormatError
from cjm_editor.core.texts import Message, _, whole
from cjm_editor.io.files import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window


def window_title(window: Window, session: Session | None) -> str:
    """The title with file name, the sign of unsaved work, and the program's name."""
    if session is None:
        return "CJM Editor"
    name = session.path.name if session.path else session.document.title or window.context.say(_("Untitled"))
    extra = f" ({window.context.say(_('read only'))})" if session.read_only else ""
    if session.is_recovered and not session.is_clean:
        extra = f" ({window.context.say(_('restored, not saved'))})"
    return f"{whole(name)}{extra}[*] — CJM Editor"


def new(window: Window) -> None:
    """Let the user choose a template and open it as a new document."""
    from cjm_editor.app.dialogs.new_map import choose_template

    path = choose_template(window, window.context)
    if path is not None:
        open_copy(window, path)


def open_dialog(window: Window) -> None:
    """Let the user pick files and open them."""
    from cjm_editor.app.dialogs.files import FILTER, ask_open

    for path in ask_open(window, window.context, FILTER):
        open_path(window, path)


def open_path(window: Window, path: Path) -> None:
    """Open a file and show its first map, or say why not."""
    known = list(window.desk.sessions)
    try:
        session = window.desk.open_file(path)
    except CjmError as error:
        if not isinstance(error, FormatError):
            window.context.keep(window.context.settings.without_recent(path))
        _stand_behind(window)
        from cjm_editor.app.commands import versions

        versions.refuse(window, path, error)
        return
    if not _is_shown(window, session, session not in known):
        return
    notices = session.loaded.source.problems if session.loaded else ()
    errors = tuple(p for p in notices if p.severity == "error" and p.code != "conflicts")
    if errors:
        show_problems(window, window.context, path.name, errors, True, session.is_newer)
    if session.document.conflicts:
        from cjm_editor.app.outside import decide_conflicts

        decide_conflicts(window, session)


def _is_shown(window: Window, session: Session, is_new: bool) -> bool:
    """Whether a document that was just opened has its page. Where a defect of the program stands against it, that is
    told, and the document is closed again: its file is not to stay locked with nothing to be seen."""
    try:
        show_session(window, session)
    except Exception as error:  # noqa: BLE001 - whatever it is, nothing was edited yet and the window goes on
        sys.__excepthook__(type(error), error, error.__traceback__)
        for page in [page for page in window.pages if is_new and page.session is session]:
            window.drop(page)
        if is_new:
            window.desk.close(session)
        _stand_behind(window)
        window.take_mishap(error)
        return False
    return True


def _stand_behind(window: Window) -> None:
    """Where nothing is open, let the start page stand behind the box that is to come, not an empty window."""
    if not window.pages:
        window.show_start()


def open_copy(window: Window, path: Path) -> None:
    """Open a sample or template as a new document."""
    try:
        session = window.desk.open_copy(path)
    except CjmError as error:
        _stand_behind(window)
        show_trouble(window, window.context, error.message)
        return
    _is_shown(window, session, is_new=True)


def show_session(window: Window, session: Session) -> None:
    """Show a document that was just opened."""
    window.open_document(session)


def save(window: Window) -> None:
    """Save the current document; without a file, ask for one. A comparison's documents are saved both, where they were
    changed."""
    page, session = window.page, window.session
    if page is None or session is None:
        return
    others = [one for one in page.sessions if one is not session and not one.is_clean]
    if others and session.is_clean:
        session, *others = others
    done = [one for one in (session, *others) if save_session(window, one)]
    names = [one.path.name for one in done if one.path is not None]
    if len(names) > 1:
        window.status.say(_("Saved: {name}", name=", ".join(names)))


def save_session(window: Window, session: Session) -> bool:
    """Whether the document stands on disk now."""
    from cjm_editor.app.commands import saving

    return saving.save_session(window, session)


def save_as(window: Window) -> None:
    """Save the current document to another file and go on there."""
    from cjm_editor.app.commands import saving

    if window.session is not None:
        saving.save_session_as(window, window.session)


def save_copy(window: Window) -> None:
    """Write the current document to another file and stay with this one."""
    from cjm_editor.app.commands import saving

    if window.session is not None:
        saving.save_copy(window, window.session)


def revert(window: Window) -> None:
    """Read the file again and forget what was not saved, after asking."""
    session = window.session
    if session is None or session.path is None:
        return
    question = _(
        "Go back to the saved version of “{name}”? Changes since then are lost.", name=session.path.name
    )
    if not session.is_clean and not yes_no(window, window.context, question, _("Revert")):
        return
    try:
        loaded = load(session.path)
    except CjmError as error:
        from cjm_editor.app.commands import versions

        session.set_away(True)  # what we hold stands nowhere on the disk
        if window.watcher is not None:
            window.watcher.lose(session)
        versions.refuse(window, session.path, error, session)
        return
    session.replace(loaded.source.document, loaded)


def earlier(window: Window) -> None:
    """Show the earlier versions of the current document's file."""
    from cjm_editor.app.commands import versions

    if window.session is not None:
        versions.of_session(window, window.session)


def conflicts(window: Window) -> None:
    """Ask about the conflicts of a merge that were put off."""
    from cjm_editor.app.outside import decide_conflicts

    if window.session is not None:
        decide_conflicts(window, window.session)


def may_close(window: Window, session: Session) -> bool:
    """Whether a document can be closed: it is clean, was saved now, or the user lets its changes go."""
    if session.is_clean:
        return True
    name = session.path.name if session.path else session.document.title or window.context.say(_("Untitled"))
    answer = ask_save(window, window.context, name)
    if answer is Answer.SAVE:
        return save_session(window, session)
    return answer is Answer.DISCARD


def tell_later(window: Window, message: Message) -> None:
    """Say something in a box when the event at hand is done."""
    from PySide6.QtCore import QTimer

    QTimer.singleShot(0, window, lambda: show_trouble(window, window.context, message))


def may_close_all(window: Window) -> bool:
    """Whether the window can be closed: no document of it has anything to lose, asked one by one. Where the desktop
    ends the session nobody is asked: the journals stay, and the next start offers what is in them."""
    from PySide6.QtGui import QGuiApplication

    window.side.finish()
    for page in window.pages:
        page.finish()
    if QGuiApplication.instance().isSavingSession():
        window.desk.leave()
        return True
    return all(may_close(window, session) for session in list(window.desk.sessions))


def export(window: Window) -> None:
    """Open the export dialog for the current page."""
    from cjm_editor.app.dialogs.export import export_page

    if window.page is not None:
        export_page(window, window.context, window.page)


def close_tab(window: Window) -> None:
    """Close the current tab."""
    if window.page is not None:
        window.close_page(window.pages.index(window.page))


def undo(window: Window) -> None:
    """Take the last edit back."""
    if window.session is not None:
        window.session.undo()


def redo(window: Window) -> None:
    """Make the edit again."""
    if window.session is not None:
        window.session.redo()


def quit_program(window: Window) -> None:
    """Close the window; it asks about unsaved work."""
    window.close()


def start_page(window: Window) -> None:
    """Show the start page."""
    window.show_start()


COMMANDS: dict[str, Callable[[Window], None]] = {
    "file.new": new,
    "file.open": open_dialog,
    "file.start": start_page,
    "file.save": save,
    "file.save_as": save_as,
    "file.save_copy": save_copy,
    "file.revert": revert,
    "file.versions": earlier,
    "file.conflicts": conflicts,
    "file.export": export,
    "file.close_tab": close_tab,
    "file.quit": quit_program,
    "edit.undo": undo,
    "edit.redo": redo,
}
