"""Insert, Map and Comparison menus as far as they concern whole maps; the map page runs what concerns the board."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from cjm_editor.app.dialogs.boxes import ask_text, show_trouble, yes_no
from cjm_editor.app.plain import short
from cjm_editor.core import edits
from cjm_editor.core.errors import CjmError
from cjm_editor.core.model import Document, JourneyMap, Lane, Persona, Segment, map_of
from cjm_editor.core.terms import map_kind_title
from cjm_editor.core.texts import Message, _, whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from cjm_editor.app.dialogs.choose_pair import Pair
    from cjm_editor.app.session import Edit, Session
    from cjm_editor.app.window import Window
    from cjm_editor.core.address import Address


def apply(window: Window, session: Session, label: Message, edit: Edit) -> bool:
    """Whether the edit was made; a refusal is said in a box."""
    try:
        return session.apply(label, edit)
    except CjmError as error:
        show_trouble(window, window.context, error.message)
        return False


def _current(window: Window) -> tuple[Session, JourneyMap] | None:
    session, page = window.session, window.page
    if session is None or page is None:
        return None
    journey = map_of(session.document, page.map_id)
    return (session, journey) if journey else None


def add_map(window: Window, session: Session, segment: str) -> None:
    """Add an empty map of a segment and show it."""
    say = window.context.say
    made = JourneyMap(window.context.new_id("m"), say(map_kind_title("actual")), "actual", segment)

    def add(document: Document) -> Document:
        return edits.add_map(document, made, edits.place_behind(document, made, len(document.maps)))

    if apply(window, session, _("add a map"), add):
        window.open_map(made.id, session)


def insert_map(window: Window) -> None:
    """Add an empty map for the segment of the current one (or the first segment)."""
    session = window.session
    if session is None:
        return
    current = _current(window)
    first = session.document.segments[0].id if session.document.segments else ""
    add_map(window, session, current[1].segment if current else first)


def insert_segment(window: Window) -> None:
    """Add a segment; its title is asked for."""
    session = window.session
    title = ask_text(window, window.context, _("New segment"), _("What is this segment called?"))
    if session is None or not title:
        return
    made = Segment(window.context.new_id("g"), title)
    apply(
        window,
        session,
        _("add segment “{title}”", title=short(title)),
        lambda d: edits.add_segment(d, made, len(d.segments)),
    )


def insert_persona(window: Window) -> None:
    """Add a persona to the segment of the current map (or the first segment)."""
    session = window.session
    if session is None:
        return
    current = _current(window)
    segment = current[1].segment if current and current[1].segment else ""
    if not segment and session.document.segments:
        segment = session.document.segments[0].id
    if not segment:
        show_trouble(window, window.context, _("Add a segment first: a persona is a face of a segment."))
        return
    name = ask_text(window, window.context, _("New persona"), _("What is the persona called?"))
    if not name:
        return
    made = Persona(window.context.new_id("p"), name)
    apply(
        window,
        session,
        _("add persona “{name}”", name=short(name)),
        lambda d: edits.add_persona(d, segment, made, -1),
    )


def insert_lane(window: Window) -> None:
    """Add a lane of one's own; its title is asked for."""
    session = window.session
    title = ask_text(window, window.context, _("New lane"), _("What is this lane called?"))
    if session is None or not title:
        return
    made = Lane(window.context.new_id("l"), title)
    apply(window, session, _("add lane “{title}”", title=short(title)), lambda d: edits.add_lane(d, made, -1))


def derive(window: Window) -> None:
    """Make an ideal map from the current one, with shared ids, and show it."""
    current = _current(window)
    if current is not None:
        derive_from(window, *current)


def derive_from(window: Window, session: Session, journey: JourneyMap) -> None:
    """Make an ideal map from a map of a document, with shared ids, and show it."""
    new_id = window.context.new_id("m")
    title = _free_title(session.document, journey.segment, window.context.say(map_kind_title("ideal")))
    label = _("new ideal from “{title}”", title=short(journey.title))
    if apply(window, session, label, lambda d: edits.derive_map(d, journey.id, new_id, "ideal", title)):
        window.open_map(new_id, session)


def _free_title(document: Document, segment: str, title: str) -> str:
    """The title, numbered where a map of the segment has it already: two of one name cannot be told apart."""
    taken = {journey.title for journey in document.maps if journey.segment == segment}
    return next(name for n in count(1) if (name := title if n == 1 else f"{title} {n}") not in taken)


def duplicate(window: Window) -> None:
    """Copy the current map, with shared ids, and show the copy."""
    current = _current(window)
    if current is None:
        return
    session, journey = current
    new_id = window.context.new_id("m")
    title = window.context.say(_("{title}, copy", title=journey.title))
    label = _("duplicate map “{title}”", title=short(journey.title))
    if apply(window, session, label, lambda d: edits.duplicate_map(d, journey.id, new_id, title)):
        window.open_map(new_id, session)


def choose_glossary(window: Window) -> None:
    """Compare with the words of a file that the user picks."""
    from cjm_editor.app.glossaries import choose

    choose(window, window.context)


def delete(window: Window) -> None:
    """Delete the current map after asking; undo brings it back."""
    current = _current(window)
    if current is None:
        return
    session, journey = current
    question = _("Delete the map “{title}”? Undo brings it back.", title=journey.title)
    if yes_no(window, window.context, question, _("Delete")):
        label = _("delete map “{title}”", title=short(journey.title))
        apply(window, session, label, lambda d: edits.delete_map(d, journey.id))


def lanes(window: Window) -> None:
    """Open the dialog that orders, hides, adds and removes lanes."""
    from cjm_editor.app.dialogs.lanes import edit_lanes

    current = _current(window)
    if current is None:
        return
    session, journey = current

    def put(document: Document) -> Document:
        return edits.set_lanes(document, made)

    made = edit_lanes(window, window.context, session.document, journey)
    if made is not None:
        apply(window, session, _("change the lanes"), put)


def lock(window: Window) -> None:
    """Freeze or free stages, touchpoints and lanes of all maps of the window, and say so."""
    window.is_structure_locked = window.actions_.by_id["map.lock"].isChecked()
    for page in window.pages:
        page.set_structure_locked(window.is_structure_locked)
    window.refresh()
    locked = _("Structure locked: stages, touchpoints and lanes stay where they are")
    window.status.say(locked if window.is_structure_locked else _("Structure unlocked"))


def compare(window: Window) -> None:
    """Let the user choose two maps (the obvious pair is chosen already) and show their comparison."""
    from cjm_editor.app.dialogs.choose_pair import all_maps, choose_pair

    if len(all_maps(window.desk)) < 2:
        from cjm_editor.app.commands import second_map

        second_map.find(window)
        return
    chosen = choose_pair(window, window.context, window.desk, window.session, window.page)
    if chosen is not None:
        show_pair(window, chosen)


def open_pair(window: Window, ideal: str, actual: str) -> None:
    """Show the comparison of two maps of the current document, named as in its `comparisons`."""
    from cjm_editor.app.dialogs.choose_pair import MapRef, Pair
    from cjm_editor.compare.lineage import file_of

    session = window.session
    if session is None:
        return
    refs: list[MapRef] = []
    for name in (ideal, actual):
        file, (_file, _hash, map_id) = file_of(name), name.rpartition("#")
        homes = [session] if not file or file in _names_of(session) else _open_as(window, file)
        if not homes:
            message = _("One of the two maps is in another file. Open that file, then compare.")
            show_trouble(window, window.context, message)
            return
        home = next((known for known in homes if map_of(known.document, map_id) is not None), None)
        if home is None:
            message = _(
                "There is no map “{name}” any more. Compare the one that has its touchpoints now: what was decided is "
                "used for it.",
                name=short(name),
            )
            show_trouble(window, window.context, message)
            return
        refs.append(MapRef(home, map_id))
    show_pair(window, Pair(*refs))


def _names_of(session: Session) -> tuple[str, ...]:
    """The name by which decisions call a document's file, if it has one."""
    return (whole(session.path.name),) if session.path is not None else ()


def _open_as(window: Window, file: str) -> list[Session]:
    return [session for session in window.desk.sessions if file in _names_of(session)]


def _show_place(window: Window, at: Address, session: Session) -> None:
    window.open_map(at.map, session)
    page = window.page
    if page is not None:
        page.select((at,), reveal=False)
        QTimer.singleShot(0, page, lambda: page.select(page.selection))  # the board has its size only then


def show_pair(window: Window, pair: Pair) -> None:
    """Show the comparison of a pair in its tab."""
    from cjm_editor.app.pages.compare_page import ComparePage

    page = ComparePage(window.context, pair)
    if window.show_page(page) is page:
        page.map_asked.connect(window.open_map)
        page.menu_asked.connect(window.show_menu)
        page.place_asked.connect(lambda at, session: _show_place(window, at, session))


COMMANDS: dict[str, Callable[[Window], None]] = {
    "insert.segment": insert_segment,
    "insert.persona": insert_persona,
    "insert.lane": insert_lane,
    "insert.map": insert_map,
    "map.derive": derive,
    "map.duplicate": duplicate,
    "map.delete": delete,
    "map.lanes": lanes,
    "map.lock": lock,
    "compare.start": compare,
    "compare.glossary": choose_glossary,
    "compare.no_glossary": lambda window: window.context.set_glossary(""),
}
