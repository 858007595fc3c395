"""What the window does after a change of a document: deleted maps lose their tabs, undo leads to what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    from cjm_editor.app.session import Changed, Session
    from cjm_editor.app.window import Window


def leave_deleted(window: Window, session: Session, origin: str) -> None:
    """Close the tabs of maps that are gone. A document keeps a tab: without one neither undo nor save would reach
    it; where its last map went, it gets an empty one."""
    known = [journey.id for journey in session.document.maps]
    own = [page for page in window.pages if page.session is session]
    gone = [page for page in own if page.map_id and page.map_id not in known]
    if gone and len(gone) == len(own):
        if known:
            window.open_map(known[0], session)
        else:
            QTimer.singleShot(0, window, lambda: _begin_again(window, session, origin))
    for page in gone:
        window.drop(page)


def _begin_again(window: Window, session: Session, origin: str) -> None:
    """Give a document without maps one; undo and redo go on through the state that has none."""
    from cjm_editor.app.commands.maps import first_map

    if session.document.maps or session not in window.desk.sessions:
        return
    if origin == "undo" and session.undo_label is not None:
        session.undo()
    elif origin == "redo" and session.redo_label is not None:
        session.redo()
    else:
        first_map(window, session)
        return
    if session.document.maps:
        window.open_map(session.document.maps[0].id, session)


def follow(window: Window, changed: Changed) -> None:
    """Show the map in which undo or redo changed something, if it is not the one shown."""
    page = window.page
    if changed.origin not in ("undo", "redo") or page is None:
        return
    known = {journey.id for journey in changed.after.maps}
    there = [at for at in changed.changes if at.map in known and at.kind != "map"]
    if there and page.map_id and all(at.map != page.map_id for at in there):
        window.open_map(there[0].map)
        if window.page is not None:
            window.page.select((there[0],))
