"""Compare where only one map is open: its counterpart is opened from another file, or a copy becomes the ideal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_editor.app.commands import maps
from cjm_editor.app.commands.documents import open_path
from cjm_editor.app.dialogs.boxes import choose
from cjm_editor.app.dialogs.choose_pair import MapRef, Pair, all_maps, choose_pair
from cjm_editor.app.dialogs.files import FILTER, ask_file
from cjm_editor.core.texts import Message, _

if TYPE_CHECKING:
    from cjm_editor.app.window import Window
    from cjm_editor.core.model import JourneyMap


def find(window: Window) -> None:
    """Ask where the second map of a comparison is to come from, and compare with one that is opened."""
    known = next(iter(all_maps(window.desk)), None)
    question, verbs = _asked(known[1] if known is not None else None)
    answer = choose(window, window.context, question, verbs)
    if answer == 0:
        _open(window, known[0] if known is not None else None)
    elif answer == 1 and known is not None:
        maps.derive_from(window, known[0].session, known[1])


def _asked(journey: JourneyMap | None) -> tuple[Message, list[Message]]:
    """The question and its answers: to open a file, and to copy the map where that makes an ideal of another kind."""
    if journey is None:
        return _("There is no map to compare yet. Open a file with one."), [_("Open…")]
    other = _("Open another map…")
    if journey.kind == "ideal":
        text = _("Comparing takes two maps, and only one is open. Open the file with the other map.")
        return text, [other]
    text = _(
        "Comparing takes two maps, and only one is open. Open the file with the other map, or make a copy of this one "
        "as “Ideal”: their touchpoints stay linked."
    )
    return text, [other, _("Make a copy")]


def _open(window: Window, here: MapRef | None) -> None:
    """Open a file and compare its only map with the one that was there, or one of several that is chosen."""
    page, context = window.page, window.context
    path = ask_file(window, context, _("Open another map"), FILTER, _("Open"))
    if path is None:
        return
    open_path(window, path)
    opened = next((one for one in window.desk.sessions if one.path == path.resolve()), None)
    if opened is None:
        return  # it has been said why
    if here is None or len(all_maps(window.desk)) < 2:
        maps.compare(window)
        return
    found = opened.document.maps
    if len(found) == 1:
        maps.show_pair(window, Pair(here, MapRef(opened, found[0].id)))
        return
    chosen = choose_pair(window, context, window.desk, here.session, page)
    if chosen is not None:
        maps.show_pair(window, chosen)
