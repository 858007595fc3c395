"""What the window does after a change of a document: deleted maps lose their tabs, undo leads to what it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cjm_editor.app.session import Changed, Session
    from cjm_editor.app.window import Window


def leave_deleted(window: Window, session: Session) -> None:
    """Close the tabs of maps that are gone. A document keeps a tab: without one neither undo nor save would reach
    it. As long as it has no maps that one says so, and gives way to the first that comes."""
    known = [journey.id for journey in session.document.maps]
    own = [page for page in window.pages if page.session is session]
    gone = [page for page in own if (known if page.is_blank else page.map_id and page.map_id not in known)]
    if gone and len(gone) == len(own):
        window.open_document(session)
    for page in gone:
        window.drop(page)


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
