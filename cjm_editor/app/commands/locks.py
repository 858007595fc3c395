"""What can be done about a file that somebody else is editing: taking over, saving a copy, reading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout

from cjm_editor.app.dialogs.boxes import choose, show_trouble, yes_no
from cjm_editor.app.locking import taken_over
from cjm_editor.core.disorders import said_by_system
from cjm_editor.core.texts import _

if TYPE_CHECKING:
    from cjm_editor.app.session import Session
    from cjm_editor.app.window import Window


def show_bar(window: Window) -> None:
    """Show over the current document who edits its file, or nothing; and let the panels follow."""
    session = window.session
    barrier = session.barrier if session is not None else None
    if session is not None:
        window.side.follow(session)
    bar = window.lock_bar
    if bar is None:
        if barrier is None:
            return
        from cjm_editor.app.panels.lock_bar import LockBar

        bar = window.lock_bar = LockBar(window.context)
        bar.take_over_asked.connect(lambda: take_over_current(window))
        bar.copy_asked.connect(lambda: save_elsewhere(window))
        bar.hush_asked.connect(lambda: hush(window))
        column = window.centralWidget().layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(0, bar)  # over the panels, too: what they show is the same document
    if bar.barrier is not None and (barrier is None or barrier.reason() != bar.barrier.reason()):
        window.status.forget(bar.barrier.reason())  # a refused key may have said so a moment ago
    bar.barrier = barrier
    if session is not None and barrier is not None:
        bar.show_barrier(barrier, not session.is_clean)
    bar.setVisible(barrier is not None and not barrier.is_quiet)


def take_over_current(window: Window) -> None:
    """Make the current document ours to edit."""
    if window.session is not None:
        take_over(window, window.session)


def take_over(window: Window, session: Session) -> bool:
    """Whether the file is ours to edit now. Somebody at work is shut out only after a question; what was saved
    meanwhile is taken over or merged."""
    window.desk.locks.look()  # whom the user read of may have gone by now
    barrier = session.barrier
    if barrier is None or session.path is None:
        return barrier is None
    name = session.path.name
    if barrier.worth == "live" and not barrier.is_mine:
        from cjm_editor.app.lock_words import question

        if not yes_no(window, window.context, question(barrier, name), _("Take over")):
            return False
    if not _catch_up(window, session):
        return False
    try:
        is_ours = window.desk.locks.take_over(session, barrier.found)
    except OSError as error:
        show_trouble(
            window,
            window.context,
            _(
                "The lock of “{name}” cannot be replaced: {reason}. Save a copy under another name and edit that.",
                name=name,
                reason=said_by_system(error.errno),
            ),
        )
        return False
    if not is_ours:
        window.status.say(_("The lock has just changed. The bar says who has it now."))
        return False
    _catch_up(window, session)  # what was saved until just now
    session.set_barrier(None)
    window.status.say(_("You are editing “{name}” now.", name=name))
    return True


def _catch_up(window: Window, session: Session) -> bool:
    """Whether we go on from what the other one saved; False where the user thought better of it."""
    from cjm_editor.app.outside import current, take

    loaded = current(window, session)
    if loaded is None or session.loaded is None or loaded.data() == session.loaded.data():
        return True
    return take(window, session, loaded)


def save_elsewhere(window: Window) -> None:
    """Save the current document under another name and go on there."""
    from cjm_editor.app.commands.saving import save_session_as

    if window.session is not None:
        save_session_as(window, window.session, is_beside=True)


def hush(window: Window) -> None:
    """Take the bar away: the user is content to read."""
    session = window.session
    if session is not None and session.barrier is not None:
        session.set_barrier(session.barrier.hushed())
        if window.page is not None:
            window.page.setFocus()


def save_barred(window: Window, session: Session) -> bool:
    """Whether a document that is read only stands on disk after the user chose what to do; nothing to save is said."""
    from cjm_editor.app.commands.saving import save_session, save_session_as

    barrier, path = session.barrier, session.path
    if barrier is None or path is None:
        return save_session(window, session)
    if session.is_clean:
        window.status.say(barrier.reason())
        return False
    chosen = choose(
        window, window.context, taken_over(path, barrier), (_("Save as…"), _("Take over and merge"))
    )
    if chosen == 0:
        return save_session_as(window, session, is_beside=True)
    return chosen == 1 and take_over(window, session) and save_session(window, session)
