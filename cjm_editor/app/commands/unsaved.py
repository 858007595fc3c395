"""Work that an earlier run left: restoring it, giving it up, and telling of it where no start page is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.dialogs.boxes import show_text, show_trouble, yes_no
from cjm_editor.core.texts import _, ngettext

if TYPE_CHECKING:
    from cjm_editor.app.recovery import Offer
    from cjm_editor.app.window import Window


def restore(window: Window, offer: Offer) -> None:
    """Open the work, unsaved, or say why not."""
    from cjm_editor.app import recovery
    from cjm_editor.app.commands.documents import show_session

    against = recovery.restore(window, offer)
    if against is not None:
        show_trouble(window, window.context, against)
        look_again(window)
        return
    session = window.desk.sessions[-1]
    path = offer.found.loaded.path if offer.found and offer.found.loaded else None
    session = next((one for one in window.desk.sessions if path and one.path == path), session)
    show_session(window, session)
    changed = offer.found.differences.maps if offer.found else frozenset()
    there = next((journey.id for journey in session.document.maps if journey.id in changed), "")
    if there:
        window.open_map(there, session)
    window.status.say(_("Restored. The file changes only when you save."))
    texts = recovery.loose_texts(offer)
    if texts:
        said = ngettext(
            "This text was being typed and has no place in the map. Copy it if you need it.",
            "{n} texts were being typed and have no place in the map. Copy what you need.",
            len(texts),
        )
        show_text(window, window.context, said, "\n\n".join(texts))
        # not before: should the program die while they are shown, they are offered again
        if session.is_clean or window.desk.keeper.holds(session):
            recovery.part_with(offer)


def discard(window: Window, offer: Offer) -> None:
    """Give the work up, after asking."""
    from cjm_editor.app import recovery

    name = offer.name or window.context.say(_("Untitled"))
    question = _("Discard the unsaved work in “{name}”? It cannot be brought back.", name=name)
    if yes_no(window, window.context, question, _("Discard")):
        if not recovery.give_up(offer):
            show_trouble(window, window.context, _("This work is open in another window already."))
        look_again(window)


def look_again(window: Window) -> None:
    """Show on the start page what is left."""
    from cjm_editor.app.pages.start import StartPage

    for page in window.pages:
        if isinstance(page, StartPage):
            page.look_again()


def tell_of_unsaved(window: Window) -> None:
    """Where the program was started with a file, so that no start page is seen: say that there is unsaved work."""
    from cjm_editor.app.pages.start import StartPage

    if any(isinstance(page, StartPage) for page in window.pages):
        return
    from cjm_editor.app.recovery import head, offers

    found = offers()
    if found and yes_no(window, window.context, head(window.context, found[0]), _("Show")):
        window.show_start()
