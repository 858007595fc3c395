"""The page of one map: board and scrubber over the session's document. What the board asks for becomes an edit in
`map_edits`; actions of the menus that concern the board are run in `map_actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cjm_editor.app.actions import action
from cjm_editor.app.boardview import BoardView, Scrubber
from cjm_editor.app.context import Context
from cjm_editor.app.pages.map_actions import run_action
from cjm_editor.app.pages.map_edits import MapEdits
from cjm_editor.app.pages.overview import overview_of
from cjm_editor.app.pages.page import Page
from cjm_editor.app.pages.value_cells import ValueCells
from cjm_editor.app.session import Changed, Session
from cjm_editor.app.shelter import sheltered
from cjm_editor.core.address import Address
from cjm_editor.core.emotion import known as is_known
from cjm_editor.core.model import Document, JourneyMap, map_of, stages_of
from cjm_editor.core.texts import _, ngettext
from cjm_editor.render.board import BoardCache, BoardOptions, board, places
from cjm_editor.render.options import CARD_GAP

if TYPE_CHECKING:
    from cjm_editor.app.dialogs.export import Offer

OVERVIEW_AFTER = 120
"""Milliseconds after the last change until the strip under the board is drawn again."""

CLIPBOARD = ("edit.cut", "edit.copy", "edit.paste")
"""Actions whose keys work while the board has the focus, and belong to the field while one is typed into."""


@sheltered
class MapPage(Page):
    """One map of a document. `menu_asked` carries a global position, `action_asked` an action's id."""

    menu_asked = Signal(object)
    action_asked = Signal(str)

    def __init__(
        self, context: Context, session: Session, map_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, session, parent)
        self._map_id = map_id
        self.document_session = session
        self.view = BoardView(context.theme)
        self.scrubber = Scrubber(context.theme)
        self._cache = BoardCache()
        self._counted: tuple[JourneyMap, int, int] | None = None
        self._overview_due = QTimer(self)
        self._overview_due.setSingleShot(True)
        self._overview_due.setInterval(OVERVIEW_AFTER)
        self._overview_due.timeout.connect(self._refresh_overview)
        self.edits = MapEdits(self)
        self.values = ValueCells(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.scrubber)
        self.setFocusProxy(self.view)
        self.view.selected.connect(self._on_selected)
        self.view.zoom_changed.connect(self._on_zoom)
        self.view.view_changed.connect(self._on_view)
        self.view.context_requested.connect(self._on_context)
        self.scrubber.moved.connect(self._on_scrubbed)
        session.changed.connect(self._on_changed)
        session.state_changed.connect(self._on_state)
        session.handing_over.connect(self.finish)
        context.language_changed.connect(self.redraw)
        context.theme_changed.connect(self._on_theme)
        self.view.refused.connect(self._on_refused)
        self.view.set_read_only(session.read_only)
        self._take_clipboard_keys()
        self.redraw()

    def _take_clipboard_keys(self) -> None:
        for id in CLIPBOARD:
            for keys in action(id).keys:
                shortcut = QShortcut(keys, self.view)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.setObjectName(id)
                shortcut.activated.connect(self._on_clipboard_keys)

    def _on_clipboard_keys(self) -> None:
        self.run(self.sender().objectName())

    # what the tab shows

    @property
    def journey(self) -> JourneyMap | None:
        """The map shown, or None once it is deleted."""
        return map_of(self.document_session.document, self._map_id)

    @property
    def key(self) -> tuple[object, ...]:
        """One page a map."""
        return ("map", id(self.document_session), self._map_id)

    @property
    def title(self) -> str:
        """The map's title."""
        journey = self.journey
        return (journey.title if journey else "") or self.context.say(_("Untitled"))

    @property
    def glyph(self) -> str:
        """The kind of the map."""
        journey = self.journey
        return journey.kind if journey else ""

    @property
    def map_id(self) -> str:
        """The map's id."""
        return self._map_id

    @property
    def selection(self) -> tuple[Address, ...]:
        """What is selected on the board."""
        return self.view.selection()

    def offers(self, need: str) -> bool:
        """A map page has all but comparisons."""
        if need == "selection":
            return bool(self.selection)
        return need in ("map", "board", "page", "panel", "tree")

    def run(self, action_id: str) -> bool:
        """Whether the action concerns the board."""
        return run_action(self, action_id)

    def select(self, addresses: tuple[Address, ...], reveal: bool = True) -> None:
        """Select on the board and bring the last into view."""
        self.view.select(addresses, scroll=reveal)

    def set_structure_locked(self, is_locked: bool) -> None:
        """Freeze or free stages, touchpoints and lanes."""
        self.view.set_structure_locked(is_locked)

    def status(self) -> tuple[str, ...]:
        """Counts of stages and touchpoints, and of how many the emotion is known."""
        journey = self.journey
        if journey is None:
            return ()
        placed, known = self._counts(journey)
        say = self.context.say
        stages = say(ngettext("{n} stage", "{n} stages", len(stages_of(journey))))
        points = say(ngettext("{n} touchpoint", "{n} touchpoints", placed))
        facts = [f"{stages}, {points}"]
        if placed:
            facts.append(
                say(_("Target emotion set for {known} of {all}", known=known, all=placed))
                if journey.kind == "ideal"
                else say(_("Emotion known for {known} of {all}", known=known, all=placed))
            )
        if self.view.is_structure_locked:
            facts.append(say(_("Structure locked")))
        count = len(self.selection)
        if count > 1:
            facts.append(say(ngettext("{n} selected", "{n} selected", count)))
        return tuple(facts)

    def _counts(self, journey: JourneyMap) -> tuple[int, int]:
        """How many touchpoints have a place, and of how many of these the emotion is known; counted once a state of
        the map, since the status line asks several times an edit."""
        if self._counted is None or self._counted[0] is not journey:
            placed = places(journey, self.options(), self._cache).touchpoints
            known = sum([is_known(touchpoint.emotion, journey.scale) is not None for touchpoint in placed])
            self._counted = (journey, len(placed), known)
        return self._counted[1:]

    def zoom_text(self) -> str:
        """The zoom in per cent."""
        return self.context.words.percent(round(self.view.zoom(), 2))

    # drawing

    def options(self) -> BoardOptions:
        """How the board is drawn on screen."""
        is_open = not self.document_session.read_only
        return BoardOptions(theme=self.context.theme, words=self.context.words, ghosts=is_open)

    def redraw(self) -> None:
        """Draw the document as it is."""
        self.draw(self.document_session.document)

    def draw(self, document: Document) -> None:
        """Draw a value of the document, the session's or one that a drag tries out."""
        if map_of(document, self._map_id) is None:
            return
        display = board(document, self._map_id, self.options(), self.context.measurer, self._cache)
        self.view.set_display(display)
        self._overview_due.start()
        self.title_changed.emit()

    def _refresh_overview(self) -> None:
        """Draw the whole curve again once the hand rests: an edit must not wait for it."""
        journey, options = self.journey, self.options()
        if journey is not None:
            columns = places(journey, options, self._cache)
            left, card = options.lane_header, options.column - CARD_GAP
            self.scrubber.set_overview(overview_of(columns, journey.scale, left, card))

    # events

    def _on_changed(self, changed: object) -> None:
        if not isinstance(changed, Changed):
            return
        self.redraw()
        if changed.origin in ("undo", "redo"):
            there = [
                at for at in (*changed.changes.added, *changed.changes.changed) if at.map == self._map_id
            ]
            if there:
                self.view.select((there[0],), scroll=True)

    def _on_state(self) -> None:
        is_read_only = self.document_session.read_only
        if is_read_only != self.view.is_read_only:
            self.view.set_read_only(is_read_only)
            self.redraw()

    def _on_refused(self) -> None:
        self.told.emit(self.document_session.refusal())

    def _on_theme(self) -> None:
        self._cache = BoardCache()
        self.view.set_theme(self.context.theme)
        self.scrubber.set_theme(self.context.theme)
        self.redraw()

    def _on_selected(self, addresses: object) -> None:
        self.selection_changed.emit(addresses)

    def _on_zoom(self, _zoom: object) -> None:
        self.title_changed.emit()

    def _on_view(self, _rect: object) -> None:
        start, end = self.view.visible_span()
        self.scrubber.set_window(start, end)

    def _on_scrubbed(self, centre: object) -> None:
        if isinstance(centre, float):
            self.view.center_on_fraction(centre)

    def _on_context(self, request: object) -> None:
        at, x, y = request.at, request.x, request.y  # type: ignore[attr-defined]
        if at is not None and at not in self.view.selection():
            self.view.select((at,), scroll=False)
        self.menu_asked.emit(QPoint(int(x), int(y)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the board."""
        self.view.setFocus()

    def export_offer(self) -> Offer | None:
        """The map as a picture."""
        self.view.finish_editing()
        from cjm_editor.app.pages.exports import map_offer

        return map_offer(self.document_session.document, self._map_id, self.document_session.path)

    def finish(self) -> None:
        """Take over the text that is being typed."""
        self.view.finish_editing()

    def release(self) -> None:
        """Let go of session and context."""
        self.view.finish_editing()
        self.document_session.changed.disconnect(self._on_changed)
        self.document_session.state_changed.disconnect(self._on_state)
        self.document_session.handing_over.disconnect(self.finish)
        self.context.language_changed.disconnect(self.redraw)
        self.context.theme_changed.disconnect(self._on_theme)
